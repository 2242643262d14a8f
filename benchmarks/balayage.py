"""A sweep, measured: ``python -m benchmarks.balayage [SCENARIO] [PATH=VALUES] [COLD POINTS]``.

Prints how busy the workers are (time in solves over time of the sweep, workers counted) and what a warm point costs
compared with a cold solve of the same point, to the same gap.  Ratios of one run: the machine may be shared.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from renovation_opt.analyse.balayage import balayer, preparer
from renovation_opt.analyse.calcul_point import Arret, Reglages, memes_echelles
from renovation_opt.analyse.depot import Depot
from renovation_opt.analyse.etude import TOURS, calculer, ouvrir
from renovation_opt.analyse.executeurs import Executeur, Tache, ouvrir_dask
from renovation_opt.analyse.plan_experience import grille
from renovation_opt.analyse.reprises import lire
from renovation_opt.analyse.variations import lire_variation
from renovation_opt.moteur.suivi import Budget
from renovation_opt.schemas.chargement import charger


def chronometrer(fonction: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    """Return an answer with the seconds it took, wall and processor."""
    debut, calcul = time.perf_counter(), time.process_time()
    reponse = fonction(*arguments)
    return reponse | {"secondes": time.perf_counter() - debut, "processeur": time.process_time() - calcul}


class Chrono:
    """Runs tasks on another executor and keeps their durations."""

    def __init__(self, executeur: Executeur) -> None:
        """Start with no task done."""
        self.executeur, self.passages = executeur, []
        self.passages: list[tuple[float, float, list[tuple[float, float]]]]

    @property
    def ouvriers(self) -> int:
        """Workers of the executor."""
        return self.executeur.ouvriers

    def lancer(
        self, fonction: Callable[..., dict[str, Any]], communs: Sequence[Any], taches: Sequence[Tache]
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the answers."""
        debut, durees = time.perf_counter(), []
        for cle, reponse in self.executeur.lancer(chronometrer, (fonction, *communs), taches):
            durees.append((reponse.get("secondes", 0.0), reponse.get("processeur", 0.0)))
            yield cle, reponse
        self.passages.append((time.perf_counter() - debut, float(len(taches)), durees))


def main(scenario: str, varier: str, froids: str) -> None:
    """Print the measures."""
    chemin, variations = Path(scenario), [lire_variation(varier)]
    points, chronos = grille(variations), []

    @contextmanager
    def chronometre() -> Iterator[Executeur]:
        with ouvrir_dask(None) as executeur:
            chronos.append(Chrono(executeur))
            yield chronos[0]

    with tempfile.TemporaryDirectory() as dossier:
        sujet = preparer(charger(chemin), variations, Reglages(), Depot(Path(dossier)))
        fait = balayer(sujet, points, chronometre, lambda _fait, _total: None)
        depart = sujet.depot.lire_depart(sujet.cle_depart)
    (premier, _un, _base), (mur, nombre, durees) = chronos[0].passages
    ouvriers = 2 if not durees else max(1, round(sum(s for s, _p in durees) / mur + 0.5))
    chaud = sum(p for _s, p in durees) / nombre
    print(f"{len(fait.releves)} points, {len(fait.echecs)} échecs ; départ {premier:.1f} s, points {mur:.1f} s")
    print(f"ouvriers occupés : {sum(s for s, _p in durees) / (ouvriers * mur):.1%} de {ouvriers}")
    ecarts = [r.resultat.ecart for r in fait.releves if r.resultat and r.resultat.ecart is not None]
    print(f"écart : {min(ecarts):.2%} à {max(ecarts):.2%}")
    assert depart is not None  # noqa: S101 - the points were computed
    _froids(chemin, sujet, fait, int(froids), chaud)


def _froids(chemin: Path, sujet: Any, fait: Any, nombre: int, chaud: float) -> None:
    """Solve a few points cold, to the gap that the sweep reached for them, and print the ratio of processor times."""
    releves = fait.releves[:: max(1, len(fait.releves) // nombre)][:nombre]
    durees = []
    for releve in releves:
        debut = time.process_time()
        inst = ouvrir(chemin, releve.point.remplacements(sujet.variations)).inst
        budget = Budget(float(inst.resolution.temps_s), TOURS)
        arret = Arret(budget, releve.resultat.etape, releve.resultat.ecart or 0.0)
        froid = calculer(inst, suivi=arret, budget=budget)
        durees.append(time.process_time() - debut)
        print(f"  à froid : {durees[-1]:.1f} s de processeur, écart {froid.solution.etapes[-1].ecart:.2%}")
    moyenne = sum(durees) / len(durees)
    print(f"à chaud {chaud:.1f} s de processeur par point, à froid {moyenne:.1f} s : rapport {chaud / moyenne:.2f}")


if __name__ == "__main__":
    main(*(sys.argv[1:] or ("scenarios/engagement-2017.yaml", "financements.anah.montant=50..100:25 M€", "2")))
