"""What one landlord has to decide, or the owners of one EPCI: what starts, what it costs them, within which limits.

Answers for: ``a_decider`` (one row per year) and ``reste_a_charge`` (own money per dwelling, of private owners).
Leaves to others: the words (dossiers).
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from renovation_opt.instance import PARTIS, Instance
from renovation_opt.rapports.tables.vues import Vue

COLONNES_DECISIONS = (
    *("annee", "lancees", "ensembles", "operations", "logements", "capacite"),
    *("cout_eur", "aides_eur", "fonds_propres_eur", "fonds_propres_max_eur"),
)


@dataclass(frozen=True, slots=True)
class ResteACharge:
    """Own money per dwelling, in euros: mean, largest among lots, ceiling of the scenario (None without)."""

    moyen_eur: float
    maximum_eur: int
    plafond_eur: int | None


def a_decider(inst: Instance, bailleur: str, vue: Vue) -> pd.DataFrame:
    """Return one row per year of the horizon; a limit that does not exist is missing (NA)."""
    b = [bailleur_.code for bailleur_ in inst.bailleurs].index(bailleur)
    table = vue.annees[vue.annees["annee"].isin(inst.annees)].reset_index(drop=True)
    debuts = vue.operations.groupby("debut").size()
    ensembles = vue.operations[vue.operations["parti"] == PARTIS[1]].groupby("debut").size()
    table["lancees"] = [int(debuts.get(annee, 0)) for annee in inst.annees]
    table["ensembles"] = [int(ensembles.get(annee, 0)) for annee in inst.annees]
    for colonne, limites in (("capacite", inst.capacite[b]), ("fonds_propres_max_eur", inst.fonds_propres[b])):
        table[colonne] = pd.array([None if limite < 0 else int(limite) for limite in limites], dtype="Int64")
    return table[list(COLONNES_DECISIONS)]


def reste_a_charge(inst: Instance, bailleur: str, vue: Vue) -> ResteACharge | None:
    """Return the own money per dwelling; None without works."""
    logements = int(vue.lignes["logements"].sum())
    if not logements:
        return None
    b = [bailleur_.code for bailleur_ in inst.bailleurs].index(bailleur)
    plafond = int(inst.reste_a_charge_eur[b])
    par_logement = vue.lignes["fonds_propres_eur"] // vue.lignes["logements"]
    moyen = int(vue.lignes["fonds_propres_eur"].sum()) / logements
    return ResteACharge(moyen, int(par_logement.max()), plafond if plafond >= 0 else None)
