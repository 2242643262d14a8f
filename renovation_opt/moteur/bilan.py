"""What a finished solve says beside the programme: targets missed, prices of the rows."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from renovation_opt.instance import Cible, Instance
from renovation_opt.moteur.borne import Relaxation
from renovation_opt.moteur.etape import But
from renovation_opt.programme import Ligne, Manque, Prix, Programme


def manques(inst: Instance, programme: Programme) -> tuple[Manque, ...]:
    """Return the soft targets that the programme misses."""
    return tuple(m for cible in inst.cibles if cible.souple for m in _manque(inst, cible, programme))


def _manque(inst: Instance, cible: Cible, programme: Programme) -> Iterator[Manque]:
    """Yield the shortfall of a target, if any."""
    manque = cible.sens * (cible.seuil - atteint(inst, cible, programme))
    if manque > 0:
        lisible = ceil(manque / cible.diviseur)
        yield Manque(cible.code, cible.libelle, cible.unite, lisible, manque / cible.echelle)


def atteint(inst: Instance, cible: Cible, programme: Programme) -> int:
    """Return what the programme does towards a target, in its integer unit."""
    if cible.mesure == "cites":
        return len(_commencees(inst, cible, programme))
    if cible.mesure == "aides":
        return sum(
            ligne.aides_eur[cible.fonds]
            for ligne in programme.lignes
            if cible.fonds < len(inst.fonds) and _compte(inst, cible, ligne.annee)
        )
    lots = {code: rang for rang, code in enumerate(inst.lots.codes)}
    return sum(
        ligne.logements * _poids(inst, cible, lots[ligne.lot], ligne)
        for ligne in programme.lignes
        if _compte(inst, cible, ligne.annee)
    )


def _compte(inst: Instance, cible: Cible, annee: int) -> bool:
    """Tell whether a calendar year counts for the target."""
    return cible.annees[annee - inst.annees[0]]


def _poids(inst: Instance, cible: Cible, lot: int, ligne: Ligne) -> int:
    """Return the weight of a dwelling of a line."""
    if cible.poids is None:
        return 1
    for p in range(inst.lots.choix_debut[lot], inst.lots.choix_debut[lot + 1]):
        if inst.bouquets[inst.choix.bouquet[p]].code == ligne.bouquet:
            return int(cible.poids[p])
    raise KeyError((ligne.lot, ligne.bouquet))


def _commencees(inst: Instance, cible: Cible, programme: Programme) -> set[int]:
    """Return the cités of the target with an opération started in a counted year."""
    cite = dict(zip(inst.operations.codes, inst.operations.cite.tolist(), strict=True))
    ouvertes = {cite[plan.operation] for plan in programme.plans if _compte(inst, cible, plan.debut)}
    return ouvertes & set(cible.cites)


def prix(but: But, relaxation: Relaxation) -> tuple[Prix, ...]:
    """Return the marginal value of every row of a relaxation, per unit of the row, in the stage's objective."""
    couplage = but.couplage
    return tuple(
        Prix(f"{famille.nom} {etiquette}", famille.tag, famille.unite, float(relaxation.prix[debut + i]))
        for famille, debut in zip(couplage.familles, couplage.debuts, strict=False)
        for i, etiquette in enumerate(famille.etiquettes)
    )
