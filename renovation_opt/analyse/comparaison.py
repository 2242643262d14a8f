"""Several scenarios side by side: each solved, or its report read back, then as close as it can be to the first.

Answers for: ``comparer`` (scenarios and report folders -> programmes that compare), what makes a report up to date,
the scales that all share.
Leaves to others: figures and files (rapports.comparaison), progress and Ctrl-C (whoever gives ``mener``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil
from pathlib import Path

from renovation_opt.analyse.etude import Calcul, calculer, calculer_proche
from renovation_opt.analyse.rapport import Demande, lire_entrees, lire_rapport, rapport_a_jour, relire_solution
from renovation_opt.audit import Rapport
from renovation_opt.build import construire
from renovation_opt.errors import ArretSansProgramme
from renovation_opt.instance import Instance
from renovation_opt.locale import _
from renovation_opt.moteur.reprise import Reprise, rappeler
from renovation_opt.moteur.suivi import Budget, Suivi
from renovation_opt.parc import lire_parc
from renovation_opt.programme import Programme, Solution
from renovation_opt.rapports.chemins import noms_dossiers
from renovation_opt.rapports.comparaison.chiffres import PONDEREES, Comparaison
from renovation_opt.rapports.comparaison.chiffres import construire as chiffrer
from renovation_opt.rapports.comparaison.cotes import Cote, lettre
from renovation_opt.rapports.remplacement import MANIFESTE
from renovation_opt.rapports.tables import construire as dresser
from renovation_opt.schemas.chargement import ScenarioCharge, charger

Tache = Callable[[Budget, Suivi], Calcul]
Mener = Callable[[str, Instance, Tache], Calcul]
"""(what is solved, in words; its instance; the solve) -> its result: where budgets, progress and Ctrl-C are."""
PAS_PERTE = 10_000
"""A loss is rounded up to the hundredth of a percent."""


@dataclass(frozen=True, slots=True)
class Reglages:
    """How to compare.

    ``demande``: limits of the solves.  ``proche``: look for the programme the most like the first.  ``perte``: what it
    may lose (``None``: the gap of its own scenario).  ``communes``: weigh alike.  ``rapports``: folders where an up to
    date report of a scenario may be, by name.
    """

    demande: Demande = field(default_factory=Demande)
    proche: bool = True
    perte: Fraction | None = None
    communes: bool = True
    rapports: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolu:
    """One side: its scenario, its solution, what the next solve may start from; ``dossier`` when it was read back.

    ``lus``: the bytes of its inputs, read before the solve.  ``note``: why a report that was there did not serve.
    """

    charge: ScenarioCharge
    inst: Instance
    solution: Solution
    rapport: Rapport | None
    reprise: Reprise | None
    dossier: Path | None
    proche: Solution | None = None
    perte: Fraction = Fraction(0)
    note: str = ""
    lus: Mapping[Path, bytes] = field(default_factory=dict)


def comparer(
    entrees: Sequence[Path], reglages: Reglages, mener: Mener, noms: Sequence[str] = ()
) -> tuple[Comparaison, tuple[Resolu, ...]]:
    """Return the comparison of scenarios (files) and reports (folders) to the first, and each side.

    ``noms``: how the user names each side, shown when several scenarios bear the same name.
    Raises EntreeInvalide, ProgrammeImpossible, ArretSansProgramme, AuditRefuse.
    """
    ouverts = [ouvrir(chemin) for chemin in entrees]
    resolus: list[Resolu] = []
    for ouvert in ouverts:
        resolus.append(_resoudre(ouvert, resolus, reglages, mener))
    premier = resolus[0]
    cotes = [premier, *(_rapprocher(r, premier.solution.programme, reglages, mener) for r in resolus[1:])]
    return chiffrer(list(_cotes(cotes, noms)), list(_notes(cotes, reglages))), tuple(cotes)


@dataclass(frozen=True, slots=True)
class Ouvert:
    """A scenario or a report, read."""

    charge: ScenarioCharge
    inst: Instance
    dossier: Path | None
    lus: Mapping[Path, bytes]


def ouvrir(chemin: Path) -> Ouvert:
    """Return a scenario, or the one that a report holds, with its instance; EntreeInvalide with every problem."""
    if chemin.is_dir():
        charge = lire_rapport(chemin)
        return Ouvert(charge, construire(charge, lire_parc(charge.parc)), chemin, {})
    charge = charger(chemin)
    lus = lire_entrees(charge)
    return Ouvert(charge, construire(charge, lire_parc(charge.parc)), None, lus)


def _resoudre(ouvert: Ouvert, avant: Sequence[Resolu], reglages: Reglages, mener: Mener) -> Resolu:
    """Return a side: its report when there is one that fits, else a solve warmed by the side before."""
    inst = _a_l_echelle(ouvert.inst, avant) if reglages.communes else ouvert.inst
    if ouvert.dossier is not None:
        return _relire(ouvert, ouvert.dossier)
    dossier, note = _dossier(ouvert, inst, reglages)
    if dossier is not None:
        return _relire(ouvert, dossier)
    inst = reglages.demande.appliquer(inst)
    calcul = _calculer(inst, avant[-1].reprise if avant else None, reglages.demande.tours, mener)
    return Resolu(ouvert.charge, inst, calcul.solution, calcul.rapport, calcul.reprise, None, note=note, lus=ouvert.lus)


def _calculer(inst: Instance, reprise: Reprise | None, tours: int, mener: Mener) -> Calcul:
    """Return a solve warmed by another; a warm start that leads to no programme is given up for a cold one."""
    interrompu = False

    def tache(budget: Budget, suivi: Suivi) -> Calcul:
        nonlocal interrompu
        try:
            return calculer(inst, reprise, tours, suivi, budget)
        finally:
            interrompu = budget.interrompu

    try:
        return mener(_("{nom} : programme").format(nom=inst.nom), inst, tache)
    except ArretSansProgramme:
        if reprise is None or interrompu:
            raise
    return _calculer(inst, None, tours, mener)


def _dossier(ouvert: Ouvert, inst: Instance, reglages: Reglages) -> tuple[Path | None, str]:
    """Return the folder of an up-to-date report, and why one that is there does not serve."""
    note = ""
    for racine in reglages.rapports:
        dossier = racine / noms_dossiers([inst.nom])[inst.nom]
        if not (dossier / MANIFESTE).is_file() or not rapport_a_jour(dossier, ouvert.charge, reglages.demande):
            continue
        relu = _relire(ouvert, dossier)
        if _convient(relu, inst):
            return dossier, ""
        note = _("{nom} : son rapport pondère avec d'autres échelles, le programme est donc recalculé")
    return None, note.format(nom=inst.nom)


def _convient(relu: Resolu, inst: Instance) -> bool:
    """Tell whether a report weighs with the scales that are asked."""
    if inst.objectif.methode not in PONDEREES:
        return True
    trios = zip(inst.objectif.poids, inst.objectif.echelles, relu.solution.echelles, strict=True)
    return all(demandee in (None, lue) for poids, demandee, lue in trios if poids)


def _relire(ouvert: Ouvert, dossier: Path) -> Resolu:
    """Return a side from its report; its programme passes the audit again."""
    solution, rapport = relire_solution(dossier, ouvert.inst)
    inst = _figer(ouvert.inst, solution)
    return Resolu(ouvert.charge, inst, solution, rapport, rappeler(inst, solution.programme), dossier)


def _figer(inst: Instance, solution: Solution) -> Instance:
    """Return the instance with the scales of a solution written: solved again, it would weigh as it did."""
    if inst.objectif.methode not in PONDEREES:
        return inst
    paires = zip(inst.objectif.poids, solution.echelles, strict=True)
    e, p, m = (echelle if poids else None for poids, echelle in paires)
    return replace(inst, objectif=replace(inst.objectif, echelles=(e, p, m)))


def _a_l_echelle(inst: Instance, avant: Sequence[Resolu]) -> Instance:
    """Return the instance with, for each objective it weighs and whose scale is not written, that of the first side."""
    if inst.objectif.methode not in PONDEREES:
        return inst
    echelles = list(inst.objectif.echelles)
    for j, poids in enumerate(inst.objectif.poids):
        if poids and echelles[j] is None:
            echelles[j] = next(_mesurees(avant, j), None)
    return replace(inst, objectif=replace(inst.objectif, echelles=(echelles[0], echelles[1], echelles[2])))


def _mesurees(avant: Sequence[Resolu], j: int) -> Iterator[int]:
    """Yield the scales of an objective on the sides that weigh it."""
    for resolu in avant:
        if resolu.inst.objectif.methode in PONDEREES and resolu.inst.objectif.poids[j]:
            yield resolu.solution.echelles[j]


def _rapprocher(resolu: Resolu, reference: Programme, reglages: Reglages, mener: Mener) -> Resolu:
    """Return a side with its programme the most like the reference; itself when it is the same already.

    The comparison goes on without it when none is found.
    """
    if not reglages.proche or resolu.solution.programme == reference:
        return replace(resolu, proche=resolu.solution if reglages.proche else None)
    perte = ecart_final(resolu.solution) if reglages.perte is None else reglages.perte
    inst = _sans_recherche(resolu.inst, resolu.solution)

    def tache(budget: Budget, suivi: Suivi) -> Calcul:
        return calculer_proche(inst, reference, perte, resolu.reprise, reglages.demande.tours, suivi, budget)

    try:
        calcul = mener(_("{nom} : au plus près de A").format(nom=inst.nom), inst, tache)
    except ArretSansProgramme:
        texte = _("{nom} : aucun programme proche de A n'a été trouvé, ses différences ne sont pas jugées.")
        return replace(resolu, note=f"{resolu.note} {texte.format(nom=inst.nom)}".strip())
    return replace(resolu, proche=calcul.solution, perte=perte)


def _sans_recherche(inst: Instance, solution: Solution) -> Instance:
    """Return the instance with the gap already reached: the method, run again, stops where it did.

    Soft targets may then be missed as much as they are, and no more.
    """
    ecart = max((Fraction(e.ecart) for e in solution.etapes), default=Fraction(0))
    assez = max(inst.resolution.ecart, min(Fraction(1), ecart + Fraction(1, 1_000)))
    return replace(inst, resolution=replace(inst.resolution, ecart=assez, tolerance_cibles=Fraction(0)))


def ecart_final(solution: Solution) -> Fraction:
    """Return the gap of the last stage, rounded up to the hundredth of a percent; 0 without stage."""
    ecart = solution.etapes[-1].ecart if solution.etapes else 0.0
    return Fraction(ceil(round(ecart * PAS_PERTE, 6)), PAS_PERTE)


def _cotes(resolus: Sequence[Resolu], noms: Sequence[str]) -> Iterator[Cote]:
    """Yield the sides with their figures."""
    portes = Counter(r.inst.nom for r in resolus)
    for rang, r in enumerate(resolus):
        proche = None if r.proche is None else dresser(r.inst, r.proche)
        nom = noms[rang] if noms and portes[r.inst.nom] > 1 else r.inst.nom
        calcule = _("calculé pour cette comparaison")
        origine = calcule if r.dossier is None else _("relu dans {dossier}").format(dossier=r.dossier.as_posix())
        tables = dresser(r.inst, r.solution)
        yield Cote(lettre(rang), nom, r.inst.titre, origine, tables, proche, float(r.perte))


def _notes(resolus: Sequence[Resolu], reglages: Reglages) -> Iterator[str]:
    """Yield what was done, or could not be done, so that the sides compare."""
    yield from (r.note for r in resolus if r.note)
    ponderes = [r for r in resolus if r.inst.objectif.methode in PONDEREES]
    if len(ponderes) > 1:
        if _memes(ponderes):
            yield _("Les scénarios pondérés partagent les mêmes échelles : celles du scénario {nom}.").format(
                nom=ponderes[0].inst.nom
            )
        else:
            yield _("Les scénarios pondérés n'ont pas les mêmes échelles : leurs objectifs ne pèsent pas pareil.")
    if len({(r.inst.objectif.methode, r.inst.objectif.poids) for r in resolus}) > 1:
        yield _("Les scénarios ne maximisent pas la même chose : la méthode ou les poids diffèrent.")
    yield from _notes_donnees(resolus)
    if not reglages.proche:
        yield _("Différences brutes : aucun programme proche du premier n'a été cherché.")


def _notes_donnees(resolus: Sequence[Resolu]) -> Iterator[str]:
    """Yield what makes totals bear on other years or other dwellings."""
    horizons = [(r.inst.annees, r.inst.energie_jusqu_a) for r in resolus]
    if len(set(horizons)) > 1:
        texte = _("{lettre} de {debut} à {fin}, énergie jusqu'en {energie}")
        detail = [
            texte.format(lettre=lettre(i), debut=annees[0], fin=annees[-1], energie=energie)
            for i, (annees, energie) in enumerate(horizons)
        ]
        modele = _("Les totaux ne portent pas sur les mêmes années : {detail}.")
        yield modele.format(detail=_(" ; ").join(detail))
    if len({r.charge.parc.read_bytes() for r in resolus}) > 1:
        yield _("Les scénarios n'ont pas le même parc.")
    if any(r.charge.hypotheses != resolus[0].charge.hypotheses for r in resolus):
        yield _("Les scénarios n'ont pas les mêmes hypothèses.")


def _memes(ponderes: Sequence[Resolu]) -> bool:
    """Tell whether all sides weigh with the same scales the objectives that they share."""
    return all(len({r.solution.echelles[j] for r in ponderes if r.inst.objectif.poids[j]}) <= 1 for j in range(3))
