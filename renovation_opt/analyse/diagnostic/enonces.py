"""The hard statements of a scenario, one by one, in its own words.

Answers for: ``Enonce`` (what it says, where, the rows it makes, how to drop it or loosen it) and ``Cas`` (an instance
and the floors on its objectives).
Leaves to others: listing them (recensement), which ones conflict (conflits), the cheapest repairs (reparations).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from renovation_opt.instance import Instance
from renovation_opt.moteur.conflit import Ligne, Planchers


@dataclass(frozen=True, slots=True, eq=False)
class Cas:
    """What is put to the test: an instance, its soft targets left out, and floors on its objectives."""

    inst: Instance
    planchers: Planchers = ()


@dataclass(frozen=True, slots=True)
class Groupe:
    """Rows of a statement that give together.

    ``quand``: the year, or what the group is about, empty when it is the whole statement.  ``valeur``: what is written,
    in ``unite``; ``sens`` +1: giving raises it, -1: lowers it.  ``pas``: finest amount worth writing.
    ``diviseur``: integers of the rows in one unit.  ``lineaire``: giving by n adds n to the bound of its rows.
    """

    quand: str
    lignes: tuple[Ligne, ...]
    valeur: int
    unite: str
    sens: int = 1
    pas: int = 1
    diviseur: int = 1
    lineaire: bool = True


Sans = Callable[[Cas], Cas]
Desserrer = Callable[[Cas, tuple[int, ...]], Cas]
"""(case, amount of each group in its unit) -> the case with the statement loosened."""


@dataclass(frozen=True, slots=True, eq=False)
class Enonce:
    """One hard statement.

    ``cle``: dotted key of the scenario.  ``origine``: file and line.  ``sans``: the case without it, ``None`` when the
    instance must be built again (it decides which plans exist).  ``groupes`` and ``desserrer``: how it may give.
    ``decalages``: other values to try, from the nearest (decisions).
    """

    cle: str
    libelle: str
    origine: str
    sans: Sans | None
    groupes: tuple[Groupe, ...] = ()
    desserrer: Desserrer | None = None
    decalages: tuple[tuple[str, object], ...] = ()

    @property
    def lignes(self) -> frozenset[Ligne]:
        """Every row that the statement makes."""
        return frozenset(ligne for groupe in self.groupes for ligne in groupe.lignes)
