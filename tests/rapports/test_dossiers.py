"""The dossier of a landlord, and of private owners: what is asked of them, without any script."""

from __future__ import annotations

import re
from pathlib import Path

from renovation_opt.locale import choisir_langue
from renovation_opt.rapports import dossiers
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.fichiers_csv import Style
from renovation_opt.rapports.tables import Tables
from tests.rapports.petite_instance import FORMULE
from tests.rapports.test_page_html import lire


def texte_de(tables: Tables, contexte: Contexte, code: str) -> str:
    """Return the dossier of a landlord."""
    [bailleur] = [b for b in tables.inst.bailleurs if b.code == code]
    return dossiers.octets(tables, contexte, bailleur).decode()


def test_un_bailleur_lit_ce_qu_il_doit_decider(tables: Tables, contexte: Contexte) -> None:
    """mc: one opération from 2018, an ensemble, 357 000 € of own money of which 189 000 € in 2018, the aids to ask."""
    texte = texte_de(tables, contexte, "mc").replace("\u202f", " ").replace("\u00a0", " ")

    assert "Lancer 1 opérations, dont 1 dès 2018." in texte
    assert "Pour 1 d'entre elles" in texte.replace("&#39;", "'")
    assert "Engager 357 000 € de fonds propres, au plus fort 189 000 € en 2018." in texte
    assert "Demander 130 000 € à Droit." in texte
    assert "Demander 65 000 € à Region." in texte
    assert "Chaque propriétaire" not in texte


def test_les_proprietaires_decident_un_par_un(tables: Tables, contexte: Contexte) -> None:
    """The private dossier says so before any figure, and what is left to pay."""
    texte = texte_de(tables, contexte, "prives").replace("\u202f", " ").replace("\u00a0", " ")

    assert texte.index("un par un") < texte.index("Suivre 4 logements")
    assert "30 000 € en moyenne" in texte
    assert "ensembles patrimoniaux" not in texte


def test_un_dossier_tient_seul(ecrits: dict[Style, Path]) -> None:
    """No script, no link, no request, elements close, names are texts."""
    for fichier in ecrits["standard"].glob("bailleurs/*/dossier.html"):
        texte = fichier.read_text()
        lu = lire(texte)
        assert "script" not in lu.elements
        assert set(lu.liens) == {"data:,"}
        assert lu.ouverts == []
        assert len(lu.ids) == len(set(lu.ids))
        assert re.search(r"script-src &#39;none&#39;|script-src 'none'", texte)
    sia = ecrits["standard"] / "bailleurs" / "sia" / "dossier.html"
    assert f">{FORMULE}<" in sia.read_text()


def test_un_dossier_en_anglais(tables: Tables, contexte: Contexte) -> None:
    """In English the page says so and amounts are written the English way."""
    choisir_langue("en")

    texte = texte_de(tables, contexte, "mc")
    assert '<html lang="en">' in texte
    assert "€357,000" in texte
