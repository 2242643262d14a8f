"""The solve of one point, on whatever machine it runs: inputs by value, result as plain data.

Answers for: ``calculer_depart`` (the scenario itself, solved first), ``calculer_point`` (from what it left).
Leaves to others: where and when they run (executeurs), what is kept (depot).

Every point starts from the solve of the scenario itself: results do not depend on the order of the points, nor on
how many workers share them.  The scales of the objectives are those of that solve, so that points can be compared.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from renovation_opt.analyse import reprises
from renovation_opt.analyse.etude import TOURS, Calcul, calculer, ouvrir
from renovation_opt.analyse.paquet import Paquet, deballer, sans_racine
from renovation_opt.analyse.resultat import IMPOSSIBLE, Resultat, resumer
from renovation_opt.errors import ProgrammeImpossible, RenovationError
from renovation_opt.instance import Instance, limiter
from renovation_opt.locale import choisir_langue
from renovation_opt.moteur.reprise import Reprise
from renovation_opt.moteur.resolution import ecart_relatif
from renovation_opt.moteur.suivi import Budget
from renovation_opt.programme import Limite

RELACHE = 1.1
"""A point may be this much less well proven than the scenario: its start was not searched for it."""
COMPAREES = ("ponderee", "equilibre")
"""Methods whose objective is divided by scales."""


@dataclass(frozen=True, slots=True)
class Reglages:
    """Limits of each solve, ``None`` leaving them to the scenario, and the language of messages."""

    tours: int = TOURS
    ecart: Fraction | None = None
    temps_s: int | None = None
    langue: str = "fr"

    def appliquer(self, inst: Instance) -> Instance:
        """Return the instance with these limits."""
        return limiter(inst, self.ecart, self.temps_s)

    @property
    def identite(self) -> str:
        """What of them changes a programme."""
        return f"{self.tours} {self.ecart} {self.temps_s}"


@dataclass(frozen=True, slots=True, eq=False)
class Depart:
    """What every point starts from: plans, programme and scales of the scenario itself, last stage and its gap."""

    reprise: Reprise
    echelles: tuple[int, int, int]
    etape: str
    ecart: float


@dataclass(slots=True)
class Arret:
    """Stops a solve once a stage is as well proven as asked: the same gap everywhere makes points comparable."""

    budget: Budget
    etape: str
    ecart: float
    atteint: bool = False

    def __call__(self, etape: str, valeur: float, borne: float) -> None:
        """Be told of the state of a stage."""
        if etape == self.etape and ecart_relatif(valeur, borne) <= self.ecart:
            self.budget.interrompu = self.atteint = True


def calculer_depart(paquet: Paquet, reglages: Reglages) -> dict[str, Any]:
    """Return ``{"resultat": data}`` and ``"depart"`` (bytes, empty when the scenario has no programme)."""
    choisir_langue(reglages.langue)
    try:
        calcul = calculer(reglages.appliquer(ouvrir(deballer(paquet)).inst), tours=reglages.tours)
    except ProgrammeImpossible as erreur:
        return {"resultat": _impossible(paquet, erreur).donnees(), "depart": b""}
    except RenovationError as erreur:
        return _echec(paquet, erreur)
    derniere = calcul.solution.etapes[-1]
    depart = Depart(calcul.reprise, calcul.solution.echelles, derniere.nom, derniere.ecart)
    return {"resultat": resumer(calcul).donnees(), "depart": zlib.compress(reprises.ecrire(depart), 1)}


def calculer_point(
    paquet: Paquet, depart: bytes, remplacements: Mapping[str, object], reglages: Reglages
) -> dict[str, Any]:
    """Return ``{"resultat": data}`` of a point, or ``{"echec": message, "code": exit code}``."""
    choisir_langue(reglages.langue)
    try:
        return {"resultat": resumer(_calculer(paquet, depart, remplacements, reglages)).donnees()}
    except ProgrammeImpossible as erreur:
        return {"resultat": _impossible(paquet, erreur).donnees()}
    except RenovationError as erreur:
        return _echec(paquet, erreur)


def _calculer(paquet: Paquet, depart: bytes, remplacements: Mapping[str, object], reglages: Reglages) -> Calcul:
    """Solve a point; unless a gap is asked, it stops once nearly as well proven as the scenario itself."""
    inst = reglages.appliquer(ouvrir(deballer(paquet), remplacements).inst)
    if not depart:
        return calculer(inst, tours=reglages.tours)
    chaud = _lire(depart)
    budget = Budget(float(inst.resolution.temps_s), reglages.tours)
    voulu = (
        float(inst.resolution.ecart)
        if reglages.ecart is not None
        else max(float(inst.resolution.ecart), RELACHE * chaud.ecart)
    )
    arret = Arret(budget, chaud.etape, voulu)
    calcul = calculer(memes_echelles(inst, chaud.echelles), chaud.reprise, suivi=arret, budget=budget)
    return _a_l_ecart(calcul) if arret.atteint else calcul


def _a_l_ecart(calcul: Calcul) -> Calcul:
    """Return a solve that was stopped by its gap, and says so."""
    *debut, derniere = calcul.solution.etapes
    etapes = (*debut, replace(derniere, limite=Limite.ECART))
    return replace(calcul, solution=replace(calcul.solution, etapes=etapes))


def memes_echelles(inst: Instance, echelles: tuple[int, int, int]) -> Instance:
    """Return the instance with given scales, when its method divides by scales that the scenario does not write."""
    objectif = inst.objectif
    if objectif.methode not in COMPAREES:
        return inst
    ecrites = tuple(e if ici is None else ici for ici, e in zip(objectif.echelles, echelles, strict=True))
    return replace(inst, objectif=replace(objectif, echelles=(ecrites[0], ecrites[1], ecrites[2])))


@lru_cache(maxsize=2)
def _lire(depart: bytes) -> Depart:
    """Return what a start holds, read once per process."""
    return reprises.lire(zlib.decompress(depart), Depart)


def _impossible(paquet: Paquet, erreur: ProgrammeImpossible) -> Resultat:
    """Return the result of a point without programme."""
    return Resultat(IMPOSSIBLE, motif=sans_racine(paquet, "\n".join(erreur.diagnostic)))


def _echec(paquet: Paquet, erreur: RenovationError) -> dict[str, Any]:
    """Return a failure as plain data."""
    return {"echec": sans_racine(paquet, str(erreur)), "code": erreur.code}
