"""The bouquets of a whole programme chosen again, at once: chantiers and montages held, one integer programme.

Answers for: ``finir``.
Leaves to others: chantiers and montages (recherche).

With chantiers and montages fixed, what is left is a multiple-choice knapsack over some thousand lots, whose relaxation
is nearly integral: branch and bound closes it to a thousandth, where it finds nothing when chantiers are free too.
"""

from __future__ import annotations

import numpy as np

from renovation_opt.moteur.borne import echelles, unite
from renovation_opt.moteur.maitre import Maitre
from renovation_opt.moteur.plans import Plans, gains, matrice, usage
from renovation_opt.moteur.structure import etendre
from renovation_opt.moteur.tarification import IMPOSSIBLE
from renovation_opt.moteur.terrain import Terrain

ECART = 1e-3
"""Relative gap at which the bouquets are good enough."""
NOEUDS = 200
TEMPS_S = 30.0
"""Safety only: gap and nodes stop the work, so that the answer does not depend on the clock."""


def finir(terrain: Terrain, programme: Plans, temps_s: float) -> Plans | None:
    """Return the programme with better bouquets for the same chantiers and montages, ``None`` when none was found."""
    inst, s, but = terrain.inst, terrain.structure, terrain.but
    couples = terrain.couples(programme)
    rang, position = etendre(s.om_debut, s.couple_om[couples].astype(np.int64))
    lm = s.lm_ordre[position].astype(np.int64)
    segment, q = etendre(s.lm_debut, lm)
    plan = rang[segment]
    permise = terrain.valeurs_lots(q, programme.chantier[plan]) > IMPOSSIBLE / 2
    segment, q, plan = segment[permise], q[permise], plan[permise]
    seuls = _seuls(programme, plan, q)
    vides = _seuls(programme, plan, None)
    colonnes = (matrice(inst, but.couplage, seuls) - matrice(inst, but.couplage, vides)).tocsc()
    gain = gains(inst, but, seuls) - gains(inst, but, vides)
    nus = _seuls(programme, np.arange(len(programme)), None)
    maitre = Maitre(but, inst.lots.obligatoire[s.lm_lot[lm]], echelles(colonnes, but), unite(gain))
    maitre.retrancher(usage(inst, but.couplage, nus))
    maitre.ajouter(colonnes, gain, segment.astype(np.int32))
    pris, _borne = maitre.resoudre_entier(
        len(q), NOEUDS, min(TEMPS_S, temps_s), ecart=ECART, depart=np.isin(q, programme.options)
    )
    if pris is None:
        return None
    debut = np.searchsorted(plan[pris], np.arange(len(programme) + 1))
    return Plans(
        programme.operation, programme.chantier, programme.montage, debut.astype(np.int64), q[pris].astype(np.int32)
    )


def _seuls(programme: Plans, plan: np.ndarray, q: np.ndarray | None) -> Plans:
    """Return plans of one option each (or of none) with the chantier and montage of the plans named."""
    options = np.zeros(0, dtype=np.int32) if q is None else q.astype(np.int32)
    debut = np.zeros(len(plan) + 1, dtype=np.int64) if q is None else np.arange(len(plan) + 1, dtype=np.int64)
    return Plans(programme.operation[plan], programme.chantier[plan], programme.montage[plan], debut, options)
