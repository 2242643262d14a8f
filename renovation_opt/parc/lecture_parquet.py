"""Parquet, typed or not: the same cells as a CSV would give, so that the same checks and messages apply.

Answers for: opening the file, turning every column into text without losing a digit.
Leaves to others: meaning of the columns (entetes), values (verifications).
"""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from renovation_opt.errors import Probleme
from renovation_opt.locale import _
from renovation_opt.parc.brut import Brut, Chargeur, refus
from renovation_opt.parc.contexte import Cellules, citation

MARQUE: Final = b"PAR1"
"""First and last bytes of a Parquet file."""


def ouvrir_parquet(octets: bytes, fichier: str) -> tuple[tuple[str, ...], int, Chargeur]:
    """Return the names of the columns, 0 (there is no header line), and what reads them; raise EntreeInvalide."""
    try:
        lu = parquet.ParquetFile(pa.BufferReader(octets))
        noms = tuple(lu.schema_arrow.names)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as erreur:
        raise _illisible(fichier, erreur) from erreur
    return noms, 0, partial(_charger, lu, fichier)


def _charger(lu: parquet.ParquetFile, fichier: str, positions: tuple[int, ...]) -> Brut:
    """Read the columns at ``positions``; row i of the table is row i + 1 of the file."""
    noms = lu.schema_arrow.names
    try:
        table = lu.read(columns=sorted({noms[position] for position in positions}))
    except (pa.ArrowException, OSError) as erreur:
        raise _illisible(fichier, erreur) from erreur
    cellules, problemes = {}, []
    for position in positions:
        try:
            cellules[position] = Cellules.de_textes(_en_textes(_colonne(table, noms[position])))
        except pa.ArrowException:
            problemes.append(_type_inattendu(fichier, noms[position], str(lu.schema_arrow.field(position).type)))
            cellules[position] = Cellules.constantes("", table.num_rows)
    return Brut(cellules, np.arange(1, table.num_rows + 1, dtype=np.int64), tuple(problemes))


def _colonne(table: pa.Table, nom: str) -> pa.ChunkedArray:
    """Return the first column of that name."""
    return table.column(table.schema.get_all_field_indices(nom)[0])


def _en_textes(colonne: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the cells as text: whole floats as integers, booleans as oui and non."""
    if pa.types.is_dictionary(colonne.type):
        colonne = colonne.cast(colonne.type.value_type)
    if pa.types.is_boolean(colonne.type):
        return pc.if_else(colonne, "oui", "non")
    if pa.types.is_floating(colonne.type) and _tous_entiers(colonne):
        colonne = colonne.cast(pa.int64())
    textes = colonne.cast(pa.string())
    textes.validate(full=True)  # a damaged file may hold bytes that are not UTF-8
    return textes


def _tous_entiers(colonne: pa.ChunkedArray) -> bool:
    petits = pc.less(pc.abs(colonne), 2.0**53)
    return bool(pc.all(pc.and_(petits, pc.equal(colonne, pc.floor(colonne))), min_count=0).as_py())


def _type_inattendu(fichier: str, nom: str, type_lu: str) -> Probleme:
    return Probleme(
        message=_("la colonne, de type {type}, ne se lit pas").format(type=citation(type_lu)),
        fichier=fichier,
        cle=citation(nom),
        attendu=_("des textes ou des nombres"),
        remede=_("Convertissez la colonne avant l'export"),
    )


def _illisible(fichier: str, erreur: Exception) -> Exception:
    return refus(
        fichier,
        _("ce n'est pas un fichier Parquet lisible ({detail})").format(detail=citation(str(erreur))),
        _("Exportez à nouveau le parc, en Parquet ou en CSV"),
    )
