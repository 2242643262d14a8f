"""What the bounds of the solves prove about a point: how much better anything that dominates it could be.

Answers for: ``Coupe`` (one bound, where it holds) and ``marges``.
Leaves to others: the solves that give the bounds (pareto).

A solve that maximises  c . f  over the programmes with  f >= planchers,  c >= 0,  and proves the bound B, says that
every such programme has  c . f <= B.  A programme f that dominates z satisfies every floor that z satisfies; so on
objective j it exceeds z by at most  (B - c . z) / c_j.  The smallest such figure over all solves is the margin of z on
j: 0 proves that z is not dominated, t that nothing dominates it by more than t.  When no solve says enough, the bound
of  max sum f_j / echelle_j  subject to  f >= z  gives one more: the test of Benson (1978), relaxed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from renovation_opt.analyse.dominance import Reel3, Triplet

SANS_PLANCHER = -(2**62)
"""A floor that every programme passes."""
ARRONDI = 1e-9
"""Relative rounding of a bound in floating point."""


@dataclass(frozen=True, slots=True)
class Coupe:
    """A proven inequality: ``c`` . objectives <= ``borne`` for every programme with objectives >= ``planchers``."""

    c: Reel3
    borne: float
    planchers: Triplet = (SANS_PLANCHER, SANS_PLANCHER, SANS_PLANCHER)

    def tient(self, point: Triplet) -> bool:
        """Tell whether the inequality holds for all that dominates ``point``."""
        return all(v >= p for v, p in zip(point, self.planchers, strict=True))

    def exces(self, point: Triplet, j: int) -> float:
        """Return by how much, at most, a programme that dominates ``point`` exceeds it on objective ``j``."""
        if self.c[j] <= 0:
            return float("inf")
        valeur = sum(c * v for c, v in zip(self.c, point, strict=True))
        reste = self.borne - valeur
        return max(0.0, reste if reste > ARRONDI * max(abs(self.borne), abs(valeur)) else 0.0) / self.c[j]


def marges(point: Triplet, coupes: Sequence[Coupe], echelles: Triplet) -> Reel3:
    """Return, by objective, the most by which anything that dominates ``point`` exceeds it, as a share of its scale.

    Infinite when no bound says anything; 0 on an objective whose scale is 0.
    """
    valables = [coupe for coupe in coupes if coupe.tient(point)]
    e, p, m = (
        min((coupe.exces(point, j) for coupe in valables), default=float("inf")) / echelle if echelle > 0 else 0.0
        for j, echelle in enumerate(echelles)
    )
    return e, p, m


def benson(point: Triplet, echelles: Triplet, borne: float) -> Coupe:
    """Return the inequality of Benson's test: ``borne`` bounds  sum of f_j / echelle_j  over  f >= point."""
    return Coupe(poids_benson(echelles), borne, point)


def poids_benson(echelles: Triplet) -> Reel3:
    """Return the weights of Benson's test."""
    e, p, m = (1.0 / echelle if echelle > 0 else 0.0 for echelle in echelles)
    return e, p, m
