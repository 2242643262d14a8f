"""Results of a comparison, kept as data: one course per solver, merged run after run.

Answers for: reading and writing ``resultats/<nom>.json``; bringing the values of our engine to the weights of the model
that the direct solvers were given, when a stage before the last one has changed since.
Leaves to others: running (course), figures (mesures), drawing (tableau, trace).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.course import Course

NOUS = "renovation_opt"
TOLERANCE = 1e-6


@dataclass(slots=True)
class Comparaison:
    """Courses on one model; ``modele``: its size, weights and shortfalls allowed (see modele.exporter)."""

    nom: str
    modele: dict[str, Any] = field(default_factory=dict)
    machines: dict[str, dict[str, str]] = field(default_factory=dict)
    """Machine of each solver's course."""
    courses: dict[str, Course] = field(default_factory=dict)

    def ajouter(self, course: Course, machine: dict[str, str]) -> None:
        """Add or replace the course of a solver."""
        self.courses[course.solveur] = course
        self.machines[course.solveur] = machine

    def ecrire(self, dossier: Path) -> Path:
        """Write the data."""
        dossier.mkdir(parents=True, exist_ok=True)
        chemin = dossier / f"{self.nom}.json"
        donnees = {
            "nom": self.nom,
            "modele": self.modele,
            "machines": self.machines,
            "courses": {nom: course.donnees() for nom, course in sorted(self.courses.items())},
        }
        chemin.write_text(json.dumps(donnees, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return chemin


def lire_comparaison(dossier: Path, nom: str) -> Comparaison:
    """Return what was written before, empty when nothing was."""
    chemin = dossier / f"{nom}.json"
    if not chemin.is_file():
        return Comparaison(nom)
    lu = json.loads(chemin.read_text(encoding="utf-8"))
    courses = {nom: Course(**(c | {"points": [tuple(p) for p in c["points"]]})) for nom, c in lu["courses"].items()}
    return Comparaison(lu["nom"], lu["modele"], lu["machines"], courses)


def ramener(course: Course, bilan: Mapping[str, Any], modele: Mapping[str, Any]) -> None:
    """Bring the values of our course to the weights of the direct model, and say what differs.

    A programme is worth sum(weight x objective): the last one exactly, those before in proportion.  A bound stays one
    when multiplied by the largest ratio of the weights, since no objective is negative.
    """
    anciens, nouveaux = bilan.get("poids"), modele.get("poids")
    if not anciens or not nouveaux or not any(anciens):
        return
    rapports = [n / a for a, n in zip(anciens, nouveaux, strict=True) if a]
    ici = sum(a * o for a, o in zip(anciens, bilan["objectifs"], strict=True))
    la_bas = sum(n * o for n, o in zip(nouveaux, bilan["objectifs"], strict=True))
    if max(abs(r - 1) for r in rapports) > TOLERANCE and ici > 0:
        course.points = [
            (t, None if v is None else v * la_bas / ici, None if b is None else b * max(rapports))
            for t, v, b in course.points
        ]
        course.remarques.append(f"poids ramenés à ceux du modèle direct (rapport {max(rapports):.6f})")
    depasses = [c for c, m in bilan.get("manques", {}).items() if m > modele["manques"].get(c, m) + 1]
    if depasses:
        course.remarques.append("manque plus que le modèle direct ne permet : " + ", ".join(depasses))
