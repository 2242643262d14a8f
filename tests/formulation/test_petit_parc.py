"""Compact model = brute force on ``petit_parc`` and its variants; its optimum is the one computed on paper."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from renovation_opt.formulation import But, lire_solution, resoudre
from renovation_opt.formulation.resolution import Solveur
from renovation_opt.instance import Instance, Parite
from tests import petit_parc as pp
from tests.force_brute import optimum
from tests.formulation.outils import modele
from tests.formulation.test_force_brute import compare

ENERGIE, MELANGE, MANQUE = But((1, 0, 0)), But((1, 100, 1)), But(manque=True)

CAS: dict[str, tuple[Callable[[], Instance], But]] = {
    "energie": (pp.petit_parc, ENERGIE),
    "melange": (pp.petit_parc, MELANGE),
    "quota": (lambda: pp.avec_regle(pp.petit_parc(), quota=(10, 8)), MELANGE),
    "libre": (lambda: pp.avec_regle(pp.petit_parc(), libre=True), MELANGE),
    "bareme": (lambda: pp.avec_bareme(pp.petit_parc()), MELANGE),
    "niveaux": (lambda: pp.avec_niveaux(pp.petit_parc()), ENERGIE),
    "parite": (
        lambda: pp.avec_second_fonds(pp.petit_parc(), parite=Parite((0,), Fraction(1), par_annee=False)),
        ENERGIE,
    ),
    "parite annuelle": (
        lambda: pp.avec_second_fonds(
            pp.petit_parc(), parite=Parite((0,), Fraction(1), par_annee=True), tranches_eur=(9**5, 9**5)
        ),
        ENERGIE,
    ),
    "fonds propres": (lambda: pp.avec_limite(pp.petit_parc(), "fonds_propres", 0, 400_000, 500_000), MELANGE),
    "reste a charge": (lambda: pp.avec_limite(pp.petit_parc(), "reste_a_charge_eur", 2, 15_500), MELANGE),
    "filiere": (lambda: pp.avec_limite(pp.petit_parc(), "filiere", 1, 500_000, 50_000), MELANGE),
    "simultanes": (lambda: pp.avec_limite(pp.petit_parc(), "simultanes", 0, 1, 1), MELANGE),
    "phases": (lambda: pp.avec_phases(pp.petit_parc()), MELANGE),
    "grappe": (lambda: pp.avec_grappe(pp.petit_parc(), pp.C1, pp.C2, pp.C3), MELANGE),
    "requise": (lambda: pp.avec_requises(pp.avec_limite(pp.petit_parc(), "capacite", 0, 10, 4), pp.C1), ENERGIE),
    "cible manquee": (
        lambda: pp.petit_parc(cibles=(pp.cible(40, souple=True), pp.cible_cites(3, 0, 1, 2, souple=True, code="prio"))),
        MANQUE,
    ),
    "aides minimum": (lambda: pp.petit_parc(cibles=(pp.cible_aides(250_000),)), ENERGIE),
}


@pytest.mark.parametrize("solveur", ["CBC", "HiGHS"])
@pytest.mark.parametrize("nom", CAS)
def test_modele_compact_egale_force_brute(nom: str, solveur: Solveur) -> None:
    """The same optimum by enumeration, by CBC and by HiGHS, accepted by the audit."""
    faire, but = CAS[nom]

    compare(faire(), but, solveur, _enumere(nom))


@cache
def _enumere(nom: str) -> Fraction | None:
    """Return the optimum of a case by enumeration, once for both solvers."""
    faire, but = CAS[nom]
    return optimum(faire(), but.poids, manque=but.manque)[0]


def test_l_optimum_sur_papier() -> None:
    """c2 in 2020, c1 in 2021, the others in 2020: 3 024 MWh, as the docstring of petit_parc computes."""
    inst = pp.petit_parc()
    probleme, v = modele(inst, ENERGIE)

    assert resoudre(probleme).valeur == 3_024_000
    assert {plan.operation: plan.debut for plan in lire_solution(inst, v)} == dict(
        zip(pp.OPERATIONS, (2021, 2020, 2020, 2020), strict=True)
    )


def test_une_capacite_plus_grande_ne_baisse_pas_l_optimum() -> None:
    """With 24 places in 2020 both cités of alpha start at once: 96 x 10 + 136 x 10 + 800 = 3 120 MWh."""
    inst = pp.petit_parc(capacite=np.full((3, 2), 24))

    assert resoudre(modele(inst, ENERGIE)[0]).valeur == 3_120_000
