"""``balayer``: what it says, what it writes, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from renovation_opt.analyse import calcul_point
from renovation_opt.cli import balayer as commande
from tests.cli.conftest import RACINE, Lancer, etroit
from tests.cli.test_verifier import plat

EXEMPLE = RACINE / "scenarios/exemple.yaml"
MONTANT = "financements.logement_social.montant"
ICI = ("--ouvriers", "0", "--tours", "1")


def test_un_balayage_de_bout_en_bout(lancer: Lancer, tmp_path: Path) -> None:
    """Two points: a screen, four files and the points; the same again in JSON, everything taken up, stderr silent."""
    varie = ("--varier", f"{MONTANT}=1,1.5 M€", "--sortie", tmp_path / "b", *ICI)
    reponse = lancer("balayer", EXEMPLE, *varie)
    encore = lancer("balayer", EXEMPLE, *varie, "--json")
    lu = json.loads(encore.sortie)

    assert reponse.code == encore.code == 0
    assert etroit("\n".join(li for li in reponse.sortie.splitlines() if str(tmp_path) not in li))
    assert "Points calculés : 2 sur 2" in plat(reponse.sortie)
    assert encore.erreurs == ""
    assert [p["valeurs"][MONTANT] for p in lu["points"]] == [1.0, 1.5]
    assert [p["mesures"]["logements"] for p in lu["points"]] == [122, 122]
    assert lu["enonces"] == [{"chemin": MONTANT, "unite": "M€"}]
    assert (lu["echecs"], lu["reste"]) == (0, 0)
    assert json.loads((tmp_path / "b/balayage.json").read_text(encoding="utf-8")) == lu
    for nom in ("balayage.csv", "balayage.html", "balayage.parquet"):
        assert (tmp_path / "b" / nom).stat().st_size > 0


def test_en_anglais(lancer: Lancer, tmp_path: Path) -> None:
    """Words, numbers and page in English."""
    varie = ("--varier", f"{MONTANT}=1.5 M€", "--sortie", tmp_path / "b", *ICI)
    reponse = lancer("balayer", EXEMPLE, *varie, "--langue", "en")

    assert "Points computed: 1 of 1" in reponse.sortie
    assert "17,932" in reponse.sortie
    assert '<html lang="en">' in (tmp_path / "b/balayage.html").read_text(encoding="utf-8")


def test_le_code_est_celui_du_pire_point(lancer: Lancer, tmp_path: Path) -> None:
    """150 % is refused (2), 30 % is computed: the others went on, the exit code tells."""
    varie = ("--varier", "financements.logement_social.taux=30,150 %", "--sortie", tmp_path / "b", *ICI)
    reponse = lancer("balayer", EXEMPLE, *varie)

    assert reponse.code == 2
    assert "Points calculés : 1 sur 2" in plat(reponse.sortie)
    assert "Points qui ont échoué : 1" in plat(reponse.sortie)


def test_une_interruption_ecrit_ce_qui_est_fini(
    lancer: Lancer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C at the second point: 130, the first point is in the files, the sentence says how to go on."""
    vrai, faits = calcul_point._calculer, []

    def calculer(*arguments: object) -> object:
        faits.append(arguments)
        if len(faits) == 2:
            raise KeyboardInterrupt
        return vrai(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(calcul_point, "_calculer", calculer)
    varie = ("--varier", f"{MONTANT}=1,1.5 M€", "--sortie", tmp_path / "b", *ICI)
    reponse = lancer("balayer", EXEMPLE, *varie)

    assert reponse.code == 130
    assert "la même commande reprendra les autres" in plat(reponse.erreurs)
    assert "points qui restent à calculer : 1" in plat(reponse.sortie)
    assert json.loads((tmp_path / "b/balayage.json").read_text(encoding="utf-8"))["reste"] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--varier", "financements.anha.montant=1 M€"), "« anha » n'existe pas sous « financements »"),
        (("--varier", f"{MONTANT}=1..2:1"), "ce nombre n'a pas d'unité"),
        (("--varier", f"{MONTANT}=2..1:1 M€"), "cet intervalle est vide"),
        (("--varier", f"{MONTANT}=1..2 M€"), "une grille demande un pas"),
        (("--varier", f"{MONTANT}=0..30000:1 M€"), "trop de valeurs"),
        (("--varier", f"{MONTANT}=1 M€", "--varier", f"{MONTANT}=2 M€"), "varié deux fois"),
        (("--varier", f"{MONTANT}=1..2 M€", "--plan", "hypercube"), "vont ensemble"),
        (("--varier", f"{MONTANT}=1 M€", "--points", "3"), "vont ensemble"),
        (("--varier", f"{MONTANT}=1 M€", "--plan", "cube"), "ce choix n'existe pas"),
        (("--varier", f"{MONTANT}=1 M€", "--ouvriers", "deux"), "ce nombre ne convient pas"),
        (("--varier", f"{MONTANT}=1 M€", "--ouvriers", "1", "--dask", "tcp://m:1"), "s'excluent"),
        ((), "il manque l'option --varier"),
    ],
)
def test_ce_qui_est_refuse(lancer: Lancer, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    """Each fault is told in one run, before any solve, with exit code 2."""
    reponse = lancer("balayer", EXEMPLE, *arguments, "--sortie", tmp_path / "b")

    assert reponse.code == 2
    assert message in plat(reponse.erreurs)
    assert reponse.sortie == ""
    assert not list((tmp_path / "b").glob("points/*"))


def test_un_autre_dossier_n_est_pas_ecrase(lancer: Lancer, tmp_path: Path) -> None:
    """A folder that is no sweep is left alone."""
    (tmp_path / "notes.txt").write_text("à moi", encoding="utf-8")
    reponse = lancer("balayer", EXEMPLE, "--varier", f"{MONTANT}=1 M€", "--sortie", tmp_path, *ICI)

    assert reponse.code == 2
    assert "n'est pas un balayage" in plat(reponse.erreurs)
    assert [f.name for f in tmp_path.iterdir()] == ["notes.txt"]


def test_les_variations_fausses_sont_dites_ensemble(lancer: Lancer, tmp_path: Path) -> None:
    """Two texts that cannot be read are two problems of one run."""
    reponse = lancer("balayer", EXEMPLE, "--varier", "a", "--varier", "b=", "--sortie", tmp_path / "b")

    assert reponse.code == 2
    assert plat(reponse.erreurs).count("cette variation ne se lit pas") == 2
    assert commande.lire_variations(["a=1"])[0].nom == "a"
