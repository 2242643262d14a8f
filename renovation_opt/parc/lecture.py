"""Reads a parc: file → cells → checks → typed table.

Answers for: ``lire_parc`` (all or an error that carries every problem), ``examiner_parc`` (the same, told rather than
raised), ``Parc``.
Leaves to others: the formats (lecture_csv, lecture_parquet), the header (entetes), the checks (verifications).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.locale import _
from renovation_opt.parc.brut import Brut, Chargeur, refus
from renovation_opt.parc.colonnes import COLONNES, Colonne
from renovation_opt.parc.contexte import Cellules, Contexte, Entiers
from renovation_opt.parc.entetes import Entetes, lire_entetes
from renovation_opt.parc.lecture_csv import ouvrir_csv
from renovation_opt.parc.lecture_parquet import MARQUE, ouvrir_parquet
from renovation_opt.parc.verifications import verifier


@dataclass(frozen=True, slots=True, eq=False)
class Parc:
    """A parc without errors.

    ``table``: the columns of ``COLONNES`` in that order; int64 for counts, float64 for numbers, str for the rest,
    no missing value.  ``lignes[i]``: line of the file of row i (row number, from 1, for Parquet).
    """

    table: pd.DataFrame
    lignes: Entiers
    avertissements: tuple[Probleme, ...]
    chemin: Path


def lire_parc(chemin: Path) -> Parc:
    """Return the parc of a CSV or Parquet file; raise EntreeInvalide with all its problems."""
    parc, problemes = examiner_parc(chemin)
    if parc is None:
        raise EntreeInvalide(problemes)
    pa.default_memory_pool().release_unused()  # what reading a large file took is given back before anything is built
    return parc


def examiner_parc(chemin: Path) -> tuple[Parc | None, list[Probleme]]:
    """Return the parc (None when it has errors) and every problem, errors first, then by line."""
    try:
        contexte, problemes = _ouvrir(chemin)
    except EntreeInvalide as erreur:
        return None, list(erreur.problemes)
    problemes = list(EntreeInvalide([*problemes, *verifier(contexte)]).problemes)
    if any(probleme.gravite == "erreur" for probleme in problemes):
        return None, problemes
    return Parc(_table(contexte), contexte.lignes, tuple(problemes), chemin), problemes


def _ouvrir(chemin: Path) -> tuple[Contexte, list[Probleme]]:
    """Return the cells of the file under the names of the table, and what is wrong with its form."""
    fichier = chemin.name
    noms, ligne, charger = _format(_octets(chemin), chemin)
    entetes = lire_entetes(noms, fichier, ligne)
    brut, vides = _charger(entetes, charger)
    if not len(brut.lignes) and not brut.problemes:
        sans_lot = Probleme(
            message=_("le fichier ne contient aucun lot"),
            fichier=fichier,
            remede=_("Ajoutez au moins une ligne sous l'en-tête"),
        )
        raise EntreeInvalide([*entetes.problemes, sans_lot])
    problemes = [*entetes.problemes, *brut.problemes, *_lignes_vides(fichier, vides)]
    return Contexte(fichier, brut.lignes, _cellules(entetes, brut), entetes.absentes), problemes


def _octets(chemin: Path) -> bytes:
    try:
        return chemin.read_bytes()
    except FileNotFoundError as erreur:
        raise refus(str(chemin), _("le fichier n'existe pas"), _("Vérifiez le chemin du parc")) from erreur
    except IsADirectoryError as erreur:
        raise refus(
            str(chemin), _("c'est un dossier, pas un fichier"), _("Donnez le chemin d'un fichier CSV ou Parquet")
        ) from erreur
    except (OSError, ValueError) as erreur:
        raise refus(
            str(chemin),
            _("le fichier ne s'ouvre pas ({detail})").format(detail=erreur),
            _("Vérifiez le chemin et les droits de lecture"),
        ) from erreur


def _format(octets: bytes, chemin: Path) -> tuple[tuple[str, ...], int, Chargeur]:
    """Open as Parquet what says so by its first bytes or its name, as CSV the rest."""
    if octets.startswith(MARQUE) or chemin.suffix.lower() in {".parquet", ".pq"}:
        return ouvrir_parquet(octets, chemin.name)
    return ouvrir_csv(octets, chemin.name)


def _charger(entetes: Entetes, charger: Chargeur) -> tuple[Brut, Entiers]:
    """Read the columns found; return the table without its blank rows, and the lines of these."""
    return charger(tuple(sorted(entetes.places.values()))).sans_lignes_vides()


def _cellules(entetes: Entetes, brut: Brut) -> dict[str, Cellules]:
    """Return the cells of every column of the table, without surrounding space except in codes, which say so."""
    cellules = {}
    for colonne in COLONNES:
        if colonne.nom in entetes.places:
            lues = brut.cellules[entetes.places[colonne.nom]]
            cellules[colonne.nom] = lues if colonne.type == "code" else lues.sans_espaces()
        else:
            cellules[colonne.nom] = Cellules.constantes(colonne.defaut, len(brut.lignes))
    return cellules


def _lignes_vides(fichier: str, vides: Entiers) -> list[Probleme]:
    if not len(vides):
        return []
    return [
        Probleme(
            message=_("{nombre} lignes vides sont ignorées").format(nombre=len(vides)),
            fichier=fichier,
            ligne=int(vides[0]),
            remede=_("Retirez-les"),
            gravite="avertissement",
        )
    ]


def _table(contexte: Contexte) -> pd.DataFrame:
    """Return the typed table of a parc without errors."""
    return pd.DataFrame({colonne.nom: _serie(contexte, colonne) for colonne in COLONNES})


def _serie(contexte: Contexte, colonne: Colonne) -> pd.Series[int] | pd.Series[float] | pd.Series[str]:
    """Return one column, typed, empty cells replaced by the default."""
    if colonne.numerique:
        nombres = contexte.nombres[colonne.nom]
        if colonne.defaut:
            nombres = np.where(np.isnan(nombres), float(colonne.defaut), nombres)
        return pd.Series(nombres.astype(np.int64) if colonne.type == "entier" else nombres)
    cellules = contexte.cellules[colonne.nom]
    textes = [texte or colonne.defaut for texte in cellules.valeurs.to_pylist()]
    return pd.Series(textes, dtype="str").take(cellules.codes).reset_index(drop=True)
