"""``exporter``: the compact model of the last stage (or of the soft targets), for any solver.

Answers for: the same stage as the engine solves, and telling what the file holds.
Leaves to others: the model (formulation), the stages (moteur).
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Literal

from renovation_opt.audit import auditer
from renovation_opt.build import construire
from renovation_opt.cli.bavardage import sans_bavardage
from renovation_opt.cli.ecran import dire, paragraphe
from renovation_opt.cli.fichiers import ecrire_fichier
from renovation_opt.cli.interruption import a_l_ecoute
from renovation_opt.cli.options import TOURS
from renovation_opt.cli.progression import nom_etape, suivre
from renovation_opt.couplage import coupler
from renovation_opt.couplage.base import Couplage
from renovation_opt.formulation import But, ecrire, modele_compact
from renovation_opt.instance import OBJECTIFS, Instance
from renovation_opt.locale import _
from renovation_opt.moteur.methodes import derniere_etape
from renovation_opt.moteur.suivi import Budget
from renovation_opt.rapports.typographie import nombre, scientifique
from renovation_opt.schemas.chargement import charger


def exporter_modele(scenario: Path, format_: Literal["lp", "mps"], sortie: Path | None, *, cibles: bool) -> None:
    """Write the model and say what is in it."""
    charge = charger(scenario)
    inst = construire(charge)
    fichier = sortie or Path(f"{charge.scenario.nom}.{format_}")
    if cibles:
        nom, couplage, but = "cibles", coupler(inst), But(manque=True)
    else:
        nom, couplage, but = _derniere(inst)
    probleme, _v = modele_compact(inst, couplage, but)
    ecrire_fichier(fichier, partial(_ecrire, probleme, format_=format_, noms=_noms(fichier)))
    entrees = sum(len(ligne) for ligne in probleme.constraints())
    dire(paragraphe(_("{fichier} : modèle compact, étape « {etape} »").format(fichier=fichier, etape=nom_etape(nom))))
    _dire_objectif(inst, but, format_)
    if format_ == "mps":
        dire(paragraphe(_("Les noms y sont courts ; {table} en donne le sens.").format(table=_noms(fichier))))
    _dire_manques(inst, couplage)
    dire(
        paragraphe(
            _("Taille : {variables} variables, {lignes} contraintes, {entrees} coefficients non nuls.").format(
                variables=nombre(probleme.numVariables()),
                lignes=nombre(probleme.numConstraints()),
                entrees=nombre(entrees),
            )
        )
    )


def _noms(fichier: Path) -> Path:
    """Return the path of the table that gives back the readable names of an MPS."""
    return fichier.with_name(f"{fichier.name}.noms.csv")


def _ecrire(probleme: object, chemin: Path, format_: Literal["lp", "mps"], noms: Path) -> None:
    """Write the model at a path and, for an MPS, the table of its names."""
    if format_ == "lp":
        ecrire(probleme, chemin, format_)
    else:
        ecrire_fichier(noms, lambda table: ecrire(probleme, chemin, format_, table))


def _derniere(inst: Instance) -> tuple[str, Couplage, But]:
    """Return the name, the coupling and the objective of the last stage, after running the previous ones."""
    budget = Budget(float(inst.resolution.temps_s), TOURS)
    with suivre(silencieux=False) as (suivi, annoncer), a_l_ecoute(budget, annoncer), sans_bavardage():
        but = derniere_etape(inst, budget, lambda programme: auditer(inst, programme).conforme, suivi)
    return but.nom, but.couplage, But(poids=but.c, manque=bool(but.manque), gains=but.gains)


def _dire_objectif(inst: Instance, but: But, format_: str) -> None:
    """Write what is optimised and in which unit."""
    if but.manque:
        dire(paragraphe(_("Minimise le manque relatif total des cibles souples, sans unité.")))
        return
    phrases = [_("Maximise la somme pondérée des objectifs, chacun compté en entiers.")]
    if format_ == "mps":
        phrases.append(_("Un MPS ne dit pas le sens : l'objectif y est changé de signe, à minimiser."))
    dire(paragraphe(" ".join(phrases)))
    for nom, unite, poids, part in zip(OBJECTIFS, _unites(), but.poids, inst.objectif.poids, strict=True):
        if poids:
            texte = _("{objectif} : {poids} par {unite}").format(
                objectif=nom_etape(nom), poids=scientifique(float(poids)), unite=unite
            )
            if inst.objectif.methode in {"ponderee", "equilibre"} and part:
                texte += " " + _("(échelle {echelle})").format(echelle=nombre(round(float(part) / float(poids))))
            dire(paragraphe(texte, "  "))


def _dire_manques(inst: Instance, couplage: Couplage) -> None:
    """Write the most that each soft target may miss in this stage."""
    colonnes = {colonne.nom: colonne for colonne in couplage.colonnes}
    souples = [cible for cible in inst.cibles if cible.souple]
    if souples:
        dire(paragraphe(_("Manque permis de chaque cible souple :")))
    for cible in souples:
        maximum = colonnes[f"manque_{cible.code}"].maximum / cible.diviseur
        dire(paragraphe(f"{cible.libelle}" + _(" : ") + f"{nombre(maximum, 1)} {cible.unite}", "  ", "    "))


def _unites() -> tuple[str, str, str]:
    """Return the units of the integers in which the model counts the objectives."""
    return "kWh", _("points") + "/1000", _("ménages") + "/1000000"
