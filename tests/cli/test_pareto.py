"""``pareto``: what it writes, what it picks, what it refuses."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from renovation_opt.audit import auditer
from renovation_opt.build import construire
from renovation_opt.cli.choix import lire_conditions
from renovation_opt.errors import EntreeInvalide
from renovation_opt.rapports.analyses import frontiere as tables
from renovation_opt.rapports.analyses.page_frontiere import _nuage
from renovation_opt.rapports.graphiques import svg
from renovation_opt.rapports.relecture import lire_programme
from renovation_opt.schemas.chargement import charger
from tests.cli.conftest import RACINE, Lancer, etroit, processus

EXEMPLE = RACINE / "scenarios/exemple.yaml"
POINTS = 6


@pytest.fixture(scope="session")
def frontiere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a frontier of ``exemple``."""
    dossier = tmp_path_factory.mktemp("frontieres") / "exemple-pareto"
    reponse = processus("pareto", EXEMPLE, "--points", str(POINTS), "--sortie", dossier, "--silencieux")
    assert reponse.returncode == 0, reponse.stderr
    return dossier


def test_les_fichiers_disent_les_memes_points(frontiere: Path) -> None:
    """One row of the CSV per point of the JSON, one programme kept for each, copies of the inputs."""
    lu = json.loads((frontiere / "frontiere.json").read_text(encoding="utf-8"))
    with (frontiere / "frontiere.csv").open(encoding="utf-8", newline="") as fichier:
        rangees = list(csv.DictReader(fichier))

    assert [int(r["point"]) for r in rangees] == [p["point"] for p in lu["points"]] == list(range(1, len(rangees) + 1))
    assert [float(r["energie_mwh"]) for r in rangees] == [p["energie_mwh"] for p in lu["points"]]
    assert len(list((frontiere / "points").iterdir())) == len(rangees) <= POINTS
    assert {f.name for f in (frontiere / "entrees").iterdir()} == {"scenario.yaml", "hypotheses.yaml", "parc.csv"}
    assert lu["prouves"] == len(rangees)


def test_la_page_lie_le_tableau_et_les_dessins(frontiere: Path) -> None:
    """A row per point carries the key that the charts know; the page forbids itself any request."""
    page = (frontiere / "frontiere.html").read_text(encoding="utf-8")
    lu = json.loads((frontiere / "frontiere.json").read_text(encoding="utf-8"))

    assert page.count("data-cle=") == len(lu["points"])
    assert page.count('data-graphique="') == 2
    assert all(f'"cle":"{p["point"]}"' in page for p in lu["points"])
    assert "default-src 'none'" in page
    assert str(RACINE) not in page


def test_les_legendes_du_nuage_sont_l_une_sous_l_autre(frontiere: Path) -> None:
    """Colours, then sizes: drawn side by side, the last colour touched the title of the sizes."""
    inst = construire(charger(frontiere / "entrees/scenario.yaml"))
    lue = tables.lire(json.loads((frontiere / "frontiere.json").read_text(encoding="utf-8")), inst.question, "")
    dessin = str(svg(_nuage(lue)))
    places = re.findall(r'role-legend" role[^>]*><g transform="translate\(([-\d.]+),([-\d.]+)\)', dessin)
    (gauche, haut), (autre_gauche, autre_haut) = ((float(x), float(y)) for x, y in places)

    assert gauche == autre_gauche
    assert abs(haut - autre_haut) > 12


def test_on_choisit_dans_une_frontiere_ecrite_sans_rien_resoudre(frontiere: Path, lancer: Lancer) -> None:
    """The point that passes and has most of the rest; its report is one that can be audited, at the figures shown."""
    reponse = lancer("pareto", frontiere, "--choisir", "energie >= 85 %", "--json")
    contenu = json.loads(reponse.sortie)
    choisi = contenu["points"][contenu["choix"]["point"] - 1]
    dossier = Path(contenu["choix"]["rapport"])
    inst = construire(charger(dossier / "entrees/scenario.yaml"))
    rapport = auditer(inst, lire_programme(dossier, [f.code for f in inst.fonds]))

    assert reponse.code == 0
    assert choisi["part_energie"] >= 0.85
    autres = [p for p in contenu["points"] if p["part_energie"] >= 0.85]
    assert choisi["part_patrimoine"] + choisi["part_mixite"] == max(
        p["part_patrimoine"] + p["part_mixite"] for p in autres
    )
    assert rapport.conforme
    assert rapport.bilan.objectifs[0] == round(choisi["energie_mwh"] * 1_000)
    assert lancer("auditer", dossier).code == 0
    manifeste = json.loads((dossier / "manifeste.json").read_text(encoding="utf-8"))
    assert manifeste["options"]["choix"] == "energie >= 85 %"
    assert manifeste["etapes"][0]["nom"] == "cibles"


def test_le_resume_tient_en_80_colonnes_dans_les_deux_langues(frontiere: Path, lancer: Lancer) -> None:
    """A frontier is shown again from its folder."""
    francais, anglais = lancer("pareto", frontiere), lancer("pareto", frontiere, "--langue", "en")
    lignes = [li for r in (francais, anglais) for li in r.sortie.splitlines() if str(frontiere) not in li]

    assert francais.code == anglais.code == 0
    assert etroit("\n".join(lignes))
    assert "Hypervolume" in anglais.sortie
    assert "max. energy" in anglais.sortie
    assert re.search(r"MWh +points +households\n", anglais.sortie)
    assert "Écart" not in anglais.sortie


def test_aucun_point_ne_passe(frontiere: Path, lancer: Lancer) -> None:
    """Exit code 1, with what was asked and what the frontier reaches."""
    reponse = lancer("pareto", frontiere, "--choisir", "patrimoine >= 9000 points")

    assert reponse.code == 1
    assert "Aucun point de la frontière ne passe" in reponse.erreurs
    assert "9\u202f000,0 points" in reponse.erreurs


def test_un_point_modifie_n_est_pas_rapporte(frontiere: Path, lancer: Lancer, tmp_path: Path) -> None:
    """A kept programme whose figures no longer match its plans is refused."""
    copie = tmp_path / "copie-pareto"
    for fichier in (f for f in frontiere.rglob("*") if f.is_file()):
        (copie / fichier.relative_to(frontiere)).parent.mkdir(parents=True, exist_ok=True)
        (copie / fichier.relative_to(frontiere)).write_bytes(fichier.read_bytes())
    for fichier in (copie / "points").iterdir():
        lu = json.loads(fichier.read_text(encoding="utf-8"))
        lu["plans"].pop()
        fichier.write_text(json.dumps(lu), encoding="utf-8")
    reponse = lancer("pareto", copie, "--choisir", "energie >= 50 %")

    assert reponse.code == 2
    assert "ne se relit pas" in reponse.erreurs.replace("\n  ", " ")


@pytest.mark.parametrize(
    ("options", "attendu"),
    [
        (("--points", "3"), "--points = 3 : ce nombre ne convient pas. Attendu : un nombre entier, au moins 4."),
        (("--choisir", "beauté >= 3 %"), "cette condition ne se lit pas"),
        (("--choisir", "energie > 3 %"), "cette condition ne se lit pas"),
        (("--choisir", "energie >= 3"), "--choisir = energie >= 3"),
        (("--tolerance", "200 %"), "--tolerance"),
        (("--csv", "tsv"), "ce choix n'existe pas"),
    ],
)
def test_une_option_fautive_est_dite_avant_tout_calcul(
    options: tuple[str, str], attendu: str, lancer: Lancer, tmp_path: Path
) -> None:
    """Exit code 2, the option, what was found, what was expected; nothing is written."""
    reponse = lancer("pareto", EXEMPLE, *options, "--sortie", tmp_path / "f")

    assert reponse.code == 2
    assert attendu in " ".join(reponse.erreurs.split()).replace("\u00a0", " ")
    assert not (tmp_path / "f").exists()


def test_un_dossier_quelconque_n_est_pas_une_frontiere(lancer: Lancer, tmp_path: Path) -> None:
    """A folder without frontier is a bad input."""
    assert lancer("pareto", tmp_path).code == 2


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("energie >= 95 %", [(0, 0.95, True)]),
        ("Énergie ≥ 95,5 %", [(0, 0.955, True)]),
        ("energie >= 18000 MWh et mixité >= 2 ménages", [(0, 18_000_000, False), (2, 2_000_000, False)]),
        ("heritage >= 100 points ; energy >= 10 %", [(1, 100_000, False), (0, 0.1, True)]),
    ],
)
def test_les_conditions_se_lisent(texte: str, attendu: list[tuple[int, float, bool]]) -> None:
    """A share of the best, or a quantity in the unit of the objective; French or English names."""
    assert [(c.j, float(c.valeur), c.part) for c in lire_conditions(texte)] == attendu


def test_une_quantite_dans_une_autre_unite_est_refusee() -> None:
    """Energy is in MWh."""
    with pytest.raises(EntreeInvalide, match="MWh"):
        lire_conditions("energie >= 3 points")
