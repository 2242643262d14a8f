"""Time and memory of reading, checking and building large parcs: ``python -m benchmarks.construction [LIGNES …]``.

Every size and format runs in a process of its own, on the rules of the reference scenario (its funds, for all basins)
and a parc of ``generateur_fichiers``.  Writes ``benchmarks/resultats/construction.md``.
Leaves to others: solving what was built.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.generateur_fichiers import ecrire_parc
from benchmarks.machine import charge_moyenne, decrire
from renovation_opt.build import construire
from renovation_opt.parc.lecture import lire_parc
from renovation_opt.schemas.chargement import charger

SCENARIO = Path("scenarios/engagement-2017.yaml")
RESULTATS = Path(__file__).parent / "resultats"
LIGNES = (20_000, 100_000, 1_000_000)
FORMATS = ("csv", "parquet")
GRAINE = 1
Mesures = dict[str, float]


def mesurer(parc: Path) -> Mesures:
    """Return what this process needs to read, check and build a parc: seconds, MB at the end of each step, sizes."""
    debut = time.perf_counter()
    lu = lire_parc(parc)
    lecture, memoire = time.perf_counter() - debut, _pic_mo()
    debut = time.perf_counter()
    inst = construire(charger(SCENARIO), lu)
    construction = time.perf_counter() - debut
    return {
        "lignes": len(lu.table),
        "operations": len(inst.operations.codes),
        "lots": len(inst.lots.codes),
        "options": len(inst.options.choix),
        "lecture_s": round(lecture, 2),
        "construction_s": round(construction, 2),
        "lecture_mo": memoire,
        "pic_mo": _pic_mo(),
        "charge": charge_moyenne(),
    }


def _pic_mo() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def tableau(mesures: list[tuple[str, Mesures]]) -> str:
    """Return the measures as a Markdown table."""
    rangs = [
        "| format | lignes | opérations | options | lecture et contrôles (s) | construction (s) | pic (Mo) | charge |",
        "|---|---|---|---|---|---|---|---|",
    ]
    rangs += [
        f"| {nom} | {m['lignes']:.0f} | {m['operations']:.0f} | {m['options']:.0f} | {m['lecture_s']} "
        f"| {m['construction_s']} | {m['pic_mo']:.0f} | {m['charge']} |"
        for nom, m in mesures
    ]
    return "\n".join(rangs) + "\n"


def main() -> None:
    """Measure the sizes asked."""
    lecteur = argparse.ArgumentParser(prog="python -m benchmarks.construction", description=main.__doc__)
    lecteur.add_argument("lignes", nargs="*", type=int, default=list(LIGNES), help="rows of the parcs")
    lecteur.add_argument("--parc", type=Path, help="measure this parc in this process, print JSON and stop")
    choix = lecteur.parse_args()
    if choix.parc:
        print(json.dumps(mesurer(choix.parc)))
        return
    table = lire_parc(charger(SCENARIO).parc).table
    mesures = []
    with tempfile.TemporaryDirectory() as dossier:
        for lignes in choix.lignes:
            for nom in FORMATS:
                parc = Path(dossier) / f"parc.{nom}"
                ecrire_parc(table, max(1, round(lignes / len(table))), GRAINE, parc)
                commande = [sys.executable, "-m", "benchmarks.construction", "--parc", str(parc)]
                sortie = subprocess.run(commande, capture_output=True, text=True, check=True).stdout
                mesures.append((nom, json.loads(sortie.strip().splitlines()[-1])))
                print(mesures[-1], flush=True)
                parc.unlink()
    RESULTATS.mkdir(exist_ok=True)
    texte = f"# Lecture et construction\n\n{decrire()}\n\n{tableau(mesures)}"
    (RESULTATS / "construction.md").write_text(texte, encoding="utf-8")
    print(tableau(mesures))


if __name__ == "__main__":
    main()
