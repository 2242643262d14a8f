"""One basin of a multi-basin instance: a seeded perturbation of a model Instance, with its own codes.

Answers for: ``perturber``: dwellings, surfaces, consumption, prices, social mix, places and means of one basin.
Leaves to others: national funds (generateur_national), putting basins side by side (generateur).

The same factor is drawn for all the choix of a lot, so that what makes a bouquet better than another stays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.generateur_national import nb_nationaux, refinancer
from renovation_opt.instance import Choix, Cible, Cite, Fonds, Instance, Ints, Lots

PETIT_LOT = 10
"""Lots below keep their dwellings: every year of a chantier must still have works."""
LARGEUR_DEG = 1.5
"""Degrees between two basins on the map."""
PAR_RANGEE = 10
Flottants = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Bassin:
    """A basin: its Instance, whose last ``nb_nationaux`` funds are common, with the slices of all the basins."""

    inst: Instance
    nb_nationaux: int
    nationaux: tuple[Fonds, ...]


@dataclass(frozen=True, slots=True)
class Tirage:
    """Factors drawn for a basin: by lot, by cité, by landlord, by EPCI, by fund, and its price level."""

    logements: Flottants
    surface: Flottants
    conso: Flottants
    mixite: Flottants
    bailleur: Flottants
    epci: Flottants
    fonds: Flottants
    prix: float


def perturber(modele: Instance, b: int, k: int, graine: int) -> Bassin:
    """Return basin ``b`` (from 0) of ``k``; ``modele`` is an Instance whose national funds are last."""
    tirage = _tirer(modele, np.random.default_rng([graine, b]))
    nationaux = nb_nationaux(modele)
    suffixe = f"b{b + 1:0{len(str(k))}d}"
    lots = _lots(modele, tirage, suffixe)
    delta = lots.logements.astype(np.int64) - modele.lots.logements
    inst = replace(
        modele,
        fonds=_fonds(modele, tirage, suffixe, nationaux),
        montages=(modele.montages[0], *(replace(m, code=f"{m.code}_{suffixe}") for m in modele.montages[1:])),
        bailleurs=tuple(
            replace(x, code=f"{x.code}_{suffixe}", libelle=f"{x.libelle} {suffixe}") for x in modele.bailleurs
        ),
        epcis=tuple(f"{e}_{suffixe}" for e in modele.epcis),
        epci_libelles=tuple(f"{e} {suffixe}" for e in modele.epci_libelles),
        grappes=tuple(f"{g}_{suffixe}" for g in modele.grappes),
        cites=_cites(modele, tirage, delta, b, suffixe),
        lots=lots,
        operations=replace(
            modele.operations,
            codes=tuple(_operation(code, suffixe) for code in modele.operations.codes),
            logements=np.bincount(lots.operation, lots.logements, len(modele.operations.codes)).astype(np.int32),
        ),
        choix=_choix(modele, tirage, lots),
        espaces_eur=_entier(modele.espaces_eur * tirage.prix),
        capacite=_limite(modele.capacite, tirage.bailleur[:, None]),
        simultanes=_limite(modele.simultanes, tirage.bailleur[:, None]),
        fonds_propres=_limite(modele.fonds_propres, tirage.bailleur[:, None]),
        filiere=_limite(modele.filiere, tirage.epci[:, None]),
        cibles=tuple(_cible(c, tirage, suffixe) for c in modele.cibles),
    )
    communs = modele.fonds[len(modele.fonds) - nationaux :]
    return Bassin(refinancer(inst), nationaux, tuple(_mises_en_commun(f, k) for f in communs))


def _tirer(inst: Instance, hasard: np.random.Generator) -> Tirage:
    """Draw the factors of a basin."""
    nb_lots = len(inst.lots.codes)
    return Tirage(
        logements=hasard.uniform(0.85, 1.15, nb_lots),
        surface=hasard.uniform(0.9, 1.1, nb_lots),
        conso=hasard.uniform(0.92, 1.08, nb_lots),
        mixite=hasard.uniform(0.8, 1.2, len(inst.cites)),
        bailleur=hasard.uniform(0.85, 1.15, len(inst.bailleurs)),
        epci=hasard.uniform(0.85, 1.15, len(inst.epcis)),
        fonds=hasard.uniform(0.85, 1.15, len(inst.fonds)),
        prix=float(hasard.uniform(0.95, 1.05)),
    )


def _entier(valeurs: Flottants) -> Ints:
    """Return the nearest integers."""
    return np.rint(valeurs).astype(np.int64)


def _limite(limites: Ints, facteur: Flottants) -> Ints:
    """Return limits times a factor; no limit (-1) stays none, and a limit that opens something stays at least 1."""
    return np.where(limites > 0, np.maximum(1, _entier(limites * facteur)), limites)


def _operation(code: str, suffixe: str) -> str:
    """Return the code of an opération, cité/landlord[/phase], in its basin."""
    cite, _barre, reste = code.partition("/")
    bailleur, barre, phase = reste.partition("/")
    return f"{suffixe}-{cite}/{bailleur}_{suffixe}{barre}{phase}"


def _lots(inst: Instance, tirage: Tirage, suffixe: str) -> Lots:
    """Return the lots: dwellings, surfaces and consumption times their factors."""
    lots = inst.lots
    varies = _entier(lots.logements * tirage.logements).astype(np.int32)
    return replace(
        lots,
        codes=tuple(f"{suffixe}-{code}" for code in lots.codes),
        logements=np.where(lots.logements < PETIT_LOT, lots.logements, varies),
        surface_dm2=_entier(lots.surface_dm2 * tirage.surface),
        conso_ep=_entier(lots.conso_ep * tirage.conso).astype(np.int32),
        conso_ef=_entier(lots.conso_ef * tirage.conso).astype(np.int32),
        co2_g=_entier(lots.co2_g * tirage.conso),
    )


def _choix(inst: Instance, tirage: Tirage, lots: Lots) -> Choix:
    """Return the choix: money follows the surface and the prices, energy the surface and the consumption."""
    choix, lot = inst.choix, inst.choix.lot
    conso = tirage.conso[lot]
    volume = conso * tirage.surface[lot]
    gain = np.minimum(_entier(choix.gain_ep * conso), lots.conso_ep[lot]).astype(np.int32)
    noms = ("energie_kwh", "energie_conventionnelle_kwh", "energie_primaire_kwh", "co2_kg", "facture_eur")
    energies: dict[str, Any] = {nom: _entier(getattr(choix, nom) * volume) for nom in noms}
    return replace(
        choix,
        travaux_eur=_entier(choix.travaux_eur * (tirage.surface[lot] * tirage.prix)[:, None]),
        gain_ep=gain,
        conso_ep_apres=lots.conso_ep[lot] - gain,
        conso_ef_apres=_entier(choix.conso_ef_apres * conso).astype(np.int32),
        mixite=_entier(choix.mixite * tirage.mixite[lots.cite[lot]]),
        **energies,
    )


def _cites(inst: Instance, tirage: Tirage, delta: Ints, b: int, suffixe: str) -> tuple[Cite, ...]:
    """Return the cités: their stock follows the lots, their place is that of the basin."""
    nb, lots = len(inst.cites), inst.lots
    classes = np.array([c.etiquettes for c in inst.cites], dtype=np.int64)
    np.add.at(classes, (lots.cite, lots.etiquette), delta)
    estimes = np.array([c.logements_estimes for c in inst.cites], dtype=np.int64)
    np.add.at(estimes, lots.cite[lots.estime], delta[lots.estime])
    nord, est = LARGEUR_DEG * (b // PAR_RANGEE), LARGEUR_DEG * (b % PAR_RANGEE)
    return tuple(
        replace(
            cite,
            code=f"{suffixe}-{cite.code}",
            nom=f"{cite.nom} {suffixe}",
            commune=f"{cite.commune} {suffixe}",
            grappe=f"{cite.grappe}_{suffixe}" if cite.grappe else "",
            latitude=cite.latitude - nord,
            longitude=cite.longitude + est,
            logements=int(classes[c].sum()),
            logements_estimes=int(estimes[c]),
            etiquettes=tuple(classes[c].tolist()),
            part_menages_q1=_part(cite, float(tirage.mixite[c])),
        )
        for c, cite in enumerate(inst.cites[:nb])
    )


def _part(cite: Cite, facteur: float) -> float:
    """Return the share of first-quartile households whose excess over the EPCI is multiplied."""
    ecart = cite.part_menages_q1 - cite.part_menages_q1_epci
    return cite.part_menages_q1_epci + ecart * facteur if ecart > 0 else cite.part_menages_q1


def _fonds(inst: Instance, tirage: Tirage, suffixe: str, nationaux: int) -> tuple[Fonds, ...]:
    """Return the funds of the basin, at their own level; the national ones, last, stay as they are."""
    propres = len(inst.fonds) - nationaux
    return tuple(
        _a_son_niveau(f, float(tirage.fonds[i]), suffixe) if i < propres else f for i, f in enumerate(inst.fonds)
    )


def _a_son_niveau(fonds: Fonds, facteur: float, suffixe: str) -> Fonds:
    """Return a fund with its slices and its minimum times a factor."""
    return replace(
        fonds,
        code=f"{fonds.code}_{suffixe}",
        libelle=f"{fonds.libelle} {suffixe}",
        tranches_eur=None if fonds.tranches_eur is None else tuple(round(t * facteur) for t in fonds.tranches_eur),
        minimum_eur=round(fonds.minimum_eur * facteur),
    )


def _mises_en_commun(fonds: Fonds, k: int) -> Fonds:
    """Return a national fund with the slices and quotas of ``k`` basins."""
    return replace(
        fonds,
        tranches_eur=None if fonds.tranches_eur is None else tuple(k * t for t in fonds.tranches_eur),
        quota=None if fonds.quota is None else tuple(k * q for q in fonds.quota),
    )


def _cible(cible: Cible, tirage: Tirage, suffixe: str) -> Cible:
    """Return a target of the basin; an amount to spend follows the level of its fund."""
    facteurs: dict[str, Any] = {}
    if cible.mesure == "aides" and cible.fonds >= 0:
        seuil = round(cible.seuil * float(tirage.fonds[cible.fonds]))
        facteurs = {"seuil": seuil, "echelle": max(1, seuil)}
    return replace(cible, code=f"{cible.code}_{suffixe}", libelle=f"{cible.libelle} {suffixe}", **facteurs)
