"""The cités that have works, one row each, and the years of their works.

Answers for: ``table_cites`` (what a map needs to say of a cité) and ``calendrier`` (dwellings of each year by cité and
landlord, phases together).  The main bailleur and bouquet are those of most dwellings, the main fund the one that pays
most; ties go to the first code in order.
Leaves to others: places and colours (page.carte).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from renovation_opt.instance import PARTIS, Instance
from renovation_opt.rapports.tables.lignes import PROPRES, aide
from renovation_opt.rapports.tables.programme import en_unites_lues

_LIEU = ["cite_id", "cite", "commune", "epci"]
_SOMMES = ["logements", "cout_eur", "aides_eur", "fonds_propres_eur"]
_EFFETS = ["energie_kwh", "energie_cumul_kwh", "patrimoine_m", "mixite_u"]
_LUES = ["energie_mwh_an", "points_patrimoine", "menages_diversifies"]
COLONNES_CITES = (*_LIEU, "debut", "fin", "groupe", "bouquet", "financement", *_SOMMES, *_LUES)


def table_cites(inst: Instance, lignes: pd.DataFrame) -> pd.DataFrame:
    """Return one row per cité with works, sorted by code."""
    groupes = lignes.groupby(_LIEU, sort=True)
    table = groupes[[*_SOMMES, *_EFFETS]].sum()
    table["debut"], table["fin"] = groupes["annee"].min(), groupes["annee"].max()
    table = en_unites_lues(table.reset_index())
    for colonne in ("groupe", "bouquet"):
        table[colonne] = table["cite_id"].map(_principal(lignes, colonne))
    table["financement"] = table["cite_id"].map(_payeur(lignes, [f.code for f in inst.fonds]))
    return table[list(COLONNES_CITES)].sort_values("cite_id", ignore_index=True)


def calendrier(lignes: pd.DataFrame) -> pd.DataFrame:
    """Return one row per group of phases (``parente``) and year: dwellings, whether all the cité is restored."""
    cles = ["bailleur", "parente", "cite_id", "cite", "commune", "epci", "annee"]
    marquees = lignes.assign(ensemble=lignes["parti"] == PARTIS[1])
    return (
        marquees.groupby(cles, sort=True)
        .agg(logements=("logements", "sum"), ensemble=("ensemble", "max"))
        .reset_index()
    )


def _principal(lignes: pd.DataFrame, colonne: str) -> dict[str, str]:
    """Return cité -> the code of ``colonne`` that has most dwellings there."""
    sommes = lignes.groupby(["cite_id", colonne], sort=True)["logements"].sum().reset_index()
    ordre = sommes.sort_values(["cite_id", "logements", colonne], ascending=[True, False, True])
    premiers = ordre.drop_duplicates("cite_id")
    return dict(zip(premiers["cite_id"], premiers[colonne], strict=True))


def _payeur(lignes: pd.DataFrame, fonds: Sequence[str]) -> dict[str, str]:
    """Return cité -> the public fund that pays most there, the owner's money when none pays."""
    if not fonds:
        return dict.fromkeys(lignes["cite_id"], PROPRES)
    colonnes = {aide(code): code for code in fonds}
    sommes = lignes.groupby("cite_id")[list(colonnes)].sum()
    premiers = sommes.idxmax(axis=1).map(colonnes).where(sommes.max(axis=1) > 0, PROPRES)
    return {str(cite): str(code) for cite, code in premiers.items()}
