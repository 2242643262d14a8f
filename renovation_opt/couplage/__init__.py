"""Coupling rows, described once for the compact model and the engine: the table of contents of what couples."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from renovation_opt.couplage.base import Colonne, Couplage, Famille
from renovation_opt.couplage.capacite import capacite_bailleur, chantiers_simultanes, filiere
from renovation_opt.couplage.cibles import cibles_volume, colonnes_cibles, prioritaires
from renovation_opt.couplage.financement import enveloppe_annuelle, fonds_propres, parite, quota, reports
from renovation_opt.couplage.grappes import fenetres, grappes
from renovation_opt.instance import Instance

CONTRAINTES: tuple[Callable[[Instance], Iterator[Famille]], ...] = (
    quota,
    capacite_bailleur,
    chantiers_simultanes,
    enveloppe_annuelle,
    parite,
    fonds_propres,
    filiere,
    cibles_volume,
    prioritaires,
    grappes,
)
"""Every coupling constraint, in the order of the specification."""

COLONNES: tuple[Callable[[Instance], Iterator[Colonne]], ...] = (reports, colonnes_cibles, fenetres)
"""Every quantity that belongs to no opération."""


def coupler(inst: Instance) -> Couplage:
    """Return all the coupling rows and columns of an instance."""
    familles = tuple(famille for contrainte in CONTRAINTES for famille in contrainte(inst))
    colonnes = tuple(colonne for faire in COLONNES for colonne in faire(inst))
    return Couplage(familles, colonnes)
