"""A scenario as three files that stand alone: bases merged, hypotheses merged, parc.

Answers for: ``copies``: what a report keeps of its inputs, and what is sent to another machine.
Leaves to others: reading them again (chargement).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from renovation_opt.schemas.chargement import ScenarioCharge, dumper
from renovation_opt.schemas.fusion import Espace, lire_avec_bases

SCENARIO = "scenario.yaml"
HYPOTHESES = "hypotheses.yaml"
PARQUET = b"PAR1"


def lire_entrees(charge: ScenarioCharge) -> dict[Path, bytes]:
    """Return the bytes of every input: scenario and bases, hypotheses and bases, parc."""
    chemins = dict.fromkeys((*charge.fichiers, charge.hypotheses_chemin, charge.parc))
    return {chemin: chemin.read_bytes() for chemin in chemins}


def copies(charge: ScenarioCharge, lus: Mapping[Path, bytes]) -> dict[str, bytes]:
    """Return name -> bytes of the three files; ``lus``: the bytes of every input."""
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
