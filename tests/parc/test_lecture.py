"""What a landlord exports is read the same whatever its form; what cannot be read is refused with its reason."""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from renovation_opt.errors import EntreeInvalide
from renovation_opt.parc import NOMS, examiner_parc, lire_parc
from renovation_opt.parc.lecture import Parc

from .conftest import Fabrique, lignes_du_parc, lot

LIGNES: tuple[dict[str, str], ...] = (
    {},
    lot("b", surface_moyenne_m2="70.25"),
    lot("c", commune='L"escarpelle', grappe=""),
)
VARIANTES: dict[str, dict[str, Any]] = {
    "bom": {"encodage": "utf-8-sig"},
    "points-virgules": {"sep": ";"},
    "tabulations": {"sep": "\t"},
    "windows": {"encodage": "cp1252", "sep": ";", "fin": "\r\n"},
    "crlf": {"fin": "\r\n"},
    "cr": {"fin": "\r"},
    "guillemets": {"citer": csv.QUOTE_ALL},
    "ordre": {"colonnes": NOMS[::-1]},
}


def _refus(chemin: Path) -> str:
    with pytest.raises(EntreeInvalide) as refus:
        lire_parc(chemin)
    return str(refus.value)


def _memes(obtenu: Parc, attendu: Parc) -> None:
    assert_frame_equal(obtenu.table, attendu.table)
    assert obtenu.lignes.tolist() == attendu.lignes.tolist()
    assert obtenu.avertissements == ()


def test_table_typee(ecrire: Fabrique) -> None:
    """The table has every column in canonical order: int64 counts, float64 numbers, str for the rest."""
    parc = lire_parc(ecrire(*LIGNES))

    assert tuple(parc.table.columns) == NOMS
    assert str(parc.table["nb_logements"].dtype) == "int64"
    assert str(parc.table["surface_moyenne_m2"].dtype) == "float64"
    assert str(parc.table["code_insee"].dtype) == "str"
    assert parc.table["surface_moyenne_m2"].tolist() == [65.5, 70.25, 65.5]
    assert parc.table["commune"].tolist() == ["Lens", "Lens", 'L"escarpelle']
    assert parc.lignes.tolist() == [2, 3, 4]
    assert not parc.table.isna().any().any()


@pytest.mark.parametrize("options", VARIANTES.values(), ids=VARIANTES.keys())
def test_variantes_csv(ecrire: Fabrique, options: dict[str, Any]) -> None:
    """Separator, encoding, line ends, quotes and order of the columns change nothing."""
    attendu = lire_parc(ecrire({}, lot("b", surface_moyenne_m2="70.25")))
    _memes(lire_parc(ecrire({}, lot("b", surface_moyenne_m2="70.25"), nom="autre.csv", **options)), attendu)


@pytest.mark.parametrize("sep", [",", ";"])
def test_virgule_decimale(ecrire: Fabrique, sep: str) -> None:
    """A decimal comma is read, bare with ``;`` and between quotes with ``,``."""
    attendu = lire_parc(ecrire({"surface_moyenne_m2": "65.5", "latitude": "50.43"}))
    _memes(lire_parc(ecrire({"surface_moyenne_m2": "65,5", "latitude": "50,43"}, sep=sep, nom="v.csv")), attendu)


@pytest.mark.parametrize("typee", [True, False])
def test_parquet(ecrire: Fabrique, tmp_path: Path, typee: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Parquet gives the table of the CSV, its columns typed or all texts; rows are numbered from 1."""
    attendu = lire_parc(ecrire({}, lot("b")))
    table = attendu.table if typee else attendu.table.astype("str")
    table.astype({"siren_epci": "int64"} if typee else {}).to_parquet(tmp_path / "p.parquet", index=False)
    parc = lire_parc(tmp_path / "p.parquet")

    assert_frame_equal(parc.table, attendu.table)
    assert parc.lignes.tolist() == [1, 2]


def test_parquet_verifie(ecrire: Fabrique, tmp_path: Path) -> None:
    """Missing, infinite and boolean values of a Parquet go through the same checks."""
    table = lire_parc(ecrire({}, lot("b"))).table.assign(
        qpv=[True, False], surface_moyenne_m2=pd.Series([None, float("inf")])
    )
    table.to_parquet(tmp_path / "p.parquet", index=False)
    texte = _refus(tmp_path / "p.parquet")

    assert "p.parquet, ligne 1, surface_moyenne_m2 : la valeur manque" in texte
    assert "ligne 2, surface_moyenne_m2 = inf : le nombre n'est pas fini" in texte
    assert "qpv" not in texte


def test_parquet_colonne_illisible(ecrire: Fabrique, tmp_path: Path) -> None:
    """A column of lists is refused by name, without a traceback."""
    lire_parc(ecrire({})).table.assign(cite=pd.Series([["a", "b"]])).to_parquet(tmp_path / "p.parquet", index=False)

    assert "cite : la colonne, de type" in _refus(tmp_path / "p.parquet")


def test_entetes_tolerees(ecrire: Fabrique) -> None:
    """Capitals, accents and spaces in the header are read, with a warning for each column."""
    chemin = ecrire({})
    chemin.write_text(chemin.read_text().replace("commune,", " Commune ,").replace("qualite", "Qualité"))
    parc = lire_parc(chemin)

    assert {probleme.cle for probleme in parc.avertissements} == {"commune", "qualite"}


def test_colonnes_en_trop(ecrire: Fabrique) -> None:
    """Unknown columns are ignored and said so, by name."""
    parc = lire_parc(ecrire({"etage": "2"}, colonnes=(*NOMS, "etage")))

    assert tuple(parc.table.columns) == NOMS
    assert "colonnes ignorées, car inconnues : etage" in parc.avertissements[0].texte()


def test_colonnes_absentes(ecrire: Fabrique) -> None:
    """Every absent mandatory column is named, with the unknown one it looks like; other faults are told too."""
    noms = tuple({"surface_moyenne_m2": "surface_moyene"}.get(nom, nom) for nom in NOMS if nom != "epci")
    texte = _refus(ecrire({"surface_moyene": "3", "qpv": "peut-être"}, colonnes=noms))

    assert "Renommez la colonne « surface_moyene » en surface_moyenne_m2" in texte
    assert "ligne 1, epci : la colonne obligatoire est absente" in texte
    assert "qpv = peut-être" in texte
    assert "manque" not in texte


def test_colonne_facultative_absente(ecrire: Fabrique) -> None:
    """An absent optional column takes its default, and it is said; a misspelt one is an error."""
    parc = lire_parc(ecrire({}, colonnes=tuple(nom for nom in NOMS if nom != "qualite")))

    assert parc.table["qualite"].tolist() == ["estime"]
    assert "« estime » est prise partout" in parc.avertissements[0].texte()
    fautive = tuple("taux_vacances" if nom == "taux_vacance" else nom for nom in NOMS)
    assert "« taux_vacances » en taux_vacance" in _refus(ecrire({}, colonnes=fautive))


def test_colonne_en_double(ecrire: Fabrique) -> None:
    """A column written twice is refused: which one is right cannot be known."""
    assert "commune : la colonne figure 2 fois" in _refus(ecrire({}, colonnes=(*NOMS, "commune")))


def test_mauvais_nombre_de_champs(ecrire: Fabrique) -> None:
    """Rows too short or too long are named by line, and the others are still checked, each on its own line."""
    chemin = ecrire({}, lot("b"), lot("c"), {"surface_moyenne_m2": "-45"})
    lignes = chemin.read_text().splitlines()
    lignes[1] += ",x"
    lignes[3] = "c,d"
    chemin.write_text("\n".join([lignes[0], "", *lignes[1:]]))
    texte = _refus(chemin)

    assert "ligne 3 : 33 champs au lieu de 32" in texte
    assert "ligne 5 : 2 champs au lieu de 32" in texte
    assert "ligne 6, surface_moyenne_m2 = -45" in texte


def test_lignes_du_fichier(ecrire: Fabrique) -> None:
    """Lines count as in an editor, through blank lines and line ends between quotes."""
    chemin = ecrire({"source": "deux\nlignes"}, lot("b"), lot("c", qpv="?"))
    chemin.write_text(chemin.read_text().replace("\ncite-9/mc/E/2", "\n\n\ncite-9/mc/E/2"))
    texte = _refus(chemin)

    assert "ligne 2, source" in texte
    assert "ligne 7, qpv = ?" in texte


def test_lignes_de_separateurs(ecrire: Fabrique) -> None:
    """Rows of separators only, which spreadsheets leave at the end, are ignored and said so."""
    chemin = ecrire({})
    chemin.write_text(chemin.read_text() + "," * (len(NOMS) - 1) + "\n")
    parc = lire_parc(chemin)

    assert len(parc.table) == 1
    assert "ligne 3 : 1 lignes vides sont ignorées" in parc.avertissements[0].texte()


ENTETE = ",".join(NOMS).encode()
ILLISIBLES: tuple[tuple[str, bytes, str], ...] = (
    ("vide", b"", "le fichier est vide"),
    ("blanc", b"\n\n  \n", "le fichier est vide"),
    ("bom seul", b"\xef\xbb\xbf\n", "le fichier est vide"),
    ("en-tête seule", ENTETE + b"\n", "aucun lot"),
    ("binaire", bytes(range(256)) * 40, "n'est pas un texte"),
    ("zip", b"PK\x03\x04\x14\x00\x06\x00" * 20, "n'est pas un texte"),  # an xlsx renamed csv
    ("nul", ENTETE + b"\n" + b"a" * 200 + b"\0,b\n", "ligne 2 : un octet nul"),
    ("utf-16", ENTETE.decode().encode("utf-16"), "UTF-16"),
    ("utf-8 abîmé", ENTETE + "\nCité".encode() + b" \xe9t\xe9\n", "ligne 2 : l'encodage est illisible à l'octet 0xe9"),
    ("ni l'un ni l'autre", ENTETE + b"\n\n\x81\n", "ligne 3 : l'encodage est illisible à l'octet 0x81"),
    ("guillemet ouvert", ENTETE + b'\n"abc\n', "ligne 2 : un guillemet ouvert n'est pas refermé"),
    ("guillemets isolés", ENTETE + b'\na",\nb",\n', "guillemets ne vont pas par paires"),
    ("autre chose", b"bonjour\nle monde\n", "la colonne obligatoire est absente"),
    ("une ligne immense", b"a" * 3_000_000, "la colonne obligatoire est absente"),
    ("faux parquet", b"PAR1 rien de tel PAR1", "pas un fichier Parquet lisible"),
)


@pytest.mark.parametrize(("octets", "message"), [c[1:] for c in ILLISIBLES], ids=[c[0] for c in ILLISIBLES])
def test_illisibles(tmp_path: Path, octets: bytes, message: str) -> None:
    """A file that is not a parc is refused with its reason, never with a traceback."""
    chemin = tmp_path / "parc.csv"
    chemin.write_bytes(octets)

    assert message in _refus(chemin)


def test_chemins(tmp_path: Path) -> None:
    """A path that leads nowhere, to a folder, or to a CSV named .parquet is refused with its name."""
    (tmp_path / "parc.parquet").write_text("a,b\n1,2\n")

    assert "absent.csv : le fichier n'existe pas" in _refus(tmp_path / "absent.csv")
    assert "c'est un dossier" in _refus(tmp_path)
    assert "le fichier ne s'ouvre pas" in _refus(tmp_path / "a\0b.csv")
    assert "parc.parquet : ce n'est pas un fichier Parquet" in _refus(tmp_path / "parc.parquet")


def test_parc_de_reference() -> None:
    """The reference parc has neither error nor warning."""
    chemin = Path(__file__).parents[2] / "data" / "parc_logements.csv"

    assert examiner_parc(chemin)[1] == []


def test_cent_mille_lignes(tmp_path: Path, ecrire: Fabrique) -> None:
    """A parc of 100 000 rows reads whole, and a fault on its last row is found on its line."""
    nombre = 100_000
    table = lire_parc(ecrire({})).table.iloc[[0] * nombre].reset_index(drop=True)
    table["lot_id"] = "lot-" + pd.Series(range(nombre)).astype("str")
    table.to_csv(tmp_path / "grand.csv", index=False)

    assert len(lire_parc(tmp_path / "grand.csv").table) == nombre
    table.loc[nombre - 1, "lot_id"] = "lot-0"
    table.to_csv(tmp_path / "grand.csv", index=False)
    assert f"ligne {nombre + 1}, lot_id = lot-0 : cet identifiant est déjà celui de la ligne 2" in _refus(
        tmp_path / "grand.csv"
    )


@given(st.integers(0, 10_000), st.binary(max_size=3), st.integers(0, 5))
def test_octets_changes(place: int, octets: bytes, retires: int) -> None:
    """Whatever bytes are changed in a good file, the answer is a parc or problems, never another exception."""
    bon = "\n".join([",".join(NOMS), *(",".join(ligne.values()) for ligne in lignes_du_parc(*[{"cite": "Cité"}] * 3))])
    encode = bon.encode()
    debut = place % len(encode)
    with TemporaryDirectory() as dossier:
        chemin = Path(dossier) / "parc.csv"
        chemin.write_bytes(encode[:debut] + octets + encode[debut + retires :])
        parc, problemes = examiner_parc(chemin)

    assert (parc is None) == any(probleme.gravite == "erreur" for probleme in problemes)
