"""Sectors: opérations that share no coupling row with the others, a few national rows aside.

Answers for: ``decouper`` (the secteurs of a large instance), ``Secteur`` (one of them as an Instance of its own, and
its ranks in the whole), ``projeter`` (a stage seen from each secteur).
Leaves to others: prices of the national rows (borne_sectorielle), shares of them (recherche_sectorielle).

A row that touches more than a given share of the opérations is national; the connected components of the others, packed
to the size of a basin, are the secteurs.  Nothing is known of geography: a secteur is what its rows make it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from renovation_opt.couplage.base import PAR_OPERATION, Colonne, Couplage, Famille, Mesure
from renovation_opt.instance import Bools, Instance
from renovation_opt.moteur.etape import But, Fidelite
from renovation_opt.moteur.plans import Plans
from renovation_opt.moteur.structure import Structure, structurer

Rangs = NDArray[np.integer[Any]]

MINIMUM = 2_000
"""Opérations under which the whole is solved at once."""
PART_NATIONALE = 0.3
"""A row that touches more than this share of the opérations is national; no secteur may be larger."""
TAILLE = 600
"""Opérations of a secteur, when its rows leave the choice."""
NATIONALES_MAX = 500
"""National rows above which secteurs would depend too much on each other."""
NULLE_PART, NATIONALE = -1, -2


@dataclass(frozen=True, slots=True, eq=False)
class Secteur:
    """Opérations of a secteur as an Instance, and the ranks [.] in the whole of what it holds, ascending."""

    inst: Instance
    structure: Structure
    operations: Rangs
    lots: Rangs
    chantiers: Rangs
    choix: Rangs
    options: Rangs

    def localiser(self, plans: Plans) -> Plans:
        """Return the plans of the secteur among plans of the whole, with its own ranks."""
        ici = plans.extraire(np.flatnonzero(np.isin(plans.operation, self.operations)))
        return Plans(
            np.searchsorted(self.operations, ici.operation).astype(np.int32),
            np.searchsorted(self.chantiers, ici.chantier).astype(np.int32),
            ici.montage,
            ici.debut_options,
            np.searchsorted(self.options, ici.options).astype(np.int32),
        )

    def globaliser(self, plans: Plans) -> Plans:
        """Return plans of the secteur with the ranks of the whole."""
        return Plans(
            self.operations[plans.operation].astype(np.int32),
            self.chantiers[plans.chantier].astype(np.int32),
            plans.montage,
            plans.debut_options,
            self.options[plans.options].astype(np.int32),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Vue:
    """A stage seen from a secteur: its own rows and columns, and the national rows with the bounds of the whole.

    ``lignes``: ranks of its rows in the whole; ``nationale``: which are; ``colonnes``: ranks of its columns.
    """

    but: But
    lignes: Rangs
    nationale: Bools
    colonnes: Rangs

    def borner(self, bornes: NDArray[np.int64], colonnes: Sequence[Colonne] = ()) -> But:
        """Return the stage with other bounds [R of the secteur], and more columns."""
        familles, debut = [], 0
        for famille in self.but.couplage.familles:
            familles.append(replace(famille, borne=bornes[debut : debut + famille.nb_lignes]))
            debut += famille.nb_lignes
        couplage = Couplage(tuple(familles), (*self.but.couplage.colonnes, *colonnes))
        return replace(self.but, couplage=couplage)


def decouper(inst: Instance, structure: Structure, couplage: Couplage) -> tuple[Secteur, ...]:
    """Return the secteurs of an instance; nothing when it is small, or when its rows leave no small secteurs."""
    nb = len(inst.operations.codes)
    if nb < MINIMUM:
        return ()
    noeuds, cotes, debut = [], [], 0
    for famille in couplage.familles:
        operations, groupes = touchees(inst, structure, famille)
        nb_groupes = max(1, famille.nb_lignes // famille.nb_pas)
        paires = np.unique(operations.astype(np.int64) * nb_groupes + groupes)
        operations, groupes = paires // nb_groupes, paires % nb_groupes
        locaux = (np.bincount(groupes, minlength=nb_groupes) <= PART_NATIONALE * nb)[groupes]
        noeuds.append(operations[locaux])
        cotes.append(debut + groupes[locaux])
        debut += nb_groupes
    lignes, colonnes = np.concatenate(noeuds), nb + np.concatenate(cotes)
    graphe = coo_array((np.ones(len(lignes), dtype=np.int8), (lignes, colonnes)), shape=(nb + debut, nb + debut))
    _nombre, composante = connected_components(graphe, directed=False)
    secteur = _empaqueter(composante[:nb])
    if np.bincount(secteur).max() > PART_NATIONALE * nb:
        return ()
    secteurs = tuple(_extraire(inst, np.flatnonzero(secteur == r)) for r in range(secteur.max() + 1))
    attaches = attacher(inst, structure, couplage, secteurs)
    nationales = sum(int((a == NATIONALE).sum()) * f.nb_pas for a, f in zip(attaches, couplage.familles, strict=True))
    return secteurs if nationales <= NATIONALES_MAX and _simples(couplage, attaches) else ()


def _empaqueter(composante: Rangs) -> Rangs:
    """Return [O] the secteur of each opération: components in their order, together as long as they are small."""
    _valeurs, premiers, rangs, tailles = np.unique(
        composante, return_index=True, return_inverse=True, return_counts=True
    )
    secteur, prise, numero = np.zeros(len(tailles), dtype=np.int64), 0, 0
    for c in np.argsort(premiers, kind="stable"):
        if prise and prise + tailles[c] > TAILLE:
            numero, prise = numero + 1, 0
        secteur[c], prise = numero, prise + tailles[c]
    return secteur[rangs]


def touchees(inst: Instance, structure: Structure, famille: Famille) -> tuple[Rangs, Rangs]:
    """Return the pairs (opération, group of rows) that a famille may concern."""
    if famille.mesure is Mesure.AUCUNE:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    if famille.mesure in PAR_OPERATION:
        operations = np.flatnonzero(famille.groupe >= 0)
        return operations, famille.groupe[operations]
    concerne = famille.groupe >= 0
    if famille.mesure in (Mesure.AIDES, Mesure.LOGEMENTS_AIDES):
        fonds = np.flatnonzero(famille.poids) if famille.mesure is Mesure.AIDES else famille.poids
        demandes = np.asarray(np.isin(inst.montage_fonds, fonds).any(axis=1))
        operation = np.zeros(len(inst.operations.codes), dtype=bool)
        operation[structure.om_operation[demandes[structure.om_montage]]] = True
        concerne = concerne & operation[inst.lots.operation]
    elif famille.mesure is Mesure.POIDS:
        lot = np.zeros(len(concerne), dtype=bool)
        lot[inst.choix.lot[np.flatnonzero(np.asarray(famille.poids))]] = True
        concerne = concerne & lot
    lots = np.flatnonzero(concerne)
    return inst.lots.operation[lots], famille.groupe[lots]


def attacher(inst: Instance, structure: Structure, couplage: Couplage, secteurs: Sequence[Secteur]) -> list[Rangs]:
    """Return, by famille, the secteur of each group of rows, or NATIONALE; the first takes what none touches."""
    de_operation = np.empty(len(inst.operations.codes), dtype=np.int64)
    for r, secteur in enumerate(secteurs):
        de_operation[secteur.operations] = r
    attaches = {}
    for famille in couplage.familles:
        operations, groupes = touchees(inst, structure, famille)
        bas = np.full(max(1, famille.nb_lignes // famille.nb_pas), len(secteurs), dtype=np.int64)
        haut = np.full(len(bas), NULLE_PART, dtype=np.int64)
        np.minimum.at(bas, groupes, de_operation[operations])
        np.maximum.at(haut, groupes, de_operation[operations])
        attaches[famille.nom] = np.where(haut == NULLE_PART, NULLE_PART, np.where(bas == haut, haut, NATIONALE))
    pas = {famille.nom: famille.nb_pas for famille in couplage.familles}
    for colonne in couplage.colonnes:
        lieux = {int(attaches[nom][ligne // pas[nom]]) for nom, ligne, _coef in colonne.coefficients} - {NULLE_PART}
        for nom, ligne, _coef in colonne.coefficients if lieux else ():
            attaches[nom][ligne // pas[nom]] = min(lieux) if len(lieux) == 1 else NATIONALE
    return [np.where(attache == NULLE_PART, 0, attache) for attache in attaches.values()]


def _simples(couplage: Couplage, attaches: list[Rangs]) -> bool:
    """Tell whether the national rows can be shared out: no cités to count, no grappe among them."""
    return all(
        f.mesure not in (*PAR_OPERATION, Mesure.AUCUNE)
        for f, a in zip(couplage.familles, attaches, strict=True)
        if (a == NATIONALE).any()
    )


def projeter(inst: Instance, structure: Structure, but: But, secteurs: Sequence[Secteur]) -> tuple[Vue, ...]:
    """Return a stage as each secteur sees it."""
    attaches = attacher(inst, structure, but.couplage, secteurs)
    lieux = _lieux_des_colonnes(but.couplage, attaches)
    return tuple(_vue(but, attaches, lieux, r, secteur) for r, secteur in enumerate(secteurs))


def _lieux_des_colonnes(couplage: Couplage, attaches: list[Rangs]) -> Rangs:
    """Return [N] the secteur of each column, NATIONALE when its rows are."""
    par_nom = {f.nom: (a, f.nb_pas) for f, a in zip(couplage.familles, attaches, strict=True)}
    premieres = [colonne.coefficients[0] for colonne in couplage.colonnes]
    return np.array([par_nom[nom][0][ligne // par_nom[nom][1]] for nom, ligne, _coef in premieres], dtype=np.int64)


def _vue(but: But, attaches: list[Rangs], lieux: Rangs, r: int, secteur: Secteur) -> Vue:
    """Return a stage as one secteur sees it."""
    familles, lignes, nationale, rangs = [], [], [], {}
    for famille, attache, debut in zip(but.couplage.familles, attaches, but.couplage.debuts, strict=False):
        gardes = np.flatnonzero((attache == r) | (attache == NATIONALE))
        if len(gardes):
            rang = np.full(len(attache) + 1, -1, dtype=np.int32)
            rang[gardes] = np.arange(len(gardes))
            rangs[famille.nom] = (rang, famille.nb_pas)
            ici = (gardes[:, None] * famille.nb_pas + np.arange(famille.nb_pas)).reshape(-1)
            familles.append(_restreindre(famille, rang, ici, secteur))
            lignes.append(debut + ici)
            nationale.append(np.repeat(attache[gardes] == NATIONALE, famille.nb_pas))
    siennes = np.flatnonzero(lieux == r)
    colonnes = tuple(_deplacer(but.couplage.colonnes[n], rangs) for n in siennes)
    local = replace(but, couplage=Couplage(tuple(familles), colonnes), fidelite=_fidelite(but, secteur))
    return Vue(local, np.concatenate(lignes), np.concatenate(nationale), siennes)


def _restreindre(famille: Famille, rang: Rangs, lignes: Rangs, secteur: Secteur) -> Famille:
    """Return the rows of a famille that a secteur sees."""
    par_operation = famille.mesure in PAR_OPERATION
    groupe = rang[famille.groupe[secteur.operations if par_operation else secteur.lots]]
    return replace(
        famille,
        groupe=groupe.astype(np.int32),
        borne=famille.borne[lignes],
        etiquettes=tuple(famille.etiquettes[i] for i in lignes) if len(famille.etiquettes) > 1 else famille.etiquettes,
        poids=np.asarray(famille.poids)[secteur.choix] if famille.mesure is Mesure.POIDS else famille.poids,
    )


def _deplacer(colonne: Colonne, rangs: Mapping[str, tuple[Rangs, int]]) -> Colonne:
    """Return a column with the rows of a secteur."""
    coefficients = []
    for nom, ligne, coefficient in colonne.coefficients:
        rang, pas = rangs[nom]
        coefficients.append((nom, int(rang[ligne // pas]) * pas + ligne % pas, coefficient))
    return replace(colonne, coefficients=tuple(coefficients))


def _fidelite(but: But, secteur: Secteur) -> Fidelite | None:
    """Return the points for looking like a programme, of a secteur."""
    f = but.fidelite
    return None if f is None else Fidelite(f.choix[secteur.choix], f.chantier[secteur.chantiers])


def _extraire(inst: Instance, operations: Rangs) -> Secteur:
    """Return the opérations named as an Instance of their own; landlords, funds, montages and cités stay whole."""
    lots = _membres(inst.lots.operation, operations, len(inst.operations.codes))
    chantiers = _membres(inst.chantiers.operation, operations, len(inst.operations.codes))
    choix = _membres(inst.choix.lot, lots, len(inst.lots.codes))
    options = _membres(inst.options.choix, choix, len(inst.choix.lot))
    nb_choix = np.bincount(np.searchsorted(lots, inst.choix.lot[choix]), minlength=len(lots))
    nb_options = np.bincount(np.searchsorted(lots, inst.choix.lot[inst.options.choix[options]]), minlength=len(lots))
    reduite = replace(
        inst,
        operations=_tranche(
            inst.operations,
            operations,
            lot_debut=_pointeurs(np.diff(inst.operations.lot_debut)[operations]),
            chantier_debut=_pointeurs(np.diff(inst.operations.chantier_debut)[operations]),
        ),
        lots=_tranche(
            inst.lots,
            lots,
            operation=_rangs(operations, inst.lots.operation[lots]),
            choix_debut=_pointeurs(nb_choix),
            option_debut=_pointeurs(nb_options),
        ),
        chantiers=_tranche(
            inst.chantiers, chantiers, operation=_rangs(operations, inst.chantiers.operation[chantiers])
        ),
        choix=_tranche(inst.choix, choix, lot=_rangs(lots, inst.choix.lot[choix])),
        options=_tranche(inst.options, options, choix=_rangs(choix, inst.options.choix[options])),
        espaces_eur=inst.espaces_eur[lots],
        cibles=(),
    )
    return Secteur(reduite, structurer(reduite), operations, lots, chantiers, choix, options)


def _membres(parent: Rangs, gardes: Rangs, nb: int) -> Rangs:
    """Return the ranks of what belongs to the parents kept."""
    garde = np.zeros(nb, dtype=bool)
    garde[gardes] = True
    return np.flatnonzero(garde[parent])


def _rangs(gardes: Rangs, parent: Rangs) -> Rangs:
    """Return the ranks of parents among those kept."""
    return np.searchsorted(gardes, parent).astype(np.int32)


def _pointeurs(tailles: Rangs) -> Rangs:
    """Return the pointers of consecutive groups of the given sizes."""
    return np.concatenate([[0], np.cumsum(tailles)]).astype(np.int32)


def _tranche(table: Any, rangs: Rangs, **autres: Rangs) -> Any:  # noqa: ANN401 - any table of arrays
    """Return the rows named of a table of arrays and tuples, with some fields replaced."""
    return replace(table, **{nom: valeur for nom, valeur in _colonnes(table, rangs) if nom not in autres}, **autres)


def _colonnes(table: Any, rangs: Rangs) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any table of arrays
    """Yield (field, rows named)."""
    for champ in fields(table):
        valeurs = getattr(table, champ.name)
        yield champ.name, tuple(valeurs[i] for i in rangs) if isinstance(valeurs, tuple) else valeurs[rangs]
