"""``pareto``: trace the frontier of a scenario, or read a written one, and pick a programme from it.

Answers for: the order of the steps and the files.
Leaves to others: the frontier (analyse), the figures and drawings (rapports.analyses).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from renovation_opt.analyse.choisir import Condition, choisir, pour_le_scenario
from renovation_opt.analyse.etude import Etude
from renovation_opt.analyse.frontiere import decrire
from renovation_opt.analyse.pareto import tracer
from renovation_opt.audit import auditer
from renovation_opt.cli.analyses import (
    DemandeAnalyse,
    abandonner,
    carnet_de,
    dire_reprise,
    ecrire_dossier,
    etabli,
    ouvrir_etude,
    provenance,
    rendre,
)
from renovation_opt.cli.chiffres import lire_json
from renovation_opt.cli.choix import lire_conditions
from renovation_opt.cli.ecran import paragraphe
from renovation_opt.cli.fichiers import ecriture, refuser_sortie
from renovation_opt.cli.provenance import ENTREES, SCENARIO, lire_entrees
from renovation_opt.cli.resoudre import RAPPORTS, refus
from renovation_opt.errors import AuditRefuse, ProgrammeImpossible
from renovation_opt.instance import OBJECTIFS
from renovation_opt.locale import _
from renovation_opt.programme import Solution
from renovation_opt.rapports import fichiers_csv, libelles
from renovation_opt.rapports.analyses import frontiere as tables
from renovation_opt.rapports.analyses import page_frontiere, points
from renovation_opt.rapports.analyses.frontiere import FrontiereLue, PointLu, ecrire_valeur
from renovation_opt.rapports.analyses.resume_frontiere import resumer
from renovation_opt.rapports.ecriture import ecrire_rapport
from renovation_opt.rapports.fichiers_json import octets
from renovation_opt.rapports.typographie import espaces, part

FICHIER = "frontiere.json"


@dataclass(frozen=True, slots=True)
class DemandePareto:
    """What ``pareto`` is asked."""

    commune: DemandeAnalyse
    points: int
    tolerance: float
    choix: str | None = None


def tracer_frontiere(chemin: Path, demande: DemandePareto) -> int:
    """Trace the frontier of a scenario, or read that of a folder; pick when asked; return the exit code."""
    conditions = lire_conditions(demande.choix) if demande.choix is not None else ()
    if chemin.is_dir():
        return _relire(chemin, demande, conditions)
    etude = ouvrir_etude(chemin, demande.commune)
    dossier = demande.commune.solve.sortie or RAPPORTS / f"{etude.inst.nom}-pareto"
    refuser_sortie(dossier)
    if conditions:
        refuser_sortie(_a_cote(dossier))
    lus = lire_entrees(etude.charge)
    carnet = carnet_de(etude, demande.commune, dossier)
    try:
        with etabli(etude.inst, demande.commune, _("Points de la frontière"), carnet) as (installer, annoncer):
            frontiere = tracer(installer(), demande.points, demande.tolerance, annoncer)
    except KeyboardInterrupt:
        return abandonner(carnet)
    dire_reprise(demande.commune, carnet, arretee=frontiere.arretee)
    lue = decrire(frontiere)
    solutions = [pour_le_scenario(etude.inst, point.solution, frontiere.avant) for point in frontiere.points]
    choisi = _choisir(lue, conditions)
    ctx = provenance(
        etude, demande.commune, solutions[0].programme, lus, points=demande.points, tolerance=demande.tolerance
    )
    ecrire_dossier(dossier, "frontiere", _fichiers(lue, solutions, demande), ctx)
    rapport = _rapporter(etude, choisi, solutions, demande, lus, dossier)
    return _conclure(lue, choisi, rapport, demande, dossier)


def _relire(dossier: Path, demande: DemandePareto, conditions: Sequence[Condition]) -> int:
    """Pick from a frontier already written; nothing is solved."""
    etude = ouvrir_etude(dossier / ENTREES / SCENARIO, demande.commune)
    lue = tables.lire(lire_json(dossier / FICHIER), etude.inst.question, str(dossier / FICHIER))
    choisi = _choisir(lue, conditions)
    rapport = None
    if choisi is not None:
        fichier = dossier / _fichier_point(choisi.rang)
        solution = points.lire_solution(etude.inst, lire_json(fichier), str(fichier))
        lus = lire_entrees(etude.charge)
        rapport = _rapporter(etude, choisi, {choisi.rang - 1: solution}, demande, lus, dossier)
    return _conclure(lue, choisi, rapport, demande, dossier)


def _choisir(lue: FrontiereLue, conditions: Sequence[Condition]) -> PointLu | None:
    """Return the point picked, ``None`` when nothing was asked; ProgrammeImpossible when no point passes."""
    if not conditions:
        return None
    choisi = choisir(lue, conditions)
    if choisi is None:
        raise ProgrammeImpossible(
            [_("Aucun point de la frontière ne passe ces conditions :"), *_seuils(lue, conditions)]
        )
    return choisi


def _seuils(lue: FrontiereLue, conditions: Sequence[Condition]) -> list[str]:
    """Return each condition in figures."""
    texte = _("  - {objectif} : au moins {seuil} ; meilleur de la frontière {meilleur}")
    return [
        texte.format(
            objectif=libelles.objectif(OBJECTIFS[c.j]),
            seuil=ecrire_valeur(ceil(c.seuil(lue)), c.j),
            meilleur=ecrire_valeur(lue.meilleurs[c.j], c.j),
        )
        for c in conditions
    ]


def _fichiers(lue: FrontiereLue, solutions: Sequence[Solution], demande: DemandePareto) -> dict[str, bytes]:
    """Return the files of a frontier."""
    return {
        FICHIER: octets(tables.en_json(lue)),
        "frontiere.csv": fichiers_csv.octets(tables.table(lue), demande.commune.solve.csv),
        "frontiere.html": page_frontiere.octets(lue),
        **{
            _fichier_point(rang): octets(points.ecrire_solution(solution))
            for rang, solution in enumerate(solutions, start=1)
        },
    }


def _fichier_point(rang: int) -> str:
    """Return where the programme of a point is kept."""
    return f"points/{rang:03}.json"


def _rapporter(
    etude: Etude,
    choisi: PointLu | None,
    solutions: Sequence[Solution] | Mapping[int, Solution],
    demande: DemandePareto,
    lus: dict[Path, bytes],
    dossier: Path,
) -> Path | None:
    """Write the report of the point picked beside the frontier; return its folder."""
    if choisi is None:
        return None
    a_cote, solution = _a_cote(dossier), solutions[choisi.rang - 1]
    refuser_sortie(a_cote)
    rapport = auditer(etude.inst, solution.programme)
    if not rapport.conforme:
        raise AuditRefuse(refus(rapport))
    options = {"choix": demande.choix, "point": choisi.rang, "frontiere": dossier.name}
    ctx = provenance(etude, demande.commune, solution.programme, lus, **options)
    with ecriture(a_cote):
        ecrire_rapport(a_cote, etude.inst, solution, ctx, demande.commune.solve.csv)
    return a_cote


def _a_cote(dossier: Path) -> Path:
    """Return the folder of the report of the point picked."""
    return dossier.resolve().with_name(f"{dossier.resolve().name.removesuffix('-pareto')}-choix")


def _conclure(
    lue: FrontiereLue, choisi: PointLu | None, rapport: Path | None, demande: DemandePareto, dossier: Path
) -> int:
    """Write the summary, or everything as JSON."""
    contenu = tables.en_json(lue) | {"dossier": str(dossier)}
    texte = resumer(lue, dossier)
    if choisi is not None and rapport is not None:
        contenu["choix"] = {"conditions": demande.choix, "point": choisi.rang, "rapport": str(rapport)}
        texte += "\n" + _phrase_choix(choisi) + "\n" + espaces(_("Rapport : {rapport}").format(rapport=_court(rapport)))
    rendre(demande.commune, texte, contenu)
    return 0


def _phrase_choix(choisi: PointLu) -> str:
    """Return which point is picked, and what it reaches."""
    figures = [
        _("{objectif} {valeur} ({part} du meilleur)").format(
            objectif=libelles.objectif(nom), valeur=ecrire_valeur(choisi.objectifs[j], j), part=part(choisi.parts[j])
        )
        for j, nom in enumerate(OBJECTIFS)
    ]
    texte = _("Point {n} choisi : {figures}.")
    return paragraphe(texte.format(n=choisi.rang, figures=_(" ; ").join(figures)))


def _court(dossier: Path) -> Path:
    """Return a path from here when it is below."""
    ici = Path.cwd()
    return dossier.relative_to(ici) if dossier.is_relative_to(ici) else dossier
