"""``diff``: the meaning, not the writing; files and git revisions; errors."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Lancer, etroit
from tests.cli.test_verifier import plat, remplacer

EXEMPLE = "scenarios/exemple.yaml"


@pytest.fixture
def racine(espace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the workspace, where one stands, with a copy of the scenario to change."""
    (espace / "scenarios/autre.yaml").write_text((espace / EXEMPLE).read_text("utf-8"), encoding="utf-8")
    monkeypatch.chdir(espace)
    return espace


def git(*arguments: str) -> None:
    """Run git here."""
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@x", *arguments], check=True, capture_output=True)  # noqa: S603, S607 - ours


def valider(message: str) -> None:
    """Commit everything."""
    git("add", "--all")
    git("commit", "--quiet", "--message", message)


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        ("montant: 1.5 M€", "montant: 1500 k€"),
        ("report: 50 %", "report: 50.0 %"),
        ("poids: {energie: 0.5, patrimoine: 0.3, mixite: 0.2}", "poids: {energie: 5, patrimoine: 3, mixite: 2}"),
        ("fonds_propres: {2017: 1 M€, 2018: 2 M€}", "fonds_propres: {2017: 1 M€, 2018: 2 M€, 2019: 2 M€}"),
        ("logements_par_an: 60", "logements_par_an: {2017: 60}"),
        ("    profil: libre\n", "    profil: libre\n    annees: 2017-2019\n"),
        ("souple: true}", "souple: true, avant: null}"),
        ("horizon: {debut: 2017, tranches: 3}", "horizon: {tranches: 3, debut: 2017}"),
    ],
)
def test_une_autre_ecriture_n_est_pas_une_difference(racine: Path, lancer: Lancer, avant: str, apres: str) -> None:
    """Other units, defaults written out, the same curve with more points: nothing changed."""
    remplacer(racine / "scenarios/autre.yaml", avant, apres)

    reponse = lancer("diff", EXEMPLE, "scenarios/autre.yaml")

    assert reponse.code == 0
    assert "Aucune différence de sens" in plat(reponse.sortie)


@pytest.mark.parametrize(
    ("avant", "apres", "attendu"),
    [
        (
            "montant: 1.5 M€",
            "montant: 1.2 M€",
            "financements.logement_social.montant : 1,5 M€ devient 1,2 M€, soit -20,0 %",
        ),
        ("    profil: libre\n", "", "financements.region.profil : libre devient uniforme"),
        (
            "fonds_propres: {2017: 1 M€, 2018: 2 M€}",
            "fonds_propres: 1 M€",
            "bailleurs.maisons_et_cites.fonds_propres : 2 M€ de 2018 à 2019 devient 1 M€ de 2018 à 2019",
        ),
        ("au_moins: 50 %", "au_moins: 60 %", "cibles.0.au_moins (mesure passoires ; souple oui) : 50 % devient 60 %"),
        (
            "mesure: passoires, au_moins: 50 %",
            "mesure: logements, au_moins: 50",
            "cibles.0 : ajouté, mesure logements ; au_moins 50",
        ),
        (
            "poids: {energie: 0.5, patrimoine: 0.3, mixite: 0.2}",
            "poids: {energie: 1}",
            "objectif.poids.energie : 50 % devient 100 %",
        ),
        (
            "titre: Trois cités",
            "titre: Quatre cités",
            "titre : Trois cités pour apprendre devient Quatre cités pour apprendre",
        ),
    ],
)
def test_une_difference_est_dite(racine: Path, lancer: Lancer, avant: str, apres: str, attendu: str) -> None:
    """Path, before, after, place of the line."""
    remplacer(racine / "scenarios/autre.yaml", avant, apres)

    reponse = lancer("diff", EXEMPLE, "scenarios/autre.yaml")

    assert attendu in plat(reponse.sortie)
    assert "scenarios/autre.yaml:" in plat(reponse.sortie) or "exemple.yaml:" in plat(reponse.sortie)
    assert etroit(reponse.sortie)


def test_une_base_fusionnee(racine: Path, lancer: Lancer) -> None:
    """A scenario that stands on another and changes nothing but its name says the same thing."""
    (racine / "scenarios/dessus.yaml").write_text("# ?\nbase: exemple.yaml\nnom: dessus\n", encoding="utf-8")

    sortie = plat(lancer("diff", EXEMPLE, "scenarios/dessus.yaml").sortie)

    assert "nom : exemple devient dessus" in sortie
    assert "Aucune différence de sens" in sortie


def test_les_enonces_sont_reconnus_ou_qu_ils_soient(racine: Path, lancer: Lancer) -> None:
    """A target inserted before another does not make the other differ; a decision is known by what it bears on."""
    cible = "  - {mesure: passoires, au_moins: 50 %, souple: true}\n"
    remplacer(racine / "scenarios/autre.yaml", cible, "  - {mesure: logements, au_moins: 10, souple: true}\n" + cible)

    sortie = plat(lancer("diff", EXEMPLE, "scenarios/autre.yaml").sortie)

    assert "cibles.0 : ajouté, mesure logements" in sortie
    assert "cibles.1" not in sortie
    assert "Différences qui peuvent changer le programme : 1." in sortie


def test_hypotheses_et_parc(racine: Path, lancer: Lancer) -> None:
    """A number of the hypotheses with its unit; rows of the parc added, removed, changed, with their dwellings."""
    hypotheses, parc = racine / "models/autre.yaml", racine / "scenarios/exemple/autre.csv"
    texte = (racine / "models/erbm-2017.yaml").read_text("utf-8")
    hypotheses.write_text(texte.replace("valeur: 12000", "valeur: 13000", 1), encoding="utf-8")
    lignes = (racine / "scenarios/exemple/parc.csv").read_text("utf-8").splitlines()
    colonne = lignes[0].split(",").index("part_seniors")
    cellules = lignes[1].split(",")
    cellules[colonne] = "0.99"
    ajoutee = lignes[2].split(",")
    ajoutee[0] += "-bis"
    nouvelles = [lignes[0], ",".join(cellules), lignes[2], ",".join(ajoutee), *lignes[4:]]
    parc.write_text("\n".join(nouvelles) + "\n", encoding="utf-8")
    scenario = racine / "scenarios/autre.yaml"
    remplacer(scenario, "../models/erbm-2017.yaml", "../models/autre.yaml")
    remplacer(scenario, "exemple/parc.csv", "exemple/autre.csv")

    sortie = plat(lancer("diff", EXEMPLE, "scenarios/autre.yaml").sortie)

    assert "bouquets.socle.cout_fixe : 12 000 €/logement devient 13 000 €/logement" in sortie
    assert "lots ajoutés : 1, soit" in sortie
    assert "lots retirés : 1, soit" in sortie
    assert "lots modifiés : 1 ; colonnes et lots touchés : part_seniors (1)" in sortie


def test_deux_revisions(racine: Path, lancer: Lancer) -> None:
    """Base, hypotheses and parc are those of the revision, not those of the folder; the repository is untouched."""
    git("init", "--quiet")
    (racine / "scenarios/dessus.yaml").write_text("# ?\nbase: exemple.yaml\nnom: dessus\n", encoding="utf-8")
    valider("un")
    remplacer(racine / EXEMPLE, "montant: 1.5 M€", "montant: 1.2 M€")
    remplacer(racine / "models/erbm-2017.yaml", "valeur: 12000", "valeur: 13000")

    reponse = lancer("diff", "HEAD:scenarios/dessus.yaml", "scenarios/dessus.yaml")

    sortie = plat(reponse.sortie)
    assert "financements.logement_social.montant : 1,5 M€ devient 1,2 M€" in sortie
    assert "bouquets.socle.cout_fixe : 12 000 €/logement devient 13 000 €/logement" in sortie
    inverse = plat(lancer("diff", "scenarios/dessus.yaml", "HEAD:./scenarios/dessus.yaml").sortie)
    assert "(HEAD:scenarios/exemple.yaml:" in inverse
    valider("deux")
    entre = plat(lancer("diff", "HEAD~1:scenarios/dessus.yaml", "HEAD:scenarios/dessus.yaml").sortie)
    assert "1,5 M€ devient 1,2 M€" in entre
    assert subprocess.run(["git", "status", "--porcelain"], capture_output=True, check=True).stdout == b""  # noqa: S607


@pytest.mark.parametrize(
    ("avant", "attendu"),
    [
        ("nulle-part:scenarios/exemple.yaml", "cette révision n'existe pas"),
        ("HEAD:scenarios/absent.yaml", "n'existe pas à cette révision"),
        ("HEAD:exemple.yaml", "n'existe pas à cette révision"),
        ("absent.yaml", "ce fichier n'existe pas"),
        ("--:x", "cette révision n'existe pas"),
    ],
)
def test_ce_qui_est_introuvable(racine: Path, lancer: Lancer, avant: str, attendu: str) -> None:
    """An unknown revision, or a file that is not in it, exits with 2 and says what to do."""
    git("init", "--quiet")
    valider("un")

    reponse = lancer("diff", "--", avant, EXEMPLE)

    assert reponse.code == 2
    assert attendu in plat(reponse.erreurs)
    del racine


def test_depuis_un_sous_dossier(racine: Path, lancer: Lancer, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a sub-folder, ``HEAD:exemple.yaml`` proposes ``HEAD:./exemple.yaml``, which works."""
    git("init", "--quiet")
    valider("un")
    monkeypatch.chdir(racine / "scenarios")

    assert "« HEAD:./exemple.yaml »" in plat(lancer("diff", "HEAD:exemple.yaml", "exemple.yaml").erreurs)
    assert lancer("diff", "HEAD:./exemple.yaml", "exemple.yaml").code == 0


def test_hors_d_un_depot(racine: Path, lancer: Lancer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a repository, a revision cannot be read, and this is said."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(racine.parent))

    reponse = lancer("diff", "HEAD:scenarios/exemple.yaml", EXEMPLE)

    assert (reponse.code, "n'est pas dans un dépôt git" in plat(reponse.erreurs)) == (2, True)


def test_les_fautes_d_une_revision_sont_a_leur_place(racine: Path, lancer: Lancer) -> None:
    """A fault of an old scenario is placed in the revision, never in a temporary folder."""
    git("init", "--quiet")
    remplacer(racine / EXEMPLE, "taux: 25 %", "taux: 25")
    valider("faux")
    remplacer(racine / EXEMPLE, "taux: 25\n", "taux: 25 %\n")

    erreurs = plat(lancer("diff", "HEAD:scenarios/exemple.yaml", EXEMPLE).erreurs)

    assert "HEAD:scenarios/exemple.yaml, ligne 17" in erreurs
    assert "renovation_opt-" not in erreurs


def test_json(racine: Path, lancer: Lancer) -> None:
    """Every change with its key, kind, values and places; ``comparaison`` only when solved."""
    remplacer(racine / "scenarios/autre.yaml", "montant: 1.5 M€", "montant: 1.2 M€")

    arbre = json.loads(lancer("diff", EXEMPLE, "scenarios/autre.yaml", "--json").sortie)

    (change,) = arbre["changements"]
    assert (change["cle"], change["genre"], change["avant"], change["apres"]) == (
        "financements.logement_social.montant",
        "modifie",
        "1,5 M€",
        "1,2 M€",
    )
    assert change["lieu_apres"] == "scenarios/autre.yaml:14"
    assert arbre["comparaison"] is None
    assert arbre["effectives"] == 1


def test_resoudre(racine: Path, lancer: Lancer) -> None:
    """With ``--resoudre`` the programmes are compared too, named by what the user gave."""
    remplacer(racine / "scenarios/autre.yaml", "logements_par_an: 60", "logements_par_an: 40")

    arbre = json.loads(lancer("diff", EXEMPLE, "scenarios/autre.yaml", "--resoudre", "--json").sortie)

    assert [c["nom"] for c in arbre["comparaison"]["cotes"]] == [EXEMPLE, "scenarios/autre.yaml"]
    assert not Path("reports").exists()
