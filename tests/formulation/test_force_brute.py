"""Compact model = brute force on every variant, with two solvers, and the audit accepts what they return."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from renovation_opt.audit import auditer
from renovation_opt.formulation import But, lire_solution, resoudre
from renovation_opt.formulation.resolution import Solveur
from renovation_opt.instance import Instance, Parite
from renovation_opt.programme import Statut, detailler
from tests.force_brute import optimum
from tests.formulation.minuscule import ETAT, REGION, cible, minuscule
from tests.formulation.outils import modele
from tests.formulation.variantes import VARIANTES


def compare(inst: Instance, but: But, solveur: Solveur, attendu: Fraction | None) -> None:
    """Solve; the value is that of enumeration and the audit finds nothing to say."""
    probleme, v = modele(inst, but)
    resultat = resoudre(probleme, solveur)
    if attendu is None:
        assert resultat.statut is Statut.IMPOSSIBLE
        return

    assert resultat.statut is Statut.OPTIMAL
    assert resultat.valeur == pytest.approx(float(attendu), rel=1e-9, abs=1e-9)
    assert resultat.borne == pytest.approx(float(attendu), rel=1e-9, abs=1e-9)
    assert auditer(inst, detailler(inst, lire_solution(inst, v))).infractions == ()


@pytest.mark.parametrize("solveur", ["CBC", "HiGHS"])
@pytest.mark.parametrize("nom", VARIANTES)
def test_chaque_variante(nom: str, solveur: Solveur) -> None:
    """One constraint at a time: if its row were wrong, the optimum of the solver would leave that of enumeration."""
    if nom != "C4_compatibilite":
        inst, but = VARIANTES[nom]()
        compare(inst, but, solveur, optimum(inst, but.poids, manque=but.manque)[0])


def test_compatibilite() -> None:
    """The ceiling of C4 is set by hand on the options, so only the values are compared: beta goes to 2018."""
    inst, but = VARIANTES["C4_compatibilite"]()
    probleme, _v = modele(inst, but)

    assert resoudre(probleme).valeur == float(optimum(inst, but.poids)[0] or 0)


@pytest.mark.parametrize("manque", [False, True])
@pytest.mark.parametrize("graine", range(8))
def test_toutes_les_contraintes_ensemble(graine: int, manque: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Every family at once, with limits drawn at random: rows do not disturb each other."""
    inst, poids = _au_hasard(random.Random(graine)), (2, 1, 1)  # noqa: S311 - not for security

    compare(inst, But(poids, manque=manque), "CBC", optimum(inst, poids, manque=manque)[0])


def _au_hasard(des: random.Random) -> Instance:
    """Return ``minuscule`` with every kind of limit."""
    etat = replace(
        ETAT,
        tranches_eur=(des.randrange(20_000, 160_000), des.randrange(20_000, 160_000)),
        report=Fraction(des.randrange(4), 4),
        quota=(des.randrange(3, 9), des.randrange(3, 9)),
    )
    region = replace(REGION, parite=Parite((0,), Fraction(des.randrange(1, 4), 4), des.random() < 0.5))
    prio = cible("prio", tag="C15", mesure="cites", annees=(True, False), seuil=2, echelle=2, poids=None, cites=(0, 1))
    inst = minuscule(
        fonds=(etat, region),
        capacite=np.array([[des.randrange(3, 12), des.randrange(2, 8)]]),
        simultanes=np.array([[des.randrange(1, 3), 1]]),
        fonds_propres=np.array([[des.randrange(30_000, 400_000), des.randrange(30_000, 400_000)]]),
        filiere=np.array([[des.randrange(60_000, 500_000), des.randrange(60_000, 500_000)]]),
        cibles=(cible("total"), prio),
        grappes=("g",),
        grappe_fenetre=des.randrange(3),
        phases_disjointes=des.random() < 0.3,
    )
    phases = np.zeros(2, dtype=np.int32)
    return replace(inst, operations=replace(inst.operations, grappe=phases, parente=phases))
