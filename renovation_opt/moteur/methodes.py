"""The methods of objective: each a sequence of solves by the same engine, every one warmed by the previous.

Answers for: ``resoudre`` (soft targets first, then the objective) and ``derniere_etape`` (for the exported model).
Leaves to others: one solve (resolution), what the soft targets are (couplage).

ponderee: maximise sum_j poids_j * objective_j / echelle_j, echelle_j = bound of objective j alone (or written);
floors on objectives hold there too when an analysis sets some.
lexicographique: maximise each in turn, the previous ones held at (1 - tolerance) of what was reached.
epsilon: maximise one, floors on the others.
equilibre: maximise z <= objective_j / echelle_j for all j, then the weighted sum with z held.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor

import numpy as np

from renovation_opt.couplage import coupler
from renovation_opt.couplage.base import Colonne, Couplage, Famille, Mesure, ensemble, totale
from renovation_opt.errors import ArretSansProgramme, ProgrammeImpossible
from renovation_opt.instance import ECHELLE_MIXITE, ECHELLE_PATRIMOINE, OBJECTIFS, Instance
from renovation_opt.locale import _
from renovation_opt.moteur.bilan import atteints, manques, prix
from renovation_opt.moteur.blocs import REUSSITE
from renovation_opt.moteur.borne import Relaxation
from renovation_opt.moteur.diagnostic import diagnostiquer
from renovation_opt.moteur.etape import But
from renovation_opt.moteur.plans import Plans, en_plans_operation, reunir
from renovation_opt.moteur.resolution import PREUVE, TOLERANCE_ARTIFICIELLE, Atelier, Resolue, relaxer, resoudre_but
from renovation_opt.moteur.secteurs import decouper
from renovation_opt.moteur.structure import structurer
from renovation_opt.moteur.suivi import Budget, Controle, Suivi
from renovation_opt.programme import Etape, Solution, Statut, detailler, objectifs

TOURS_PREPARATOIRES = 2
"""Rounds of search in the stage of soft targets, and in the others that only prepare the last one."""
PRECISION_ECHELLES = 2e-3
"""Relative precision of the bounds that serve as scales."""
UNITES = ("MWh", "points", "ménages")
PAR_UNITE = (1_000, ECHELLE_PATRIMOINE, ECHELLE_MIXITE)


@dataclass(slots=True)
class Parcours:
    """What passes from one stage to the next: rows added, plans and programme known, stages done."""

    atelier: Atelier
    couplage: Couplage
    plans: Plans | None = None
    connu: Plans | None = None
    echelles: list[int] = field(default_factory=lambda: [0, 0, 0])
    etapes: list[Etape] = field(default_factory=list)
    derniere: Resolue | None = None

    @property
    def inst(self) -> Instance:
        """The instance."""
        return self.atelier.inst

    def mener(self, but: But, unite: str, diviseur: float, sens: int = 1) -> Resolue:
        """Solve a stage and keep what the next ones need.

        Raises ProgrammeImpossible when the relaxation proves that no programme exists, ArretSansProgramme when none
        was found.
        """
        ecart = float(self.inst.resolution.ecart)
        resolue = resoudre_but(self.atelier, but, ecart, self.plans, self.connu)
        if resolue.relaxation.artificiel > TOLERANCE_ARTIFICIELLE:
            raise ProgrammeImpossible(diagnostiquer(self.atelier, self.planchers))
        if resolue.programme is None:
            raise self._sans_programme(resolue)
        self.retenir(resolue.relaxation)
        self.connu, self.derniere = resolue.programme, resolue
        valeur, borne = sens * resolue.valeur / diviseur + 0.0, sens * resolue.borne / diviseur + 0.0
        if sens < 0:
            borne = max(0.0, borne)
        self.etapes.append(Etape(but.nom, unite, sens, valeur, borne, resolue.limite))
        return resolue

    def retenir(self, relaxation: Relaxation) -> None:
        """Add the plans that a relaxation takes to those known: few, so that the next masters start small."""
        pris = relaxation.plans.extraire(np.flatnonzero(relaxation.parts > 0))
        self.plans = pris if self.plans is None else reunir([self.plans, pris])

    @property
    def planchers(self) -> tuple[Famille, ...]:
        """The floors on objectives added so far."""
        return tuple(f for f in self.couplage.familles if f.mesure is Mesure.OBJECTIF)

    def _sans_programme(self, resolue: Resolue) -> Exception:
        """Return the error of a stage that ended without programme."""
        if resolue.borne == -np.inf:
            return ProgrammeImpossible(diagnostiquer(self.atelier, self.planchers))
        texte = _("aucun programme trouvé avant la limite ({limite}) ; aucune preuve qu'il n'en existe pas")
        return ArretSansProgramme(texte.format(limite=resolue.limite.value))

    def plus(self, *familles: Famille, colonnes: tuple[Colonne, ...] = ()) -> None:
        """Add rows to every later stage."""
        self.couplage = self.couplage.plus(familles, colonnes)

    def but(self, nom: str, c: tuple[float, float, float], gains: tuple[tuple[str, float], ...] = ()) -> But:
        """Return the stage that maximises ``c`` under the current rows."""
        return But(nom, "", self.couplage, c, gains=gains)


def resoudre(inst: Instance, budget: Budget, controle: Controle, suivi: Suivi) -> Solution:
    """Return the best programme of an instance and its proof, by the method of its scenario.

    ``controle`` audits a programme; none counts before it passes.  Raises ProgrammeImpossible, ArretSansProgramme.
    """
    return conclure(parcourir(commencer(inst, budget, controle, suivi)))


def commencer(inst: Instance, budget: Budget, controle: Controle, suivi: Suivi) -> Parcours:
    """Return a method ready to run."""
    structure, couplage = structurer(inst), coupler(inst)
    return Parcours(Atelier(inst, structure, budget, controle, suivi, decouper(inst, structure, couplage)), couplage)


def parcourir(parcours: Parcours) -> Parcours:
    """Run every stage of the method from what ``parcours`` knows, and return it, with all the plans of the last one."""
    _cibles_souples(parcours)
    budget = parcours.atelier.budget
    tours = budget.tours
    for rang, but in enumerate(_etapes(parcours)):
        budget.partager(_nombre(parcours.inst) - rang)
        budget.tours = tours if _derniere(parcours.inst, but) else min(tours, TOURS_PREPARATOIRES)
        parcours.mener(but, *_unite(but))
    if parcours.derniere is not None:
        parcours.plans = parcours.derniere.relaxation.plans
    return parcours


def preparer(parcours: Parcours) -> But:
    """Return the last stage of the method, after running those that precede it."""
    _cibles_souples(parcours)
    budget = parcours.atelier.budget
    budget.tours = min(budget.tours, TOURS_PREPARATOIRES)
    for rang, but in enumerate(_etapes(parcours)):
        budget.partager(_nombre(parcours.inst) - rang)
        if _derniere(parcours.inst, but):
            return but
        parcours.mener(but, *_unite(but))
    raise AssertionError(parcours.inst.objectif.methode)


def derniere_etape(inst: Instance, budget: Budget, controle: Controle, suivi: Suivi) -> But:
    """Return the last stage of the method, after running those that precede it."""
    return preparer(commencer(inst, budget, controle, suivi))


def _derniere(inst: Instance, but: But) -> bool:
    """Tell whether a stage is the last of its method."""
    methode = inst.objectif.methode
    if methode == "lexicographique":
        return but.nom == OBJECTIFS[inst.objectif.ordre[-1][0]]
    return but.nom != "equilibre"


def _nombre(inst: Instance) -> int:
    """Return how many stages the method has, soft targets aside."""
    objectif = inst.objectif
    return {"lexicographique": len(objectif.ordre), "equilibre": 2}.get(objectif.methode, 1)


def _cibles_souples(parcours: Parcours) -> None:
    """Run the stage of soft targets when there are some, and cap their shortfalls."""
    budget = parcours.atelier.budget
    if any(cible.souple for cible in parcours.inst.cibles):
        tours, budget.tours = budget.tours, min(budget.tours, TOURS_PREPARATOIRES)
        budget.partager(1 + _nombre(parcours.inst))
        but = But("cibles", "", parcours.couplage, (0.0, 0.0, 0.0), manque=1.0)
        resolue = parcours.mener(but, _("part manquante"), 1.0, sens=-1)
        budget.tours = tours
        parcours.couplage = _plafonner(parcours, resolue)


def _plafonner(parcours: Parcours, resolue: Resolue) -> Couplage:
    """Return the rows with the shortfall of each soft target capped: what was reached, plus its tolerance."""
    inst, couplage = parcours.inst, parcours.couplage
    if resolue.programme is None:
        return couplage
    programme = detailler(inst, en_plans_operation(inst, resolue.programme))
    tolerance = float(inst.resolution.tolerance_cibles)
    plafonds = {}
    for cible, valeur in zip(inst.cibles, atteints(inst, programme), strict=True):
        if cible.souple:
            manque = max(0, cible.sens * (cible.seuil - valeur))
            plafonds[f"manque_{cible.code}"] = manque + tolerance * cible.echelle
    colonnes = tuple(replace(c, maximum=plafonds.get(c.nom, c.maximum)) for c in couplage.colonnes)
    return Couplage(couplage.familles, colonnes)


def _unite(but: But) -> tuple[str, float]:
    """Return (unit, integers of the Instance in one unit) of the value of a stage."""
    if but.nom in OBJECTIFS:
        j = OBJECTIFS.index(but.nom)
        return UNITES[j], float(PAR_UNITE[j])
    return _("part du meilleur"), 1.0


def _etapes(parcours: Parcours) -> Iterator[But]:
    """Yield the stages of the method; each is built once the previous one is solved."""
    return {
        "ponderee": _ponderee,
        "lexicographique": _lexicographique,
        "epsilon": _epsilon,
        "equilibre": _equilibre,
    }[parcours.inst.objectif.methode](parcours)


def _ponderee(parcours: Parcours) -> Iterator[But]:
    """Yield the weighted sum of the objectives, each divided by its scale, under the floors when there are some."""
    _mesurer(parcours, [j for j in range(3) if parcours.inst.objectif.poids[j]])
    _poser_planchers(parcours)
    yield _somme(parcours)


def _poser_planchers(parcours: Parcours) -> None:
    """Add the floors of the scenario to every later stage."""
    planchers = parcours.inst.objectif.planchers
    _mesurer(parcours, [j for j, _valeur, part in planchers if part])
    for j, valeur, part in planchers:
        parcours.plus(_plancher(parcours.inst, j, ceil(valeur * parcours.echelles[j] if part else valeur)))


def _somme(parcours: Parcours) -> But:
    """Return the weighted sum; an objective of weight or scale 0 does not count."""
    poids = parcours.inst.objectif.poids
    c = tuple(float(p) / e if p and e else 0.0 for p, e in zip(poids, parcours.echelles, strict=True))
    return parcours.but("ponderee", (c[0], c[1], c[2]))


def _lexicographique(parcours: Parcours) -> Iterator[But]:
    """Yield the objectives in order, the previous ones held at (1 - tolerance) of what was reached."""
    for j, tolerance in parcours.inst.objectif.ordre:
        yield parcours.but(OBJECTIFS[j], _seul(j))
        if parcours.derniere is not None:
            parcours.echelles[j] = max(1, floor(parcours.derniere.borne))
            atteinte = Fraction(parcours.derniere.valeur)
            parcours.plus(_plancher(parcours.inst, j, floor(atteinte - tolerance * abs(atteinte))))


def _epsilon(parcours: Parcours) -> Iterator[But]:
    """Yield one objective under floors on the others."""
    principal = parcours.inst.objectif.principal
    _poser_planchers(parcours)
    yield parcours.but(OBJECTIFS[principal], _seul(principal))


def _equilibre(parcours: Parcours) -> Iterator[But]:
    """Yield the smallest achievement, then the weighted sum with it held."""
    _mesurer(parcours, [0, 1, 2])
    presents = [j for j in range(3) if parcours.echelles[j] > 0]
    rangees = [_plancher(parcours.inst, j, 0) for j in presents]
    coefficients = tuple((f.nom, 0, float(parcours.echelles[j])) for f, j in zip(rangees, presents, strict=True))
    couplage = parcours.couplage.plus(
        rangees, (Colonne(REUSSITE, _reussite_max(parcours), entiere=False, coefficients=coefficients),)
    )
    yield But("equilibre", "", couplage, (0.0, 0.0, 0.0), gains=((REUSSITE, 1.0),))
    reussite = parcours.derniere.valeur if parcours.derniere else 0.0
    for j in presents:
        parcours.plus(_plancher(parcours.inst, j, floor(reussite * parcours.echelles[j])))
    yield _somme(parcours)


def _reussite_max(parcours: Parcours) -> float:
    """Return a smallest achievement that no programme can pass: every lot at its best, for the worst objective."""
    inst = parcours.inst
    energie = inst.choix.energie_kwh * inst.annees_comptees().max(initial=0)
    par_choix = (energie, inst.choix.patrimoine.max(axis=1), inst.choix.mixite)
    maxima = []
    for valeurs, echelle in zip(par_choix, parcours.echelles, strict=True):
        par_lot = np.zeros(len(inst.lots.codes), dtype=np.int64)
        np.maximum.at(par_lot, inst.choix.lot, valeurs)
        if echelle > 0:
            maxima.append(int(par_lot @ inst.lots.logements.astype(np.int64)) / echelle)
    return min(maxima, default=1.0)


def _mesurer(parcours: Parcours, lesquels: list[int]) -> None:
    """Set the scale of each objective: as written, or its bound when it is maximised alone."""
    for j in lesquels:
        ecrite = parcours.inst.objectif.echelles[j]
        if ecrite is not None:
            parcours.echelles[j] = ecrite
            continue
        but = parcours.but(OBJECTIFS[j], _seul(j))
        depart = [plans for plans in (parcours.plans, parcours.connu) if plans is not None]
        relaxation = relaxer(parcours.atelier, but, reunir(depart) if depart else None, PRECISION_ECHELLES)
        if relaxation.artificiel > TOLERANCE_ARTIFICIELLE:
            raise ProgrammeImpossible(diagnostiquer(parcours.atelier, parcours.planchers))
        parcours.retenir(relaxation)
        parcours.echelles[j] = max(0, floor(relaxation.borne))


def _seul(j: int) -> tuple[float, float, float]:
    """Return the weights that keep objective ``j`` alone."""
    energie, patrimoine, mixite = (float(rang == j) for rang in range(3))
    return energie, patrimoine, mixite


def _plancher(inst: Instance, j: int, seuil: int) -> Famille:
    """(O) Objectif j >= seuil.

    sum over o, l, p, k, m of objective_j * x  >=  seuil     unit: integers of the Instance.  Audit: objectifs.
    """
    return plancher(inst, OBJECTIFS[j], UNITES[j], tuple(int(i == j) for i in range(3)), seuil)


def plancher(inst: Instance, nom: str, unite: str, poids: Sequence[int], seuil: int) -> Famille:
    """(O) Weighted sum of the objectives >= seuil, weights [3] and threshold in integers of the Instance."""
    return Famille(
        "O",
        f"plancher_{nom}",
        unite,
        Mesure.OBJECTIF,
        ensemble(len(inst.lots.codes)),
        totale(inst),
        np.array([-seuil], dtype=np.int64),
        (nom,),
        signe=-1,
        poids=np.array(poids, dtype=np.int64),
    )


def conclure(parcours: Parcours) -> Solution:
    """Return the solution of the last stage."""
    resolue, inst = parcours.derniere, parcours.inst
    if resolue is None or resolue.programme is None:
        raise ArretSansProgramme(_("aucun programme trouvé"))
    programme = detailler(inst, en_plans_operation(inst, resolue.programme))
    atteints = objectifs(inst, programme)
    echelles = [e or max(1, v) for e, v in zip(parcours.echelles, atteints, strict=True)]
    return Solution(
        programme=programme,
        statut=_statut(parcours.etapes),
        etapes=tuple(parcours.etapes),
        objectifs=atteints,
        echelles=(echelles[0], echelles[1], echelles[2]),
        manques=manques(inst, programme),
        prix=prix(resolue.but, resolue.relaxation),
    )


def _statut(etapes: list[Etape]) -> Statut:
    """Return what is proven: optimal when every stage is."""
    return Statut.OPTIMAL if all(etape.ecart <= PREUVE for etape in etapes) else Statut.BORNE
