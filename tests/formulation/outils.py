"""What row tests share: one row of the compact model of an instance, as plain dictionaries."""

from __future__ import annotations

from typing import NamedTuple

from pulp import LpProblem

from renovation_opt.couplage import coupler
from renovation_opt.formulation import But, Variables, modele_compact
from renovation_opt.instance import Instance

SENS = {-1: "<=", 0: "=", 1: ">="}


class Rangee(NamedTuple):
    """A row: coefficient by variable name, sense, right-hand side."""

    coefficients: dict[str, int]
    sens: str
    borne: int


def modele(inst: Instance, but: But | None = None) -> tuple[LpProblem, Variables]:
    """Return the compact model of an instance and all its coupling."""
    return modele_compact(inst, coupler(inst), but or But((1, 1, 1)))


def rangees(inst: Instance) -> dict[str, Rangee]:
    """Return every row by name."""
    return {
        c.name: Rangee({v.name: x for v, x in c.items()}, SENS[c.sense], -c.constant)
        for c in modele(inst)[0].constraints()
    }


def rangee(inst: Instance, nom: str) -> Rangee:
    """Return one row."""
    return rangees(inst)[nom]


def noms(inst: Instance) -> set[str]:
    """Return the name of every variable of the model."""
    return {v.name for v in modele(inst)[0].variables()}
