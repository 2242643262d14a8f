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

LIGNES = 10
"""Lines written, at most, when there is no terminal."""


@contextmanager
def avancer(*, silencieux: bool) -> Iterator[Callable[[int, int], None]]:
    """Give the function told of (solves done, solves in all)."""
    if silencieux:
        yield lambda _fait, _total: None
    elif sys.stderr.isatty():
        with _barre() as suivre:
            yield suivre
    else:
        yield _Lignes()


class _Lignes:
    """Writes a line each time a tenth more is done."""

    def __init__(self) -> None:
        """Start with nothing said."""
        self.dit = -1

    def __call__(self, fait: int, total: int) -> None:
        """Write how much is done, when it is worth a line."""
        dixieme = LIGNES * fait // max(1, total)
        if dixieme > self.dit:
            self.dit = dixieme
            avertir(paragraphe(_("Points calculés : {n} sur {total}").format(n=fait, total=total)))


@contextmanager
def _barre() -> Iterator[Callable[[int, int], None]]:
    """Give a bar that lives as long as the solves."""
    console = Console(stderr=True, width=largeur(), highlight=False)
    colonnes = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*colonnes, console=console) as progression:
        tache = progression.add_task(_("Points"), total=None)
        yield lambda fait, total: progression.update(tache, completed=fait, total=total)
