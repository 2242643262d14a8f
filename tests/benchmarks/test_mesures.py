"""Gaps, primal integral, table and plot of courses written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.comparaison import Comparaison, lire_comparaison, ramener
from benchmarks.course import Course
from benchmarks.mesures import ecart, integrale_primale, meilleure_borne, premier_programme, valeur_a
from benchmarks.tableau import rediger
from benchmarks.trace import tracer


def _rapide() -> Course:
    """Return a course: bound 100 at once, 50 at 2 s, 80 at 4 s."""
    return Course(
        "rapide", 10.0, [(0.0, None, 100.0), (2.0, 50.0, 100.0), (4.0, 80.0, 100.0)], secondes=10.0, fin="fini"
    )


def _aveugle() -> Course:
    """Return a course that finds no programme, but a better bound."""
    return Course("aveugle", 10.0, [(1.0, None, 90.0)], secondes=10.0, fin="limite")


def test_integrale_primale() -> None:
    """2 s at gap 1, 2 s at 0.5, 6 s at 0.2: 2 + 1 + 1.2 = 4.2 s; without programme, the whole limit."""
    assert integrale_primale(_rapide().points, 100.0, 10.0) == pytest.approx(4.2)
    assert integrale_primale(_aveugle().points, 100.0, 10.0) == 10.0


def test_un_point_apres_la_limite_ne_compte_pas() -> None:
    """A programme found at 15 s changes nothing to the integral over 10 s."""
    assert integrale_primale([(15.0, 100.0, 100.0)], 100.0, 10.0) == 10.0


def test_valeurs_et_ecarts() -> None:
    """The gap is to the best bound of all, 90: (90 - 80) / 90; nothing is known before the first programme."""
    borne = meilleure_borne([_rapide(), _aveugle()])
    assert borne == 90.0
    assert premier_programme(_rapide().points) == 2.0
    assert premier_programme(_aveugle().points) is None
    assert [valeur_a(_rapide().points, t) for t in (1, 3, 9)] == [None, 50.0, 80.0]
    assert ecart(80.0, borne) == pytest.approx(1 / 9)
    assert ecart(None, borne) is None


def test_une_course_ne_garde_que_le_meilleur() -> None:
    """A worse programme or a looser bound, as some logs repeat, is not a point."""
    course = Course("essai", 10.0)
    for t, valeur, borne in ((1, 5.0, None), (2, 4.0, 9.0), (3, 4.0, 10.0), (4, 6.0, 8.0)):
        course.noter(t, valeur, borne)
    assert course.points == [(1, 5.0, None), (2, 5.0, 9.0), (4, 6.0, 8.0)]


def test_relire_et_completer(tmp_path: Path) -> None:
    """A course added later joins those already written; the table holds both, the plot is the same bytes each time."""
    comparaison = Comparaison("essai")
    comparaison.ajouter(_rapide(), {"coeurs": "2"})
    comparaison.ecrire(tmp_path)
    relue = lire_comparaison(tmp_path, "essai")
    relue.ajouter(_aveugle(), {"coeurs": "2"})
    page = rediger(relue)
    tracer(relue, tmp_path / "essai.svg")

    assert relue.courses["rapide"] == _rapide()
    assert "| rapide | 2.0 | 11.11 %" in page
    assert "| aveugle | – | –" in page
    assert page.index("| rapide") < page.index("| aveugle")
    premier = (tmp_path / "essai.svg").read_bytes()
    tracer(relue, tmp_path / "essai.svg")
    assert (tmp_path / "essai.svg").read_bytes() == premier


def test_ramener_aux_poids_du_modele() -> None:
    """Objectives 10 and 20 weigh 1 and 1 for us (30), 1 and 2 in the direct model (50); our bound 33 becomes 66."""
    course = Course("nous", 10.0, [(1.0, 15.0, 33.0), (2.0, 30.0, 33.0)])
    bilan = {"objectifs": [10, 20, 0], "poids": [1.0, 1.0, 0.0], "manques": {"manque_a": 5}}
    ramener(course, bilan, {"poids": [1.0, 2.0, 0.0], "manques": {"manque_a": 2.0}})

    assert course.points == [(1.0, 25.0, 66.0), (2.0, 50.0, 66.0)]
    assert len(course.remarques) == 2
    assert "manque_a" in course.remarques[1]
