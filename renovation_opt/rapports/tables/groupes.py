"""The programme gathered by landlord or by EPCI.

Answers for: ``par_groupe``: one row per code that has works, in the order of the instance.
Leaves to others: the same cut year by year (operations, vues).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from renovation_opt.rapports.tables.programme import en_unites_lues

_ARGENT = ("travaux_eur", "espaces_publics_eur", "cout_eur", "aides_eur", "fonds_propres_eur")
_ENTIERS = ("energie_kwh", "energie_cumul_kwh", "patrimoine_m", "mixite_u")


def par_groupe(lignes: pd.DataFrame, dimension: str, codes: Sequence[str]) -> pd.DataFrame:
    """Return one row per code of ``dimension``: opérations, cités, dwellings (and those estimated), euros, effects."""
    aides = [str(c) for c in lignes.columns if str(c).startswith("aide_")]
    estimes = lignes["logements"].where(lignes["qualite"] == "estime", 0)
    groupes = lignes.assign(logements_estimes=estimes).groupby(dimension)
    table = groupes[["logements", "logements_estimes", *_ARGENT, *aides, *_ENTIERS]].sum()
    table.insert(0, "operations", groupes["operation"].nunique())
    table.insert(1, "cites", groupes["cite_id"].nunique())
    presents = [code for code in codes if code in table.index]
    return en_unites_lues(table.loc[presents].astype("int64").rename_axis(dimension).reset_index())
