"""A condition on the parc, on an opération or on a bouquet: ``{statut: prive, npnru: [qin, qir]}``.

Answers for: reading it, and telling whether a row satisfies it (all tests must hold; empty accepts everything).
Leaves to others: gathering the row (build).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from renovation_opt.locale import _
from renovation_opt.schemas.modele import Faute, Fautes, liste, vouliez_vous
from renovation_opt.unites import QuantiteInvalide, format_nombre, lire_nombre, lire_taux

OUI_NON = ("oui", "non")
CHAMPS: dict[str, tuple[str, ...] | type[Fraction] | None] = {
    "lot_id": None,
    "cite_id": None,
    "cite": None,
    "commune": None,
    "code_insee": None,
    "epci": None,
    "siren_epci": None,
    "bailleur": None,
    "statut": ("social", "prive"),
    "typologie": ("corons", "pavillonnaire", "jardin", "moderne"),
    "periode_construction": None,
    "nb_logements": Fraction,
    "surface_moyenne_m2": Fraction,
    "etiquette_dpe": tuple("ABCDEFG"),
    "conso_ep_kwh_m2_an": Fraction,
    "conso_ef_kwh_m2_an": Fraction,
    "emissions_kgco2_m2_an": Fraction,
    "energie_chauffage": ("gaz", "electricite", "fioul", "charbon", "reseau", "bois"),
    "protection": ("inscrite", "zone_tampon", "hors"),
    "interet_patrimonial": ("exceptionnelle", "remarquable", "temoin", "ordinaire"),
    "qpv": OUI_NON,
    "npnru": ("qin", "qir", "non"),
    "prioritaire": OUI_NON,
    "grappe": None,
    "part_menages_q1": Fraction,
    "part_menages_q1_epci": Fraction,
    "taux_vacance": Fraction,
    "part_seniors": Fraction,
    "latitude": Fraction,
    "longitude": Fraction,
    "qualite": ("observe", "estime"),
    "source": None,
    "operation": None,
    "operation.logements": Fraction,
    "bouquet": None,
    "bouquet.adaptation": OUI_NON,
    "bouquet.patrimonial": OUI_NON,
    "bouquet.gain_ep": Fraction,
    "bouquet.gain_relatif": Fraction,
    "bouquet.etiquette_apres": tuple("ABCDEFG"),
}
"""Field -> allowed values, ``Fraction`` for a number, ``None`` for a free text.

``bouquet.gain_ep`` is in kWhEP/m2/yr; ``bouquet.gain_relatif`` is a share of the primary energy before works.
"""


@dataclass(frozen=True, slots=True)
class Test:
    """One test: the field is one of ``valeurs``, or lies between ``min`` and ``max`` (inclusive)."""

    champ: str
    valeurs: tuple[str | Fraction, ...] | None = None
    min: Fraction | None = None
    max: Fraction | None = None

    def accepte(self, valeur: object) -> bool:
        """Tell whether ``valeur`` (text, boolean or number) passes."""
        if CHAMPS[self.champ] is not Fraction:
            return self.valeurs is not None and _texte(valeur) in self.valeurs
        nombre = lire_nombre(valeur)
        if self.valeurs is not None:
            return nombre in self.valeurs
        return (self.min is None or nombre >= self.min) and (self.max is None or nombre <= self.max)


@dataclass(frozen=True, slots=True)
class Condition:
    """All of ``tests``; without any, everything passes."""

    tests: tuple[Test, ...] = ()

    def accepte(self, ligne: Mapping[str, object]) -> bool:
        """Tell whether a row (field -> value) passes every test; KeyError when a field is missing from the row."""
        return all(test.accepte(ligne[test.champ]) for test in self.tests)

    @property
    def champs(self) -> tuple[str, ...]:
        """Fields that the condition reads."""
        return tuple(test.champ for test in self.tests)

    def __bool__(self) -> bool:
        """Tell whether there is anything to test."""
        return bool(self.tests)


def lire_condition(valeur: object) -> Condition:
    """Read a mapping field -> value, list of values, or ``{min, max}``; raise every fault at its key."""
    if isinstance(valeur, Condition):
        return valeur
    if not isinstance(valeur, dict):
        raise QuantiteInvalide(
            _("une condition associe des champs à des valeurs"), remede=_("Écrivez par exemple {statut: prive}")
        )
    tests: list[Test] = []
    fautes: list[Faute] = []
    for champ, attendu in valeur.items():
        if champ not in CHAMPS:
            fautes.append(Faute((champ,), _("ce champ n'existe pas"), remede=vouliez_vous(champ, CHAMPS)))
            continue
        fautes += _fautes_test(str(champ), attendu)
        if not fautes:
            tests.append(_test(str(champ), attendu))
    if fautes:
        raise Fautes(fautes)
    return Condition(tuple(tests))


def ecrire_condition(condition: Condition) -> dict[str, list[str] | dict[str, str]]:
    """Write a condition as plain texts, fields and values sorted: the same for any writing of it."""
    return {test.champ: _ecrire_test(test) for test in sorted(condition.tests, key=lambda t: t.champ)}


def _ecrire_test(test: Test) -> list[str] | dict[str, str]:
    """Write what a field must be."""
    if test.valeurs is not None:
        return sorted({format_nombre(v) if isinstance(v, Fraction) else v for v in test.valeurs})
    bornes = {"min": test.min, "max": test.max}
    return {nom: format_nombre(borne) for nom, borne in bornes.items() if borne is not None}


def _test(champ: str, attendu: object) -> Test:
    """Build a test already found right."""
    if isinstance(attendu, dict):
        bornes = {cle: _nombre(nombre) for cle, nombre in attendu.items()}
        return Test(champ, None, bornes.get("min"), bornes.get("max"))
    lire = _nombre if CHAMPS[champ] is Fraction else _texte
    return Test(champ, tuple(lire(v) for v in liste(attendu)))


def _fautes_test(champ: str, attendu: object) -> Iterator[Faute]:
    """Yield what is wrong in the test of one field."""
    domaine = CHAMPS[champ]
    if isinstance(attendu, dict):
        yield from _fautes_bornes(champ, attendu)
    elif attendu in ([], None):
        yield Faute((champ,), _("aucune valeur n'est donnée"), remede=_("Donnez une valeur ou une liste de valeurs"))
    elif domaine is Fraction:
        yield from _fautes_nombres(champ, dict(enumerate(liste(attendu))) if isinstance(attendu, list) else attendu)
    else:
        for rang, mot in enumerate(liste(attendu)):
            cle = (champ, rang) if isinstance(attendu, list) else (champ,)
            if isinstance(mot, dict | list):
                yield Faute(cle, _("ce n'est pas une valeur"), attendu=_("un texte"))
            elif isinstance(domaine, tuple) and _texte(mot) not in domaine:
                yield Faute(cle, _("cette valeur n'existe pas"), remede=vouliez_vous(_texte(mot), domaine))


def _fautes_bornes(champ: str, bornes: Mapping[object, object]) -> Iterator[Faute]:
    if CHAMPS[champ] is not Fraction:
        yield Faute((champ,), _("min et max ne valent que pour un nombre"), remede=_("Donnez une valeur ou une liste"))
        return
    for cle in bornes:
        if cle not in ("min", "max"):
            yield Faute((champ, str(cle)), _("clé inconnue"), remede=vouliez_vous(cle, ("min", "max")))
    fautes = list(_fautes_nombres(champ, {c: v for c, v in bornes.items() if c in ("min", "max")}))
    yield from fautes
    if not bornes:
        yield Faute((champ,), _("aucune borne n'est donnée"), remede=_("Écrivez par exemple {min: 10}"))
    elif not fautes and {"min", "max"} <= bornes.keys() and _nombre(bornes["min"]) > _nombre(bornes["max"]):
        yield Faute((champ,), _("le minimum dépasse le maximum"), remede=_("Échangez les deux bornes"))


def _fautes_nombres(champ: str, valeurs: object) -> Iterator[Faute]:
    for cle, valeur in valeurs.items() if isinstance(valeurs, dict) else [(None, valeurs)]:
        try:
            _nombre(valeur)
        except QuantiteInvalide as erreur:
            yield Faute((champ,) if cle is None else (champ, cle), erreur.message, erreur.attendu, erreur.remede)


def _nombre(valeur: object) -> Fraction:
    """Return a bare number, or a percentage as a share."""
    return lire_taux(valeur) if isinstance(valeur, str) and "%" in valeur else lire_nombre(valeur)


def _texte(valeur: object) -> str:
    """Return the text of a value; YAML's true and false are ``oui`` and ``non``."""
    if isinstance(valeur, bool):
        return OUI_NON[not valeur]
    return str(valeur)


_SCALAIRE: dict[str, object] = {"type": ["string", "number", "boolean"]}
_BORNES: dict[str, object] = {"type": "object", "properties": {"min": {}, "max": {}}, "additionalProperties": False}


def _schema_champ(domaine: object) -> dict[str, object]:
    """Return the JSON Schema of the test of one field."""
    scalaire: dict[str, object] = {"enum": [*domaine, True, False]} if isinstance(domaine, tuple) else _SCALAIRE
    return {"anyOf": [scalaire, {"type": "array", "items": scalaire}, *([_BORNES] if domaine is Fraction else [])]}


ConditionLue = Annotated[
    Condition,
    PlainValidator(lire_condition),
    PlainSerializer(ecrire_condition, when_used="json"),
    WithJsonSchema(
        {
            "type": "object",
            "description": "Condition : champ -> valeur, liste de valeurs, ou {min, max}",
            "properties": {champ: _schema_champ(domaine) for champ, domaine in CHAMPS.items()},
            "additionalProperties": False,
        }
    ),
]
