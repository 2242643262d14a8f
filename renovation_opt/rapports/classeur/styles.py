"""The formats of a workbook: numbers by nature, titles, totals, what a reader must see.

Answers for: ``declarer`` and ``Styles``; Excel writes separators in the language of its reader, units are ours.
Leaves to others: where they go (dessin, presentation).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from renovation_opt.locale import langue
from renovation_opt.rapports.colonnes import Nature
from renovation_opt.rapports.typographie import ABSENT, part_stricte

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

MILLIERS = "milliers"
"""Euros in thousands; the cell keeps the euro."""
CONTROLE = "controle"
"""Euros of a difference that should be 0, written even when it is."""
_INFIME = 0.0005
"""Share that would be written 0.0 %."""
_BLEU, _BLANC, _GRIS, _FILET, _PALE, _AMBRE = "#1F3A5F", "#FFFFFF", "#444444", "#B8C0C8", "#E8EDF3", "#FFE9B8"


@dataclass(frozen=True, slots=True)
class Styles:
    """Formats; ``cellules`` and ``totaux`` by nature, ``MILLIERS`` or ``CONTROLE``."""

    titre: Format
    note: Format
    cote: Format
    entete: Format
    entete_nombre: Format
    rubrique: Format
    nom: Format
    lignes: Format
    lien: Format
    long: Format
    alerte: Format
    cellules: Mapping[str, Format]
    totaux: Mapping[str, Format]


def declarer(classeur: Workbook) -> Styles:
    """Declare the formats of a workbook, in a fixed order."""
    base = {"valign": "top", "font_size": 10}
    retrait = {"align": "left", "indent": 1}
    texte = base | {"num_format": "@"}
    ligne = {"bottom": 7, "bottom_color": _FILET}
    entete = texte | {"bold": True, "text_wrap": True, "bg_color": _BLEU, "font_color": _BLANC, "border": 1}
    formats = nombres()
    return Styles(
        titre=classeur.add_format({"bold": True, "font_size": 14, "num_format": "@", "font_color": _BLEU}),
        note=classeur.add_format({"italic": True, "font_size": 10, "font_color": _GRIS, "num_format": "@"}),
        cote=classeur.add_format(texte | retrait | {"italic": True, "font_color": _GRIS}),
        entete=classeur.add_format(entete | retrait),
        entete_nombre=classeur.add_format(entete | {"align": "right"}),
        rubrique=classeur.add_format(texte | {"bold": True, "font_size": 11, "font_color": _BLEU, "bottom": 1}),
        nom=classeur.add_format(texte | {"text_wrap": True}),
        lignes=classeur.add_format(texte),
        lien=classeur.add_format(texte | {"font_color": _BLEU, "underline": 1}),
        long=classeur.add_format(texte | ligne | retrait | {"text_wrap": True}),
        alerte=classeur.add_format({"bg_color": _AMBRE}),
        cellules={n: classeur.add_format(base | ligne | {"num_format": f} | _cadrage(n)) for n, f in formats.items()},
        totaux={
            n: classeur.add_format(base | {"num_format": f, "bold": True, "bg_color": _PALE, "top": 1} | _cadrage(n))
            for n, f in formats.items()
        },
    )


def nombres() -> dict[str, str]:
    """Return nature -> number format, in the notation of the file."""
    if langue() == "fr":
        euros, milliers = '#,##0"\u00a0€"', '#,##0,"\u00a0k€"'
    else:
        euros, milliers = '"€"#,##0', '"€"#,##0,"k"'
    return {
        Nature.TEXTE: "@",
        Nature.ANNEE: "0",
        Nature.ENTIER: "#,##0",
        Nature.MWH: "#,##0.0",
        Nature.POINTS: "#,##0.0",
        Nature.MENAGES: "#,##0.00",
        Nature.PART: _part(),
        Nature.REEL: "#,##0.00",
        Nature.EUROS: _zero(euros),
        MILLIERS: _zero(milliers),
        CONTROLE: euros,
    }


def _part() -> str:
    """Return the format of a share, that does not write as nothing what is little."""
    return f'[<=0]0.0%;[<{_INFIME}]"{part_stricte(_INFIME / 2)}";0.0%'


def _zero(format_: str) -> str:
    """Return a format that shows a zero as a dash, so that the eye finds the other amounts."""
    return f'{format_};-{format_};"{ABSENT}"'


def _cadrage(nature: str) -> dict[str, str | int]:
    """Return how a cell is aligned when its type does not say it; text keeps off the number on its left."""
    cadrages: dict[str, dict[str, str | int]] = {
        Nature.ANNEE: {"align": "center"},
        Nature.TEXTE: {"align": "left", "indent": 1},
    }
    return cadrages.get(nature, {})
