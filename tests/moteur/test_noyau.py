"""The compiled evaluation of a programme and the audit agree, on programmes drawn at random."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from renovation_opt.audit import auditer
from renovation_opt.instance import Instance, Ints
from renovation_opt.moteur.plans import objectifs
from renovation_opt.moteur.recherche import Terrain
from tests.moteur.outils import POIDS, SOUPLES, VARIANTES, but, pondere, programme, terrain
from tests.petit_parc import C1, C2, cible, petit_parc

TIRAGES = 60
OUVERTES = 0.6
"""Share of the opérations opened in a programme drawn."""


def _tirer(terrain_: Terrain, hasard: np.random.Generator) -> Ints:
    """Return one plan, or none, for each opération; required ones always have one, as the search starts."""
    requise = terrain_.inst.operations.requise
    choisis = [
        int(hasard.integers(debut, fin)) if requise[o] or hasard.uniform() < OUVERTES else -1
        for o, (debut, fin) in enumerate(zip(terrain_.op_debut[:-1], terrain_.op_debut[1:], strict=True))
    ]
    return np.array(choisis, dtype=np.int64)


@pytest.mark.parametrize("nom", VARIANTES)
def test_le_noyau_et_l_audit_sont_d_accord(nom: str) -> None:
    """Prouve sur 60 programmes par règle (1 260 en tout) : valeur finie si et seulement si conforme, et exacte."""
    inst = VARIANTES[nom]()
    ici, _relaxation = terrain(inst, but(inst))
    hasard = np.random.default_rng(3)
    verdicts = []
    for _essai in range(TIRAGES):
        choisis = _tirer(ici, hasard)
        plans = ici.plans.extraire(choisis[choisis >= 0])
        rapport = auditer(inst, programme(inst, plans))
        valeur = ici.valeur(choisis)
        verdicts.append(rapport.conforme)

        assert math.isfinite(valeur) == rapport.conforme, rapport.infractions
        if rapport.conforme:
            assert valeur == pondere(POIDS, objectifs(inst, plans).sum(axis=0))

    assert nom in {"base", "bareme", "libre", "report_nul"} or not all(verdicts)


@pytest.mark.parametrize("nom", SOUPLES)
def test_le_manque_du_noyau_est_celui_de_l_audit(nom: str) -> None:
    """Prouve que, dans l'étape des cibles souples, la valeur est moins le manque relatif que l'audit mesure."""
    inst = SOUPLES[nom]()
    ici, _relaxation = terrain(inst, but(inst, 0, 0, 0, manque=1.0))
    hasard = np.random.default_rng(4)
    for _essai in range(TIRAGES):
        choisis = _tirer(ici, hasard)
        rapport = auditer(inst, programme(inst, ici.plans.extraire(choisis[choisis >= 0])))
        if rapport.conforme:
            (etat,) = rapport.bilan.cibles
            assert ici.valeur(choisis) == pytest.approx(-max(0, etat.manque) / inst.cibles[0].echelle)


def _rangs(ici: Terrain, *operations: int) -> Ints:
    """Return the selection of the first plan of these opérations."""
    choisis = np.full(len(ici.inst.operations.codes), -1, dtype=np.int64)
    for o in operations:
        choisis[o] = ici.op_debut[o]
    return choisis


def test_programme_vide() -> None:
    """Prouve que n'ouvrir rien vaut 0 et ne viole rien, mais manque une cible dure de 20 logements."""
    inst, exigeant = petit_parc(), petit_parc(cibles=(cible(20),))

    assert terrain(inst, but(inst))[0].valeur(_rangs(terrain(inst, but(inst))[0])) == 0.0
    assert terrain(exigeant, but(exigeant))[0].valeur(np.full(4, -1, dtype=np.int64)) == -math.inf


def test_un_logement_de_trop() -> None:
    """Prouve que la capacité compte au logement près : c1 entière, 14 logements en 2020, tient dans 14, pas dans 13."""
    for capacite, tient in ((14, True), (13, False)):
        inst = petit_parc(capacite=np.array([[capacite, 0], [-1, -1], [-1, -1]]))
        ici, _relaxation = terrain(inst, but(inst))
        entiers = [
            j
            for j in range(ici.op_debut[C1], ici.op_debut[C1 + 1])
            if len(programme(inst, ici.plans.extraire(np.array([j]))).lignes) == 2
            and inst.chantiers.debut[ici.plans.chantier[j]] == 0
            and inst.chantiers.duree[ici.plans.chantier[j]] == 1
        ]
        choisis = np.full(4, -1, dtype=np.int64)
        choisis[C1] = entiers[0]

        assert math.isfinite(ici.valeur(choisis)) is tient


@pytest.mark.parametrize("nom", ["base", "requises", "tout", "report"])
def test_la_recherche_ne_rend_que_du_conforme(nom: str) -> None:
    """Prouve que le meilleur programme d'une recherche courte passe l'audit et vaut ce qui est annoncé."""
    inst = VARIANTES[nom]()
    ici, relaxation = terrain(inst, but(inst))

    choisis, valeur = ici.chercher(ici.arrondir(), 200_000, 1, 0.05, 0.001)

    plans = ici.plans.extraire(choisis[choisis >= 0])
    assert auditer(inst, programme(inst, plans)).infractions == ()
    assert valeur == pondere(POIDS, objectifs(inst, plans).sum(axis=0)) <= relaxation.borne + 1e-6
    assert ici.valeur(choisis) == valeur


def test_sans_mouvement_le_depart_est_rendu() -> None:
    """Prouve qu'une recherche de 0 mouvement évalue le départ, et ne le garde que s'il bat la valeur connue."""
    inst = petit_parc()
    ici, _relaxation = terrain(inst, but(inst))
    depart = _rangs(ici, C2)
    valeur = ici.valeur(depart)

    assert ici.chercher(depart, 0, 1, 1.0, 1.0, valeur + 1)[1] == valeur + 1
    assert ici.chercher(depart, 0, 1, 1.0, 1.0, valeur - 1)[0].tolist() == depart.tolist()


def _requise_qui_coute() -> Instance:
    """Return ``petit_parc`` where c2 must be done, saves nothing, and takes the 5 places of alpha in two years."""
    energie = petit_parc().choix.energie_kwh.copy()
    energie[4:8] = -1_000
    base = petit_parc(choix__energie_kwh=energie, capacite=np.array([[5, 5], [-1, -1], [-1, -1]]))
    return replace(base, operations=replace(base.operations, requise=np.array([False, True, False, False])))


def test_une_requise_absente_est_une_violation() -> None:
    """Prouve qu'un programme sans une opération imposée n'a pas de valeur : l'audit y lit C17."""
    inst = _requise_qui_coute()
    ici, _relaxation = terrain(inst, but(inst, 1.0, 0.0, 0.0))

    assert ici.valeur(np.full(4, -1, dtype=np.int64)) == -math.inf
