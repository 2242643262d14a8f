"""What changes from one programme to another, opération by opération.

Answers for: ``mouvements``.
Leaves to others: whether a change is larger than the gaps (who calls).
"""

from __future__ import annotations

from collections.abc import Iterator

from renovation_opt.instance import Instance
from renovation_opt.programme import PlanOperation, Programme
from renovation_opt.rapports.analyses.explication import Mouvement


def mouvements(inst: Instance, avant: Programme, apres: Programme) -> Iterator[Mouvement]:
    """Yield the opérations that leave, enter, start another year, or change works; the largest first."""
    avants, apres_ = ({plan.operation: plan for plan in programme.plans} for programme in (avant, apres))
    taille = dict(zip(inst.operations.codes, inst.operations.logements.tolist(), strict=True))
    trouves = [m for code in taille if (m := _mouvement(inst, code, avants.get(code), apres_.get(code))) is not None]
    ordre = ("sort", "entre", "decale", "change")
    yield from sorted(trouves, key=lambda m: (ordre.index(m.nature), -m.logements, m.operation))


def _mouvement(inst: Instance, code: str, avant: PlanOperation | None, apres: PlanOperation | None) -> Mouvement | None:
    """Return what changes for an opération, ``None`` when nothing does."""
    if avant == apres or (avant is None and apres is None):
        return None
    o = inst.operations.codes.index(code)
    cite, logements = inst.cites[int(inst.operations.cite[o])].nom, int(inst.operations.logements[o])
    if apres is None and avant is not None:
        return Mouvement("sort", code, cite, logements, str(avant.debut), "")
    if avant is None and apres is not None:
        return Mouvement("entre", code, cite, logements, "", str(apres.debut))
    if avant is None or apres is None:
        return None
    if avant.debut != apres.debut:
        return Mouvement("decale", code, cite, logements, str(avant.debut), str(apres.debut))
    return Mouvement("change", code, cite, logements, _travaux(avant, apres), _travaux(apres, avant))


def _travaux(plan: PlanOperation, autre: PlanOperation) -> str:
    """Return in words what of a plan the other one does not have."""
    bouquets = sorted({bouquet for lot, bouquet in plan.bouquets if (lot, bouquet) not in autre.bouquets})
    reste = [
        texte
        for texte, autre_texte in (
            (plan.montage, autre.montage),
            (plan.parti, autre.parti),
            (str(plan.duree), str(autre.duree)),
        )
        if texte != autre_texte
    ]
    return ", ".join([*bouquets, *reste])
