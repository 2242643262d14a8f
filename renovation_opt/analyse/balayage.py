"""A sweep: every point of a plan computed, stored as soon as it is finished, found again by the next run.

Answers for: ``balayer``; one failed point does not stop the others.
Leaves to others: which points (plan_experience), where they run (executeurs), drawing (rapports.balayage).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from renovation_opt.analyse.calcul_point import Reglages, calculer_depart, calculer_point
from renovation_opt.analyse.depot import Depot
from renovation_opt.analyse.executeurs import Executeur, Tache
from renovation_opt.analyse.paquet import Paquet, empaqueter, identite
from renovation_opt.analyse.plan_experience import ordonner
from renovation_opt.analyse.resultat import Resultat
from renovation_opt.analyse.variations import Point, Variation
from renovation_opt.errors import EntreeInvalide
from renovation_opt.schemas.chargement import ScenarioCharge, charger
from renovation_opt.schemas.chemins import verifier_chemin

Ouvrir = Callable[[], AbstractContextManager[Executeur]]
"""Gives what runs the points, asked only when there is something to run."""
Suivre = Callable[[int, int], None]
"""Told of (points that are done, points in all) each time one ends."""


@dataclass(frozen=True, slots=True)
class Releve:
    """A point and what came of it: ``resultat``, or ``echec`` (why, with the exit code); ``repris``: found stored."""

    point: Point
    cle: str
    resultat: Resultat | None = None
    echec: str = ""
    code: int = 0
    repris: bool = False


@dataclass(frozen=True, slots=True)
class Balayage:
    """A sweep done: its points in the order of the plan; ``depart``: the scenario itself, ``None`` if not computed."""

    variations: tuple[Variation, ...]
    releves: tuple[Releve, ...]
    depart: Resultat | None
    interrompu: bool = False

    @property
    def echecs(self) -> tuple[Releve, ...]:
        """The points that failed."""
        return tuple(r for r in self.releves if r.echec)

    @property
    def reste(self) -> int:
        """Points that remain to be computed, after an interruption."""
        return sum(r.resultat is None and not r.echec for r in self.releves)

    @property
    def calcules(self) -> int:
        """Points that this run computed."""
        return sum(r.resultat is not None and not r.repris for r in self.releves)


@dataclass(frozen=True, slots=True)
class Sujet:
    """What a sweep works on: inputs by value, variations, limits, store."""

    charge: ScenarioCharge
    paquet: Paquet
    variations: tuple[Variation, ...]
    reglages: Reglages
    depot: Depot

    @property
    def cle_depart(self) -> str:
        """Identity of the solve that every point starts from."""
        return identite(self.paquet.empreinte, self.charge.scenario, self.reglages.identite)


def preparer(charge: ScenarioCharge, variations: Sequence[Variation], reglages: Reglages, depot: Depot) -> Sujet:
    """Return what a sweep works on; EntreeInvalide when a path leads nowhere."""
    for variation in variations:
        for chemin in variation.chemins:
            verifier_chemin(charge.fusion, chemin, str(charge.chemin))
    return Sujet(charge, empaqueter(charge), tuple(variations), reglages, depot)


def balayer(sujet: Sujet, points: Sequence[Point], ouvrir: Ouvrir, suivre: Suivre) -> Balayage:
    """Return every point of a plan; those stored already are not computed again, and need no worker.

    Ctrl-C stops it: what is finished is kept.  Raises EntreeInvalide when the schema refuses every point (the first
    refusal is told).
    """
    releves = {point.rang: _retrouver(sujet, point) for point in points}
    _refuser_si_tout_est_faux(sujet, list(releves.values()))
    restants = [p for p in ordonner(points) if _a_faire(releves[p.rang])]
    fait = len(points) - len(restants)
    suivre(fait, len(points))
    interrompu = False
    try:
        for releve in _calculer(sujet, [releves[p.rang] for p in restants], ouvrir):
            releves[releve.point.rang] = releve
            fait += 1
            suivre(fait, len(points))
    except KeyboardInterrupt:
        interrompu = True
    depart = sujet.depot.lire(sujet.cle_depart)
    return Balayage(sujet.variations, tuple(releves[p.rang] for p in points), depart, interrompu)


def _calculer(sujet: Sujet, releves: Sequence[Releve], ouvrir: Ouvrir) -> Iterator[Releve]:
    """Yield points as they end, each stored before it is told; those that mean the same are computed once."""
    if not releves:
        return
    par_cle: dict[str, list[Point]] = {}
    for releve in releves:
        par_cle.setdefault(releve.cle, []).append(releve.point)
    with ouvrir() as executeur:
        communs = (sujet.paquet, _depart(sujet, executeur))
        for cle, reponse in executeur.lancer(calculer_point, communs, _taches(sujet, par_cle)):
            for point in par_cle[cle]:
                yield _noter(sujet, point, cle, reponse)


def _retrouver(sujet: Sujet, point: Point) -> Releve:
    """Return a point as the store knows it, or refused by the schema, or to be computed."""
    try:
        scenario = charger(sujet.charge.chemin, point.remplacements(sujet.variations)).scenario
    except EntreeInvalide as erreur:
        return Releve(point, "", echec=str(erreur), code=erreur.code)
    cle = identite(sujet.paquet.empreinte, scenario, sujet.cle_depart, sujet.reglages.identite)
    resultat = sujet.depot.lire(cle)
    return Releve(point, cle, resultat, repris=resultat is not None)


def _a_faire(releve: Releve) -> bool:
    """Tell whether a point remains to be computed."""
    return releve.resultat is None and not releve.echec


def _refuser_si_tout_est_faux(sujet: Sujet, releves: Sequence[Releve]) -> None:
    """Raise the first refusal when the schema accepts no point: the variation itself is wrong."""
    if releves and all(r.echec for r in releves):
        charger(sujet.charge.chemin, releves[0].point.remplacements(sujet.variations))


def _depart(sujet: Sujet, executeur: Executeur) -> bytes:
    """Return what every point starts from, found stored or computed; empty: start cold, the scenario has none."""
    cle, depot = sujet.cle_depart, sujet.depot
    resultat, octets = depot.lire(cle), depot.lire_depart(cle)
    if resultat is not None and (octets is not None or resultat.valeur is None):
        return octets or b""
    communs = (sujet.paquet, sujet.reglages)
    for _cle, reponse in executeur.lancer(calculer_depart, communs, [Tache(cle, ())]):
        if "resultat" in reponse:
            octets = reponse["depart"]
            if octets:
                depot.garder_depart(cle, octets)
            depot.garder(cle, Resultat.de(reponse["resultat"]), {})
    return octets or b""


def _taches(sujet: Sujet, par_cle: dict[str, list[Point]]) -> list[Tache]:
    """Return one task by identity: points that mean the same are computed once."""
    return [Tache(cle, (points[0].remplacements(sujet.variations), sujet.reglages)) for cle, points in par_cle.items()]


def _noter(sujet: Sujet, point: Point, cle: str, reponse: dict[str, object]) -> Releve:
    """Return a point that ended, once it is stored; a failure is not stored, so that the next run tries again."""
    if "resultat" not in reponse:
        code = reponse["code"]
        return Releve(point, cle, echec=str(reponse["echec"]), code=code if isinstance(code, int) else 1)
    resultat = Resultat.de(reponse["resultat"])  # type: ignore[arg-type]
    sujet.depot.garder(cle, resultat, point.remplacements(sujet.variations))
    return Releve(point, cle, resultat)
