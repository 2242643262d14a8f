"""The rules of one opération at a time: C1 to C7.

Answers for: plan, lots, compatibility, balance, aids due and their ceiling, each opération and line alone.
Leaves to others: the rules that couple opérations (couplage); the quota of C6 is here, with the rule that it completes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from renovation_opt.audit.aides import AidesDues, aides_dues
from renovation_opt.audit.lecture import Cle, Lecture, LigneLue, LotTraite, PlanLu, cle, cles_attendues
from renovation_opt.audit.rapport import Constat, constat
from renovation_opt.instance import ENSEMBLE, PARTIS
from renovation_opt.locale import _


def un_seul_plan(lecture: Lecture) -> Iterator[Constat]:
    """(C1) An opération has at most one plan, and its lines are exactly those that the plan implies.

    sum over k, m of w[o,k,m] <= 1     for all o
    """
    for operation, nombre in Counter(x.plan.operation for x in lecture.plans).items():
        if nombre > 1:
            yield constat(operation, nombre, 1, _("{lieu} : {constate} plans, {attendu} au plus par opération."))
    yield from _lignes_exactes(lecture)


def _lignes_exactes(lecture: Lecture) -> Iterator[Constat]:
    """Compare the lines with those the plans imply, repetitions included."""
    attendues = Counter(c for lu in lecture.plans for c in cles_attendues(lecture.inst, lu))
    ecrites = Counter(cle(x.ligne) for x in lecture.lignes)
    for c in sorted(attendues.keys() | ecrites.keys()):
        if ecrites[c] != attendues[c]:
            modele = _("{lieu} : ligne écrite {constate} fois, le plan en implique {attendu}.")
            yield constat(_lieu(c), ecrites[c], attendues[c], modele)


def _lieu(c: Cle) -> str:
    return ", ".join(str(morceau) for morceau in c)


def lots_obligatoires(lecture: Lecture) -> Iterator[Constat]:
    """(C2) Every mandatory lot (E, F, G) of an opened opération is treated, once.

    sum over p of x[l,p,k,m] = w[o,k,m]     for all mandatory l of o
    """
    inst = lecture.inst
    for lu in lecture.plans:
        traites = Counter(traite.lot for traite in lu.traites)
        for lot in lecture.lots(lu.o) if lu.o >= 0 else ():
            if inst.lots.obligatoire[lot] and traites[lot] != 1:
                lieu = f"{lu.plan.operation}, {inst.lots.codes[lot]}"
                modele = _("{lieu} : lot obligatoire traité {constate} fois, attendu {attendu}.")
                yield constat(lieu, traites[lot], 1, modele)


def lots_facultatifs(lecture: Lecture) -> Iterator[Constat]:
    """(C3) Any other lot is treated at most once, and a treated lot belongs to the opération.

    sum over p of x[l,p,k,m] <= w[o,k,m]     for all other l of o
    """
    for lu in lecture.plans:
        for code, nombre in Counter(traite.code for traite in lu.traites).items():
            lot = next(traite.lot for traite in lu.traites if traite.code == code)
            lieu = f"{lu.plan.operation}, {code}"
            if lot < 0 or (lu.o >= 0 and lot not in lecture.lots(lu.o)):
                modele = _("{lieu} : lot {constate} étranger à l'opération {attendu}.")
                yield constat(lieu, code, lu.plan.operation, modele)
            elif nombre > 1 and not lecture.inst.lots.obligatoire[lot]:
                modele = _("{lieu} : lot facultatif traité {constate} fois, {attendu} au plus.")
                yield constat(lieu, nombre, 1, modele)


def compatibilite(lecture: Lecture) -> Iterator[Constat]:
    """(C4) Known opération, allowed chantier (first year, duration, parti), montage and bouquets that are offered.

    x[l,p,k,m] only for allowed (l, p, k, m); parti ensemble_patrimonial: only heritage-quality choix.
    """
    permis = _chantiers_permis(lecture)
    for lu in lecture.plans:
        if lu.o < 0:
            modele = _("{lieu} : opération {constate} inconnue, attendu {attendu}.")
            yield constat(lu.plan.operation, lu.plan.operation, _("une opération du parc"), modele)
            continue
        yield from _chantier_permis(lecture, lu, permis)
        yield from _montage_offert(lecture, lu)
        yield from _bouquets_offerts(lecture, lu)


Permis = dict[int, set[tuple[int, int, str]]]


def _chantiers_permis(lecture: Lecture) -> Permis:
    """Return the allowed (first year, duration, parti) of each opération."""
    inst, chantiers = lecture.inst, lecture.inst.chantiers
    permis: Permis = {}
    colonnes = (chantiers.operation, chantiers.debut, chantiers.duree, chantiers.parti)
    for o, debut, duree, parti in zip(*(colonne.tolist() for colonne in colonnes), strict=True):
        permis.setdefault(o, set()).add((inst.annees[debut], duree, PARTIS[parti]))
    return permis


def _chantier_permis(lecture: Lecture, lu: PlanLu, permis: Permis) -> Iterator[Constat]:
    """Check the chantier of one plan against those of its opération."""
    plan = lu.plan
    if (plan.debut, plan.duree, plan.parti) not in permis.get(lu.o, ()):
        constate = f"{plan.debut}, {plan.duree}, {plan.parti}"
        attendu = _("un chantier permis entre {debut} et {fin}").format(
            debut=lecture.inst.annees[0], fin=lecture.inst.annees[-1]
        )
        yield constat(plan.operation, constate, attendu, _("{lieu} : chantier ({constate}), attendu {attendu}."))


def _montage_offert(lecture: Lecture, lu: PlanLu) -> Iterator[Constat]:
    """Check that the montage is one of those open to the opération."""
    offerts = lecture.inst.operations.montages[lu.o]
    if lu.m not in offerts:
        attendu = ", ".join(lecture.inst.montages[m].code for m in offerts)
        modele = _("{lieu} : montage {constate} non ouvert à l'opération, attendu {attendu}.")
        yield constat(lu.plan.operation, lu.plan.montage, attendu, modele)


def _bouquets_offerts(lecture: Lecture, lu: PlanLu) -> Iterator[Constat]:
    """Check that each bouquet is offered for its lot, and of heritage quality under the parti ensemble."""
    ensemble = lu.plan.parti == PARTIS[ENSEMBLE]
    for traite in lu.traites:
        lieu = f"{lu.plan.operation}, {traite.code}"
        if traite.lot >= 0 and traite.p < 0:
            modele = _("{lieu} : bouquet {constate} non offert à ce lot, attendu {attendu}.")
            yield constat(lieu, traite.bouquet, _bouquets(lecture, traite), modele)
        elif traite.p >= 0 and ensemble and not lecture.inst.choix.ensemble[traite.p]:
            modele = _("{lieu} : bouquet {constate} sous le parti {attendu}, réservé aux bouquets patrimoniaux.")
            yield constat(lieu, traite.bouquet, PARTIS[ENSEMBLE], modele)


def _bouquets(lecture: Lecture, traite: LotTraite) -> str:
    """Return the codes of the bouquets offered to a lot."""
    inst = lecture.inst
    offerts = range(int(inst.lots.choix_debut[traite.lot]), int(inst.lots.choix_debut[traite.lot + 1]))
    return ", ".join(inst.bouquets[int(inst.choix.bouquet[p])].code for p in offerts)


def equilibre_financier(lecture: Lecture) -> Iterator[Constat]:
    """(C5) On each line works + public spaces = aids + own money, and both costs are those of the instance.

    travaux_eur[p,a] x n + espaces_eur[l,a] x n = sum over f of aids + own money, to the euro
    """
    for x in lecture.lignes:
        cout = x.ligne.travaux_eur + x.ligne.espaces_publics_eur
        ressources = sum(x.ligne.aides_eur) + x.ligne.fonds_propres_eur
        if ressources != cout:
            modele = _("{lieu} : aides et fonds propres de {constate} € pour un coût de {attendu} €.")
            yield constat(x.lieu, ressources, cout, modele)
        yield from _couts_exacts(lecture, x)


def _couts_exacts(lecture: Lecture, x: LigneLue) -> Iterator[Constat]:
    """Compare the costs of a line with the unit costs of its year; a line nobody can price is left to C1 and C4."""
    inst, n = lecture.inst, x.ligne.logements
    if x.a >= 0 and x.p >= 0 and x.ligne.travaux_eur != (attendu := n * int(inst.choix.travaux_eur[x.p, x.a])):
        modele = _("{lieu} : travaux de {constate} €, attendu {attendu} €.")
        yield constat(x.lieu, x.ligne.travaux_eur, attendu, modele)
    if x.a >= 0 and x.lot >= 0 and x.ligne.espaces_publics_eur != (attendu := n * int(inst.espaces_eur[x.lot, x.a])):
        modele = _("{lieu} : espaces publics de {constate} €, attendu {attendu} €.")
        yield constat(x.lieu, x.ligne.espaces_publics_eur, attendu, modele)


def aide_due(lecture: Lecture) -> Iterator[Constat]:
    """(C6) Each fund pays the aid due, no more, and no less than the cumulation ceiling leaves it; quota of dwellings.

    aid = floor(level x min(rate x min(base, cap), cap on the aid)), or flat amount, or bracket, per dwelling
    dwellings aided by f in year a <= quota[f,a]
    """
    for x in lecture.lignes:
        if len(x.ligne.aides_eur) != len(lecture.inst.fonds):
            modele = _("{lieu} : {constate} montants d'aide pour {attendu} financements.")
            yield constat(x.lieu, len(x.ligne.aides_eur), len(lecture.inst.fonds), modele)
    for x, dues in _lignes_dues(lecture):
        if not _cede_dans_le_desordre(lecture, x, dues):
            yield from _aides_hors_regle(lecture, x, dues)
    yield from _quota(lecture)


def _lignes_dues(lecture: Lecture) -> Iterator[tuple[LigneLue, AidesDues]]:
    """Yield the lines whose aids can be recomputed, with the aids due to one of their dwellings."""
    for x in lecture.lignes:
        if min(x.a, x.p, x.m) >= 0:
            yield x, aides_dues(lecture.inst, x.p, x.m, x.a)


def _aides_hors_regle(lecture: Lecture, x: LigneLue, dues: AidesDues) -> Iterator[Constat]:
    """Report the funds that pay more than due, or less than due once trimmed."""
    n = x.ligne.logements
    for f in sorted(dues.brut.keys() | x.aides.keys()):
        versee, attendu = x.aides.get(f, 0), n * dues.ecrete.get(f, 0)
        if not attendu <= versee <= n * dues.brut.get(f, 0):
            modele = _("{lieu} : aide de {constate} €, attendu {attendu} €.")
            yield constat(f"{x.lieu}, {lecture.inst.fonds[f].code}", versee, attendu, modele)


def _cede_dans_le_desordre(lecture: Lecture, x: LigneLue, dues: AidesDues) -> bool:
    """Whether the aids are trimmed by the right amount but not on the last funds: a breach of C7, not of C6."""
    n, nommees = x.ligne.logements, len(x.ligne.aides_eur) == len(lecture.inst.fonds)
    egales = nommees and sum(x.aides.values()) == n * sum(dues.ecrete.values())
    return egales and all(0 <= versee <= n * dues.brut.get(f, 0) for f, versee in x.aides.items())


def _quota(lecture: Lecture) -> Iterator[Constat]:
    """Count the dwellings that each fund aids in a year."""
    aidees: Counter[tuple[int, int]] = Counter()
    for x in lecture.lignes:
        for f, aide in x.aides.items():
            aidees[f, x.a] += x.ligne.logements if aide > 0 else 0
    for f, fonds in enumerate(lecture.inst.fonds):
        for a, limite in enumerate(fonds.quota or ()):
            if (aides := aidees[f, a]) > limite:
                modele = _("{lieu} : {constate} logements aidés, quota {attendu}.")
                yield constat(f"{fonds.code}, {lecture.inst.annees[a]}", aides, limite, modele)


def cumul_aides(lecture: Lecture) -> Iterator[Constat]:
    """(C7) Public aids stay within the cumulation ceiling, lot by lot and on each base; the last funds give way first.

    sum over f of aids <= floor(cumul x works) + floor(cumul x public spaces), per dwelling
    """
    for x, dues in _lignes_dues(lecture):
        total, plafond = sum(x.ligne.aides_eur), x.ligne.logements * dues.plafond
        if total > plafond:
            modele = _("{lieu} : aides publiques de {constate} €, plafond de cumul {attendu} €.")
            yield constat(x.lieu, total, plafond, modele)
        else:
            yield from _mal_ecrete(lecture, x, dues)


def _mal_ecrete(lecture: Lecture, x: LigneLue, dues: AidesDues) -> Iterator[Constat]:
    """Report the funds that should have given way and are paid up to their aid due."""
    n = x.ligne.logements
    for f, brut in sorted(dues.brut.items()):
        versee, attendu = x.aides.get(f, 0), n * dues.ecrete[f]
        if attendu < versee <= n * brut:
            modele = _("{lieu} : aide de {constate} €, {attendu} € après écrêtement.")
            yield constat(f"{x.lieu}, {lecture.inst.fonds[f].code}", versee, attendu, modele)
