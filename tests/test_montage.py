"""The rule of the aids, case by case: worked by hand to the euro, and equal to what the audit computes on its own."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from renovation_opt.audit.aides import aides_dues
from renovation_opt.instance import Fonds, Montage, Palier
from renovation_opt.montage import aide_due, cumul_aides, equilibre_financier, part
from tests.petit_parc import fonds, petit_parc, remplacer

UN, DEMI, QUART, DIXIEME = Fraction(1), Fraction(1, 2), Fraction(1, 4), Fraction(1, 10)
GAIN, CONSO = 150, 400
"""kWhEP/m2/yr saved and before works: a gain of 37.5 %."""


class Cas(NamedTuple):
    """A fund, a base, a level, and the aid worked by hand."""

    fonds: Fonds
    base: int
    niveau: Fraction
    aide: int


def _fonds(**champs: object) -> Fonds:
    """Return a fund of 25 % of the works, without any cap, with some fields replaced."""
    return replace(fonds("subvention"), **{"plafond_aide_eur": None, **champs})  # type: ignore[arg-type]


def _part(gain: Fraction, taux: Fraction | None = None, forfait: int | None = None) -> Palier:
    """Return a bracket by relative gain."""
    return Palier(gain, "part", taux, forfait)


def _kwh(gain: int, taux: Fraction | None = None, forfait: int | None = None) -> Palier:
    """Return a bracket by kWhEP/m2/yr saved."""
    return Palier(Fraction(gain), "kwhep_m2", taux, forfait)


ANAH = (_part(QUART, DIXIEME), _part(Fraction(375, 1000), QUART), _part(DEMI, DEMI))

CAS = {
    "taux : 25 % de 40 000": Cas(_fonds(), 40_000, UN, 10_000),
    "taux : 25 % de 39 999 = 9 999,75, à l'euro inférieur": Cas(_fonds(), 39_999, UN, 9_999),
    "taux fractionnaire : un tiers de 100": Cas(_fonds(taux=Fraction(1, 3)), 100, UN, 33),
    "plafond d'assiette : 25 % de 20 000 et non de 40 000": Cas(_fonds(plafond_assiette_eur=20_000), 40_000, UN, 5_000),
    "assiette sous son plafond": Cas(_fonds(plafond_assiette_eur=50_000), 40_000, UN, 10_000),
    "plafond d'aide : 10 000 ramenés à 7 500": Cas(_fonds(plafond_aide_eur=7_500), 40_000, UN, 7_500),
    "les deux plafonds : 25 % de 36 000 = 9 000, puis 8 000": Cas(
        _fonds(plafond_assiette_eur=36_000, plafond_aide_eur=8_000), 40_000, UN, 8_000
    ),
    "forfait de 3 500": Cas(_fonds(taux=None, forfait_eur=3_500), 40_000, UN, 3_500),
    "forfait jamais au-dessus de la base": Cas(_fonds(taux=None, forfait_eur=3_500), 2_000, UN, 2_000),
    "forfait : le plafond d'assiette ne le coupe pas": Cas(
        _fonds(taux=None, forfait_eur=3_500, plafond_assiette_eur=3_000), 40_000, UN, 3_500
    ),
    "forfait coupé par le plafond d'aide": Cas(
        _fonds(taux=None, forfait_eur=3_500, plafond_aide_eur=3_000), 40_000, UN, 3_000
    ),
    "niveau : la moitié de 10 000": Cas(_fonds(), 40_000, DEMI, 5_000),
    "niveau après le plafond d'aide : la moitié de 7 500": Cas(_fonds(plafond_aide_eur=7_500), 40_000, DEMI, 3_750),
    "deux arrondis : 25 % de 39 999 = 9 999, la moitié = 4 999": Cas(_fonds(), 39_999, DEMI, 4_999),
    "niveau d'un tiers : 10 000 / 3": Cas(_fonds(), 40_000, Fraction(1, 3), 3_333),
    "barème en part : 37,5 % atteint tout juste le deuxième palier": Cas(
        _fonds(taux=None, bareme=ANAH), 40_000, UN, 10_000
    ),
    "barème : l'ordre écrit ne compte pas": Cas(_fonds(taux=None, bareme=ANAH[::-1]), 40_000, UN, 10_000),
    "barème : aucun palier atteint": Cas(_fonds(taux=None, bareme=(_part(DEMI, DEMI),)), 40_000, UN, 0),
    "barème en kWhEP/m2 : 150 atteint 150": Cas(
        _fonds(taux=None, bareme=(_kwh(100, None, 2_000), _kwh(150, None, 4_000), _kwh(151, None, 9_000))),
        40_000,
        UN,
        4_000,
    ),
    "barème : le forfait d'un palier reste sous la base": Cas(
        _fonds(taux=None, bareme=(_kwh(100, None, 2_000),)), 1_500, UN, 1_500
    ),
    "barème, plafond d'aide et niveau : 10 000, puis 6 000, puis 3 000": Cas(
        _fonds(taux=None, bareme=ANAH, plafond_aide_eur=6_000), 40_000, DEMI, 3_000
    ),
    "barème et plafond d'assiette : 25 % de 30 000": Cas(
        _fonds(taux=None, bareme=ANAH, plafond_assiette_eur=30_000), 40_000, UN, 7_500
    ),
    "hors des années du fonds": Cas(_fonds(actif=(False, True)), 40_000, UN, 0),
    "base nulle": Cas(_fonds(), 0, UN, 0),
}


@pytest.mark.parametrize("cas", CAS.values(), ids=CAS)
def test_aide_due(cas: Cas) -> None:
    """Prouve l'aide d'un logement en 2020, à l'euro, et que l'audit trouve la même par son propre calcul."""
    aide = aide_due(cas.fonds, np.array([[cas.base, cas.base]]), np.array([GAIN]), np.array([CONSO]), cas.niveau)

    assert aide[0, 0] == cas.aide
    assert _audit(cas, Fraction(1)) == (cas.aide, cas.aide)


def _audit(cas: Cas, cumul: Fraction) -> tuple[int, int]:
    """Return what the audit finds due, before and after the cumulation ceiling, for the lot c2-f, socle, 2020."""
    inst = petit_parc()
    travaux, gain, conso = inst.choix.travaux_eur.copy(), inst.choix.gain_ep.copy(), inst.lots.conso_ep.copy()
    travaux[4], gain[4], conso[2] = cas.base, GAIN, CONSO
    inst = remplacer(inst, choix__travaux_eur=travaux, choix__gain_ep=gain, lots__conso_ep=conso, cumul=cumul)
    inst = replace(inst, fonds=(cas.fonds,), montages=(inst.montages[0], Montage("essai", (0,), (cas.niveau,))))
    dues = aides_dues(inst, 4, 1, 0)
    return dues.brut[0], dues.ecrete[0]


ECRETEMENTS = {
    "sous le plafond, rien ne change": ([10_000, 8_000], 40_000, [10_000, 8_000]),
    "le dernier cède d'abord : 32 000 - 30 000": ([30_000, 8_000], 40_000, [30_000, 2_000]),
    "le premier prend tout, les autres rien": ([40_000, 8_000, 1_000], 40_000, [32_000, 0, 0]),
    "trois fonds : 20 000, 10 000, puis 2 000": ([20_000, 10_000, 10_000], 40_000, [20_000, 10_000, 2_000]),
    "plafond à l'euro inférieur : 80 % de 9 999 = 7 999": ([9_000], 9_999, [7_999]),
    "un fonds qui ne doit rien laisse sa place": ([0, 35_000], 40_000, [0, 32_000]),
    "sans fonds": ([], 40_000, []),
}


@pytest.mark.parametrize(("dues", "base", "retenues"), ECRETEMENTS.values(), ids=ECRETEMENTS)
def test_ecretement(dues: list[int], base: int, retenues: list[int]) -> None:
    """Prouve que les aides d'un montage tiennent dans 80 % du coût, les dernières coupées les premières."""
    obtenues = cumul_aides([np.array([d]) for d in dues], np.array([base]), Fraction(4, 5))

    assert [int(aide[0]) for aide in obtenues] == retenues


def test_l_ordre_du_montage_compte() -> None:
    """Prouve que le même couple d'aides, dans l'autre ordre, coupe l'autre fonds : 30 000 + 2 000 ou 8 000 + 24 000."""
    trente, huit, base = np.array([30_000]), np.array([8_000]), np.array([40_000])

    assert [int(x[0]) for x in cumul_aides([trente, huit], base, Fraction(4, 5))] == [30_000, 2_000]
    assert [int(x[0]) for x in cumul_aides([huit, trente], base, Fraction(4, 5))] == [8_000, 24_000]


def test_l_equilibre() -> None:
    """Prouve C5 : 40 000 + 5 000 - 10 000 - 2 000 = 33 000 euros d'argent propre ; sans aide, 45 000."""
    travaux, espaces = np.array([40_000]), np.array([5_000])

    assert equilibre_financier(travaux, espaces, [np.array([10_000]), np.array([2_000])]).tolist() == [33_000]
    assert equilibre_financier(travaux, espaces, []).tolist() == [45_000]


@given(montant=st.integers(0, 10**9), num=st.integers(0, 10**6), den=st.integers(1, 10**6))
def test_part_est_un_arrondi_inferieur(montant: int, num: int, den: int) -> None:
    """Prouve que l'arrondi est exact jusqu'au milliard d'euros, au millionième."""
    fraction = Fraction(num, den)

    assert int(part(np.array([montant]), fraction)[0]) == montant * fraction.numerator // fraction.denominator


@given(
    base=st.integers(0, 100_000),
    taux=st.fractions(0, 1, max_denominator=100),
    niveau=st.fractions(0, 1, max_denominator=20),
    assiette=st.none() | st.integers(0, 80_000),
    plafond=st.none() | st.integers(0, 30_000),
    cumul=st.fractions(0, 1, max_denominator=20),
)
def test_l_audit_trouve_la_meme_aide(
    base: int, taux: Fraction, niveau: Fraction, assiette: int | None, plafond: int | None, cumul: Fraction
) -> None:
    """Prouve que la règle et l'audit, écrits à part, s'accordent à l'euro, et que l'aide ne dépasse jamais la base."""
    cas = Cas(_fonds(taux=taux, plafond_assiette_eur=assiette, plafond_aide_eur=plafond), base, niveau, 0)
    due = aide_due(cas.fonds, np.array([[base, base]]), np.array([GAIN]), np.array([CONSO]), niveau)
    (ecretee,) = cumul_aides([due], np.array([[base, base]]), cumul)

    assert (int(due[0, 0]), int(ecretee[0, 0])) == _audit(cas, cumul)
    assert 0 <= int(ecretee[0, 0]) <= int(due[0, 0]) <= base
