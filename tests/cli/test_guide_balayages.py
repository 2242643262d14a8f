"""The worked examples of the guide on sweeps and values: each command says what its page prints."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import RACINE, processus

EXEMPLE = re.compile(r"```bash\n(renovation-opt [^\n]*)\n```\n\n```text\n(.*?)```", re.DOTALL)


def _lisible(texte: str) -> list[str]:
    """Return the lines of a text, every kind of space alike."""
    return [re.sub(r"[^\S\n]+", " ", ligne).strip() for ligne in texte.strip().splitlines()]


def _jouer(page: str, espace: Path) -> int:
    """Run the examples of a page in order, in a workspace; return how many there are."""
    exemples = EXEMPLE.findall((RACINE / "docs" / "guide" / page).read_text(encoding="utf-8"))
    for commande, attendu in exemples:
        reponse = processus(*shlex.split(commande)[1:], dossier=espace)
        assert reponse.returncode == 0, reponse.stderr
        assert _lisible(reponse.stdout) == _lisible(attendu), commande
    return len(exemples)


@pytest.mark.lent
def test_la_page_des_balayages(espace: Path) -> None:
    """A grid, the same with a second statement (its first points are taken up again), an hypercube; files are there."""
    assert _jouer("balayer.md", espace) == 3
    dossier = espace / "reports" / "balayage-exemple"
    assert {f.name for f in dossier.iterdir()} == {
        *("balayage.csv", "balayage.parquet", "balayage.html", "balayage.json", "points")
    }


@pytest.mark.lent
def test_la_page_des_valeurs(espace: Path) -> None:
    """A step on an envelope, advice on calendars."""
    assert _jouer("valeur.md", espace) == 2
