"""Following a solve: limits in work and time, progress, interruption.

Answers for: ``Budget`` (when to stop) and the ``Suivi`` protocol (who is told).
Leaves to others: showing progress (cli).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf
from typing import Protocol

from renovation_opt.programme import Limite, Programme


class Suivi(Protocol):
    """Told of every progress of a solve."""

    def __call__(self, etape: str, valeur: float, borne: float) -> None:
        """Stage, value of the best programme (-inf when none) and bound, both maximised."""


def muet(etape: str, valeur: float, borne: float) -> None:
    """Follow nothing."""


@dataclass(slots=True)
class Budget:
    """When to stop: ``temps_s`` seconds since creation (safety), ``tours`` rounds of search per stage (work).

    ``trouve``: whether the stage at work has a programme; without one it goes on beyond its share of the time, and for
    ``sursis`` rounds more, since the next ones look longer.
    Results depend on the clock only when ``temps_s`` is nearly reached before the rounds are spent: a search begins
    only what it has time to end.
    """

    temps_s: float
    tours: int
    horloge: Callable[[], float] = time.monotonic
    sursis: int = 1
    interrompu: bool = False
    trouve: bool = False
    _debut: float = field(init=False)
    _cession: float = field(init=False, default=inf)
    """Reading of the clock at which the stage at work gives way to the next ones."""

    def __post_init__(self) -> None:
        """Start the clock."""
        self._debut = self.horloge()

    def partager(self, etapes: int) -> None:
        """Let the stage that begins take its share of what is left, ``etapes`` stages to go, itself included."""
        self._cession = inf if etapes <= 1 else self.horloge() + self.reste_s / etapes

    def cede(self) -> bool:
        """Tell whether the stage at work has had its share: with a programme, it is time for the next one."""
        return self.trouve and self.horloge() >= self._cession

    @property
    def reste_s(self) -> float:
        """Seconds left."""
        return self.temps_s - (self.horloge() - self._debut)

    @property
    def part_s(self) -> float:
        """Seconds left to the stage at work."""
        return min(self.reste_s, self._cession - self.horloge()) if self.trouve else self.reste_s

    def epuise(self) -> bool:
        """Tell whether the time is over or the user asked to stop."""
        return self.interrompu or self.reste_s <= 0

    def limite(self, tours: int) -> Limite | None:
        """Return what stops the search after ``tours`` rounds, if anything."""
        if self.interrompu:
            return Limite.INTERRUPTION
        if self.reste_s <= 0:
            return Limite.TEMPS
        return Limite.TRAVAIL if tours >= self.tours + (0 if self.trouve else self.sursis) else None


Controle = Callable[[Programme], bool]
"""Tells whether a programme passes the audit, given by the composition root so that the engine knows nothing of it."""
