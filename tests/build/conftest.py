"""Small scenarios written on disk and built: a parc of a few rows, two funds, the reference hypotheses."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from renovation_opt.build import construire
from renovation_opt.instance import Instance
from renovation_opt.schemas.chargement import charger
from tests.parc.conftest import Fabrique
from tests.parc.conftest import ecrire as ecrire  # noqa: PLC0414 - the fixture that writes a parc

RACINE = Path(__file__).parents[2]
Batir = Callable[..., Instance]

SCENARIO: Mapping[str, Any] = {
    "nom": "essai",
    "titre": "Essai",
    "parc": "../parc.csv",
    "hypotheses": "../models/erbm-2017.yaml",
    "horizon": {"debut": 2017, "tranches": 3},
    "financements": {
        "etat": {"libelle": "État", "contributeur": "etat", "montant": "3 M€", "taux": "25 %", "plafond_aide": "18 k€"},
        "region": {"libelle": "Région", "contributeur": "region", "montant": "1 M€", "taux": "10 %"},
    },
    "montages": {"duo": ["etat", "region"], "seul": ["region"]},
    "bailleurs": {
        "maisons_et_cites": {"logements_par_an": 60},
        "proprietaires_prives": {"reste_a_charge_max": "25 k€"},
        "autres_bailleurs": {},
    },
    "objectif": {"methode": "ponderee", "poids": {"energie": 1, "patrimoine": 1, "mixite": 1}},
}
"""Without any limit but the places of one landlord."""


def lot(numero: int, **champs: str) -> dict[str, str]:
    """Return a row of the parc, with its number in its name."""
    return {"lot_id": f"lot-{numero}", **champs}


def prive(numero: int, **champs: str) -> dict[str, str]:
    """Return a private row of the parc."""
    return lot(
        numero, **{"statut": "prive", "bailleur": "proprietaires_prives_lens_lievin", "nb_logements": "5", **champs}
    )


@pytest.fixture
def batir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ecrire: Fabrique) -> Batir:
    """Return what writes a scenario and a parc, and builds them; the scenario is YAML, so that years are numbers."""
    for dossier in ("scenarios", "models"):
        (tmp_path / dossier).mkdir()
    shutil.copy(RACINE / "models" / "erbm-2017.yaml", tmp_path / "models")
    monkeypatch.chdir(tmp_path)

    def faire(*lignes: Mapping[str, str], **champs: object) -> Instance:
        ecrire(*(lignes or (lot(1),)), nom="parc.csv")
        chemin = Path("scenarios") / "essai.yaml"
        texte = json.dumps({**SCENARIO, **champs}, indent=1, ensure_ascii=False)
        chemin.write_text("# Question ?\n" + re.sub(r'"(\d{4})":', r"\1:", texte), encoding="utf-8")
        return construire(charger(chemin))

    return faire
