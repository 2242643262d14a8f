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
from dataclasses import replace
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
TITRES = {
    "lignes": "lignes",
    "opérations": "operations",
    "options": "options",
    "lecture et contrôles (s)": "lecture_s",
    "pic (Mo)": "lecture_mo",
    "lecture, contrôles et construction (s)": "total_s",
    "processeur (s)": "processeur_s",
    "pic, tout compris (Mo)": "pic_mo",
    "charge": "charge",
}


def mesurer(parc: Path, *, lecture_seule: bool) -> Mesures:
    """Return what this process needs to read and check a parc, and to build it: seconds, peak memory, sizes."""
    charge = charger(SCENARIO)
    debut = time.perf_counter()
    if lecture_seule:
        lire_parc(parc)
        return {"lecture_s": round(time.perf_counter() - debut, 1), "lecture_mo": _pic_mo()}
    inst = construire(replace(charge, parc=parc))
    return {
        "operations": len(inst.operations.codes),
        "lots": len(inst.lots.codes),
        "options": len(inst.options.choix),
        "total_s": round(time.perf_counter() - debut, 1),
        "processeur_s": round(time.process_time(), 1),
        "pic_mo": _pic_mo(),
        "charge": charge_moyenne(),
    }


def _pic_mo() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def tableau(mesures: list[tuple[str, Mesures]]) -> str:
    """Return the measures as a Markdown table."""
    titres = ("format", *TITRES)
    rangs = ["| " + " | ".join(titres) + " |", "|---" * len(titres) + "|"]
    rangs += [f"| {nom} | " + " | ".join(str(m[cle]) for cle in TITRES.values()) + " |" for nom, m in mesures]
    return "\n".join(rangs) + "\n"


def _mesurer(parc: Path, *options: str) -> Mesures:
    """Return the measures of a process of its own."""
    commande = [sys.executable, "-m", "benchmarks.construction", "--parc", str(parc), *options]
    sortie = subprocess.run(commande, capture_output=True, text=True, check=True).stdout
    mesures: Mesures = json.loads(sortie.strip().splitlines()[-1])
    return mesures


def main() -> None:
    """Measure the sizes asked."""
    lecteur = argparse.ArgumentParser(prog="python -m benchmarks.construction", description=main.__doc__)
    lecteur.add_argument("lignes", nargs="*", type=int, default=list(LIGNES), help="rows of the parcs")
    lecteur.add_argument("--parc", type=Path, help="measure this parc in this process, print JSON and stop")
    lecteur.add_argument("--lecture", action="store_true", help="with --parc: read and check it only")
    choix = lecteur.parse_args()
    if choix.parc:
        print(json.dumps(mesurer(choix.parc, lecture_seule=choix.lecture)))
        return
    table = lire_parc(charger(SCENARIO).parc).table
    mesures = []
    with tempfile.TemporaryDirectory() as dossier:
        for lignes in choix.lignes:
            for nom in FORMATS:
                parc = Path(dossier) / f"parc.{nom}"
                k = max(1, round(lignes / len(table)))
                ecrire_parc(table, k, GRAINE, parc)
                mesures.append((nom, {"lignes": k * len(table), **_mesurer(parc, "--lecture"), **_mesurer(parc)}))
                print(mesures[-1], flush=True)
                parc.unlink()
    RESULTATS.mkdir(exist_ok=True)
    texte = f"# Lecture et construction\n\n{decrire()}\n\n{tableau(mesures)}"
    (RESULTATS / "construction.md").write_text(texte, encoding="utf-8")
    print(tableau(mesures))


if __name__ == "__main__":
    main()
