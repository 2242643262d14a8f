"""Cutting lots that are too large."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from renovation_opt.parc import decouper


def _table(*lots: tuple[str, str, int]) -> tuple[pd.DataFrame, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    table = pd.DataFrame(list(lots), columns=["lot_id", "statut", "nb_logements"])
    return table, np.arange(2, len(lots) + 2)


def test_coupe() -> None:
    """301 dwellings above 150 make 3 lots of 101, 100, 100; 21 private ones make 11 and 10; the line is kept."""
    table, lignes, avertissements = decouper(*_table(("a", "social", 301), ("b", "social", 150), ("p", "prive", 21)))

    assert table["lot_id"].tolist() == ["a.1", "a.2", "a.3", "b", "p.1", "p.2"]
    assert table["nb_logements"].tolist() == [101, 100, 100, 150, 11, 10]
    assert lignes.tolist() == [2, 2, 2, 3, 4, 4]
    assert len(avertissements) == 1
    assert "2 lots trop grands sont scindés en 5 lots" in avertissements[0].texte()


def test_rien_a_couper() -> None:
    """Lots at their limit are left alone, without a warning."""
    entree, lignes = _table(("a", "social", 150), ("p", "prive", 20))
    table, _lignes, avertissements = decouper(entree, lignes)

    assert table is entree
    assert avertissements == ()


def test_nom_deja_pris() -> None:
    """A part never takes the name of another lot."""
    table, _lignes, _avertissements = decouper(*_table(("a", "social", 200), ("a.1", "social", 5)))

    assert table["lot_id"].tolist() == ["a.x1", "a.x2", "a.1"]


@given(st.lists(st.tuples(st.sampled_from(["social", "prive"]), st.integers(1, 2000)), min_size=1, max_size=20))
def test_rien_ne_se_perd(lots: list[tuple[str, int]]) -> None:
    """Totals by lot are kept, no part is above its limit or empty, parts differ by one dwelling at most."""
    entree, lignes = _table(*((f"l{i}", statut, nombre) for i, (statut, nombre) in enumerate(lots)))
    table, origine, _avertissements = decouper(entree, lignes)
    parts = table.groupby(origine)["nb_logements"]

    assert parts.sum().tolist() == [nombre for _statut, nombre in lots]
    assert (parts.max() - parts.min() <= 1).all()
    assert (table["nb_logements"] >= 1).all()
    assert (table["nb_logements"] <= np.where(table["statut"] == "prive", 20, 150)).all()
    assert table["lot_id"].is_unique
    assert table["nb_logements"].dtype == np.int64
