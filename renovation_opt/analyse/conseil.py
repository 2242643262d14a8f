"""Advice on the calendar of a fund: the best slices at constant total, found by two ways, verified in integers.

Answers for: ``conseiller``.
Leaves to others: the relaxation (moteur.sensibilite), the words (cli).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from renovation_opt.analyse.etude import Calcul, calculer
from renovation_opt.analyse.valeur import Depart, Encadrement, encadrer
from renovation_opt.errors import ProgrammeImpossible
from renovation_opt.instance import Fonds, Instance
from renovation_opt.moteur.reprise import Reprise
from renovation_opt.moteur.sensibilite import Deplacement, rephaser

FINESSE = 100
"""A move is written in round amounts of about this part of the fund."""
MOUVEMENTS_MAX = 6


@dataclass(frozen=True, slots=True)
class Mouvement:
    """Euros moved from the slice of a year to that of another."""

    de: int
    vers: int
    euros: int


@dataclass(frozen=True, slots=True)
class Conseil:
    """What is proposed for a fund.

    ``mouvements``: empty when no calendar was found to gain.  ``tranches``: euros by year of the fund, once moved.
    ``gain``: of the last stage, verified by an integer solve, ``None`` when there
    was nothing to try.  ``plafond``: the most that any
    calendar of this fund can gain over the programme found.  ``raison``: why the fund has no calendar.
    """

    fonds: str
    mouvements: tuple[Mouvement, ...] = ()
    tranches: tuple[tuple[int, int], ...] = ()
    gain: Encadrement | None = None
    plafond: float | None = None
    raison: str = ""


def conseiller(depart: Depart, f: int) -> Conseil:
    """Return the advice for fund ``f`` of the instance of ``depart``.

    Two calendars are tried: the moves that the relaxation finds worth their cost, and what the best programme found
    with the total alone uses each year; the better of the two, by an integer solve, is the advice.
    """
    inst = depart.calcul.inst
    fonds = inst.fonds[f]
    raison = _sans_calendrier(fonds)
    if raison:
        return Conseil(fonds.code, raison=raison)
    rephasage = rephaser(inst, f, depart.calcul.reprise)
    plafond = max(0.0, rephasage.plafond - depart.etape.valeur)
    essais = [_essayer(depart, f, _deplacer(fonds, rephasage.deplacements), depart.calcul.reprise)]
    libre = _calculer(depart, _avec(inst, f, libre=True), depart.calcul.reprise)
    if libre is not None:
        usage = [int(u) for u in libre.rapport.bilan.aides_eur[f]]
        essais.append(_essayer(depart, f, _couvrir(fonds, usage), libre.reprise))
    connus = [e for e in essais if e is not None]
    meilleur = max(connus, key=lambda e: e[1].trouve, default=None)
    if meilleur is None:
        return Conseil(fonds.code, plafond=plafond)
    tranches, gain = meilleur
    if gain.trouve <= 0:
        return Conseil(fonds.code, gain=gain, plafond=plafond)
    ecrites = tuple((a, t) for a, t, ouvert in zip(inst.annees, tranches, fonds.actif, strict=True) if ouvert)
    return Conseil(fonds.code, _mouvements(fonds, tranches, inst.annees), ecrites, gain, plafond)


def _avec(inst: Instance, f: int, **champs: Any) -> Instance:  # noqa: ANN401 - fields of a fund
    """Return the instance with another fund ``f``."""
    return replace(inst, fonds=tuple(replace(x, **champs) if g == f else x for g, x in enumerate(inst.fonds)))


def _calculer(depart: Depart, inst: Instance, reprise: Reprise) -> Calcul | None:
    """Return a warm solve, ``None`` when there is no programme."""
    try:
        return calculer(inst, reprise, depart.reglages.tours, depart.suivi)
    except ProgrammeImpossible:
        return None


def _essayer(depart: Depart, f: int, tranches: list[int], reprise: Reprise) -> tuple[list[int], Encadrement] | None:
    """Return slices and what they gain by an integer solve, ``None`` when they are those of the scenario."""
    inst = depart.calcul.inst
    if tuple(tranches) == inst.fonds[f].tranches_eur:
        return None
    calcul = _calculer(depart, _avec(inst, f, tranches_eur=tuple(tranches)), reprise)
    return None if calcul is None else (tranches, encadrer(depart.etape, calcul.solution.etapes[-1]))


def _sans_calendrier(fonds: Fonds) -> str:
    """Return why a fund has no slices to move: no envelope, one total, one year; empty when it has."""
    if fonds.tranches_eur is None:
        return "sans_enveloppe"
    if fonds.libre:
        return "libre"
    return "une_annee" if sum(fonds.actif) == 1 else ""


def _deplacer(fonds: Fonds, deplacements: Sequence[Deplacement]) -> list[int]:
    """Return the slices once the largest moves are made, in round amounts; no slice goes below zero."""
    tranches = list(fonds.tranches_eur or ())
    unite = _rond(sum(tranches) // FINESSE)
    for d in deplacements[:MOUVEMENTS_MAX]:
        euros = max(0, min(round(d.euros / unite) * unite, tranches[d.de]))
        tranches[d.de] -= euros
        tranches[d.vers] += euros
    return tranches


def _couvrir(fonds: Fonds, usage: Sequence[int]) -> list[int]:
    """Return slices of the same total that hold what is used each year, round when there is room for it.

    What is left goes back to the years that had more, then to the last one.
    """
    avant = list(fonds.tranches_eur or ())
    unite = _rond(sum(avant) // FINESSE)
    tranches = [-(-u // unite) * unite for u in usage]
    if sum(tranches) > sum(avant):
        tranches = list(usage)
    reste = sum(avant) - sum(tranches)
    for a, tranche in enumerate(avant):
        rendu = max(0, min(reste, tranche - tranches[a]))
        tranches[a] += rendu
        reste -= rendu
    derniere = max(a for a, ouvert in enumerate(fonds.actif) if ouvert)
    tranches[derniere] += reste
    return tranches


def _mouvements(fonds: Fonds, tranches: Sequence[int], annees: Sequence[int]) -> tuple[Mouvement, ...]:
    """Return the moves from the slices of a fund to others of the same total, in the order of the years."""
    ecarts = [apres - avant for apres, avant in zip(tranches, fonds.tranches_eur or (), strict=True)]
    recus = [[a, e] for a, e in enumerate(ecarts) if e > 0]
    mouvements = []
    for a, ecart in enumerate(ecarts):
        donne = max(0, -ecart)
        while donne and recus:
            euros = min(donne, recus[0][1])
            mouvements.append(Mouvement(annees[a], annees[recus[0][0]], euros))
            donne -= euros
            recus[0][1] -= euros
            if not recus[0][1]:
                recus.pop(0)
    return tuple(mouvements)


def _rond(euros: int) -> int:
    """Return the largest 1, 2 or 5 followed by zeros that does not pass an amount; at least 1."""
    puissance = 10 ** max(0, len(str(max(1, euros))) - 1)
    return max((m * puissance for m in (1, 2, 5) if m * puissance <= euros), default=1)
