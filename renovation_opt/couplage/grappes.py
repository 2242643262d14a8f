"""Grappes: C16."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from renovation_opt.couplage.base import Colonne, Famille, Mesure, annuelle, ensemble, totale
from renovation_opt.instance import Instance


def grappes(inst: Instance) -> Iterator[Famille]:
    """(C16) Les opérations d'une grappe commencent dans une même fenêtre d'années.

    sum over o in g, k starting in a, m of w[o,k,m]  <=  |g| * sum over t, t <= a < t + fenetre, of z[g,t]
    for all g, a
    sum over t of z[g,t]  <=  1,   z[g,t] in {0, 1}     for all g
    Unit: opérations.  Source: Engagement p. 6 (projets « en grappes »).  Audit: grappes.
    """
    if not inst.grappe_fenetre or not inst.grappes:
        return
    yield Famille(
        "C16",
        "grappes",
        "opérations",
        Mesure.DEBUT,
        inst.operations.grappe,
        annuelle(inst),
        np.zeros(len(inst.grappes) * inst.nb_annees, dtype=np.int64),
        tuple(f"{g} {annee}" for g in inst.grappes for annee in inst.annees),
    )
    yield Famille(
        "C16",
        "fenetres",
        "fenêtres",
        Mesure.AUCUNE,
        ensemble(len(inst.lots.codes)),
        totale(inst),
        np.ones(len(inst.grappes), dtype=np.int64),
        inst.grappes,
    )


def fenetres(inst: Instance) -> Iterator[Colonne]:
    """Yield z[g,t]: the window of grappe g opens in year t."""
    if not inst.grappe_fenetre:
        return
    grappe = inst.operations.grappe
    tailles = np.bincount(grappe[grappe >= 0], minlength=len(inst.grappes))
    dernier = max(1, inst.nb_annees - inst.grappe_fenetre + 1)
    for g, nom in enumerate(inst.grappes):
        for t in range(dernier):
            annees = range(t, min(t + inst.grappe_fenetre, inst.nb_annees))
            lignes = tuple(("grappes", g * inst.nb_annees + a, -float(tailles[g])) for a in annees)
            yield Colonne(
                f"fenetre_{nom}_{inst.annees[t]}", 1.0, entiere=True, coefficients=(*lignes, ("fenetres", g, 1.0))
            )
