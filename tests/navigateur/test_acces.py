"""Who can read the page: keyboard, screen reader, contrast, phone, paper."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains, Keys

from tests.navigateur.conftest import Page

pytestmark = pytest.mark.lent
COMMANDES = "a[href], button, select, input, [tabindex='0']"
ROLES = {"button", "link", "combobox", "table", "region", "graphics-document", "navigation"}
TELEPHONE = 390
CONTRASTES = """
[...document.querySelectorAll("body *")].flatMap((e) => {
  const propre = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  if (!propre || e.closest("svg, script, style, noscript") || !e.checkVisibility() || e.disabled) return [];
  const nombres = (c) => (c.match(/[\\d.]+/g) ?? []).map(Number);
  const lumiere = (c) => {
    const [r, v, b] = nombres(c).map((x) => (x /= 255, x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * v + 0.0722 * b;
  };
  let fond = e;
  while (fond && nombres(getComputedStyle(fond).backgroundColor)[3] === 0) fond = fond.parentElement;
  const [a, b] = [getComputedStyle(e).color, fond ? getComputedStyle(fond).backgroundColor : "rgb(255,255,255)"].map(lumiere);
  const contraste = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  return contraste < 4.5 ? [`${e.tagName} ${e.textContent.trim().slice(0, 30)} ${contraste.toFixed(1)}`] : [];
})
"""


def test_le_clavier_atteint_tout(petite: Page) -> None:
    """From the top, the Tab key stops at every visible control, once, and shows where it is."""
    visibles = petite.js(
        f'[...document.querySelectorAll("{COMMANDES}")].filter(e => e.checkVisibility() && !e.disabled)'
        ".map((e, i) => (e.dataset.rang = i)).length"
    )
    atteints, sans_contour = set(), []
    for _fois in range(visibles + 5):
        ActionChains(petite.pilote).send_keys(Keys.TAB).perform()
        rang, contour, nom = petite.js(
            "(e => [e.dataset.rang, getComputedStyle(e).outlineStyle, e.outerHTML.slice(0, 80)])(document.activeElement)"
        )
        if rang is not None:
            atteints.add(int(rang))
            sans_contour += [nom] if contour == "none" else []

    assert visibles > 50
    assert sorted(set(range(visibles)) - atteints) == []
    assert sans_contour == []


def test_le_clavier_deplace_la_carte(petite: Page) -> None:
    """Arrows move the map, + brings it closer, its buttons do too."""
    petite.js("document.querySelector('.cadre').focus()")
    avant = petite.signal("centre")
    ActionChains(petite.pilote).send_keys(Keys.ARROW_RIGHT).send_keys("+").perform()

    assert petite.signal("centre")[0] > avant[0]
    assert petite.signal("zoom") == 1.5
    petite.cliquer("[data-geste=tout]")
    assert petite.signal("zoom") == 1


def test_tout_a_un_nom(petite: Page) -> None:
    """Each control, table and chart has a name that a screen reader says."""
    petite.js("window.graphiques.pret.then(vues => vues.size)")
    arbre = petite.pilote.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    noms = [
        (noeud["role"]["value"], noeud.get("name", {}).get("value", ""))
        for noeud in arbre
        if not noeud["ignored"] and noeud["role"]["value"] in ROLES
    ]

    assert [role for role, nom in noms if not nom.strip()] == []
    assert {role for role, _nom in noms} == ROLES
    assert sum(role == "graphics-document" for role, _nom in noms) == len(petite.tous("[data-graphique]"))
    assert petite.js("document.documentElement.lang") == "fr"


def test_les_textes_se_lisent(petite: Page) -> None:
    """Every visible text stands out from its background by 4.5 to 1 at least (AA)."""
    petite.cliquer("table[data-tableau=calendrier] button.cite")

    assert petite.js(CONTRASTES) == []


@pytest.mark.parametrize("nom", ["rapport.html", "bailleurs/mc/dossier.html"])
def test_un_telephone_ne_defile_pas_de_cote(navigateur: Page, rapports: dict[str, Path], nom: str) -> None:
    """At 390 pixels the page is no wider than the screen; long tables scroll inside their frame."""
    navigateur.ouvrir(rapports["fr"] / nom, TELEPHONE, 844)

    assert navigateur.js("document.documentElement.scrollWidth") == TELEPHONE


def test_la_reference_tient_sur_un_telephone(navigateur: Page, reference: Path) -> None:
    """The reference too, every chart drawn at the width of the screen."""
    navigateur.ouvrir(reference, TELEPHONE, 844)
    navigateur.js("window.graphiques.pret.then(v => v.size)")

    assert navigateur.js("document.documentElement.scrollWidth") == TELEPHONE
    assert (
        navigateur.js("Math.max(...[...document.querySelectorAll('.dessin svg')].map(s => s.clientWidth))") < TELEPHONE
    )


def test_le_papier_montre_tout(navigateur: Page, reference: Path) -> None:
    """In print: every opération, headers repeated, rows whole, no control; then the screen is as it was."""
    navigateur.ouvrir(reference)
    total = navigateur.js("window.tableaux.get('operations').rangees.length")
    navigateur.pilote.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    navigateur.js("window.dispatchEvent(new Event('beforeprint'))")
    imprimees = navigateur.js("document.querySelectorAll('table[data-tableau=operations] tbody tr').length")
    styles = navigateur.js(
        "(s => [s('thead').display, s('tbody tr').breakInside, s('nav').display, s('.filtres').display, s('.outils').display])"
        "(c => getComputedStyle(document.querySelector(c)))"
    )
    dernier = navigateur.js("document.querySelector('main').lastElementChild.id")
    navigateur.js("window.dispatchEvent(new Event('afterprint'))")
    navigateur.pilote.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})

    assert imprimees == total
    assert styles == ["table-header-group", "avoid", "none", "none", "none"]
    assert dernier == "operations"
    assert navigateur.js("document.querySelectorAll('table[data-tableau=operations] tbody tr').length") == 25
    assert navigateur.js("document.querySelector('main').lastElementChild.id") == "preuve"


@pytest.mark.parametrize("nom", ["rapport.html", "bailleurs/mc/dossier.html", "bailleurs/prives/dossier.html"])
def test_le_papier_est_un_a4_couche(navigateur: Page, rapports: dict[str, Path], nom: str) -> None:
    """Printed to PDF, every sheet is a landscape A4, and some are there."""
    navigateur.ouvrir(rapports["fr"] / nom)
    imprime = navigateur.pilote.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    feuilles = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", base64.b64decode(imprime["data"]))

    assert {(round(float(large)), round(float(haute))) for large, haute in feuilles} == {(842, 595)}
    assert len(feuilles) >= 2


def test_la_carte_s_imprime_sous_son_titre(navigateur: Page, rapports: dict[str, Path]) -> None:
    """Prove that a map drawn in a narrow window prints on as many sheets as in a wide one: none holds its title alone."""
    comptes = []
    for largeur in (1280, 800, 500):
        navigateur.ouvrir(rapports["fr"] / "rapport.html", largeur)
        imprime = navigateur.pilote.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
        comptes.append(len(re.findall(rb"/MediaBox", base64.b64decode(imprime["data"]))))

    assert comptes == [comptes[0]] * 3


def test_un_dossier_n_a_aucun_script(navigateur: Page, rapports: dict[str, Path]) -> None:
    """The dossier of private owners opens without script, request or error, and says who decides."""
    navigateur.ouvrir(rapports["fr"] / "bailleurs/prives/dossier.html")

    assert navigateur.tous("script") == []
    assert "Chaque propriétaire décide pour son logement, un par un" in navigateur.un("#decider").text
    assert navigateur.erreurs() == []
    assert navigateur.requetes() == []
