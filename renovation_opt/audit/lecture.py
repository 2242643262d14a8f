"""The programme read against the instance: every code replaced by its index, -1 when the instance does not know it.

Answers for: ``Lecture`` (what the rules receive), the lines that the plans imply.
Leaves to others: judging; nothing here raises on a malformed programme, so that every fault reaches a rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import compress

from renovation_opt.instance import Instance, repartir
from renovation_opt.programme import Ligne, PlanOperation, Programme

INCONNU = -1
Cle = tuple[int, str, str, str, str, str, int]
"""A line without its money: year, opération, lot, bouquet, parti, montage, dwellings."""


@dataclass(frozen=True, slots=True)
class LigneLue:
    """A line with its indices: year, opération, lot, choix (bouquet offered for the lot), montage.

    ``aides``: euros of the funds that pay, by index; money beyond the funds of the instance is left out.
    """

    ligne: Ligne
    a: int
    o: int
    lot: int
    p: int
    m: int
    aides: Mapping[int, int]

    @property
    def lieu(self) -> str:
        """Where the line stands: year, opération, lot."""
        return f"{self.ligne.annee}, {self.ligne.operation}, {self.ligne.lot}"


@dataclass(frozen=True, slots=True)
class LotTraite:
    """A lot named by a plan, its index, and the choix it gets."""

    code: str
    lot: int
    bouquet: str
    p: int


@dataclass(frozen=True, slots=True)
class PlanLu:
    """A plan with its indices; ``a`` is the index of the first year."""

    plan: PlanOperation
    o: int
    a: int
    m: int
    traites: tuple[LotTraite, ...]


@dataclass(frozen=True, slots=True)
class Lecture:
    """An instance and a programme, matched."""

    inst: Instance
    plans: tuple[PlanLu, ...]
    lignes: tuple[LigneLue, ...]

    def lots(self, o: int) -> range:
        """Return the indices of the lots of opération ``o``."""
        debut = self.inst.operations.lot_debut
        return range(int(debut[o]), int(debut[o + 1]))

    def bailleur(self, o: int) -> int:
        """Return the bailleur of opération ``o``, unknown for an unknown opération."""
        return int(self.inst.operations.bailleur[o]) if o >= 0 else INCONNU

    def epci(self, o: int) -> int:
        """Return the EPCI of opération ``o``, unknown for an unknown opération."""
        return int(self.inst.operations.epci[o]) if o >= 0 else INCONNU

    def operations_ouvertes(self, a: int) -> set[int]:
        """Return the opérations whose chantier is open in year ``a``: debut <= a < debut + duree."""
        annee = self.inst.annees[a]
        return {x.o for x in self.plans if x.o >= 0 and x.plan.debut <= annee < x.plan.debut + x.plan.duree}


@dataclass(slots=True)
class _Index:
    """Code -> index tables of one instance."""

    inst: Instance
    annees: dict[int, int] = field(init=False)
    operations: dict[str, int] = field(init=False)
    lots: dict[str, int] = field(init=False)
    montages: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Index the codes."""
        self.annees = {annee: a for a, annee in enumerate(self.inst.annees)}
        self.operations = _rangs(self.inst.operations.codes)
        self.lots = _rangs(self.inst.lots.codes)
        self.montages = _rangs(montage.code for montage in self.inst.montages)

    def choix(self, lot: int, bouquet: str) -> int:
        """Return the choix of ``lot`` whose bouquet has this code, unknown when it is not offered."""
        if lot < 0:
            return INCONNU
        debut = self.inst.lots.choix_debut
        offerts = range(int(debut[lot]), int(debut[lot + 1]))
        bouquets, codes = self.inst.bouquets, self.inst.choix.bouquet
        return next((p for p in offerts if bouquets[int(codes[p])].code == bouquet), INCONNU)

    def ligne(self, ligne: Ligne) -> LigneLue:
        """Match one line."""
        lot = self.lots.get(ligne.lot, INCONNU)
        return LigneLue(
            ligne,
            a=self.annees.get(ligne.annee, INCONNU),
            o=self.operations.get(ligne.operation, INCONNU),
            lot=lot,
            p=self.choix(lot, ligne.bouquet),
            m=self.montages.get(ligne.montage, INCONNU),
            aides={f: ligne.aides_eur[f] for f in compress(range(len(self.inst.fonds)), ligne.aides_eur)},
        )

    def plan(self, plan: PlanOperation) -> PlanLu:
        """Match one plan."""
        return PlanLu(
            plan,
            o=self.operations.get(plan.operation, INCONNU),
            a=self.annees.get(plan.debut, INCONNU),
            m=self.montages.get(plan.montage, INCONNU),
            traites=tuple(self._traite(code, bouquet) for code, bouquet in plan.bouquets),
        )

    def _traite(self, code: str, bouquet: str) -> LotTraite:
        lot = self.lots.get(code, INCONNU)
        return LotTraite(code, lot, bouquet, self.choix(lot, bouquet))


def lire(inst: Instance, programme: Programme) -> Lecture:
    """Match every plan and line of ``programme`` with ``inst``."""
    index = _Index(inst)
    return Lecture(
        inst,
        plans=tuple(index.plan(plan) for plan in programme.plans),
        lignes=tuple(index.ligne(ligne) for ligne in programme.lignes),
    )


def cle(ligne: Ligne) -> Cle:
    """Return the line without its money."""
    return (
        ligne.annee,
        ligne.operation,
        ligne.lot,
        ligne.bouquet,
        ligne.parti,
        ligne.montage,
        ligne.logements,
    )


def cles_attendues(inst: Instance, lu: PlanLu) -> Iterator[Cle]:
    """Yield the lines that a plan implies: its known lots spread over its years, years without a dwelling left out."""
    plan = lu.plan
    for traite in lu.traites:
        logements = int(inst.lots.logements[traite.lot]) if traite.lot >= 0 else 0
        for rang in range(min(plan.duree, logements)):
            n = repartir(logements, plan.duree, rang)
            yield (plan.debut + rang, plan.operation, traite.code, traite.bouquet, plan.parti, plan.montage, n)


def _rangs(codes: Iterable[str]) -> dict[str, int]:
    return {code: rang for rang, code in enumerate(codes)}
