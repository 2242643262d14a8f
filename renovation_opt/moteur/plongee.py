"""Diving: from the relaxation to a programme that nearly holds, one decision at a time, prices kept up to date.

Answers for: ``plonger``.
Leaves to others: mending what the programme breaks by a little (terrain).

First the years of every opération (first year and duration), then its montage and parti: at each step the decisions
that the relaxation takes most of are fixed, and it is solved again with new plans.  Rows may be exceeded, at the first
prices of the search: most opérations find their place, the last ones break rows that annealing mends.
Sadykov, Vanderbeck, Pessoa, Tahiri & Uchoa (2019), Primal heuristics for branch and price.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from renovation_opt.instance import Ints
from renovation_opt.moteur.borne import echelles, unite
from renovation_opt.moteur.etape import Reels
from renovation_opt.moteur.maitre import Maitre, MaitreIrresolu
from renovation_opt.moteur.plans import Plans, gains, matrice, reunir
from renovation_opt.moteur.tarification import IMPOSSIBLE
from renovation_opt.moteur.terrain import Terrain

PART = 0.2
"""Share of the undecided opérations fixed at each step."""
PRECISION = 2e-4
"""Relative distance to the optimum at which the relaxation is solved well enough between two steps."""
TOURS = 20
"""Rounds of pricing between two steps, at most."""
PRIS = 1e-6
"""Below this, a part, or a reduced value in units of a typical plan, is rounding."""


def plonger(terrain: Terrain, arret: Callable[[], bool] = bool) -> Plans:
    """Return a programme that loses little and breaks few rows, by little; ``arret`` tells whether to stop early.

    When HiGHS cannot solve a relaxation on the way, the rounding of the first one.
    """
    plongee = _Plongee(terrain)
    ch, s = terrain.inst.chantiers, terrain.structure
    k = s.couple_chantier
    annees = np.stack([ch.operation[k], ch.debut[k], ch.duree[k]])
    try:
        for cles in (np.unique(annees, axis=1, return_inverse=True)[1].reshape(-1), np.arange(len(k))):
            plongee.fixer(cles, arret)
    except MaitreIrresolu:
        return terrain.arrondir()
    return plongee.arrondir()


class _Plongee:
    """A relaxation in which decisions are fixed one after the other."""

    def __init__(self, terrain: Terrain) -> None:
        """Start from the plans of the relaxation."""
        self.terrain, self.but, plans = terrain, terrain.but, terrain.relaxation.plans
        colonnes, valeurs = matrice(terrain.inst, self.but.couplage, plans), gains(terrain.inst, self.but, plans)
        self.maitre = Maitre(self.but, terrain.inst.operations.requise, echelles(colonnes, self.but), unite(valeurs))
        self.maitre.passer_au_reel()
        self.maitre.assouplir(terrain.prix_des_exces())
        self._lots: list[Plans] = []
        self._premiere = self.maitre.nb_colonnes
        self.couples = np.zeros(0, dtype=np.int64)
        self.permis = np.ones(len(terrain.structure.couple_om), dtype=bool)
        self.exigees = terrain.inst.operations.requise.copy()
        self._ajouter(plans)
        self.duaux = self.maitre.resoudre()

    def _ajouter(self, plans: Plans) -> None:
        """Add plans."""
        inst, couplage = self.terrain.inst, self.but.couplage
        self._lots.append(plans)
        self.couples = np.concatenate([self.couples, self.terrain.couples(plans)])
        self.maitre.ajouter(matrice(inst, couplage, plans), gains(inst, self.but, plans), plans.operation)

    @property
    def parts(self) -> Reels:
        """[J] how much of each plan the relaxation takes."""
        return self.maitre.valeurs[self._premiere :]

    def fixer(self, cles: Ints, arret: Callable[[], bool]) -> None:
        """Decide for one key of every opération; ``cles`` [C]: the key of each couple."""
        operation = np.zeros(int(cles.max()) + 1, dtype=np.int64)
        operation[cles] = self.terrain.structure.couple_operation
        nb = len(self.terrain.inst.operations.codes)
        libre = np.ones(nb, dtype=bool)
        while not arret():
            prises = np.bincount(cles[self.couples], weights=self.parts, minlength=len(operation))
            ordre = np.lexsort((prises, operation))
            preferee, part = np.full(nb, -1), np.zeros(nb)
            preferee[operation[ordre]], part[operation[ordre]] = ordre, prises[ordre]
            rien = 1.0 - np.bincount(operation, weights=prises, minlength=nb)
            rien[self.exigees] = -1.0
            sure = np.maximum(part, rien)
            restent = np.flatnonzero(libre & (sure < 1.0 - PRIS))
            if not len(restent):
                return
            choisies = restent[np.argsort(-sure[restent], kind="stable")][: max(1, int(PART * len(restent)))]
            libre[choisies] = False
            self._decider(choisies, cles, np.where(part >= rien, preferee, -1))

    def _decider(self, choisies: Ints, cles: Ints, preferee: Ints) -> None:
        """Keep the preferred key of the opérations named, none at -1, and solve again."""
        vise = np.zeros(len(preferee), dtype=bool)
        vise[choisies] = True
        operation = self.terrain.structure.couple_operation
        avant = self.permis[self.couples]
        self.permis &= ~vise[operation] | (cles == preferee[operation])
        change = np.flatnonzero(avant & ~self.permis[self.couples])
        self.maitre.permettre(self._premiere + change, np.zeros(len(change), dtype=bool))
        for o in choisies[preferee[choisies] >= 0].tolist():
            self.exigees[o] = True
            self.maitre.exiger(o)
        self._resoudre()

    def _resoudre(self) -> None:
        """Solve the relaxation, with new plans."""
        terrain, maitre = self.terrain, self.maitre
        tarification, c = terrain.tarification, np.array(self.but.c)
        for _tour in range(TOURS):
            self.duaux = maitre.resoudre()
            tarifs = tarification.tarifs(c, self.duaux.lignes, self.but.fidelite)
            valeurs = np.where(self.permis, tarification.valeurs(tarifs), IMPOSSIBLE)
            couples, meilleures = tarification.meilleurs(valeurs)
            gagne = np.where(meilleures > IMPOSSIBLE / 2, meilleures - self.duaux.operations, 0.0)
            if np.maximum(gagne, 0.0).sum() <= PRECISION * max(abs(terrain.relaxation.valeur), self.but.manque):
                return
            self._ajouter(tarification.plans(tarifs, couples[gagne > PRIS * maitre.unite]))
        self.duaux = maitre.resoudre()

    def arrondir(self) -> Plans:
        """Return, for every opération taken for more than half, the plan taken most."""
        plans, parts = reunir(self._lots), self.parts
        total = np.bincount(plans.operation, weights=parts, minlength=len(self.exigees))
        pris = np.flatnonzero((parts > PRIS) & (total[plans.operation] > 1 / 2))
        ordre = pris[np.lexsort((-parts[pris], plans.operation[pris]))]
        _operations, premiers = np.unique(plans.operation[ordre], return_index=True)
        return plans.extraire(ordre[premiers])
