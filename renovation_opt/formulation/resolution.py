"""Writing the compact model, giving it to a solver, reading the answer.

Answers for: LP and MPS files, CBC and HiGHS through PuLP, the status, the value and the bound, the plans decided.
Leaves to others: what is in the model (model), whether the answer obeys the rules (audit).
"""

from __future__ import annotations

import csv
import re
import tempfile
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from pulp import (
    COIN_CMD,
    HiGHS,
    LpMaximize,
    LpMinimize,
    LpProblem,
    LpSolutionInfeasible,
    LpSolutionIntegerFeasible,
    LpSolutionOptimal,
)
from pulp.apis.coin_api import PULP_CBC_CMD

from renovation_opt.errors import ArretSansProgramme, ProgrammeImpossible
from renovation_opt.formulation.variables import Variables
from renovation_opt.instance import PARTIS, Instance
from renovation_opt.locale import _
from renovation_opt.programme import PlanOperation, Statut

Format = Literal["lp", "mps"]
Solveur = Literal["CBC", "HiGHS"]
_BORNE = re.compile(r"^(?:Lower|Upper) bound:\s+(\S+)", re.MULTILINE)
_PREUVE = 1e-9
"""Relative difference under which a value and its bound are the same number."""


class Resultat(NamedTuple):
    """What a solver answered; ``valeur`` and ``borne`` in the unit of the objective, None when it has none."""

    statut: Statut
    valeur: float | None
    borne: float | None


def ecrire(probleme: LpProblem, chemin: Path, format_: Format = "lp", noms: Path | None = None) -> None:
    """Write the model for another solver: LP (readable), or MPS (every digit).

    Not all solvers read the sense of an MPS file: there the objective is always minimised, its sign changed if need be.
    Names are repeated on every line of an MPS: they are short there (``X0000012``, ``C0000003``), and ``noms`` is a
    CSV table that gives back the readable ones.
    """
    if format_ == "lp":
        probleme.writeLP(str(chemin))
        return
    _variables, variables, contraintes, _objectif = probleme.writeMPS(str(chemin), mpsSense=LpMinimize, rename=True)
    if noms is not None:
        with noms.open("w", encoding="utf-8", newline="") as fichier:
            table = csv.writer(fichier, lineterminator="\n")
            table.writerow(("sorte", "court", "nom"))
            table.writerows(("variable", court, nom) for nom, court in variables.items())
            table.writerows(("contrainte", court, nom) for nom, court in contraintes.items())


def resoudre(probleme: LpProblem, solveur: Solveur = "CBC", temps: float | None = None, ecart: float = 0.0) -> Resultat:
    """Solve in at most ``temps`` seconds, to the relative gap ``ecart``; return (status, value, bound)."""
    borne = _highs(probleme, temps, ecart) if solveur == "HiGHS" else _cbc(probleme, temps, ecart)
    if probleme.sol_status == LpSolutionInfeasible:
        return Resultat(Statut.IMPOSSIBLE, None, None)
    if probleme.sol_status not in {LpSolutionOptimal, LpSolutionIntegerFeasible}:
        return Resultat(Statut.SANS_PROGRAMME, None, borne)
    valeur = probleme.objective.valueOrDefault()
    prouve = probleme.sol_status == LpSolutionOptimal
    borne = valeur if borne is None and prouve else borne
    return Resultat(_statut(valeur, borne), valeur, borne)


def _statut(valeur: float, borne: float | None) -> Statut:
    """Return what a value and a bound prove."""
    if borne is None:
        return Statut.REALISABLE
    return Statut.OPTIMAL if abs(borne - valeur) <= _PREUVE * max(1.0, abs(valeur)) else Statut.BORNE


def _cbc(probleme: LpProblem, temps: float | None, ecart: float) -> float | None:
    """Run CBC; return the bound its log states, None when it states none (then a value found is optimal)."""
    with tempfile.TemporaryDirectory() as dossier:
        journal = Path(dossier) / "cbc.log"
        probleme.solve(
            COIN_CMD(
                path=PULP_CBC_CMD.pulp_cbc_path, msg=False, timeLimit=temps, gapRel=ecart or None, logPath=str(journal)
            )
        )
        bornes = _BORNE.findall(journal.read_text(encoding="utf-8", errors="replace"))
    return float(bornes[-1]) if bornes else None


def _highs(probleme: LpProblem, temps: float | None, ecart: float) -> float | None:
    """Run HiGHS; return its dual bound, None when it is infinite."""
    probleme.solve(HiGHS(msg=False, timeLimit=temps, gapRel=ecart, gapAbs=0.0))
    borne = float(probleme.solverModel.getInfo().mip_dual_bound)
    borne = -borne if probleme.sense == LpMaximize else borne
    return borne if np.isfinite(borne) else None


def lire_solution(inst: Instance, v: Variables) -> tuple[PlanOperation, ...]:
    """Return the plans decided, sorted; the status is checked before any value is read.

    Raises ProgrammeImpossible or ArretSansProgramme when the solver has no programme.
    """
    if v.probleme.sol_status == LpSolutionInfeasible:
        raise ProgrammeImpossible([_("Le modèle compact n'a aucune solution : les contraintes dures se contredisent.")])
    if v.probleme.sol_status not in {LpSolutionOptimal, LpSolutionIntegerFeasible}:
        raise ArretSansProgramme(_("Le solveur s'est arrêté sans programme. Accordez plus de temps."))
    bouquets: dict[int, list[tuple[str, str]]] = {i: [] for i, w in enumerate(v.w) if w.valueOrDefault() > 0.5}  # noqa: PLR2004
    for i, x in enumerate(v.x):
        if x.valueOrDefault() > 0.5:  # noqa: PLR2004 - a 0-1 value, up to the tolerance of the solver
            choix = inst.options.choix[v.ind.x_option[i]]
            code = inst.bouquets[inst.choix.bouquet[choix]].code
            bouquets[int(v.ind.x_w[i])].append((inst.lots.codes[v.ind.x_lot[i]], code))
    return tuple(sorted(_plan(inst, v, i, tuple(choisis)) for i, choisis in bouquets.items()))


def _plan(inst: Instance, v: Variables, i: int, bouquets: tuple[tuple[str, str], ...]) -> PlanOperation:
    """Return the plan that w[i] = 1 stands for."""
    k = int(v.ind.w_chantier[i])
    ch = inst.chantiers
    return PlanOperation(
        operation=inst.operations.codes[ch.operation[k]],
        debut=inst.annees[ch.debut[k]],
        duree=int(ch.duree[k]),
        parti=PARTIS[ch.parti[k]],
        montage=inst.montages[v.ind.w_montage[i]].code,
        bouquets=bouquets,
    )
