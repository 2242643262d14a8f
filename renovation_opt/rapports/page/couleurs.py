"""Colours of the drawings, told apart in the usual forms of colour blindness.

Answers for: ``SERIES`` (Okabe and Ito's palette, darkest first, yellow last, then three more), ``degrade`` (viridis,
whose lightness grows), the colours of energy classes.  Drawings outline light colours, so that they stand out on white.
"""

from __future__ import annotations

SERIES = (
    "#0072b2",
    "#e69f00",
    "#009e73",
    "#d55e00",
    "#cc79a7",
    "#56b4e9",
    "#5c4033",
    "#f0e442",
    "#4d4d4d",
    "#8c8c00",
    "#aa4499",
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
NEUTRE = "#8a949e"
ENCRE = "#1c2733"
GRILLE = "#d5dbe1"
_DEGRADE = ((68, 1, 84), (59, 82, 139), (33, 145, 140), (94, 201, 98), (253, 231, 37))


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
