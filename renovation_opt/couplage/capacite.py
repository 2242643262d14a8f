"""Capacities of landlords and local firms: C8, C9, C13."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from renovation_opt.couplage.base import Famille, Mesure, annuelle, par_groupe_annee
from renovation_opt.instance import Instance


def capacite_bailleur(inst: Instance) -> Iterator[Famille]:
    """(C8) Logements en chantier d'un bailleur <= sa capacité de l'année.

    sum over o of b, l in o, p, k, m of n[l,k,a] * x[l,p,k,m]  <=  capacite[b,a]     for all b, a
    n, capacite: dwellings/yr.  Source: Engagement p. 5 (capacités d'intervention).  Audit: capacite_bailleur.
    """
    bailleur = inst.operations.bailleur[inst.lots.operation]
    noms = [b.code for b in inst.bailleurs]
    groupe, borne, etiquettes = par_groupe_annee(inst.capacite, bailleur, noms, inst.annees)
    if len(borne):
        yield Famille(
            "C8", "capacite_bailleur", "logements", Mesure.LOGEMENTS, groupe, annuelle(inst), borne, etiquettes
        )


def chantiers_simultanes(inst: Instance) -> Iterator[Famille]:
    """(C9) Chantiers ouverts d'un bailleur <= sa limite ; phases d'une même cité sans chevauchement si demandé.

    sum over o of b, k open in a, m of w[o,k,m]  <=  simultanes[b,a]     for all b, a
    sum over phases o of one cité and bailleur, k open in a, m of w[o,k,m]  <=  1     for all groups of phases, a
    Unit: chantiers.  Source: scenario.  Audit: chantiers_simultanes.
    """
    ops = inst.operations
    noms = [b.code for b in inst.bailleurs]
    groupe, borne, etiquettes = par_groupe_annee(inst.simultanes, ops.bailleur, noms, inst.annees)
    if len(borne):
        yield Famille(
            "C9", "chantiers_simultanes", "chantiers", Mesure.OUVERTURE, groupe, annuelle(inst), borne, etiquettes
        )
    if inst.phases_disjointes:
        yield from _phases_disjointes(inst)


def _phases_disjointes(inst: Instance) -> Iterator[Famille]:
    """Yield the rows that keep the phases of one parent apart."""
    parente = inst.operations.parente
    tailles = np.bincount(parente)
    limites = np.where(tailles > 1, 1, -1)[:, None].repeat(inst.nb_annees, axis=1)
    premiers = np.full(len(tailles), -1)
    premiers[parente[::-1]] = np.arange(len(parente))[::-1]
    noms = [inst.operations.codes[o] if o >= 0 else "" for o in premiers]
    groupe, borne, etiquettes = par_groupe_annee(limites, parente, noms, inst.annees)
    if len(borne):
        yield Famille(
            "C9", "phases_disjointes", "chantiers", Mesure.OUVERTURE, groupe, annuelle(inst), borne, etiquettes
        )


def filiere(inst: Instance) -> Iterator[Famille]:
    """(C13) Travaux d'une année dans un EPCI <= ce que les entreprises locales peuvent réaliser.

    sum over o in e, l in o, p, k, m of n[l,k,a] * travaux_eur[l,p,a] * x[l,p,k,m]  <=  filiere[e,a]     for all e, a
    Unit: euros/yr.  Source: scenario.  Audit: filiere.
    """
    groupe, borne, etiquettes = par_groupe_annee(
        inst.filiere, inst.operations.epci[inst.lots.operation], inst.epcis, inst.annees
    )
    if len(borne):
        yield Famille("C13", "filiere", "euros", Mesure.TRAVAUX, groupe, annuelle(inst), borne, etiquettes)
