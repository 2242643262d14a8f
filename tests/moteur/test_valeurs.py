"""Worth of opérations under prices: against the equation, and on an instance whose prices are known."""

from __future__ import annotations

import numpy as np
import pytest

from renovation_opt.moteur.reprise import resoudre_chaud
from renovation_opt.moteur.suivi import Budget, muet
from renovation_opt.moteur.valeurs import evaluer, extraire
from tests.moteur.outils import TOURS, conforme
from tests.petit_parc import C1, C2, C3, avec_limite, petit_parc

ENERGIE_C3_KWH = 8 * 8_000 * 10
"""c3/beta: 8 dwellings, bouquet patrimoine, started in 2020, counted ten years."""


def test_ce_que_rien_ne_limite_vaut_ce_qu_il_apporte() -> None:
    """Beta has no limit: its opération uses no row at a price, and its reduced value is its energy, 640 MWh."""
    inst = petit_parc()
    valeurs, _suite = evaluer(inst)
    plan = valeurs.meilleur(C3)

    assert plan is not None
    assert plan.objectifs[0] == ENERGIE_C3_KWH
    assert plan.emplois == ()
    assert plan.reduite == pytest.approx(plan.brute)
    assert valeurs.rang(C3) == 1 + int((valeurs.reduites > plan.reduite).sum())


def test_la_valeur_reduite_est_l_apport_moins_le_prix_de_ce_qui_est_pris() -> None:
    """For every opération: reduced = gross - sum of quantity x price, and it is the value that pricing gives."""
    inst = avec_limite(petit_parc(), "capacite", 0, 8, 6)
    valeurs, _suite = evaluer(inst)
    for o in range(len(inst.operations.codes)):
        plan = valeurs.meilleur(o)
        assert plan is not None
        assert plan.reduite == pytest.approx(plan.brute - sum(e.cout for e in plan.emplois))
        assert plan.reduite == pytest.approx(valeurs.reduites[o])


def test_la_capacite_prise_est_celle_des_logements() -> None:
    """c2/alpha (10 dwellings) under 8 and 6 places a year: it takes the capacity of alpha, 10 dwellings in all.

    The best of its values by first year is its reduced value.
    """
    inst = avec_limite(petit_parc(), "capacite", 0, 8, 6)
    valeurs, _suite = evaluer(inst)
    plan = valeurs.meilleur(C2)

    assert plan is not None
    prises = [e for e in plan.emplois if e.tag == "C8"]
    assert {e.etiquette for e in prises} <= {"alpha 2020", "alpha 2021"}
    assert sum(e.quantite for e in prises) in {10, 5}  # one year may have no price
    assert max(valeurs.par_debut(C2).values()) == pytest.approx(valeurs.reduites[C2])


def test_le_plan_du_programme_se_retrouve_par_le_code() -> None:
    """Optimum of petit_parc: c1 in 2021, every opération opened; nothing is found without programme."""
    inst = petit_parc()
    _solution, reprise = resoudre_chaud(inst, Budget(60, TOURS), conforme(inst), muet)
    plans = extraire(inst, reprise, "c1/alpha")

    assert plans is not None
    assert inst.annees[int(inst.chantiers.debut[plans.chantier[0]])] == 2021
    assert np.array_equal(plans.operation, [C1])
