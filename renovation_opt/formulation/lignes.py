"""Coupling rows as PuLP constraints: the description of ``couplage`` turned into coefficients.

Answers for: the coefficient of every x, w and column in every coupling row, as exact integers.
Leaves to others: which rows exist and what they mean (couplage).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from pulp import LpAffineExpression, LpConstraint, LpConstraintLE, LpVariable

from renovation_opt.couplage.base import PAR_OPERATION, Couplage, Famille, Mesure
from renovation_opt.formulation.indices import rangs
from renovation_opt.formulation.mesures import valeurs
from renovation_opt.formulation.noms import uniques
from renovation_opt.formulation.variables import Variables
from renovation_opt.instance import Instance, Ints, Petits

SANS_LIMITE = 2**52
"""A bound from which a row cannot bind and is not written."""

Termes = list[tuple[LpVariable, Any]]
Triplets = tuple[Ints, Ints, Ints]
"""(row, position of the variable, coefficient)."""


def couplages(inst: Instance, couplage: Couplage, v: Variables) -> Iterator[LpConstraint]:
    """Yield every coupling row: signe * sum of coefficients * x (or w) + columns <= borne."""
    colonnes = _termes_colonnes(couplage, v)
    for famille in couplage.familles:
        yield from lignes(inst, famille, v, colonnes.get(famille.nom, {}))


def lignes(inst: Instance, famille: Famille, v: Variables, colonnes: Mapping[int, Termes]) -> Iterator[LpConstraint]:
    """Yield the rows of one famille; ``colonnes``: the terms of the columns, by row.

    A row without any term is dropped when it holds, kept (impossible) when it does not.
    """
    noms = uniques(famille.etiquettes, 60)
    debut = f"{famille.tag}.{uniques([famille.nom], 34)[0]}"
    variables, triplets = _coefficients(inst, famille, v)
    for ligne, termes in enumerate(_par_ligne(triplets, variables, famille.nb_lignes)):
        borne, tous = int(famille.borne[ligne]), termes + colonnes.get(ligne, [])
        if borne < SANS_LIMITE and (tous or borne < 0):
            yield LpConstraint(LpAffineExpression(tous), LpConstraintLE, f"{debut}.{noms[ligne]}", borne)


def _coefficients(inst: Instance, famille: Famille, v: Variables) -> tuple[Sequence[LpVariable], Triplets]:
    """Return the variables a famille counts and its triplets, before grouping by row."""
    if famille.mesure is Mesure.AUCUNE:
        vide = np.zeros(0, dtype=np.int64)
        return v.x, (vide, vide, vide)
    if famille.mesure in PAR_OPERATION:
        return v.w, _sur_w(inst, famille, v)
    return v.x, _sur_x(inst, famille, v)


def _sur_x(inst: Instance, famille: Famille, v: Variables) -> Triplets:
    """Return sum over a of n[l,k,a] * measure[q,a], row by row."""
    ind, table = v.ind, valeurs(inst, famille.mesure, famille.poids)
    concernes = np.flatnonzero(famille.groupe[ind.x_lot] >= 0)
    lot, option, chantier = ind.x_lot[concernes], ind.x_option[concernes], ind.x_chantier[concernes]
    parti = inst.chantiers.parti[chantier]
    morceaux = [
        (_rang_ligne(famille, lot[ici], a), concernes[ici], n * table[parti[ici], option[ici], a])
        for ici, a, n in rangs(inst, lot, chantier)
    ]
    return _assembler(morceaux, famille.signe, len(v.x))


def _sur_w(inst: Instance, famille: Famille, v: Variables) -> Triplets:
    """Return 1 for each year in which the chantier is open (or starts), row by row."""
    chantier = v.ind.w_chantier
    operation = inst.chantiers.operation[chantier]
    duree = inst.chantiers.duree[chantier] if famille.mesure is Mesure.OUVERTURE else np.ones_like(chantier)
    morceaux = []
    for rang in range(int(duree.max(initial=0))):
        ici = np.flatnonzero(duree > rang)
        annee = inst.chantiers.debut[chantier[ici]] + rang
        morceaux.append((_rang_ligne(famille, operation[ici], annee), ici, np.ones(len(ici), dtype=np.int64)))
    return _assembler(morceaux, famille.signe, len(v.w))


def _rang_ligne(famille: Famille, sujet: Ints | Petits, annee: Ints | Petits) -> Ints:
    """Return the row of (lot or opération, year), -1 when it counts in none."""
    groupe, pas = famille.groupe[sujet].astype(np.int64), famille.pas[annee]
    return np.where((groupe >= 0) & (pas >= 0), groupe * famille.nb_pas + pas, -1)


def _assembler(morceaux: Sequence[Triplets], signe: int, nb: int) -> Triplets:
    """Return the triplets sorted by row then variable, sums made, zeros dropped."""
    if not morceaux:
        return (np.zeros(0, dtype=np.int64),) * 3
    ligne, variable, coefficient = (np.concatenate(colonne) for colonne in zip(*morceaux, strict=True))
    garde = (ligne >= 0) & (coefficient != 0)
    cle, inverse = np.unique(ligne[garde] * max(1, nb) + variable[garde], return_inverse=True)
    somme = np.zeros(len(cle), dtype=np.int64)
    np.add.at(somme, inverse, signe * coefficient[garde])
    return cle // max(1, nb), cle % max(1, nb), somme


def _par_ligne(triplets: Triplets, variables: Sequence[LpVariable], nb_lignes: int) -> Iterator[Termes]:
    """Yield the terms of each row."""
    ligne, variable, coefficient = triplets
    bornes = np.searchsorted(ligne, np.arange(nb_lignes + 1))
    for debut, fin in zip(bornes[:-1].tolist(), bornes[1:].tolist(), strict=True):
        positions = variable[debut:fin].tolist()
        yield list(zip((variables[i] for i in positions), coefficient[debut:fin].tolist(), strict=True))


def _termes_colonnes(couplage: Couplage, v: Variables) -> dict[str, dict[int, Termes]]:
    """Return the terms of the columns, by famille name and row."""
    termes: dict[str, dict[int, Termes]] = defaultdict(lambda: defaultdict(list))
    for colonne in couplage.colonnes:
        for nom, ligne, coefficient in colonne.coefficients:
            entier = int(coefficient)
            exact = entier if entier == coefficient else coefficient
            termes[nom][ligne].append((v.colonnes[colonne.nom], exact))
    return termes
