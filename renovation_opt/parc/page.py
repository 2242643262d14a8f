"""What the table of columns says to people and to editors: ``docs/parc.md`` and the JSON Schema of a row.

Answers for: ``page_markdown`` and ``schema_json``.
Leaves to others: writing the files.
"""

from __future__ import annotations

from typing import Any

from renovation_opt.locale import _
from renovation_opt.parc.colonnes import COLONNES, Colonne
from renovation_opt.parc.verifications import VERIFICATIONS

_TYPES_JSON = {"entier": "integer", "decimal": "number", "part": "number"}


def page_markdown() -> str:
    """Return the documentation page of the parc, in the current language."""
    return "\n".join(
        [
            _("# Le parc de logements"),
            "",
            _("<!-- Page produite par renovation_opt.parc.page : ne la modifiez pas à la main. -->"),
            "",
            _("Un fichier, une ligne par lot : une cité, un bailleur, un statut, une classe de DPE, une énergie."),
            _("Il se lit en CSV ou en Parquet. Un CSV peut être séparé par des virgules, des points-virgules ou des"),
            _("tabulations, en UTF-8 ou en Windows-1252, avec un point ou une virgule décimale."),
            "",
            _("## Colonnes"),
            "",
            _("| colonne | type | unité | attendu | obligatoire | sens |"),
            "|---|---|---|---|---|---|",
            *(_ligne(colonne) for colonne in COLONNES),
            "",
            _("## Vérifications"),
            "",
            _("Toutes sont faites, et tout ce qu'elles trouvent est dit en une fois. Une erreur empêche le calcul."),
            "",
            *(f"- {verification.phrase()} ({_gravite(verification.gravite)})" for verification in VERIFICATIONS),
            "",
            _("Un lot de plus de 150 logements, ou de 20 s'il est privé, est scindé en lots de taille voisine."),
            "",
        ]
    )


def schema_json() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a parc: a list of rows."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _("Parc de logements"),
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "properties": {colonne.nom: _propriete(colonne) for colonne in COLONNES},
            "required": [colonne.nom for colonne in COLONNES if colonne.obligatoire],
        },
    }


def _ligne(colonne: Colonne) -> str:
    presence = _("oui") if colonne.obligatoire else _("non : {defaut}").format(defaut=colonne.defaut or _("vide"))
    cellules = (f"`{colonne.nom}`", _type(colonne), colonne.unite, colonne.attendu, presence, colonne.sens)
    return "| " + " | ".join(cellule.replace("<", "&lt;") for cellule in cellules) + " |"


def _type(colonne: Colonne) -> str:
    return {
        "code": _("code"),
        "texte": _("texte"),
        "entier": _("entier"),
        "decimal": _("décimal"),
        "choix": _("choix"),
        "oui_non": _("oui ou non"),
        "part": _("part"),
    }[colonne.type]


def _gravite(gravite: str) -> str:
    return _("erreur") if gravite == "erreur" else _("avertissement")


def _propriete(colonne: Colonne) -> dict[str, Any]:
    """Return the schema of one column."""
    propriete: dict[str, Any] = {"type": _TYPES_JSON.get(colonne.type, "string"), "description": colonne.sens}
    if colonne.unite:
        propriete["x-unite"] = colonne.unite
    if colonne.bornes is not None:
        propriete |= {"minimum": colonne.bornes.minimum, "maximum": colonne.bornes.maximum}
    if colonne.valeurs:
        propriete["enum"] = list(colonne.valeurs)
    if colonne.motif:
        propriete["pattern"] = f"^(?:{colonne.motif})$"
    if colonne.longueur_max:
        propriete["maxLength"] = colonne.longueur_max
    if not colonne.obligatoire:
        propriete["default"] = float(colonne.defaut) if colonne.numerique else colonne.defaut
    elif not colonne.numerique and not colonne.valeurs and not colonne.motif:
        propriete["minLength"] = 1
    return propriete
