"""The frontier traced is the frontier: against complete enumeration, and for what it says of itself."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from renovation_opt.analyse import pareto
from renovation_opt.analyse.banc import installer
from renovation_opt.analyse.dominance import Triplet, domine
from renovation_opt.analyse.frontiere import decrire
from renovation_opt.analyse.pareto import augmente, tracer
from renovation_opt.analyse.preuves import SANS_PLANCHER
from renovation_opt.audit import auditer
from renovation_opt.instance import Instance
from renovation_opt.moteur.suivi import Budget
from tests.analyse.outils import banc, frontiere_par_enumeration, opposes, tous_les_objectifs, trois_objectifs
from tests.petit_parc import avec_limite, cible, remplacer

VARIANTES: dict[str, Callable[[], Instance]] = {
    "un_seul_point": lambda: avec_limite(trois_objectifs(), "capacite", 0, 4, 10),
    "capacite": lambda: avec_limite(trois_objectifs(), "capacite", 0, 10, 8),
    "fonds_propres": lambda: trois_objectifs(
        fonds_propres=np.array([[500_000, 500_000], [200_000, 200_000], [-1, -1]], dtype=np.int64)
    ),
    "opposes": opposes,
    "cible_dure": lambda: remplacer(avec_limite(trois_objectifs(), "capacite", 0, 10, 8), cibles=(cible(20),)),
}


@cache
def entiere(nom: str) -> list[Triplet]:
    """Return the whole frontier of a variant."""
    return frontiere_par_enumeration(VARIANTES[nom]())


@pytest.mark.parametrize("nom", VARIANTES)
def test_la_frontiere_est_celle_de_l_enumeration(nom: str) -> None:
    """Every point that no programme dominates, no other, each proven; the frontier says that it is complete."""
    inst = VARIANTES[nom]()
    frontiere = tracer(banc(inst), 40)

    assert frontiere.objectifs == entiere(nom)
    assert frontiere.complete
    assert all(point.marge == 0 and frontiere.prouve(point) for point in frontiere.points)


@pytest.mark.parametrize("exigence", [-1.0, math.inf])
@pytest.mark.parametrize("nom", VARIANTES)
def test_les_cases_remises_sont_resolues(nom: str, exigence: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """When no solve is taken for optimal, putting every cell off or none leaves no point out."""
    monkeypatch.setattr(pareto, "EXIGENCE", exigence)
    monkeypatch.setattr(pareto, "PREUVE", -1e-12)

    frontiere = tracer(banc(VARIANTES[nom]()), 40)

    assert frontiere.objectifs == entiere(nom)
    assert not frontiere.complete


def test_les_programmes_passent_l_audit() -> None:
    """Each point is a programme of the scenario, worth what it says."""
    inst = VARIANTES["opposes"]()

    for point in tracer(banc(inst), 8).points:
        rapport = auditer(inst, point.solution.programme)
        assert rapport.conforme
        assert rapport.bilan.objectifs == point.objectifs


def test_moins_de_points_restent_sur_la_frontiere() -> None:
    """Four points asked of a frontier of 8: each belongs to it, the extremes are there, and it is not said complete."""
    toute = entiere("opposes")
    frontiere = tracer(banc(VARIANTES["opposes"]()), 4)

    assert len(toute) == 8
    assert set(frontiere.objectifs) <= set(toute)
    assert not frontiere.complete
    for j in range(3):
        assert max(p[j] for p in frontiere.objectifs) == max(p[j] for p in toute)


def test_une_marge_ne_ment_jamais() -> None:
    """Whatever dominates a point stays within its margin, here with margins that the relaxation alone gives."""
    inst = VARIANTES["opposes"]()
    frontiere = tracer(banc(inst), 12)
    meilleurs = frontiere.meilleurs
    for point in frontiere.points:
        for autre in tous_les_objectifs(inst):
            if domine(autre, point.objectifs):
                exces = [(a - b) / m for a, b, m in zip(autre, point.objectifs, meilleurs, strict=True) if m]
                assert max(exces) <= point.marge + 1e-9


def test_les_cibles_souples_sont_tenues_par_tous_les_points() -> None:
    """40 dwellings are asked, more than there are: no point of the frontier treats fewer than the most that one can."""
    souple = cible(40, souple=True)
    inst = remplacer(avec_limite(trois_objectifs(), "capacite", 0, 6, 6), cibles=(souple,))
    frontiere = tracer(banc(inst), 12)
    lue = decrire(frontiere)
    plus = max(sum(ligne.logements for ligne in p.solution.programme.lignes) for p in frontiere.points)

    assert {point.logements for point in lue.points} == {plus}
    assert frontiere.avant[0].nom == "cibles"


def test_la_tolerance_des_cibles_est_celle_du_scenario() -> None:
    """With a tolerance of 1/4 on a target of 40, ten dwellings may be given up: the frontier may only grow."""
    inst = remplacer(avec_limite(trois_objectifs(), "capacite", 0, 6, 6), cibles=(cible(40, souple=True),))
    large = replace(inst, resolution=replace(inst.resolution, tolerance_cibles=Fraction(1, 4)))
    stricte, ample = (tracer(banc(i), 20) for i in (inst, large))

    assert all(any(a == s or domine(a, s) for a in ample.objectifs) for s in stricte.objectifs)
    assert max(p[0] for p in ample.objectifs) >= max(p[0] for p in stricte.objectifs)


def test_la_recompense_n_inverse_pas_les_objectifs() -> None:
    """The whole range of both other objectives is worth 1/500 of the range of the one maximised."""
    objectif = augmente((1_000, 60, 8), (500, 10, 0), 0, [(1, 30)])
    par_unite = [float(p) / e for p, e in zip(objectif.poids, objectif.echelles, strict=True)]  # type: ignore[operator]

    assert par_unite[0] * 500 == pytest.approx(0.5)
    assert par_unite[1] * 50 == pytest.approx(par_unite[0] * 500 / 1_000)
    assert par_unite[2] * 8 == pytest.approx(par_unite[0] * 500 / 1_000)
    assert objectif.planchers == ((1, Fraction(30), False),)


def test_meme_scenario_meme_frontiere() -> None:
    """Two runs give the same points, found the same way, with the same proofs."""
    inst = VARIANTES["opposes"]()
    une, autre = (tracer(banc(inst), 6) for _fois in range(2))

    assert [(p.origine, p.planchers, p.solution, p.marges) for p in une.points] == [
        (p.origine, p.planchers, p.solution, p.marges) for p in autre.points
    ]


def test_arretee_elle_garde_ce_qui_est_trouve() -> None:
    """An interruption after the first point leaves it, says that the exploration stopped, and proves nothing more."""
    inst = VARIANTES["opposes"]()
    budget = Budget(60, 4)
    etabli = installer(inst, budget)
    vus: list[int] = []

    def annoncer(fait: int, _total: int) -> None:
        vus.append(fait)
        budget.interrompu = True

    frontiere = tracer(etabli, 20, annoncer=annoncer)

    assert vus == [1]
    assert len(frontiere.points) == 1
    assert frontiere.arretee
    assert not frontiere.complete


def test_le_point_du_scenario_n_a_pas_de_plancher() -> None:
    """The programme of the scenario is a point, found first, without floors."""
    [point] = [p for p in tracer(banc(VARIANTES["opposes"]()), 6).points if p.origine == "scenario"]

    assert point.planchers == (SANS_PLANCHER,) * 3
