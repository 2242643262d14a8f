"""Where a sweep keeps every finished point: one file each, written whole or not at all, named by what it answers.

Answers for: ``Depot``: points and start found again by a later run, whatever stopped the previous one.
Leaves to others: what a point holds (resultat), its name (paquet.identite).

    <dossier>/points/<identité>.json      one result
    <dossier>/points/<identité>.depart    what the points start from (arrays, compressed)
"""

from __future__ import annotations

import json
import os
import pickle
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from renovation_opt.analyse import reprises
from renovation_opt.analyse.calcul_point import Depart
from renovation_opt.analyse.resultat import Resultat

POINTS = "points"


@dataclass(frozen=True, slots=True)
class Depot:
    """The store of a sweep; nothing is created before the first result."""

    dossier: Path

    @property
    def points(self) -> Path:
        """The folder of the points."""
        return self.dossier / POINTS

    def lire(self, cle: str) -> Resultat | None:
        """Return a stored result, ``None`` when it is absent or cannot be read."""
        try:
            donnees = json.loads((self.points / f"{cle}.json").read_bytes())
            return Resultat.de(donnees["resultat"]) if donnees["cle"] == cle else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def garder(self, cle: str, resultat: Resultat, remplacements: dict[str, Any]) -> None:
        """Store a result; ``remplacements`` is written beside it for those who open the file."""
        donnees = {"cle": cle, "remplacements": remplacements, "resultat": resultat.donnees()}
        texte = json.dumps(donnees, ensure_ascii=False, indent=1, sort_keys=True)
        self._ecrire(f"{cle}.json", f"{texte}\n".encode())

    def lire_depart(self, cle: str) -> bytes | None:
        """Return a stored start, ``None`` when it is absent, damaged, or holds anything that is not a start."""
        try:
            octets = (self.points / f"{cle}.depart").read_bytes()
            reprises.lire(zlib.decompress(octets), Depart)
        except (OSError, zlib.error, pickle.UnpicklingError):
            return None
        return octets

    def garder_depart(self, cle: str, depart: bytes) -> None:
        """Store a start."""
        self._ecrire(f"{cle}.depart", depart)

    def _ecrire(self, nom: str, octets: bytes) -> None:
        """Write a file through a neighbour that takes its place once on the disk."""
        self.points.mkdir(parents=True, exist_ok=True)
        poignee, partiel = tempfile.mkstemp(prefix=f".{nom}.", suffix=".partiel", dir=self.points)
        try:
            with os.fdopen(poignee, "wb") as fichier:
                fichier.write(octets)
                fichier.flush()
                os.fsync(fichier.fileno())
            Path(partiel).chmod(0o644)
            Path(partiel).replace(self.points / nom)
        finally:
            Path(partiel).unlink(missing_ok=True)
