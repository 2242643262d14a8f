"""Lists that the page and the workbooks share, in the words people read.

Answers for: indicators, hypotheses and opérations as frames with words instead of codes.
Leaves to others: the figures (tables), the titles (titres), the drawing (page, fichiers_xlsx).
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from renovation_opt.instance import Instance
from renovation_opt.rapports import libelles, titres
from renovation_opt.rapports.colonnes import Nature
from renovation_opt.rapports.tables import Indicateur


def table_indicateurs(figures: Iterable[Indicateur]) -> pd.DataFrame:
    """Return the indicators as rows people read; the value keeps its nature in ``nature``."""
    rangees = [(i.libelle, i.valeur, libelles.unite(i.unite), nature(i)) for i in figures]
    table = pd.DataFrame(rangees, columns=["libelle", "valeur", "unite", "nature"], dtype="object")
    return table.where(table.notna(), None)


def nature(figure: Indicateur) -> Nature:
    """Return how the value of an indicator is written."""
    if figure.unite == "part":
        return Nature.PART
    if figure.unite.startswith("EUR"):
        return Nature.EUROS
    return Nature.ENTIER if isinstance(figure.valeur, int) else Nature.REEL


def table_hypotheses(inst: Instance) -> pd.DataFrame:
    """Return the hypotheses, in their order."""
    rangees = [(h.cle, h.valeur, h.unite, h.source, h.date, libelles.fiabilite(h.fiabilite)) for h in inst.hypotheses]
    return pd.DataFrame(rangees, columns=[c.nom for c in titres.hypotheses()])


def table_operations(table: pd.DataFrame) -> pd.DataFrame:
    """Return the opérations with words instead of codes."""
    return table.assign(parti=table["parti"].map(libelles.parti), montage=table["montage"].map(libelles.montage))
