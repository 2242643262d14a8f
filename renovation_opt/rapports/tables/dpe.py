"""Energy classes before and after works.

Answers for: ``flux`` (dwellings treated from class to class), ``classes`` (counts for the treated dwellings and for the
whole parc, before and after), ``sorties``: dwellings that leave a set of classes.
Leaves to others: how classes are defined (hypotheses, build).
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from renovation_opt.instance import ETIQUETTES, Instance

PASSOIRES = "FG"
ENERGIVORES = "EFG"
Classes = tuple[int, ...]
"""Dwellings per class, A to G."""


@dataclass(frozen=True, slots=True)
class BilanDpe:
    """Dwellings per class A..G; ``flux[i][j]``: treated dwellings that go from class i to class j."""

    traites_avant: Classes
    traites_apres: Classes
    parc_avant: Classes
    parc_apres: Classes
    flux: tuple[Classes, ...]


def bilan_dpe(inst: Instance, lignes: pd.DataFrame) -> BilanDpe:
    """Return the classes before and after; dwellings that are not treated keep their class."""
    mouvements = flux(lignes)
    avant = tuple(sum(ligne) for ligne in mouvements)
    apres = tuple(sum(colonne) for colonne in zip(*mouvements, strict=True))
    parc = tuple(sum(cite.etiquettes[i] for cite in inst.cites) for i in range(len(ETIQUETTES)))
    parc_apres = tuple(p - a + b for p, a, b in zip(parc, avant, apres, strict=True))
    return BilanDpe(avant, apres, parc, parc_apres, mouvements)


def flux(lignes: pd.DataFrame) -> tuple[Classes, ...]:
    """Return the treated dwellings from class (row) to class (column)."""
    sommes = lignes.groupby(["etiquette_dpe", "etiquette_apres"])["logements"].sum().to_dict()
    return tuple(tuple(int(sommes.get((i, j), 0)) for j in ETIQUETTES) for i in ETIQUETTES)


def sorties(lignes: pd.DataFrame, classes: str) -> int:
    """Return the dwellings that were in ``classes`` and are no more after works."""
    quittent = lignes["etiquette_dpe"].isin(list(classes)) & ~lignes["etiquette_apres"].isin(list(classes))
    return int(lignes.loc[quittent, "logements"].sum())
