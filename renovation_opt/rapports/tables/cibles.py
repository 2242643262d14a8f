"""Targets: what the programme reaches, what was asked, what is missing (C14, C15).

Answers for: ``bilans``, recomputed from the lines and plans, whatever the solver says of its slacks.
Leaves to others: whether a hard target is broken (audit).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
import pandas as pd

from renovation_opt.instance import Cible, Instance
from renovation_opt.programme import Ligne, Programme
from renovation_opt.rapports.tables.lignes import aide


@dataclass(frozen=True, slots=True)
class BilanCible:
    """One target.  ``manque``: missing (or in excess, ``sens`` -1), 0 when reached; ``relatif`` to its scale."""

    code: str
    libelle: str
    unite: str
    sens: int
    valeur: int
    seuil: int
    manque: int
    relatif: float
    souple: bool

    @property
    def avancement(self) -> float | None:
        """How much of what was asked is reached (1 when it is); None when nothing was asked or it is a ceiling."""
        return min(1.0, self.valeur / self.seuil) if self.sens > 0 and self.seuil > 0 else None


def bilans(inst: Instance, programme: Programme, lignes: pd.DataFrame) -> tuple[BilanCible, ...]:
    """Return each target of the scenario, in its order."""
    return tuple(_bilan(cible, _valeur(inst, cible, programme, lignes)) for cible in inst.cibles)


def _bilan(cible: Cible, valeur: int) -> BilanCible:
    """Return one target given what the programme reaches."""
    manque = max(0, cible.sens * (cible.seuil - valeur))
    relatif = manque / cible.echelle if cible.echelle else 0.0
    textes = (cible.code, cible.libelle, cible.unite)
    nombres = (en_unite(cible, valeur), en_unite(cible, cible.seuil), ceil(manque / cible.diviseur))
    return BilanCible(*textes, cible.sens, *nombres, relatif, cible.souple)


def du_total(inst: Instance) -> str | None:
    """Return the code of the target that asks a number of dwellings of the whole programme, if there is one."""
    for cible in inst.cibles:
        tous = cible.poids is None or bool((np.asarray(cible.poids) == cible.diviseur).all())
        if cible.mesure == "logements" and cible.sens > 0 and all(cible.annees) and tous:
            return cible.code
    return None


def en_unite(cible: Cible, nombre: int) -> int:
    """Return an integer of the Instance in the unit of the target, rounded down."""
    return nombre // cible.diviseur


def _valeur(inst: Instance, cible: Cible, programme: Programme, lignes: pd.DataFrame) -> int:
    """Return what the programme reaches, in the unit of the target; only its years count."""
    annees = {annee for annee, compte in zip(inst.annees, cible.annees, strict=True) if compte}
    if cible.mesure == "cites":
        return _cites_commencees(inst, cible, programme, annees)
    if cible.mesure == "aides":
        return int(lignes.loc[lignes["annee"].isin(annees), aide(inst.fonds[cible.fonds].code)].sum())
    comptees = [ligne for ligne in programme.lignes if ligne.annee in annees]
    poids = _poids(inst, cible)
    return sum(ligne.logements * poids.get(_cle(ligne), 0) for ligne in comptees)


def _cites_commencees(inst: Instance, cible: Cible, programme: Programme, annees: set[int]) -> int:
    """Return the cités of the target in which an opération starts in a counted year."""
    cite = dict(zip(inst.operations.codes, (int(c) for c in inst.operations.cite), strict=True))
    commencees = {cite[plan.operation] for plan in programme.plans if plan.debut in annees}
    return len(commencees & set(cible.cites))


def _poids(inst: Instance, cible: Cible) -> dict[tuple[str, str], int]:
    """Return (lot, bouquet) -> weight of a dwelling in the target."""
    cles = [
        (inst.lots.codes[lot], inst.bouquets[bouquet].code)
        for lot, bouquet in zip(inst.choix.lot, inst.choix.bouquet, strict=True)
    ]
    valeurs = [1] * len(cles) if cible.poids is None else np.asarray(cible.poids).tolist()
    return dict(zip(cles, valeurs, strict=True))


def _cle(ligne: Ligne) -> tuple[str, str]:
    """Return the choix of a line."""
    return ligne.lot, ligne.bouquet
