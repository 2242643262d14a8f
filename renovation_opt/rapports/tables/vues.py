"""A view of the programme: the same tables for the whole of it or for one bailleur.

Answers for: ``Vue`` and ``vue``.  Leaves to others: what only the whole has (Tables).
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from renovation_opt.instance import Instance
from renovation_opt.programme import Programme
from renovation_opt.rapports.tables import argent, echeancier, indicateurs, operations, programme
from renovation_opt.rapports.tables.indicateurs import Indicateur


@dataclass(frozen=True, slots=True, eq=False)
class Vue:
    """Tables of a set of lines: see the module of each."""

    lignes: pd.DataFrame
    programme: pd.DataFrame
    paiements: pd.DataFrame
    annees: pd.DataFrame
    operations: pd.DataFrame
    plan: pd.DataFrame
    echeancier: pd.DataFrame
    indicateurs: tuple[Indicateur, ...]


def vue(inst: Instance, solution: Programme, lignes: pd.DataFrame) -> Vue:
    """Return the tables of some lines of a programme."""
    fonds = [f.code for f in inst.fonds]
    versements = argent.paiements(inst, lignes)
    annees = operations.par_annee(lignes, versements, inst.annees)
    return Vue(
        lignes=lignes,
        programme=programme.table_programme(lignes, fonds),
        paiements=versements,
        annees=annees,
        operations=operations.table_operations(lignes, solution.plans),
        plan=operations.plan_financement(lignes, fonds),
        echeancier=echeancier.echeancier(inst, versements, annees["annee"].tolist()),
        indicateurs=tuple(indicateurs.communs(inst, lignes, versements)),
    )
