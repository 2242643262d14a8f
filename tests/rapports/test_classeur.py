"""The workbooks, as openpyxl reads them: with formulas, and with the values that a board sees."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pytest
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from renovation_opt.instance import Instance
from renovation_opt.locale import choisir_langue
from renovation_opt.programme import Solution
from renovation_opt.rapports import classeur
from renovation_opt.rapports.classeur.dessin import LIGNE_ENTETE, LIGNE_TOTAUX
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.tables import Tables, construire
from tests.rapports.petite_instance import FORMULE, SCRIPT, sans_programme, solution_de

COMMUNES = ["Opérations", "Plan de financement", "Lots", "AE et CP", "Paiements"]
DU_BAILLEUR = ["Présentation", "Année par année", *COMMUNES, "Indicateurs", "Hypothèses"]
DU_PROGRAMME = [
    *("Présentation", "Année par année", "Bailleurs", "Intercommunalités", *COMMUNES),
    *("Tranches", "Cibles", "Indicateurs", "Hypothèses"),
]
HOSTILES = ("=1+1", "@SUM(A1)", "+1", "-1", "\t=1", "\r=1", "{=1+1}", "'=1", '=HYPERLINK("x")', "2", "<b>&amp;</b>")
MANQUE = '[<=0]0.0%;[<0.0005]"<\u00a00,1\u202f%";0.0%'
"""A shortfall as a share: little is not nothing."""
ENTETE, TOTAUX = LIGNE_ENTETE + 1, LIGNE_TOTAUX + 1


@pytest.fixture(scope="module")
def ecrits_xlsx(tables: Tables, contexte: Contexte, inst: Instance) -> dict[str, bytes]:
    """Return the workbook of the programme and that of each landlord, in French."""
    choisir_langue("fr")
    des_bailleurs = {b.code: classeur.octets_bailleur(tables, contexte, b) for b in inst.bailleurs}
    return {"programme": classeur.octets_programme(tables, contexte), **des_bailleurs}


def lire(octets: bytes, *, valeurs: bool) -> Workbook:
    """Return a workbook, with cached values or with formulas."""
    return openpyxl.load_workbook(io.BytesIO(octets), data_only=valeurs)


def cellules(livre: Workbook) -> Iterator[Cell | MergedCell]:
    """Yield every cell of a workbook."""
    for feuille in livre.worksheets:
        for rangee in feuille.iter_rows():
            yield from rangee


def colonne(feuille: Worksheet, titre: str) -> str:
    """Return the letter of a column."""
    return next(
        get_column_letter(c.column or 0) for c in feuille[ENTETE] if str(c.value).replace("\u00a0", " ") == titre
    )


def test_sheets(ecrits_xlsx: dict[str, bytes]) -> None:
    """What each kind of workbook holds, in order."""
    assert lire(ecrits_xlsx["programme"], valeurs=True).sheetnames == DU_PROGRAMME
    assert lire(ecrits_xlsx["mc"], valeurs=True).sheetnames == DU_BAILLEUR


def test_first_sheet_says_what_it_is(ecrits_xlsx: dict[str, bytes]) -> None:
    """Whose programme, of which scenario and question, how far proven, audited, with how many guesses."""
    lu = lire(ecrits_xlsx["mc"], valeurs=True)["Présentation"]
    texte = " ".join(str(c.value) for rangee in lu.iter_rows() for c in rangee if c.value).replace("\u00a0", " ")

    assert lu["A1"].value == "Maisons & Cités – Essai & vérification"
    for attendu in (
        "essai : Essai & vérification",
        "Que montre un rapport ?",
        "à 0,13\u202f% au plus du meilleur possible (objectif)",
        "audit indépendant conforme",
        "1 estimées et 0 calculées sur 2",
    ):
        assert attendu in texte


@pytest.mark.parametrize("qui", ["programme", "mc", "prives"])
def test_totals_are_formulas_with_their_value(ecrits_xlsx: dict[str, bytes], qui: str) -> None:
    """Every number above a header is a SUBTOTAL of its column, and its cached value the sum of the cells below."""
    formules, valeurs = (lire(ecrits_xlsx[qui], valeurs=v) for v in (False, True))
    vus = 0
    for feuille in formules.worksheets[1:]:
        for total in feuille[TOTAUX]:
            if total.value in (None, "Total"):
                continue
            lettre, derniere = total.column_letter, feuille.max_row
            lues = [valeurs[feuille.title][f"{lettre}{i}"].value or 0 for i in range(ENTETE + 1, derniere + 1)]
            bornes = dict.fromkeys([f"{lettre}{ENTETE + 1}", f"{lettre}{derniere}"])
            assert total.value == f"=SUBTOTAL(109,{':'.join(bornes)})"
            assert valeurs[feuille.title][total.coordinate].value == pytest.approx(sum(lues))
            vus += 1

    assert vus >= 40


def test_amounts_by_hand(ecrits_xlsx: dict[str, bytes]) -> None:
    """Maisons & Cités: 552 000 € in all, 258 000 in 2019; 120 000 € of droit committed and paid."""
    lu = lire(ecrits_xlsx["mc"], valeurs=True)
    plan, annees, ae_cp = lu["Plan de financement"], lu["Année par année"], lu["AE et CP"]

    assert plan[f"{colonne(plan, 'Coût total')}{TOTAUX}"].value == 552_000
    assert annees[f"{colonne(annees, 'Coût total')}{ENTETE + 2}"].value == 258_000
    assert ae_cp[f"{colonne(ae_cp, 'AE, Droit')}{TOTAUX}"].value == 130_000
    assert ae_cp[f"{colonne(ae_cp, 'CP, Droit')}{TOTAUX}"].value == 130_000
    assert ae_cp[f"{colonne(ae_cp, 'CP, total')}{TOTAUX}"].value == 552_000


@pytest.mark.parametrize("nom", HOSTILES)
def test_text_stays_text(inst: Instance, solution: Solution, contexte: Contexte, nom: str) -> None:
    """Whatever a cité, a landlord, a fund, a scenario or a hypothesis is called, its cells are strings."""
    hostile = replace(
        inst,
        titre=nom,
        question=nom,
        cites=tuple(replace(c, nom=nom, commune=nom) for c in inst.cites),
        bailleurs=tuple(replace(b, libelle=nom) for b in inst.bailleurs),
        fonds=tuple(replace(f, libelle=nom) for f in inst.fonds),
        bouquets=tuple(replace(b, libelle=nom) for b in inst.bouquets),
        epci_libelles=(nom, nom),
        hypotheses=tuple(replace(h, cle=nom, valeur=nom, unite=nom, source=nom) for h in inst.hypotheses),
    )
    tables = construire(hostile, solution)
    for octets in (
        classeur.octets_programme(tables, contexte),
        classeur.octets_bailleur(tables, contexte, hostile.bailleurs[0]),
    ):
        lues = list(cellules(lire(octets, valeurs=False)))
        formules = {str(c.value) for c in lues if c.data_type == "f"}
        textes = [c for c in lues if c.value == nom.replace("\r", "_x000D_") or c.value == nom]

        assert all(re.fullmatch(r"=(-?(SUM|SUBTOTAL|COUNTA|IF)\(.*\))+", f) for f in formules)
        assert len(textes) >= 20
        assert {c.data_type for c in textes} == {"s"}
        assert {c.number_format for c in textes} == {"@"}


def test_names_of_the_small_instance(ecrits_xlsx: dict[str, bytes]) -> None:
    """A cité called =1+1 is a string; a script is only a name."""
    assert lire(ecrits_xlsx["sia"], valeurs=False)["Opérations"][f"B{ENTETE + 1}"].value == FORMULE
    assert lire(ecrits_xlsx["mc"], valeurs=False)["Opérations"][f"B{ENTETE + 1}"].value == SCRIPT


def test_formats(ecrits_xlsx: dict[str, bytes]) -> None:
    """Euros are numbers shown in euros, or in thousands where they are many; shares in %."""
    lu = lire(ecrits_xlsx["programme"], valeurs=True)
    operations, annees, cibles = lu["Opérations"], lu["Année par année"], lu["Cibles"]
    cout, en_milliers = operations[f"{colonne(operations, 'Coût total')}{ENTETE + 1}"], annees[f"F{ENTETE + 1}"]

    assert (cout.value, cout.number_format.split(";")[0]) == (552_000, '#,##0"\u00a0€"')
    assert (en_milliers.value, en_milliers.number_format.split(";")[0]) == (294_000, '#,##0,"\u00a0k€"')
    assert cibles[f"{colonne(cibles, 'Manque relatif')}{ENTETE + 1}"].number_format == MANQUE
    assert "€" in cibles[f"{colonne(cibles, 'Visé')}{ENTETE + 3}"].number_format


def test_estimates_are_seen(ecrits_xlsx: dict[str, bytes]) -> None:
    """Rows of estimated hypotheses and cells of estimated counts have a colour that follows their word."""
    lu = lire(ecrits_xlsx["mc"], valeurs=True)
    regles = {
        nom: [(str(plage.sqref), regle.formula[0]) for plage in lu[nom].conditional_formatting for regle in plage.rules]
        for nom in ("Hypothèses", "Lots")
    }

    assert regles["Hypothèses"] == [(f"A{ENTETE + 1}:F{ENTETE + 2}", f'$F{ENTETE + 1}="estimé"')]
    assert regles["Lots"] == [(f"I{ENTETE + 1}:I{ENTETE + 4}", f'$I{ENTETE + 1}="estimé"')]
    assert lu["Hypothèses"][f"F{ENTETE + 2}"].value == "estimé"
    assert lu["Lots"][f"I{ENTETE + 1}"].value == "estimé"


def test_ready_to_print(ecrits_xlsx: dict[str, bytes]) -> None:
    """Every sheet: A4 landscape, one page wide, a print area, a footer; tables: frozen, filtered, repeated header."""
    lu = lire(ecrits_xlsx["mc"], valeurs=True)
    for feuille in lu.worksheets:
        assert (feuille.page_setup.orientation, feuille.page_setup.paperSize) == ("landscape", 9)
        assert feuille.page_setup.fitToWidth in (None, 1)
        assert getattr(feuille.sheet_properties.pageSetUpPr, "fitToPage", False)
        assert feuille.print_area
        assert "Maisons && Cités" in str(feuille.oddFooter)
    for feuille in lu.worksheets[1:]:
        assert feuille.freeze_panes == f"B{ENTETE + 1}"
        assert feuille.auto_filter.ref == f"A{ENTETE}:{feuille.dimensions.split(':')[1]}"
        assert feuille.print_title_rows == f"${ENTETE}:${ENTETE}"
        assert feuille.page_setup.fitToHeight == 0


def test_nothing_outside_the_file(ecrits_xlsx: dict[str, bytes]) -> None:
    """No external link, no address, no macro, no connection; links go to a sheet of the same workbook."""
    for octets in ecrits_xlsx.values():
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            parties = {nom: archive.read(nom).decode() for nom in archive.namelist()}

        assert not [nom for nom in parties if re.search(r"external|vba|connection|query|embed", nom, re.IGNORECASE)]
        assert not [nom for nom, texte in parties.items() if 'TargetMode="External"' in texte]
        assert not re.search(r"\[\d+\]", "".join(re.findall(r"<f>.*?</f>", "".join(parties.values()))))
        assert "location=\"'Opérations'!A1\"" in parties["xl/worksheets/sheet1.xml"]


def test_no_clock(
    ecrits_xlsx: dict[str, bytes], tables: Tables, contexte: Contexte, inst: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Same figures, same bytes, on another day and in another time zone."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)

    assert classeur.octets_programme(tables, contexte) == ecrits_xlsx["programme"]
    assert classeur.octets_bailleur(tables, contexte, inst.bailleurs[0]) == ecrits_xlsx["mc"]
    assert str(lire(ecrits_xlsx["mc"], valeurs=True).properties.created) == "2017-03-07 00:00:00"


def test_nothing_opened(inst: Instance, contexte: Contexte) -> None:
    """A programme that opens nothing has a workbook: no row, figures at 0, no formula over a header."""
    octets = classeur.octets_programme(construire(inst, sans_programme(inst)), contexte)
    lu, formules = lire(octets, valeurs=True), lire(octets, valeurs=False)

    assert lu["Opérations"].max_row == ENTETE
    assert not [c for c in formules["Opérations"][TOTAUX] if c.data_type == "f"]
    assert lu["Présentation"]["A1"].value == "Ensemble du programme – Essai & vérification"


def test_english(tables: Tables, contexte: Contexte) -> None:
    """In English, the sheets, the formats and the words of the formulas are English, and names stay valid."""
    choisir_langue("en")
    livre = lire(classeur.octets_programme(tables, contexte), valeurs=False)
    formules = " ".join(str(c.value) for c in cellules(livre) if c.data_type == "f")

    assert len(set(livre.sheetnames)) == len(DU_PROGRAMME)
    assert all(len(nom) <= 31 and not re.search(r"[\[\]:*?/\\]", nom) for nom in livre.sheetnames)
    assert '"estimated"' in formules
    assert "'Operations'!" in formules
    assert not re.search(r"[éèà]", formules)


def test_a_large_landlord_is_all_there(inst: Instance, contexte: Contexte) -> None:
    """Dwellings of the sheet of lots are those of the table, whatever their number: 10 000 here."""
    lots = replace(inst.lots, logements=np.array([9_979, 9, 8, 4], dtype=np.int32))
    tables = construire(replace(inst, lots=lots), solution_de(replace(inst, lots=lots)))
    lu = lire(classeur.octets_programme(tables, contexte), valeurs=True)["Lots"]
    valeurs = [c.value for c in lu[colonne(lu, "Logements")][ENTETE:]]

    assert sum(pd.to_numeric(pd.Series(valeurs))) == 10_000
