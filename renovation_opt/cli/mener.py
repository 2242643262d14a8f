"""Running the solves of an analysis: each with its budget, its progress on stderr, Ctrl-C heard.

Answers for: ``meneur``.
Leaves to others: what is solved (analyse), the bar itself (progression).
"""

from __future__ import annotations

from collections.abc import Callable

from renovation_opt.analyse.etude import Calcul
from renovation_opt.cli.bavardage import sans_bavardage
from renovation_opt.cli.ecran import avertir, paragraphe
from renovation_opt.cli.interruption import a_l_ecoute
from renovation_opt.cli.progression import suivre
from renovation_opt.instance import Instance
from renovation_opt.moteur.suivi import Budget, Suivi


def meneur(tours: int, *, silencieux: bool) -> Callable[[str, Instance, Callable[[Budget, Suivi], Calcul]], Calcul]:
    """Return what runs a solve; the first Ctrl-C keeps the best programme of that solve and goes on."""

    def mener(quoi: str, inst: Instance, tache: Callable[[Budget, Suivi], Calcul]) -> Calcul:
        if not silencieux:
            avertir(paragraphe(quoi))
        budget = Budget(float(inst.resolution.temps_s), tours)
        with suivre(silencieux=silencieux) as (suivi, annoncer), a_l_ecoute(budget, annoncer), sans_bavardage():
            return tache(budget, suivi)

    return mener
