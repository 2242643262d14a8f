"""What the last stage of a method adds to the model: the limit on the total shortfall, the value of a column."""

from __future__ import annotations

from renovation_opt.couplage import coupler
from renovation_opt.couplage.base import Colonne
from renovation_opt.formulation import But, modele_compact
from tests.formulation.minuscule import minuscule
from tests.formulation.variantes import VARIANTES


def test_le_manque_total_est_borne() -> None:
    """La cible d'échelle 10 pèse 1/10 par logement manquant ; au plus 0,25 au total, donc 2,5 logements."""
    inst, _but = VARIANTES["C14_cibles_volume"]()
    probleme, _v = modele_compact(inst, coupler(inst), But((1, 0, 0), manque_max=0.25))
    ligne = next(c for c in probleme.constraints() if c.name == "limite_manques")

    assert {v.name: x for v, x in ligne.items()} == {"c.manque_total": 0.1}
    assert (ligne.sense, -ligne.constant) == (-1, 0.25)


def test_sans_limite_aucune_ligne() -> None:
    """Without ``manque_max`` the model has no such row."""
    inst, _but = VARIANTES["C14_cibles_volume"]()
    probleme, _v = modele_compact(inst, coupler(inst), But((1, 0, 0)))

    assert "limite_manques" not in {c.name for c in probleme.constraints()}


def test_une_colonne_peut_valoir() -> None:
    """2 par unité de la colonne `reussite`, en plus de la somme pondérée."""
    couplage = coupler(minuscule()).plus((), (Colonne("reussite", 10.0, False, ()),))
    objectif = modele_compact(minuscule(), couplage, But((1, 0, 0), gains=(("reussite", 2.0),)))[0].objective
    par_nom = {v.name: x for v, x in objectif.items()}

    assert par_nom["c.reussite"] == 2
    assert par_nom["x.A1.socle.aide.2018.1.c"] == 15_000
