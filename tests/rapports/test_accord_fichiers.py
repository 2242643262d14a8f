"""The same figure is the same in every file."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from renovation_opt.audit import auditer
from renovation_opt.instance import Instance
from renovation_opt.programme import Solution
from renovation_opt.rapports.resume import resumer
from renovation_opt.rapports.tables import Tables


def test_dwellings_agree(dossier: Path, tables: Tables) -> None:
    """25 dwellings in the CSV, those of the landlords, the indicators, the page and the summary."""
    indicateurs = json.loads((dossier / "indicateurs.json").read_text())["indicateurs"]
    bailleurs = sum(int(pd.read_csv(f)["logements"].sum()) for f in dossier.glob("bailleurs/*/programme.csv"))

    assert int(pd.read_csv(dossier / "programme.csv")["logements"].sum()) == 25
    assert bailleurs == 25
    assert indicateurs["logements"]["total"] == {
        "libelle": "Logements rénovés",
        "unite": "logements",
        "valeur": 25,
    }
    assert "<dt>Logements rénovés</dt><dd><strong>25</strong>" in (dossier / "rapport.html").read_text()
    assert "Logements rénovés\u00a0: 25 en 3 opérations" in resumer(tables)


@pytest.mark.parametrize("fonds", ["droit", "region", "anah"])
def test_aids_agree(dossier: Path, fonds: str) -> None:
    """The aids of a fund are the same in programme.csv, paiements.csv, financements.csv and indicateurs.json."""
    programme = int(pd.read_csv(dossier / "programme.csv")[f"aide_{fonds}_eur"].sum())
    paiements = pd.read_csv(dossier / "paiements.csv").query(f"financement == '{fonds}'")
    financements = pd.read_csv(dossier / "financements.csv").query(f"financement == '{fonds}'")
    indicateurs = json.loads((dossier / "indicateurs.json").read_text())["indicateurs"]

    assert int(paiements["ae_eur"].sum()) == programme
    assert int(paiements["cp_eur"].sum()) == programme
    assert int(financements["ae_eur"].sum()) == programme
    assert indicateurs["argent"]["par_financement"][fonds]["ae"]["valeur"] == programme


def test_audit_agrees(inst: Instance, solution: Solution, tables: Tables) -> None:
    """The audit, which shares no code with the reports, finds the same slices, targets and objectives."""
    bilan = auditer(inst, solution.programme).bilan
    colonnes = ["disponible_eur", "utilise_eur", "reporte_eur", "perdu_eur"]
    par_fonds = {
        str(code): groupe[colonnes].to_numpy().T.tolist() for code, groupe in tables.tranches.groupby("financement")
    }

    assert par_fonds == {
        t.fonds: [list(t.disponible), list(t.utilise), list(t.reporte), list(t.perdu)] for t in bilan.tranches
    }
    assert [(c.valeur, c.manque) for c in tables.cibles] == [(c.valeur, c.manque) for c in bilan.cibles]
    assert tables.valeur("energie", "cumulee") == bilan.objectifs[0] / 1_000


def test_every_figure_has_a_unit_and_a_label(dossier: Path) -> None:
    """Leaves of indicateurs.json hold a value, a unit and a label."""
    feuilles = list(_feuilles(json.loads((dossier / "indicateurs.json").read_text())["indicateurs"]))

    assert len(feuilles) > 100
    assert all(set(f) == {"valeur", "unite", "libelle"} and f["libelle"] for f in feuilles)


def _feuilles(noeud: dict[str, object]) -> list[dict[str, object]]:
    """Return the leaves of a tree of figures."""
    if "valeur" in noeud and not isinstance(noeud["valeur"], dict):
        return [noeud]
    return [feuille for enfant in noeud.values() if isinstance(enfant, dict) for feuille in _feuilles(enfant)]
