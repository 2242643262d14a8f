"""Solve one stage: bound, then programmes until the gap, the work or the time is reached.

Answers for: ``resoudre_but``.
Leaves to others: the sequence of stages (methodes).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from renovation_opt.instance import Instance, Ints
from renovation_opt.moteur.borne import Relaxation, generer
from renovation_opt.moteur.etape import But
from renovation_opt.moteur.exact import conclure, enumerer
from renovation_opt.moteur.plans import Plans, en_plans_operation, reunir
from renovation_opt.moteur.recherche import Terrain
from renovation_opt.moteur.structure import Structure
from renovation_opt.moteur.suivi import Budget, Controle, Suivi
from renovation_opt.moteur.voisinage import ameliorer, choisir
from renovation_opt.programme import Limite, detailler

NOEUDS = 100_000
"""Nodes of branch and bound on a small instance."""
MOUVEMENTS = 3_000_000
"""Moves of one round of search."""
MOUVEMENTS_PAR_OPERATION = 10_000
TEMPERATURES = ((0.01, 0.001), (0.003, 0.0003), (0.005, 0.0005))
"""(first, last) temperature of successive rounds, in units of the mean value of a plan."""
TOURS_ARRONDI = 4
"""First rounds, that start from the rounded relaxation although a programme is known."""
VOISINAGES = 6
"""Neighbourhoods solved in a round."""


@dataclass(frozen=True, slots=True, eq=False)
class Resolue:
    """A stage solved: its relaxation, the best programme (``None`` when none was found), value, bound, limit."""

    but: But
    relaxation: Relaxation
    programme: Plans | None
    valeur: float
    borne: float
    limite: Limite


@dataclass(frozen=True, slots=True, eq=False)
class Atelier:
    """What every stage of a solve shares."""

    inst: Instance
    structure: Structure
    budget: Budget
    controle: Controle
    suivi: Suivi

    def accepte(self, plans: Plans) -> bool:
        """Tell whether the programme passes the audit."""
        return self.controle(detailler(self.inst, en_plans_operation(self.inst, plans)))


def ecart_relatif(valeur: float, borne: float) -> float:
    """Return (borne - valeur) / max(|valeur|, |borne|); infinite without programme."""
    if not np.isfinite(valeur):
        return float("inf")
    return max(0.0, borne - valeur) / max(abs(valeur), abs(borne), 1e-300)


def resoudre_but(
    atelier: Atelier, but: But, ecart: float, plans: Plans | None = None, connu: Plans | None = None
) -> Resolue:
    """Return the best programme of a stage and its bound; ``plans`` and ``connu`` warm the start."""
    depart = reunir([p for p in (plans, connu) if p is not None]) if plans is not None or connu is not None else None
    relaxation = generer(atelier.inst, atelier.structure, but, depart)
    if relaxation.artificiel > TOLERANCE_ARTIFICIELLE:
        return Resolue(but, relaxation, None, -np.inf, relaxation.borne, Limite.TRAVAIL)
    tous = enumerer(atelier.inst, atelier.structure)
    if tous is not None:
        return _exactement(atelier, but, relaxation, tous)
    terrain = Terrain(atelier.inst, atelier.structure, but, relaxation, connu)
    meilleur, valeur = None, -np.inf
    if connu is not None:
        meilleur = terrain.retrouver(connu)
        valeur = terrain.valeur(meilleur)
    atelier.suivi(but.nom, valeur, relaxation.borne)
    meilleur, valeur, limite = _chercher(atelier, terrain, ecart, meilleur, valeur)
    programme = None if meilleur is None or not np.isfinite(valeur) else terrain.plans.extraire(meilleur[meilleur >= 0])
    return Resolue(but, relaxation, programme, valeur, relaxation.borne, limite)


def _exactement(atelier: Atelier, but: But, relaxation: Relaxation, tous: Plans) -> Resolue:
    """Solve a small stage by branch and bound on all its plans."""
    trouve, borne = conclure(atelier.inst, but, tous, NOEUDS, atelier.budget.reste_s)
    borne = min(borne, relaxation.borne)
    if trouve is None or not atelier.accepte(trouve):
        return Resolue(but, relaxation, None, -np.inf, borne, Limite.TRAVAIL)
    terrain = Terrain(atelier.inst, atelier.structure, but, relaxation, trouve)
    valeur = terrain.valeur(terrain.retrouver(trouve))
    atelier.suivi(but.nom, valeur, borne)
    proche = ecart_relatif(valeur, borne) <= PREUVE
    return Resolue(but, relaxation, trouve, valeur, max(borne, valeur), Limite.ECART if proche else Limite.TRAVAIL)


def _chercher(
    atelier: Atelier, terrain: Terrain, ecart: float, meilleur: Ints | None, valeur: float
) -> tuple[Ints | None, float, Limite]:
    """Run rounds of search until a limit; every improvement is audited before it counts."""
    borne, but = terrain.relaxation.borne, terrain.but
    if _assez(but, valeur, borne, ecart):
        return meilleur, valeur, Limite.ECART
    arrondi = terrain.arrondir()
    tour = 0
    while (limite := atelier.budget.limite(tour)) is None:
        try:
            trouve, atteint = _tour(atelier, terrain, arrondi, meilleur, tour, valeur)
        except KeyboardInterrupt:
            atelier.budget.interrompu = True
            continue
        if atteint > valeur and atelier.accepte(terrain.plans.extraire(trouve[trouve >= 0])):
            meilleur, valeur = trouve, atteint
        atelier.suivi(but.nom, valeur, borne)
        tour += 1
        if _assez(but, valeur, borne, ecart):
            return meilleur, valeur, Limite.ECART
    return meilleur, valeur, limite


def _assez(but: But, valeur: float, borne: float, ecart: float) -> bool:
    """Tell whether a value is near enough its bound; a shortfall is a share already, so its gap is the difference."""
    return ecart_relatif(valeur, borne) <= ecart or borne - valeur <= ecart * but.manque


def _tour(
    atelier: Atelier, terrain: Terrain, arrondi: Ints, meilleur: Ints | None, tour: int, valeur: float
) -> tuple[Ints, float]:
    """Run one round: local search from the rounded relaxation, then from the best, in turn with neighbourhoods."""
    if meilleur is None or not np.isfinite(valeur):
        return _recuire(terrain, (arrondi, terrain.vide()), tour, valeur)
    if tour < TOURS_ARRONDI:
        return _recuire(terrain, (arrondi, meilleur if tour % 2 else arrondi), tour, valeur)
    if tour % 2:
        return _recuire(terrain, (meilleur, meilleur), tour, valeur)
    return _voisinages(atelier, terrain, meilleur, tour, valeur)


def _recuire(terrain: Terrain, departs: tuple[Ints, ...], tour: int, valeur: float) -> tuple[Ints, float]:
    """Anneal from each start, side by side, whatever the machine; return the best, the first one on a tie."""
    chaud, froid = TEMPERATURES[tour % len(TEMPERATURES)]
    mouvements = min(MOUVEMENTS if tour else MOUVEMENTS // 3, MOUVEMENTS_PAR_OPERATION * len(terrain.ops))
    graine = len(departs) * tour + 1
    with ThreadPoolExecutor(len(departs)) as fils:
        taches = [
            fils.submit(terrain.chercher, depart, mouvements, graine + i, chaud, froid, valeur)
            for i, depart in enumerate(departs)
        ]
        return max((tache.result() for tache in taches), key=lambda resultat: resultat[1])


def _voisinages(atelier: Atelier, terrain: Terrain, meilleur: Ints, tour: int, valeur: float) -> tuple[Ints, float]:
    """Solve the neighbourhoods of one round one after the other, each from the best so far."""
    hasard = np.random.default_rng(tour)
    for _essai in range(VOISINAGES):
        if atelier.budget.reste_s <= 0:
            break
        libres = choisir(terrain, meilleur, hasard)
        nouveau = ameliorer(terrain, meilleur, libres, atelier.budget.reste_s)
        atteint = -np.inf if nouveau is None else terrain.valeur(nouveau)
        if nouveau is not None and atteint > valeur:
            meilleur, valeur = nouveau, atteint
    return meilleur, valeur


PREUVE = 1e-6
"""Relative gap under which a programme is called optimal."""
TOLERANCE_ARTIFICIELLE = 1e-5
"""Artificial units left in the master above which the hard statements are proven incompatible."""
