"""The pictures of the documentation, taken from the reference report: ``python -m tests.navigateur.images [DOSSIER]``.

Answers for: ``docs/images/rapport*.png``: the top of the page, the map and the calendar with one cité chosen, the first
sheet of a dossier.  Nothing is solved: the report is drawn again from its own files, in a folder that is thrown away.
"""

from __future__ import annotations

import base64
import shutil
import sys
import tempfile
from pathlib import Path

from renovation_opt.cli import main
from tests.navigateur.conftest import RACINE, REFERENCE, Page, ouvrir_navigateur

IMAGES = RACINE / "docs" / "images"
ECHELLE = 0.65
LARGEUR, HAUTEUR = 1280, 800


def photographier(page: Page, nom: str, ancre: str, hauteur: int) -> None:
    """Write the picture of the page from an element down."""
    page.js("scrollTo(0, 0)")
    haut = page.js(f"document.querySelector('{ancre}').getBoundingClientRect().top + scrollY - 8")
    cadre = {"x": 0, "y": max(0, haut), "width": LARGEUR, "height": hauteur, "scale": ECHELLE}
    demande = {"format": "png", "captureBeyondViewport": True, "clip": cadre}
    image = page.pilote.execute_cdp_cmd("Page.captureScreenshot", demande)["data"]
    (IMAGES / nom).write_bytes(base64.b64decode(image))


def prendre(dossier: Path) -> None:
    """Take every picture from a report."""
    with ouvrir_navigateur() as page:
        page.ouvrir(dossier / "rapport.html", LARGEUR, HAUTEUR)
        photographier(page, "rapport.png", "header", HAUTEUR)
        page.cliquer("table[data-tableau=calendrier] tbody tr:nth-child(3) button.cite")
        page.attendre("document.querySelector('tr.choisie') !== null")
        page.js("document.activeElement.blur()")
        page.js("window.graphiques.vue('carte').then(v => v.runAsync()).then(() => 1)")
        photographier(page, "rapport-carte.png", ".cadre", 1240)
        page.ouvrir(dossier / "bailleurs" / "maisons_et_cites" / "dossier.html", LARGEUR, HAUTEUR)
        photographier(page, "dossier.png", "header", HAUTEUR)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as travail:
        source = Path(sys.argv[1]) if sys.argv[1:] else REFERENCE
        copie = Path(shutil.copytree(source, Path(travail) / "rapport"))
        if main(["rapport", str(copie)]) == 0:
            prendre(copie)
