"""Solve one stage: bound, then programmes until the gap, the work or the time is reached.

Answers for: ``resoudre_but``.
Leaves to others: the sequence of stages (methodes).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from renovation_opt.instance import Instance
from renovation_opt.moteur.borne import PRECISION_BORNE, Relaxation, generer
from renovation_opt.moteur.borne_sectorielle import generer_par_secteurs
from renovation_opt.moteur.etape import But
from renovation_opt.moteur.exact import conclure, enumerer
from renovation_opt.moteur.plans import Plans, en_plans_operation, reunir
from renovation_opt.moteur.recherche import Recherche
from renovation_opt.moteur.recherche_sectorielle import RechercheSectorielle
from renovation_opt.moteur.secteurs import Secteur, projeter
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
    secteurs: tuple[Secteur, ...] = ()
    """Secteurs of a large instance; none when the whole is solved at once."""

    def accepte(self, plans: Plans) -> bool:
        """Tell whether the programme passes the audit."""
        return self.controle(detailler(self.inst, en_plans_operation(self.inst, plans)))


def ecart_relatif(valeur: float, borne: float) -> float:
    """Return (borne - valeur) / max(|valeur|, |borne|); infinite without programme."""
    if not np.isfinite(valeur):
        return float("inf")
    return max(0.0, borne - valeur) / max(abs(valeur), abs(borne), 1e-300)


def relaxer(atelier: Atelier, but: But, depart: Plans | None = None, tolerance: float = PRECISION_BORNE) -> Relaxation:
    """Return the relaxation of a stage, secteur by secteur when there are some.

    That something hard cannot hold is proven by the master of the whole alone.
    """
    if atelier.secteurs:
        vues = projeter(atelier.inst, atelier.structure, but, atelier.secteurs)
        globale = generer_par_secteurs(atelier.secteurs, vues, but, depart, tolerance).globale
        if globale.artificiel <= TOLERANCE_ARTIFICIELLE:
            return globale
    return generer(atelier.inst, atelier.structure, but, depart, tolerance)


def resoudre_but(
    atelier: Atelier, but: But, ecart: float, plans: Plans | None = None, connu: Plans | None = None
) -> Resolue:
    """Return the best programme of a stage and its bound; ``plans`` and ``connu`` warm the start."""
    depart = reunir([p for p in (plans, connu) if p is not None]) if plans is not None or connu is not None else None
    resolue = _par_secteurs(atelier, but, ecart, depart, connu) if atelier.secteurs else None
    if resolue is not None:
        return resolue
    relaxation = generer(atelier.inst, atelier.structure, but, depart)
    if relaxation.artificiel > TOLERANCE_ARTIFICIELLE:
        return Resolue(but, relaxation, None, -np.inf, relaxation.borne, Limite.TRAVAIL)
    terrain = Terrain(atelier.inst, atelier.structure, but, relaxation)
    tous = enumerer(atelier.inst, atelier.structure)
    if tous is not None:
        return _exactement(atelier, terrain, tous)
    recherche = Recherche(terrain, lambda: atelier.budget.part_s)
    return _chercher(atelier, but, relaxation, recherche, ecart, connu)


def _par_secteurs(
    atelier: Atelier, but: But, ecart: float, depart: Plans | None, connu: Plans | None
) -> Resolue | None:
    """Solve a stage of a large instance, ``None`` when a hard row does not hold: to be settled on the whole."""
    vues = projeter(atelier.inst, atelier.structure, but, atelier.secteurs)
    relaxation = generer_par_secteurs(atelier.secteurs, vues, but, depart, PRECISION_BORNE)
    globale = relaxation.globale
    if globale.artificiel > TOLERANCE_ARTIFICIELLE:
        return None
    recherche = RechercheSectorielle(atelier.inst, atelier.secteurs, vues, but, relaxation)
    return _chercher(atelier, but, globale, recherche, ecart, connu)


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
    atelier: Atelier,
    but: But,
    relaxation: Relaxation,
    recherche: Recherche | RechercheSectorielle,
    ecart: float,
    connu: Plans | None,
) -> Resolue:
    """Run rounds of search until a limit; every improvement is audited before it counts.

    ``connu`` is where to start from too, even when it breaks rows of this stage.  Shortfalls are shares already, and
    add up over secteurs: the gap asked of them is a difference, by secteur.
    """
    borne, budget = relaxation.borne, atelier.budget
    valeur = -np.inf if connu is None else recherche.valeur(connu)
    meilleur = connu if np.isfinite(valeur) else None
    ampleur = but.manque * max(1, len(atelier.secteurs))
    assez = borne - ecart * max(abs(borne), ampleur)
    atelier.suivi(but.nom, valeur, borne)
    tour, limite, budget.trouve = 0, None, meilleur is not None
    while valeur < assez and (limite := budget.limite(tour)) is None:
        if budget.cede():
            limite = Limite.TEMPS
            break
        try:
            depart = connu if meilleur is None else meilleur
            for trouve, atteint in recherche.tour(
                depart, valeur, tour, assez, lambda: budget.epuise() or budget.cede()
            ):
                if atelier.accepte(trouve):
                    meilleur, valeur, budget.trouve = trouve, atteint, True
                    atelier.suivi(but.nom, valeur, borne)
        except KeyboardInterrupt:
            budget.interrompu = True
        tour += 1
    return Resolue(but, relaxation, meilleur, valeur, borne, limite or Limite.ECART)
