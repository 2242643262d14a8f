"""Progress of a long list of solves, on stderr: a bar on a terminal, plain lines elsewhere, nothing when silent.

Answers for: ``avancer``.
Leaves to others: the progress of one solve (progression).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from renovation_opt.cli.ecran import avertir, largeur, paragraphe
from renovation_opt.locale import _
from renovation_opt.rapports.typographie import espaces

LIGNES = 10
"""Lines written, at most, when there is no terminal."""
Avancement = Callable[[int, int], None]
"""Told of (solves done, solves in all)."""


@contextmanager
def avancer(libelle: str, *, silencieux: bool) -> Iterator[tuple[Avancement, Callable[[str], None]]]:
    """Give how to tell that some solves of a list are done, and how to say something meanwhile."""
    if silencieux:
        yield lambda _fait, _total: None, lambda _texte: None
    elif sys.stderr.isatty():
        with _barre(libelle) as outils:
            yield outils
    else:
        yield _Lignes(libelle), lambda texte: avertir(paragraphe(texte))


class _Lignes:
    """Writes a line each time a tenth more is done."""

    def __init__(self, libelle: str) -> None:
        """Start with nothing said."""
        self.libelle, self.dit = libelle, -1

    def __call__(self, fait: int, total: int) -> None:
        """Write how much is done, when it is worth a line."""
        dixieme = LIGNES * fait // max(1, total)
        if dixieme > self.dit:
            self.dit = dixieme
            texte = _("{libelle} : {fait} sur {total}").format(libelle=self.libelle, fait=fait, total=total)
            avertir(paragraphe(texte))


@contextmanager
def _barre(libelle: str) -> Iterator[tuple[Avancement, Callable[[str], None]]]:
    """Give a bar that lives as long as the solves."""
    console = Console(stderr=True, width=largeur(), highlight=False)
    colonnes = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*colonnes, console=console) as progression:
        tache = progression.add_task(libelle, total=None)
        yield (
            lambda fait, total: progression.update(tache, completed=fait, total=total),
            lambda texte: console.print(espaces(texte), markup=False),
        )
