"""Writing a report: its files, the same bytes, the language of its context."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from renovation_opt.errors import EntreeInvalide
from renovation_opt.instance import Bailleur, Instance
from renovation_opt.locale import langue
from renovation_opt.programme import Solution
from renovation_opt.rapports.classeur import Classeurs
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.ecriture import ecrire_rapport
from renovation_opt.rapports.fichiers_csv import Style

ATTENDUS = {
    *("programme.csv", "paiements.csv", "financements.csv", "prix.csv"),
    *("programme.xlsx", "indicateurs.json", "manifeste.json", "rapport.html", "entrees/scenario.yaml"),
    *(f"bailleurs/{b}/programme.{x}" for b in ("mc", "sia", "prives") for x in ("csv", "xlsx")),
    *(f"bailleurs/{b}/dossier.html" for b in ("mc", "sia", "prives")),
}


def contenu(dossier: Path) -> dict[str, bytes]:
    """Return relative path -> bytes of every file."""
    return {f.relative_to(dossier).as_posix(): f.read_bytes() for f in sorted(dossier.rglob("*")) if f.is_file()}


def test_files(tmp_path: Path, inst: Instance, solution: Solution, contexte: Contexte) -> None:
    """The files of a report, all under its folder (its parents are made), nothing else beside it."""
    rendus = ecrire_rapport(tmp_path / "reports" / "r", inst, solution, contexte)

    assert set(contenu(tmp_path / "reports" / "r")) == ATTENDUS
    assert rendus == sorted(tmp_path / "reports" / "r" / nom for nom in ATTENDUS)
    assert [p.name for p in (tmp_path / "reports").iterdir()] == ["r"]


@pytest.mark.parametrize(("choix", "restent"), [("ensemble", {"programme.xlsx"}), ("aucun", set())])
def test_workbooks_are_chosen(
    tmp_path: Path, inst: Instance, solution: Solution, contexte: Contexte, choix: Classeurs, restent: set[str]
) -> None:
    """With « ensemble » only the workbook of the programme is written, with « aucun » none; a rewrite removes them."""
    ecrire_rapport(tmp_path / "r", inst, solution, contexte)
    ecrire_rapport(tmp_path / "r", inst, solution, contexte, classeurs=choix)
    ecrits = set(contenu(tmp_path / "r"))

    assert {nom for nom in ecrits if nom.endswith(".xlsx")} == restent
    assert ecrits - restent == {nom for nom in ATTENDUS if not nom.endswith(".xlsx")}


def test_same_inputs_same_bytes(
    tmp_path: Path, ecrits: dict[Style, Path], inst: Instance, solution: Solution, contexte: Contexte
) -> None:
    """A second run differs by nothing; on another date, by the manifest only."""
    ecrire_rapport(tmp_path / "r", inst, solution, contexte)
    ecrire_rapport(tmp_path / "plus_tard", inst, solution, replace(contexte, date="2030-12-31"))
    un, deux, plus_tard = (contenu(d) for d in (ecrits["standard"], tmp_path / "r", tmp_path / "plus_tard"))

    assert un == deux
    assert {nom for nom in un if un[nom] != plus_tard[nom]} == {"manifeste.json"}


def test_manifest(ecrits: dict[Style, Path]) -> None:
    """The manifest holds hashes, versions, options, the proof and the audit."""
    lu = json.loads((ecrits["standard"] / "manifeste.json").read_text())

    assert lu["date"] == "2026-01-02"
    assert lu["entrees"] == {"parc.csv": "b" * 64, "scenario.yaml": "a" * 64}
    assert lu["statut"] == "a_x_pour_cent"
    assert lu["etapes"][1]["borne"] == 0.9011
    assert lu["audit"] == {"conforme": True, "infractions": 0}
    assert set(lu["sorties"]) == ATTENDUS - {"manifeste.json"}


def test_bad_copy_writes_nothing(tmp_path: Path, inst: Instance, solution: Solution, contexte: Contexte) -> None:
    """A copy of an input that would leave the folder is refused before anything is written."""
    with pytest.raises(EntreeInvalide, match="sort du dossier"):
        ecrire_rapport(tmp_path / "r", inst, solution, replace(contexte, copies={"../evade.yaml": b"x"}))

    assert list(tmp_path.iterdir()) == []


def test_landlord_folder_stays_inside(tmp_path: Path, inst: Instance, solution: Solution, contexte: Contexte) -> None:
    """A landlord called ../../evade has a plain folder under bailleurs/."""
    bailleurs = (Bailleur("../../evade", "Évadé", prive=False), *inst.bailleurs[1:])
    fichiers = ecrire_rapport(tmp_path / "r", replace(inst, bailleurs=bailleurs), solution, contexte)

    assert tmp_path / "r" / "bailleurs" / "evade" / "programme.xlsx" in fichiers


def test_language_of_the_context(tmp_path: Path, inst: Instance, solution: Solution, contexte: Contexte) -> None:
    """The report speaks the language of its context; the process keeps its own."""
    ecrire_rapport(tmp_path / "r", inst, solution, replace(contexte, langue="en"))

    assert '<html lang="en">' in (tmp_path / "r" / "rapport.html").read_text()
    assert langue() == "fr"
