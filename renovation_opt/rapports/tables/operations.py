"""The opérations opened, their plan de financement, and the programme year by year.

Answers for: ``table_operations`` (one row per opération: chantier, parti, montage, dwellings, money, effects),
``plan_financement`` (one row per opération and year: what each fund and the owner pay), ``profils`` (its bouquets and
funds) and ``par_annee``.
Leaves to others: titles and drawing.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from renovation_opt.programme import PlanOperation
from renovation_opt.rapports.tables.lignes import PROPRES, aide
from renovation_opt.rapports.tables.programme import en_unites_lues

_IDENTITE = ("operation", "cite_id", "cite", "commune", "epci", "bailleur", "statut")
_CHANTIER = ("debut", "fin", "duree", "parti", "montage")
_ARGENT = ("travaux_eur", "espaces_publics_eur", "cout_eur")
_EFFETS = ("energie_mwh_an", "points_patrimoine", "menages_diversifies")
_SOMMES = ["logements", *_ARGENT, "aides_eur", "fonds_propres_eur"]
_ENTIERS = ["energie_kwh", "energie_cumul_kwh", "patrimoine_m", "mixite_u"]
COLONNES_OPERATIONS = (
    *_IDENTITE,
    "parente",
    *_CHANTIER,
    "logements",
    *_ARGENT,
    "aides_eur",
    "fonds_propres_eur",
    *_EFFETS,
)


def table_operations(lignes: pd.DataFrame, plans: Sequence[PlanOperation]) -> pd.DataFrame:
    """Return one row per opération of ``lignes``, by first year then code; debut and duree are those of the plan."""
    cles = [*_IDENTITE, "parente", "parti", "montage"]
    table = lignes.groupby(cles, sort=True)[[*_SOMMES, *_ENTIERS]].sum().reset_index()
    debut = {plan.operation: plan.debut for plan in plans}
    duree = {plan.operation: plan.duree for plan in plans}
    table["debut"] = table["operation"].map(debut).astype("int64")
    table["duree"] = table["operation"].map(duree).astype("int64")
    table["fin"] = table["debut"] + table["duree"] - 1
    lues = en_unites_lues(table)[list(COLONNES_OPERATIONS)]
    return lues.sort_values(["debut", "operation"], ignore_index=True)


def profils(lignes: pd.DataFrame, fonds: Sequence[str]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return opération -> codes of its bouquets, codes of the funds that pay something for it, both sorted."""
    bouquets = {str(nom): tuple(sorted(set(codes))) for nom, codes in lignes.groupby("operation")["bouquet"]}
    aides = lignes.groupby("operation")[[aide(code) for code in fonds]].sum()
    payeurs = {
        str(nom): tuple(sorted(code for code, montant in zip(fonds, rang, strict=True) if montant))
        for nom, *rang in aides.itertuples()
    }
    return {nom: (codes, payeurs[nom]) for nom, codes in bouquets.items()}


def plan_financement(lignes: pd.DataFrame, fonds: Sequence[str]) -> pd.DataFrame:
    """Return one row per opération and year: cost = sum of the aids + fonds propres, to the euro."""
    cles = ["operation", "cite", "commune", "bailleur", "montage", "annee"]
    argent = [*_ARGENT, *(aide(code) for code in fonds), "fonds_propres_eur"]
    return lignes.groupby(cles, sort=True)[["logements", *argent]].sum().reset_index()


def par_annee(lignes: pd.DataFrame, versements: pd.DataFrame, annees: Sequence[int]) -> pd.DataFrame:
    """Return one row per year of the horizon and of the payments: opérations in works, dwellings, AE, CP, effects."""
    aides = [str(c) for c in lignes.columns if str(c).startswith("aide_")]
    sommes = lignes.groupby("annee")[[*_SOMMES, *aides, *_ENTIERS]].sum()
    sommes.insert(0, "operations", lignes.groupby("annee")["operation"].nunique())
    publics = versements["financement"] != PROPRES
    sommes = sommes.reindex(_annees(versements, annees), fill_value=0)
    sommes["cp_aides_eur"] = _cp(versements[publics], sommes.index)
    sommes["cp_fonds_propres_eur"] = _cp(versements[~publics], sommes.index)
    sommes.index.name = "annee"
    return en_unites_lues(sommes.fillna(0).astype("int64").reset_index())


def _annees(versements: pd.DataFrame, annees: Sequence[int]) -> list[int]:
    """Return the years of the horizon, then those in which payments go on."""
    derniere = max([annees[-1], *(int(a) for a in versements["annee"])])
    return list(range(annees[0], derniere + 1))


def _cp(versements: pd.DataFrame, index: pd.Index[int]) -> pd.Series[int]:
    """Return the payments of each year."""
    return versements.groupby("annee")["cp_eur"].sum().reindex(index, fill_value=0).astype("int64")
