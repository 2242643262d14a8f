"""Picking a point of a frontier: « énergie ≥ 95 % of its best, and the best of the rest ».

Answers for: ``Condition``, ``choisir``, ``pour_le_scenario`` (the solution of a point as one of the scenario itself).
Leaves to others: reading the words of the user (cli), writing the report of the point (rapports).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from renovation_opt.instance import Instance
from renovation_opt.moteur.bilan import manques
from renovation_opt.programme import Etape, Solution
from renovation_opt.rapports.analyses.frontiere import FrontiereLue, PointLu


@dataclass(frozen=True, slots=True)
class Condition:
    """A floor on objective ``j``: a share of the best of the frontier (``part``), or integers of the Instance."""

    j: int
    valeur: Fraction
    part: bool

    def seuil(self, frontiere: FrontiereLue) -> Fraction:
        """Return the floor in integers of the Instance."""
        return self.valeur * frontiere.meilleurs[self.j] if self.part else self.valeur


def choisir(frontiere: FrontiereLue, conditions: Sequence[Condition]) -> PointLu | None:
    """Return the point that passes the conditions and has most of the other objectives, ``None`` when none passes.

    The others are added as shares of their best; all three when every objective has a condition; the first on a tie.
    """
    libres = {0, 1, 2} - {condition.j for condition in conditions} or {0, 1, 2}
    passent = [
        point for point in frontiere.points if all(point.objectifs[c.j] >= c.seuil(frontiere) for c in conditions)
    ]
    return max(passent, key=lambda p: (round(sum(p.parts[j] for j in libres), 9), -p.rang), default=None)


def pour_le_scenario(inst: Instance, solution: Solution, avant: tuple[Etape, ...]) -> Solution:
    """Return a solution of the bench as one of the scenario: its earlier stages, and the soft targets it misses."""
    return replace(solution, etapes=(*avant, *solution.etapes), manques=manques(inst, solution.programme))
