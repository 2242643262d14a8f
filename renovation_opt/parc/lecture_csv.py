"""CSV as landlords export it: header and cells, with the line of each row.

Answers for: separators, quotes, rows with too many or too few fields.
Leaves to others: bytes and encoding (texte), meaning of the columns (entetes), values (verifications).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
import pyarrow as pa
from pyarrow import csv as pacsv

from renovation_opt.errors import Probleme
from renovation_opt.locale import _
from renovation_opt.parc.brut import Brut, Chargeur, refus
from renovation_opt.parc.contexte import LIMITE, Cellules, Entiers, citation
from renovation_opt.parc.texte import en_utf8, guillemets_impairs, lignes_des_enregistrements, separateur

_BLOC: Final = 1 << 24
_LONGUEUR_ENTETE: Final = 1 << 16


@dataclass(frozen=True)
class _Texte:
    """A CSV file after its header: ``corps`` is what follows, ``lignes`` the line of each of its records."""

    fichier: str
    corps: pa.Buffer
    separateur: str
    largeur: int
    lignes: Entiers
    utf8: bytes


def ouvrir_csv(octets: bytes, fichier: str) -> tuple[tuple[str, ...], int, Chargeur]:
    """Return the names of the header, its line, and what reads the columns; raise EntreeInvalide."""
    utf8 = en_utf8(octets, fichier)
    lignes = lignes_des_enregistrements(utf8, fichier)
    entete, debut = _entete(utf8, int(lignes[0]), int(lignes[1]) if len(lignes) > 1 else None)
    sep = separateur(entete)
    noms = tuple(next(csv.reader([entete], delimiter=sep)))
    corps = pa.py_buffer(utf8)[debut:]
    return noms, int(lignes[0]), partial(_charger, _Texte(fichier, corps, sep, len(noms), lignes[1:], utf8))


def _entete(utf8: bytes, ligne: int, suivante: int | None) -> tuple[str, int]:
    """Return the text of the header, which is on line ``ligne``, and the place where the next record starts."""
    debut = _place(utf8, 0, ligne - 1)
    fin = len(utf8) if suivante is None else _place(utf8, debut, suivante - ligne)
    return utf8[debut : min(fin, debut + _LONGUEUR_ENTETE)].decode(errors="replace").strip("\n").replace("\n", " "), fin


def _place(utf8: bytes, depart: int, sauts: int) -> int:
    for _saut in range(sauts):
        depart = utf8.index(b"\n", depart) + 1
    return depart


def _charger(texte: _Texte, positions: tuple[int, ...]) -> Brut:
    """Read the columns at ``positions``; rows with a wrong number of fields are left out and reported."""
    if not len(texte.lignes) or not positions:
        vide = Cellules.constantes("", len(texte.lignes))
        return Brut(dict.fromkeys(positions, vide), texte.lignes)
    rejetees: list[Any] = []
    table = _analyser(texte, positions, rejetees, fils=True)
    if rejetees:  # the number of a row is known only when a single thread reads
        rejetees.clear()
        table = _analyser(texte, positions, rejetees, fils=False)
    if table.num_rows + len(rejetees) != len(texte.lignes):
        raise _guillemet_isole(texte)
    rangs = np.array([rangee.number - 1 for rangee in rejetees], dtype=np.int64)
    lignes = np.delete(texte.lignes, rangs)
    cellules = {position: Cellules.de_textes(table.column(str(position))) for position in positions}
    return Brut(cellules, lignes, tuple(_mauvaises_largeurs(texte, rejetees, texte.lignes[rangs])))


def _analyser(texte: _Texte, positions: tuple[int, ...], rejetees: list[Any], *, fils: bool) -> pa.Table:
    """Return the columns, every cell a text; the rows of a wrong width go to ``rejetees``."""

    def rejeter(rangee: Any) -> str:  # noqa: ANN401 - pyarrow gives no type
        rejetees.append(rangee)
        return "skip"

    gardees = [str(position) for position in positions]
    try:
        return pacsv.read_csv(
            pa.BufferReader(texte.corps),
            read_options=pacsv.ReadOptions(
                column_names=[str(i) for i in range(texte.largeur)], use_threads=fils, block_size=_BLOC
            ),
            parse_options=pacsv.ParseOptions(
                delimiter=texte.separateur, newlines_in_values=True, invalid_row_handler=rejeter
            ),
            convert_options=pacsv.ConvertOptions(
                include_columns=gardees,
                column_types=dict.fromkeys(gardees, pa.dictionary(pa.int32(), pa.string())),
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid as erreur:
        raise refus(
            texte.fichier,
            _("le fichier n'est pas un CSV lisible ({detail})").format(detail=citation(str(erreur))),
            _("Exportez à nouveau le parc en CSV UTF-8"),
        ) from erreur


def _mauvaises_largeurs(texte: _Texte, rejetees: list[Any], lignes: Entiers) -> Iterator[Probleme]:
    """Say which rows do not have as many fields as the header."""
    ecrites = len(rejetees) if len(rejetees) <= LIMITE + 1 else LIMITE
    for rangee, ligne in zip(rejetees[:ecrites], lignes[:ecrites].tolist(), strict=True):
        yield Probleme(
            message=_("{nombre} champs au lieu de {attendu}").format(
                nombre=rangee.actual_columns, attendu=texte.largeur
            ),
            fichier=texte.fichier,
            ligne=ligne,
            attendu=_("{attendu} champs séparés par « {separateur} », comme l'en-tête").format(
                attendu=texte.largeur, separateur=texte.separateur.replace("\t", "\\t")
            ),
            remede=_("Mettez entre guillemets les champs qui contiennent le séparateur, ou complétez la ligne"),
        )
    if len(rejetees) > ecrites:
        yield Probleme(
            message=_("et {nombre} autres lignes, jusqu'à la ligne {derniere}, ont le même défaut").format(
                nombre=len(rejetees) - ecrites, derniere=int(lignes[-1])
            ),
            fichier=texte.fichier,
            ligne=int(lignes[ecrites]),
        )


def _guillemet_isole(texte: _Texte) -> Exception:
    """Return the error of quotes that do not go by pairs: rows and lines can no longer be matched."""
    impaires = np.flatnonzero(guillemets_impairs(texte.utf8))
    return refus(
        texte.fichier,
        _("des guillemets ne vont pas par paires"),
        _("Retirez le guillemet isolé, ou mettez le champ entre guillemets et doublez-le"),
        ligne=int(impaires[0]) + 1 if len(impaires) else None,
    )
