"""The versioned report of the reference scenario: what it says is what its own files give when they are read again."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from renovation_opt.audit import Rapport, auditer
from renovation_opt.build import construire
from renovation_opt.instance import Instance
from renovation_opt.locale import choisir_langue
from renovation_opt.programme import Limite, Solution, Statut
from renovation_opt.rapports import tables
from renovation_opt.rapports.classeur import classeurs_ecrits
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.ecriture import contenus
from renovation_opt.rapports.fichiers_json import empreinte
from renovation_opt.rapports.relecture import fichiers_modifies
from renovation_opt.rapports.relecture_rapport import relire
from renovation_opt.schemas.chargement import charger

RACINE = Path(__file__).parents[1]
RAPPORT = RACINE / "reports" / "engagement-2017"
MANIFESTE = json.loads((RAPPORT / "manifeste.json").read_text(encoding="utf-8"))
CSV = sorted(nom for nom in MANIFESTE["sorties"] if nom.endswith(".csv") and not nom.startswith("entrees/"))
REFAIRE = "lancez « make reference » : le rapport versionné n'est plus celui du scénario"
PRECISION = 1e-9
"""Relative: figures are compared, not the last bit of a library."""
TAILLE_MAX = 10_000_000
"""Bytes of the versioned folder: what anyone who copies the repository carries."""


@dataclass(frozen=True)
class Relu:
    """The versioned report read back, and every file that its programme gives today."""

    inst: Instance
    solution: Solution
    contexte: Contexte
    audit: Rapport
    refaits: Mapping[str, bytes]


@pytest.fixture(scope="module")
def relu() -> Relu:
    """Return the Instance of ``entrees/``, the programme of ``programme.csv``, its audit and all its figures."""
    choisir_langue("fr")
    inst = construire(charger(RAPPORT / "entrees" / "scenario.yaml"))
    relu_ = relire(RAPPORT, inst)
    audit = auditer(inst, relu_.solution.programme)
    figures = tables.construire(inst, relu_.solution)
    refaits = contenus(figures, relu_.contexte, relu_.csv, classeurs_ecrits(relu_.contexte))
    return Relu(inst, relu_.solution, relu_.contexte, audit, refaits)


def test_the_programme_keeps_every_rule(relu: Relu) -> None:
    """Seventeen rules, recomputed in whole euros from the files of the report; no file was changed since."""
    assert relu.audit.infractions == ()
    assert fichiers_modifies(RAPPORT) == ()
    assert list(relu.audit.bilan.objectifs) == [MANIFESTE["objectifs"][n] for n in ("energie", "patrimoine", "mixite")]


def test_no_stage_was_cut_short() -> None:
    """No stage was stopped by time or by hand: the programme is what the work asked for gives."""
    limites = {Limite(etape["limite"]) for etape in MANIFESTE["etapes"]}

    assert limites <= {Limite.ECART, Limite.TRAVAIL}
    assert Statut(MANIFESTE["statut"]) in {Statut.OPTIMAL, Statut.BORNE}


def test_csv_figures(relu: Relu) -> None:
    """Each cell of each CSV is the one recomputed: same words, same numbers."""
    assert len(CSV) >= 14
    for nom in CSV:
        deux = ((RAPPORT / nom).read_text(encoding="utf-8"), relu.refaits[nom].decode())
        ecrites, refaites = ([*map(_valeur, chain(*csv.reader(io.StringIO(texte))))] for texte in deux)
        assert _differences(ecrites, refaites) == [], nom


def test_json_figures(relu: Relu) -> None:
    """Every indicator: key, value, unit, label."""
    ecrits = dict(_feuilles(json.loads((RAPPORT / "indicateurs.json").read_bytes())))
    refaits = dict(_feuilles(json.loads(relu.refaits["indicateurs.json"])))

    assert len(ecrits) > 500
    assert list(ecrits) == list(refaits)
    assert _differences(ecrits.values(), refaits.values()) == []


def test_workbook_figures(relu: Relu) -> None:
    """Every cell of every sheet of the versioned workbook, formulas and values."""
    for valeurs in (False, True):
        ecrit = openpyxl.load_workbook(RAPPORT / "programme.xlsx", data_only=valeurs, read_only=True)
        refait = openpyxl.load_workbook(io.BytesIO(relu.refaits["programme.xlsx"]), data_only=valeurs, read_only=True)
        assert ecrit.sheetnames == refait.sheetnames
        for nom in ecrit.sheetnames:
            deux = ((c for r in livre[nom].iter_rows(values_only=True) for c in r) for livre in (ecrit, refait))
            assert _differences(*deux) == [], nom


def test_all_files_are_made_again(relu: Relu) -> None:
    """The report holds the files that today's code writes, no more, no less."""
    assert set(MANIFESTE["sorties"]) == set(relu.refaits), REFAIRE


def test_the_report_is_that_of_the_scenario() -> None:
    """Scenario, hypotheses and parc of the repository are those of the report, but for their paths."""
    scenario = charger(RACINE / "scenarios" / "engagement-2017.yaml")
    copie = charger(RAPPORT / "entrees" / "scenario.yaml")
    chemins = {"parc": "", "hypotheses": ""}

    assert scenario.fusion | chemins == copie.fusion | chemins, REFAIRE
    assert empreinte(scenario.parc.read_bytes()) == empreinte(copie.parc.read_bytes()), REFAIRE
    assert scenario.hypotheses_chemin.read_bytes() == copie.hypotheses_chemin.read_bytes(), REFAIRE


def test_a_changed_euro_is_seen(relu: Relu) -> None:
    """The comparison can fail: one euro more on one line changes programme.csv, the payments and the indicators."""
    premiere, *suite = relu.solution.programme.lignes
    fausse = replace(premiere, travaux_eur=premiere.travaux_eur + 1, fonds_propres_eur=premiere.fonds_propres_eur + 1)
    programme = replace(relu.solution.programme, lignes=(fausse, *suite))
    faux = tables.construire(relu.inst, replace(relu.solution, programme=programme))
    refaits = contenus(faux, relu.contexte, "standard", "aucun")
    ecrits = {nom: (RAPPORT / nom).read_bytes() for nom in refaits}

    assert {"programme.csv", "paiements.csv", "financements.csv", "indicateurs.json"} <= {
        nom for nom in refaits if refaits[nom] != ecrits[nom]
    }
    assert not auditer(relu.inst, programme).conforme


def test_the_folder_stays_small() -> None:
    """Only what a reader opens is versioned: one workbook, one page, the CSV files, the inputs.

    `make programme` writes the workbooks of the landlords into the same folder; `.gitignore` keeps them out.
    """
    motifs = (RACINE / ".gitignore").read_text(encoding="utf-8").split()
    versionnes = [
        nom
        for nom in MANIFESTE["sorties"]
        if not any(fnmatch(f"/reports/engagement-2017/{nom}", motif) for motif in motifs if motif.endswith(".xlsx"))
    ]
    tailles = {nom: (RAPPORT / nom).stat().st_size for nom in versionnes}

    assert sum(tailles.values()) < TAILLE_MAX
    assert [nom for nom in tailles if nom.endswith(".xlsx")] == ["programme.xlsx"]


def _valeur(cellule: str) -> float | str:
    """Return a cell as a number when it is one."""
    try:
        return float(cellule)
    except ValueError:
        return cellule


def _differences(ecrites: Iterable[object], refaites: Iterable[object]) -> list[tuple[object, object]]:
    """Return the values that differ, numbers by more than PRECISION; two lists of different lengths differ."""
    return [(e, r) for e, r in zip_longest(ecrites, refaites, fillvalue="(absent)") if not _egales(e, r)]


def _egales(ecrite: object, refaite: object) -> bool:
    """Tell whether two values are the same figure, or the same words."""
    if isinstance(ecrite, int | float) and isinstance(refaite, int | float):
        return math.isclose(ecrite, refaite, rel_tol=PRECISION)
    return ecrite == refaite


def _feuilles(noeud: dict[str, Any], cle: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield (path, value) of every leaf of a JSON tree."""
    for nom, valeur in noeud.items():
        if isinstance(valeur, dict):
            yield from _feuilles(valeur, (*cle, nom))
        else:
            yield (*cle, nom), valeur
