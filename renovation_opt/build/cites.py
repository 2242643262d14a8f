"""The cités of the parc, with their whole stock, for targets and reports."""

from __future__ import annotations

import numpy as np
import pandas as pd

from renovation_opt.instance import ETIQUETTES, Cite


def faire_cites(parc: pd.DataFrame, epcis: tuple[str, ...]) -> tuple[Cite, ...]:
    """Return the cités in order of code."""
    rang = {e: i for i, e in enumerate(epcis)}
    premiers = parc.drop_duplicates("cite_id").set_index("cite_id").sort_index()
    codes = list(premiers.index)
    par_classe = parc.pivot_table(
        index="cite_id", columns="etiquette_dpe", values="nb_logements", aggfunc="sum", fill_value=0
    ).reindex(index=codes, columns=list(ETIQUETTES), fill_value=0)
    classes = par_classe.to_numpy(dtype=np.int64)
    estimes = parc[parc["qualite"] == "estime"].groupby("cite_id")["nb_logements"].sum().reindex(codes, fill_value=0)
    estimes_liste = estimes.to_numpy(dtype=np.int64)
    return tuple(
        Cite(
            code=str(code),
            nom=ligne["cite"],
            commune=ligne["commune"],
            code_insee=str(ligne["code_insee"]),
            epci=rang[ligne["epci"]],
            grappe=_texte(ligne["grappe"]),
            prioritaire=ligne["prioritaire"] == "oui",
            npnru=ligne["npnru"],
            protection=ligne["protection"],
            interet=ligne["interet_patrimonial"],
            typologie=ligne["typologie"],
            latitude=float(ligne["latitude"]),
            longitude=float(ligne["longitude"]),
            logements=int(classes[i].sum()),
            logements_estimes=int(estimes_liste[i]),
            etiquettes=tuple(classes[i].tolist()),
            part_menages_q1=float(ligne["part_menages_q1"]),
            part_menages_q1_epci=float(ligne["part_menages_q1_epci"]),
        )
        for i, (code, ligne) in enumerate(zip(codes, premiers.to_dict("records"), strict=True))
    )


def _texte(valeur: object) -> str:
    """Return a cell as text, empty when missing."""
    return valeur if isinstance(valeur, str) else ""
