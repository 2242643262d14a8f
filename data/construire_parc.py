"""Builds the reference parc: `python data/construire_parc.py [--sortie PATH]`.

Reads `data/sources/`, writes `data/parc_logements.csv`. The steps are in `data/recette/`, the
assumptions in `data/recette/hypotheses.py`, the provenance of everything in `data/README.md`.
Seeded: the same bytes come out each time, on any machine.
"""

import argparse
import csv
from collections import Counter
from pathlib import Path

from recette import sources
from recette.cites import fusionner
from recette.classes import classer
from recette.grappes import grouper
from recette.logements import peupler
from recette.lots import COLONNES, ligne, lotir
from recette.social import qualifier

SORTIE = Path(__file__).resolve().parent / "parc_logements.csv"


def construire() -> list[dict[str, str]]:
    """Return the rows of the parc, every value written as text, in the order of the file."""
    cites = fusionner(sources.lire_releves(), sources.lire_communes(), sources.lire_epci())
    parcs = peupler(cites, sources.lire_operations())
    logements: Counter[str] = Counter()
    for parc in parcs:
        logements[parc.cite.cite_id] += parc.logements
    grappes = grouper(cites, logements)
    sociaux = qualifier(cites, sources.lire_quartiers())
    lots = lotir(classer(parcs), sources.lire_energies(), sources.lire_seuils())
    return [ligne(lot, sociaux[lot.cite_id], grappes[lot.cite_id]) for lot in lots]


def ecrire(lignes: list[dict[str, str]], sortie: Path) -> None:
    """Write the rows in UTF-8 with a comma and LF line ends."""
    with sortie.open("w", encoding="utf-8", newline="") as fichier:
        redacteur = csv.DictWriter(fichier, COLONNES, lineterminator="\n")
        redacteur.writeheader()
        redacteur.writerows(lignes)


def main() -> None:
    """Run the recipe from the command line."""
    parser = argparse.ArgumentParser(description="Builds the reference parc.")
    parser.add_argument("--sortie", type=Path, default=SORTIE, help="file to write")
    ecrire(construire(), parser.parse_args().sortie)


if __name__ == "__main__":
    main()
