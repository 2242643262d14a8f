"""Targets: C14 (volumes and money) and C15 (priority cités), hard or soft."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from renovation_opt.couplage.base import Colonne, Famille, Mesure, ensemble, totale
from renovation_opt.couplage.financement import unitaire
from renovation_opt.instance import Cible, Instance

SANS_BORNE_EUR = 10**12
"""More euros than any fund pays."""


def cibles_volume(inst: Instance) -> Iterator[Famille]:
    """(C14) Total de logements (ou d'euros d'un fonds) >= ou <= une cible ; une cible souple a un manque.

    sens * (sum over o, l, p, k, m, a counted of n[l,k,a] * poids[l,p] * x[l,p,k,m]) + manque  >=  sens * seuil
    Unit: of the target.  Source: Engagement p. 3 (23 000 logements).  Audit: cibles_volume.
    """
    for cible in inst.cibles:
        if cible.mesure != "cites":
            aides = cible.mesure == "aides"
            yield Famille(
                cible.tag,
                f"cible_{cible.code}",
                cible.unite,
                Mesure.AIDES if aides else Mesure.POIDS,
                ensemble(len(inst.lots.codes)),
                totale(inst, cible.annees),
                np.array([-cible.sens * cible.seuil], dtype=np.int64),
                (cible.libelle,),
                signe=-cible.sens,
                poids=unitaire(inst, cible.fonds) if aides or cible.poids is None else np.asarray(cible.poids),
            )


def prioritaires(inst: Instance) -> Iterator[Famille]:
    """(C15) Cités prioritaires commencées avant une année >= une part.

    y[c] - sum over o in c, k starting in a counted year, m of w[o,k,m]  <=  0     for all c
    sum over c of y[c] + manque  >=  seuil,   y[c] in {0, 1}
    Unit: cités.  Source: Engagement p. 3 (cités reconnues prioritaires).  Audit: prioritaires.
    """
    for cible in inst.cibles:
        if cible.mesure == "cites":
            rang = np.full(len(inst.cites), -1, dtype=np.int32)
            rang[list(cible.cites)] = np.arange(len(cible.cites))
            yield Famille(
                cible.tag,
                f"ouvertes_{cible.code}",
                "cités",
                Mesure.DEBUT,
                rang[inst.operations.cite],
                totale(inst, cible.annees),
                np.zeros(len(cible.cites), dtype=np.int64),
                tuple(inst.cites[c].code for c in cible.cites),
                signe=-1,
            )
            yield Famille(
                cible.tag,
                f"cible_{cible.code}",
                "cités",
                Mesure.AUCUNE,
                ensemble(len(inst.lots.codes)),
                totale(inst),
                np.array([-cible.sens * cible.seuil], dtype=np.int64),
                (cible.libelle,),
                signe=-cible.sens,
            )


def colonnes_cibles(inst: Instance) -> Iterator[Colonne]:
    """Yield the columns of the targets: cités counted (C15) and shortfalls of soft targets."""
    for cible in inst.cibles:
        if cible.mesure == "cites":
            yield from _cites_ouvertes(inst, cible)
        if cible.souple:
            yield Colonne(
                f"manque_{cible.code}",
                _manque_max(inst, cible),
                entiere=False,
                coefficients=((f"cible_{cible.code}", 0, -1.0),),
                relatif=1.0 / cible.echelle,
            )


def _manque_max(inst: Instance, cible: Cible) -> float:
    """Return a shortfall that no programme can exceed, in the integer unit of the target."""
    if cible.poids is None or cible.mesure != "logements":
        return float(abs(cible.seuil) + max(cible.echelle, SANS_BORNE_EUR if cible.mesure == "aides" else 0))
    plus_lourd = np.zeros(len(inst.lots.codes), dtype=np.int64)
    np.maximum.at(plus_lourd, inst.choix.lot, np.abs(np.asarray(cible.poids)))
    return float(abs(cible.seuil) + plus_lourd @ inst.lots.logements.astype(np.int64))


def _cites_ouvertes(inst: Instance, cible: Cible) -> Iterator[Colonne]:
    """Yield y[c]: cité c counts as started."""
    for i, c in enumerate(cible.cites):
        nom = f"commencee_{cible.code}_{inst.cites[c].code}"
        lignes = ((f"ouvertes_{cible.code}", i, 1.0), (f"cible_{cible.code}", 0, -float(cible.sens)))
        yield Colonne(nom, 1.0, entiere=True, coefficients=lignes)
