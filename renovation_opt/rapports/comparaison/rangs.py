"""Indicators side by side: one row per figure, values, differences to the first, and whether they had to be.

Answers for: ``Rang``, ``Ecart``, ``Verdict`` and ``rangs`` (sides -> rows, in reading order, by family).
Leaves to others: the figures (tables.indicateurs), drawing.

A difference is necessary when the programme of the same scenario that is the most like the first one shows it too, in
the same direction; else two programmes as good as each other, as far as is proven, may not have it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeGuard

from renovation_opt.locale import _
from renovation_opt.rapports.colonnes import Nature
from renovation_opt.rapports.comparaison.cotes import Cote
from renovation_opt.rapports.listes import nature
from renovation_opt.rapports.tables import Indicateur, Tables

Cle = tuple[str, ...]
Nombre = float | int
ESSENTIELS: tuple[Cle, ...] = (
    ("objectif", "valeur_ponderee"),
    ("logements", "total"),
    ("operations", "total"),
    ("cites", "total"),
    ("dpe", "passoires_supprimees"),
    ("energie", "annuelle"),
    ("energie", "cumulee"),
    ("climat", "co2_annuel"),
    ("facture", "par_menage"),
    ("patrimoine", "total"),
    ("mixite", "total"),
    ("argent", "cout"),
    ("argent", "aides"),
    ("argent", "fonds_propres"),
    ("argent", "perdu"),
    ("argent", "cout_par_logement"),
    ("argent", "aide_par_logement"),
    ("argent", "levier"),
    ("argent", "cout_par_mwh_an"),
    ("argent", "cout_par_tonne_an"),
    ("argent", "aide_par_mwh_an"),
    ("argent", "aide_par_tonne_an"),
)
"""What is read first, in order."""
FAMILLES = (
    *("essentiel", "financement", "contributeur", "bailleur", "epci", "annee", "statut", "bouquet", "dpe"),
    *("cibles", "autres"),
)
HORS = ("preuve", "parc")
"""What is said elsewhere: the proof; what no programme changes: the parc."""
SANS_ZERO = ("enveloppe", "plafond_parite", "seuil", "relatif")
"""Figures of a group whose absence is not zero."""
_ZERO = 1e-9


class Verdict(StrEnum):
    """What can be said of a difference."""

    EGAL = "egal"
    NECESSAIRE = "necessaire"
    DANS_L_ECART = "dans_l_ecart"
    INCONNU = "inconnu"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Ecart:
    """Difference of a side to the first; ``proche``: that of its programme the most like the first."""

    valeur: Nombre | None
    proche: Nombre | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Rang:
    """One figure: a value per side, and a difference per side but the first."""

    cle: Cle
    famille: str
    libelle: str
    unite: str
    nature: Nature
    valeurs: tuple[Nombre | None, ...]
    ecarts: tuple[Ecart, ...]

    @property
    def differe(self) -> bool:
        """Whether any side differs from the first."""
        return any(e.verdict is not Verdict.EGAL for e in self.ecarts)


def rangs(cotes: Sequence[Cote]) -> tuple[Rang, ...]:
    """Return every row, by family then in the order of the indicators."""
    lus = [_lus(cote.tables, cotes[0].tables) for cote in cotes]
    proches = [None if c.proche is None else _lus(c.proche, cotes[0].tables) for c in cotes]
    modeles: dict[Cle, Indicateur] = {}
    for table in lus:
        for cle, figure in table.items():
            modeles.setdefault(cle, figure)
    tous = [_rang(figure, lus, proches) for figure in modeles.values()]
    ordre = {cle: rang for rang, cle in enumerate(ESSENTIELS)}
    return tuple(sorted(tous, key=lambda r: (FAMILLES.index(r.famille), ordre.get(r.cle, 0))))


def famille(cle: Cle) -> str:
    """Return the family of a figure: what it is split by, or whether it is read first."""
    if cle in ESSENTIELS:
        return "essentiel"
    decoupages = [m.partition("par_")[2] for m in cle[1:] if "par_" in m]
    if decoupages and decoupages[0] in FAMILLES:
        return decoupages[0]
    return cle[0] if cle[0] in FAMILLES else "autres"


def _lus(tables: Tables, reference: Tables) -> dict[Cle, Indicateur]:
    """Return the numeric figures of a programme by key, its weighted value first."""
    figures = [*_ponderee(tables, reference), *tables.indicateurs]
    return {f.cle: f for f in figures if f.cle[0] not in HORS and (f.valeur is None or _nombre(f.valeur))}


def _ponderee(tables: Tables, reference: Tables) -> Iterator[Indicateur]:
    """Yield the value of a programme with the weights and scales of the first, when it has some."""
    poids, echelles = reference.inst.objectif.poids, reference.solution.echelles
    if any(poids):
        paires = zip(poids, tables.solution.objectifs, echelles, strict=True)
        valeur = float(sum(p * v / max(1, e) for p, v, e in paires))
        libelle = _("Valeur pondérée, poids et échelles de A")
        yield Indicateur(("objectif", "valeur_ponderee"), libelle, round(valeur, 6), "part")


def _rang(
    modele: Indicateur, lus: Sequence[dict[Cle, Indicateur]], proches: Sequence[dict[Cle, Indicateur] | None]
) -> Rang:
    """Return one row."""
    valeurs = tuple(_valeur(table, modele) for table in lus)
    autres = [None if table is None else _valeur(table, modele) for table in proches]
    ecarts = tuple(
        _ecart(valeurs[0], valeur, proche, connu=table is not None)
        for valeur, proche, table in list(zip(valeurs, autres, proches, strict=True))[1:]
    )
    return Rang(modele.cle, famille(modele.cle), modele.libelle, modele.unite, nature(modele), valeurs, ecarts)


def _valeur(table: dict[Cle, Indicateur], modele: Indicateur) -> Nombre | None:
    """Return a figure; what a programme has nothing of is zero, when it can be counted."""
    figure = table.get(modele.cle)
    if figure is None:
        compte = famille(modele.cle) not in {"cibles", "autres"} and modele.cle[-1] not in SANS_ZERO
        return 0 if compte else None
    return figure.valeur if _nombre(figure.valeur) else None


def _ecart(premier: Nombre | None, valeur: Nombre | None, proche: Nombre | None, *, connu: bool) -> Ecart:
    """Return the difference of a side and what can be said of it."""
    if premier is None or valeur is None:
        return Ecart(None, None, Verdict.EGAL if premier is valeur else Verdict.ABSENT)
    ecart = valeur - premier
    seuil = _ZERO * max(1.0, abs(premier), abs(valeur))
    if abs(ecart) <= seuil:
        return Ecart(ecart, None, Verdict.EGAL)
    if not connu or proche is None:
        return Ecart(ecart, None, Verdict.INCONNU)
    reste = proche - premier
    memes = abs(reste) > seuil and (reste > 0) == (ecart > 0)
    return Ecart(ecart, reste, Verdict.NECESSAIRE if memes else Verdict.DANS_L_ECART)


def _nombre(valeur: object) -> TypeGuard[Nombre]:
    """Tell a number from a text or a yes or no."""
    return isinstance(valeur, int | float) and not isinstance(valeur, bool)
