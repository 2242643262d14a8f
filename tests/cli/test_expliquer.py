"""``expliquer``: words, JSON, refusals."""

from __future__ import annotations

import json

from tests.cli.conftest import RACINE, Lancer, etroit

EXEMPLE = RACINE / "scenarios/exemple.yaml"
DREVE = "cite-de-la-dreve-wallers"


def test_une_cite_dehors_en_json(lancer: Lancer) -> None:
    """Stdout holds JSON only; the cité is out, costs something, and one statement brings it in."""
    reponse = lancer("expliquer", EXEMPLE, "drève", "--leviers", "1", "--json")
    lu = json.loads(reponse.sortie)

    assert (reponse.code, reponse.erreurs) == (0, "")
    assert (lu["code"], lu["etat"], lu["nature"]) == (DREVE, "dehors", "explication")
    assert lu["imposee"]["perte_min"] <= lu["imposee"]["perte"] <= lu["imposee"]["perte_max"]
    assert [m["operation"] for m in lu["imposee"]["mouvements"] if m["genres"] == ["entre"]] == [
        f"{DREVE}/maisons_et_cites"
    ]
    assert [levier["cle"] for levier in lu["leviers"]] == ["bailleurs.maisons_et_cites.fonds_propres"]
    [operation] = lu["operations"]
    assert operation["reduite"] + sum(e["part"] for e in operation["emplois"]) == 1


def test_les_deux_langues_tiennent_en_80_colonnes(lancer: Lancer) -> None:
    """Nothing French is left in English but names and codes."""
    francais, anglais = (lancer("expliquer", EXEMPLE, "ermitage", *o) for o in ((), ("--langue", "en")))

    assert francais.code == anglais.code == 0
    assert etroit(francais.sortie)
    assert etroit(anglais.sortie)
    assert "Au programme." in francais.sortie
    assert "In the programme." in anglais.sortie
    assert "Valeur" not in anglais.sortie


def test_un_nom_inconnu(lancer: Lancer) -> None:
    """Exit code 2, before any solve, with codes to try."""
    reponse = lancer("expliquer", EXEMPLE, "nouvo monde")

    assert reponse.code == 2
    assert "cite-16-3-du-nouveau-monde-bruay-la-buissiere" in reponse.erreurs


def test_un_scenario_absent(lancer: Lancer) -> None:
    """The usual error of a file that is not there."""
    assert lancer("expliquer", "rien.yaml", "drève").code == 2
