"""Reports as the start of an analysis: read back, or known to be out of date.

Answers for: ``Demande`` (what a solve is asked), ``lire_rapport``, ``relire_solution``, ``rapport_a_jour``.
Leaves to others: reading each file (rapports.relecture, rapports.relecture_rapport).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from renovation_opt import __version__
from renovation_opt.analyse.etude import TOURS
from renovation_opt.audit import Rapport, auditer
from renovation_opt.errors import AuditRefuse, EntreeInvalide, Probleme
from renovation_opt.instance import Instance, limiter
from renovation_opt.locale import _
from renovation_opt.programme import Solution
from renovation_opt.rapports.fichiers_json import empreinte
from renovation_opt.rapports.relecture_rapport import relire
from renovation_opt.rapports.remplacement import MANIFESTE, reparer
from renovation_opt.schemas.chargement import ScenarioCharge, charger

SCENARIO = Path("entrees") / "scenario.yaml"


@dataclass(frozen=True, slots=True)
class Demande:
    """Limits of a solve; ``None`` leaves them to the scenario."""

    ecart: Fraction | None = None
    temps_s: int | None = None
    tours: int = TOURS

    def appliquer(self, inst: Instance) -> Instance:
        """Return the instance with the limits that were asked."""
        return limiter(inst, self.ecart, self.temps_s)


def lire_rapport(dossier: Path) -> ScenarioCharge:
    """Return the scenario kept in a report; EntreeInvalide when the folder is not a report."""
    reparer(dossier.resolve())
    if not (dossier / SCENARIO).is_file() or not (dossier / MANIFESTE).is_file():
        message = _("ce dossier n'est pas un rapport")
        remede = _("Donnez le dossier d'un rapport écrit par « resoudre »")
        raise EntreeInvalide([Probleme(message, str(dossier), remede=remede)])
    return charger(dossier / SCENARIO)


def relire_solution(dossier: Path, inst: Instance) -> tuple[Solution, Rapport]:
    """Return what a report holds, audited again.  EntreeInvalide: changed since; AuditRefuse: it breaks a rule."""
    solution = relire(dossier, inst).solution
    rapport = auditer(inst, solution.programme)
    if not rapport.conforme:
        texte = _("l'audit refuse le programme de {dossier} ({n} infractions) ; « auditer » les montre")
        raise AuditRefuse(texte.format(dossier=dossier, n=len(rapport.infractions)))
    return solution, rapport


def rapport_a_jour(dossier: Path, charge: ScenarioCharge, demande: Demande) -> bool:
    """Tell whether a report answers the scenario as it is now, at least as well as is asked.

    Same inputs, byte for byte; same version of this package; same limits, or a gap that is small enough already.
    """
    manifeste = _manifeste(dossier)
    if manifeste.get("entrees") != empreintes(charge) or _version(manifeste) != __version__:
        return False
    options = manifeste.get("options")
    lues = options if isinstance(options, Mapping) else {}
    ecart = None if demande.ecart is None else str(demande.ecart)
    memes = (lues.get("ecart"), lues.get("temps_s"), lues.get("tours")) == (ecart, demande.temps_s, demande.tours)
    return memes or (demande.ecart is not None and _assez_pres(manifeste, float(demande.ecart)))


def empreintes(charge: ScenarioCharge) -> dict[str, str]:
    """Return name -> SHA-256 of every input of a scenario, as a manifest keeps them."""
    return {charge.espace.interne(chemin): empreinte(octets) for chemin, octets in sorted(lire_entrees(charge).items())}


def lire_entrees(charge: ScenarioCharge) -> dict[Path, bytes]:
    """Return the bytes of every input: scenario and bases, hypotheses and bases, parc."""
    chemins = dict.fromkeys((*charge.fichiers, charge.hypotheses_chemin, charge.parc))
    return {chemin: chemin.read_bytes() for chemin in chemins}


def _manifeste(dossier: Path) -> dict[str, Any]:
    """Return a manifest, empty when it cannot be read."""
    try:
        lu = json.loads((dossier / MANIFESTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return lu if isinstance(lu, dict) else {}


def _version(manifeste: Mapping[str, Any]) -> object:
    """Return the version of this package that wrote a report."""
    versions = manifeste.get("versions")
    return versions.get("renovation_opt") if isinstance(versions, Mapping) else None


def _assez_pres(manifeste: Mapping[str, Any], ecart: float) -> bool:
    """Tell whether every stage of a report is within a gap."""
    etapes = manifeste.get("etapes")
    ecarts = [e.get("ecart") for e in etapes if isinstance(e, Mapping)] if isinstance(etapes, list) else []
    return bool(ecarts) and all(isinstance(e, int | float) and e <= ecart for e in ecarts)
