"""How figures are written for people: French (or English) typography, through Babel.

Answers for: numbers, euros, shares and the no-break spaces around punctuation, in the current language.
Leaves to others: parsing (unites), the figures themselves (tables), the files (fichiers_*).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal, format_percent, format_scientific

from renovation_opt.locale import _, langue

ABSENT = "–"
INSECABLE = "\u00a0"
_MILLION = 1_000_000
_PETIT = 10 * _MILLION
_CHIFFRES = 12
"""Digits of a gap that arithmetic in floating point leaves sure."""
_AVANT = re.compile(r" ([:;!?»%€])|(?<=\d) (MWh|kWh|M€|tCO2e)")
_APRES = re.compile("« ")
_QUANTITE = re.compile(r"(?<=\d) (?=(?:€|k€|M€|Md€|%|s|min|h|ans?)(?![\w]))")
"""The space between a number and its unit, where no line may break."""


def nombre(valeur: float | Decimal | None, decimales: int = 0) -> str:
    """Write a number with exactly ``decimales`` decimals; a dash when there is none."""
    if valeur is None or not math.isfinite(valeur):
        return ABSENT
    motif = "#,##0" + ("." + "0" * decimales if decimales else "")
    return format_decimal(_arrondi(valeur, decimales), motif, locale=langue())


def euros(valeur: float | None, decimales: int = 0) -> str:
    """Write an amount in euros."""
    return _monnaie(nombre(valeur, decimales), "€")


def millions(valeur: float | None, decimales: int = 1) -> str:
    """Write an amount in euros, as millions of euros."""
    return _monnaie(nombre(None if valeur is None else valeur / _MILLION, decimales), "M€")


def part(valeur: float | None, decimales: int = 1) -> str:
    """Write a share (0–1) as a percentage."""
    if valeur is None or not math.isfinite(valeur):
        return ABSENT
    motif = "#,##0" + ("." + "0" * decimales if decimales else "") + ("\u202f%" if langue() == "fr" else "%")
    return format_percent(_arrondi(valeur, decimales + 2), motif, locale=langue())


def part_stricte(valeur: float | None, decimales: int = 1) -> str:
    """Write a share as a percentage; one that is neither nothing nor the whole is not rounded to it."""
    pas = 10.0 ** (-decimales - 2)
    if valeur is not None and 0 < valeur < pas / 2:
        return f"<{INSECABLE}{part(pas, decimales)}"
    if valeur is not None and 1 - pas / 2 <= valeur < 1:
        return f">{INSECABLE}{part(1 - pas, decimales)}"
    return part(valeur, decimales)


def au_plus(valeur: float, decimales: int = 2) -> str:
    """Write a relative gap as a percentage that is never below it: « à x % au plus » must stay true."""
    pas = Decimal(1).scaleb(-decimales - 2)
    return part(float(Decimal(repr(round(valeur, _CHIFFRES))).quantize(pas, rounding=ROUND_CEILING)), decimales)


def montants(valeurs: Sequence[float | None]) -> list[str]:
    """Write amounts side by side in the same unit: millions of euros, or euros when all are small."""
    petits = all(abs(v) < _PETIT for v in valeurs if v is not None)
    return [euros(v) if petits else millions(v) for v in valeurs]


def scientifique(valeur: float) -> str:
    """Write a very small number with three digits."""
    return format_scientific(Decimal(repr(valeur)), "0.00E0", locale=langue())


def oui_non(valeur: bool) -> str:  # noqa: FBT001 - the one argument is the value to write
    """Write a boolean."""
    return _("oui") if valeur else _("non")


def espaces(texte: str) -> str:
    """Put the no-break spaces that French wants around double punctuation; other languages are left alone."""
    if langue() != "fr":
        return texte
    return _APRES.sub(f"«{INSECABLE}", _AVANT.sub(lambda m: INSECABLE + m[0][1:], texte))


def lier(texte: str) -> str:
    """Put the no-break spaces of a sentence that is about to be wrapped: punctuation, and numbers with their unit."""
    return _QUANTITE.sub(INSECABLE, espaces(texte))


def _arrondi(valeur: float | Decimal, decimales: int) -> Decimal:
    """Return a number rounded half away from zero, as people do, on the decimal digits that are shown."""
    exact = valeur if isinstance(valeur, Decimal) else Decimal(repr(valeur))
    return exact.quantize(Decimal(1).scaleb(-decimales), rounding=ROUND_HALF_UP)


def _monnaie(montant: str, symbole: str) -> str:
    """Put the symbol where the language wants it."""
    if montant == ABSENT:
        return ABSENT
    if langue() == "fr":
        return montant + INSECABLE + symbole
    signe, valeur = ("-", montant[1:]) if montant[0] == "-" else ("", montant)
    return f"{signe}€{valeur}{symbole.removesuffix('€')}"
