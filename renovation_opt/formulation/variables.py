"""The decision variables of the compact model.

Answers for: w[o,k,m], x[l,p,k,m] and one variable per column of the coupling, with names that can be read.
Leaves to others: which indices exist (indices), equations, values.
"""

from __future__ import annotations

from dataclasses import dataclass

from pulp import LpBinary, LpContinuous, LpProblem, LpVariable

from renovation_opt.couplage.base import Couplage
from renovation_opt.formulation.indices import Indices, indices
from renovation_opt.formulation.noms import uniques
from renovation_opt.instance import Instance

LETTRE_PARTI = "ce"
"""How a name tells the parti: courant, ensemble."""


@dataclass(frozen=True, slots=True, eq=False)
class Variables:
    """The variables of ``probleme``: ``w`` and ``x`` in the order of ``ind``, ``colonnes`` by name of the coupling.

    w[o,k,m] in {0,1}: opération o is carried out in chantier k under montage m.
    x[l,p,k,m] in {0,1}: lot l receives bouquet p, under them.  (l, p, m) is an option q of the instance.
    ``noms_w``, ``noms_lots``: the readable part of the names, for the rows.
    """

    probleme: LpProblem
    ind: Indices
    w: list[LpVariable]
    x: list[LpVariable]
    colonnes: dict[str, LpVariable]
    noms_w: list[str]
    noms_operations: list[str]
    noms_lots: list[str]


def variables(inst: Instance, couplage: Couplage, probleme: LpProblem) -> Variables:
    """Return the variables of an instance and its coupling; names are unique and at most 100 characters long."""
    ind = indices(inst)
    operations, lots = uniques(inst.operations.codes, 40), uniques(inst.lots.codes, 40)
    chantiers = _noms_chantiers(inst)
    montages = uniques((m.code for m in inst.montages), 16)
    suffixes = [
        f"{montages[m]}.{chantiers[k]}" for k, m in zip(ind.w_chantier.tolist(), ind.w_montage.tolist(), strict=True)
    ]
    operation = inst.chantiers.operation[ind.w_chantier].tolist()
    w = [f"w.{operations[o]}.{suffixe}" for o, suffixe in zip(operation, suffixes, strict=True)]
    return Variables(
        probleme,
        ind,
        w=[_binaire(probleme, nom) for nom in w],
        x=[_binaire(probleme, nom) for nom in _noms_x(inst, ind, lots, suffixes)],
        colonnes=_colonnes(couplage, probleme),
        noms_w=suffixes,
        noms_operations=operations,
        noms_lots=lots,
    )


def _binaire(probleme: LpProblem, nom: str) -> LpVariable:
    """Return a new 0-1 variable."""
    return probleme.add_variable(nom, 0, 1, LpBinary)


def _noms_chantiers(inst: Instance) -> list[str]:
    """Return ``first year.duration.parti`` of each chantier."""
    ch = inst.chantiers
    return [
        f"{inst.annees[a]}.{d}.{LETTRE_PARTI[v]}"
        for a, d, v in zip(ch.debut.tolist(), ch.duree.tolist(), ch.parti.tolist(), strict=True)
    ]


def _noms_x(inst: Instance, ind: Indices, lots: list[str], suffixes: list[str]) -> list[str]:
    """Return ``x.lot.bouquet.montage.first year.duration.parti`` of each x."""
    bouquets = uniques((b.code for b in inst.bouquets), 22)
    bouquet = inst.choix.bouquet[inst.options.choix[ind.x_option]].tolist()
    return [
        f"x.{lots[lot]}.{bouquets[b]}.{suffixes[w]}"
        for lot, b, w in zip(ind.x_lot.tolist(), bouquet, ind.x_w.tolist(), strict=True)
    ]


def _colonnes(couplage: Couplage, probleme: LpProblem) -> dict[str, LpVariable]:
    """Return one variable per column of the coupling: carry-overs, shortfalls, cités started, windows."""
    noms = uniques((c.nom for c in couplage.colonnes), 98)
    return {
        c.nom: probleme.add_variable(f"c.{nom}", 0, c.maximum, LpBinary if c.entiere else LpContinuous)
        for c, nom in zip(couplage.colonnes, noms, strict=True)
    }
