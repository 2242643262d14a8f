"""Words as people type them: comparison without accents or case, and the nearest known word.

Answers for: ``normaliser`` (headers, codes) and ``proche`` (did you mean).
Leaves to others: the sentences that show the suggestion.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches


def normaliser(mot: str) -> str:
    """Return ``mot`` without accents, case or surrounding space; inner spaces and hyphens become ``_``."""
    decompose = unicodedata.normalize("NFKD", mot.strip().lower())
    sans_accents = "".join(lettre for lettre in decompose if not unicodedata.combining(lettre))
    return "_".join(sans_accents.replace("-", " ").replace("_", " ").split())


def proche(mot: str, connus: Iterable[str], seuil: float = 0.6) -> str:
    """Return the known word nearest to ``mot``, or ``""`` when none is as near as ``seuil`` (1: the same)."""
    par_forme = {normaliser(connu): connu for connu in connus}
    forme = normaliser(mot)[:100]
    if forme in par_forme:
        return par_forme[forme]
    trouves = get_close_matches(forme, par_forme, n=1, cutoff=seuil)
    return par_forme[trouves[0]] if trouves else ""
