"""``exporter``, ``schema``, ``initialiser``: the files that they write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pulp import COIN_CMD, LpProblem
from pulp.apis.coin_api import PULP_CBC_CMD

from renovation_opt.schemas.json_schema import schema_json
from tests.cli.conftest import RACINE, Lancer, etroit
from tests.cli.test_verifier import EXEMPLE, plat


def test_le_schema_sur_stdout_et_dans_un_fichier(tmp_path: Path, lancer: Lancer) -> None:
    """Both are the schema; the file may be given to an editor."""
    fichier = tmp_path / "ici/schema.json"
    lancer("schema", "--sortie", fichier)

    assert json.loads(lancer("schema").sortie) == schema_json()
    assert json.loads(fichier.read_text(encoding="utf-8")) == schema_json()
    assert [f.name for f in fichier.parent.iterdir()] == ["schema.json"]


@pytest.mark.parametrize("format_", ["lp", "mps"])
def test_exporter_le_modele(format_: str, espace: Path, lancer: Lancer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The default file is <nom>.<format> in the current folder; units, weights, scales and size are told."""
    monkeypatch.chdir(espace)
    reponse = lancer("exporter", EXEMPLE, "--format", format_)
    dit = plat(reponse.sortie)

    assert reponse.code == 0
    assert (espace / f"exemple.{format_}").stat().st_size > 1000
    assert etroit(reponse.sortie)
    assert "par kWh (échelle" in dit
    assert "passoires supprimées : " in dit
    assert "variables" in dit
    assert ("à minimiser" in dit) == (format_ == "mps")
    assert (f"exemple.{format_}.noms.csv en donne le sens" in dit) == (format_ == "mps")
    assert (espace / f"exemple.{format_}.noms.csv").is_file() == (format_ == "mps")


def test_le_modele_exporte_vaut_ce_que_le_moteur_trouve(espace: Path, lancer: Lancer) -> None:
    """CBC on the exported MPS reaches the value of the last stage of the engine (0.6588 on exemple)."""
    lancer("exporter", espace / EXEMPLE, "--format", "mps", "--sortie", espace / "e.mps")
    lancer("resoudre", espace / EXEMPLE, "--sortie", espace / "r", "--silencieux")
    derniere = json.loads((espace / "r/manifeste.json").read_text(encoding="utf-8"))["etapes"][-1]
    _variables, probleme = LpProblem.fromMPS(str(espace / "e.mps"))
    probleme.solve(COIN_CMD(path=PULP_CBC_CMD.pulp_cbc_path, msg=False))

    assert -probleme.objective.value() == pytest.approx(derniere["valeur"], rel=1e-6)


def test_exporter_l_etape_des_cibles(espace: Path, lancer: Lancer) -> None:
    """The model of soft targets minimises the shortfall."""
    reponse = lancer("exporter", espace / EXEMPLE, "--format", "lp", "--etape", "cibles", "--sortie", espace / "c.lp")

    assert "Minimise le manque relatif total" in plat(reponse.sortie)
    assert "Minimize" in (espace / "c.lp").read_text(encoding="utf-8")


def test_exporter_vers_un_dossier(espace: Path, lancer: Lancer) -> None:
    """A folder is no file: exit code 2, nothing left beside."""
    reponse = lancer("exporter", espace / EXEMPLE, "--format", "lp", "--etape", "cibles", "--sortie", espace / "models")

    assert reponse.code == 2
    assert "rien ne peut être écrit ici (c'est un dossier)" in plat(reponse.erreurs)
    assert not list(espace.glob(".models*"))


def test_initialiser_un_espace_qui_marche(tmp_path: Path, lancer: Lancer) -> None:
    """Every shipped scenario is there and passes; the next command is told."""
    dossier = tmp_path / "nouveau/espace"
    reponse = lancer("initialiser", dossier)

    assert reponse.code == 0
    assert "renovation-opt resoudre scenarios/exemple.yaml" in reponse.sortie
    assert {f.name for f in (dossier / "scenarios").glob("*.yaml")} == {
        f.name for f in (RACINE / "scenarios").glob("*.yaml")
    }
    assert (dossier / "models/scenario.schema.json").is_file()
    assert (dossier / "data/parc_logements.csv").is_file()
    assert lancer("verifier", *sorted((dossier / "scenarios").glob("*.yaml"))).code == 0
    assert not [f for f in dossier.parent.iterdir() if f.name.startswith(".")]


def test_initialiser_dans_un_dossier_vide(tmp_path: Path, lancer: Lancer) -> None:
    """An empty folder is filled."""
    (tmp_path / "vide").mkdir()

    assert lancer("initialiser", tmp_path / "vide").code == 0
    assert (tmp_path / "vide/scenarios/exemple.yaml").is_file()


def test_initialiser_refuse_un_dossier_plein(espace: Path, lancer: Lancer) -> None:
    """A folder in use, or a file, is left alone."""
    avant = sorted(espace.rglob("*"))
    for cible in (espace, espace / EXEMPLE, espace / EXEMPLE / "dessous"):
        reponse = lancer("initialiser", cible)

        assert reponse.code == 2
    assert sorted(espace.rglob("*")) == avant
