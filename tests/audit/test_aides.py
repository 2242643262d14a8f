"""The aids due recomputed by the audit, against figures made by hand and the rule of the fixture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from renovation_opt.audit import auditer
from renovation_opt.audit.aides import aides_dues
from renovation_opt.instance import Instance, Palier
from renovation_opt.programme import detailler
from tests.petit_parc import (
    C1,
    CHOIX,
    avec_bareme,
    avec_limite,
    avec_niveaux,
    avec_regle,
    avec_second_fonds,
    petit_parc,
    plan,
    programme,
    remplacer,
)

C2F_SOCLE, C2F_PATRIMOINE, C1D_SOCLE = CHOIX.index((2, 0)), CHOIX.index((2, 1)), CHOIX.index((1, 0))
SANS_AIDE, SUBVENTION, DUO = range(3)


@pytest.mark.parametrize(
    ("regle", "p", "attendu"),
    [
        ({}, C2F_SOCLE, 10_000),
        ({}, C2F_PATRIMOINE, 12_000),
        ({"taux": Fraction(1, 7)}, C2F_SOCLE, 5_714),
        ({"plafond_assiette_eur": 30_000}, C2F_SOCLE, 7_500),
        ({"taux": None, "forfait_eur": 8_000}, C2F_SOCLE, 8_000),
        ({"taux": None, "forfait_eur": 90_000, "plafond_aide_eur": None}, C2F_SOCLE, 32_000),
        ({"sur_travaux": False}, C2F_SOCLE, 0),
        ({"sur_espaces": True}, C2F_SOCLE, 11_250),
        ({"sur_espaces": True, "plafond_aide_eur": 1_000}, C2F_SOCLE, 2_000),
        ({"actif": (False, True)}, C2F_SOCLE, 0),
    ],
)
def test_l_aide_due_par_logement(regle: dict[str, object], p: int, attendu: int) -> None:
    """Travaux de 40 000 (socle) ou 60 000, espaces de 5 000, en 2020 ; le cumul (80 %) ne borne que le forfait géant.

    1/7 de 40 000 = 5 714,28… est arrondi vers le bas ; le plafond d'aide vaut pour chaque assiette.
    """
    inst = avec_regle(petit_parc(), **regle)

    assert aides_dues(inst, p, SUBVENTION, 0).ecrete == {0: attendu}
    assert aides_dues(inst, p, SANS_AIDE, 0).ecrete == {}


@pytest.mark.parametrize(("p", "attendu"), [(C1D_SOCLE, 4_000), (C2F_SOCLE, 6_000), (C2F_PATRIMOINE, 6_000)])
def test_le_bareme_donne_le_palier_le_plus_haut_atteint(p: int, attendu: int) -> None:
    """Gains 50/200 = 1/4 exactement (10 % de 40 000), 200/400 = 1/2 exactement et 3/4 (forfait de 6 000)."""
    assert aides_dues(avec_bareme(petit_parc()), p, SUBVENTION, 0).ecrete == {0: attendu}


def test_le_bareme_en_kwh_et_hors_palier() -> None:
    """Palier à 200 kWhEP/m2/an : c2-f socle l'atteint (5 000 euros), c1-d socle (50) ne touche rien."""
    palier = Palier(Fraction(200), "kwhep_m2", None, 5_000)
    inst = avec_regle(petit_parc(), taux=None, bareme=(palier,))

    assert aides_dues(inst, C2F_SOCLE, SUBVENTION, 0).ecrete == {0: 5_000}
    assert aides_dues(inst, C1D_SOCLE, SUBVENTION, 0).ecrete == {0: 0}


def test_le_niveau_demande_reduit_l_aide_apres_son_plafond() -> None:
    """La moitié de min(15 000, 12 000) : 6 000 ; avant le plafond, ce serait 7 500."""
    inst = avec_niveaux(petit_parc())

    assert aides_dues(inst, C2F_PATRIMOINE, 2, 0).ecrete == {0: 6_000}


def test_l_ineligibilite_annule_l_aide() -> None:
    """Un choix non éligible ne reçoit rien."""
    inst = petit_parc(choix__eligible=np.zeros((len(CHOIX), 1), dtype=np.bool_))

    assert aides_dues(inst, C2F_SOCLE, SUBVENTION, 0).ecrete == {0: 0}


def test_le_dernier_financement_cede_d_abord() -> None:
    """Cumul 25 % : travaux 15 000 = 12 000 + 3 000 (dus 12 000), espaces 1 000 sur 1 250, par logement."""
    dues = aides_dues(avec_second_fonds(petit_parc(cumul=Fraction(1, 4))), C2F_PATRIMOINE, DUO, 0)

    assert dues.brut == {0: 12_000, 1: 13_000}
    assert dues.ecrete == {0: 12_000, 1: 4_000}
    assert dues.plafond == 16_250


VARIANTES: dict[str, Callable[[], Instance]] = {
    "base": petit_parc,
    "bareme": lambda: avec_bareme(petit_parc()),
    "niveaux": lambda: avec_niveaux(petit_parc()),
    "cumul": lambda: avec_second_fonds(petit_parc(cumul=Fraction(2, 7))),
    "region": lambda: avec_second_fonds(petit_parc(), taux=Fraction(1, 7), plafond_assiette_eur=33_333),
    "forfait": lambda: avec_regle(petit_parc(), taux=None, forfait_eur=70_000, sur_espaces=True, plafond_aide_eur=None),
}


@pytest.mark.parametrize("variante", VARIANTES)
def test_tout_plan_est_conforme(variante: str) -> None:
    """Prouve que le plan de financement de tout plan de toute opération satisfait C1 à C7, sous toutes les règles."""
    inst = avec_limite(avec_regle(VARIANTES[variante](), tranches_eur=None), "capacite", 0, -1, -1)
    plans = [
        plan(inst, o, debut, bouquet, duree=duree, montage=inst.montages[m].code, facultatifs=o == C1)
        for o, ouverts in enumerate(inst.operations.montages)
        for m in ouverts
        for debut, duree in ((2020, 1), (2020, 2), (2021, 1))
        for bouquet in ("socle", "patrimoine")
        if o != 3 or (duree == 1 and bouquet == "socle")
    ]

    assert [auditer(inst, detailler(inst, [x])).infractions for x in plans] == [()] * len(plans)


def test_l_audit_ne_lit_pas_les_aides_de_l_instance() -> None:
    """Prouve l'indépendance : des options vidées de leurs aides ne changent ni le verdict ni le bilan."""
    inst = petit_parc()
    vide = np.zeros_like(inst.options.aide_eur)
    rien = np.zeros_like(inst.options.fonds_propres_eur)
    sans = remplacer(inst, options=replace(inst.options, aide_eur=vide, aide_espaces_eur=vide, fonds_propres_eur=rien))

    assert auditer(sans, programme(inst)) == auditer(inst, programme(inst))
    assert {vu.tag for vu in auditer(inst, programme(sans)).infractions} == {"C5", "C6"}
