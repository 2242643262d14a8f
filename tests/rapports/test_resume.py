"""The summary: one screen, plain, honest."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from renovation_opt.instance import Instance
from renovation_opt.locale import choisir_langue
from renovation_opt.programme import Solution
from renovation_opt.rapports.resume import LARGEUR, MINIMUM, resumer
from renovation_opt.rapports.tables import Tables, construire
from tests.rapports.petite_instance import sans_programme

LIBELLES = (
    "Droit commun du logement social",
    "Région Hauts-de-France",
    "Anah, habitat privé des propriétaires occupants",
)


@pytest.fixture(scope="module")
def longues(inst: Instance, solution: Solution) -> Tables:
    """Return figures whose funds and targets have long names."""
    fonds = tuple(replace(f, libelle=libelle) for f, libelle in zip(inst.fonds, LIBELLES, strict=True))
    cibles = tuple(replace(c, libelle=c.libelle + " dans les cités prioritaires du bassin") for c in inst.cibles)
    return construire(replace(inst, fonds=fonds, cibles=cibles, titre=inst.titre * 6), solution)


def plat(texte: str) -> str:
    """Return a text with plain spaces, on one line."""
    return " ".join(texte.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_one_screen(tables: Tables) -> None:
    """At most 80 columns and 40 lines, no colour code."""
    lignes = resumer(tables, Path("reports/essai")).splitlines()

    assert max(len(ligne) for ligne in lignes) <= LARGEUR
    assert len(lignes) <= 40
    assert "\x1b" not in "".join(lignes)


@pytest.mark.parametrize("largeur", [200, 100, 80, 70, 60, 50, MINIMUM])
def test_any_width(longues: Tables, largeur: int) -> None:
    """Whatever the width, lines hold in it and no figure is lost; only names are cut."""
    texte = resumer(longues, Path("reports/essai"), largeur)
    montants = set(re.findall(r"\d[\d\u202f]*\u00a0€", resumer(longues)))

    assert max(map(len, texte.splitlines())) <= largeur
    assert set(re.findall(r"\d[\d\u202f]*\u00a0€", texte)) == montants
    assert len(montants) >= 8
    assert "25 sur 30 logements ; manque 5, soit 16,7 %" in plat(texte)


def test_names_are_whole_when_there_is_room(longues: Tables) -> None:
    """At 80 columns the longest fund of the Engagement is not cut; at 60 it is; under that it has its own lines."""
    textes = {largeur: resumer(longues, None, largeur) for largeur in (LARGEUR, 60, MINIMUM)}

    assert LIBELLES[0] in textes[LARGEUR]
    assert LIBELLES[0] not in textes[60]
    assert "…" in textes[60]
    assert re.search(r"  Droit commun du logement social\n    disponible +270\u202f000\u00a0€\n", textes[MINIMUM])


def test_a_path_is_never_cut(tables: Tables) -> None:
    """The folder can be copied from the screen even when it is longer than the line."""
    dossier = Path("un/dossier-au-nom-tres-long" * 6)

    assert str(dossier) in resumer(tables, dossier, 60)


def test_says_status_years_money_objectives_targets_place(tables: Tables) -> None:
    """Each part is there, with its figures."""
    texte = resumer(tables, Path("reports/essai")).replace("\u00a0", " ").replace("\u202f", " ")

    assert "Statut : à 0,13 % au plus du meilleur possible (objectif)" in texte
    assert "  2019       14 " + "█" * 36 + "\n" in texte
    assert re.search(r"  Droit +270 000 € +210 000 € +60 000 €\n", texte)
    assert re.search(r"  Region +210 000 € +105 000 € +–\n", texte)
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

    assert "2,404\u00a0MWh" in resumer(tables)
