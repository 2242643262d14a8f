"""The compact model: the only file to read to know what is in it.

Answers for: the table of contents (every constraint and every term of the objective, in order) and the assembly.
Leaves to others: each equation (the functions listed here), solving and writing (resolution).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from pulp import LpConstraint, LpMaximize, LpMinimize, LpProblem

from renovation_opt import couplage as coupl
from renovation_opt.couplage.base import Couplage
from renovation_opt.formulation import objectifs, operation
from renovation_opt.formulation.lignes import couplages
from renovation_opt.formulation.noms import lisible
from renovation_opt.formulation.objectifs import But
from renovation_opt.formulation.variables import Variables, variables
from renovation_opt.instance import Instance

PAR_OPERATION: tuple[Callable[[Instance, Variables], Iterator[LpConstraint]], ...] = (
    operation.un_seul_plan,  # C1
    operation.lots_obligatoires,  # C2
    operation.lots_facultatifs,  # C3
    operation.compatibilite,  # C4, by construction of the index set
    operation.decisions,  # C17
)
"""Constraints of one opération."""

PAR_CONSTRUCTION: tuple[str, ...] = (
    "equilibre_financier",  # C5
    "aide_due",  # C6
    "cumul_aides",  # C7
)
"""Rules of ``renovation_opt.montage`` that the coefficients already obey."""

PAR_COUPLAGE = coupl.CONTRAINTES
"""Coupling constraints: quota C6, C8, C9, C10, C11, C12, C13, C14, C15, C16."""

OBJECTIFS = (*(terme for _, terme in objectifs.TERMES.values()), objectifs.manque)
"""O1 energie; O2 patrimoine.qualite, patrimoine.ensemble; O3 mixite; or the shortfall of soft targets."""


def modele_compact(inst: Instance, couplage: Couplage, objectif: But) -> tuple[LpProblem, Variables]:
    """Return the compact model of an instance, its coupling and what this solve optimises."""
    probleme = LpProblem(lisible(inst.nom) or "programme", LpMinimize if objectif.manque else LpMaximize)
    v = variables(inst, couplage, probleme)
    if objectif.manque:
        probleme.setObjective(objectifs.manque(couplage, v))
    else:
        probleme.setObjective(objectifs.ponderer(inst, v, objectif.poids) + objectifs.gains(v, objectif.gains))
    for ligne in chain.from_iterable((*(c(inst, v) for c in PAR_OPERATION), couplages(inst, couplage, v))):
        probleme.addConstraint(ligne)
    return probleme, v
