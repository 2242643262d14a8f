"""What a scenario maximises: the method, weights, scales, order, floors.

Answers for: reading them and checking that each method has what it needs.
Leaves to others: normalisation and solving (formulation, moteur).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, PlainSerializer, PlainValidator, WithJsonSchema

from renovation_opt.locale import _
from renovation_opt.schemas.modele import Faute, Fautes, Modele, vouliez_vous
from renovation_opt.unites import (
    NombreExact,
    QuantiteInvalide,
    Taux,
    format_nombre,
    format_taux,
    lire_quantite,
    lire_taux,
)

NomObjectif = Literal["energie", "patrimoine", "mixite"]
Methode = Literal["ponderee", "lexicographique", "epsilon", "equilibre"]
UNITES: dict[str, str] = {"energie": "MWh", "patrimoine": "points", "mixite": "ménages"}


@dataclass(frozen=True, slots=True)
class Plancher:
    """A floor: a share of the objective's best value (``part``), or a number in its own unit."""

    valeur: Fraction
    part: bool


def _lire_echelle(unite: str) -> PlainValidator:
    """Return the validator of a positive whole scale in ``unite``."""

    def lire(valeur: object) -> int | None:
        if valeur is None:
            return None
        nombre = lire_quantite(valeur, unite)
        if nombre < 1 or nombre.denominator != 1:
            raise QuantiteInvalide(
                _("une échelle est un nombre entier, au moins 1"),
                remede=_("Écrivez par exemple {exemple}").format(exemple=f"1000 {unite}"),
            )
        return int(nombre)

    return PlainValidator(lire)


def lire_planchers(valeur: object) -> dict[str, Plancher]:
    """Read objective -> ``95 %`` (share of its best) or a quantity in its unit (``120000 MWh``)."""
    if not isinstance(valeur, dict):
        raise QuantiteInvalide(_("des planchers associent un objectif à une valeur"), attendu="{energie: 90 %}")
    lus: dict[str, Plancher] = {}
    fautes: list[Faute] = []
    for nom, texte in valeur.items():
        try:
            lus[nom] = texte if isinstance(texte, Plancher) else _lire_plancher(nom, texte)
        except QuantiteInvalide as erreur:
            fautes.append(Faute((nom,), erreur.message, erreur.attendu, erreur.remede))
    if fautes:
        raise Fautes(fautes)
    return lus


def _lire_plancher(nom: str, texte: object) -> Plancher:
    if nom not in UNITES:
        raise QuantiteInvalide(_("objectif inconnu"), remede=vouliez_vous(nom, UNITES))
    if isinstance(texte, str) and "%" in texte:
        return Plancher(lire_taux(texte), part=True)
    plancher = lire_quantite(texte, UNITES[nom])
    if plancher < 0:
        raise QuantiteInvalide(_("un plancher n'est pas négatif"))
    return Plancher(plancher, part=False)


def ecrire_planchers(planchers: dict[str, Plancher]) -> dict[str, str]:
    """Write floors as ``lire_planchers`` reads them."""
    return {
        nom: format_taux(p.valeur) if p.part else f"{format_nombre(p.valeur)} {UNITES[nom]}"
        for nom, p in planchers.items()
    }


class Poids(Modele):
    """Weights of the three objectives."""

    energie: NombreExact = Fraction(0)
    """Poids de l'énergie."""
    patrimoine: NombreExact = Fraction(0)
    """Poids du patrimoine."""
    mixite: NombreExact = Fraction(0)
    """Poids de la mixité."""

    def fautes(self) -> Iterator[Faute]:
        """Weights are not negative, and not all zero."""
        valeurs = {nom: getattr(self, nom) for nom in UNITES}
        for nom, poids in valeurs.items():
            if poids < 0:
                yield Faute((nom,), _("un poids n'est pas négatif"), attendu=_("un nombre, 0 ou plus"))
        if not any(valeurs.values()):
            yield Faute((), _("tous les poids sont nuls"), remede=_("Donnez un poids à au moins un objectif"))


class Echelles(Modele):
    """Scales that replace the best value of each objective in the normalisation."""

    energie: Annotated[int | None, _lire_echelle("MWh"), WithJsonSchema({"type": "string"})] = None
    """Échelle de l'énergie, en MWh : « 1200000 MWh »."""
    patrimoine: Annotated[int | None, _lire_echelle("points"), WithJsonSchema({"type": "string"})] = None
    """Échelle du patrimoine, en points : « 60000 points »."""
    mixite: Annotated[int | None, _lire_echelle("ménages"), WithJsonSchema({"type": "string"})] = None
    """Échelle de la mixité, en ménages : « 300 ménages »."""


class Rang(Modele):
    """One step of a lexicographic order."""

    objectif: NomObjectif
    """Objectif maximisé à ce rang."""
    tolerance: Taux = Fraction(0)
    """Part de sa valeur que les rangs suivants peuvent céder (%)."""


class Objectif(Modele):
    """The objective of the scenario."""

    methode: Methode
    """ponderee : somme pondérée ; lexicographique : dans l'ordre ; epsilon : un objectif, planchers sur les autres ;
    equilibre : la plus petite réussite, puis la somme pondérée."""
    poids: Poids | None = None
    """Poids des objectifs (ponderee, equilibre)."""
    echelles: Echelles = Echelles()
    """Échelles de normalisation ; par défaut la meilleure valeur de chaque objectif."""
    ordre: tuple[Rang, ...] = ()
    """Ordre des objectifs (lexicographique)."""
    maximiser: NomObjectif | None = None
    """Objectif maximisé (epsilon)."""
    planchers: Annotated[
        dict[str, Plancher],
        PlainValidator(lire_planchers),
        PlainSerializer(ecrire_planchers, when_used="json"),
        WithJsonSchema({"type": "object", "properties": {n: {"type": "string"} for n in UNITES}}),
    ] = Field(default_factory=dict)
    """Planchers des autres objectifs (epsilon) : « 90 % » de leur meilleure valeur, ou « 120000 MWh »."""

    def fautes(self) -> Iterator[Faute]:
        """Each method has what it needs."""
        besoin = {"ponderee": "poids", "equilibre": "poids", "lexicographique": "ordre", "epsilon": "maximiser"}
        cle = besoin[self.methode]
        if not getattr(self, cle):
            yield Faute(
                ("methode",),
                _("la méthode {methode} demande « {cle} »").format(methode=self.methode, cle=cle),
                remede=_("Ajoutez « {cle} » sous objectif").format(cle=cle),
                trouve=self.methode,
            )
        noms = [rang.objectif for rang in self.ordre]
        if len(set(noms)) < len(noms):
            yield Faute(
                ("ordre",), _("un objectif est cité deux fois"), remede=_("Citez chaque objectif une seule fois")
            )
        if self.methode == "epsilon":
            yield from self._fautes_epsilon()

    def _fautes_epsilon(self) -> Iterator[Faute]:
        """Floors bear on the other objectives."""
        if not self.planchers:
            yield Faute(
                ("methode",),
                _("la méthode {methode} demande « {cle} »").format(methode="epsilon", cle="planchers"),
                remede=_("Écrivez par exemple {exemple}").format(exemple="planchers: {energie: 90 %}"),
                trouve=self.methode,
            )
        if self.maximiser in self.planchers:
            yield Faute(
                ("planchers", str(self.maximiser)),
                _("l'objectif maximisé n'a pas de plancher"),
                remede=_("Retirez ce plancher ou maximisez un autre objectif"),
            )
