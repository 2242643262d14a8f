"""CSV files, in two styles.

``standard``: UTF-8, comma, decimal point, LF, text written as it is: what others build on.
``fr``: semicolon, decimal comma, BOM, so that a French Excel opens the file by double click; there a text that Excel
could take for a formula (it starts with = + - @, a tab or a quote) is preceded by one quote, which ``relecture``
takes away. Numbers have a fixed number of decimals by column (colonnes.DECIMALES); an absent value is an empty cell.
Leaves to others: the figures (tables).
"""

from __future__ import annotations

import csv
import io
import math
from typing import Literal

import pandas as pd

from renovation_opt.rapports.colonnes import DECIMALES, Nature

Style = Literal["standard", "fr"]
STYLES: tuple[Style, ...] = ("standard", "fr")
BOM = "\ufeff"
A_PROTEGER = ("=", "+", "-", "@", "\t", "\r", "'")
NATURES = {
    "energie_mwh_an": Nature.MWH,
    "energie_mwh_cumules": Nature.MWH,
    "points_patrimoine": Nature.POINTS,
    "menages_diversifies": Nature.MENAGES,
}
"""Columns of decimal numbers; the others are written as they are."""


def separateur(style: Style) -> str:
    """Return the separator of cells."""
    return ";" if style == "fr" else ","


def octets(table: pd.DataFrame, style: Style = "standard") -> bytes:
    """Return a table as the bytes of a CSV file."""
    tampon = io.StringIO(newline="")
    ecrivain = csv.writer(tampon, delimiter=separateur(style), lineterminator="\n")
    ecrivain.writerow(table.columns)
    colonnes = [[_cellule(v, str(nom), style) for v in table[nom].tolist()] for nom in table.columns]
    ecrivain.writerows(zip(*colonnes, strict=True))
    return ((BOM if style == "fr" else "") + tampon.getvalue()).encode()


def proteger(texte: str, style: Style) -> str:
    """Return a text that a spreadsheet will not run (style fr only)."""
    return "'" + texte if style == "fr" and texte.startswith(A_PROTEGER) else texte


def deproteger(texte: str, style: Style) -> str:
    """Return the text before ``proteger``."""
    return texte.removeprefix("'") if style == "fr" else texte


def _cellule(valeur: object, colonne: str, style: Style) -> str:
    """Return one cell."""
    if isinstance(valeur, str):
        return proteger(valeur, style)
    if valeur is None or valeur is pd.NA or (isinstance(valeur, float) and math.isnan(valeur)):
        return ""
    if not isinstance(valeur, float):
        return str(valeur)
    decimales = DECIMALES.get(NATURES.get(colonne, Nature.REEL))
    ecrit = repr(valeur) if decimales is None else f"{valeur:.{decimales}f}"
    return ecrit.replace(".", ",") if style == "fr" else ecrit
