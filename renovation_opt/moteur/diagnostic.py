"""Why no programme exists: the hard statements made elastic, the least relaxation, the rows that hold them.

Answers for: ``diagnostiquer``, lines a user can act on.
Leaves to others: minimal conflicting sets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from renovation_opt.couplage import coupler
from renovation_opt.instance import Instance
from renovation_opt.locale import _
from renovation_opt.moteur.borne import Relaxation, generer
from renovation_opt.moteur.etape import But
from renovation_opt.moteur.resolution import Atelier

LIGNES_MAX = 8
SEUIL = 1e-6


def diagnostiquer(atelier: Atelier) -> list[str]:
    """Return the statements that cannot hold together, with the least relaxation that lets a programme exist."""
    dures = [cible for cible in atelier.inst.cibles if not cible.souple]
    inst = replace(atelier.inst, cibles=tuple(replace(cible, souple=True) for cible in dures))
    but = But("diagnostic", "", coupler(inst), (0.0, 0.0, 0.0), manque=1.0)
    relaxation = generer(inst, atelier.structure, but)
    lignes = [_("Aucun programme ne satisfait ensemble ces énoncés :")]
    lignes += list(_relachements(inst, but, relaxation))
    lignes += list(_exigees(inst, relaxation))
    serrees = _serrees(but, relaxation)
    if serrees:
        lignes.append(_("Ce qui les retient (les plus serrés d'abord) :"))
        return lignes + [f"  - {texte}" for texte in serrees]
    total = int(inst.lots.logements.sum())
    texte = _("Rien d'autre ne les retient : le parc n'a que {total} logements à traiter.")
    return [*lignes, texte.format(total=total)]


def _relachements(inst: Instance, but: But, relaxation: Relaxation) -> Iterator[str]:
    """Yield one line per hard target that must give way."""
    noms = {colonne.nom: n for n, colonne in enumerate(but.couplage.colonnes)}
    for cible in inst.cibles:
        manque = relaxation.colonnes[noms[f"manque_{cible.code}"]]
        if manque / cible.echelle > SEUIL:
            texte = _("  - {libelle} ({origine}) : seuil {seuil} ; relâchez d'au moins {manque} {unite}")
            yield texte.format(
                libelle=cible.libelle,
                origine=cible.origine,
                seuil=cible.seuil // cible.diviseur,
                manque=int(np.ceil(manque / cible.diviseur - SEUIL)),
                unite=cible.unite,
            )


def _exigees(inst: Instance, relaxation: Relaxation) -> Iterator[str]:
    """Yield one line per required opération that cannot be carried out whole."""
    requises = np.flatnonzero(inst.operations.requise)
    if not len(requises):
        return
    for o, manque in zip(requises, relaxation.exigences[-len(requises) :], strict=True):
        if manque > SEUIL:
            texte = _("  - opération {operation} imposée ou engagée : elle ne peut être menée en entier ({part} %)")
            yield texte.format(operation=inst.operations.codes[o], part=round(100 * (1 - float(manque))))


def _serrees(but: But, relaxation: Relaxation) -> list[str]:
    """Return the rows with the largest price x bound, in words."""
    bornes = np.abs(but.couplage.bornes.astype(np.float64))
    poids = relaxation.prix * np.maximum(1.0, bornes)
    etiquettes = [
        f"{famille.tag} {famille.nom} : {etiquette}"
        for famille in but.couplage.familles
        for etiquette in famille.etiquettes
    ]
    ordre = sorted(
        np.flatnonzero(relaxation.prix > SEUIL * relaxation.prix.max(initial=1e-300)), key=lambda r: -poids[r]
    )
    return [etiquettes[r] for r in ordre[:LIGNES_MAX] if not etiquettes[r].startswith(("C14 cible", "C15 cible"))]
