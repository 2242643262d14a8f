"""The one table of the columns of the parc: name, type, unit, bounds, allowed values, meaning, default.

Answers for: what a column is.  The reader, the checks, ``docs/parc.md`` and the JSON Schema are all made from it;
adding a column here is enough for the four.
Leaves to others: checks that look at several columns (verifications), layout of the documentation (page).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from renovation_opt.locale import _

TypeColonne = Literal["code", "texte", "entier", "decimal", "choix", "oui_non", "part"]
TYPES_NUMERIQUES: Final = frozenset({"entier", "decimal", "part"})
LOGEMENTS_MAX: Final = 10_000
"""More dwellings than this in one lot is a typing mistake: the whole basin has about 73 000."""


@dataclass(frozen=True, slots=True)
class Bornes:
    """Smallest and largest value allowed, both included."""

    minimum: float
    maximum: float

    def texte(self, unite: str = "") -> str:
        """Return the bounds as a reader expects them: ``entre 10 et 400 m²``."""
        phrase = _("entre {minimum} et {maximum}").format(minimum=f"{self.minimum:g}", maximum=f"{self.maximum:g}")
        return f"{phrase} {unite}".rstrip()


@dataclass(frozen=True, slots=True)
class Colonne:
    """One column of the parc.

    ``motif`` is a regular expression that the whole cell matches (codes only) and ``forme`` says it in words;
    ``plancher`` is the sentence for a value below the lower bound when that bound is a matter of nature, not of habit.
    A column that is not ``obligatoire`` may be absent, and its cells empty: ``defaut`` is then taken.
    ``texte`` is called, not stored, so that the meaning follows the language of the process.
    """

    nom: str
    type: TypeColonne
    texte: Callable[[], str]
    unite: str = ""
    bornes: Bornes | None = None
    valeurs: tuple[str, ...] = ()
    motif: str = ""
    forme: Callable[[], str] | None = None
    plancher: Callable[[], str] | None = None
    longueur_max: int = 0
    obligatoire: bool = True
    defaut: str = ""

    @property
    def sens(self) -> str:
        """Meaning of the column, in the current language."""
        return self.texte()

    @property
    def numerique(self) -> bool:
        """Whether the cells are numbers."""
        return self.type in TYPES_NUMERIQUES

    @property
    def attendu(self) -> str:
        """What a cell must be, in words, in the current language."""
        if self.bornes is not None:
            genre = _("un nombre entier") if self.type == "entier" else _("un nombre")
            return f"{genre} {self.bornes.texte(self.unite)}"
        if self.valeurs:
            return ", ".join(self.valeurs)
        return self.forme() if self.forme is not None else _("du texte")


OUI_NON: Final = ("oui", "non")
_PART: Final = Bornes(0, 1)
_CONSO: Final = Bornes(1, 1500)
_SEGMENT: Final = r"[\p{L}0-9_](?:[\p{L}0-9_-]|\.[\p{L}0-9_-])*"
"""Letters, digits, ``-``, ``_``, ``.``; no ``..``, no leading ``.`` or ``-``, no final ``.``: safe as a file name."""


def _code_simple() -> str:
    return _("des lettres, chiffres, « - », « _ » ou « . »")


def _code_de_lot() -> str:
    return _("des lettres, chiffres, « - », « _ », « . » ou « / »")


def _conso_positive() -> str:
    return _("une consommation est strictement positive")


def _code(nom: str, texte: Callable[[], str], *, obligatoire: bool = True) -> Colonne:
    """Return a column of codes that also name files and opérations."""
    return Colonne(nom, "code", texte, motif=_SEGMENT, forme=_code_simple, longueur_max=100, obligatoire=obligatoire)


def _part(nom: str, texte: Callable[[], str], *, obligatoire: bool = True) -> Colonne:
    """Return a column of shares."""
    return Colonne(nom, "part", texte, bornes=_PART, obligatoire=obligatoire, defaut="" if obligatoire else "0")


COLONNES: Final[tuple[Colonne, ...]] = (
    Colonne(
        "lot_id",
        "code",
        lambda: _("Identifiant du lot, unique dans le fichier."),
        motif=f"{_SEGMENT}(?:/{_SEGMENT})*",
        forme=_code_de_lot,
        longueur_max=250,
    ),
    _code("cite_id", lambda: _("Identifiant de la cité.")),
    Colonne("cite", "texte", lambda: _("Nom de la cité, tel qu'il s'imprime.")),
    Colonne("commune", "texte", lambda: _("Nom de la commune.")),
    Colonne(
        "code_insee",
        "code",
        lambda: _("Code INSEE de la commune."),
        motif=r"[0-9]{5}|2[AB][0-9]{3}",
        forme=lambda: _("5 caractères, comme 62498 ou 2A004"),
    ),
    _code("epci", lambda: _("Code court de l'EPCI, tel que le scénario le nomme.")),
    Colonne(
        "siren_epci",
        "code",
        lambda: _("SIREN de l'EPCI."),
        motif=r"[0-9]{9}",
        forme=lambda: _("9 chiffres, comme 246200364"),
    ),
    _code("bailleur", lambda: _("Code du bailleur ; « proprietaires_prives_<epci> » pour un lot privé.")),
    Colonne("statut", "choix", lambda: _("Statut d'occupation du lot."), valeurs=("social", "prive")),
    Colonne(
        "typologie",
        "choix",
        lambda: _("Forme de la cité."),
        valeurs=("corons", "pavillonnaire", "jardin", "moderne"),
    ),
    Colonne("periode_construction", "texte", lambda: _("Période de construction, en clair."), obligatoire=False),
    Colonne(
        "nb_logements",
        "entier",
        lambda: _("Logements du lot ; au-delà de 150 (20 s'il est privé) le lot est scindé."),
        unite="logements",
        bornes=Bornes(1, LOGEMENTS_MAX),
        plancher=lambda: _("un lot compte au moins un logement"),
    ),
    Colonne(
        "surface_moyenne_m2",
        "decimal",
        lambda: _("Surface habitable moyenne d'un logement."),
        unite="m²",
        bornes=Bornes(10, 400),
        plancher=lambda: _("une surface est strictement positive"),
    ),
    Colonne(
        "etiquette_dpe",
        "choix",
        lambda: _("Classe du DPE avant travaux, aux seuils de 2021."),
        valeurs=("A", "B", "C", "D", "E", "F", "G"),
    ),
    Colonne(
        "conso_ep_kwh_m2_an",
        "decimal",
        lambda: _("Consommation conventionnelle d'énergie primaire avant travaux."),
        unite="kWhEP/m²/an",
        bornes=_CONSO,
        plancher=_conso_positive,
    ),
    Colonne(
        "conso_ef_kwh_m2_an",
        "decimal",
        lambda: _("Consommation conventionnelle d'énergie finale avant travaux."),
        unite="kWhEF/m²/an",
        bornes=_CONSO,
        plancher=_conso_positive,
    ),
    Colonne(
        "emissions_kgco2_m2_an",
        "decimal",
        lambda: _("Émissions conventionnelles de gaz à effet de serre avant travaux."),
        unite="kgCO2e/m²/an",
        bornes=Bornes(0, 600),
        plancher=lambda: _("des émissions ne sont pas négatives"),
    ),
    Colonne(
        "energie_chauffage",
        "choix",
        lambda: _("Énergie principale de chauffage avant travaux."),
        valeurs=("gaz", "electricite", "fioul", "charbon", "reseau", "bois"),
    ),
    Colonne(
        "protection",
        "choix",
        lambda: _("Inscription au patrimoine mondial : façades inscrites, zone tampon ou hors périmètre."),
        valeurs=("inscrite", "zone_tampon", "hors"),
    ),
    Colonne(
        "interet_patrimonial",
        "choix",
        lambda: _("Intérêt patrimonial de la cité."),
        valeurs=("exceptionnelle", "remarquable", "temoin", "ordinaire"),
    ),
    Colonne("qpv", "oui_non", lambda: _("Quartier prioritaire de la politique de la ville."), valeurs=OUI_NON),
    Colonne(
        "npnru",
        "choix",
        lambda: _("Nouveau programme de renouvellement urbain : intérêt national, régional, ou non."),
        valeurs=("qin", "qir", "non"),
    ),
    Colonne("prioritaire", "oui_non", lambda: _("Cité prioritaire de l'Engagement."), valeurs=OUI_NON),
    _code("grappe", lambda: _("Groupe de cités voisines à traiter ensemble ; vide : aucune."), obligatoire=False),
    _part("part_menages_q1", lambda: _("Part des ménages de la cité dans le premier quartile de revenus.")),
    _part("part_menages_q1_epci", lambda: _("La même part dans l'EPCI.")),
    _part("taux_vacance", lambda: _("Part des logements vacants."), obligatoire=False),
    _part("part_seniors", lambda: _("Part des ménages de 65 ans ou plus."), obligatoire=False),
    Colonne(
        "latitude",
        "decimal",
        lambda: _("Latitude du centre de la cité (WGS 84)."),
        unite="°",
        bornes=Bornes(-90, 90),
    ),
    Colonne(
        "longitude",
        "decimal",
        lambda: _("Longitude du centre de la cité (WGS 84)."),
        unite="°",
        bornes=Bornes(-180, 180),
    ),
    Colonne(
        "qualite",
        "choix",
        lambda: _("Origine du nombre de logements : observé ou estimé. Sans indication, il est dit estimé."),
        valeurs=("observe", "estime"),
        obligatoire=False,
        defaut="estime",
    ),
    Colonne("source", "texte", lambda: _("D'où viennent les valeurs de la ligne."), obligatoire=False),
)
"""Every column, in the order in which a parc is written."""

NOMS: Final = tuple(colonne.nom for colonne in COLONNES)
PAR_NOM: Final = {colonne.nom: colonne for colonne in COLONNES}
NUMERIQUES: Final = tuple(colonne for colonne in COLONNES if colonne.numerique)
