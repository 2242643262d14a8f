"""Pairs of entries of two lists of statements: which target, which decision of the one is which of the other.

Answers for: ``apparier``.
Leaves to others: what differs inside a pair (differences).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

Entree = dict[str, Any]
Signature = Callable[[Entree], Hashable]
Paire = tuple[int | None, int | None]
"""(rank before, rank after); ``None`` on the side where the entry is not."""


def apparier(avant: Sequence[Entree], apres: Sequence[Entree], signatures: Sequence[Signature]) -> list[Paire]:
    """Return the pairs, in the order of ``apres``, entries removed last.

    Signatures go from the strictest to the loosest: two entries that share one, and have found no stricter match, are
    the same statement; those of one signature pair in their order.
    """
    trouves: dict[int, int] = {}
    for signature in signatures:
        libres = [i for i in range(len(avant)) if i not in trouves.values()]
        for j, entree in enumerate(apres):
            if j not in trouves:
                rang = next((i for i in libres if signature(avant[i]) == signature(entree)), None)
                if rang is not None:
                    trouves[j] = rang
                    libres.remove(rang)
    retirees = [i for i in range(len(avant)) if i not in trouves.values()]
    return [(trouves.get(j), j) for j in range(len(apres))] + [(i, None) for i in retirees]


def par(*cles: str) -> Signature:
    """Return the signature made of some keys of an entry."""
    return lambda entree: tuple(str(entree.get(cle)) for cle in cles)


def entiere(entree: Entree) -> Hashable:
    """Return the signature of a whole entry."""
    return str(sorted(entree.items(), key=str))


CIBLES = (
    entiere,
    lambda entree: (par("mesure", "financement", "par", "condition", "avant")(entree), "au_plus" in entree),
    par("mesure", "financement", "par", "condition"),
    par("mesure", "financement", "par"),
)
"""A target is what it measures, of what, for whom; then its years; its threshold and softness may change."""
SIGNATURES: dict[str, tuple[Signature, ...]] = {
    "cibles": CIBLES,
    "decisions.engagees": (entiere, par("operation")),
    "decisions.imposees": (entiere, par("cite", "operation")),
    "decisions.exclues": (entiere, par("cite", "operation")),
}
"""Key of a list of statements -> how its entries are recognised."""
