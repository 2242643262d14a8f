"""What the models of a scenario compute: slices, curves, conditions, filters, the JSON Schema."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renovation_opt.schemas.chargement import charger
from renovation_opt.schemas.cibles import lire_seuil
from renovation_opt.schemas.condition import CHAMPS, lire_condition
from renovation_opt.schemas.json_schema import schema_json
from renovation_opt.schemas.modele import Fautes
from renovation_opt.schemas.scenario import Bailleur, Cible, Financement, tranches
from renovation_opt.unites import QuantiteInvalide
from tests.schemas.conftest import RACINE


def financement(**reste: object) -> Financement:
    """Return a fund with a rate of 10 %."""
    return Financement.model_validate({"contributeur": "etat", "taux": "10 %"} | reste)


def test_tranches_a_la_main() -> None:
    """100 € over three years: 33, 33, 34; with 50 %, 25 %, 25 % of 101 €: 50, 25, 26."""
    assert tranches(financement(montant="100 €"), [2017, 2018, 2019]) == [(2017, 33), (2018, 33), (2019, 34)]
    parts = financement(montant="101 €", annees="2018-2020", profil=["50 %", "25 %", "25 %"])
    assert tranches(parts, [2017]) == [(2018, 50), (2019, 25), (2020, 26)]
    assert tranches(financement(profil=["7 M€", "20 M€"]), [2017, 2018]) == [(2017, 7_000_000), (2018, 20_000_000)]
    assert tranches(financement(), [2017]) is None


@given(st.integers(0, 10**10), st.lists(st.integers(0, 100), min_size=1, max_size=20))
def test_les_tranches_font_l_enveloppe(total: int, poids: list[int]) -> None:
    """Whatever the shares, no euro is lost."""
    annees = list(range(2017, 2017 + len(poids)))
    uniforme = tranches(financement(montant=f"{total} €"), annees)
    assert uniforme is not None
    assert sum(euros for _annee, euros in uniforme) == total
    assert max(e for _a, e in uniforme) - min(e for _a, e in uniforme) <= 1


def test_courbes_d_un_bailleur() -> None:
    """800 in 2017 and 2000 in 2020 make 1200 in 2018; own money is a step; both are constant outside."""
    bailleur = Bailleur.model_validate(
        {"logements_par_an": {2017: 800, 2020: 2000}, "fonds_propres": {2017: "40 M€", 2020: "95 M€/an"}}
    )
    assert [bailleur.capacite(a) for a in (2016, 2017, 2018, 2020, 2030)] == [800, 800, 1200, 2000, 2000]
    assert [bailleur.fonds_propres_eur(a) for a in (2016, 2019, 2020)] == [40_000_000, 40_000_000, 95_000_000]
    assert bailleur.chantiers(2017) is None


def test_condition() -> None:
    """All tests hold together; true is « oui »; bounds include their ends; percentages are shares."""
    condition = lire_condition(
        {"statut": "prive", "npnru": ["qin", "qir"], "part_seniors": {"min": "25 %"}, "qpv": True}
    )
    ligne = {"statut": "prive", "npnru": "qin", "part_seniors": 0.25, "qpv": "oui"}
    assert condition.accepte(ligne)
    assert not condition.accepte(ligne | {"npnru": "non"})
    assert not condition.accepte(ligne | {"part_seniors": 0.24})
    assert lire_condition({}).accepte({})
    assert lire_condition({"code_insee": 59153}).accepte({"code_insee": "59153"})


@pytest.mark.parametrize(
    "valeur", [{"statut": []}, {"statut": None}, {"nb_logements": "beaucoup"}, {"nb_logements": {}}]
)
def test_condition_fausse(valeur: object) -> None:
    """An empty test is a mistake, not a condition that nothing meets."""
    with pytest.raises(Fautes):
        lire_condition(valeur)


def test_champs_du_parc() -> None:
    """Conditions know the columns of the parc, all of them, with the same values."""
    colonnes = pytest.importorskip("renovation_opt.parc.colonnes").COLONNES
    assert [c.nom for c in colonnes] == [champ for champ in CHAMPS if not champ.startswith(("operation", "bouquet"))]
    for colonne in colonnes:
        if colonne.valeurs:
            assert CHAMPS[colonne.nom] == colonne.valeurs
        assert (CHAMPS[colonne.nom] is Fraction) == colonne.numerique


def test_cible() -> None:
    """Shortcut keys join the condition; a share is a Fraction, a count or euros an int."""
    cible = Cible.model_validate(
        {"mesure": "logements", "statut": "prive", "condition": {"qpv": "oui"}, "au_moins": "30 %", "souple": True}
    )
    assert cible.filtre.champs == ("qpv", "statut")
    assert (cible.seuil, cible.sens) == (Fraction(3, 10), 1)
    aides = Cible.model_validate({"mesure": "aides", "financement": "anru", "au_plus": "150 M€"})
    assert (aides.seuil, aides.sens) == (150_000_000, -1)


def test_seuil_sans_mesure() -> None:
    """Without a measure a threshold may be a count, a share or euros; what is none of them is not asked to be money."""
    lus = [lire_seuil(valeur, None) for valeur in (23_000, "30 %", "150 M€")]
    assert lus == [23_000, Fraction(3, 10), 150_000_000]
    with pytest.raises(QuantiteInvalide) as faute:
        lire_seuil("23 000 logements", None)
    assert "entier" in str(faute.value.attendu)


def test_reference() -> None:
    """The reference says what the Engagement fixes: 75, 100 and 150 M€, parity, 23 000 dwellings over ten years."""
    scenario = charger(RACINE / "scenarios" / "engagement-2017.yaml").scenario
    fonds = scenario.financements
    assert [fonds[c].enveloppe_eur for c in ("anah", "logement_social", "anru")] == [
        75_000_000,
        100_000_000,
        150_000_000,
    ]
    assert fonds["anah"].annees == (2017, 2021)
    assert fonds["anru"].minimum == 150_000_000
    assert fonds["fis"].enveloppe_eur == 187_000_000  # 7 + 9 x 20 M€
    assert not fonds["fis"].actif
    parites = [fonds[c].parite for c in ("region", "epci")]
    assert all(parite is not None and parite.avec == ("logement_social", "anah") for parite in parites)
    assert scenario.horizon.annees == tuple(range(2017, 2027))
    assert scenario.cibles[0].seuil == 23_000


def test_schema_json() -> None:
    """Editors get French descriptions, a base, no required key at the top, and null to remove."""
    schema = schema_json()
    assert "required" not in schema
    assert list(schema["properties"])[:3] == ["base", "nom", "titre"]
    fonds = schema["$defs"]["Financement"]
    assert all(propriete["description"] for propriete in fonds["properties"].values())
    assert {"type": "null"} in fonds["properties"]["montant"]["anyOf"]
    assert "required" in schema["$defs"]["Cible"]
    assert "Enveloppe totale" in fonds["properties"]["montant"]["description"]
