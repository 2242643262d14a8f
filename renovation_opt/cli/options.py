"""Values of options: texts of the command line turned into quantities, faults told in the language chosen.

Answers for: ``Demande`` (what ``resoudre`` is asked), ``lire_demande``, ``choisir``.
Leaves to others: how quantities are written (unites).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal, TypeVar

from renovation_opt.cli.erreurs import entree
from renovation_opt.instance import Instance, limiter
from renovation_opt.locale import _
from renovation_opt.unites import QuantiteInvalide, lire_duree, lire_taux

T = TypeVar("T")
M = TypeVar("M", bound=str)
Style = Literal["standard", "fr"]
Classeurs = Literal["tous", "ensemble", "aucun"]
TOURS = 3
"""Rounds of search per stage when none are asked: the work after which a programme hardly improves any more."""


@dataclass(frozen=True, slots=True)
class Demande:
    """What a solve is asked on the command line; ``None`` leaves it to the scenario."""

    sortie: Path | None = None
    csv: Style = "standard"
    classeurs: Classeurs = "tous"
    ecart: Fraction | None = None
    temps_s: int | None = None
    tours: int = TOURS
    langue: str | None = None
    silencieux: bool = False
    fond: Path | None = None

    def appliquer(self, inst: Instance) -> Instance:
        """Return the instance with the limits that were asked."""
        return limiter(inst, self.ecart, self.temps_s)

    def options(self) -> dict[str, str | int | float | bool | None]:
        """Return what changes the content of the report, for its manifest."""
        return {
            "csv": self.csv,
            "classeurs": self.classeurs,
            "ecart": None if self.ecart is None else str(self.ecart),
            "temps_s": self.temps_s,
            "tours": self.tours,
        }


def lire_quantite(nom: str, texte: str | None, lire: Callable[[object], T]) -> T | None:
    """Return the quantity written in an option, ``None`` when it was not given."""
    if texte is None:
        return None
    try:
        return lire(texte)
    except QuantiteInvalide as erreur:
        raise entree(erreur.message, cle=nom, trouve=texte, attendu=erreur.attendu, remede=erreur.remede) from None


def lire_ecart(texte: str | None) -> Fraction | None:
    """Return a relative gap."""
    return lire_quantite("--ecart", texte, lire_taux)


def lire_temps(texte: str | None) -> int | None:
    """Return seconds."""
    return lire_quantite("--temps", texte, lire_duree)


def lire_tours(texte: str | None) -> int:
    """Return a number of rounds, at least 1."""
    if texte is None:
        return TOURS
    if not texte.isdecimal() or int(texte) < 1:
        message, attendu = _("ce n'est pas un nombre de tours"), _("un nombre entier, au moins 1")
        raise entree(message, cle="--tours", trouve=texte, attendu=attendu)
    return int(texte)


def lire_entier(nom: str, texte: str, minimum: int) -> int:
    """Return a whole number written in an option, at least ``minimum``."""
    if texte.isdecimal() and int(texte) >= minimum:
        return int(texte)
    attendu = _("un nombre entier, au moins {minimum}").format(minimum=minimum)
    raise entree(_("ce nombre ne convient pas"), cle=nom, trouve=texte, attendu=attendu)


def choisir(nom: str, texte: str, possibles: Collection[M]) -> M:
    """Return the word of ``possibles`` that was given; it must be one of them."""
    for possible in possibles:
        if possible == texte:
            return possible
    raise entree(_("ce choix n'existe pas"), cle=nom, trouve=texte, attendu=_(" ou ").join(possibles))
