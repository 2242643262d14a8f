"""Ours and the direct solvers on the same compact model: ``python -m benchmarks [SCENARIO] [options]``.

Answers for: the one command that runs every solver in turn, each in its own process with the same limit, and writes
``benchmarks/resultats/<nom>.json``, ``.md`` (table) and ``.svg`` (gap over time).  A course already there is kept
unless it is run again, so that a long comparison can be made in several goes.
Leaves to others: one course (course), what is written (comparaison, tableau, trace).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.comparaison import NOUS, Comparaison, lire_comparaison, ramener
from benchmarks.course import Course, courir
from benchmarks.direct import SOLVEURS
from benchmarks.machine import machine
from benchmarks.nous import BILAN
from benchmarks.tableau import rediger
from benchmarks.trace import tracer

RESULTATS = Path(__file__).parent / "resultats"
SCENARIO = Path("scenarios/engagement-2017.yaml")
AIDE_SEULEMENT = f"run these (nous, {', '.join(SOLVEURS)}) and keep the others; none: draw again what was measured"


def lire_arguments(arguments: list[str]) -> argparse.Namespace:
    """Return the options of the command line."""
    lecteur = argparse.ArgumentParser(prog="python -m benchmarks", description="Compare solvers on one scenario.")
    lecteur.add_argument("scenario", nargs="?", type=Path, default=SCENARIO)
    lecteur.add_argument("--secondes", type=float, default=300.0, help="limit of each solver")
    lecteur.add_argument("--seulement", nargs="*", metavar="SOLVEUR", help=AIDE_SEULEMENT)
    lecteur.add_argument("--bassins", type=int, default=0, help="k perturbed basins (our engine only)")
    lecteur.add_argument("--graine", type=int, default=1)
    lecteur.add_argument("--mps", type=Path, help="model kept from one run to the next, with its .json beside")
    lecteur.add_argument("--dossier", type=Path, default=RESULTATS)
    choix = lecteur.parse_args(arguments)
    inconnus = sorted(set(choix.seulement or []) - {"nous", *SOLVEURS})
    if inconnus:
        lecteur.error(f"unknown: {', '.join(inconnus)}; known: nous, {', '.join(SOLVEURS)}")
    return choix


def nous(choix: argparse.Namespace, comparaison: Comparaison) -> Course:
    """Run our engine."""
    commande = [sys.executable, "-m", "benchmarks.nous", str(choix.scenario), str(choix.secondes)]
    if choix.bassins:
        commande += ["--bassins", str(choix.bassins), "--graine", str(choix.graine)]
    bilan: dict[str, object] = {}

    def retenir(ligne: str) -> None:
        """Keep the last line of our log."""
        if ligne.startswith(BILAN):
            bilan.update(json.loads(ligne.removeprefix(BILAN)))

    course = courir(NOUS, commande, choix.secondes, retenir, lecture_comptee=True)
    ramener(course, bilan, comparaison.modele)
    return course


def modele(choix: argparse.Namespace, dossier: Path) -> tuple[Path, dict[str, object]]:
    """Return the model as MPS and what is known of it, written now unless ``--mps`` has it already."""
    fichier = choix.mps or dossier / "modele.mps"
    fiche = fichier.with_suffix(".json")
    if not (fichier.is_file() and fiche.is_file()):
        commande = [sys.executable, "-m", "benchmarks.modele", str(choix.scenario), str(fichier)]
        sortie = subprocess.run(commande, capture_output=True, text=True, check=True).stdout
        fiche.write_text(sortie.strip().splitlines()[-1], encoding="utf-8")
    return fichier, json.loads(fiche.read_text(encoding="utf-8"))


def comparer(choix: argparse.Namespace) -> Comparaison:
    """Run the solvers asked, one at a time, and write after each."""
    nom = choix.scenario.stem + (f"-x{choix.bassins}" if choix.bassins else "")
    comparaison = lire_comparaison(choix.dossier, nom)
    demandes = choix.seulement
    if demandes is None:
        demandes = ["nous"] if choix.bassins else ["nous", *SOLVEURS]
    with tempfile.TemporaryDirectory() as dossier:
        directs = [solveur for solveur in demandes if solveur != "nous"]
        if directs:
            fichier, comparaison.modele = modele(choix, Path(dossier))
            for solveur in directs:
                commande = [sys.executable, "-m", "benchmarks.direct", solveur, str(fichier), str(choix.secondes)]
                ecrire(comparaison, courir(solveur, commande, choix.secondes), choix.dossier)
    if "nous" in demandes:
        ecrire(comparaison, nous(choix, comparaison), choix.dossier)
    publier(comparaison, choix.dossier)
    return comparaison


def ecrire(comparaison: Comparaison, course: Course, dossier: Path) -> None:
    """Add a course and write what is known so far."""
    comparaison.ajouter(course, machine())
    publier(comparaison, dossier)
    print(course.solveur, course.fin, course.points[-1:], f"{course.secondes:g} s", flush=True)


def publier(comparaison: Comparaison, dossier: Path) -> None:
    """Write data, table and plot."""
    comparaison.ecrire(dossier)
    (dossier / f"{comparaison.nom}.md").write_text(rediger(comparaison), encoding="utf-8")
    tracer(comparaison, dossier / f"{comparaison.nom}.svg")


def main() -> None:
    """Compare on one scenario."""
    print(rediger(comparer(lire_arguments(sys.argv[1:]))))


if __name__ == "__main__":
    main()
