"""Can the hard statements hold together, and how much must one of them give?

Answers for: ``eprouver`` (on the relaxation: yes or no, and which rows prove the no), ``mesurer`` (best value of an
objective alone), ``assouplir`` (the least total violation of chosen rows, the others holding), ``chercher`` (a whole
programme, found, proven not to exist, or neither).
Leaves to others: what a statement is, which ones conflict, what to repair (analyse.diagnostic).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

import numpy as np

from renovation_opt.couplage import coupler
from renovation_opt.couplage.base import Colonne, Couplage
from renovation_opt.errors import ArretSansProgramme, ProgrammeImpossible
from renovation_opt.instance import OBJECTIFS, Instance, Objectif
from renovation_opt.moteur.borne import Relaxation, generer
from renovation_opt.moteur.etape import But
from renovation_opt.moteur.methodes import PRECISION_ECHELLES, UNITES, plancher, resoudre
from renovation_opt.moteur.plans import Plans
from renovation_opt.moteur.resolution import TOLERANCE_ARTIFICIELLE
from renovation_opt.moteur.structure import structurer
from renovation_opt.moteur.suivi import Budget, Controle, Suivi
from renovation_opt.programme import Programme

Planchers = tuple[tuple[int, int], ...]
"""(objective, least value in integers of the Instance)."""
Ligne = tuple[str, int]
"""(name of a famille of coupling rows, row inside it)."""
SEUIL = 1e-9
"""Share of the largest price below which a row proves nothing."""
SANS_LIMITE = 1e15


@dataclass(frozen=True, slots=True, eq=False)
class Epreuve:
    """Whether fractions of plans satisfy every hard statement; when not, the rows that prove it; the plans met."""

    possible: bool
    lignes: frozenset[Ligne]
    plans: Plans


@dataclass(frozen=True, slots=True, eq=False)
class Souplesse:
    """The least violation of each group of rows, in the unit of the rows; ``suffisante``: the others then hold."""

    suffisante: bool
    montants: tuple[float, ...]
    plans: Plans


@dataclass(frozen=True, slots=True)
class Recherche:
    """A whole programme; without one, ``prouvee`` says whether none exists, or none was found before the limit."""

    programme: Programme | None
    prouvee: bool


def lignes_par_etiquette(inst: Instance) -> dict[tuple[str, str], int]:
    """Return (famille, what a row is about) -> row, for the coupling rows of an instance."""
    return {(f.nom, e): i for f in coupler(inst).familles for i, e in enumerate(f.etiquettes)}


def eprouver(inst: Instance, planchers: Planchers = (), depart: Plans | None = None) -> Epreuve:
    """Tell whether the relaxation of the hard statements of an instance, soft targets left out, has a solution."""
    couplage = _couplage(inst, planchers)
    relaxation = _relaxer(inst, But("conflit", "", couplage, (0.0, 0.0, 0.0)), depart)
    possible = relaxation.artificiel <= TOLERANCE_ARTIFICIELLE
    return Epreuve(possible, frozenset() if possible else _prouvantes(couplage, relaxation), relaxation.plans)


def mesurer(inst: Instance, j: int, depart: Plans | None = None) -> int:
    """Return the bound of objective ``j`` alone under the hard statements, in integers of the Instance."""
    c = [float(rang == j) for rang in range(len(OBJECTIFS))]
    but = But(OBJECTIFS[j], "", _couplage(inst, ()), (c[0], c[1], c[2]))
    return max(0, floor(generer(inst, structurer(inst), but, depart, PRECISION_ECHELLES).borne))


def assouplir(
    inst: Instance,
    planchers: Planchers,
    groupes: Sequence[tuple[Sequence[Ligne], float]],
    depart: Plans | None = None,
) -> Souplesse:
    """Return the least violation that lets the relaxation hold, when only some rows may give.

    ``groupes``: rows that give by the same amount, and the amount that counts as 1 in the sum that is minimised.
    """
    colonnes = tuple(
        Colonne(
            f"souplesse_{n}",
            SANS_LIMITE,
            entiere=False,
            coefficients=tuple((nom, ligne, -1.0) for nom, ligne in lignes),
            relatif=1 / echelle,
        )
        for n, (lignes, echelle) in enumerate(groupes)
    )
    couplage = _couplage(inst, planchers)
    but = But("souplesse", "", couplage.plus((), colonnes), (0.0, 0.0, 0.0), manque=1.0)
    relaxation = _relaxer(inst, but, depart)
    valeurs = relaxation.colonnes[len(couplage.colonnes) :]
    return Souplesse(
        relaxation.artificiel <= TOLERANCE_ARTIFICIELLE, tuple(float(v) for v in valeurs), relaxation.plans
    )


def chercher(inst: Instance, planchers: Planchers, budget: Budget, controle: Controle, suivi: Suivi) -> Recherche:
    """Return the first whole programme found that satisfies the hard statements, audited."""
    objectif = Objectif("ponderee", (Fraction(1), Fraction(0), Fraction(0)), (1, 1, 1))
    if planchers:
        minima = tuple((j, Fraction(seuil), False) for j, seuil in planchers)
        principal = next((j for j in range(len(OBJECTIFS)) if j not in dict(planchers)), planchers[0][0])
        objectif = replace(objectif, methode="epsilon", principal=principal, planchers=minima)
    libre = replace(
        inst,
        cibles=tuple(c for c in inst.cibles if not c.souple),
        objectif=objectif,
        resolution=replace(inst.resolution, ecart=Fraction(1)),
    )
    try:
        return Recherche(resoudre(libre, budget, controle, suivi).programme, prouvee=False)
    except ProgrammeImpossible:
        return Recherche(None, prouvee=True)
    except ArretSansProgramme:
        return Recherche(None, prouvee=False)


def _couplage(inst: Instance, planchers: Planchers) -> Couplage:
    """Return the rows of the hard statements, floors included."""
    dures = replace(inst, cibles=tuple(c for c in inst.cibles if not c.souple))
    unites = np.eye(len(OBJECTIFS), dtype=np.int64).tolist()
    familles = [plancher(inst, OBJECTIFS[j], UNITES[j], unites[j], seuil) for j, seuil in planchers]
    return coupler(dures).plus(familles)


def _relaxer(inst: Instance, but: But, depart: Plans | None) -> Relaxation:
    """Return the relaxation of a stage."""
    return generer(inst, structurer(inst), but, depart)


def _prouvantes(couplage: Couplage, relaxation: Relaxation) -> frozenset[Ligne]:
    """Return the rows with a price in the proof that nothing holds."""
    seuil = SEUIL * float(relaxation.prix.max(initial=0.0))
    debuts = couplage.debuts
    lignes = []
    for famille, debut in zip(couplage.familles, debuts, strict=False):
        prix = relaxation.prix[debut : debut + famille.nb_lignes]
        lignes += [(famille.nom, int(i)) for i in np.flatnonzero(prix > seuil)]
    return frozenset(lignes)
