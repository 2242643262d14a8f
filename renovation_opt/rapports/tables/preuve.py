"""How far the programme is proven, said without flattery.

Answers for: ``preuve``: the status that the stages of the solve really support, whatever was claimed: « optimal »
only when every stage is closed, a bound only when it is finite.  Leaves to others: the sentence (phrases), the audit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from renovation_opt.programme import Etape, Limite, Solution, Statut

_FERME = 1e-6
"""A stage is closed when its relative gap is below this: what a solver's arithmetic can tell apart."""


@dataclass(frozen=True, slots=True)
class BilanEtape:
    """One stage; ``borne`` and ``ecart`` are None when the bound is not finite."""

    nom: str
    unite: str
    sens: int
    valeur: float
    borne: float | None
    ecart: float | None
    limite: Limite

    @property
    def fermee(self) -> bool:
        """Whether the stage is proven optimal."""
        return self.ecart is not None and self.ecart <= _FERME


@dataclass(frozen=True, slots=True)
class Preuve:
    """The status that may be printed, and the stages behind it, in order."""

    statut: Statut
    etapes: tuple[BilanEtape, ...]


def preuve(solution: Solution) -> Preuve:
    """Return the proof of a solution."""
    etapes = tuple(_etape(etape) for etape in solution.etapes)
    return Preuve(_statut(solution.statut, etapes), etapes)


def _etape(etape: Etape) -> BilanEtape:
    """Return one stage without infinities."""
    fini = math.isfinite(etape.borne) and math.isfinite(etape.valeur)
    borne, ecart = (etape.borne, etape.ecart) if fini else (None, None)
    return BilanEtape(etape.nom, etape.unite, etape.sens, etape.valeur, borne, ecart, etape.limite)


def _statut(annonce: Statut, etapes: tuple[BilanEtape, ...]) -> Statut:
    """Return the status announced, or a weaker one when the stages do not support it."""
    if annonce not in {Statut.OPTIMAL, Statut.BORNE}:
        return annonce
    if any(etape.ecart is None for etape in etapes) or not etapes:
        return Statut.REALISABLE
    if annonce is Statut.OPTIMAL and not all(etape.fermee for etape in etapes):
        return Statut.BORNE
    return annonce
