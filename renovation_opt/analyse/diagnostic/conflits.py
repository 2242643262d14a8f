"""Which statements cannot hold together: minimal sets, by a deletion filter.

Answers for: ``Enquete`` (a case, its statements, how to put any part of them to the test), ``minimal`` (the filter) and
``conflits`` (minimal sets that share no statement).
Leaves to others: statements (recensement), repairs (reparations).

Chinneck & Dravnieks (1991), Locating minimal infeasible constraint sets in linear programs.  The filter starts from
the rows that the duals of the relaxation use to prove that nothing holds: the others are dropped at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from renovation_opt.analyse.diagnostic.enonces import Cas, Enonce
from renovation_opt.audit import auditer
from renovation_opt.instance import Instance, Options
from renovation_opt.moteur.conflit import Epreuve, Recherche, chercher, eprouver
from renovation_opt.moteur.plans import Plans
from renovation_opt.moteur.suivi import Budget, Suivi, muet

CONFLITS_MAX = 5
Reconstruire = Callable[[Sequence[Enonce], tuple[str, object] | None], Instance]
"""(statements to drop, one other value of a decision) -> the instance built again."""


class Niveau(StrEnum):
    """Where a conflict is proven."""

    RELAXATION = "relaxation"
    ENTIER = "entier"


class Verdict(StrEnum):
    """What is known of a case."""

    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"
    INDECIS = "indecis"


@dataclass(slots=True)
class Enquete:
    """A case and its statements, and the means to test them.

    ``budget``: makes the limits of one search of a whole programme.  ``reconstruire``: ``None`` when the instance comes
    from no scenario; statements that decide which plans exist are then always kept.
    """

    cas: Cas
    enonces: tuple[Enonce, ...]
    budget: Callable[[], Budget]
    reconstruire: Reconstruire | None = None
    suivi: Suivi = muet
    annoncer: Callable[[str], None] = lambda _texte: None
    plans: dict[int, tuple[Options, Plans]] = field(default_factory=dict)

    def sans(self, retires: Sequence[Enonce], decalage: tuple[str, object] | None = None) -> Cas:
        """Return the case without some statements, or with another value of a decision."""
        cas = self.cas
        if self.reconstruire is not None and (decalage is not None or any(e.sans is None for e in retires)):
            cas = Cas(self.reconstruire(retires, decalage), cas.planchers)
        for enonce in retires:
            if enonce.sans is not None:
                cas = enonce.sans(cas)
        return cas

    def eprouver(self, cas: Cas) -> Epreuve:
        """Test a case on the relaxation, warmed by the plans met on instances of the same shape."""
        epreuve = eprouver(cas.inst, cas.planchers, self.connus(cas))
        self.retenir(cas, epreuve.plans)
        return epreuve

    def connus(self, cas: Cas) -> Plans | None:
        """Return the plans met on instances with the same options: they keep their ranks."""
        garde = self.plans.get(id(cas.inst.options))
        return None if garde is None else garde[1]

    def retenir(self, cas: Cas, plans: Plans) -> None:
        """Keep plans met; the options are kept with them, so that no other object takes their place."""
        self.plans[id(cas.inst.options)] = (cas.inst.options, plans)

    def chercher(self, cas: Cas) -> Recherche:
        """Look for a whole programme of a case."""
        inst = cas.inst
        return chercher(inst, cas.planchers, self.budget(), lambda p: auditer(inst, p).conforme, self.suivi)

    def verdict(self, cas: Cas, niveau: Niveau) -> Verdict:
        """Tell what is known of a case at a level."""
        if not self.eprouver(cas).possible:
            return Verdict.IMPOSSIBLE
        if niveau is Niveau.RELAXATION:
            return Verdict.POSSIBLE
        trouve = self.chercher(cas)
        if trouve.programme is not None:
            return Verdict.POSSIBLE
        return Verdict.IMPOSSIBLE if trouve.prouvee else Verdict.INDECIS


@dataclass(frozen=True, slots=True)
class Conflit:
    """A minimal set of statements that cannot hold together; each of its proper parts can.

    ``sur``: whether every one of these parts was settled; else some statement may be of no use in the set.
    """

    enonces: tuple[Enonce, ...]
    niveau: Niveau
    sur: bool = True


def conflits(enquete: Enquete, niveau: Niveau) -> tuple[Conflit, ...]:
    """Return minimal conflicting sets that share no statement; the case is known not to hold at this level."""
    trouves: list[Conflit] = []
    retires: list[Enonce] = []
    while len(trouves) < CONFLITS_MAX:
        restants = [e for e in enquete.enonces if e not in retires and _retirable(enquete, e)]
        if retires and enquete.verdict(enquete.sans(retires), niveau) is not Verdict.IMPOSSIBLE:
            break
        trouve = minimal(enquete, restants, retires, niveau)
        if not trouve.enonces:
            break
        trouves.append(trouve)
        retires += trouve.enonces
    return tuple(trouves)


def minimal(enquete: Enquete, enonces: Sequence[Enonce], retires: Sequence[Enonce], niveau: Niveau) -> Conflit:
    """Return a minimal set among ``enonces`` that cannot hold, ``retires`` being dropped already.

    Chunks are dropped as long as what is left cannot hold; one statement at a time at the end, which is what makes the
    set minimal: a statement kept once is kept for good, since fewer statements conflict less.
    """
    gardes, sur = _utiles(enquete, enonces, retires, niveau), True
    taille = max(1, len(gardes) // 2)
    while True:
        rang, sur = 0, True
        while rang < len(gardes):
            morceau = gardes[rang : rang + taille]
            reste = [e for e in gardes if e not in morceau]
            verdict = enquete.verdict(enquete.sans(_hors(enquete, reste)), niveau)
            if verdict is Verdict.IMPOSSIBLE:
                gardes = reste
            else:
                sur = sur and verdict is Verdict.POSSIBLE
                rang += taille
        if taille == 1:
            return Conflit(tuple(gardes), niveau, sur)
        taille = max(1, taille // 2)


def _utiles(enquete: Enquete, enonces: Sequence[Enonce], retires: Sequence[Enonce], niveau: Niveau) -> list[Enonce]:
    """Return the statements that the relaxation uses in its proof, and those that have no row; all of them else."""
    if niveau is Niveau.RELAXATION:
        lignes = enquete.eprouver(enquete.sans(retires)).lignes
        utiles = [e for e in enonces if not e.lignes or e.lignes & lignes]
        if enquete.verdict(enquete.sans(_hors(enquete, utiles)), niveau) is Verdict.IMPOSSIBLE:
            return utiles
    return list(enonces)


def _hors(enquete: Enquete, gardes: Sequence[Enonce]) -> list[Enonce]:
    """Return the statements to drop so that only ``gardes`` are left."""
    return [e for e in enquete.enonces if e not in gardes and _retirable(enquete, e)]


def _retirable(enquete: Enquete, enonce: Enonce) -> bool:
    """Tell whether a statement can be dropped."""
    return enonce.sans is not None or enquete.reconstruire is not None
