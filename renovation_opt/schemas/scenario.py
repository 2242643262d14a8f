"""A scenario: one question, written as a parc, hypotheses, a horizon, funds, landlords, an objective, targets.

Answers for: the keys of a scenario file, and the rules between them that need parsed values (years, profiles).
Leaves to others: names that must exist (references), files and bases (chargement), the parc itself (build).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from renovation_opt.locale import _
from renovation_opt.schemas.bailleurs import AUTRES_BAILLEURS, PROPRIETAIRES_PRIVES, Bailleur
from renovation_opt.schemas.cibles import Cible
from renovation_opt.schemas.condition import Condition, Test
from renovation_opt.schemas.decisions import Decisions
from renovation_opt.schemas.financement import Financement, GainMin, Palier, Parite, faute_longueur, tranches
from renovation_opt.schemas.modele import Entier, Faute, Logique, Modele, Texte
from renovation_opt.schemas.objectif import Echelles, Objectif, Plancher, Poids, Rang
from renovation_opt.unites import Ans, Duree, MontantParAn, Taux

__all__ = [
    "AUTRES_BAILLEURS",
    "PROPRIETAIRES_PRIVES",
    "Bailleur",
    "Cible",
    "Condition",
    "Decisions",
    "Echelles",
    "Filiere",
    "Financement",
    "GainMin",
    "Grappes",
    "Horizon",
    "Objectif",
    "OperationsOptions",
    "Palier",
    "Parite",
    "Plancher",
    "Poids",
    "Rang",
    "Resolution",
    "Scenario",
    "Test",
    "tranches",
]

Lettre = Literal["A", "B", "C", "D", "E", "F", "G"]
Code = Annotated[str, Field(strict=True, pattern=r"^[a-z0-9_]+$")]
InterdictionsLocation = dict[Lettre, Entier]
"""Letter -> first year in which letting is banned."""


class Horizon(Modele):
    """The years of the programme."""

    debut: Entier = Field(ge=1990, le=2100)
    """Première année."""
    tranches: Entier = Field(ge=1, le=40)
    """Nombre de tranches annuelles."""

    @property
    def annees(self) -> tuple[int, ...]:
        """Calendar years."""
        return tuple(range(self.debut, self.debut + self.tranches))

    @property
    def fin(self) -> int:
        """Last calendar year."""
        return self.debut + self.tranches - 1


class Filiere(Modele):
    """What local building firms can carry (C13)."""

    par: Literal["epci"]
    """Territoire auquel s'applique le plafond."""
    montant: MontantParAn
    """Travaux au plus par an dans chaque EPCI (€/an)."""
    particuliers: dict[Texte, MontantParAn] = Field(default_factory=dict)
    """Plafonds propres à certains EPCI (€/an)."""


class OperationsOptions(Modele):
    """Which dwellings make an opération."""

    classes: tuple[Lettre, ...] = ("E", "F", "G")
    """Étiquettes DPE dont tous les lots doivent être traités quand l'opération est ouverte."""
    facultatives: tuple[Lettre, ...] = ()
    """Étiquettes DPE que l'opération peut traiter ou non."""
    phases_sans_chevauchement: Logique = False
    """Les phases d'une même cité et d'un même bailleur ne se chevauchent pas."""

    def fautes(self) -> Iterator[Faute]:
        """A class is mandatory or optional."""
        if not self.classes:
            yield Faute(("classes",), _("aucune étiquette à traiter"), remede=_("Listez au moins une étiquette"))
        for lettre in sorted(set(self.classes) & set(self.facultatives)):
            yield Faute(
                ("facultatives",),
                _("l'étiquette {lettre} est à la fois obligatoire et facultative").format(lettre=lettre),
                remede=_("Retirez-la de « classes » ou de « facultatives »"),
            )


class Grappes(Modele):
    """Opérations of one grappe start together (C16)."""

    fenetre: Ans
    """Étendue des années de démarrage dans une grappe, par exemple « 3 ans »."""


class Resolution(Modele):
    """When to stop."""

    ecart: Taux = Fraction(1, 200)
    """Écart relatif prouvé auquel on s'arrête (%)."""
    temps: Duree = 120
    """Durée maximale du calcul (s, min ou h)."""
    tolerance_cibles: Taux = Fraction(1, 200)
    """Part de l'échelle de chaque cible souple que l'étape d'objectif peut céder (%)."""


class Scenario(Modele):
    """A scenario, complete: bases merged."""

    nom: Texte = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=80)
    """Nom court : minuscules sans accent, chiffres et tirets ; nomme le dossier du rapport."""
    titre: Texte
    """Titre lisible."""
    parc: Texte
    """Fichier du parc (CSV ou Parquet), relatif au fichier qui l'écrit."""
    hypotheses: Texte
    """Fichier des hypothèses (YAML), relatif au fichier qui l'écrit."""
    horizon: Horizon
    """Années du programme."""
    financements: dict[Code, Financement]
    """Financements publics, par code."""
    montages: dict[Code, tuple[Texte, ...]]
    """Ensembles de financements qu'une opération peut demander, dans cet ordre ; « sans_aide » existe toujours."""
    niveaux: dict[Texte, tuple[Taux, ...]] = Field(default_factory=dict)
    """Parts de l'aide due qu'un financement peut accorder, par code ; par défaut 100 %."""
    cumul_aides_publiques: Taux = Fraction(4, 5)
    """Part maximale du coût payée par les aides publiques (%)."""
    bailleurs: dict[Code, Bailleur]
    """Moyens des bailleurs, par code ; « proprietaires_prives » et « autres_bailleurs » sont des valeurs par défaut."""
    intercommunalites: dict[Code, Texte] = Field(default_factory=dict)
    """Nom lisible de chaque EPCI, par code du parc ; sans lui, le code est montré."""
    filiere: Filiere | None = None
    """Capacité des entreprises locales. Absente : sans limite."""
    objectif: Objectif
    """Ce que le programme maximise."""
    cibles: tuple[Cible, ...] = ()
    """Cibles à tenir."""
    decisions: Decisions = Decisions()
    """Opérations engagées, imposées, exclues."""
    operations: OperationsOptions = OperationsOptions()
    """Composition des opérations."""
    interdictions_location: InterdictionsLocation | None = None
    """Étiquette -> première année où la location est interdite : les travaux finissent avant."""
    grappes: Grappes | None = None
    """Démarrage groupé des opérations d'une grappe."""
    indice_travaux: Literal["reference", "haut"] = "reference"
    """Indice de prix des travaux, pris dans les hypothèses."""
    resolution: Resolution = Resolution()
    """Arrêt du calcul."""
    langue: Literal["fr", "en"] = "fr"
    """Langue des messages et rapports."""

    def fautes(self) -> Iterator[Faute]:
        """Years stand inside the horizon."""
        yield from self._fautes_financements()
        yield from self._fautes_annees()
        yield from self._fautes_engagees()

    def _fautes_financements(self) -> Iterator[Faute]:
        for code, fin in self.financements.items():
            if fin.annees and not self.horizon.debut <= fin.annees[0] <= fin.annees[1] <= self.horizon.fin:
                yield self._hors_horizon("financements", code, "annees")
            if fin.annees is None and isinstance(fin.profil, tuple) and len(fin.profil) != self.horizon.tranches:
                faute = faute_longueur(len(fin.profil), self.horizon.tranches)
                yield Faute(
                    ("financements", code, *faute.cle), faute.message, faute.attendu, faute.remede, faute.trouve
                )

    def _fautes_annees(self) -> Iterator[Faute]:
        for rang, cible in enumerate(self.cibles):
            if cible.avant is not None and not self.horizon.debut < cible.avant <= self.horizon.fin + 1:
                yield self._hors_horizon("cibles", rang, "avant")
        for rang, imposee in enumerate(self.decisions.imposees):
            if imposee.debut_avant is not None and not self.horizon.debut < imposee.debut_avant <= self.horizon.fin + 1:
                yield self._hors_horizon("decisions", "imposees", rang, "debut_avant")

    def _fautes_engagees(self) -> Iterator[Faute]:
        for rang, engagee in enumerate(self.decisions.engagees):
            if not self.horizon.debut <= engagee.debut <= self.horizon.fin:
                yield self._hors_horizon("decisions", "engagees", rang, "debut")
            elif engagee.debut + engagee.duree - 1 > self.horizon.fin:
                yield self._hors_horizon("decisions", "engagees", rang, "duree")

    def _hors_horizon(self, *cle: str | int) -> Faute:
        return Faute(
            cle,
            _("ces années sortent de l'horizon"),
            attendu=_("des années de {debut} à {fin}").format(debut=self.horizon.debut, fin=self.horizon.fin),
            remede=_("Corrigez les années ou « horizon »"),
        )
