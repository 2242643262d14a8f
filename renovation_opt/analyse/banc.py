"""A bench of solves on one Instance: soft targets settled once, then as many objectives as an analysis wants, warm.

Answers for: ``Banc`` and ``installer``; one budget for all the solves, so that time and Ctrl-C stop the whole analysis;
no solve that a previous run finished is run again (see carnet).
Leaves to others: which objectives, and what is made of the answers.

The soft targets of a scenario come before its objective.  They are solved once; each becomes a hard target at what was
reached, tolerance of the scenario included, so that every programme of the analysis keeps what the scenario asks first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from math import floor
from typing import TypeVar

from renovation_opt.analyse.carnet import Carnet, Refus, Reglage, Reponse
from renovation_opt.analyse.dominance import Triplet
from renovation_opt.audit import auditer
from renovation_opt.errors import ArretSansProgramme, AuditRefuse, ProgrammeImpossible
from renovation_opt.instance import OBJECTIFS, Cible, Instance, Objectif
from renovation_opt.locale import _
from renovation_opt.moteur.etape import But
from renovation_opt.moteur.methodes import Parcours, preparer
from renovation_opt.moteur.proximite import resoudre_proche
from renovation_opt.moteur.reprise import Relaxee, Reprise, partir, relaxer, resoudre_chaud
from renovation_opt.moteur.suivi import Budget, Controle, Suivi, muet
from renovation_opt.programme import Etape, Programme, Solution

R = TypeVar("R", Solution, Relaxee)


@dataclass(slots=True)
class Banc:
    """Solves variants of one Instance.

    ``avant``: stages of the scenario already run; ``reprise``: what the last solve leaves to the next.
    ``carnet``: answers of previous runs; when it keeps them, variants differ by their objective and limits only.
    """

    inst: Instance
    budget: Budget
    suivi: Suivi = muet
    avant: tuple[Etape, ...] = ()
    reprise: Reprise | None = None
    carnet: Carnet = field(default_factory=Carnet)
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
        depart = reprise or self.reprise
        return self._demander(
            Solution,
            inst,
            ("resoudre",),
            lambda: resoudre_chaud(inst, self.budget, _controle(inst), self.suivi, depart),
        )

    def approcher(self, inst: Instance, reference: Programme, perte: Fraction, *, eloigner: bool = False) -> Solution:
        """Return a programme at most ``perte`` worse than the best found, as like ``reference`` as can be (or unlike).

        Raises ProgrammeImpossible, ArretSansProgramme, AuditRefuse.
        """
        return self._demander(
            Solution,
            inst,
            ("approcher", str(perte), str(eloigner), repr(reference.plans)),
            lambda: resoudre_proche(
                inst, reference, perte, self.budget, _controle(inst), self.suivi, self.reprise, eloigner=eloigner
            ),
        )

    def relaxer(self, inst: Instance) -> Relaxee:
        """Return the relaxation of the last stage; its plans warm the next solve."""
        return self._demander(Relaxee, inst, ("relaxer",), lambda: self._relaxer(inst))

    def _relaxer(self, inst: Instance) -> tuple[Relaxee, Reprise]:
        """Return a relaxation, and what it leaves: the programme known stays so."""
        relaxee, suite = relaxer(inst, self.reprise)
        connu = self.reprise.programme if self.reprise is not None else None
        return relaxee, replace(suite, programme=suite.programme if suite.programme is not None else connu)

    def _demander(
        self, genre: type[R], inst: Instance, question: tuple[str, ...], calculer: Callable[[], tuple[R, Reprise]]
    ) -> R:
        """Return an answer and move on from what it leaves; a previous run may have left it."""
        sue = self.carnet.chercher(*question, *self._variante(inst))
        if sue is not None:
            return self._rappeler(genre, inst, sue)
        self.budget.tours = self.tours
        try:
            resultat, self.reprise = calculer()
        except (ProgrammeImpossible, ArretSansProgramme) as erreur:
            self._noter(Reponse(Refus.de(erreur)))
            raise
        if isinstance(resultat, Solution):
            _accepter(inst, resultat)
        self._noter(Reponse(resultat, self.reprise.plans, self.reprise.programme))
        return resultat

    def _noter(self, reponse: Reponse) -> None:
        """Keep an answer, unless time or the user may have cut it short: another run would answer otherwise."""
        if not self.arrete:
            self.carnet.noter(reponse)

    def _rappeler(self, genre: type[R], inst: Instance, sue: Reponse) -> R:
        """Return an answer of a previous run, audited again."""
        if isinstance(sue.resultat, Refus):
            raise sue.resultat.erreur()
        if not isinstance(sue.resultat, genre):
            raise TypeError(sue.resultat)
        self.reprise = Reprise(inst, sue.plans, sue.programme)
        if isinstance(sue.resultat, Solution):
            _accepter(inst, sue.resultat)
        return sue.resultat

    def _variante(self, inst: Instance) -> tuple[str, ...]:
        """Return what distinguishes an instance from that of the bench, as far as the answers depend on it."""
        if self.carnet.depot is None:
            return ()
        libres = {"objectif", "resolution"}
        if any(getattr(inst, c.name) is not getattr(self.inst, c.name) for c in fields(inst) if c.name not in libres):
            raise AssertionError(inst.nom)
        return repr(inst.objectif), str(inst.resolution.ecart), str(inst.resolution.tolerance_cibles)


def installer(
    inst: Instance,
    budget: Budget,
    suivi: Suivi = muet,
    reprise: Reprise | None = None,
    carnet: Carnet | None = None,
) -> Banc:
    """Return the bench of an instance: its earlier stages run, its soft targets and its floors become hard.

    The instance of the bench maximises, in one stage, what the last stage of the scenario maximises.
    Raises ProgrammeImpossible, ArretSansProgramme.
    """
    garde = carnet or Carnet()
    reponse = garde.chercher("installer")
    if reponse is None:
        reponse = _regler(inst, budget, suivi, reprise)
        if not budget.epuise():
            garde.noter(reponse)
    reglage = reponse.resultat
    if not isinstance(reglage, Reglage):
        raise TypeError(reglage)
    figee = replace(inst, cibles=_durcir(inst, reglage.plafonds), objectif=reglage.objectif)
    return Banc(figee, budget, suivi, reglage.avant, Reprise(figee, reponse.plans, reponse.programme), garde)


def _regler(inst: Instance, budget: Budget, suivi: Suivi, reprise: Reprise | None) -> Reponse:
    """Run the earlier stages of a scenario."""
    tours = budget.tours
    parcours = partir(inst, budget, _controle(inst), suivi, reprise)
    but = preparer(parcours)
    budget.tours = tours
    colonnes = {colonne.nom: colonne for colonne in but.couplage.colonnes}
    plafonds = {c.code: floor(colonnes[f"manque_{c.code}"].maximum) for c in inst.cibles if c.souple}
    objectif = _dernier_objectif(inst, but, parcours)
    return Reponse(Reglage(tuple(parcours.etapes), plafonds, objectif), parcours.plans, parcours.connu)


def _durcir(inst: Instance, plafonds: dict[str, int]) -> tuple[Cible, ...]:
    """Return the targets, soft ones made hard at the shortfall that the scenario accepts (by code of target)."""
    return tuple(
        replace(cible, souple=False, seuil=cible.seuil - cible.sens * plafonds[cible.code]) if cible.souple else cible
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


def _accepter(inst: Instance, solution: Solution) -> None:
    """Raise AuditRefuse unless the programme passes the audit."""
    rapport = auditer(inst, solution.programme)
    if not rapport.conforme:
        raise AuditRefuse(_("l'audit refuse le programme trouvé ({n} infractions)").format(n=len(rapport.infractions)))
