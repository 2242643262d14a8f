"""The workbook of a landlord, as openpyxl reads it: with formulas, and with the values a board sees."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from renovation_opt.instance import Instance
from renovation_opt.rapports import fichiers_xlsx
from renovation_opt.rapports.tables import Tables
from tests.rapports.petite_instance import FORMULE, SCRIPT

FEUILLES = ["Année par année", "Opérations", "Plan de financement", "Indicateurs", "Hypothèses"]
ENTETE = fichiers_xlsx.LIGNE_ENTETE + 1


def lire(tables: Tables, inst: Instance, rang: int, *, valeurs: bool) -> Workbook:
    """Return the workbook of the ``rang``-th landlord, with cached values or with formulas."""
    return openpyxl.load_workbook(io.BytesIO(fichiers_xlsx.octets(tables, inst.bailleurs[rang])), data_only=valeurs)


def test_sheets(tables: Tables, inst: Instance) -> None:
    """One sheet per view, in order."""
    assert lire(tables, inst, 0, valeurs=True).sheetnames == FEUILLES


@pytest.mark.parametrize("nom", FEUILLES[:3])
def test_totals_are_formulas_with_their_value(tables: Tables, inst: Instance, nom: str) -> None:
    """Every number of the last row is a SUM, and its cached value is the sum of the cells above."""
    formules, valeurs = (lire(tables, inst, 0, valeurs=v)[nom] for v in (False, True))
    derniere = formules.max_row
    totaux = [c for c in formules[derniere] if c.value not in (None, "Total")]

    assert len(totaux) >= 7
    for cellule in totaux:
        lettre = cellule.column_letter
        cellules = [valeurs[f"{lettre}{i}"].value for i in range(ENTETE + 1, derniere)]
        assert cellule.value == f"=SUM({lettre}{ENTETE + 1}:{lettre}{derniere - 1})"
        assert valeurs[cellule.coordinate].value == pytest.approx(sum(cellules))


def test_totals_equal_the_csv(tables: Tables, inst: Instance) -> None:
    """The total cost in the workbook is that of the landlord's rows: 552 000 €."""
    feuille = lire(tables, inst, 0, valeurs=True)["Plan de financement"]
    entetes = [c.value for c in feuille[ENTETE]]

    assert feuille.cell(feuille.max_row, entetes.index("Coût total") + 1).value == 552_000


def test_text_stays_text(tables: Tables, inst: Instance) -> None:
    """A cité called =1+1 is a string, not a formula; a script is only a name."""
    nom = lire(tables, inst, 1, valeurs=False)["Opérations"][f"B{ENTETE + 1}"]

    assert (nom.value, nom.data_type) == (FORMULE, "s")
    assert lire(tables, inst, 0, valeurs=False)["Opérations"][f"B{ENTETE + 1}"].value == SCRIPT


def test_numbers_are_numbers(tables: Tables, inst: Instance) -> None:
    """Euros are numbers with a format, not text."""
    feuille = lire(tables, inst, 0, valeurs=True)["Année par année"]
    cellule = feuille[f"D{ENTETE + 1}"]

    assert cellule.value == 280_000
    assert "€" in cellule.number_format


def test_ready_to_print(tables: Tables, inst: Instance) -> None:
    """Frozen header, filter, A4 landscape, one page wide; an & in a name survives in the footer."""
    feuille = lire(tables, inst, 0, valeurs=True)["Opérations"]

    assert feuille.freeze_panes == f"B{ENTETE + 1}"
    assert feuille.auto_filter.ref == f"A{ENTETE}:P{ENTETE + 1}"
    assert (feuille.page_setup.orientation, feuille.page_setup.paperSize) == ("landscape", 9)
    assert getattr(feuille.sheet_properties.pageSetUpPr, "fitToPage", False)
    assert feuille.page_setup.fitToHeight == 0
    assert "Maisons && Cités" in str(feuille.oddFooter)


def test_no_clock(tables: Tables, inst: Instance) -> None:
    """The creation date is a constant: same figures, same bytes."""
    classeur = lire(tables, inst, 0, valeurs=True)

    assert str(classeur.properties.created) == "2017-03-07 00:00:00"
    assert fichiers_xlsx.octets(tables, inst.bailleurs[0]) == fichiers_xlsx.octets(tables, inst.bailleurs[0])
