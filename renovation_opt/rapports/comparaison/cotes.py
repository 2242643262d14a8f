"""One programme among those compared.

Answers for: ``Cote``: its figures, and those of the programme of the same scenario that is the most like the first.
Leaves to others: solving (analyse), the figures (tables), what differs (rangs, mouvements).
"""

from __future__ import annotations

from dataclasses import dataclass

from renovation_opt.rapports.tables import Tables

LETTRES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
COTES_MAX = len(LETTRES)


@dataclass(frozen=True, slots=True, eq=False)
class Cote:
    """A programme: ``origine`` says how it was obtained, in words.

    ``proche``: figures of the programme of this scenario the most like the first one, at most ``perte`` (share) worse
    than ``tables``; ``None`` for the first one, or when it was not looked for.
    """

    lettre: str
    nom: str
    titre: str
    origine: str
    tables: Tables
    proche: Tables | None = None
    perte: float = 0.0


def lettre(rang: int) -> str:
    """Return the letter that names the side of a rank."""
    return LETTRES[rang]
