"""Multi-basin instances, as arrays: k perturbed copies of an Instance, side by side, bound by national rows.

Answers for: ``bassins``, a frozen Instance of k basins, each with its own lots, landlords, EPCI, funds and montages.
Leaves to others: one basin (generateur_bassin), the same idea as files (generateur_fichiers).

What binds the basins: a national fund for the works of the landlords (every basin has a montage that asks it), the
funds that only private owners may ask (one national agency instead of one per basin), a national target of dwellings.
A basin only sees its own funds, so most of ``eligible`` [P, F] and of the weights [P] of a target is zero: both are
allocated with ``np.zeros`` by columns, whose untouched pages cost no memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from math import ceil
from typing import Any

import numpy as np

from benchmarks.generateur_bassin import Bassin, perturber
from benchmarks.generateur_national import nationaliser
from renovation_opt.instance import (
    Bools,
    Chantiers,
    Choix,
    Cible,
    Instance,
    Ints,
    Lots,
    Montage,
    Operations,
    Options,
    Petits,
    PoidsDeGroupe,
)

LIMITES = ("espaces_eur", "capacite", "simultanes", "fonds_propres", "reste_a_charge_eur", "filiere")
PART_NATIONALE = 0.95
"""National target: this share of the dwellings that must be treated when their opération opens."""


def bassins(inst: Instance, k: int, graine: int) -> Instance:
    """Return ``k`` perturbed copies of ``inst`` as one Instance; the same arguments give the same arrays."""
    modele = nationaliser(inst)
    copies = [perturber(modele, b, k, graine) for b in range(k)]
    return _assembler(copies)


def _assembler(copies: Sequence[Bassin]) -> Instance:
    """Concatenate the basins."""
    parts = [copie.inst for copie in copies]
    premier, nb_nationaux = parts[0], copies[0].nb_nationaux
    propres = len(premier.fonds) - nb_nationaux
    nb_fonds = len(parts) * propres + nb_nationaux
    fonds = [_fonds_globaux(b, propres, nb_nationaux, len(parts)) for b in range(len(parts))]
    montages = [_montages_globaux(b, len(premier.montages)) for b in range(len(parts))]
    choix = _choix(parts, fonds, nb_fonds)
    limites: dict[str, Any] = {nom: np.concatenate([getattr(i, nom) for i in parts]) for nom in LIMITES}
    ensemble = replace(
        premier,
        nom=f"{premier.nom}-x{len(parts)}",
        titre=f"{premier.titre}, {len(parts)} bassins",
        fonds=_liste_fonds(copies, fonds),
        montages=_liste_montages(parts, fonds),
        montage_fonds=_montage_fonds(parts, fonds),
        bailleurs=tuple(x for i in parts for x in i.bailleurs),
        epcis=tuple(x for i in parts for x in i.epcis),
        epci_libelles=tuple(x for i in parts for x in i.epci_libelles),
        cites=_cites(parts),
        grappes=tuple(x for i in parts for x in i.grappes),
        lots=_lots(parts),
        operations=_operations(parts, montages),
        chantiers=_chantiers(parts),
        choix=choix,
        options=_options(parts, montages),
        **limites,
    )
    return replace(ensemble, cibles=(*_cibles(parts, fonds, len(choix.lot)), _cible_nationale(ensemble)))


# --- indices of a basin among all ---------------------------------------------------------------------------------


def _debuts(tailles: Sequence[int]) -> list[int]:
    """Return the offset of each basin."""
    return [0, *np.cumsum(tailles).tolist()][: len(tailles)]


def _fonds_globaux(b: int, propres: int, nationaux: int, k: int) -> Petits:
    """Return the global index of each fund of basin ``b``: its own, then the national ones, which come last."""
    return np.array([*range(b * propres, (b + 1) * propres), *range(k * propres, k * propres + nationaux)], np.int32)


def _montages_globaux(b: int, nb: int) -> Petits:
    """Return the global index of each montage of basin ``b``: ``sans_aide``, the first, is common to all."""
    return np.array([0, *range(1 + b * (nb - 1), 1 + (b + 1) * (nb - 1))], dtype=np.int32)


def _decaler(parts: Sequence[Any], champ: str, tailles: Sequence[int]) -> Any:  # noqa: ANN401 - keeps the dtype
    """Concatenate an array of indices into something of these sizes; -1 stays -1."""
    debuts = _debuts(tailles)
    colonnes = [getattr(x, champ) for x in parts]
    return np.concatenate([np.where(c >= 0, c + d, c).astype(c.dtype) for c, d in zip(colonnes, debuts, strict=True)])


def _pointeurs(parts: Sequence[Any], champ: str) -> Petits:
    """Concatenate CSR pointers."""
    colonnes = [getattr(x, champ) for x in parts]
    debuts = _debuts([int(c[-1]) for c in colonnes])
    corps = [c[:-1] + d for c, d in zip(colonnes, debuts, strict=True)]
    return np.concatenate([*corps, [debuts[-1] + int(colonnes[-1][-1])]]).astype(np.int32)


def _joindre(parts: Sequence[Any], sauf: Sequence[str]) -> dict[str, Any]:
    """Concatenate every field of tables of one kind, arrays or tuples, except those named."""
    resultat: dict[str, Any] = {}
    for champ in fields(parts[0]):
        if champ.name not in sauf:
            colonnes = [getattr(x, champ.name) for x in parts]
            tableau = isinstance(colonnes[0], np.ndarray)
            resultat[champ.name] = np.concatenate(colonnes) if tableau else tuple(v for c in colonnes for v in c)
    return resultat


# --- tables -------------------------------------------------------------------------------------------------------


def _lots(parts: Sequence[Instance]) -> Lots:
    """Return the lots of all basins."""
    tables = [i.lots for i in parts]
    return Lots(
        operation=_decaler(tables, "operation", [len(i.operations.codes) for i in parts]),
        cite=_decaler(tables, "cite", [len(i.cites) for i in parts]),
        choix_debut=_pointeurs(tables, "choix_debut"),
        option_debut=_pointeurs(tables, "option_debut"),
        **_joindre(tables, ("operation", "cite", "choix_debut", "option_debut")),
    )


def _operations(parts: Sequence[Instance], montages: Sequence[Petits]) -> Operations:
    """Return the opérations of all basins."""
    tables = [i.operations for i in parts]
    decales = {
        "bailleur": [len(i.bailleurs) for i in parts],
        "epci": [len(i.epcis) for i in parts],
        "cite": [len(i.cites) for i in parts],
        "grappe": [len(i.grappes) for i in parts],
        "parente": [int(t.parente.max(initial=-1)) + 1 for t in tables],
    }
    indices = {champ: _decaler(tables, champ, tailles) for champ, tailles in decales.items()}
    ouverts = tuple(
        tuple(globaux[list(m)].tolist()) for t, globaux in zip(tables, montages, strict=True) for m in t.montages
    )
    return Operations(
        **indices,
        lot_debut=_pointeurs(tables, "lot_debut"),
        chantier_debut=_pointeurs(tables, "chantier_debut"),
        montages=ouverts,
        **_joindre(tables, (*decales, "lot_debut", "chantier_debut", "montages")),
    )


def _chantiers(parts: Sequence[Instance]) -> Chantiers:
    """Return the chantiers of all basins."""
    tables = [i.chantiers for i in parts]
    operation = _decaler(tables, "operation", [len(i.operations.codes) for i in parts])
    return Chantiers(operation=operation, **_joindre(tables, ("operation",)))


def _choix(parts: Sequence[Instance], fonds: Sequence[Petits], nb_fonds: int) -> Choix:
    """Return the choix of all basins; a fund is eligible in its basin only."""
    tables = [i.choix for i in parts]
    tailles = [len(t.lot) for t in tables]
    eligible: Bools = np.zeros((sum(tailles), nb_fonds), dtype=bool, order="F")
    for table, debut, taille, globaux in zip(tables, _debuts(tailles), tailles, fonds, strict=True):
        for local, f in enumerate(globaux.tolist()):
            eligible[debut : debut + taille, f] = table.eligible[:, local]
    lot = _decaler(tables, "lot", [len(i.lots.codes) for i in parts])
    return Choix(lot=lot, eligible=eligible, **_joindre(tables, ("lot", "eligible")))


def _options(parts: Sequence[Instance], montages: Sequence[Petits]) -> Options:
    """Return the options of all basins."""
    tables = [i.options for i in parts]
    montage = np.concatenate([globaux[t.montage] for t, globaux in zip(tables, montages, strict=True)])
    return Options(
        choix=_decaler(tables, "choix", [len(i.choix.lot) for i in parts]),
        montage=montage,
        aide_espaces_eur=_presque_nul([t.aide_espaces_eur for t in tables]),
        **_joindre(tables, ("choix", "montage", "aide_espaces_eur")),
    )


def _presque_nul(blocs: Sequence[Petits]) -> Petits:
    """Concatenate blocks that are often all zero: untouched pages cost no memory."""
    forme = blocs[0].shape[1:]
    resultat = np.zeros((sum(len(b) for b in blocs), *forme), dtype=np.int32)
    for bloc, debut in zip(blocs, _debuts([len(b) for b in blocs]), strict=True):
        if bloc.any():
            resultat[debut : debut + len(bloc)] = bloc
    return resultat


def _cites(parts: Sequence[Instance]) -> tuple[Any, ...]:
    """Return the cités of all basins, in their EPCI."""
    debuts = _debuts([len(i.epcis) for i in parts])
    return tuple(replace(c, epci=c.epci + d) for i, d in zip(parts, debuts, strict=True) for c in i.cites)


# --- funds, montages, targets ---------------------------------------------------------------------------------------


def _liste_fonds(copies: Sequence[Bassin], fonds: Sequence[Petits]) -> tuple[Any, ...]:
    """Return the funds of each basin, then the national ones with k times the slices of one basin."""
    nb_nationaux, resultat = copies[0].nb_nationaux, []
    for copie, globaux in zip(copies, fonds, strict=True):
        for f in copie.inst.fonds[: len(copie.inst.fonds) - nb_nationaux]:
            avec = () if f.parite is None else tuple(globaux[list(f.parite.avec)].tolist())
            resultat.append(f if f.parite is None else replace(f, parite=replace(f.parite, avec=avec)))
    return (*resultat, *copies[0].nationaux)


def _liste_montages(parts: Sequence[Instance], fonds: Sequence[Petits]) -> tuple[Montage, ...]:
    """Return ``sans_aide``, then the montages of each basin."""
    propres = [
        replace(m, fonds=tuple(globaux[list(m.fonds)].tolist()))
        for i, globaux in zip(parts, fonds, strict=True)
        for m in i.montages[1:]
    ]
    return (parts[0].montages[0], *propres)


def _montage_fonds(parts: Sequence[Instance], fonds: Sequence[Petits]) -> Petits:
    """Return [M, S] the global fund of each slot."""
    lignes = [
        np.where(i.montage_fonds[1:] >= 0, globaux[i.montage_fonds[1:]], -1)
        for i, globaux in zip(parts, fonds, strict=True)
    ]
    return np.concatenate([parts[0].montage_fonds[:1], *lignes]).astype(np.int32)


def _cibles(parts: Sequence[Instance], fonds: Sequence[Petits], nb_choix: int) -> list[Cible]:
    """Return the targets of each basin, which count its own dwellings, cités and funds only."""
    debuts = _debuts([len(i.choix.lot) for i in parts])
    cites = _debuts([len(i.cites) for i in parts])
    return [
        replace(
            cible,
            poids=_etaler(cible.poids, debut, nb_choix),
            fonds=int(globaux[cible.fonds]) if cible.fonds >= 0 else -1,
            cites=tuple(c + cite for c in cible.cites),
        )
        for i, globaux, debut, cite in zip(parts, fonds, debuts, cites, strict=True)
        for cible in i.cibles
    ]


def _etaler(poids: Ints | PoidsDeGroupe | None, debut: int, nb_choix: int) -> Ints | None:
    """Return weights over all choix, zero outside the basin."""
    if poids is None:
        return None
    resultat = np.zeros(nb_choix, dtype=np.int64)
    resultat[debut : debut + len(poids)] = np.asarray(poids)
    return resultat


def _cible_nationale(inst: Instance) -> Cible:
    """Return the soft national target of dwellings."""
    total = int(inst.lots.logements[inst.lots.obligatoire].sum())
    seuil = ceil(PART_NATIONALE * total)
    return Cible(
        code="logements_nationaux",
        libelle="logements rénovés, tous bassins",
        tag="C14",
        mesure="logements",
        unite="logements",
        annees=(True,) * inst.nb_annees,
        sens=1,
        seuil=seuil,
        souple=True,
        echelle=max(1, seuil),
        poids=np.ones(len(inst.choix.lot), dtype=np.int64),
    )
