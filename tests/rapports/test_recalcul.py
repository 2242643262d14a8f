"""What LibreOffice computes from the workbooks is what the CSV files hold."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from renovation_opt.instance import Instance
from renovation_opt.locale import choisir_langue
from renovation_opt.rapports import classeur
from renovation_opt.rapports.classeur.dessin import LIGNE_ENTETE, LIGNE_TOTAUX
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.tables import Tables
from tests.rapports.libreoffice import modifier, recalculer, sans_valeurs, valeurs_fausses
from tests.rapports.petite_instance import FORMULE

pytestmark = pytest.mark.lent

REFERENCE = Path(__file__).parents[2] / "reports" / "engagement-2017"
COLONNES = {
    "Logements": "logements",
    "Coût total": "cout_eur",
    "Aides": "aides_eur",
    "Fonds propres": "fonds_propres_eur",
    "Énergie cumulée (MWh)": "energie_mwh_cumules",
    "Patrimoine (points)": "points_patrimoine",
    "Mixité (ménages pondérés)": "menages_diversifies",
}
"""Title in the sheet of lots -> column of programme.csv (money gathered as the sheet gathers it)."""
LOTS, PLAN = "xl/worksheets/sheet5.xml", "xl/worksheets/sheet4.xml"


def ajouter_un_euro(nom: str, texte: str) -> str:
    """Add 1 € to the cost of the first row of the plan de financement."""
    if nom != PLAN:
        return texte
    change, fois = re.subn(r'(<c r="I7"[^>]*><v>)(\d+)(</v>)', lambda m: f"{m[1]}{int(m[2]) + 1}{m[3]}", texte)
    assert fois == 1
    return change


def cacher_une_rangee(nom: str, texte: str) -> str:
    """Hide the first row of the lots, as a filter does."""
    if nom != LOTS:
        return texte
    change, fois = re.subn(r'<row r="7"', '<row r="7" hidden="1"', texte)
    assert fois == 1
    return change


@pytest.fixture(scope="module")
def ecrits_xlsx(tables: Tables, contexte: Contexte, inst: Instance) -> dict[str, bytes]:
    """Return the workbooks of the small instance, and that of the reference report."""
    choisir_langue("fr")
    petits = {f"bailleur_{b.code}": classeur.octets_bailleur(tables, contexte, b) for b in inst.bailleurs}
    ensemble = {"ensemble": classeur.octets_programme(tables, contexte)}
    return petits | ensemble | {"reference": (REFERENCE / "programme.xlsx").read_bytes()}


@pytest.fixture(scope="module")
def recalcules(ecrits_xlsx: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    """Return the same with false values recalculated, without values recalculated, and changed by hand."""
    travail = tmp_path_factory.mktemp("xlsx")
    faux = {nom: modifier(octets, valeurs_fausses, travail) for nom, octets in ecrits_xlsx.items()}
    mc = faux["bailleur_mc"]
    autres = {
        "sans_valeurs": modifier(ecrits_xlsx["bailleur_mc"], sans_valeurs, travail),
        "un_euro": modifier(mc, ajouter_un_euro, travail),
        "filtre": modifier(mc, cacher_une_rangee, travail),
    }
    return recalculer(faux | autres, tmp_path_factory.mktemp("libreoffice"))


def formules(octets: bytes) -> dict[tuple[str, str], float]:
    """Return (sheet, cell) -> value written, for every formula of a workbook."""
    livres = [openpyxl.load_workbook(io.BytesIO(octets), data_only=valeurs) for valeurs in (False, True)]
    return {
        (feuille.title, cellule.coordinate): livres[1][feuille.title][cellule.coordinate].value
        for feuille in livres[0].worksheets
        for rangee in feuille.iter_rows()
        for cellule in rangee
        if cellule.data_type == "f"
    }


def totaux(feuille: Worksheet) -> dict[str, Any]:
    """Return title of a column -> its total."""
    titres = [str(c.value).replace("\u00a0", " ") for c in feuille[LIGNE_ENTETE + 1]]
    return dict(zip(titres, (c.value for c in feuille[LIGNE_TOTAUX + 1]), strict=True))


def sommes_csv(fichier: Path) -> dict[str, float]:
    """Return the sums of the columns of a programme.csv, money gathered."""
    lu = pd.read_csv(fichier)
    lu["cout_eur"] = lu["travaux_eur"] + lu["espaces_publics_eur"]
    lu["aides_eur"] = lu[[c for c in lu.columns if c.startswith("aide_")]].sum(axis=1)
    return {titre: float(lu[nom].sum()) for titre, nom in COLONNES.items()}


@pytest.mark.parametrize("nom", ["ensemble", "bailleur_mc", "bailleur_sia", "bailleur_prives", "reference"])
def test_every_formula_is_computed(nom: str, ecrits_xlsx: dict[str, bytes], recalcules: Mapping[str, Workbook]) -> None:
    """All values having been replaced by a false one, each formula gives back the value that we write with it."""
    attendus = formules(ecrits_xlsx[nom])
    obtenus = {cle: recalcules[nom][cle[0]][cle[1]].value for cle in attendus}

    assert len(attendus) >= 70
    assert obtenus == pytest.approx(attendus, abs=1e-6)


def test_without_values(ecrits_xlsx: dict[str, bytes], recalcules: Mapping[str, Workbook]) -> None:
    """The same when no value is written."""
    attendus = formules(ecrits_xlsx["bailleur_mc"])

    assert {c: recalcules["sans_valeurs"][c[0]][c[1]].value for c in attendus} == pytest.approx(attendus, abs=1e-6)


@pytest.mark.parametrize(
    ("nom", "fichier"),
    [("ensemble", ""), ("bailleur_mc", "bailleurs/mc"), ("bailleur_sia", "bailleurs/sia"), ("reference", None)],
)
def test_totals_are_those_of_the_csv(
    nom: str, fichier: str | None, dossier: Path, recalcules: Mapping[str, Workbook]
) -> None:
    """The recalculated totals of the lots, the opérations and the plan are the sums of programme.csv."""
    attendus = sommes_csv((REFERENCE if fichier is None else dossier / fichier) / "programme.csv")
    livre = recalcules[nom]
    lots, operations, plan = (totaux(livre[feuille]) for feuille in ("Lots", "Opérations", "Plan de financement"))

    assert {titre: lots[titre] for titre in attendus} == pytest.approx(attendus, abs=1e-5)
    for titre in ("Logements", "Coût total", "Fonds propres"):
        assert operations[titre] == plan[titre] == attendus[titre]


def test_payments_are_those_of_the_csv(recalcules: Mapping[str, Workbook]) -> None:
    """The recalculated AE and CP of the reference, by fund and by landlord, are the sums of paiements.csv."""
    lu = pd.read_csv(REFERENCE / "paiements.csv")
    paiements, ae_cp = (totaux(recalcules["reference"][f]) for f in ("Paiements", "AE et CP"))

    assert paiements["Engagements (AE)"] == ae_cp["AE, total"] == lu["ae_eur"].sum()
    assert paiements["Paiements (CP)"] == ae_cp["CP, total"] == lu["cp_eur"].sum()
    assert ae_cp["AE, Fonds propres"] == lu.loc[lu["financement"] == "fonds_propres", "ae_eur"].sum()


def test_checks_of_the_first_sheet(recalcules: Mapping[str, Workbook]) -> None:
    """The six differences are nil; one euro added by hand to a row shows as one euro in one of them."""

    def differences(nom: str) -> list[object]:
        lu = recalcules[nom]["Présentation"]
        rangees = [(str(r[0].value), r[1].value) for r in lu.iter_rows()]
        debut = next(i for i, (titre, _v) in enumerate(rangees) if titre.startswith("Contrôles"))
        return [valeur for _titre, valeur in rangees[debut + 1 : debut + 7]]

    assert differences("reference") == differences("bailleur_mc") == [0] * 6
    assert differences("un_euro") == [0, 0, -1, 0, 0, 0]
    assert totaux(recalcules["un_euro"]["Plan de financement"])["Coût total"] == 552_001


def test_totals_follow_the_filter(recalcules: Mapping[str, Workbook]) -> None:
    """A hidden row of 5 dwellings leaves the total of its sheet (13 - 5), not the headline figure (13)."""
    presentation = recalcules["filtre"]["Présentation"]
    chiffres = {str(r[0].value): r[1].value for r in presentation.iter_rows()}

    assert totaux(recalcules["filtre"]["Lots"])["Logements"] == 8
    assert chiffres["Logements rénovés"] == 13


def test_text_is_still_text(recalcules: Mapping[str, Workbook]) -> None:
    """A cité called =1+1 is still its name once LibreOffice has loaded and written the workbook."""
    cellule = recalcules["bailleur_sia"]["Opérations"][f"B{LIGNE_ENTETE + 2}"]

    assert (cellule.value, cellule.data_type) == (FORMULE, "s")
