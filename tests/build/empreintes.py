"""Digests of the arrays of the shipped scenarios: ``python -m tests.build.empreintes`` writes them again.

Answers for: ``empreinte``, one short text per table of an Instance, that changes with any value, type or order.
Leaves to others: what the values should be (the other tests of this folder).
A change of build that only makes it faster leaves ``empreintes.json`` untouched; another one is read line by line.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from pathlib import Path

import numpy as np

from renovation_opt.build import construire
from renovation_opt.instance import Instance, PoidsDeGroupe
from renovation_opt.schemas.chargement import charger

RACINE = Path(__file__).parents[2]
FICHIER = Path(__file__).with_name("empreintes.json")
TABLES = ("lots", "operations", "chantiers", "choix", "options")
AUTRES = ("espaces_eur", "capacite", "simultanes", "fonds_propres", "reste_a_charge_eur", "filiere", "montage_fonds")


def empreinte(inst: Instance) -> dict[str, str]:
    """Return the digest of each table of an Instance: values, types and order of arrays, codes, numbers of targets."""
    resultat = {table: _abrege(getattr(inst, table)) for table in TABLES}
    resultat["limites"] = _abrege(tuple(getattr(inst, nom) for nom in AUTRES))
    resultat["cibles"] = _abrege(tuple((c.code, c.sens, c.seuil, c.echelle, c.poids, c.cites) for c in inst.cibles))
    resultat["cites"] = _abrege(tuple((c.code, c.epci, c.etiquettes, c.logements_estimes) for c in inst.cites))
    return resultat


def scenarios() -> list[Path]:
    """Return the shipped scenarios."""
    return sorted((RACINE / "scenarios").glob("*.yaml"))


def _abrege(valeur: object) -> str:
    condense = hashlib.sha256()
    for morceau in _octets(valeur):
        condense.update(morceau)
    return condense.hexdigest()[:16]


def _octets(valeur: object) -> list[bytes]:
    """Return the bytes that stand for a value: type and shape of an array, then its content."""
    if isinstance(valeur, PoidsDeGroupe):
        return _octets(np.asarray(valeur))
    if isinstance(valeur, np.ndarray):
        return [f"{valeur.dtype} {valeur.shape}".encode(), np.ascontiguousarray(valeur).tobytes()]
    if is_dataclass(valeur) and not isinstance(valeur, type):
        return [o for champ in fields(valeur) for o in _octets(getattr(valeur, champ.name))]
    if isinstance(valeur, tuple):
        return [f"({len(valeur)}".encode(), *(o for v in valeur for o in _octets(v))]
    return [repr(valeur).encode()]


def main() -> None:
    """Write the digests of all the shipped scenarios."""
    toutes = {chemin.stem: empreinte(construire(charger(chemin))) for chemin in scenarios()}
    FICHIER.write_text(json.dumps(toutes, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
