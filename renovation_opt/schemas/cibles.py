"""The targets of a scenario, in one regular grammar: measure, filters, threshold, years, per whom, soft or hard.

Answers for: reading them and checking that each measure has what it needs.
Leaves to others: resolving them on the parc (build).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema, field_serializer, field_validator

from renovation_opt.locale import _
from renovation_opt.schemas.bailleurs import lire_entier
from renovation_opt.schemas.condition import Condition, ConditionLue, lire_condition
from renovation_opt.schemas.modele import Entier, Faute, Fautes, Logique, Modele, Texte
from renovation_opt.unites import QuantiteInvalide, format_montant, format_nombre, format_taux, lire_montant, lire_taux

Mesure = Literal["logements", "passoires", "aides", "cites_prioritaires", "part_equitable"]
RACCOURCIS = ("statut", "bailleur", "epci", "etiquette_dpe")
_SEUIL = WithJsonSchema({"type": ["integer", "string"], "examples": [23000, "150 M€", "90 %"]})
_MOTS = WithJsonSchema({"type": ["string", "array"], "items": {"type": "string"}})


def _raccourci(champ: str) -> PlainValidator:
    """Return the validator of a shortcut key: one value or a list, checked like a condition."""

    def lire(valeur: Any) -> tuple[str, ...]:  # noqa: ANN401 - any YAML value
        try:
            condition = lire_condition({champ: valeur})
        except Fautes as erreur:
            fautes = (Faute(f.cle[1:], f.message, f.attendu, f.remede, f.trouve) for f in erreur.fautes)
            raise Fautes(fautes) from None
        return tuple(str(v) for v in condition.tests[0].valeurs or ())

    return PlainValidator(lire)


class Cible(Modele):
    """One target (C14, C15)."""

    mesure: Mesure
    """Ce qui est compté : logements traités, passoires (F, G) traitées, aides d'un financement (€), cités prioritaires
    commencées, ou part équitable de chaque EPCI ou bailleur."""
    condition: ConditionLue = Condition()
    """Ce qui compte : condition sur le lot, l'opération ou le bouquet."""
    statut: Annotated[tuple[str, ...], _raccourci("statut"), _MOTS] = ()
    """Raccourci de condition : statut du lot."""
    bailleur: Annotated[tuple[str, ...], _raccourci("bailleur"), _MOTS] = ()
    """Raccourci de condition : bailleur du lot."""
    epci: Annotated[tuple[str, ...], _raccourci("epci"), _MOTS] = ()
    """Raccourci de condition : EPCI du lot."""
    etiquette_dpe: Annotated[tuple[str, ...], _raccourci("etiquette_dpe"), _MOTS] = ()
    """Raccourci de condition : étiquette DPE du lot avant travaux."""
    financement: Texte | None = None
    """Financement dont on mesure les aides."""
    au_moins: Annotated[int | Fraction | None, _SEUIL] = None
    """Seuil minimal : nombre, montant (aides) ou part (%)."""
    au_plus: Annotated[int | Fraction | None, _SEUIL] = None
    """Seuil maximal : nombre, montant (aides) ou part (%)."""
    avant: Entier | None = None
    """Seules comptent les années strictement antérieures."""
    par: Literal["epci", "bailleur"] | None = None
    """Une cible pour chaque EPCI ou chaque bailleur."""
    souple: Logique = False
    """Cible souple : elle peut être manquée, le manque est le plus petit possible."""

    @field_validator("au_moins", "au_plus", mode="plain")
    @classmethod
    def _seuil(cls, valeur: object, info: ValidationInfo) -> int | Fraction:
        """Read a threshold in the unit of the measure."""
        return lire_seuil(valeur, info.data.get("mesure"))

    @field_serializer("au_moins", "au_plus", when_used="json")
    def _ecrire(self, seuil: int | Fraction | None) -> str | None:
        """Write a threshold in the unit of the measure."""
        if seuil is None:
            return None
        if isinstance(seuil, Fraction):
            return format_taux(seuil)
        return format_montant(seuil) if self.mesure == "aides" else format_nombre(seuil)

    @property
    def seuil(self) -> int | Fraction:
        """The threshold: dwellings, cités or euros (int), or a share (Fraction)."""
        seuil = self.au_moins if self.au_moins is not None else self.au_plus
        assert seuil is not None  # noqa: S101 - checked by fautes
        return seuil

    @property
    def sens(self) -> int:
        """+1: at least; -1: at most."""
        return 1 if self.au_moins is not None else -1

    @property
    def filtre(self) -> Condition:
        """``condition`` and the shortcut keys together."""
        courts = {champ: list(getattr(self, champ)) for champ in RACCOURCIS if getattr(self, champ)}
        return Condition(self.condition.tests + lire_condition(courts).tests)

    def fautes(self) -> Iterator[Faute]:
        """One threshold; a fund for ``aides`` only; ``par`` for ``part_equitable``."""
        if (self.au_moins is None) == (self.au_plus is None):
            yield Faute(
                () if self.au_moins is None else ("au_plus",),
                _("une cible a exactement un seuil"),
                attendu=_("« au_moins » ou « au_plus »"),
                remede=_("Gardez l'une des deux clés"),
            )
        if (self.mesure == "aides") != (self.financement is not None):
            yield Faute(
                ("financement",) if self.financement else (),
                _("« financement » va avec la mesure aides, et elle seule"),
                remede=_("Écrivez par exemple {exemple}").format(
                    exemple="{mesure: aides, financement: anru, au_moins: 150 M€}"
                ),
            )
        if self.mesure in ("cites_prioritaires", "part_equitable") and self.au_plus is not None:
            yield Faute(
                ("au_plus",),
                _("cette mesure n'a pas de maximum"),
                attendu="au_moins",
                remede=_("écrivez « au_moins » ou changez de mesure"),
            )
        if self.mesure == "part_equitable" and self.par is None:
            yield Faute(
                ("mesure",),
                _("part_equitable demande « par »"),
                remede=_("Écrivez par exemple {exemple}").format(exemple="par: epci"),
            )
        if self.mesure in ("aides", "cites_prioritaires") and "bouquet" in str(self.condition.champs):
            yield Faute(
                ("condition",),
                _("cette mesure ne dépend pas du bouquet"),
                remede=_("Retirez les tests sur le bouquet"),
            )


def lire_seuil(valeur: object, mesure: str | None) -> int | Fraction:
    """Read a threshold: euros for ``aides``, a share for ``part_equitable``, else a count or a share.

    Without a measure, which is a fault of its own, any of the three will do.
    """
    if mesure == "aides":
        return lire_montant(valeur)
    if mesure == "part_equitable" or (isinstance(valeur, str) and "%" in valeur):
        return lire_taux(valeur)
    if mesure is None:
        with suppress(QuantiteInvalide):
            return lire_montant(valeur)
    try:
        return lire_entier(valeur)
    except QuantiteInvalide:
        raise QuantiteInvalide(
            _("ce seuil ne se lit pas"),
            attendu=_("un nombre entier, ou un taux avec le signe %"),
            remede=_("Écrivez par exemple {exemple}").format(exemple="au_moins: 23000"),
        ) from None
