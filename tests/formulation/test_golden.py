"""The whole model of each variant, as a versioned LP file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.formulation.regenerer import ecrire_golden
from tests.formulation.variantes import GOLDEN, VARIANTES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("nom", VARIANTES)
def test_le_modele_ne_change_pas_sans_le_dire(nom: str, tmp_path: Path) -> None:
    """A model that changes changes its golden file: ``python -m tests.formulation.regenerer`` after reading why."""
    assert ecrire_golden(nom, tmp_path).read_text() == (GOLDEN / f"{nom}.lp").read_text()


def test_aucun_golden_orphelin() -> None:
    """Every file of models/golden belongs to a variant."""
    assert {fichier.stem for fichier in GOLDEN.glob("*.lp")} == set(VARIANTES)
