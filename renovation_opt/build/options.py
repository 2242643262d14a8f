"""Montages open to each opération, and the options: euros of every (choix, montage), per dwelling and year.

Answers for: which montages an opération may ask, the aids and own funds of each option.
Leaves to others: the rule itself (montage).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import numpy as np

from renovation_opt import montage as regle
from renovation_opt.instance import SANS_AIDE, Bools, Choix, Fonds, Ints, Montage, Options, Petits


@dataclass(frozen=True, slots=True)
class Contexte:
    """What the aids depend on: arrays by lot [L, ...] and by choix."""

    fonds: tuple[Fonds, ...]
    montages: tuple[Montage, ...]
    cumul: Fraction
    choix: Choix
    lot_operation: Petits
    obligatoire: Bools
    conso_ep: Ints
    espaces_eur: Ints
    plafond_eur: Ints
    """[L] ceiling of own money per dwelling, -1 without."""


def decliner(
    montages: dict[str, list[str]], niveaux: dict[str, list[Fraction]], fonds: tuple[Fonds, ...]
) -> tuple[Montage, ...]:
    """Return every montage at every combination of levels, `sans_aide` first."""
    rang = {f.code: i for i, f in enumerate(fonds)}
    resultat = [Montage(SANS_AIDE, (), ())]
    for code, codes_fonds in montages.items():
        if all(c in rang for c in codes_fonds):
            choix = [niveaux.get(c, [Fraction(1)]) for c in codes_fonds]
            for combinaison in product(*choix):
                gradues = [n for n, c in zip(combinaison, codes_fonds, strict=True) if c in niveaux]
                suffixe = "-".join(f"{float(n * 100):g}" for n in gradues)
                plein = all(n == 1 for n in combinaison)
                nom = code if plein else f"{code}@{suffixe}"
                resultat.append(Montage(nom, tuple(rang[c] for c in codes_fonds), tuple(combinaison)))
    return tuple(resultat)


def faire_options(ctx: Contexte, nb_operations: int) -> tuple[Options, tuple[tuple[int, ...], ...]]:
    """Return the options sorted by (lot, montage, bouquet), and the montages of each opération."""
    blocs = [_bloc(ctx, m, nb_operations) for m in range(len(ctx.montages))]
    choix = np.concatenate([b.choix for b in blocs])
    montage = np.concatenate([b.montage for b in blocs])
    lot = ctx.choix.lot[choix]
    ordre = np.lexsort((ctx.choix.bouquet[choix], montage, lot))
    options = Options(
        choix=choix[ordre],
        montage=montage[ordre],
        aide_eur=np.concatenate([b.aide_eur for b in blocs])[ordre],
        aide_espaces_eur=np.concatenate([b.aide_espaces_eur for b in blocs])[ordre],
        fonds_propres_eur=np.concatenate([b.fonds_propres_eur for b in blocs])[ordre],
        interdite=np.concatenate([b.interdite for b in blocs])[ordre],
    )
    return _garder_montages(ctx, options, nb_operations)


def _bloc(ctx: Contexte, m: int, nb_operations: int) -> Options:
    """Return the options of montage ``m``, for the opérations where every fund of it may pay something."""
    montage = ctx.montages[m]
    p = np.arange(len(ctx.choix.lot))
    operation = ctx.lot_operation[ctx.choix.lot]
    for f in montage.fonds:
        actives = np.bincount(operation[p], weights=ctx.choix.eligible[p, f], minlength=nb_operations) > 0
        p = p[actives[operation[p]]]
    dues_travaux, dues_espaces = _dues(ctx, montage, p)
    for s in range(len(montage.fonds)):
        paie = (dues_travaux[s] + dues_espaces[s]).any(axis=1)
        actives = np.bincount(operation[p], weights=paie, minlength=nb_operations) > 0
        garde = actives[operation[p]]
        p, dues_travaux, dues_espaces = p[garde], [d[garde] for d in dues_travaux], [d[garde] for d in dues_espaces]
    return _financer(ctx, m, p, dues_travaux, dues_espaces)


def _dues(ctx: Contexte, montage: Montage, p: Ints) -> tuple[list[Ints], list[Ints]]:
    """Return the aids due by each fund on the works and on the public spaces of choix ``p``."""
    lot = ctx.choix.lot[p]
    gain, conso = ctx.choix.gain_ep[p].astype(np.int64), ctx.conso_ep[lot]
    travaux, espaces = ctx.choix.travaux_eur[p], ctx.espaces_eur[lot]
    sur_travaux, sur_espaces = [], []
    for f, niveau in zip(montage.fonds, montage.niveaux, strict=True):
        fonds = ctx.fonds[f]
        ouvert = ctx.choix.eligible[p, f][:, None]
        nul = np.zeros_like(travaux)
        sur_travaux.append(
            np.where(ouvert, regle.aide_due(fonds, travaux, gain, conso, niveau), 0) if fonds.sur_travaux else nul
        )
        sur_espaces.append(
            np.where(ouvert, regle.aide_due(fonds, espaces, gain, conso, niveau), 0) if fonds.sur_espaces else nul
        )
    return sur_travaux, sur_espaces


def _financer(ctx: Contexte, m: int, p: Ints, dues_travaux: list[Ints], dues_espaces: list[Ints]) -> Options:
    """Apply cumulation and balance; drop the options that the ceiling forbids every year."""
    slots = max(1, *(len(montage.fonds) for montage in ctx.montages))
    lot = ctx.choix.lot[p]
    travaux, espaces = ctx.choix.travaux_eur[p], ctx.espaces_eur[lot]
    sur_travaux = regle.cumul_aides(dues_travaux, travaux, ctx.cumul)
    sur_espaces = regle.cumul_aides(dues_espaces, espaces, ctx.cumul)
    aides = [t + e for t, e in zip(sur_travaux, sur_espaces, strict=True)]
    propres = regle.equilibre_financier(travaux, espaces, aides)
    plafond = ctx.plafond_eur[lot][:, None]
    interdite = (plafond >= 0) & (propres > plafond)
    garde = ~interdite.all(axis=1)
    return Options(
        choix=p[garde].astype(np.int32),
        montage=np.full(int(garde.sum()), m, dtype=np.int32),
        aide_eur=_empiler(aides, slots, travaux)[garde],
        aide_espaces_eur=_empiler(sur_espaces, slots, travaux)[garde],
        fonds_propres_eur=propres[garde].astype(np.int32),
        interdite=interdite[garde],
    )


def _empiler(aides: list[Ints], slots: int, forme: Ints) -> Petits:
    """Return the aids as one array [n, slots, A], zero in unused slots."""
    resultat = np.zeros((forme.shape[0], slots, forme.shape[1]), dtype=np.int32)
    for s, aide in enumerate(aides):
        resultat[:, s] = aide
    return resultat


def _garder_montages(
    ctx: Contexte, options: Options, nb_operations: int
) -> tuple[Options, tuple[tuple[int, ...], ...]]:
    """Drop (opération, montage) pairs in which a mandatory lot has no option left; list the montages that remain."""
    nb_m = len(ctx.montages)
    lot = ctx.choix.lot[options.choix]
    offertes = np.zeros((len(ctx.obligatoire), nb_m), dtype=bool)
    offertes[lot, options.montage] = True
    manque = np.zeros((nb_operations, nb_m), dtype=bool)
    np.logical_or.at(manque, ctx.lot_operation[ctx.obligatoire], ~offertes[ctx.obligatoire])
    presente = np.zeros((nb_operations, nb_m), dtype=bool)
    presente[ctx.lot_operation[lot], options.montage] = True
    presente &= ~manque
    garde = presente[ctx.lot_operation[lot], options.montage]
    gardees = Options(
        choix=options.choix[garde],
        montage=options.montage[garde],
        aide_eur=options.aide_eur[garde],
        aide_espaces_eur=options.aide_espaces_eur[garde],
        fonds_propres_eur=options.fonds_propres_eur[garde],
        interdite=options.interdite[garde],
    )
    return gardees, tuple(tuple(np.flatnonzero(ligne).tolist()) for ligne in presente)
