"""The reference hypotheses: every number sourced, costs that meet the published ones, factors that change in time."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pydantic import ValidationError

from renovation_opt.schemas.chargement import charger_hypotheses
from renovation_opt.schemas.hypotheses import Energie, FacteursEnergie
from renovation_opt.schemas.nombre import Indice, Nombre
from tests.schemas.conftest import RACINE

HYP = charger_hypotheses(RACINE / "models" / "erbm-2017.yaml")
ENERGIES: tuple[Energie, ...] = ("gaz", "electricite", "fioul", "charbon", "bois")
SURFACE_M2 = 75
MELANGE_2018 = {"socle": 20, "bbc_ite": 20, "bbc_iti": 25, "patrimoine": 25, "patrimoine_adaptation": 10}
"""A plausible programme of 2018, in % of the social dwellings."""


def nombre(**reste: object) -> Nombre:
    """Return a number in euros."""
    return Nombre.model_validate({"unite": "€", "source": "test", "date": 2017, "fiabilite": "estime"} | reste)


def test_chaque_nombre_a_sa_source() -> None:
    """Unit, source, date and reliability are never empty; keys are unique; something is published."""
    entrees = list(HYP.entrees())
    assert all(all(champ.strip() for champ in entree) for entree in entrees)
    assert len({e.cle for e in entrees}) == len(entrees)
    assert {e.fiabilite for e in entrees} == {"publie", "calcule", "estime"}


def test_cout_moyen_2018() -> None:
    """A 2018 programme costs about 60 k€ per dwelling (published), to 5 %."""
    couts = [part * HYP.bouquets[b].cout_eur(SURFACE_M2) for b, part in MELANGE_2018.items()]
    moyen = sum(couts, Fraction(0)) / 100 * HYP.indice_travaux.reference.a(2018)
    assert Fraction(95, 100) <= moyen / 60_000 <= Fraction(105, 100)


def test_derive_haute() -> None:
    """The high index takes 60 k€ of 2018 to 84 k€ in 2025, within the 80 to 100 k€ published."""
    haut = HYP.indice_travaux.haut
    assert haut.a(2017) == 1
    assert 80_000 <= 60_000 * haut.a(2025) / haut.a(2018) <= 100_000


def test_bouquets() -> None:
    """Exterior insulation is refused on inscribed façades; only heritage bouquets serve an ensemble; costs rank."""
    inscrite = {"statut": "social", "protection": "inscrite"}
    assert [b for b, regle in HYP.bouquets.items() if not regle.interdit(inscrite)] == [
        "socle",
        "bbc_iti",
        "patrimoine",
        "patrimoine_adaptation",
    ]
    assert [b for b, regle in HYP.bouquets.items() if regle.patrimonial] == ["patrimoine", "patrimoine_adaptation"]
    couts = [HYP.bouquets[b].cout_eur(SURFACE_M2) for b in ("socle", "bbc_ite", "bbc_iti", "patrimoine")]
    assert couts == [42_000, 52_000, 58_000, 72_000]
    assert HYP.bouquets["habiter_mieux"].cout_eur(120) == 20_000  # ceiling of works
    ite = HYP.bouquets["bbc_ite"].qualite_patrimoine
    assert ite.de({"interet_patrimonial": "remarquable"}) < ite.de({"interet_patrimonial": "temoin"}) < 0


def test_energie() -> None:
    """Electricity counts 2.3 until the end of 2025, 1.9 after; oil becomes gas; a bouquet keeps the better of two."""
    ep = HYP.energie.facteurs["electricite"].ep
    assert [ep.a(a) for a in (2017, 2025, 2026)] == [Fraction(23, 10), Fraction(23, 10), Fraction(19, 10)]
    socle = HYP.bouquets["socle"]
    assert (socle.energie_finale("fioul"), socle.energie_finale("electricite")) == ("gaz", "electricite")
    assert socle.conso_apres(400, 400) == (Fraction(200), Fraction(185))  # target
    assert socle.conso_apres(260, 260) == (Fraction(169), Fraction(169))  # 35 % less


@pytest.mark.parametrize("energie", ENERGIES)
def test_socle_mene_en_d(energie: Energie) -> None:
    """« socle » leaves class D or better from any E, F or G of the usual energies."""
    facteurs: dict[str, FacteursEnergie] = dict(HYP.energie.facteurs.items())
    socle = HYP.bouquets["socle"]
    for ep_avant in (255, 330, 420, 510):
        ep, ef = socle.conso_apres(ep_avant, ep_avant / facteurs[energie].ep.a(2017))
        ges = ef * facteurs[socle.energie_finale(energie)].co2.a(2017)
        assert HYP.etiquette(ep, ges) <= "D"


def test_nombre() -> None:
    """A percentage becomes a share; dated values hold from their date; a value or values, not both."""
    assert nombre(valeur=25, unite="%").a() == Fraction(1, 4)
    date = nombre(valeurs={2018: 1, "2020-07-01": 2})
    assert [date.a(a) for a in (2017, 2018, 2020, 2021)] == [1, 1, 1, 2]
    for faux in ({}, {"valeur": 1, "valeurs": {2017: 1}}, {"valeurs": {"hier": 1}}, {"valeur": "beaucoup"}):
        with pytest.raises(ValidationError):
            nombre(**faux)


def test_indice_sur_niveaux() -> None:
    """Levels replace growth; they are worth 1 in the base year."""
    assert Indice(niveaux=nombre(valeurs={2017: 1, 2020: 1.2})).a(2021) == Fraction(6, 5)
    with pytest.raises(ValidationError):
        Indice(niveaux=nombre(valeurs={2017: 2}))


def test_echeancier() -> None:
    """Payments are 25 %, 40 % and 35 % of the commitment."""
    assert [part.a() for part in HYP.echeancier_cp] == [Fraction(1, 4), Fraction(2, 5), Fraction(7, 20)]
