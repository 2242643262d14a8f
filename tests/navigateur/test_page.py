"""The page in a browser: no error, no request, filters and selection linked, names that stay texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By

from renovation_opt.rapports.tables import construire
from tests.navigateur.conftest import Page
from tests.rapports.petite_instance import FORMULE, SCRIPT, petite_instance, solution_de

pytestmark = pytest.mark.lent
CALENDRIER = "table[data-tableau=calendrier]"
OPERATIONS = "table[data-tableau=operations]"


def lignes(page: Page, tableau: str) -> list[list[str]]:
    """Return the texts of the rows of a table."""
    corps = page.pilote.find_elements(By.CSS_SELECTOR, f"{tableau} tbody tr")
    return [[c.text for c in ligne.find_elements(By.CSS_SELECTOR, "th, td")] for ligne in corps]


def cites(page: Page, tableau: str) -> list[str]:
    """Return the cités of the rows of a table."""
    return [ligne[0] for ligne in lignes(page, tableau)]


def test_ni_erreur_ni_requete(navigateur: Page, reference: Path) -> None:
    """The reference page, every chart drawn, every selector used: the console is silent and nothing is asked for."""
    navigateur.ouvrir(reference)
    navigateur.js("window.graphiques.pret.then(vues => vues.size)")
    for choix in navigateur.tous("select"):
        choix.find_elements(By.TAG_NAME, "option")[-1].click()
    navigateur.cliquer("#explorateur [data-effacer]")
    navigateur.js("new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => r(1))))")

    assert navigateur.js("document.querySelectorAll('[data-graphique]:not([data-pret])').length") == 0
    assert navigateur.erreurs() == []
    assert navigateur.requetes() == []


def test_la_page_ne_dessine_qu_une_partie_des_longues_listes(navigateur: Page, reference: Path) -> None:
    """Of 470 opérations the document holds 25 at a time, whatever the size of the programme; the total is that of all."""
    navigateur.ouvrir(reference)
    total = navigateur.js("window.tableaux.get('operations').rangees.length")

    assert total > 400
    assert len(navigateur.tous(f"{OPERATIONS} tbody tr")) == 25
    navigateur.cliquer("#operations .pages button:last-of-type")
    assert navigateur.un("#operations output").text.startswith("Lignes 26 à 50 sur")


def test_les_totaux_sont_ceux_des_tables(petite: Page) -> None:
    """Without filter, the totals that the script adds up are those of the figures made once, written the same way."""
    tables = construire(petite_instance(), solution_de(petite_instance()))
    cout = f"{int(tables.valeur('argent', 'cout') or 0):,}".replace(",", "\u202f") + "\u00a0€"

    assert cout in petite.js("document.getElementById('bilan').textContent")
    assert cout in petite.js(f"document.querySelector('{OPERATIONS} tfoot').textContent")
    assert petite.un("#bilan").text.startswith("opérations : 3 ; logements : 25")


def test_les_filtres_tiennent_ensemble(petite: Page) -> None:
    """A landlord: map, calendar, opérations and sum keep its cité only; everything comes back with one button."""
    petite.choisir("[data-filtre=bailleur]", "sia")

    assert cites(petite, CALENDRIER) == [FORMULE]
    assert cites(petite, OPERATIONS) == [FORMULE]
    assert petite.un("#bilan").text.startswith("opérations : 1 ; logements : 8")
    assert petite.js("window.graphiques.vue('carte').then(v => v.data('cites').map(c => c.cite))") == ["c2"]
    assert petite.un("#calendrier .rappel").is_displayed()
    petite.cliquer("#explorateur [data-effacer]")
    assert len(cites(petite, OPERATIONS)) == 3
    assert not petite.un("#calendrier .rappel").is_displayed()


@pytest.mark.parametrize(
    ("filtre", "valeur", "attendues"),
    [
        ("epci", "douai", ["Cité du Nord"]),
        ("annee", "2018", [SCRIPT]),
        ("bouquet", "socle", [FORMULE]),
        ("financement", "anah", ["Cité du Nord"]),
    ],
)
def test_chaque_filtre_filtre(petite: Page, filtre: str, valeur: str, attendues: list[str]) -> None:
    """Each filter keeps the opérations of its value: EPCI, year of works, bouquet, fund."""
    petite.choisir(f"[data-filtre={filtre}]", valeur)

    assert cites(petite, OPERATIONS) == attendues


def test_la_selection_va_de_la_carte_aux_tableaux(petite: Page) -> None:
    """A click on the largest disc opens the sheet of its cité and marks its rows; a second one lets it go."""
    disques = petite.tous("[data-graphique=carte] path")
    [disque] = [d for d in disques if petite.js("arguments[0].__data__?.datum?.cite", d) == "c1"]
    petite.centrer(disque)
    ActionChains(petite.pilote).move_to_element_with_offset(disque, -8, 0).click().perform()

    assert petite.un("#fiche h3").text == f"Opérations de {SCRIPT} (Liévin)"
    assert petite.js("[...document.querySelectorAll('tr.choisie')].map(r => r.dataset.cite)") == ["c1", "c1"]
    assert SCRIPT in petite.un("#vg-tooltip-element").text
    petite.centrer(disque)
    ActionChains(petite.pilote).move_to_element_with_offset(disque, -8, 0).click().perform()
    assert not petite.un("#fiche").is_displayed()


def test_la_selection_va_des_tableaux_a_la_carte(petite: Page) -> None:
    """Hovering a row marks its cité on the map; its button selects it."""
    ligne = petite.un(f"{CALENDRIER} tbody tr[data-cite=c3]")
    petite.centrer(ligne)
    ActionChains(petite.pilote).move_to_element(ligne).perform()
    assert petite.signal("survol") == "c3"
    ligne.find_element(By.CSS_SELECTOR, "button.cite").click()
    assert petite.signal("choisie") == "c3"
    assert petite.un("#fiche h3").text == "Opérations de Cité du Nord (Douai)"


def test_la_couleur_change_la_legende(petite: Page) -> None:
    """Coloured by bouquet, the map shows the legend of bouquets, and only that one."""
    petite.choisir("#couleur", "bouquet")

    assert petite.signal("couleur") == "bouquet"
    assert [
        d.get_attribute("data-legende")
        for d in petite.tous("[data-legende]")
        if d.is_displayed() and d.tag_name == "div"
    ] == ["bouquet"]


def test_un_tableau_trie_et_cherche(petite: Page) -> None:
    """Sorted by dwellings the opérations go 4, 8, 13, then back; a search keeps what holds its words."""
    rang = next(i for i, c in enumerate(petite.tous(f"{OPERATIONS} thead th")) if c.text.startswith("Logements"))
    bouton = petite.tous(f"{OPERATIONS} thead th button")[rang]
    petite.js("arguments[0].click()", bouton)
    assert [ligne[rang] for ligne in lignes(petite, OPERATIONS)] == ["4", "8", "13"]
    assert petite.tous(f"{OPERATIONS} thead th")[rang].get_attribute("aria-sort") == "ascending"
    petite.js("arguments[0].click()", bouton)
    assert [ligne[rang] for ligne in lignes(petite, OPERATIONS)] == ["13", "8", "4"]
    petite.js("window.tableaux.get('operations').chercher('nord DOUAI')")
    assert cites(petite, OPERATIONS) == ["Cité du Nord"]


def test_les_noms_restent_des_textes(petite: Page) -> None:
    """A cité named as a script is read, never run; one named as a formula is quoted in the file for Excel."""
    csv = petite.js("window.tableaux.get('operations').csv()")

    assert {SCRIPT, FORMULE} <= set(cites(petite, OPERATIONS))
    assert petite.js("[...document.scripts].filter(s => s.textContent.startsWith('alert')).length") == 0
    assert csv.startswith("\ufeffCité;Commune;")
    assert f"\n'{FORMULE};" in csv
    assert f"\n{SCRIPT};" in csv
    assert petite.erreurs() == []


def test_en_anglais(navigateur: Page, rapports: dict[str, Path]) -> None:
    """In English the script writes amounts the English way."""
    navigateur.ouvrir(rapports["en"] / "rapport.html")

    assert "€1,0" in navigateur.un("#bilan").text
    assert navigateur.js("window.tableaux.get('operations').csv()").startswith("\ufeff")
    assert navigateur.erreurs() == []
