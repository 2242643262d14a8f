"""``--fond``: the file that goes under the map, opened and checked before any work.

Answers for: ``ouvrir_fond``, and ``avec_fond``: what a report keeps of it.
Leaves to others: what a background may hold (rapports.fond).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from renovation_opt.cli.erreurs import entree
from renovation_opt.instance import Instance
from renovation_opt.locale import _
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.fichiers_json import empreinte
from renovation_opt.rapports.fond import FICHIER, lire_fond


def ouvrir_fond(chemin: Path) -> bytes:
    """Return the bytes of the file; EntreeInvalide when it cannot be read."""
    try:
        return chemin.read_bytes()
    except (OSError, ValueError) as erreur:
        remede = _("Donnez le chemin d'un fichier GeoJSON")
        raise entree(_("ce fichier ne peut être lu"), str(chemin), cle="--fond", remede=remede) from erreur


def avec_fond(contexte: Contexte, chemin: Path, octets: bytes, inst: Instance) -> Contexte:
    """Return the provenance with a background: its hash, its copy, its shapes."""
    return replace(
        contexte,
        fond=lire_fond(octets, str(chemin), inst.cites),
        entrees={**contexte.entrees, chemin.name: empreinte(octets)},
        copies={**contexte.copies, FICHIER: octets},
    )
