"""Rounds of search: from where each annealing starts, how warm, with which seed.

Answers for: ``chercher_tour``, two annealings side by side, the same whatever the number of cores.
Leaves to others: one annealing (terrain, noyau), when to stop (resolution).

The relaxation is nearly integral: most opérations have one plan at 1.  Its rounding loses nothing at its prices and
breaks rows by a few per cent; a lukewarm annealing under rising prices of violation mends it.  Starts differ by luck
more than by length, so rounds start again from the rounding with new seeds, and now and then from the best programme.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

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


def chercher_tour(
    terrain: Terrain,
    arrondi: Plans,
    connu: Plans | None,
    valeur: float,
    tour: int,
    arret: Callable[[], bool] = bool,
) -> tuple[Plans, float]:
    """Run one round; return its best programme and its value, ``valeur`` when nothing beats it.

    ``connu``: the best programme, of value ``valeur``; or, when that is -inf, one that breaks rows and is to be mended.
    ``arret`` tells whether to stop before the end.
    """
    nombre = len(terrain.donnees.operations)
    mouvements = max(min(MOUVEMENTS, PEU * nombre), BEAUCOUP * nombre) * (ALLONGEMENT if tour else 1)
    with ThreadPoolExecutor(2) as fils:
        taches = [
            fils.submit(terrain.chercher, depart, mouvements, 2 * tour + i + 1, *temperatures, valeur, arret)
            for i, (depart, temperatures) in enumerate(_departs(terrain, arrondi, connu, tour))
        ]
        return max((tache.result() for tache in taches), key=lambda resultat: resultat[1])


def _departs(terrain: Terrain, arrondi: Plans, connu: Plans | None, tour: int) -> tuple[Depart, Depart]:
    """Return the two starts of a round, each with its temperatures."""
    if connu is None:
        return (arrondi, TEMPERATURES), (terrain.vide() if tour % 2 else arrondi, TEMPERATURES)
    return (arrondi, TEMPERATURES), (connu, POLISSAGE) if tour % 2 == 0 else (arrondi, TEMPERATURES)
