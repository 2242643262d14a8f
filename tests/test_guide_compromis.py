"""docs/guide/compromis.md: every command that the page prints runs, and answers what the page prints."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from renovation_opt.cli import main
from renovation_opt.locale import choisir_langue

RACINE = Path(__file__).parents[1]
PAGE = (RACINE / "docs" / "guide" / "compromis.md").read_text(encoding="utf-8")
EXEMPLES = re.findall(r"```bash\nrenovation-opt (.*?)\n```\n\n```text\n(.*?)\n```", PAGE, re.DOTALL)
ENTREES = ("scenarios/exemple.yaml", "scenarios/exemple/parc.csv", "models/erbm-2017.yaml")


@pytest.fixture(scope="module")
def espace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace that the commands of the page share, as a reader would."""
    dossier = tmp_path_factory.mktemp("espace")
    for nom in ENTREES:
        (dossier / nom).parent.mkdir(parents=True, exist_ok=True)
        (dossier / nom).write_bytes((RACINE / nom).read_bytes())
    return dossier


def test_la_page_a_des_exemples() -> None:
    """Each command of the page has its answer, and the three commands are there."""
    assert len(EXEMPLES) == len(re.findall(r"```bash", PAGE))
    assert {commande.split()[0] for commande, _reponse in EXEMPLES} == {"pareto", "sans-regret", "expliquer"}


@pytest.mark.lent
@pytest.mark.parametrize("rang", range(len(EXEMPLES)))
def test_la_commande_repond_ce_que_dit_la_page(
    rang: int, espace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In order, in one workspace, at 80 columns."""
    commande, reponse = EXEMPLES[rang]
    monkeypatch.chdir(espace)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    for nom in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(nom, raising=False)
    try:
        code = main(shlex.split(commande))
    finally:
        choisir_langue("fr")

    assert code == 0
    assert capsys.readouterr().out.replace("\u00a0", " ").replace("\u202f", " ").rstrip() == reponse.rstrip()
