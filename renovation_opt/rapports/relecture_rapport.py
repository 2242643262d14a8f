"""Reading a whole report back: its programme, its proof and its provenance, from its own files.

Answers for: ``lire_solution`` and ``lire_contexte``, from which every other file of the report can be written again.
Nothing is solved: objectives and targets are recomputed from the programme, the proof is that of ``manifeste.json``,
the marginal values are those of ``prix.csv``.
Leaves to others: reading the programme (relecture), building the Instance (build), judging (audit).
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.instance import OBJECTIFS, Instance
from renovation_opt.locale import _
from renovation_opt.programme import Etape, Limite, Prix, Solution, Statut, objectifs
from renovation_opt.rapports.classeur import CHOIX, Classeurs
from renovation_opt.rapports.contexte import DOSSIER_COPIES, Contexte
from renovation_opt.rapports.fichiers_csv import BOM, STYLES, Style, deproteger, separateur
from renovation_opt.rapports.relecture import lire_programme
from renovation_opt.rapports.remplacement import MANIFESTE

PRIX = "prix.csv"


def lire_solution(dossier: Path, inst: Instance) -> Solution:
    """Return the solution that a report holds; EntreeInvalide when one of its files cannot be read.

    ``manques`` is left empty: the figures of the targets are made from the programme (tables.cibles).
    """
    programme = lire_programme(dossier, [fonds.code for fonds in inst.fonds])
    lu = _manifeste(dossier)
    try:
        echelles = [int(lu["echelles"][nom]) for nom in OBJECTIFS]
        etapes = tuple(_etape(etape) for etape in lu["etapes"])
        statut = Statut(lu["statut"])
    except (KeyError, TypeError, ValueError) as erreur:
        raise _illisible(MANIFESTE) from erreur
    return Solution(
        programme=programme,
        statut=statut,
        etapes=etapes,
        objectifs=objectifs(inst, programme),
        echelles=(echelles[0], echelles[1], echelles[2]),
        manques=(),
        prix=_prix(dossier),
    )


def lire_contexte(dossier: Path, langue: str | None = None) -> Contexte:
    """Return the provenance of a report as it was written, its copies of inputs included; ``langue``: another one."""
    lu = _manifeste(dossier)
    try:
        return Contexte(
            entrees=_textes(lu["entrees"]),
            versions=_textes(lu["versions"]),
            audit_conforme=bool(lu["audit"]["conforme"]),
            audit_infractions=int(lu["audit"]["infractions"]),
            date=str(lu["date"]),
            copies={nom: (dossier / DOSSIER_COPIES / nom).read_bytes() for nom in _copies(lu["sorties"])},
            options=dict(lu["options"]),
            solveurs=tuple(str(nom) for nom in lu["solveurs"]),
            langue=langue or str(lu["langue"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OSError) as erreur:
        raise _illisible(MANIFESTE) from erreur


def style_ecrit(contexte: Contexte) -> Style:
    """Return the style of CSV that a report was written in."""
    return next((style for style in STYLES if style == contexte.options.get("csv")), "standard")


def classeurs_ecrits(contexte: Contexte) -> Classeurs:
    """Return which workbooks a report was written with."""
    return next((choix for choix in CHOIX if choix == contexte.options.get("classeurs")), "tous")


def _manifeste(dossier: Path) -> dict[str, Any]:
    """Return the manifest."""
    try:
        lu = json.loads((dossier / MANIFESTE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as erreur:
        raise _illisible(MANIFESTE) from erreur
    if not isinstance(lu, dict):
        raise _illisible(MANIFESTE)
    return lu


def _textes(lu: Mapping[object, object]) -> dict[str, str]:
    """Return a mapping of texts."""
    return {str(nom): str(valeur) for nom, valeur in lu.items()}


def _copies(sorties: Mapping[str, object]) -> list[str]:
    """Return the names of the copies of inputs, sorted."""
    return sorted(nom.removeprefix(f"{DOSSIER_COPIES}/") for nom in sorties if nom.startswith(f"{DOSSIER_COPIES}/"))


def _etape(lu: Mapping[str, Any]) -> Etape:
    """Return one stage; a bound that is absent is infinite."""
    sens, borne = int(lu["sens"]), lu["borne"]
    infinie = math.copysign(math.inf, sens)
    return Etape(
        nom=str(lu["nom"]),
        unite=str(lu["unite"]),
        sens=sens,
        valeur=float(lu["valeur"]),
        borne=infinie if borne is None else float(borne),
        limite=Limite(lu["limite"]),
    )


def _prix(dossier: Path) -> tuple[Prix, ...]:
    """Return the marginal values."""
    try:
        texte = (dossier / PRIX).read_bytes().decode().removeprefix(BOM)
        style: Style = "fr" if ";" in texte.partition("\n")[0] else "standard"
        lignes = list(csv.DictReader(io.StringIO(texte, newline=""), delimiter=separateur(style), strict=True))
        return tuple(
            Prix(
                ligne=deproteger(ligne["ligne"], style),
                tag=deproteger(ligne["tag"], style),
                unite=deproteger(ligne["unite"], style),
                valeur=float(ligne["valeur"].replace(",", ".")),
            )
            for ligne in lignes
        )
    except (OSError, ValueError, KeyError, AttributeError, TypeError, csv.Error) as erreur:
        raise _illisible(PRIX) from erreur


def _illisible(fichier: str) -> EntreeInvalide:
    """Return the error of a file that cannot be read."""
    remede = _("Relancez `resoudre`, ou remettez le fichier tel qu'il a été écrit")
    return EntreeInvalide([Probleme(_("le fichier est absent ou illisible"), fichier, remede=remede)])
