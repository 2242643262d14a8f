"""A number with its unit, as a user writes it in a scenario: read, written back, added up.

Answers for: ``Grandeur``, ``lire_grandeur``, ``ajouter`` (a step on a statement, whatever its form).
Leaves to others: whether a statement accepts that unit (schemas, when the value is put in the scenario).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.locale import _
from renovation_opt.unites import ESPACES, format_montant, format_nombre

MULTIPLES = {"Md€": 1_000_000_000, "M€": 1_000_000, "k€": 1_000, "€": 1}
_NOMBRE = rf"[-+]?[0-9]+(?:[{ESPACES}][0-9]{{3}})*(?:[.,][0-9]+)?"
_GRANDEUR = re.compile(rf"({_NOMBRE})[{ESPACES}]*([^\d\s].*)?")
DECIMALES_MAX = 9


@dataclass(frozen=True, slots=True)
class Grandeur:
    """``nombre`` in ``unite``, empty for a bare number; ``decimales``: how many were written."""

    nombre: Fraction
    unite: str = ""
    decimales: int = 0

    @property
    def valeur(self) -> object:
        """The YAML scalar: a text with its unit, an integer or a decimal without."""
        if self.unite:
            return f"{_decimal(self.nombre)} {self.unite}"
        return int(self.nombre) if self.nombre.denominator == 1 and not self.decimales else float(self.nombre)

    @property
    def texte(self) -> str:
        """The quantity as people read it."""
        nombre = format_nombre(self.nombre)
        return f"{nombre} {self.unite}" if self.unite else nombre

    @property
    def court(self) -> str:
        """The quantity in its largest multiple of the euro: 76000000 € is ``76 M€``."""
        nombre, unite = self.base
        if not unite.startswith("€") or nombre.denominator != 1:
            return self.texte
        return format_montant(int(nombre)) + unite.removeprefix("€")

    @property
    def base(self) -> tuple[Fraction, str]:
        """(number, unit) with the multiples of the euro turned into euros."""
        for symbole, facteur in MULTIPLES.items():
            if self.unite == symbole or self.unite.startswith(f"{symbole}/"):
                return self.nombre * facteur, "€" + self.unite.removeprefix(symbole)
        return self.nombre, self.unite


def lire_grandeur(texte: object) -> Grandeur | None:
    """Return the quantity of a YAML scalar or of a text, ``None`` when it is something else (a word, a list)."""
    if isinstance(texte, bool) or not isinstance(texte, int | float | str):
        return None
    trouve = _GRANDEUR.fullmatch(str(texte).strip())
    if not trouve:
        return None
    chiffres = re.sub(rf"[{ESPACES}+]", "", trouve[1]).replace(",", ".")
    return Grandeur(Fraction(chiffres), _unite(trouve[2] or ""), len(chiffres.partition(".")[2]))


def ajouter(valeur: object, pas: Grandeur, chemin: str) -> object:
    """Return a statement moved by a step: a quantity, a curve by year or a list of them (each moved).

    The result is never below zero.  Raises EntreeInvalide when the unit of the step is not that of the statement.
    """
    if isinstance(valeur, Mapping):
        return {cle: ajouter(v, pas, f"{chemin}.{cle}") for cle, v in valeur.items()}
    if isinstance(valeur, list | tuple):
        return [ajouter(v, pas, f"{chemin}.{rang}") for rang, v in enumerate(valeur)]
    ici = lire_grandeur(valeur)
    if ici is None:
        raise EntreeInvalide(
            [
                Probleme(
                    _("cette valeur n'est pas un nombre : on ne peut pas lui ajouter un pas"),
                    cle=chemin,
                    trouve=str(valeur),
                    remede=_("Donnez le chemin d'un montant, d'un taux ou d'un nombre du scénario"),
                )
            ]
        )
    return _somme(ici, pas, chemin).valeur


def _somme(ici: Grandeur, pas: Grandeur, chemin: str) -> Grandeur:
    """Return the sum of a statement and a step of the same unit, in euros when they are amounts."""
    (a, unite), (b, autre) = ici.base, pas.base
    if autre == "€" and unite == "€/an":
        autre = unite
    if unite != autre:
        raise EntreeInvalide([_unite_fausse(ici, pas, chemin)])
    return Grandeur(max(Fraction(0), a + b), unite, max(ici.decimales, pas.decimales) if not unite else 0)


def _unite_fausse(ici: Grandeur, pas: Grandeur, chemin: str) -> Probleme:
    """Return the problem of a step whose unit is missing or is another one."""
    message = _("ce pas n'est pas dans l'unité de l'énoncé") if pas.unite else _("ce pas n'a pas d'unité")
    exemple = replace(pas, unite=ici.unite)
    return Probleme(
        message,
        cle=chemin,
        trouve=pas.texte,
        attendu=_("un pas en {unite}").format(unite=ici.unite) if ici.unite else _("un nombre sans unité"),
        remede=_("Écrivez par exemple {exemple}").format(exemple=exemple.texte),
    )


def _unite(texte: str) -> str:
    """Return a unit with plain single spaces, ``par an`` of an amount written ``/an``."""
    unite = re.sub(rf"[{ESPACES}]+", " ", texte).strip().replace(" /", "/").replace("/ ", "/")
    return re.sub(r"^(€|k€|M€|Md€) par an$", r"\1/an", unite)


def _decimal(nombre: Fraction) -> str:
    """Return a number whose decimal writing ends, exactly."""
    if nombre.denominator == 1:
        return str(int(nombre))
    entier, reste = divmod(abs(nombre), 1)
    texte = f"{int(entier)}.{str(int(reste * 10**DECIMALES_MAX)).zfill(DECIMALES_MAX).rstrip('0')}"
    return f"-{texte}" if nombre < 0 else texte
