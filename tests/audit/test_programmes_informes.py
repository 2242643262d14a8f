"""Programmes that no engine writes: the audit reports, it never raises."""

from __future__ import annotations

from dataclasses import replace

import pytest

from renovation_opt.audit import auditer
from renovation_opt.programme import PlanOperation, Programme, detailler
from tests.audit.mutations import PARC, REFERENCE, ecrire
from tests.petit_parc import C3, avec_regle, petit_parc, plan, programme

INCONNUS = [{"annee": 1900}, {"operation": "?"}, {"lot": "?"}, {"bouquet": "?"}, {"parti": "?"}, {"montage": "?"}]
INSENSES: list[dict[str, int]] = [{"duree": 0}, {"duree": -3}, {"duree": 10**9}, {"debut": 1900}, {"debut": 3000}]


def test_le_programme_vide_est_conforme() -> None:
    """Rien n'oblige à rénover : ne rien faire respecte toutes les règles."""
    rapport = auditer(petit_parc(), Programme((), ()))

    assert rapport.conforme
    assert rapport.bilan.objectifs == (0, 0, 0)


@pytest.mark.parametrize("champs", INCONNUS, ids=lambda champs: next(iter(champs)))
def test_une_ligne_inconnue_est_refusee(champs: dict[str, object]) -> None:
    """Une ligne que nul plan n'implique relève de C1, même illisible."""
    assert "C1" in {vu.tag for vu in auditer(PARC, ecrire(REFERENCE, "c3-e", **champs)).infractions}


@pytest.mark.parametrize("champs", INSENSES, ids=str)
def test_un_chantier_insense_est_refuse(champs: dict[str, int]) -> None:
    """Une durée nulle, négative ou sans fin, un départ hors de l'horizon relèvent de C4."""
    absurde = replace(plan(PARC, C3), duree=champs.get("duree", 1), debut=champs.get("debut", 2020))

    assert "C4" in {vu.tag for vu in auditer(PARC, Programme((absurde,), ())).infractions}


def test_un_plan_tout_inconnu_est_refuse() -> None:
    """Opération inconnue : C4 ; lot étranger : C3."""
    absurde = PlanOperation("?", 0, 1, "?", "?", (("?", "?"),))

    assert {vu.tag for vu in auditer(PARC, Programme((absurde,), ())).infractions} == {"C3", "C4"}


def test_un_fonds_ne_paie_pas_hors_de_ses_annees() -> None:
    """Le fonds n'ouvre qu'en 2021 : les 120 000 euros de 2020 enfreignent C6 (rien n'est dû) et C10."""
    inst = avec_regle(PARC, actif=(False, True), tranches_eur=(0, 180_000))

    assert {vu.tag for vu in auditer(inst, REFERENCE).infractions} == {"C6", "C10"}


def test_l_ordre_des_plans_et_des_lignes_est_indifferent() -> None:
    """Un programme relu dans un autre ordre a le même verdict et le même bilan."""
    inverse = Programme(REFERENCE.plans[::-1], REFERENCE.lignes[::-1])

    assert auditer(PARC, inverse) == auditer(PARC, REFERENCE)
    assert detailler(PARC, inverse.plans) == programme(PARC)
