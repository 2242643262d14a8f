"""``diagnostiquer``: decisions of a scenario, exit codes, JSON, and the way to it from ``resoudre``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Lancer, etroit
from tests.cli.test_verifier import plat, remplacer

EXEMPLE = "scenarios/exemple.yaml"
OPERATION = "cite-16-3-du-nouveau-monde-bruay-la-buissiere/maisons_et_cites"


@pytest.fixture
def scenario(espace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the scenario of a workspace where one stands."""
    monkeypatch.chdir(espace)
    return Path(EXEMPLE)


def ajouter(scenario: Path, texte: str) -> None:
    """Write more lines at the end of a scenario."""
    with scenario.open("a", encoding="utf-8") as fichier:
        fichier.write(texte)


def test_rien_ne_se_contredit(scenario: Path, lancer: Lancer) -> None:
    """A scenario that has a programme says so, and exits with 0."""
    reponse = lancer("diagnostiquer", scenario)

    assert reponse.code == 0
    assert "rien ne se contredit" in plat(reponse.sortie)


def test_une_engagee_trop_grande_change_d_annee(scenario: Path, lancer: Lancer) -> None:
    """69 dwellings engaged over two years from 2018, 60 places but 1 M€ of own money in 2017: the year moves.

    Engaged in 2017, the opération needs more own money in 2017 than the landlord has; in 2018 it has 2 M€ a year.
    """
    ajouter(scenario, f"decisions:\n  engagees: [{{operation: {OPERATION}, debut: 2017, duree: 2}}]\n")

    reponse = lancer("diagnostiquer", scenario)

    sortie = plat(reponse.sortie)
    assert reponse.code == 1
    assert etroit(reponse.sortie)
    assert f"opération {OPERATION} engagée en 2017, durée 2 (decisions.engagees.0, {EXEMPLE}:" in sortie
    assert "Maisons & Cités, fonds propres (bailleurs.maisons_et_cites.fonds_propres" in sortie
    assert "engagée en 2017, durée 2 : debut 2018 (decisions.engagees.0) ; vérifié" in sortie
    assert "en 2017 (" in sortie  # own money: +… € en 2017


def test_une_exclusion(scenario: Path, lancer: Lancer) -> None:
    """All 164 dwellings asked and one cité excluded: the exclusion is named; dropped, the parc is whole again."""
    remplacer(scenario, "mesure: passoires, au_moins: 50 %, souple: true", "mesure: logements, au_moins: 150")
    ajouter(
        scenario,
        "decisions:\n  exclues: [{cite: cite-de-l-ermitage-vieux-conde, motif: démolition}]\n",
    )

    sortie = plat(lancer("diagnostiquer", scenario).sortie)

    assert "cite-de-l-ermitage-vieux-conde exclu" in sortie
    assert "au moins 150 logements" in sortie
    assert "exclu : à retirer (decisions.exclues.0)" in sortie


def test_json(scenario: Path, lancer: Lancer) -> None:
    """JSON alone on stdout, with keys, places, kinds of proof."""
    remplacer(scenario, "mesure: passoires, au_moins: 50 %, souple: true", "mesure: logements, au_moins: 1000")

    reponse = lancer("diagnostiquer", scenario, "--json")

    arbre = json.loads(reponse.sortie)
    assert (reponse.code, reponse.erreurs, arbre["verdict"]) == (1, "", "impossible")
    (conflit,) = arbre["conflits"]
    assert [e["cle"] for e in conflit["enonces"]] == ["cibles.0"]
    assert conflit["enonces"][0]["origine"] == f"{EXEMPLE}:36"
    (reparation,) = conflit["reparations"]
    assert (reparation["ajustements"][0]["avant"], reparation["preuve"]) == (1000, "entier")
    assert reparation["ajustements"][0]["apres"] <= 164


def test_en_anglais(scenario: Path, lancer: Lancer) -> None:
    """The same in English."""
    sortie = plat(lancer("diagnostiquer", scenario, "--langue", "en").sortie)

    assert "nothing conflicts" in sortie


def test_resoudre_y_renvoie(scenario: Path, lancer: Lancer) -> None:
    """A scenario without programme points to the diagnosis."""
    remplacer(scenario, "mesure: passoires, au_moins: 50 %, souple: true", "mesure: logements, au_moins: 1000")

    reponse = lancer("resoudre", scenario)

    assert reponse.code == 1
    assert f"renovation-opt diagnostiquer {EXEMPLE}" in plat(reponse.erreurs)


def test_une_entree_fautive(scenario: Path, lancer: Lancer) -> None:
    """A faulty scenario exits with 2."""
    del scenario
    assert lancer("diagnostiquer", "absent.yaml").code == 2
