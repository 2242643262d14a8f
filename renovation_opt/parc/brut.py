"""What a reader hands over: the cells of the file under the names of its own header, not yet checked.

Answers for: ``Brut``, and ``refus`` to stop on a file of which nothing can be read.
Leaves to others: reading (lecture_csv, lecture_parquet), matching the header with the table of columns (entetes).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.parc.contexte import Cellules, Entiers

Chargeur = Callable[[tuple[int, ...]], "Brut"]
"""Reads the columns at these positions of the header."""


@dataclass(frozen=True)
class Brut:
    """Columns read, by position in the header; ``lignes[i]`` is the line of row i; ``problemes`` met on the way."""

    cellules: dict[int, Cellules]
    lignes: Entiers
    problemes: tuple[Probleme, ...] = ()

    def sans_lignes_vides(self) -> tuple[Brut, Entiers]:
        """Return the table without the rows where every cell is empty, and the lines of these."""
        vides = np.ones(len(self.lignes), dtype=bool)
        for cellules in self.cellules.values():
            vides &= cellules.vides
        if not self.cellules or not vides.any():
            return self, self.lignes[:0]
        gardees = {position: cellules.lignes(~vides) for position, cellules in self.cellules.items()}
        return Brut(gardees, self.lignes[~vides], self.problemes), self.lignes[vides]


def refus(fichier: str, message: str, remede: str, *, ligne: int | None = None, attendu: str = "") -> EntreeInvalide:
    """Return the error of a file that cannot be read at all."""
    return EntreeInvalide([Probleme(message=message, fichier=fichier, ligne=ligne, attendu=attendu, remede=remede)])
