"""One headless Chromium for all the tests of pages, and the reports that it opens.

The browser is Debian's (``chromium`` and ``chromium-driver``), driven by selenium.  Without it these tests fail and say
what to install: a page that no browser opened is not tested.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from renovation_opt.build import construire
from renovation_opt.locale import choisir_langue
from renovation_opt.rapports import page
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.ecriture import ecrire_rapport
from renovation_opt.rapports.relecture_rapport import relire
from renovation_opt.rapports.tables import construire as construire_tables
from renovation_opt.schemas.chargement import charger
from tests.rapports.petite_instance import petite_instance, solution_de

RACINE = Path(__file__).parents[2]
REFERENCE = RACINE / "reports" / "engagement-2017"
OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-device-scale-factor=1",
    "--force-prefers-reduced-motion",
    "--window-size=1280,900",
)
REMEDE = (
    "installez le navigateur : apt-get install --no-install-recommends chromium chromium-driver (ou make navigateur)"
)
ATTENTE_S = 30


@dataclass
class Page:
    """A browser and what the tests ask of it."""

    pilote: Chrome
    attendues: set[str] = field(default_factory=set)

    def ouvrir(self, fichier: Path, largeur: int = 1280, hauteur: int = 900) -> None:
        """Open a page on a screen of a given size and wait for its map."""
        taille = {"width": largeur, "height": hauteur, "deviceScaleFactor": 1, "mobile": largeur < 600}
        self.pilote.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", taille)
        self._journal("browser")
        self._journal("performance")
        self.pilote.get(fichier.as_uri())
        self.attendues = {fichier.as_uri()}
        if self.tous("#explorateur"):
            self.attendre("document.documentElement.dataset.pret === 'oui'")

    def js(self, corps: str, *arguments: object) -> Any:  # noqa: ANN401 - whatever the script returns
        """Run a script in the page and return its value."""
        return self.pilote.execute_script(f"return ({corps})", *arguments)

    def attendre(self, condition: str) -> None:
        """Wait until a script says true."""
        WebDriverWait(self.pilote, ATTENTE_S, 0.02).until(lambda _pilote: self.js(condition))

    def un(self, selecteur: str) -> WebElement:
        """Return the first element of a selector."""
        return self.pilote.find_element(By.CSS_SELECTOR, selecteur)

    def tous(self, selecteur: str) -> list[WebElement]:
        """Return the elements of a selector."""
        return self.pilote.find_elements(By.CSS_SELECTOR, selecteur)

    def centrer(self, element: WebElement) -> None:
        """Bring an element to the middle of the screen, away from the menu that stays at its top."""
        self.pilote.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)

    def cliquer(self, selecteur: str) -> None:
        """Click on the first element of a selector."""
        element = self.un(selecteur)
        self.centrer(element)
        element.click()

    def choisir(self, selecteur: str, valeur: str) -> None:
        """Choose a value in a list, as a user does."""
        self.un(f"{selecteur} option[value='{valeur}']").click()

    def signal(self, nom: str, graphique: str = "carte") -> Any:  # noqa: ANN401 - whatever the signal holds
        """Return the value of a signal of a chart."""
        return self.js(f"window.graphiques.vue('{graphique}').then(v => v.signal('{nom}'))")

    def erreurs(self) -> list[str]:
        """Return what the console complains of."""
        return [str(ligne["message"]) for ligne in self._journal("browser")]

    def requetes(self) -> list[str]:
        """Return the addresses asked for since the page was opened, the page itself and inline data apart."""
        recus = [json.loads(ligne["message"])["message"] for ligne in self._journal("performance")]
        adresses = [r["params"]["request"]["url"] for r in recus if r["method"] == "Network.requestWillBeSent"]
        return [a for a in adresses if a not in self.attendues and not a.startswith("data:")]

    def _journal(self, genre: str) -> list[dict[str, Any]]:
        """Return what a log of the browser received since it was last read."""
        lire: Callable[[str], list[dict[str, Any]]] = self.pilote.get_log
        return lire(genre)


def _trouver(variable: str, *noms: str) -> str:
    """Return the path of a program; fail with the remedy when it is not installed."""
    trouve = os.environ.get(variable) or next((chemin for nom in noms if (chemin := shutil.which(nom))), None)
    if trouve is None:
        pytest.fail(f"{noms[0]} est introuvable : {REMEDE}", pytrace=False)
    return trouve


@contextmanager
def ouvrir_navigateur() -> Iterator[Page]:
    """Open a browser of its own, without profile nor network, and close it."""
    options = ChromeOptions()
    options.binary_location = _trouver("CHROMIUM", "chromium", "chromium-browser", "google-chrome")
    pilote = _trouver("CHROMEDRIVER", "chromedriver")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with tempfile.TemporaryDirectory() as profil:
        for option in (*OPTIONS, f"--user-data-dir={profil}"):
            options.add_argument(option)
        chrome = Chrome(options=options, service=Service(pilote))
        try:
            yield Page(chrome)
        finally:
            chrome.quit()


@pytest.fixture(scope="session")
def navigateur() -> Iterator[Page]:
    """Return the browser of the session."""
    with ouvrir_navigateur() as page_ouverte:
        yield page_ouverte


@pytest.fixture(scope="session")
def rapports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return language -> written report of the small instance, whose names are hostile."""
    inst = petite_instance()
    dossiers = {}
    for langue in ("fr", "en"):
        contexte = Contexte(
            {"scenario.yaml": "a" * 64}, {}, audit_conforme=True, audit_infractions=0, date="", langue=langue
        )
        dossiers[langue] = tmp_path_factory.mktemp("rapports") / langue
        ecrire_rapport(dossiers[langue], inst, solution_de(inst), contexte)
    return dossiers


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of the reference report, drawn from what is written, without solving."""
    inst = construire(charger(REFERENCE / "entrees" / "scenario.yaml"))
    relu = relire(REFERENCE, inst)
    choisir_langue("fr")
    fichier = tmp_path_factory.mktemp("reference") / "rapport.html"
    fichier.write_bytes(page.octets(construire_tables(inst, relu.solution), relu.contexte))
    return fichier


@pytest.fixture
def petite(navigateur: Page, rapports: dict[str, Path]) -> Page:
    """Return the browser, open on the page of the small instance."""
    navigateur.ouvrir(rapports["fr"] / "rapport.html")
    return navigateur
