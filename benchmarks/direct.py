"""One direct solver on one MPS file, in a process of its own: ``python -m benchmarks.direct SOLVER FILE SECONDS``.

Answers for: running the solver as its own documentation says, with its log on the standard output.
Leaves to others: reading the log as it comes (journaux), the clock and the memory (course).
HiGHS runs through highspy, CBC is the binary that PuLP carries (it takes the place of this process), SCIP and CP-SAT
run through OR-Tools: highspy and OR-Tools never share a process (models/decisions/0002).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.journaux import LU, evenement


def highs(fichier: Path, secondes: float) -> None:
    """Solve with HiGHS, told of every programme and of every line of its log by its callbacks."""
    import highspy

    h = highspy.Highs()
    h.silent()
    h.readModel(str(fichier))
    h.setOptionValue("time_limit", secondes)
    print(LU, flush=True)

    def dire(fait: Any) -> None:  # noqa: ANN401 - an event of highspy
        """Write what a callback knows."""
        print(evenement(fait.data_out.mip_primal_bound, fait.data_out.mip_dual_bound), flush=True)

    h.cbMipImprovingSolution.subscribe(dire)
    h.cbMipLogging.subscribe(dire)
    h.run()
    info = h.getInfo()
    trouve = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    print(evenement(info.objective_function_value if trouve else None, info.mip_dual_bound), flush=True)


def cbc(fichier: Path, secondes: float) -> None:
    """Become the CBC that PuLP carries."""
    import pulp

    binaire = pulp.PULP_CBC_CMD().path
    os.execv(binaire, [binaire, str(fichier), "sec", str(secondes), "timeMode", "elapsed", "branch", "exit"])  # noqa: S606


def ortools(nom: str) -> Callable[[Path, float], None]:
    """Return a solver of OR-Tools."""

    def resoudre(fichier: Path, secondes: float) -> None:
        from ortools.linear_solver.python import model_builder

        modele: Any = model_builder.Model()  # type: ignore[no-untyped-call]
        modele.import_from_mps_file(str(fichier))
        solveur = model_builder.Solver(nom)
        solveur.set_time_limit_in_seconds(secondes)
        solveur.enable_output(enabled=True)
        print(LU, flush=True)
        statut = solveur.solve(modele)
        trouve = statut in {model_builder.SolveStatus.OPTIMAL, model_builder.SolveStatus.FEASIBLE}
        print(evenement(solveur.objective_value if trouve else None, solveur.best_objective_bound), flush=True)

    return resoudre


SOLVEURS: dict[str, Callable[[Path, float], None]] = {
    "HiGHS": highs,
    "CBC": cbc,
    "SCIP": ortools("scip"),
    "CP-SAT": ortools("sat"),
}


def main() -> None:
    """Run the solver named on the command line."""
    nom, fichier, secondes = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])
    SOLVEURS[nom](fichier, secondes)


if __name__ == "__main__":
    main()
