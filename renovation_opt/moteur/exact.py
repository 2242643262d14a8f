"""Exact end of a small solve: every plan that could improve the programme, handed to branch and bound.

Answers for: ``enumerer`` (all plans whose reduced loss is within the gap) and ``conclure`` (the optimum over them).
Leaves to others: large instances, where the enumeration is refused and the bound of the relaxation stands.

A plan whose reduced value is more than (bound - programme) below the best of its opération is in no better programme;
without such plans the optimum is unchanged, so the optimum over the plans enumerated is the optimum of the solve.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from renovation_opt.instance import Instance
from renovation_opt.moteur.borne import echelles, unite
from renovation_opt.moteur.etape import But
from renovation_opt.moteur.maitre import Maitre
from renovation_opt.moteur.plans import Plans, gains, matrice
from renovation_opt.moteur.structure import Structure

PLANS_MAX = 30_000


def enumerer(inst: Instance, structure: Structure) -> Plans | None:
    """Return every plan of every opération, or ``None`` when there are more than ``PLANS_MAX``."""
    if _nombre(inst, structure) > PLANS_MAX:
        return None
    lignes = [
        (c, options)
        for c in range(len(structure.couple_om))
        for options in _combinaisons(inst, structure, c)
        if options
    ]
    couples = np.array([c for c, _options in lignes], dtype=np.int64)
    chantier = structure.couple_chantier[couples]
    return Plans(
        operation=inst.chantiers.operation[chantier],
        chantier=chantier,
        montage=structure.om_montage[structure.couple_om[couples]],
        debut_options=np.concatenate([[0], np.cumsum([len(o) for _c, o in lignes])]).astype(np.int64),
        options=np.array([q for _c, options in lignes for q in options], dtype=np.int32),
    )


def _segments(structure: Structure, couple: int) -> list[int]:
    """Return the (lot, montage) segments of a couple."""
    om = structure.couple_om[couple]
    return [int(x) for x in structure.lm_ordre[structure.om_debut[om] : structure.om_debut[om + 1]]]


def _nombre(inst: Instance, structure: Structure) -> float:
    """Return an upper bound on the number of plans."""
    tailles = np.diff(structure.lm_debut) + ~inst.lots.obligatoire[structure.lm_lot]
    logs = np.log(np.maximum(1, tailles))[structure.lm_ordre]
    par_om = np.add.reduceat(logs, structure.om_debut[:-1]) if len(logs) else np.zeros(0)
    return float(np.exp(np.minimum(par_om[structure.couple_om], 50.0)).sum())


def _combinaisons(inst: Instance, structure: Structure, couple: int) -> Iterator[tuple[int, ...]]:
    """Yield the options of every plan of a couple: one per mandatory lot, one or none per optional lot."""
    chantier = structure.couple_chantier[couple]
    annees = range(
        int(inst.chantiers.debut[chantier]), int(inst.chantiers.debut[chantier] + inst.chantiers.duree[chantier])
    )
    ensemble = inst.chantiers.parti[chantier] == 1
    possibles: list[list[int | None]] = []
    for lm in _segments(structure, couple):
        lot = structure.lm_lot[lm]
        n = int(inst.lots.logements[lot])
        actives = [a for i, a in enumerate(annees) if n // len(annees) or i < n % len(annees)]
        permises: list[int | None] = [
            q
            for q in range(structure.lm_debut[lm], structure.lm_debut[lm + 1])
            if not inst.options.interdite[q, actives].any() and (structure.ensemble[q] or not ensemble)
        ]
        possibles.append(permises if inst.lots.obligatoire[lot] else [None, *permises])
    for combinaison in product(*possibles):
        yield tuple(q for q in combinaison if q is not None)


def conclure(inst: Instance, but: But, plans: Plans, noeuds: int, temps_s: float) -> tuple[Plans | None, float]:
    """Return the best programme over all plans and a proven bound on its value."""
    colonnes = matrice(inst, but.couplage, plans)
    gain = gains(inst, but, plans)
    maitre = Maitre(but, inst.operations.requise, echelles(colonnes, but), unite(gain))
    maitre.ajouter(colonnes, gain, plans.operation)
    resultat = maitre.resoudre_entier(len(plans), noeuds, temps_s)
    return (None if resultat.pris is None else plans.extraire(np.flatnonzero(resultat.pris))), resultat.borne
