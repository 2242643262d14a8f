"""One number of the hypothesis set: a value, or one per date, with its unit, source, date and reliability.

Answers for: ``Nombre`` and its value in a given year; ``Indice``, a price index.
Leaves to others: what the number is for (hypotheses).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, PlainSerializer, PlainValidator, WithJsonSchema

from renovation_opt.locale import _
from renovation_opt.schemas.modele import Faute, Fautes, Modele, Texte, lire_chaque
from renovation_opt.unites import NombreExact, QuantiteInvalide, format_nombre, lire_nombre

Fiabilite = Literal["publie", "calcule", "estime"]


def lire_date(valeur: object) -> dt.date:
    """Read a year (its 1 January) or a date ``2026-01-01``."""
    try:
        if isinstance(valeur, int) and not isinstance(valeur, bool):
            return dt.date(valeur, 1, 1)
        return dt.date.fromisoformat(str(valeur))
    except ValueError:
        raise QuantiteInvalide(
            _("ce n'est pas une date"),
            attendu=_("une année, ou une date année-mois-jour"),
            remede=_("Écrivez par exemple {exemple}").format(exemple="2026-01-01"),
        ) from None


def lire_valeurs(valeur: object) -> dict[dt.date, Fraction]:
    """Read a mapping date -> number, sorted by date."""
    if not isinstance(valeur, dict) or not valeur:
        raise QuantiteInvalide(
            _("des valeurs datées associent une date à un nombre"),
            remede=_("Écrivez par exemple {exemple}").format(exemple="{2017-01-01: 2.3, 2026-01-01: 1.9}"),
        )
    dates = lire_chaque(((d, d) for d in valeur), lire_date)
    nombres = lire_chaque(valeur.items(), lire_nombre)
    if len(set(dates)) < len(dates):
        raise Fautes([Faute((), _("une date est donnée deux fois"), remede=_("N'en gardez qu'une"))])
    return dict(sorted(zip(dates, nombres, strict=True)))


class Nombre(Modele):
    """One sourced number; a unit that starts with ``%`` makes ``a`` return a share (25 % is 1/4)."""

    valeur: NombreExact | None = None
    """Valeur, dans l'unité donnée."""
    valeurs: (
        Annotated[
            dict[dt.date, Fraction],
            PlainValidator(lire_valeurs),
            PlainSerializer(lambda v: v and {str(d): float(n) for d, n in v.items()}, when_used="json"),
            WithJsonSchema({"type": "object", "additionalProperties": {"type": "number"}}),
        ]
        | None
    ) = None
    """Valeurs datées : chacune vaut à partir de sa date."""
    unite: Texte
    """Unité."""
    source: Texte = Field(min_length=3)
    """D'où vient le nombre."""
    date: Annotated[str, PlainValidator(lambda v: str(v) if isinstance(v, int) else lire_date(v).isoformat())]
    """Date de la source, ou de l'hypothèse."""
    fiabilite: Fiabilite
    """publie : lu dans une source ; calcule : déduit de nombres publiés ; estime : supposé."""

    def a(self, annee: int | None = None) -> Fraction:
        """Return the value in force on 1 January of ``annee`` (the first one before any date); a share for ``%``."""
        if self.valeurs:
            connues = [d for d in self.valeurs if annee is not None and d <= dt.date(annee, 1, 1)]
            valeur = self.valeurs[max(connues, default=min(self.valeurs))]
        else:
            valeur = self.valeur or Fraction(0)
        return valeur / 100 if self.unite.startswith("%") else valeur

    def entier(self, annee: int | None = None) -> int:
        """Return the value rounded down to an integer."""
        return int(self.a(annee))

    def texte(self) -> str:
        """Return the value as written, for the reports."""
        if not self.valeurs:
            return format_nombre(self.valeur or Fraction(0))
        return " ; ".join(
            _("{valeur} à partir du {date}").format(valeur=format_nombre(v), date=d.isoformat())
            for d, v in self.valeurs.items()
        )

    def fautes(self) -> Iterator[Faute]:
        """A value or dated values."""
        if (self.valeur is None) == (self.valeurs is None):
            yield Faute(
                () if self.valeur is None else ("valeurs",),
                _("il faut une valeur ou des valeurs datées"),
                attendu=_("exactement une clé parmi {cles}").format(cles="valeur, valeurs"),
                remede=_("Gardez l'une des deux clés"),
            )


class Indice(Modele):
    """A price index: annual growth from ``base``, or dated values; 1 in the year ``base``."""

    base: int = Field(default=2017, strict=True)
    """Année où l'indice vaut 1."""
    croissance: Nombre | None = None
    """Croissance annuelle (%/an)."""
    niveaux: Nombre | None = None
    """Niveaux datés de l'indice."""

    def a(self, annee: int) -> Fraction:
        """Return the index of ``annee``, exact."""
        if self.croissance is not None:
            return (1 + self.croissance.a(annee)) ** (annee - self.base)
        assert self.niveaux is not None  # noqa: S101 - checked by fautes
        return self.niveaux.a(annee)

    def fautes(self) -> Iterator[Faute]:
        """Growth or levels; levels worth 1 in the base year."""
        if (self.croissance is None) == (self.niveaux is None):
            yield Faute(
                (),
                _("un indice a une croissance ou des niveaux"),
                attendu=_("exactement une clé parmi {cles}").format(cles="croissance, niveaux"),
                remede=_("Gardez l'une des deux clés"),
            )
        elif self.niveaux is not None and self.niveaux.a(self.base) != 1:
            yield Faute(
                ("niveaux",),
                _("l'indice ne vaut pas 1 l'année de base"),
                remede=_("Divisez les niveaux par celui de l'année {annee}").format(annee=self.base),
            )
