"""The compiled evaluation of a programme and the audit agree, on programmes drawn at random."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from renovation_opt.audit import auditer
from renovation_opt.instance import Instance
from renovation_opt.moteur import terrain as module_terrain
from renovation_opt.moteur.plans import Plans, cles, objectifs
from renovation_opt.moteur.terrain import TRANCHE
from tests.moteur.outils import POIDS, SOUPLES, VARIANTES, but, pondere, programme, terrain, tirer, tous_les_plans
from tests.petit_parc import C1, C2, cible, petit_parc

TIRAGES = 60


@pytest.mark.parametrize("nom", VARIANTES)
def test_le_noyau_et_l_audit_sont_d_accord(nom: str) -> None:
    """Prouve sur 60 programmes par règle (1 260 en tout) : valeur finie si et seulement si conforme, et exacte."""
    inst = VARIANTES[nom]()
    ici, _relaxation = terrain(inst, but(inst))
    hasard = np.random.default_rng(3)
    verdicts = []
    for _essai in range(TIRAGES):
        plans = tirer(inst, hasard)
        rapport = auditer(inst, programme(inst, plans))
        valeur = ici.valeur(plans)
        verdicts.append(rapport.conforme)

        assert math.isfinite(valeur) == rapport.conforme, rapport.infractions
        if rapport.conforme:
            assert valeur == pytest.approx(float(pondere(POIDS, objectifs(inst, plans).sum(axis=0))), rel=1e-12)

    assert nom in {"base", "bareme", "libre", "report_nul"} or not all(verdicts)


@pytest.mark.parametrize("nom", SOUPLES)
def test_le_manque_du_noyau_est_celui_de_l_audit(nom: str) -> None:
    """Prouve que, dans l'étape des cibles souples, la valeur est moins le manque relatif que l'audit mesure."""
    inst = SOUPLES[nom]()
    ici, _relaxation = terrain(inst, but(inst, 0, 0, 0, manque=1.0))
    hasard = np.random.default_rng(4)
    for _essai in range(TIRAGES):
        plans = tirer(inst, hasard)
        rapport = auditer(inst, programme(inst, plans))
        if rapport.conforme:
            (etat,) = rapport.bilan.cibles
            assert ici.valeur(plans) == pytest.approx(-max(0, etat.manque) / inst.cibles[0].echelle)


def _plans(inst: Instance, *rangs: int) -> Plans:
    """Return the plans of these ranks among all plans."""
    return tous_les_plans(inst).extraire(np.array(rangs, dtype=np.int64))


def _premier(inst: Instance, o: int) -> int:
    """Return the rank of the first plan of an opération among all plans."""
    return int(np.flatnonzero(tous_les_plans(inst).operation == o)[0])


def test_programme_vide() -> None:
    """Prouve que n'ouvrir rien vaut 0 et ne viole rien, mais manque une cible dure de 20 logements."""
    inst, exigeant = petit_parc(), petit_parc(cibles=(cible(20),))

    assert terrain(inst, but(inst))[0].valeur(_plans(inst)) == 0.0
    assert terrain(exigeant, but(exigeant))[0].valeur(_plans(exigeant)) == -math.inf


def test_un_logement_de_trop() -> None:
    """Prouve que la capacité compte au logement près : c1 entière, 14 logements en 2020, tient dans 14, pas dans 13."""
    for capacite, tient in ((14, True), (13, False)):
        inst = petit_parc(capacite=np.array([[capacite, 0], [-1, -1], [-1, -1]]))
        ici, _relaxation = terrain(inst, but(inst))
        tous = tous_les_plans(inst)
        entiers = [
            j
            for j in np.flatnonzero(tous.operation == C1).tolist()
            if len(programme(inst, _plans(inst, j)).lignes) == 2
            and inst.chantiers.debut[tous.chantier[j]] == 0
            and inst.chantiers.duree[tous.chantier[j]] == 1
        ]

        assert math.isfinite(ici.valeur(_plans(inst, entiers[0]))) is tient


@pytest.mark.parametrize("nom", ["base", "requises", "tout", "report"])
def test_la_recherche_ne_rend_que_du_conforme(nom: str) -> None:
    """Prouve que le meilleur programme d'une recherche courte passe l'audit et vaut ce qui est annoncé."""
    inst = VARIANTES[nom]()
    ici, relaxation = terrain(inst, but(inst))

    plans, valeur = ici.chercher(ici.arrondir(), 200_000, 1, 0.05, 0.001)

    assert auditer(inst, programme(inst, plans)).infractions == ()
    assert valeur == pytest.approx(float(pondere(POIDS, objectifs(inst, plans).sum(axis=0))), rel=1e-12)
    assert valeur <= relaxation.borne + 1e-6
    assert ici.valeur(plans) == valeur


def test_sans_mouvement_le_depart_est_rendu() -> None:
    """Prouve qu'une recherche de 0 mouvement évalue le départ, et ne le garde que s'il bat la valeur connue."""
    inst = petit_parc()
    ici, _relaxation = terrain(inst, but(inst))
    depart = _plans(inst, _premier(inst, C2))
    valeur = ici.valeur(depart)

    assert ici.chercher(depart, 0, 1, 1.0, 1.0, valeur + 1)[1] == valeur + 1
    assert list(cles(ici.chercher(depart, 0, 1, 1.0, 1.0, valeur - 1)[0])) == list(cles(depart))


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

    assert ici.valeur(_plans(inst)) == -math.inf


def test_une_recherche_s_arrete_entre_deux_tranches() -> None:
    """Prouve que l'arrêt est demandé après chaque tranche de mouvements, et obéi : une tranche faite sur trois."""
    inst = petit_parc()
    ici, _relaxation = terrain(inst, but(inst))
    demandes = list[int]()

    def arret() -> bool:
        demandes.append(1)
        return True

    plans, valeur = ici.chercher(ici.arrondir(), 3 * TRANCHE, 1, 0.05, 0.001, -math.inf, arret)

    assert len(demandes) == 1
    assert ici.valeur(plans) == valeur


def test_les_tranches_ne_changent_rien(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prouve qu'une recherche coupée en tranches de 700 mouvements rend ce qu'elle rend d'un trait."""
    inst = VARIANTES["tout"]()
    ici, _relaxation = terrain(inst, but(inst))
    attendus, valeur = ici.chercher(ici.arrondir(), 50_000, 7, 0.05, 0.001)

    monkeypatch.setattr(module_terrain, "TRANCHE", 700)
    coupes, meme = ici.chercher(ici.arrondir(), 50_000, 7, 0.05, 0.001)

    assert list(cles(coupes)) == list(cles(attendus))
    assert meme == valeur
