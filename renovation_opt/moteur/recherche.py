"""Rounds of search: from where each annealing starts, how warm, with which seed.

Answers for: ``Recherche``, two annealings side by side, the same whatever the number of cores, and their finish.
Leaves to others: one annealing (terrain, noyau), bouquets chosen again (finition), when to stop (resolution).

The relaxation is nearly integral: most opérations have one plan at 1.  Its rounding loses nothing at its prices and
breaks rows by a few per cent; a lukewarm annealing under rising prices of violation mends it.  Starts differ by luck
more than by length, so rounds start again from the rounding with new seeds, and now and then from the best programme.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from renovation_opt.moteur.finition import finir
from renovation_opt.moteur.plans import Plans
from renovation_opt.moteur.terrain import Terrain

MOUVEMENTS = 3_000_000
"""Moves of one annealing of the first round, that gives a programme soon."""
PEU, BEAUCOUP = 10_000, 5_000
"""Moves by opération: no more when there are few of them, no less when there are many."""
ALLONGEMENT = 4
"""How many times longer the annealings of the next rounds are: measured, one of 12 million moves loses 2.0 % on the
reference, with little luck involved, four of 3 million 1.3 to 3 %."""
TEMPERATURES = (0.03, 0.003)
"""First and last temperature from the rounded relaxation, in units of the mean value of a plan."""
POLISSAGE = (0.005, 0.001)
"""The same from the best programme known."""


Depart = tuple[Plans, tuple[float, float]]
Trouvaille = tuple[Plans, float]
"""A programme and its value."""


class Recherche:
    """The search of one stage: rounds of annealing, then of bouquets chosen again at once."""

    def __init__(self, terrain: Terrain, reste_s: Callable[[], float]) -> None:
        """Start from the rounded relaxation; ``reste_s`` tells the seconds left."""
        self.terrain, self.reste_s, self.arrondi = terrain, reste_s, terrain.arrondir()

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
        longueur = mouvements(len(self.terrain.donnees.operations)) * (ALLONGEMENT if numero else 1)
        with ThreadPoolExecutor(2) as fils:
            taches = [
                fils.submit(
                    self.terrain.chercher, depart, longueur, 2 * numero + i + 1, *temperatures, valeur, arret, assez
                )
                for i, (depart, temperatures) in enumerate(self._departs(connu, numero))
            ]
            trouve, atteint = max((tache.result() for tache in taches), key=lambda resultat: resultat[1])
        if atteint > valeur:
            yield trouve, atteint
            if atteint < assez and not arret():
                yield from ameliorer(self.terrain, trouve, atteint, self.reste_s())

    def _departs(self, connu: Plans | None, numero: int) -> tuple[Depart, Depart]:
        """Return the two starts of a round, each with its temperatures."""
        if connu is None:
            return (self.arrondi, TEMPERATURES), (self.terrain.vide() if numero % 2 else self.arrondi, TEMPERATURES)
        return (self.arrondi, TEMPERATURES), (connu, POLISSAGE) if numero % 2 == 0 else (self.arrondi, TEMPERATURES)


def mouvements(nombre: int) -> int:
    """Return the moves of an annealing of the first round over so many opérations."""
    return max(min(MOUVEMENTS, PEU * nombre), BEAUCOUP * nombre)


def ameliorer(terrain: Terrain, trouve: Plans, atteint: float, reste_s: float) -> Iterator[Trouvaille]:
    """Yield the programme with its bouquets chosen again, when that is better."""
    fini = finir(terrain, trouve, reste_s)
    valeur = -np.inf if fini is None else terrain.valeur(fini)
    if fini is not None and valeur > atteint:
        yield fini, valeur
