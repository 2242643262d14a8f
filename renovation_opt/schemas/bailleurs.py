"""What a scenario says of landlords: capacities and own money, constant or by year.

Answers for: reading curves, and their value in a given year (``interpoler``, ``prolonger``).
Leaves to others: which landlords the parc holds (build).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from renovation_opt.locale import _
from renovation_opt.schemas.modele import Faute, Fautes, Modele, Texte, lire_chaque
from renovation_opt.unites import Montant, QuantiteInvalide, format_montant, lire_montant_annuel

PROPRIETAIRES_PRIVES = "proprietaires_prives"
"""Default for each private operator ``proprietaires_prives_<epci>``."""
AUTRES_BAILLEURS = "autres_bailleurs"
"""Default for any social landlord not named."""


def lire_entier(valeur: object) -> int:
    """Read a whole number, zero or more."""
    if isinstance(valeur, int) and not isinstance(valeur, bool) and valeur >= 0:
        return valeur
    raise QuantiteInvalide(
        _("ce n'est pas un nombre entier positif"),
        attendu=_("un nombre entier, 0 ou plus"),
        remede=_("Écrivez par exemple {exemple}").format(exemple="120"),
    )


def _courbe(lire: Any) -> Any:  # noqa: ANN401 - a reader of any number
    """Return a reader of a constant, or of a mapping year -> value."""

    def lire_courbe(valeur: object) -> Any:  # noqa: ANN401 - dict or int
        if not isinstance(valeur, Mapping):
            return lire(valeur)
        fautes = [
            Faute(
                (a,), _("cette clé n'est pas une année"), remede=_("Écrivez par exemple {exemple}").format(exemple=2017)
            )
            for a in valeur
            if not isinstance(a, int)
        ]
        if fautes:
            raise Fautes(fautes)
        if not valeur:
            raise QuantiteInvalide(_("aucune année n'est donnée"), attendu=_("une valeur, ou une valeur par année"))
        return dict(zip(sorted(valeur), lire_chaque(((a, valeur[a]) for a in sorted(valeur)), lire), strict=True))

    return lire_courbe


def _schema(valeur: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema of a constant or of a mapping by year."""
    par_annee = {"type": "object", "patternProperties": {"^[0-9]{4}$": valeur}, "additionalProperties": False}
    return {"anyOf": [valeur, par_annee]}


def ecrire_courbe(courbe: dict[int, int] | int | None) -> Any:  # noqa: ANN401 - a text, or a text per year
    """Write a curve of amounts as it is read."""
    if isinstance(courbe, dict):
        return {annee: format_montant(euros) for annee, euros in courbe.items()}
    return None if courbe is None else format_montant(courbe)


CourbeEntiere = Annotated[
    dict[int, int] | int,
    PlainValidator(_courbe(lire_entier)),
    WithJsonSchema(_schema({"type": "integer", "minimum": 0})),
]
CourbeMontant = Annotated[
    dict[int, int] | int,
    PlainValidator(_courbe(lire_montant_annuel)),
    PlainSerializer(ecrire_courbe, when_used="json"),
    WithJsonSchema(_schema({"type": "string", "description": "Montant de l'année", "examples": ["30 M€"]})),
]


class Bailleur(Modele):
    """One landlord, ``proprietaires_prives`` or ``autres_bailleurs``."""

    libelle: Texte = ""
    """Nom lisible du bailleur."""
    logements_par_an: CourbeEntiere | None = None
    """Logements en travaux au plus chaque année ; interpolé entre les années données. Absent : sans limite."""
    fonds_propres: CourbeMontant | None = None
    """Fonds propres mobilisables chaque année (€/an) ; prolongés à la dernière valeur. Absent : sans limite."""
    chantiers_simultanes: CourbeEntiere | None = None
    """Chantiers ouverts en même temps au plus ; prolongés à la dernière valeur. Absent : sans limite."""
    reste_a_charge_max: Montant | None = None
    """Reste à charge maximal par logement (€)."""

    def capacite(self, annee: int) -> int | None:
        """(C8) Return dwellings of ``annee``; ``None`` without limit."""
        return interpoler(self.logements_par_an, annee)

    def fonds_propres_eur(self, annee: int) -> int | None:
        """(C12) Return own euros of ``annee``; ``None`` without limit."""
        return prolonger(self.fonds_propres, annee)

    def chantiers(self, annee: int) -> int | None:
        """(C9) Return open chantiers of ``annee``; ``None`` without limit."""
        return prolonger(self.chantiers_simultanes, annee)


def interpoler(courbe: dict[int, int] | int | None, annee: int) -> int | None:
    """Return the value of ``annee``: linear between the given years, rounded down; constant outside them."""
    if courbe is None or isinstance(courbe, int):
        return courbe
    points = sorted(courbe.items())
    if annee <= points[0][0]:
        return points[0][1]
    for (a, va), (b, vb) in pairwise(points):
        if annee <= b:
            return va + (vb - va) * (annee - a) // (b - a)
    return points[-1][1]


def prolonger(courbe: dict[int, int] | int | None, annee: int) -> int | None:
    """Return the value in force in ``annee``: the last one given, the first one before."""
    if courbe is None or isinstance(courbe, int):
        return courbe
    connues = [a for a in courbe if a <= annee] or [min(courbe)]
    return courbe[max(connues)]
