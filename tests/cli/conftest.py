"""The command line, run in this process or in its own, and one report solved once for all tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from renovation_opt.cli import main
from renovation_opt.locale import choisir_langue

RACINE = Path(__file__).parents[2]
LARGEUR = 80


class Reponse(NamedTuple):
    """What a command answered."""

    code: int
    sortie: str
    erreurs: str


Lancer = Callable[..., Reponse]


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """80 columns, no colour, French."""
    monkeypatch.setenv("COLUMNS", str(LARGEUR))
    monkeypatch.setenv("NO_COLOR", "1")
    for nom in ("LC_ALL", "LC_MESSAGES", "LANG", "RENOVATION_OPT_TRACE"):
        monkeypatch.delenv(nom, raising=False)


@pytest.fixture
def lancer(capsys: pytest.CaptureFixture[str]) -> Lancer:
    """Run a command in this process."""

    def executer(*arguments: str | Path) -> Reponse:
        capsys.readouterr()
        try:
            code = main([str(a) for a in arguments])
        finally:
            choisir_langue("fr")
        capture = capsys.readouterr()
        return Reponse(code, capture.out, capture.err)

    return executer


@pytest.fixture
def espace(tmp_path: Path) -> Path:
    """Return a small workspace that may be spoiled: the scenario, its parc, its hypotheses."""
    (tmp_path / "scenarios" / "exemple").mkdir(parents=True)
    (tmp_path / "models").mkdir()
    for nom in ("scenarios/exemple.yaml", "scenarios/exemple/parc.csv", "models/erbm-2017.yaml"):
        shutil.copyfile(RACINE / nom, tmp_path / nom)
    return tmp_path


@pytest.fixture(scope="session")
def rapport_resolu(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Return the report of ``exemple`` and what the command said, solved in its own process."""
    dossier = tmp_path_factory.mktemp("rapports") / "exemple"
    return dossier, processus("resoudre", RACINE / "scenarios/exemple.yaml", "--sortie", dossier)


@pytest.fixture
def rapport(rapport_resolu: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path) -> Path:
    """Return a copy of the report, to be tampered with."""
    return Path(shutil.copytree(rapport_resolu[0], tmp_path / "rapport"))


def processus(
    *arguments: str | Path, dossier: Path | None = None, **environnement: str
) -> subprocess.CompletedProcess[str]:
    """Run a command in its own process, stdout and stderr being pipes."""
    garde = {n: v for n, v in os.environ.items() if n not in {"LC_ALL", "LC_MESSAGES", "LANG"}}
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "renovation_opt", *map(str, arguments)],
        cwd=dossier or RACINE,
        env=garde | {"PYTHONPATH": str(RACINE), "COLUMNS": str(LARGEUR), "NO_COLOR": "1"} | environnement,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def etroit(texte: str) -> bool:
    """Tell whether every line holds in 80 columns and no colour code is written."""
    return all(len(ligne) <= LARGEUR for ligne in texte.splitlines()) and "\x1b" not in texte
