"""The whole comparison on the tiny scenario: every solver in its own process, and what is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.__main__ import comparer, lire_arguments
from benchmarks.comparaison import NOUS
from benchmarks.direct import SOLVEURS
from benchmarks.mesures import ecart, meilleure_borne

EXEMPLE = Path(__file__).parents[2] / "scenarios" / "exemple.yaml"


@pytest.mark.lent
def test_comparer_sur_l_exemple(tmp_path: Path) -> None:
    """All find the optimum of the last stage: programmes equal to 0.01 %, no bound below any programme."""
    arguments = [str(EXEMPLE), "--secondes", "3", "--dossier", str(tmp_path), "--seulement", "nous", *SOLVEURS]
    comparaison = comparer(lire_arguments(arguments))
    courses = comparaison.courses

    assert set(courses) == {NOUS, *SOLVEURS}
    valeurs = {nom: course.points[-1][1] for nom, course in courses.items()}
    borne = meilleure_borne(list(courses.values()))
    assert borne is not None
    for nom, valeur in valeurs.items():
        assert valeur is not None, nom
        assert borne >= valeur * (1 - 1e-4), nom
        reste = ecart(valeur, borne)
        assert reste is not None
        assert reste <= 1e-3, (nom, valeurs)
        assert courses[nom].memoire_mo > 0
    for suffixe in ("json", "md", "svg"):
        assert (tmp_path / f"exemple.{suffixe}").stat().st_size > 0
