"""What the last stage of a method adds to the model: the value of a column."""

from __future__ import annotations

from renovation_opt.couplage import coupler
from renovation_opt.couplage.base import Colonne
from renovation_opt.formulation import But, modele_compact
from tests.formulation.minuscule import minuscule


def test_une_colonne_peut_valoir() -> None:
    """2 par unité de la colonne `reussite`, en plus de la somme pondérée."""
    couplage = coupler(minuscule()).plus((), (Colonne("reussite", 10.0, entiere=False, coefficients=()),))
    objectif = modele_compact(minuscule(), couplage, But((1, 0, 0), gains=(("reussite", 2.0),)))[0].objective
    par_nom = {v.name: x for v, x in objectif.items()}

    assert par_nom["c.reussite"] == 2
    assert par_nom["x.A1.socle.aide.2018.1.c"] == 15_000
