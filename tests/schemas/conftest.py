"""A workspace in which scenarios are written and read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]
Ecrire = Callable[..., Path]


@pytest.fixture
def ecrire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ecrire:
    """Return a writer of files into a workspace that already holds the hypotheses and a parc, where the user stands."""
    for dossier in ("scenarios", "models", "data"):
        (tmp_path / dossier).mkdir()
    shutil.copy(RACINE / "models" / "erbm-2017.yaml", tmp_path / "models")
    shutil.copy(RACINE / "scenarios" / "exemple" / "parc.csv", tmp_path / "data")
    monkeypatch.chdir(tmp_path)

    def ecrire_fichier(texte: str | bytes, nom: str = "scenarios/s.yaml") -> Path:
        Path(nom).write_bytes(texte if isinstance(texte, bytes) else texte.encode())
        return Path(nom)

    return ecrire_fichier
