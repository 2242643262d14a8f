"""What coupling rows and objectives count, per dwelling of an option worked on in a year.

Answers for: the table of a ``Mesure``, [parti, option, year], as exact integers.
Leaves to others: dwellings (indices), rows (lignes), terms (objectifs).
"""

from __future__ import annotations

import numpy as np

from renovation_opt.couplage.base import Mesure
from renovation_opt.instance import PARTIS, Instance, Ints


def valeurs(inst: Instance, mesure: Mesure, poids: Ints) -> Ints:
    """Return [2, Q, A] the measure per dwelling, by parti, option and year (a read-only view)."""
    forme = (len(PARTIS), len(inst.options.choix), inst.nb_annees)
    return np.broadcast_to(_valeurs(inst, mesure, poids), forme)


def _valeurs(inst: Instance, mesure: Mesure, poids: Ints) -> Ints:  # noqa: PLR0911 - one line per measure
    """Return the measure in any shape that spreads over [2, Q, A]."""
    choix = inst.options.choix
    match mesure:
        case Mesure.LOGEMENTS:
            return np.ones((1, 1, 1), dtype=np.int64)
        case Mesure.POIDS:
            return poids[choix][:, None]
        case Mesure.TRAVAUX:
            return inst.choix.travaux_eur[choix]
        case Mesure.AIDES:
            return _aides(inst, poids)
        case Mesure.LOGEMENTS_AIDES:
            fonds = (np.arange(len(inst.fonds)) == poids[0]).astype(np.int64)
            return (_aides(inst, fonds) > 0).astype(np.int64)
        case Mesure.FONDS_PROPRES:
            return inst.options.fonds_propres_eur.astype(np.int64)
        case Mesure.OBJECTIF:
            nul = np.zeros((1, 1, 1), dtype=np.int64)
            return sum((int(p) * objectif(inst, j) for j, p in enumerate(poids) if p), nul)
        case _:
            raise ValueError(mesure)


def _aides(inst: Instance, poids: Ints) -> Ints:
    """Return [Q, A] sum over funds of weight x aid."""
    fonds = inst.montage_fonds[inst.options.montage]
    par_case = np.where(fonds >= 0, poids[fonds], 0)
    aides: Ints = np.einsum("qs,qsa->qa", par_case, inst.options.aide_eur.astype(np.int64))
    return aides


def objectif(inst: Instance, j: int) -> Ints:
    """Return the value for objective ``j`` (see instance.OBJECTIFS) in any shape that spreads over [2, Q, A]."""
    choix = inst.options.choix
    if j == 0:
        return inst.choix.energie_kwh[choix][:, None] * inst.annees_comptees()
    if j == 1:
        return inst.choix.patrimoine[choix].T[:, :, None]
    return inst.choix.mixite[choix][:, None]
