"""The commands of docs/guide/rapport.md do what the page says, in order."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import RACINE, Lancer

COMMANDES = re.findall(r"^\$ renovation-opt (.+)$", (RACINE / "docs/guide/rapport.md").read_text("utf-8"), re.MULTILINE)


@pytest.mark.lent
def test_les_commandes_du_guide(lancer: Lancer, espace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Solved, drawn in English, back in French over a background: each command returns 0 and the audit agrees."""
    shutil.copy(RACINE / "scenarios/exemple/graticule.geojson", espace / "scenarios/exemple")
    monkeypatch.chdir(espace)
    rendus = [lancer(*commande.split()) for commande in COMMANDES]

    assert len(COMMANDES) == 5
    assert [rendu.code for rendu in rendus] == [0] * 5, [rendu.erreurs for rendu in rendus]
    page = (espace / "reports/exemple/rapport.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in page
    assert '"type":"MultiLineString"' in page
    dossiers = sorted(d.parent.name for d in (espace / "reports/exemple/bailleurs").glob("*/dossier.html"))
    assert any(nom.startswith("proprietaires_prives") for nom in dossiers)
