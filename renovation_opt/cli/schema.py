"""``schema``: the JSON Schema of scenarios, for editors."""

from __future__ import annotations

import json
from pathlib import Path

from renovation_opt.cli.ecran import dire, paragraphe
from renovation_opt.cli.fichiers import ecrire_fichier
from renovation_opt.locale import _
from renovation_opt.schemas.json_schema import schema_json


def ecrire_schema(sortie: Path | None) -> None:
    """Write the schema in a file, or on stdout."""
    if sortie is None:
        dire(texte_schema().rstrip("\n"))
        return
    ecrire_fichier(sortie, lambda chemin: _ecrire(chemin, texte_schema()))
    dire(paragraphe(_("Schéma écrit : {fichier}").format(fichier=sortie)))


def texte_schema() -> str:
    """Return the schema as indented JSON."""
    return json.dumps(schema_json(), ensure_ascii=False, indent=2) + "\n"


def _ecrire(chemin: Path, texte: str) -> None:
    """Write a text in UTF-8 whatever the locale."""
    chemin.write_text(texte, encoding="utf-8")
