"""What bounds prove of a point, computed by hand."""

from __future__ import annotations

import pytest

from renovation_opt.analyse.preuves import SANS_PLANCHER, Coupe, benson, marges

LIBRE = (SANS_PLANCHER,) * 3


def test_une_borne_laisse_a_chaque_objectif_son_reste() -> None:
    """X + 2 y <= 20 at (6, 4, 0): 20 - 14 = 6 are left, so x may grow by 6 and y by 3; nothing is said of z."""
    coupe = Coupe((1.0, 2.0, 0.0), 20.0)

    assert [coupe.exces((6, 4, 0), j) for j in range(3)] == [6.0, 3.0, float("inf")]


def test_une_borne_sous_planchers_ne_vaut_qu_au_dessus() -> None:
    """A bound over y >= 5 says nothing of a point with y = 4: what dominates it may have y = 4 too."""
    coupe = Coupe((1.0, 0.0, 0.0), 7.0, (SANS_PLANCHER, 5, SANS_PLANCHER))

    assert marges((6, 5, 0), [coupe], (10, 10, 10))[0] == pytest.approx(0.1)
    assert marges((6, 4, 0), [coupe], (10, 10, 10))[0] == float("inf")


def test_la_meilleure_borne_compte_objectif_par_objectif() -> None:
    """X <= 8 leaves 2 of 10 on x at 6; x + y + z <= 11 at (6, 2, 2) leaves 1 on each: the second is tighter on x."""
    coupes = [Coupe((1.0, 0.0, 0.0), 8.0), Coupe((1.0, 1.0, 1.0), 11.0)]

    assert marges((6, 2, 2), coupes, (10, 10, 5)) == pytest.approx((0.1, 0.1, 0.2))


def test_le_test_de_benson_prouve_un_point_efficace() -> None:
    """No programme adds anything to (6, 4, 2): the sum of shares of (10, 10, 10) is bounded by its own, 1.2."""
    assert marges((6, 4, 2), [benson((6, 4, 2), (10, 10, 10), 1.2)], (10, 10, 10)) == (0.0, 0.0, 0.0)


def test_un_arrondi_n_est_pas_une_marge() -> None:
    """A bound that exceeds the point by rounding alone proves it."""
    assert marges((3_024_000, 0, 0), [Coupe((1.0, 0.0, 0.0), 3_024_000 * (1 + 1e-12))], (3_024_000, 0, 0))[0] == 0.0


def test_un_objectif_nul_partout_ne_gene_pas() -> None:
    """Scale 0: nothing can be gained there."""
    assert marges((1, 1, 0), [Coupe((1.0, 1.0, 0.0), 2.0, LIBRE)], (1, 1, 0)) == (0.0, 0.0, 0.0)
