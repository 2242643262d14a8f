"""The files of a comparison: same figures everywhere, self-contained, safe, the same bytes twice."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from renovation_opt.locale import choisir_langue
from renovation_opt.rapports.comparaison import classeur, markdown, page
from renovation_opt.rapports.comparaison.chiffres import construire
from renovation_opt.rapports.comparaison.ecran import LARGEUR, afficher
from renovation_opt.rapports.comparaison.ecriture import contenus, ecrire_comparaison
from tests.rapports.comparaison.outils import comparaison, cotes
from tests.rapports.test_page_html import lire


def test_memes_octets() -> None:
    """Same comparison, same bytes, for every file."""
    assert contenus(comparaison()) == contenus(comparaison())


def test_les_fichiers_s_accordent() -> None:
    """34 and 32 dwellings, and the difference, are in the JSON, the CSV, the workbook, the Markdown and the page."""
    fichiers = contenus(comparaison())

    arbre = json.loads(fichiers["comparaison.json"])
    rang = next(r for r in arbre["indicateurs"] if r["cle"] == ["logements", "total"])
    assert (rang["valeurs"], rang["ecarts"][0]["valeur"], rang["ecarts"][0]["verdict"]) == ([34, 32], -2, "necessaire")
    lignes = csv.DictReader(io.StringIO(fichiers["indicateurs.csv"].decode()))
    ligne = next(x for x in lignes if x["cle"] == "logements.total")
    assert (ligne["valeur_a"], ligne["valeur_b"], ligne["ecart_b"], ligne["ecart_proche_b"]) == ("34", "32", "-2", "-2")
    assert "| Logements rénovés | 34 | 32 | -2\\* |" in fichiers["comparaison.md"].decode()
    texte = re.sub(r"<[^>]+>", "|", fichiers["comparaison.html"].decode())
    assert re.search(r"Logements rénovés\|+\s*\|*34\|+32\|+-2\*", texte)


def test_operations_csv() -> None:
    """Two opérations for B, one for its programme the most like A, with what each did before and after."""
    lignes = list(csv.DictReader(io.StringIO(contenus(comparaison())["operations.csv"].decode())))

    assert [(x["programme"], x["operation"], x["genres"]) for x in lignes] == [
        ("calcule", "c3/prives", "sort"),
        ("calcule", "c3/beta", "recule"),
        ("proche", "c3/prives", "sort"),
    ]
    assert (lignes[1]["debut_avant"], lignes[1]["debut_apres"]) == ("2020", "2021")
    assert (lignes[0]["debut_avant"], lignes[0]["debut_apres"]) == ("2020", "")


def test_le_classeur_recalcule_les_ecarts() -> None:
    """Differences are formulas on the values beside them; their value is there for readers that do not compute."""
    octets = classeur.octets(comparaison())
    formules = load_workbook(io.BytesIO(octets))["Indicateurs"]
    valeurs = load_workbook(io.BytesIO(octets), data_only=True)["Indicateurs"]

    rang = next(r for r in range(4, formules.max_row + 1) if formules.cell(r, 2).value == "Logements rénovés")
    assert formules.cell(rang, 6).value == f"=E{rang}-D{rang}"
    assert [valeurs.cell(rang, c).value for c in (4, 5, 6)] == [34, 32, -2]
    assert valeurs.cell(rang, 7).value == "subsiste au plus près de A"


def test_la_page_ne_charge_rien() -> None:
    """No script, no request, every link inside the page, ids unique, elements closed."""
    texte = page.octets(comparaison()).decode()
    lu = lire(texte)

    assert not lu.elements & {"script", "img", "iframe", "object", "form"}
    assert all(lien.startswith("#") or lien == "data:," for lien in lu.liens)
    assert "default-src 'none'" in texte
    assert lu.ouverts == []
    assert len(lu.ids) == len(set(lu.ids))
    assert {lien[1:] for lien in lu.liens if lien.startswith("#")} <= set(lu.ids)


def test_les_noms_sont_neutralises() -> None:
    """A scenario named as markup is shown, not run, in the page and in the Markdown."""
    a, b = cotes()
    hostile = construire([a, replace(b, nom="<script>alert(1)</script>", titre="[x](y) | *z* <b>")])

    assert "<script" not in page.octets(hostile).decode()
    assert "&lt;script&gt;alert(1)" in page.octets(hostile).decode()
    assert "<script" not in markdown.rediger(hostile)
    assert r"\[x\](y) \| \*z\* &lt;b>" in markdown.rediger(hostile)


@pytest.mark.parametrize("nombre", [2, 3, 5, 7])
@pytest.mark.parametrize("detail", [False, True])
def test_le_terminal_tient_en_80_colonnes(nombre: int, *, detail: bool) -> None:
    """Whatever the number of programmes, no line passes 80 columns; every side is there."""
    a, b = cotes()
    lettres = "ABCDEFG"[:nombre]
    tous = [a, *(replace(b, lettre=x) for x in lettres[1:])]

    texte = afficher(construire(tous), detail=detail)

    assert max(map(len, texte.splitlines())) <= LARGEUR
    assert all(f"\n{x}  " in f"\n{texte}" for x in lettres)


def test_le_terminal_dit_ce_qui_est_necessaire() -> None:
    """The mark, its meaning, and how many opérations had to differ."""
    texte = " ".join(afficher(comparaison()).split())

    assert "-2*" in texte
    assert "* la différence subsiste dans le programme le plus proche de A" in texte
    assert "changent d'année ou de bouquet : 2 ; il suffit de 1" in texte.replace("\u00a0", " ")


def test_en_anglais() -> None:
    """No French is left in an English comparison."""
    choisir_langue("en")
    try:
        textes = [afficher(comparaison(), detail=True), markdown.rediger(comparaison())]
    finally:
        choisir_langue("fr")

    for texte in textes:
        assert not re.search(r"\b(logements|aucune|programme le plus|écart|sort|recule|année)\b", texte), texte


def test_un_dossier_qui_n_est_pas_le_notre_est_refuse(tmp_path: Path) -> None:
    """A comparison replaces a comparison, never a folder of the user."""
    ecrire_comparaison(tmp_path / "c", comparaison(), {"b": {"programme.csv": b"x"}})
    ecrits = ecrire_comparaison(tmp_path / "c", comparaison(), {})

    assert {f.name for f in ecrits} == {
        *("comparaison.html", "comparaison.xlsx", "comparaison.md", "comparaison.json"),
        *("indicateurs.csv", "operations.csv", "manifeste.json"),
    }
    assert not (tmp_path / "c" / "rapports").exists()
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("à moi", encoding="utf-8")
    with pytest.raises(Exception, match="n'est pas un rapport"):
        ecrire_comparaison(tmp_path / "notes", comparaison(), {})
