"""Multi-basin instances, as files: ``python -m benchmarks.generateur_fichiers SCENARIO K DOSSIER [--graine N] …``.

Answers for: a parc (CSV or Parquet) and a scenario of k basins that ``renovation-opt verifier`` accepts: every basin is
a perturbation of the parc of the scenario, with its own landlords, EPCI, funds and montages; the same national rows as
``generateur`` bind them.  The parc is written basin by basin: a million rows need the memory of one basin.
Leaves to others: the same idea as arrays, for sizes that files would make slow (generateur).
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import csv, parquet

from benchmarks.generateur_bassin import LARGEUR_DEG, PAR_RANGEE, PETIT_LOT
from benchmarks.generateur_scenario import scenario_bassins
from renovation_opt.parc.dpe import SEUILS_EP, SEUILS_GES
from renovation_opt.parc.lecture import lire_parc
from renovation_opt.schemas.chargement import ScenarioCharge, charger, dumper

HYPOTHESES = "hypotheses.yaml"
INSEE = np.array([*range(59001, 60000), *range(62001, 63000), *range(1001, 59000), *range(63001, 96000)])
"""Codes given to the communes, those of the mining basin first."""
SIREN = np.arange(200_000_000, 200_100_000)
DECIMALES = {
    "surface_moyenne_m2": 1,
    "conso_ep_kwh_m2_an": 1,
    "conso_ef_kwh_m2_an": 1,
    "emissions_kgco2_m2_an": 1,
    "part_menages_q1": 3,
    "latitude": 6,
    "longitude": 6,
}
Flottants = NDArray[np.float64]


def ecrire_bassins(charge: ScenarioCharge, k: int, graine: int, dossier: Path, *, en_parquet: bool = False) -> Path:
    """Write parc, hypotheses and scenario of ``k`` basins in ``dossier``; return the path of the scenario."""
    dossier.mkdir(parents=True, exist_ok=True)
    parc = "parc.parquet" if en_parquet else "parc.csv"
    ecrire_parc(lire_parc(charge.parc).table, k, graine, dossier / parc)
    shutil.copyfile(charge.hypotheses_chemin, dossier / HYPOTHESES)
    donnees = scenario_bassins(charge, k, graine) | {"parc": parc, "hypotheses": HYPOTHESES}
    chemin = dossier / "scenario.yaml"
    question = f"# Que permettent {k} bassins, chacun avec ses moyens, sous des enveloppes nationales communes ?\n"
    chemin.write_text(question + dumper(donnees), encoding="utf-8")
    return chemin


def ecrire_parc(table: pd.DataFrame, k: int, graine: int, chemin: Path) -> None:
    """Write ``k`` perturbed copies of a parc, as Parquet or CSV by the name of the file."""
    ecrivain: parquet.ParquetWriter | csv.CSVWriter | None = None
    for bassin in parcs(table, k, graine):
        bloc = pa.Table.from_pandas(bassin, preserve_index=False)
        if ecrivain is None:
            ecrivain = _ouvrir(chemin, bloc.schema)
        ecrivain.write_table(bloc)
    if ecrivain is not None:
        ecrivain.close()


def _ouvrir(chemin: Path, schema: pa.Schema) -> parquet.ParquetWriter | csv.CSVWriter:
    """Return what writes the blocks, by the name of the file."""
    if chemin.suffix == ".parquet":
        return parquet.ParquetWriter(chemin, schema)
    return csv.CSVWriter(chemin, schema, write_options=csv.WriteOptions(quoting_style="needed"))


def parcs(table: pd.DataFrame, k: int, graine: int) -> Iterator[pd.DataFrame]:
    """Yield the parc of each basin."""
    for b in range(k):
        yield _parc(table, b, k, np.random.default_rng([graine, b]))


def _parc(table: pd.DataFrame, b: int, k: int, hasard: np.random.Generator) -> pd.DataFrame:
    """Return the parc of basin ``b``: other dwellings, surfaces, consumption and mix, codes and names of its own."""
    suffixe = f"b{b + 1:0{len(str(k))}d}"
    nb = len(table)
    logements = table["nb_logements"].to_numpy()
    varies = np.rint(logements * hasard.uniform(0.85, 1.15, nb)).astype(np.int64)
    conso = hasard.uniform(0.92, 1.08, nb)
    ep = _dans_sa_classe(table["conso_ep_kwh_m2_an"], conso, SEUILS_EP)
    rapport = ep / table["conso_ep_kwh_m2_an"].to_numpy()
    surface = table["surface_moyenne_m2"] * hasard.uniform(0.9, 1.1, nb)
    bassin = table.assign(
        lot_id=f"{suffixe}-" + table["lot_id"],
        cite_id=f"{suffixe}-" + table["cite_id"],
        cite=table["cite"] + f" {suffixe}",
        commune=table["commune"] + f" {suffixe}",
        code_insee=_codes(table["code_insee"], b, INSEE),
        epci=table["epci"] + f"_{suffixe}",
        siren_epci=_codes(table["siren_epci"], b, SIREN),
        bailleur=table["bailleur"] + f"_{suffixe}",
        grappe=np.where(table["grappe"] != "", table["grappe"] + f"_{suffixe}", ""),
        nb_logements=np.where(logements < PETIT_LOT, logements, varies),
        surface_moyenne_m2=surface.clip(10, 400),
        conso_ep_kwh_m2_an=ep,
        conso_ef_kwh_m2_an=table["conso_ef_kwh_m2_an"] * rapport,
        emissions_kgco2_m2_an=_dans_sa_classe(table["emissions_kgco2_m2_an"], rapport, SEUILS_GES),
        part_menages_q1=_mixite(table, hasard),
        latitude=table["latitude"] - LARGEUR_DEG * (b // PAR_RANGEE) % 90,
        longitude=table["longitude"] + LARGEUR_DEG * (b % PAR_RANGEE),
    )
    return bassin.round(DECIMALES)


def _dans_sa_classe(colonne: pd.Series, facteur: Flottants, seuils: tuple[float, ...]) -> Flottants:
    """Return the column times a factor, kept between the thresholds of its DPE class, so that the letter stays true."""
    valeurs = colonne.to_numpy(dtype=np.float64)
    classe = np.searchsorted(seuils, valeurs, "left")
    bas = np.array([0.0, *seuils])[classe]
    haut = np.array([*seuils, np.inf])[classe]
    varies: Flottants = np.clip(valeurs * facteur, np.minimum(bas + 0.1, valeurs), haut)
    return varies


def _codes(colonne: pd.Series, b: int, codes: NDArray[np.int64]) -> pd.Series:
    """Return codes of the list, one per code of the column, other than those of the other basins."""
    rangs, distincts = pd.factorize(colonne, sort=True)
    largeur = len(str(colonne.iloc[0]))
    return pd.Series(codes[rangs + b * len(distincts)], index=colonne.index).astype(str).str.zfill(largeur)


def _mixite(table: pd.DataFrame, hasard: np.random.Generator) -> Flottants:
    """Return the share of first-quartile households: its excess over the EPCI times a factor by cité."""
    rangs, cites = pd.factorize(table["cite_id"], sort=True)
    ecart = (table["part_menages_q1"] - table["part_menages_q1_epci"]).to_numpy()
    facteur = np.where(ecart > 0, hasard.uniform(0.8, 1.2, len(cites))[rangs], 1.0)
    varies: Flottants = (table["part_menages_q1_epci"].to_numpy() + ecart * facteur).clip(0, 1)
    return varies


def main() -> None:
    """Write the files of a multi-basin instance."""
    lecteur = argparse.ArgumentParser(prog="python -m benchmarks.generateur_fichiers", description=main.__doc__)
    lecteur.add_argument("scenario", type=Path, help="scenario that gives the parc and the rules of one basin")
    lecteur.add_argument("bassins", type=int, help="number of basins")
    lecteur.add_argument("dossier", type=Path, help="folder that receives the files")
    lecteur.add_argument("--graine", type=int, default=1, help="seed: the same gives the same files")
    lecteur.add_argument("--parquet", action="store_true", help="parc as Parquet instead of CSV")
    choix = lecteur.parse_args()
    charge = charger(choix.scenario)
    print(ecrire_bassins(charge, choix.bassins, choix.graine, choix.dossier, en_parquet=choix.parquet))


if __name__ == "__main__":
    main()
