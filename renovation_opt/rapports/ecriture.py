"""Writing a report: every file of ``reports/<nom>/``, then the folder as one.

Answers for: ``ecrire_rapport``, the list of the files and their order.  No clock, sorted keys, same inputs same
bytes for every file but the manifest, whose ``date`` comes from the Contexte.
Leaves to others: each kind of file (fichiers_*, classeur, page), the replacement of the folder (remplacement).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from renovation_opt.instance import Bailleur, Instance
from renovation_opt.locale import choisir_langue, langue
from renovation_opt.programme import Solution
from renovation_opt.rapports import classeur, dossiers, fichiers_csv, fichiers_json, page
from renovation_opt.rapports.chemins import interne, noms_dossiers
from renovation_opt.rapports.classeur import Classeurs
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.fichiers_csv import Style
from renovation_opt.rapports.remplacement import MANIFESTE, remplacer
from renovation_opt.rapports.tables import Tables, construire


def ecrire_rapport(
    dossier: Path,
    inst: Instance,
    solution: Solution,
    contexte: Contexte,
    csv: Style = "standard",
    classeurs: Classeurs = "tous",
) -> list[Path]:
    """Write the whole report of a solution; return its files, sorted.

    Raises EntreeInvalide when ``dossier`` exists and is not a report, or when a copy of an input would leave it; the
    previous report is then untouched, as on any error.
    """
    with _langue(contexte.langue):
        tables = construire(inst, solution)
        sorties = contenus(tables, contexte, csv, classeurs)
        sorties[MANIFESTE] = fichiers_json.manifeste(tables, contexte, sorties)
        return remplacer(dossier, sorties)


def contenus(tables: Tables, contexte: Contexte, csv: Style, classeurs: Classeurs) -> dict[str, bytes]:
    """Return relative path -> bytes of every file but the manifest, in the current language."""
    fichiers = {
        "programme.csv": fichiers_csv.octets(tables.ensemble.programme, csv),
        "paiements.csv": fichiers_csv.octets(tables.ensemble.paiements, csv),
        "financements.csv": fichiers_csv.octets(table_financements(tables), csv),
        "prix.csv": fichiers_csv.octets(tables.prix, csv),
        "indicateurs.json": fichiers_json.indicateurs(tables),
        "rapport.html": page.octets(tables, contexte),
    }
    fichiers |= dict(_bailleurs(tables, contexte, csv)) | dict(_classeurs(tables, contexte, classeurs))
    return fichiers | {f"entrees/{interne(chemin)}": contenu for chemin, contenu in sorted(contexte.copies.items())}


def table_financements(tables: Tables) -> pd.DataFrame:
    """Return the rows of ``financements.csv``: AE and CP by bailleur, then the slices (bailleur empty)."""
    montants = ["ae_eur", "cp_eur", "tranche_eur", "disponible_eur", "utilise_eur", "reporte_eur", "perdu_eur"]
    tranches = tables.tranches.assign(bailleur="")
    cles = ["annee", "financement", "contributeur", "bailleur"]
    toutes = pd.concat([tables.financements, tranches], ignore_index=True).sort_values(cles, ignore_index=True)
    return toutes[[*cles, *montants]].astype(dict.fromkeys(montants, "Int64"))


def _dossiers(tables: Tables) -> Iterator[tuple[str, Bailleur]]:
    """Yield the folder of each landlord that has works."""
    noms = noms_dossiers(b.code for b in tables.inst.bailleurs)
    for bailleur in tables.inst.bailleurs:
        if bailleur.code in tables.bailleurs:
            yield f"bailleurs/{noms[bailleur.code]}", bailleur


def _bailleurs(tables: Tables, contexte: Contexte, csv: Style) -> Iterator[tuple[str, bytes]]:
    """Yield the programme and the dossier of each landlord."""
    for dossier, bailleur in _dossiers(tables):
        yield f"{dossier}/programme.csv", fichiers_csv.octets(tables.bailleurs[bailleur.code].programme, csv)
        yield f"{dossier}/dossier.html", dossiers.octets(tables, contexte, bailleur)


def _classeurs(tables: Tables, contexte: Contexte, classeurs: Classeurs) -> Iterator[tuple[str, bytes]]:
    """Yield the workbooks that are asked."""
    if classeurs != "aucun":
        yield "programme.xlsx", classeur.octets_programme(tables, contexte)
    if classeurs == "tous":
        for dossier, bailleur in _dossiers(tables):
            yield f"{dossier}/programme.xlsx", classeur.octets_bailleur(tables, contexte, bailleur)


@contextmanager
def _langue(code: str) -> Iterator[None]:
    """Speak one language for the time of a report."""
    avant = langue()
    choisir_langue(code)
    try:
        yield
    finally:
        choisir_langue(avant)
