"""Evaluate a condition of a scenario on lots, or on choix (lot and bouquet)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from renovation_opt.instance import ETIQUETTES, Bools, Choix, Petits
from renovation_opt.schemas.condition import Condition, Test
from renovation_opt.schemas.hypotheses import HypothesesErbm


@dataclass(frozen=True, slots=True)
class Champ:
    """A field of every choix: ``valeurs``, or ``valeurs[rangs]`` when few are distinct."""

    valeurs: NDArray[Any]
    rangs: NDArray[Any] | None = None


Champs = Mapping[str, Callable[[], Champ]]
"""Fields that are not columns of the table, made only for the tests that ask them."""


def satisfait(
    condition: Condition, table: pd.DataFrame, champs: Champs | None = None, lot: Petits | None = None
) -> Bools:
    """Return where every test of the condition holds, by row of ``table`` or, when ``lot`` [P] is given, by choix.

    A test on a column is made once by row; ``champs`` gives what is not a column of ``table``.
    """
    resultat = np.ones(len(table) if lot is None else len(lot), dtype=bool)
    for test in condition.tests:
        if champs and test.champ in champs:
            champ = champs[test.champ]()
            essai = _essai(test, champ.valeurs)
            resultat &= essai if champ.rangs is None else essai[champ.rangs]
        else:
            essai = _essai(test, table[test.champ])
            resultat &= essai if lot is None else essai[lot]
    return resultat


def sur_lots(condition: Condition) -> Condition:
    """Return the tests that bear on the lot or its opération, without those on the bouquet."""
    return Condition(tuple(t for t in condition.tests if not t.champ.startswith("bouquet")))


def champs_bouquet(hyp: HypothesesErbm, choix: Choix, conso_ep: Petits) -> Champs:
    """Return the fields ``bouquet*`` of a condition, on every choix [P]; ``conso_ep`` [L] is the state before works."""
    codes = np.array(list(hyp.bouquets))
    oui_non = np.array(["non", "oui"])
    adaptation = np.array([int(b.adaptation) for b in hyp.bouquets.values()])
    return {
        "bouquet": lambda: Champ(codes, choix.bouquet),
        "bouquet.adaptation": lambda: Champ(oui_non[adaptation], choix.bouquet),
        "bouquet.patrimonial": lambda: Champ(oui_non, choix.ensemble.astype(np.int8)),
        "bouquet.gain_ep": lambda: Champ(choix.gain_ep),
        "bouquet.gain_relatif": lambda: Champ(choix.gain_ep / np.maximum(1, conso_ep[choix.lot])),
        "bouquet.etiquette_apres": lambda: Champ(np.array(list(ETIQUETTES)), choix.etiquette_apres),
    }


def _essai(test: Test, valeur: NDArray[Any] | pd.Series) -> Bools:
    """Return [n] where one test holds."""
    if test.valeurs is not None:
        if valeur.dtype.kind in "if":
            return np.isin(np.asarray(valeur), [float(v) for v in test.valeurs])
        return pd.Series(valeur).isin([str(v) for v in test.valeurs]).to_numpy(dtype=bool)
    nombres = np.asarray(valeur)
    bas = True if test.min is None else nombres >= float(test.min)
    haut = True if test.max is None else nombres <= float(test.max)
    return np.broadcast_to(np.asarray(bas) & np.asarray(haut), nombres.shape).copy()
