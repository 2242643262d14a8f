"""The whole comparison on the tiny scenario: every solver in its own process, and what is written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import comparer, lire_arguments
from benchmarks.comparaison import NOUS
from benchmarks.course import courir
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


def test_un_echec_dit_pourquoi() -> None:
    """A process that fails has no programme; its last words are kept."""
    course = courir(
        "CBC", [sys.executable, "-c", "print('Coin0008I M read with 0 errors'); raise SystemExit('non')"], 5
    )
    assert (course.fin, course.points, course.remarques) == ("échec (code 1)", [], ["non"])


def test_qui_ignore_sa_limite_est_arrete(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that goes on past its limit is killed; what it had said counts."""
    monkeypatch.setattr("benchmarks.course.GRACE_S", 0.0)
    dire = "import time; print('@lu', flush=True); print('@[-5.0, -6.0]', flush=True); time.sleep(60)"
    course = courir("HiGHS", [sys.executable, "-c", dire], 1.0)
    assert course.fin == "arrêté : limite ignorée"
    assert [point[1:] for point in course.points] == [(5.0, 6.0)]


def test_notre_moteur_n_a_pas_de_temps_de_lecture(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that starts with the process leaves it its whole limit, though it never says that it has read."""
    monkeypatch.setattr("benchmarks.course.LECTURE_S", 0.0)
    dire = "import time; time.sleep(2.5); print('@[-5.0, -6.0]', flush=True)"

    courses = [
        courir("renovation_opt", [sys.executable, "-c", dire], 30.0, lecture_comptee=comptee)
        for comptee in (True, False)
    ]

    assert [course.fin for course in courses] == ["fini", "tué : mémoire épuisée"]
    assert [point[1:] for point in courses[0].points] == [(5.0, 6.0)]
