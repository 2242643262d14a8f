"""Values of a scenario replaced from outside its files, before it is checked.

Answers for: ``remplacer``, used by analyses that vary a statement.
Leaves to others: whether the result makes sense (chargement, as if the files said it).
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from renovation_opt.schemas.fusion import Fusion


def remplacer(lu: Fusion, valeurs: Mapping[str, object]) -> Fusion:
    """Return the merged data with the value of each dotted key replaced, ``None`` removing it.

    List ranks are written as numbers (``cibles.0.au_moins``); maps that do not exist yet are created.
    """
    if not valeurs:
        return lu
    donnees = deepcopy(lu.donnees)
    for cle, valeur in valeurs.items():
        _poser(donnees, cle.split("."), valeur)
    return replace(lu, donnees=donnees)


def _poser(noeud: Any, morceaux: list[str], valeur: object) -> None:  # noqa: ANN401 - any node of the data
    """Set the value at a path below a node."""
    cle = _cle(noeud, morceaux[0])
    if len(morceaux) > 1:
        if isinstance(noeud, dict) and not isinstance(noeud.get(cle), dict | list):
            noeud[cle] = {}
        _poser(noeud[cle], morceaux[1:], valeur)
    elif valeur is None and isinstance(noeud, dict):
        noeud.pop(cle, None)
    else:
        noeud[cle] = valeur


def _cle(noeud: Any, morceau: str) -> str | int:  # noqa: ANN401 - any node of the data
    """Return a rank of a list, a year of a map, or a name."""
    if morceau.isdecimal() and (isinstance(noeud, list) or int(morceau) in noeud):
        return int(morceau)
    return morceau
