"""Gives each cité its dwellings and its landlords, so that the published totals hold."""

from dataclasses import dataclass

from recette.calage import Tirage, arrondir, caler_total
from recette.cites import Cite, distance_km
from recette.hypotheses import (
    DENSITE_RELATIVE,
    DISPERSION_DENSITE,
    MARGE_PLANCHER,
    MC,
    MINIMUM_PAR_CITE,
    MINIMUM_PRIVES,
    PART_SIA_MIXTE,
    PART_VENDUE,
    PARTENORD,
    PRIVES,
    SIA,
    TOTAL_AUTRES,
    TOTAL_INSCRITES,
    TOTAL_PRIVES,
    TOTAL_SIA,
)
from recette.sources import OperationPubliee

BAILLEURS_PUBLIES = {
    "Maisons et Cités": (MC,),
    "SIA": (SIA,),
    "Partenord": (PARTENORD,),
    "Maisons et Cités / SIA": (MC, SIA),
}


@dataclass(frozen=True)
class Parc:
    """The dwellings of one landlord in one cité; `origine` says where the landlord comes from."""

    cite: Cite
    bailleur: str
    statut: str
    logements: int
    origine: str
    operations: tuple[OperationPubliee, ...] = ()


def peupler(cites: list[Cite], operations: list[OperationPubliee]) -> list[Parc]:
    """Return the dwellings per cité and landlord, cités in the order received."""
    totaux = compter_logements(cites, operations)
    prives = compter_prives(cites, totaux, _planchers(cites, operations))
    sociaux = [t - p for t, p in zip(totaux, prives, strict=True)]
    parcs: list[Parc] = []
    partages = _partager(cites, sociaux, operations)
    for cite, social, prive in zip(cites, partages, prives, strict=True):
        parcs += social
        if prive:
            parcs.append(Parc(cite, f"{PRIVES}_{cite.epci}", "prive", prive, "estime"))
    return parcs


def compter_logements(cites: list[Cite], operations: list[OperationPubliee]) -> list[int]:
    """Return area x density by typology, calibrated apart on inscribed and other cités."""
    tirage = Tirage(2)
    poids = [c.surface_ha * DENSITE_RELATIVE[c.typologie] * tirage.entre(DISPERSION_DENSITE) for c in cites]
    planchers = _planchers(cites, operations)
    totaux = [0] * len(cites)
    for inscrite, total in ((True, TOTAL_INSCRITES), (False, TOTAL_AUTRES)):
        rangs = [i for i, c in enumerate(cites) if (c.protection == "inscrite") == inscrite]
        valeurs = caler_total([poids[i] for i in rangs], [planchers[i] for i in rangs], total)
        for i, n in zip(rangs, arrondir(valeurs, total), strict=True):
            totaux[i] = n
    return totaux


def compter_prives(cites: list[Cite], totaux: list[int], planchers: list[float]) -> list[int]:
    """Return the dwellings sold to private owners; too few to count, the next cité takes them."""
    tirage = Tirage(3)
    voeux = [
        0.0 if c.proprietaire == "Partenord" else max(0.0, n - p) * tirage.entre(PART_VENDUE)
        for c, n, p in zip(cites, totaux, planchers, strict=True)
    ]
    facteur = TOTAL_PRIVES / sum(voeux)
    du = 0.0
    prives = []
    for voeu, total, plancher in zip(voeux, totaux, planchers, strict=True):
        du += voeu * facteur
        possible = min(int(du), int(total - plancher)) if voeu > 1.0 else 0
        prives.append(possible if possible >= MINIMUM_PRIVES else 0)
        du -= prives[-1]
    return prives


def _planchers(cites: list[Cite], operations: list[OperationPubliee]) -> list[float]:
    """Return the least dwellings of each cité: those of its published operations and a margin."""
    planchers = [float(MINIMUM_PAR_CITE)] * len(cites)
    for operation in operations:
        rangs = [i for i, c in enumerate(cites) if set(c.cles) & set(operation.cites)]
        surface = sum(cites[i].surface_ha for i in rangs)
        for i in rangs:
            part = operation.logements * cites[i].surface_ha / surface
            planchers[i] = max(planchers[i], MARGE_PLANCHER * part)
    return planchers


def operations_de(cite: Cite, bailleur: str, operations: list[OperationPubliee]) -> tuple[OperationPubliee, ...]:
    """Return the operations counted on this landlord's dwellings in this cité."""
    return tuple(
        o for o in operations if o.usage == "compte" and set(o.cites) & set(cite.cles) and bailleur in o.bailleurs
    )


def _partager(cites: list[Cite], sociaux: list[int], operations: list[OperationPubliee]) -> list[list[Parc]]:
    """Split the social dwellings between landlords: published first, then SIA up to its total."""
    partages = [_publies(c, n, operations) for c, n in zip(cites, sociaux, strict=True)]
    reste = TOTAL_SIA - sum(p.logements for ps in partages for p in ps if p.bailleur == SIA)
    for i in _plus_proches_de_sia(cites, partages):
        logements = sociaux[i]
        sia = min(reste, logements)
        reste -= sia
        partages[i] = _estimes(cites[i], sia, logements - sia)
    return partages


def _publies(cite: Cite, logements: int, operations: list[OperationPubliee]) -> list[Parc]:
    """Return the landlords the map or an operation names, none when unknown."""
    bailleurs = BAILLEURS_PUBLIES.get(cite.proprietaire, ())
    if not bailleurs:
        nommes = [o for o in operations if len(o.bailleurs) == 1 and set(o.cites) & set(cite.cles)]
        bailleurs = nommes[0].bailleurs if nommes else ()
    origine = "couche" if cite.proprietaire else "operation"
    parts = dict.fromkeys(bailleurs, logements)
    if SIA in bailleurs and MC in bailleurs:
        compte = sum(o.logements for o in operations_de(cite, SIA, operations))
        sia = max(round(logements * PART_SIA_MIXTE), compte)
        parts, origine = {MC: logements - sia, SIA: sia}, "couche_partage"
    return [Parc(cite, b, "social", n, origine, operations_de(cite, b, operations)) for b, n in parts.items()]


def _plus_proches_de_sia(cites: list[Cite], partages: list[list[Parc]]) -> list[int]:
    """Return the cités of unknown landlord, the nearest to a published SIA cité first."""
    reperes = [c for c, ps in zip(cites, partages, strict=True) if any(p.bailleur == SIA for p in ps)]
    inconnus = [i for i, ps in enumerate(partages) if not ps]
    return sorted(inconnus, key=lambda i: (min(distance_km(cites[i], r) for r in reperes), i))


def _estimes(cite: Cite, sia: int, mc: int) -> list[Parc]:
    return [Parc(cite, b, "social", n, "proximite") for b, n in ((MC, mc), (SIA, sia)) if n]
