"""Chantiers allowed for each opération: first year, duration, parti.

Answers for: the pace, the horizon, the letting bans and the decisions taken (C17).
Leaves to others: the capacity of landlords (couplage).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from renovation_opt.instance import COURANT, ENSEMBLE, Bools, Chantiers, Petits


@dataclass(frozen=True, slots=True)
class Regles:
    """What limits the chantiers, arrays by opération [O].

    ``logements``: N_o; ``plus_grand``: dwellings of the largest mandatory lot, so that every year of a chantier has
    works; ``prive``: one year long; ``ensemble``: every mandatory lot has a heritage-quality bouquet;
    ``avant``: index of the year before which it must end (letting bans) and ``debut_avant``: must start (imposées);
    ``impose``: (first year, duration) when engaged, else (-1, -1).
    """

    nb_annees: int
    cadence_min: int
    cadence_max: int
    duree_max: int
    logements: Petits
    plus_grand: Petits
    prive: Bools
    ensemble: Bools
    avant: Petits
    debut_avant: Petits
    impose: Petits


def faire_chantiers(regles: Regles) -> Chantiers:
    """Return every allowed chantier, sorted by opération, first year, duration, parti."""
    blocs = [
        _bloc(regles, s, d, v)
        for s in range(regles.nb_annees)
        for d in range(1, regles.nb_annees - s + 1)
        for v in (COURANT, ENSEMBLE)
    ]
    table = np.concatenate(blocs) if blocs else np.zeros((0, 4), dtype=np.int32)
    table = table[np.lexsort((table[:, 3], table[:, 2], table[:, 1], table[:, 0]))]
    return Chantiers(table[:, 0], table[:, 1], table[:, 2], table[:, 3])


def _bloc(regles: Regles, s: int, d: int, v: int) -> Petits:
    """Return the rows (opération, s, d, v) of the opérations that may use this chantier."""
    permis = _cadence(regles, d) & (s + d <= regles.avant) & (s < regles.debut_avant)
    engagee = regles.impose[:, 0] >= 0
    permis = np.where(engagee, (regles.impose[:, 0] == s) & (regles.impose[:, 1] == d), permis)
    if v == ENSEMBLE:
        permis &= regles.ensemble & ~regles.prive
    operations = np.flatnonzero(permis).astype(np.int32)
    return np.stack([operations, *(np.full_like(operations, x) for x in (s, d, v))], axis=1)


def _cadence(regles: Regles, d: int) -> Bools:
    """Return which opérations may last ``d`` years: pace between its bounds; a small one may always take one year."""
    n = regles.logements
    if d == 1:
        return n <= regles.cadence_max
    rythme = (n <= regles.cadence_max * d) & (n >= regles.cadence_min * d)
    return rythme & ~regles.prive & (d <= regles.duree_max) & (d <= regles.plus_grand)
