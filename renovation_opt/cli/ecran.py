"""What reaches the terminal: wrapped to its width, French typography, results on stdout, the rest on stderr.

Answers for: ``dire``, ``avertir``, ``paragraphe``, ``largeur``.
Leaves to others: the words.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import shutil
import sys
import textwrap
import unicodedata

import typer

from renovation_opt.locale import _
from renovation_opt.rapports.typographie import lier

LARGEUR = 80
LARGEUR_MAX = 100
TRANSLITERE = "renovation_opt.translitere"
_PLAINS = {
    **dict.fromkeys("━╸╺–—", "-"),
    **dict.fromkeys("«»“”", '"'),
    "█": "#",
    "’": "'",
    "…": "...",
    "€": "EUR",
    "≥": ">=",
    "≤": "<=",
    "×": "x",
    "œ": "oe",
    "Œ": "OE",
}
"""What is written for a character that the terminal lacks and that has no plain letter."""
INTERROMPU = 130
"""Exit code of a command stopped by Ctrl-C outside a solve, as shells expect it."""


def preparer() -> None:
    """Make both streams write what they can rather than fail on a character their encoding lacks."""
    codecs.register_error(TRANSLITERE, _translitterer)
    for flux in (sys.stdout, sys.stderr):
        if isinstance(flux, io.TextIOWrapper):
            with contextlib.suppress(ValueError, OSError):
                flux.reconfigure(errors=TRANSLITERE)


def _translitterer(erreur: UnicodeError) -> tuple[str, int]:
    """Return what stands for characters that an encoding lacks: a plain space, a letter without its accent."""
    if not isinstance(erreur, UnicodeEncodeError):
        raise erreur
    texte = erreur.object[erreur.start : erreur.end]
    return "".join(_PLAINS.get(c) or _sans_accent(c) for c in texte), erreur.end


def _sans_accent(caractere: str) -> str:
    """Return the plain letters of a character, a question mark when it has none."""
    return unicodedata.normalize("NFKD", caractere).encode("ascii", "ignore").decode() or "?"


def largeur() -> int:
    """Return the columns to write on: those of the terminal, at most 100; 80 when there is none."""
    return min(shutil.get_terminal_size((LARGEUR, 24)).columns, LARGEUR_MAX)


def paragraphe(texte: str, debut: str = "", suite: str | None = None) -> str:
    """Return a text wrapped to the width; ``debut`` opens the first line, ``suite`` the next ones."""
    return textwrap.fill(
        lier(texte),
        max(largeur(), 40),
        initial_indent=debut,
        subsequent_indent=" " * len(debut) if suite is None else suite,
        break_long_words=False,
        break_on_hyphens=False,
    )


def dire(texte: str = "") -> None:
    """Write a result on stdout."""
    typer.echo(texte)


def avertir(texte: str = "") -> None:
    """Write a message on stderr."""
    typer.echo(texte, err=True)


def interrompu() -> int:
    """Say that a command was interrupted; return the exit code."""
    avertir()
    avertir(paragraphe(_("Interrompu. Rien n'a été écrit ; un rapport précédent est intact.")))
    return INTERROMPU
