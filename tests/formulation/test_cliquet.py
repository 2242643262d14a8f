"""The ratchet: no constraint without its row test, its golden file, its audit rule and its line of formulation.md."""

from __future__ import annotations

import pytest

from renovation_opt.audit import REGLES
from renovation_opt.formulation import model
from renovation_opt.formulation.document import MODELE, PAGE, Equation, equations, main
from tests.formulation import test_rangees
from tests.formulation.variantes import VARIANTES

EQUATIONS = [e for e in equations(MODELE) if e.tag.startswith("C")]
IDS = [f"{e.tag}_{e.nom}" for e in EQUATIONS]


def test_la_table_des_matieres_est_complete() -> None:
    """Every documented constraint is in the table of contents of model.py, and the other way round."""
    table = [c.__name__ for c in (*model.PAR_OPERATION, *model.PAR_COUPLAGE)]

    assert sorted(e.nom for e in EQUATIONS) == sorted([*table, *model.PAR_CONSTRUCTION])


def test_les_objectifs_sont_documentes() -> None:
    """Every term of the objective has its entry."""
    documentes = [e.nom for e in equations(MODELE) if not e.tag.startswith("C")]

    assert sorted(documentes) == sorted(terme.__name__ for terme in model.OBJECTIFS)


def test_les_dix_sept_contraintes_sont_la() -> None:
    """C1 to C17, none missing."""
    assert {e.tag for e in EQUATIONS} == {f"C{i}" for i in range(1, 18)}


@pytest.mark.parametrize("equation", EQUATIONS, ids=IDS)
def test_chaque_contrainte_a_ses_quatre_preuves(equation: Equation) -> None:
    """A row test, a golden file, an audit rule of the same tag, a section of formulation.md."""
    nom = f"{equation.tag}_{equation.nom}"

    assert hasattr(test_rangees, f"test_{nom.lower()}")
    assert nom in VARIANTES
    assert equation.tag in {regle.tag for regle in REGLES}
    assert f"### {equation.tag} `{equation.nom}`\n" in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("equation", EQUATIONS, ids=IDS)
def test_chaque_contrainte_dit_son_unite_et_son_audit(equation: Equation) -> None:
    """The docstring names the audit rule, which exists, and gives an equation."""
    assert equation.formule
    assert any(f"Audit: {regle.nom}." in equation.notes for regle in REGLES)


def test_la_page_est_a_jour() -> None:
    """models/formulation.md is what ``python -m renovation_opt.formulation.document`` writes."""
    assert main(["--verifier"]) == 0
