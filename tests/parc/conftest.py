"""Builder of small parc files: one right row, copied and changed."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

import pytest

from renovation_opt.parc import NOMS

Fabrique = Callable[..., Path]

LIGNE: Mapping[str, str] = {
    "lot_id": "cite-9/mc/E/1",
    "cite_id": "cite-9",
    "cite": "Cité n°9, l'Égalité",
    "commune": "Lens",
    "code_insee": "62498",
    "epci": "lens_lievin",
    "siren_epci": "246200364",
    "bailleur": "maisons_et_cites",
    "statut": "social",
    "typologie": "corons",
    "periode_construction": "avant 1919",
    "nb_logements": "40",
    "surface_moyenne_m2": "65.5",
    "etiquette_dpe": "E",
    "conso_ep_kwh_m2_an": "300",
    "conso_ef_kwh_m2_an": "290",
    "emissions_kgco2_m2_an": "60",
    "energie_chauffage": "gaz",
    "protection": "inscrite",
    "interet_patrimonial": "remarquable",
    "qpv": "oui",
    "npnru": "non",
    "prioritaire": "oui",
    "grappe": "lens",
    "part_menages_q1": "0.45",
    "part_menages_q1_epci": "0.31",
    "taux_vacance": "0.05",
    "part_seniors": "0.28",
    "latitude": "50.43",
    "longitude": "2.83",
    "qualite": "observe",
    "source": "bailleur",
}


def lignes_du_parc(*changements: Mapping[str, str]) -> list[dict[str, str]]:
    """Return one right row per mapping, with its own lot_id, changed by the mapping."""
    return [{**LIGNE, "lot_id": f"cite-9/mc/E/{i}", **changement} for i, changement in enumerate(changements, 1)]


def lot(cite: str = "cite-9", **autres: str) -> dict[str, str]:
    """Return changes that put a row in another cité."""
    return {"cite_id": cite, "cite": f"Cité {cite}", **autres}


@pytest.fixture
def ecrire(tmp_path: Path) -> Fabrique:
    """Write a CSV of the rows given and return its path."""

    def fabriquer(
        *changements: Mapping[str, str],
        sep: str = ",",
        encodage: str = "utf-8",
        fin: str = "\n",
        colonnes: tuple[str, ...] = NOMS,
        citer: Literal[0, 1] = csv.QUOTE_MINIMAL,
        nom: str = "parc_logements.csv",
    ) -> Path:
        chemin = tmp_path / nom
        with chemin.open("w", encoding=encodage, newline="") as fichier:
            plume = csv.DictWriter(
                fichier, colonnes, delimiter=sep, lineterminator=fin, quoting=citer, extrasaction="ignore", restval=""
            )
            plume.writeheader()
            plume.writerows(lignes_du_parc(*changements))
        return chemin

    return fabriquer
