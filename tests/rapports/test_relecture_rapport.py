"""A whole report read back: the same programme, proof and provenance, from which the same files are written."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from renovation_opt.errors import EntreeInvalide
from renovation_opt.instance import Instance
from renovation_opt.programme import Etape, Limite, Solution
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.ecriture import ecrire_rapport
from renovation_opt.rapports.fichiers_csv import STYLES, Style
from renovation_opt.rapports.relecture_rapport import (
    classeurs_ecrits,
    lire_contexte,
    lire_solution,
    style_ecrit,
)
from tests.rapports.test_ecriture import contenu


@pytest.mark.parametrize("style", STYLES)
def test_solution_comes_back(ecrits: dict[Style, Path], inst: Instance, solution: Solution, style: Style) -> None:
    """Programme, status, stages, objectives, scales and prices; shortfalls are recomputed with the targets."""
    relue = lire_solution(ecrits[style], inst)

    assert replace(relue, prix=()) == replace(solution, manques=(), prix=())
    assert sorted(relue.prix, key=lambda p: p.ligne) == sorted(solution.prix, key=lambda p: p.ligne)


def test_same_files_again(tmp_path: Path, ecrits: dict[Style, Path], inst: Instance) -> None:
    """Written again from what was read, every file has the same bytes, the manifest too."""
    dossier = ecrits["standard"]
    ecrire_rapport(tmp_path / "r", inst, lire_solution(dossier, inst), lire_contexte(dossier))

    assert contenu(tmp_path / "r") == contenu(dossier)


def test_provenance_comes_back(ecrits: dict[Style, Path], contexte: Contexte) -> None:
    """Hashes, versions, date, copies; another language may be asked."""
    assert lire_contexte(ecrits["standard"]) == contexte
    assert lire_contexte(ecrits["standard"], "en") == replace(contexte, langue="en")


def test_bound_that_is_not_finite(tmp_path: Path, inst: Instance, solution: Solution, contexte: Contexte) -> None:
    """A stage without bound has none when it is read back: it is written null, never as a number."""
    sans = replace(solution, etapes=(Etape("objectif", "indice", 1, 0.9, float("inf"), Limite.TEMPS),))
    ecrire_rapport(tmp_path / "r", inst, sans, contexte)

    assert json.loads((tmp_path / "r" / "manifeste.json").read_text())["etapes"][0]["borne"] is None
    assert lire_solution(tmp_path / "r", inst).etapes == sans.etapes


@pytest.mark.parametrize(
    ("options", "style", "classeurs"),
    [({}, "standard", "tous"), ({"csv": "fr", "classeurs": "aucun"}, "fr", "aucun"), ({"csv": 3}, "standard", "tous")],
)
def test_choices_of_the_report(contexte: Contexte, options: dict[str, Any], style: str, classeurs: str) -> None:
    """The style of the CSV files and the workbooks are those of the manifest, else those by default."""
    lu = replace(contexte, options=options)

    assert (style_ecrit(lu), classeurs_ecrits(lu)) == (style, classeurs)


def _sans(cle: str) -> Callable[[dict[str, Any]], object]:
    """Remove a key."""
    return lambda lu: lu.pop(cle)


@pytest.mark.parametrize(
    "degat",
    [
        _sans("etapes"),
        _sans("echelles"),
        lambda lu: lu.update(statut="parfait"),
        lambda lu: lu.update(echelles=[1, 2, 3]),
        lambda lu: lu["etapes"][0].update(limite="fatigue"),
        lambda lu: lu["etapes"][0].update(valeur="beaucoup"),
    ],
)
def test_damaged_manifest(dossier: Path, inst: Instance, degat: Callable[[dict[str, Any]], object]) -> None:
    """A manifest that lacks its proof is a bad input, named, with its remedy."""
    fichier = dossier / "manifeste.json"
    lu = json.loads(fichier.read_text())
    degat(lu)
    fichier.write_text(json.dumps(lu))
    with pytest.raises(EntreeInvalide, match=r"manifeste\.json : le fichier est absent ou illisible.*Relancez"):
        lire_solution(dossier, inst)


@pytest.mark.parametrize("cle", ["entrees", "versions", "audit", "date", "options", "solveurs", "sorties"])
def test_manifest_without_provenance(dossier: Path, cle: str) -> None:
    """Each part of the provenance is needed."""
    fichier = dossier / "manifeste.json"
    lu = json.loads(fichier.read_text())
    del lu[cle]
    fichier.write_text(json.dumps(lu))
    with pytest.raises(EntreeInvalide, match="manifeste"):
        lire_contexte(dossier)


@pytest.mark.parametrize("octets", [b"\xff", b"tag,ligne,unite\nC8,x,y\n", b"tag,ligne,unite,valeur\nC8,x,y,cher\n"])
def test_damaged_prices(dossier: Path, inst: Instance, octets: bytes) -> None:
    """Prices that cannot be read are a bad input."""
    (dossier / "prix.csv").write_bytes(octets)
    with pytest.raises(EntreeInvalide, match=r"prix\.csv"):
        lire_solution(dossier, inst)
