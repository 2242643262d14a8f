"""Fixtures of the reports."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from renovation_opt.instance import Instance
from renovation_opt.locale import choisir_langue, langue
from renovation_opt.programme import Solution
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.ecriture import ecrire_rapport
from renovation_opt.rapports.fichiers_csv import STYLES, Style
from renovation_opt.rapports.tables import Tables, construire
from tests.rapports.petite_instance import petite_instance, solution_de


@pytest.fixture(autouse=True)
def _francais() -> Iterator[None]:
    """Every test starts and ends in French."""
    avant = langue()
    choisir_langue("fr")
    yield
    choisir_langue(avant)


@pytest.fixture(scope="session")
def inst() -> Instance:
    """Return the small instance (frozen: one for all tests)."""
    return petite_instance()


@pytest.fixture(scope="session")
def solution(inst: Instance) -> Solution:
    """Return its solution made by hand."""
    return solution_de(inst)


@pytest.fixture(scope="session")
def tables(inst: Instance, solution: Solution) -> Tables:
    """Return its figures, labelled in French; no test may change them."""
    choisir_langue("fr")
    return construire(inst, solution)


@pytest.fixture(scope="session")
def contexte() -> Contexte:
    """Return a context with one input and one copy."""
    return Contexte(
        entrees={"scenario.yaml": "a" * 64, "parc.csv": "b" * 64},
        versions={"renovation_opt": "0.1.0"},
        audit_conforme=True,
        audit_infractions=0,
        date="2026-01-02",
        copies={"scenario.yaml": b"nom: essai\n"},
        options={"ecart": "0,2 %"},
        solveurs=("essai 1.0",),
    )


@pytest.fixture(scope="session")
def ecrits(
    tmp_path_factory: pytest.TempPathFactory, inst: Instance, solution: Solution, contexte: Contexte
) -> dict[Style, Path]:
    """Return one written report per style of CSV, to be read only."""
    dossiers = {style: tmp_path_factory.mktemp("rapports") / style for style in STYLES}
    for style, dossier in dossiers.items():
        ecrire_rapport(dossier, inst, solution, contexte, style)
    return dossiers


@pytest.fixture
def dossier(tmp_path: Path, ecrits: dict[Style, Path]) -> Path:
    """Return a written report that a test may change."""
    return shutil.copytree(ecrits["standard"], tmp_path / "r")
