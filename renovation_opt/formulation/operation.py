"""Constraints that concern one opération: C1, C2, C3, C4, C17.

Answers for: the shape of a plan.  C5, C6 (aid due) and C7 hold by construction: see ``renovation_opt.montage``.
Leaves to others: which index exists (indices) and what couples opérations (couplage, lignes).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from pulp import LpAffineExpression, LpConstraint, LpConstraintEQ, LpConstraintGE, LpConstraintLE, LpVariable

from renovation_opt.formulation.variables import Variables
from renovation_opt.instance import Instance


def un_seul_plan(inst: Instance, v: Variables) -> Iterator[LpConstraint]:
    """(C1) Une opération a au plus un chantier et un montage.

    sum over k, m of w[o,k,m]  <=  1     for all o not required
    Unit: plans.  Source: definition of a programme.  Audit: un_seul_plan.
    """
    for o in np.flatnonzero(~inst.operations.requise).tolist():
        yield _ligne("C1", v.noms_operations[o], dict.fromkeys(_plans(v, o), 1), LpConstraintLE, 1)


def lots_obligatoires(inst: Instance, v: Variables) -> Iterator[LpConstraint]:
    """(C2) Un lot énergivore (E, F, G) d'une opération ouverte reçoit un bouquet : pas de cité à moitié faite.

    sum over p of x[l,p,k,m] - w[o,k,m]  =  0     for all o, l in o obligatory, k, m
    Unit: lots.  Source: modelling choice.  Audit: lots_obligatoires.
    """
    for lot, w, xs in _par_lot_et_plan(inst, v):
        if inst.lots.obligatoire[lot]:
            nom = f"{v.noms_lots[lot]}.{v.noms_w[w]}"
            yield _ligne("C2", nom, {**dict.fromkeys(xs, 1), v.w[w]: -1}, LpConstraintEQ, 0)


def lots_facultatifs(inst: Instance, v: Variables) -> Iterator[LpConstraint]:
    """(C3) Un autre lot reçoit au plus un bouquet, si son opération est ouverte ; un chantier traite au moins un lot.

    sum over p of x[l,p,k,m] - w[o,k,m]  <=  0     for all o, l in o not obligatory, k, m
    sum over l in o, p of x[l,p,k,m] - w[o,k,m]  >=  0     for all o without obligatory lot, k, m
    Unit: lots.  Source: definition of a programme.  Audit: lots_facultatifs.
    """
    traites: dict[int, list[LpVariable]] = defaultdict(list)
    for lot, w, xs in _par_lot_et_plan(inst, v):
        traites[w] += xs
        if xs and not inst.lots.obligatoire[lot]:
            nom = f"{v.noms_lots[lot]}.{v.noms_w[w]}"
            yield _ligne("C3", nom, {**dict.fromkeys(xs, 1), v.w[w]: -1}, LpConstraintLE, 0)
    obligees = set(inst.lots.operation[inst.lots.obligatoire].tolist())
    for w, xs in traites.items():
        o = int(inst.chantiers.operation[v.ind.w_chantier[w]])
        if o not in obligees:
            nom = f"ouvre.{v.noms_operations[o]}.{v.noms_w[w]}"
            yield _ligne("C3", nom, {**dict.fromkeys(xs, 1), v.w[w]: -1}, LpConstraintGE, 0)


def compatibilite(inst: Instance, v: Variables) -> Iterator[LpConstraint]:
    """(C4) Un bouquet n'est proposé que s'il est permis : protection, statut, parti, aides ouvertes, plafond propre.

    x[l,p,k,m] exists  only if  p in P[l], m in M[o], p of heritage quality when k is `ensemble_patrimonial`,
    and the own money per dwelling of (l,p,m) is under the ceiling in every year of works of l under k (C12)
    Unit: none.  Source: hypotheses, scenario.  By construction of the index set: no row.  Audit: compatibilite.
    """
    del inst, v
    yield from ()


def decisions(inst: Instance, v: Variables) -> Iterator[LpConstraint]:
    """(C17) Une opération engagée ou imposée est dans le programme ; les chantiers exclus n'existent pas.

    sum over k, m of w[o,k,m]  =  1     for all o required
    Unit: plans.  Source: scenario (engagees, imposees, exclues).  Audit: decisions.
    """
    for o in np.flatnonzero(inst.operations.requise).tolist():
        yield _ligne("C17", v.noms_operations[o], dict.fromkeys(_plans(v, o), 1), LpConstraintEQ, 1)


def _plans(v: Variables, o: int) -> list[LpVariable]:
    """Return the w of an opération."""
    return v.w[v.ind.w_debut[o] : v.ind.w_debut[o + 1]]


def _par_lot_et_plan(inst: Instance, v: Variables) -> Iterator[tuple[int, int, list[LpVariable]]]:
    """Yield (lot, index of w, the x of this lot under this w) for every lot and every w of its opération."""
    xs: dict[tuple[int, int], list[LpVariable]] = defaultdict(list)
    for x, lot, w in zip(v.x, v.ind.x_lot.tolist(), v.ind.x_w.tolist(), strict=True):
        xs[lot, w].append(x)
    for lot, o in enumerate(inst.lots.operation.tolist()):
        for w in range(v.ind.w_debut[o], v.ind.w_debut[o + 1]):
            yield lot, w, xs.get((lot, w), [])


def _ligne(tag: str, nom: str, termes: dict[LpVariable, int], sens: int, borne: int) -> LpConstraint:
    """Return one named row."""
    return LpConstraint(LpAffineExpression(termes), sens, f"{tag}.{nom}", borne)
