"""Names that any LP reader accepts: ASCII letters, digits, ``_``, and ``.`` between the parts; at most 100 characters.

Answers for: readable, stable and unique names derived from codes.
Leaves to others: which parts make a name (variables, operation, lignes).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_INTERDITS = re.compile(r"[^A-Za-z0-9_]+")


def lisible(texte: str) -> str:
    """Return ``texte`` with only ASCII letters, digits and ``_``."""
    ascii_ = unicodedata.normalize("NFKD", texte).encode("ascii", "ignore").decode()
    return _INTERDITS.sub("_", ascii_)


def uniques(textes: Iterable[str], maximum: int) -> list[str]:
    """Return readable names of at most ``maximum`` characters, in order; the rank tells apart those that clash."""
    vus: set[str] = set()
    noms = []
    for rang, texte in enumerate(textes):
        nom = lisible(texte)
        if len(nom) > maximum or nom in vus:
            nom = _abrege(nom, f"_{rang}", maximum)
        while nom in vus:
            nom = _abrege(nom, f"__{rang}", maximum)
        vus.add(nom)
        noms.append(nom)
    return noms


def _abrege(nom: str, suffixe: str, maximum: int) -> str:
    """Return ``nom`` cut in its middle so that its two ends and ``suffixe`` fit."""
    place = maximum - len(suffixe)
    if len(nom) > place:
        fin = place // 3
        nom = nom[: place - fin] + nom[len(nom) - fin :]
    return nom + suffixe
