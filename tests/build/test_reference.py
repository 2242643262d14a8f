"""The shipped scenarios build, and their totals are those of the parc."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from renovation_opt.build import construire
from renovation_opt.instance import Instance
from renovation_opt.montage import aide_due, cumul_aides
from renovation_opt.schemas.chargement import charger

RACINE = Path(__file__).parents[2]
SCENARIOS = {"exemple": "scenarios/exemple/parc.csv", "engagement-2017": "data/parc_logements.csv"}


@pytest.fixture(scope="module", params=SCENARIOS)
def livre(request: pytest.FixtureRequest) -> tuple[Instance, list[dict[str, str]]]:
    """Return a shipped scenario, built, and the rows of its parc."""
    inst = construire(charger(RACINE / "scenarios" / f"{request.param}.yaml"))
    with (RACINE / SCENARIOS[request.param]).open(encoding="utf-8") as fichier:
        return inst, list(csv.DictReader(fichier))


def test_aucun_logement_perdu(livre: tuple[Instance, list[dict[str, str]]]) -> None:
    """Prouve que le stock des cités est celui du parc, et que tout E, F ou G est dans un lot ou écarté."""
    inst, lignes = livre
    total = sum(int(x["nb_logements"]) for x in lignes)
    energivores = sum(int(x["nb_logements"]) for x in lignes if x["etiquette_dpe"] in "EFG")
    traitables = int(inst.lots.logements[inst.lots.etiquette >= 4].sum())

    assert sum(c.logements for c in inst.cites) == total
    assert traitables <= energivores
    if not any("écartées" in a for a in inst.avertissements):
        assert traitables == energivores
    assert int(inst.operations.logements.sum()) == int(inst.lots.logements.sum())


def test_tableaux_coherents(livre: tuple[Instance, list[dict[str, str]]]) -> None:
    """Prouve que les pointeurs se suivent, que chaque lot a un choix, et chaque opération un montage sans aide."""
    inst, _lignes = livre
    for debuts, nb in (
        (inst.lots.choix_debut, len(inst.choix.lot)),
        (inst.lots.option_debut, len(inst.options.choix)),
        (inst.operations.lot_debut, len(inst.lots.codes)),
        (inst.operations.chantier_debut, len(inst.chantiers.debut)),
    ):
        assert (debuts[0], debuts[-1]) == (0, nb)
        assert (np.diff(debuts) >= 0).all()
    assert (np.diff(inst.lots.choix_debut)[inst.lots.obligatoire] > 0).all()
    assert (np.diff(inst.choix.lot) >= 0).all()
    assert (np.diff(inst.lots.operation) >= 0).all()
    assert len(set(inst.operations.codes)) == len(inst.operations.codes)
    assert all(np.diff(inst.operations.lot_debut) > 0)


def test_l_equilibre_de_chaque_option(livre: tuple[Instance, list[dict[str, str]]]) -> None:
    """Prouve C5 et C7 partout : travaux + espaces = aides + argent propre ; aides dans la part permise."""
    inst, _lignes = livre
    choix = inst.options.choix
    travaux, espaces = inst.choix.travaux_eur[choix], inst.espaces_eur[inst.choix.lot[choix]]
    aides = inst.options.aide_eur.sum(axis=1)
    sur_espaces = inst.options.aide_espaces_eur.sum(axis=1)

    assert (travaux + espaces == aides + inst.options.fonds_propres_eur).all()
    assert ((aides - sur_espaces) * inst.cumul.denominator <= travaux * inst.cumul.numerator).all()
    assert (sur_espaces * inst.cumul.denominator <= espaces * inst.cumul.numerator).all()
    assert (inst.options.aide_eur >= 0).all()


def test_une_option_recalculee(livre: tuple[Instance, list[dict[str, str]]]) -> None:
    """Prouve que les aides sur travaux de cent options sont celles de la règle, appliquée une option à la fois."""
    inst, _lignes = livre
    for q in np.random.default_rng(0).choice(len(inst.options.choix), 100):
        p, montage = int(inst.options.choix[q]), inst.montages[inst.options.montage[q]]
        base = inst.choix.travaux_eur[p : p + 1]
        conso = inst.lots.conso_ep[inst.choix.lot[p : p + 1]].astype(np.int64)
        dues = []
        for f, niveau in zip(montage.fonds, montage.niveaux, strict=True):
            paie = inst.fonds[f].sur_travaux and bool(inst.choix.eligible[p, f])
            gain = inst.choix.gain_ep[p : p + 1].astype(np.int64)
            dues.append(aide_due(inst.fonds[f], base, gain, conso, niveau) * int(paie))
        retenues = cumul_aides(dues, base, inst.cumul)

        for s, aide in enumerate(retenues):
            sur_travaux = inst.options.aide_eur[q, s] - inst.options.aide_espaces_eur[q, s]
            assert sur_travaux.tolist() == aide[0].tolist()
