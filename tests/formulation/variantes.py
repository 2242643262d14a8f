"""One small variant of ``minuscule`` per constraint: the golden LP files, the row tests and brute force share them.

Answers for: ``VARIANTES``, golden name -> (instance, what is optimised).  A name starts with the tag of the constraint.
Leaves to others: comparing (test_golden), writing (regenerer).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from renovation_opt.formulation import But
from renovation_opt.instance import Instance, Parite
from tests.formulation.minuscule import DEMI, ETAT, QUART, REGION, cible, fonds, minuscule

GOLDEN = Path(__file__).parents[2] / "models" / "golden"
TOUT = But((1, 1, 1))

Variante = tuple[Instance, But]


def facultatif() -> Instance:
    """Return ``minuscule`` with B1 optional: an opération without any obligatory lot."""
    base = minuscule()
    return replace(base, lots=replace(base.lots, obligatoire=np.array([True, False, False])))


def plafond() -> Instance:
    """Return ``minuscule`` where the own money of B1 without aid is above its ceiling in 2019."""
    base = minuscule()
    interdite = base.options.interdite.copy()
    interdite[8:10, 1] = True
    return replace(base, options=replace(base.options, interdite=interdite))


def requise() -> Instance:
    """Return ``minuscule`` with beta/mc required."""
    base = minuscule()
    return replace(base, operations=replace(base.operations, requise=np.array([False, True])))


def phases() -> Instance:
    """Return ``minuscule`` with alpha/mc and beta/mc as two phases that may not overlap."""
    base = minuscule(phases_disjointes=True)
    return replace(base, operations=replace(base.operations, parente=np.zeros(2, dtype=np.int32)))


def grappe() -> Instance:
    """Return ``minuscule`` with both opérations in one grappe that starts within one year."""
    base = minuscule(grappes=("g",), grappe_fenetre=1)
    return replace(base, operations=replace(base.operations, grappe=np.zeros(2, dtype=np.int32)))


def enveloppe() -> Instance:
    """Return ``minuscule`` with slices of 60 000 and 30 000 euros for etat, 1/10 of a slice carried over."""
    etat = fonds("etat", DEMI, tranches_eur=(60_000, 30_000), report=Fraction(1, 10))
    return minuscule(fonds=(etat, REGION))


def parite(*, par_annee: bool) -> Instance:
    """Return ``minuscule`` with region <= 1/3 of etat: less than the 1/2 that the rates give."""
    region = fonds("region", QUART, parite=Parite((0,), Fraction(1, 3), par_annee))
    return minuscule(fonds=(ETAT, region))


def priorite() -> Instance:
    """Return ``minuscule`` where both cités should be started in 2018, softly."""
    souhait = cible(
        "prio", tag="C15", mesure="cites", annees=(True, False), seuil=2, echelle=2, poids=None, cites=(0, 1)
    )
    return minuscule(cibles=(souhait,), simultanes=np.array([[1, 1]]))


def aides_libres() -> Instance:
    """Return ``minuscule`` with one total of 70 000 euros for etat."""
    return minuscule(fonds=(fonds("etat", DEMI, tranches_eur=(70_000, 0), libre=True), REGION))


def _aides_minimum() -> Instance:
    """Return ``minuscule`` that must use 100 000 euros of etat at least, and treat 9 dwellings at most."""
    usage = cible("usage", mesure="aides", fonds=0, seuil=100_000, souple=False, poids=None)
    return minuscule(cibles=(usage, cible("volume", sens=-1, seuil=9, souple=False)))


VARIANTES: dict[str, Callable[[], Variante]] = {
    "C1_un_seul_plan": lambda: (minuscule(), TOUT),
    "C2_lots_obligatoires": lambda: (minuscule(), But((1, 0, 0))),
    "C3_lots_facultatifs": lambda: (facultatif(), But((1, 0, 0))),
    "C4_compatibilite": lambda: (plafond(), But((1, 0, 0))),
    "C5_equilibre_financier": lambda: (minuscule(fonds_propres=np.array([[10_000_000, -1]])), But((0, 1, 0))),
    "C6_aide_due": lambda: (aides_libres(), But((0, 1, 0))),
    "C6_quota": lambda: (minuscule(fonds=(replace(ETAT, quota=(5, 0)), REGION)), But((0, 0, 1))),
    "C7_cumul_aides": lambda: (
        minuscule(Fraction(3, 5), fonds=(ETAT, replace(REGION, tranches_eur=(20_000, 0), libre=True))),
        But((0, 1, 0)),
    ),
    "C8_capacite_bailleur": lambda: (minuscule(capacite=np.array([[7, 4]])), TOUT),
    "C9_chantiers_simultanes": lambda: (minuscule(simultanes=np.array([[1, 1]])), TOUT),
    "C9_phases_disjointes": lambda: (phases(), TOUT),
    "C10_enveloppe_annuelle": lambda: (enveloppe(), TOUT),
    "C11_parite": lambda: (parite(par_annee=False), But((0, 0, 1))),
    "C11_parite_annuelle": lambda: (parite(par_annee=True), But((0, 0, 1))),
    "C12_fonds_propres": lambda: (minuscule(fonds_propres=np.array([[100_000, 60_000]])), TOUT),
    "C13_filiere": lambda: (minuscule(filiere=np.array([[200_000, 90_000]])), TOUT),
    "C14_cibles_volume": lambda: (minuscule(cibles=(cible("total"),), capacite=np.array([[7, 2]])), But(manque=True)),
    "C14_aides_minimum": lambda: (_aides_minimum(), But((1, 0, 0))),
    "C15_prioritaires": lambda: (priorite(), But(manque=True)),
    "C16_grappes": lambda: (grappe(), But((0, 1, 0))),
    "C17_decisions": lambda: (requise(), But((1, 0, 0))),
    "objectif_fractions": lambda: (minuscule(), But((Fraction(1, 10), Fraction(1, 2), Fraction(0)))),
}
"""Golden name -> variant."""
