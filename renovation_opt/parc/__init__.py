"""The parc: the table of its columns, reading CSV variants and Parquet, checks, cutting large lots.

``lire_parc`` for a parc or an error with every problem; ``examiner_parc`` to list them; ``decouper`` before building.
"""

from renovation_opt.parc.colonnes import COLONNES, NOMS, Colonne
from renovation_opt.parc.lecture import Parc, examiner_parc, lire_parc
from renovation_opt.parc.lots import decouper
from renovation_opt.parc.page import page_markdown, schema_json

__all__ = [
    "COLONNES",
    "NOMS",
    "Colonne",
    "Parc",
    "decouper",
    "examiner_parc",
    "lire_parc",
    "page_markdown",
    "schema_json",
]
