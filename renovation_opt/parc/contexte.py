"""What a check sees of a parc, and how it says what it found.

Answers for: cells held as distinct values + codes (``Cellules``), so that a million rows are checked by looking at
each distinct value once; ``Releve``, one kind of fault on one column; and turning it into messages, at most
``LIMITE`` per kind and a last one for the others.
Leaves to others: reading (lecture_*), the checks themselves (verifications).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from renovation_opt.errors import Gravite, Probleme
from renovation_opt.locale import _
from renovation_opt.parc.colonnes import NUMERIQUES

Masque = NDArray[np.bool_]
Entiers = NDArray[np.int64]
Reels = NDArray[np.float64]

LIMITE: Final = 20
"""Messages written per kind of fault and column; the others are counted."""
LONGUEUR_CITATION: Final = 60
NOMBRE: Final = r"^[+-]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][+-]?[0-9]{1,4})?$"


class Cellules:
    """The cells of one column: ``codes[i]`` is the index in ``valeurs`` of the text of row i.

    ``valeurs`` are distinct; comparing codes is comparing texts.
    """

    def __init__(self, codes: NDArray[np.int32], valeurs: pa.StringArray) -> None:
        """Keep the codes and the distinct values."""
        self.codes = codes
        self.valeurs = valeurs

    @classmethod
    def de_textes(cls, textes: pa.Array | pa.ChunkedArray) -> Cellules:
        """Build from an array of strings, or of strings already dictionary-encoded; null becomes ``""``."""
        encode = textes if pa.types.is_dictionary(textes.type) else pc.dictionary_encode(pc.fill_null(textes, ""))
        if isinstance(encode, pa.ChunkedArray):
            encode = encode.unify_dictionaries().combine_chunks()
        return cls(encode.indices.to_numpy(zero_copy_only=False).astype(np.int32), encode.dictionary)

    @classmethod
    def constantes(cls, valeur: str, longueur: int) -> Cellules:
        """Build a column where every cell is ``valeur``."""
        return cls(np.zeros(longueur, dtype=np.int32), pa.array([valeur], type=pa.string()))

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.codes)

    def __getitem__(self, i: int) -> str:
        """Return the text of row ``i``."""
        return str(self.valeurs[int(self.codes[i])].as_py())

    def lignes(self, garde: Masque) -> Cellules:
        """Return the rows of ``garde``."""
        return Cellules(self.codes[garde], self.valeurs)

    def remplacees(self, valeurs: pa.StringArray) -> Cellules:
        """Return the cells with each distinct value replaced, made distinct again."""
        encode = pc.dictionary_encode(valeurs)
        nouveaux = encode.indices.to_numpy(zero_copy_only=False).astype(np.int32)
        return Cellules(nouveaux[self.codes], encode.dictionary)

    def sans_espaces(self) -> Cellules:
        """Return the cells without leading and trailing space."""
        nettes = pc.utf8_trim_whitespace(self.valeurs)
        return self if nettes.equals(self.valeurs) else self.remplacees(nettes)

    def par_valeur(self, masque: pa.BooleanArray) -> Masque:
        """Spread a test made on the distinct values to the rows."""
        sur_valeurs: Masque = masque.to_numpy(zero_copy_only=False).astype(bool)
        return sur_valeurs[self.codes]

    def motif(self, motif: str) -> Masque:
        """Rows whose text contains the regular expression (RE2 syntax)."""
        return self.par_valeur(pc.match_substring_regex(self.valeurs, pattern=motif))

    def egales(self, *textes: str) -> Masque:
        """Rows whose text is one of ``textes``."""
        return self.par_valeur(pc.is_in(self.valeurs, value_set=pa.array(textes, type=pa.string())))

    @cached_property
    def vides(self) -> Masque:
        """Rows without text."""
        return self.egales("")

    @cached_property
    def premieres(self) -> Entiers:
        """For each row, the first row that has the same text."""
        premier = np.zeros(len(self.valeurs), dtype=np.int64)
        premier[self.codes[::-1]] = np.arange(len(self.codes), dtype=np.int64)[::-1]
        return premier[self.codes]

    def nombres(self) -> Reels:
        """Cells as numbers, decimal point or comma; NaN where the text is not a finite number."""
        lisible = pc.match_substring_regex(self.valeurs, pattern=NOMBRE)
        points = pc.replace_substring(self.valeurs, pattern=",", replacement=".")
        sur = pc.if_else(lisible, points, pa.scalar(None, type=pa.string()))
        nombres: Reels = pc.cast(sur, pa.float64()).to_numpy(zero_copy_only=False)
        return np.where(np.isfinite(nombres), nombres, np.nan)[self.codes]


@dataclass(frozen=True)
class Contexte:
    """A parc under examination.

    ``cellules``: every column of the table, by name.  ``absentes``: columns that the file does not have and that are
    mandatory; their cells are empty and only their absence is reported.  ``lignes[i]``: line of the file of row i.
    """

    fichier: str
    lignes: Entiers
    cellules: dict[str, Cellules]
    absentes: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def nombres(self) -> dict[str, Reels]:
        """Numeric columns as float64, NaN where the cell is not a number."""
        return {colonne.nom: self.cellules[colonne.nom].nombres() for colonne in NUMERIQUES}

    def remplies(self, *noms: str) -> Masque:
        """Rows where every column of ``noms`` has a text."""
        masque: Masque = np.ones(len(self.lignes), dtype=bool)
        for nom in noms:
            masque &= ~self.cellules[nom].vides
        return masque


@dataclass(frozen=True, slots=True)
class Releve:
    """One kind of fault on one column: the faulty rows and the sentences, constant or written for a row."""

    colonne: str
    fautes: Masque
    message: str | Callable[[int], str]
    remede: str | Callable[[int], str]
    attendu: str = ""
    gravite: Gravite = "erreur"


def rediger(contexte: Contexte, releve: Releve) -> Iterator[Probleme]:
    """Write the messages of one kind of fault: the first ``LIMITE`` rows, then how many others."""
    positions = np.flatnonzero(releve.fautes)
    ecrites = len(positions) if len(positions) <= LIMITE + 1 else LIMITE
    for i in positions[:ecrites].tolist():
        yield Probleme(
            message=_phrase(releve.message, i),
            fichier=contexte.fichier,
            ligne=int(contexte.lignes[i]),
            cle=releve.colonne,
            trouve=citation(contexte.cellules[releve.colonne][i]),
            attendu=releve.attendu,
            remede=_phrase(releve.remede, i),
            gravite=releve.gravite,
        )
    if len(positions) > ecrites:
        yield _autres(contexte, releve, positions[ecrites:])


def citation(texte: str) -> str:
    """Return a text of the file fit for a one-line message: short, without control characters."""
    propre = "".join(c if c.isprintable() else repr(c)[1:-1] for c in texte[: LONGUEUR_CITATION + 1])
    if propre != propre.strip():
        propre = f"« {propre} »"
    return propre if len(texte) <= LONGUEUR_CITATION else propre[:LONGUEUR_CITATION] + "…"


def _phrase(phrase: str | Callable[[int], str], i: int) -> str:
    return phrase if isinstance(phrase, str) else phrase(i)


def _autres(contexte: Contexte, releve: Releve, positions: Entiers) -> Probleme:
    """Return the message that counts the rows left out, placed at the first of them."""
    return Probleme(
        message=_("et {nombre} autres lignes, jusqu'à la ligne {derniere}, ont le même défaut").format(
            nombre=len(positions), derniere=int(contexte.lignes[positions[-1]])
        ),
        fichier=contexte.fichier,
        ligne=int(contexte.lignes[positions[0]]),
        cle=releve.colonne,
        attendu=releve.attendu,
        gravite=releve.gravite,
    )
