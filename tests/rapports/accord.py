"""The same figures read from every output of a report, each from its own file and nothing else.

A figure is named by a key: ``("cout",)``, ``("logements", "annee", "2019")``, ``("perdu", "fonds", "anah")``…
Euros and dwellings are integers; the three objectives are compared to the decimals that the files keep.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from openpyxl.workbook import Workbook

from renovation_opt.rapports.classeur.dessin import LIGNE_ENTETE
from renovation_opt.rapports.typographie import euros, millions, nombre

Cle = tuple[str, ...]
Figures = dict[Cle, float]
OBJECTIFS = {
    "energie": "energie_mwh_cumules",
    "patrimoine": "points_patrimoine",
    "mixite": "menages_diversifies",
}
PROPRES = "fonds_propres"


def du_programme(dossier: Path) -> Figures:
    """Return the figures of programme.csv: commitments are the costs of the year."""
    lu = pd.read_csv(dossier / "programme.csv", keep_default_na=False)
    lu["cout"] = lu["travaux_eur"] + lu["espaces_publics_eur"]
    figures: Figures = {
        ("logements",): int(lu["logements"].sum()),
        ("operations",): lu["operation"].nunique(),
        ("cout",): int(lu["cout"].sum()),
        ("ae", "fonds", PROPRES): int(lu["fonds_propres_eur"].sum()),
    }
    figures |= {("objectif", nom): float(lu[colonne].sum()) for nom, colonne in OBJECTIFS.items()}
    figures |= {("ae", "fonds", c[5:-4]): int(lu[c].sum()) for c in lu.columns if c.startswith("aide_")}
    for dimension in ("annee", "bailleur"):
        figures |= _par(lu, dimension, {"logements": "logements", "cout": "cout"})
    return figures | _par(lu, "annee", {"ae": "cout"})


def des_programmes_des_bailleurs(dossier: Path) -> Figures:
    """Return the figures of the programme.csv of all landlords, put together."""
    lu = pd.concat([pd.read_csv(f) for f in sorted(dossier.glob("bailleurs/*/programme.csv"))])
    lu["cout"] = lu["travaux_eur"] + lu["espaces_publics_eur"]
    figures: Figures = {("logements",): int(lu["logements"].sum()), ("cout",): int(lu["cout"].sum())}
    figures |= {("objectif", nom): float(lu[colonne].sum()) for nom, colonne in OBJECTIFS.items()}
    return figures | _par(lu, "bailleur", {"logements": "logements", "cout": "cout"})


def des_paiements(dossier: Path) -> Figures:
    """Return the figures of paiements.csv."""
    lu = pd.read_csv(dossier / "paiements.csv", keep_default_na=False)
    figures: Figures = {
        ("operations",): lu["operation"].nunique(),
        ("cout",): int(lu["ae_eur"].sum()),
        ("cp",): int(lu["cp_eur"].sum()),
    }
    return figures | _ae_cp(lu)


def des_financements(dossier: Path) -> Figures:
    """Return the figures of financements.csv: AE and CP by landlord, slices of funds."""
    lu = pd.read_csv(dossier / "financements.csv")
    tranches, autres = lu[lu["bailleur"].isna()], lu[lu["bailleur"].notna()].astype({"ae_eur": int, "cp_eur": int})
    figures: Figures = {("cout",): int(autres["ae_eur"].sum()), ("cp",): int(autres["cp_eur"].sum())}
    figures |= _ae_cp(autres)
    for code, groupe in tranches.groupby("financement"):
        figures["enveloppe", "fonds", str(code)] = int(groupe["tranche_eur"].sum())
        figures["ae", "fonds", str(code)] = int(groupe["utilise_eur"].sum())
        figures["perdu", "fonds", str(code)] = int(groupe["perdu_eur"].sum())
    return figures


def des_indicateurs(dossier: Path) -> Figures:
    """Return the figures of indicateurs.json."""
    arbre = json.loads((dossier / "indicateurs.json").read_text(encoding="utf-8"))["indicateurs"]
    argent = arbre["argent"]
    figures: Figures = {
        ("logements",): arbre["logements"]["total"]["valeur"],
        ("operations",): arbre["operations"]["total"]["valeur"],
        ("cout",): argent["cout"]["valeur"],
        ("objectif", "energie"): arbre["energie"]["cumulee"]["valeur"],
        ("objectif", "patrimoine"): arbre["patrimoine"]["total"]["valeur"],
        ("objectif", "mixite"): arbre["mixite"]["total"]["valeur"],
    }
    for dimension in ("annee", "bailleur"):
        for code, feuille in arbre["logements"][f"par_{dimension}"].items():
            figures["logements", dimension, code] = feuille["valeur"]
    for dimension, cle in (("annee", "annee"), ("fonds", "financement"), ("bailleur", "bailleur")):
        for code, feuilles in argent[f"par_{cle}"].items():
            mesures = {m: f["valeur"] for m, f in feuilles.items() if m in {"ae", "cp", "cout", "enveloppe", "perdu"}}
            figures |= {(mesure, dimension, code): valeur for mesure, valeur in mesures.items()}
    return figures


def du_classeur(fichier: Path, noms: Mapping[str, Mapping[str, str]]) -> Figures:
    """Return the figures of the workbook of the programme; ``noms``: dimension -> words -> code."""
    livre = openpyxl.load_workbook(fichier, data_only=True, read_only=True)
    annees, ae_cp, operations = (_table(livre, n) for n in ("Année par année", "AE et CP", "Opérations"))
    lots, bailleurs, tranches = (_table(livre, n) for n in ("Lots", "Bailleurs", "Tranches"))
    figures: Figures = {
        ("logements",): int(operations["Logements"].sum()),
        ("operations",): len(operations),
        ("cout",): int(operations["Coût total"].sum()),
        ("cp",): int(ae_cp["CP, total"].sum()),
        ("objectif", "energie"): float(lots["Énergie cumulée (MWh)"].sum()),
        ("objectif", "patrimoine"): float(lots["Patrimoine (points)"].sum()),
        ("objectif", "mixite"): float(lots["Mixité (ménages pondérés)"].sum()),
    }
    mesures = {"logements": "Logements", "cout": "Coût total"}
    figures |= _par(annees, "annee", mesures, "Année") | _par(ae_cp, "annee", {"ae": "AE, total"}, "Année")
    figures |= _par(ae_cp, "annee", {"cp": "CP, total"}, "Année")
    par_bailleur = _par(bailleurs, "bailleur", mesures, "Bailleur")
    figures |= {(m, d, noms["bailleur"][mot]): v for (m, d, mot), v in par_bailleur.items()}
    for mot, code in noms["fonds"].items():
        figures["ae", "fonds", code] = int(ae_cp[f"AE, {mot}"].sum())
        figures["cp", "fonds", code] = int(ae_cp[f"CP, {mot}"].sum())
    par_tranche = _par(tranches, "fonds", {"enveloppe": "Tranche", "perdu": "Perdu"}, "Financement")
    return figures | {(m, d, noms["fonds"][mot]): v for (m, d, mot), v in par_tranche.items()}


def du_classeur_d_un_bailleur(fichier: Path, code: str) -> Figures:
    """Return the figures of the workbook of a landlord."""
    livre = openpyxl.load_workbook(fichier, data_only=True, read_only=True)
    plan, lots, paiements = (_table(livre, n) for n in ("Plan de financement", "Lots", "Paiements"))
    presentation = {str(r[0].value): r[1].value for r in livre["Présentation"].iter_rows()}
    assert int(lots["Coût total"].sum()) == int(plan["Coût total"].sum()) == presentation["Coût total"]
    return {
        ("logements", "bailleur", code): int(plan["Logements"].sum()),
        ("cout", "bailleur", code): int(lots["Coût total"].sum()),
        ("ae", "bailleur", code): int(paiements["Engagements (AE)"].sum()),
        ("cp", "bailleur", code): int(paiements["Paiements (CP)"].sum()),
    }


def montre(texte: str, cle: Cle, valeur: float) -> bool:
    """Tell whether a text shows a figure, as French typography writes it, in one of the units it may be shown in."""
    return any(re.search(rf"(?<![\d,\u202f]){re.escape(forme)}(?![\d,\u202f])", texte) for forme in formes(cle, valeur))


def formes(cle: Cle, valeur: float) -> set[str]:
    """Return the ways a figure may be written: euros, k€ or M€ for money, few decimals for objectives."""
    if cle[0] == "objectif":
        return {nombre(valeur, decimales) for decimales in (0, 1, 2, 3)}
    if cle[0] in {"logements", "operations"}:
        return {nombre(valeur)}
    milliers = {f"{nombre(valeur / 1_000, d)}\u00a0k€" for d in (0, 1)}
    return {euros(valeur), nombre(valeur), *(millions(valeur, d) for d in (0, 1, 2)), *milliers}


def texte_de_la_page(page: str) -> str:
    """Return what a page shows or draws: its text, and the blocks of data in JSON that its scripts draw.

    Scripts and styles are left out; integers of the data are written as the page would show them.
    """
    lecteur = _Lecteur()
    lecteur.feed(page)
    entiers = {int(n) for bloc in lecteur.donnees for n in re.findall(r"(?<![\w.\"-])\d+(?![\w.\"])", bloc)}
    return "\n".join([*lecteur.textes, *sorted(nombre(n) for n in entiers)])


class _Lecteur(HTMLParser):
    """Gathers the texts of a page and its blocks of data."""

    def __init__(self) -> None:
        """Start outside any script."""
        super().__init__()
        self.textes: list[str] = []
        self.donnees: list[str] = []
        self._recevoir: Callable[[str], object] = self.textes.append

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Choose where the text that follows goes."""
        if tag in {"script", "style"}:
            json_ = tag == "script" and "json" in (dict(attrs).get("type") or "")
            self._recevoir = self.donnees.append if json_ else len

    def handle_endtag(self, tag: str) -> None:
        """Come back to the text of the page."""
        if tag in {"script", "style"}:
            self._recevoir = self.textes.append

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self._recevoir(data)


def _par(table: pd.DataFrame, dimension: str, mesures: Mapping[str, str], colonne: str = "") -> Figures:
    """Return the sums of columns by the codes of a dimension; zeros are left out."""
    groupes = table.groupby(colonne or dimension)
    return {
        (mesure, dimension, str(code)): int(valeur)
        for mesure, nom in mesures.items()
        for code, valeur in groupes[nom].sum().items()
        if valeur
    }


def _ae_cp(table: pd.DataFrame) -> Figures:
    """Return AE and CP by year, fund and landlord."""
    mesures = {"ae": "ae_eur", "cp": "cp_eur"}
    dimensions = {"annee": "annee", "fonds": "financement", "bailleur": "bailleur"}
    return {c: v for d, colonne in dimensions.items() for c, v in _par(table, d, mesures, colonne).items()}


def _table(livre: Workbook, nom: str) -> pd.DataFrame:
    """Return the rows of a sheet."""
    rangees: Iterator[tuple[Any, ...]] = livre[nom].iter_rows(min_row=LIGNE_ENTETE + 1, values_only=True)
    titres = [str(titre).replace("\u00a0", " ") for titre in next(rangees)]
    return pd.DataFrame(list(rangees), columns=titres)
