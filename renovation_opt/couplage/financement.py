"""Public funds and own money: C6 (quota), C10, C11, C12."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from renovation_opt.couplage.base import Colonne, Famille, Mesure, annuelle, ensemble, par_groupe_annee, totale
from renovation_opt.instance import Fonds, Instance, Ints


def quota(inst: Instance) -> Iterator[Famille]:
    """(C6) Logements aidés par un fonds dans l'année <= son quota.

    sum over o, l in o, p, k, m with aide[f,l,p,m,a] > 0 of n[l,k,a] * x[l,p,k,m]  <=  quota[f,a]     for all f, a
    Unit: dwellings/yr.  Source: scenario.  Audit: aide_due.
    """
    for f, fonds in enumerate(inst.fonds):
        if fonds.quota is not None:
            yield Famille(
                "C6",
                f"quota_{fonds.code}",
                "logements",
                Mesure.LOGEMENTS_AIDES,
                ensemble(len(inst.lots.codes)),
                annuelle(inst),
                np.array(fonds.quota, dtype=np.int64),
                tuple(f"{fonds.code} {annee}" for annee in inst.annees),
                poids=np.array([f], dtype=np.int64),
            )


def enveloppe_annuelle(inst: Instance) -> Iterator[Famille]:
    """(C10) Aides d'un fonds dans l'année + report sortant <= tranche + report entrant.

    sum over o, l, p, k, m of n[l,k,a] * aide[f,l,p,m,a] * x[l,p,k,m] + r[f,a] - r[f,a-1]  <=  tranche[f,a]
    for all f, a;  0 <= r[f,a] <= report[f] * tranche[f,a];  a fund ``libre`` has one row: its total.
    Unit: euros.  Source: Engagement p. 4 (75, 100 and 150 M€).  Audit: enveloppe_annuelle.
    """
    for f, fonds in enumerate(inst.fonds):
        if fonds.tranches_eur is not None:
            yield _enveloppe(inst, f, fonds)


def _enveloppe(inst: Instance, f: int, fonds: Fonds) -> Famille:
    """Return the rows of one fund, yearly or, for a fund ``libre``, total."""
    tranches = np.array(fonds.tranches_eur, dtype=np.int64)
    return Famille(
        "C10",
        f"enveloppe_{fonds.code}",
        "euros",
        Mesure.AIDES,
        ensemble(len(inst.lots.codes)),
        totale(inst) if fonds.libre else annuelle(inst),
        np.array([tranches.sum()]) if fonds.libre else tranches,
        (fonds.code,) if fonds.libre else tuple(f"{fonds.code} {annee}" for annee in inst.annees),
        poids=unitaire(inst, f),
    )


def reports(inst: Instance) -> Iterator[Colonne]:
    """Yield the carry-over columns r[f,a] of (C10)."""
    for fonds in inst.fonds:
        if fonds.tranches_eur is None or fonds.libre:
            continue
        nom = f"enveloppe_{fonds.code}"
        for a, annee in enumerate(inst.annees):
            if maximum := fonds.report_max_eur(a):
                yield Colonne(f"report_{fonds.code}_{annee}", maximum, entiere=False, coefficients=_glissement(nom, a))


def _glissement(nom: str, a: int) -> tuple[tuple[str, int, float], ...]:
    """Return the entries of a carry-over: out of year ``a``, into the next."""
    return ((nom, a, 1.0), (nom, a + 1, -1.0))


def parite(inst: Instance) -> Iterator[Famille]:
    """(C11) Aides d'un fonds <= ratio x aides des fonds dont il est le pair.

    den * aides[f] - num * sum over g in avec[f] of aides[g]  <=  0     over the horizon, or for all a;  ratio = num/den
    Unit: euros x den.  Source: Engagement p. 4 (« à la même hauteur »).  Audit: parite.
    """
    for f, fonds in enumerate(inst.fonds):
        if fonds.parite is None:
            continue
        poids = unitaire(inst, f) * fonds.parite.ratio.denominator
        for g in fonds.parite.avec:
            poids[g] -= fonds.parite.ratio.numerator
        annees = inst.annees if fonds.parite.par_annee else inst.annees[:1]
        yield Famille(
            "C11",
            f"parite_{fonds.code}",
            "euros",
            Mesure.AIDES,
            ensemble(len(inst.lots.codes)),
            annuelle(inst) if fonds.parite.par_annee else totale(inst),
            np.zeros(len(annees), dtype=np.int64),
            tuple(f"{fonds.code} {annee}" for annee in annees) if fonds.parite.par_annee else (fonds.code,),
            poids=poids,
        )


def fonds_propres(inst: Instance) -> Iterator[Famille]:
    """(C12) Argent propre d'un bailleur dans l'année <= ses fonds propres.

    sum over o of b, l in o, p, k, m of n[l,k,a] * fonds_propres_eur[l,p,m,a] * x[l,p,k,m]  <=  fonds_propres[b,a]
    for all b, a.  Unit: euros/yr.  The ceiling per dwelling of private owners filters the options (C4).
    Source: scenario.  Audit: fonds_propres.
    """
    groupe, borne, etiquettes = par_groupe_annee(
        inst.fonds_propres,
        inst.operations.bailleur[inst.lots.operation],
        [b.code for b in inst.bailleurs],
        inst.annees,
    )
    if len(borne):
        yield Famille("C12", "fonds_propres", "euros", Mesure.FONDS_PROPRES, groupe, annuelle(inst), borne, etiquettes)


def unitaire(inst: Instance, f: int) -> Ints:
    """Return the weights [F] that keep fund ``f`` alone."""
    poids = np.zeros(len(inst.fonds), dtype=np.int64)
    poids[f : f + 1] = 1
    return poids
