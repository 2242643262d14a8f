"""``sans-regret``: files, words, refusals."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import RACINE, Lancer, etroit

EXEMPLE = RACINE / "scenarios/exemple.yaml"
PETIT = ("--points", "4", "--proches", "1", "--perte", "5 %")


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the files of this module."""
    return tmp_path_factory.mktemp("sans-regret") / "exemple"


def test_les_fichiers_s_accordent(lancer: Lancer, dossier: Path) -> None:
    """Stdout as JSON, sans-regret.json, cites.csv and presences.csv say the same shares."""
    reponse = lancer("sans-regret", EXEMPLE, *PETIT, "--sortie", dossier, "--json")
    dit = json.loads(reponse.sortie)
    ecrit = json.loads((dossier / "sans-regret.json").read_text(encoding="utf-8"))
    with (dossier / "cites.csv").open(encoding="utf-8", newline="") as fichier:
        cites = {r["cite_id"]: r for r in csv.DictReader(fichier)}
    with (dossier / "presences.csv").open(encoding="utf-8", newline="") as fichier:
        presences = list(csv.DictReader(fichier))

    assert (reponse.code, reponse.erreurs) == (0, "")
    assert {c: v for c, v in dit.items() if c != "dossier"} == ecrit
    assert [float(cites[c["cite_id"]]["part"]) for c in ecrit["cites"]] == [c["part"] for c in ecrit["cites"]]
    for cite in ecrit["cites"]:
        annees = [float(p["part"]) for p in presences if p["cite_id"] == cite["cite_id"] and p["nature"] == "annee"]
        assert sum(annees) == pytest.approx(cite["part"], abs=1e-5)
    page = (dossier / "sans-regret.html").read_text(encoding="utf-8")
    assert all(f'data-cle="{c["cite_id"]}"' in page for c in ecrit["cites"])


def test_le_resume_en_anglais_tient_en_80_colonnes(lancer: Lancer, dossier: Path) -> None:
    """Classes have English names; progress goes to stderr; a folder that holds an analysis may be replaced."""
    reponse = lancer("sans-regret", EXEMPLE, *PETIT, "--sortie", dossier, "--langue", "en")
    lignes = [li for li in reponse.sortie.splitlines() if str(dossier) not in li]

    assert reponse.code == 0
    assert etroit("\n".join(lignes))
    assert "  core                  cités: " in reponse.sortie
    assert "  not in the programme  cités: " in reponse.sortie
    assert "socle " not in reponse.sortie.replace("socle (", "")
    assert "Programmes compared: 1 of 5" in reponse.erreurs


@pytest.mark.parametrize(
    ("options", "attendu"),
    [
        (("--socle", "10 %", "--hors", "10 %"), "les deux seuils se croisent"),
        (("--proches", "-1"), "--proches = -1"),
        (("--perte", "2"), "--perte = 2"),
    ],
)
def test_une_option_fautive(options: tuple[str, ...], attendu: str, lancer: Lancer) -> None:
    """Exit code 2 before any solve."""
    reponse = lancer("sans-regret", EXEMPLE, *options)

    assert reponse.code == 2
    assert attendu in " ".join(reponse.erreurs.split()).replace("\u00a0", " ")
