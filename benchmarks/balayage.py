"""A sweep, measured: ``python -m benchmarks.balayage [SCENARIO] [PATH=VALUES] [COLD POINTS]``.

Prints how busy the workers are (time in solves over time of the sweep, workers counted) and what a warm point costs
compared with a cold solve of the same point: whole, and to the gap of the warm one when it gets there.  Times are those
of the processor; ratios of one run, on a machine that may be shared.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from renovation_opt.analyse.balayage import Balayage, balayer, preparer
from renovation_opt.analyse.calcul_point import Reglages
from renovation_opt.analyse.depot import Depot
from renovation_opt.analyse.etude import calculer, ouvrir
from renovation_opt.analyse.executeurs import Executeur, Tache, coeurs, ouvrir_dask
from renovation_opt.analyse.plan_experience import grille
from renovation_opt.analyse.variations import lire_variation
from renovation_opt.moteur.resolution import ecart_relatif
from renovation_opt.schemas.chargement import charger


def chronometrer(fonction: Callable[..., dict[str, Any]], *arguments: object) -> dict[str, Any]:
    """Return an answer with the seconds it took, wall and processor."""
    debut, calcul = time.perf_counter(), time.process_time()
    reponse = fonction(*arguments)
    return reponse | {"secondes": time.perf_counter() - debut, "processeur": time.process_time() - calcul}


class Chrono:
    """Runs tasks on another executor and keeps their durations."""

    def __init__(self, executeur: Executeur) -> None:
        """Start with no task done."""
        self.executeur = executeur
        self.passages: list[tuple[float, int, list[tuple[float, float]]]] = []

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
        self.passages.append((time.perf_counter() - debut, len(taches), durees))


def main(scenario: str, varier: str, froids: str) -> None:
    """Print the measures."""
    variations = [lire_variation(varier)]
    chronos: list[Chrono] = []

    @contextmanager
    def chronometre() -> Iterator[Executeur]:
        with ouvrir_dask(None) as executeur:
            chronos.append(Chrono(executeur))
            yield chronos[0]

    with tempfile.TemporaryDirectory() as dossier:
        sujet = preparer(charger(Path(scenario)), variations, Reglages(), Depot(Path(dossier)))
        fait = balayer(sujet, grille(variations), chronometre, lambda _fait, _total: None)
    (premier, _un, _base), (mur, nombre, durees) = chronos[0].passages
    occupe, chaud = sum(s for s, _p in durees) / mur, sum(p for _s, p in durees) / nombre
    print(f"{nombre} points, {len(fait.echecs)} échecs ; départ {premier:.1f} s, points {mur:.1f} s")
    print(f"ouvriers occupés : {occupe / coeurs():.1%} de {coeurs()}")
    _froids(Path(scenario), fait, int(froids), chaud)


def _froids(chemin: Path, fait: Balayage, nombre: int, chaud: float) -> None:
    """Solve a few points cold and print the ratios of processor times."""
    entiers: list[float] = []
    for releve in fait.releves[:: max(1, len(fait.releves) // nombre)][:nombre]:
        resultat = releve.resultat
        assert resultat is not None  # noqa: S101 - a point without programme says nothing here
        inst = ouvrir(chemin, releve.point.remplacements(fait.variations)).inst
        debut, atteint = time.process_time(), float("nan")
        voulu = resultat.ecart or 0.0

        def suivre(etape: str, valeur: float, borne: float) -> None:
            nonlocal atteint
            if etape == resultat.etape and ecart_relatif(valeur, borne) <= voulu and atteint != atteint:  # noqa: B023, PLR0124
                atteint = time.process_time() - debut  # noqa: B023

        froid = calculer(inst, suivi=suivre)
        entiers.append(time.process_time() - debut)
        fin = froid.solution.etapes[-1].ecart
        print(f"  à froid {entiers[-1]:.1f} s, écart {fin:.2%} ; {voulu:.2%}, celui du point, à {atteint:.1f} s")
    moyenne = sum(entiers) / len(entiers)
    print(f"à chaud {chaud:.1f} s par point, à froid {moyenne:.1f} s : rapport {chaud / moyenne:.2f}")


if __name__ == "__main__":
    main(*(sys.argv[1:] or ("scenarios/engagement-2017.yaml", "financements.anah.montant=50..100:25 M€", "2")))
