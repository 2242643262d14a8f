"""Small deterministic arithmetic: rounding, floors, margins, carried remainders, seeded draws.

Nothing here knows what a dwelling is. Only additions, products and comparisons are used,
so that the same bytes come out on every machine.
"""

from collections.abc import Sequence

import numpy as np

from recette.hypotheses import GRAINE


class Tirage:
    """Uniform draws of one step, independent of the draws of the other steps."""

    def __init__(self, etape: int) -> None:
        """Seed the generator of step number `etape`."""
        self._generateur = np.random.Generator(np.random.PCG64([GRAINE, etape]))

    def entre(self, bornes: tuple[float, float]) -> float:
        """Draw uniformly between two bounds."""
        bas, haut = bornes
        return bas + (haut - bas) * float(self._generateur.random())


def arrondir(valeurs: Sequence[float], total: int) -> list[int]:
    """Round to integers that sum to `total`, largest remainders first."""
    entiers = [int(v) for v in valeurs]
    ordre = sorted(range(len(valeurs)), key=lambda i: (entiers[i] - valeurs[i], i))
    for i in ordre[: total - sum(entiers)]:
        entiers[i] += 1
    return entiers


def caler_total(poids: Sequence[float], planchers: Sequence[float], total: float) -> list[float]:
    """Return max(floor, k * weight) with k such that the sum is `total`."""
    bloques: set[int] = set()
    while True:
        libres = [i for i in range(len(poids)) if i not in bloques]
        reste = total - sum(planchers[i] for i in bloques)
        facteur = reste / sum(poids[i] for i in libres)
        nouveaux = {i for i in libres if facteur * poids[i] < planchers[i]}
        if not nouveaux:
            return [planchers[i] if i in bloques else facteur * p for i, p in enumerate(poids)]
        bloques |= nouveaux


def caler_marges(
    poids: Sequence[Sequence[float]],
    lignes: Sequence[float],
    colonnes: Sequence[float],
    tours: int = 60,
) -> list[list[float]]:
    """Scale rows and columns of a positive table in turn until both margins hold (raking)."""
    table = [list(ligne) for ligne in poids]
    for _ in range(tours):
        for j, cible in enumerate(colonnes):
            somme = sum(ligne[j] for ligne in table)
            _multiplier_colonne(table, j, cible / somme if somme else 0.0)
        for ligne, cible in zip(table, lignes, strict=True):
            somme = sum(ligne)
            ligne[:] = [v * cible / somme if somme else 0.0 for v in ligne]
    return table


def _multiplier_colonne(table: list[list[float]], j: int, facteur: float) -> None:
    for ligne in table:
        ligne[j] *= facteur


class Repartiteur:
    """Splits integers over categories without crumbs, carrying what is owed to the next split.

    A category gets nothing, or at least `minimum`; the carried remainders keep the
    totals over all the splits within a few units of the sum of the wishes.
    """

    def __init__(self, nombre: int, minimum: int) -> None:
        """Start with no debt towards any of the `nombre` categories."""
        self._dus = [0.0] * nombre
        self._minimum = minimum

    def repartir(self, total: int, voeux: Sequence[float]) -> list[int]:
        """Split `total` close to the wishes, categories that are not wished staying at zero."""
        dus = [d + v for d, v in zip(self._dus, voeux, strict=True)]
        gardes = self._gardees(total, dus, voeux)
        somme = sum(max(dus[j], 0.0) for j in gardes)
        parts = [0.0] * len(dus)
        for j in gardes:
            parts[j] = total * max(dus[j], 0.0) / somme if somme > 0 else total / len(gardes)
        entiers = self._relever(arrondir(parts, total), gardes)
        self._dus = [d - n for d, n in zip(dus, entiers, strict=True)]
        return entiers

    def _gardees(self, total: int, dus: list[float], voeux: Sequence[float]) -> list[int]:
        """Return the categories served this time: the most owed, as many as fit."""
        possibles = [j for j in range(len(dus)) if voeux[j] > 0]
        ordre = sorted(possibles, key=lambda j: (-dus[j], j))
        assez = [j for j in ordre if dus[j] >= self._minimum]
        return (assez or ordre[:1])[: max(1, total // self._minimum)]

    def _relever(self, entiers: list[int], gardes: list[int]) -> list[int]:
        """Lift the served categories to the minimum, at the expense of the largest."""
        for j in gardes[1:]:
            manque = self._minimum - entiers[j]
            if manque > 0:
                entiers[j] += manque
                entiers[max(gardes, key=lambda k: (entiers[k], -k))] -= manque
        return entiers


def couper(total: int, maximum: int) -> list[int]:
    """Cut a count into parts of similar size, none above `maximum`."""
    morceaux = -(-total // maximum)
    return [total // morceaux + (1 if i < total % morceaux else 0) for i in range(morceaux)]
