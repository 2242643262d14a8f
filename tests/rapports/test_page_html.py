"""The page: self-contained, escaped, honest, in the language asked."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from renovation_opt.instance import Instance
from renovation_opt.locale import choisir_langue
from renovation_opt.rapports import page
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.tables import Tables, construire
from tests.rapports.petite_instance import FORMULE, sans_programme

VIDES = {"meta", "link"}


class Lecteur(HTMLParser):
    """Collects elements, ids, references, and checks that elements close in order."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.ouverts: list[str] = []
        self.elements: set[str] = set()
        self.ids: list[str] = []
        self.liens: list[str] = []
        self.attributs: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what the element says."""
        self.elements.add(tag)
        self.attributs |= {nom for nom, _valeur in attrs}
        self.ids += [valeur or "" for nom, valeur in attrs if nom == "id"]
        self.liens += [valeur or "" for nom, valeur in attrs if nom in {"href", "src", "xlink:href", "action"}]
        if tag not in VIDES:
            self.ouverts.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the last element."""
        assert self.ouverts.pop() == tag


def lire(texte: str) -> Lecteur:
    """Return what a page holds."""
    lecteur = Lecteur()
    lecteur.feed(texte)
    return lecteur


def test_no_request_and_no_script(tables: Tables, contexte: Contexte) -> None:
    """Nothing is loaded: links stay in the page, no script, no event handler, and the page forbids it to itself."""
    texte = page.octets(tables, contexte).decode()
    lu = lire(texte)

    assert not lu.elements & {"script", "img", "iframe", "object", "embed", "form"}
    assert all(lien.startswith("#") or lien == "data:," for lien in lu.liens)
    assert not any(nom.startswith("on") for nom in lu.attributs)
    assert "url(" not in texte
    assert "//" not in texte
    assert "default-src 'none'" in texte


def test_well_formed(tables: Tables, contexte: Contexte) -> None:
    """Elements close, ids are unique, and every link of the page leads somewhere."""
    lu = lire(page.octets(tables, contexte).decode())

    assert lu.ouverts == []
    assert len(lu.ids) == len(set(lu.ids))
    assert {lien[1:] for lien in lu.liens if lien.startswith("#")} <= set(lu.ids)


def test_names_are_escaped(tables: Tables, contexte: Contexte) -> None:
    """A cité called <script> is shown, not run; =1+1 is only text."""
    texte = page.octets(tables, contexte).decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in texte
    assert "<script" not in texte
    assert f">{FORMULE}<" in texte


def test_says_what_is_missed_and_estimated(tables: Tables, contexte: Contexte) -> None:
    """Missed targets, the share of estimated dwellings and the hypotheses that are not published are on the page."""
    texte = page.octets(tables, contexte).decode()

    assert "2 cible(s) manquée(s) sur 3" in texte
    assert "40,0\u202f% des logements rénovés" in texte
    assert ">ecart_usage<" in texte
    assert ">prix.socle<" not in texte


def test_says_when_the_audit_fails(tables: Tables, contexte: Contexte) -> None:
    """A programme that breaks rules is not shown as valid."""
    texte = page.octets(tables, replace(contexte, audit_conforme=False, audit_infractions=3)).decode()

    assert "audit non conforme\u00a0: 3 infraction(s)" in texte


def test_date_is_not_on_the_page(tables: Tables, contexte: Contexte) -> None:
    """The date of the run is only in the manifest."""
    assert contexte.date not in page.octets(tables, contexte).decode()


def test_english_page(inst: Instance, tables: Tables, contexte: Contexte) -> None:
    """In English the page says so, and numbers are written the English way."""
    choisir_langue("en")
    anglais = page.octets(construire(inst, tables.solution), contexte).decode()
    choisir_langue("fr")
    francais = page.octets(tables, contexte).decode()

    assert '<html lang="en">' in anglais
    assert "€42,560" in anglais
    assert '<html lang="fr">' in francais
    assert "42\u202f560\u00a0€" in francais


def test_french_spaces(tables: Tables, contexte: Contexte) -> None:
    """No ordinary space before double punctuation in what is read (styles apart)."""
    corps = page.octets(tables, contexte).decode().partition("<body>")[2]

    assert not re.search(r">[^<]* [:;!?»][^<]*<", corps)


def test_empty_programme_has_a_page(inst: Instance, contexte: Contexte) -> None:
    """A programme that opens nothing still has a page."""
    assert "réalisable, sans borne" in page.octets(construire(inst, sans_programme(inst)), contexte).decode()
