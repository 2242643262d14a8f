"""The names of what drawings tell apart: years, bouquets, funds, landlords, EPCI, each in its order.

Answers for: ``noms``: code -> words, for the codes that the programme uses.
Leaves to others: colours (couleurs), figures (tables).
"""

from __future__ import annotations

from renovation_opt.locale import _
from renovation_opt.rapports import libelles
from renovation_opt.rapports.tables import Tables
from renovation_opt.rapports.tables.indicateurs import noms_financements
from renovation_opt.rapports.tables.lignes import PRIVES, groupe


def noms(tables: Tables, dimension: str) -> dict[str, str]:
    """Return code -> words of a dimension: debut, bouquet, financement, contributeur, groupe, bailleur, epci."""
    inst = tables.inst
    if dimension == "bouquet":
        utilises = set(tables.ensemble.lignes["bouquet"])
        return {b.code: b.libelle for b in inst.bouquets if b.code in utilises}
    if dimension == "groupe":
        presents = [b for b in inst.bailleurs if b.code in tables.bailleurs]
        return {groupe(b): _("Propriétaires privés") if groupe(b) == PRIVES else b.libelle for b in presents}
    if dimension == "contributeur":
        codes = dict.fromkeys([*(f.contributeur for f in inst.fonds), "maitre_d_ouvrage"])
        return {code: libelles.contributeur(code) for code in codes}
    simples = {
        "debut": lambda: {str(annee): str(annee) for annee in inst.annees},
        "financement": lambda: dict(noms_financements(inst)),
        "bailleur": lambda: {b.code: b.libelle for b in inst.bailleurs if b.code in tables.bailleurs},
        "epci": lambda: dict(zip(inst.epcis, inst.epci_libelles, strict=True)),
    }
    return simples[dimension]()
