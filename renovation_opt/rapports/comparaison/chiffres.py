"""Everything a comparison shows, made once.

Answers for: ``construire`` (sides -> ``Comparaison``), ``Opposition`` (one side against the first) and ``Avance`` (what
the bounds prove of the value of a side).
Leaves to others: drawing (ecran, page, classeur, markdown, donnees).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from renovation_opt.rapports.comparaison.cotes import Cote
from renovation_opt.rapports.comparaison.rangs import Rang, rangs
from renovation_opt.rapports.mouvements import Mouvement, Vu, mouvements
from renovation_opt.rapports.tables import Tables

PONDEREES = ("ponderee", "equilibre")


@dataclass(frozen=True, slots=True)
class Avance:
    """The best value of a side minus that of the first, as far as the bounds say: between ``min`` and ``max``.

    In the value of the last stage, shares of the best; only when both maximise the same thing with the same scales.
    """

    min: float
    max: float

    @property
    def prouvee(self) -> bool:
        """Whether the bounds tell the two apart."""
        return self.min > 0 or self.max < 0


@dataclass(frozen=True, slots=True)
class Opposition:
    """One side against the first.  ``proches``: movements of its programme the most like the first, if there is one."""

    cote: Cote
    mouvements: tuple[Mouvement, ...]
    proches: tuple[Mouvement, ...] | None
    avance: Avance | None


@dataclass(frozen=True, slots=True)
class Comparaison:
    """A comparison: sides, rows of indicators, movements.  ``notes``: what was done so that they compare."""

    cotes: tuple[Cote, ...]
    rangs: tuple[Rang, ...]
    oppositions: tuple[Opposition, ...]
    notes: tuple[str, ...]

    def famille(self, nom: str) -> tuple[Rang, ...]:
        """Return the rows of a family."""
        return tuple(r for r in self.rangs if r.famille == nom)

    def rang(self, *cle: str) -> Rang:
        """Return one row by its key; StopIteration when there is none."""
        return next(r for r in self.rangs if r.cle == cle)


def construire(cotes: Sequence[Cote], notes: Sequence[str] = ()) -> Comparaison:
    """Return the comparison of several programmes to the first."""
    premier = cotes[0]
    oppositions = [
        Opposition(
            cote,
            mouvements(_vu(premier.tables), _vu(cote.tables)),
            None if cote.proche is None else mouvements(_vu(premier.tables), _vu(cote.proche)),
            avance(premier, cote),
        )
        for cote in cotes[1:]
    ]
    return Comparaison(tuple(cotes), rangs(cotes), tuple(oppositions), tuple(notes))


def _vu(tables: Tables) -> Vu:
    """Return a programme and its instance."""
    return tables.inst, tables.solution.programme


def avance(premier: Cote, cote: Cote) -> Avance | None:
    """Return what the bounds prove, when both values mean the same thing."""
    deux = (premier.tables, cote.tables)
    objectifs = [t.inst.objectif for t in deux]
    etapes = [t.preuve.etapes[-1] for t in deux if t.preuve.etapes]
    comparables = (
        len(etapes) == len(deux)
        and all(o.methode == "ponderee" for o in objectifs)
        and objectifs[0].poids == objectifs[1].poids
        and memes_echelles(premier, cote)
    )
    if not comparables or etapes[0].borne is None or etapes[1].borne is None:
        return None
    return Avance(etapes[1].valeur - etapes[0].borne, etapes[1].borne - etapes[0].valeur)


def memes_echelles(premier: Cote, cote: Cote) -> bool:
    """Tell whether two sides normalise alike the objectives that count."""
    poids = premier.tables.inst.objectif.poids
    paires = zip(poids, premier.tables.solution.echelles, cote.tables.solution.echelles, strict=True)
    return all(a == b for p, a, b in paires if p)
