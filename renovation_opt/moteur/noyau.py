"""The inner loop of the local search, compiled: moves of whole opérations and of single bouquets.

Answers for: ``explorer``, simulated annealing over complete plans (Kirkpatrick, Gelatt & Vecchi 1983) with a price on
every violated bloc of rows that rises as long as it is violated (strategic oscillation, Glover 1977).
Leaves to others: the moves (propositions), the arrays (terrain), when and from where to search (recherche).

A programme is ``couple[o]``, the (chantier, montage) of each opération or -1, and ``option[l]``, the option of each lot
or -1.  ``usage[r]`` is what it takes from each row, exact because every coefficient is an integer below 2^53.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numba
import numpy as np

from renovation_opt.moteur.propositions import proposer, uniforme, valeur_lot

SIMPLE, SOUPLE, CHAINE, CITES, CITES_SOUPLES, FENETRES, MINIMUM = range(7)
"""Kinds of bloc: one row; one row with a shortfall; the slices of a fund; started cités, asked or with a shortfall; a
grappe; smallest achievement."""


TOLERE = 0.5
"""Violation of a bloc that is only rounding: rows are integers."""


class Donnees(NamedTuple):
    """Everything that does not move during a search; see terrain for the shapes."""

    couple_debut: Any
    couple_ordre: Any
    couple_chantier: Any
    couple_om: Any
    om_debut: Any
    om_lm: Any
    om_montage: Any
    lm_debut: Any
    lm_lot: Any
    lot_debut: Any
    logements: Any
    obligatoire: Any
    debut: Any
    duree: Any
    parti: Any
    choix: Any
    ensemble: Any
    classe: Any
    objectif: Any
    objectif_bonus: Any
    objectif_chantier: Any
    pi: Any
    bonus: Any
    annee_ptr: Any
    annee_lignes: Any
    annee_valeurs: Any
    option_ptr: Any
    option_lignes: Any
    option_valeurs: Any
    ensemble_ptr: Any
    ensemble_lignes: Any
    ensemble_valeurs: Any
    chantier_ptr: Any
    chantier_lignes: Any
    chantier_valeurs: Any
    requise: Any
    operations: Any
    groupe: Any
    groupe_debut: Any
    membres: Any
    nb_montages: Any
    de_ligne: Any
    genre: Any
    premiere: Any
    derniere: Any
    borne: Any
    extra: Any
    relatif: Any


class Etat(NamedTuple):
    """What moves: usage of the rows, violation and shortfall of the blocs, and scratch room."""

    usage: Any
    violation: Any
    manque: Any
    vus: Any
    marque: Any
    neuves_v: Any
    neuves_m: Any
    alea: Any
    sommes: Any
    """[3] objective without shortfalls, total shortfall, things violated."""


class Reglage(NamedTuple):
    """How to search.  Temperatures in units of the objective; ``hausse``: growth of the floors of prices."""

    mouvements: int
    de: int
    a: int
    """This call makes moves ``de`` to ``a`` of ``mouvements``: a search may be stopped between two calls."""
    chaud: float
    froid: float
    cadence: int
    hausse: float
    montee: float
    descente: float
    poids_manque: float


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
def _ajouter(
    ptr: Any, lignes: Any, valeurs: Any, i: Any, facteur: Any, de_ligne: Any, usage: Any, vus: Any, marque: Any, nb: Any
) -> Any:
    """Add ``facteur`` times sparse row ``i`` to the usage and note the blocs touched; return how many are noted."""
    for t in range(ptr[i], ptr[i + 1]):
        r = lignes[t]
        usage[r] += facteur * valeurs[t]
        b = de_ligne[r]
        if b >= 0 and not marque[b]:
            marque[b] = True
            vus[nb] = b
            nb += 1
    return nb


@numba.njit(cache=True)
def _poser_annees(
    q: Any,
    n: Any,
    signe: Any,
    debut: Any,
    duree: Any,
    nb_annees: Any,
    ptr: Any,
    lignes: Any,
    valeurs: Any,
    de_ligne: Any,
    usage: Any,
    vus: Any,
    marque: Any,
    nb: Any,
) -> Any:
    """Add (or remove) ``n`` dwellings treated by option ``q`` over ``duree`` years, year by year."""
    base, reste = n // duree, n % duree
    for i in range(duree):
        m = signe * (base + (1 if i < reste else 0))
        ici = q * nb_annees + debut + i
        nb = _ajouter(ptr, lignes, valeurs, ici, m, de_ligne, usage, vus, marque, nb)
    return nb


@numba.njit(cache=True, inline="always")
def _passer(o: Any, c0: Any, q0: Any, c1: Any, q1: Any, meme: Any, d: Any, e: Any, nb: Any) -> Any:
    """Take opération ``o`` from one plan to another in the rows; return (blocs noted, change of the objective).

    ``q0``, ``q1``: options of its lots, in order; ``meme``: the chantier and montage do not change.  Rows that are the
    same whatever the year cancel out between options of one class.
    """
    de_ligne, usage, vus, marque = d.de_ligne, e.usage, e.vus, e.marque
    annee_ptr, annee_lignes, annee_valeurs = d.annee_ptr, d.annee_lignes, d.annee_valeurs
    option_ptr, option_lignes, option_valeurs = d.option_ptr, d.option_lignes, d.option_valeurs
    ens_ptr, ens_lignes, ens_valeurs = d.ensemble_ptr, d.ensemble_lignes, d.ensemble_valeurs
    ch_ptr, ch_lignes, ch_valeurs = d.chantier_ptr, d.chantier_lignes, d.chantier_valeurs
    objectif, objectif_bonus, ensemble = d.objectif, d.objectif_bonus, d.ensemble
    classe, logements = d.classe, d.logements
    k0 = d.couple_chantier[c0] if c0 >= 0 else 0
    k1 = d.couple_chantier[c1] if c1 >= 0 else 0
    debut0, duree0, prime0 = d.debut[k0], d.duree[k0], d.parti[k0] == 1
    debut1, duree1, prime1 = d.debut[k1], d.duree[k1], d.parti[k1] == 1
    l0, l1, nb_annees = d.lot_debut[o], d.lot_debut[o + 1], objectif.shape[1]
    gain = 0.0
    if not meme and c0 >= 0:
        nb = _ajouter(ch_ptr, ch_lignes, ch_valeurs, k0, -1.0, de_ligne, usage, vus, marque, nb)
        gain -= d.objectif_chantier[k0]
    if not meme and c1 >= 0:
        nb = _ajouter(ch_ptr, ch_lignes, ch_valeurs, k1, 1.0, de_ligne, usage, vus, marque, nb)
        gain += d.objectif_chantier[k1]
    for i in range(l1 - l0):
        avant = q0[i] if c0 >= 0 else -1
        apres = q1[i] if c1 >= 0 else -1
        if not meme or avant != apres:
            n = logements[l0 + i]
            totaux = avant < 0 or apres < 0 or classe[avant] != classe[apres]
            if avant >= 0:
                nb = _poser_annees(
                    avant, n, -1.0, debut0, duree0, nb_annees, annee_ptr, annee_lignes, annee_valeurs,
                    de_ligne, usage, vus, marque, nb,
                )  # fmt: skip
                if totaux:
                    nb = _ajouter(
                        option_ptr, option_lignes, option_valeurs, avant, -1.0 * n, de_ligne, usage, vus, marque, nb
                    )
                if prime0:
                    nb = _ajouter(ens_ptr, ens_lignes, ens_valeurs, avant, -1.0 * n, de_ligne, usage, vus, marque, nb)
                gain -= valeur_lot(avant, n, debut0, duree0, prime0, objectif, objectif_bonus, ensemble)
            if apres >= 0:
                nb = _poser_annees(
                    apres, n, 1.0, debut1, duree1, nb_annees, annee_ptr, annee_lignes, annee_valeurs,
                    de_ligne, usage, vus, marque, nb,
                )  # fmt: skip
                if totaux:
                    nb = _ajouter(
                        option_ptr, option_lignes, option_valeurs, apres, 1.0 * n, de_ligne, usage, vus, marque, nb
                    )
                if prime1:
                    nb = _ajouter(ens_ptr, ens_lignes, ens_valeurs, apres, 1.0 * n, de_ligne, usage, vus, marque, nb)
                gain += valeur_lot(apres, n, debut1, duree1, prime1, objectif, objectif_bonus, ensemble)
    return nb, gain


@numba.njit(cache=True)
def _installer(couple: Any, option: Any, d: Any, e: Any) -> Any:
    """Fill the state with a programme; return (objective without shortfalls, total shortfall, things violated)."""
    gain, manque, violes, meme = 0.0, 0.0, 0, False
    rien = np.full(len(option), -1, np.int64)
    for o in range(len(couple)):
        if couple[o] >= 0:
            lots = option[d.lot_debut[o] : d.lot_debut[o + 1]]
            _nb, g = _passer(o, -1, rien, couple[o], lots, meme, d, e, 0)
            e.marque[:] = False
            gain += g
        elif d.requise[o]:
            violes += 1
    for b in range(len(d.genre)):
        e.violation[b], e.manque[b] = evaluer_bloc(b, d.genre, d.premiere, d.derniere, e.usage, d.borne, d.extra)
        violes += e.violation[b] > TOLERE
        if d.genre[b] == MINIMUM:
            gain += e.manque[b] * d.relatif[b]
        else:
            manque += e.manque[b] * d.relatif[b]
    return gain, manque, violes


@numba.njit(cache=True, inline="always")
def _juger(nb: Any, poids: Any, d: Any, e: Any) -> Any:
    """Evaluate the blocs noted; return the changes (price of violations, objective, shortfall, blocs violated)."""
    genre, premiere, derniere, borne, extra, relatif = d.genre, d.premiere, d.derniere, d.borne, d.extra, d.relatif
    vus, marque, neuves_v, neuves_m = e.vus, e.marque, e.neuves_v, e.neuves_m
    usage, violation, manques = e.usage, e.violation, e.manque
    prix, gain, manque, violes = 0.0, 0.0, 0.0, 0
    for i in range(nb):
        b = vus[i]
        marque[b] = False
        v, m = evaluer_bloc(b, genre, premiere, derniere, usage, borne, extra)
        neuves_v[i], neuves_m[i] = v, m
        prix += (v - violation[b]) * poids[b]
        if genre[b] == MINIMUM:
            gain += (m - manques[b]) * relatif[b]
        else:
            manque += (m - manques[b]) * relatif[b]
        violes += int(v > TOLERE) - int(violation[b] > TOLERE)
    return prix, gain, manque, violes


@numba.njit(cache=True, inline="always")
def _peser(poids: Any, plancher: Any, hausse: Any, r: Any, violation: Any) -> Any:
    """Raise the floor of the prices, raise the price of what is violated, lower the others towards their floor."""
    for b in range(len(poids)):
        plancher[b] *= hausse
        facteur = r.montee if violation[b] > TOLERE else r.descente
        poids[b] = max(plancher[b], poids[b] * facteur)


@numba.njit(cache=True, nogil=True)
def explorer(
    r: Any,
    d: Any,
    e: Any,
    couple: Any,
    option: Any,
    meilleur_couple: Any,
    meilleure_option: Any,
    poids: Any,
    plancher: Any,
    connu: Any,
) -> Any:
    """Anneal from (``couple``, ``option``); the ``meilleur`` arrays keep the best programme met without violation.

    ``poids`` [B] price of a unit of violation, ``plancher`` its floor, which grows by ``hausse`` over the search.
    ``connu``: objective that a programme must beat.  Returns the best objective, ``connu`` when none beats it.
    """
    if r.de == 0:
        gain, manque, violes = _installer(couple, option, d, e)
        if violes == 0 and gain - r.poids_manque * manque > connu + 1e-12:
            connu = gain - r.poids_manque * manque
            meilleur_couple[:] = couple
            meilleure_option[:] = option
    else:
        gain, manque, violes = e.sommes[0], e.sommes[1], int(e.sommes[2])
    par_pas = r.hausse ** (r.cadence / max(1, r.mouvements))
    largeur = 1
    for o in range(len(couple)):
        largeur = max(largeur, d.lot_debut[o + 1] - d.lot_debut[o])
    qui, vers = np.zeros(2, np.int64), np.full(2, -1, np.int64)
    neuves = np.full((2, largeur), -1, np.int64)
    for it in range(r.de, r.a):
        temperature = r.chaud * (r.froid / r.chaud) ** (it / r.mouvements)
        nombre, meme = proposer(couple, option, qui, vers, neuves, temperature, d, e.alea)
        nb, d_gain, d_violes = 0, 0.0, 0
        for i in range(nombre):
            o = qui[i]
            lots = option[d.lot_debut[o] : d.lot_debut[o + 1]]
            nb, g = _passer(o, couple[o], lots, vers[i], neuves[i], meme, d, e, nb)
            d_gain += g
            if d.requise[o]:
                d_violes += int(vers[i] < 0) - int(couple[o] < 0)
        if nombre > 0:
            d_prix, g, d_manque, v = _juger(nb, poids, d, e)
            d_gain, d_violes = d_gain + g, d_violes + v
            delta = d_gain - d_prix - r.poids_manque * d_manque
            if delta >= 0.0 or uniforme(e.alea) < np.exp(delta / temperature):
                gain, manque, violes = gain + d_gain, manque + d_manque, violes + d_violes
                for i in range(nombre):
                    o = qui[i]
                    couple[o] = vers[i]
                    for t in range(d.lot_debut[o], d.lot_debut[o + 1]):
                        option[t] = neuves[i, t - d.lot_debut[o]] if vers[i] >= 0 else -1
                for i in range(nb):
                    e.violation[e.vus[i]], e.manque[e.vus[i]] = e.neuves_v[i], e.neuves_m[i]
                if violes == 0 and gain - r.poids_manque * manque > connu + 1e-12:
                    connu = gain - r.poids_manque * manque
                    meilleur_couple[:] = couple
                    meilleure_option[:] = option
            else:
                for i in range(nombre):
                    o = qui[i]
                    lots = option[d.lot_debut[o] : d.lot_debut[o + 1]]
                    _passer(o, vers[i], neuves[i], couple[o], lots, meme, d, e, 0)
                    for t in range(nb):
                        e.marque[e.vus[t]] = False
        if (it + 1) % r.cadence == 0:
            _peser(poids, plancher, par_pas, r, e.violation)
    e.sommes[0], e.sommes[1], e.sommes[2] = gain, manque, violes
    return connu
