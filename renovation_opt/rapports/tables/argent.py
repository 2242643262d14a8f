"""Who pays what, when: commitments (AE) and payments (CP).

Answers for: ``engagements`` (AE by year, opération, fund), ``paiements`` (CP by year of payment), ``financements``
(both by year, fund, contributor, bailleur), ``par_dimension`` (both by year and one dimension at a time).  A commitment
of year a is paid a, a+1, ... by the shares of ``inst.cp``, in whole euros, the last share taking the remainder, so that
CP add up to AE; payments may pass the horizon.
Leaves to others: slices, carry-over and what is lost (tranches).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from renovation_opt.instance import Instance
from renovation_opt.rapports.tables.lignes import PROPRES, aide, groupe

CONTRIBUTEUR_PROPRES = "maitre_d_ouvrage"
"""Contributor of the owner's money: the bailleur, or the private owners."""
COLONNES_PAIEMENTS = ("annee", "operation", "bailleur", "financement", "contributeur", "ae_eur", "cp_eur")
DIMENSIONS = ("financement", "contributeur", "groupe")
_CLES = ["annee", "operation", "bailleur", "financement", "contributeur"]


def financeurs(inst: Instance) -> dict[str, tuple[str, str]]:
    """Return column of the money -> (code, contributor): the funds in the order of the scenario, then the owner."""
    colonnes = {aide(f.code): (f.code, f.contributeur) for f in inst.fonds}
    return colonnes | {"fonds_propres_eur": (PROPRES, CONTRIBUTEUR_PROPRES)}


def echeancier(montant: int, parts: Sequence[Fraction]) -> list[int]:
    """Return the payments of a commitment, in whole euros: each share rounded down, the last takes the remainder."""
    versements = [int(montant * part) for part in parts[:-1]]
    return [*versements, montant - sum(versements)]


def engagements(inst: Instance, lignes: pd.DataFrame) -> pd.DataFrame:
    """Return the AE: one row per year, opération and fund that pays something."""
    sources = financeurs(inst)
    groupes = lignes.groupby(["annee", "operation", "bailleur"], sort=True)[list(sources)].sum().reset_index()
    longues = groupes.melt(["annee", "operation", "bailleur"], var_name="source", value_name="ae_eur")
    longues["financement"] = longues["source"].map({c: code for c, (code, _) in sources.items()})
    longues["contributeur"] = longues["source"].map({c: contributeur for c, (_, contributeur) in sources.items()})
    return longues.loc[longues["ae_eur"] != 0, [*_CLES, "ae_eur"]]


def paiements(inst: Instance, lignes: pd.DataFrame) -> pd.DataFrame:
    """Return AE and CP by year, opération and fund (fonds propres included), sorted."""
    ae = engagements(inst, lignes)
    annees = pd.Index(ae["annee"])
    echeances = [echeancier(int(montant), inst.cp) for montant in ae["ae_eur"]]
    morceaux = [ae.assign(cp_eur=0)]
    for rang in range(len(inst.cp)):
        versement = [versements[rang] for versements in echeances]
        morceaux.append(ae.assign(annee=annees + rang, ae_eur=0, cp_eur=versement))
    tout = pd.concat(morceaux, ignore_index=True).astype({"annee": "int64", "ae_eur": "int64", "cp_eur": "int64"})
    table = tout.groupby(_CLES, sort=True)[["ae_eur", "cp_eur"]].sum().reset_index()
    return table.loc[(table["ae_eur"] != 0) | (table["cp_eur"] != 0), list(COLONNES_PAIEMENTS)].reset_index(drop=True)


def financements(versements: pd.DataFrame) -> pd.DataFrame:
    """Return AE and CP by year, fund, contributor and bailleur."""
    cles = ["annee", "financement", "contributeur", "bailleur"]
    return versements.groupby(cles, sort=True)[["ae_eur", "cp_eur"]].sum().reset_index()


def par_dimension(inst: Instance, versements: pd.DataFrame) -> pd.DataFrame:
    """Return AE and CP by year and by code of each dimension: fund, contributor, landlord (private owners together)."""
    groupes = {b.code: groupe(b) for b in inst.bailleurs}
    complets = versements.assign(groupe=versements["bailleur"].map(groupes))
    morceaux = [
        complets.groupby([dimension, "annee"], sort=True)[["ae_eur", "cp_eur"]]
        .sum()
        .reset_index()
        .rename(columns={dimension: "code"})
        .assign(dimension=dimension)
        for dimension in DIMENSIONS
    ]
    return pd.concat(morceaux, ignore_index=True)
