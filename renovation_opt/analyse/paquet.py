"""A scenario sent by value: three files that stand alone, and the identity of what they say.

Answers for: ``Paquet``, ``empaqueter``, ``deballer`` (on the machine that computes), ``identite``.
Leaves to others: what is computed from it.
"""

from __future__ import annotations

import tempfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from renovation_opt import __version__
from renovation_opt.schemas.chargement import ScenarioCharge
from renovation_opt.schemas.copies import SCENARIO, copies, lire_entrees
from renovation_opt.schemas.scenario import Scenario

SANS_EFFET = {"nom": "", "titre": "", "parc": "", "hypotheses": "", "langue": "fr"}
"""What a scenario says and no programme depends on (the contents of the files are counted apart)."""


@dataclass(frozen=True, slots=True)
class Paquet:
    """Name and compressed bytes of each file; ``empreinte``: of the parc and the hypotheses, as they are understood."""

    fichiers: tuple[tuple[str, bytes], ...]
    empreinte: str


def empaqueter(charge: ScenarioCharge) -> Paquet:
    """Return the files of a scenario, ready to be sent."""
    lus = lire_entrees(charge)
    fichiers = tuple((nom, zlib.compress(octets)) for nom, octets in copies(charge, lus).items())
    return Paquet(fichiers, _empreinte(repr(charge.hypotheses), sha256(lus[charge.parc]).hexdigest()))


@lru_cache(maxsize=4)
def _dossier(paquet: Paquet) -> tempfile.TemporaryDirectory[str]:
    """Return a folder that lives as long as this process and holds the files."""
    dossier = tempfile.TemporaryDirectory(prefix="renovation-opt-")
    for nom, octets in paquet.fichiers:
        (Path(dossier.name) / nom).write_bytes(zlib.decompress(octets))
    return dossier


def deballer(paquet: Paquet) -> Path:
    """Return the path of the scenario, written once in a temporary folder of this process."""
    return Path(_dossier(paquet).name) / SCENARIO


def identite(paquet: Paquet, scenario: Scenario, *reste: str) -> str:
    """Return the identity of a solve: what the scenario means (units resolved), parc, hypotheses, version, ``reste``.

    Comments, spacing and titles change nothing.
    """
    return _empreinte(__version__, paquet.empreinte, repr(scenario.model_copy(update=SANS_EFFET)), *reste)[:32]


def _empreinte(*textes: str) -> str:
    """Return the SHA-256 of texts that cannot run into each other."""
    somme = sha256()
    for texte in textes:
        octets = texte.encode()
        somme.update(f"{len(octets)}:".encode() + octets)
    return somme.hexdigest()
