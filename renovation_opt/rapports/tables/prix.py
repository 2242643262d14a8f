"""What one more unit of each scarce resource would bring: marginal values of the relaxation of the last stage.

They are not promises: they hold for small changes, and for the relaxed problem; ``nature`` says so in every row.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from renovation_opt.programme import Prix

NATURE = "valeur_marginale_relaxation"
COLONNES_PRIX = ("tag", "ligne", "unite", "valeur", "nature")


def table_prix(prix: Sequence[Prix]) -> pd.DataFrame:
    """Return the prices, by constraint and row."""
    rangs = [(p.tag, p.ligne, p.unite, p.valeur, NATURE) for p in sorted(prix, key=lambda p: (p.tag, p.ligne))]
    return pd.DataFrame(rangs, columns=list(COLONNES_PRIX))
