"""The guide of the outputs: its commands run, its tables name what is written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from renovation_opt.instance import Instance
from renovation_opt.programme import Solution
from renovation_opt.rapports.classeur import feuilles
from renovation_opt.rapports.tables import construire
from renovation_opt.rapports.tables.programme import colonnes_programme
from tests.cli.conftest import processus
from tests.rapports.petite_instance import petite_instance, solution_de

RACINE = Path(__file__).parents[1]
SORTIES = (RACINE / "docs" / "guide" / "sorties.md").read_text(encoding="utf-8")


@pytest.mark.lent
def test_les_commandes_de_la_page_des_sorties(tmp_path: Path) -> None:
    """Every command of the page runs in a workspace, in order, without a word on stderr but progress."""
    (tmp_path / "models").mkdir()
    shutil.copytree(RACINE / "scenarios", tmp_path / "scenarios")
    shutil.copyfile(RACINE / "models" / "erbm-2017.yaml", tmp_path / "models" / "erbm-2017.yaml")
    blocs = re.findall(r"```bash\n(.*?)```", SORTIES, re.DOTALL)
    commandes = [ligne.split()[1:] for bloc in blocs for ligne in bloc.splitlines()]

    assert len(commandes) == 5
    for commande in commandes:
        reponse = processus(*commande, dossier=tmp_path)
        assert reponse.returncode == 0, f"{commande}\n{reponse.stderr}"
    assert (tmp_path / "reports/exemple/bailleurs/sia_habitat/programme.xlsx").is_file()


def test_la_page_dit_toutes_les_colonnes() -> None:
    """Every column of programme.csv has its row."""
    cites = set(re.findall(r"`([a-z_<>]+)`", SORTIES)) | {"aide_f_eur"}

    assert set(colonnes_programme(["f"])) - cites == set()


def test_la_page_dit_toutes_les_feuilles() -> None:
    """The table of sheets is that of the workbooks: same sheets, same workbook."""
    inst: Instance = petite_instance()
    solution: Solution = solution_de(inst)
    tables = construire(inst, solution)
    rangees = re.findall(r"^\| ([^|]+) \| [^|]+ \| (oui|) ?\| ?(oui|) ?\|$", SORTIES, re.MULTILINE)
    attendues = [
        {nom for noms, *ou in rangees for nom in noms.split(", ") if ou[rang]} - {"Présentation"} for rang in (0, 1)
    ]

    assert attendues[0] == {f.nom for f in feuilles.du_programme(tables)}
    assert attendues[1] == {f.nom for f in feuilles.du_bailleur(tables, tables.bailleurs["mc"])}
