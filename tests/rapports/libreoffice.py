"""Workbooks recalculated by LibreOffice, whatever values were written with their formulas.

LibreOffice trusts by default the values of a workbook that it did not write: it is told here to compute every formula
when it loads a file.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

REMEDE = "LibreOffice manque : « make libreoffice », ou le paquet libreoffice-calc-nogui de Debian"
_TOUJOURS = 0
_PROFIL = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>{_TOUJOURS}</value></prop></item>
</oor:items>
"""


def recalculer(classeurs: Mapping[str, bytes], dossier: Path) -> dict[str, Workbook]:
    """Return each workbook after LibreOffice has computed its formulas; ``dossier``: an empty folder to work in.

    Fails the test, with the remedy, when LibreOffice is not there.
    """
    executable = shutil.which("soffice") or shutil.which("libreoffice")
    if executable is None:
        pytest.fail(REMEDE)
    profil, lus, ecrits = (dossier / nom for nom in ("profil", "lus", "ecrits"))
    (profil / "user").mkdir(parents=True)
    (profil / "user" / "registrymodifications.xcu").write_text(_PROFIL, encoding="utf-8")
    lus.mkdir()
    for nom, octets in classeurs.items():
        (lus / f"{nom}.xlsx").write_bytes(octets)
    options = ["--headless", "--norestore", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(ecrits)]
    commande = [executable, f"-env:UserInstallation={profil.as_uri()}", *options]
    rendu = subprocess.run(  # noqa: S603 - our own files
        [*commande, *(str(lus / f"{nom}.xlsx") for nom in classeurs)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    absents = [nom for nom in classeurs if not (ecrits / f"{nom}.xlsx").is_file()]
    assert not absents, f"{absents}\n{rendu.stdout}\n{rendu.stderr}"
    return {nom: openpyxl.load_workbook(ecrits / f"{nom}.xlsx", data_only=True) for nom in classeurs}


def modifier(classeur: Path | bytes, changer: Callable[[str, str], str], travail: Path) -> bytes:
    """Return a workbook whose sheets are changed as XML: ``changer(name of the part, text)``."""
    octets = classeur if isinstance(classeur, bytes) else classeur.read_bytes()
    source, cible = travail / "source.zip", travail / "cible.zip"
    source.write_bytes(octets)
    with zipfile.ZipFile(source) as lu, zipfile.ZipFile(cible, "w", zipfile.ZIP_DEFLATED) as ecrit:
        for nom in lu.namelist():
            contenu = lu.read(nom)
            if nom.startswith("xl/worksheets/sheet"):
                contenu = changer(nom, contenu.decode()).encode()
            ecrit.writestr(nom, contenu)
    return cible.read_bytes()


def sans_valeurs(_nom: str, texte: str) -> str:
    """Remove the values written with the formulas."""
    return re.sub(r"(</f>)<v>[^<]*</v>", r"\1", texte)


def valeurs_fausses(_nom: str, texte: str) -> str:
    """Replace the values written with the formulas by one that no total has."""
    return re.sub(r"(</f>)<v>[^<]*</v>", r"\1<v>123456789.5</v>", texte)
