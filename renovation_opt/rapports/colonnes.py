"""What a column of a table is: its name in files, its title for people, the nature of its values.

Answers for: ``Nature`` (decimals in files and on screen), ``Colonne``, and ``texte`` (a value as people read it).
Leaves to others: which columns a table has (tables.titres), drawing (fichiers_csv, classeur, page).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from renovation_opt.rapports import typographie


class Nature(StrEnum):
    """Nature of the values of a column."""

    TEXTE = "texte"
    ANNEE = "annee"
    ENTIER = "entier"
    EUROS = "euros"
    MWH = "mwh"
    POINTS = "points"
    MENAGES = "menages"
    PART = "part"
    REEL = "reel"

    @property
    def numerique(self) -> bool:
        """Whether the values are numbers that may be added up or compared."""
        return self not in {Nature.TEXTE, Nature.ANNEE}


DECIMALES = {Nature.MWH: 3, Nature.POINTS: 3, Nature.MENAGES: 6, Nature.PART: 6}
"""Decimals in files: what the integers of the instance need to be written exactly."""
DECIMALES_LUES = {Nature.MWH: 0, Nature.POINTS: 0, Nature.MENAGES: 1}
"""Decimals on screen and on paper."""
_SEUILS = ((1_000, 0), (10, 1))
_MINUSCULE = 0.001


@dataclass(frozen=True, slots=True)
class Colonne:
    """One column: ``nom`` in the frame and in CSV files, ``titre`` for people; ``totale``: a total makes sense."""

    nom: str
    titre: str
    nature: Nature
    totale: bool = False


def somme(valeurs: Sequence[float]) -> float:
    """Return a total: exact for integers, correctly rounded for decimals whatever their order."""
    return sum(valeurs) if all(isinstance(v, int) for v in valeurs) else math.fsum(valeurs)


def texte(valeur: object, nature: Nature) -> str:
    """Return a value as people read it in the current language."""
    if valeur is None or valeur == "":
        return typographie.ABSENT
    if isinstance(valeur, bool):
        return typographie.oui_non(valeur)
    if isinstance(valeur, str) or not nature.numerique:
        return str(valeur)
    assert isinstance(valeur, int | float)  # noqa: S101 - a frame holds nothing else
    if nature is Nature.EUROS:
        return typographie.euros(valeur)
    if nature is Nature.PART:
        return typographie.part(valeur)
    return typographie.nombre(valeur, DECIMALES_LUES[nature]) if nature in DECIMALES_LUES else _libre(valeur, nature)


def _libre(valeur: float, nature: Nature) -> str:
    """Return an integer, or a number of unknown size with as many decimals as it needs."""
    if nature is Nature.ENTIER:
        return typographie.nombre(valeur)
    if 0 < abs(valeur) < _MINUSCULE:
        return typographie.scientifique(valeur)
    return typographie.nombre(valeur, next((d for seuil, d in _SEUILS if abs(valeur) >= seuil), 3))
