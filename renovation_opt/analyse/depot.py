"""Where analyses keep what is finished: one file each, written whole or not at all, named by what it answers.

Answers for: ``Depot``: results found again by a later run, whatever stopped the previous one.
Leaves to others: what a result holds (resultat, carnet), its name (paquet.identite).

    <dossier>/points/<identité>.json        one point of a sweep
    <dossier>/points/<identité>.depart      what the points of a sweep start from (arrays, compressed)
    <dossier>/calculs/<identité>.reponse    one solve of a frontier, and what it leaves to the next (compressed)
"""

from __future__ import annotations

import json
import os
import pickle
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from renovation_opt.analyse import reprises
from renovation_opt.analyse.calcul_point import Depart
from renovation_opt.analyse.resultat import Resultat

T = TypeVar("T")
POINTS = "points"


@dataclass(frozen=True, slots=True)
class Depot:
    """The store of an analysis, in its folder under ``nom``; nothing is created before the first result."""

    dossier: Path
    nom: str = POINTS

    @property
    def points(self) -> Path:
        """The folder of the results."""
        return self.dossier / self.nom

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
        lu = self._lire(f"{cle}.depart", Depart)
        return None if lu is None else lu[1]

    def garder_depart(self, cle: str, depart: bytes) -> None:
        """Store a start."""
        self._ecrire(f"{cle}.depart", depart)

    def lire_objet(self, cle: str, genre: type[T]) -> T | None:
        """Return a stored object, ``None`` when it is absent, damaged, or not of class ``genre``."""
        lu = self._lire(f"{cle}.reponse", genre)
        return None if lu is None else lu[0]

    def garder_objet(self, cle: str, objet: object) -> None:
        """Store an object made of arrays and frozen classes of this package."""
        self._ecrire(f"{cle}.reponse", zlib.compress(reprises.ecrire(objet), 1))

    def _lire(self, nom: str, genre: type[T]) -> tuple[T, bytes] | None:
        """Return the object that a file holds, and its bytes; ``None`` when it holds anything else."""
        try:
            octets = (self.points / nom).read_bytes()
            return reprises.lire(zlib.decompress(octets), genre), octets
        except (OSError, zlib.error, pickle.UnpicklingError):
            return None

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
