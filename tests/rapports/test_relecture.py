"""Reading a programme back: equal to what was written, and clear about what was changed by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from renovation_opt.errors import EntreeInvalide
from renovation_opt.instance import Instance
from renovation_opt.programme import Solution
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.ecriture import ecrire_rapport
from renovation_opt.rapports.fichiers_csv import STYLES, Style
from renovation_opt.rapports.relecture import fichiers_modifies, lire_programme
from tests.rapports.petite_instance import solution_de

FONDS = ("droit", "region", "anah")


def alterer(dossier: Path, changer: Callable[[str], str]) -> None:
    """Change programme.csv by hand."""
    fichier = dossier / "programme.csv"
    fichier.write_text(changer(fichier.read_text()))


@pytest.mark.parametrize("style", STYLES)
def test_read_back_equals(ecrits: dict[Style, Path], solution: Solution, style: Style) -> None:
    """In both styles, plans and lines come back as they were."""
    assert lire_programme(ecrits[style]) == solution.programme
    assert lire_programme(ecrits[style], FONDS) == solution.programme


@pytest.mark.parametrize("style", STYLES)
def test_lots_too_small_for_the_last_year(inst: Instance, contexte: Contexte, tmp_path: Path, style: Style) -> None:
    """Two lots of one dwelling over two years have no line in the second: the duration comes back all the same."""
    petits = replace(inst.lots, logements=np.array([1, 1, 8, 4], dtype=np.int32))
    solution = solution_de(replace(inst, lots=petits))
    ecrire_rapport(tmp_path / "r", replace(inst, lots=petits), solution, contexte, style)

    assert {ligne.annee for ligne in solution.programme.lignes if ligne.operation == "c1/mc"} == {2018}
    assert lire_programme(tmp_path / "r").plans[0].duree == 2
    assert lire_programme(tmp_path / "r") == solution.programme


def test_saved_by_excel_with_crlf(dossier: Path, solution: Solution) -> None:
    """Line ends of another system change nothing."""
    fichier = dossier / "programme.csv"
    fichier.write_bytes(fichier.read_bytes().replace(b"\n", b"\r\n"))

    assert lire_programme(dossier) == solution.programme


@pytest.mark.parametrize(
    ("avant", "apres", "message"),
    [
        ("logements,", "", "programme.csv, ligne 1, logements : une colonne manque"),
        ("montage,", "montage,remarque,", "programme.csv, ligne 1, colonne 17, remarque : une colonne est de trop"),
        ("annee,operation,", "operation,annee,", "programme.csv, ligne 1 : l'ordre des colonnes a changé"),
        (",200000,", ",200 000,", "ligne 2, colonne 18, travaux_eur = 200 000 : ce n'est pas un nombre entier"),
        (",200000,", ",,", "ligne 2, colonne 18, travaux_eur = «» : ce n'est pas un nombre entier"),
        (",200000,", ",-5,", "ligne 2, colonne 18, travaux_eur = -5 : le nombre est trop petit"),
        (",200000,10000,", ",200000,", "ligne 2 : la ligne a 27 cellules"),
        (",ensemble_patrimonial,", ",musee,", "parti = musee : ce parti est inconnu"),
        ("2019,c1/mc,c1,", "2018,c1/mc,c1,", "cette ligne est en double"),
        ("2018,c1/mc,", "2018,,", "operation = «» : la cellule est vide"),
        (",2018,2,", ",2018,0,", "duree = 0 : le nombre est trop petit"),
        (",2018,2,", ",2019,2,", "annee = 2018 : cette année est hors du chantier. Attendu : une année de 2019 à 2020"),
    ],
)
def test_tampered_file(dossier: Path, avant: str, apres: str, message: str) -> None:
    """Each fault is named with its place, what was found and what to do."""
    alterer(dossier, lambda texte: texte.replace(avant, apres, 1))
    with pytest.raises(EntreeInvalide) as erreur:
        lire_programme(dossier)

    assert message in str(erreur.value)
    assert "Relancez" in str(erreur.value)


def test_all_problems_at_once(dossier: Path) -> None:
    """Two bad cells give two problems."""
    alterer(dossier, lambda texte: texte.replace(",200000,", ",x,").replace(",328000,", ",y,"))
    with pytest.raises(EntreeInvalide) as erreur:
        lire_programme(dossier)

    assert [p.trouve for p in erreur.value.problemes] == ["x", "y"]


@pytest.mark.parametrize(
    ("avant", "apres", "message"),
    [
        (",patrimoine,", ",socle,", "le bouquet change au sein du lot"),
        ("droit_commun", "anah", "la valeur change au sein de l'opération"),
        (",ensemble_patrimonial,", ",courant,", "la valeur change au sein de l'opération"),
        (",2018,2,", ",2018,3,", "duree = 3 : la valeur change au sein de l'opération"),
    ],
)
def test_contradictory_lines(dossier: Path, avant: str, apres: str, message: str) -> None:
    """The lines of one opération agree on its chantier, montage and bouquets."""
    lignes = (dossier / "programme.csv").read_text().splitlines()
    lignes[3] = lignes[3].replace(avant, apres)
    (dossier / "programme.csv").write_text("\n".join(lignes) + "\n")
    with pytest.raises(EntreeInvalide, match=message):
        lire_programme(dossier)


def test_funds_of_another_scenario(dossier: Path) -> None:
    """A programme written for other funds is refused, fund by fund."""
    with pytest.raises(EntreeInvalide, match="aide_fis_eur : une colonne manque"):
        lire_programme(dossier, (*FONDS, "fis"))


@pytest.mark.parametrize("octets", [b"", b"\xff\xfe", b'annee,"operation', b"\0"])
def test_not_a_programme(dossier: Path, octets: bytes) -> None:
    """A file that is no CSV in UTF-8 is an input error, not a crash."""
    (dossier / "programme.csv").write_bytes(octets)
    with pytest.raises(EntreeInvalide):
        lire_programme(dossier)


def test_missing_programme(tmp_path: Path) -> None:
    """A folder without a programme says so."""
    with pytest.raises(EntreeInvalide, match="le programme est introuvable"):
        lire_programme(tmp_path)


def test_modified_files(dossier: Path) -> None:
    """The manifest tells which files are no longer those that were written."""
    assert fichiers_modifies(dossier) == ()

    alterer(dossier, lambda texte: texte + "\n")
    (dossier / "prix.csv").unlink()

    assert fichiers_modifies(dossier) == ("prix.csv", "programme.csv")


def test_manifest_unreadable(dossier: Path) -> None:
    """Without a manifest nothing can be compared."""
    (dossier / "manifeste.json").write_text("[]")
    with pytest.raises(EntreeInvalide, match="manifeste"):
        fichiers_modifies(dossier)
