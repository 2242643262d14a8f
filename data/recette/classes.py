"""Splits the dwellings of each landlord in each cité by energy class, calibrated by landlord."""

from dataclasses import dataclass

from recette.calage import Repartiteur, Tirage, arrondir, caler_marges
from recette.hypotheses import (
    CLASSE_OPERATION,
    CLASSES,
    CLASSES_CIBLES,
    DEGRADATION,
    DEGRADATION_PRIORITAIRE,
    LOT_MINIMUM,
    PRIVES,
    PROFIL_PERIODE,
    PROFIL_PRIVES,
)
from recette.logements import Parc
from recette.sources import OperationPubliee


@dataclass(frozen=True)
class Groupe:
    """The dwellings of one class; `operation` names the published operation that counts them."""

    parc: Parc
    classe: str
    logements: int
    operation: str = ""
    observe: bool = False


def classer(parcs: list[Parc]) -> list[Groupe]:
    """Return the groups of all the landlords: published operations, then calibrated estimates."""
    tirage = Tirage(5)
    cites = dict.fromkeys(p.cite.cite_id for p in parcs)
    degradations = {cite_id: tirage.entre(DEGRADATION) for cite_id in cites}
    publies = [g for p in parcs for g in _groupes_publies(p)]
    estimes: list[Groupe] = []
    for bailleur in sorted({_famille(p) for p in parcs}):
        siens = [p for p in parcs if _famille(p) == bailleur]
        estimes += _classer_bailleur(bailleur, siens, publies, degradations)
    return publies + estimes


def _famille(parc: Parc) -> str:
    """Return the landlord, all private owners counting as one."""
    return parc.bailleur if parc.statut == "social" else PRIVES


def _groupes_publies(parc: Parc) -> list[Groupe]:
    return [g for o in parc.operations for g in _groupes_operation(parc, o)]


def _groupes_operation(parc: Parc, operation: OperationPubliee) -> list[Groupe]:
    """Return one group per class; the count is observed unless it had to be split by class."""
    classes = operation.classes or (CLASSE_OPERATION[parc.cite.typologie],)
    parts = arrondir([operation.logements / len(classes)] * len(classes), operation.logements)
    return [
        Groupe(parc, classe, n, operation.nom, observe=len(classes) == 1)
        for classe, n in zip(classes, parts, strict=True)
    ]


def _classer_bailleur(
    bailleur: str, parcs: list[Parc], publies: list[Groupe], degradations: dict[str, float]
) -> list[Groupe]:
    """Rake weights by period, state and priority on the landlord's totals, then round."""
    deja = [g for g in publies if _famille(g.parc) == bailleur]
    restes = [p.logements - sum(g.logements for g in deja if g.parc is p) for p in parcs]
    cibles = [float(max(0, c)) for c in _cibles(bailleur, sum(p.logements for p in parcs), deja)]
    poids = [_poids(p, degradations[p.cite.cite_id]) for p in parcs]
    table = caler_marges(poids, [float(r) for r in restes], cibles)
    repartiteur = Repartiteur(len(CLASSES), LOT_MINIMUM[parcs[0].statut])
    groupes = []
    for parc, reste, voeux in zip(parcs, restes, table, strict=True):
        entiers = repartiteur.repartir(reste, voeux) if reste else []
        groupes += [Groupe(parc, c, n) for c, n in zip(CLASSES, entiers, strict=False) if n]
    return groupes


def _cibles(bailleur: str, total: int, deja: list[Groupe]) -> list[int]:
    """Return the dwellings still to place in each class, D taking the remainder."""
    if bailleur == PRIVES:
        return arrondir([total * p for p in PROFIL_PRIVES], total)
    publiees = CLASSES_CIBLES[bailleur]
    complet = {**publiees, "D": total - sum(publiees.values())}
    return [complet[c] - sum(g.logements for g in deja if g.classe == c) for c in CLASSES]


def _poids(parc: Parc, degradation: float) -> list[float]:
    facteur = degradation * (DEGRADATION_PRIORITAIRE if parc.cite.prioritaire else 1.0)
    profil = PROFIL_PERIODE[parc.cite.periode]
    return [p * (facteur if c in "EFG" else 1.0) for c, p in zip(CLASSES, profil, strict=True)]
