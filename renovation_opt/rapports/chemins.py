"""Names of files made from codes that users write: always one plain name, inside the report.

Answers for: ``noms_dossiers`` (a distinct folder name per code) and ``interne`` (a relative path that stays inside).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.locale import _

_HORS_NOM = re.compile(r"[^A-Za-z0-9_-]+")
_RESERVES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_LONGUEUR = 80


def noms_dossiers(codes: Iterable[str]) -> dict[str, str]:
    """Return code -> folder name; names differ even where letter case does not count."""
    noms: dict[str, str] = {}
    pris: set[str] = set()
    for code in codes:
        base = nom = _nom(code)
        rang = 2
        while nom.lower() in pris:
            nom, rang = f"{base}_{rang}", rang + 1
        pris.add(nom.lower())
        noms[code] = nom
    return noms


def interne(chemin: str) -> str:
    """Return a relative path in its plain form; EntreeInvalide when it leaves the folder."""
    morceaux = PurePosixPath(chemin.replace("\\", "/")).parts
    if not morceaux or ".." in morceaux or any(":" in m or m == "/" or "\0" in m for m in morceaux):
        raise EntreeInvalide(
            [
                Probleme(
                    message=_("une copie d'entrée sort du dossier du rapport"),
                    trouve=chemin,
                    attendu=_("un chemin relatif, sans « .. »"),
                    remede=_("Placez ce fichier dans l'espace de travail"),
                )
            ]
        )
    return "/".join(morceaux)


def _nom(code: str) -> str:
    """Return one plain file name for a code."""
    nom = _HORS_NOM.sub("_", code)[:_LONGUEUR].strip("_") or "bailleur"
    return nom + "_" if _RESERVES.match(nom) else nom
