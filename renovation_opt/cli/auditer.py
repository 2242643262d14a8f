"""``auditer``: a written programme judged again from its own files: rules, files, figures.

Answers for: what is compared with what; conforme only when the three agree.
Leaves to others: the rules (audit), reading the programme back (rapports.relecture), the figures (chiffres).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from renovation_opt.audit import REGLES, Infraction, Rapport
from renovation_opt.audit import auditer as auditer_programme
from renovation_opt.build import construire
from renovation_opt.cli.chiffres import ecarts_de_chiffres, lire_json
from renovation_opt.cli.ecran import dire, paragraphe
from renovation_opt.cli.erreurs import entree
from renovation_opt.cli.provenance import ENTREES, SCENARIO
from renovation_opt.cli.regles import libelle
from renovation_opt.errors import AuditRefuse
from renovation_opt.instance import Instance
from renovation_opt.locale import _
from renovation_opt.rapports.fichiers_json import empreinte
from renovation_opt.rapports.relecture import fichiers_modifies, lire_programme
from renovation_opt.rapports.remplacement import MANIFESTE, reparer
from renovation_opt.rapports.typographie import espaces
from renovation_opt.schemas.chargement import charger
from renovation_opt.schemas.fusion import Espace

INFRACTIONS_MAX = 20


def auditer_dossier(dossier: Path) -> int:
    """Audit a report; return 0 when it is conforme, 1 when it is not.  EntreeInvalide: it cannot be read."""
    reparer(dossier.resolve())
    if not dossier.is_dir():
        remede = _("Donnez le dossier d'un rapport écrit par « resoudre »")
        raise entree(_("ce dossier n'existe pas"), str(dossier), remede=remede)
    modifies = fichiers_modifies(dossier)
    inst = construire(charger(dossier / ENTREES / SCENARIO))
    programme = lire_programme(dossier, [fonds.code for fonds in inst.fonds])
    rapport = auditer_programme(inst, programme)
    ecarts = ecarts_de_chiffres(dossier, rapport.bilan)
    _dire_regles(inst, rapport)
    _dire_infractions(rapport.infractions)
    _dire_liste(_("Fichiers absents ou modifiés depuis leur écriture :"), modifies)
    _dire_liste(_("Chiffres qui diffèrent du recalcul :"), ecarts)
    _dire_liste(_("Entrées d'origine changées depuis (le rapport garde les siennes) :"), list(_perimees(dossier)))
    return _conclure(rapport, modifies, ecarts)


def _dire_regles(inst: Instance, rapport: Rapport) -> None:
    """Write every rule and whether it holds."""
    dire(paragraphe(inst.titre))
    dire(espaces(_("Règles vérifiées : {n}").format(n=len(REGLES))))
    brisees = Counter(infraction.tag for infraction in rapport.infractions)
    for regle in REGLES:
        marque = _("NON ") if brisees[regle.tag] else _("oui ")
        dire(paragraphe(libelle(regle.tag), f"  {marque} {regle.tag:<4}"))


def _dire_infractions(infractions: Sequence[Infraction]) -> None:
    """Write the first infractions, and how many there are."""
    lignes = [f"{i.tag} {i.message}" for i in infractions[:INFRACTIONS_MAX]]
    if len(infractions) > INFRACTIONS_MAX:
        lignes.append(_("… et {n} autres").format(n=len(infractions) - INFRACTIONS_MAX))
    _dire_liste(_("Infractions : {n}").format(n=len(infractions)), lignes)


def _dire_liste(titre: str, lignes: Sequence[str]) -> None:
    """Write a list under its title, nothing when it is empty."""
    if lignes:
        dire()
        dire(paragraphe(titre))
        for ligne in lignes:
            dire(paragraphe(ligne, "  - "))


def _perimees(dossier: Path) -> Iterator[str]:
    """Yield the inputs of the workspace that are no longer those of the report; one that has gone is not told."""
    racine = Espace.de(dossier / MANIFESTE).racine
    entrees = lire_json(dossier / MANIFESTE).get("entrees")
    for nom, somme in sorted(entrees.items()) if isinstance(entrees, dict) else ():
        fichier = (racine / nom).resolve()
        if fichier.is_relative_to(racine) and fichier.is_file() and empreinte(fichier.read_bytes()) != somme:
            yield nom


def _conclure(rapport: Rapport, modifies: Sequence[str], ecarts: Sequence[str]) -> int:
    """Write the verdict; return the exit code."""
    dire()
    if rapport.conforme and not modifies and not ecarts:
        dire(paragraphe(_("Conforme : toutes les règles sont respectées, les fichiers et les chiffres concordent.")))
        return 0
    texte = _("Non conforme. Infractions : {n} ; fichiers modifiés : {m} ; chiffres faux : {c}.")
    dire(paragraphe(texte.format(n=len(rapport.infractions), m=len(modifies), c=len(ecarts))))
    return AuditRefuse.code
