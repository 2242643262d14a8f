"""Writing a comparison: its files, and the report of each programme it solved, as one folder.

Answers for: ``ecrire_comparaison`` and the list of its files; same comparison, same bytes.
Leaves to others: each kind of file, the replacement of the folder (remplacement).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from renovation_opt.rapports import fichiers_csv, fichiers_json
from renovation_opt.rapports.comparaison import classeur, donnees, markdown, page
from renovation_opt.rapports.comparaison.chiffres import Comparaison
from renovation_opt.rapports.fichiers_csv import Style
from renovation_opt.rapports.fichiers_json import empreinte
from renovation_opt.rapports.remplacement import MANIFESTE, remplacer

GENRE = "comparaison"
"""What the manifest says the folder is."""
RAPPORTS = "rapports"
"""Sub-folder of the reports of the programmes solved for the comparison."""


def ecrire_comparaison(
    dossier: Path, comparaison: Comparaison, rapports: Mapping[str, Mapping[str, bytes]], csv: Style = "standard"
) -> list[Path]:
    """Write a comparison in ``dossier``; ``rapports``: name -> files of the report of a programme solved for it.

    Raises EntreeInvalide when ``dossier`` exists and was not written by this package.
    """
    sorties = contenus(comparaison, csv)
    for nom, fichiers in rapports.items():
        sorties |= {f"{RAPPORTS}/{nom}/{chemin}": contenu for chemin, contenu in fichiers.items()}
    sorties[MANIFESTE] = _manifeste(comparaison, sorties)
    return remplacer(dossier, sorties)


def contenus(comparaison: Comparaison, csv: Style = "standard") -> dict[str, bytes]:
    """Return relative path -> bytes of every file of a comparison, in the current language."""
    return {
        "comparaison.html": page.octets(comparaison),
        "comparaison.xlsx": classeur.octets(comparaison),
        "comparaison.md": markdown.rediger(comparaison).encode(),
        "comparaison.json": fichiers_json.octets(donnees.arbre(comparaison)),
        "indicateurs.csv": fichiers_csv.octets(donnees.table_indicateurs(comparaison), csv),
        "operations.csv": fichiers_csv.octets(donnees.table_operations(comparaison), csv),
    }


def _manifeste(comparaison: Comparaison, sorties: Mapping[str, bytes]) -> bytes:
    """Return the manifest of the folder."""
    return fichiers_json.octets(
        {
            "format": donnees.FORMAT,
            "genre": GENRE,
            "cotes": {c.lettre: c.nom for c in comparaison.cotes},
            "sorties": {chemin: empreinte(contenu) for chemin, contenu in sorties.items()},
        }
    )
