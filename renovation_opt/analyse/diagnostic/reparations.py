"""The cheapest change of one statement that lets a programme exist, verified.

Answers for: ``reparer`` (a statement of a conflict -> its repair), ``appliquer`` and ``Reparation``.
Leaves to others: which statements conflict (conflits), the sentences (cli).

The relaxation gives the least that must give, and where (which year); whole programmes are then looked for with that
amount, then with more until one is found, then with less as long as one still is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from renovation_opt.analyse.diagnostic.conflits import Enquete, Niveau, Verdict
from renovation_opt.analyse.diagnostic.enonces import Cas, Enonce, Groupe
from renovation_opt.moteur.conflit import assouplir

TOLERANCE = 1e-6
ESSAIS, ESSAIS_PETIT = 6, 24
"""Whole programmes looked for, at most, to repair one statement; more on a small instance, solved at once."""
PETIT = 60
"""Opérations up to which an instance is small."""
PAS_MAX = 4_096
"""Steps after which a statement that gives by steps is taken as unable to."""
DECALAGES_MAX = 12
_CENTIEME = 100
"""The excess tried over the least amount starts from a hundredth of the value, and doubles."""


class Nature(StrEnum):
    """What is done to the statement."""

    DESSERRER = "desserrer"
    DECALER = "decaler"
    RETIRER = "retirer"


class Preuve(StrEnum):
    """How the repair is known to work."""

    ENTIER = "entier"
    """a whole programme was found, and audited"""
    RELAXATION = "relaxation"
    """the relaxation holds; no whole programme was found before the limit"""
    INSUFFISANTE = "insuffisante"
    """even without the statement, the others conflict"""


@dataclass(frozen=True, slots=True)
class Ajustement:
    """One value that changes: ``quand`` is a year, or what it is about, empty for the whole statement."""

    quand: str
    avant: str | int
    apres: str | int
    unite: str


@dataclass(frozen=True, slots=True)
class Reparation:
    """A repair; ``cout``: the share of the statement that gives, 1 when it is dropped.

    ``minimum``: total that the relaxation proves necessary, in the unit of the statement; ``None`` when it proves none.
    ``montants``: what each group of the statement gives.
    """

    enonce: Enonce
    nature: Nature
    preuve: Preuve
    ajustements: tuple[Ajustement, ...]
    cout: float
    minimum: int | None = None
    montants: tuple[int, ...] = ()


def appliquer(enquete: Enquete, reparations: Sequence[Reparation]) -> Cas | None:
    """Return the case with several repairs at once; ``None`` when two of them move decisions."""
    retires = [r.enonce for r in reparations if r.nature is Nature.RETIRER]
    deplacees = [r for r in reparations if r.nature is Nature.DECALER]
    if len(deplacees) > 1:
        return None
    decalage = next(((r.enonce.cle + "." + r.ajustements[0].quand, r.ajustements[0].apres) for r in deplacees), None)
    cas = enquete.sans(retires, None if decalage is None else (decalage[0], int(decalage[1])))
    for r in reparations:
        if r.nature is Nature.DESSERRER and r.enonce.desserrer is not None:
            cas = r.enonce.desserrer(cas, r.montants)
    return cas


def reparer(enquete: Enquete, enonce: Enonce, autres: Sequence[Enonce], niveau: Niveau) -> Reparation:
    """Return the cheapest repair of one statement, ``autres`` being dropped (they are repaired on their own)."""
    sans = enquete.sans([*autres, enonce])
    petit = len(sans.inst.operations.codes) <= PETIT
    if enquete.verdict(sans, Niveau.ENTIER if petit else Niveau.RELAXATION) is Verdict.IMPOSSIBLE:
        return Reparation(enonce, Nature.RETIRER, Preuve.INSUFFISANTE, (), 1.0)
    trouvee = None
    if enonce.desserrer is not None:
        trouvee = _desserrer(enquete, enonce, autres, niveau)
    elif enonce.decalages:
        trouvee = _decaler(enquete, enonce, autres)
    return trouvee or _retirer(enquete, enonce, autres)


def _retirer(enquete: Enquete, enonce: Enonce, autres: Sequence[Enonce]) -> Reparation:
    """Return the repair that drops a statement."""
    verdict = enquete.verdict(enquete.sans([*autres, enonce]), Niveau.ENTIER)
    preuve = {
        Verdict.POSSIBLE: Preuve.ENTIER,
        Verdict.INDECIS: Preuve.RELAXATION,
        Verdict.IMPOSSIBLE: Preuve.INSUFFISANTE,
    }[verdict]
    return Reparation(enonce, Nature.RETIRER, preuve, (), 1.0)


def _decaler(enquete: Enquete, enonce: Enonce, autres: Sequence[Enonce]) -> Reparation | None:
    """Return the nearest other value of a decision with which a programme exists."""
    for rang, (cle, valeur) in enumerate(enonce.decalages[:DECALAGES_MAX]):
        cas = enquete.sans(autres, (cle, valeur))
        if enquete.verdict(cas, Niveau.ENTIER) is Verdict.POSSIBLE:
            ajustement = Ajustement(cle.rpartition(".")[2], "", str(valeur), "")
            cout = (rang + 1) / (len(enonce.decalages) + 1)
            return Reparation(enonce, Nature.DECALER, Preuve.ENTIER, (ajustement,), cout)
    return None


def _desserrer(enquete: Enquete, enonce: Enonce, autres: Sequence[Enonce], niveau: Niveau) -> Reparation | None:
    """Return the least amounts with which a programme exists, ``None`` when none was found to be enough."""
    base = enquete.sans(autres)
    desserrer = enonce.desserrer
    assert desserrer is not None  # noqa: S101 - checked by the caller
    depart = _depart(enquete, base, enonce, niveau)
    if depart is None:
        return None

    def cas(montants: tuple[int, ...]) -> Cas:
        return desserrer(base, montants)

    minimum = _total(depart) if niveau is Niveau.RELAXATION else None
    essais = ESSAIS_PETIT if len(base.inst.operations.codes) <= PETIT else ESSAIS
    montees = _montees(enonce, depart, essais)
    trouve = _assez(lambda m: enquete.verdict(cas(m), Niveau.ENTIER), enonce.groupes, montees, essais)
    if trouve is None:
        montants, preuve = depart, Preuve.RELAXATION
        if niveau is Niveau.ENTIER:
            return None
    else:
        montants, preuve = trouve, Preuve.ENTIER
    return Reparation(
        enonce,
        Nature.DESSERRER,
        preuve,
        tuple(_ajustements(enonce.groupes, montants)),
        _cout(enonce.groupes, montants),
        minimum,
        montants,
    )


def _depart(enquete: Enquete, base: Cas, enonce: Enonce, niveau: Niveau) -> tuple[int, ...] | None:
    """Return the least amounts for the relaxation; for whole programmes alone, the finest amount of each group."""
    if niveau is Niveau.ENTIER:
        return tuple(_centieme(g) for g in enonce.groupes)
    if not all(g.lineaire for g in enonce.groupes):
        return _par_pas(enquete, base, enonce)
    groupes = [(g.lignes, float(max(1, abs(g.valeur)) * g.diviseur)) for g in enonce.groupes]
    souplesse = assouplir(base.inst, base.planchers, groupes, enquete.connus(base))
    enquete.retenir(base, souplesse.plans)
    if not souplesse.suffisante:
        return None
    return tuple(_arrondi(m / g.diviseur, g) for m, g in zip(souplesse.montants, enonce.groupes, strict=True))


def _par_pas(enquete: Enquete, base: Cas, enonce: Enonce) -> tuple[int, ...] | None:
    """Return the least number of steps for the relaxation: doubling, then halving the interval."""
    desserrer = enonce.desserrer
    assert desserrer is not None  # noqa: S101 - checked by the caller

    def tient(pas: int) -> bool:
        return enquete.eprouver(desserrer(base, (pas,))).possible

    haut = 1
    while not tient(haut):
        haut *= 2
        if haut > PAS_MAX:
            return None
    bas = haut // 2
    while haut - bas > 1:
        milieu = (bas + haut) // 2
        bas, haut = (bas, milieu) if tient(milieu) else (milieu, haut)
    return (haut,)


def _arrondi(montant: float, groupe: Groupe) -> int:
    """Return an amount rounded up to its step; 0 stays 0."""
    return ceil(montant / groupe.pas - TOLERANCE) * groupe.pas if montant > TOLERANCE * groupe.pas else 0


def _centieme(groupe: Groupe) -> int:
    """Return a hundredth of the value of a group, rounded up to its step."""
    return max(groupe.pas, _arrondi(abs(groupe.valeur) / _CENTIEME, groupe))


def _montees(enonce: Enonce, depart: tuple[int, ...], essais: int) -> Iterator[tuple[int, ...]]:
    """Yield growing amounts from the least one; groups that need not give do not."""
    for essai in range(essais):
        exces = (_centieme(g) * (2**essai - 1) if m else 0 for m, g in zip(depart, enonce.groupes, strict=True))
        yield tuple(m + e for m, e in zip(depart, exces, strict=True))


def _assez(
    essayer: Callable[[tuple[int, ...]], Verdict],
    groupes: Sequence[Groupe],
    montees: Iterator[tuple[int, ...]],
    essais_max: int,
) -> tuple[int, ...] | None:
    """Return the least amounts found to be enough: climb until one is, then come down as long as one still is."""
    bas: tuple[int, ...] | None = None
    haut: tuple[int, ...] | None = None
    essais = 0
    for montants in montees:
        essais += 1
        if essayer(montants) is Verdict.POSSIBLE:
            haut = montants
            break
        bas = montants
    if haut is None or bas is None:
        return haut
    while essais < essais_max and (milieu := _milieu(groupes, bas, haut)) not in (bas, haut):
        essais += 1
        bas, haut = (bas, milieu) if essayer(milieu) is Verdict.POSSIBLE else (milieu, haut)
    return haut


def _milieu(groupes: Sequence[Groupe], bas: Sequence[int], haut: Sequence[int]) -> tuple[int, ...]:
    """Return amounts half-way, in whole steps."""
    return tuple(b + (h - b) // g.pas // 2 * g.pas for g, b, h in zip(groupes, bas, haut, strict=True))


def _ajustements(groupes: Sequence[Groupe], montants: Sequence[int]) -> Iterator[Ajustement]:
    """Yield the values that change."""
    for groupe, montant in zip(groupes, montants, strict=True):
        if montant:
            apres = groupe.valeur + groupe.sens * montant
            yield Ajustement(groupe.quand, groupe.valeur, apres, groupe.unite)


def _cout(groupes: Sequence[Groupe], montants: Sequence[int]) -> float:
    """Return the share of a statement that gives."""
    total = sum(max(1, abs(g.valeur)) for g in groupes)
    return _total(montants) / total


def _total(montants: Sequence[int]) -> int:
    """Return the sum of amounts."""
    return sum(montants)
