"""One sheet of figures: title, totals, header, rows, filter, print.

Answers for: ``ecrire``.  The totals stand above the header, where they stay in sight: ``SUBTOTAL(109, …)`` adds up the
rows that the filter leaves.  Text is written as text whatever it looks like.
Leaves to others: what a sheet holds (feuilles), the formats (styles), the first sheet (presentation).
"""

from __future__ import annotations

import math
import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name, xl_range

from renovation_opt.locale import _
from renovation_opt.rapports import phrases
from renovation_opt.rapports.classeur.styles import MILLIERS, Styles
from renovation_opt.rapports.colonnes import Colonne, Nature, somme, texte
from renovation_opt.rapports.tables import Tables
from renovation_opt.rapports.typographie import espaces

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from renovation_opt.rapports.classeur.feuilles import Feuille

LIGNE_TOTAUX, LIGNE_ENTETE = 4, 5
"""Rows (from 0) of the totals and of the header; above them title, scenario, status and what to know."""
PREMIERE = LIGNE_ENTETE + 1
_A4 = 9
_LARGEUR_MAX, _LARGEUR_TEXTE, _LARGEUR_LONGUE, _LARGEUR_MIN = 28, 44, 72, 7
"""Of a column among many, of one beside long texts, of a long text, of any."""
_PARLANTES = {"bouquet"}
"""Columns whose texts differ by their last words."""
_HAUTEUR_LIGNE = 13
_MOT = 14
_CHIFFRES_CACHES = 3


@dataclass(frozen=True, slots=True)
class Cadre:
    """What every sheet of a workbook says of itself: the figures it comes from, whose programme it is."""

    tables: Tables
    sujet: str


def ecrire(page: Worksheet, feuille: Feuille, styles: Styles, cadre: Cadre) -> None:
    """Write one sheet."""
    page.write_string(0, 0, espaces(f"{cadre.sujet} – {feuille.titre}"), styles.titre)
    statut = _("Statut : {statut}").format(statut=phrases.statut(cadre.tables.preuve))
    for i, texte_libre in enumerate((cadre.tables.inst.titre, statut, _mode_d_emploi(feuille)), start=1):
        page.write_string(i, 0, espaces(texte_libre), styles.note)
    for j, colonne in enumerate(feuille.colonnes):
        entete = styles.entete_nombre if colonne.nature.numerique else styles.entete
        page.write_string(LIGNE_ENTETE, j, espaces(colonne.titre), entete)
        _ecrire_colonne(page, j, colonne, feuille, styles)
    page.ignore_errors({"number_stored_as_text": _toutes(feuille)})
    _regler_tailles(page, feuille)
    if feuille.totale:
        _ecrire_totaux(page, feuille, styles)
    _ecrire_sommes(page, feuille, styles)
    _alerter(page, feuille, styles)
    _mettre_en_page(page, feuille, cadre)


def plage(feuille: Feuille, nom: str) -> str:
    """Return the cells of a column, as a formula of another sheet names them."""
    j = feuille.rang(nom)
    cellules = xl_range(PREMIERE, j, max(PREMIERE, LIGNE_ENTETE + len(feuille.rangees)), j)
    return f"'{feuille.nom.replace(chr(39), chr(39) * 2)}'!{cellules}"


def _mode_d_emploi(feuille: Feuille) -> str:
    """Return what a reader must know of the numbers of a sheet."""
    phrases_utiles = []
    if feuille.totale:
        phrases_utiles.append(_("Les totaux suivent les filtres."))
    if feuille.milliers:
        phrases_utiles.append(_("Montants affichés en milliers d'euros ; chaque cellule garde l'euro."))
    return " ".join(phrases_utiles)


def _genre(colonne: Colonne, feuille: Feuille) -> str:
    """Return the format of a column."""
    return MILLIERS if feuille.milliers and colonne.nature is Nature.EUROS else colonne.nature


def _ecrire_colonne(page: Worksheet, j: int, colonne: Colonne, feuille: Feuille, styles: Styles) -> None:
    """Write the cells of one column."""
    natures = feuille.rangees["nature"].tolist() if colonne.nom in feuille.variables else None
    style = styles.long if colonne.nom in feuille.longues else styles.cellules[_genre(colonne, feuille)]
    for i, valeur in enumerate(feuille.rangees[colonne.nom].tolist()):
        sien = style if natures is None else styles.cellules[natures[i]]
        ecrire_cellule(page, PREMIERE + i, j, valeur, sien)


def _toutes(feuille: Feuille) -> str:
    """Return every cell of the rows."""
    derniere = max(PREMIERE, LIGNE_ENTETE + len(feuille.rangees))
    return str(xl_range(PREMIERE, 0, derniere, len(feuille.colonnes) - 1))


def ecrire_cellule(page: Worksheet, i: int, j: int, valeur: object, style: Format) -> None:
    """Write one cell by its type: text stays text, numbers stay numbers."""
    if isinstance(valeur, bool):
        page.write_string(i, j, _("oui") if valeur else _("non"), style)
    elif isinstance(valeur, int | float) and math.isfinite(valeur):
        page.write_number(i, j, valeur, style)
    elif isinstance(valeur, str) and valeur:
        page.write_string(i, j, valeur, style)
    else:
        page.write_blank(i, j, None, style)


def _ecrire_totaux(page: Worksheet, feuille: Feuille, styles: Styles) -> None:
    """Write the row of totals above the header."""
    derniere = LIGNE_ENTETE + len(feuille.rangees)
    for j, colonne in enumerate(feuille.colonnes):
        style = styles.totaux[_genre(colonne, feuille)]
        if j == 0:
            page.write_string(LIGNE_TOTAUX, j, _("Total"), styles.totaux[Nature.TEXTE])
        elif colonne.totale and derniere >= PREMIERE:
            formule = f"=SUBTOTAL(109,{xl_range(PREMIERE, j, derniere, j)})"
            page.write_formula(LIGNE_TOTAUX, j, formule, style, somme(feuille.rangees[colonne.nom].tolist()))
        else:
            page.write_blank(LIGNE_TOTAUX, j, None, style)


def _ecrire_sommes(page: Worksheet, feuille: Feuille, styles: Styles) -> None:
    """Write the columns that add up those before them, as formulas."""
    premiere = 1
    for nom in feuille.sommes:
        j = feuille.rang(nom)
        style = styles.totaux[_genre(feuille.colonnes[j], feuille)]
        for i, valeur in enumerate(feuille.rangees[nom].tolist(), start=PREMIERE):
            page.write_formula(i, j, f"=SUM({xl_range(i, premiere, i, j - 1)})", style, valeur)
        premiere = j + 1


def _regler_tailles(page: Worksheet, feuille: Feuille) -> None:
    """Give each column its width; the header and the rows of long texts the height that few readers compute."""
    largeurs = [_largeur(colonne, feuille) for colonne in feuille.colonnes]
    for j, largeur in enumerate(largeurs):
        page.set_column(j, j, largeur)
    lignes = [_lignes(c.titre, largeur - 2) for c, largeur in zip(feuille.colonnes, largeurs, strict=True)]
    page.set_row(LIGNE_TOTAUX, _HAUTEUR_LIGNE + 3)
    page.set_row(LIGNE_ENTETE, _HAUTEUR_LIGNE * max(lignes) + 4)
    for nom in feuille.longues:
        for i, texte_libre in enumerate(feuille.rangees[nom].tolist(), start=PREMIERE):
            if (hauteur := _lignes(texte_libre, _LARGEUR_LONGUE + 4)) > 1:
                page.set_row(i, _HAUTEUR_LIGNE * hauteur)


def _lignes(texte_libre: str, largeur: float) -> int:
    """Return how many lines a text takes in a width."""
    return max(1, len(textwrap.wrap(texte_libre, int(largeur))))


def _alerter(page: Worksheet, feuille: Feuille, styles: Styles) -> None:
    """Colour what a reader must see; a condition, so that the colour follows the word."""
    if feuille.alerte is None or feuille.rangees.empty:
        return
    nom, mot = feuille.alerte
    j, derniere = feuille.rang(nom), LIGNE_ENTETE + len(feuille.rangees)
    debut, fin = (0, len(feuille.colonnes) - 1) if feuille.alerte_rangee else (j, j)
    critere = f'=${xl_col_to_name(j)}{PREMIERE + 1}="{mot}"'
    regle = {"type": "formula", "criteria": critere, "format": styles.alerte}
    page.conditional_format(PREMIERE, debut, derniere, fin, regle)


def _mettre_en_page(page: Worksheet, feuille: Feuille, cadre: Cadre) -> None:
    """Freeze, filter, and prepare the print."""
    derniere, colonnes = LIGNE_ENTETE + len(feuille.rangees), len(feuille.colonnes)
    page.freeze_panes(PREMIERE, feuille.figees)
    page.autofilter(LIGNE_ENTETE, 0, max(PREMIERE, derniere), colonnes - 1)
    page.print_area(0, 0, max(PREMIERE, derniere), colonnes - 1)
    page.repeat_rows(LIGNE_ENTETE)
    mettre_en_page(page, cadre.sujet, feuille.titre)


def mettre_en_page(page: Worksheet, sujet: str, titre: str, hauteur: int = 0) -> None:
    """Landscape A4, one page wide, ``hauteur`` pages high (0: as many as needed), pages that say what they are."""
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, hauteur)
    page.set_footer(f"&L{_entete(sujet)}&C{_entete(titre)}&R&P / &N")


def _entete(texte_libre: str) -> str:
    """Return a text for a header or footer, where & starts a command."""
    return espaces(texte_libre).replace("&", "&&")


def _largeur(colonne: Colonne, feuille: Feuille) -> float:
    """Return the width of a column: its cells (or their total), the words of its title, within bounds."""
    valeurs = feuille.rangees[colonne.nom].tolist()
    if colonne.nom in feuille.longues:
        return _LARGEUR_LONGUE
    lus = [somme(valeurs)] if colonne.totale else valeurs
    longueur = max((len(texte(valeur, colonne.nature)) for valeur in lus), default=0)
    if _genre(colonne, feuille) == MILLIERS:
        longueur -= _CHIFFRES_CACHES
    mot = min(_MOT, max(map(len, re.split(r"[ -]", colonne.titre))))
    plafond = _LARGEUR_TEXTE if feuille.longues or colonne.nom in _PARLANTES else _LARGEUR_MAX
    return min(plafond, max(_LARGEUR_MIN, mot + 2, longueur + 3))
