"""A bench of solves on one Instance: soft targets settled once, then as many objectives as an analysis wants, warm.

Answers for: ``Banc`` and ``installer``; one budget for all the solves, so that time and Ctrl-C stop the whole analysis.
Leaves to others: which objectives, and what is made of the answers.

The soft targets of a scenario come before its objective.  They are solved once; each becomes a hard target at what was
reached, tolerance of the scenario included, so that every programme of the analysis keeps what the scenario asks first.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import floor

from renovation_opt.analyse.dominance import Triplet
from renovation_opt.audit import auditer
from renovation_opt.errors import AuditRefuse
from renovation_opt.instance import OBJECTIFS, Cible, Instance, Objectif
from renovation_opt.locale import _
from renovation_opt.moteur.etape import But
from renovation_opt.moteur.methodes import Parcours, preparer
from renovation_opt.moteur.proximite import resoudre_proche
from renovation_opt.moteur.reprise import Relaxee, Reprise, partir, relaxer, resoudre_chaud
from renovation_opt.moteur.suivi import Budget, Controle, Suivi, muet
from renovation_opt.programme import Etape, Programme, Solution


@dataclass(slots=True)
class Banc:
    """Solves variants of one Instance.

    ``avant``: stages of the scenario already run; ``reprise``: what the last solve leaves to the next.
    """

    inst: Instance
    budget: Budget
    suivi: Suivi = muet
    avant: tuple[Etape, ...] = ()
    reprise: Reprise | None = None
    tours: int = field(init=False)

    def __post_init__(self) -> None:
        """Keep the rounds asked: the engine spends fewer in its preparatory stages."""
        self.tours = self.budget.tours

    @property
    def arrete(self) -> bool:
        """Whether time is up or the user asked to stop."""
        return self.budget.interrompu or self.budget.reste_s <= 0

    def objectif(self, objectif: Objectif) -> Instance:
        """Return the instance under another objective."""
        return replace(self.inst, objectif=objectif)

    def resoudre(self, inst: Instance, reprise: Reprise | None = None) -> Solution:
        """Return an audited solution.  Raises ProgrammeImpossible, ArretSansProgramme, AuditRefuse."""
        self.budget.tours = self.tours
        depart = reprise or self.reprise
        solution, self.reprise = resoudre_chaud(inst, self.budget, _controle(inst), self.suivi, depart)
        return _accepter(inst, solution)

    def approcher(self, inst: Instance, reference: Programme, perte: Fraction, *, eloigner: bool = False) -> Solution:
        """Return a programme at most ``perte`` worse than the best found, as like ``reference`` as can be (or unlike).

        Raises ProgrammeImpossible, ArretSansProgramme, AuditRefuse.
        """
        self.budget.tours = self.tours
        solution, self.reprise = resoudre_proche(
            inst, reference, perte, self.budget, _controle(inst), self.suivi, self.reprise, eloigner=eloigner
        )
        return _accepter(inst, solution)

    def relaxer(self, inst: Instance) -> Relaxee:
        """Return the relaxation of the last stage; its plans warm the next solve."""
        relaxee, suite = relaxer(inst, self.reprise)
        connu = self.reprise.programme if self.reprise is not None else None
        self.reprise = replace(suite, programme=suite.programme if suite.programme is not None else connu)
        return relaxee


def installer(inst: Instance, budget: Budget, suivi: Suivi = muet, reprise: Reprise | None = None) -> Banc:
    """Return the bench of an instance: its earlier stages run, its soft targets and its floors become hard.

    The instance of the bench maximises, in one stage, what the last stage of the scenario maximises.
    Raises ProgrammeImpossible, ArretSansProgramme.
    """
    tours = budget.tours
    parcours = partir(inst, budget, _controle(inst), suivi, reprise)
    but = preparer(parcours)
    budget.tours = tours
    figee = replace(inst, cibles=_durcir(inst, but), objectif=_dernier_objectif(inst, but, parcours))
    banc = Banc(figee, budget, suivi, tuple(parcours.etapes))
    banc.reprise = Reprise(figee, parcours.plans, parcours.connu)
    return banc


def _durcir(inst: Instance, but: But) -> tuple[Cible, ...]:
    """Return the targets, soft ones made hard at the shortfall that the scenario accepts."""
    plafonds = {colonne.nom: floor(colonne.maximum) for colonne in but.couplage.colonnes}
    return tuple(
        replace(cible, souple=False, seuil=cible.seuil - cible.sens * plafonds[f"manque_{cible.code}"])
        if cible.souple
        else cible
        for cible in inst.cibles
    )


def _dernier_objectif(inst: Instance, but: But, parcours: Parcours) -> Objectif:
    """Return the last stage as a weighted sum with written scales and floors in integers."""
    echelles = [max(1, e) for e in parcours.echelles]
    poids = [Fraction(c) * e for c, e in zip(but.c, echelles, strict=True)]
    if inst.objectif.methode in ("ponderee", "equilibre"):
        poids = [p if c else Fraction(0) for p, c in zip(inst.objectif.poids, but.c, strict=True)]
    planchers = [
        (OBJECTIFS.index(nom), -int(famille.borne[0]))
        for famille in but.couplage.familles
        if (nom := famille.nom.removeprefix("plancher_")) in OBJECTIFS
    ]
    return ponderee((poids[0], poids[1], poids[2]), (echelles[0], echelles[1], echelles[2]), planchers)


def ponderee(
    poids: tuple[Fraction, Fraction, Fraction], echelles: Triplet, planchers: list[tuple[int, int]] | None = None
) -> Objectif:
    """Return a weighted sum; ``planchers``: (objective, integers of the Instance)."""
    poses = tuple((j, Fraction(valeur), False) for j, valeur in planchers or ())
    return Objectif("ponderee", poids, echelles, planchers=poses)


def _controle(inst: Instance) -> Controle:
    """Return the audit as the engine receives it."""
    return lambda programme: auditer(inst, programme).conforme


def _accepter(inst: Instance, solution: Solution) -> Solution:
    """Return the solution once its programme passes the audit."""
    rapport = auditer(inst, solution.programme)
    if not rapport.conforme:
        raise AuditRefuse(_("l'audit refuse le programme trouvé ({n} infractions)").format(n=len(rapport.infractions)))
    return solution
