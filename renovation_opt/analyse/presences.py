"""In which share of several programmes each cité appears, when, and with which works.

Answers for: ``presences`` and the three classes (core, disputed, outside); ``part_commune`` of two programmes.
Leaves to others: which programmes are compared (sans_regret).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from renovation_opt.instance import Instance
from renovation_opt.programme import Programme
from renovation_opt.rapports.analyses.presences import Classe


@dataclass(frozen=True, slots=True)
class Seuils:
    """A cité is core from ``socle`` of the programmes on, outside up to ``hors``, disputed between."""

    socle: Fraction = Fraction(9, 10)
    hors: Fraction = Fraction(1, 10)

    def classe(self, part: Fraction) -> Classe:
        """Return the class of a share."""
        if part >= self.socle:
            return "socle"
        return "hors" if part <= self.hors else "disputee"


@dataclass(frozen=True, slots=True)
class Presence:
    """A cité over ``total`` programmes: how many treat it, start each year there, use each bouquet there.

    ``annees``: first year of works in the cité.  ``bouquets``: at least one of its lots gets it.  ``logements``:
    dwellings treated, summed over the programmes.
    """

    total: int
    fois: int
    annees: Mapping[int, int]
    bouquets: Mapping[str, int]
    logements: int

    @property
    def part(self) -> Fraction:
        """Share of the programmes that treat the cité."""
        return Fraction(self.fois, self.total)


def presences(inst: Instance, programmes: Sequence[Programme]) -> tuple[Presence, ...]:
    """Return the presence of every cité of the instance, in its order."""
    cite_de = dict(zip(inst.operations.codes, inst.operations.cite.tolist(), strict=True))
    fois: Counter[int] = Counter()
    logements: Counter[int] = Counter()
    annees: list[Counter[int]] = [Counter() for _cite in inst.cites]
    bouquets: list[Counter[str]] = [Counter() for _cite in inst.cites]
    for programme in programmes:
        debuts: dict[int, int] = {}
        travaux: set[tuple[int, str]] = set()
        for plan in programme.plans:
            c = cite_de[plan.operation]
            debuts[c] = min(plan.debut, debuts.get(c, plan.debut))
            travaux |= {(c, bouquet) for _lot, bouquet in plan.bouquets}
        fois.update(debuts.keys())
        for c, debut in debuts.items():
            annees[c][debut] += 1
        for c, bouquet in travaux:
            bouquets[c][bouquet] += 1
        for ligne in programme.lignes:
            logements[cite_de[ligne.operation]] += ligne.logements
    return tuple(
        Presence(len(programmes), fois[c], annees[c], bouquets[c], logements[c]) for c in range(len(inst.cites))
    )


def part_commune(inst: Instance, reference: Programme, autre: Programme) -> Fraction:
    """Return the share of ``reference`` that ``autre`` repeats, weighted by dwellings.

    Counted: the dwellings of each opération that starts the same year, and those of each lot with the same bouquet.
    """
    operations = dict(zip(inst.operations.codes, inst.operations.logements.tolist(), strict=True))
    lots = dict(zip(inst.lots.codes, inst.lots.logements.tolist(), strict=True))
    debuts = {(plan.operation, plan.debut) for plan in autre.plans}
    travaux = {paire for plan in autre.plans for paire in plan.bouquets}
    total = commun = 0
    for plan in reference.plans:
        poids = [((plan.operation, plan.debut) in debuts, operations[plan.operation])]
        poids += [(paire in travaux, lots[paire[0]]) for paire in plan.bouquets]
        total += sum(n for _garde, n in poids)
        commun += sum(n for garde, n in poids if garde)
    return Fraction(commun, total) if total else Fraction(1)
