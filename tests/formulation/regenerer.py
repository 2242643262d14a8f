"""Write every golden LP file again: ``python -m tests.formulation.regenerer``, then read what changed.

A change of a golden file is a change of the model: the changelog says what it does to programmes.
"""

from __future__ import annotations

from pathlib import Path

from renovation_opt.couplage import coupler
from renovation_opt.formulation import ecrire, modele_compact
from tests.formulation.variantes import GOLDEN, VARIANTES


def ecrire_golden(nom: str, dossier: Path) -> Path:
    """Write the LP file of a variant and return its path."""
    inst, but = VARIANTES[nom]()
    chemin = dossier / f"{nom}.lp"
    ecrire(modele_compact(inst, coupler(inst), but)[0], chemin)
    return chemin


if __name__ == "__main__":
    for fichier in GOLDEN.glob("*.lp"):
        fichier.unlink()
    for variante in VARIANTES:
        ecrire_golden(variante, GOLDEN)
