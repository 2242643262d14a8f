"""Dominance between points of three maximised objectives, in integers of the Instance.

Answers for: ``non_domines``, ``hypervolume``, ``genou``, ``extremes``.
Leaves to others: where points come from (pareto), how far they are proven (preuves).

Hypervolume: Zitzler & Thiele (1998).  Knee: the point farthest from the plane through the extremes, Das (1999).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Triplet = tuple[int, int, int]
Reel3 = tuple[float, float, float]


def domine(a: Triplet, b: Triplet) -> bool:
    """Tell whether ``a`` is at least as good as ``b`` everywhere, and better somewhere."""
    return a != b and all(x >= y for x, y in zip(a, b, strict=True))


def non_domines(points: Sequence[Triplet]) -> list[int]:
    """Return the ranks of the points that no other dominates, each value once (the first met), best first."""
    premiers: dict[Triplet, int] = {}
    for rang, point in enumerate(points):
        premiers.setdefault(point, rang)
    gardes = [p for p in premiers if not any(domine(autre, p) for autre in premiers)]
    return [premiers[p] for p in sorted(gardes, reverse=True)]


def ideal(points: Iterable[Triplet]) -> Triplet:
    """Return the best value of each objective over the points."""
    e, p, m = (max(valeurs) for valeurs in zip(*points, strict=True))
    return e, p, m


def nadir(points: Iterable[Triplet]) -> Triplet:
    """Return the worst value of each objective over the points."""
    e, p, m = (min(valeurs) for valeurs in zip(*points, strict=True))
    return e, p, m


def normaliser(point: Triplet, bas: Triplet, haut: Triplet) -> Reel3:
    """Return each objective between 0 (``bas``) and 1 (``haut``); 1 for an objective that does not vary."""
    e, p, m = ((v - b) / (h - b) if h > b else 1.0 for v, b, h in zip(point, bas, haut, strict=True))
    return e, p, m


def extremes(points: Sequence[Triplet]) -> Triplet:
    """Return, for each objective, the rank of the point that has most of it; ties go to the best of the others."""
    sommes = [sum(valeurs) for valeurs in _normalises(points)]
    e, p, m = (max((point[j], sommes[rang], -rang) for rang, point in enumerate(points))[2] for j in range(3))
    return -e, -p, -m


def genou(points: Sequence[Triplet]) -> int:
    """Return the rank of the knee: the largest sum of normalised objectives, the first one on a tie.

    Once normalised, the plane through the three corners is  sum = 1  and the distance to it grows with the sum.
    """
    sommes = [round(sum(valeurs), 12) for valeurs in _normalises(points)]
    return sommes.index(max(sommes))


def hypervolume(points: Sequence[Triplet], bas: Triplet, haut: Triplet) -> float:
    """Return the share (0-1) of the box from ``bas`` to ``haut`` that at least one point dominates.

    The box is cut along the first objective; each slab is as thick as the step between two points.
    """
    normalises = sorted((_bornes(normaliser(p, bas, haut)) for p in points), reverse=True)
    total = 0.0
    for rang, (x, _y, _z) in enumerate(normalises):
        suivant = normalises[rang + 1][0] if rang + 1 < len(normalises) else 0.0
        if x > suivant:
            total += (x - suivant) * _aire([(y, z) for _x, y, z in normalises[: rang + 1]])
    return total


def _normalises(points: Sequence[Triplet]) -> list[Reel3]:
    """Return the points between their own worst and best."""
    bas, haut = nadir(points), ideal(points)
    return [normaliser(p, bas, haut) for p in points]


def _bornes(valeurs: Reel3) -> Reel3:
    """Return the values cut to 0-1."""
    e, p, m = (min(1.0, max(0.0, v)) for v in valeurs)
    return e, p, m


def _aire(points: Sequence[tuple[float, float]]) -> float:
    """Return the area dominated from the origin by points of a plane."""
    total, hauteur = 0.0, 0.0
    for x, y in sorted(points, reverse=True):
        if y > hauteur:
            total += x * (y - hauteur)
            hauteur = y
    return total
