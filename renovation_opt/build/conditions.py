"""Evaluate a condition of a scenario on lots, or on choix (lot and bouquet)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from renovation_opt.instance import ETIQUETTES, Bools, Choix, Petits
from renovation_opt.schemas.condition import Condition, Test
from renovation_opt.schemas.hypotheses import HypothesesErbm

Champs = Mapping[str, NDArray[Any]]


def satisfait(condition: Condition, table: pd.DataFrame, champs: Champs | None = None) -> Bools:
    """Return [n] where every test of the condition holds; ``champs`` gives what is not a column of ``table``."""
    resultat = np.ones(len(table), dtype=bool)
    for test in condition.tests:
        valeur = champs[test.champ] if champs and test.champ in champs else table[test.champ].to_numpy()
        resultat &= _essai(test, np.asarray(valeur))
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
        "bouquet": codes[choix.bouquet],
        "bouquet.adaptation": oui_non[adaptation[choix.bouquet]],
        "bouquet.patrimonial": oui_non[choix.ensemble.astype(int)],
        "bouquet.gain_ep": choix.gain_ep,
        "bouquet.gain_relatif": choix.gain_ep / np.maximum(1, conso_ep[choix.lot]),
        "bouquet.etiquette_apres": np.array(list(ETIQUETTES))[choix.etiquette_apres],
    }


def _essai(test: Test, valeur: NDArray[Any]) -> Bools:
    """Return [n] where one test holds."""
    if test.valeurs is not None:
        if valeur.dtype.kind in "if":
            return np.isin(valeur, [float(v) for v in test.valeurs])
        return np.isin(valeur.astype(str), [str(v) for v in test.valeurs])
    bas = True if test.min is None else valeur >= float(test.min)
    haut = True if test.max is None else valeur <= float(test.max)
    return np.broadcast_to(np.asarray(bas) & np.asarray(haut), valeur.shape).copy()
