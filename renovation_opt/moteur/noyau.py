"""The inner loop of the local search, compiled: moves of one opération, evaluated on the coupling rows.

Answers for: ``explorer``, simulated annealing with adaptive penalties over a pool of plans (Kirkpatrick, Gelatt
& Vecchi 1983; weights as in the oscillation strategies of Glover 1977).
Leaves to others: the pool, the blocs and the prices (recherche).

State: ``courant[o]`` the plan of each opération (-1: not opened) and ``usage[r]`` what they take from each row, exact
because every coefficient is an integer below 2^53.  Rows are gathered in blocs; a bloc has a violation and a shortfall.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

SIMPLE, SOUPLE, CHAINE, CITES, CITES_SOUPLES, FENETRES, MINIMUM = range(7)
"""Kinds of bloc: one row; one row with a shortfall; the slices of a fund; started cités, asked or with a shortfall; a
grappe; smallest achievement."""

ABANDON = 0.02
"""Share of the moves that close an opération."""


@numba.njit(cache=True, inline="always")
def _alea(etat: Any) -> Any:
    """Return a uniform number in [0, 1) and advance the generator (xorshift64*)."""
    x = etat[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    etat[0] = x
    return float((x * np.uint64(2685821657736338717)) >> np.uint64(11)) / 9007199254740992.0


@numba.njit(cache=True)
def evaluer_bloc(b: int, genre: Any, debut: Any, fin: Any, usage: Any, borne: Any, extra: Any) -> Any:
    """Return (violation, shortfall or achievement) of a bloc, in the unit of its rows."""
    g, r0, r1 = genre[b], debut[b], fin[b]
    if g == SIMPLE:
        return max(0.0, usage[r0] - borne[r0]), 0.0
    if g == SOUPLE:
        return 0.0, max(0.0, usage[r0] - borne[r0])
    if g == CHAINE:
        report, manque = 0.0, 0.0
        for r in range(r0, r1):
            reste = borne[r] + report - usage[r]
            if reste < 0.0:
                manque -= reste
                reste = 0.0
            report = min(extra[r], reste)
        return manque, 0.0
    if g in (CITES, CITES_SOUPLES):
        compte = 0.0
        for r in range(r0, r1):
            if usage[r] < -0.5:
                compte += 1.0
        ecart = max(0.0, extra[r0] - compte)
        return (0.0, ecart) if g == CITES_SOUPLES else (ecart, 0.0)
    if g == FENETRES:
        total, meilleur = 0.0, 0.0
        largeur = int(extra[r0])
        for r in range(r0, r1):
            total += usage[r]
        for t in range(r0, r1):
            dedans = 0.0
            for r in range(t, min(t + largeur, r1)):
                dedans += usage[r]
            meilleur = max(meilleur, dedans)
        return total - meilleur, 0.0
    pire = 1e300
    for r in range(r0, r1):
        pire = min(pire, -usage[r] * extra[r])
    return 0.0, pire


@numba.njit(cache=True, inline="always")
def _appliquer(
    j: int, signe: float, ptr: Any, lignes: Any, valeurs: Any, usage: Any, bloc: Any, vus: Any, marque: Any, nb: int
) -> int:
    """Add (or remove) the column of plan j; note the blocs it touches; return how many are noted."""
    for i in range(ptr[j], ptr[j + 1]):
        r = lignes[i]
        usage[r] += signe * valeurs[i]
        b = bloc[r]
        if b >= 0 and not marque[b]:
            marque[b] = True
            vus[nb] = b
            nb += 1
    return nb


@numba.njit(cache=True, nogil=True)
def explorer(
    iterations: int,
    graine: int,
    chaud: float,
    froid: float,
    cadence: int,
    courant: Any,
    meilleur: Any,
    requise: Any,
    ops: Any,
    op_debut: Any,
    double: float,
    groupe: Any,
    groupe_debut: Any,
    membres: Any,
    gain: Any,
    ptr: Any,
    lignes: Any,
    valeurs: Any,
    bloc: Any,
    genre: Any,
    debut: Any,
    fin: Any,
    borne: Any,
    extra: Any,
    poids: Any,
    plancher: Any,
    relatif: Any,
    poids_manque: float,
    objectif_meilleur: float,
) -> Any:
    """Anneal from ``courant``; ``meilleur`` keeps the best plan set without violation.

    ``gain`` [J] value of each plan; ``poids`` [B] price of a unit of violation, adapted every ``cadence`` moves and
    never below ``plancher``; ``relatif`` [B] scale of the shortfall (or achievement) of each bloc.
    Returns the best objective.
    """
    nb_o, nb_b, nb_r = len(courant), len(genre), len(borne)
    usage = np.zeros(nb_r)
    marque = np.zeros(nb_b, dtype=np.bool_)
    vus = np.zeros(nb_b, dtype=np.int64)
    etat = np.array([np.uint64(graine) * np.uint64(2654435761) + np.uint64(88172645463325252)])
    total_gain = 0.0
    for o in range(nb_o):
        if courant[o] >= 0:
            _appliquer(courant[o], 1.0, ptr, lignes, valeurs, usage, bloc, vus, marque, 0)
            marque[:] = False
            total_gain += gain[courant[o]]
    violation, manque = np.zeros(nb_b), np.zeros(nb_b)
    total_manque = 0.0
    blocs_violes = 0
    for o in range(nb_o):
        blocs_violes += requise[o] and courant[o] < 0
    for b in range(nb_b):
        violation[b], manque[b] = evaluer_bloc(b, genre, debut, fin, usage, borne, extra)
        blocs_violes += violation[b] > 0.5
        if genre[b] == MINIMUM:
            total_gain += manque[b] * relatif[b]
        else:
            total_manque += manque[b] * relatif[b]
    if blocs_violes == 0:
        valeur = total_gain - poids_manque * total_manque
        if valeur > objectif_meilleur + 1e-12:
            objectif_meilleur = valeur
            meilleur[:] = courant
    neuves_v, neuves_m = np.zeros(nb_b), np.zeros(nb_b)
    change_o, change_j, change_a = np.zeros(2, np.int64), np.zeros(2, np.int64), np.zeros(2, np.int64)
    for it in range(iterations):
        temperature = chaud * (froid / chaud) ** (it / iterations)
        nb_c, utile = 1, False
        if _alea(etat) < double:
            nb_c = 2
        o = ops[int(_alea(etat) * len(ops))]
        for i in range(nb_c):
            if i == 1:
                g0, g1 = groupe_debut[groupe[o]], groupe_debut[groupe[o] + 1]
                autre = membres[g0 + int(_alea(etat) * (g1 - g0))]
                if autre == o:
                    nb_c = 1
                    break
                o = autre
            u = _alea(etat)
            j = op_debut[o] + int(u * u * (op_debut[o + 1] - op_debut[o]))
            if _alea(etat) < ABANDON and not requise[o]:
                j = -1
            change_o[i], change_j[i], change_a[i] = o, j, courant[o]
            utile = utile or j != courant[o]
        if not utile:
            continue
        nb, d_blocs = 0, 0
        d_gain = 0.0
        for i in range(nb_c):
            if change_a[i] >= 0:
                nb = _appliquer(change_a[i], -1.0, ptr, lignes, valeurs, usage, bloc, vus, marque, nb)
                d_gain -= gain[change_a[i]]
            elif requise[change_o[i]]:
                d_blocs -= 1
            if change_j[i] >= 0:
                nb = _appliquer(change_j[i], 1.0, ptr, lignes, valeurs, usage, bloc, vus, marque, nb)
                d_gain += gain[change_j[i]]
        d_violation, d_manque = 0.0, 0.0
        for i in range(nb):
            b = vus[i]
            marque[b] = False
            v, m = evaluer_bloc(b, genre, debut, fin, usage, borne, extra)
            neuves_v[i], neuves_m[i] = v, m
            d_violation += (v - violation[b]) * poids[b]
            if genre[b] == MINIMUM:
                d_gain += (m - manque[b]) * relatif[b]
            else:
                d_manque += (m - manque[b]) * relatif[b]
            d_blocs += int(v > 0.5) - int(violation[b] > 0.5)
        delta = d_gain - d_violation - poids_manque * d_manque
        if delta >= 0.0 or _alea(etat) < np.exp(delta / temperature):
            for i in range(nb_c):
                courant[change_o[i]] = change_j[i]
            total_gain += d_gain
            total_manque += d_manque
            blocs_violes += d_blocs
            for i in range(nb):
                violation[vus[i]], manque[vus[i]] = neuves_v[i], neuves_m[i]
            if blocs_violes == 0:
                valeur = total_gain - poids_manque * total_manque
                if valeur > objectif_meilleur + 1e-12:
                    objectif_meilleur = valeur
                    meilleur[:] = courant
        else:
            nb = 0
            for i in range(nb_c):
                if change_j[i] >= 0:
                    nb = _appliquer(change_j[i], -1.0, ptr, lignes, valeurs, usage, bloc, vus, marque, nb)
                if change_a[i] >= 0:
                    nb = _appliquer(change_a[i], 1.0, ptr, lignes, valeurs, usage, bloc, vus, marque, nb)
            for i in range(nb):
                marque[vus[i]] = False
        if (it + 1) % cadence == 0:
            for b in range(nb_b):
                if violation[b] > 0.5:
                    poids[b] = poids[b] * 1.1
                elif poids[b] > plancher[b]:
                    poids[b] = max(plancher[b], poids[b] * 0.99)
    return objectif_meilleur
