"""The optimum of a tiny Instance by complete enumeration: no solver, no coupling row, no compact model.

Answers for: every plan of every opération, every combination of plans that the rules accept, the best one.
Leaves to others: larger instances (more than a few million combinations), the audit of the answer.

Rules are written again here from models/formulation.md, on the lines of ``programme.detailler``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import numpy as np

from renovation_opt.instance import COURANT, PARTIS, Cible, Fonds, Instance, Ints, repartir
from renovation_opt.programme import PlanOperation, detailler, objectifs

Nombre = Fraction | float | int
Poids = tuple[Nombre, Nombre, Nombre]


@dataclass(frozen=True, slots=True, eq=False)
class Effet:
    """What one plan does: uses that only add up [R], euros by fund [F, A], values by target [T], the objectives."""

    plan: PlanOperation
    o: int
    usages: Ints
    aides: Ints
    cibles: Ints
    objectifs: Ints


def plans(inst: Instance, o: int) -> Iterator[PlanOperation]:
    """Yield every plan of an opération: chantier, montage, and a bouquet for each lot (or none for optional lots)."""
    debut, fin = inst.operations.chantier_debut[o : o + 2].tolist()
    for k, m in product(range(debut, fin), inst.operations.montages[o]):
        premier, dernier = inst.operations.lot_debut[o : o + 2].tolist()
        offres = [_offres(inst, lot, k, m) for lot in range(premier, dernier)]
        for bouquets in product(*offres):
            if traites := tuple(b for b in bouquets if b is not None):
                yield PlanOperation(
                    inst.operations.codes[o],
                    inst.annees[inst.chantiers.debut[k]],
                    int(inst.chantiers.duree[k]),
                    PARTIS[inst.chantiers.parti[k]],
                    inst.montages[m].code,
                    traites,
                )


def _offres(inst: Instance, lot: int, k: int, m: int) -> list[tuple[str, str] | None]:
    """Return the bouquets of a lot under chantier k and montage m (C4), and None for an optional lot (C3)."""
    offres: list[tuple[str, str] | None] = [] if inst.lots.obligatoire[lot] else [None]
    for q in range(*inst.lots.option_debut[lot : lot + 2].tolist()):
        p = inst.options.choix[q]
        if inst.options.montage[q] == m and (inst.chantiers.parti[k] == COURANT or inst.choix.ensemble[p]):
            debut, duree = int(inst.chantiers.debut[k]), int(inst.chantiers.duree[k])
            travaux = [a for a in range(duree) if repartir(int(inst.lots.logements[lot]), duree, a)]
            if not any(inst.options.interdite[q, debut + a] for a in travaux):
                offres.append((inst.lots.codes[lot], inst.bouquets[inst.choix.bouquet[p]].code))
    return offres


def optimum(
    inst: Instance, poids: Poids = (0, 0, 0), *, manque: bool = False
) -> tuple[Fraction | None, list[PlanOperation]]:
    """Return the best value and a programme: the greatest weighted sum, or the least shortfall; else (None, [])."""
    effets = [[_effet(inst, o, plan) for plan in plans(inst, o)] for o in range(len(inst.operations.codes))]
    restes = [Fraction(0)]
    for possibles in reversed(effets):
        restes.insert(0, restes[0] + max([Fraction(0), *(_valeur([e], poids) for e in possibles)]))
    meilleur: tuple[Fraction | None, list[PlanOperation]] = (None, [])

    def prometteur(choisis: list[Effet], o: int) -> bool:
        """Whether the best that may follow beats the incumbent: a shortfall never goes below 0."""
        possible = Fraction(0) if manque else _valeur(choisis, poids) + restes[o]
        return meilleur[0] is None or possible > meilleur[0]

    for choisis in _combinaisons(inst, effets, _limites(inst), prometteur):
        valeur = -_manque(inst, choisis) if manque else _valeur(choisis, poids)
        if (meilleur[0] is None or valeur > meilleur[0]) and _acceptable(inst, choisis):
            meilleur = (valeur, [e.plan for e in choisis])
    valeur_, programme = meilleur
    return (-valeur_ if manque and valeur_ is not None else valeur_), programme


def _combinaisons(
    inst: Instance, effets: list[list[Effet]], limites: Ints, prometteur: Callable[[list[Effet], int], bool]
) -> Iterator[list[Effet]]:
    """Yield the combinations whose additive uses stay within their limits (C6, C8, C9, C12, C13) and C17."""

    def suite(o: int, choisis: list[Effet], usages: Ints) -> Iterator[list[Effet]]:
        if not prometteur(choisis, o):
            return
        if o == len(effets):
            yield choisis
            return
        for effet in effets[o]:
            total = usages + effet.usages
            if (total <= limites).all():
                yield from suite(o + 1, [*choisis, effet], total)
        if not inst.operations.requise[o]:
            yield from suite(o + 1, choisis, usages)

    yield from suite(0, [], np.zeros_like(limites))


def _limites(inst: Instance) -> Ints:
    """Return the limits of the additive uses, in the order of ``_usages``."""
    annees = inst.nb_annees
    quotas = [list(f.quota) if f.quota is not None else [-1] * annees for f in inst.fonds]
    phases = np.full((len(inst.operations.codes), annees), 1 if inst.phases_disjointes else -1)
    blocs = [
        np.array(quotas).reshape(-1, annees),
        inst.capacite,
        inst.simultanes,
        inst.fonds_propres,
        inst.filiere,
        phases,
    ]
    limites = np.concatenate([bloc.reshape(-1) for bloc in blocs]).astype(np.int64)
    return np.where(limites < 0, np.iinfo(np.int64).max, limites)


def _effet(inst: Instance, o: int, plan: PlanOperation) -> Effet:
    """Return what a plan does, read from its lines."""
    forme = (inst.nb_annees,)
    b, e, parente = (
        int(champ[o]) for champ in (inst.operations.bailleur, inst.operations.epci, inst.operations.parente)
    )
    quotas, aides = np.zeros((2, len(inst.fonds), *forme), dtype=np.int64)
    capacite, ouverts, propres = np.zeros((3, len(inst.bailleurs), *forme), dtype=np.int64)
    filiere = np.zeros((len(inst.epcis), *forme), dtype=np.int64)
    phases = np.zeros((len(inst.operations.codes), *forme), dtype=np.int64)
    programme = detailler(inst, [plan])
    for ligne in programme.lignes:
        a = ligne.annee - inst.annees[0]
        aides[:, a] += ligne.aides_eur
        quotas[:, a] += ligne.logements * (np.array(ligne.aides_eur) > 0)
        capacite[b, a] += ligne.logements
        propres[b, a] += ligne.fonds_propres_eur
        filiere[e, a] += ligne.travaux_eur
    debut = plan.debut - inst.annees[0]
    ouverts[b, debut : debut + plan.duree] = 1
    phases[parente, debut : debut + plan.duree] = 1
    usages = [bloc.reshape(-1) for bloc in (quotas, capacite, ouverts, propres, filiere, phases)]
    cibles = np.array([_apport(inst, cible, plan, aides) for cible in inst.cibles], dtype=np.int64)
    return Effet(plan, o, np.concatenate(usages), aides, cibles, np.array(objectifs(inst, programme), dtype=np.int64))


def _apport(inst: Instance, cible: Cible, plan: PlanOperation, aides: Ints) -> int:
    """Return what a plan adds to a target on dwellings (C14) or on aids; 0 for a target on cités."""
    compte = np.array(cible.annees)
    if cible.mesure == "aides":
        return int(aides[cible.fonds] @ compte)
    if cible.poids is None:
        return 0
    total = 0
    for code, bouquet in plan.bouquets:
        lot = inst.lots.codes.index(code)
        for p in range(*inst.lots.choix_debut[lot : lot + 2].tolist()):
            if inst.bouquets[inst.choix.bouquet[p]].code == bouquet:
                for a in range(plan.duree):
                    n = repartir(int(inst.lots.logements[lot]), plan.duree, a)
                    total += n * int(cible.poids[p]) * int(compte[plan.debut - inst.annees[0] + a])
    return total


def _acceptable(inst: Instance, choisis: list[Effet]) -> bool:
    """Whether a combination obeys what does not simply add up: C10, C11, C14 and C15 when hard, C16."""
    aides = sum((e.aides for e in choisis), np.zeros((len(inst.fonds), inst.nb_annees), dtype=np.int64))
    fermes = (cible for cible in inst.cibles if not cible.souple)
    return (
        all(_enveloppe(fonds, aides[f].tolist()) for f, fonds in enumerate(inst.fonds))
        and all(_parite(fonds, aides[f], aides) for f, fonds in enumerate(inst.fonds))
        and all(_manque_cible(inst, cible, choisis) == 0 for cible in fermes)
        and _grappes(inst, choisis)
    )


def _enveloppe(fonds: Fonds, aides: list[int]) -> bool:
    """(C10) Each slice plus what the one before carried over covers the aids of its year."""
    if fonds.tranches_eur is None:
        return True
    if fonds.libre:
        return sum(aides) <= sum(fonds.tranches_eur)
    report = 0
    for a, aide in enumerate(aides):
        reste = fonds.tranches_eur[a] + report - aide
        if reste < 0:
            return False
        report = min(reste, fonds.report_max_eur(a))
    return True


def _parite(fonds: Fonds, siennes: Ints, aides: Ints) -> bool:
    """(C11) Aids of the fund within its ratio of those of its counterparts."""
    if fonds.parite is None:
        return True
    autres = aides[list(fonds.parite.avec)].sum(axis=0)
    if not fonds.parite.par_annee:
        return bool(siennes.sum() <= fonds.parite.ratio * int(autres.sum()))
    return all(lui <= fonds.parite.ratio * eux for lui, eux in zip(siennes.tolist(), autres.tolist(), strict=True))


def _grappes(inst: Instance, choisis: list[Effet]) -> bool:
    """(C16) Starts of one grappe within the window."""
    if not inst.grappe_fenetre:
        return True
    departs: dict[int, list[int]] = {}
    for e in choisis:
        departs.setdefault(int(inst.operations.grappe[e.o]), []).append(e.plan.debut)
    return all(max(a) - min(a) < inst.grappe_fenetre for g, a in departs.items() if g >= 0)


def _manque_cible(inst: Instance, cible: Cible, choisis: list[Effet]) -> int:
    """Return what a target misses, in its unit."""
    if cible.mesure == "cites":
        debuts = [(int(inst.operations.cite[e.o]), e.plan.debut - inst.annees[0]) for e in choisis]
        valeur = len({c for c, a in debuts if c in cible.cites and cible.annees[a]})
    else:
        rang = next(i for i, autre in enumerate(inst.cibles) if autre is cible)
        valeur = sum(int(e.cibles[rang]) for e in choisis)
    return max(0, cible.sens * (cible.seuil - valeur))


def _manque(inst: Instance, choisis: list[Effet]) -> Fraction:
    """Return the total relative shortfall of the soft targets."""
    souples = [cible for cible in inst.cibles if cible.souple]
    return sum((Fraction(_manque_cible(inst, c, choisis), c.echelle) for c in souples), Fraction(0))


def _valeur(choisis: list[Effet], poids: Poids) -> Fraction:
    """Return the weighted sum of the objectives."""
    return sum((Fraction(p) * int(e.objectifs[j]) for e in choisis for j, p in enumerate(poids)), Fraction(0))
