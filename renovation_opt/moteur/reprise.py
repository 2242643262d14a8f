"""Warm starts: what a solve leaves to the next one, and how it is carried to another Instance.

Answers for: ``Reprise`` (plans, programme, scales of a solve), ``rappeler``, ``resoudre_chaud``, ``relaxer``.
Leaves to others: the stages (methodes), one solve (resolution).

A Reprise names plans by codes, never by rank: it fits any other Instance, whatever changed between the two (an
envelope, a target, a weight, a landlord's capacity, the parc itself); plans that no longer exist are dropped.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from renovation_opt.instance import PARTIS, Instance, Ints
from renovation_opt.moteur.bilan import prix
from renovation_opt.moteur.borne import demande
from renovation_opt.moteur.methodes import Parcours, commencer, conclure, parcourir, preparer
from renovation_opt.moteur.plans import Plans
from renovation_opt.moteur.resolution import TOLERANCE_ARTIFICIELLE
from renovation_opt.moteur.resolution import relaxer as relaxer_etape
from renovation_opt.moteur.suivi import Budget, Controle, Suivi, muet
from renovation_opt.programme import Prix, Programme, Solution


@dataclass(frozen=True, slots=True, eq=False)
class Reprise:
    """What a solve leaves: its Instance (for the codes), the plans it met and its programme."""

    inst: Instance
    plans: Plans | None
    programme: Plans | None

    def pour(self, inst: Instance) -> Reprise:
        """Return the same for another Instance; plans that do not exist there are dropped."""
        if inst is self.inst:
            return self
        passage = _Passage(self.inst, inst)
        return Reprise(inst, passage.plans(self.plans), passage.plans(self.programme))


@dataclass(frozen=True, slots=True, eq=False)
class Relaxee:
    """The last stage of a method without integer programme.

    ``valeur`` and ``borne``: of the relaxation, maximised, in the unit of the stage; ``prix``: of its coupling rows.
    ``possible``: whether fractions of plans satisfy every hard statement.  ``exigence``: what rows demand at their
    prices, as a multiple of the value.
    """

    nom: str
    valeur: float
    borne: float
    possible: bool
    exigence: float
    prix: tuple[Prix, ...]
    echelles: tuple[int, int, int]


def resoudre_chaud(
    inst: Instance, budget: Budget, controle: Controle, suivi: Suivi, reprise: Reprise | None = None
) -> tuple[Solution, Reprise]:
    """Return the solution of an instance and what it leaves to the next solve, warmed by ``reprise``.

    Raises ProgrammeImpossible, ArretSansProgramme.
    """
    parcours = parcourir(partir(inst, budget, controle, suivi, reprise))
    return conclure(parcours), Reprise(inst, parcours.plans, parcours.connu)


def rappeler(inst: Instance, programme: Programme) -> Reprise:
    """Return the start that a programme of the instance gives, such as one read back from a report.

    Raises KeyError when the programme names what the instance does not have.
    """
    plans = programme.plans
    if not plans:
        return Reprise(inst, None, None)
    operations = {code: o for o, code in enumerate(inst.operations.codes)}
    montages = {m.code: rang for rang, m in enumerate(inst.montages)}
    chantiers = {code: k for k, code in enumerate(_codes_chantiers(inst))}
    options = {code: q for q, code in enumerate(_codes_options(inst))}
    prises = [[options[lot, bouquet, p.montage] for lot, bouquet in p.bouquets] for p in plans]
    memoire = Plans(
        np.array([operations[p.operation] for p in plans], dtype=np.int32),
        np.array([chantiers[p.operation, p.debut, p.duree, PARTIS.index(p.parti)] for p in plans], dtype=np.int32),
        np.array([montages[p.montage] for p in plans], dtype=np.int32),
        np.concatenate([[0], np.cumsum([len(q) for q in prises])]).astype(np.int64),
        np.array([q for prise in prises for q in prise], dtype=np.int32),
    )
    return Reprise(inst, memoire, memoire)


def relaxer(inst: Instance, reprise: Reprise | None = None) -> tuple[Relaxee, Reprise]:
    """Return the relaxation of the last stage: bound and prices, no integer programme beyond the preparatory stages.

    Raises ProgrammeImpossible when the relaxation of an earlier stage proves that no programme exists.
    """
    parcours = partir(inst, Budget(float(inst.resolution.temps_s), 1), lambda _programme: True, muet, reprise)
    but = preparer(parcours)
    resultat = relaxer_etape(parcours.atelier, but, parcours.plans)
    relaxee = Relaxee(
        but.nom,
        resultat.valeur,
        resultat.borne,
        resultat.artificiel <= TOLERANCE_ARTIFICIELLE,
        demande(but, resultat.prix) / max(abs(resultat.valeur), 1e-12),
        prix(but, resultat),
        (parcours.echelles[0], parcours.echelles[1], parcours.echelles[2]),
    )
    return relaxee, Reprise(inst, resultat.plans, parcours.connu)


def partir(inst: Instance, budget: Budget, controle: Controle, suivi: Suivi, reprise: Reprise | None) -> Parcours:
    """Return a method ready to run, that knows what ``reprise`` brings."""
    parcours = commencer(inst, budget, controle, suivi)
    if reprise is not None:
        chaude = reprise.pour(inst)
        parcours.plans, parcours.connu = chaude.plans, chaude.programme
    return parcours


class _Passage:
    """From the ranks of an Instance to those of another, through codes; -1 where there is none."""

    def __init__(self, source: Instance, cible: Instance) -> None:
        """Read the codes of both."""
        self.cible = cible
        self.operation = _rangs(source.operations.codes, cible.operations.codes)
        self.chantier = _rangs(_codes_chantiers(source), _codes_chantiers(cible))
        self.montage = _rangs([m.code for m in source.montages], [m.code for m in cible.montages])
        self.option = _rangs(_codes_options(source), _codes_options(cible))

    def plans(self, plans: Plans | None) -> Plans | None:
        """Return the plans that exist in the other Instance, ``None`` when there is none."""
        if plans is None:
            return None
        options = self.option[plans.options]
        chantier, montage = self.chantier[plans.chantier], self.montage[plans.montage]
        perdues = np.add.reduceat(np.append(options < 0, np.int64(0)), plans.debut_options[:-1])
        perdues = np.where(np.diff(plans.debut_options) > 0, perdues, 0)
        gardes = np.flatnonzero((perdues == 0) & (chantier >= 0) & (montage >= 0))
        if not len(gardes):
            return None
        traduits = Plans(
            self.operation[plans.operation].astype(np.int32),
            chantier.astype(np.int32),
            montage.astype(np.int32),
            plans.debut_options,
            options.astype(np.int32),
        )
        return _permis(self.cible, traduits.extraire(gardes))


def _permis(inst: Instance, plans: Plans) -> Plans | None:
    """Return the plans that the instance allows, ``None`` when there is none.

    A plan of the same name may be forbidden here: an option whose cost to owners is capped in one of its years, a
    bouquet that the parti ensemble no longer takes, a lot that has become mandatory or is in another opération.
    """
    plan = np.repeat(np.arange(len(plans)), np.diff(plans.debut_options))
    choix, lot = inst.options.choix[plans.options], inst.choix.lot[inst.options.choix[plans.options]]
    chantier = plans.chantier[plan]
    debut, duree = inst.chantiers.debut[chantier], inst.chantiers.duree[chantier]
    logements = inst.lots.logements[lot]
    bonnes = inst.lots.operation[lot] == plans.operation[plan]
    bonnes &= inst.choix.ensemble[choix] | (inst.chantiers.parti[chantier] != PARTIS.index("ensemble_patrimonial"))
    for i in range(int(duree.max(initial=0))):
        actif = (i < duree) & (logements // duree + (i < logements % duree) > 0)
        bonnes &= ~(actif & inst.options.interdite[plans.options, np.where(actif, debut + i, 0)])
    sures = np.bincount(plan[~bonnes], minlength=len(plans)) == 0
    traites = np.bincount(plan, weights=inst.lots.obligatoire[lot], minlength=len(plans))
    exiges = np.bincount(inst.lots.operation, weights=inst.lots.obligatoire, minlength=len(inst.operations.codes))
    complets = (traites == exiges[plans.operation]) & (np.diff(plans.debut_options) > 0)
    gardes = np.flatnonzero(sures & complets)
    return plans.extraire(gardes) if len(gardes) else None


def _rangs(source: Sequence[Hashable], cible: Sequence[Hashable]) -> Ints:
    """Return the rank in ``cible`` of each code of ``source``, -1 when it is not there."""
    rangs = {code: rang for rang, code in enumerate(cible)}
    return np.fromiter((rangs.get(code, -1) for code in source), dtype=np.int64, count=len(source))


def _codes_chantiers(inst: Instance) -> list[Hashable]:
    """Return (opération, first calendar year, years, parti) of every chantier."""
    ch = inst.chantiers
    colonnes = (ch.operation.tolist(), ch.debut.tolist(), ch.duree.tolist(), ch.parti.tolist())
    return [(inst.operations.codes[o], inst.annees[s], d, v) for o, s, d, v in zip(*colonnes, strict=True)]


def _codes_options(inst: Instance) -> list[Hashable]:
    """Return (lot, bouquet, montage) of every option."""
    choix = inst.options.choix
    colonnes = (inst.choix.lot[choix].tolist(), inst.choix.bouquet[choix].tolist(), inst.options.montage.tolist())
    bouquets, montages = [b.code for b in inst.bouquets], [m.code for m in inst.montages]
    return [(inst.lots.codes[lot], bouquets[p], montages[m]) for lot, p, m in zip(*colonnes, strict=True)]
