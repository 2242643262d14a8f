"""The aids due to one dwelling, recomputed from the rules of the funds in integers.

Answers for: the aid rule (C6) and the trimming (C7) of one dwelling of a lot, by fund.
Leaves to others: comparing them with the programme.  The aid arrays of the instance (``options``) are never read here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from renovation_opt.instance import Fonds, Instance, Montage, Palier


@dataclass(frozen=True, slots=True)
class AidesDues:
    """Euros per dwelling: ``brut`` and ``ecrete`` by fund, before and after the cumulation ceiling ``plafond``.

    Only the funds of the montage have an entry: the others owe nothing.
    """

    brut: Mapping[int, int]
    ecrete: Mapping[int, int]
    plafond: int


def aides_dues(inst: Instance, p: int, m: int, a: int) -> AidesDues:
    """Return the aids of montage ``m`` to a dwelling treated by choix ``p`` in year ``a``.

    Works and public spaces are two bases, each with its own aids and its own ceiling.
    """
    travaux = _sur_base(inst, p, m, a, espaces=False)
    espaces = _sur_base(inst, p, m, a, espaces=True)
    return AidesDues(
        brut={f: aide + espaces.brut[f] for f, aide in travaux.brut.items()},
        ecrete={f: aide + espaces.ecrete[f] for f, aide in travaux.ecrete.items()},
        plafond=travaux.plafond + espaces.plafond,
    )


def _sur_base(inst: Instance, p: int, m: int, a: int, *, espaces: bool) -> AidesDues:
    """Return the aids on one base: each fund of the montage in order, the last ones cut by the ceiling."""
    montage = inst.montages[m]
    base = int(inst.espaces_eur[inst.choix.lot[p], a] if espaces else inst.choix.travaux_eur[p, a])
    brut: dict[int, int] = {}
    ecrete: dict[int, int] = {}
    plafond = partie(inst.cumul, base)
    reste = plafond
    for f in montage.fonds:
        paie = _paie(inst, f, p, a, espaces=espaces)
        brut[f] = partie(_niveau(montage, f), _pleine(inst, f, p, base)) if paie else 0
        ecrete[f] = min(brut[f], reste)
        reste -= ecrete[f]
    return AidesDues(brut, ecrete, plafond)


def _paie(inst: Instance, f: int, p: int, a: int, *, espaces: bool) -> bool:
    """Whether fund ``f`` pays this base of choix ``p`` for works of year ``a``."""
    fonds = inst.fonds[f]
    assiette = fonds.sur_espaces if espaces else fonds.sur_travaux
    return assiette and fonds.actif[a] and bool(inst.choix.eligible[p, f])


def _niveau(montage: Montage, f: int) -> Fraction:
    return montage.niveaux[montage.fonds.index(f)]


def _pleine(inst: Instance, f: int, p: int, base: int) -> int:
    """Return the aid at full level: rate, flat amount or bracket, never above the base, cut at the cap on the aid."""
    fonds = inst.fonds[f]
    if fonds.bareme:
        palier = _palier(inst, fonds, p)
        due = _montant(fonds, palier.taux, palier.forfait_eur, base) if palier else 0
    else:
        due = _montant(fonds, fonds.taux, fonds.forfait_eur, base)
    return due if fonds.plafond_aide_eur is None else min(due, fonds.plafond_aide_eur)


def _montant(fonds: Fonds, taux: Fraction | None, forfait_eur: int | None, base: int) -> int:
    """Return rate x min(base, cap on the base), or the flat amount within the base."""
    if taux is not None:
        assiette = base if fonds.plafond_assiette_eur is None else min(base, fonds.plafond_assiette_eur)
        return partie(taux, assiette)
    return min(forfait_eur or 0, base)


def _palier(inst: Instance, fonds: Fonds, p: int) -> Palier | None:
    """Return the highest bracket that the energy gain of choix ``p`` reaches, if any."""
    gain = int(inst.choix.gain_ep[p])
    conso = int(inst.lots.conso_ep[int(inst.choix.lot[p])])
    atteints = [palier for palier in fonds.bareme if _atteint(palier, gain, conso)]
    return max(atteints, key=lambda palier: palier.gain_min, default=None)


def _atteint(palier: Palier, gain: int, conso: int) -> bool:
    """Whether gain (kWhEP/m2/yr) reaches the bracket; a relative gain is compared without division."""
    return gain >= palier.gain_min * (conso if palier.unite == "part" else 1)


def partie(part: Fraction, montant: int) -> int:
    """Return floor(part x montant), exactly."""
    return part.numerator * montant // part.denominator
