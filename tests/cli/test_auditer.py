"""``auditer``: an honest report is conforme, and every tampering is seen."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from renovation_opt.rapports.fichiers_json import empreinte
from tests.cli.conftest import Lancer, etroit
from tests.cli.test_verifier import plat, remplacer


def test_un_rapport_honnete_est_conforme(rapport: Path, lancer: Lancer) -> None:
    """The seventeen rules hold, from the files of the report alone."""
    reponse = lancer("auditer", rapport)

    assert (reponse.code, reponse.erreurs) == (0, "")
    assert reponse.sortie.count("  oui  C") == 17
    assert "Conforme : toutes les règles sont respectées" in plat(reponse.sortie)
    assert etroit(reponse.sortie)


def test_en_anglais(rapport: Path, lancer: Lancer) -> None:
    """The same in English."""
    sortie = lancer("auditer", rapport, "--langue", "en").sortie

    assert sortie.count("  yes  C") == 17
    assert "Passed: every rule holds" in plat(sortie)


def un_euro_de_plus(dossier: Path) -> None:
    """Add one euro to the works of the first line."""
    fichier = dossier / "programme.csv"
    lignes = fichier.read_text(encoding="utf-8").split("\n")
    colonne = lignes[0].split(",").index("travaux_eur")
    cellules = lignes[1].split(",")
    cellules[colonne] = str(int(cellules[colonne]) + 1)
    lignes[1] = ",".join(cellules)
    fichier.write_text("\n".join(lignes), encoding="utf-8")


def une_ligne_en_moins(dossier: Path) -> None:
    """Remove the second line."""
    fichier = dossier / "programme.csv"
    lignes = fichier.read_text(encoding="utf-8").split("\n")
    fichier.write_text("\n".join(lignes[:2] + lignes[3:]), encoding="utf-8")


def scenario_change(dossier: Path) -> None:
    """Give the region more money in the scenario kept with the report."""
    remplacer(dossier / "entrees/scenario.yaml", "600 k€", "900 k€")


def objectif_embelli(dossier: Path) -> None:
    """Write a better energy in indicateurs.json, and the hash that goes with it."""
    fichier = dossier / "indicateurs.json"
    contenu = json.loads(fichier.read_text(encoding="utf-8"))
    contenu["indicateurs"]["energie"]["cumulee"]["valeur"] += 1
    fichier.write_text(json.dumps(contenu), encoding="utf-8")


def rapport_absent(dossier: Path) -> None:
    """Delete the page."""
    (dossier / "rapport.html").unlink()


@pytest.mark.parametrize(
    ("trafic", "attendus"),
    [
        (un_euro_de_plus, ("NON C5", "programme.csv")),
        (une_ligne_en_moins, ("Infractions : ", "programme.csv")),
        (scenario_change, ("entrees/scenario.yaml",)),
        (objectif_embelli, ("indicateurs.json, energie.cumulee", "recalculé")),
        (rapport_absent, ("rapport.html",)),
    ],
)
def test_tout_trafic_se_voit(
    trafic: Callable[[Path], None], attendus: tuple[str, ...], rapport: Path, lancer: Lancer
) -> None:
    """Exit code 1, and what was touched is named."""
    trafic(rapport)
    reponse = lancer("auditer", rapport)

    assert reponse.code == 1
    assert "Non conforme." in reponse.sortie
    for attendu in attendus:
        assert attendu in plat(reponse.sortie)


def test_les_regles_voient_ce_que_les_empreintes_ne_voient_plus(rapport: Path, lancer: Lancer) -> None:
    """With the manifest rewritten to match, the rules still see the euro."""
    un_euro_de_plus(rapport)
    manifeste = json.loads((rapport / "manifeste.json").read_text(encoding="utf-8"))
    manifeste["sorties"]["programme.csv"] = empreinte((rapport / "programme.csv").read_bytes())
    (rapport / "manifeste.json").write_text(json.dumps(manifeste), encoding="utf-8")
    reponse = lancer("auditer", rapport)

    assert reponse.code == 1
    assert "NON C5" in plat(reponse.sortie)
    assert "fichiers modifiés : 0" in plat(reponse.sortie)


@pytest.mark.parametrize("objectifs", [{"energie": 1, "patrimoine": 2, "mixite": 3}, None, []])
def test_les_objectifs_du_manifeste_sont_compares(objectifs: object, rapport: Path, lancer: Lancer) -> None:
    """The exact integers of the manifest are recomputed too."""
    manifeste = json.loads((rapport / "manifeste.json").read_text(encoding="utf-8"))
    manifeste["objectifs"] = objectifs
    (rapport / "manifeste.json").write_text(json.dumps(manifeste), encoding="utf-8")
    reponse = lancer("auditer", rapport)

    assert reponse.code == 1
    assert "manifeste.json, objectifs.energie" in plat(reponse.sortie)


def casser_json(dossier: Path) -> None:
    """Cut indicateurs.json."""
    (dossier / "indicateurs.json").write_text("{", encoding="utf-8")


def retirer_scenario(dossier: Path) -> None:
    """Delete the inputs."""
    shutil.rmtree(dossier / "entrees")


def texte_dans_un_nombre(dossier: Path) -> None:
    """Write a word in the column of dwellings."""
    fichier = dossier / "programme.csv"
    lignes = fichier.read_text(encoding="utf-8").split("\n")
    cellules = lignes[1].split(",")
    cellules[lignes[0].split(",").index("logements")] = "beaucoup"
    lignes[1] = ",".join(cellules)
    fichier.write_text("\n".join(lignes), encoding="utf-8")


@pytest.mark.parametrize("degat", [casser_json, retirer_scenario, texte_dans_un_nombre])
def test_un_rapport_illisible(degat: Callable[[Path], None], rapport: Path, lancer: Lancer) -> None:
    """Exit code 2, the reason on stderr."""
    degat(rapport)
    reponse = lancer("auditer", rapport)

    assert reponse.code == 2
    assert reponse.erreurs.startswith("Erreur\u00a0:\u00a0")


def test_un_dossier_qui_n_est_pas_un_rapport(tmp_path: Path, lancer: Lancer) -> None:
    """Nor one that does not exist."""
    assert lancer("auditer", tmp_path).code == 2
    assert "ce dossier n'existe pas" in plat(lancer("auditer", tmp_path / "absent").erreurs)
