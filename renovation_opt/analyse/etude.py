"""A scenario opened, and a solve of it: what every analysis begins with.

Answers for: ``ouvrir`` (files -> Etude), ``calculer`` (Etude -> Calcul, audited, warm when it can be).
Leaves to others: what is made of several of them (the other modules of this package).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from renovation_opt.audit import Rapport, auditer
from renovation_opt.build import construire
from renovation_opt.errors import AuditRefuse
from renovation_opt.instance import Instance
from renovation_opt.locale import _
from renovation_opt.moteur.proximite import resoudre_proche
from renovation_opt.moteur.reprise import Reprise, resoudre_chaud
from renovation_opt.moteur.suivi import Budget, Suivi, muet
from renovation_opt.parc import lire_parc
from renovation_opt.programme import Programme, Solution
from renovation_opt.schemas.chargement import ScenarioCharge, charger

TOURS = 3
"""Rounds of search of a stage, as for ``resoudre``."""


@dataclass(frozen=True, slots=True)
class Etude:
    """A scenario read, and its Instance."""

    charge: ScenarioCharge
    inst: Instance


@dataclass(frozen=True, slots=True)
class Calcul:
    """A solve: the instance solved, its solution, what the next solve may start from, the audit."""

    inst: Instance
    solution: Solution
    reprise: Reprise
    rapport: Rapport


def ouvrir(chemin: Path, remplacements: Mapping[str, object] | None = None) -> Etude:
    """Return the study of a scenario, some of its values replaced (dotted keys); EntreeInvalide with every problem."""
    charge = charger(chemin, remplacements)
    return Etude(charge, construire(charge, lire_parc(charge.parc)))


def calculer(
    inst: Instance,
    reprise: Reprise | None = None,
    tours: int = TOURS,
    suivi: Suivi = muet,
    budget: Budget | None = None,
) -> Calcul:
    """Return the solution of an instance, warmed by ``reprise``; a given ``budget`` may be interrupted from outside.

    Raises ProgrammeImpossible, ArretSansProgramme, AuditRefuse.
    """
    limites = budget or Budget(float(inst.resolution.temps_s), tours)
    solution, suite = resoudre_chaud(inst, limites, lambda p: auditer(inst, p).conforme, suivi, reprise)
    return _calcul(inst, solution, suite)


def calculer_proche(
    inst: Instance,
    reference: Programme,
    perte: Fraction,
    reprise: Reprise | None = None,
    tours: int = TOURS,
    suivi: Suivi = muet,
    budget: Budget | None = None,
    *,
    eloigner: bool = False,
) -> Calcul:
    """Return a programme at most ``perte`` worse than the best found, as like ``reference`` as possible, or as little.

    Raises ProgrammeImpossible, ArretSansProgramme, AuditRefuse.
    """
    limites = budget or Budget(float(inst.resolution.temps_s), tours)
    solution, suite = resoudre_proche(
        inst, reference, perte, limites, lambda p: auditer(inst, p).conforme, suivi, reprise, eloigner=eloigner
    )
    return _calcul(inst, solution, suite)


def _calcul(inst: Instance, solution: Solution, reprise: Reprise) -> Calcul:
    """Return a solve once its programme passes the audit."""
    rapport = auditer(inst, solution.programme)
    if not rapport.conforme:
        raise AuditRefuse(_("l'audit refuse le programme trouvé ({n} infractions)").format(n=len(rapport.infractions)))
    return Calcul(inst, solution, reprise, rapport)
