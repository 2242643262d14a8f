"""What a coupling row is: one description, read by the compact model, the engine and the local search.

Answers for: ``Famille`` (rows of one constraint), ``Colonne`` (a quantity that belongs to no opération, such as a
carry-over), ``Couplage`` (all rows and columns of one solve).
Leaves to others: which rows exist (the other modules of this package), how they are priced (moteur).

Every row reads  signe * sum(measure of the plans chosen) + sum(coefficients of the columns)  <=  borne.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from renovation_opt.instance import Instance, Ints, Petits


class Mesure(StrEnum):
    """What a row counts.  Per dwelling of option q worked on in year a, or per opération opened (the last two)."""

    LOGEMENTS = "logements"
    """1"""
    POIDS = "poids"
    """poids[p]"""
    TRAVAUX = "travaux"
    """travaux_eur[p, a]"""
    AIDES = "aides"
    """sum over funds f of poids[f] * aid of f"""
    LOGEMENTS_AIDES = "logements_aides"
    """1 when fund f (poids[0]) pays something"""
    FONDS_PROPRES = "fonds_propres"
    """own funds"""
    OBJECTIF = "objectif"
    """sum over objectives j of poids[j] * value for objective j"""
    OUVERTURE = "ouverture"
    """1 when the chantier is open in year a"""
    DEBUT = "debut"
    """1 when the chantier starts in year a"""
    AUCUNE = "aucune"
    """0: the row holds columns only"""


PAR_OPERATION = (Mesure.OUVERTURE, Mesure.DEBUT)

SANS_BORNE = 2**52
"""Bound of a row that cannot bind: more euros than there are."""


@dataclass(frozen=True, slots=True, eq=False)
class Famille:
    """Rows of one constraint.

    ``groupe``: for each lot (or opération, for the measures per opération) the group of rows it belongs to, -1 for
    none.  ``pas[a]``: offset of the row of year ``a`` in its group, -1 when the year does not count.  The row of
    (group, year) is ``groupe * nb_pas + pas[a]``.  ``etiquettes``: what each row is about, for reports and diagnosis.
    """

    tag: str
    nom: str
    unite: str
    mesure: Mesure
    groupe: Petits
    pas: Petits
    borne: Ints
    etiquettes: tuple[str, ...]
    signe: int = 1
    poids: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @property
    def nb_pas(self) -> int:
        """Rows per group."""
        return max(1, int(self.pas.max(initial=-1)) + 1)

    @property
    def nb_lignes(self) -> int:
        """Number of rows."""
        return len(self.borne)


@dataclass(frozen=True, slots=True)
class Colonne:
    """A quantity outside the opérations: 0 <= value <= ``maximum``; ``coefficients``: (famille name, row, coefficient).

    ``relatif``: 1 / scale of a soft target when the column is its shortfall, else 0.
    """

    nom: str
    maximum: float
    entiere: bool
    coefficients: tuple[tuple[str, int, float], ...]
    relatif: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Couplage:
    """All the coupling rows and columns of one solve; ``debuts[i]`` is the first row of famille i."""

    familles: tuple[Famille, ...]
    colonnes: tuple[Colonne, ...]

    @property
    def debuts(self) -> list[int]:
        """First row of each famille, then the number of rows."""
        debuts = [0]
        for famille in self.familles:
            debuts.append(debuts[-1] + famille.nb_lignes)
        return debuts

    @property
    def bornes(self) -> Ints:
        """Right-hand sides of all rows."""
        return np.concatenate([f.borne for f in self.familles]) if self.familles else np.zeros(0, dtype=np.int64)

    def plus(self, familles: Sequence[Famille], colonnes: Sequence[Colonne] = ()) -> Couplage:
        """Return this coupling with more rows and columns."""
        return Couplage((*self.familles, *familles), (*self.colonnes, *colonnes))


def annuelle(inst: Instance) -> Petits:
    """Return the steps of rows written once a year."""
    return np.arange(inst.nb_annees, dtype=np.int32)


def totale(inst: Instance, annees: Sequence[bool] | None = None) -> Petits:
    """Return the steps of rows written once, over the years that count (all of them by default)."""
    compte = np.ones(inst.nb_annees, dtype=bool) if annees is None else np.array(annees, dtype=bool)
    return np.where(compte, 0, -1).astype(np.int32)


def ensemble(nb: int) -> Petits:
    """Return the grouping that puts every lot (or opération) in one group."""
    return np.zeros(nb, dtype=np.int32)


def par_groupe_annee(
    limites: Ints, groupe: Petits, noms: Sequence[str], annees: Sequence[int]
) -> tuple[Petits, Ints, tuple[str, ...]]:
    """Keep the groups with at least one limit: (grouping, bounds, labels) of rows written per (group, year).

    ``limites`` is [G, A], -1 without limit; a year without limit in a kept group gets a bound that cannot bind.
    """
    gardes = np.flatnonzero((limites >= 0).any(axis=1) & np.isin(np.arange(len(limites)), groupe))
    rang = np.full(len(limites) + 1, -1, dtype=np.int32)
    rang[gardes] = np.arange(len(gardes))
    borne = np.where(limites[gardes] >= 0, limites[gardes], np.int64(SANS_BORNE)).reshape(-1)
    etiquettes = tuple(f"{noms[g]} {annee}" for g in gardes.tolist() for annee in annees)
    return rang[groupe], borne.astype(np.int64), etiquettes
