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

from renovation_opt.analyse.dominance import Triplet
from renovation_opt.analyse.preuves import SANS_PLANCHER

Paire = tuple[int, int]
ETROIT = 0.01
"""Share of the range under which a step between two floors is within what gaps leave undecided."""


def niveaux(bas: int, haut: int, nombre: int) -> list[int]:
    """Return ``nombre`` floors from none at all to ``haut``, evenly spaced over [bas, haut], without repetition."""
    if nombre <= 1 or haut <= bas:
        return [SANS_PLANCHER]
    pas = [bas + -(-rang * (haut - bas) // (nombre - 1)) for rang in range(1, nombre)]
    return [SANS_PLANCHER, *dict.fromkeys(pas)]


@dataclass(slots=True)
class Couverture:
    """What is known of the cells: solves that answered (floors, point), floors that no programme satisfies.

    A point is (value maximised, first objective under floors, second one).
    """

    reponses: list[tuple[Paire, Triplet]] = field(default_factory=list)
    impossibles: list[Paire] = field(default_factory=list)
    sans_reponse: list[Paire] = field(default_factory=list)
    """Floors where the search found nothing and proved nothing."""
    remises: dict[Paire, float] = field(default_factory=dict)
    """Floors put off, because they demand much: so many times what the programme is worth."""

    def repondue(self, case: Paire) -> bool:
        """Tell whether a past solve answers the cell: nothing is to be solved there."""
        return any(_passe(case, planchers) and _passe(point[1:], case) for planchers, point in self.reponses)

    def impossible(self, case: Paire) -> bool:
        """Tell whether no programme satisfies the floors."""
        return any(_passe(case, autre) for autre in self.impossibles)

    def ouverte(self, case: Paire) -> bool:
        """Tell whether the cell is worth a solve."""
        remise = any(_passe(case, autre) for autre in self.remises)
        return not (remise or self.impossible(case) or self.repondue(case) or case in self.sans_reponse)

    def reprendre(self) -> Paire | None:
        """Return the cell put off that demands least, and take it off the list; ``None`` when there is none."""
        if not self.remises:
            return None
        case = min(self.remises, key=lambda autre: (self.remises[autre], autre))
        del self.remises[case]
        return case

    def plafond(self, case: Paire, defaut: int) -> int:
        """Return what past solves say the cell can reach at most, ``defaut`` when they say nothing."""
        return min((point[0] for planchers, point in self.reponses if _passe(case, planchers)), default=defaut)


def a_combler(
    couverture: Couverture,
    points: Sequence[Triplet],
    haut: Triplet,
    bas: Triplet,
    *,
    exact: bool,
    etroites: bool = True,
) -> Paire | None:
    """Return the open cell that leaves the largest hole between the points, ``None`` when none is open.

    The hole is a box: the steps of both floors to the next values met, and what the cell may reach above the best point
    known there; each as a share of the range from ``bas`` to ``haut``.  When every solve is ``exact``, floors are those
    of Kirlik and Sayin, which miss no point; else just above a point known there is only the same point again, give or
    take the gaps: floors are in the middle of the box, or nearer the point when that is not open, and boxes where that
    leaves nothing count only when ``etroites``.
    """
    axes = [sorted({SANS_PLANCHER, *(p[axe] + 1 for p in points)}) for axe in (1, 2)]
    meilleure: tuple[float, Paire] | None = None
    for i, premier in enumerate(axes[0]):
        for j, second in enumerate(axes[1]):
            case = premier, second
            if not couverture.ouverte(case):
                continue
            pas = _pas(axes[0], i, haut[1], bas[1]), _pas(axes[1], j, haut[2], bas[2])
            visee = case if exact else _viser(couverture, pas, (haut[1] - bas[1], haut[2] - bas[2]))
            if visee is None and not etroites:
                continue
            base = _trou(pas[0], haut[1], bas[1]) * _trou(pas[1], haut[2], bas[2])
            connu = max((p[0] for p in points if _passe(p[1:], case)), default=bas[0])
            hauteur = max(1, couverture.plafond(case, haut[0]) - connu) / max(1, haut[0] - bas[0])
            if meilleure is None or base * hauteur > meilleure[0]:
                meilleure = base * hauteur, visee or case
    return None if meilleure is None else meilleure[1]


def _viser(couverture: Couverture, pas: tuple[Paire, Paire], etendues: Paire) -> Paire | None:
    """Return open floors in the middle of a box, or between that and its corner; ``None`` when only narrow ones are.

    An objective that never varies makes no box narrow.
    """
    premier, second = (sum(p) // 2 for p in pas)
    moindres = [max(1, ETROIT * e / 2) if e else 0 for e in etendues]
    while any(moindres) and all(v - p[0] >= m for v, p, m in zip((premier, second), pas, moindres, strict=True)):
        if couverture.ouverte((premier, second)):
            return premier, second
        premier, second = (premier + pas[0][0]) // 2, (second + pas[1][0]) // 2
    return None


def _pas(axe: Sequence[int], rang: int, haut: int, bas: int) -> tuple[int, int]:
    """Return the ends of the step above a floor."""
    fin = axe[rang + 1] if rang + 1 < len(axe) else haut
    return max(axe[rang], bas), min(fin, haut)


def _trou(pas: Paire, haut: int, bas: int) -> float:
    """Return the width of a step, as a share of the range; tiny steps count a little all the same."""
    return max(1, pas[1] - pas[0]) / max(1, haut - bas)


def _passe(valeurs: Sequence[int], planchers: Paire) -> bool:
    """Tell whether both values pass their floors."""
    return valeurs[0] >= planchers[0] and valeurs[1] >= planchers[1]
