"""The hypothesis set: bouquets, prices, factors, grids; every number sourced.

Answers for: its keys, the rules that read it (a bouquet's cost, energy, heritage quality), and the list of its numbers.
Leaves to others: applying it to the parc (build).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, PlainSerializer, PlainValidator, WithJsonSchema

from renovation_opt.locale import _
from renovation_opt.schemas.condition import Condition, ConditionLue, ecrire_condition, lire_condition
from renovation_opt.schemas.modele import Faute, Fautes, Logique, Modele, Texte, lire_chaque, vouliez_vous
from renovation_opt.schemas.nombre import Indice, Nombre
from renovation_opt.unites import QuantiteInvalide

__all__ = ["BouquetHyp", "Condition", "Entree", "HypothesesErbm", "Indice", "Nombre"]

Energie = Literal["gaz", "electricite", "fioul", "charbon", "reseau", "bois"]
ENERGIES = ("gaz", "electricite", "fioul", "charbon", "reseau", "bois")
Interet = Literal["exceptionnelle", "remarquable", "temoin", "ordinaire"]
INTERETS = ("exceptionnelle", "remarquable", "temoin", "ordinaire")
INCHANGEE = "inchangee"


class Entree(NamedTuple):
    """One number of the set, for the reports."""

    cle: str
    valeur: str
    unite: str
    source: str
    date: str
    fiabilite: str


def lire_conditions(valeur: object) -> tuple[Condition, ...]:
    """Read one condition or a list of them (any match counts)."""
    if isinstance(valeur, list | tuple):
        return tuple(lire_chaque(enumerate(valeur), lire_condition))
    return (lire_condition(valeur),)


def lire_energie_apres(valeur: object) -> dict[str, str]:
    """Read ``inchangee``, one energy, or a mapping energy before -> energy after; return the latter."""
    if valeur == INCHANGEE:
        return {}
    if isinstance(valeur, str):
        valeur = dict.fromkeys(ENERGIES, valeur)
    if not isinstance(valeur, dict):
        raise QuantiteInvalide(_("énergie inconnue"), remede=vouliez_vous(valeur, (INCHANGEE, *ENERGIES)))
    fautes = [
        Faute((avant,), _("énergie inconnue"), remede=vouliez_vous(mot, ENERGIES))
        for avant, apres in valeur.items()
        for mot in (avant, apres)
        if mot not in ENERGIES
    ]
    if fautes:
        raise Fautes(fautes[:1])
    return dict(valeur)


class Cas(Modele):
    """A heritage quality under a condition."""

    si: ConditionLue
    """Condition sur le lot."""
    valeur: Nombre
    """Qualité patrimoniale (-1 à 1) quand la condition est vraie."""


class QualitePatrimoine(Modele):
    """The heritage quality of a bouquet: the first case that holds, else the value."""

    valeur: Nombre
    """Qualité patrimoniale (-1 à 1)."""
    cas: tuple[Cas, ...] = ()
    """Cas particuliers, le premier vrai l'emporte."""

    def de(self, lot: Mapping[str, object]) -> Fraction:
        """Return the quality for a lot (row of the parc)."""
        return next((cas.valeur.a() for cas in self.cas if cas.si.accepte(lot)), self.valeur.a())

    def fautes(self) -> Iterator[Faute]:
        """Qualities lie between -1 and 1."""
        nombres = [(("valeur",), self.valeur), *((("cas", i, "valeur"), c.valeur) for i, c in enumerate(self.cas))]
        for cle, nombre in nombres:
            if not -1 <= nombre.a() <= 1:
                yield Faute(cle, _("une qualité patrimoniale va de -1 à 1"), attendu=_("un nombre de -1 à 1"))


class BouquetHyp(Modele):
    """A package of works."""

    libelle: Texte
    """Nom lisible du bouquet."""
    statut: tuple[Literal["social", "prive"], ...] = Field(min_length=1)
    """Logements auxquels il s'adresse."""
    interdit_si: Annotated[
        tuple[Condition, ...],
        PlainValidator(lire_conditions),
        PlainSerializer(lambda conditions: [ecrire_condition(c) for c in conditions], when_used="json"),
        WithJsonSchema({"anyOf": [{"type": "object"}, {"type": "array", "items": {"type": "object"}}]}),
    ] = ()
    """Condition, ou liste de conditions : le bouquet est interdit dès que l'une est vraie."""
    cout_fixe: Nombre
    """Part fixe du coût des travaux (€/logement, 2017 HT)."""
    cout_m2: Nombre
    """Part du coût proportionnelle à la surface (€/m², 2017 HT)."""
    cout_max: Nombre | None = None
    """Plafond de travaux (€/logement, 2017 HT)."""
    conso_ep_cible: Nombre
    """Consommation d'énergie primaire visée après travaux (kWhEP/m²/an)."""
    conso_ef_cible: Nombre
    """Consommation d'énergie finale visée après travaux (kWhEF/m²/an)."""
    gain_relatif: Nombre
    """Gain relatif garanti (%) : après travaux, le meilleur de la cible et de ce gain."""
    energie_apres: Annotated[
        dict[str, str],
        PlainValidator(lire_energie_apres),
        WithJsonSchema({"anyOf": [{"enum": [INCHANGEE, *ENERGIES]}, {"type": "object"}]}),
    ] = Field(default_factory=dict)
    """Énergie de chauffage après travaux : « inchangee », une énergie, ou {énergie avant: énergie après}."""
    qualite_patrimoine: QualitePatrimoine
    """Qualité patrimoniale."""
    taux_diversification: Nombre
    """Part des logements dont l'occupation se diversifie (%)."""
    adaptation: Logique = False
    """Le bouquet adapte au vieillissement."""
    patrimonial: Logique = False
    """Permet le parti « ensemble_patrimonial »."""
    duree_vie: Nombre
    """Durée de vie des travaux (ans)."""

    def interdit(self, lot: Mapping[str, object]) -> bool:
        """Tell whether the bouquet is forbidden for a lot (row of the parc)."""
        return lot["statut"] not in self.statut or any(c.accepte(lot) for c in self.interdit_si)

    def cout_eur(self, surface_m2: Fraction | int) -> Fraction:
        """Return the exact cost of one dwelling, 2017 euros before tax; multiply by the index, then round."""
        cout = self.cout_fixe.a() + self.cout_m2.a() * surface_m2
        return cout if self.cout_max is None else min(cout, self.cout_max.a())

    def conso_apres(self, ep: Fraction | int, ef: Fraction | int) -> tuple[Fraction, Fraction]:
        """Return (EP, EF) after works, kWh/m2/yr: min(target, before x (1 - gain)) for each."""
        reste = 1 - self.gain_relatif.a()
        return min(self.conso_ep_cible.a(), ep * reste), min(self.conso_ef_cible.a(), ef * reste)

    def energie_finale(self, avant: str) -> str:
        """Return the heating energy after works."""
        return self.energie_apres.get(avant, avant)


class IndicesTravaux(Modele):
    """The price index of works, reference and high."""

    reference: Indice
    """Indice de référence."""
    haut: Indice
    """Indice haut : dérive des coûts."""


class ParStatut(Modele):
    """One number for social housing, one for private."""

    social: Nombre
    """Logements sociaux."""
    prive: Nombre
    """Logements privés."""


class ChantierHyp(Modele):
    """Pace of a chantier."""

    logements_par_an_min: Nombre
    """Logements par an au moins, sauf petite opération en un an."""
    logements_par_an_max: Nombre
    """Logements par an au plus."""
    duree_max: Nombre
    """Durée maximale (ans)."""


class FacteursEnergie(Modele):
    """Factors of one energy."""

    ep: Nombre
    """Facteur d'énergie primaire (kWhEP/kWhEF)."""
    co2: Nombre
    """Contenu carbone (kgCO2e/kWhEF)."""
    prix: Nombre
    """Prix payé par le ménage (€/kWhEF TTC)."""


class EnergieHyp(Modele):
    """How energy saved is counted."""

    annees_apres_horizon: Nombre
    """Années après la dernière tranche où une économie compte encore (ans)."""
    ecart_usage: Nombre
    """Part de l'économie conventionnelle réellement obtenue (0 à 1)."""
    facteurs: dict[Energie, FacteursEnergie]
    """Facteurs par énergie."""

    def fautes(self) -> Iterator[Faute]:
        """Every energy of the parc has its factors."""
        manquent = [e for e in ENERGIES if e not in self.facteurs]
        if manquent:
            yield Faute(
                ("facteurs",),
                _("il manque des énergies : {energies}").format(energies=", ".join(manquent)),
                remede=_("Ajoutez leurs facteurs"),
            )
        if not 0 <= self.ecart_usage.a() <= 1:
            yield Faute(("ecart_usage",), _("l'écart d'usage va de 0 à 1"), attendu=_("un nombre de 0 à 1"))


class SeuilDpe(Modele):
    """Upper limits of one class."""

    ep: Nombre
    """Énergie primaire maximale (kWhEP/m²/an)."""
    ges: Nombre
    """Émissions maximales (kgCO2e/m²/an)."""


class HypothesesErbm(Modele):
    """The hypothesis set."""

    nom: Texte
    """Nom court."""
    titre: Texte
    """Titre lisible."""
    bouquets: dict[Texte, BouquetHyp] = Field(min_length=1)
    """Bouquets de travaux, par code."""
    indice_travaux: IndicesTravaux
    """Indice de prix des travaux."""
    espaces_publics: ParStatut
    """Espaces publics et réseaux (€/logement traité, 2017 HT)."""
    grille_interet: dict[Interet, Nombre]
    """Points de patrimoine par logement selon l'intérêt de la cité."""
    bonus_inscrite: Nombre
    """Points ajoutés dans une cité inscrite."""
    bonus_ensemble: Nombre
    """Qualité ajoutée à celle du bouquet sous le parti « ensemble_patrimonial »."""
    chantier: ChantierHyp
    """Rythme des chantiers."""
    lots_max: ParStatut
    """Taille maximale d'un lot (logements)."""
    energie: EnergieHyp
    """Comptage de l'énergie."""
    seuils_dpe: dict[Literal["A", "B", "C", "D", "E", "F"], SeuilDpe]
    """Seuils des étiquettes DPE ; au-delà de F : G."""
    echeancier_cp: tuple[Nombre, ...] = Field(min_length=1)
    """Parts d'un engagement payées l'année des travaux et les suivantes (%)."""

    def entrees(self) -> Iterator[Entree]:
        """Yield every number with its dotted key, in the order of the schema."""
        yield from _entrees((), self)

    def etiquette(self, ep: Fraction | int, ges: Fraction | int) -> str:
        """Return the DPE class of a dwelling: the worse of the two limits."""
        return next((c for c, s in sorted(self.seuils_dpe.items()) if ep <= s.ep.a() and ges <= s.ges.a()), "G")

    def fautes(self) -> Iterator[Faute]:
        """Payments make 100 %, limits grow, paces agree."""
        if sum(part.a() for part in self.echeancier_cp) != 1:
            yield Faute(("echeancier_cp",), _("les parts de l'échéancier ne font pas 100 %"), attendu="100 %")
        manquent = [interet for interet in INTERETS if interet not in self.grille_interet]
        if manquent:
            yield Faute(("grille_interet",), _("il manque : {cles}").format(cles=", ".join(manquent)))
        lettres = sorted(self.seuils_dpe)
        if lettres != list("ABCDEF"):
            yield Faute(("seuils_dpe",), _("il faut un seuil par étiquette"), attendu="A, B, C, D, E, F")
        seuils = [(self.seuils_dpe[c].ep.a(), self.seuils_dpe[c].ges.a()) for c in lettres]
        if any(a[0] >= b[0] or a[1] >= b[1] for a, b in pairwise(seuils)):
            yield Faute(("seuils_dpe",), _("les seuils ne croissent pas de A à F"), remede=_("Corrigez les seuils"))
        if self.chantier.logements_par_an_min.a() > self.chantier.logements_par_an_max.a():
            yield Faute(
                ("chantier", "logements_par_an_min"),
                _("le minimum dépasse le maximum"),
                remede=_("Échangez les deux bornes"),
            )


def _entrees(cle: tuple[str, ...], valeur: Any) -> Iterator[Entree]:  # noqa: ANN401 - any node of the set
    """Walk the set, depth first."""
    if isinstance(valeur, Nombre):
        nombre = valeur
        yield Entree(".".join(cle), nombre.texte(), nombre.unite, nombre.source, nombre.date, nombre.fiabilite)
    elif isinstance(valeur, Modele):
        for champ in type(valeur).model_fields:
            yield from _entrees((*cle, champ), getattr(valeur, champ))
    elif isinstance(valeur, dict):
        for nom, fils in valeur.items():
            yield from _entrees((*cle, str(nom)), fils)
    elif isinstance(valeur, tuple):
        for rang, fils in enumerate(valeur):
            yield from _entrees((*cle, str(rang)), fils)
