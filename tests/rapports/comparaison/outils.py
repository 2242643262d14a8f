"""Two programmes of ``petit_parc`` compared on paper.

A is the programme of ``petit_parc`` (34 dwellings).  B carries out c3/beta a year later and leaves the private lot
out; CALME, the programme of B the most like A, only leaves the private lot out.
"""

from __future__ import annotations

from collections.abc import Sequence

from renovation_opt.instance import Instance
from renovation_opt.programme import Etape, Limite, PlanOperation, Solution, Statut, detailler, objectifs
from renovation_opt.rapports.comparaison.chiffres import Comparaison, construire
from renovation_opt.rapports.comparaison.cotes import Cote, lettre
from renovation_opt.rapports.tables import construire as dresser
from tests.petit_parc import C1, C2, C3, PRIVE, petit_parc, plan, programme

ENERGIE_A = 3_024_000
"""kWh: the optimum of ``petit_parc``."""


def solution(
    inst: Instance, plans: Sequence[PlanOperation], valeur: float = 1.0, borne: float | None = None
) -> Solution:
    """Return the solution that these plans make; its last stage is worth ``valeur``, bounded by ``borne``."""
    fait = detailler(inst, plans)
    haut = valeur if borne is None else borne
    statut = Statut.OPTIMAL if haut == valeur else Statut.BORNE
    etape = Etape("ponderee", "part du meilleur", 1, valeur, haut, Limite.ECART)
    return Solution(fait, statut, (etape,), objectifs(inst, fait), (ENERGIE_A, 1, 1), (), ())


def plans_a(inst: Instance) -> tuple[PlanOperation, ...]:
    """Return the plans of A."""
    return programme(inst).plans


def plans_b(inst: Instance) -> tuple[PlanOperation, ...]:
    """Return the plans of B."""
    garde = {inst.operations.codes[o] for o in (C1, C2)}
    return (*(p for p in plans_a(inst) if p.operation in garde), plan(inst, C3, 2021))


def plans_calmes(inst: Instance) -> tuple[PlanOperation, ...]:
    """Return the plans of the programme of B the most like A."""
    return tuple(p for p in plans_a(inst) if p.operation != inst.operations.codes[PRIVE])


def cotes(*, proche: bool = True) -> list[Cote]:
    """Return A and B."""
    inst = petit_parc()
    b, calme = dresser(inst, solution(inst, plans_b(inst))), dresser(inst, solution(inst, plans_calmes(inst)))
    return [
        Cote(lettre(0), "petit-parc", "Petit parc", "calculé", dresser(inst, solution(inst, plans_a(inst)))),
        Cote(
            lettre(1), "sans-privé", "Sans le privé", "calculé", b, calme if proche else None, 0.01 if proche else 0.0
        ),
    ]


def comparaison(*, proche: bool = True) -> Comparaison:
    """Return A and B compared."""
    return construire(cotes(proche=proche), ("Une note.",))
