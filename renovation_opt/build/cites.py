"""The cités of the parc, with their whole stock, for targets and reports."""

from __future__ import annotations

import numpy as np
import pandas as pd

from renovation_opt.build.lots import rang_etiquette
from renovation_opt.instance import ETIQUETTES, Cite


def faire_cites(parc: pd.DataFrame, epcis: tuple[str, ...]) -> tuple[Cite, ...]:
    """Return the cités in order of code; what holds for a cité is read on its first row."""
    cite, codes = pd.factorize(parc["cite_id"], sort=True)
    premiers = parc.iloc[np.unique(cite, return_index=True)[1]]
    nombre = parc["nb_logements"].to_numpy(dtype=np.int64)
    classes = np.zeros((len(codes), len(ETIQUETTES)), dtype=np.int64)
    np.add.at(classes, (cite, rang_etiquette(parc)), nombre)
    estime = (parc["qualite"] == "estime").to_numpy(dtype=bool)
    estimes = np.zeros(len(codes), dtype=np.int64)
    np.add.at(estimes, cite[estime], nombre[estime])
    rang = {e: i for i, e in enumerate(epcis)}
    lues = [premiers[nom].tolist() for nom in LUES]
    return tuple(
        Cite(
            code=str(code),
            nom=nom,
            commune=commune,
            code_insee=str(insee),
            epci=rang[epci],
            grappe=_texte(grappe),
            prioritaire=prioritaire == "oui",
            npnru=npnru,
            protection=protection,
            interet=interet,
            typologie=typologie,
            latitude=latitude,
            longitude=longitude,
            logements=sum(par_classe),
            logements_estimes=estimes_ici,
            etiquettes=tuple(par_classe),
            part_menages_q1=q1,
            part_menages_q1_epci=q1_epci,
        )
        for (
            (code, nom, commune, insee, epci, grappe, prioritaire, npnru, protection, interet, typologie),
            (latitude, longitude, q1, q1_epci),
            par_classe,
            estimes_ici,
        ) in zip(
            zip(*lues[:-4], strict=True), zip(*lues[-4:], strict=True), classes.tolist(), estimes.tolist(), strict=True
        )
    )


LUES = (
    "cite_id",
    "cite",
    "commune",
    "code_insee",
    "epci",
    "grappe",
    "prioritaire",
    "npnru",
    "protection",
    "interet_patrimonial",
    "typologie",
    "latitude",
    "longitude",
    "part_menages_q1",
    "part_menages_q1_epci",
)
"""Columns that hold for a whole cité; the last four are numbers."""


def _texte(valeur: object) -> str:
    """Return a cell as text, empty when missing."""
    return valeur if isinstance(valeur, str) else ""
