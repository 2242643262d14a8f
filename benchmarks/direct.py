"""One direct solver on one MPS file, in a process of its own: ``python -m benchmarks.direct SOLVER FILE SECONDS``.

Prints one JSON line: solver, status, value of the best programme (or null), bound, seconds.  The MPS is a minimisation;
values are given back maximised.  HiGHS runs through highspy, CBC through the binary that PuLP carries, SCIP and CP-SAT
through OR-Tools: highspy and OR-Tools never share a process (models/decisions/0002).
"""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

Reponse = tuple[str, float | None, float | None]
INFINI = 1e20
GRACE = 1.5
"""CBC may ignore its limit in the root relaxation: it is stopped at this many times the limit."""


def finie(borne: object) -> float | None:
    """Return a bound of the minimisation as one of the maximisation, ``None`` when the solver has none."""
    if isinstance(borne, float) and math.isfinite(borne) and abs(borne) < INFINI:
        return -borne
    return None


def highs(fichier: Path, secondes: float) -> Reponse:
    """Solve with HiGHS."""
    import highspy

    h = highspy.Highs()
    h.silent()
    h.readModel(str(fichier))
    h.setOptionValue("time_limit", secondes)
    h.run()
    info = h.getInfo()
    trouve = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    statut = h.modelStatusToString(h.getModelStatus())
    return statut, -info.objective_function_value if trouve else None, finie(info.mip_dual_bound)


def cbc(fichier: Path, secondes: float) -> Reponse:
    """Solve with the CBC that PuLP carries, and read its log."""
    import pulp

    commande = [pulp.PULP_CBC_CMD().path, str(fichier), "sec", str(secondes), "timeMode", "elapsed", "branch", "exit"]
    try:
        journal = subprocess.run(commande, capture_output=True, text=True, check=False, timeout=GRACE * secondes).stdout
    except subprocess.TimeoutExpired:
        return "stopped: the time limit was ignored", None, None
    valeur = re.search(r"Objective value:\s+([-+0-9.e]+)", journal)
    borne = re.search(r"(?:Lower bound|best possible):?\s+([-+0-9.e]+)", journal)
    resultat = re.search(r"Result - (.*)", journal)
    return (
        resultat[1] if resultat else "?",
        -float(valeur[1]) if valeur else None,
        -float(borne[1]) if borne else None,
    )


def ortools(nom: str) -> Callable[[Path, float], Reponse]:
    """Return a solver of OR-Tools."""

    def resoudre(fichier: Path, secondes: float) -> Reponse:
        from ortools.linear_solver.python import model_builder

        modele = model_builder.Model()
        modele.import_from_mps_file(str(fichier))
        solveur = model_builder.Solver(nom)
        solveur.set_time_limit_in_seconds(secondes)
        statut = solveur.solve(modele)
        trouve = statut in {model_builder.SolveStatus.OPTIMAL, model_builder.SolveStatus.FEASIBLE}
        return str(statut), -solveur.objective_value if trouve else None, finie(solveur.best_objective_bound)

    return resoudre


SOLVEURS: dict[str, Callable[[Path, float], Reponse]] = {
    "HiGHS": highs,
    "CBC": cbc,
    "SCIP": ortools("scip"),
    "CP-SAT": ortools("sat"),
}


def main() -> None:
    """Run the solver named on the command line."""
    nom, fichier, secondes = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])
    debut = time.perf_counter()
    statut, valeur, borne = SOLVEURS[nom](fichier, secondes)
    duree = round(time.perf_counter() - debut, 1)
    print(json.dumps({"solveur": nom, "statut": statut, "valeur": valeur, "borne": borne, "secondes": duree}))


if __name__ == "__main__":
    main()
