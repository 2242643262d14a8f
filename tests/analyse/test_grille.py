"""Cells of the grid: what a solve answers beyond its own cell, and which hole is filled next."""

from __future__ import annotations

from renovation_opt.analyse.grille import Couverture, a_combler, niveaux
from renovation_opt.analyse.preuves import SANS_PLANCHER as RIEN


def test_les_niveaux_vont_de_rien_au_meilleur() -> None:
    """Three floors over [0, 10]: none, half way, the best; one step rounds up so that a floor is never below it."""
    assert niveaux(0, 10, 3) == [RIEN, 5, 10]
    assert niveaux(0, 5, 3) == [RIEN, 3, 5]


def test_un_objectif_sans_etendue_n_a_pas_de_plancher() -> None:
    """One value only: no grid; a range shorter than the grid has no repeated floor."""
    assert niveaux(7, 7, 4) == [RIEN]
    assert niveaux(0, 2, 6) == [RIEN, 1, 2]


def test_une_reponse_vaut_jusqu_a_son_point() -> None:
    """Bypass: a solve at no floors that reaches (8, 6) answers (8, 6) and below, not (9, 0) nor (0, 7)."""
    couverture = Couverture(reponses=[((RIEN, RIEN), (100, 8, 6))])

    assert [couverture.repondue(case) for case in ((8, 6), (0, 0), (9, 0), (0, 7))] == [True, True, False, False]


def test_une_reponse_ne_vaut_pas_sous_ses_planchers() -> None:
    """A solve at (5, 5) says nothing of (4, 5): a better programme may be there."""
    assert not Couverture(reponses=[((5, 5), (90, 8, 8))]).repondue((4, 5))


def test_une_impossibilite_vaut_au_dessus() -> None:
    """Early exit: nothing at (5, 5), so nothing at (5, 9) either; (4, 9) stays open."""
    couverture = Couverture(impossibles=[(5, 5)])

    assert not couverture.ouverte((5, 9))
    assert couverture.ouverte((4, 9))


def test_une_case_remise_ferme_celles_du_dessus_jusqu_a_ce_qu_on_y_revienne() -> None:
    """What is put off is not solved, nor anything harder; the easiest comes back first."""
    couverture = Couverture(remises={(5, 5): 3.5, (7, 2): 3.0})

    assert [couverture.ouverte(case) for case in ((4, 4), (5, 9), (8, 3))] == [True, False, False]
    assert couverture.reprendre() == (7, 2)
    assert couverture.ouverte((8, 3))
    assert not couverture.ouverte((8, 6))
    assert (couverture.reprendre(), couverture.reprendre()) == ((5, 5), None)


def test_le_plus_grand_trou_d_abord() -> None:
    """Between (100; 0, 10) and (0; 10, 0), with (90; 1, 9): both floors have a step of 8/10 or 9/10 above (2, 1)."""
    points = [(100, 0, 10), (90, 1, 9), (0, 10, 0)]
    couverture = Couverture(reponses=[((RIEN, RIEN), (100, 0, 10)), ((1, RIEN), (90, 1, 9))])

    assert a_combler(couverture, points, (100, 10, 10), (0, 0, 0), exact=True) == (2, 1)


def test_sans_preuve_on_vise_le_milieu_du_trou() -> None:
    """The same hole, from (2, 1) to (10, 10), when solves stop at a gap: its middle, or nearer its corner."""
    points = [(100, 0, 10), (90, 1, 9), (0, 10, 0)]
    reponses = [((RIEN, RIEN), (100, 0, 10)), ((1, RIEN), (90, 1, 9))]
    sans_programme = Couverture(reponses=list(reponses), impossibles=[(6, 5)])

    assert a_combler(Couverture(reponses=reponses), points, (100, 10, 10), (0, 0, 0), exact=False) == (6, 5)
    assert a_combler(sans_programme, points, (100, 10, 10), (0, 0, 0), exact=False) == (4, 3)


def test_un_trou_etroit_vient_apres_les_autres() -> None:
    """From (100; 0, 9001) to (90; 1, 9000), floors have steps of 1/10 000: nothing that gaps would tell apart."""
    points, reponses = [(100, 0, 9001), (90, 1, 9000)], [((RIEN, RIEN), (100, 0, 9001))]
    couverture = Couverture(reponses=reponses, impossibles=[(2, RIEN), (RIEN, 9002)])
    bornes = (100, 10_000, 10_000), (0, 0, 0)

    assert a_combler(couverture, points, *bornes, exact=False, etroites=False) is None
    assert a_combler(couverture, points, *bornes, exact=False) is not None
    assert a_combler(couverture, points, *bornes, exact=True, etroites=False) is not None


def test_un_objectif_constant_ne_rend_aucun_trou_etroit() -> None:
    """Two objectives vary, the third is 5 everywhere: the middle of the step of the other is aimed at."""
    points = [(100, 0, 5), (0, 10, 5)]
    reponses = [((RIEN, RIEN), (100, 0, 5))]
    couverture = Couverture(reponses=reponses, impossibles=[(RIEN, 6)])

    assert a_combler(couverture, points, (100, 10, 5), (0, 0, 5), exact=False, etroites=False) == (5, 5)


def test_plus_de_trou_la_frontiere_est_complete() -> None:
    """One point answers all below it and nothing lies above: nothing is left to solve."""
    couverture = Couverture(reponses=[((RIEN, RIEN), (9, 3, 4))], impossibles=[(4, RIEN), (RIEN, 5)])

    assert a_combler(couverture, [(9, 3, 4)], (9, 3, 4), (9, 3, 4), exact=True) is None
