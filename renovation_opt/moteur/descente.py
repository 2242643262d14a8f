"""Descent by large neighbourhoods: which opérations are freed together, and what is kept of what comes out.

Answers for: ``Descente``, batches of neighbourhoods solved side by side, the same whatever the number of cores.
Leaves to others: the model of one neighbourhood (voisinages).

Most neighbourhoods are drawn in one landlord, whose capacities and money are what programmes fail to fill; opérations
whose plan is not the best one at the prices of the programme, or of the relaxation, are drawn more often.  The size
follows the work: a landlord whose models reach their nodes gets smaller ones, one whose models are easy larger ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from renovation_opt.instance import Ints
from renovation_opt.moteur.etape import Reels
from renovation_opt.moteur.plans import Plans
from renovation_opt.moteur.voisinages import NOEUDS, PERTE, Base, Voisinages

LOT = 12
"""Neighbourhoods of a batch, without an opération in common."""
TAILLE, PETITE, GRANDE = 8, 4, 80
"""Opérations of a neighbourhood: first, smallest, largest."""
AGRANDIR, REDUIRE, FACILE = 1.05, 0.9, 3
"""How the size changes after an easy model (that few nodes) and after one that reached its nodes."""
MELANGE = 0.25
"""Share of the neighbourhoods drawn among all landlords."""
REGRET = 4.0
"""How much more often an opération of mean regret is drawn than one without."""
MARGE = 1.5e-3
"""What choosing the bouquets costs, as a share of the relaxation (0.10 to 0.15 % on the reference): how far above what
is asked it is worth trying first; then, what it cost the last time."""
PASSES = 3
"""How many times every useful opération is freed without a gain, on average, before the descent is over."""
RESERVE_S = 2.5
"""Seconds kept for choosing the bouquets when time is nearly over: without them, what couples gained is lost."""
GAIN = 1e-6
"""Below this share of the relaxation, a gain is rounding."""

Trouvaille = tuple[Plans, float]
"""A programme and its value."""
Reparer = Callable[[Plans], Trouvaille]
"""Mends a programme that breaks rows; its value is -inf when it cannot."""


@dataclass(frozen=True, slots=True, eq=False)
class Acquis:
    """What a descent leaves to another one over the same opérations, whose rows may have moved: couples, sizes."""

    couples: Plans
    tailles: Reels


class Descente:
    """The descent of one stage; base, sizes and draws go on from one call to the next."""

    def __init__(
        self,
        voisinages: Voisinages,
        graine: int,
        fils: int,
        reste_s: Callable[[], float],
        acquis: Acquis | None = None,
    ) -> None:
        """Find the opérations worth freeing; ``fils``: models solved at once."""
        self.voisinages, self.fils, self.reste_s = voisinages, fils, reste_s
        self._alea = np.random.default_rng(graine)
        operations = voisinages.inst.operations
        self._utiles = np.unique(voisinages.structure.couple_operation[voisinages.perte_couple <= PERTE])
        self._groupe = operations.bailleur.astype(np.int64)
        self._tous = len(voisinages.inst.bailleurs)
        self._tailles = np.full(self._tous + 1, float(TAILLE)) if acquis is None else acquis.tailles.copy()
        self._base = None if acquis is None else voisinages.evaluer(acquis.couples)
        self._liberees = 0
        self.reserve_s = RESERVE_S
        """Seconds to keep at the end: more, when bouquets do not fit and are to be mended."""

    @property
    def acquis(self) -> Acquis | None:
        """What to go on from, ``None`` before the first batch."""
        return None if self._base is None else Acquis(self._base.options.programme, self._tailles)

    @property
    def epuisee(self) -> bool:
        """Whether opérations were freed often enough without a gain."""
        return self._liberees >= PASSES * len(self._utiles)

    def oublier(self) -> None:
        """Start the next descent from the programme given, whatever it is worth."""
        self._base = None

    def descendre(
        self,
        connu: Plans,
        lots: int,
        assez: float,
        arret: Callable[[], bool] = bool,
        reparer: Reparer | None = None,
    ) -> Iterator[Trouvaille]:
        """Solve ``lots`` batches from a programme; yield valid ones, with bouquets chosen.

        When the last call stopped at couples worth more, it goes on from there: bouquets chosen once hide what couples
        are worth.  ``assez``: value that needs no better.  ``arret`` tells whether to stop before the end.
        ``reparer`` mends a programme whose bouquets do not fit, chantiers included.
        """
        base, marge = self._reprendre(connu), MARGE * self.voisinages.ampleur
        franchies: list[Base] = []
        for _lot in range(lots):
            if base is None or arret() or self.reste_s() <= self.reserve_s:
                break
            tirage = self._tirer(base)
            suite = self._lot(base, tirage)
            self._liberees = self._liberees + sum(len(libres) for _groupe, libres in tirage) if suite is base else 0
            self._base, base = suite, suite
            franchies.append(base)
            if base.valeur >= assez + marge or self.epuisee:
                atteint = -np.inf
                for trouve, atteint in self._finir(franchies, arret, reparer):
                    yield trouve, atteint
                marge, franchies, base = base.valeur - atteint, [], self._base
                if self.epuisee or atteint >= assez:
                    break
        yield from self._finir(franchies, arret, reparer)

    def _finir(self, franchies: list[Base], arret: Callable[[], bool], reparer: Reparer | None) -> Iterator[Trouvaille]:
        """Yield a programme with bouquets chosen, of the last of the couples gone through whose bouquets fit.

        When the last ones do not, they are mended if time is left; when that fails, those that fit are sought by
        halves, from the end, and the descent goes on from there, or from what it is given.
        Well after the time is over the last ones alone are tried; so are they when rows were exceeded all along, and
        the descent goes on from them.
        """
        rang = len(franchies)
        while rang:
            self._base = franchies[rang - 1]
            fini, atteint = self.voisinages.finir(self._base, max(RESERVE_S, self.reste_s())), -np.inf
            if fini is not None:
                atteint = self.voisinages.terrain.valeur(fini)
                casse = atteint == -np.inf and rang == len(franchies)
                if casse and reparer is not None and not arret() and self.reste_s() > 0:
                    fini, atteint = reparer(fini)
            if fini is not None and np.isfinite(atteint):
                yield fini, atteint
                return
            if self.voisinages.rigueur.exces:
                return
            self._base, rang = None, rang // 2 if self.reste_s() > -2 * RESERVE_S else 0

    def _reprendre(self, connu: Plans) -> Base | None:
        """Return the better of a programme and of where the last call stopped, bouquets continuous."""
        base = self.voisinages.evaluer(connu)
        if self._base is not None and not self.epuisee and (base is None or base.valeur <= self._base.valeur):
            return self._base
        self._liberees = 0
        return base

    def _lot(self, base: Base, tirage: list[tuple[int, Ints]]) -> Base:
        """Solve a batch and keep what gains, the best first."""
        with ThreadPoolExecutor(self.fils) as fils:
            essais = list(fils.map(lambda t: self.voisinages.explorer(base, t[1], self.reste_s()), tirage))
        for (groupe, _libres), essai in zip(tirage, essais, strict=True):
            facteur = REDUIRE if essai.noeuds >= NOEUDS else AGRANDIR if essai.noeuds <= FACILE else 1.0
            self._tailles[groupe] = min(GRANDE, max(PETITE, self._tailles[groupe] * facteur))
        seuil = base.valeur + GAIN * self.voisinages.ampleur
        for essai in sorted(essais, key=lambda e: -e.valeur):
            if essai.valeur > seuil:
                autre = self.voisinages.evaluer(essai.appliquer(base.options.programme), base)
                base = autre if autre is not None and autre.valeur > base.valeur else base
        return base

    def _tirer(self, base: Base) -> list[tuple[int, Ints]]:
        """Draw a batch: (group whose size it follows, opérations to free)."""
        poids, libre = self._poids(base), np.ones(len(self._groupe), dtype=bool)
        tirage = []
        for _ in range(LOT):
            groupe, possibles = self._tous, self._utiles
            if self._alea.random() >= MELANGE:
                groupe = int(self._groupe[self._alea.choice(self._utiles)])
                possibles = self._utiles[self._groupe[self._utiles] == groupe]
            possibles = possibles[libre[possibles]]
            nombre = min(int(self._tailles[groupe]), len(possibles))
            if nombre:
                p = poids[possibles] / poids[possibles].sum()
                choisies = np.sort(self._alea.choice(possibles, nombre, replace=False, p=p))
                libre[choisies] = False
                tirage.append((groupe, choisies))
        return tirage

    def _poids(self, base: Base) -> Reels:
        """Return [O] how often each opération is to be drawn: by what its plan loses at both sets of prices."""
        programme = base.options.programme
        couples = self.voisinages.terrain.couples(programme)
        poids = np.ones(len(self._groupe))
        for pertes in (base.perte_couple[couples], self.voisinages.perte_couple[couples]):
            poids[programme.operation] += REGRET / 2 * pertes / max(float(pertes.mean()), 1e-300)
        return poids
