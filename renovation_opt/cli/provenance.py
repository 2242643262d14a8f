"""What a report keeps of its inputs: their hashes, copies that can be audited alone, versions, date.

Answers for: ``contexte``.
Leaves to others: what the copies hold (schemas.copies), writing them (rapports).
"""

from __future__ import annotations

import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from renovation_opt import __version__
from renovation_opt.audit import Rapport
from renovation_opt.cli.options import Demande
from renovation_opt.locale import langue
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.fichiers_json import empreinte
from renovation_opt.schemas.chargement import ScenarioCharge
from renovation_opt.schemas.copies import copies

ENTREES = "entrees"
BIBLIOTHEQUES = ("numpy", "pandas", "scipy", "numba", "highspy", "PuLP", "pydantic", "ruamel.yaml", "pyarrow", "Babel")
"""What the figures and the files depend on."""


def contexte(charge: ScenarioCharge, demande: Demande, audit: Rapport, lus: dict[Path, bytes]) -> Contexte:
    """Return the provenance of a report; ``lus``: the bytes of every input, read when the solve began."""
    return Contexte(
        entrees={charge.espace.interne(chemin): empreinte(octets) for chemin, octets in sorted(lus.items())},
        versions=_versions(),
        audit_conforme=audit.conforme,
        audit_infractions=len(audit.infractions),
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        copies=copies(charge, lus),
        options=demande.options(),
        solveurs=(f"HiGHS {_version('highspy')}",),
        langue=langue(),
    )


def _versions() -> dict[str, str]:
    """Return the versions of this package, of Python and of the libraries."""
    return {
        "renovation_opt": __version__,
        "python": platform.python_version(),
        **{nom: _version(nom) for nom in BIBLIOTHEQUES},
    }


def _version(nom: str) -> str:
    """Return the version of a library, nothing when it is not known."""
    try:
        return version(nom)
    except PackageNotFoundError:
        return ""
