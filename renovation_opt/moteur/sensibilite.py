"""What a change of right-hand sides is worth at the prices of a relaxation, and which slices would be worth moving.

Answers for: ``valeur_marginale`` (first order, from the prices of a solve), ``rephaser`` (the slices of a fund as
variables of the relaxation).
Leaves to others: what an integer programme makes of it (analyse).

The value of a linear programme is concave in its right-hand sides: a price times a change never promises too little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from renovation_opt.couplage import coupler
from renovation_opt.couplage.base import Colonne, Couplage, Famille
from renovation_opt.instance import OBJECTIFS, Instance
from renovation_opt.moteur.borne import Relaxation, generer
from renovation_opt.moteur.etape import But, Reels, produit
from renovation_opt.moteur.methodes import PAR_UNITE, preparer
from renovation_opt.moteur.reprise import Reprise, partir
from renovation_opt.moteur.structure import Structure
from renovation_opt.moteur.suivi import Budget, muet
from renovation_opt.programme import Prix

FRAIS = 0.01
"""Cost of moving a euro, in parts of the best price of a slice: what gains less is not worth moving."""
CIBLES = ("C14", "C15")


def valeur_marginale(avant: Instance, apres: Instance, prix: Sequence[Prix], etape: str) -> float | None:
    """Return what the relaxation of stage ``etape`` gains from one instance to another at ``prix``, in its unit.

    sum over rows of price * change of its bound + sum over carry-overs of max(0, price of the next slice - its own)
    * change of its maximum.  ``None`` when something else than bounds changes, or the threshold of a soft target.
    """
    ici, la = coupler(avant), coupler(apres)
    if not _memes_donnees(avant, apres) or not _memes_lignes(ici, la):
        return None
    par_ligne = {p.ligne: p.valeur for p in prix}
    y = np.array([par_ligne.get(f"{f.nom} {e}", 0.0) for f in ici.familles for e in f.etiquettes])
    ecarts = la.bornes - ici.bornes
    if any(ecarts[lignes].any() for lignes in _lignes_cibles(ici)):
        return None
    total = float(produit(y, ecarts)) + _des_reports(ici, la, y)
    return total / PAR_UNITE[OBJECTIFS.index(etape)] if etape in OBJECTIFS else total


def _memes_donnees(avant: Instance, apres: Instance) -> bool:
    """Tell whether plans, their effects and their costs are the same."""
    tables = ("lots", "operations", "chantiers", "choix", "options")
    paires = [(getattr(avant, nom), getattr(apres, nom)) for nom in tables]
    valeurs = [(getattr(a, c.name), getattr(b, c.name)) for a, b in paires for c in fields(a)]
    valeurs += [(avant.espaces_eur, apres.espaces_eur)]
    return all(np.array_equal(a, b) if isinstance(a, np.ndarray) else a == b for a, b in valeurs)


def _memes_lignes(ici: Couplage, la: Couplage) -> bool:
    """Tell whether two couplings differ by their bounds and the maxima of their columns only."""
    if len(ici.familles) != len(la.familles) or len(ici.colonnes) != len(la.colonnes):
        return False
    return all(_meme_famille(f, g) for f, g in zip(ici.familles, la.familles, strict=True)) and all(
        replace(c, maximum=0.0) == replace(d, maximum=0.0) for c, d in zip(ici.colonnes, la.colonnes, strict=True)
    )


def _meme_famille(f: Famille, g: Famille) -> bool:
    """Tell whether two families differ by their bounds only."""
    tableaux = ((f.groupe, g.groupe), (f.pas, g.pas), (f.poids, g.poids))
    dits = (f.tag, f.nom, f.etiquettes, f.signe, f.mesure) == (g.tag, g.nom, g.etiquettes, g.signe, g.mesure)
    return dits and all(np.array_equal(a, b) for a, b in tableaux)


def _lignes_cibles(couplage: Couplage) -> list[slice]:
    """Return the rows of the targets that may be missed: their shortfall is capped, so a price does not tell all."""
    souples = {nom for c in couplage.colonnes if c.relatif for nom, _ligne, _coefficient in c.coefficients}
    return [
        slice(debut, debut + f.nb_lignes)
        for f, debut in zip(couplage.familles, couplage.debuts, strict=False)
        if f.tag in CIBLES and f.nom in souples
    ]


def _des_reports(ici: Couplage, la: Couplage, y: Reels) -> float:
    """Return what larger (or smaller) carry-overs are worth."""
    debuts = dict(zip((f.nom for f in ici.familles), ici.debuts, strict=False))
    total = 0.0
    for avant, apres in zip(ici.colonnes, la.colonnes, strict=True):
        if not avant.relatif:
            reduit = -sum(float(y[debuts[nom] + ligne]) * k for nom, ligne, k in avant.coefficients)
            total += max(0.0, reduit) * (apres.maximum - avant.maximum)
    return total


# --- slices as variables ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Deplacement:
    """Euros of a slice moved from year ``de`` to year ``vers`` (indices)."""

    de: int
    vers: int
    euros: float


@dataclass(frozen=True, slots=True)
class Rephasage:
    """What the relaxation makes of the slices of a fund at constant total.

    ``deplacements``: the moves worth their cost, largest first.  ``plafond``: bound, in the unit of the last stage, of
    every programme under every calendar of that fund.
    """

    deplacements: tuple[Deplacement, ...]
    plafond: float
    etape: str


def rephaser(inst: Instance, f: int, reprise: Reprise) -> Rephasage:
    """Return the best calendar of fund ``f`` (with yearly slices) in the relaxation of the last stage."""
    parcours = partir(inst, Budget(float(inst.resolution.temps_s), 1), lambda _programme: True, muet, reprise)
    but = preparer(parcours)
    structure = parcours.atelier.structure
    relaxee = generer(inst, structure, but, parcours.plans)
    diviseur = PAR_UNITE[OBJECTIFS.index(but.nom)] if but.nom in OBJECTIFS else 1
    colonnes, couples = _colonnes(inst, f)
    frais = FRAIS * _prix_maximal(but, relaxee, inst.fonds[f].code)
    if not frais:  # no slice is scarce: there is nothing to gain
        return Rephasage((), relaxee.borne / diviseur, but.nom)
    payant = _generer(inst, structure, but, relaxee, colonnes, frais)
    libre = _generer(inst, structure, but, payant, colonnes, 0.0)
    bouges = payant.colonnes[-len(couples) :].tolist()
    deplacements = [Deplacement(a, b, euros) for (a, b), euros in zip(couples, bouges, strict=True) if euros >= 1]
    deplacements.sort(key=lambda d: (-d.euros, d.de, d.vers))
    return Rephasage(tuple(deplacements), libre.borne / diviseur, but.nom)


def _colonnes(inst: Instance, f: int) -> tuple[tuple[Colonne, ...], list[tuple[int, int]]]:
    """Return one column per couple of years of a fund: euros taken from the first slice, given to the second."""
    fonds = inst.fonds[f]
    tranches = fonds.tranches_eur or ()
    annees = [a for a, actif in enumerate(fonds.actif) if actif]
    couples = [(a, b) for a in annees for b in annees if a != b and tranches[a] > 0]
    nom = f"enveloppe_{fonds.code}"
    colonnes = [
        Colonne(f"deplacement_{a}_{b}", tranches[a], entiere=False, coefficients=((nom, a, 1.0), (nom, b, -1.0)))
        for a, b in couples
    ]
    return tuple(colonnes), couples


def _generer(
    inst: Instance, structure: Structure, but: But, depart: Relaxation, colonnes: tuple[Colonne, ...], frais: float
) -> Relaxation:
    """Return the relaxation with more columns, each of which costs ``frais`` a euro."""
    couplage = but.couplage.plus((), colonnes)
    gains = (*but.gains, *((c.nom, -frais) for c in colonnes))
    return generer(inst, structure, replace(but, couplage=couplage, gains=gains), depart.plans)


def _prix_maximal(but: But, relaxee: Relaxation, code: str) -> float:
    """Return the highest price of a slice of a fund."""
    for famille, debut in zip(but.couplage.familles, but.couplage.debuts, strict=False):
        if famille.nom == f"enveloppe_{code}":
            return float(relaxee.prix[debut : debut + famille.nb_lignes].max(initial=0.0))
    return 0.0
