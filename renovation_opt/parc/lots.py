"""Cuts lots that are too large for a chantier into lots of similar size.

Answers for: ``decouper``, without a dwelling lost.
Leaves to others: grouping lots into opérations and phases (build).
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from renovation_opt.errors import Probleme
from renovation_opt.locale import _
from renovation_opt.parc.contexte import Entiers, Masque

LOTS_MAX_SOCIAL: Final = 150
LOTS_MAX_PRIVE: Final = 20


def decouper(
    table: pd.DataFrame, lignes: Entiers, lots_max_social: int = LOTS_MAX_SOCIAL, lots_max_prive: int = LOTS_MAX_PRIVE
) -> tuple[pd.DataFrame, Entiers, tuple[Probleme, ...]]:
    """Return the table with each lot above its limit (dwellings) cut into ``lot_id.1``, ``lot_id.2``…, in place.

    The parts of a lot differ by one dwelling at most, largest first, and keep the line of the lot; their number is
    the smallest that holds the limit.  ``avertissements`` has one Probleme that sums up the cuts, or none.
    """
    logements = table["nb_logements"].to_numpy(dtype=np.int64)
    limites = np.where(table["statut"].to_numpy() == "prive", lots_max_prive, lots_max_social)
    morceaux = -(-logements // limites)
    coupes = morceaux > 1
    if not coupes.any():
        return table, lignes, ()
    origine = np.repeat(np.arange(len(table)), morceaux)
    rang = np.arange(len(origine)) - np.repeat(np.cumsum(morceaux) - morceaux, morceaux)
    sortie = table.iloc[origine].reset_index(drop=True)
    sortie["nb_logements"] = logements[origine] // morceaux[origine] + (rang < (logements % morceaux)[origine])
    sortie["lot_id"] = _identifiants(sortie["lot_id"], coupes[origine], rang + 1)
    return sortie, lignes[origine], (_avertissement(coupes, morceaux, (lots_max_social, lots_max_prive)),)


def _identifiants(lots: pd.Series[str], coupes: Masque, rang: Entiers) -> pd.Series:
    """Return the names of the parts; when one is already that of another lot, ``.x1``, then ``.xx1``… are used."""
    numeros = pd.Series(rang, dtype="str")
    marque = "."
    while True:
        identifiants = lots.where(~coupes, lots + marque + numeros)
        if identifiants.is_unique:
            return identifiants
        marque += "x"


def _avertissement(coupes: Masque, morceaux: Entiers, limites: tuple[int, int]) -> Probleme:
    return Probleme(
        message=_("{lots} lots trop grands sont scindés en {morceaux} lots de taille voisine").format(
            lots=int(coupes.sum()), morceaux=int(morceaux[coupes].sum())
        ),
        cle="nb_logements",
        attendu=_("{social} logements au plus par lot social, {prive} par lot privé").format(
            social=limites[0], prive=limites[1]
        ),
        remede=_("Rien à faire ; pour choisir la coupe, scindez ces lots dans le parc"),
        gravite="avertissement",
    )
