"""Lines of the logs of the direct solvers, as they write them, and what they say once maximised."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from benchmarks.journaux import LU, Dit, est_lu, evenement, lire

LIGNES: list[tuple[str, str, Dit]] = [
    ("CBC", "Continuous objective value is -0.821405 - 0.00 seconds", (None, 0.821405)),
    ("CBC", "Cbc0038I Solution found of -0.284715", (0.284715, None)),
    (
        "CBC",
        "Cbc0038I Mini branch and bound improved solution from -0.40075 to -0.402057 (0.12 seconds)",
        (0.402057, None),
    ),
    (
        "CBC",
        "Cbc0010I After 0 nodes, 1 on tree, -0.66 best solution, best possible -0.70788 (0.31 seconds)",
        (None, 0.70788),
    ),
    ("CBC", "Cbc0010I After 0 nodes, 1 on tree, 1e+50 best solution, best possible -0.8 (0.31 seconds)", (None, 0.8)),
    ("CBC", "Cbc0001I Search completed - best objective -0.67, took 10 iterations", (None, 0.67)),
    ("CBC", "Cbc0038I Pass   1: suminf.    1.24564 (7) obj. -0.498329 iterations 99", (None, None)),
    ("CP-SAT", "#Bound   0.03s best:inf   next:[-7.95028114,-0.0156841278] initial_domain", (None, 7.95028114)),
    ("CP-SAT", "#2       0.04s best:-0.422 next:[-1.2,-0.42] rnd_var_lns (d=5.00e-01 s=3)", (0.422, 1.2)),
    ("CP-SAT", "#Model   0.03s var:202/202 constraints:78/78", (None, None)),
    (
        "SCIP",
        (
            "p 0.3s|     1 |     0 |    16 |     - |shiftand|   0 | 202 |  83 |  75 |   0 |  0 |   8 |   0 "
            "|-1.723564e+01 |-1.734483e-01 |9837.04%| unknown"
        ),
        (0.1734483, 17.23564),
    ),
    (
        "SCIP",
        (
            "  0.1s|     1 |     0 |    16 |     - |  6328k |   0 | 202 |  83 |  75 |   0 |  0 |   8 |   0 "
            "|-7.998335e-01 |      --      |    Inf | unknown"
        ),
        (None, 0.7998335),
    ),
    (
        "SCIP",
        (
            " time | node  | left  |LP iter|LP it/n|mem/heur|mdpt |vars |cons |rows |cuts |sepa|confs|strbr|  dualbound   "
            "| primalbound  |  gap   | compl. "
        ),
        (None, None),
    ),
    ("HiGHS", evenement(-5.0, float("-inf")), (5.0, None)),
    ("HiGHS", evenement(float("inf"), -6.0), (None, 6.0)),
    ("HiGHS", LU, (None, None)),
    ("SCIP", evenement(None, pd.NA), (None, None)),
    ("SCIP", evenement(float("nan"), np.float64(-2.0)), (None, 2.0)),
]


@pytest.mark.parametrize(("solveur", "ligne", "dit"), LIGNES)
def test_une_ligne(solveur: str, ligne: str, dit: Dit) -> None:
    """A programme, a bound, or nothing; what is infinite is not known."""
    assert lire(solveur, ligne) == dit


def test_modele_lu() -> None:
    """The clock of a limit starts when the model is read, which CBC says in its own words."""
    assert est_lu(LU)
    assert est_lu("Coin0008I MODEL read with 0 errors")
    assert not est_lu("At line 221 COLUMNS")
