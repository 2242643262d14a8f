"""Rounds of search: construction, mending, descent.

Answers for: ``Recherche``, the same whatever the number of cores.
Leaves to others: one annealing (terrain, noyau), diving (plongee), neighbourhoods (descente, voisinages), when to stop
(resolution).

The relaxation is nearly integral: most opérations have one plan at 1.  Its rounding loses nothing at its prices and
breaks rows by a few per cent; a lukewarm annealing under rising prices of violation mends it, and gives a programme
soon.  A dive goes on meanwhile, that loses a little and breaks less: mended too, it is the better start.
Where rows are dear, annealing mends neither: the rounding first descends while rows may be exceeded at a price.
Neighbourhoods make it better, from where they stopped; a first descent that stops far from the bound is begun again
from elsewhere.  When they find nothing more, a cold annealing finds what bouquets chosen in one go do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event

import numpy as np

from renovation_opt.moteur.blocs import peser
from renovation_opt.moteur.descente import Descente, Trouvaille
from renovation_opt.moteur.plans import Plans, gains, usage
from renovation_opt.moteur.plongee import plonger
from renovation_opt.moteur.terrain import Terrain
from renovation_opt.moteur.voisinages import SOUPLE, Voisinages

MOUVEMENTS = 1_000_000
"""Moves of the first annealing, that gives a programme soon: as good as with three times more, when it gives one."""
PEU, BEAUCOUP = 10_000, 1_700
"""Moves by opération: no more when there are few of them, no less when there are many."""
LONG, TRES_LONG = 3, 12
"""How many times longer annealings are when the first ones left no programme near the bound."""
TEMPERATURES = (0.03, 0.003)
"""First and last temperature from the rounded relaxation, in units of the mean value of a plan."""
REPARATION = (0.02, 0.001)
"""The same from the programme of a dive, or from one that breaks rows."""
RETOUCHE = (0.005, 0.0005)
"""The same from what a descent breaks, by little; one annealing starts at each of the two."""
POLISSAGE = (0.002, 0.0005)
"""The same from the best programme known."""
PROCHE, LOIN = 0.05, 0.1
"""Shares of the relaxation: within the first, a programme given is a better start than what annealing makes; beyond the
second, what is made so far is no start: a descent from there would take longer than another try."""
A_PORTEE = 0.015
"""Share of the relaxation that a descent gains from an annealing; what is farther asks for the better start that a dive
makes."""
RECUIT = 0.014
"""Share that annealing loses of what rows demand, at their prices: nearer, it makes nothing better than what is known,
and the shares above are no less."""
PREMIERS, SUIVANTS, LOTS = 6, 12, 28
"""Batches of neighbourhoods: of a first descent, far from the bound or without a dive; of the first round; of each of
the next."""
SOUPLES, ESSAIS = 4, 3
"""Batches of a descent while rows may be exceeded, and how many of these descents, at most."""
REPARATION_S = 12.0
"""Seconds that two annealings of LONG x MOUVEMENTS moves take, bouquets before them included (two cores, 2026)."""
PIEGE = 0.02
"""Share beyond which the first descent stopped where it should not: most of them end nearer."""
FILS = 2
"""Annealings, or models, at once."""

Depart = tuple[Plans, tuple[float, float]]


@dataclass(slots=True)
class Meilleur:
    """The best programme known; or, when its value is -inf, one that breaks rows and is to be mended."""

    plans: Plans | None
    valeur: float

    def retient(self, trouvaille: Trouvaille) -> bool:
        """Keep a programme when it is better, and tell whether it is."""
        if mieux := trouvaille[1] > self.valeur:
            self.plans, self.valeur = trouvaille
        return mieux


class Recherche:
    """The search of one stage."""

    def __init__(self, terrain: Terrain, reste_s: Callable[[], float]) -> None:
        """Start from the rounded relaxation; ``reste_s`` tells the seconds left."""
        self.terrain, self.reste_s, self.arrondi = terrain, reste_s, terrain.arrondir()
        voisinages = Voisinages(terrain)
        self.descente = Descente(voisinages, 1, FILS, reste_s)
        self._demande = RECUIT * (voisinages.enjeu / voisinages.ampleur - 1.0)
        self._chere = self._demande > PROCHE
        """Whether rows are so dear that annealing is as far from the bound as what is not worth starting from."""
        self._proche, self._loin = max(PROCHE, self._demande), max(LOIN, self._demande)
        self._reparation_s = REPARATION_S * mouvements(len(terrain.donnees.operations)) / MOUVEMENTS
        self._plongee: Plans | None = None

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
        meilleur = Meilleur(connu, valeur)
        for trouvaille in self._chercher(meilleur, numero, assez, arret):
            if meilleur.retient(trouvaille):
                yield trouvaille
            if meilleur.valeur >= assez or arret():
                return

    def _chercher(
        self, meilleur: Meilleur, numero: int, assez: float, arret: Callable[[], bool]
    ) -> Iterator[Trouvaille]:
        """Yield programmes to keep or not: built, made better by a descent, and polished when it is over."""
        yield from self._construire(meilleur, numero, assez, arret)
        fidele = self.terrain.but.fidelite is not None
        lots = LOTS if numero else SUIVANTS if fidele or self._plongee is not None else PREMIERS
        if meilleur.plans is not None and np.isfinite(meilleur.valeur):
            yield from self._descendre(self.descente, meilleur.plans, meilleur, numero, lots, assez, arret)
        if not numero and not fidele:
            yield from self._recommencer(meilleur, assez, arret)
        if meilleur.plans is not None and self.descente.epuisee and np.isfinite(meilleur.valeur):
            depart = (meilleur.plans, POLISSAGE)
            yield self._recuire((depart, depart), 2 * numero + 2, meilleur.valeur, assez, arret, LONG)

    def _construire(
        self, meilleur: Meilleur, numero: int, assez: float, arret: Callable[[], bool]
    ) -> Iterator[Trouvaille]:
        """Yield programmes to start from, as long as none near the bound is known.

        To look like a programme under a floor on the objective, no annealing measured beat descending from one known.
        """
        fidelite = self.terrain.but.fidelite
        valide = np.isfinite(meilleur.valeur)
        if self._manque(meilleur.valeur) <= self._proche or (fidelite is not None and fidelite.attire and valide):
            return
        if numero and valide:
            return
        if numero:
            arrondi = (self.arrondi, TEMPERATURES)
            autre = arrondi if meilleur.plans is None else (meilleur.plans, REPARATION)
            yield self._recuire((arrondi, autre), 2 * numero + 2, -np.inf, assez, arret, TRES_LONG)
            return
        if meilleur.plans is not None and not valide and self._manque(self._libre(meilleur.plans)) <= self._loin:
            depart = (meilleur.plans, REPARATION)
            yield self._recuire((depart, depart), 2, -np.inf, assez, arret, LONG)
        if self._manque(meilleur.valeur) > self._proche:
            yield from self._partir_de_rien(meilleur, assez, arret)

    def _partir_de_rien(self, meilleur: Meilleur, assez: float, arret: Callable[[], bool]) -> Iterator[Trouvaille]:
        """Yield programmes made from the relaxation: rounding mended, then dive mended.

        Where annealing finds nothing, or rows are dear, the rounding descends while rows may be exceeded, and is mended
        after; not when that would leave a programme found no time to descend.
        """
        suffisant = self._manque(assez) + A_PORTEE
        (trouve, atteint), plongee = self._recuire_et_plonger(meilleur.valeur, suffisant, assez, arret)
        depart, mieux = self.arrondi, atteint > meilleur.valeur
        yield trouve, atteint
        if self._manque(meilleur.valeur) <= suffisant:
            return
        if mieux and not self._chere:
            self._plongee = depart = plongee
            yield self._recuire(((plongee, REPARATION),) * 2, 2, meilleur.valeur, assez, arret, LONG)
        elif not mieux:
            self.descente.reserve_s = self._reparation_s
        souple = Descente(Voisinages(self.terrain, SOUPLE), 2, FILS, self.reste_s)
        souple.reserve_s = self._reparation_s
        for essai in range(ESSAIS):
            utile = self._manque(meilleur.valeur) > self._loin or (not essai and (self._chere or not mieux))
            if utile and not (mieux and self.reste_s() < 2 * self._reparation_s):
                yield from self._descendre(souple, depart, meilleur, 0, SOUPLES, assez, arret)

    def _recommencer(self, meilleur: Meilleur, assez: float, arret: Callable[[], bool]) -> Iterator[Trouvaille]:
        """Yield programmes of another descent, when the first one stopped far: from a dive mended otherwise.

        It starts there even when that is worse: where a descent ends depends on where it starts.
        """
        loin = max(PIEGE, self._manque(assez)) < self._manque(meilleur.valeur) < np.inf
        if loin and not self._chere and self.reste_s() > self._reparation_s:
            depart = (plonger(self.terrain, arret) if self._plongee is None else self._plongee, REPARATION)
            autre = Meilleur(*self._recuire((depart, depart), 10, -np.inf, assez, arret, LONG))
            if autre.plans is not None and np.isfinite(autre.valeur):
                yield autre.plans, autre.valeur
                self.descente.oublier()
                yield from self._descendre(self.descente, autre.plans, autre, 0, SUIVANTS, assez, arret)

    def _descendre(
        self,
        descente: Descente,
        depart: Plans,
        meilleur: Meilleur,
        numero: int,
        lots: int,
        assez: float,
        arret: Callable[[], bool],
    ) -> Iterator[Trouvaille]:
        """Yield programmes of a descent; what its bouquets break is mended by annealing, chantiers included."""

        def reparer(trouve: Plans) -> Trouvaille:
            descente.reserve_s = self._reparation_s
            departs = ((trouve, REPARATION), (trouve, RETOUCHE))
            repare, atteint = self._recuire(departs, 2 * numero + 2, meilleur.valeur, assez, arret, LONG)
            return repare, atteint if atteint > meilleur.valeur else -np.inf

        yield from descente.descendre(depart, lots, assez, arret, reparer)

    def _manque(self, valeur: float) -> float:
        """Return how far a value is from the relaxation, as a share of it."""
        return (self.terrain.relaxation.valeur - valeur) / self.descente.voisinages.ampleur

    def _libre(self, plans: Plans) -> float:
        """Return what a programme would be worth if the rows that it breaks held."""
        inst, but = self.terrain.inst, self.terrain.but
        ajout = peser(self.terrain.blocs, usage(inst, but.couplage, plans), but.manque)[1]
        return float(gains(inst, but, plans).sum()) + ajout

    def _recuire_et_plonger(
        self, valeur: float, suffisant: float, assez: float, arret: Callable[[], bool]
    ) -> tuple[Trouvaille, Plans]:
        """Anneal the rounded relaxation while a dive goes on; return the find and the programme of the dive.

        The dive is cut short when it will not serve: the annealing finds nothing, or is within ``suffisant`` (a share
        of the relaxation), or rows are dear.
        """
        fini = Event()
        with ThreadPoolExecutor(FILS) as fils:
            plongee = fils.submit(plonger, self.terrain, lambda: fini.is_set() or arret())
            try:
                trouvaille = self._depart((self.arrondi, TEMPERATURES), 1, 1, valeur, assez, arret)
                if trouvaille[1] <= valeur or self._manque(trouvaille[1]) <= suffisant or self._chere:
                    fini.set()
                return trouvaille, plongee.result()
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
