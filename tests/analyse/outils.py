"""What the tests of the analyses share: benches on ``petit_parc`` and its whole frontier by enumeration.

Answers for: ``banc``, ``trois_objectifs``, ``opposes``, ``frontiere_par_enumeration``.
Leaves to others: the enumeration of plans and the rules (tests.force_brute).
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from renovation_opt.analyse.banc import Banc, installer
from renovation_opt.analyse.dominance import Triplet, non_domines
from renovation_opt.instance import Instance, Objectif
from renovation_opt.moteur.suivi import Budget
from tests import force_brute
from tests.petit_parc import OPERATIONS, PATRIMOINE, avec_limite, petit_parc, remplacer

TOURS = 4


def banc(inst: Instance) -> Banc:
    """Return the bench of an instance."""
    return installer(inst, Budget(60, TOURS))


def trois_objectifs(**changements: object) -> Instance:
    """Return ``petit_parc`` without aid, under equal weights: the three objectives conflict over 14 places a year."""
    poids = Objectif("ponderee", (Fraction(1, 3),) * 3, (None,) * 3)
    seul = remplacer(petit_parc(), operations__montages=((0,),) * len(OPERATIONS), objectif=poids)
    return remplacer(seul, **changements)


def opposes() -> Instance:
    """Return ``trois_objectifs`` where the bouquet patrimoine saves a quarter of its energy, and alpha has 10 places.

    The bouquet that saves most (socle) brings no heritage and no mix: 8 points on the frontier.
    """
    inst = trois_objectifs()
    energie = np.where(inst.choix.bouquet == PATRIMOINE, inst.choix.energie_kwh // 4, inst.choix.energie_kwh)
    return avec_limite(remplacer(inst, choix__energie_kwh=energie), "capacite", 0, 10, 10)


def tous_les_objectifs(inst: Instance) -> set[Triplet]:
    """Return the objectives of every programme that the rules accept."""
    fb = force_brute
    effets = [[fb._effet(inst, o, plan) for plan in fb.plans(inst, o)] for o in range(len(inst.operations.codes))]
    combinaisons = fb._combinaisons(inst, effets, fb._limites(inst), lambda _choisis, _o: True)
    trouves = set()
    for choisis in combinaisons:
        if fb._acceptable(inst, choisis):
            e, p, m = np.sum([np.zeros(3, np.int64), *(effet.objectifs for effet in choisis)], axis=0).tolist()
            trouves.add((int(e), int(p), int(m)))
    return trouves


def frontiere_par_enumeration(inst: Instance) -> list[Triplet]:
    """Return every point that no programme dominates, most energy first."""
    points = sorted(tous_les_objectifs(inst))
    return [points[rang] for rang in non_domines(points)]
