"""One solve of a method: what is maximised, under which coupling rows.

Answers for: ``But`` (objective weights and cost of the columns) and the scaling that keeps solvers at ease.
Leaves to others: the sequence of solves (methodes).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from renovation_opt.couplage.base import Couplage
from renovation_opt.instance import Ints

Reels = NDArray[np.float64]


def produit(a: Reels, b: Reels | Ints) -> Reels:
    """Return the sum over the last axis of ``a`` x ``b``, added in an order that nothing changes.

    BLAS (``a @ b``) adds in the order that suits the processor: one last bit leads the simplex, and the search after
    it, elsewhere on another machine.
    """
    return np.asarray((a * b).sum(axis=-1))


@dataclass(frozen=True, slots=True, eq=False)
class Fidelite:
    """What a plan earns for looking like a programme: ``choix`` [P] per dwelling, ``chantier`` [K] per opération."""

    choix: Ints
    chantier: Ints

    @property
    def attire(self) -> bool:
        """Whether likeness is sought, not avoided."""
        return bool(self.choix.max(initial=0) > 0 or self.chantier.max(initial=0) > 0)


@dataclass(frozen=True, slots=True, eq=False)
class But:
    """Maximise  c . objectives - manque * (total relative shortfall) + gains . columns + fidelite  under ``couplage``.

    ``c``: [3] value of one integer unit of each objective.  ``manque``: 1 in the stage of soft targets, else 0.
    ``gains``: name of a column -> value of one unit of it (the smallest achievement of `equilibre`).
    ``fidelite``: points for looking like a given programme, negative to move away from it; ``None`` without.
    """

    nom: str
    unite: str
    couplage: Couplage
    c: tuple[float, float, float]
    manque: float = 0.0
    gains: tuple[tuple[str, float], ...] = ()
    fidelite: Fidelite | None = None

    def couts_colonnes(self) -> Reels:
        """Return [N] the value of one unit of each column."""
        gains = dict(self.gains)
        return np.array([gains.get(col.nom, 0.0) - self.manque * col.relatif for col in self.couplage.colonnes])

    def coefficients_colonnes(self) -> tuple[NDArray[np.int64], NDArray[np.int64], Reels]:
        """Return (row, column, coefficient) of every entry of the columns."""
        debut = {f.nom: d for f, d in zip(self.couplage.familles, self.couplage.debuts, strict=False)}
        entrees = [
            (debut[nom] + ligne, n, coefficient)
            for n, colonne in enumerate(self.couplage.colonnes)
            for nom, ligne, coefficient in colonne.coefficients
        ]
        table = np.array(entrees, dtype=np.float64).reshape(-1, 3)
        return table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), table[:, 2]
