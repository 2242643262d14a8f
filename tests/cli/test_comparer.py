"""``comparer``: what it reads back, what it solves again, what it writes, what it refuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import RACINE, Lancer, etroit
from tests.cli.test_verifier import plat, remplacer

MOYENS = RACINE / "docs/guide/exemples/exemple-moyens.yaml"


@pytest.fixture
def deux(espace: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Return two scenarios of a workspace where one stands."""
    texte = MOYENS.read_text(encoding="utf-8").replace("../../../scenarios/", "")
    (espace / "scenarios/moyens.yaml").write_text(texte, encoding="utf-8")
    monkeypatch.chdir(espace)
    return "scenarios/exemple.yaml", "scenarios/moyens.yaml"


def test_deux_scenarios(deux: tuple[str, str], lancer: Lancer) -> None:
    """80 columns, the files are written, and the reports of the programmes solved pass the audit."""
    reponse = lancer("comparer", *deux)

    assert reponse.code == 0
    assert etroit(reponse.sortie)
    dossier = Path("reports/comparaison-exemple-moyens")
    assert {f.name for f in dossier.iterdir()} == {
        *("comparaison.html", "comparaison.xlsx", "comparaison.md", "comparaison.json"),
        *("indicateurs.csv", "operations.csv", "manifeste.json", "rapports"),
    }
    assert lancer("auditer", dossier / "rapports/exemple-moyens").code == 0


def test_un_rapport_a_jour_est_relu(deux: tuple[str, str], lancer: Lancer) -> None:
    """The second comparison solves no scenario again; a scenario that changed is solved, the other is not."""
    lancer("comparer", *deux)

    relue = lancer("comparer", *deux)
    assert relue.sortie.count("relu dans") == 2
    assert "exemple : programme" not in plat(relue.erreurs)
    assert "exemple-moyens : programme" not in plat(relue.erreurs)

    remplacer(Path(deux[1]), "logements_par_an: 80", "logements_par_an: 70")
    changee = plat(lancer("comparer", *deux).sortie)
    assert changee.count("relu dans") == 1
    assert changee.count("calculé pour cette comparaison") == 1


def test_un_rapport_aux_autres_echelles_ne_sert_pas(deux: tuple[str, str], lancer: Lancer) -> None:
    """A report solved alone weighs with its own scales: it is solved again with those of A, and this is said.

    With ``--echelles propres`` it serves, and the comparison says that the two do not weigh alike.
    """
    lancer("resoudre", deux[1])

    communes = plat(lancer("comparer", *deux).sortie)
    assert "son rapport pondère avec d'autres échelles, le programme est donc recalculé" in communes
    assert "partagent les mêmes échelles : celles du scénario exemple" in communes

    propres = plat(lancer("comparer", *deux, "--echelles", "propres", "--sortie", "autre").sortie)
    assert "relu dans reports/exemple-moyens" in propres
    assert "leurs objectifs ne pèsent pas pareil" in propres


def test_un_ecart_deja_assez_petit_suffit(deux: tuple[str, str], lancer: Lancer) -> None:
    """A report proven optimal answers a comparison that asks for 5 %, whatever its own options were."""
    lancer("resoudre", deux[0])

    assert "relu dans reports/exemple" in plat(lancer("comparer", *deux, "--ecart", "5 %").sortie)


def test_json(deux: tuple[str, str], lancer: Lancer) -> None:
    """JSON alone on stdout: sides, indicators with a unit and a verdict, movements."""
    reponse = lancer("comparer", *deux, "--json")

    arbre = json.loads(reponse.sortie)
    assert reponse.erreurs == ""
    assert [c["lettre"] for c in arbre["cotes"]] == ["A", "B"]
    rang = next(r for r in arbre["indicateurs"] if r["cle"] == ["argent", "aides"])
    assert rang["unite"] == "EUR"
    assert rang["ecarts"][0]["verdict"] == "necessaire"
    assert arbre["oppositions"][0]["proches"]["nombre"] == 1
    assert json.loads(Path("reports/comparaison-exemple-moyens/comparaison.json").read_text("utf-8")) == arbre


def test_ce_qui_ne_se_compare_pas_est_dit(deux: tuple[str, str], lancer: Lancer) -> None:
    """Other years, another method, another parc: each is told, since totals do not bear on the same things."""
    parc = Path("scenarios/exemple/parc.csv")
    Path("scenarios/exemple/moins.csv").write_text("\n".join(parc.read_text("utf-8").splitlines()[:-1]), "utf-8")
    remplacer(Path(deux[1]), "bailleurs:", "parc: exemple/moins.csv\nhorizon: {tranches: 4}\nbailleurs:")

    sortie = plat(lancer("comparer", *deux, "--brut").sortie)

    assert "A de 2017 à 2019, énergie jusqu'en 2029 ; B de 2017 à 2020, énergie jusqu'en 2030" in sortie
    assert "n'ont pas le même parc" in sortie
    assert "hypothèses" not in sortie


def test_sans_second_calcul(deux: tuple[str, str], lancer: Lancer) -> None:
    """``--brut`` looks for no close programme, and says so."""
    reponse = lancer("comparer", *deux, "--brut")

    assert "au plus près de A" not in plat(reponse.erreurs)
    assert "Différences brutes" in plat(reponse.sortie)
    assert "*" not in reponse.sortie


def test_le_meme_scenario_deux_fois(deux: tuple[str, str], lancer: Lancer) -> None:
    """Two sides of one name are told apart by their paths, and nothing differs."""
    copie = Path("scenarios/copie.yaml")
    shutil.copyfile(deux[0], copie)

    sortie = plat(lancer("comparer", deux[0], copie).sortie)

    assert "B scenarios/copie.yaml" in " ".join(sortie.split())
    assert "changent d'année ou de bouquet : 0" in sortie


def test_en_anglais(deux: tuple[str, str], lancer: Lancer) -> None:
    """The same in English, help included."""
    sortie = plat(lancer("comparer", *deux, "--langue", "en").sortie)

    assert "The weighted scenarios share the same scales" in sortie
    assert "Dwellings renovated" in sortie
    assert "side by side" in plat(lancer("comparer", "--help", "--langue", "en").sortie)


@pytest.mark.parametrize(
    ("arguments", "attendu"),
    [
        (("scenarios/exemple.yaml",), "de 2 à 26 scénarios"),
        (("scenarios/exemple.yaml", "scenarios"), "ce dossier n'est pas un rapport"),
        (("scenarios/exemple.yaml", "scenarios/absent.yaml"), "ce fichier n'existe pas"),
        (("scenarios/exemple.yaml", "scenarios/exemple.yaml", "--perte", "2"), "un taux avec le signe %"),
        (("scenarios/exemple.yaml", "scenarios/exemple.yaml", "--echelles", "x"), "communes ou propres"),
        (("scenarios/exemple.yaml", "scenarios/exemple.yaml", "--sortie", "scenarios"), "n'est pas un rapport"),
    ],
)
def test_ce_qui_est_refuse(deux: tuple[str, str], lancer: Lancer, arguments: tuple[str, ...], attendu: str) -> None:
    """Bad inputs exit with 2 and say what to do; nothing is solved nor written."""
    del deux
    reponse = lancer("comparer", *arguments)

    assert reponse.code == 2
    assert attendu in plat(reponse.erreurs)
    assert not Path("reports").exists()


def test_un_rapport_modifie_est_refuse(rapport: Path, deux: tuple[str, str], lancer: Lancer) -> None:
    """A report whose programme changed since it was written does not enter a comparison."""
    fichier = rapport / "programme.csv"
    fichier.write_text(fichier.read_text(encoding="utf-8").replace("2018", "2019", 1), encoding="utf-8")

    reponse = lancer("comparer", deux[0], rapport)

    assert reponse.code == 2
    assert "a changé ou manque" in plat(reponse.erreurs)


def test_un_rapport_n_est_pas_remplace(rapport: Path, deux: tuple[str, str], lancer: Lancer) -> None:
    """A comparison is never written over a report, even when asked."""
    reponse = lancer("comparer", *deux, "--sortie", rapport)

    assert (reponse.code, "une comparaison ne le remplace pas" in plat(reponse.erreurs)) == (2, True)
    assert (rapport / "programme.csv").is_file()


def test_un_scenario_impossible(deux: tuple[str, str], lancer: Lancer) -> None:
    """A scenario without programme exits with 1."""
    with Path(deux[1]).open("a", encoding="utf-8") as fichier:
        fichier.write("cibles:\n  - {mesure: logements, au_moins: 1000}\n")

    assert lancer("comparer", *deux).code == 1
