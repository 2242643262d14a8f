"""The arrays of the shipped scenarios do not change unless someone wants it, and large parcs change nothing."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from renovation_opt.build import construire
from renovation_opt.build.options import Contexte, faire_options
from renovation_opt.instance import Instance, PoidsDeGroupe
from renovation_opt.schemas.chargement import charger
from tests.build.empreintes import FICHIER, empreinte, scenarios

RAPIDES = ("exemple", "engagement-2017")
LENTES = [pytest.param(c, marks=() if c.stem in RAPIDES else pytest.mark.lent, id=c.stem) for c in scenarios()]


@pytest.mark.parametrize("chemin", LENTES)
def test_memes_tableaux(chemin: Path) -> None:
    """Prouve que les tableaux d'un scénario livré sont ceux d'avant : valeurs, types, ordre."""
    attendues = json.loads(FICHIER.read_text(encoding="utf-8"))
    assert empreinte(construire(charger(chemin))) == attendues[chemin.stem]


@pytest.mark.parametrize("taille", [1, 7, 1_000])
def test_options_par_tranches(taille: int) -> None:
    """Prouve que les options ne dépendent pas de la taille des tranches, même d'une seule opération chacune."""
    inst = construire(charger(scenarios()[[c.stem for c in scenarios()].index("exemple")]))
    ctx = _contexte(inst)
    entieres, montages = faire_options(ctx, len(inst.operations.codes))
    coupees, memes_montages = faire_options(ctx, len(inst.operations.codes), taille)
    assert montages == memes_montages == inst.operations.montages
    for champ in fields(entieres):
        attendu, trouve = getattr(entieres, champ.name), getattr(coupees, champ.name)
        assert attendu.dtype == trouve.dtype, champ.name
        np.testing.assert_array_equal(attendu, trouve, champ.name)


def _contexte(inst: Instance) -> Contexte:
    """Return what the options of an Instance were made from."""
    return Contexte(
        fonds=inst.fonds,
        montages=inst.montages,
        cumul=inst.cumul,
        choix=inst.choix,
        lot_operation=inst.lots.operation,
        obligatoire=inst.lots.obligatoire,
        conso_ep=inst.lots.conso_ep.astype(np.int64),
        espaces_eur=inst.espaces_eur,
        plafond_eur=inst.reste_a_charge_eur[inst.operations.bailleur[inst.lots.operation]],
    )


def test_poids_d_un_groupe() -> None:
    """Prouve que les poids d'un groupe parmi d'autres se lisent comme un tableau : 12 = 15 - 3 ici, -3 ailleurs.

    Choix 0 et 2 du groupe 1, mais le choix 2 ne compte pas.
    """
    compte, groupe = np.array([True, True, False]), np.array([1, 0, 1], dtype=np.int32)
    poids = PoidsDeGroupe(compte, groupe, 1, 12, -3)
    tableau = np.asarray(poids)
    assert (tableau.dtype.name, tableau.tolist(), len(poids)) == ("int64", [12, -3, -3], 3)
    assert [int(poids[p]) for p in range(3)] == [12, -3, -3]
    assert poids[np.array([2, 0])].tolist() == [-3, 12]
