"""The rules that couple opérations: C8 to C17, each on the sums of the lines.

Answers for: capacities, envelopes, parity, own money, local firms, targets, grappes, decisions.
Leaves to others: the rules of one opération (operations).  A limit of -1 means no limit, everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from renovation_opt.audit import totaux
from renovation_opt.audit.lecture import Lecture, PlanLu
from renovation_opt.audit.rapport import Constat, Tableau, constat
from renovation_opt.instance import Fonds, Ints, Parite
from renovation_opt.locale import _


def capacite_bailleur(lecture: Lecture) -> Iterator[Constat]:
    """(C8) Dwellings of a bailleur under works in a year <= its capacity.

    sum over lines of b in a of dwellings <= capacite[b,a]     for all b, a
    """
    modele = _("{lieu} : {constate} logements en travaux, capacité {attendu}.")
    sommes = totaux.par_bailleur(lecture, totaux.logements)
    yield from _depassements(lecture, sommes, lecture.inst.capacite, _bailleurs(lecture), modele)


def _bailleurs(lecture: Lecture) -> tuple[str, ...]:
    return tuple(bailleur.code for bailleur in lecture.inst.bailleurs)


def _depassements(
    lecture: Lecture, sommes: Tableau, limites: Ints, codes: tuple[str, ...], modele: str
) -> Iterator[Constat]:
    """Report the cells of ``sommes`` above those of ``limites``."""
    for code, ligne, bornes in zip(codes, sommes, limites.tolist(), strict=True):
        for annee, total, borne in zip(lecture.inst.annees, ligne, bornes, strict=True):
            if 0 <= borne < total:
                yield constat(f"{code}, {annee}", total, borne, modele)


def chantiers_simultanes(lecture: Lecture) -> Iterator[Constat]:
    """(C9) Open chantiers of a bailleur in a year <= limit; phases of one cité may be told not to overlap.

    number of o of b with debut <= a < debut + duree <= simultanes[b,a]     for all b, a
    """
    inst = lecture.inst
    ouverts = [[0] * inst.nb_annees for _b in inst.bailleurs]
    for a in range(inst.nb_annees):
        for o in lecture.operations_ouvertes(a):
            ouverts[lecture.bailleur(o)][a] += 1
    sommes = tuple(tuple(ligne) for ligne in ouverts)
    modele = _("{lieu} : {constate} chantiers ouverts, limite {attendu}.")
    yield from _depassements(lecture, sommes, inst.simultanes, _bailleurs(lecture), modele)
    if inst.phases_disjointes:
        yield from _phases_disjointes(lecture)


def _phases_disjointes(lecture: Lecture) -> Iterator[Constat]:
    """Report the pairs of phases of one cité and bailleur whose years overlap."""
    parentes: dict[int, list[PlanLu]] = {}
    for lu in lecture.plans:
        if lu.o >= 0:
            parentes.setdefault(int(lecture.inst.operations.parente[lu.o]), []).append(lu)
    for phases in parentes.values():
        for x, y in combinations(sorted(phases, key=lambda lu: lu.plan.debut), 2):
            if x.o != y.o and y.plan.debut < x.plan.debut + x.plan.duree:
                modele = _("{lieu} : phases menées ensemble en {constate}, attendu à partir de {attendu}.")
                lieu = f"{x.plan.operation}, {y.plan.operation}"
                yield constat(lieu, y.plan.debut, x.plan.debut + x.plan.duree, modele)


def enveloppe_annuelle(lecture: Lecture) -> Iterator[Constat]:
    """(C10) Aids of a fund within its slices and what it may carry over, and nothing outside its years.

    aids[f,a] + r[f,a] <= slice[f,a] + r[f,a-1];  r[f,a] <= report x slice[f,a];  libre: the total only
    """
    for fonds, utilise in zip(lecture.inst.fonds, totaux.aides_par_fonds(lecture), strict=True):
        if fonds.tranches_eur is not None:
            yield from _hors_annees(lecture, fonds, utilise)
            yield from _total_libre(fonds, utilise) if fonds.libre else _tranches_depassees(lecture, fonds, utilise)


def _hors_annees(lecture: Lecture, fonds: Fonds, utilise: tuple[int, ...]) -> Iterator[Constat]:
    """Report the aids of a fund in years when it does not pay."""
    for annee, actif, somme in zip(lecture.inst.annees, fonds.actif, utilise, strict=True):
        if somme > 0 and not actif:
            modele = _("{lieu} : {constate} € d'aides hors des années du financement, attendu {attendu} €.")
            yield constat(f"{fonds.code}, {annee}", somme, 0, modele)


def _total_libre(fonds: Fonds, utilise: tuple[int, ...]) -> Iterator[Constat]:
    """Compare the total of the aids with the total of the slices."""
    total, enveloppe = sum(utilise), sum(fonds.tranches_eur or ())
    if total > enveloppe:
        yield constat(fonds.code, total, enveloppe, _("{lieu} : {constate} € d'aides, enveloppe {attendu} €."))


def _tranches_depassees(lecture: Lecture, fonds: Fonds, utilise: tuple[int, ...]) -> Iterator[Constat]:
    """Report the years whose aids exceed the slice and what was carried to it."""
    suivi = totaux.tranches(fonds, utilise)
    for a, disponible in enumerate(suivi.disponible if suivi else ()):
        if fonds.actif[a] and utilise[a] > disponible:
            modele = _("{lieu} : {constate} € d'aides, disponible {attendu} €.")
            yield constat(f"{fonds.code}, {lecture.inst.annees[a]}", utilise[a], disponible, modele)


def parite(lecture: Lecture) -> Iterator[Constat]:
    """(C11) Aids of a fund <= ratio x aids of the funds named, over the horizon or each year.

    sum over a of aids[f,a] <= ratio x sum over g in avec, a of aids[g,a]
    """
    aides = totaux.aides_par_fonds(lecture)
    for f, fonds in enumerate(lecture.inst.fonds):
        if fonds.parite is not None:
            yield from _parite(lecture, f, fonds.parite, aides)


def _parite(lecture: Lecture, f: int, regle: Parite, aides: Tableau) -> Iterator[Constat]:
    """Compare a fund with its counterparts, period by period; ``aides`` by fund and year."""
    annees = lecture.inst.annees
    code, siennes = lecture.inst.fonds[f].code, aides[f]
    autres = [sum(cellules) for cellules in zip(*(aides[g] for g in regle.avec), strict=True)]
    autres = autres or [0] * len(annees)
    periodes = [(f"{code}, {annee}", a, a + 1) for a, annee in enumerate(annees)]
    for lieu, debut, fin in periodes if regle.par_annee else [(code, 0, len(annees))]:
        total, plafond = sum(siennes[debut:fin]), regle.ratio * sum(autres[debut:fin])
        if total > plafond:
            yield constat(lieu, total, plafond, _("{lieu} : {constate} € d'aides, parité {attendu} €."))


def fonds_propres(lecture: Lecture) -> Iterator[Constat]:
    """(C12) Own money of a bailleur in a year <= its own funds; reste à charge of a dwelling <= its ceiling.

    sum over lines of b in a of own money <= fonds_propres[b,a];  own money of a line <= ceiling[b] x dwellings
    """
    inst = lecture.inst
    modele = _("{lieu} : {constate} € de fonds propres, limite {attendu} €.")
    sommes = totaux.par_bailleur(lecture, totaux.fonds_propres)
    yield from _depassements(lecture, sommes, inst.fonds_propres, _bailleurs(lecture), modele)
    for x in lecture.lignes:
        plafond = int(inst.reste_a_charge_eur[lecture.bailleur(x.o)]) if x.o >= 0 else -1
        if plafond >= 0 and x.ligne.fonds_propres_eur > (attendu := x.ligne.logements * plafond):
            modele = _("{lieu} : reste à charge de {constate} €, plafond {attendu} €.")
            yield constat(x.lieu, x.ligne.fonds_propres_eur, attendu, modele)


def filiere(lecture: Lecture) -> Iterator[Constat]:
    """(C13) Works of an EPCI in a year <= what local firms can carry, public spaces left out.

    sum over lines of e in a of travaux_eur <= filiere[e,a]     for all e, a
    """
    modele = _("{lieu} : {constate} € de travaux, capacité de la filière {attendu} €.")
    sommes = totaux.par_epci(lecture, totaux.travaux)
    yield from _depassements(lecture, sommes, lecture.inst.filiere, lecture.inst.epcis, modele)


def cibles_volume(lecture: Lecture) -> Iterator[Constat]:
    """(C14) Hard targets on dwellings and on the use of a fund are met; soft ones are only reported.

    sens x (value - seuil) >= 0
    """
    yield from _cibles_fermes(lecture, ("logements", "aides"))


def prioritaires(lecture: Lecture) -> Iterator[Constat]:
    """(C15) Hard targets on the cités opened in time are met; soft ones are only reported.

    sens x (number of cités with an opération started in the years of the target - seuil) >= 0
    """
    yield from _cibles_fermes(lecture, ("cites",))


def _cibles_fermes(lecture: Lecture, mesures: tuple[str, ...]) -> Iterator[Constat]:
    """Report the hard targets of some measures that are missed."""
    fermes = [cible for cible in lecture.inst.cibles if cible.mesure in mesures and not cible.souple]
    for cible, vu in zip(fermes, totaux.etats(lecture, fermes), strict=True):
        if vu.manque > 0:
            au_moins, au_plus = (
                _("{lieu} : {constate}, au moins {attendu}."),
                _("{lieu} : {constate}, au plus {attendu}."),
            )
            yield constat(cible.code, vu.valeur, vu.seuil, au_moins if cible.sens > 0 else au_plus)


def grappes(lecture: Lecture) -> Iterator[Constat]:
    """(C16) Opérations of one grappe start within a window of years.

    max start - min start < grappe_fenetre     for all grappes
    """
    if lecture.inst.grappe_fenetre <= 0:
        return
    departs: dict[int, list[int]] = {}
    for lu in lecture.plans:
        if lu.o >= 0 and (g := int(lecture.inst.operations.grappe[lu.o])) >= 0:
            departs.setdefault(g, []).append(lu.plan.debut)
    for g, annees in sorted(departs.items()):
        etendue = max(annees) - min(annees) + 1
        if etendue > lecture.inst.grappe_fenetre:
            modele = _("{lieu} : départs étalés sur {constate} ans, fenêtre {attendu}.")
            yield constat(lecture.inst.grappes[g], etendue, lecture.inst.grappe_fenetre, modele)


def decisions(lecture: Lecture) -> Iterator[Constat]:
    """(C17) Engaged and imposed opérations are in the programme; their chantiers are limited by C4.

    sum over k, m of w[o,k,m] = 1     for all required o
    """
    presentes = {lu.o for lu in lecture.plans}
    for o, code in enumerate(lecture.inst.operations.codes):
        if lecture.inst.operations.requise[o] and o not in presentes:
            modele = _("{lieu} : opération {constate} du programme, attendu {attendu}.")
            yield constat(code, _("absente"), _("présente"), modele)
