"""The programme as others read it: one row per lot and year, columns fixed.

Answers for: the order of the columns and ``table_programme``.  ``debut`` and ``duree`` are those of the plan of the
opération, the same on each of its rows.  In each row travaux + espaces publics = sum of aids + fonds propres, to the
euro.  ``energie_mwh_an`` is saved each year once the works are done, ``energie_mwh_cumules`` to
the end of counting, ``menages_diversifies`` is weighted as in the objective (mixité).
Leaves to others: writing it.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from renovation_opt.instance import ECHELLE_MIXITE, ECHELLE_PATRIMOINE
from renovation_opt.rapports.tables.lignes import aide

KWH_PAR_MWH = 1_000
_IDENTITE = (
    *("annee", "operation", "cite_id", "cite", "commune", "code_insee", "epci", "bailleur", "statut"),
    *("lot_id", "etiquette_dpe", "bouquet", "debut", "duree", "parti", "montage"),
)
_AVANT_AIDES = ("logements", "travaux_eur", "espaces_publics_eur")
_APRES_AIDES = (
    "fonds_propres_eur",
    "energie_mwh_an",
    "energie_mwh_cumules",
    "points_patrimoine",
    "menages_diversifies",
    "qualite",
)


def colonnes_programme(fonds: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of ``programme.csv``, one aid per fund code, in the order of the scenario."""
    return (*_IDENTITE, *_AVANT_AIDES, *(aide(code) for code in fonds), *_APRES_AIDES)


def table_programme(lignes: pd.DataFrame, fonds: Sequence[str]) -> pd.DataFrame:
    """Return the rows of ``programme.csv``, sorted by year, opération and lot."""
    table = en_unites_lues(lignes)[list(colonnes_programme(fonds))]
    return table.sort_values(["annee", "operation", "lot_id"], ignore_index=True)


def en_unites_lues(lignes: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with its exact integers also in the units people read (MWh, points, households)."""
    return lignes.assign(
        energie_mwh_an=lignes["energie_kwh"] / KWH_PAR_MWH,
        energie_mwh_cumules=lignes["energie_cumul_kwh"] / KWH_PAR_MWH,
        points_patrimoine=lignes["patrimoine_m"] / ECHELLE_PATRIMOINE,
        menages_diversifies=lignes["mixite_u"] / ECHELLE_MIXITE,
    )
