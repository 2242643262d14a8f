"""How figures are written."""

from __future__ import annotations

import pytest

from renovation_opt.locale import choisir_langue
from renovation_opt.rapports import typographie
from renovation_opt.rapports.colonnes import Nature, texte


@pytest.mark.parametrize(
    ("langue", "nombre", "euros", "millions", "part"),
    [
        ("fr", "1\u202f234\u202f567,5", "1\u202f234\u202f568\u00a0€", "1,2\u00a0M€", "12,3\u202f%"),
        ("en", "1,234,567.5", "€1,234,568", "€1.2M", "12.3%"),
    ],
)
def test_numbers(langue: str, nombre: str, euros: str, millions: str, part: str) -> None:
    """Numbers follow the language: narrow no-break space and comma, or comma and point; half is rounded up."""
    choisir_langue(langue)

    assert typographie.nombre(1_234_567.5, 1) == nombre
    assert typographie.euros(1_234_567.5) == euros
    assert typographie.millions(1_234_567) == millions
    assert typographie.part(0.1234) == part


@pytest.mark.parametrize("absent", [None, float("nan"), float("inf")])
def test_absent(absent: float | None) -> None:
    """A figure that does not exist is a dash, never « nan »."""
    assert typographie.nombre(absent) == "–"
    assert typographie.euros(absent) == "–"
    assert typographie.part(absent) == "–"


@pytest.mark.parametrize(
    ("ecart", "ecrit"),
    [
        (0.0, "0,00\u202f%"),
        (1e-9, "0,01\u202f%"),  # never 0,00 % when something is left
        (0.0012, "0,12\u202f%"),
        (0.00121, "0,13\u202f%"),  # rounded up
    ],
)
def test_at_most(ecart: float, ecrit: str) -> None:
    """« au plus » is true: the gap written is never below the gap."""
    assert typographie.au_plus(ecart) == ecrit


@pytest.mark.parametrize(
    ("valeur", "ecrit"),
    [
        (0.0, "0,0\u202f%"),
        (2_819 / 150_000_000, "<\u00a00,1\u202f%"),
        (0.0006, "0,1\u202f%"),
        (149_997_181 / 150_000_000, ">\u00a099,9\u202f%"),
        (0.9994, "99,9\u202f%"),
        (1.0, "100,0\u202f%"),
        (1.2, "120,0\u202f%"),
    ],
)
def test_a_target_missed_by_little_is_not_written_as_reached(valeur: float, ecrit: str) -> None:
    """A shortfall is never 0,0 %, nor a progress 100,0 %, unless it is."""
    assert typographie.part_stricte(valeur) == ecrit


def test_french_punctuation() -> None:
    """No-break spaces before double punctuation, inside quotes and before units."""
    ecrit = typographie.espaces("Statut : « bon » ; 12 MWh")

    assert ecrit == "Statut\u00a0: «\u00a0bon\u00a0»\u00a0; 12\u00a0MWh"


@pytest.mark.parametrize(
    ("valeur", "nature", "ecrit"),
    [
        (2019, Nature.ANNEE, "2019"),  # a year has no separator
        (12_345, Nature.ENTIER, "12\u202f345"),
        (True, Nature.REEL, "oui"),
        (0.000_000_12, Nature.REEL, "1,20E-7"),  # a price per euro
        (12_345.678, Nature.REEL, "12\u202f346"),
        (0.25, Nature.REEL, "0,250"),
        (None, Nature.EUROS, "–"),
        ("=1+1", Nature.TEXTE, "=1+1"),
    ],
)
def test_values(valeur: object, nature: Nature, ecrit: str) -> None:
    """A value is written by its nature."""
    assert texte(valeur, nature) == ecrit


def test_negative_euros_in_english() -> None:
    """The sign stands before the symbol."""
    choisir_langue("en")

    assert typographie.euros(-1_500) == "-€1,500"
