"""What a scenario says of a public fund: envelope, slices, eligibility, aid, parity.

Answers for: reading it, and cutting the envelope into annual slices exact to the euro (``tranches``).
Leaves to others: the aid due per dwelling (build).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Annotated, Any, Literal

from pydantic import Field, PlainSerializer, PlainValidator, WithJsonSchema

from renovation_opt.locale import _
from renovation_opt.schemas.condition import Condition, ConditionLue
from renovation_opt.schemas.modele import Faute, Fautes, Logique, Modele, Texte, lire_chaque, liste, vouliez_vous
from renovation_opt.unites import (
    Annees,
    Montant,
    QuantiteInvalide,
    Quota,
    Ratio,
    Taux,
    format_montant,
    format_nombre,
    format_taux,
    lire_montant_annuel,
    lire_quantite,
    lire_taux,
)

ASSIETTES = ("travaux", "espaces_publics")
UNITE_GAIN = "kWhEP/m²/an"


@dataclass(frozen=True, slots=True)
class GainMin:
    """Least energy gain: a share of the primary energy (``part``) or kWhEP/m2/yr (``kwhep_m2``)."""

    valeur: Fraction
    unite: Literal["part", "kwhep_m2"]


def lire_gain(valeur: object) -> GainMin:
    """Read ``25 %`` or ``80 kWhEP/m²/an``."""
    if isinstance(valeur, GainMin):
        return valeur
    if isinstance(valeur, str) and "%" in valeur:
        return GainMin(lire_taux(valeur), "part")
    if isinstance(valeur, str):
        return GainMin(lire_quantite(valeur, UNITE_GAIN), "kwhep_m2")
    raise QuantiteInvalide(
        _("ce gain n'a pas d'unité"),
        attendu=_("un taux (%) ou une quantité en kWhEP/m²/an"),
        remede=_("Écrivez par exemple {exemple}").format(exemple="25 %"),
    )


def ecrire_gain(gain: GainMin) -> str:
    """Write a gain as ``lire_gain`` reads it."""
    return format_taux(gain.valeur) if gain.unite == "part" else f"{format_nombre(gain.valeur)} {UNITE_GAIN}"


def lire_assiette(valeur: object) -> tuple[str, ...]:
    """Read one base or a list of them."""
    lues = liste(valeur)
    fautes = [
        Faute((rang,) if isinstance(valeur, list) else (), _("assiette inconnue"), remede=vouliez_vous(mot, ASSIETTES))
        for rang, mot in enumerate(lues)
        if mot not in ASSIETTES
    ]
    if not lues:
        fautes = [Faute((), _("aucune assiette n'est donnée"), remede=vouliez_vous("", ASSIETTES))]
    if fautes:
        raise Fautes(fautes)
    return tuple(a for a in ASSIETTES if a in lues)


def lire_profil(valeur: object) -> str | tuple[Fraction, ...] | tuple[int, ...]:
    """Read ``uniforme``, ``libre``, or a list of shares (Fraction, summing to 1) or of amounts (int, euros)."""
    if valeur in ("uniforme", "libre"):
        return str(valeur)
    if not isinstance(valeur, list | tuple) or not valeur:
        raise QuantiteInvalide(
            _("ce profil n'existe pas"),
            attendu=_("uniforme, libre, ou une liste de parts (%) ou de montants par année"),
            remede=vouliez_vous(valeur, ("uniforme", "libre")),
        )
    if not any(isinstance(v, str) and "%" in v for v in valeur):
        return tuple(lire_chaque(enumerate(valeur), lire_montant_annuel))
    parts = tuple(lire_chaque(enumerate(valeur), lire_taux))
    if sum(parts) != 1:
        raise QuantiteInvalide(
            _("les parts du profil ne font pas 100 %"), attendu=_("des parts dont la somme est 100 %")
        )
    return parts


def ecrire_profil(profil: str | tuple[Fraction, ...] | tuple[int, ...]) -> str | list[str]:
    """Write a profile as ``lire_profil`` reads it."""
    if isinstance(profil, str):
        return profil
    return [format_montant(part) if isinstance(part, int) else format_taux(part) for part in profil]


class Palier(Modele):
    """One bracket of a scale by energy gain; exactly one of ``taux`` and ``forfait``."""

    gain_min: Annotated[
        GainMin,
        PlainValidator(lire_gain),
        PlainSerializer(ecrire_gain, when_used="json"),
        WithJsonSchema({"type": "string"}),
    ]
    """Gain énergétique à partir duquel le palier s'applique : « 25 % » ou « 80 kWhEP/m²/an »."""
    taux: Taux | None = None
    """Part de l'assiette payée (%)."""
    forfait: Montant | None = None
    """Aide fixe par logement (€)."""

    def fautes(self) -> Iterator[Faute]:
        """A bracket pays a rate or a flat amount."""
        yield from _un_seul({"taux": self.taux, "forfait": self.forfait})


class Parite(Modele):
    """Aids of the fund <= ratio x aids of the named funds."""

    avec: tuple[Texte, ...] = Field(min_length=1)
    """Financements dont celui-ci suit le montant."""
    ratio: Ratio
    """Plafond : part du total des aides de ces financements (%)."""
    par: Literal["horizon", "annee"] = "horizon"
    """La parité se juge sur tout l'horizon ou chaque année."""


class Financement(Modele):
    """A public fund."""

    libelle: Texte = ""
    """Nom lisible du financement."""
    contributeur: Texte = Field(examples=["etat", "anru", "region", "epci"])
    """Qui apporte l'argent : etat, anru, region, epci…"""
    actif: Logique = True
    """« false » met le financement hors jeu sans l'effacer : il ne paie rien et quitte les montages."""
    montant: Montant | None = None
    """Enveloppe totale (€). Sans montant, pas d'enveloppe : seule la parité borne le financement."""
    annees: Annees | None = None
    """Années où il existe, par exemple 2017-2021 ; par défaut tout l'horizon."""
    profil: Annotated[
        str | tuple[Fraction, ...] | tuple[int, ...],
        PlainValidator(lire_profil),
        PlainSerializer(ecrire_profil, when_used="json"),
        WithJsonSchema({"anyOf": [{"enum": ["uniforme", "libre"]}, {"type": "array", "items": {"type": "string"}}]}),
    ] = "uniforme"
    """Découpage de l'enveloppe : uniforme, libre (seul le total compte), ou une liste de parts (%) ou de montants (€)
    par année."""
    report: Taux = Fraction(0)
    """Part d'une tranche annuelle reportable sur la suivante (%)."""
    minimum: Montant | None = None
    """Montant à consommer si possible (€) ; toujours souple."""
    eligibilite: ConditionLue = Condition()
    """Condition sur le lot, l'opération ou le bouquet ; vide : tout est éligible."""
    assiette: Annotated[
        tuple[str, ...],
        PlainValidator(lire_assiette),
        WithJsonSchema({"anyOf": [{"enum": list(ASSIETTES)}, {"type": "array", "items": {"enum": list(ASSIETTES)}}]}),
    ] = ("travaux",)
    """Ce que l'aide peut payer : travaux, espaces_publics, ou les deux."""
    taux: Taux | None = None
    """Part de l'assiette payée (%)."""
    forfait: Montant | None = None
    """Aide fixe par logement (€)."""
    bareme: tuple[Palier, ...] | None = Field(default=None, min_length=1)
    """Aide par paliers de gain énergétique."""
    plafond_assiette: Montant | None = None
    """Dépense subventionnable maximale par logement (€)."""
    plafond_aide: Montant | None = None
    """Aide maximale par logement (€)."""
    quota_logements: Quota | None = None
    """Logements aidés au plus chaque année, par exemple « 1000 par an »."""
    parite: Parite | None = None
    """Le financement suit d'autres financements."""

    @property
    def enveloppe_eur(self) -> int | None:
        """Total envelope, from ``montant`` or from the amounts of ``profil``; ``None`` without envelope."""
        if self.montant is None and isinstance(self.profil, tuple):
            return sum(p for p in self.profil if isinstance(p, int))
        return self.montant

    @property
    def montants_par_annee(self) -> tuple[int, ...] | None:
        """The amounts of ``profil``, when it is a list of amounts."""
        if isinstance(self.profil, tuple) and all(isinstance(p, int) for p in self.profil):
            return tuple(int(p) for p in self.profil)
        return None

    def fautes(self) -> Iterator[Faute]:
        """One way to compute the aid; a profile that agrees with the envelope; a minimum within it."""
        yield from _un_seul({"taux": self.taux, "forfait": self.forfait, "bareme": self.bareme})
        yield from self._fautes_profil()
        if self.minimum is not None and self.enveloppe_eur is not None and self.minimum > self.enveloppe_eur:
            yield Faute(
                ("minimum",),
                _("le minimum dépasse l'enveloppe"),
                attendu=_("au plus le montant du financement"),
                remede=_("Baissez le minimum ou relevez le montant"),
            )
        gains = [(p.gain_min.unite, p.gain_min.valeur) for p in self.bareme or ()]
        if len({unite for unite, _valeur in gains}) > 1 or gains != sorted(set(gains)):
            yield Faute(
                ("bareme",),
                _("les paliers ne se suivent pas"),
                attendu=_("des gains croissants, tous dans la même unité"),
                remede=_("Rangez les paliers du plus petit gain au plus grand"),
            )

    def _fautes_profil(self) -> Iterator[Faute]:
        """A list needs one part per year of ``annees``, and an envelope to cut, or amounts that make it up."""
        if not isinstance(self.profil, tuple):
            return
        if self.annees and len(self.profil) != self.annees[1] - self.annees[0] + 1:
            yield faute_longueur(len(self.profil), self.annees[1] - self.annees[0] + 1)
        montants = self.montants_par_annee
        if montants is None and self.montant is None:
            yield Faute(
                ("profil",),
                _("des parts sans montant à découper"),
                remede=_("Ajoutez « montant » ou listez des montants"),
            )
        if montants is not None and self.montant is not None and sum(montants) != self.montant:
            yield Faute(
                ("profil",),
                _("la somme des montants du profil n'est pas le montant"),
                attendu=_("des montants dont la somme est « montant »"),
                remede=_("Retirez « montant » ou corrigez les montants"),
            )


def faute_longueur(trouve: int, attendu: int) -> Faute:
    """Return the fault of a profile that has not one part per year."""
    return Faute(
        ("profil",),
        _("le profil a {trouve} valeurs pour {attendu} années").format(trouve=trouve, attendu=attendu),
        attendu=_("une valeur par année"),
        remede=_("Ajoutez ou retirez des valeurs, ou corrigez « annees »"),
        trouve=str(trouve),
    )


def tranches(fin: Financement, horizon: Sequence[int]) -> list[tuple[int, int]] | None:
    """Return (year, euros) for each year of the fund; the slices sum exactly to the envelope.

    ``horizon``: calendar years, used when the fund gives no ``annees``.  ``None`` without envelope.
    A ``libre`` profile is cut like a uniform one: only its total has a meaning.
    Source: cumulative rounding, slice i = floor(total x cumulated part i) - floor(total x cumulated part i-1).
    """
    total = fin.enveloppe_eur
    if total is None:
        return None
    annees = list(range(fin.annees[0], fin.annees[1] + 1)) if fin.annees else list(horizon)
    montants = fin.montants_par_annee
    if montants is None:
        egales = [Fraction(1, len(annees))] * len(annees)
        parts = [Fraction(part) for part in fin.profil] if isinstance(fin.profil, tuple) else egales
        bornes = [0, *(int(total * part) for part in accumulate(parts))]
        montants = tuple(b - a for a, b in pairwise(bornes))
    return list(zip(annees, montants, strict=True))


def _un_seul(valeurs: dict[str, Any]) -> Iterator[Faute]:
    """Exactly one of the keys must be given."""
    donnees = [cle for cle, valeur in valeurs.items() if valeur is not None]
    if len(donnees) == 1:
        return
    noms = ", ".join(valeurs)
    if not donnees:
        message = _("rien ne dit combien est payé")
        remede = _("Ajoutez par exemple « taux: 30 % »")
    else:
        message = _("plusieurs façons de calculer l'aide : {cles}").format(cles=", ".join(donnees))
        remede = _("N'en gardez qu'une ; « {cle}: null » efface celle d'une base").format(cle=donnees[0])
    yield Faute(
        (donnees[-1],) if donnees else (), message, _("exactement une clé parmi {cles}").format(cles=noms), remede
    )
