"""A frontier and its points: frozen results, and the figures read from them.

Answers for: ``Point``, ``Frontiere``: extremes, knee, hypervolume, what is proven.
Leaves to others: how it is traced (pareto), which point is picked (choisir).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from renovation_opt.analyse import dominance
from renovation_opt.analyse.dominance import Reel3, Triplet
from renovation_opt.instance import OBJECTIFS, Instance
from renovation_opt.programme import Etape, Solution
from renovation_opt.rapports.analyses.frontiere import FrontiereLue, PointLu

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

    ``inst``: the instance, soft targets made hard; ``avant``: the stages that settled them.
    ``tolerance``: margin under which a point is proven.  ``meilleurs``: best value found of each objective.
    ``ecartes``: programmes found, then dominated or met twice.  ``complete``: no point is missing, proven, but for
    points that exceed a known one by less than twice the reward of a solve (0.2 % of a range).
    ``arretee``: time or the user stopped the exploration.
    """

    inst: Instance
    avant: tuple[Etape, ...]
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


def decrire(frontiere: Frontiere) -> FrontiereLue:
    """Return the frontier as reports see it."""
    points = frontiere.points
    return FrontiereLue(
        nom=frontiere.inst.nom,
        titre=frontiere.inst.titre,
        question=frontiere.inst.question,
        points=tuple(_lire(frontiere, rang) for rang in range(len(points))),
        meilleurs=frontiere.meilleurs,
        tolerance=frontiere.tolerance,
        hypervolume=frontiere.hypervolume,
        resolutions=frontiere.resolutions,
        impossibles=frontiere.impossibles,
        sans_reponse=frontiere.sans_reponse,
        ecartes=frontiere.ecartes,
        complete=frontiere.complete,
        arretee=frontiere.arretee,
    )


def _lire(frontiere: Frontiere, rang: int) -> PointLu:
    """Return one point as reports see it."""
    point = frontiere.points[rang]
    lignes = point.solution.programme.lignes
    e, p, m = (v / h if h else 1.0 for v, h in zip(point.objectifs, frontiere.meilleurs, strict=True))
    reperes = ["scenario"] * (point.origine == "scenario") + ["genou"] * (rang == frontiere.genou)
    reperes += [nom for nom, extreme in zip(OBJECTIFS, frontiere.extremes, strict=True) if extreme == rang]
    return PointLu(
        rang=rang + 1,
        objectifs=point.objectifs,
        parts=(e, p, m),
        ecart=point.ecart,
        marges=point.marges,
        prouve=frontiere.prouve(point),
        reperes=tuple(reperes),
        operations=len(point.solution.programme.plans),
        logements=sum(ligne.logements for ligne in lignes),
        cout_eur=sum(ligne.travaux_eur + ligne.espaces_publics_eur for ligne in lignes),
        aides_eur=sum(sum(ligne.aides_eur) for ligne in lignes),
    )
