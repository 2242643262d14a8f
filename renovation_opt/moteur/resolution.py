"""Solve one stage: bound, then programmes until the gap, the work or the time is reached.

Answers for: ``resoudre_but``.
Leaves to others: the sequence of stages (methodes).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from renovation_opt.instance import Instance
from renovation_opt.moteur.borne import Relaxation, generer
from renovation_opt.moteur.etape import But
from renovation_opt.moteur.exact import conclure, enumerer
from renovation_opt.moteur.finition import finir
from renovation_opt.moteur.plans import Plans, en_plans_operation, reunir
from renovation_opt.moteur.recherche import chercher_tour
from renovation_opt.moteur.structure import Structure
from renovation_opt.moteur.suivi import Budget, Controle, Suivi
from renovation_opt.moteur.terrain import Terrain
from renovation_opt.programme import Limite, detailler

NOEUDS = 100_000
"""Nodes of branch and bound on a small instance."""
PREUVE = 1e-6
"""Relative gap under which a programme is called optimal."""
ARRONDI = 1e-12
"""Relative gap that is only the order in which doubles were added: the two meet."""
TOLERANCE_ARTIFICIELLE = 1e-5
"""Artificial units left in the master above which the hard statements are proven incompatible."""


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
    terrain = Terrain(atelier.inst, atelier.structure, but, relaxation)
    tous = enumerer(atelier.inst, atelier.structure)
    if tous is not None:
        return _exactement(atelier, terrain, tous)
    valeur = -np.inf if connu is None else terrain.valeur(connu)
    atelier.suivi(but.nom, valeur, relaxation.borne)
    meilleur, valeur, limite = _chercher(atelier, terrain, ecart, connu, valeur)
    return Resolue(but, relaxation, meilleur, valeur, relaxation.borne, limite)


def _exactement(atelier: Atelier, terrain: Terrain, tous: Plans) -> Resolue:
    """Solve a small stage by branch and bound on all its plans."""
    but, relaxation = terrain.but, terrain.relaxation
    trouve, borne = conclure(atelier.inst, but, tous, NOEUDS, atelier.budget.reste_s)
    borne = min(borne, relaxation.borne)
    if trouve is None or not atelier.accepte(trouve):
        return Resolue(but, relaxation, None, -np.inf, borne, Limite.TRAVAIL)
    valeur = terrain.valeur(trouve)
    atelier.suivi(but.nom, valeur, borne)
    ecart = ecart_relatif(valeur, borne)
    proche, borne = ecart <= PREUVE, valeur if ecart <= ARRONDI else borne
    return Resolue(but, relaxation, trouve, valeur, max(borne, valeur), Limite.ECART if proche else Limite.TRAVAIL)


def _chercher(
    atelier: Atelier, terrain: Terrain, ecart: float, connu: Plans | None, valeur: float
) -> tuple[Plans | None, float, Limite]:
    """Run rounds of search until a limit; every improvement is audited before it counts.

    ``connu`` is where to start from too, a programme when ``valeur`` is finite, else one that breaks rows.
    """
    borne, but = terrain.relaxation.borne, terrain.but
    if _assez(but, valeur, borne, ecart):
        return connu, valeur, Limite.ECART
    meilleur = connu if np.isfinite(valeur) else None
    arrondi, epuise = terrain.arrondir(), atelier.budget.epuise
    tour = 0
    while (limite := atelier.budget.limite(tour)) is None:
        try:
            trouve, atteint = chercher_tour(
                terrain, arrondi, connu if meilleur is None else meilleur, valeur, tour, epuise
            )
            if tour and atteint > valeur and not epuise():
                trouve, atteint = _finir(atelier, terrain, trouve, atteint)
        except KeyboardInterrupt:
            atelier.budget.interrompu = True
            continue
        if atteint > valeur and atelier.accepte(trouve):
            meilleur, valeur = trouve, atteint
        atelier.suivi(but.nom, valeur, borne)
        tour += 1
        if _assez(but, valeur, borne, ecart):
            return meilleur, valeur, Limite.ECART
    return meilleur, valeur, limite


def _assez(but: But, valeur: float, borne: float, ecart: float) -> bool:
    """Tell whether a value is near enough its bound; a shortfall is a share already, so its gap is the difference."""
    return ecart_relatif(valeur, borne) <= ecart or borne - valeur <= ecart * but.manque


def _finir(atelier: Atelier, terrain: Terrain, trouve: Plans, atteint: float) -> tuple[Plans, float]:
    """Return a programme with its bouquets chosen again, when that is better."""
    fini = finir(terrain, trouve, atelier.budget.reste_s)
    valeur = -np.inf if fini is None else terrain.valeur(fini)
    return (fini, valeur) if fini is not None and valeur > atteint else (trouve, atteint)
