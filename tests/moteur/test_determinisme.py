"""The same question has the same answer: twice, whatever the order of the threads, whatever the hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

from renovation_opt.instance import Instance
from renovation_opt.moteur import descente, exact, recherche
from renovation_opt.programme import Solution
from tests.moteur.outils import VARIANTES, objectif, resoudre
from tests.petit_parc import remplacer

RACINE = Path(__file__).parents[2]
SEUL = """
from renovation_opt.moteur import exact
exact.PLANS_MAX = {plans_max}
from tests.moteur.outils import VARIANTES, objectif, resoudre
from tests.petit_parc import remplacer
solution = resoudre(remplacer(VARIANTES["base"](), objectif=objectif()))
print("REPONSE", solution.programme.plans, solution.objectifs, solution.etapes[-1].borne)
"""

RELAXEE = """
from pathlib import Path
from renovation_opt.build import construire
from renovation_opt.couplage import coupler
from renovation_opt.moteur.borne import generer
from renovation_opt.moteur.etape import But
from renovation_opt.moteur.structure import structurer
from renovation_opt.schemas.chargement import charger
inst = construire(charger(Path("scenarios/exemple.yaml")))
but = But("ponderee", "", coupler(inst), (0.5e-9, 0.3e-7, 0.2e-6))
relaxation = generer(inst, structurer(inst), but)
print("REPONSE", relaxation.borne, relaxation.prix.tolist(), relaxation.parts.tolist())
"""


def _inst(nom: str) -> Instance:
    """Return a variant that weighs the three objectives."""
    return remplacer(VARIANTES[nom](), objectif=objectif())


@pytest.fixture(params=[0, 30_000], ids=["recherche", "exact"])
def plans_max(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Force the search, then the enumeration."""
    monkeypatch.setattr(exact, "PLANS_MAX", request.param)
    return int(request.param)


@pytest.mark.usefixtures("plans_max")
@pytest.mark.parametrize("nom", ["base", "niveaux", "report", "requises"])
def test_deux_fois_la_meme_solution(nom: str) -> None:
    """Prouve que deux calculs rendent la même solution : plans, lignes, bornes et prix."""
    assert resoudre(_inst(nom)) == resoudre(_inst(nom))


class _Tache:
    """A task of a pool with a single thread."""

    def __init__(self, pool: _UnFil, faire: Callable[[], object]) -> None:
        """Wait."""
        self.pool, self.faire, self.fini = pool, faire, False

    def courir(self) -> None:
        """Run."""
        self.rendu, self.fini = self.faire(), True

    def result(self) -> Any:  # noqa: ANN401  (whatever the task answers)
        """Run every task that waits, then answer."""
        self.pool.courir()
        return self.rendu


class _UnFil:
    """A pool of threads with a single one, that runs the tasks in order, or backwards, when one is awaited."""

    envers = False

    def __init__(self, _fils: int) -> None:
        """Keep no thread."""
        self.taches: list[_Tache] = []

    def __enter__(self) -> Self:
        """Enter."""
        return self

    def __exit__(
        self, genre: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave."""

    def submit(self, fonction: Callable[..., object], *arguments: object) -> _Tache:
        """Keep a task for later."""
        self.taches.append(_Tache(self, lambda: fonction(*arguments)))
        return self.taches[-1]

    def map(self, fonction: Callable[..., object], elements: Iterable[object]) -> list[Any]:
        """Return the result for each element, in order."""
        return [tache.result() for tache in [self.submit(fonction, element) for element in elements]]

    def courir(self) -> None:
        """Run what waits, in the order asked."""
        attendent = [tache for tache in self.taches if not tache.fini]
        for tache in attendent[::-1] if self.envers else attendent:
            tache.courir()


class _ALEnvers(_UnFil):
    """The last task ends first."""

    envers = True


@pytest.mark.parametrize("fils", [_UnFil, _ALEnvers])
def test_l_ordre_des_fils_ne_change_rien(monkeypatch: pytest.MonkeyPatch, fils: type[_UnFil]) -> None:
    """Prouve qu'un seul fil, dans l'ordre ou à l'envers, rend la solution de deux fils."""
    monkeypatch.setattr(exact, "PLANS_MAX", 0)
    attendue = _solution()
    for module in (recherche, descente):
        monkeypatch.setattr(module, "ThreadPoolExecutor", fils)

    assert _solution() == attendue


def _solution() -> Solution:
    """Return a solution that takes several rounds."""
    return resoudre(_inst("niveaux"), 8)


def test_la_graine_de_hachage_ne_change_rien(plans_max: int) -> None:
    """Prouve que deux processus aux ensembles rangés autrement (PYTHONHASHSEED 1 et 2) rendent les mêmes plans."""
    reponses = [_repondre(SEUL.format(plans_max=plans_max), PYTHONHASHSEED=graine) for graine in ("1", "2")]

    assert reponses[0] == reponses[1]


def test_le_processeur_ne_change_rien() -> None:
    """Prouve que la relaxation est la même, à l'octet, que l'algèbre linéaire soit celle d'un processeur ou d'un autre."""
    reponses = [_repondre(RELAXEE, OPENBLAS_CORETYPE=coeur) for coeur in ("Haswell", "Prescott")]

    assert reponses[0] == reponses[1]


def _repondre(programme: str, **environnement: str) -> str:
    """Return the answer of a process of its own."""
    sortie = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", programme],
        cwd=RACINE,
        env={**os.environ, **environnement},
        capture_output=True,
        text=True,
        check=True,
    )
    return next(x for x in sortie.stdout.splitlines() if x.startswith("REPONSE"))
