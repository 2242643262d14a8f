"""The objectives as named terms, so that a report can itemise them.

Answers for: the coefficients of each term, their weighted sum, and the shortfall of soft targets.
Leaves to others: the method that chains solves (moteur), the units shown to users (rapports).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from pulp import LpAffineExpression

from renovation_opt.couplage.base import Couplage
from renovation_opt.formulation.indices import rangs
from renovation_opt.formulation.mesures import objectif
from renovation_opt.formulation.variables import Variables
from renovation_opt.instance import COURANT, PARTIS, Instance, Ints

Poids = Fraction | float | int
Reels = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class But:
    """What one solve optimises: the least shortfall (``manque``), else the weighted sum, maximised.

    ``poids``: of energie per kWh, of patrimoine per thousandth of a point, of mixite per millionth of a household.
    ``gains``: name of a column of the coupling -> value of one unit of it, added to the weighted sum.
    """

    poids: tuple[Poids, Poids, Poids] = (0, 0, 0)
    manque: bool = False
    gains: tuple[tuple[str, float], ...] = ()


def energie(inst: Instance, v: Variables) -> Ints:
    """(O1) Énergie finale économisée, cumulée de l'année qui suit les travaux à `compter_jusqu_a`.

    energie  =  sum over o, l, p, k, m, a of n[l,k,a] * energie_kwh[l,p] * annees_comptees[a] * x[l,p,k,m]
    Unit: kWh.  Source: hypotheses (consumption after works, usage gap).  Audit: objectifs.
    """
    return _somme(inst, v, objectif(inst, 0))


def patrimoine_qualite(inst: Instance, v: Variables) -> Ints:
    """(O2) Qualité patrimoniale : intérêt de la cité x qualité du bouquet.

    patrimoine.qualite  =  sum over o, l, p, k, m, a of n[l,k,a] * patrimoine[l,p,courant] * x[l,p,k,m]
    Unit: thousandths of a point.  Source: hypotheses (scoring grids).  Audit: objectifs.
    """
    return _somme(inst, v, objectif(inst, 1)[[COURANT]])


def patrimoine_ensemble(inst: Instance, v: Variables) -> Ints:
    """(O2) Prime d'ensemble : l'opération entière restaurée avec une qualité patrimoniale.

    patrimoine.ensemble  =  sum over o, l, p, m, a and k of parti ensemble of
                            n[l,k,a] * (patrimoine[l,p,ensemble] - patrimoine[l,p,courant]) * x[l,p,k,m]
    Unit: thousandths of a point.  Source: hypotheses (scoring grids).  Audit: objectifs.
    """
    table = objectif(inst, 1)
    return _somme(inst, v, table - table[[COURANT]])


def mixite(inst: Instance, v: Variables) -> Ints:
    """(O3) Ménages diversifiés, pondérés par l'écart de la cité à son EPCI.

    mixite  =  sum over o, l, p, k, m, a of n[l,k,a] * mixite[l,p] * x[l,p,k,m]
    Unit: millionths of a weighted household.  Source: hypotheses (diversification rates).  Audit: objectifs.
    """
    return _somme(inst, v, objectif(inst, 2))


TERMES: dict[str, tuple[int, Callable[[Instance, Variables], Ints]]] = {
    "energie": (0, energie),
    "patrimoine.qualite": (1, patrimoine_qualite),
    "patrimoine.ensemble": (1, patrimoine_ensemble),
    "mixite": (2, mixite),
}
"""Every term of the objective: its name, its objective (see instance.OBJECTIFS), its coefficients."""


def termes(inst: Instance, v: Variables) -> dict[str, LpAffineExpression]:
    """Return each term of the objective, unweighted, in exact integers."""
    return {nom: _expression(v, terme(inst, v)) for nom, (_, terme) in TERMES.items()}


def ponderer(inst: Instance, v: Variables, poids: tuple[Poids, Poids, Poids]) -> LpAffineExpression:
    """Return the weighted sum of the terms; exact when the weights are integers."""
    exacts = [Fraction(p) for p in poids]
    utiles = [(exacts[j], terme(inst, v)) for j, terme in TERMES.values() if exacts[j]]
    if all(p.denominator == 1 for p, _terme in utiles):
        entiers = np.zeros(len(v.x), dtype=np.int64)
        for p, coefficients in utiles:
            entiers += int(p) * coefficients
        return _expression(v, entiers)
    reels = np.zeros(len(v.x))
    for p, coefficients in utiles:
        reels += float(p) * coefficients
    return _expression(v, reels)


def manque(couplage: Couplage, v: Variables) -> LpAffineExpression:
    """(manque) Manque relatif total des cibles souples, à rendre le plus petit avant tout le reste.

    manque  =  sum over soft targets c of manque[c] / echelle[c]     (minimised)
    Unit: share of the scale of each target.  Source: scenario (souple).  Audit: cibles_volume, prioritaires.
    """
    return LpAffineExpression([(v.colonnes[c.nom], c.relatif) for c in couplage.colonnes if c.relatif])


def gains(v: Variables, valeurs: tuple[tuple[str, float], ...]) -> LpAffineExpression:
    """Return sum of value * column; KeyError when the coupling has no such column."""
    return LpAffineExpression([(v.colonnes[nom], valeur) for nom, valeur in valeurs])


def _somme(inst: Instance, v: Variables, table: Ints) -> Ints:
    """Return [X] sum over a of n[l,k,a] * table[parti, q, a]."""
    ind = v.ind
    forme = (len(PARTIS), len(inst.options.choix), inst.nb_annees)
    large, parti = np.broadcast_to(table, forme), inst.chantiers.parti[ind.x_chantier]
    total = np.zeros(len(v.x), dtype=np.int64)
    for ici, annee, n in rangs(inst, ind.x_lot, ind.x_chantier):
        total[ici] += n * large[parti[ici], ind.x_option[ici], annee]
    return total


def _expression(v: Variables, coefficients: Ints | Reels) -> LpAffineExpression:
    """Return sum of coefficients * x, without the zeros."""
    ici = np.flatnonzero(coefficients).tolist()
    return LpAffineExpression(list(zip((v.x[i] for i in ici), coefficients[ici].tolist(), strict=True)))
