"""``valeur``: what it says, in words and in JSON, and what it refuses."""

from __future__ import annotations

import json

import pytest

from renovation_opt.analyse.conseil import Conseil, Mouvement
from renovation_opt.analyse.valeur import Encadrement
from renovation_opt.cli import valeur_texte as mots
from renovation_opt.programme import Etape, Limite
from tests.cli.conftest import RACINE, Lancer, etroit
from tests.cli.test_verifier import plat

EXEMPLE = RACINE / "scenarios/exemple.yaml"
PAS = ("--de", "financements.logement_social", "--pas=-500k€")
TOUR = ("--tours", "1")


def test_un_pas_en_mots_et_en_json(lancer: Lancer) -> None:
    """The same figures: 299.325 MWh more for half a million less, 598.7 less a million more; stderr silent in JSON."""
    reponse = lancer("valeur", EXEMPLE, *PAS, *TOUR)
    encore = lancer("valeur", EXEMPLE, *PAS, *TOUR, "--json", "--conseils")
    lu = json.loads(encore.sortie)
    [pas] = lu["enonces"][0]["pas"]

    assert reponse.code == encore.code == 0
    assert etroit(reponse.sortie)
    assert "énergie (MWh) +299,3 [+299,3 ; +299,3] -598,7" in " ".join(plat(reponse.sortie).split())
    assert "relaxation (prix.csv)" in reponse.sortie
    assert encore.erreurs == ""
    assert pas["objectifs"]["energie"]["trouve"] == pytest.approx(299.325)
    assert pas["millions"] == -0.5
    assert pas["valeur_marginale_relaxation"] < 0
    assert [c["financement"] for c in lu["conseils"]] == ["logement_social"]


def test_en_anglais(lancer: Lancer) -> None:
    """Words and numbers in English."""
    reponse = lancer("valeur", EXEMPLE, *PAS, *TOUR, "--langue", "en", "--silencieux")

    assert reponse.erreurs == ""
    assert "energy (MWh)" in reponse.sortie
    assert "per M€" in reponse.sortie
    assert etroit(reponse.sortie)


def test_un_pas_sans_programme(lancer: Lancer, tmp_path_factory: pytest.TempPathFactory) -> None:
    """45 dwellings a year less, with all the passoires as a hard target: exit code 1, the statement is named."""
    dossier = tmp_path_factory.mktemp("dure")
    texte = EXEMPLE.read_text(encoding="utf-8").replace("au_moins: 50 %, souple: true", "au_moins: 90 %")
    texte = texte.replace("exemple/parc.csv", "parc.csv").replace("../models/", "")
    (dossier / "dure.yaml").write_text(texte, encoding="utf-8")
    (dossier / "parc.csv").write_bytes((RACINE / "scenarios/exemple/parc.csv").read_bytes())
    (dossier / "erbm-2017.yaml").write_bytes((RACINE / "models/erbm-2017.yaml").read_bytes())
    de = ("--de", "bailleurs.maisons_et_cites.logements_par_an", "--pas=-50")

    reponse = lancer("valeur", dossier / "dure.yaml", *de, *TOUR)

    assert reponse.code == 1
    assert "aucun programme possible" in plat(reponse.sortie)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--de", "financements.anha", "--pas", "1M€"), "« anha » n'existe pas sous « financements »"),
        (("--de", "financements.logement_social", "--pas", "1"), "ce pas n'a pas d'unité"),
        (("--de", "financements.logement_social.taux", "--pas", "1M€"), "dans l'unité de l'énoncé"),
        (("--de", "financements.logement_social.taux", "--pas", "90%"), "un taux va de 0 % à 100 %"),
        (("--de", "bailleurs.sia_habitat", "--pas", "1"), "regroupe plusieurs énoncés"),
        (("--de", "financements.logement_social", "--pas", "0 M€"), "un pas nul"),
        (("--de", "financements.logement_social", "--pas", "beaucoup"), "cette liste de pas ne se lit pas"),
        (("--de", "financements.logement_social"), "vont ensemble"),
        (("--pas", "1M€"), "vont ensemble"),
        ((), "rien n'est demandé"),
    ],
)
def test_ce_qui_est_refuse(lancer: Lancer, arguments: tuple[str, ...], message: str) -> None:
    """Each fault is told before any solve, with exit code 2."""
    reponse = lancer("valeur", EXEMPLE, *arguments)

    assert reponse.code == 2
    assert message in " ".join(plat(reponse.erreurs).split())
    assert reponse.sortie == ""


@pytest.mark.parametrize(("mini", "prouve"), [(0.001, True), (-0.002, False)])
def test_un_conseil_dit_s_il_est_prouve(mini: float, prouve: bool) -> None:  # noqa: FBT001 - a case
    """The moves, the gain and its interval, the profile to write; a gain below the gaps is told as not proven."""
    conseil = Conseil(
        "anru",
        (Mouvement(2019, 2021, 4_000_000),),
        ((2019, 11_000_000), (2020, 15_000_000), (2021, 19_000_000)),
        Encadrement(0.004, mini, 0.03),
        0.05,
    )
    etape = Etape("ponderee", "part du meilleur", 1, 0.78, 0.81, Limite.TRAVAIL)
    texte = " ".join(plat(" ".join(mots.conseil(conseil, "Anru", etape))).split())

    assert "Anru : déplacer 4 M€ de 2019 à 2021 gagne +0,004000 part du meilleur" in texte
    assert "à écrire : profil: [11 M€, 15 M€, 19 M€]" in texte
    assert ("le gain n'est pas prouvé" in texte) is not prouve
    assert "aucun calendrier ne gagnerait plus de 0,05000 part du meilleur" in texte
