"""The smallest change of one statement that brings a cité in by itself.

Answers for: ``essayer``: each statement searched on the relaxation, then in whole opérations.
Leaves to others: which statements there are (leviers), what is known of the cité (dossier).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from renovation_opt.analyse.dossier import Dossier
from renovation_opt.analyse.leviers import Levier, leviers
from renovation_opt.analyse.sans_regret import valeur
from renovation_opt.errors import ArretSansProgramme, ProgrammeImpossible
from renovation_opt.instance import Instance
from renovation_opt.moteur.reprise import Reprise
from renovation_opt.moteur.valeurs import evaluer
from renovation_opt.rapports.analyses.explication import LevierLu

ESSAIS, ELAN = 8, 4
"""Changes of one statement tried in whole opérations, at most, and by how much they grow until one is enough."""
EGAL = 1e-9
Annonce = Callable[[int, int], None]


def essayer(dossier: Dossier, combien: int, annoncer: Annonce) -> Iterator[LevierLu]:
    """Yield the statements tried, dearest for the cité first."""
    emplois = [
        emploi
        for o in dossier.visee.imposables(dossier.inst)
        if (plan := dossier.valeurs.meilleur(o)) is not None
        for emploi in plan.emplois
    ]
    tous = list(leviers(dossier.inst, emplois))
    for rang, levier in enumerate(_panacher(tous, combien)):
        if dossier.banc.arrete:
            return
        yield _chercher(dossier, levier)
        annoncer(5 + rang, 4 + combien)


def _panacher(tous: list[Levier], combien: int) -> list[Levier]:
    """Return the first statements, and leave a place for the most promising weight."""
    poids = [levier for levier in tous if levier.unite == "poids"]
    autres = [levier for levier in tous if levier.unite != "poids"]
    return [*autres[: combien - 1 or 1], *poids][:combien] if len(autres) >= combien else [*autres, *poids][:combien]


def _chercher(dossier: Dossier, levier: Levier) -> LevierLu:
    """Return the smallest change of a statement: from what the relaxation says on, tried in whole opérations.

    Whole opérations may need more than the relaxation: the change is multiplied by ``ELAN`` until one brings the cité
    in, then halved back towards the last that did not, ``ESSAIS`` changes in all.
    """
    depart = _seuil_relaxe(dossier, levier)
    rate, reussi, ecart, pas = 0, None, None, depart
    for _essai in range(ESSAIS):
        if pas is None or dossier.banc.arrete:
            break
        entre, constate = _entre(dossier, levier.appliquer(pas))
        if entre:
            reussi, ecart = pas, constate
        else:
            rate = pas
        pas = _suivant(levier, depart or 1, rate, reussi)
    return replace(_lire(levier, depart, reussi, ecart), acheve=reussi is not None or not dossier.banc.arrete)


def _suivant(levier: Levier, depart: int, rate: int, reussi: int | None) -> int | None:
    """Return the next number of steps to try, ``None`` when nothing is left between failure and success."""
    if reussi is None:
        return min(levier.maximum, ELAN * rate) if rate < levier.maximum else None
    bas = max(rate, depart - 1)
    return (bas + reussi) // 2 if reussi - bas > 1 else None


def _seuil_relaxe(dossier: Dossier, levier: Levier) -> int | None:
    """Return the fewest steps from which the relaxation takes of the cité, ``None`` when no step does."""
    bas, haut = 0, 1
    while not _pris(dossier, levier.appliquer(haut)):
        if haut >= levier.maximum or dossier.banc.arrete:
            return None
        bas, haut = haut, min(levier.maximum, 2 * haut)
    while haut - bas > 1 and not dossier.banc.arrete:
        milieu = (bas + haut) // 2
        if _pris(dossier, levier.appliquer(milieu)):
            haut = milieu
        else:
            bas = milieu
    return haut


def _pris(dossier: Dossier, inst: Instance) -> bool:
    """Tell whether the relaxation of an instance takes at least a part of the cité: no reduced value is negative."""
    try:
        valeurs, suite = evaluer(inst, dossier.reprise)
    except ProgrammeImpossible:
        return False
    if dossier.reprise is not None:
        dossier.reprise = Reprise(dossier.inst, suite.plans, dossier.reprise.programme)
    seuils = np.array([valeurs.reduites[o] for o in dossier.visee.imposables(inst)])
    return bool((seuils >= -EGAL * abs(valeurs.borne)).all())


def _entre(dossier: Dossier, inst: Instance) -> tuple[bool, float | None]:
    """Tell whether the best programme found treats the cité, or one that treats it is as good; and the gap."""
    try:
        libre = dossier.banc.resoudre(inst, dossier.reprise)
        ecart = libre.etapes[-1].ecart
        if dossier.imposees() <= dossier.ouvertes(libre):
            return True, ecart
        exigee = dossier.banc.resoudre(dossier.requise(inst), dossier.reprise)
    except (ProgrammeImpossible, ArretSansProgramme):
        return False, None
    return valeur(inst, exigee) >= valeur(inst, libre) * (1 - EGAL), max(ecart, exigee.etapes[-1].ecart)


def _lire(levier: Levier, relaxation: int | None, pas: int | None, ecart: float | None) -> LevierLu:
    """Return a statement as reports see it."""
    return LevierLu(
        cle=levier.cle,
        annee=levier.annee,
        unite=levier.unite,
        valeur=float(levier.valeur),
        amplitude=float(levier.pas * levier.maximum),
        relaxation=None if relaxation is None else float(levier.pas * relaxation),
        variation=None if pas is None else float(levier.pas * pas),
        verifie=pas is not None,
        ecart=ecart,
    )
