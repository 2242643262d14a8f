"""Sums over the lines of a programme, and the figures made of them.

Answers for: totals by bailleur, EPCI and fund, the slices of a fund, the value of a target, the ``Bilan``.
Leaves to others: judging them (operations, couplage).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from renovation_opt.audit.lecture import Lecture, LigneLue
from renovation_opt.audit.rapport import Bilan, EtatCible, Tableau, Tranches
from renovation_opt.instance import PARTIS, Cible, Fonds, Instance, Ints

Mesure = Callable[[LigneLue], int]


def logements(x: LigneLue) -> int:
    """Dwellings of a line."""
    return x.ligne.logements


def fonds_propres(x: LigneLue) -> int:
    """Own money of a line, euros."""
    return x.ligne.fonds_propres_eur


def travaux(x: LigneLue) -> int:
    """Cost of the works of a line, euros, without public spaces."""
    return x.ligne.travaux_eur


def par_bailleur(lecture: Lecture, mesure: Mesure) -> Tableau:
    """Return the sum of ``mesure`` by bailleur and year."""
    return _sommes(lecture, len(lecture.inst.bailleurs), lambda x: lecture.bailleur(x.o), mesure)


def par_epci(lecture: Lecture, mesure: Mesure) -> Tableau:
    """Return the sum of ``mesure`` by EPCI and year."""
    return _sommes(lecture, len(lecture.inst.epcis), lambda x: lecture.epci(x.o), mesure)


def aides_par_fonds(lecture: Lecture) -> Tableau:
    """Return the aids by fund and year, euros; lines of an unknown year are left out."""
    totaux = [[0] * lecture.inst.nb_annees for _fonds in lecture.inst.fonds]
    for x in lecture.lignes:
        for f, aide in x.aides.items() if x.a >= 0 else ():
            totaux[f][x.a] += aide
    return tuple(tuple(ligne) for ligne in totaux)


def _sommes(lecture: Lecture, lignes: int, rang: Mesure, mesure: Mesure) -> Tableau:
    """Return the sum of ``mesure`` by ``rang`` and year; lines of an unknown year or rank are left out."""
    totaux = [[0] * lecture.inst.nb_annees for _ in range(lignes)]
    for x in lecture.lignes:
        if x.a >= 0 and rang(x) >= 0:
            totaux[rang(x)][x.a] += mesure(x)
    return tuple(tuple(ligne) for ligne in totaux)


def tranches(fonds: Fonds, utilise: tuple[int, ...]) -> Tranches | None:
    """Return the slices of a fund and what becomes of them, ``None`` for a fund without envelope.

    available[a] = slice[a] + carried[a-1]; carried[a] = min(carry-over allowed, available[a] - used[a]);
    lost[a] = available[a] - used[a] - carried[a].  ``libre``: what is left of the total is carried to the next year of
    the fund, and lost after its last one.
    """
    if fonds.tranches_eur is None:
        return None
    arrivees = _arrivees_libres(fonds, fonds.tranches_eur) if fonds.libre else fonds.tranches_eur
    disponible, reporte, perdu = [], [], []
    report = 0
    for a, arrivee in enumerate(arrivees):
        disponible.append(arrivee + report)
        reste = max(0, disponible[a] - utilise[a])
        limite = (reste if any(fonds.actif[a + 1 :]) else 0) if fonds.libre else fonds.report_max_eur(a)
        report = min(limite, reste)
        reporte.append(report)
        perdu.append(reste - report)
    return Tranches(fonds.code, tuple(disponible), utilise, tuple(reporte), tuple(perdu))


def _arrivees_libres(fonds: Fonds, montants: tuple[int, ...]) -> tuple[int, ...]:
    """Return the slices of a ``libre`` fund: the whole total in its first year."""
    premiere = fonds.actif.index(True) if any(fonds.actif) else -1
    return tuple(sum(montants) if a == premiere else 0 for a in range(len(montants)))


@dataclass(frozen=True, slots=True, eq=False)
class _Volumes:
    """What targets count, summed once for all of them.

    ``choix``, ``annee`` and ``logements`` [n]: dwellings of the lines whose choix and year are known, in integers of
    Python since a file may hold any; ``aides``: euros by fund and year; ``departs``: (cité, year) of every start.
    """

    choix: Ints
    annee: Ints
    logements: tuple[int, ...]
    aides: Tableau
    departs: frozenset[tuple[int, int]]

    def valeur(self, cible: Cible) -> int:
        """Return the value of a target over its years: dwellings weighted, euros of a fund, or cités opened."""
        if cible.mesure == "cites":
            return sum(any((c, a) in self.departs for a in _annees(cible)) for c in set(cible.cites))
        if cible.mesure == "aides":
            return sum(self.aides[cible.fonds][a] for a in _annees(cible))
        poids = np.ones(len(self.choix), dtype=np.int64) if cible.poids is None else np.asarray(cible.poids[self.choix])
        comptees = np.flatnonzero((poids != 0) & np.array(cible.annees)[self.annee])
        return sum(self.logements[i] * int(poids[i]) for i in comptees.tolist())


def _annees(cible: Cible) -> list[int]:
    """Return the indices of the years of a target."""
    return [a for a, compte in enumerate(cible.annees) if compte]


def _volumes(lecture: Lecture) -> _Volumes:
    """Sum what targets count."""
    connues = [x for x in lecture.lignes if min(x.p, x.a) >= 0]
    choix, annee = np.array([x.p for x in connues], dtype=np.int64), np.array([x.a for x in connues], dtype=np.int64)
    logements = tuple(x.ligne.logements for x in connues)
    cite = lecture.inst.operations.cite
    departs = frozenset((int(cite[x.o]), x.a) for x in lecture.plans if min(x.o, x.a) >= 0)
    return _Volumes(choix, annee, logements, aides_par_fonds(lecture), departs)


def etats(lecture: Lecture, cibles: Sequence[Cible]) -> tuple[EtatCible, ...]:
    """Return what targets reach: missing = max(0, sens x (seuil - value)), relative to the scale."""
    volumes = _volumes(lecture)
    return tuple(_etat(cible, volumes.valeur(cible)) for cible in cibles)


def _etat(cible: Cible, atteint: int) -> EtatCible:
    manque = max(0, cible.sens * (cible.seuil - atteint))
    relatif = Fraction(manque, cible.echelle or 1)
    return EtatCible(cible.code, cible.souple, atteint, cible.seuil, manque, relatif)


def objectifs(lecture: Lecture) -> tuple[int, int, int]:
    """Return energy (kWh), heritage (thousandths of a point) and mix (millionths of a household).

    A dwelling worked on in year y saves its energy from y + 1 to ``energie_jusqu_a``.
    """
    connues = [x for x in lecture.lignes if x.p >= 0]
    return (
        sum(x.ligne.logements * _energie(lecture.inst, x) for x in connues),
        sum(x.ligne.logements * _patrimoine(lecture.inst, x) for x in connues),
        sum(x.ligne.logements * int(lecture.inst.choix.mixite[x.p]) for x in connues),
    )


def _energie(inst: Instance, x: LigneLue) -> int:
    return int(inst.choix.energie_kwh[x.p]) * max(0, inst.energie_jusqu_a - x.ligne.annee)


def _patrimoine(inst: Instance, x: LigneLue) -> int:
    if x.ligne.parti not in PARTIS:
        return 0
    return int(inst.choix.patrimoine[x.p, PARTIS.index(x.ligne.parti)])


def bilan(lecture: Lecture) -> Bilan:
    """Return every figure of the programme."""
    par_fonds = aides_par_fonds(lecture)
    suivis = (tranches(fonds, utilise) for fonds, utilise in zip(lecture.inst.fonds, par_fonds, strict=True))
    return Bilan(
        objectifs=objectifs(lecture),
        logements=par_bailleur(lecture, logements),
        aides_eur=par_fonds,
        fonds_propres_eur=par_bailleur(lecture, fonds_propres),
        travaux_eur=par_epci(lecture, travaux),
        tranches=tuple(suivi for suivi in suivis if suivi is not None),
        cibles=etats(lecture, lecture.inst.cibles),
    )
