"""A scenario sent by value: its files as they are in the workspace, and the identity of what they say.

Answers for: ``Paquet``, ``empaqueter``, ``deballer`` and ``sans_racine`` (where it is computed); ``identite`` (the name
of what is computed) and the digests that make it, ``empreinte`` and ``condenser``.
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
from renovation_opt.schemas.fusion import REPERES
from renovation_opt.schemas.scenario import Scenario

REPERE = REPERES[1]
"""What marks the root of the temporary workspace, so that messages name files as in the real one."""
SANS_EFFET = {"nom": "", "titre": "", "parc": "", "hypotheses": "", "langue": "fr"}
"""What a scenario says and no programme depends on (the contents of the files are counted apart)."""


@dataclass(frozen=True, slots=True)
class Paquet:
    """Path in the workspace and compressed bytes of each file, ``scenario`` being the path of the one asked.

    ``empreinte``: of the parc and the hypotheses, as they are understood.
    """

    scenario: str
    fichiers: tuple[tuple[str, bytes], ...]
    empreinte: str


def empaqueter(charge: ScenarioCharge) -> Paquet:
    """Return the files of a scenario, ready to be sent: its bases, its hypotheses, its parc."""
    espace = charge.espace
    chemins = dict.fromkeys((*charge.fichiers, charge.hypotheses_chemin, charge.parc))
    fichiers = tuple((espace.interne(chemin), zlib.compress(chemin.read_bytes())) for chemin in chemins)
    return Paquet(espace.interne(charge.chemin.resolve()), fichiers, empreinte(charge))


def empreinte(charge: ScenarioCharge) -> str:
    """Return the digest of the parc and the hypotheses of a scenario."""
    return condenser(repr(charge.hypotheses), sha256(charge.parc.read_bytes()).hexdigest())


@lru_cache(maxsize=4)
def _espace(paquet: Paquet) -> tempfile.TemporaryDirectory[str]:
    """Return a workspace that lives as long as this process and holds the files."""
    espace = tempfile.TemporaryDirectory(prefix="renovation-opt-")
    (Path(espace.name) / REPERE).touch()
    for nom, octets in paquet.fichiers:
        fichier = Path(espace.name) / nom
        fichier.parent.mkdir(parents=True, exist_ok=True)
        fichier.write_bytes(zlib.decompress(octets))
    return espace


def deballer(paquet: Paquet) -> Path:
    """Return the path of the scenario in a temporary workspace of this process, written once."""
    return Path(_espace(paquet).name) / paquet.scenario


def sans_racine(paquet: Paquet, texte: str) -> str:
    """Return a message with its files named from the root of the workspace, wherever that workspace is."""
    return texte.replace(f"{_espace(paquet).name}/", "")


def identite(donnees: str, scenario: Scenario, *reste: str) -> str:
    """Return the identity of a solve: what the scenario means (units resolved), parc, hypotheses, version, ``reste``.

    ``donnees``: ``empreinte`` of the parc and the hypotheses.  Comments, spacing and titles change nothing.
    """
    return condenser(__version__, donnees, repr(scenario.model_copy(update=SANS_EFFET)), *reste)[:32]


def condenser(*textes: str) -> str:
    """Return the SHA-256 of texts that cannot run into each other."""
    somme = sha256()
    for texte in textes:
        octets = texte.encode()
        somme.update(f"{len(octets)}:".encode() + octets)
    return somme.hexdigest()
