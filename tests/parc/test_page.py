"""The page and the schema say what the table of columns says."""

from __future__ import annotations

import json
from pathlib import Path

from renovation_opt.locale import choisir_langue
from renovation_opt.parc import COLONNES, NOMS, page_markdown, schema_json
from renovation_opt.parc.mots import normaliser

PAGE = Path(__file__).parents[2] / "docs" / "parc.md"


def test_page_a_jour() -> None:
    """docs/parc.md is the output of page_markdown."""
    choisir_langue("fr")

    assert PAGE.read_text(encoding="utf-8") == page_markdown(), "écrire page_markdown() dans docs/parc.md"


def test_schema() -> None:
    """The schema is JSON, names every column, and requires the mandatory ones."""
    lignes = json.loads(json.dumps(schema_json()))["items"]

    assert tuple(lignes["properties"]) == NOMS
    assert lignes["required"] == [colonne.nom for colonne in COLONNES if colonne.obligatoire]
    assert lignes["properties"]["surface_moyenne_m2"]["minimum"] == 10


def test_table_coherente() -> None:
    """Every column has a meaning and an expectation; numbers have bounds, choices have values, codes have a form."""
    for colonne in COLONNES:
        assert colonne.sens.endswith(".")
        assert colonne.attendu
        assert normaliser(colonne.nom) == colonne.nom
        assert colonne.numerique == (colonne.bornes is not None)
        assert (colonne.type in {"choix", "oui_non"}) == bool(colonne.valeurs)
        assert (colonne.type == "code") == bool(colonne.motif)
        assert not colonne.valeurs or not colonne.defaut or colonne.defaut in colonne.valeurs
