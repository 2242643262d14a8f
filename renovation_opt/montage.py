"""The plan de financement is a rule: aid due, cumulation, balance, per dwelling and in integer euros.

Answers for: C5, C6 and C7, applied to every option and year at once.
Leaves to others: eligibility (build), the sums over dwellings (programme), the check (audit, written apart).
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from renovation_opt.instance import Bools, Fonds, Ints, Palier


def aide_due(fonds: Fonds, base: Ints, gain_ep: Ints, conso_ep: Ints, niveau: Fraction) -> Ints:
    """(C6) Aide due par logement = min(taux x min(base, plafond d'assiette), plafond d'aide) x niveau demandé.

    aide[f,l,p,m,a] = floor(niveau * min(floor(taux * min(base, plafond_assiette)), plafond_aide))
    or the flat amount, or the bracket reached by the energy gain, never above the base; 0 outside the years of f.
    base: euros [n, A]; gain_ep, conso_ep: kWhEP/m2/yr [n].  Source: rules of each fund.  Audit: aide_due.
    """
    due = (
        _baremes(fonds, base, gain_ep, conso_ep)
        if fonds.bareme
        else _simple(fonds, fonds.taux, fonds.forfait_eur, base)
    )
    if fonds.plafond_aide_eur is not None:
        due = np.minimum(due, fonds.plafond_aide_eur)
    return np.where(np.array(fonds.actif), part(due, niveau), 0)


def cumul_aides(dues: list[Ints], base: Ints, cumul: Fraction) -> list[Ints]:
    """(C7) Somme des aides publiques <= cumul x coût, par lot et pour les espaces publics.

    aide[f] <- min(aide[f], floor(cumul * base) - sum of aide[g] over the funds g before f in the montage)
    so the last funds of the montage give way first.  Unit: euros per dwelling.  Source: scenario.  Audit: cumul_aides.
    """
    reste = part(base, cumul)
    retenues = []
    for due in dues:
        retenues.append(np.minimum(due, reste))
        reste = reste - retenues[-1]
    return retenues


def equilibre_financier(travaux: Ints, espaces: Ints, aides: list[Ints]) -> Ints:
    """(C5) Travaux + espaces publics = somme des aides + fonds propres, à l'euro.

    fonds_propres_eur = travaux_eur + espaces_eur - sum over f of aide[f]     for all l, p, m, a
    Unit: euros per dwelling.  Audit: equilibre_financier.
    """
    return travaux + espaces - sum(aides, np.zeros_like(travaux))


def part(montant: Ints, fraction: Fraction) -> Ints:
    """Return the floor of ``fraction`` of integer amounts, exactly."""
    return montant * fraction.numerator // fraction.denominator


def _simple(fonds: Fonds, taux: Fraction | None, forfait: int | None, base: Ints) -> Ints:
    """Return the aid of a rate or of a flat amount, before the cap on the aid."""
    if taux is None:
        return np.minimum(base, forfait or 0)
    assiette = base if fonds.plafond_assiette_eur is None else np.minimum(base, fonds.plafond_assiette_eur)
    return part(assiette, taux)


def _baremes(fonds: Fonds, base: Ints, gain_ep: Ints, conso_ep: Ints) -> Ints:
    """Return the aid of the highest bracket reached by each row."""
    due = np.zeros_like(base)
    for palier in sorted(fonds.bareme, key=lambda p: p.gain_min):
        atteint = _atteint(palier, gain_ep, conso_ep)[:, None]
        due = np.where(atteint, _simple(fonds, palier.taux, palier.forfait_eur, base), due)
    return due


def _atteint(palier: Palier, gain_ep: Ints, conso_ep: Ints) -> Bools:
    """Return which rows reach the bracket, by exact integer comparison."""
    cible = palier.gain_min
    reference = conso_ep.astype(np.int64) if palier.unite == "part" else np.ones_like(conso_ep, dtype=np.int64)
    return np.asarray(gain_ep.astype(np.int64) * cible.denominator >= cible.numerator * reference)
