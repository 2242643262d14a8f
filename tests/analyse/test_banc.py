"""The bench: soft targets settled once, any method brought to one stage, one budget for all solves."""

from __future__ import annotations

from fractions import Fraction

import pytest

from renovation_opt.analyse.banc import installer
from renovation_opt.instance import Instance, Objectif
from renovation_opt.moteur.methodes import resoudre
from renovation_opt.moteur.suivi import Budget, muet
from tests.analyse.outils import TOURS, banc, opposes
from tests.moteur.outils import conforme
from tests.petit_parc import avec_limite, cible, petit_parc, remplacer

TIERS = (Fraction(1, 3),) * 3
RIEN = (Fraction(0),) * 3
METHODES = {
    "ponderee": Objectif("ponderee", TIERS, (None,) * 3),
    "lexicographique": Objectif(
        "lexicographique", RIEN, (None,) * 3, ordre=((1, Fraction(1, 10)), (0, Fraction(0)), (2, Fraction(0)))
    ),
    "epsilon": Objectif("epsilon", RIEN, (None,) * 3, principal=2, planchers=((0, Fraction(1, 2), True),)),
    "equilibre": Objectif("equilibre", TIERS, (None,) * 3),
}


def avec(methode: str) -> Instance:
    """Return ``opposes`` under a method."""
    return remplacer(opposes(), objectif=METHODES[methode])


@pytest.mark.parametrize("methode", METHODES)
def test_l_etape_du_banc_est_la_derniere_du_scenario(methode: str) -> None:
    """Solved alone, the instance of the bench reaches what the whole method reaches in its last stage."""
    inst = avec(methode)
    attendue = resoudre(inst, Budget(60, TOURS), conforme(inst), muet)
    etabli = banc(inst)
    trouvee = etabli.resoudre(etabli.inst)
    objectif = etabli.inst.objectif
    valeurs = [
        sum(float(p) * v / (e or 1) for p, e, v in zip(objectif.poids, objectif.echelles, s.objectifs, strict=True))
        for s in (attendue, trouvee)
    ]

    assert valeurs[0] == pytest.approx(valeurs[1])
    assert all(trouvee.objectifs[j] >= plancher for j, plancher, _part in objectif.planchers)
    assert not any(c.souple for c in etabli.inst.cibles)


def test_une_cible_souple_devient_dure_a_ce_qui_est_atteint() -> None:
    """40 dwellings asked, more than there are: the shortfall is capped where the stage of targets leaves it.

    A tolerance of 1/10 gives back 4 dwellings.
    """
    inst = remplacer(avec_limite(petit_parc(), "capacite", 0, 6, 6), cibles=(cible(40, souple=True),))
    large = remplacer(inst, resolution__tolerance_cibles=Fraction(1, 10))
    etabli, ample = banc(inst), banc(large)
    manque = round(etabli.avant[0].valeur * 40)

    assert etabli.inst.cibles[0].seuil == 40 - manque
    assert ample.inst.cibles[0].seuil == 40 - manque - 4


def test_le_temps_vaut_pour_toute_l_analyse() -> None:
    """Once the budget is interrupted the bench says so, whatever solve it was in; rounds asked are kept between solves."""
    budget = Budget(60, TOURS)
    etabli = installer(petit_parc(), budget)
    etabli.resoudre(etabli.inst)

    assert (budget.tours, etabli.arrete) == (TOURS, False)
    budget.interrompu = True
    assert etabli.arrete
