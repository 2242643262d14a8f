"""The page as text: self-contained, escaped, honest, in the language asked."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from renovation_opt.build import construire as construire_instance
from renovation_opt.instance import Instance
from renovation_opt.locale import choisir_langue
from renovation_opt.rapports import page
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.fichiers_csv import Style
from renovation_opt.rapports.relecture_rapport import relire
from renovation_opt.rapports.tables import Tables, construire
from renovation_opt.schemas.chargement import charger
from tests.rapports.petite_instance import FORMULE, SCRIPT, sans_programme

REFERENCE = Path(__file__).parents[2] / "reports" / "engagement-2017"
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


def sans_scripts(texte: str) -> str:
    """Return a page without what its scripts and their data hold."""
    return re.sub(r"(<script[^>]*>).*?(</script>)", r"\1\2", texte, flags=re.DOTALL)


def test_no_request(tables: Tables, contexte: Contexte) -> None:
    """Nothing is loaded: links stay in the page or in its folder, no event handler, and the page forbids it to itself."""
    texte = page.octets(tables, contexte).decode()
    lu = lire(texte)

    assert not lu.elements & {"img", "iframe", "object", "embed", "form"}
    assert all(lien.startswith(("#", "bailleurs/")) or lien == "data:," for lien in lu.liens)
    assert not any(nom.startswith("on") for nom in lu.attributs)
    assert "default-src 'none'" in texte
    assert "http" not in sans_scripts(texte).replace("http-equiv", "").replace("http://www.w3.org/", "")


def test_only_its_own_scripts_run(tables: Tables, contexte: Contexte) -> None:
    """The policy names each script of the page by its hash, and none other; no code may be made from text."""
    texte = page.octets(tables, contexte).decode()
    [politique] = re.findall(r'Content-Security-Policy" content="([^"]*)"', texte)
    scripts = re.findall(r"<script>(.*?)</script>", texte, re.DOTALL)
    empreintes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]

    assert re.findall(r"'sha256-([^']*)'", politique) == empreintes
    assert len(empreintes) == 3
    assert "unsafe-eval" not in politique
    assert "script-src 'unsafe-inline'" not in politique


def test_links_to_files_of_the_report(ecrits: dict[Style, Path]) -> None:
    """Every dossier that the page names is in its folder."""
    dossier = ecrits["standard"]
    liens = {lien for lien in lire((dossier / "rapport.html").read_text()).liens if lien.startswith("bailleurs/")}

    assert len(liens) == 3
    assert all((dossier / lien).is_file() for lien in liens)


def test_well_formed(tables: Tables, contexte: Contexte) -> None:
    """Elements close, ids are unique, and every link of the page leads somewhere."""
    lu = lire(page.octets(tables, contexte).decode())

    assert lu.ouverts == []
    assert len(lu.ids) == len(set(lu.ids))
    assert {lien[1:] for lien in lu.liens if lien.startswith("#")} <= set(lu.ids)


def test_names_are_escaped(tables: Tables, contexte: Contexte) -> None:
    """A cité called <script> is text in what is drawn and data in what the script reads; nothing else is a script."""
    texte = page.octets(tables, contexte).decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in texte
    assert "<script>alert" not in texte
    assert SCRIPT.replace("<", "\\u003c") in texte
    assert f'"{FORMULE}"' in texte


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
    corps = sans_scripts(page.octets(tables, contexte).decode()).partition("<body>")[2]

    assert not re.search(r">[^<]* [:;!?»][^<]*<", corps)


def test_empty_programme_has_a_page(inst: Instance, contexte: Contexte) -> None:
    """A programme that opens nothing still has a page."""
    assert "réalisable, sans borne" in page.octets(construire(inst, sans_programme(inst)), contexte).decode()


def test_the_reference_page_holds_in_six_megabytes() -> None:
    """The page of the reference report, drawn from what is written, weighs 6 MB at most, scripts included."""
    inst = construire_instance(charger(REFERENCE / "entrees" / "scenario.yaml"))
    relu = relire(REFERENCE, inst)

    assert len(page.octets(construire(inst, relu.solution), relu.contexte)) <= 6_000_000
