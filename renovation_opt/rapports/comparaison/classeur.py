"""``comparaison.xlsx``: indicators and opérations side by side, differences as formulas.

Answers for: real numbers, differences recomputed by the spreadsheet (with their value, for readers which do not
compute), frozen header, filter, landscape print.  Text is never read as a formula.  The creation date is constant.
Leaves to others: the figures (chiffres), the words (mots).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_rowcol_to_cell

from renovation_opt.locale import _
from renovation_opt.rapports import libelles
from renovation_opt.rapports.classeur import nouveau
from renovation_opt.rapports.colonnes import Nature
from renovation_opt.rapports.comparaison import mots
from renovation_opt.rapports.comparaison.chiffres import Comparaison, Opposition
from renovation_opt.rapports.comparaison.rangs import Rang
from renovation_opt.rapports.mouvements import Mouvement

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_ENTETE = 2
"""Row (from 0) of the header."""
_A4, _LARGE, _MOYENNE = 9, 58, 18
_FORMATS = {Nature.PART: "0.0%", Nature.ENTIER: "#,##0", Nature.EUROS: "#,##0", Nature.REEL: "#,##0.00"}


def octets(comparaison: Comparaison) -> bytes:
    """Return the bytes of the workbook, in the current language."""
    tampon = io.BytesIO()
    with nouveau(tampon, _("Comparaison de programmes")) as classeur:
        styles = {
            "titre": classeur.add_format({"bold": True, "font_size": 14}),
            "entete": classeur.add_format(
                {"bold": True, "text_wrap": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "border": 1}
            ),
            "texte": classeur.add_format({"text_wrap": True, "valign": "top"}),
        }
        styles |= {n.value: classeur.add_format({"num_format": f, "valign": "top"}) for n, f in _FORMATS.items()}
        _indicateurs(classeur.add_worksheet(_("Indicateurs")), comparaison, styles)
        for opposition in comparaison.oppositions:
            nom = _("Opérations {lettre}").format(lettre=opposition.cote.lettre)
            _operations(classeur.add_worksheet(nom), opposition, styles)
    return tampon.getvalue()


def _indicateurs(page: Worksheet, comparaison: Comparaison, styles: dict[str, Format]) -> None:
    """Write the sheet of indicators."""
    lettres = [c.lettre for c in comparaison.cotes]
    titres = [_("Famille"), _("Indicateur"), _("Unité"), *(f"{c.lettre} {c.nom}" for c in comparaison.cotes)]
    titres += [t for n in lettres[1:] for t in (f"{n} - A", _("Lecture de {lettre} - A").format(lettre=n))]
    _preparer(page, _("Indicateurs"), titres, styles)
    for i, rang in enumerate(comparaison.rangs, start=_ENTETE + 1):
        textes = (mots.familles()[rang.famille], rang.libelle, libelles.unite(rang.unite))
        for j, texte in enumerate(textes):
            page.write_string(i, j, texte, styles["texte"])
        _valeurs(page, i, rang, styles)
    _mettre_en_page(page, len(comparaison.rangs), len(titres))
    page.set_column(1, 1, _LARGE)


def _valeurs(page: Worksheet, i: int, rang: Rang, styles: dict[str, Format]) -> None:
    """Write the values of a row, then its differences and how to read them."""
    style, premier = styles.get(rang.nature.value, styles[Nature.REEL.value]), 3
    for j, valeur in enumerate(rang.valeurs):
        if valeur is not None:
            page.write_number(i, premier + j, valeur, style)
    suite = premier + len(rang.valeurs)
    for k, ecart in enumerate(rang.ecarts):
        if ecart.valeur is not None:
            cellules = [xl_rowcol_to_cell(i, premier + c) for c in (k + 1, 0)]
            page.write_formula(i, suite + 2 * k, "={}-{}".format(*cellules), style, ecart.valeur)
        page.write_string(i, suite + 2 * k + 1, mots.verdict(ecart), styles["texte"])


def _operations(page: Worksheet, o: Opposition, styles: dict[str, Format]) -> None:
    """Write the sheet of the opérations of one side."""
    titres = [_("Programme"), _("Opération"), _("Cité"), _("Commune"), _("Bailleur"), _("Logements")]
    titres += [_("Ce qui change"), _("Dans A"), _("Ensuite")]
    _preparer(page, _("Opérations : {lettre} et A").format(lettre=o.cote.lettre), titres, styles)
    listes = ((_("calculé"), o.mouvements), (_("au plus près de A"), o.proches or ()))
    i = _ENTETE
    for nom, liste in listes:
        for m in liste:
            i += 1
            _operation(page, i, nom, m, styles)
    _mettre_en_page(page, i - _ENTETE, len(titres))


def _operation(page: Worksheet, i: int, nom: str, m: Mouvement, styles: dict[str, Format]) -> None:
    """Write one opération."""
    avant = (nom, m.operation, m.cite, m.commune, m.bailleur)
    apres = (mots.genres(m), mots.trait(m.avant), mots.trait(m.apres))
    for j, texte in enumerate(avant):
        page.write_string(i, j, texte, styles["texte"])
    page.write_number(i, len(avant), m.logements, styles[Nature.ENTIER.value])
    for j, texte in enumerate(apres, start=len(avant) + 1):
        page.write_string(i, j, texte, styles["texte"])


def _preparer(page: Worksheet, titre: str, titres: Sequence[str], styles: dict[str, Format]) -> None:
    """Write the title and the header of a sheet."""
    page.write_string(0, 0, titre, styles["titre"])
    for j, texte in enumerate(titres):
        page.write_string(_ENTETE, j, texte, styles["entete"])
        page.set_column(j, j, _MOYENNE)


def _mettre_en_page(page: Worksheet, rangees: int, colonnes: int) -> None:
    """Freeze, filter, and prepare the print."""
    page.freeze_panes(_ENTETE + 1, 2)
    page.autofilter(_ENTETE, 0, _ENTETE + max(1, rangees), colonnes - 1)
    page.repeat_rows(_ENTETE)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
