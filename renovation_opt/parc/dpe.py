"""The letter of a DPE from consumption and emissions, by the double thresholds of 2021.

Answers for: the letters that a consumption may bear, to warn when the parc says another.
Leaves to others: the thresholds used in the computations, which belong to the hypotheses.
Source: arrêté du 31 mars 2021 relatif au diagnostic de performance énergétique, annexe: the worse of the two counts.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from renovation_opt.parc.contexte import Reels

ETIQUETTES: Final = "ABCDEFG"
SEUILS_EP: Final = (70.0, 110.0, 180.0, 250.0, 330.0, 420.0)
"""Upper limits of A to F, kWhEP/m2/yr."""
SEUILS_GES: Final = (6.0, 11.0, 30.0, 50.0, 70.0, 100.0)
"""Upper limits of A to F, kgCO2e/m2/yr."""


def classes(ep: Reels, ges: Reels) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the best and the worst class allowed (0 for A): they differ only exactly on a threshold."""
    meilleure = np.maximum(np.searchsorted(SEUILS_EP, ep, "left"), np.searchsorted(SEUILS_GES, ges, "left"))
    pire = np.maximum(np.searchsorted(SEUILS_EP, ep, "right"), np.searchsorted(SEUILS_GES, ges, "right"))
    return meilleure, pire
