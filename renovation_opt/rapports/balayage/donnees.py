"""The points of a sweep as reports see them: values of the statements varied, proof, figures.

Answers for: ``Axe``, ``Releve``, ``Serie``, ``lu``.
Leaves to others: computing them (analyse), drawing them (the other modules of this package).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from renovation_opt.unites import format_nombre


@dataclass(frozen=True, slots=True)
class Axe:
    """A statement varied; ``unite`` empty for a bare number or a word; ``numerique``: its values are numbers."""

    nom: str
    unite: str
    numerique: bool

    @property
    def titre(self) -> str:
        """Name and unit."""
        return f"{self.nom} ({self.unite})" if self.unite else self.nom


def lu(valeur: float | str) -> str:
    """Return the value of a statement as people read it, with the decimals it needs."""
    return valeur if isinstance(valeur, str) else format_nombre(Fraction(str(valeur)))


@dataclass(frozen=True, slots=True)
class Releve:
    """One point.

    ``valeurs``: of the statements, numbers or words, in the order of the axes.  ``statut``: ``echec`` when nothing
    could be computed (``motif`` says why), ``impossible`` without programme.  ``valeur``, ``borne``: of the last stage;
    ``ecart`` their relative gap; ``manque``: relative shortfall of the soft targets.  ``mesures``: name -> figure;
    ``jeu``: objective -> what the gap is worth on it, others unchanged; ``aides``: code of a fund -> euros.
    """

    valeurs: tuple[float | str, ...]
    statut: str
    valeur: float | None = None
    borne: float | None = None
    ecart: float | None = None
    manque: float | None = None
    mesures: Mapping[str, float | None] = field(default_factory=dict)
    jeu: Mapping[str, float | None] = field(default_factory=dict)
    aides: Mapping[str, int] = field(default_factory=dict)
    limite: str = ""
    motif: str = ""

    @property
    def calcule(self) -> bool:
        """Whether there is a programme."""
        return self.valeur is not None


@dataclass(frozen=True, slots=True)
class Serie:
    """All the points of a sweep, in the order of its plan.

    ``unite``: of the value of the last stage; ``hypercube``: points spread at random, that no line joins;
    ``fonds``: code -> name; ``reste``: points that remain to be computed (an interrupted sweep).
    """

    nom: str
    titre: str
    question: str
    axes: tuple[Axe, ...]
    releves: tuple[Releve, ...]
    unite: str
    fonds: Mapping[str, str]
    hypercube: bool = False
    reste: int = 0
