"""Message catalogues: French is the source language, the others are read from ``<langue>.po``.

Answers for: ``_`` (translate), ``choisir_langue``, ``langue``.
Leaves to others: which language to choose (cli) and number formats (rapports, through Babel).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LANGUES = ("fr", "en")
_courante = "fr"


@cache
def catalogue(langue: str) -> dict[str, str]:
    """Return msgid -> translation for ``langue``; empty for French, the source language."""
    if langue == "fr":
        return {}
    with (Path(__file__).parent / f"{langue}.po").open("rb") as fichier:
        lu = read_po(fichier, locale=langue)
    return {str(m.id): str(m.string) for m in lu if m.id and m.string}


def choisir_langue(langue: str) -> None:
    """Make ``langue`` ("fr" or "en") the language of every later message; others fall back to French."""
    global _courante  # noqa: PLW0603 - one process speaks one language
    _courante = langue if langue in LANGUES else "fr"


def langue() -> str:
    """Return the current language."""
    return _courante


def _(message: str) -> str:
    """Translate a French source message into the current language."""
    return catalogue(_courante).get(message, message)
