"""What a page is made of: sections that hold figures, tables and drawings, all text ready to be read.

Answers for: the frozen objects that the template draws without knowing what they mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from renovation_opt.rapports.colonnes import Colonne, somme, texte
from renovation_opt.rapports.graphiques import Graphique
from renovation_opt.rapports.typographie import ABSENT

_DENSE, _ETROIT, _COURT = 11, 4, 15


@dataclass(frozen=True, slots=True)
class Entete:
    """The header of a column."""

    texte: str
    numerique: bool = False


@dataclass(frozen=True, slots=True)
class Cellule:
    """One cell: its text, a CSS class, its number when it is one (to sort and to export), how full its bar is (0–1)."""

    texte: str
    classe: str = ""
    valeur: float | int | None = None
    part: float | None = None


@dataclass(frozen=True, slots=True)
class Tableau:
    """A table; the first cell of each row is its header.  ``pied``: a last row of totals.  ``code`` names its file."""

    legende: str
    entetes: tuple[Entete, ...]
    rangees: tuple[tuple[Cellule, ...], ...]
    pied: tuple[Cellule, ...] = ()
    classe: str = ""
    code: str = "tableau"

    @property
    def style(self) -> str:
        """CSS classes: its own, and those of its size (many columns, few columns, few rows)."""
        tailles = (
            ("dense", len(self.entetes) > _DENSE),
            ("etroit", len(self.entetes) <= _ETROIT),
            ("court", len(self.rangees) <= _COURT),
        )
        return " ".join([*([self.classe] if self.classe else []), *(nom for nom, vrai in tailles if vrai)])


@dataclass(frozen=True, slots=True)
class Forme:
    """One SVG element: name, attributes, text inside, and what is shown on hover."""

    genre: str
    attributs: Mapping[str, str | float]
    texte: str = ""
    titre: str = ""


@dataclass(frozen=True, slots=True)
class Dessin:
    """A drawing; ``description`` is read by those who cannot see it; ``legende``: (colour, words)."""

    titre: str
    description: str
    largeur: int
    hauteur: int
    formes: tuple[Forme, ...]
    legende: tuple[tuple[str, str], ...] = ()
    large: bool = False


@dataclass(frozen=True, slots=True)
class Carton:
    """A headline figure; ``part``: how much of what was asked is reached (0–1), drawn as a bar."""

    libelle: str
    valeur: str
    note: str = ""
    part: float | None = None


@dataclass(frozen=True, slots=True)
class Selecteur:
    """A control that changes a signal of a chart: label, (value, words) of each choice."""

    graphique: str
    signal: str
    titre: str
    choix: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Filtre:
    """A control of the explorer: what it filters (nothing: the colour of the map), label, (value, words) of choices."""

    dimension: str
    titre: str
    choix: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Legende:
    """What the colours of one mode of the map mean: (colour, words), in order."""

    mode: str
    titre: str
    teintes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GrandTableau:
    """A table too long for the page to hold its rows: the script draws them, some at a time, from the data.

    ``code`` names its rows in the data and its file.
    """

    code: str
    legende: str
    entetes: tuple[Entete, ...]
    classe: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the page, and the sections inside it.  ``genre``: a template of its own, when it has one.

    ``aide``: how to use it on screen.  ``filtre``: (dimension, code) that a button of the section sets.  ``liens``:
    (address, words).
    """

    ancre: str
    titre: str
    textes: tuple[str, ...] = ()
    cartons: tuple[Carton, ...] = ()
    selecteurs: tuple[Selecteur, ...] = ()
    graphiques: tuple[Graphique, ...] = ()
    dessins: tuple[Dessin, ...] = ()
    tableaux: tuple[Tableau, ...] = ()
    grands: tuple[GrandTableau, ...] = ()
    puces: tuple[str, ...] = ()
    parties: tuple[Section, ...] = ()
    liens: tuple[tuple[str, str], ...] = ()
    aide: str = ""
    filtre: tuple[str, str] | None = None
    filtres: tuple[Filtre, ...] = ()
    legendes: tuple[Legende, ...] = ()
    genre: str = ""
    annexe: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page."""

    langue: str
    titre: str
    question: str
    constats: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    textes: Mapping[str, str] = field(default_factory=dict)


def tableau(
    legende: str, colonnes: tuple[Colonne, ...], donnees: pd.DataFrame, pied: str = "", code: str = "tableau"
) -> Tableau:
    """Return the table of a frame; ``pied``: title of a row of totals, over the columns that may be added up."""
    lues = [[_cellule(v, c) for v in donnees[c.nom].tolist()] for c in colonnes]
    totaux = tuple(Cellule(_total(c, donnees)) for c in colonnes[1:])
    return Tableau(
        legende,
        tuple(Entete(c.titre, c.nature.numerique) for c in colonnes),
        tuple(zip(*lues, strict=True)),
        (Cellule(pied), *totaux) if pied and len(donnees) else (),
        code=code,
    )


def chiffre(texte_lu: str, valeur: float | None, classe: str = "") -> Cellule:
    """Return the cell of a number: as people read it, and as it is."""
    return Cellule(texte_lu, classe, valeur)


def _cellule(valeur: object, colonne: Colonne) -> Cellule:
    """Return the cell of a value of a frame."""
    nombre = valeur if isinstance(valeur, int | float) and not isinstance(valeur, bool) else None
    return Cellule(_lu(valeur, colonne), valeur=nombre)


def _lu(valeur: object, colonne: Colonne) -> str:
    """Return a value as people read it; a zero in a column of sums is a dash, so that the eye finds the others."""
    return ABSENT if colonne.totale and valeur == 0 else texte(valeur, colonne.nature)


def _total(colonne: Colonne, donnees: pd.DataFrame) -> str:
    """Return the total of a column, nothing when it has no meaning."""
    return texte(somme(donnees[colonne.nom].tolist()), colonne.nature) if colonne.totale else ""
