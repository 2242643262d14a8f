"""Column generation: exact prices and a valid bound.

Answers for: the loop master - pricing, and the Lagrangian bound, recomputed from the prices themselves so that it is
valid whatever the tolerance of the master:

    bound(y) = sum_r y_r * borne_r + sum_o max(0, best plan of o under y) + sum_n max(0, gain_n - y . column_n) * max_n

(the ``max(0, .)`` is dropped for required opérations).
Geoffrion (1974), Lagrangean relaxation for integer programming.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array

from renovation_opt.instance import Bools, Instance
from renovation_opt.moteur.etape import But, Reels, produit
from renovation_opt.moteur.maitre import Duaux, Maitre
from renovation_opt.moteur.plans import Plans, gains, matrice, reunir
from renovation_opt.moteur.structure import Structure
from renovation_opt.moteur.tarification import Tarification

TOURS_MAX = 200
PRECISION_BORNE = 2e-4
"""Relative distance of the bound to the optimum of the master at which it is good enough."""
PRECISION = 1e-7
"""Below this, a reduced value (in units of a typical plan) or an artificial unit is rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Relaxation:
    """Result of the column generation: bound, prices that prove it, plans met, value of the master."""

    borne: float
    valeur: float
    prix: Reels
    plans: Plans
    artificiel: float
    colonnes: Reels
    """[N] value of the columns of the coupling in the last master."""
    parts: Reels
    """[J] how much of each plan the last master takes."""
    exigences: Reels
    """Value of the artificial columns of the last master: hard rows first, then required opérations."""


def borne_lagrangienne(but: But, y: Reels, meilleures: Reels, requise: Bools) -> float:
    """(D4) Borne lagrangienne : aucun programme ne vaut plus, quels que soient les prix positifs.

    L(y)  =  sum over r of y[r] * borne[r]  +  sum over o of max(0, max over k, m of v[k,m])
             +  sum over columns n of max(0, gain[n] - sum over r of y[r] * coef[r,n]) * maximum[n]
    (for a required o, without the max with 0)
    Unit: of the stage.  Source: Geoffrion (1974), Lagrangean relaxation for integer programming.  ``y`` [R] prices,
    ``meilleures`` [O] the best value of a plan of each opération at these prices.
    """
    total = float(produit(y, but.couplage.bornes))
    total += float(np.where(requise, meilleures, np.maximum(0.0, meilleures)).sum())
    lignes, rangs, valeurs = but.coefficients_colonnes()
    reduits = but.couts_colonnes()
    np.subtract.at(reduits, rangs, y[lignes] * valeurs)
    maxima = np.array([c.maximum for c in but.couplage.colonnes])
    return total + float((np.maximum(0.0, reduits) * maxima).sum())


class Generation:
    """A column generation under way: the master, the plans met so far, and their pricing.

    ``prix_nationaux`` are prices held from outside on rows that the master leaves free (see borne_regionale).
    """

    def __init__(self, inst: Instance, structure: Structure, but: But, depart: Plans | None = None) -> None:
        """Start from plans known, or from the best of each opération at zero prices."""
        self.inst, self.but, self.requise = inst, but, inst.operations.requise
        self.tarification = Tarification(inst, structure, but.couplage)
        self._c, self._nul = np.array(but.c), np.zeros(3)
        plans = depart if depart is not None and len(depart) else initiaux(self.tarification, self._c, but)
        colonnes, valeurs = matrice(inst, but.couplage, plans), gains(inst, but, plans)
        self.maitre = Maitre(but, self.requise, echelles(colonnes, but), unite(valeurs))
        self._premiere = self.maitre.nb_colonnes
        self._lots: list[Plans] = []
        self._ajouter(plans, colonnes, valeurs)
        self.duaux = resoudre(self.maitre)

    def _ajouter(self, plans: Plans, colonnes: csc_array, valeurs: Reels) -> None:
        """Add plans to the master."""
        self._lots.append(plans)
        self.maitre.ajouter(colonnes, valeurs, plans.operation)

    def tarifer(self, y: Reels) -> Reels:
        """Price every plan at prices ``y`` [R]; return the best value of a plan of each opération [O]."""
        reel = self.maitre.reel
        self._tarifs = self.tarification.tarifs(self._c if reel else self._nul, y, self.but.fidelite if reel else None)
        self._couples, self._meilleures = self.tarification.meilleurs(self.tarification.valeurs(self._tarifs))
        return self._meilleures

    def completer(self) -> bool:
        """Add the best plan, at the prices of the last pricing, of every opération that gains by it; tell if any."""
        gagne = self._meilleures - self.duaux.operations > PRECISION * self.maitre.unite
        interessants = np.flatnonzero((self._couples >= 0) & gagne)
        if len(interessants):
            nouveaux = self.tarification.plans(self._tarifs, self._couples[interessants])
            colonnes = matrice(self.inst, self.but.couplage, nouveaux)
            self._ajouter(nouveaux, colonnes, gains(self.inst, self.but, nouveaux))
        return len(interessants) > 0

    def resoudre(self) -> Duaux:
        """Solve the master over the plans met so far."""
        self.duaux = resoudre(self.maitre)
        return self.duaux

    @property
    def plans(self) -> Plans:
        """The plans met so far."""
        return reunir(self._lots)

    @property
    def parts(self) -> Reels:
        """[J] how much of each plan the last master takes."""
        return self.maitre.valeurs[self._premiere :]


def generer(
    inst: Instance,
    structure: Structure,
    but: But,
    depart: Plans | None = None,
    tolerance: float = PRECISION_BORNE,
    suivre: Callable[[float, float], bool] | None = None,
) -> Relaxation:
    """Run the column generation until the bound is within ``tolerance`` of the master, or ``suivre`` says stop."""
    generation = Generation(inst, structure, but, depart)
    maitre, duaux, borne = generation.maitre, generation.duaux, np.inf
    retenu = duaux.lignes
    for _tour in range(TOURS_MAX):
        meilleures = generation.tarifer(duaux.lignes)
        if maitre.reel:
            nouvelle = borne_lagrangienne(but, duaux.lignes, meilleures, generation.requise)
            borne, retenu = (nouvelle, duaux.lignes) if nouvelle < borne else (borne, retenu)
            ampleur = max(abs(borne), abs(duaux.valeur), 1e-12)
            if (suivre and not suivre(duaux.valeur, borne)) or borne - duaux.valeur <= tolerance * ampleur:
                break
        if not generation.completer():
            break
        duaux = generation.resoudre()
        if not maitre.reel:
            retenu = duaux.lignes
    colonnes, exigences = maitre.fixes()
    parts = generation.parts
    return Relaxation(borne, duaux.valeur, retenu, generation.plans, duaux.artificiel, colonnes, parts, exigences)


def demande(but: But, prix: Reels) -> float:
    """Return what the rows of a stage demand, floors and targets, at their prices [R], in the unit of the stage.

    Where it is many times the value of the stage, a programme is far from the bound, or hard to find at all.
    """
    return float(produit(prix, np.maximum(0.0, -but.couplage.bornes.astype(np.float64))))


def resoudre(maitre: Maitre) -> Duaux:
    """Solve the master; once the hard rows hold, solve it for its real objective."""
    duaux = maitre.resoudre()
    if not maitre.reel and duaux.artificiel < PRECISION:
        maitre.passer_au_reel()
        duaux = maitre.resoudre()
    return duaux


def initiaux(tarification: Tarification, c: Reels, but: But) -> Plans:
    """Return the best plan of every opération at zero prices."""
    tarifs = tarification.tarifs(c, np.zeros(but.couplage.debuts[-1]), but.fidelite)
    couples, _valeurs = tarification.meilleurs(tarification.valeurs(tarifs))
    return tarification.plans(tarifs, couples[couples >= 0])


def echelles(colonnes: csc_array, but: But) -> Reels:
    """Return [R] the mean size of a coefficient in each row, 1 in rows without any."""
    absolue = abs(colonnes)
    somme = np.asarray(absolue.sum(axis=1)).reshape(-1)
    nombre = np.diff(absolue.tocsr().indptr)
    moyenne = np.where(nombre > 0, somme / np.maximum(1, nombre), 0.0)
    debuts = but.couplage.debuts
    for famille, debut in zip(but.couplage.familles, debuts, strict=False):
        bloc = slice(debut, debut + famille.nb_lignes)
        connues = moyenne[bloc][moyenne[bloc] > 0]
        defaut = connues.mean() if len(connues) else max(1.0, float(np.abs(famille.borne).max(initial=1)) / 100)
        moyenne[bloc] = np.where(moyenne[bloc] > 0, moyenne[bloc], defaut)
    return np.maximum(moyenne, 1e-9)


def unite(valeurs: Reels) -> float:
    """Return a typical value of a plan, 1e-3 when they are worth nothing (stage of soft targets)."""
    positives = np.abs(valeurs[valeurs != 0])
    return float(positives.mean()) if len(positives) else 1e-3
