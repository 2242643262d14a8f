"""The page of an analysis: one self-contained file, charts linked with their table.

Answers for: ``octets`` and what such a page is made of (``PageAnalyse`` and its parts).
Leaves to others: the content (page_frontiere, page_presences), charts (rapports.graphiques), rendering (page.gabarit).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from renovation_opt.locale import _, langue
from renovation_opt.rapports import graphiques
from renovation_opt.rapports.graphiques import Graphique
from renovation_opt.rapports.page.gabarit import lire, rendre
from renovation_opt.rapports.page.modele import Carton, Cellule, Dessin, Entete

GABARIT = "analyse.html.j2"


@dataclass(frozen=True, slots=True)
class Rangee:
    """A row; ``cle`` links it with the charts, ``parts`` are what the floors of the page compare."""

    cellules: tuple[Cellule, ...]
    cle: str = ""
    parts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class TableauLie:
    """A table whose rows may be linked with the charts of the page."""

    legende: str
    entetes: tuple[Entete, ...]
    rangees: tuple[Rangee, ...]


@dataclass(frozen=True, slots=True)
class Reglette:
    """A floor that the reader may move, between two shares."""

    libelle: str
    minimum: float
    maximum: float
    texte: str


@dataclass(frozen=True, slots=True)
class SectionAnalyse:
    """A section of the page.  ``invite`` and ``compte``: the words of its floors, ``{n}`` and ``{total}`` filled."""

    ancre: str
    titre: str
    textes: tuple[str, ...] = ()
    cartons: tuple[Carton, ...] = ()
    graphiques: tuple[Graphique, ...] = ()
    dessins: tuple[Dessin, ...] = ()
    tableaux: tuple[TableauLie, ...] = ()
    reglettes: tuple[Reglette, ...] = ()
    invite: str = ""
    compte: str = ""


@dataclass(frozen=True, slots=True)
class PageAnalyse:
    """The whole page; ``constats``: (class of style, sentence)."""

    titre: str
    question: str
    constats: tuple[tuple[str, str], ...]
    sections: tuple[SectionAnalyse, ...]
    surtitre: str
    langue: str = field(default_factory=langue)

    @property
    def textes(self) -> Mapping[str, str]:
        """The words that every page has."""
        return {
            "surtitre": self.surtitre,
            "aller": _("Aller au contenu"),
            "pied": _("Ce rapport est un seul fichier : il ne charge rien et se lit hors ligne."),
        }


def octets(page: PageAnalyse) -> bytes:
    """Return the bytes of the page, in the current language."""
    scripts = (graphiques.bibliotheque(), lire("analyse.js"))
    politique = graphiques.politique(scripts)
    return rendre(GABARIT, page=page, scripts=scripts, politique=politique, reglages=graphiques.reglages())
