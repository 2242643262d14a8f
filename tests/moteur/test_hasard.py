"""Five hundred small instances drawn at random: the search stays within the gap it states, and breaks no rule."""

from __future__ import annotations

import random

import numpy as np
import pytest

from renovation_opt.audit import auditer
from renovation_opt.errors import ArretSansProgramme, ProgrammeImpossible
from renovation_opt.instance import Instance
from renovation_opt.moteur import exact, recherche
from renovation_opt.moteur.methodes import resoudre
from renovation_opt.moteur.suivi import Budget, muet
from renovation_opt.programme import Programme
from tests import force_brute
from tests.moteur.outils import POIDS, conforme, objectif, pondere
from tests.petit_parc import avec_niveaux, avec_regle, cible, petit_parc, remplacer

INSTANCES = 500
PAQUETS = 10


def au_hasard(graine: int) -> Instance:
    """Return ``petit_parc`` with other sizes, capacities, slices, rates, caps, and sometimes levels or a target."""
    hasard = random.Random(graine)  # noqa: S311 - not for security
    tailles = np.array([hasard.randint(1, 12) for _lot in range(6)], dtype=np.int32)
    inst = petit_parc(lots__logements=tailles)
    inst = avec_regle(
        inst,
        tranches_eur=tuple(hasard.choice([0, 40_000, 90_000, 200_000]) for _a in range(2)),
        taux=hasard.choice([POIDS[2] / 5, POIDS[2] / 2, POIDS[2]]),
        plafond_aide_eur=hasard.choice([None, 9_000, 15_000]),
        report=POIDS[2] * hasard.randint(0, 2),
        libre=hasard.random() < 0.2,
    )
    if hasard.random() < 0.3:
        inst = avec_niveaux(inst)
    limites = {
        "capacite": [[hasard.choice([-1, 4, 8, 14]) for _a in range(2)] for _b in range(3)],
        "simultanes": [[hasard.choice([-1, -1, 1, 2]) for _a in range(2)] for _b in range(3)],
        "fonds_propres": [[hasard.choice([-1, -1, 300_000, 700_000]) for _a in range(2)] for _b in range(3)],
        "filiere": [[hasard.choice([-1, -1, 600_000]) for _a in range(2)] for _e in range(2)],
    }
    cibles = (cible(hasard.randint(1, 8)),) if hasard.random() < 0.3 else ()
    plafonds = np.array([hasard.choice([-1, 38_000, 52_000]) for _b in range(3)])
    tableaux = {nom: np.array(valeurs, dtype=np.int64) for nom, valeurs in limites.items()}
    return remplacer(inst, **tableaux, reste_a_charge_eur=plafonds, cibles=cibles, objectif=objectif())


@pytest.mark.lent
@pytest.mark.parametrize("paquet", range(PAQUETS))
def test_la_recherche_tient_son_ecart(monkeypatch: pytest.MonkeyPatch, paquet: int) -> None:
    """Prouve sur 500 instances : valeur <= optimum <= borne, donc l'écart annoncé est vrai ; tout est audité.

    Une recherche sans programme n'est acceptée que si elle ne prétend pas avoir prouvé qu'il n'y en a pas.
    """
    monkeypatch.setattr(exact, "PLANS_MAX", 0)
    monkeypatch.setattr(recherche, "PEU", 2_000)
    monkeypatch.setattr(recherche, "BEAUCOUP", 0)
    trouves = 0
    for graine in range(paquet, INSTANCES, PAQUETS):
        inst = au_hasard(graine)
        attendu, _plans = force_brute.optimum(inst, POIDS)
        audites = list[Programme]()

        def controler(programme: Programme, inst: Instance = inst, audites: list[Programme] = audites) -> bool:
            audites.append(programme)
            return auditer(inst, programme).conforme

        try:
            solution = resoudre(inst, Budget(60, 3), controler, muet)
        except ProgrammeImpossible:
            assert attendu is None, graine
            continue
        except ArretSansProgramme:
            continue
        trouves += 1
        etape = solution.etapes[-1]
        assert attendu is not None, graine
        assert solution.programme in audites
        assert auditer(inst, solution.programme).conforme
        assert pondere(POIDS, solution.objectifs) <= attendu, graine
        assert etape.borne >= float(attendu) * (1 - 1e-9), graine
        assert float(attendu) - etape.valeur <= etape.ecart * etape.borne * (1 + 1e-9), graine
    assert trouves >= INSTANCES // PAQUETS // 5


@pytest.mark.lent
@pytest.mark.parametrize("paquet", range(PAQUETS))
def test_l_exact_est_exact(paquet: int) -> None:
    """Prouve sur 150 de ces instances que le chemin exact rend l'optimum énuméré, ou dit qu'il n'y en a pas."""
    for graine in range(paquet, 150, PAQUETS):
        inst = au_hasard(graine)
        attendu, _plans = force_brute.optimum(inst, POIDS)
        try:
            solution = resoudre(inst, Budget(60, 6), conforme(inst), muet)
        except ProgrammeImpossible:
            assert attendu is None, graine
        else:
            assert pondere(POIDS, solution.objectifs) == attendu, graine
