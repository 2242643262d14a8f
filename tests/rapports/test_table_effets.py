"""What works bring: energy, classes, heritage, mixité, targets; each figure computed by hand."""

from __future__ import annotations

import pytest

from renovation_opt.programme import Solution
from renovation_opt.rapports.tables import Tables
from renovation_opt.rapports.tables.mixite import duncan


def test_energy_is_that_of_the_objective(tables: Tables, solution: Solution) -> None:
    """The indicators and the exact objectives of the solution are the same figures."""
    kwh, milliemes, millioniemes = solution.objectifs

    assert tables.valeur("energie", "cumulee") == kwh / 1_000
    assert tables.valeur("patrimoine", "total") == milliemes / 1_000
    assert tables.valeur("mixite", "total") == millioniemes / 1_000_000


def test_energy_both_ways(tables: Tables) -> None:
    """13 x 10 + 8 x 8 + 4 x 5 = 214 MWh a year with a usage gap of 0,8; 267,5 without."""
    assert tables.valeur("energie", "annuelle") == 214
    assert tables.valeur("energie", "annuelle_conventionnelle") == 267.5


def test_energy_to_the_end_of_the_horizon(tables: Tables) -> None:
    """Works of 2018 count 2019 and 2020, those of 2019 count 2020: 70 x 2 + 124 = 264 MWh."""
    assert tables.valeur("energie", "cumulee_horizon") == 264


def test_terms_of_heritage_add_up(tables: Tables) -> None:
    """13 dwellings x 3 points for interest and quality, x 1,5 for the ensemble: 39 + 19,5 = 58,5."""
    termes = [tables.valeur("patrimoine", "termes", t) for t in ("interet_et_qualite", "ensemble")]

    assert termes == [39, 19.5]


def test_classes_before_and_after(tables: Tables) -> None:
    """10 E and 3 G become B, 8 F and 4 F become D; the rest of the parc does not move."""
    assert tables.dpe.traites_avant == (0, 0, 0, 0, 10, 12, 3)
    assert tables.dpe.traites_apres == (0, 13, 0, 12, 0, 0, 0)
    assert tables.dpe.parc_apres == (0, 53, 60, 102, 40, 18, 27)
    assert tables.valeur("dpe", "passoires_supprimees") == 15


def test_duncan_by_hand() -> None:
    """Two places, 50 and 30 against 50 and 70: (|50/80 - 50/120| + |30/80 - 70/120|) / 2 = 5/24."""
    assert duncan([50, 30], [50, 70]) == pytest.approx(5 / 24)


def test_duncan_bounds() -> None:
    """0 when both groups live alike, 1 when nobody has a neighbour of the other group, None without a group."""
    assert duncan([10, 20], [30, 60]) == 0
    assert duncan([10, 0], [0, 5]) == 1
    assert duncan([0, 0], [3, 4]) is None


def test_diversified_households_leave_the_first_quartile(tables: Tables) -> None:
    """In Lens 13 dwellings x 0,2 = 2,6 households leave c1: 47,4 and 30 against 52,6 and 70."""
    lens = tables.dissimilarites[0]

    assert lens.avant == pytest.approx(5 / 24)
    assert lens.apres == pytest.approx(abs(47.4 / 77.4 - 52.6 / 122.6))


def test_targets(tables: Tables) -> None:
    """25 dwellings of 30 (5 missing), 2 cités of 2 before 2020, 48 000 € of 60 000 (12 % of the scale missing)."""
    lus = [(c.code, c.valeur, c.seuil, c.manque) for c in tables.cibles]

    assert lus == [("total", 25, 30, 5), ("priorite", 2, 2, 0), ("anah", 48_000, 60_000, 12_000)]
    assert tables.cibles[2].relatif == 0.12


def test_share_of_estimated_dwellings(tables: Tables) -> None:
    """10 of the 25 dwellings are in a lot whose count is estimated; 120 of the 300 of the parc."""
    assert tables.valeur("logements", "part_estimee") == 0.4
    assert tables.valeur("parc", "part_estimee") == 0.4
