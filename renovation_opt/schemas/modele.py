"""The base of every schema: frozen, closed, and able to report several faults at once.

Answers for: ``Modele``, ``Faute`` (a fault at a key), ``Fautes`` (several, raised together), small shared types.
Leaves to others: where a key stands in a file (chargement).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Strict, model_validator

from renovation_opt.locale import _
from renovation_opt.unites import QuantiteInvalide

Cle = tuple[str | int, ...]
Texte = Annotated[str, Strict()]
Entier = Annotated[int, Strict()]
Logique = Annotated[bool, Strict()]
T = TypeVar("T")
TROUVE_MAX = 60


@dataclass(frozen=True, slots=True)
class Faute:
    """One fault at ``cle`` (relative to what raises it); texts are already translated."""

    cle: Cle
    message: str
    attendu: str = ""
    remede: str = ""
    trouve: str | None = None


class Fautes(ValueError):
    """Several faults of one value."""

    def __init__(self, fautes: Iterable[Faute]) -> None:
        """Keep the faults in order."""
        self.fautes = tuple(fautes)
        super().__init__(" ; ".join(f.message for f in self.fautes))


class Modele(BaseModel):
    """A frozen model that refuses unknown keys; subclasses state their own rules in ``fautes``."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    def fautes(self) -> Iterable[Faute]:
        """Yield what is wrong between fields that are right one by one."""
        return ()

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        fautes = tuple(self.fautes())
        if fautes:
            raise Fautes(fautes)
        return self


def lire_chaque(entrees: Iterable[tuple[Any, object]], lire: Callable[[Any], T]) -> list[T]:
    """Read every value; raise all the faults together, each at its own key."""
    lus: list[T] = []
    fautes: list[Faute] = []
    for cle, valeur in entrees:
        try:
            lus.append(lire(valeur))
        except QuantiteInvalide as erreur:
            fautes.append(Faute((cle,), erreur.message, erreur.attendu, erreur.remede))
        except Fautes as erreur:
            fautes += [replace(f, cle=(cle, *f.cle)) for f in erreur.fautes]
    if fautes:
        raise Fautes(fautes)
    return lus


def liste(valeur: object) -> list[object]:
    """Return a list: the value itself, or the value alone."""
    return list(valeur) if isinstance(valeur, list | tuple) else [valeur]


def vouliez_vous(mot: object, connus: Iterable[str]) -> str:
    """Return the remedy for an unknown word: the nearest known one, else all of them."""
    candidats = sorted(set(connus))
    proches = get_close_matches(str(mot), candidats, n=1, cutoff=0.6)
    if proches:
        return _("Vouliez-vous dire « {proche} » ?").format(proche=proches[0])
    if not candidats:
        return ""
    return _("Choisissez parmi : {choix}").format(choix=", ".join(candidats))


def montrer(valeur: object) -> str:
    """Return a value found, short; nothing for a structure."""
    if valeur is None or isinstance(valeur, dict | list | tuple | BaseModel):
        return ""
    if isinstance(valeur, bool):
        return "true" if valeur else "false"
    texte = " ".join(str(valeur).split())
    return texte if len(texte) <= TROUVE_MAX else texte[: TROUVE_MAX - 1] + "…"
