"""A solution kept in a file and read back: plans, proof, prices.

Answers for: ``ecrire_solution`` and ``lire_solution``, which are inverse of each other.
Leaves to others: judging what is read (audit); lines are made again from the plans, never read.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.instance import Instance
from renovation_opt.locale import _
from renovation_opt.programme import (
    Etape,
    Limite,
    Manque,
    PlanOperation,
    Prix,
    Solution,
    Statut,
    detailler,
    objectifs,
)


def ecrire_solution(solution: Solution) -> dict[str, object]:
    """Return a solution ready for JSON."""
    return {
        "statut": solution.statut.value,
        "objectifs": list(solution.objectifs),
        "echelles": list(solution.echelles),
        "etapes": [asdict(etape) | {"limite": etape.limite.value} for etape in solution.etapes],
        "manques": [asdict(manque) for manque in solution.manques],
        "prix": [asdict(prix) for prix in solution.prix],
        "plans": [
            {
                "operation": plan.operation,
                "debut": plan.debut,
                "duree": plan.duree,
                "parti": plan.parti,
                "montage": plan.montage,
                "bouquets": dict(plan.bouquets),
            }
            for plan in solution.programme.plans
        ],
    }


def lire_solution(inst: Instance, lu: Any, fichier: str) -> Solution:  # noqa: ANN401 - JSON
    """Return the solution written; EntreeInvalide when the file is not one, or not of this instance."""
    try:
        plans = [_plan(plan) for plan in lu["plans"]]
        programme = detailler(inst, plans)
        solution = Solution(
            programme=programme,
            statut=Statut(lu["statut"]),
            etapes=tuple(Etape(**(etape | {"limite": Limite(etape["limite"])})) for etape in lu["etapes"]),
            objectifs=objectifs(inst, programme),
            echelles=_trois(lu["echelles"]),
            manques=tuple(Manque(**manque) for manque in lu["manques"]),
            prix=tuple(Prix(**prix) for prix in lu["prix"]),
        )
        conforme = _trois(lu["objectifs"]) == solution.objectifs
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as erreur:
        raise _illisible(fichier) from erreur
    if not conforme:
        raise _illisible(fichier)
    return solution


def _plan(lu: dict[str, Any]) -> PlanOperation:
    """Return one plan."""
    return PlanOperation(
        operation=lu["operation"],
        debut=int(lu["debut"]),
        duree=int(lu["duree"]),
        parti=lu["parti"],
        montage=lu["montage"],
        bouquets=tuple(sorted(lu["bouquets"].items())),
    )


def _trois(lus: list[int]) -> tuple[int, int, int]:
    """Return three integers."""
    e, p, m = (int(v) for v in lus)
    return e, p, m


def _illisible(fichier: str) -> EntreeInvalide:
    """Return the error of a file that is not what was written."""
    texte = _("ce point de la frontière ne se relit pas : le fichier a été modifié ou vient d'un autre scénario")
    return EntreeInvalide([Probleme(texte, fichier, remede=_("Relancez `pareto` sur le scénario"))])
