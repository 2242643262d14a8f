"""Charts: one script that may run under a strict policy, the same drawing here, texts that stay texts."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import replace

from renovation_opt.locale import choisir_langue
from renovation_opt.rapports import graphiques
from renovation_opt.rapports.graphiques import Graphique

HOSTILE = "<script>alert(1)</script>"
BARRES = Graphique(
    "essai",
    HOSTILE,
    "Deux barres",
    {
        "data": {"values": [{"nom": HOSTILE, "n": 1_234_567}]},
        "mark": "bar",
        "encoding": {
            "y": {"field": "nom", "type": "nominal"},
            "x": {"field": "n", "type": "quantitative", "axis": {"format": ",d", "values": [1_000_000]}},
        },
    },
)


def test_le_script_tient_dans_un_element() -> None:
    """Nothing in the script ends the element that holds it, and it stays near 0.9 MB."""
    script = graphiques.bibliotheque()

    assert "</script" not in script.lower()
    assert "<!--" not in script
    assert len(script.encode()) < 1_200_000
    assert "window.graphiques" in script


def test_le_dessin_echappe_et_ecrit_a_la_francaise() -> None:
    """A cité named as a script is a text of the drawing; thousands are parted by the narrow space of the tables."""
    dessin = str(graphiques.svg(BARRES))

    assert HOSTILE not in dessin
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in dessin
    assert "1\u202f000\u202f000" in dessin
    choisir_langue("en")
    assert "1,000,000" in str(graphiques.svg(BARRES))


def test_meme_graphique_memes_octets() -> None:
    """Two drawings of one chart are the same text."""
    assert graphiques.svg(BARRES) == graphiques.svg(BARRES)


def test_un_graphique_ajoute_au_theme_sans_le_perdre() -> None:
    """Its own layout of legends, and still the ink and the place of those of every chart."""
    propre = {"legend": {"layout": {"bottom": {"direction": "vertical"}}}}
    commun = BARRES.complet()["config"]
    config = replace(BARRES, spec={**BARRES.spec, "config": propre}).complet()["config"]

    assert config == commun | {"legend": commun["legend"] | propre["legend"]}
    assert config["legend"]["orient"] == "bottom"


def test_les_donnees_ne_ferment_pas_leur_element() -> None:
    """Data for a page carries no markup and reads back as it was."""
    ecrit = str(graphiques.en_json({"nom": HOSTILE, "suite": "\u2028"}))

    assert "<" not in ecrit
    assert json.loads(ecrit) == {"nom": HOSTILE, "suite": "\u2028"}


def test_la_politique_ne_permet_que_ses_scripts() -> None:
    """The policy holds the hash of each script, no eval, no address; without script, none may run."""
    empreinte = base64.b64encode(hashlib.sha256(b"1").digest()).decode()

    assert f"script-src 'sha256-{empreinte}';" in graphiques.politique(["1"])
    assert "script-src 'none';" in graphiques.politique([])
    assert "unsafe-eval" not in graphiques.politique(["1"])
