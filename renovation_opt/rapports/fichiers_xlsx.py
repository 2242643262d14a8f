"""The workbook that a landlord sends to its board, one sheet per view.

Answers for: real numbers, totals as SUM formulas (with their value, so that readers which do not compute show it),
frozen and repeated header, filter, landscape print area one page wide.  Text is never read as a formula, number or
link. The creation date is constant: same figures, same bytes.
Leaves to others: the figures (tables) and the titles (titres).
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from renovation_opt.instance import Bailleur
from renovation_opt.locale import _, langue
from renovation_opt.rapports import phrases, titres
from renovation_opt.rapports.colonnes import Colonne, Nature, somme, texte
from renovation_opt.rapports.listes import table_hypotheses, table_indicateurs, table_operations
from renovation_opt.rapports.tables import Tables

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CREATION = datetime(2017, 3, 7, tzinfo=UTC)
"""Day of the Engagement: a constant, so that workbooks do not carry a clock."""
LIGNE_ENTETE = 3
"""Row (from 0) of the header; above it, the title, the scope and a blank row."""
_A4 = 9
_LARGEUR_MAX, _LARGEUR_MIN, _HAUTEUR_ENTETE = 44, 10, 46
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": False,
}


@dataclass(frozen=True, slots=True)
class Feuille:
    """One sheet: name, what its header says, its columns and rows; ``total``: a last row of SUM formulas."""

    nom: str
    titre: str
    colonnes: tuple[Colonne, ...]
    rangees: pd.DataFrame
    total: bool = True


@dataclass(frozen=True, slots=True)
class _Styles:
    """Formats of a workbook."""

    titre: Format
    note: Format
    entete: Format
    cellules: dict[str, Format]
    totaux: dict[str, Format]


def octets(tables: Tables, bailleur: Bailleur) -> bytes:
    """Return the bytes of the workbook of one bailleur."""
    tampon = io.BytesIO()
    with Workbook(tampon, _OPTIONS) as classeur:
        classeur.set_properties({"title": tables.inst.titre, "author": "renovation_opt", "created": CREATION})
        classeur.set_calc_mode("auto")
        styles = _styles(classeur)
        for feuille in feuilles(tables, bailleur):
            _ecrire(classeur.add_worksheet(feuille.nom), feuille, styles, tables, bailleur)
    return tampon.getvalue()


def feuilles(tables: Tables, bailleur: Bailleur) -> tuple[Feuille, ...]:
    """Return the sheets of one bailleur, in order."""
    inst, vue = tables.inst, tables.bailleurs[bailleur.code]
    return (
        Feuille(_("Année par année"), _("Programme année par année"), titres.annees(inst), vue.annees),
        Feuille(_("Opérations"), _("Opérations du programme"), titres.operations(), table_operations(vue.operations)),
        Feuille(
            _("Plan de financement"), _("Plan de financement par opération et par année"), titres.plan(inst), vue.plan
        ),
        Feuille(
            _("Indicateurs"),
            _("Indicateurs"),
            titres.indicateurs(),
            table_indicateurs(vue.indicateurs),
            total=False,
        ),
        Feuille(_("Hypothèses"), _("Hypothèses de calcul"), titres.hypotheses(), table_hypotheses(inst), total=False),
    )


def _styles(classeur: Workbook) -> _Styles:
    """Declare the formats, in a fixed order."""
    formats = _formats_nombres()
    base = {"valign": "top", "font_size": 10}
    return _Styles(
        titre=classeur.add_format({"bold": True, "font_size": 14}),
        note=classeur.add_format({"italic": True, "font_size": 10, "font_color": "#444444"}),
        entete=classeur.add_format(
            base | {"bold": True, "text_wrap": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "border": 1}
        ),
        cellules={
            n: classeur.add_format(base | {"num_format": f, "bottom": 7, "bottom_color": "#B8C0C8"})
            for n, f in formats.items()
        },
        totaux={n: classeur.add_format(base | {"num_format": f, "bold": True, "top": 1}) for n, f in formats.items()},
    )


def _formats_nombres() -> dict[str, str]:
    """Return nature -> number format; Excel writes separators in the language of its reader."""
    euros = '#,##0\u00a0"€"' if langue() == "fr" else '"€"#,##0'
    return {
        Nature.TEXTE: "@",
        Nature.ANNEE: "0",
        Nature.ENTIER: "#,##0",
        Nature.EUROS: euros,
        Nature.MWH: "#,##0.0",
        Nature.POINTS: "#,##0.0",
        Nature.MENAGES: "#,##0.00",
        Nature.PART: "0.0%",
        Nature.REEL: "#,##0.00",
    }


def _ecrire(page: Worksheet, feuille: Feuille, styles: _Styles, tables: Tables, bailleur: Bailleur) -> None:
    """Write one sheet."""
    page.write_string(0, 0, f"{bailleur.libelle} – {feuille.titre}", styles.titre)
    page.write_string(1, 0, f"{tables.inst.titre} ({phrases.statut(tables.preuve)})", styles.note)
    for j, colonne in enumerate(feuille.colonnes):
        page.write_string(LIGNE_ENTETE, j, colonne.titre, styles.entete)
        page.set_column(j, j, _largeur(colonne, feuille.rangees))
        _ecrire_colonne(page, j, colonne, feuille, styles)
    derniere = LIGNE_ENTETE + len(feuille.rangees)
    if feuille.total:
        derniere = _ecrire_totaux(page, feuille, styles)
    _mettre_en_page(page, feuille, derniere, bailleur)


def _ecrire_colonne(page: Worksheet, j: int, colonne: Colonne, feuille: Feuille, styles: _Styles) -> None:
    """Write the cells of one column."""
    natures = feuille.rangees.get("nature")
    for i, valeur in enumerate(feuille.rangees[colonne.nom].tolist()):
        genre = natures.iloc[i] if natures is not None and colonne.nom == "valeur" else colonne.nature
        _ecrire_cellule(page, LIGNE_ENTETE + 1 + i, j, valeur, styles.cellules[genre])


def _ecrire_cellule(page: Worksheet, i: int, j: int, valeur: object, style: Format) -> None:
    """Write one cell by its type: text stays text, numbers stay numbers."""
    if isinstance(valeur, bool):
        page.write_string(i, j, _("oui") if valeur else _("non"), style)
    elif isinstance(valeur, int | float) and math.isfinite(valeur):
        page.write_number(i, j, valeur, style)
    elif isinstance(valeur, str) and valeur:
        page.write_string(i, j, valeur, style)
    else:
        page.write_blank(i, j, None, style)


def _ecrire_totaux(page: Worksheet, feuille: Feuille, styles: _Styles) -> int:
    """Write the row of totals below the rows; return its number."""
    premiere, ligne = LIGNE_ENTETE + 1, LIGNE_ENTETE + 1 + len(feuille.rangees)
    for j, colonne in enumerate(feuille.colonnes):
        style = styles.totaux[colonne.nature]
        if j == 0:
            page.write_string(ligne, j, _("Total"), styles.totaux[Nature.TEXTE])
        elif colonne.totale and ligne > premiere:
            formule = f"=SUM({xl_rowcol_to_cell(premiere, j)}:{xl_rowcol_to_cell(ligne - 1, j)})"
            page.write_formula(ligne, j, formule, style, somme(feuille.rangees[colonne.nom].tolist()))
        else:
            page.write_blank(ligne, j, None, style)
    return ligne


def _mettre_en_page(page: Worksheet, feuille: Feuille, derniere: int, bailleur: Bailleur) -> None:
    """Freeze, filter, and prepare the print."""
    colonnes = len(feuille.colonnes)
    page.freeze_panes(LIGNE_ENTETE + 1, 1)
    page.autofilter(LIGNE_ENTETE, 0, LIGNE_ENTETE + max(1, len(feuille.rangees)), colonnes - 1)
    page.print_area(0, 0, derniere, colonnes - 1)
    page.repeat_rows(LIGNE_ENTETE)
    page.set_row(LIGNE_ENTETE, _HAUTEUR_ENTETE)
    page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_footer(f"&L{_entete(bailleur.libelle)}&C{_entete(feuille.titre)}&R&P / &N")


def _entete(texte: str) -> str:
    """Return a text for a header or footer, where & starts a command."""
    return texte.replace("&", "&&")


def _largeur(colonne: Colonne, rangees: pd.DataFrame) -> int:
    """Return the width of a column: as wide as its cells (numbers, as wide as their total), within bounds."""
    valeurs = rangees[colonne.nom].tolist()
    if colonne.totale:
        longueurs = [len(texte(somme(valeurs), colonne.nature)) + 2]
    else:
        longueurs = [len(texte(valeur, colonne.nature)) + 2 for valeur in valeurs]
    return min(_LARGEUR_MAX, max([_LARGEUR_MIN, *longueurs]))
