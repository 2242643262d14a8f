"""Colours of the drawings: readable on white, distinct in the usual forms of colour blindness."""

from __future__ import annotations

SERIES = (
    "#1f3a5f",
    "#c8553d",
    "#2a8c82",
    "#b07d0a",
    "#6a4c93",
    "#4a86c5",
    "#7a8793",
    "#9c3d6e",
    "#5c6b2f",
    "#5c4033",
)
DPE = {
    "A": "#009c6d",
    "B": "#52b153",
    "C": "#9bc76b",
    "D": "#e9d81b",
    "E": "#f0b50f",
    "F": "#eb8235",
    "G": "#d7221f",
}
NEUTRE = "#b8c0c8"
ENCRE = "#1c2733"
GRILLE = "#d5dbe1"
_DEGRADE = ((68, 1, 84), (59, 82, 139), (33, 145, 140), (94, 201, 98), (225, 215, 40))


def serie(rang: int) -> str:
    """Return the colour of a series; colours come back after the last."""
    return SERIES[rang % len(SERIES)]


def degrade(part: float) -> str:
    """Return a colour between the first (0) and the last (1) of a scale whose lightness grows."""
    position = min(max(part, 0.0), 1.0) * (len(_DEGRADE) - 1)
    rang = min(int(position), len(_DEGRADE) - 2)
    reste = position - rang
    melange = (round(x + (y - x) * reste) for x, y in zip(_DEGRADE[rang], _DEGRADE[rang + 1], strict=True))
    return "#" + "".join(f"{c:02x}" for c in melange)
