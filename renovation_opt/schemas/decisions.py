"""Decisions already taken: opérations engaged, required, excluded (C17).

Answers for: reading them and refusing those that contradict each other.
Leaves to others: whether the cité or opération exists (build).
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from renovation_opt.locale import _
from renovation_opt.schemas.modele import Entier, Faute, Modele, Texte


class Engagee(Modele):
    """An opération already under way."""

    operation: Texte
    """Code de l'opération : cité/bailleur, ou cité/bailleur/phase."""
    debut: Entier
    """Première année du chantier."""
    duree: Entier = Field(ge=1)
    """Durée du chantier (années)."""
    bouquet: Texte | None = None
    """Bouquet imposé à tous ses lots ; absent : au choix."""


class Designation(Modele):
    """A cité or an opération."""

    cite: Texte | None = None
    """Identifiant de la cité (toutes ses opérations)."""
    operation: Texte | None = None
    """Code de l'opération."""

    @property
    def nom(self) -> tuple[str, str]:
        """("cite" or "operation", code)."""
        return ("cite", self.cite) if self.cite is not None else ("operation", self.operation or "")

    def fautes(self) -> Iterator[Faute]:
        """Exactly one of the two."""
        if (self.cite is None) == (self.operation is None):
            yield Faute(
                () if self.cite is None else ("operation",),
                _("il faut une cité ou une opération"),
                attendu=_("exactement une clé parmi {cles}").format(cles="cite, operation"),
                remede=_("Gardez l'une des deux clés"),
            )


class Imposee(Designation):
    """A cité or opération that must be in the programme."""

    debut_avant: Entier | None = None
    """Le chantier commence strictement avant cette année."""


class Exclue(Designation):
    """A cité or opération that must stay out."""

    motif: Texte
    """Raison, reprise dans les rapports."""


class Decisions(Modele):
    """All decisions."""

    engagees: tuple[Engagee, ...] = ()
    """Opérations engagées : début et durée fixés."""
    imposees: tuple[Imposee, ...] = ()
    """Cités ou opérations qui doivent être au programme."""
    exclues: tuple[Exclue, ...] = ()
    """Cités ou opérations écartées, avec le motif."""

    def fautes(self) -> Iterator[Faute]:
        """Nothing is engaged twice, nor both in and out."""
        vues: set[str] = set()
        for rang, engagee in enumerate(self.engagees):
            if engagee.operation in vues:
                yield Faute(
                    ("engagees", rang, "operation"),
                    _("cette opération est engagée deux fois"),
                    remede=_("Retirez l'une des deux lignes"),
                )
            vues.add(engagee.operation)
        retenues = {("operation", o) for o in vues} | {i.nom for i in self.imposees}
        retenues |= {("cite", o.split("/")[0]) for genre, o in retenues if genre == "operation"}
        for rang, exclue in enumerate(self.exclues):
            if exclue.nom in retenues:
                yield Faute(
                    ("exclues", rang, exclue.nom[0]),
                    _("ceci est à la fois exclu et engagé ou imposé"),
                    remede=_("Retirez l'une des deux décisions"),
                )
