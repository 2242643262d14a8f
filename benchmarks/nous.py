"""Our engine in a process of its own: ``python -m benchmarks.nous SCENARIO SECONDS [--tours N] [--bassins K]``.

Answers for: the progress of the last stage as lines of a log, then the programme's objectives and shortfalls, which
tell whether it holds in the model given to the direct solvers.
Leaves to others: the clock, the memory (course), the comparison (comparaison).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.generateur import bassins
from benchmarks.journaux import evenement
from renovation_opt.audit import auditer
from renovation_opt.build import construire
from renovation_opt.instance import OBJECTIFS, Instance
from renovation_opt.moteur.methodes import PAR_UNITE, resoudre
from renovation_opt.moteur.suivi import Budget
from renovation_opt.programme import Solution
from renovation_opt.schemas.chargement import charger

BILAN = "=bilan "
"""Mark of the last line."""
TOURS = 10_000
"""Rounds: more than any time limit leaves."""


def resolue(inst: Instance, secondes: float, tours: int) -> Solution:
    """Solve, and write every progress of the last stage."""
    derniere = derniere_etape(inst)

    def suivre(etape: str, valeur: float, borne: float) -> None:
        """Write the progress of the last stage."""
        if etape == derniere:
            print(evenement(-valeur, -borne), flush=True)

    return resoudre(inst, Budget(secondes, tours), lambda p: auditer(inst, p).conforme, suivre)


def derniere_etape(inst: Instance) -> str:
    """Return the name of the last stage of the method."""
    objectif = inst.objectif
    if objectif.methode == "lexicographique":
        return OBJECTIFS[objectif.ordre[-1][0]]
    return OBJECTIFS[objectif.principal] if objectif.methode == "epsilon" else "ponderee"


def main() -> None:
    """Solve the scenario of the command line."""
    lecteur = argparse.ArgumentParser(prog="python -m benchmarks.nous", description=main.__doc__)
    lecteur.add_argument("scenario", type=Path)
    lecteur.add_argument("secondes", type=float)
    lecteur.add_argument("--tours", type=int, default=TOURS)
    lecteur.add_argument("--bassins", type=int, default=0, help="solve this many perturbed basins")
    lecteur.add_argument("--graine", type=int, default=1)
    choix = lecteur.parse_args()
    inst = construire(charger(choix.scenario))
    if choix.bassins:
        inst = bassins(inst, choix.bassins, choix.graine)
    solution = resolue(inst, choix.secondes, choix.tours)
    fin = solution.etapes[-1]
    unite = PAR_UNITE[OBJECTIFS.index(fin.nom)] if fin.nom in OBJECTIFS else 1
    print(evenement(-fin.valeur * unite, -fin.borne * unite), flush=True)
    bilan = {
        "objectifs": solution.objectifs,
        "poids": _poids(inst, solution, fin.nom),
        "manques": {f"manque_{m.cible}": m.manque for m in solution.manques},
        "etape": fin.nom,
        "operations": len(inst.operations.codes),
        "logements": int(inst.lots.logements.sum()),
    }
    print(BILAN + json.dumps(bilan), flush=True)


def _poids(inst: Instance, solution: Solution, etape: str) -> list[float]:
    """Return what one integer of each objective weighs in the value of the last stage."""
    if etape in OBJECTIFS:
        return [float(nom == etape) for nom in OBJECTIFS]
    return [float(p) / e if e else 0.0 for p, e in zip(inst.objectif.poids, solution.echelles, strict=True)]


if __name__ == "__main__":
    main()
