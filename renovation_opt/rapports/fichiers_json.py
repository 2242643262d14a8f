"""JSON files: ``indicateurs.json`` (every figure with its unit) and ``manifeste.json`` (provenance and proof).

Answers for: their shape; keys sorted, UTF-8, two spaces, no NaN.  ``indicateurs.json`` is a tree; a leaf holds
``valeur`` (null when the figure does not exist), ``unite`` (a stable code) and ``libelle`` (in the language of the
report).
Leaves to others: the figures (tables); the clock: ``date`` comes from the Contexte.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from renovation_opt.instance import OBJECTIFS
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.tables import Tables
from renovation_opt.rapports.tables.indicateurs import Indicateur

FORMAT = 1
"""Version of the shape of both files."""


def indicateurs(tables: Tables) -> bytes:
    """Return the bytes of ``indicateurs.json``."""
    inst = tables.inst
    return octets({"format": FORMAT, "nom": inst.nom, "titre": inst.titre, "indicateurs": arbre(tables.indicateurs)})


def arbre(figures: Iterable[Indicateur]) -> dict[str, object]:
    """Return the tree of figures by key."""
    racine: dict[str, object] = {}
    for figure in figures:
        noeud = racine
        for cle in figure.cle[:-1]:
            suivant = noeud.setdefault(cle, {})
            assert isinstance(suivant, dict)  # noqa: S101 - a key is a family or a figure, never both
            noeud = suivant
        noeud[figure.cle[-1]] = {"valeur": figure.valeur, "unite": figure.unite, "libelle": figure.libelle}
    return racine


def manifeste(tables: Tables, contexte: Contexte, sorties: Mapping[str, bytes]) -> bytes:
    """Return the bytes of ``manifeste.json``; ``sorties``: every other file of the report."""
    solution = tables.solution
    return octets(
        {
            "format": FORMAT,
            "nom": tables.inst.nom,
            "titre": tables.inst.titre,
            "date": contexte.date,
            "langue": contexte.langue,
            "entrees": dict(contexte.entrees),
            "versions": dict(contexte.versions),
            "solveurs": list(contexte.solveurs),
            "options": dict(contexte.options),
            "statut": tables.preuve.statut.value,
            "etapes": [_etape(tables, rang) for rang in range(len(tables.preuve.etapes))],
            "objectifs": dict(zip(OBJECTIFS, solution.objectifs, strict=True)),
            "echelles": dict(zip(OBJECTIFS, solution.echelles, strict=True)),
            "unites_objectifs": {"energie": "kWh", "patrimoine": "points/1000", "mixite": "menages/1000000"},
            "audit": {"conforme": contexte.audit_conforme, "infractions": contexte.audit_infractions},
            "sorties": {chemin: empreinte(contenu) for chemin, contenu in sorties.items()},
        }
    )


def empreinte(contenu: bytes) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(contenu).hexdigest()


def _etape(tables: Tables, rang: int) -> dict[str, object]:
    """Return one stage of the proof."""
    etape = tables.preuve.etapes[rang]
    return {
        "nom": etape.nom,
        "unite": etape.unite,
        "sens": etape.sens,
        "valeur": etape.valeur,
        "borne": etape.borne,
        "ecart": etape.ecart,
        "limite": etape.limite.value,
    }


def octets(contenu: object) -> bytes:
    """Return sorted, indented JSON."""
    return (json.dumps(contenu, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False) + "\n").encode()
