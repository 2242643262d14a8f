"""Near-optimal programmes that look like a given one as much, or as little, as possible.

Answers for: ``resoudre_proche`` and what looking alike means.
Leaves to others: what is done with the differences (analyse).

Likeness: for every opération opened, its dwellings when it starts in the same year as in the reference, and for every
lot treated, its dwellings when it gets the same bouquet; divided by what the reference itself scores, so that 1 is the
same programme (or more dwellings treated the same way) and 0 one that shares nothing.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import floor

import numpy as np

from renovation_opt.couplage.base import Famille
from renovation_opt.instance import Instance
from renovation_opt.locale import _
from renovation_opt.moteur.etape import Fidelite, produit
from renovation_opt.moteur.methodes import Parcours, conclure, parcourir, plancher
from renovation_opt.moteur.plans import objectifs
from renovation_opt.moteur.reprise import Reprise, partir
from renovation_opt.moteur.suivi import Budget, Controle, Suivi
from renovation_opt.programme import Programme, Solution

ECHELLE = 2**46
"""Size of the weighted sum in integers: exact in a double, fine enough for a floor."""


def resoudre_proche(
    inst: Instance,
    reference: Programme,
    perte: Fraction,
    budget: Budget,
    controle: Controle,
    suivi: Suivi,
    reprise: Reprise | None = None,
    *,
    eloigner: bool = False,
) -> tuple[Solution, Reprise]:
    """Return, among programmes at most ``perte`` worse than the best found, the most like ``reference``.

    ``eloigner``: the least like it.  The method of the scenario runs first (warm), then one more stage, the last of
    the solution, whose value is the likeness.  Raises ProgrammeImpossible, ArretSansProgramme.
    """
    parcours = parcourir(partir(inst, budget, controle, suivi, reprise))
    parcours.plus(_niveau(parcours, perte))
    points = ressemblance(inst, reference)
    signe = -1 if eloigner else 1
    fidelite = Fidelite(signe * points.choix, signe * points.chantier)
    but = replace(parcours.but("ressemblance", (0.0, 0.0, 0.0)), fidelite=fidelite)
    parcours.mener(but, _("part commune"), float(max(1, _points(inst, reference))), signe)
    return conclure(parcours), Reprise(inst, parcours.plans, parcours.connu)


def ressemblance(inst: Instance, reference: Programme) -> Fidelite:
    """Return the points of each choix (per dwelling) and chantier for looking like ``reference``."""
    bouquets = {paire for plan in reference.plans for paire in plan.bouquets}
    debuts = {(plan.operation, plan.debut) for plan in reference.plans}
    codes = [b.code for b in inst.bouquets]
    paires = zip(inst.choix.lot.tolist(), inst.choix.bouquet.tolist(), strict=True)
    choix = np.array([(inst.lots.codes[lot], codes[b]) in bouquets for lot, b in paires], dtype=np.int64)
    ch, ops = inst.chantiers, inst.operations
    couples = zip(ch.operation.tolist(), ch.debut.tolist(), strict=True)
    memes = np.array([(ops.codes[o], inst.annees[s]) in debuts for o, s in couples], dtype=np.int64)
    return Fidelite(choix, memes * ops.logements[ch.operation].astype(np.int64))


def _points(inst: Instance, reference: Programme) -> int:
    """Return what the reference scores, for what of it exists in the instance."""
    operations = {code: int(n) for code, n in zip(inst.operations.codes, inst.operations.logements, strict=True)}
    lots = {code: int(n) for code, n in zip(inst.lots.codes, inst.lots.logements, strict=True)}
    debuts = sum(operations.get(plan.operation, 0) for plan in reference.plans)
    return debuts + sum(lots.get(lot, 0) for plan in reference.plans for lot, _bouquet in plan.bouquets)


def _niveau(parcours: Parcours, perte: Fraction) -> Famille:
    """(O) Value of the last stage >= (1 - perte) x what was reached, in integers."""
    inst, derniere = parcours.inst, parcours.derniere
    if derniere is None or derniere.programme is None:
        raise AssertionError(inst.objectif.methode)
    c = np.array(derniere.but.c)
    atteints = objectifs(inst, derniere.programme).sum(axis=0)
    facteur = ECHELLE / max(float(produit(np.abs(c), np.abs(atteints))), 1e-300)
    seul = np.count_nonzero(c) == 1
    poids = [int(x != 0) if seul else round(x * facteur) for x in c.tolist()]
    atteint = sum(p * int(v) for p, v in zip(poids, atteints, strict=True))
    return plancher(inst, "objectif", _("part du meilleur"), poids, floor(atteint - perte * abs(atteint)))
