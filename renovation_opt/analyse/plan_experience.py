"""Which combinations of values a sweep computes: every one (grid), or N spread evenly (Latin hypercube).

Answers for: ``grille``, ``hypercube``, ``ordonner``.
Leaves to others: reading the variations, computing the points.

McKay, Beckman, Conover (1979), A comparison of three methods for selecting values of input variables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from math import prod

from renovation_opt.analyse.variations import OPTION, Point, Valeur, Variation
from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.locale import _

POINTS_MAX = 10_000
GRAINE = 1


def grille(variations: Sequence[Variation]) -> tuple[Point, ...]:
    """Return every combination of the values listed, the last variation moving fastest."""
    for variation in variations:
        if not variation.valeurs:
            message = _("une grille demande un pas à chaque intervalle")
            raise _refus(variation.nom, message, _("Ajoutez « :pas », ou demandez --plan hypercube --points N"))
    nombre = prod(len(v.valeurs) for v in variations)
    _refuser_exces(nombre)
    return _numeroter(product(*(v.valeurs for v in variations)))


def hypercube(variations: Sequence[Variation], points: int, graine: int = GRAINE) -> tuple[Point, ...]:
    """Return at most ``points`` combinations: the range of each variation is cut in as many slices, each used once.

    The same seed gives the same points; combinations that rounding makes equal are kept once.
    """
    from scipy.stats import qmc  # noqa: PLC0415 - half a second that other commands need not pay

    _refuser_exces(points)
    tirage = qmc.LatinHypercube(len(variations), rng=graine).random(points)
    combinaisons = (tuple(v.en(float(part)) for v, part in zip(variations, parts, strict=True)) for parts in tirage)
    return _numeroter(dict.fromkeys(combinaisons))


def ordonner(points: Sequence[Point]) -> list[Point]:
    """Return the points from coarse to fine: ends first, then middles, so that an early stop leaves a whole curve."""
    nombre = len(points)
    bits = max(1, (nombre - 1).bit_length())
    miroir = sorted(range(1 << bits), key=lambda i: int(f"{i:0{bits}b}"[::-1], 2))
    premiers = [0, nombre - 1] if nombre > 1 else [0] * nombre
    return [points[i] for i in dict.fromkeys((*premiers, *(i for i in miroir if i < nombre)))]


def _numeroter(combinaisons: Iterable[tuple[Valeur, ...]]) -> tuple[Point, ...]:
    """Return the points of a plan, numbered."""
    return tuple(Point(rang, valeurs) for rang, valeurs in enumerate(combinaisons))


def _refuser_exces(nombre: int) -> None:
    """Raise when a plan has more points than anyone will read."""
    if nombre > POINTS_MAX:
        message = _("ce plan a trop de points ({n}, {maximum} au plus)").format(n=nombre, maximum=POINTS_MAX)
        raise _refus(str(nombre), message, _("Agrandissez les pas, ou demandez --plan hypercube --points N"))


def _refus(trouve: str, message: str, remede: str) -> EntreeInvalide:
    """Return the error of a plan."""
    return EntreeInvalide([Probleme(message, cle=OPTION, trouve=trouve, remede=remede)])
