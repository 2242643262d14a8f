"""What each bouquet costs and brings to a dwelling, worked by hand from the reference hypotheses.

The lot: social, E, 65.5 m2, 300 kWhEP and 290 kWhEF/m2/yr, gas, 60 kgCO2e, inscribed, remarkable, 45 % of
first-quartile households for 31 % in its EPCI.  Prices of works rise by 1.5 % a year from 2017.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import pytest

from renovation_opt.instance import ETIQUETTES, Instance
from tests.build.conftest import Batir, lot, prive


class Attendu(NamedTuple):
    """Values of a choix, by hand."""

    travaux: list[int]
    gain_ep: int
    energie_kwh: int
    patrimoine: list[int]
    mixite: int
    classe: str


ATTENDUS = {
    # 12 000 + 400 x 65.5; x 1.015; x 1.030225.  ep 300 -> min(200, 195); ef 290 -> min(185, 188): 105 x 65.5 = 6 877.5
    # interest 3 + 1 inscribed; quality 0; 2 % x 0.14
    "socle": Attendu([38_200, 38_773, 39_354], 105, 6_878, [0, 1_000], 2_800, "D"),
    # 16 000 + 560 x 65.5 = 52 680; ep -> min(104, 135); ef -> min(95, 130): 195 x 65.5 = 12 772.5; 4 x 0.2; 5 % x 0.14
    # 95 kWh x 0.227 = 21.6 kgCO2e: class C by its emissions, B by its energy
    "bbc_iti": Attendu([52_680, 53_470, 54_272], 196, 12_773, [800, 1_800], 7_000, "C"),
    # 21 000 + 680 x 65.5 = 65 540; 4 x 0.75, and 4 x (0.75 + 0.25) for an ensemble; 8 % x 0.14
    "patrimoine": Attendu([65_540, 66_523, 67_520], 196, 12_773, [3_000, 4_000], 11_200, "C"),
    # 31 000 + 720 x 65.5 = 78 160; 20 % x 0.14
    "patrimoine_adaptation": Attendu([78_160, 79_332, 80_522], 196, 12_773, [3_000, 4_000], 28_000, "C"),
}


def _rang(inst: Instance, bouquet: str, lot_: int = 0) -> int:
    """Return the choix of a bouquet for a lot."""
    for p in range(inst.lots.choix_debut[lot_], inst.lots.choix_debut[lot_ + 1]):
        if inst.bouquets[inst.choix.bouquet[p]].code == bouquet:
            return int(p)
    raise KeyError(bouquet)


@pytest.mark.parametrize("bouquet", ATTENDUS)
def test_valeurs_a_la_main(batir: Batir, bouquet: str) -> None:
    """Prouve, à l'euro et au kWh, le coût indexé, le gain, l'énergie, le patrimoine et la mixité d'un logement."""
    inst = batir()
    p, c = _rang(inst, bouquet), inst.choix

    assert (
        Attendu(
            c.travaux_eur[p].tolist(),
            int(c.gain_ep[p]),
            int(c.energie_kwh[p]),
            c.patrimoine[p].tolist(),
            int(c.mixite[p]),
            ETIQUETTES[c.etiquette_apres[p]],
        )
        == ATTENDUS[bouquet]
    )


def test_interdit_par_la_protection(batir: Batir) -> None:
    """Prouve (C4) que l'isolation extérieure n'est offerte que hors des cités inscrites : 3 x -0,6 = -1,8 point."""
    inst = batir(lot(1), lot(2, cite_id="cite-8", cite="Cité n°8", protection="hors"))

    offerts = {
        (int(le_lot), inst.bouquets[b].code) for le_lot, b in zip(inst.choix.lot, inst.choix.bouquet, strict=True)
    }
    hors = inst.lots.codes.index("lot-2")
    assert (1 - hors, "bbc_ite") not in offerts
    assert (hors, "bbc_ite") in offerts
    assert inst.choix.patrimoine[_rang(inst, "bbc_ite", hors), 0] == -1_800


def test_un_prive_a_ses_bouquets(batir: Batir) -> None:
    """Prouve qu'un lot privé n'a que les bouquets privés, et que « habiter mieux » est coupé à 20 000 euros.

    5 750 + 150 x 65,5 = 15 575 ; à 120 m2, 23 750 ramenés à 20 000, indexés à 20 300 en 2018.
    """
    petit, grand = batir(prive(1)), batir(prive(1, surface_moyenne_m2="120"))

    assert [petit.bouquets[b].code for b in petit.choix.bouquet] == ["habiter_mieux", "habiter_mieux_plus"]
    assert petit.choix.travaux_eur[0].tolist() == [15_575, 15_808, 16_045]
    assert grand.choix.travaux_eur[0].tolist() == [20_000, 20_300, 20_604]


def test_l_indice_haut(batir: Batir) -> None:
    """Prouve que l'indice haut ajoute 5 % par an : 38 200, 40 110, 42 115 euros."""
    assert batir(indice_travaux="haut").choix.travaux_eur[0].tolist() == [38_200, 40_110, 42_115]


def test_co2_et_facture(batir: Batir) -> None:
    """Prouve le CO2 et la facture d'un logement : gaz avant et après.

    CO2 : (60 - 185 x 0,227) x 65,5 = 1 179 kg ; facture : 105 x 65,5 x 0,104 = 715 euros.
    """
    inst = batir()

    assert (int(inst.choix.co2_kg[0]), int(inst.choix.facture_eur[0])) == (1_179, 715)


def test_pas_de_mixite_ou_le_seuil_n_est_pas_passe(batir: Batir) -> None:
    """Prouve qu'une cité moins pauvre que son EPCI ne compte pas pour la mixité."""
    assert not batir(lot(1, part_menages_q1="0.30")).choix.mixite.any()


def test_l_ecart_d_usage(batir: Batir) -> None:
    """Prouve que l'énergie comptée est l'énergie conventionnelle tant que l'écart d'usage vaut 1, jusqu'à 2029."""
    inst = batir()

    assert (inst.choix.energie_kwh == inst.choix.energie_conventionnelle_kwh).all()
    assert inst.ecart_usage == Fraction(1)
    assert inst.energie_jusqu_a == 2029
    assert inst.annees_comptees().tolist() == [12, 11, 10]
