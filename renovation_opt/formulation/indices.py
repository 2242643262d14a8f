"""The index sets of the compact model, as arrays: which w[o,k,m] and which x[q,k] exist (C4).

Answers for: ``Indices``, and the dwellings worked on by each x in each year of its chantier.
Leaves to others: names and solver variables (variables), equations (operation, lignes, objectifs).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from renovation_opt.instance import COURANT, Bools, Instance, Ints, Petits


@dataclass(frozen=True, slots=True, eq=False)
class Indices:
    """Index sets: w is [W], sorted by opération, chantier, montage; x is [X], sorted by lot, chantier, option."""

    w_chantier: Ints
    w_montage: Ints
    w_debut: Ints
    """[O+1] pointers: the w of opération o."""
    x_option: Ints
    x_chantier: Ints
    x_lot: Ints
    x_w: Ints
    """The w[o,k,m] that each x needs."""


def indices(inst: Instance) -> Indices:
    """Return the index sets: every (chantier, montage) of an opération and, under it, every option allowed (C4)."""
    ops, lots = inst.operations, inst.lots
    operation = inst.chantiers.operation.astype(np.int64)
    nb_montages = np.array([len(montages) for montages in ops.montages], dtype=np.int64)
    par_chantier = np.concatenate([[0], np.cumsum(nb_montages[operation])])
    w_chantier = np.repeat(np.arange(len(operation)), nb_montages[operation])
    rang = _rangs(inst)
    lot, chantier = _plages(ops.chantier_debut[:-1][lots.operation], ops.chantier_debut[1:][lots.operation])
    paire, option = _plages(lots.option_debut[:-1][lot], lots.option_debut[1:][lot])
    lot, chantier = lot[paire], chantier[paire]
    rang_x = rang[operation[chantier], inst.options.montage[option]]
    garde = (rang_x >= 0) & permises(inst, lot, option, chantier)
    return Indices(
        w_chantier=w_chantier,
        w_montage=np.array([m for o in operation for m in ops.montages[o]], dtype=np.int64),
        w_debut=par_chantier[ops.chantier_debut],
        x_option=option[garde],
        x_chantier=chantier[garde],
        x_lot=lot[garde],
        x_w=(par_chantier[chantier] + rang_x)[garde],
    )


def permises(inst: Instance, lot: Ints, option: Ints, chantier: Ints) -> Bools:
    """Return which (option, chantier) may be used: quality asked by the parti, ceiling on own money in every year."""
    courant = inst.chantiers.parti[chantier] == COURANT
    permis: Bools = courant | inst.choix.ensemble[inst.options.choix[option]]
    for ici, annee, logements in rangs(inst, lot, chantier):
        permis[ici] &= (logements == 0) | ~inst.options.interdite[option[ici], annee]
    return permis


def rangs(inst: Instance, lot: Ints, chantier: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Yield, for each rank of year of a chantier: (positions concerned, index of the year, n[l,k,a] dwellings)."""
    duree, debut = inst.chantiers.duree.astype(np.int64), inst.chantiers.debut.astype(np.int64)
    for rang in range(int(duree.max(initial=0))):
        ici = np.flatnonzero(duree[chantier] > rang)
        d = duree[chantier[ici]]
        quotient, reste = np.divmod(inst.lots.logements[lot[ici]].astype(np.int64), d)
        yield ici, debut[chantier[ici]] + rang, quotient + (rang < reste)


def _rangs(inst: Instance) -> Ints:
    """Return [O, M] the rank of a montage among those open to an opération, -1 when it is not open."""
    rang = np.full((len(inst.operations.codes), len(inst.montages)), -1, dtype=np.int64)
    for o, montages in enumerate(inst.operations.montages):
        rang[o, list(montages)] = np.arange(len(montages))
    return rang


def _plages(debuts: Petits, fins: Petits) -> tuple[Ints, Ints]:
    """Return (i, j) for every i and every j of debuts[i] .. fins[i]-1, in order."""
    longueurs = (fins - debuts).astype(np.int64)
    i = np.repeat(np.arange(len(longueurs), dtype=np.int64), longueurs)
    avant = np.cumsum(longueurs) - longueurs
    return i, np.arange(len(i), dtype=np.int64) - avant[i] + debuts[i].astype(np.int64)
