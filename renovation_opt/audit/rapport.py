"""What an audit says: the infractions, and the figures it recomputed.

Answers for: ``Constat`` (what a rule sees), ``Infraction`` (a constat signed by its rule), ``Bilan``, ``Rapport``.
Leaves to others: finding them (the rules) and printing them (rapports, cli).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

Tableau = tuple[tuple[int, ...], ...]
"""Integers by index (bailleur, fund, EPCI) then year."""


@dataclass(frozen=True, slots=True)
class Constat:
    """One breach as a rule sees it; ``message`` is translated and names the place, the finding and the limit."""

    lieu: str
    constate: str
    attendu: str
    message: str


@dataclass(frozen=True, slots=True, order=True)
class Infraction:
    """A breach, with the tag and the name of the rule that saw it."""

    tag: str
    regle: str
    lieu: str
    constate: str
    attendu: str
    message: str


@dataclass(frozen=True, slots=True)
class Tranches:
    """The slices of one fund, euros by year: available = used + carried over + lost, when nothing is overspent."""

    fonds: str
    disponible: tuple[int, ...]
    utilise: tuple[int, ...]
    reporte: tuple[int, ...]
    perdu: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EtatCible:
    """One target: its value, what is missing (0 when met; same unit) and that relative to the target's scale."""

    code: str
    souple: bool
    valeur: int
    seuil: int
    manque: int
    relatif: Fraction


@dataclass(frozen=True, slots=True)
class Bilan:
    """The figures of a programme, recomputed from its lines in integers.

    ``objectifs``: kWh, thousandths of a point, millionths of a household.  ``logements`` and ``fonds_propres_eur``
    by bailleur and year, ``aides_eur`` by fund and year, ``travaux_eur`` by EPCI and year.  ``tranches``: the funds
    that have an envelope, in the order of the instance.  ``cibles``: all targets, in the order of the instance.
    """

    objectifs: tuple[int, int, int]
    logements: Tableau
    aides_eur: Tableau
    fonds_propres_eur: Tableau
    travaux_eur: Tableau
    tranches: tuple[Tranches, ...]
    cibles: tuple[EtatCible, ...]

    @property
    def manques(self) -> dict[str, Fraction]:
        """Relative shortfall of each soft target, by code, 0 when it is met."""
        return {cible.code: cible.relatif for cible in self.cibles if cible.souple}


@dataclass(frozen=True, slots=True)
class Rapport:
    """The result of an audit: infractions in the order of the rules, then of the programme."""

    infractions: tuple[Infraction, ...]
    bilan: Bilan

    @property
    def conforme(self) -> bool:
        """Whether no rule is broken."""
        return not self.infractions


def constat(lieu: str, constate: object, attendu: object, modele: str) -> Constat:
    """Return the constat whose message is ``modele`` filled with the place, what was found and what was expected."""
    message = modele.format(lieu=lieu, constate=constate, attendu=attendu)
    return Constat(lieu, str(constate), str(attendu), message)
