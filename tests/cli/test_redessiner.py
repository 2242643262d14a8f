"""``rapport``: the same report from its own files, in another language, style or with other workbooks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Lancer, etroit
from tests.cli.test_auditer import scenario_change, texte_dans_un_nombre, un_euro_de_plus
from tests.cli.test_resoudre import contenus
from tests.cli.test_verifier import plat


def test_les_memes_octets(rapport: Path, lancer: Lancer) -> None:
    """Nothing asked: every file comes back as it was, the manifest and its date too."""
    avant = contenus(rapport)
    reponse = lancer("rapport", rapport)

    assert (reponse.code, reponse.erreurs) == (0, "")
    assert "Fichiers écrits : " in plat(reponse.sortie)
    assert contenus(rapport) == avant


def test_un_fichier_efface_revient(rapport: Path, lancer: Lancer) -> None:
    """The page, a workbook and the indicators are made again; the report is conforme again."""
    avant = contenus(rapport)
    for nom in ("rapport.html", "programme.xlsx", "indicateurs.json", "paiements.csv"):
        (rapport / nom).unlink()

    assert lancer("auditer", rapport).code != 0
    assert lancer("rapport", rapport).code == 0
    assert contenus(rapport) == avant
    assert lancer("auditer", rapport).code == 0


def test_autre_langue_autre_style_autres_classeurs(rapport: Path, lancer: Lancer) -> None:
    """English, French CSV and one workbook, then back: the first bytes."""
    avant = contenus(rapport)
    reponse = lancer("rapport", rapport, "--langue", "en", "--csv", "fr", "--classeurs", "ensemble")
    manifeste = json.loads((rapport / "manifeste.json").read_text(encoding="utf-8"))

    assert "Files written: " in plat(reponse.sortie)
    assert (manifeste["langue"], manifeste["options"]["csv"]) == ("en", "fr")
    assert (rapport / "programme.csv").read_text(encoding="utf-8").startswith("\ufeffannee;")
    assert [f.name for f in rapport.rglob("*.xlsx")] == ["programme.xlsx"]
    assert lancer("auditer", rapport).code == 0
    assert lancer("rapport", rapport).code == 0
    assert json.loads((rapport / "manifeste.json").read_text(encoding="utf-8")) == manifeste

    options = ("--langue", "fr", "--csv", "standard", "--classeurs", "tous")
    assert lancer("rapport", rapport, *options).code == 0
    assert contenus(rapport) == avant


@pytest.mark.parametrize(
    ("degat", "fichier"),
    [
        (un_euro_de_plus, "programme.csv"),
        (scenario_change, "entrees/scenario.yaml"),
        (texte_dans_un_nombre, "programme.csv"),
        (lambda dossier: (dossier / "prix.csv").unlink(), "prix.csv"),
    ],
)
def test_rien_a_partir_de_fichiers_changes(
    degat: Callable[[Path], None], fichier: str, rapport: Path, lancer: Lancer
) -> None:
    """A programme, prices or inputs changed by hand are refused, named, and the folder is left alone."""
    degat(rapport)
    avant = contenus(rapport)
    reponse = lancer("rapport", rapport)

    assert (reponse.code, reponse.sortie) == (2, "")
    assert "le fichier a changé ou manque depuis l'écriture du rapport" in plat(reponse.erreurs)
    assert fichier in plat(reponse.erreurs)
    assert contenus(rapport) == avant


def test_dossiers_qui_ne_sont_pas_des_rapports(tmp_path: Path, lancer: Lancer) -> None:
    """An absent folder, an empty one: exit code 2 and a remedy."""
    for dossier in (tmp_path / "absent", tmp_path):
        reponse = lancer("rapport", dossier)

        assert reponse.code == 2
        assert "resoudre" in reponse.erreurs
        assert etroit("\n".join(ligne for ligne in reponse.erreurs.splitlines() if str(tmp_path) not in ligne))


def test_choix_inconnu(rapport: Path, lancer: Lancer) -> None:
    """The words that may be written are told."""
    assert "Attendu : tous ou ensemble ou aucun." in plat(lancer("rapport", rapport, "--classeurs", "deux").erreurs)
