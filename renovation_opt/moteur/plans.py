"""Plans as arrays, and what each takes from the coupling rows.

Answers for: ``Plans`` (a batch of plans), their objectives and their column of the coupling matrix.
Leaves to others: which plans are worth having (tarification, recherche).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csc_array

from renovation_opt.couplage.base import Couplage, Famille, Mesure
from renovation_opt.instance import PARTIS, Instance, Ints, Petits
from renovation_opt.moteur.etape import But, Reels, produit
from renovation_opt.programme import PlanOperation


@dataclass(frozen=True, slots=True, eq=False)
class Plans:
    """A batch of plans: arrays [J], and the options of plan j in options[debut_options[j]:debut_options[j+1]]."""

    operation: Petits
    chantier: Petits
    montage: Petits
    debut_options: Ints
    options: Petits

    def __len__(self) -> int:
        """Number of plans."""
        return len(self.operation)

    def extraire(self, rangs: Ints) -> Plans:
        """Return the plans of the given ranks, in that order."""
        tailles = np.diff(self.debut_options)[rangs]
        debut = np.concatenate([[0], np.cumsum(tailles)])
        depart = np.repeat(self.debut_options[:-1][rangs] - debut[:-1], tailles)
        return Plans(
            self.operation[rangs],
            self.chantier[rangs],
            self.montage[rangs],
            debut,
            self.options[depart + np.arange(debut[-1])],
        )


def reunir(lots: list[Plans]) -> Plans:
    """Return several batches as one."""
    debut, total = [np.zeros(1, dtype=np.int64)], 0
    for plans in lots:
        debut.append(plans.debut_options[1:] + total)
        total += int(plans.debut_options[-1])
    return Plans(
        np.concatenate([p.operation for p in lots]),
        np.concatenate([p.chantier for p in lots]),
        np.concatenate([p.montage for p in lots]),
        np.concatenate(debut),
        np.concatenate([p.options for p in lots]),
    )


def cles(plans: Plans) -> Iterator[bytes]:
    """Yield what identifies each plan: chantier, montage, options."""
    for j in range(len(plans)):
        options = plans.options[plans.debut_options[j] : plans.debut_options[j + 1]]
        yield plans.chantier[j].tobytes() + plans.montage[j].tobytes() + options.tobytes()


@dataclass(frozen=True, slots=True, eq=False)
class Travaux:
    """Plans unrolled: one entry per (plan, lot, year) with dwellings at work."""

    plan: Ints
    option: Petits
    choix: Petits
    lot: Petits
    annee: Petits
    logements: Ints


def derouler(inst: Instance, plans: Plans) -> Travaux:
    """Return the entries (plan, lot, year) of the plans."""
    plan = np.repeat(np.arange(len(plans)), np.diff(plans.debut_options))
    lot = inst.choix.lot[inst.options.choix[plans.options]]
    duree = inst.chantiers.duree[plans.chantier[plan]]
    debut = inst.chantiers.debut[plans.chantier[plan]]
    n = inst.lots.logements[lot].astype(np.int64)
    blocs = []
    for i in range(int(duree.max(initial=0))):
        actif = np.flatnonzero((i < duree) & ((n // np.maximum(duree, 1) > 0) | (i < n % np.maximum(duree, 1))))
        nombre = n[actif] // duree[actif] + (i < n[actif] % duree[actif])
        blocs.append((actif, debut[actif] + i, nombre))
    if not blocs:
        vide = np.zeros(0, dtype=np.int64)
        return Travaux(
            vide, vide.astype(np.int32), vide.astype(np.int32), vide.astype(np.int32), vide.astype(np.int32), vide
        )
    entree = np.concatenate([b[0] for b in blocs])
    option = plans.options[entree]
    return Travaux(
        plan=plan[entree],
        option=option,
        choix=inst.options.choix[option],
        lot=lot[entree],
        annee=np.concatenate([b[1] for b in blocs]).astype(np.int32),
        logements=np.concatenate([b[2] for b in blocs]),
    )


def objectifs(inst: Instance, plans: Plans, travaux: Travaux | None = None) -> Ints:
    """Return [J, 3] the exact objectives of each plan (kWh, thousandths of a point, millionths of a household)."""
    t = travaux or derouler(inst, plans)
    parti = inst.chantiers.parti[plans.chantier][t.plan]
    valeurs = _objectifs_unitaires(inst, t, parti)
    resultat = np.zeros((len(plans), 3), dtype=np.int64)
    for j, valeur in enumerate(valeurs):
        np.add.at(resultat[:, j], t.plan, t.logements * valeur)
    return resultat


def gains(inst: Instance, but: But, plans: Plans, travaux: Travaux | None = None) -> Reels:
    """Return [J] what each plan is worth in a stage, columns of the coupling left out."""
    t = travaux or derouler(inst, plans)
    valeur = produit(np.array(but.c), objectifs(inst, plans, t))
    if but.fidelite is not None:
        valeur = valeur + but.fidelite.chantier[plans.chantier]
        np.add.at(valeur, t.plan, (t.logements * but.fidelite.choix[t.choix]).astype(np.float64))
    return np.asarray(valeur)


def _objectifs_unitaires(inst: Instance, t: Travaux, parti: Petits) -> tuple[Ints, Ints, Ints]:
    """Return the three objectives of a dwelling, for each entry."""
    choix = inst.choix
    energie = choix.energie_kwh[t.choix] * inst.annees_comptees()[t.annee]
    return energie, choix.patrimoine[t.choix, parti], choix.mixite[t.choix]


def matrice(inst: Instance, couplage: Couplage, plans: Plans, travaux: Travaux | None = None) -> csc_array:
    """Return the coupling matrix [R, J] of the plans: what each takes from every row, signs included."""
    t = travaux or derouler(inst, plans)
    lignes, colonnes, valeurs = [], [], []
    for famille, debut in zip(couplage.familles, couplage.debuts, strict=False):
        for ligne, colonne, valeur in entrees(inst, famille, plans, t):
            garde = (ligne >= 0) & (valeur != 0)
            lignes.append(debut + ligne[garde])
            colonnes.append(colonne[garde])
            valeurs.append(famille.signe * valeur[garde].astype(np.float64))
    forme = (couplage.debuts[-1], len(plans))
    if not lignes:
        return csc_array(forme)
    donnees = (np.concatenate(valeurs), (np.concatenate(lignes), np.concatenate(colonnes)))
    resultat = csc_array(coo_array(donnees, shape=forme))
    resultat.sum_duplicates()
    return resultat


def usage(inst: Instance, couplage: Couplage, plans: Plans) -> Reels:
    """Return [R] what a programme takes from every row, signs included."""
    return np.asarray(matrice(inst, couplage, plans).sum(axis=1)).reshape(-1)


def entrees(inst: Instance, famille: Famille, plans: Plans, t: Travaux) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Yield (row of the famille or -1, plan, value before sign) of a famille."""
    if famille.mesure is Mesure.AUCUNE:
        return
    if famille.mesure in (Mesure.OUVERTURE, Mesure.DEBUT):
        yield from _entrees_chantiers(inst, famille, plans)
        return
    ligne = _ligne(famille, famille.groupe[t.lot], t.annee)
    if famille.mesure is Mesure.AIDES or famille.mesure is Mesure.LOGEMENTS_AIDES:
        yield from ((ligne, t.plan, v) for v in _aides(inst, famille, t))
        return
    yield ligne, t.plan, t.logements * _mesure(inst, famille, plans, t)


def _mesure(inst: Instance, famille: Famille, plans: Plans, t: Travaux) -> Ints:
    """Return the measure of a dwelling, for each entry."""
    if famille.mesure is Mesure.POIDS:
        return famille.poids[t.choix]
    if famille.mesure is Mesure.TRAVAUX:
        return inst.choix.travaux_eur[t.choix, t.annee]
    if famille.mesure is Mesure.FONDS_PROPRES:
        return inst.options.fonds_propres_eur[t.option, t.annee].astype(np.int64)
    if famille.mesure is Mesure.OBJECTIF:
        unitaires = _objectifs_unitaires(inst, t, inst.chantiers.parti[plans.chantier][t.plan])
        return np.asarray(sum(int(p) * valeur for p, valeur in zip(famille.poids, unitaires, strict=True)))
    return np.ones(len(t.plan), dtype=np.int64)


def _aides(inst: Instance, famille: Famille, t: Travaux) -> Iterator[Ints]:
    """Yield, slot by slot of the montages, the weighted aids (or aided dwellings) of each entry."""
    fonds = inst.montage_fonds[inst.options.montage[t.option]]
    for s in range(fonds.shape[1]):
        aide = inst.options.aide_eur[t.option, s, t.annee].astype(np.int64)
        if famille.mesure is Mesure.AIDES:
            yield np.where(fonds[:, s] >= 0, famille.poids[fonds[:, s]], 0) * aide * t.logements
        else:
            yield np.where((fonds[:, s] == famille.poids[0]) & (aide > 0), t.logements, 0)


def _entrees_chantiers(inst: Instance, famille: Famille, plans: Plans) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Yield the entries of a famille that counts chantiers: those open, or those that start."""
    groupe = famille.groupe[plans.operation]
    debut, duree = inst.chantiers.debut[plans.chantier], inst.chantiers.duree[plans.chantier]
    j = np.arange(len(plans))
    for i in range(int(duree.max(initial=0)) if famille.mesure is Mesure.OUVERTURE else 1):
        actif = np.flatnonzero(i < duree)
        yield _ligne(famille, groupe[actif], debut[actif] + i), j[actif], np.ones(len(actif), dtype=np.int64)


def _ligne(famille: Famille, groupe: Petits, annee: Petits) -> Ints:
    """Return the row inside the famille, -1 when the entry does not count."""
    pas = famille.pas[annee]
    return np.where((groupe >= 0) & (pas >= 0), groupe.astype(np.int64) * famille.nb_pas + pas, -1)


def en_plans_operation(inst: Instance, plans: Plans) -> tuple[PlanOperation, ...]:
    """Return the plans in the words of the programme."""
    resultat = []
    for j in range(len(plans)):
        k = plans.chantier[j]
        options = plans.options[plans.debut_options[j] : plans.debut_options[j + 1]]
        choix = inst.options.choix[options]
        bouquets = [
            (inst.lots.codes[inst.choix.lot[p]], inst.bouquets[inst.choix.bouquet[p]].code) for p in choix.tolist()
        ]
        resultat.append(
            PlanOperation(
                operation=inst.operations.codes[plans.operation[j]],
                debut=inst.annees[int(inst.chantiers.debut[k])],
                duree=int(inst.chantiers.duree[k]),
                parti=PARTIS[int(inst.chantiers.parti[k])],
                montage=inst.montages[int(plans.montage[j])].code,
                bouquets=tuple(sorted(bouquets)),
            )
        )
    return tuple(sorted(resultat))
