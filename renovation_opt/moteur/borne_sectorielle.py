"""The bound of a large instance: secteurs generate their plans side by side, under prices of the national rows.

Answers for: ``generer_par_secteurs``, a Dantzig-Wolfe decomposition on two levels.  Each secteur runs the column
generation of borne on its own rows; what its master takes at prices y of the national rows is a proposal, and a small
master at the summit, national rows and one convexity row per secteur, gives the next prices.
Leaves to others: what a secteur is (secteurs), one secteur (borne), programmes (recherche_sectorielle).

    bound(y)  =  sum over secteurs of their bound at prices y  +  sum over national rows of y_r * borne_r  +  columns

Dantzig & Wolfe (1960); several cuts at once, one per secteur: Ruszczynski (1986), A regularized decomposition method.
Work grows with the number of secteurs, memory too; secteurs run on both cores and none sees what another is doing.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import highspy
import numpy as np
from scipy.sparse import csc_array, csr_array, hstack

from renovation_opt.couplage.base import SANS_BORNE
from renovation_opt.instance import Ints
from renovation_opt.moteur.borne import (
    TOURS_MAX,
    Generation,
    Relaxation,
    borne_lagrangienne,
)
from renovation_opt.moteur.etape import But, Reels, produit
from renovation_opt.moteur.maitre import INFINI, MaitreIrresolu
from renovation_opt.moteur.plans import Plans, reunir
from renovation_opt.moteur.secteurs import Secteur, Vue

FILS = 2
"""Secteurs at work at the same time."""
LISSAGE = 0.3
"""Share of the best prices so far in the next ones: the first proposals say little (Wentges 1997)."""
PLAFOND = 10.0
"""Price of a missing unit of a national row: so many times what would give the row the whole value of the stage."""


@dataclass(frozen=True, slots=True, eq=False)
class Proposition:
    """What the master of a secteur takes at prices of the national rows: value, usage of these rows, bound, prices."""

    valeur: float
    usage: Reels
    borne: float
    prix: Reels
    parts: csr_array
    colonnes: Reels


@dataclass(frozen=True, slots=True, eq=False)
class RelaxationSectorielle:
    """The relaxation of the whole, that of each secteur, and what each takes of the national rows [secteurs, n]."""

    globale: Relaxation
    locales: tuple[Relaxation, ...]
    nationales: Ints
    usages: Reels


class _GenerationSectorielle(Generation):
    """The generation of a secteur: its master leaves the national rows free, their prices come from the summit."""

    def __init__(self, secteur: Secteur, vue: Vue, depart: Plans | None, nationales: Ints) -> None:
        """Start, and go on until the hard rows of the secteur hold."""
        self.vue, self._libres = vue, np.where(vue.nationale, SANS_BORNE, vue.but.couplage.bornes)
        self.rangs = np.searchsorted(nationales, vue.lignes[vue.nationale])
        self._usages: list[csc_array] = []
        self._valeurs: list[Reels] = []
        super().__init__(secteur.inst, secteur.structure, vue.borner(self._libres), depart)
        for _tour in range(TOURS_MAX):
            if self.maitre.reel:
                break
            self.tarifer(self.duaux.lignes)
            if not self.completer():
                break
            self.resoudre()

    def _ajouter(self, plans: Plans, colonnes: csc_array, valeurs: Reels) -> None:
        """Add plans to the master, and keep what they take of the national rows."""
        self._usages.append(csc_array(colonnes.tocsr()[self.vue.nationale]))
        self._valeurs.append(valeurs)
        super()._ajouter(plans, colonnes, valeurs)

    def proposer(self, prix: Reels) -> Proposition:
        """Return what the secteur takes at prices [n] of the national rows, and add the plans that gain by it."""
        usage, valeurs = hstack(self._usages).tocsr(), np.concatenate(self._valeurs)
        nationaux = prix[self.rangs]
        self.maitre.changer_valeurs(valeurs - usage.T @ nationaux)
        duaux = self.resoudre()
        siens = np.where(self.vue.nationale, 0.0, duaux.lignes)
        tous = siens.copy()
        tous[self.vue.nationale] = nationaux
        meilleures = self.tarifer(tous)
        colonnes, _exigences = self.maitre.fixes()
        parts = self.parts
        total = np.zeros(len(prix))
        total[self.rangs] = usage @ parts
        proposition = Proposition(
            float(produit(valeurs, parts) + produit(self.but.couts_colonnes(), colonnes)),
            total,
            borne_lagrangienne(self.but, siens, meilleures, self.requise),
            tous,
            csr_array(parts.reshape(1, -1)),
            colonnes,
        )
        self.completer()
        return proposition

    def relaxation(self, poids: Reels, propositions: Sequence[Proposition], prix: Reels) -> Relaxation:
        """Return the relaxation of the secteur: the proposals in the shares of the summit."""
        plans = self.plans
        parts = np.zeros(len(plans))
        colonnes = np.zeros(len(self.but.couplage.colonnes))
        for part, proposition in zip(poids, propositions, strict=True):
            parts[: proposition.parts.shape[1]] += part * proposition.parts.toarray()[0]
            colonnes += part * proposition.colonnes
        vide = np.zeros(0)
        valeur = float(produit(poids, np.array([p.valeur for p in propositions])))
        return Relaxation(np.inf, valeur, prix, plans, self.duaux.artificiel, colonnes, parts, vide)


class _Sommet:
    """The master at the summit: which share of each proposal, under the national rows."""

    def __init__(self, but: But, nationales: Ints, colonnes: Ints, nb_secteurs: int) -> None:
        """Create the national rows, their columns, and a convexity row by secteur."""
        self.rangs, self.bornes = colonnes, but.couplage.bornes[nationales].astype(np.float64)
        lignes, rangs, valeurs = but.coefficients_colonnes()
        siennes = np.isin(rangs, colonnes)
        forme = (len(nationales), len(colonnes))
        places = (np.searchsorted(nationales, lignes[siennes]), np.searchsorted(colonnes, rangs[siennes]))
        self.coefficients = csc_array((valeurs[siennes], places), shape=forme)
        self.couts = but.couts_colonnes()[colonnes]
        self.maxima = np.array([but.couplage.colonnes[n].maximum for n in colonnes])
        self.nb_secteurs = nb_secteurs
        self.propositions: list[list[Proposition]] = [[] for _ in range(nb_secteurs)]
        self._places: list[list[int]] = [[] for _ in range(nb_secteurs)]

    def _ouvrir(self, valeurs: Reels, usages: Reels) -> None:
        """Create the solver once the size of values [secteurs] and usages [secteurs, n] is known."""
        self.echelle = np.maximum(1.0, np.maximum(np.abs(self.bornes), np.abs(usages).sum(axis=0)))
        self.unite = max(1.0 if self.couts.any() else 1e-9, float(np.abs(valeurs).sum()))
        self.h = highspy.Highs()
        self.h.silent()
        self.h.setOptionValue("threads", 1)
        haut = np.concatenate([self.bornes / self.echelle, np.ones(self.nb_secteurs)])
        bas = np.concatenate([np.full(len(self.bornes), -INFINI), np.ones(self.nb_secteurs)])
        vide = np.zeros(0, dtype=np.int32)
        self.h.addRows(len(haut), bas, haut, 0, np.zeros(len(haut), dtype=np.int32), vide, vide.astype(np.float64))
        n = len(self.bornes)
        self._colonnes(self.coefficients, self.couts, self.maxima)
        moins = csc_array((-self.echelle, (np.arange(n), np.arange(n))), shape=(n, n))
        self._colonnes(moins, np.full(n, -PLAFOND * self.unite), np.full(n, INFINI))

    def _colonnes(self, usages: csc_array, valeurs: Reels, maxima: Reels, secteurs: Ints | None = None) -> None:
        """Add columns: what they take of the national rows, value, maximum, and the convexity row they belong to."""
        bloc = csc_array(usages.multiply(1.0 / self.echelle[:, None]))
        if secteurs is not None:
            convexite = csc_array((np.ones(len(secteurs)), (secteurs, np.arange(len(secteurs)))))
            bloc = csc_array(np.vstack([bloc.toarray(), convexite.toarray()]))
        debuts, lignes = bloc.indptr[:-1].astype(np.int32), bloc.indices.astype(np.int32)
        zeros = np.zeros(len(valeurs))
        self.h.addCols(len(valeurs), -valeurs / self.unite, zeros, maxima, bloc.nnz, debuts, lignes, bloc.data)

    def ajouter(self, propositions: Sequence[Proposition]) -> None:
        """Add one proposal by secteur."""
        valeurs, usages = np.array([p.valeur for p in propositions]), np.array([p.usage for p in propositions])
        if not self.propositions[0]:
            self._ouvrir(valeurs, usages)
        for r, proposition in enumerate(propositions):
            self._places[r].append(self.h.getNumCol() + r)
            self.propositions[r].append(proposition)
        self._colonnes(csc_array(usages.T), valeurs, np.full(len(valeurs), INFINI), np.arange(len(valeurs)))

    def resoudre(self) -> tuple[float, Reels, float]:
        """Return (value, prices of the national rows, what is missing in them)."""
        self.h.run()
        statut = self.h.getModelStatus()
        if statut != highspy.HighsModelStatus.kOptimal:
            raise MaitreIrresolu(self.h.modelStatusToString(statut))
        solution = self.h.getSolution()
        self.valeurs = np.array(solution.col_value)
        n = len(self.bornes)
        prix = np.maximum(0.0, -np.array(solution.row_dual)[:n]) / self.echelle * self.unite
        manque = float(self.valeurs[len(self.couts) : len(self.couts) + n].sum())
        return -self.h.getInfo().objective_function_value * self.unite, prix, manque

    def borne(self, prix: Reels) -> float:
        """Return what the national rows and their columns add to the bounds of the secteurs."""
        reduits = np.maximum(0.0, self.couts - self.coefficients.T @ prix)
        return float(produit(prix, self.bornes) + produit(reduits, self.maxima))

    def poids(self, r: int) -> Reels:
        """Return the share of each proposal of a secteur."""
        return np.asarray(self.valeurs[self._places[r]])


def generer_par_secteurs(
    secteurs: Sequence[Secteur], vues: Sequence[Vue], but: But, depart: Plans | None, tolerance: float
) -> RelaxationSectorielle:
    """(D6) Secteurs : chaque secteur génère ses plans, sous les prix des lignes nationales que fixe le sommet.

    L(y)    =  sum over secteurs g of L[g](y)  +  sum over national rows r of y[r] * borne[r]
               +  sum over columns n of these rows of max(0, gain[n] - sum over r of y[r] * coef[r,n]) * maximum[n]
    summit:  max  sum over g, i of valeur[g,i] * t[g,i]  +  sum over n of gain[n] * t[n]
             s.t. sum over g, i of usage[r,g,i] * t[g,i]  +  sum over n of coef[r,n] * t[n]  <=  borne[r]   for all r
                  sum over i of t[g,i]  =  1   for all g;   the first rows price the next L(y)
    Unit: of the stage.  Source: Dantzig & Wolfe (1960), on two levels.  L[g] is the bound D4 of the secteur, its
    national rows priced at y; its proposal i is what its master D1 took at some prices.  Stops when the bound is within
    ``tolerance`` of the summit.
    """
    nationales = np.unique(np.concatenate([vue.lignes[vue.nationale] for vue in vues]))
    toutes = np.arange(len(but.couplage.colonnes))
    sommet = _Sommet(but, nationales, np.setdiff1d(toutes, np.concatenate([v.colonnes for v in vues])), len(vues))
    with ThreadPoolExecutor(FILS) as fils:

        def commencer(secteur: Secteur, vue: Vue) -> _GenerationSectorielle:
            return _GenerationSectorielle(secteur, vue, depart and secteur.localiser(depart), nationales)

        generations = list(fils.map(commencer, secteurs, vues))
        prix = np.zeros(len(nationales))
        borne, valeur, manque, retenus = np.inf, -np.inf, 0.0, prix
        locaux = [g.duaux.lignes for g in generations]
        possible = all(g.maitre.reel for g in generations)
        for _tour in range(TOURS_MAX if possible else 0):
            propositions = list(fils.map(lambda g, y=prix: g.proposer(y), generations))
            nouvelle = sommet.borne(prix) + sum(p.borne for p in propositions)
            if nouvelle < borne:
                borne, retenus, locaux = nouvelle, prix, [p.prix for p in propositions]
            sommet.ajouter(propositions)
            valeur, suivants, manque = sommet.resoudre()
            if borne - valeur <= tolerance * max(abs(borne), abs(valeur), 1e-12):
                break
            prix = LISSAGE * retenus + (1.0 - LISSAGE) * suivants
    if not possible:
        return _impossible(secteurs, generations, but, nationales)
    locales = tuple(g.relaxation(sommet.poids(r), sommet.propositions[r], locaux[r]) for r, g in enumerate(generations))
    usages = np.array(
        [produit(np.array([p.usage for p in sommet.propositions[r]]).T, sommet.poids(r)) for r in range(len(secteurs))]
    )
    globale = _reunir(secteurs, vues, but, locales, nationales, retenus, sommet, (borne, valeur, manque))
    return RelaxationSectorielle(globale, locales, nationales, usages)


def _impossible(
    secteurs: Sequence[Secteur], generations: Sequence[Generation], but: But, nationales: Ints
) -> RelaxationSectorielle:
    """Return what is known when the hard rows of a secteur cannot hold."""
    plans = reunir([secteur.globaliser(g.plans) for secteur, g in zip(secteurs, generations, strict=True)])
    artificiel = sum(g.duaux.artificiel for g in generations)
    vide, nuls = np.zeros(0), np.zeros(but.couplage.debuts[-1])
    return RelaxationSectorielle(
        Relaxation(np.inf, -np.inf, nuls, plans, artificiel, vide, np.zeros(len(plans)), vide),
        (),
        nationales,
        np.zeros((0, len(nationales))),
    )


def _reunir(
    secteurs: Sequence[Secteur],
    vues: Sequence[Vue],
    but: But,
    locales: Sequence[Relaxation],
    nationales: Ints,
    prix_nationaux: Reels,
    sommet: _Sommet,
    bilan: tuple[float, float, float],
) -> Relaxation:
    """Return the relaxation of the whole from those of the secteurs.

    ``bilan``: bound, value, and what is missing, as a sum of shares of the national rows.
    """
    prix = np.zeros(but.couplage.debuts[-1])
    prix[nationales] = prix_nationaux
    colonnes = np.zeros(len(but.couplage.colonnes))
    colonnes[sommet.rangs] = sommet.valeurs[: len(sommet.rangs)]
    for vue, locale in zip(vues, locales, strict=True):
        prix[vue.lignes] = locale.prix
        colonnes[vue.colonnes] = locale.colonnes
    plans = reunir([secteur.globaliser(locale.plans) for secteur, locale in zip(secteurs, locales, strict=True)])
    parts = np.concatenate([locale.parts for locale in locales])
    borne, valeur, manque = bilan
    return Relaxation(borne, valeur, prix, plans, manque, colonnes, parts, np.zeros(0))
