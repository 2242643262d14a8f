"""The schedule of money: one row per year, what each fund and the owner commit (AE) and pay (CP).

Answers for: ``echeancier`` and the names of its columns.
Leaves to others: how a commitment is paid (argent).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from renovation_opt.instance import Instance
from renovation_opt.rapports.tables.argent import financeurs

MESURES = ("ae", "cp")
"""Commitments (at signature), then payments (along the works)."""


def colonne_mesure(mesure: str, financement: str) -> str:
    """Return the name of the column of one measure of one fund."""
    return f"{mesure}_{financement}_eur"


def colonne_total(mesure: str) -> str:
    """Return the name of the column of one measure, all funds together."""
    return f"{mesure}_eur"


def echeancier(inst: Instance, versements: pd.DataFrame, annees: Sequence[int]) -> pd.DataFrame:
    """Return ``annee``, then for AE and CP one column per fund (owners last) and their total, in whole euros."""
    codes = [code for code, _contributeur in financeurs(inst).values()]
    table = pd.DataFrame({"annee": list(annees)}, dtype="int64")
    for mesure in MESURES:
        sommes = versements.groupby(["annee", "financement"])[f"{mesure}_eur"].sum().to_dict()
        for code in codes:
            table[colonne_mesure(mesure, code)] = [int(sommes.get((annee, code), 0)) for annee in annees]
        table[colonne_total(mesure)] = table[[colonne_mesure(mesure, code) for code in codes]].sum(axis=1)
    return table
