"""The cells of an epsilon-constraint grid on two objectives: which ones are answered, which ones are left.

Answers for: ``niveaux`` (the grid), ``Couverture`` (what past solves say of a cell), ``a_combler`` (what is left).
Leaves to others: solving a cell (pareto).

A cell is a pair of floors (a, b) on the two objectives that are not maximised.
- Bypass and flags: a solve at floors <= (a, b) whose programme has both objectives >= (a, b) answers the cell too
  (AUGMECON2, Mavrotas & Florios 2013, for the inner loop; AUGMECON-R, Nikas et al. 2022, for every loop).
- Early exit: a cell above one that no programme satisfies has none either (Mavrotas 2009).
- When every pair of (value met + 1) is answered or impossible, and every solve is optimal, no point is missing
  (the argument of Kirlik & Sayin 2014).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from renovation_opt.analyse.preuves import SANS_PLANCHER

Paire = tuple[int, int]


def niveaux(bas: int, haut: int, nombre: int) -> list[int]:
    """Return ``nombre`` floors from none at all to ``haut``, evenly spaced over [bas, haut], without repetition."""
    if nombre <= 1 or haut <= bas:
        return [SANS_PLANCHER]
    pas = [bas + -(-rang * (haut - bas) // (nombre - 1)) for rang in range(1, nombre)]
    return [SANS_PLANCHER, *dict.fromkeys(pas)]


@dataclass(slots=True)
class Couverture:
    """What is known of the cells: solves that answered (floors, objectives), floors that no programme satisfies."""

    reponses: list[tuple[Paire, Paire]] = field(default_factory=list)
    impossibles: list[Paire] = field(default_factory=list)
    sans_reponse: list[Paire] = field(default_factory=list)
    """Floors where the search found nothing and proved nothing."""

    def repondue(self, case: Paire) -> bool:
        """Tell whether a past solve answers the cell: nothing is to be solved there."""
        return any(_au_dessus(case, planchers) and _au_dessus(atteint, case) for planchers, atteint in self.reponses)

    def impossible(self, case: Paire) -> bool:
        """Tell whether no programme satisfies the floors."""
        return any(_au_dessus(case, autre) for autre in self.impossibles)

    def ouverte(self, case: Paire) -> bool:
        """Tell whether the cell is worth a solve."""
        return not (self.impossible(case) or self.repondue(case) or case in self.sans_reponse)


def a_combler(couverture: Couverture, points: Sequence[Paire], haut: Paire, bas: Paire) -> Paire | None:
    """Return the open cell that leaves the largest hole between the points, ``None`` when none is open.

    ``points``: values of the two objectives met so far; ``haut``, ``bas``: their best and worst, to compare holes.
    """
    axes = [sorted({SANS_PLANCHER, *(p[axe] + 1 for p in points)}) for axe in (0, 1)]
    premiers, seconds = axes
    trous = [
        (_trou(premiers, i, haut[0], bas[0]) * _trou(seconds, j, haut[1], bas[1]), -i, -j)
        for i in range(len(premiers))
        for j in range(len(seconds))
        if couverture.ouverte((premiers[i], seconds[j]))
    ]
    if not trous:
        return None
    _aire, i, j = max(trous)
    return premiers[-i], seconds[-j]


def _trou(axe: Sequence[int], rang: int, haut: int, bas: int) -> float:
    """Return the width of the step above a floor, as a share of the range; tiny steps count a little all the same."""
    debut = max(axe[rang], bas)
    fin = axe[rang + 1] if rang + 1 < len(axe) else haut
    return max(1, min(fin, haut) - debut) / max(1, haut - bas)


def _au_dessus(haut: Paire, bas: Paire) -> bool:
    """Tell whether both values of ``haut`` are at least those of ``bas``."""
    return haut[0] >= bas[0] and haut[1] >= bas[1]
