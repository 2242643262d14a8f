"""Statements moved by a step: which keys change, in which unit, and what is refused."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from renovation_opt.analyse.enonces import Enonce, trouver
from renovation_opt.analyse.grandeurs import Grandeur, ajouter, lire_grandeur
from renovation_opt.errors import EntreeInvalide
from renovation_opt.schemas.chargement import charger
from renovation_opt.schemas.chemins import verifier_chemin

RACINE = Path(__file__).parents[2]
EXEMPLE = RACINE / "scenarios/exemple.yaml"
REFERENCE = RACINE / "scenarios/engagement-2017.yaml"


def _pas(texte: str) -> Grandeur:
    """Return a step."""
    pas = lire_grandeur(texte)
    assert pas is not None
    return pas


@pytest.mark.parametrize(
    ("avant", "pas", "apres"),
    [
        ("75 M€", "500 k€", "75500000 €"),
        ("75 M€", "-80 M€", "0 €"),
        ("45 M€/an", "1 M€", "46000000 €/an"),
        ("45 M€ par an", "1 M€/an", "46000000 €/an"),
        ("30 %", "5 %", "35 %"),
        (60, "-15", 45),
        (0.5, "0.25", 0.75),
        ({2017: 800, 2020: 2000}, "100", {2017: 900, 2020: 2100}),
        (["1 M€", "2 M€"], "1 M€", ["2000000 €", "3000000 €"]),
    ],
)
def test_un_pas_s_ajoute_dans_l_unite_de_l_enonce(avant: object, pas: str, apres: object) -> None:
    """Amounts add up to the euro, rates in points, curves year by year; nothing goes below zero."""
    assert ajouter(avant, _pas(pas), "a.b") == apres


@pytest.mark.parametrize(
    ("avant", "pas", "message"),
    [("75 M€", "5", "n'a pas d'unité"), ("30 %", "5 M€", "dans l'unité"), ("uniforme", "5 M€", "n'est pas un nombre")],
)
def test_une_autre_unite_est_refusee(avant: object, pas: str, message: str) -> None:
    """A missing unit, another unit and a statement that is a word are told with the path."""
    with pytest.raises(EntreeInvalide, match=message) as saisie:
        ajouter(avant, _pas(pas), "financements.anah.montant")

    assert saisie.value.problemes[0].cle == "financements.anah.montant"


def test_un_financement_est_son_montant() -> None:
    """``financements.anah`` stands for its envelope, ``filiere`` for its amount a year."""
    charge = charger(REFERENCE)

    assert trouver(charge, "financements.anah").chemin == "financements.anah.montant"
    assert trouver(charge, "financements.anah").deplacer(_pas("1 M€")) == {"financements.anah.montant": "76000000 €"}
    assert trouver(charge, "filiere").chemin == "filiere.montant"


def test_un_profil_en_montants_se_deplace_en_proportion() -> None:
    """10, 20 and 30 M€ plus 6 M€: 11, 22 and 33 M€; the total is exact whatever the rounding."""
    montants = tuple(Grandeur(Fraction(n), "M€") for n in (10, 20, 30))
    enonce = Enonce("financements.a.montant", None, ("financements.a.profil", montants))

    assert enonce.deplacer(_pas("6 M€")) == {"financements.a.profil": ["11000000 €", "22000000 €", "33000000 €"]}
    [(_cle, tranches)] = enonce.deplacer(_pas("1 €")).items()
    assert isinstance(tranches, list)
    assert sum(int(t.split()[0]) for t in tranches) == 60_000_001


@pytest.mark.parametrize(
    ("chemin", "message", "remede"),
    [
        ("financements.anha", "« anha » n'existe pas sous « financements »", "anah"),
        ("financements.anah.montan", "« montan » n'existe pas", "montant"),
        ("finances.anah", "« finances » n'existe pas", "financements"),
        ("financements.region", "n'a pas d'enveloppe", "parite.ratio"),
        ("bailleurs.maisons_et_cites", "regroupe plusieurs énoncés", "bailleurs.maisons_et_cites.logements_par_an"),
        ("financements.anah.montant.2018", "est une valeur", "financements.anah.montant"),
        ("financements.anru.quota_logements", "n'écrit pas cet énoncé", "Écrivez-le"),
    ],
)
def test_un_chemin_qui_ne_mene_a_rien(chemin: str, message: str, remede: str) -> None:
    """Each dead end is told, with the nearest name that exists or what to write instead."""
    with pytest.raises(EntreeInvalide) as saisie:
        trouver(charger(REFERENCE), chemin)

    [probleme] = saisie.value.problemes
    assert message in probleme.message
    assert remede in probleme.remede


def test_un_chemin_permis_mais_pas_ecrit() -> None:
    """A key of the schema may be varied though the scenario does not write it; a year may be added to a curve."""
    donnees = charger(EXEMPLE).fusion

    assert verifier_chemin(donnees, "financements.logement_social.plafond_assiette") is None
    assert verifier_chemin(donnees, "bailleurs.maisons_et_cites.fonds_propres.2017") == "1 M€"
    assert verifier_chemin(donnees, "bailleurs.maisons_et_cites.fonds_propres.2019") is None
    assert verifier_chemin(donnees, "cibles.0.au_moins") == "50 %"
    assert verifier_chemin(donnees, "resolution.tolerance_cibles") is None
    with pytest.raises(EntreeInvalide, match="« 1 » n'existe pas sous « cibles »"):
        verifier_chemin(donnees, "cibles.1.au_moins")
