"""Results as JSON on stdout, for other programs.

Answers for: ``dire_json``.
Leaves to others: what is written (each command), the shape of the text (rapports.fichiers_json).
"""

from __future__ import annotations

from renovation_opt.cli.ecran import dire
from renovation_opt.rapports.fichiers_json import octets


def dire_json(contenu: object) -> None:
    """Write plain data on stdout, keys sorted."""
    dire(octets(contenu).decode().rstrip("\n"))
