"""What a finished solve says beside the programme: targets missed, prices of the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np

from renovation_opt.instance import Cible, Instance, Ints
from renovation_opt.moteur.borne import Relaxation
from renovation_opt.moteur.etape import But
from renovation_opt.programme import Manque, Prix, Programme


def manques(inst: Instance, programme: Programme) -> tuple[Manque, ...]:
    """Return the soft targets that the programme misses."""
    couples = zip(inst.cibles, atteints(inst, programme), strict=True)
    return tuple(m for cible, valeur in couples if cible.souple for m in _manque(cible, valeur))


def _manque(cible: Cible, valeur: int) -> Iterator[Manque]:
    """Yield the shortfall of a target, if any."""
    manque = cible.sens * (cible.seuil - valeur)
    if manque > 0:
        lisible = ceil(manque / cible.diviseur)
        yield Manque(cible.code, cible.libelle, cible.unite, lisible, manque / cible.echelle)


def atteints(inst: Instance, programme: Programme) -> tuple[int, ...]:
    """Return what the programme does towards each target, in its integer unit; a large instance has hundreds."""
    faits = _faits(inst, programme)
    return tuple(_atteint(cible, faits) for cible in inst.cibles)


@dataclass(frozen=True, slots=True, eq=False)
class _Faits:
    """The lines [n] and the plans [J] of a programme, by ranks; years from the first one."""

    annee: Ints
    choix: Ints
    logements: Ints
    aides: Ints
    """[n, F] integer euros of each fund."""
    debut: Ints
    cite: Ints


def _faits(inst: Instance, programme: Programme) -> _Faits:
    """Read a programme once for all the targets; raises KeyError when it names what the instance does not have."""
    lots, bouquets = inst.lots.codes, [b.code for b in inst.bouquets]
    paires = zip(inst.choix.lot.tolist(), inst.choix.bouquet.tolist(), strict=True)
    rangs = {(lots[lot], bouquets[bouquet]): p for p, (lot, bouquet) in enumerate(paires)}
    cites = dict(zip(inst.operations.codes, inst.operations.cite.tolist(), strict=True))
    lignes, plans = programme.lignes, programme.plans
    return _Faits(
        _entiers(ligne.annee - inst.annees[0] for ligne in lignes),
        _entiers(rangs[ligne.lot, ligne.bouquet] for ligne in lignes),
        _entiers(ligne.logements for ligne in lignes),
        _entiers(aide for ligne in lignes for aide in ligne.aides_eur).reshape(len(lignes), len(inst.fonds)),
        _entiers(plan.debut - inst.annees[0] for plan in plans),
        _entiers(cites[plan.operation] for plan in plans),
    )


def _entiers(valeurs: Iterable[int]) -> Ints:
    """Return values as an array of ranks or amounts."""
    return np.fromiter(valeurs, dtype=np.int64)


def _atteint(cible: Cible, faits: _Faits) -> int:
    """Return what a programme does towards a target."""
    annees = np.array(cible.annees)
    if cible.mesure == "cites":
        return int(np.isin(np.array(cible.cites, dtype=np.int64), faits.cite[annees[faits.debut]]).sum())
    compte = annees[faits.annee]
    if cible.mesure == "aides":
        return int(faits.aides[compte, cible.fonds].sum()) if cible.fonds < faits.aides.shape[1] else 0
    poids = 1 if cible.poids is None else cible.poids[faits.choix[compte]]
    return int((faits.logements[compte] * poids).sum())


def prix(but: But, relaxation: Relaxation) -> tuple[Prix, ...]:
    """Return the marginal value of every row of a relaxation, per unit of the row, in the stage's objective."""
    couplage = but.couplage
    return tuple(
        Prix(f"{famille.nom} {etiquette}", famille.tag, famille.unite, float(relaxation.prix[debut + i]))
        for famille, debut in zip(couplage.familles, couplage.debuts, strict=False)
        for i, etiquette in enumerate(famille.etiquettes)
    )
