"""Programmes of a large instance: each secteur is searched by itself, with its share of the national rows.

Answers for: ``RechercheSectorielle``, shares of the national rows, a round over all secteurs, the value of the whole.
Leaves to others: one secteur (terrain, descente), prices and shares of departure (borne_sectorielle).

A secteur may take of every national row what its relaxation takes, and its part of what nobody does; programmes that
respect these shares make a programme of the whole.  After a round, what secteurs left is shared out again:
resource-directive decomposition (Geoffrion 1970, Primal resource-directive approaches).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import numpy as np

from renovation_opt.couplage.base import Colonne
from renovation_opt.instance import Instance, Ints
from renovation_opt.moteur.blocs import former_blocs, peser
from renovation_opt.moteur.borne_sectorielle import FILS, RelaxationSectorielle
from renovation_opt.moteur.descente import Acquis, Descente, Trouvaille
from renovation_opt.moteur.etape import But, Reels
from renovation_opt.moteur.plans import Plans, gains, reunir, usage
from renovation_opt.moteur.plongee import plonger
from renovation_opt.moteur.recherche import LOIN, LONG, PROCHE, REPARATION, TEMPERATURES, Depart, mouvements
from renovation_opt.moteur.secteurs import Secteur, Vue
from renovation_opt.moteur.terrain import Terrain
from renovation_opt.moteur.voisinages import Voisinages

MORCEAUX = 4
"""Programmes of the whole that a round gives, after its first secteurs, the next ones..."""
LOTS = 6
"""Batches of neighbourhoods by secteur in a round."""
ESSAIS = 2
"""Annealings of a dive: one of two may find nothing (decision 14)."""
ENTIER = 1e-6
"""Rounding of a share, in units of the row."""


class RechercheSectorielle:
    """The search of one stage over all secteurs; see recherche for the same on a small instance."""

    def __init__(
        self,
        inst: Instance,
        secteurs: Sequence[Secteur],
        vues: Sequence[Vue],
        but: But,
        relaxation: RelaxationSectorielle,
    ) -> None:
        """Read what the relaxation gives to each secteur."""
        self.inst, self.secteurs, self.vues, self.but, self.relaxation = inst, secteurs, vues, but, relaxation
        self.blocs = former_blocs(but)
        lignes, rangs, valeurs = but.coefficients_colonnes()
        nationale = np.isin(lignes, relaxation.nationales)
        pris = np.zeros(but.couplage.debuts[-1])
        np.add.at(pris, lignes[nationale], valeurs[nationale] * relaxation.globale.colonnes[rangs[nationale]])
        self._disponible = (but.couplage.bornes - pris)[relaxation.nationales]
        self._parts = self._repartir(relaxation.usages, relaxation.usages)
        self._trouves: list[Plans | None] = [None] * len(secteurs)
        self._acquis: list[Acquis | None] = [None] * len(secteurs)
        self._pertes = [np.inf] * len(secteurs)

    def valeur(self, plans: Plans) -> float:
        """Return the exact objective of a programme, -inf when it breaks a row."""
        pris = np.zeros(self.but.couplage.debuts[-1])
        total = 0.0
        for secteur, vue in zip(self.secteurs, self.vues, strict=True):
            ici = secteur.localiser(plans)
            pris[vue.lignes] += usage(secteur.inst, vue.but.couplage, ici)
            total += float(gains(secteur.inst, vue.but, ici).sum())
        viole, ajout = peser(self.blocs, pris, self.but.manque)
        requises = np.flatnonzero(self.inst.operations.requise)
        return total + ajout if not viole and np.isin(requises, plans.operation).all() else -np.inf

    def tour(
        self, connu: Plans | None, valeur: float, numero: int, assez: float, arret: Callable[[], bool] = bool
    ) -> Iterator[Trouvaille]:
        """Search the secteurs once, those that lose most first; yield every better programme of the whole.

        See Recherche.tour.  Round 0 anneals; the next descend by neighbourhoods.
        """
        if connu is not None:
            self._parts = self._repartir(self._usages(connu), self.relaxation.usages)
            self._trouves = [secteur.localiser(connu) for secteur in self.secteurs]
        ecart = max(0.0, self.relaxation.globale.valeur - assez) / len(self.secteurs)
        ordre = sorted(range(len(self.secteurs)), key=lambda r: (-self._pertes[r], r))
        taille = len(ordre) if numero == 0 else max(FILS, -(-len(ordre) // MORCEAUX))
        fini = Event()
        with ThreadPoolExecutor(FILS) as fils:
            taches = [fils.submit(self._chercher, r, numero, ecart, lambda: fini.is_set() or arret()) for r in ordre]
            try:
                for rang, (r, tache) in enumerate(zip(ordre, taches, strict=True), start=1):
                    self._trouves[r], self._pertes[r] = tache.result()
                    ensemble = self._ensemble() if rang % taille == 0 or rang == len(ordre) else None
                    atteint = -np.inf if ensemble is None else self.valeur(ensemble)
                    if ensemble is not None and atteint > valeur:
                        valeur = atteint
                        yield ensemble, atteint
            finally:
                fini.set()

    def _ensemble(self) -> Plans | None:
        """Return the programmes of the secteurs as one, ``None`` when one has none."""
        morceaux = [
            secteur.globaliser(plans)
            for secteur, plans in zip(self.secteurs, self._trouves, strict=True)
            if plans is not None
        ]
        if len(morceaux) < len(self.secteurs):
            return None
        plans = reunir(morceaux)
        return plans.extraire(np.argsort(plans.operation, kind="stable"))

    def _usages(self, connu: Plans) -> Reels:
        """Return [secteurs, n] what a programme takes of the national rows."""
        usages = np.zeros((len(self.secteurs), len(self.relaxation.nationales)))
        for r, (secteur, vue) in enumerate(zip(self.secteurs, self.vues, strict=True)):
            pris = usage(secteur.inst, vue.but.couplage, secteur.localiser(connu))
            usages[r, self._rangs(vue)] = pris[vue.nationale]
        return usages

    def _repartir(self, pris: Reels, voulu: Reels) -> Reels:
        """Return the shares [secteurs, n]: what each takes, and what is left to those whose relaxation wants more."""
        tailles = np.array([len(secteur.operations) for secteur in self.secteurs], dtype=np.float64)[:, None]
        besoin = np.maximum(0.0, voulu - pris)
        besoin = np.where(besoin.sum(axis=0) > 0, besoin, np.abs(voulu))
        besoin = np.where(besoin.sum(axis=0) > 0, besoin, tailles)
        reste = self._disponible - pris.sum(axis=0)
        return np.asarray(pris + reste * besoin / besoin.sum(axis=0))

    def _rangs(self, vue: Vue) -> Ints:
        """Return the ranks of the national rows of a secteur among all of them."""
        return np.searchsorted(self.relaxation.nationales, vue.lignes[vue.nationale])

    def _but(self, r: int) -> But:
        """Return the stage of a secteur under its share of the national rows."""
        vue = self.vues[r]
        bornes = vue.but.couplage.bornes.copy()
        bornes[vue.nationale] = np.floor(self._parts[r, self._rangs(vue)] + ENTIER).astype(np.int64)
        return vue.borner(bornes, self._manques(vue))

    def _manques(self, vue: Vue) -> tuple[Colonne, ...]:
        """Return the shortfalls of the national targets for a secteur: what they may miss is in its share already."""
        noms = {famille.nom for famille in vue.but.couplage.familles}
        siennes = set(vue.colonnes.tolist())
        return tuple(
            replace(colonne, maximum=colonne.maximum if self.but.manque else 0.0)
            for n, colonne in enumerate(self.but.couplage.colonnes)
            if colonne.relatif and n not in siennes and colonne.coefficients[0][0] in noms
        )

    def _chercher(self, r: int, numero: int, ecart: float, arret: Callable[[], bool]) -> tuple[Plans | None, float]:
        """Search one secteur; return its best programme within its share, and what it loses on its relaxation.

        The first round anneals; the next ones descend, from the dive mended as long as nothing near the bound is known.
        """
        plans = self._trouves[r]
        if arret() or self._pertes[r] <= ecart:
            return plans, self._pertes[r]
        secteur, relaxation = self.secteurs[r], self.relaxation.locales[r]
        terrain = Terrain(secteur.inst, secteur.structure, self._but(r), relaxation)
        assez = relaxation.valeur - ecart
        valeur = -np.inf if plans is None else terrain.valeur(plans)
        graine = 2 * (numero * len(self.secteurs) + r) + 1
        ampleur = max(abs(relaxation.valeur), self.but.manque)
        if relaxation.valeur - valeur > (LOIN if numero else PROCHE) * ampleur:
            longueur = mouvements(len(secteur.operations)) * LONG
            for i, (depart, temperatures) in enumerate(self._departs(terrain, plans, numero, arret)):
                trouve, atteint = terrain.chercher(depart, longueur, graine + i, *temperatures, valeur, arret, assez)
                if atteint > valeur:
                    plans, valeur = trouve, atteint
                    break
        if plans is not None and np.isfinite(valeur) and numero and valeur < assez:
            descente = Descente(Voisinages(terrain), graine, 1, lambda: np.inf, self._acquis[r])
            for trouve, atteint in descente.descendre(plans, LOTS, assez, arret):
                plans, valeur = (trouve, atteint) if atteint > valeur else (plans, valeur)
            self._acquis[r] = descente.acquis
        return plans, relaxation.valeur - valeur

    def _departs(
        self, terrain: Terrain, plans: Plans | None, numero: int, arret: Callable[[], bool]
    ) -> Iterator[Depart]:
        """Yield where to anneal from, until something better is found.

        The rounded relaxation, then what is known; a dive before them except in the first round.
        """
        if numero:
            plongee = plonger(terrain, arret)
            yield from [(plongee, REPARATION)] * ESSAIS
        yield terrain.arrondir(), TEMPERATURES
        if plans is not None:
            yield plans, TEMPERATURES
