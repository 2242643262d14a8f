"""Ours and the direct solvers on the same compact model: ``python -m benchmarks [SCENARIO] [SECONDS] [SOLVER ...]``.

Writes ``benchmarks/resultats/<scenario>.json`` and ``.md``: value, bound and gap of each, same machine, same model.
The gap of every line is measured to the best bound proven by any of them.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.direct import SOLVEURS
from renovation_opt.audit import auditer
from renovation_opt.build import construire
from renovation_opt.formulation import But, ecrire, modele_compact
from renovation_opt.moteur.methodes import derniere_etape, resoudre
from renovation_opt.moteur.suivi import Budget, muet
from renovation_opt.schemas.chargement import charger

RESULTATS = Path(__file__).parent / "resultats"
TOURS = 8


def notre(scenario: Path, secondes: float) -> tuple[dict[str, object], list[list[float]]]:
    """Return our line, and (seconds, value, bound) of every progress of the last stage."""
    debut = time.perf_counter()
    inst = construire(charger(scenario))
    courbe: list[list[float]] = []

    def suivre(_etape: str, valeur: float, borne: float) -> None:
        """Note the progress of any stage."""
        courbe.append([round(time.perf_counter() - debut, 1), valeur, borne])

    solution = resoudre(inst, Budget(secondes, TOURS), lambda p: auditer(inst, p).conforme, suivre)
    fin = solution.etapes[-1]
    ligne = {"solveur": "renovation_opt", "statut": solution.statut.value, "valeur": fin.valeur, "borne": fin.borne}
    return ligne | {"secondes": round(time.perf_counter() - debut, 1)}, courbe


def exporter(scenario: Path, fichier: Path) -> None:
    """Write the last stage of the scenario as MPS."""
    inst = construire(charger(scenario))
    but = derniere_etape(inst, Budget(600.0, TOURS), lambda p: auditer(inst, p).conforme, muet)
    probleme, _variables = modele_compact(inst, but.couplage, But(poids=but.c, gains=but.gains))
    ecrire(probleme, fichier, "mps")


def directs(fichier: Path, secondes: float, noms: list[str]) -> list[dict[str, object]]:
    """Return one line per direct solver, each in its own process."""
    lignes = []
    for nom in noms:
        commande = [sys.executable, "-m", "benchmarks.direct", nom, str(fichier), str(secondes)]
        sortie = subprocess.run(commande, capture_output=True, text=True, check=False)
        texte = sortie.stdout.strip().splitlines()
        echec = {"solveur": nom, "statut": "échec", "valeur": None, "borne": None, "secondes": None}
        lignes.append(json.loads(texte[-1]) if sortie.returncode == 0 and texte else echec)
    return lignes


def tableau(lignes: list[dict[str, object]]) -> str:
    """Return the lines as a Markdown table, gaps to the best bound of all."""
    bornes = [float(str(x["borne"])) for x in lignes if x["borne"] is not None]
    meilleure = min(bornes)
    rangs = ["| solveur | programme | borne | écart à la meilleure borne | secondes |", "|---|---|---|---|---|"]
    for x in lignes:
        valeur = None if x["valeur"] is None else float(str(x["valeur"]))
        ecart = "aucun programme" if valeur is None else f"{100 * (meilleure - valeur) / meilleure:.2f} %"
        rangs.append(f"| {x['solveur']} | {_nombre(valeur)} | {_nombre(x['borne'])} | {ecart} | {x['secondes']} |")
    return "\n".join(rangs) + "\n"


def _nombre(valeur: object) -> str:
    return "–" if valeur is None else f"{float(str(valeur)):.5f}"


def main() -> None:
    """Compare on one scenario."""
    scenario = Path(sys.argv[1] if len(sys.argv) > 1 else "scenarios/engagement-2017.yaml")
    secondes = float(sys.argv[2]) if len(sys.argv) > 2 else 300.0  # noqa: PLR2004 - position on the command line
    noms = sys.argv[3:] or list(SOLVEURS)
    ligne, courbe = notre(scenario, secondes)
    with tempfile.TemporaryDirectory() as dossier:
        fichier = Path(dossier) / "modele.mps"
        exporter(scenario, fichier)
        lignes = [ligne, *directs(fichier, secondes, noms)]
    RESULTATS.mkdir(exist_ok=True)
    machine = {"processeur": platform.machine(), "systeme": platform.system(), "python": platform.python_version()}
    donnees = {"scenario": scenario.stem, "limite_s": secondes, "machine": machine, "lignes": lignes, "courbe": courbe}
    texte = tableau(lignes)
    (RESULTATS / f"{scenario.stem}.json").write_text(json.dumps(donnees, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (RESULTATS / f"{scenario.stem}.md").write_text(texte, "utf-8")
    print(texte)


if __name__ == "__main__":
    main()
