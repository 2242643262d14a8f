"""The master: a linear programme over the plans found so far, whose duals price the coupling rows.

Answers for: ``Maitre`` (add plans, solve, prices), the backend HiGHS behind it.
Leaves to others: new plans (tarification), the bound (borne).
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, vstack

from renovation_opt.couplage.base import SANS_BORNE
from renovation_opt.moteur.etape import But, Reels, produit

INFINI = highspy.kHighsInf
PERDU = 1e-7
"""Relative difference between the value announced and the one returned that is not rounding."""
MOITIE = 0.5
"""Part of a binary column above which it is taken."""


@dataclass(frozen=True, slots=True, eq=False)
class Duaux:
    """What the master answers: its value, prices of the coupling rows [R] and of the opérations [O]."""

    valeur: float
    lignes: Reels
    operations: Reels
    artificiel: float
    """Sum of the artificial columns: 0 when the hard rows hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Entier:
    """What branch and bound answers: columns taken [nb] (``None``: no solution), value, proven bound, nodes."""

    pris: NDArray[np.bool_] | None
    valeur: float
    borne: float
    noeuds: int


COURT: dict[str, str | float | bool] = {
    "mip_allow_restart": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_shifting": False,
    "mip_heuristic_run_zi_round": False,
}
"""Options of HiGHS for one of many small models: ten times more of them in the same time (models/decisions/0014)."""


class MaitreIrresolu(RuntimeError):
    """HiGHS did not report an optimum of the master; the message is its status."""


class Maitre:
    """(D1) Maître : les plans trouvés jusqu'ici, un par opération au plus, sous les lignes de couplage.

    max  sum over plans j of valeur[j] * z[j]  +  sum over columns n of gain[n] * t[n]
    s.t. sum over j of usage[r,j] * z[j]  +  sum over n of coef[r,n] * t[n]  <=  borne[r]   for all r, price y[r]
         sum over plans j of o of z[j]  <=  1   (= 1 when o is required)                      for all o
         z[j] >= 0,  0 <= t[n] <= maximum[n]
    A plan j is one (k, m, bouquets) of one opération; blocks are the opérations (C1 to C7), rows are C8 to C17.
    Source: Dantzig & Wolfe (1960), Decomposition principle for linear programs.

    As long as an artificial column is needed (a hard row that no plan found so far satisfies), the master minimises
    their sum and nothing else: penalties would spoil the prices (two phases, Dantzig & Wolfe 1960).
    Rows are divided by ``echelle`` [R] and the objective by ``unite_valeur`` so that coefficients are near 1.
    """

    def __init__(self, but: But, requise: NDArray[np.bool_], echelle: Reels, unite_valeur: float) -> None:
        """Create the rows, the columns that belong to no opération, and the artificial ones."""
        self.but, self.echelle, self.unite = but, echelle, unite_valeur
        self._couts: list[Reels] = []
        self.reel = False
        self.nb_lignes = len(echelle)
        self.h = highspy.Highs()
        self.h.silent()
        for option, valeur in (("threads", 1), ("simplex_strategy", 4), ("solver", "simplex")):
            self.h.setOptionValue(option, valeur)
        bornes = but.couplage.bornes / echelle
        libres = but.couplage.bornes >= SANS_BORNE
        haut = np.concatenate([np.where(libres, INFINI, bornes), np.ones(len(requise))])
        bas = np.concatenate([np.full(len(bornes), -INFINI), np.where(requise, 1.0, -INFINI)])
        self.premiere_operation = len(bornes)
        vide = np.zeros(0, dtype=np.int32)
        self.h.addRows(len(haut), bas, haut, 0, np.zeros(len(haut), dtype=np.int32), vide, vide.astype(np.float64))
        self._colonnes_fixes(requise, bornes)
        if not len(self.artificielles):
            self.passer_au_reel()

    def _colonnes_fixes(self, requise: NDArray[np.bool_], bornes: Reels) -> None:
        """Add the columns of the coupling, and artificial columns on the rows that an empty programme breaks."""
        colonnes = self.but.couplage.colonnes
        lignes, rangs, valeurs = self.but.coefficients_colonnes()
        valeurs = valeurs / self.echelle[lignes]
        forme = (self.premiere_operation + len(requise), len(colonnes))
        fixe = csc_array((valeurs, (lignes, rangs)), shape=forme)
        self._ajouter(fixe, self.but.couts_colonnes() / self.unite, np.array([c.maximum for c in colonnes]))
        souple = np.zeros(self.nb_lignes, dtype=bool)
        if self.but.manque:
            souple[lignes[np.array([bool(c.relatif) for c in colonnes])[rangs]]] = True
        durs = np.flatnonzero((bornes < 0) & ~souple)
        exigees = self.premiere_operation + np.flatnonzero(requise)
        cibles = np.concatenate([durs, exigees])
        signes = np.concatenate([np.full(len(durs), -1.0), np.ones(len(exigees))])
        artificielles = csc_array((signes, (cibles, np.arange(len(cibles)))), shape=(forme[0], len(cibles)))
        self.artificielles = np.arange(len(cibles)) + self.h.getNumCol()
        self._ajouter(artificielles, np.zeros(len(cibles)), np.full(len(cibles), INFINI))
        rangs = self.artificielles.astype(np.int32)
        self.h.changeColsCost(len(rangs), rangs, np.ones(len(rangs)))
        self._premier_plan = self.nb_colonnes

    def _ajouter(self, matrice: csc_array, valeurs: Reels, maxima: Reels) -> None:
        """Add columns to the solver; while the hard rows do not hold, only artificial columns cost."""
        if matrice.shape[1]:
            couts = -np.asarray(valeurs, dtype=np.float64)
            self._couts.append(couts)
            self.h.addCols(
                matrice.shape[1],
                couts if self.reel else np.zeros(len(couts)),
                np.zeros(matrice.shape[1]),
                np.asarray(maxima, dtype=np.float64),
                matrice.nnz,
                matrice.indptr[:-1].astype(np.int32),
                matrice.indices.astype(np.int32),
                matrice.data.astype(np.float64),
            )

    def passer_au_reel(self) -> None:
        """Close the artificial columns and give every column its cost: the hard rows hold."""
        couts = np.concatenate(self._couts) if self._couts else np.zeros(0)
        rangs = np.arange(len(couts), dtype=np.int32)
        self.h.changeColsCost(len(rangs), rangs, couts)
        artificielles = self.artificielles.astype(np.int32)
        self.h.changeColsBounds(len(artificielles), artificielles, *[np.zeros(len(artificielles))] * 2)
        self.reel = True

    def changer_valeurs(self, valeurs: Reels) -> None:
        """Give the plans [J], in the order they came, other values."""
        fixes = np.concatenate(self._couts)[: self._premier_plan]
        self._couts = [fixes, -valeurs / self.unite]
        if self.reel:
            rangs = np.arange(self._premier_plan, self.nb_colonnes, dtype=np.int32)
            self.h.changeColsCost(len(rangs), rangs, self._couts[1])

    def retrancher(self, usage: Reels) -> None:
        """Take from the coupling rows [R] what plans held fixed already use."""
        bornes = (self.but.couplage.bornes - usage) / self.echelle
        rangs = np.arange(self.nb_lignes, dtype=np.int32)
        self.h.changeRowsBounds(len(rangs), rangs, np.full(len(rangs), -INFINI), bornes)  # type: ignore[attr-defined]

    @property
    def nb_colonnes(self) -> int:
        """Number of columns so far."""
        return int(self.h.getNumCol())

    def ajouter(self, matrice: csc_array, valeurs: Reels, operations: NDArray[np.int32]) -> None:
        """Add plans: their coupling columns [R, J], values [J] and opérations [J]."""
        nb = matrice.shape[1]
        forme = (self.h.getNumRow() - self.premiere_operation, nb)
        self.ajouter_liees(matrice, csc_array((np.ones(nb), operations, np.arange(nb + 1)), shape=forme), valeurs)

    def ajouter_liees(self, matrice: csc_array, liens: csc_array, valeurs: Reels) -> None:
        """Add columns that count in several rows of opérations: ``matrice`` [R, J], ``liens`` [O, J], values [J]."""
        haut = csc_array(matrice)
        haut = csc_array((haut.data / self.echelle[haut.indices], haut.indices, haut.indptr), shape=haut.shape)
        self._ajouter(csc_array(vstack([haut, liens])), valeurs / self.unite, np.full(haut.shape[1], INFINI))

    def assouplir(self, prix: Reels, au_plus: Reels | None = None) -> None:
        """Let every bounded row be exceeded, at ``prix`` [R] by unit, by ``au_plus`` [R] units when given."""
        lignes = np.flatnonzero((self.but.couplage.bornes < SANS_BORNE) & (prix > 0))
        forme = (self.h.getNumRow(), len(lignes))
        moins = csc_array((np.full(len(lignes), -1.0), (lignes, np.arange(len(lignes)))), shape=forme)
        maxima = np.full(len(lignes), INFINI) if au_plus is None else au_plus[lignes] / self.echelle[lignes]
        self._ajouter(moins, -prix[lignes] * self.echelle[lignes] / self.unite, maxima)

    def permettre(self, rangs: NDArray[np.int64], permises: NDArray[np.bool_]) -> None:
        """Open or close the columns of the given ranks."""
        haut = np.where(permises, INFINI, 0.0)
        self.h.changeColsBounds(len(rangs), rangs.astype(np.int32), np.zeros(len(rangs)), haut)

    def exiger(self, operation: int) -> None:
        """Ask for exactly one plan of an opération from now on."""
        self.h.changeRowBounds(self.premiere_operation + operation, 1.0, 1.0)

    def resoudre(self) -> Duaux:
        """Solve and return value and prices; the status is read before any value.

        Raises MaitreIrresolu when HiGHS does not report an optimum (the artificial columns make the master feasible).
        """
        self.h.run()
        statut = self.h.getModelStatus()
        if statut != highspy.HighsModelStatus.kOptimal:
            raise MaitreIrresolu(self.h.modelStatusToString(statut))
        solution = self.h.getSolution()
        duaux = -np.array(solution.row_dual)
        valeurs = np.array(solution.col_value)
        self.valeurs, self.duaux = valeurs, duaux
        return Duaux(
            valeur=-self.h.getInfo().objective_function_value * self.unite,
            lignes=np.maximum(0.0, duaux[: self.nb_lignes]) / self.echelle * self.unite,
            operations=duaux[self.premiere_operation :] * self.unite,
            artificiel=float(valeurs[self.artificielles].sum()) if len(self.artificielles) else 0.0,
        )

    def fixes(self) -> tuple[Reels, Reels]:
        """Return the last values of the columns of the coupling [N] and of the artificial columns."""
        nb = len(self.but.couplage.colonnes)
        return self.valeurs[:nb], self.valeurs[self.artificielles] if len(self.artificielles) else np.zeros(0)

    def resoudre_entier(
        self,
        nb: int,
        noeuds: int,
        temps_s: float,
        ecart: float = 0.0,
        depart: Reels | None = None,
        *,
        court: bool = False,
    ) -> Entier:
        """Solve with the last ``nb`` columns (the plans) binary.

        ``ecart``: relative gap at which it stops; ``depart``: a known solution, the value of every column; ``court``:
        one of many small models, not worth restarts nor the heuristics of the solver.
        """
        total = self.nb_colonnes
        entieres = [n for n, c in enumerate(self.but.couplage.colonnes) if c.entiere] + list(range(total - nb, total))
        rangs = np.array(entieres, dtype=np.int32)
        genres = np.array([highspy.HighsVarType.kInteger] * len(rangs))
        self.h.changeColsIntegrality(len(rangs), rangs, genres)
        self.h.changeColsBounds(len(rangs), rangs, np.zeros(len(rangs)), np.ones(len(rangs)))
        self.passer_au_reel()
        reglages: dict[str, str | float | bool] = {
            "solver": "choose",
            "simplex_strategy": 1,
            "mip_rel_gap": ecart,
            "mip_abs_gap": 1e-7,
            "mip_feasibility_tolerance": 1e-9,
            "primal_feasibility_tolerance": 1e-9,
            "mip_max_nodes": noeuds,
            "time_limit": max(1.0, temps_s),
        }
        for option, valeur in (reglages | (COURT if court else {})).items():
            self.h.setOptionValue(option, valeur)
        if depart is not None:
            self.h.setSolution(total, np.arange(total, dtype=np.int32), depart)
        entier = self._brancher(nb)
        if (
            depart is not None
            and entier.pris is not None
            and self._annonce > entier.valeur + PERDU * abs(entier.valeur)
        ):
            self.h.clearSolver()
            entier = self._brancher(nb)
        return entier

    def _brancher(self, nb: int) -> Entier:
        """Run branch and bound; the value is the one of the columns themselves.

        HiGHS 1.16 may move a start given to something better while it reduces the model, announce that value, and
        return the start: ``_annonce`` tells.
        """
        self.h.run()
        info = self.h.getInfo()
        noeuds = int(info.mip_node_count)
        if self.h.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return Entier(None, -np.inf, -np.inf, noeuds)
        borne = -info.mip_dual_bound * self.unite
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Entier(None, -np.inf, borne, noeuds)
        valeurs = np.array(self.h.getSolution().col_value)
        self._annonce = -info.objective_function_value * self.unite
        atteint = -float(produit(np.concatenate(self._couts), valeurs)) * self.unite
        return Entier(valeurs[self.nb_colonnes - nb :] > MOITIE, atteint, borne, noeuds)
