"""Quantities are read exactly, written back exactly, and refused with the way to write them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renovation_opt import unites
from renovation_opt.locale import choisir_langue


@pytest.mark.parametrize(
    ("texte", "euros"),
    [
        ("75 M€", 75_000_000),
        ("75M€", 75_000_000),
        ("1,5 M€", 1_500_000),
        ("37.5 M€", 37_500_000),
        ("2,1 Md€", 2_100_000_000),
        ("15 k€", 15_000),
        ("1 250 €", 1_250),
        ("1\u202f250\u00a0€", 1_250),  # spaces that word processors write
        ("0 €", 0),
    ],
)
def test_lire_montant(texte: str, euros: int) -> None:
    """An amount becomes whole euros, whatever the sign of decimals and the kind of space."""
    assert unites.lire_montant(texte) == euros


@pytest.mark.parametrize(
    ("lire", "valeur", "message", "remede"),
    [
        (unites.lire_montant, 75_000_000, "pas d'unité", "75 M€"),  # what was found, with its unit
        (unites.lire_montant, 12_345, "pas d'unité", "12\u202f345 €"),
        (unites.lire_montant, "0,5 €", "entier d'euros", "€"),
        (unites.lire_montant, "-3 M€", "négatif", "75 M€"),
        (unites.lire_montant, "30 kg", "« kg »", "75 M€"),
        (unites.lire_montant, "trois", "ne se lit pas", "75 M€"),
        (unites.lire_montant, True, "ne se lit pas", "75 M€"),
        (unites.lire_montant, None, "ne se lit pas", "75 M€"),
        (unites.lire_montant, "9" * 5_000 + " €", "ne se lit pas", "75 M€"),  # no quadratic conversion
        (unites.lire_montant, "99999999 Md€", "dépasse", "unité"),
        (unites.lire_montant_par_an, "45 M€", "« M€ »", "/an"),
        (unites.lire_taux, 30, "pas d'unité", "30 %"),
        (unites.lire_taux, 0.3, "pas d'unité", "30 %"),
        (unites.lire_taux, "130 %", "0 % à 100 %", ""),
        (unites.lire_duree, 120, "pas d'unité", "120 s"),
        (unites.lire_duree, "0 s", "au moins 1", "120 s"),
        (unites.lire_ans, 3, "pas d'unité", "3 ans"),
        (unites.lire_annees, "2021-2017", "avant la première", "2017-2021"),
        (unites.lire_annees, "17-21", "pas des années", "2017-2021"),
        (unites.lire_quota, 1000, "pas d'unité", "1000 par an"),
        (unites.lire_nombre, "50 %", "pas un nombre", "0.5"),
        (unites.lire_nombre, True, "pas un nombre", "0.5"),
    ],
)
def test_quantite_refusee(lire: object, valeur: object, message: str, remede: str) -> None:
    """Every refusal says what is wrong and how to write it."""
    with pytest.raises(unites.QuantiteInvalide) as erreur:
        lire(valeur)  # type: ignore[operator]
    assert message in erreur.value.message
    assert remede in erreur.value.remede


def test_autres_quantites() -> None:
    """Rates, durations, years and flows are exact."""
    assert unites.lire_taux("0,5 %") == Fraction(1, 200)
    assert unites.lire_ratio("150 %") == Fraction(3, 2)
    assert unites.lire_duree("2 min") == unites.lire_duree("120 s")
    assert unites.lire_annees(2017) == (2017, 2017)
    assert unites.lire_annees("2017 - 2021") == (2017, 2021)
    assert unites.lire_montant_par_an("45 M€ / an") == unites.lire_montant_annuel("45 M€")
    assert unites.lire_quota("1000 logements/an") == unites.lire_quota("1 000 par an")
    assert unites.lire_quantite("8 k€/logement", "€/logement") == 8_000
    assert unites.lire_quantite("104 kWhEP/m²/an", "kWhEP/m²/an") == 104
    assert unites.lire_nombre("0.1") == unites.lire_nombre(0.1) == Fraction(1, 10)


@given(st.integers(0, unites.MONTANT_MAX_EUR), st.sampled_from(["fr", "en"]))
def test_montant_aller_retour(euros: int, langue: str) -> None:
    """An amount written in either language is read back to the euro."""
    choisir_langue(langue)
    try:
        assert unites.lire_montant(unites.format_montant(euros)) == euros
    finally:
        choisir_langue("fr")


@given(st.integers(0, 10_000))
def test_taux_aller_retour(centiemes: int) -> None:
    """A rate of whole hundredths of a percent is read back exactly."""
    taux = Fraction(centiemes, 10_000)
    assert unites.lire_taux(unites.format_taux(taux)) == taux


@given(st.integers(1, 10**6))
def test_duree_aller_retour(secondes: int) -> None:
    """A duration is read back to the second."""
    assert unites.lire_duree(unites.format_duree(secondes)) == secondes


@given(st.integers(1000, 9999), st.integers(0, 40))
def test_annees_aller_retour(debut: int, duree: int) -> None:
    """A range of years is read back."""
    annees = (debut, min(9999, debut + duree))
    assert unites.lire_annees(unites.format_annees(annees)) == annees


@given(st.text(max_size=80) | st.integers() | st.floats() | st.booleans() | st.none())
def test_rien_ne_fait_tomber_la_lecture(valeur: object) -> None:
    """Whatever a YAML file holds, a reader answers or refuses; it never fails otherwise."""
    for lire in (unites.lire_montant, unites.lire_taux, unites.lire_duree, unites.lire_annees, unites.lire_nombre):
        try:
            lire(valeur)
        except unites.QuantiteInvalide as erreur:
            assert erreur.message  # noqa: PT017 - both outcomes are right
