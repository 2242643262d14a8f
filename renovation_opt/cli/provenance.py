"""What a report keeps of its inputs: their hashes, copies that can be audited alone, versions, date.

Answers for: ``contexte``; names of the copies (``SCENARIO`` and the two files that it names).
Leaves to others: writing them (rapports).
"""

from __future__ import annotations

import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from renovation_opt import __version__
from renovation_opt.analyse.rapport import lire_entrees
from renovation_opt.audit import Rapport
from renovation_opt.cli.options import Demande
from renovation_opt.locale import langue
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.fichiers_json import empreinte
from renovation_opt.schemas.chargement import ScenarioCharge, dumper
from renovation_opt.schemas.fusion import Espace, lire_avec_bases

__all__ = ["ENTREES", "HYPOTHESES", "SCENARIO", "contexte", "lire_entrees"]

ENTREES = "entrees"
SCENARIO = "scenario.yaml"
HYPOTHESES = "hypotheses.yaml"
PARQUET = b"PAR1"
BIBLIOTHEQUES = ("numpy", "pandas", "scipy", "numba", "highspy", "PuLP", "pydantic", "ruamel.yaml", "pyarrow", "Babel")
"""What the figures and the files depend on."""


def contexte(charge: ScenarioCharge, demande: Demande, audit: Rapport, lus: Mapping[Path, bytes]) -> Contexte:
    """Return the provenance of a report; ``lus``: the bytes of every input, read when the solve began."""
    return Contexte(
        entrees={charge.espace.interne(chemin): empreinte(octets) for chemin, octets in sorted(lus.items())},
        versions=_versions(),
        audit_conforme=audit.conforme,
        audit_infractions=len(audit.infractions),
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        copies=_copies(charge, lus),
        options=demande.options(),
        solveurs=(f"HiGHS {_version('highspy')}",),
        langue=langue(),
    )


def _copies(charge: ScenarioCharge, lus: Mapping[Path, bytes]) -> dict[str, bytes]:
    """Return the three files from which the programme can be audited without anything else."""
    parc = lus[charge.parc]
    parquet = parc.startswith(PARQUET) or charge.parc.suffix.lower() in {".parquet", ".pq"}
    nom_parc = "parc.parquet" if parquet else "parc.csv"
    scenario = dumper({**charge.fusion, "parc": nom_parc, "hypotheses": HYPOTHESES})
    question = f"# {charge.question}\n" if charge.question else ""
    return {
        SCENARIO: (question + scenario).encode(),
        HYPOTHESES: _hypotheses(charge, lus),
        nom_parc: parc,
    }


def _hypotheses(charge: ScenarioCharge, lus: Mapping[Path, bytes]) -> bytes:
    """Return the hypotheses as they were read, or merged when they stand on a base."""
    lu = lire_avec_bases(charge.hypotheses_chemin, Espace.de(charge.hypotheses_chemin))
    return lus[charge.hypotheses_chemin] if len(lu.fichiers) == 1 else dumper(lu.donnees).encode()


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
