"""Picking a point, and keeping it in a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from renovation_opt.analyse.choisir import Condition, choisir, pour_le_scenario
from renovation_opt.analyse.frontiere import Frontiere, decrire
from renovation_opt.analyse.pareto import tracer
from renovation_opt.errors import EntreeInvalide
from renovation_opt.instance import Instance
from renovation_opt.rapports.analyses.frontiere import en_json, lire
from renovation_opt.rapports.analyses.points import ecrire_solution, lire_solution
from tests.analyse.outils import banc, opposes
from tests.petit_parc import avec_limite, cible, remplacer


@pytest.fixture(scope="module")
def inst() -> Instance:
    """Return the instance of the frontier: 8 points, from (1 800 MWh, 0, 0) to (840 MWh, 87 points, 0.6 household)."""
    return opposes()


@pytest.fixture(scope="module")
def frontiere(inst: Instance) -> Frontiere:
    """Return its whole frontier."""
    return tracer(banc(inst), 30)


@pytest.mark.parametrize(
    ("conditions", "attendu"),
    [
        ([], (840_000, 87_000, 600_000)),  # 0.47 + 1 + 1 = 2.47; next, (1 000, 75, 0.6): 0.56 + 0.86 + 1 = 2.42
        ([Condition(0, Fraction(95, 100), part=True)], (1_800_000, 0, 0)),
        ([Condition(0, Fraction(9, 10), part=True)], (1_620_000, 45_000, 400_000)),
        ([Condition(1, Fraction(57_000), part=False)], (1_320_000, 57_000, 520_000)),  # 0.73 + 0.87 = 1.60; next 1.56
        ([Condition(1, Fraction(1), part=True), Condition(2, Fraction(1), part=True)], (840_000, 87_000, 600_000)),
    ],
)
def test_le_meilleur_du_reste(frontiere: Frontiere, conditions: list[Condition], attendu: tuple[int, ...]) -> None:
    """Among the points that pass, the largest sum of shares of the objectives without condition."""
    lue = decrire(frontiere)
    choisi = choisir(lue, conditions)
    libres = {0, 1, 2} - {c.j for c in conditions} or {0, 1, 2}
    meilleure = max(
        sum(p.parts[j] for j in libres) for p in lue.points if all(p.objectifs[c.j] >= c.seuil(lue) for c in conditions)
    )

    assert choisi is not None
    assert sum(choisi.parts[j] for j in libres) == pytest.approx(meilleure)
    assert choisi.objectifs == attendu


def test_rien_ne_passe(frontiere: Frontiere) -> None:
    """More than the best of two objectives at once: no point."""
    conditions = [Condition(0, Fraction(1), part=True), Condition(1, Fraction(1), part=True)]

    assert choisir(decrire(frontiere), conditions) is None


def test_une_frontiere_se_relit(frontiere: Frontiere) -> None:
    """What ``en_json`` writes is read back to the same figures, through a file."""
    lue = decrire(frontiere)
    relue = lire(json.loads(json.dumps(en_json(lue))), lue.question, "frontiere.json")

    assert [(p.rang, p.objectifs, p.reperes, p.prouve) for p in relue.points] == [
        (p.rang, p.objectifs, p.reperes, p.prouve) for p in lue.points
    ]
    assert (relue.meilleurs, relue.prouves) == (lue.meilleurs, lue.prouves)


def test_une_solution_se_relit(inst: Instance, frontiere: Frontiere) -> None:
    """Plans, lines, proof and prices come back as they were."""
    for point in frontiere.points:
        ecrite = json.loads(json.dumps(ecrire_solution(point.solution)))
        assert lire_solution(inst, ecrite, "point") == point.solution


@pytest.mark.parametrize(
    "abimer",
    [
        lambda lu: lu["plans"].pop(),
        lambda lu: lu["plans"][0].update(operation="ailleurs/x"),
        lambda lu: lu.pop("prix"),
        lambda lu: lu.update(statut="parfait"),
        lambda lu: lu["objectifs"].reverse(),
    ],
)
def test_une_solution_abimee_est_refusee(abimer: Callable[[Any], object], inst: Instance, frontiere: Frontiere) -> None:
    """Whatever no longer matches is one error, not a traceback nor another programme."""
    lu = json.loads(json.dumps(ecrire_solution(frontiere.points[2].solution)))
    abimer(lu)

    with pytest.raises(EntreeInvalide, match="ne se relit pas"):
        lire_solution(inst, lu, "point")


def test_le_rapport_d_un_point_dit_les_cibles_manquees() -> None:
    """40 dwellings asked as a soft target: the solution of a point carries the stage of targets and what is missing."""
    inst = remplacer(avec_limite(opposes(), "capacite", 0, 6, 6), cibles=(cible(40, souple=True),))
    frontiere = tracer(banc(inst), 4)
    solution = pour_le_scenario(inst, frontiere.points[0].solution, frontiere.avant)
    faits = sum(ligne.logements for ligne in solution.programme.lignes)

    assert [etape.nom for etape in solution.etapes] == ["cibles", "ponderee"]
    assert [m.manque for m in solution.manques] == [40 - faits]
