"""Rounds of search: construction, mending, descent.

Answers for: ``Recherche``, the same whatever the number of cores.
Leaves to others: one annealing (terrain, noyau), diving (plongee), neighbourhoods (descente, voisinages), when to stop
(resolution).

The relaxation is nearly integral: most opérations have one plan at 1.  Its rounding loses nothing at its prices and
breaks rows by a few per cent; a lukewarm annealing under rising prices of violation mends it, and gives a programme
soon.  Diving loses a little and breaks less; mended, it is a better start.  Then neighbourhoods make the programme
better, from where they stopped; when they find nothing more, a cold annealing finds what bouquets chosen in one go do
not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import numpy as np

from renovation_opt.moteur.descente import Descente, Trouvaille
from renovation_opt.moteur.plans import Plans
from renovation_opt.moteur.plongee import plonger
from renovation_opt.moteur.terrain import Terrain
from renovation_opt.moteur.voisinages import Voisinages

MOUVEMENTS = 3_000_000
"""Moves of the first annealing, that gives a programme soon."""
PEU, BEAUCOUP = 10_000, 5_000
"""Moves by opération: no more when there are few of them, no less when there are many."""
ALLONGEMENT = 4
"""How many times longer annealings are when the first ones left no programme near the bound: measured, one of 12
million moves loses 2.0 % on the reference, with little luck involved, four of 3 million 1.3 to 3 %."""
TEMPERATURES = (0.03, 0.003)
"""First and last temperature from the rounded relaxation, in units of the mean value of a plan."""
REPARATION = (0.02, 0.001)
"""The same from the programme of a dive, or from one that breaks rows."""
POLISSAGE = (0.002, 0.0005)
"""The same from the best programme known."""
PROCHE = 0.05
"""Share of the relaxation within which a programme given is a better start than what a first round makes."""
A_PORTEE = 0.025
"""Share of the relaxation that a descent gains sooner than other annealings would: what is missing from a first
programme, when no more than that, is left to it."""
ACCESSIBLE = 0.015
"""Share of the relaxation that annealing often reaches by itself: two of them are then tried before a dive."""
DESESPERE = 0.1
"""Share of the relaxation beyond which long annealings are worth their time; nearer, a descent gains as much."""
PREMIERS, LOTS = 12, 20
"""Batches of neighbourhoods of the first round, of each of the next."""
FILS = 2
"""Annealings, or models, at once."""

Depart = tuple[Plans, tuple[float, float]]


class Recherche:
    """The search of one stage."""

    def __init__(self, terrain: Terrain, reste_s: Callable[[], float]) -> None:
        """Start from the rounded relaxation; ``reste_s`` tells the seconds left."""
        self.terrain, self.reste_s, self.arrondi = terrain, reste_s, terrain.arrondir()
        self.descente = Descente(Voisinages(terrain), 1, FILS, reste_s)

    def valeur(self, plans: Plans) -> float:
        """Return the exact objective of a programme, -inf when it breaks a row."""
        return self.terrain.valeur(plans)

    def tour(
        self, connu: Plans | None, valeur: float, numero: int, assez: float, arret: Callable[[], bool] = bool
    ) -> Iterator[Trouvaille]:
        """Run round ``numero`` from the best programme known, of value ``valeur``; yield every better one.

        ``connu``: the best programme; or, when its value is -inf, one that breaks rows and is to be mended.
        ``assez``: value that needs no better.  ``arret`` tells whether to stop before the end.
        """
        meilleur = connu
        for trouve, atteint in self._enchainer(connu, valeur, numero, assez, arret):
            if atteint > valeur:
                meilleur, valeur = trouve, atteint
                yield trouve, atteint
            if valeur >= assez or arret():
                return
        if meilleur is None or not np.isfinite(valeur):
            return
        for trouve, atteint in self.descente.descendre(meilleur, LOTS if numero else PREMIERS, assez, arret):
            if atteint > valeur:
                meilleur, valeur = trouve, atteint
                yield trouve, atteint
        if self.descente.epuisee and valeur < assez and not arret():
            depart = (meilleur, POLISSAGE)
            trouve, atteint = self._recuire((depart, depart), 2 * numero + 2, valeur, assez, arret)
            if atteint > valeur:
                yield trouve, atteint

    def _enchainer(
        self, connu: Plans | None, valeur: float, numero: int, assez: float, arret: Callable[[], bool]
    ) -> Iterator[Trouvaille]:
        """Yield programmes to start from, as long as none near the bound is known.

        To look like a programme under a floor on the objective, no annealing measured beat descending from one known.
        """
        fidelite = self.terrain.but.fidelite
        if self._manque(valeur) <= PROCHE or (fidelite is not None and fidelite.attire and np.isfinite(valeur)):
            return
        arrondi = (self.arrondi, TEMPERATURES)
        if numero:
            if not np.isfinite(valeur):
                autre = arrondi if connu is None else (connu, REPARATION)
                yield self._recuire((arrondi, autre), 2 * numero + 2, valeur, assez, arret, ALLONGEMENT)
            return
        if connu is not None and not np.isfinite(valeur):
            depart = (connu, REPARATION)
            trouve, valeur = self._recuire((depart, depart), 2, valeur, assez, arret)
            yield trouve, valeur
            if self._manque(valeur) <= PROCHE:
                return
        if self._manque(assez) > ACCESSIBLE:
            trouve, valeur = self._recuire((arrondi, arrondi), 1, valeur, assez, arret)
            plongee = None
        else:
            trouve, valeur, plongee = self._recuire_et_plonger(arrondi, valeur, assez, arret)
        yield trouve, valeur
        if self._manque(valeur) - self._manque(assez) <= A_PORTEE:
            return
        depart = (plonger(self.terrain, arret) if plongee is None else plongee, REPARATION)
        trouve, valeur = self._recuire((depart, depart), 2, valeur, assez, arret)
        yield trouve, valeur
        if self._manque(valeur) > DESESPERE and fidelite is None:
            # Long annealings met the floor of likeness and unlikeness in none of the runs measured.
            yield self._recuire((depart, arrondi), 4, valeur, assez, arret, ALLONGEMENT)

    def _manque(self, valeur: float) -> float:
        """Return how far a value is from the relaxation, as a share of it."""
        return (self.terrain.relaxation.valeur - valeur) / self.descente.voisinages.ampleur

    def _recuire_et_plonger(
        self, depart: Depart, valeur: float, assez: float, arret: Callable[[], bool]
    ) -> tuple[Plans, float, Plans]:
        """Anneal while a dive goes on; return what the first finds, its value and the programme of the second."""
        fini = Event()
        with ThreadPoolExecutor(FILS) as fils:
            plongee = fils.submit(plonger, self.terrain, lambda: fini.is_set() or arret())
            try:
                trouve, valeur = self._depart(depart, 1, 1, valeur, assez, arret)
                if self._manque(valeur) - self._manque(assez) <= A_PORTEE:
                    fini.set()
                return trouve, valeur, plongee.result()
            finally:
                fini.set()

    def _recuire(
        self,
        departs: tuple[Depart, Depart],
        graine: int,
        valeur: float,
        assez: float,
        arret: Callable[[], bool],
        allongement: int = 1,
    ) -> Trouvaille:
        """Anneal from two starts at once, with seeds ``graine`` and the next; return the better programme.

        The first one, as soon as it is worth ``assez``: the second is then stopped, and counts for nothing, so that the
        answer does not depend on who runs faster.
        """
        suffit = Event()

        def second() -> bool:
            return suffit.is_set() or arret()

        with ThreadPoolExecutor(FILS) as fils:
            autre = fils.submit(self._depart, departs[1], graine + 1, allongement, valeur, assez, second)
            premier = self._depart(departs[0], graine, allongement, valeur, assez, arret)
            if premier[1] >= assez:
                suffit.set()
                return premier
            return max(premier, autre.result(), key=lambda resultat: resultat[1])

    def _depart(
        self, depart: Depart, graine: int, allongement: int, valeur: float, assez: float, arret: Callable[[], bool]
    ) -> Trouvaille:
        """Anneal from one start."""
        longueur = mouvements(len(self.terrain.donnees.operations)) * allongement
        return self.terrain.chercher(depart[0], longueur, graine, *depart[1], valeur, arret, assez)


def mouvements(nombre: int) -> int:
    """Return the moves of an annealing of the first round over so many opérations."""
    return max(min(MOUVEMENTS, PEU * nombre), BEAUCOUP * nombre)
