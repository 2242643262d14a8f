"""Reading a whole report back, so that its files can be drawn again without solving.

Answers for: ``relire`` (folder -> Solution and Contexte): programme, proof, marginal values, provenance, copies of the
inputs, each checked against the hashes of the manifest first; ``langue_ecrite``, known before the Instance is built,
since its labels speak it.
Leaves to others: the Instance, built again from the copies (build); judging the programme (audit).
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.instance import OBJECTIFS, Instance
from renovation_opt.locale import _
from renovation_opt.programme import Etape, Limite, Prix, Programme, Solution, Statut
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.fichiers_csv import BOM, STYLES, Style, deproteger, separateur
from renovation_opt.rapports.fond import FICHIER as FOND
from renovation_opt.rapports.fond import lire_fond
from renovation_opt.rapports.relecture import FICHIER, fichiers_modifies, lire_programme
from renovation_opt.rapports.remplacement import MANIFESTE

ENTREES = "entrees/"
PRIX = "prix.csv"


@dataclass(frozen=True, slots=True)
class Relu:
    """What a report says of itself.  ``csv``: the style of its CSV files."""

    solution: Solution
    contexte: Contexte
    csv: Style


def relire(dossier: Path, inst: Instance) -> Relu:
    """Return what is written in ``dossier``, for the Instance built from its own inputs.

    Raises EntreeInvalide when a file that must be read has changed since it was written, or cannot be read.
    """
    _refuser_modifies(dossier)
    manifeste = json.loads((dossier / MANIFESTE).read_text(encoding="utf-8"))
    try:
        style = _style(dossier)
        programme = lire_programme(dossier, [fonds.code for fonds in inst.fonds])
        return Relu(
            _solution(manifeste, programme, tuple(_prix(dossier, style))), _contexte(dossier, manifeste, inst), style
        )
    except (KeyError, TypeError, ValueError, AttributeError) as erreur:
        raise _illisible() from erreur


def langue_ecrite(dossier: Path) -> str:
    """Return the language of a report; EntreeInvalide when its manifest does not say it."""
    try:
        return str(json.loads((dossier / MANIFESTE).read_text(encoding="utf-8"))["langue"])
    except (OSError, KeyError, TypeError, ValueError) as erreur:
        raise _illisible() from erreur


def _refuser_modifies(dossier: Path) -> None:
    """Raise EntreeInvalide with every file that would be read and is no longer what was written."""
    lus = [c for c in fichiers_modifies(dossier) if c in {FICHIER, PRIX} or c.startswith(ENTREES)]
    if lus:
        faute = _("le fichier a changé ou manque depuis l'écriture du rapport")
        remede = _("Remettez-le tel qu'il a été écrit, ou relancez `resoudre`")
        raise EntreeInvalide([Probleme(faute, str(dossier / chemin), remede=remede) for chemin in lus])


def _illisible() -> EntreeInvalide:
    """Return the error of a manifest that does not say what it must."""
    return EntreeInvalide(
        [
            Probleme(
                _("le manifeste du rapport est absent ou illisible"),
                MANIFESTE,
                remede=_("Relancez `resoudre`, ou remettez le fichier tel qu'il a été écrit"),
            )
        ]
    )


def _style(dossier: Path) -> Style:
    """Return the style of the CSV files, told by their separator."""
    entete = (dossier / PRIX).read_text(encoding="utf-8").partition("\n")[0]
    return next((style for style in STYLES if separateur(style) in entete), STYLES[0])


def _solution(manifeste: Mapping[str, Any], programme: Programme, prix: tuple[Prix, ...]) -> Solution:
    """Return the solution; what is missed of the targets is a figure, counted again from the programme."""
    objectifs, echelles = ([int(manifeste[cle][nom]) for nom in OBJECTIFS] for cle in ("objectifs", "echelles"))
    return Solution(
        programme=programme,
        statut=Statut(manifeste["statut"]),
        etapes=tuple(_etape(etape) for etape in manifeste["etapes"]),
        objectifs=(objectifs[0], objectifs[1], objectifs[2]),
        echelles=(echelles[0], echelles[1], echelles[2]),
        manques=(),
        prix=prix,
    )


def _etape(ecrite: Mapping[str, Any]) -> Etape:
    """Return one stage; a bound that is not written was not finite."""
    borne = math.inf * int(ecrite["sens"]) if ecrite["borne"] is None else float(ecrite["borne"])
    textes = (str(ecrite["nom"]), str(ecrite["unite"]))
    return Etape(*textes, int(ecrite["sens"]), float(ecrite["valeur"]), borne, Limite(ecrite["limite"]))


def _prix(dossier: Path, style: Style) -> Iterator[Prix]:
    """Yield the marginal values."""
    texte = (dossier / PRIX).read_text(encoding="utf-8").removeprefix(BOM)
    for rang in csv.DictReader(io.StringIO(texte, newline=""), delimiter=separateur(style), strict=True):
        ligne, tag, unite = (deproteger(rang[nom], style) for nom in ("ligne", "tag", "unite"))
        yield Prix(ligne, tag, unite, float(rang["valeur"].replace(",", ".")))


def _contexte(dossier: Path, manifeste: Mapping[str, Any], inst: Instance) -> Contexte:
    """Return the provenance, with the copies of the inputs and the background of the map, if there is one."""
    noms = sorted(c for c in manifeste["sorties"] if c.startswith(ENTREES))
    copies = {nom.removeprefix(ENTREES): (dossier / nom).read_bytes() for nom in noms}
    return Contexte(
        entrees=dict(manifeste["entrees"]),
        versions=dict(manifeste["versions"]),
        audit_conforme=bool(manifeste["audit"]["conforme"]),
        audit_infractions=int(manifeste["audit"]["infractions"]),
        date=str(manifeste["date"]),
        copies=copies,
        options=dict(manifeste["options"]),
        solveurs=tuple(manifeste["solveurs"]),
        langue=str(manifeste["langue"]),
        fond=lire_fond(copies[FOND], FOND, inst.cites) if FOND in copies else None,
    )
