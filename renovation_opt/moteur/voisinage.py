"""Neighbourhoods solved exactly: some opérations are free, the others keep their plan, branch and bound decides.

Answers for: which opérations are freed together, and the small integer programme over their plans.
Leaves to others: the order of the rounds (resolution).

Large neighbourhood search (Shaw 1998): the opérations freed share scarce rows - a landlord, an EPCI, or a fund.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from scipy.sparse import csc_array

from renovation_opt.instance import Ints
from renovation_opt.moteur.borne import echelles, unite
from renovation_opt.moteur.etape import Reels
from renovation_opt.moteur.maitre import Maitre
from renovation_opt.moteur.recherche import Terrain

LIBRES = 25
"""Opérations freed at once."""
PLANS_PAR_LIBRE = 15
NOEUDS = 100
TEMPS_S = 30.0
"""Safety only: the work is limited by the nodes, so that the answer does not depend on the clock."""


def choisir(terrain: Terrain, courant: Ints, hasard: Generator) -> Ints:
    """Return the opérations to free: those of one landlord, EPCI or fund, or any, drawn at random."""
    ops, operations = terrain.ops, terrain.inst.operations
    pivot = int(hasard.choice(ops))
    pris = ops[courant[ops] >= 0]
    montage = terrain.plans.montage
    memes_montages = pris[montage[courant[pris]] == montage[courant[pivot]]] if courant[pivot] >= 0 else ops
    familles = (
        ops[operations.bailleur[ops] == operations.bailleur[pivot]],
        ops[operations.epci[ops] == operations.epci[pivot]],
        memes_montages,
        ops,
    )
    memes = familles[int(hasard.integers(len(familles)))]
    return np.sort(hasard.choice(memes, min(LIBRES, len(memes)), replace=False))


def ameliorer(terrain: Terrain, courant: Ints, libres: Ints, temps_s: float) -> Ints | None:
    """Return the programme with the best plans for the opérations freed, ``None`` when nothing was found."""
    rangs = _plans_libres(terrain, courant, libres)
    fixes = courant.copy()
    fixes[libres] = -1
    fixes = fixes[fixes >= 0]
    usage = np.asarray(terrain.colonnes[:, fixes].sum(axis=1)).reshape(-1) if len(fixes) else None
    requise = np.zeros(len(terrain.inst.operations.codes), dtype=bool)
    requise[libres] = terrain.inst.operations.requise[libres]
    colonnes = csc_array(terrain.colonnes[:, rangs])
    echelle: Reels = echelles(terrain.colonnes, terrain.but)
    maitre = Maitre(terrain.but, requise, echelle, unite(terrain.gain))
    if usage is not None:
        maitre.retrancher(usage)
    maitre.ajouter(colonnes, terrain.gain[rangs], terrain.plans.operation[rangs])
    pris, _borne = maitre.resoudre_entier(len(rangs), NOEUDS, min(TEMPS_S, temps_s))
    if pris is None:
        return None
    nouveau = courant.copy()
    nouveau[libres] = -1
    nouveau[terrain.plans.operation[rangs[pris]]] = rangs[pris]
    return nouveau


def _plans_libres(terrain: Terrain, courant: Ints, libres: Ints) -> Ints:
    """Return the plans offered: the best of each freed opération by reduced value, and its current one."""
    rangs = [
        np.arange(debut, min(debut + PLANS_PAR_LIBRE, fin))
        for debut, fin in zip(terrain.op_debut[libres], terrain.op_debut[libres + 1], strict=True)
    ]
    actuels = courant[libres]
    return np.unique(np.concatenate([*rangs, actuels[actuels >= 0]]))
