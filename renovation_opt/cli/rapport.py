"""``rapport``: the files of a written report, drawn again from its own contents, without solving.

Answers for: ``redessiner``: what was decided, its figures and its proof stay; the drawing is that of this version, in
the language, the style of CSV, with the workbooks and over the background that are asked.
Leaves to others: reading back (rapports.relecture_rapport), judging (audit), writing (rapports.ecriture).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from renovation_opt.audit import auditer
from renovation_opt.build import construire
from renovation_opt.cli.ecran import dire, paragraphe
from renovation_opt.cli.erreurs import entree
from renovation_opt.cli.fichiers import ecriture, refuser_sortie
from renovation_opt.cli.fond import avec_fond, ouvrir_fond
from renovation_opt.cli.provenance import ENTREES, SCENARIO
from renovation_opt.cli.resoudre import refus
from renovation_opt.errors import AuditRefuse
from renovation_opt.locale import _, choisir_langue
from renovation_opt.rapports.classeur import Classeurs, classeurs_ecrits
from renovation_opt.rapports.ecriture import ecrire_rapport
from renovation_opt.rapports.fichiers_csv import Style
from renovation_opt.rapports.relecture_rapport import langue_ecrite, relire
from renovation_opt.rapports.remplacement import reparer
from renovation_opt.schemas.chargement import charger


def redessiner(
    dossier: Path,
    langue: str | None,
    fond: Path | None = None,
    *,
    csv: Style | None = None,
    classeurs: Classeurs | None = None,
) -> None:
    """Write every file of a report again; what is None stays as it was.

    EntreeInvalide: it cannot be read; AuditRefuse: it breaks a rule.
    """
    reparer(dossier.resolve())
    if not dossier.is_dir():
        remede = _("Donnez le dossier d'un rapport écrit par « resoudre »")
        raise entree(_("ce dossier n'existe pas"), str(dossier), remede=remede)
    choisir_langue(langue or langue_ecrite(dossier))
    refuser_sortie(dossier)
    octets = None if fond is None else ouvrir_fond(fond)
    inst = construire(charger(dossier / ENTREES / SCENARIO))
    relu = relire(dossier, inst)
    audit = auditer(inst, relu.solution.programme)
    if not audit.conforme:
        raise AuditRefuse(refus(audit))
    contexte = replace(relu.contexte, audit_conforme=True, audit_infractions=0)
    if fond is not None and octets is not None:
        contexte = avec_fond(contexte, fond, octets, inst)
    contexte = replace(contexte, langue=langue or contexte.langue)
    style, lesquels = csv or relu.csv, classeurs or classeurs_ecrits(contexte)
    contexte = replace(contexte, options={**contexte.options, "csv": style, "classeurs": lesquels})
    with ecriture(dossier):
        ecrits = ecrire_rapport(dossier, inst, relu.solution, contexte, style, lesquels)
    dire(paragraphe(_("Fichiers écrits : {n} ; {dossier}").format(n=len(ecrits), dossier=dossier)))
