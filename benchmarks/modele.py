"""The compact model given to the direct solvers: ``python -m benchmarks.modele SCENARIO FICHIER.mps``.

Answers for: the last stage of a scenario as MPS, and what must be known to compare other programmes with it (``But``).
Leaves to others: solving it (direct), the comparison (comparaison).
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from renovation_opt.audit import auditer
from renovation_opt.build import construire
from renovation_opt.formulation import But, ecrire, modele_compact
from renovation_opt.moteur.methodes import derniere_etape
from renovation_opt.moteur.suivi import Budget, muet
from renovation_opt.schemas.chargement import charger

TOURS = 8


def exporter(scenario: Path, fichier: Path) -> dict[str, object]:
    """Write the last stage as MPS; return its size, the weights of its objective and the shortfalls it allows."""
    debut = time.perf_counter()
    inst = construire(charger(scenario))
    but = derniere_etape(inst, Budget(600.0, TOURS), lambda p: auditer(inst, p).conforme, muet)
    probleme, _variables = modele_compact(inst, but.couplage, But(poids=but.c, gains=but.gains))
    ecrire(probleme, fichier, "mps")
    return {
        "variables": probleme.numVariables(),
        "lignes": probleme.numConstraints(),
        "coefficients": sum(len(ligne) for ligne in probleme.constraints()),
        "octets": fichier.stat().st_size,
        "secondes": round(time.perf_counter() - debut, 1),
        "poids": [float(c) for c in but.c],
        "manques": {c.nom: c.maximum for c in but.couplage.colonnes if c.relatif},
    }


if __name__ == "__main__":
    print(json.dumps(exporter(Path(sys.argv[1]), Path(sys.argv[2]))))
