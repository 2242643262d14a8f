"""Why no programme exists: the hard statements made elastic, the least relaxation, the rows that hold them.

Answers for: ``diagnostiquer``, lines a user can act on.
Leaves to others: minimal conflicting sets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

import numpy as np

from renovation_opt.couplage import coupler
from renovation_opt.couplage.base import Colonne, Famille
from renovation_opt.instance import Instance
from renovation_opt.locale import _
from renovation_opt.moteur.borne import Relaxation, generer
from renovation_opt.moteur.etape import But
from renovation_opt.moteur.resolution import Atelier

LIGNES_MAX = 8
SEUIL = 1e-6


def diagnostiquer(atelier: Atelier, planchers: Sequence[Famille] = ()) -> list[str]:
    """Return the statements that cannot hold together, with the least relaxation that lets a programme exist.

    ``planchers``: floors on the objectives that the method adds (epsilon).
    """
    dures = [cible for cible in atelier.inst.cibles if not cible.souple]
    inst = replace(atelier.inst, cibles=tuple(replace(cible, souple=True) for cible in dures))
    couplage = coupler(inst).plus(planchers, [_manque(famille) for famille in planchers])
    but = But("diagnostic", "", couplage, (0.0, 0.0, 0.0), manque=1.0)
    relaxation = generer(inst, atelier.structure, but)
    enonces = [*_exigees(inst, relaxation)] or [*_relachements(inst, planchers, but, relaxation)]
    lignes = [_("Aucun programme ne satisfait ensemble ces énoncés :"), *(enonces or _en_entiers(inst))]
    serrees = _serrees(but, relaxation)
    if serrees:
        lignes.append(_("Ce qui les retient (les plus serrés d'abord) :"))
        return lignes + [f"  - {texte}" for texte in serrees]
    total = int(inst.lots.logements.sum())
    texte = _("Rien d'autre ne les retient : le parc n'a que {total} logements à traiter.")
    return [*lignes, texte.format(total=total)]


def _manque(famille: Famille) -> Colonne:
    """Return the shortfall of a floor."""
    seuil = float(max(1, abs(int(famille.borne[0]))))
    return Colonne(
        f"manque_{famille.nom}", 2 * seuil, entiere=False, coefficients=((famille.nom, 0, -1.0),), relatif=1 / seuil
    )


def _en_entiers(inst: Instance) -> Iterator[str]:
    """Yield the hard statements when fractions of plans satisfy them all, and no whole programme does."""
    for cible in inst.cibles:
        texte = _(
            "  - {libelle} ({origine}) : tenable avec des fractions d'opérations, pas avec des opérations entières"
        )
        yield texte.format(libelle=cible.libelle, origine=cible.origine)


def _relachements(inst: Instance, planchers: Sequence[Famille], but: But, relaxation: Relaxation) -> Iterator[str]:
    """Yield one line per hard target or floor that must give way."""
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

    for famille in planchers:
        manque, seuil = relaxation.colonnes[noms[f"manque_{famille.nom}"]], -int(famille.borne[0])
        if manque / max(1, seuil) > SEUIL:
            texte = _("  - plancher de l'objectif {objectif} : relâchez d'au moins {part} %")
            part = ceil(1000 * manque / max(1, seuil)) / 10
            yield texte.format(objectif=famille.etiquettes[0], part=f"{part:g}")


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
