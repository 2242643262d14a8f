"""The frontier of the three objectives: programmes that none other beats everywhere, with what is proven of each.

Answers for: ``tracer``: which solves are run, in which order, and what is kept.
Leaves to others: one solve (banc), dominance, the cells (grille), the proofs (preuves), picking (choisir).

Augmented epsilon-constraint method: one objective is maximised under floors on the two others, plus a small reward for
what exceeds the floors (Mavrotas 2009, AUGMECON), which also makes the payoff table lexicographic; grid between the
ends of that table, bypass coefficient and early exit (Mavrotas & Florios 2013, AUGMECON2); flags over every loop
(Nikas et al. 2022, AUGMECON-R).
Then the largest holes are filled until enough points are known or none is left (after Kirlik & Sayin 2014); cells whose
floors leave little room come last.  Every solve starts from the best programme known that passes its floors.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from math import floor, inf, isqrt

from renovation_opt.analyse import dominance
from renovation_opt.analyse.banc import Banc, ponderee
from renovation_opt.analyse.dominance import Reel3, Triplet
from renovation_opt.analyse.frontiere import Frontiere, Origine, Point
from renovation_opt.analyse.grille import Couverture, Paire, a_combler, niveaux
from renovation_opt.analyse.preuves import SANS_PLANCHER, Coupe, benson, marges
from renovation_opt.errors import ArretSansProgramme, ProgrammeImpossible
from renovation_opt.instance import Instance, Objectif
from renovation_opt.moteur.reprise import Reprise
from renovation_opt.moteur.resolution import ecart_relatif
from renovation_opt.programme import Solution

RECOMPENSE = Fraction(1, 1000)
"""What the whole range of an objective above its floor is worth, as a share of the range of the one maximised."""
POINTS = 30
POINTS_MIN = 4
RESOLUTIONS_PAR_POINT = 2
"""Solves at most for each point wanted: some find a point that is known, or beaten by another."""
FINESSE = 10
"""A cell starts from a neighbour, and must find another programme: half way from it to the bound when that is finer
than the gap asked, but no finer than the gap asked over this."""
EXIGENCE = 2.8
"""Cells whose rows demand more than so many times their value, at their prices, come last: nine of them, in two runs of
the reference, took 30 to 72 s each, four for nothing, where the others take 10 to 30 s."""
PREUVE = 1e-6
"""Relative gap under which a solve is called optimal."""
Annonce = Callable[[int, int], None]
"""Told how many points are known, and how many are wanted."""


@dataclass(slots=True)
class Trace:
    """A frontier in the making."""

    banc: Banc
    annoncer: Annonce
    voulus: int
    trouves: list[Point] = field(default_factory=list)
    reprises: list[Reprise | None] = field(default_factory=list)
    coupes: list[Coupe] = field(default_factory=list)
    couverture: Couverture = field(default_factory=Couverture)
    resolutions: int = 0
    principal: int = 0
    exact: bool = True
    haut: Triplet = (0, 0, 0)
    bas: Triplet = (0, 0, 0)
    ecarts: list[float] = field(default_factory=lambda: [0.0, 0.0, 0.0])
    """Gap of the best value known of each objective."""

    @property
    def autres(self) -> Paire:
        """The two objectives under floors."""
        premier, second = (j for j in range(3) if j != self.principal)
        return premier, second

    def ordonner(self, point: Triplet) -> Triplet:
        """Return the value maximised, then those of the two objectives under floors."""
        return point[self.principal], point[self.autres[0]], point[self.autres[1]]

    @property
    def epuisee(self) -> bool:
        """Whether nothing more is to be solved."""
        return self.banc.arrete or self.resolutions >= RESOLUTIONS_PAR_POINT * self.voulus

    @property
    def finie(self) -> bool:
        """Whether enough points are known, or nothing more is to be solved."""
        return self.epuisee or len(self.distincts) >= self.voulus

    @property
    def distincts(self) -> list[Triplet]:
        """Points that none other dominates so far."""
        tous = [point.objectifs for point in self.trouves]
        return [tous[rang] for rang in dominance.non_domines(tous)]


def tracer(
    banc: Banc, voulus: int = POINTS, tolerance: float = 0.02, annoncer: Annonce = lambda _n, _v: None
) -> Frontiere:
    """Return the frontier of the instance of ``banc``: at most ``voulus`` points, fewer when there are no more.

    ``tolerance``: share of the best of each objective under which a margin proves a point.  Time and Ctrl-C stop the
    exploration; what is found is kept.  Raises ProgrammeImpossible, ArretSansProgramme when there is no point at all.
    """
    trace = Trace(banc, annoncer, max(POINTS_MIN, voulus))
    _scenario(trace)
    _table_des_gains(trace)
    banc.budget.sursis = 0
    _parcourir_grille(trace)
    complete = False
    for etroites in (False, True):
        complete = _combler(trace, etroites=etroites)
        while not trace.finie and (case := trace.couverture.reprendre()) is not None:
            if trace.couverture.ouverte(case):
                _case(trace, case, "comblement", remettre=False)
            complete = _combler(trace, etroites=etroites)
    return _conclure(trace, tolerance, complete=complete)


def _scenario(trace: Trace) -> None:
    """Solve the scenario itself: its programme belongs to the frontier, and warms the others."""
    _ajouter(trace, trace.banc.inst, "scenario")


def _table_des_gains(trace: Trace) -> None:
    """Maximise each objective, the two others by their rewards only: the payoff table, its ends and its bounds."""
    seules = _bornes_seules(trace)
    for j in range(3):
        if trace.banc.arrete:
            break
        solution = _ajouter(trace, trace.banc.objectif(augmente(seules, (0, 0, 0), j, [])), "extreme")
        trace.ecarts[j] = solution.etapes[-1].ecart
    points = [point.objectifs for point in trace.trouves]
    trace.haut, trace.bas = dominance.ideal(points), dominance.nadir(points)
    etendues = [h - b for h, b in zip(trace.haut, trace.bas, strict=True)]
    trace.principal = next((j for j in range(3) if etendues[j]), 0)
    for point in trace.trouves:
        if point.origine == "extreme" and point.objectifs[trace.principal] == trace.haut[trace.principal]:
            trace.couverture.reponses.append(((SANS_PLANCHER, SANS_PLANCHER), trace.ordonner(point.objectifs)))


def _bornes_seules(trace: Trace) -> Triplet:
    """Return the bound of each objective alone, and keep it as a proof; no programme is sought."""
    bornes = []
    for j in range(3):
        poids = [Fraction(int(k == j)) for k in range(3)]
        objectif = ponderee((poids[0], poids[1], poids[2]), (1, 1, 1))
        borne = trace.banc.relaxer(trace.banc.objectif(objectif)).borne
        trace.coupes.append(Coupe(_c(objectif), borne))
        bornes.append(floor(borne))
    return bornes[0], bornes[1], bornes[2]


def _parcourir_grille(trace: Trace) -> None:
    """Solve the cells that no past solve answers, floors growing; leave a row at its first impossibility.

    The highest floor is the best value known less its gap: at the value itself, a search that stops at a gap has no
    room left.
    """
    cote = max(2, isqrt(max(1, trace.voulus - POINTS_MIN)))
    sommets = [max(b, h - round(ecart * h)) for h, b, ecart in zip(trace.haut, trace.bas, trace.ecarts, strict=True)]
    premiers, seconds = (niveaux(trace.bas[j], sommets[j], cote) for j in trace.autres)
    for second, premier in product(seconds, premiers):
        if trace.finie:
            return
        if trace.couverture.ouverte((premier, second)):
            _case(trace, (premier, second), "grille")


def _combler(trace: Trace, *, etroites: bool = False) -> bool:
    """Fill the largest holes until enough points are known, narrow ones when asked; tell whether none is left."""
    while not trace.epuisee:
        points = [trace.ordonner(point.objectifs) for point in trace.trouves]
        haut, bas = trace.ordonner(trace.haut), trace.ordonner(trace.bas)
        case = a_combler(trace.couverture, points, haut, bas, exact=trace.exact, etroites=etroites)
        if case is None:
            return True
        if len(trace.distincts) >= trace.voulus:
            return False
        _case(trace, case, "comblement")
    return False


def _case(trace: Trace, case: Paire, origine: Origine, *, remettre: bool = True) -> None:
    """Solve one cell and note what it says of the others; put it off when it demands much, unless told not to."""
    if any(_conflit(coupe, trace.autres, case) for coupe in trace.coupes):
        trace.couverture.impossibles.append(case)
        return
    planchers = [(j, v) for j, v in zip(trace.autres, case, strict=True) if v > SANS_PLANCHER]
    inst = trace.banc.objectif(augmente(trace.haut, trace.bas, trace.principal, planchers))
    relaxee = trace.banc.relaxer(inst)
    if not relaxee.possible:
        trace.couverture.impossibles.append(case)
        return
    if remettre and not trace.exact and relaxee.exigence > EXIGENCE:
        trace.couverture.remises[case] = relaxee.exigence
        return
    try:
        solution = _ajouter(trace, _resserrer(trace, inst, relaxee.borne), origine)
    except ProgrammeImpossible:
        trace.couverture.impossibles.append(case)
    except ArretSansProgramme:
        trace.couverture.sans_reponse.append(case)
        trace.exact = False
    else:
        trace.couverture.reponses.append((case, trace.ordonner(solution.objectifs)))


def _resserrer(trace: Trace, inst: Instance, borne: float) -> Instance:
    """Return the instance of a cell with the gap at which its search stops: that asked, or finer; see ``FINESSE``."""
    demande = inst.resolution.ecart
    connu = max((valeur for valeur, _rang in _possibles(trace, inst)), default=-inf)
    moitie = Fraction(ecart_relatif(connu, borne)) / 2 if connu > -inf else demande
    return replace(inst, resolution=replace(inst.resolution, ecart=min(demande, max(moitie, demande / FINESSE))))


def augmente(haut: Triplet, bas: Triplet, principal: int, planchers: list[tuple[int, int]]) -> Objectif:
    """Return the augmented objective: one objective, a small reward on the others, floors."""
    echelles = tuple(max(1, h) for h in haut)
    etendues = [max(1, h - b) for h, b in zip(haut, bas, strict=True)]
    poids = [
        Fraction(1)
        if j == principal
        else RECOMPENSE * Fraction(etendues[principal], echelles[principal]) * Fraction(echelles[j], etendues[j])
        for j in range(3)
    ]
    return ponderee((poids[0], poids[1], poids[2]), (echelles[0], echelles[1], echelles[2]), planchers)


def _conflit(coupe: Coupe, autres: Paire, case: Paire) -> bool:
    """Tell whether a bound on one objective alone is below its floor."""
    seuls = [j for j in range(3) if coupe.c[j] > 0]
    if len(seuls) != 1 or seuls[0] not in autres or any(p > SANS_PLANCHER for p in coupe.planchers):
        return False
    j = seuls[0]
    return case[autres.index(j)] > coupe.borne / coupe.c[j] * (1 + PREUVE)


def _ajouter(trace: Trace, inst: Instance, origine: Origine) -> Solution:
    """Solve, keep the point, its bounds, and what it leaves to the next solves."""
    trace.resolutions += 1
    solution = trace.banc.resoudre(inst, _depart(trace, inst))
    planchers = _planchers(inst.objectif)
    trace.trouves.append(Point(solution, origine, planchers))
    trace.reprises.append(trace.banc.reprise)
    trace.coupes.append(Coupe(_c(inst.objectif), solution.etapes[-1].borne, planchers))
    trace.exact &= all(etape.ecart <= PREUVE for etape in solution.etapes)
    trace.annoncer(len(trace.distincts), trace.voulus)
    return solution


def _depart(trace: Trace, inst: Instance) -> Reprise | None:
    """Return where a solve starts: the best programme known that passes its floors, and the plans met last."""
    possibles = _possibles(trace, inst)
    if not trace.reprises or trace.banc.reprise is None:
        return trace.banc.reprise
    connue = trace.reprises[-max(possibles)[1]] if possibles else None
    return Reprise(inst, trace.banc.reprise.plans, connue.programme if connue else None)


def _possibles(trace: Trace, inst: Instance) -> list[tuple[float, int]]:
    """Return (value, -rank) of the points known that pass the floors of an instance."""
    planchers, c = _planchers(inst.objectif), _c(inst.objectif)
    return [
        (sum(x * v for x, v in zip(c, point.objectifs, strict=True)), -rang)
        for rang, point in enumerate(trace.trouves)
        if all(v >= p for v, p in zip(point.objectifs, planchers, strict=True))
    ]


def _planchers(objectif: Objectif) -> Triplet:
    """Return the floors of an objective, in integers of the Instance."""
    poses = {j: int(valeur) for j, valeur, _part in objectif.planchers}
    e, p, m = (poses.get(j, SANS_PLANCHER) for j in range(3))
    return e, p, m


def _c(objectif: Objectif) -> Reel3:
    """Return the value of one integer unit of each objective."""
    e, p, m = (float(w) / (s or 1) for w, s in zip(objectif.poids, objectif.echelles, strict=True))
    return e, p, m


def _conclure(trace: Trace, tolerance: float, *, complete: bool) -> Frontiere:
    """Return the frontier: dominated points and repeats away, margins computed, helped by the test of Benson."""
    tous = [point.objectifs for point in trace.trouves]
    rangs = dominance.non_domines(tous)
    points = [_prouver(trace, trace.trouves[rang], tolerance) for rang in rangs]
    return Frontiere(
        inst=trace.banc.inst,
        avant=trace.banc.avant,
        points=tuple(points),
        tolerance=tolerance,
        meilleurs=dominance.ideal([point.objectifs for point in points]),
        resolutions=trace.resolutions,
        impossibles=len(trace.couverture.impossibles),
        sans_reponse=len(trace.couverture.sans_reponse),
        ecartes=len(tous) - len(rangs),
        complete=complete and trace.exact,
        arretee=trace.banc.arrete,
    )


def _prouver(trace: Trace, point: Point, tolerance: float) -> Point:
    """Return a point with its margins; the test of Benson is run when the bounds at hand do not prove it."""
    trouvees = marges(point.objectifs, trace.coupes, trace.haut)
    if max(trouvees) > tolerance and not trace.banc.arrete:
        poids = tuple(Fraction(int(h > 0)) for h in trace.haut)
        objectif = ponderee(
            (poids[0], poids[1], poids[2]),
            (max(1, trace.haut[0]), max(1, trace.haut[1]), max(1, trace.haut[2])),
            list(enumerate(point.objectifs)),
        )
        borne = trace.banc.relaxer(trace.banc.objectif(objectif)).borne
        trace.coupes.append(benson(point.objectifs, trace.haut, borne))
        trouvees = marges(point.objectifs, trace.coupes, trace.haut)
    return replace(point, marges=trouvees)
