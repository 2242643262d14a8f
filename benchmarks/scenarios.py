"""Gap of the shipped scenarios, one after the other: ``python -m benchmarks.scenarios [--secondes S] [SCENARIO …]``.

For each: method, last stage, seconds to its first programme, gap after S seconds, shortfall of the soft targets beyond
its bound.  Clocks start before the reading; stages before the last one are in them.  Writes ``resultats/scenarios.md``.
Leaves to others: the direct solvers (comparaison).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.machine import charge_moyenne, decrire
from benchmarks.nous import TOURS, derniere_etape
from renovation_opt.audit import auditer
from renovation_opt.build import construire
from renovation_opt.moteur.methodes import resoudre
from renovation_opt.moteur.resolution import ecart_relatif
from renovation_opt.moteur.suivi import Budget
from renovation_opt.programme import Etape
from renovation_opt.schemas.chargement import charger

SCENARIOS = Path("scenarios")
RESULTATS = Path(__file__).parent / "resultats"
SECONDES = 60.0
TITRES = ("scénario", "méthode", "premier programme (s)", "écart des étapes", "durée (s)", "charge")


def mesurer(scenario: Path, secondes: float) -> tuple[str, ...]:
    """Return the row of one scenario."""
    debut, charge = time.perf_counter(), charge_moyenne()
    inst = construire(charger(scenario))
    derniere, premiers = derniere_etape(inst), []

    def suivre(etape: str, valeur: float, borne: float) -> None:
        """Note when the last stage has programmes."""
        if etape == derniere and ecart_relatif(valeur, borne) < 1.0:
            premiers.append(time.perf_counter() - debut)

    solution = resoudre(inst, Budget(secondes, TOURS), lambda p: auditer(inst, p).conforme, suivre)
    duree = time.perf_counter() - debut
    premier = f"{premiers[0]:.1f}" if premiers else "–"
    ecarts = ", ".join(f"{etape.nom} {_ecart(etape)}" for etape in solution.etapes)
    return (scenario.stem, inst.objectif.methode, premier, ecarts, f"{duree:.0f}", f"{charge}")


def _ecart(etape: Etape) -> str:
    return f"{100 * etape.ecart:.2f} {'points' if etape.sens < 0 else '%'}"


def tableau(mesures: Sequence[Sequence[str]]) -> str:
    """Return the measures as a Markdown table."""
    rangs = [TITRES, ["---"] * len(TITRES), *mesures]
    return "\n".join("| " + " | ".join(rang) + " |" for rang in rangs) + "\n"


def main() -> None:
    """Measure the scenarios asked, all those of the reference by default."""
    lecteur = argparse.ArgumentParser(prog="python -m benchmarks.scenarios", description=main.__doc__)
    lecteur.add_argument("scenarios", nargs="*", type=Path)
    lecteur.add_argument("--secondes", type=float, default=SECONDES)
    choix = lecteur.parse_args()
    mesures = []
    for scenario in choix.scenarios or sorted(SCENARIOS.glob("*.yaml")):
        mesures.append(mesurer(scenario, choix.secondes))
        print(" ; ".join(mesures[-1]), flush=True)
    RESULTATS.mkdir(exist_ok=True)
    texte = f"# Scénarios livrés, {choix.secondes:.0f} s chacun\n\n{decrire()}\n\n{tableau(mesures)}"
    (RESULTATS / "scenarios.md").write_text(texte, encoding="utf-8")


if __name__ == "__main__":
    main()
