"""The JSON Schema of a scenario file, for editors, with the French descriptions.

Answers for: ``schema_json``; a file may stand on a base, so no key is required and any may be removed by ``null``.
Leaves to others: printing it (cli).
"""

from __future__ import annotations

from typing import Any

from renovation_opt.schemas.scenario import Scenario

COMPLETS = ("Palier", "Cible", "Engagee", "Imposee", "Exclue", "Rang")
"""Models that only stand in lists: a list replaces that of the base, so their required keys stay required."""


def schema_json() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a scenario file."""
    schema = Scenario.model_json_schema(mode="validation")
    for nom, definition in schema["$defs"].items():
        if nom not in COMPLETS:
            _assouplir(definition)
    _assouplir(schema)
    base = {
        "type": "string",
        "description": "Scénario sur lequel celui-ci s'appuie ; ce qui est écrit ici le remplace.",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Scénario de renovation_opt",
        "description": "Un fichier, une question. Les tables fusionnent avec la base, le reste remplace, null retire.",
        "properties": {"base": base, **schema["properties"]},
    }


def _assouplir(definition: dict[str, Any]) -> None:
    """Require nothing, and let null remove anything."""
    definition.pop("required", None)
    definition.pop("description", None)
    for nom, propriete in definition.get("properties", {}).items():
        definition["properties"][nom] = _nullable(propriete)


def _nullable(propriete: dict[str, Any]) -> dict[str, Any]:
    """Return the schema that also accepts null; the values of a map likewise."""
    if isinstance(propriete.get("additionalProperties"), dict):
        propriete["additionalProperties"] = _nullable(propriete["additionalProperties"])
    if {"type": "null"} in propriete.get("anyOf", ()):
        return propriete
    annexes: dict[str, Any] = {cle: propriete[cle] for cle in ("description", "title", "default") if cle in propriete}
    reste = {cle: valeur for cle, valeur in propriete.items() if cle not in annexes}
    return {"anyOf": [reste, {"type": "null"}], **annexes}
