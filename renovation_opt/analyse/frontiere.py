"""A frontier and its points: frozen results, and the figures read from them.

Answers for: ``Point``, ``Frontiere``: extremes, knee, hypervolume, what is proven.
Leaves to others: how it is traced (pareto), which point is picked (choisir).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from renovation_opt.analyse import dominance
from renovation_opt.analyse.dominance import Reel3, Triplet
from renovation_opt.instance import Instance
from renovation_opt.programme import Solution

Origine = Literal["scenario", "extreme", "grille", "comblement"]
ORIGINES: tuple[Origine, ...] = ("scenario", "extreme", "grille", "comblement")
INFINI = float("inf")


@dataclass(frozen=True, slots=True)
class Point:
    """A programme of the frontier.

    ``origine``: which solve found it.  ``planchers``: floors asked there, integers of the Instance.  ``marges``: by
    objective, the most by which anything that dominates it could exceed it, as a share of the best of the objective.
    """

    solution: Solution
    origine: Origine
    planchers: Triplet
    marges: Reel3 = (INFINI, INFINI, INFINI)

    @property
    def objectifs(self) -> Triplet:
        """The three objectives, integers of the Instance."""
        return self.solution.objectifs

    @property
    def ecart(self) -> float:
        """Relative gap of the solve that found it (the largest of its stages)."""
        return max(etape.ecart for etape in self.solution.etapes)

    @property
    def marge(self) -> float:
        """The largest margin: how far from the true frontier the point may be, at most."""
        return max(self.marges)


@dataclass(frozen=True, slots=True)
class Frontiere:
    """Points that none other dominates, most energy first, and how they were found.

    ``inst``: the instance, soft targets made hard.  ``tolerance``: margin under which a point is proven.
    ``meilleurs``: best value found of each objective.  ``ecartes``: programmes found, then dominated or met twice.
    ``complete``: no point is missing, proven.  ``arretee``: time or the user stopped the exploration.
    """

    inst: Instance
    points: tuple[Point, ...]
    tolerance: float
    meilleurs: Triplet
    resolutions: int
    impossibles: int
    sans_reponse: int
    ecartes: int
    complete: bool
    arretee: bool

    @property
    def objectifs(self) -> list[Triplet]:
        """The objectives of each point."""
        return [point.objectifs for point in self.points]

    def prouve(self, point: Point) -> bool:
        """Tell whether nothing dominates the point by more than the tolerance on any objective."""
        return point.marge <= self.tolerance

    @property
    def extremes(self) -> Triplet:
        """For each objective, the rank of the point that has most of it."""
        return dominance.extremes(self.objectifs)

    @property
    def genou(self) -> int:
        """The rank of the knee."""
        return dominance.genou(self.objectifs)

    @property
    def hypervolume(self) -> float:
        """Share of the box between the worst and the best values of the frontier that its points dominate."""
        points = self.objectifs
        return dominance.hypervolume(points, dominance.nadir(points), dominance.ideal(points))
