"""What a report must say of the run that made it, and that neither Instance nor Solution holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from renovation_opt.rapports.fond import Fond


@dataclass(frozen=True, slots=True)
class Contexte:
    """Provenance of a report.

    ``entrees``: name of each input -> SHA-256.  ``copies``: relative path -> bytes, written under ``entrees/`` so that
    the folder can be audited alone.  ``versions``: name of a library (or of this package) -> version.
    ``options``: what was asked on the command line.  ``audit_conforme``/``audit_infractions``: result of the audit.
    ``date``: ISO date, the only figure that may differ between two runs on the same inputs.  ``langue``: fr or en.
    ``fond``: what is drawn under the map, if anything.
    """

    entrees: Mapping[str, str]
    versions: Mapping[str, str]
    audit_conforme: bool
    audit_infractions: int
    date: str
    copies: Mapping[str, bytes] = field(default_factory=dict)
    options: Mapping[str, str | int | float | bool | None] = field(default_factory=dict)
    solveurs: tuple[str, ...] = ()
    langue: str = "fr"
    fond: Fond | None = None
