"""The summary: one screen, plain, honest."""

from __future__ import annotations

from pathlib import Path

from renovation_opt.instance import Instance
from renovation_opt.locale import choisir_langue
from renovation_opt.rapports.resume import LARGEUR, resumer
from renovation_opt.rapports.tables import Tables, construire
from tests.rapports.petite_instance import sans_programme


def test_one_screen(tables: Tables) -> None:
    """At most 80 columns and 40 lines, no colour code."""
    lignes = resumer(tables, Path("reports/essai")).splitlines()

    assert max(len(ligne) for ligne in lignes) <= LARGEUR
    assert len(lignes) <= 40
    assert "\x1b" not in "".join(lignes)


def test_says_status_years_money_objectives_targets_place(tables: Tables) -> None:
    """Each part is there, with its figures."""
    texte = resumer(tables, Path("reports/essai")).replace("\u00a0", " ").replace("\u202f", " ")

    assert "Statut : à 0,13 % au plus du meilleur possible (objectif)" in texte
    assert "  2019       14 " + "█" * 36 + "\n" in texte
    assert "Droit                               270 000 €      210 000 €       60 000 €" in texte
    assert "Region                              210 000 €      105 000 €              –" in texte
    assert "2 404 MWh" in texte
    assert "30 logements : 25 sur 30 logements ; manque 5, soit 16,7 %" in texte
    assert texte.endswith("Fichiers : reports/essai\n")


def test_nothing_opened(inst: Instance) -> None:
    """A programme that opens nothing has a summary without bars."""
    texte = resumer(construire(inst, sans_programme(inst)))

    assert "█" not in texte
    assert "réalisable, sans borne" in texte


def test_english_numbers(tables: Tables) -> None:
    """In English, numbers are written the English way."""
    choisir_langue("en")

    assert "2,404 MWh" in resumer(tables)
