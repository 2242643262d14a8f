"""The moves of the local search, compiled: what is drawn, never what it costs.

Answers for: ``proposer`` (a move), ``valeur_lot`` (a lot under an option and a chantier), ``uniforme`` (the generator).
Leaves to others: what a move takes from the rows and whether it is kept (noyau).

Moves: another bouquet for one lot; another couple (chantier, montage) for one opération, near its own (a year earlier
or later, longer, shorter, other montage or parti) or any; two opérations of a landlord exchanging their years, or both
redrawn.  When an opération is redrawn, each lot draws its bouquet by its value at the prices of the relaxation plus a
Gumbel noise of the size of the temperature, that is with the probabilities of Boltzmann.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

BOUQUET, PAIRE, ECHANGE, VOISIN = 0.50, 0.55, 0.70, 0.95
"""Moves, by cumulated share: a bouquet; two opérations redrawn; years exchanged; a near couple; the rest: any one."""
ABANDON = 0.02
"""Share of the redrawn opérations that are closed."""
FIDELE = 0.7
"""Share of the lots that keep their bouquet when the chantier of their opération moves."""
RANGS = 200
"""Couples of an opération that a redraw may reach, best first."""
IMPOSSIBLE = -1e30
GARDE = 1e9
"""More than any value: a bouquet to be kept wins the draw."""


@numba.njit(cache=True, inline="always")
def uniforme(etat: Any) -> Any:
    """Return a uniform number in [0, 1) and advance the generator (xorshift64*)."""
    x = etat[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    etat[0] = x
    return float((x * np.uint64(2685821657736338717)) >> np.uint64(11)) / 9007199254740992.0


@numba.njit(cache=True, inline="always")
def _rang(etat: Any, nombre: Any) -> Any:
    """Return an integer drawn below ``nombre``."""
    return int(uniforme(etat) * nombre)


@numba.njit(cache=True, inline="always")
def valeur_lot(q: Any, n: Any, debut: Any, duree: Any, prime: Any, par_annee: Any, bonus: Any, ensemble: Any) -> Any:
    """Return the value of ``n`` dwellings under option ``q``, IMPOSSIBLE when it is not allowed.

    ``debut``, ``duree``: of the chantier; ``prime``: whether its parti is the ensemble.
    """
    valeur = IMPOSSIBLE
    if not prime or ensemble[q]:
        valeur = n * bonus[q] if prime else 0.0
        base, reste = n // duree, n % duree
        for i in range(duree):
            valeur += (base + (1 if i < reste else 0)) * par_annee[q, debut + i]
    return valeur


@numba.njit(cache=True, inline="always")
def _couple_de(o: Any, debut: Any, duree: Any, parti: Any, montage: Any, d: Any) -> Any:
    """Return the couple of ``o`` with this chantier and montage, -1 when there is none."""
    ordre, chantier, debuts, durees, partis = d.couple_ordre, d.couple_chantier, d.debut, d.duree, d.parti
    om, montages = d.couple_om, d.om_montage
    trouve = -1
    for t in range(d.couple_debut[o], d.couple_debut[o + 1]):
        c = ordre[t]
        k = chantier[c]
        if debuts[k] == debut and durees[k] == duree and partis[k] == parti and montages[om[c]] == montage:
            trouve = c
            break
    return trouve


@numba.njit(cache=True, inline="always")
def _tirer_bouquets(c: Any, o: Any, bruit: Any, fidele: Any, option: Any, neuf: Any, d: Any, alea: Any) -> Any:
    """Draw the option of every lot of ``o`` under couple ``c``; return whether every mandatory lot has one."""
    pi, bonus, ensemble, choix = d.pi, d.bonus, d.ensemble, d.choix
    om_lm, lm_lot, lm_debut, logements, obligatoire = d.om_lm, d.lm_lot, d.lm_debut, d.logements, d.obligatoire
    k, om, l0 = d.couple_chantier[c], d.couple_om[c], d.lot_debut[o]
    debut, duree, prime = d.debut[k], d.duree[k], d.parti[k] == 1
    complet = True
    for i in range(d.lot_debut[o + 1] - l0):
        neuf[i] = -1
    for t in range(d.om_debut[om], d.om_debut[om + 1]):
        lm = om_lm[t]
        lot = lm_lot[lm]
        garde = choix[option[lot]] if option[lot] >= 0 and fidele and uniforme(alea) < FIDELE else -1
        choisi, valeur = -1, IMPOSSIBLE / 10
        if not obligatoire[lot]:
            valeur = -bruit * np.log(1e-12 - np.log(uniforme(alea) + 1e-12))
        for q in range(lm_debut[lm], lm_debut[lm + 1]):
            v = valeur_lot(q, logements[lot], debut, duree, prime, pi, bonus, ensemble)
            if v > IMPOSSIBLE / 10:
                v += GARDE if choix[q] == garde else -bruit * np.log(1e-12 - np.log(uniforme(alea) + 1e-12))
                if v > valeur:
                    choisi, valeur = q, v
        if choisi < 0 and obligatoire[lot]:
            complet = False
        neuf[lot - l0] = choisi
    return complet


@numba.njit(cache=True, inline="always")
def _couple_voisin(o: Any, c: Any, d: Any, alea: Any) -> Any:
    """Return a couple of ``o`` that differs from ``c`` by one thing, -1 when the one drawn does not exist."""
    k, montage = d.couple_chantier[c], d.om_montage[d.couple_om[c]]
    debut, duree, parti = d.debut[k], d.duree[k], d.parti[k]
    u = uniforme(alea)
    sens = 1 if uniforme(alea) < 0.5 else -1
    if u < 0.4:
        debut += sens
    elif u < 0.6:
        duree += sens
        if uniforme(alea) < 0.5:
            debut -= sens
    elif u < 0.7:
        parti = 1 - parti
    else:
        montage = _rang(alea, d.nb_montages)
    return _couple_de(o, debut, duree, parti, montage, d)


@numba.njit(cache=True, inline="always")
def _couple_au_hasard(o: Any, d: Any, alea: Any) -> Any:
    """Return a couple of ``o``, the best at the prices of the relaxation more often; -1 to close it."""
    if uniforme(alea) < ABANDON and not d.requise[o]:
        return -1
    u = uniforme(alea)
    return d.couple_ordre[d.couple_debut[o] + int(u * u * min(RANGS, d.couple_debut[o + 1] - d.couple_debut[o]))]


@numba.njit(cache=True, inline="always")
def _autre(o: Any, d: Any, alea: Any) -> Any:
    """Return another opération of the landlord of ``o``, -1 when the one drawn is ``o`` itself."""
    g = d.groupe[o]
    autre = d.membres[d.groupe_debut[g] + _rang(alea, d.groupe_debut[g + 1] - d.groupe_debut[g])]
    return -1 if autre == o else autre


@numba.njit(cache=True, inline="always")
def _echanger(o1: Any, o2: Any, couple: Any, qui: Any, vers: Any, d: Any, alea: Any) -> Any:
    """Exchange the years of two open opérations, sometimes durations and montages too; return how many change."""
    k1, k2 = d.couple_chantier[couple[o1]], d.couple_chantier[couple[o2]]
    m1, m2 = d.om_montage[d.couple_om[couple[o1]]], d.om_montage[d.couple_om[couple[o2]]]
    durees, montages = uniforme(alea) < 0.5, uniforme(alea) < 0.3
    qui[0], qui[1] = o1, o2
    vers[0] = _couple_de(o1, d.debut[k2], d.duree[k2 if durees else k1], d.parti[k1], m2 if montages else m1, d)
    vers[1] = _couple_de(o2, d.debut[k1], d.duree[k1 if durees else k2], d.parti[k2], m1 if montages else m2, d)
    return 2 if vers[0] >= 0 and vers[1] >= 0 else 0


@numba.njit(cache=True, inline="always")
def proposer(couple: Any, option: Any, qui: Any, vers: Any, neuves: Any, bruit: Any, d: Any, alea: Any) -> Any:
    """Draw a move into (``qui``, ``vers``, ``neuves``); return (opérations changed, 0 when none, only a bouquet?)."""
    o = d.operations[_rang(alea, len(d.operations))]
    u = uniforme(alea)
    qui[0] = o
    if u < BOUQUET:
        return _proposer_bouquet(o, couple, option, vers, neuves, d, alea), True
    nombre, fidele = 1, True
    if u < PAIRE:
        qui[1] = _autre(o, d, alea)
        if qui[1] < 0:
            return 0, False
        vers[0], vers[1] = _couple_au_hasard(o, d, alea), _couple_au_hasard(qui[1], d, alea)
        nombre, fidele = 2, False
    elif u < VOISIN:
        if couple[o] < 0:
            return 0, False
        if u < ECHANGE:
            autre = _autre(o, d, alea)
            if autre < 0 or couple[autre] < 0:
                return 0, False
            nombre = _echanger(o, autre, couple, qui, vers, d, alea)
        else:
            vers[0] = _couple_voisin(o, couple[o], d, alea)
            if vers[0] < 0:
                return 0, False
    else:
        vers[0] = _couple_au_hasard(o, d, alea)
        fidele = False
    for i in range(nombre):
        if vers[i] >= 0 and not _tirer_bouquets(vers[i], qui[i], bruit, fidele, option, neuves[i], d, alea):
            return 0, False
    return nombre, False


@numba.njit(cache=True, inline="always")
def _proposer_bouquet(o: Any, couple: Any, option: Any, vers: Any, neuves: Any, d: Any, alea: Any) -> Any:
    """Draw another bouquet for one lot of an open opération; return 1, or 0 when there is none."""
    if couple[o] < 0:
        return 0
    l0, l1 = d.lot_debut[o], d.lot_debut[o + 1]
    lot = l0 + _rang(alea, l1 - l0)
    om = d.couple_om[couple[o]]
    for t in range(d.om_debut[om], d.om_debut[om + 1]):
        lm = d.om_lm[t]
        if d.lm_lot[lm] == lot:
            nombre = d.lm_debut[lm + 1] - d.lm_debut[lm]
            rang = _rang(alea, nombre + (0 if d.obligatoire[lot] else 1))
            q = d.lm_debut[lm] + rang if rang < nombre else -1
            k = d.couple_chantier[couple[o]]
            if q == option[lot]:
                return 0
            prime = d.parti[k] == 1
            if (
                q >= 0
                and valeur_lot(q, d.logements[lot], d.debut[k], d.duree[k], prime, d.pi, d.bonus, d.ensemble)
                < IMPOSSIBLE / 10
            ):
                return 0
            vers[0] = couple[o]
            for i in range(l1 - l0):
                neuves[0, i] = option[l0 + i]
            neuves[0, lot - l0] = q
            return 1
    return 0
