"""``balayage.csv`` and ``balayage.parquet``: one row per point, the same columns.

Answers for: ``table``, ``octets_csv``, ``octets_parquet``.
Leaves to others: the page.

rang, one column per statement varied (its unit between brackets), statut, limite, valeur, borne, ecart (of the last
stage), manque (relative shortfall of the soft targets), the figures of ``mesures`` with, for each objective, what it
could reach if the whole gap were worth of it, one column of aids per fund, motif (why a point has no programme).
"""

from __future__ import annotations

import io

import pandas as pd

from renovation_opt.rapports import fichiers_csv
from renovation_opt.rapports.balayage.donnees import Axe, Releve, Serie
from renovation_opt.rapports.balayage.mesures import Mesure, mesures
from renovation_opt.rapports.colonnes import Nature
from renovation_opt.rapports.fichiers_csv import Style

ENTIERES = (Nature.ENTIER, Nature.EUROS)


def table(serie: Serie) -> pd.DataFrame:
    """Return one row per point."""
    releves = serie.releves
    colonnes: dict[str, pd.Series] = {"rang": pd.Series(range(len(releves)), dtype="Int64")}
    for i, axe in enumerate(serie.axes):
        colonnes[nom_axe(axe)] = _axe(axe, [r.valeurs[i] for r in releves])
    colonnes["statut"] = pd.Series([r.statut for r in releves], dtype="object")
    colonnes["limite"] = pd.Series([r.limite for r in releves], dtype="object")
    for champ in ("valeur", "borne", "ecart", "manque"):
        colonnes[champ] = _reels([getattr(r, champ) for r in releves])
    for mesure in mesures():
        colonnes |= _mesure(mesure, releves)
    for code in serie.fonds:
        colonnes[f"aide_{code}_eur"] = pd.Series([r.aides.get(code) for r in releves], dtype="Int64")
    colonnes["motif"] = pd.Series([r.motif for r in releves], dtype="object")
    return pd.DataFrame(colonnes)


def octets_csv(serie: Serie, style: Style = "standard") -> bytes:
    """Return the bytes of the CSV file."""
    return fichiers_csv.octets(table(serie).astype("object"), style)


def octets_parquet(serie: Serie) -> bytes:
    """Return the bytes of the Parquet file."""
    tampon = io.BytesIO()
    table(serie).to_parquet(tampon, index=False)
    return tampon.getvalue()


def nom_axe(axe: Axe) -> str:
    """Return the column of a statement."""
    return f"{axe.nom} [{axe.unite}]" if axe.unite else axe.nom


def _axe(axe: Axe, valeurs: list[float | str]) -> pd.Series:
    """Return the values of a statement."""
    if not axe.numerique:
        return pd.Series([str(v) for v in valeurs], dtype="object")
    return pd.Series(valeurs, dtype="Int64" if all(isinstance(v, int) for v in valeurs) else "float64")


def _mesure(mesure: Mesure, releves: tuple[Releve, ...]) -> dict[str, pd.Series]:
    """Return the column of a figure, and of what it could reach."""
    lues = [r.mesures.get(mesure.code) for r in releves]
    entiere = mesure.nature in ENTIERES and all(v is None or float(v).is_integer() for v in lues)
    serie = pd.Series(lues, dtype="Int64") if entiere else _reels(lues)
    if not mesure.haute:
        return {mesure.colonne: serie}
    hautes = [haute(r, mesure.code) for r in releves]
    return {mesure.colonne: serie, mesure.haute: _reels(hautes)}


def haute(releve: Releve, code: str) -> float | None:
    """Return what an objective could reach if the whole gap were worth of it, ``None`` when it does not count."""
    valeur, jeu = releve.mesures.get(code), releve.jeu.get(code)
    return None if valeur is None or jeu is None else valeur + jeu


def _reels(valeurs: list[float | None]) -> pd.Series:
    """Return a column of decimals."""
    return pd.Series([None if v is None else float(v) for v in valeurs], dtype="Float64")
