"""Money: payments add up to commitments, slices carry over and lose what the rule says."""

from __future__ import annotations

from fractions import Fraction

import pytest

from renovation_opt.rapports.ecriture import table_financements
from renovation_opt.rapports.tables import Tables
from renovation_opt.rapports.tables.argent import echeancier

TIERS = (Fraction(1, 3), Fraction(1, 3), Fraction(1, 3))


def test_payments_are_whole_euros_and_add_up() -> None:
    """100 € in three thirds: 33 + 33 + 34, the last share takes the remainder."""
    assert echeancier(100, TIERS) == [33, 33, 34]


def test_one_share_pays_at_once() -> None:
    """A single share pays everything in its year."""
    assert echeancier(101, (Fraction(1),)) == [101]


@pytest.mark.parametrize("cle", [["financement"], ["operation"], ["bailleur"], ["operation", "financement"]])
def test_cp_add_up_to_ae(tables: Tables, cle: list[str]) -> None:
    """Over all years, payments equal commitments, by any key."""
    sommes = tables.ensemble.paiements.groupby(cle)[["ae_eur", "cp_eur"]].sum()

    assert sommes["ae_eur"].tolist() == sommes["cp_eur"].tolist()


def test_payments_pass_the_horizon(tables: Tables) -> None:
    """Anah commits 48 000 € in 2020 (the last year): 12 000 in 2020, 18 000 in 2021 and in 2022."""
    anah = tables.ensemble.paiements.query("financement == 'anah'")

    assert dict(zip(anah["annee"], anah["cp_eur"], strict=True)) == {2020: 12_000, 2021: 18_000, 2022: 18_000}


def test_yearly_fund_carries_over_and_loses(tables: Tables) -> None:
    """Droit, slices 100/120/50 k€, carry-over 20 %, used 70/140/0.

    2018: 30 left, 20 carried, 10 lost; 2019: 120 + 20 = 140, all used; 2020: 50 left, the fund ends, 50 lost.
    """
    droit = tables.tranches.query("financement == 'droit'")
    colonnes = ["disponible_eur", "utilise_eur", "reporte_eur", "perdu_eur"]

    assert droit[colonnes].to_numpy().tolist() == [
        [100_000, 70_000, 20_000, 10_000],
        [140_000, 140_000, 0, 0],
        [50_000, 0, 0, 50_000],
    ]


def test_free_fund_loses_only_at_the_end(tables: Tables) -> None:
    """Anah is libre: 100 k€ from the first year, 48 used in 2020, 52 lost then."""
    anah = tables.tranches.query("financement == 'anah'")

    assert anah["tranche_eur"].tolist() == [100_000, 0, 0]
    assert anah["perdu_eur"].tolist() == [0, 0, 52_000]


def test_slices_are_used_or_lost(tables: Tables) -> None:
    """For each fund, the slices are used or lost, to the euro."""
    sommes = tables.tranches.groupby("financement")[["tranche_eur", "utilise_eur", "perdu_eur"]].sum()

    assert (sommes["tranche_eur"] == sommes["utilise_eur"] + sommes["perdu_eur"]).all()


def test_parity_gives_a_ceiling(tables: Tables) -> None:
    """Region may pay as much as droit: 210 000 €."""
    assert tables.plafonds_parite == {"region": 210_000}


def test_financements_csv_has_two_kinds_of_rows(tables: Tables) -> None:
    """Rows with a landlord carry AE and CP, the others the slices: any column may be added up."""
    table = table_financements(tables)
    avec = table["bailleur"] != ""

    assert int(table["ae_eur"].sum()) == 1_064_000
    assert table.loc[avec, "perdu_eur"].isna().all()
    assert table.loc[~avec, "ae_eur"].isna().all()
    assert int(table["perdu_eur"].sum()) == 112_000


def test_leverage_is_cost_over_state_aid(tables: Tables) -> None:
    """1 064 000 € of works for 258 000 € of the State (droit and anah): 4,124031."""
    assert tables.valeur("argent", "levier") == pytest.approx(1_064_000 / 258_000, abs=1e-6)
