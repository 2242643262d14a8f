"""Dominance, hypervolume, knee and extremes, on points that fit on paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renovation_opt.analyse.dominance import Triplet, domine, extremes, genou, hypervolume, non_domines

CUBE: tuple[Triplet, Triplet] = ((0, 0, 0), (10, 10, 10))
COINS: list[Triplet] = [(10, 0, 0), (0, 10, 0), (0, 0, 10)]
points = st.lists(st.tuples(*[st.integers(0, 6)] * 3), min_size=1, max_size=12)


def test_un_point_ne_se_domine_pas() -> None:
    """Dominating needs to be better somewhere; being better here and worse there is not dominating."""
    assert domine((2, 2, 2), (2, 2, 1))
    assert not domine((2, 2, 2), (2, 2, 2))
    assert not domine((3, 2, 1), (2, 2, 2))


def test_domines_et_doublons_disparaissent() -> None:
    """(1, 1, 1) is dominated, (5, 0, 0) is met twice: the ranks of the two others remain, most of the first axis first."""
    assert non_domines([(1, 1, 1), (2, 3, 1), (5, 0, 0), (5, 0, 0)]) == [2, 1]


@given(points)
def test_rien_de_domine_ne_reste_et_rien_d_autre_ne_part(tous: list[Triplet]) -> None:
    """Every point kept is dominated by none; every point left out equals or is dominated by one that is kept."""
    gardes = [tous[rang] for rang in non_domines(tous)]

    assert not any(domine(a, b) for a in tous for b in gardes)
    assert all(p in gardes or any(domine(g, p) for g in gardes) for p in tous)
    assert len(set(gardes)) == len(gardes)


@pytest.mark.parametrize(
    ("tous", "part"),
    [
        ([(10, 10, 10)], 1.0),
        ([(5, 10, 10)], 0.5),
        ([(5, 5, 5)], 0.125),
        (COINS, 0.0),  # a corner dominates a face, which has no volume
        ([(10, 5, 5), (5, 10, 10)], 0.625),  # 1 x 1/2 x 1/2 + 1/2 x 1 x 1 - 1/2 x 1/2 x 1/2 in common
        ([(5, 5, 5), (5, 5, 5), (4, 4, 4)], 0.125),
    ],
)
def test_hypervolume_compte_a_la_main(tous: list[Triplet], part: float) -> None:
    """Volumes of boxes of side 10, their intersections counted once."""
    assert hypervolume(tous, *CUBE) == pytest.approx(part)


@given(points, st.tuples(*[st.integers(0, 6)] * 3))
def test_un_point_de_plus_ne_reduit_jamais_l_hypervolume(tous: list[Triplet], autre: Triplet) -> None:
    """What is dominated stays dominated."""
    avant, apres = (hypervolume(p, (0, 0, 0), (6, 6, 6)) for p in (tous, [*tous, autre]))

    assert apres >= avant - 1e-12
    if any(domine(p, autre) or p == autre for p in tous):
        assert apres == pytest.approx(avant)


def test_genou_et_extremes() -> None:
    """Among the corners and (6, 6, 6), the sum 1.8 of the latter beats the 1 of the corners; each corner is an extreme."""
    assert genou([*COINS, (6, 6, 6)]) == 3
    assert extremes([*COINS, (6, 6, 6)]) == (0, 1, 2)


def test_un_extreme_a_egalite_est_le_meilleur_des_autres() -> None:
    """Two points have 10 of the first objective: the one that has more of the rest is the extreme."""
    assert extremes([(10, 0, 0), (10, 4, 0), (0, 5, 5)])[0] == 1


def test_un_objectif_qui_ne_varie_pas_ne_compte_pas() -> None:
    """Third objective equal everywhere: the knee is that of the two others (0.5 + 0.8 beats 1 + 0)."""
    assert genou([(10, 0, 7), (5, 8, 7), (0, 10, 7)]) == 1
