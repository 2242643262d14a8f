"""Slice by slice: what a fund had, what was used, carried over, lost.

For a yearly fund  disponible[a] = tranche[a] + reporte[a-1];  reporte[a] = min(report_max[a], disponible[a] -
utilise[a]);  perdu[a] = disponible[a] - utilise[a] - reporte[a].  A fund ``libre`` has its whole envelope from its
first year, carries everything, and loses only in its last year.  For every fund: sum of tranches = used + lost.
A fund held by parity has no slice; its ceiling is ratio x the aids of its peers (``plafond_parite``).
Leaves to others: AE and CP (argent).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import pandas as pd

from renovation_opt.instance import Fonds, Instance
from renovation_opt.rapports.tables.lignes import aide


@dataclass(frozen=True, slots=True)
class Tranche:
    """One slice of one fund, in euros."""

    annee: int
    financement: str
    contributeur: str
    tranche_eur: int
    disponible_eur: int
    utilise_eur: int
    reporte_eur: int
    perdu_eur: int


COLONNES_TRANCHES = tuple(Tranche.__dataclass_fields__)


def tranches(inst: Instance, lignes: pd.DataFrame) -> pd.DataFrame:
    """Return one row per fund with an envelope and year in which it lives (or pays)."""
    toutes = [t for fonds in inst.fonds if fonds.tranches_eur is not None for t in _tranches(inst, fonds, lignes)]
    return pd.DataFrame([asdict(t) for t in toutes], columns=list(COLONNES_TRANCHES))


def plafond_parite(inst: Instance, fonds: Fonds, lignes: pd.DataFrame) -> int | None:
    """Return the ceiling that parity gives to a fund over the horizon, given what its peers pay; None without."""
    if fonds.parite is None:
        return None
    return int(fonds.parite.ratio * sum(int(lignes[aide(inst.fonds[g].code)].sum()) for g in fonds.parite.avec))


def _tranches(inst: Instance, fonds: Fonds, lignes: pd.DataFrame) -> Iterator[Tranche]:
    """Yield the slices of one fund, in order of year."""
    utilise = lignes.groupby("annee")[aide(fonds.code)].sum().to_dict()
    dotations = _dotations(fonds)
    derniere = max((a for a, actif in enumerate(fonds.actif) if actif), default=0)
    entrant = 0
    for a, annee in enumerate(inst.annees):
        disponible, paye = dotations[a] + entrant, int(utilise.get(annee, 0))
        reste = disponible - paye
        reporte = max(0, min(_report_max(fonds, a, derniere, reste), reste))
        if fonds.actif[a] or disponible or paye:
            perdu = reste - reporte
            yield Tranche(annee, fonds.code, fonds.contributeur, dotations[a], disponible, paye, reporte, perdu)
        entrant = reporte


def _dotations(fonds: Fonds) -> tuple[int, ...]:
    """Return the money that arrives each year: the slices, or all at once in the first year of a fund ``libre``."""
    recues = fonds.tranches_eur or ()
    if not fonds.libre:
        return recues
    premiere = next((a for a, actif in enumerate(fonds.actif) if actif), 0)
    return tuple(sum(recues) if a == premiere else 0 for a in range(len(recues)))


def _report_max(fonds: Fonds, a: int, derniere: int, reste: int) -> int:
    """Return the most that year ``a`` may carry over."""
    if fonds.libre:
        return reste if a < derniere else 0
    return fonds.report_max_eur(a)
