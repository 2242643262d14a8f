"""No-regret cités: those that every reasonable programme treats.

Answers for: ``chercher``: the programmes compared (the frontier, and near-optimal ones as different as possible) and
what they have in common.
Leaves to others: the frontier (pareto), counting (presences), drawing (rapports).

Near-optimal alternatives: modelling to generate alternatives, Brill, Chang & Hopkins (1982): each new programme, at
most a given share worse than the best for the objective of the scenario, shares as little as possible with all those
before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from renovation_opt.analyse.banc import Banc
from renovation_opt.analyse.frontiere import Frontiere
from renovation_opt.analyse.pareto import tracer
from renovation_opt.analyse.presences import Presence, Seuils, part_commune, presences
from renovation_opt.errors import ArretSansProgramme, ProgrammeImpossible
from renovation_opt.instance import Instance
from renovation_opt.programme import Programme, Solution
from renovation_opt.rapports.analyses.presences import CitePresente, ProgrammeCompare, SansRegretLu

POINTS = 12
PROCHES = 6
PERTE = Fraction(1, 50)


@dataclass(frozen=True, slots=True)
class SansRegret:
    """The frontier, the best programme known for the scenario, the alternatives (fewer when no other differs).

    ``arretee``: time or the user stopped the search, of the frontier or of the alternatives.
    """

    frontiere: Frontiere
    reference: Solution
    proches: tuple[Solution, ...]
    perte: Fraction
    demandes: int
    arretee: bool

    @property
    def programmes(self) -> list[Programme]:
        """Every programme compared, each once."""
        tous = [point.solution.programme for point in self.frontiere.points]
        return [*tous, *(solution.programme for solution in self.proches)]


def chercher(
    banc: Banc,
    points: int = POINTS,
    proches: int = PROCHES,
    perte: Fraction = PERTE,
    annoncer: Callable[[int, int], None] = lambda _fait, _total: None,
) -> SansRegret:
    """Return the programmes to compare.  Raises ProgrammeImpossible, ArretSansProgramme when there is none."""
    frontiere = tracer(banc, points, annoncer=lambda fait, _total: annoncer(fait, points + proches))
    reference = max(frontiere.points, key=lambda point: valeur(banc.inst, point.solution)).solution
    trouvees: list[Solution] = []
    for rang in range(proches):
        if banc.arrete:
            break
        solution = _eloigner(banc, [reference, *trouvees], perte)
        if solution is None or solution.programme in [s.programme for s in (reference, *trouvees)]:
            break
        trouvees.append(solution)
        annoncer(len(frontiere.points) + rang + 1, points + proches)
    connus = {point.solution.programme for point in frontiere.points}
    nouvelles = tuple(solution for solution in trouvees if solution.programme not in connus)
    return SansRegret(frontiere, reference, nouvelles, perte, proches, banc.arrete)


def valeur(inst: Instance, solution: Solution) -> float:
    """Return the value of a programme for the weighted sum of the instance; -inf when it fails a floor."""
    objectif = inst.objectif
    if any(solution.objectifs[j] < plancher for j, plancher, _part in objectif.planchers):
        return float("-inf")
    poids = zip(objectif.poids, objectif.echelles, solution.objectifs, strict=True)
    return sum(float(p) * v / (e or 1) for p, e, v in poids)


def _eloigner(banc: Banc, deja: Sequence[Solution], perte: Fraction) -> Solution | None:
    """Return a programme that shares as little as possible with all of ``deja``, ``None`` when the search fails."""
    union = Programme(tuple(plan for solution in deja for plan in solution.programme.plans), ())
    try:
        return banc.approcher(banc.inst, union, perte, eloigner=True)
    except (ArretSansProgramme, ProgrammeImpossible):
        return None


def decrire(trouve: SansRegret, seuils: Seuils) -> SansRegretLu:
    """Return the result as reports see it."""
    inst, programmes = trouve.frontiere.inst, trouve.programmes
    partout = presences(inst, programmes)
    return SansRegretLu(
        nom=inst.nom,
        titre=inst.titre,
        question=inst.question,
        perte=float(trouve.perte),
        demandes=trouve.demandes,
        socle=float(seuils.socle),
        hors=float(seuils.hors),
        arretee=trouve.arretee,
        libelles={bouquet.code: bouquet.libelle for bouquet in inst.bouquets},
        programmes=tuple(_programmes(trouve)),
        cites=tuple(_cite(inst, c, presence, seuils) for c, presence in enumerate(partout)),
    )


def _programmes(trouve: SansRegret) -> list[ProgrammeCompare]:
    """Return each programme compared, and what it shares with the best of the scenario."""
    inst, meilleure = trouve.frontiere.inst, valeur(trouve.frontiere.inst, trouve.reference)
    solutions = [("frontiere", point.solution) for point in trouve.frontiere.points]
    solutions += [("proche", solution) for solution in trouve.proches]
    return [
        ProgrammeCompare(
            nature="reference" if solution is trouve.reference else nature,
            rang=rang,
            objectifs=solution.objectifs,
            perte=_perte(valeur(inst, solution), meilleure),
            commun=float(part_commune(inst, trouve.reference.programme, solution.programme)),
        )
        for rang, (nature, solution) in enumerate(solutions, start=1)
    ]


def _perte(atteint: float, meilleure: float) -> float | None:
    """Return by how much a programme is worse than the best, as a share; ``None`` when it fails a floor."""
    if atteint == float("-inf"):
        return None
    return (meilleure - atteint) / abs(meilleure) if meilleure else 0.0


def _cite(inst: Instance, c: int, presence: Presence, seuils: Seuils) -> CitePresente:
    """Return one cité as reports see it."""
    ici = [o for o in range(len(inst.operations.codes)) if inst.operations.cite[o] == c]
    bailleurs = dict.fromkeys(inst.bailleurs[int(inst.operations.bailleur[o])].libelle for o in ici)
    return CitePresente(
        cite=inst.cites[c],
        epci=inst.epci_libelles[inst.cites[c].epci],
        bailleurs=tuple(bailleurs),
        classe=seuils.classe(presence.part) if ici else "hors",
        part=float(presence.part),
        traitables=sum(int(inst.operations.logements[o]) for o in ici),
        logements_moyens=presence.logements / presence.total,
        annees={annee: n / presence.total for annee, n in sorted(presence.annees.items())},
        bouquets={code: n / presence.total for code, n in sorted(presence.bouquets.items())},
    )
