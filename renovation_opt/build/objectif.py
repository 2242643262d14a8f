"""The objective of a scenario, in the integer units of the Instance."""

from __future__ import annotations

from fractions import Fraction

from renovation_opt.instance import ECHELLE_MIXITE, ECHELLE_PATRIMOINE, OBJECTIFS, Objectif
from renovation_opt.schemas.objectif import Objectif as ObjectifEcrit
from renovation_opt.schemas.objectif import Poids

UNITES = (1_000, ECHELLE_PATRIMOINE, ECHELLE_MIXITE)
"""Integers of the Instance in one MWh, one point, one household."""


def faire_objectif(ecrit: ObjectifEcrit) -> Objectif:
    """Return the method with its weights, scales, order and floors."""
    poids = ecrit.poids or Poids(energie=Fraction(1), patrimoine=Fraction(1), mixite=Fraction(1))
    echelles = [getattr(ecrit.echelles, nom) for nom in OBJECTIFS]
    return Objectif(
        methode=ecrit.methode,
        poids=(Fraction(poids.energie), Fraction(poids.patrimoine), Fraction(poids.mixite)),
        echelles=tuple(None if e is None else int(e * u) for e, u in zip(echelles, UNITES, strict=True)),  # type: ignore[arg-type]
        ordre=tuple((OBJECTIFS.index(rang.objectif), rang.tolerance) for rang in ecrit.ordre),
        principal=OBJECTIFS.index(ecrit.maximiser) if ecrit.maximiser else 0,
        planchers=tuple(
            (OBJECTIFS.index(nom), p.valeur if p.part else p.valeur * UNITES[OBJECTIFS.index(nom)], p.part)
            for nom, p in ecrit.planchers.items()
        ),
    )
