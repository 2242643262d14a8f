"""What the engine precomputes once for an Instance: segments of options and the table of (chantier, montage).

Answers for: ``Structure``, the index arrays that let every opération be priced without a Python loop.
Leaves to others: prices (tarification) and plans (plans).

Segments: ``lm`` = one (lot, montage), contiguous options; ``om`` = one (opération, montage); ``couple`` = one
(chantier, om), the finest decision before the choice of bouquets.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from renovation_opt.instance import Bools, Instance, Ints, Petits


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """Index arrays over options [Q], lm [LM], om [OM] and couples [C]."""

    q_lot: Petits
    q_lm: Petits
    lm_debut: Petits
    """[LM+1] pointers into options."""
    lm_lot: Petits
    lm_om: Petits
    lm_ordre: Petits
    """[LM] permutation that sorts lm by om."""
    om_debut: Petits
    """[OM+1] pointers into lm_ordre."""
    om_operation: Petits
    om_montage: Petits
    couple_chantier: Petits
    couple_om: Petits
    couple_debut: Petits
    """[O+1] pointers into couples, sorted by opération."""
    couple_operation: Petits
    durees: tuple[int, ...]
    partis: tuple[int, ...]
    ensemble: Bools
    """[Q] the option may be used under parti ensemble."""


def structurer(inst: Instance) -> Structure:
    """Return the index arrays of an instance."""
    q_lot = inst.choix.lot[inst.options.choix]
    nb_m = len(inst.montages)
    cle = q_lot.astype(np.int64) * nb_m + inst.options.montage
    cles, lm_debut, q_lm = np.unique(cle, return_index=True, return_inverse=True)
    lm_lot, lm_montage = (cles // nb_m).astype(np.int32), (cles % nb_m).astype(np.int32)
    cle_om = inst.lots.operation[lm_lot].astype(np.int64) * nb_m + lm_montage
    oms, lm_om = np.unique(cle_om, return_inverse=True)
    ordre = np.argsort(lm_om, kind="stable")
    om_operation = (oms // nb_m).astype(np.int32)
    chantier, om, debut = _couples(inst, om_operation)
    return Structure(
        q_lot=q_lot,
        q_lm=q_lm.astype(np.int32),
        lm_debut=np.append(lm_debut, len(q_lot)).astype(np.int32),
        lm_lot=lm_lot,
        lm_om=lm_om.astype(np.int32),
        lm_ordre=ordre.astype(np.int32),
        om_debut=np.searchsorted(lm_om[ordre], np.arange(len(oms) + 1)).astype(np.int32),
        om_operation=om_operation,
        om_montage=(oms % nb_m).astype(np.int32),
        couple_chantier=chantier,
        couple_om=om,
        couple_debut=debut,
        couple_operation=inst.chantiers.operation[chantier],
        durees=tuple(sorted(set(inst.chantiers.duree.tolist()))),
        partis=tuple(sorted(set(inst.chantiers.parti.tolist()))),
        ensemble=inst.choix.ensemble[inst.options.choix],
    )


def _couples(inst: Instance, om_operation: Petits) -> tuple[Petits, Petits, Petits]:
    """Return (chantier, om) of every couple, sorted by opération, and the pointers by opération."""
    nb = len(inst.operations.codes)
    om_debut = np.searchsorted(om_operation, np.arange(nb + 1))
    par_operation = np.diff(om_debut)
    repetitions = par_operation[inst.chantiers.operation]
    chantier = np.repeat(np.arange(len(inst.chantiers.operation), dtype=np.int32), repetitions)
    rang = rangs_dans_groupe(repetitions)
    om = (om_debut[inst.chantiers.operation[chantier]] + rang).astype(np.int32)
    debut = np.searchsorted(inst.chantiers.operation[chantier], np.arange(nb + 1)).astype(np.int32)
    return chantier, om, debut


def rangs_dans_groupe(tailles: Ints) -> Ints:
    """Return 0, 1, ... inside each consecutive group of the given sizes."""
    total = int(tailles.sum())
    debuts = np.repeat(np.cumsum(tailles) - tailles, tailles)
    return np.asarray(np.arange(total) - debuts)


def etendre(debuts: Petits, groupes: Ints) -> tuple[Ints, Ints]:
    """Return (position in ``groupes``, member) for every member of the CSR groups named, in order."""
    tailles = (debuts[groupes + 1] - debuts[groupes]).astype(np.int64)
    position = np.repeat(np.arange(len(groupes)), tailles)
    return position, np.repeat(debuts[groupes].astype(np.int64), tailles) + rangs_dans_groupe(tailles)
