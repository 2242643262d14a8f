"""The files of a sweep: the same figures in each, bands that follow the gaps, a page that loads nothing."""

from __future__ import annotations

import csv
import html
import io
import json
import re

import pandas as pd
import pytest

from renovation_opt.rapports.balayage import fichiers, page, resume
from renovation_opt.rapports.balayage.courbes import courbes
from renovation_opt.rapports.balayage.donnees import Axe, Releve, Serie, lu
from renovation_opt.rapports.balayage.mesures import mesures

MONTANT = Axe("financements.anah.montant", "M€", numerique=True)
PROFIL = Axe("financements.anah.profil", "", numerique=False)
HOSTILE = "<script>alert(1)</script>"


def releve(*valeurs: float | str, valeur: float = 0.5, borne: float = 0.52) -> Releve:
    """Return a point: 1 000 MWh and a gap worth 40 MWh, 25 points of heritage that do not count."""
    return Releve(
        valeurs,
        "a_x_pour_cent",
        valeur=valeur,
        borne=borne,
        ecart=(borne - valeur) / borne,
        manque=0.01,
        mesures={"energie": 1_000.0, "patrimoine": 25.0, "mixite": 2.0, "logements": 120, "aides": 1_500_000},
        jeu={"energie": 40.0, "patrimoine": None, "mixite": 0.5},
        aides={"anah": 1_500_000},
        limite="travail",
    )


IMPOSSIBLE = Releve((75, "libre"), "impossible", motif=f"Aucun programme {HOSTILE}")
ECHEC = Releve((80, "libre"), "echec", motif="temps écoulé")


def serie(*releves: Releve, axes: tuple[Axe, ...] = (MONTANT, PROFIL), hypercube: bool = False) -> Serie:
    """Return a sweep."""
    return Serie("essai", HOSTILE, "Combien ?", axes, releves, "part du meilleur", {"anah": "Anah"}, hypercube)


@pytest.fixture
def quatre() -> Serie:
    """Return two points computed, one without programme, one failed."""
    return serie(releve(50, "libre"), releve(50, "uniforme"), IMPOSSIBLE, ECHEC)


def test_csv_et_parquet_disent_la_meme_chose(quatre: Serie) -> None:
    """Same columns, same rows; what an objective could reach is its value plus what the gap is worth."""
    lignes = list(csv.DictReader(io.StringIO(fichiers.octets_csv(quatre).decode())))
    lue = pd.read_parquet(io.BytesIO(fichiers.octets_parquet(quatre)))

    assert list(lignes[0]) == list(lue.columns)
    assert len(lignes) == len(lue) == 4
    assert lignes[0]["financements.anah.montant [M€]"] == "50"
    assert lignes[1]["financements.anah.profil"] == "uniforme"
    assert (lignes[0]["energie_mwh"], lignes[0]["energie_max_mwh"]) == ("1000.0", "1040.0")
    assert (lignes[0]["patrimoine_points"], lignes[0]["patrimoine_max_points"]) == ("25.0", "")
    assert (lignes[0]["aides_eur"], lignes[0]["aide_anah_eur"]) == ("1500000", "1500000")
    assert lue["energie_max_mwh"].tolist()[0] == 1040
    assert [ligne["statut"] for ligne in lignes] == ["a_x_pour_cent", "a_x_pour_cent", "impossible", "echec"]
    assert lignes[2]["logements"] == ""
    assert lignes[3]["motif"] == "temps écoulé"


def test_memes_points_memes_octets(quatre: Serie) -> None:
    """Every file is the same twice."""
    assert fichiers.octets_csv(quatre) == fichiers.octets_csv(quatre)
    assert fichiers.octets_parquet(quatre) == fichiers.octets_parquet(quatre)
    assert page.octets(quatre, "ponderee") == page.octets(quatre, "ponderee")


def test_un_csv_francais(quatre: Serie) -> None:
    """Semicolons and decimal commas, for a French Excel."""
    [_entete, premiere, *_reste] = fichiers.octets_csv(quatre, "fr").decode("utf-8-sig").splitlines()

    assert ";1000,0;1040,0;" in premiere


def test_la_page_ne_charge_rien_et_n_execute_que_ses_scripts(quatre: Serie) -> None:
    """A title or a reason that look like markup stay texts; the policy names its scripts by their hash."""
    texte = page.octets(quatre, "ponderee").decode()
    [politique] = re.findall(r'Content-Security-Policy" content="([^"]*)"', texte)

    assert HOSTILE not in texte
    assert "default-src 'none'; script-src 'sha256-" in html.unescape(politique)
    assert re.findall(r"""(?:src|href)=["'](?!#|data:)[^"']*""", texte.split("<script>")[0]) == []
    assert "aucun programme ne respecte les règles" in texte


def test_la_bande_va_du_programme_a_sa_borne(quatre: Serie) -> None:
    """Of the objective: from 0.5 to 0.52; of energy: from 1 000 to 1 040 MWh; heritage, that does not count, has none."""
    par_code = {g.code: g for g in courbes(quatre, "ponderee")}
    points = {code: par_code[f"courbe-{code}"].spec["data"]["values"] for code in ("objectif", "energie", "patrimoine")}

    assert [(p["bas"], p["haut"]) for p in points["objectif"]] == [(0.5, 0.52)] * 2
    assert [(p["bas"], p["haut"]) for p in points["energie"]] == [(1_000, 1_040)] * 2
    assert [(p["bas"], p["haut"]) for p in points["patrimoine"]] == [(25, 25)] * 2
    assert [p["ligne"] for p in points["objectif"]] == ["libre", "uniforme"]


def test_une_borne_sous_la_valeur_ne_fait_pas_de_bande() -> None:
    """Rounding may put a bound a hair under a value: the band is then empty, never upside down."""
    [graphique, *_reste] = courbes(serie(releve(50, valeur=0.5, borne=0.4999999), axes=(MONTANT,)), "ponderee")

    assert [(p["bas"], p["haut"]) for p in graphique.spec["data"]["values"]] == [(0.5, 0.5)]


def test_un_hypercube_n_a_pas_de_ligne() -> None:
    """Points spread at random are drawn against each statement, one by one, never joined."""
    dessins = list(courbes(serie(releve(50, "libre"), releve(60, "libre"), hypercube=True), "ponderee"))

    assert {g.code.rpartition("-")[2] for g in dessins} == {"0", "1"}
    marques = [couche["mark"]["type"] for g in dessins for couche in g.spec["layer"]]
    assert set(marques) == {"rule", "point"}


def test_les_constats_comptent_tout(quatre: Serie) -> None:
    """Two of four computed, within 3.85 %: 0.02 / 0.52 rounded up; one without programme, one failed."""
    phrases = [re.sub(r"\s", " ", phrase) for _classe, phrase in page.constats(quatre)]

    assert phrases == [
        "Points calculés : 2 sur 4",
        "Chaque point est à 3,85 % au plus du meilleur possible",
        "Points sans aucun programme possible : 1",
        "Points qui ont échoué : 1",
    ]


def test_le_resume_tient_dans_l_ecran(quatre: Serie) -> None:
    """80 columns, one line per point, the reason of those without figures."""
    texte = resume.resumer(quatre, "ponderee")

    assert all(len(ligne) <= 80 for ligne in texte.splitlines())
    assert "A = financements.anah.montant (M€)" in texte
    assert "échec : temps écoulé" in re.sub(r"\s", " ", texte)


def test_chaque_mesure_a_son_unite() -> None:
    """No figure is shown without its unit."""
    assert [m.code for m in mesures() if not m.unite] == []
    assert json.dumps([m.colonne for m in mesures()]).count("_") >= len(mesures())


def test_la_valeur_d_un_enonce_se_lit() -> None:
    """0.5 is 0,5 and 1500 is 1 500: the decimals needed, none more."""
    assert [lu(0.5), lu(1_500), lu("libre"), lu(2.0)] == ["0,5", "1\u202f500", "libre", "2"]
