"""Montages open to each opération, and the options: euros of every (choix, montage), per dwelling and year.

Answers for: which montages an opération may ask, the aids and own funds of each option.
Leaves to others: the rule itself (montage).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

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


@dataclass(frozen=True, slots=True)
class Tranche:
    """Consecutive opérations, with their lots and choix: aids are worked out slice by slice, to bound the memory."""

    operations: slice
    lots: slice
    choix: slice


TAILLE_TRANCHE = 100_000
"""Choix of a slice, about."""
Blocs = list[dict[str, NDArray[Any]]]


def faire_options(
    ctx: Contexte, nb_operations: int, taille_tranche: int = TAILLE_TRANCHE
) -> tuple[Options, tuple[tuple[int, ...], ...]]:
    """Return the options sorted by (lot, montage, bouquet), and the montages of each opération."""
    blocs: Blocs = []
    presents: list[tuple[int, ...]] = []
    motifs: dict[bytes, tuple[int, ...]] = {}
    for tranche in _tranches(ctx, nb_operations, taille_tranche):
        bloc, presence = _garder_montages(ctx, _options(ctx, tranche), tranche)
        blocs.append(bloc)
        for ligne in presence:
            cle = ligne.tobytes()
            if cle not in motifs:
                motifs[cle] = tuple(np.flatnonzero(ligne).tolist())
            presents.append(motifs[cle])
    return _reunir(ctx, blocs), tuple(presents)


def _tranches(ctx: Contexte, nb_operations: int, taille: int) -> list[Tranche]:
    """Cut the opérations into slices of at most ``taille`` choix, or of one opération when it has more."""
    lot_debut = np.searchsorted(ctx.lot_operation, np.arange(nb_operations + 1))
    choix_debut = np.searchsorted(ctx.choix.lot, lot_debut)
    tranches: list[Tranche] = []
    o = 0
    while o < nb_operations or not tranches:
        fin = int(np.searchsorted(choix_debut, choix_debut[o] + taille, side="right")) - 1
        fin = max(min(o + 1, nb_operations), fin)
        bornes = (slice(o, fin), slice(*lot_debut[[o, fin]].tolist()), slice(*choix_debut[[o, fin]].tolist()))
        tranches.append(Tranche(*bornes))
        o = fin
    return tranches


def _options(ctx: Contexte, tranche: Tranche) -> dict[str, NDArray[Any]]:
    """Return the options of a slice, under every montage, sorted."""
    ouverts: Bools = np.logical_or.reduce(ctx.choix.eligible[tranche.choix], axis=0)
    montages = [m for m, montage in enumerate(ctx.montages) if ouverts[list(montage.fonds)].all()]
    blocs = [_bloc(ctx, m, tranche) for m in montages]
    reuni = {champ: np.concatenate([bloc[champ] for bloc in blocs]) for champ in blocs[0]}
    ordre = np.lexsort((ctx.choix.bouquet[reuni["choix"]], reuni["montage"], ctx.choix.lot[reuni["choix"]]))
    return {champ: tableau[ordre] for champ, tableau in reuni.items()}


def _reunir(ctx: Contexte, blocs: Blocs) -> Options:
    """Put the slices end to end, one field after the other; a field that is zero everywhere costs no memory."""
    champs: dict[str, Any] = {champ: _bout_a_bout([bloc.pop(champ) for bloc in blocs]) for champ in list(blocs[0])}
    if not _paie_espaces(ctx):
        champs["aide_espaces_eur"] = np.zeros(champs["aide_eur"].shape, dtype=np.int32)
    return Options(**champs)


def _bout_a_bout(morceaux: list[NDArray[Any]]) -> NDArray[Any]:
    """Concatenate, each piece freed once copied: one piece more than the result is held, not twice the result."""
    reuni = np.empty((sum(len(m) for m in morceaux), *morceaux[0].shape[1:]), dtype=morceaux[0].dtype)
    fin = len(reuni)
    while morceaux:
        morceau = morceaux.pop()
        reuni[fin - len(morceau) : fin] = morceau
        fin -= len(morceau)
    return reuni


def _paie_espaces(ctx: Contexte) -> bool:
    """Tell whether some fund pays public spaces."""
    return any(fonds.sur_espaces for fonds in ctx.fonds)


def _bloc(ctx: Contexte, m: int, tranche: Tranche) -> dict[str, NDArray[Any]]:
    """Return the options of montage ``m``, for the opérations where every fund of it may pay something."""
    montage = ctx.montages[m]
    nb = tranche.operations.stop - tranche.operations.start
    p = np.arange(tranche.choix.start, tranche.choix.stop)
    operation = ctx.lot_operation[ctx.choix.lot[p]] - tranche.operations.start
    for f in montage.fonds:
        actives = np.bincount(operation, weights=ctx.choix.eligible[p, f], minlength=nb) > 0
        p, operation = p[actives[operation]], operation[actives[operation]]
    dues_travaux, dues_espaces = _dues(ctx, montage, p)
    for s in range(len(montage.fonds)):
        paie = (dues_travaux[s] + dues_espaces[s]).any(axis=1)
        actives = np.bincount(operation, weights=paie, minlength=nb) > 0
        garde = actives[operation]
        p, dues_travaux, dues_espaces = p[garde], [d[garde] for d in dues_travaux], [d[garde] for d in dues_espaces]
        operation = operation[garde]
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


def _financer(
    ctx: Contexte, m: int, p: Ints, dues_travaux: list[Ints], dues_espaces: list[Ints]
) -> dict[str, NDArray[Any]]:
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
    bloc = {
        "choix": p[garde].astype(np.int32),
        "montage": np.full(int(garde.sum()), m, dtype=np.int32),
        "aide_eur": _empiler(aides, slots, travaux)[garde],
        "fonds_propres_eur": propres[garde].astype(np.int32),
        "interdite": interdite[garde],
    }
    return bloc | ({"aide_espaces_eur": _empiler(sur_espaces, slots, travaux)[garde]} if _paie_espaces(ctx) else {})


def _empiler(aides: list[Ints], slots: int, forme: Ints) -> Petits:
    """Return the aids as one array [n, slots, A], zero in unused slots."""
    resultat = np.zeros((forme.shape[0], slots, forme.shape[1]), dtype=np.int32)
    for s, aide in enumerate(aides):
        resultat[:, s] = aide
    return resultat


def _garder_montages(
    ctx: Contexte, options: dict[str, NDArray[Any]], tranche: Tranche
) -> tuple[dict[str, NDArray[Any]], Bools]:
    """Drop (opération, montage) pairs in which a mandatory lot has no option left; tell which remain [o, M]."""
    nb_m, premier = len(ctx.montages), tranche.operations.start
    lot = ctx.choix.lot[options["choix"]] - tranche.lots.start
    operation = ctx.lot_operation[tranche.lots] - premier
    obligatoire = ctx.obligatoire[tranche.lots]
    offertes = np.zeros((len(operation), nb_m), dtype=bool)
    offertes[lot, options["montage"]] = True
    presente = np.zeros((tranche.operations.stop - premier, nb_m), dtype=bool)
    presente[operation[lot], options["montage"]] = True
    np.logical_and.at(presente, operation[obligatoire], offertes[obligatoire])
    garde = presente[operation[lot], options["montage"]]
    return {champ: tableau[garde] for champ, tableau in options.items()}, presente
