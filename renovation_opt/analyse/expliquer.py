"""Why a cité is in the programme, or what keeps it out.

Answers for: ``expliquer``: its worth under the prices of the relaxation, and the programme with it required.
Leaves to others: the change of a statement that brings it in (faire_entrer), prices (moteur.valeurs), changes between
programmes (rapports.mouvements).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from renovation_opt.analyse.banc import Banc
from renovation_opt.analyse.dossier import Dossier
from renovation_opt.analyse.faire_entrer import essayer
from renovation_opt.analyse.sans_regret import valeur
from renovation_opt.analyse.viser import Visee
from renovation_opt.errors import ArretSansProgramme, ProgrammeImpossible
from renovation_opt.instance import Instance
from renovation_opt.moteur.valeurs import PlanValorise, Valeurs, evaluer, extraire
from renovation_opt.programme import PlanOperation, Solution, detailler
from renovation_opt.rapports.analyses.explication import (
    EmploiLu,
    Etat,
    ExplicationLue,
    Imposee,
    LevierLu,
    OperationLue,
    PlanLu,
)
from renovation_opt.rapports.mouvements import mouvements

LEVIERS = 4
ADMISE = Fraction(1, 1000)
"""Share of the objective given up so that the programme with the cité stays close to the one without."""
Annonce = Callable[[int, int], None]


def expliquer(
    banc: Banc, origine: Instance, visee: Visee, combien: int = LEVIERS, annoncer: Annonce = lambda _fait, _total: None
) -> ExplicationLue:
    """Return the explanation of a cité; ``combien``: statements tried.

    Time and Ctrl-C stop it; what is known is kept.  Raises ProgrammeImpossible, ArretSansProgramme when the scenario
    itself has no programme.
    """
    total = 4 + combien
    base = banc.resoudre(banc.inst)
    annoncer(1, total)
    reprise = banc.reprise
    valeurs, suite = evaluer(banc.inst, reprise)
    dossier = Dossier(
        banc, origine, visee, base, replace(suite, programme=reprise.programme if reprise else None), valeurs
    )
    annoncer(2, total)
    etat = _etat(dossier)
    imposee: Imposee | None = None
    impossible: tuple[str, ...] = ()
    essayes: tuple[LevierLu, ...] = ()
    if etat != "dedans" and not banc.arrete:
        imposee, impossible = _imposer(dossier)
        annoncer(4, total)
        essayes = tuple(essayer(dossier, combien, annoncer))
    operations = tuple(_operation(dossier, o) for o in _ordre(dossier))
    return ExplicationLue(
        nom=banc.inst.nom,
        titre=banc.inst.titre,
        cible=visee.nom,
        code=visee.code,
        etat=etat,
        ecart=max(etape.ecart for etape in base.etapes),
        objectifs=_apport(operations, etat),
        totaux=base.objectifs,
        operations=operations,
        imposee=imposee,
        impossible=impossible,
        leviers=tuple(sorted(essayes, key=lambda levier: (not levier.verifie, levier.relatif))),
        arretee=banc.arrete,
    )


def _etat(dossier: Dossier) -> Etat:
    """Return whether the cité is in the programme: all of what can be required, some of it, nothing."""
    ouvertes = dossier.ouvertes(dossier.base)
    if dossier.imposees() <= ouvertes:
        return "dedans"
    return "en_partie" if ouvertes else "dehors"


def _ordre(dossier: Dossier) -> list[int]:
    """Return the opérations of the cité, opened first, largest first."""
    ops = dossier.inst.operations
    ouvertes = dossier.ouvertes(dossier.base)
    return sorted(dossier.visee.operations, key=lambda o: (ops.codes[o] not in ouvertes, -int(ops.logements[o]), o))


def _operation(dossier: Dossier, o: int) -> OperationLue:
    """Return an opération under the prices, with the plan of the programme or its best one."""
    inst, valeurs = dossier.inst, dossier.valeurs
    code = inst.operations.codes[o]
    sien = extraire(inst, dossier.reprise, code) if dossier.reprise else None
    plan = valeurs.valoriser(sien) if sien is not None else valeurs.meilleur(o)
    brute = plan.brute if plan else 0.0
    return OperationLue(
        code=code,
        bailleur=inst.bailleurs[int(inst.operations.bailleur[o])].libelle,
        logements=int(inst.operations.logements[o]),
        ouverte=sien is not None,
        plan=_plan(inst, plan.plan) if plan else None,
        objectifs=plan.objectifs if plan else (0, 0, 0),
        brute=_part(brute, valeurs.borne),
        reduite=_part(plan.reduite, brute) if plan else 0.0,
        rang=valeurs.rang(o),
        total=len(inst.operations.codes),
        emplois=tuple(_emplois(plan, valeurs)) if plan else (),
        debuts={annee: _part(v, brute) for annee, v in valeurs.par_debut(o).items()},
    )


def _emplois(plan: PlanValorise, valeurs: Valeurs) -> Iterator[EmploiLu]:
    """Yield what a plan takes, dearest first."""
    for e in sorted(plan.emplois, key=lambda e: -abs(e.cout)):
        prix = e.prix / abs(valeurs.borne) if valeurs.borne else 0.0
        yield EmploiLu(e.tag, e.famille, e.etiquette, e.unite, e.quantite, prix, _part(e.cout, plan.brute))


def _plan(inst: Instance, plan: PlanOperation) -> PlanLu:
    """Return a plan as reports see it."""
    lignes = detailler(inst, [plan]).lignes
    libelles = {bouquet.code: bouquet.libelle for bouquet in inst.bouquets}
    bouquets: dict[str, int] = {}
    for ligne in lignes:
        nom = libelles[ligne.bouquet]
        bouquets[nom] = bouquets.get(nom, 0) + ligne.logements
    aides = {
        fonds.libelle or fonds.code: sum(ligne.aides_eur[f] for ligne in lignes) for f, fonds in enumerate(inst.fonds)
    }
    return PlanLu(
        debut=plan.debut,
        duree=plan.duree,
        parti=plan.parti,
        montage=plan.montage,
        bouquets=bouquets,
        logements=sum(ligne.logements for ligne in lignes),
        cout_eur=sum(ligne.travaux_eur + ligne.espaces_publics_eur for ligne in lignes),
        aides={nom: montant for nom, montant in aides.items() if montant},
        fonds_propres_eur=sum(ligne.fonds_propres_eur for ligne in lignes),
    )


def _apport(operations: tuple[OperationLue, ...], etat: Etat) -> tuple[int, int, int]:
    """Return what the cité brings: its opened opérations, or all of them when none is."""
    comptees = [op for op in operations if op.ouverte or etat == "dehors"]
    e, p, m = (sum(op.objectifs[j] for op in comptees) for j in range(3))
    return e, p, m


def _imposer(dossier: Dossier) -> tuple[Imposee | None, tuple[str, ...]]:
    """Return the programme with the cité required, and what it costs; or why there is none."""
    try:
        return _cout(dossier, dossier.inst, cibles=False), ()
    except ProgrammeImpossible:
        pass
    except ArretSansProgramme as erreur:
        return None, (str(erreur),)
    try:
        return _cout(dossier, replace(dossier.origine, objectif=dossier.inst.objectif), cibles=True), ()
    except ProgrammeImpossible as erreur:
        return None, erreur.diagnostic
    except ArretSansProgramme as erreur:
        return None, (str(erreur),)


def _cout(dossier: Dossier, inst: Instance, *, cibles: bool) -> Imposee:
    """Return what requiring the cité costs, and who makes room for it."""
    exigeante = dossier.requise(inst)
    forcee = dossier.banc.resoudre(exigeante, dossier.reprise)
    base, borne = valeur(inst, dossier.base), dossier.base.etapes[-1].borne
    atteinte, plafond = valeur(inst, forcee), forcee.etapes[-1].borne
    proche = dossier.banc.approcher(exigeante, dossier.base.programme, _admise(base, atteinte))
    return Imposee(
        operations=tuple(sorted(dossier.imposees())),
        objectifs=_difference(proche, dossier.base),
        perte=_part(base - atteinte, base),
        perte_min=_part(max(0.0, base - plafond), base),
        perte_max=_part(max(0.0, borne - atteinte), base),
        admise=float(ADMISE),
        cibles=cibles,
        mouvements=mouvements((inst, dossier.base.programme), (inst, proche.programme)),
    )


def _admise(base: float, atteinte: float) -> Fraction:
    """Return what the closest programme may lose: it need not beat the programme without the cité.

    Within the gaps the programme with the cité may be the better one; staying close is then worth as much.
    """
    gagne = (atteinte - base) / abs(atteinte) if atteinte else 0.0
    return ADMISE + Fraction(max(0.0, gagne)).limit_denominator(10**6)


def _difference(apres: Solution, avant: Solution) -> tuple[int, int, int]:
    """Return the change of each objective."""
    e, p, m = (x - y for x, y in zip(apres.objectifs, avant.objectifs, strict=True))
    return e, p, m


def _part(valeur_: float, total: float) -> float:
    """Return a share, rounded so that it does not depend on the last bits; 0 of nothing."""
    return round(valeur_ / abs(total), 9) + 0.0 if total else 0.0
