"""What becomes national in a multi-basin instance: a fund for works, and the agency of private owners.

Answers for: ``nationaliser``, the Instance of one basin with its national funds last and the montage that asks them.
Leaves to others: perturbing a basin, putting basins side by side, writing files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from renovation_opt.build.options import Contexte, faire_options
from renovation_opt.instance import Bools, Fonds, Instance, Montage, Petits

CODE = "renovation_nationale"
LIBELLE = "Fonds national de rénovation"
TAUX = Fraction(1, 10)
PLAFOND_EUR = 6_000
PART_DES_TRANCHES = Fraction(1, 4)
"""Its slice, as a share of the other slices of the year: less than the landlords would ask, so that it binds."""
PART_PRIVEE = Fraction(3, 5)
"""Slice of the agency of private owners, as a share of what their whole capacity could ask."""


def nationaliser(inst: Instance) -> Instance:
    """Return ``inst`` with its national funds last: those of private owners only, then the one for works.

    The slices are those of one basin.  The rules of parity forget the funds that become national.
    """
    prives = _reserves_aux_prives(inst)
    propres = [f for f in range(len(inst.fonds)) if f not in prives]
    ordre = [*propres, *prives]
    rang = {ancien: nouveau for nouveau, ancien in enumerate(ordre)}
    fonds = tuple(_sans_nationaux(inst.fonds[f], rang, prives) for f in propres)
    agences = tuple(_agence(inst, f) for f in prives)
    montages = tuple(replace(m, fonds=tuple(rang[f] for f in m.fonds)) for m in inst.montages)
    nouveaux = tuple(_avec_national(m, len(ordre)) for m in montages if _porte_un_national(m, inst, ordre))
    eligible = np.concatenate([inst.choix.eligible[:, ordre], _travaux_sociaux(inst)[:, None]], axis=1)
    return refinancer(
        replace(
            inst,
            fonds=(*fonds, *agences, _national(inst)),
            montages=(*montages, *nouveaux),
            montage_fonds=_montage_fonds((*montages, *nouveaux)),
            choix=replace(inst.choix, eligible=eligible),
            cibles=tuple(replace(c, fonds=rang.get(c.fonds, -1)) for c in inst.cibles),
        )
    )


def nb_nationaux(inst: Instance) -> int:
    """Return how many of the last funds of ``nationaliser(inst)`` are national."""
    return len(_reserves_aux_prives(inst)) + 1


def refinancer(inst: Instance) -> Instance:
    """Return ``inst`` with its options made again by the rules, after a change of costs, funds or montages."""
    lots, bailleur = inst.lots, inst.operations.bailleur[inst.lots.operation]
    options, montages = faire_options(
        Contexte(
            fonds=inst.fonds,
            montages=inst.montages,
            cumul=inst.cumul,
            choix=inst.choix,
            lot_operation=lots.operation,
            obligatoire=lots.obligatoire,
            conso_ep=lots.conso_ep.astype(np.int64),
            espaces_eur=inst.espaces_eur,
            plafond_eur=inst.reste_a_charge_eur[bailleur],
        ),
        len(inst.operations.codes),
    )
    debut = np.searchsorted(inst.choix.lot[options.choix], np.arange(len(lots.codes) + 1)).astype(np.int32)
    return replace(
        inst,
        options=options,
        lots=replace(lots, option_debut=debut),
        operations=replace(inst.operations, montages=montages),
    )


def _choix_prives(inst: Instance) -> Bools:
    """Return [P] the choix of private owners."""
    prive = np.array([b.prive for b in inst.bailleurs])
    return np.asarray(prive[inst.operations.bailleur[inst.lots.operation[inst.choix.lot]]])


def _reserves_aux_prives(inst: Instance) -> list[int]:
    """Return the funds with an envelope that only private owners may ask."""
    prives = _choix_prives(inst)
    eligible = inst.choix.eligible
    return [
        f
        for f, fonds in enumerate(inst.fonds)
        if fonds.tranches_eur is not None and eligible[:, f].any() and not eligible[~prives, f].any()
    ]


def _sans_nationaux(fonds: Fonds, rang: dict[int, int], prives: list[int]) -> Fonds:
    """Return a fund whose parity counts the funds of its basin only."""
    if fonds.parite is None:
        return fonds
    avec = tuple(rang[g] for g in fonds.parite.avec if g not in prives)
    return replace(fonds, parite=replace(fonds.parite, avec=avec))


def _agence(inst: Instance, f: int) -> Fonds:
    """Return the fund of private owners with slices that their capacity more than uses."""
    fonds = inst.fonds[f]
    capacite = inst.capacite[[b.prive for b in inst.bailleurs]].clip(0).sum(axis=0)
    aide = fonds.plafond_aide_eur or 0
    if not capacite.all() or not aide:
        return fonds
    tranches = tuple(
        int(PART_PRIVEE * n * aide) if ouvert else 0 for n, ouvert in zip(capacite.tolist(), fonds.actif, strict=True)
    )
    return replace(fonds, tranches_eur=tranches)


def _national(inst: Instance) -> Fonds:
    """Return the national fund for works, with the slices of one basin."""
    prives = _reserves_aux_prives(inst)
    enveloppes = [f.tranches_eur for i, f in enumerate(inst.fonds) if f.tranches_eur is not None and i not in prives]
    sommes = np.array(enveloppes, dtype=np.int64).reshape(-1, inst.nb_annees).sum(axis=0)
    return Fonds(
        code=CODE,
        libelle=LIBELLE,
        contributeur="etat",
        actif=(True,) * inst.nb_annees,
        tranches_eur=tuple(int(PART_DES_TRANCHES * n) for n in sommes.tolist()),
        libre=False,
        report=Fraction(1, 5),
        minimum_eur=0,
        sur_travaux=True,
        sur_espaces=False,
        taux=TAUX,
        forfait_eur=None,
        bareme=(),
        plafond_assiette_eur=None,
        plafond_aide_eur=PLAFOND_EUR,
        quota=None,
        parite=None,
    )


def _travaux_sociaux(inst: Instance) -> Bools:
    """Return [P] the works that the national fund may aid: those of the landlords."""
    return ~_choix_prives(inst)


def _porte_un_national(montage: Montage, inst: Instance, ordre: list[int]) -> bool:
    """Tell whether a montage gets a variant with the national fund: one fund of a landlord, asked in full."""
    prives = _reserves_aux_prives(inst)
    return len(montage.fonds) == 1 and montage.niveaux == (Fraction(1),) and ordre[montage.fonds[0]] not in prives


def _avec_national(montage: Montage, national: int) -> Montage:
    """Return the montage that also asks the national fund, last."""
    return Montage(f"{montage.code}_national", (*montage.fonds, national), (*montage.niveaux, Fraction(1)))


def _montage_fonds(montages: Sequence[Montage]) -> Petits:
    """Return [M, S] the fund of each slot, -1 when unused."""
    slots = max(1, *(len(m.fonds) for m in montages))
    return np.array([[*m.fonds, *[-1] * (slots - len(m.fonds))] for m in montages], dtype=np.int32)
