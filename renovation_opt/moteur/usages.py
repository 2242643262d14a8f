"""What every option, every chantier takes from the coupling rows, as sparse rows: the ground of the compiled search.

Answers for: ``Usages``, read once from the description of the rows by the same code as the columns of plans.
Leaves to others: whole plans (plans), moves (noyau).

A dwelling of option q worked on in year a takes ``par_annee[q * A + a]``.  What is the same in every year is set apart
in ``par_option[q]``: a lot that changes years, or takes another bouquet of the same class, does not touch it.
``par_ensemble[q]`` is what comes on top under parti ensemble, ``par_chantier[k]`` what a chantier takes by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array

from renovation_opt.couplage.base import PAR_OPERATION, Couplage, Famille, Mesure
from renovation_opt.instance import COURANT, ENSEMBLE, Instance, Ints, Petits
from renovation_opt.moteur.plans import Plans, Travaux, entrees


@dataclass(frozen=True, slots=True, eq=False)
class Usages:
    """Sparse rows over the coupling rows [., R]; ``classe`` [Q]: options of one class have the same ``par_option``."""

    par_annee: csr_array
    par_option: csr_array
    par_ensemble: csr_array
    par_chantier: csr_array
    classe: Ints


def mesurer(inst: Instance, couplage: Couplage) -> Usages:
    """Return what options and chantiers take from the rows of a coupling."""
    chantier = [f.mesure in PAR_OPERATION for f in couplage.familles]
    nb_q, nb_k = len(inst.options.choix), len(inst.chantiers.debut)
    debuts = couplage.debuts
    lots = [(f, d) for f, d, c in zip(couplage.familles, debuts, chantier, strict=False) if not c]
    operations = [(f, d) for f, d, c in zip(couplage.familles, debuts, chantier, strict=False) if c]
    unitaire, travaux = _unitaires(inst, COURANT)
    courant = _lignes(inst, lots, unitaire, travaux, (nb_q * inst.nb_annees, debuts[-1]))
    annee, option = _separer(courant, inst.nb_annees, nb_q)
    return Usages(
        annee,
        option,
        _supplement(inst, lots, courant, nb_q),
        _lignes(inst, operations, _chantiers(inst), travaux, (nb_k, debuts[-1])),
        _classes(option),
    )


def _unitaires(inst: Instance, parti: int) -> tuple[Plans, Travaux]:
    """Return one dwelling of every option in every year, as if each were a plan, under a parti."""
    nb_q, nb_a = len(inst.options.choix), inst.nb_annees
    q = np.repeat(np.arange(nb_q, dtype=np.int32), nb_a)
    choix = inst.options.choix[q]
    lot = inst.choix.lot[choix]
    annee = np.tile(np.arange(nb_a, dtype=np.int32), nb_q)
    chantier = np.full(len(q), np.flatnonzero(inst.chantiers.parti == parti)[0], dtype=np.int32)
    plans = Plans(inst.lots.operation[lot], chantier, inst.options.montage[q], np.arange(len(q) + 1), q)
    rang = np.arange(len(q))
    return plans, Travaux(rang, q, choix, lot, annee, np.ones(len(q), dtype=np.int64))


def _chantiers(inst: Instance) -> Plans:
    """Return every chantier as a plan that treats nothing."""
    nb = len(inst.chantiers.operation)
    vide = np.zeros(0, dtype=np.int32)
    rangs, zeros = np.arange(nb, dtype=np.int32), np.zeros(nb, dtype=np.int32)
    return Plans(inst.chantiers.operation, rangs, zeros, np.zeros(nb + 1, dtype=np.int64), vide)


def _lignes(
    inst: Instance, familles: Iterable[tuple[Famille, int]], plans: Plans, t: Travaux, forme: tuple[int, int]
) -> csr_array:
    """Return [J, R] what each plan takes from the rows of some familles, signs included."""
    lignes, rangs, valeurs = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for famille, debut in familles:
        for ligne, rang, valeur in entrees(inst, famille, plans, t):
            garde = (ligne >= 0) & (valeur != 0)
            lignes.append(debut + ligne[garde])
            rangs.append(rang[garde])
            valeurs.append(famille.signe * valeur[garde].astype(np.float64))
    donnees = (np.concatenate(valeurs), (np.concatenate(rangs), np.concatenate(lignes)))
    resultat = csr_array(coo_array(donnees, shape=forme))
    resultat.sum_duplicates()
    return resultat


def _separer(tout: csr_array, nb_annees: int, nb_q: int) -> tuple[csr_array, csr_array]:
    """Return what depends on the year [Q * A, R] and what is the same every year [Q, R]."""
    coo = tout.tocoo()
    nb_r = tout.shape[1]
    cle = (coo.row // nb_annees).astype(np.int64) * nb_r + coo.col
    ordre = np.argsort(cle, kind="stable")
    cle, rang, valeur = cle[ordre], coo.row[ordre], coo.data[ordre]
    cles, debut, nombre = np.unique(cle, return_index=True, return_counts=True)
    if not len(cles):
        return tout, csr_array((nb_q, nb_r))
    bas, haut = np.minimum.reduceat(valeur, debut), np.maximum.reduceat(valeur, debut)
    fixes = (nombre == nb_annees) & (bas == haut)
    change = ~np.repeat(fixes, nombre)
    option = coo_array((bas[fixes], (cles[fixes] // nb_r, cles[fixes] % nb_r)), shape=(nb_q, nb_r))
    annee = coo_array((valeur[change], (rang[change], cle[change] % nb_r)), shape=tout.shape)
    return csr_array(annee), csr_array(option)


def _supplement(inst: Instance, familles: list[tuple[Famille, int]], courant: csr_array, nb_q: int) -> csr_array:
    """Return [Q, R] what an option takes on top under parti ensemble: the rows that count heritage points."""
    objectifs = [(f, d) for f, d in familles if f.mesure is Mesure.OBJECTIF]
    if not objectifs or not (inst.chantiers.parti == ENSEMBLE).any():
        return csr_array((nb_q, courant.shape[1]))
    plans, travaux = _unitaires(inst, ENSEMBLE)
    autres = _lignes(inst, objectifs, plans, travaux, courant.shape)
    sans = np.zeros(courant.shape[1])
    for f, d in objectifs:
        sans[d : d + f.nb_lignes] = 1.0
    ecart = csr_array((autres - courant * sans[None, :])[:: inst.nb_annees])
    ecart.eliminate_zeros()
    return ecart


def _classes(option: csr_array) -> Ints:
    """Return [Q] the same number for options that take the same from the rows that do not depend on the year."""
    vues: dict[tuple[bytes, bytes], int] = {}
    cles = (
        (option.indices[a:b].tobytes(), option.data[a:b].tobytes())
        for a, b in zip(option.indptr[:-1], option.indptr[1:], strict=True)
    )
    return np.array([vues.setdefault(cle, len(vues)) for cle in cles], dtype=np.int64)


def petits(matrice: csr_array) -> tuple[Petits, Petits, np.ndarray]:
    """Return the arrays of a sparse matrix for compiled code."""
    return matrice.indptr.astype(np.int64), matrice.indices.astype(np.int32), matrice.data.astype(np.float64)
