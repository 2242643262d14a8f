"""The pages of the guide on comparisons and diagnoses: every command runs, and answers what the page shows."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from renovation_opt.errors import ProgrammeImpossible
from tests.cli.conftest import RACINE, Lancer

PAGES = ("comparer.md", "diagnostiquer.md")
POINTS = "…"
"""A line of an example that stands for any others."""


def exemples() -> Iterator[tuple[str, str, list[str]]]:
    """Yield (page, command, lines shown) of every example."""
    for page in PAGES:
        texte = (RACINE / "docs" / "guide" / page).read_text(encoding="utf-8")
        for commande, montre in re.findall(r"```bash\n(.*?)\n```\n\n```text\n(.*?)\n```", texte, re.DOTALL):
            yield page, commande.removeprefix("renovation-opt "), montre.splitlines()


@pytest.fixture(scope="module")
def depot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with two commits: the fund of the first one had 1.2 M€."""
    racine = tmp_path_factory.mktemp("depot")
    for nom in ("scenarios/exemple.yaml", "scenarios/exemple/parc.csv", "models/erbm-2017.yaml"):
        (racine / nom).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(RACINE / nom, racine / nom)
    shutil.copytree(RACINE / "docs/guide/exemples", racine / "docs/guide/exemples")
    scenario = racine / "scenarios/exemple.yaml"
    actuel = scenario.read_text(encoding="utf-8")
    git(racine, "init", "--quiet")
    for texte in (actuel.replace("montant: 1.5 M€", "montant: 1.2 M€"), actuel):
        scenario.write_text(texte, encoding="utf-8")
        git(racine, "add", "--all")
        git(racine, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "--quiet", "--message", "x")
    return racine


def git(racine: Path, *arguments: str) -> None:
    """Run git in a folder."""
    subprocess.run(["git", *arguments], cwd=racine, check=True, capture_output=True)  # noqa: S603, S607 - our own repository


def test_chaque_page_a_ses_exemples() -> None:
    """Both pages show examples with their answers."""
    assert {page for page, _commande, _montre in exemples()} == set(PAGES)


@pytest.mark.parametrize(("page", "commande", "montre"), list(exemples()))
def test_un_exemple_repond_ce_que_montre_la_page(
    page: str, commande: str, montre: list[str], depot: Path, lancer: Lancer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every line shown is in the answer, in order; lines follow each other unless points stand between them."""
    monkeypatch.chdir(depot)

    reponse = lancer(*shlex.split(commande))

    impossible = "impossible" in commande
    assert reponse.code == (ProgrammeImpossible.code if impossible else 0), (page, reponse.erreurs)
    lignes, place = [plat(x) for x in reponse.sortie.splitlines()], 0
    for bloc in blocs(montre):
        place = trouver(lignes, bloc, place)


def blocs(montre: list[str]) -> Iterator[list[str]]:
    """Yield the runs of lines between points."""
    bloc: list[str] = []
    for ligne in [*montre, POINTS]:
        if ligne.strip() != POINTS:
            bloc.append(plat(ligne))
        elif bloc:
            yield bloc
            bloc = []


def trouver(lignes: list[str], bloc: list[str], depuis: int) -> int:
    """Return where a run of lines ends in an answer; fails when it is not there."""
    for debut in range(depuis, len(lignes) - len(bloc) + 1):
        if lignes[debut : debut + len(bloc)] == bloc:
            return debut + len(bloc)
    raise AssertionError("\n".join([*bloc, "--- introuvable dans ---", *lignes]))


def plat(texte: str) -> str:
    """Return a line with ordinary spaces."""
    return texte.replace("\u00a0", " ").replace("\u202f", " ").rstrip()
