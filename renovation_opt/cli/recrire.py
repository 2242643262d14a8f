"""``recrire``: every file of a report written again from the report itself, without solving.

Answers for: what must hold before anything is replaced: the files that carry the programme and its proof are those that
were written, and the audit accepts the programme.
Leaves to others: reading it back (rapports.relecture_rapport), writing it (rapports.ecriture), judging (audit).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from renovation_opt.audit import auditer
from renovation_opt.build import construire
from renovation_opt.cli.ecran import dire, paragraphe
from renovation_opt.cli.erreurs import entree
from renovation_opt.cli.fichiers import ecriture
from renovation_opt.cli.provenance import ENTREES, SCENARIO
from renovation_opt.cli.resoudre import refus
from renovation_opt.errors import AuditRefuse
from renovation_opt.locale import _, choisir_langue
from renovation_opt.rapports.classeur import Classeurs
from renovation_opt.rapports.ecriture import ecrire_rapport
from renovation_opt.rapports.fichiers_csv import Style
from renovation_opt.rapports.relecture import FICHIER, fichiers_modifies
from renovation_opt.rapports.relecture_rapport import PRIX, classeurs_ecrits, lire_contexte, lire_solution, style_ecrit
from renovation_opt.rapports.remplacement import reparer
from renovation_opt.schemas.chargement import charger


def recrire_dossier(dossier: Path, csv: Style | None, classeurs: Classeurs | None, langue: str | None) -> None:
    """Write a report again; ``csv``, ``classeurs``, ``langue``: those of the report when None.

    EntreeInvalide: it cannot be read, or what it holds of the programme was changed; AuditRefuse: a rule is broken.
    """
    reparer(dossier.resolve())
    if not dossier.is_dir():
        remede = _("Donnez le dossier d'un rapport écrit par « resoudre »")
        raise entree(_("ce dossier n'existe pas"), str(dossier), remede=remede)
    _refuser_changements(dossier)
    contexte = lire_contexte(dossier, langue)
    choisir_langue(contexte.langue)
    inst = construire(charger(dossier / ENTREES / SCENARIO))
    solution = lire_solution(dossier, inst)
    rapport = auditer(inst, solution.programme)
    if not rapport.conforme:
        raise AuditRefuse(refus(rapport))
    style, lesquels = csv or style_ecrit(contexte), classeurs or classeurs_ecrits(contexte)
    options = {**contexte.options, "csv": style, "classeurs": lesquels}
    juge = replace(contexte, options=options, audit_conforme=True, audit_infractions=0)
    with ecriture(dossier):
        fichiers = ecrire_rapport(dossier, inst, solution, juge, style, lesquels)
    texte = _("Rapport récrit sans nouveau calcul : {dossier} ({n} fichiers).")
    dire(paragraphe(texte.format(dossier=dossier, n=len(fichiers))))


def _refuser_changements(dossier: Path) -> None:
    """Raise EntreeInvalide when a file from which the others are made is no longer the one that was written."""
    sources = [nom for nom in fichiers_modifies(dossier) if nom in {FICHIER, PRIX} or nom.startswith(f"{ENTREES}/")]
    if sources:
        raise entree(
            _("le programme ou ses entrées ont changé depuis leur écriture : la preuve n'est plus la leur"),
            str(dossier),
            trouve=", ".join(sources),
            remede=_("Relancez `resoudre`, ou remettez le fichier tel qu'il a été écrit"),
        )
