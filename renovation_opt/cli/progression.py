"""Progress of a solve, on stderr: a moving bar on a terminal that can move, plain lines elsewhere, nothing when silent.

Answers for: ``suivre`` (the follower of a solve), ``phrase`` (one state of a stage, in words).
Leaves to others: bounds and gaps (moteur).
"""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column

from renovation_opt.cli.ecran import avertir, largeur, paragraphe
from renovation_opt.locale import _
from renovation_opt.moteur.suivi import Suivi, muet
from renovation_opt.rapports.typographie import ABSENT, au_plus, espaces, nombre

CHIFFRES = 4
"""Significant digits of a value that moves."""
ETROIT = 70
"""Columns below which a bar only tells the gap."""
CIBLES = "cibles"
"""The stage that minimises a shortfall; the other ones maximise."""


@contextmanager
def suivre(*, silencieux: bool) -> Iterator[tuple[Suivi, Callable[[str], None]]]:
    """Give the follower of a solve, and how to say something meanwhile."""
    if silencieux:
        yield muet, lambda _texte: None
    elif _anime():
        with _barre() as (suivi, dire):
            yield suivi, dire
    else:
        yield Lignes(), lambda texte: avertir(paragraphe(texte))


def _anime() -> bool:
    """Tell whether stderr is a terminal where a line can be drawn again."""
    return sys.stderr.isatty() and os.environ.get("TERM", "") not in {"dumb", "unknown"}


class Lignes:
    """Writes a line for each state that differs from the previous one."""

    def __init__(self) -> None:
        """Start with nothing said."""
        self.derniere = ""

    def __call__(self, etape: str, valeur: float, borne: float) -> None:
        """Write the state of a stage when it moved."""
        ligne = phrase(etape, valeur, borne)
        if ligne != self.derniere:
            avertir(paragraphe(ligne, suite="  "))
            self.derniere = ligne


class Barre:
    """Moves one bar per stage: how much of the bound the best programme reaches."""

    def __init__(self, progression: Progress) -> None:
        """Start without any stage."""
        self.progression = progression
        self.taches: dict[str, TaskID] = {}

    def __call__(self, etape: str, valeur: float, borne: float) -> None:
        """Move the bar of a stage."""
        if etape not in self.taches:
            self.taches[etape] = self.progression.add_task(nom_etape(etape), total=1.0, etat="")
        ecart = _ecart(etape, valeur, borne)
        texte = _("écart {ecart}") if largeur() < ETROIT else _("programme {valeur}, borne {borne}, écart {ecart}")
        etat = texte.format(**_mots(etape, valeur, borne))
        fait = 0.0 if ecart is None else max(0.0, 1.0 - ecart)
        self.progression.update(self.taches[etape], completed=fait, etat=espaces(etat))


@contextmanager
def _barre() -> Iterator[tuple[Suivi, Callable[[str], None]]]:
    """Give a bar that lives as long as the solve."""
    console = Console(stderr=True, width=largeur(), highlight=False)
    entier = Column(no_wrap=True)
    colonnes = (
        TextColumn("{task.description}", table_column=entier),
        BarColumn(bar_width=None),
        TextColumn("{task.fields[etat]}", table_column=entier),
        TimeElapsedColumn(table_column=Column(no_wrap=True, min_width=7)),
    )
    with Progress(*colonnes, console=console, expand=True) as progression:
        yield Barre(progression), lambda texte: console.print(espaces(texte), markup=False)


def phrase(etape: str, valeur: float, borne: float) -> str:
    """Return the state of a stage in words."""
    texte = _("{etape} : programme {valeur}, borne {borne}, écart {ecart}")
    return texte.format(etape=nom_etape(etape), **_mots(etape, valeur, borne))


def nom_etape(code: str) -> str:
    """Return the name of a stage."""
    mots = {
        CIBLES: _("Cibles"),
        "ponderee": _("Objectif"),
        "equilibre": _("Équilibre"),
        "energie": _("Énergie"),
        "patrimoine": _("Patrimoine"),
        "mixite": _("Mixité sociale"),
        "ressemblance": _("Ressemblance"),
    }
    return mots.get(code, code)


def _mots(etape: str, valeur: float, borne: float) -> dict[str, str]:
    """Return value, bound and gap as they are written; a shortfall, which is minimised, without its sign."""
    ecart = _ecart(etape, valeur, borne)
    return {
        "valeur": _chiffres(valeur),
        "borne": _chiffres(borne),
        "ecart": ABSENT if ecart is None else au_plus(ecart),
    }


def _ecart(etape: str, valeur: float, borne: float) -> float | None:
    """Return the gap as ``Etape.ecart`` counts it (a shortfall is a share already), ``None`` without programme."""
    if not (math.isfinite(valeur) and math.isfinite(borne)):
        return None
    echelle = 1.0 if etape == CIBLES else max(abs(valeur), abs(borne))
    return max(0.0, borne - valeur) / echelle if echelle else 0.0


def _chiffres(valeur: float) -> str:
    """Return a value with four significant digits."""
    if not math.isfinite(valeur) or not valeur:
        return ABSENT if valeur else nombre(0)
    return nombre(abs(valeur), max(0, CHIFFRES - 1 - math.floor(math.log10(abs(valeur)))))
