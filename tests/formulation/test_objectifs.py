"""The terms of the objective, computed by hand from the docstring of ``minuscule``."""

from __future__ import annotations

from renovation_opt.formulation import But, termes
from tests.formulation.minuscule import minuscule
from tests.formulation.outils import modele
from tests.formulation.variantes import VARIANTES

ENSEMBLE = "x.A1.patrimoine.aide.2018.2.e"


def par_nom(expression: dict[object, float]) -> dict[str, float]:
    """Return the coefficients of an expression by variable name."""
    return {str(v): x for v, x in expression.items()}


def test_energie_compte_les_annees_qui_suivent_les_travaux() -> None:
    """A1 socle : 5 x 1 000 x 3 ans en 2018 ; en deux ans 3 x 1 000 x 3 + 2 x 1 000 x 2 = 13 000."""
    energie = par_nom(termes(minuscule(), modele(minuscule())[1])["energie"])

    assert energie["x.A1.socle.aide.2018.1.c"] == 15_000
    assert energie["x.A1.socle.aide.2018.2.c"] == 13_000


def test_patrimoine_separe_la_qualite_et_la_prime_d_ensemble() -> None:
    """A1 patrimoine : qualité 5 x 2 000 ; sous le parti ensemble, prime 5 x (3 000 - 2 000), et aucune sinon."""
    tous = termes(minuscule(), modele(minuscule())[1])
    qualite, ensemble = par_nom(tous["patrimoine.qualite"]), par_nom(tous["patrimoine.ensemble"])

    assert qualite[ENSEMBLE] == 10_000
    assert ensemble[ENSEMBLE] == 5_000
    assert "x.A1.patrimoine.aide.2018.2.c" not in ensemble


def test_mixite() -> None:
    """A1 patrimoine : 5 x 100 000 ; le socle ne diversifie pas."""
    mixite = par_nom(termes(minuscule(), modele(minuscule())[1])["mixite"])

    assert mixite[ENSEMBLE] == 500_000
    assert "x.A1.socle.aide.2018.1.c" not in mixite


def test_la_somme_ponderee_prend_des_fractions() -> None:
    """1/10 x énergie (1 500 x (3 x 3 + 2 x 2) = 19 500) + 1/2 x patrimoine (15 000) = 9 450."""
    inst, but = VARIANTES["objectif_fractions"]()

    assert par_nom(modele(inst, but)[0].objective)[ENSEMBLE] == 9_450


def test_la_somme_ponderee_entiere_reste_entiere() -> None:
    """2 x énergie + 1 x mixité = 2 x 19 500 + 500 000 = 539 000, en entier."""
    coefficient = par_nom(modele(minuscule(), But((2, 0, 1)))[0].objective)[ENSEMBLE]

    assert coefficient == 539_000
    assert isinstance(coefficient, int)


def test_le_manque_est_relatif_a_l_echelle() -> None:
    """La cible de 10 logements, d'échelle 10, pèse 1/10 par logement manquant, et on minimise."""
    probleme, _v = modele(*VARIANTES["C14_cibles_volume"]())

    assert par_nom(probleme.objective) == {"c.manque_total": 0.1}
    assert probleme.sense == 1
