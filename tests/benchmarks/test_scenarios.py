"""The measures of scenarios and of warm starts, on the small shipped scenario; no time is asserted."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.reprise import CHANGEMENTS, resoudre
from benchmarks.scenarios import TITRES, mesurer, tableau
from renovation_opt.build import construire
from renovation_opt.instance import Instance
from renovation_opt.schemas.chargement import charger

EXEMPLE = Path("scenarios/exemple.yaml")


@pytest.fixture(scope="module")
def inst() -> Instance:
    """Return the small shipped scenario."""
    return construire(charger(EXEMPLE))


def test_un_scenario_donne_une_ligne() -> None:
    """Prouve que la mesure nomme la méthode et la dernière étape, et trouve un programme."""
    mesure = mesurer(EXEMPLE, 20.0)

    assert mesure[:2] == ("exemple", "ponderee")
    assert mesure[2] != "–"
    assert "ponderee 0.00 %" in mesure[3]
    assert [ligne.count("|") for ligne in tableau([mesure]).splitlines()] == [len(TITRES) + 1] * 3


def _valeurs(inst: Instance) -> tuple[object, ...]:
    """Return what changes may change."""
    return [f.tranches_eur for f in inst.fonds], [cible.seuil for cible in inst.cibles], inst.objectif.poids


@pytest.mark.parametrize("nom", CHANGEMENTS)
def test_un_changement_se_resout_a_froid_et_a_chaud(inst: Instance, nom: str) -> None:
    """Prouve que chaque changement en est un, et que les deux départs prouvent le même écart."""
    change = CHANGEMENTS[nom](inst)
    _duree, _ecart, laissee = resoudre(inst, Fraction(0))

    assert _valeurs(change) != _valeurs(inst)
    ecarts = [resoudre(change, Fraction(0), depart)[1] for depart in (None, laissee)]
    assert ecarts == pytest.approx([0.0, 0.0], abs=1e-4)
