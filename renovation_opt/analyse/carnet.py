"""What a bench was answered already: every solve stored as soon as it ends, found again by the next run.

Answers for: ``Carnet``: the answer to the next question of an analysis, when a previous run left it.
Leaves to others: the files (depot), what is asked (banc).

An analysis asks its questions one after the other, each from what the previous ones left.  An answer is named by all
the questions up to its own and by what the scenario means: the same analysis, launched again, asks the same questions
and finds its answers; anything else, from the first question that differs, is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from renovation_opt.analyse.depot import Depot
from renovation_opt.analyse.paquet import condenser, empreinte, identite
from renovation_opt.errors import ArretSansProgramme, ProgrammeImpossible
from renovation_opt.instance import Objectif
from renovation_opt.locale import langue
from renovation_opt.moteur.plans import Plans
from renovation_opt.moteur.reprise import Relaxee
from renovation_opt.programme import Etape, Solution
from renovation_opt.schemas.chargement import ScenarioCharge


@dataclass(frozen=True, slots=True)
class Refus:
    """No programme: there is none (``impossible``), or the search found none."""

    impossible: bool
    textes: tuple[str, ...]

    @classmethod
    def de(cls, erreur: ProgrammeImpossible | ArretSansProgramme) -> Self:
        """Return what is kept of an error."""
        if isinstance(erreur, ProgrammeImpossible):
            return cls(impossible=True, textes=erreur.diagnostic)
        return cls(impossible=False, textes=(str(erreur),))

    def erreur(self) -> ProgrammeImpossible | ArretSansProgramme:
        """Return the error again."""
        return ProgrammeImpossible(self.textes) if self.impossible else ArretSansProgramme("\n".join(self.textes))


@dataclass(frozen=True, slots=True)
class Reglage:
    """A bench settled: stages run, most that each soft target may miss (by code), objective of the last stage."""

    avant: tuple[Etape, ...]
    plafonds: dict[str, int]
    objectif: Objectif


@dataclass(frozen=True, slots=True, eq=False)
class Reponse:
    """An answer, and what it leaves to the next question: the plans met and the programme."""

    resultat: Solution | Relaxee | Reglage | Refus
    plans: Plans | None = None
    programme: Plans | None = None


@dataclass(slots=True)
class Carnet:
    """The answers of one analysis, in order; without ``depot``, nothing is kept nor found.

    ``cle``: name of the last question.  ``repris`` and ``calcules``: programmes sought, found again or computed.
    """

    depot: Depot | None = None
    cle: str = ""
    repris: int = 0
    calcules: int = 0

    @property
    def gardes(self) -> bool:
        """Whether the next run will find something."""
        return self.depot is not None and bool(self.repris or self.calcules)

    def chercher(self, *question: str) -> Reponse | None:
        """Return the answer to the next question, ``None`` when it has to be computed."""
        self.cle = condenser(self.cle, *question)
        reponse = None if self.depot is None else self.depot.lire_objet(self.cle, Reponse)
        if reponse is not None:
            self.repris += _cherche(reponse)
        return reponse

    def noter(self, reponse: Reponse) -> None:
        """Keep the answer to the last question."""
        if self.depot is not None:
            self.depot.garder_objet(self.cle, reponse)
        self.calcules += _cherche(reponse)


def ouvrir_carnet(charge: ScenarioCharge, depot: Depot, ecart: Fraction | None, tours: int) -> Carnet:
    """Return the answers left by previous runs of an analysis; ``ecart`` and ``tours``: limits of each of its solves.

    The time of the analysis changes none of them: a solve that it cuts short is not kept.
    """
    return Carnet(depot, identite(empreinte(charge), charge.scenario, str(ecart), str(tours), langue()))


def _cherche(reponse: Reponse) -> bool:
    """Tell whether an answer is that of a search for a programme."""
    return isinstance(reponse.resultat, Solution | Refus)
