"""What a step is worth, and the best calendar of a fund: values that can be computed by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from renovation_opt.analyse.calcul_point import Reglages
from renovation_opt.analyse.conseil import Mouvement, conseiller
from renovation_opt.analyse.enonces import Enonce
from renovation_opt.analyse.etude import calculer
from renovation_opt.analyse.grandeurs import Grandeur
from renovation_opt.analyse.resultat import jeux
from renovation_opt.analyse.valeur import Depart, Encadrement, encadrer, mesurer, partir
from renovation_opt.instance import Instance
from renovation_opt.programme import Etape, Limite
from tests.moteur.test_sensibilite import deux_tranches
from tests.petit_parc import avec_regle

RACINE = Path(__file__).parents[2]
EXEMPLE = RACINE / "scenarios/exemple.yaml"


def _etape(valeur: float, borne: float, sens: int = 1) -> Etape:
    """Return a stage."""
    return Etape("ponderee", "part du meilleur", sens, valeur, borne, Limite.TRAVAIL)


def test_une_variation_n_est_connue_qu_aux_deux_ecarts_pres() -> None:
    """From [10, 12] to [13, 14]: 3 more were found; the best gained at least 13 - 12 = 1, at most 14 - 10 = 4."""
    change = encadrer(_etape(10, 12), _etape(13, 14))

    assert change == Encadrement(3, 1, 4)
    assert change.sur
    assert not encadrer(_etape(10, 14), _etape(13, 14)).sur


def test_un_manque_est_encadre_a_l_envers() -> None:
    """A shortfall is minimised, its bound is below: from [1, 2] to [0.5, 1.5], between -1.5 and +0.5."""
    assert encadrer(_etape(2, 1, -1), _etape(1.5, 0.5, -1)) == Encadrement(-0.5, -1.5, 0.5)


def test_par_million() -> None:
    """A loss of 6 for 3 million less is a gain of 2 a million, and the interval turns round."""
    assert Encadrement(-6, -9, -3).par(-3) == Encadrement(2, 1, 3)


def test_le_jeu_d_un_objectif() -> None:
    """Weight 1/2, scale 24 421 471 kWh, gap 1 %: worth 0.01 x 24 421.471 / 0.5 = 488.429 MWh of energy."""
    depart = partir(EXEMPLE, Reglages(tours=1))
    solution = depart.calcul.solution
    derniere = solution.etapes[-1]
    ouverte = replace(solution, etapes=(*solution.etapes[:-1], replace(derniere, borne=derniere.valeur + 0.01)))

    assert solution.echelles[0] == 24_421_471
    assert jeux(replace(depart.calcul, solution=ouverte))["energie"] == pytest.approx(488.429, abs=1e-3)
    assert jeux(depart.calcul) == {"energie": 0, "patrimoine": 0, "mixite": 0}


def test_un_pas_sur_l_exemple() -> None:
    """Half a million less of droit commun, both proven: 299.325 MWh more, 88.4 points less, 0.10610 less in all.

    Of the objective: 0.5 x 299.325 / 24 421.471 - 0.3 x 88.4 / 427.345 - 0.2 x 1.4103 / 5.622491 = -0.10610.
    """
    depart = partir(EXEMPLE, Reglages(tours=1))
    enonce = Enonce("financements.logement_social.montant", "1.5 M€")

    effet = mesurer(depart, enonce, Grandeur(Fraction(-500), "k€"))

    assert effet.objectif is not None
    assert effet.objectifs is not None
    assert (effet.millions, effet.par_an, effet.logements) == (-0.5, False, 0)
    assert effet.objectifs["energie"].trouve == pytest.approx(299.325)
    assert effet.objectifs["patrimoine"].trouve == pytest.approx(-88.4)
    attendu = 0.5 * 299.325 / 24_421.471 - 0.3 * 88.4 / 427.345 - 0.2 * 1.4103 / 5.622491
    assert effet.objectif.trouve == pytest.approx(attendu, abs=1e-6)
    assert effet.objectif.mini == pytest.approx(attendu, abs=1e-5)
    assert effet.marginal is not None
    assert effet.marginal < 0


def _depart(inst: Instance) -> Depart:
    """Return an instance solved."""
    return Depart(Path("essai.yaml"), calculer(inst, tours=2), Reglages(tours=2))


def test_le_meilleur_calendrier_a_la_main() -> None:
    """220 000 euros in 2020 and none in 2021 leave c1 out; moving 110 000 brings it in and gains 360 MWh.

    Alpha holds 14 dwellings a year: c2 in 2020 (10 x 10 000 euros), c1-e in 2021 (10 x 11 000, 40 MWh over 9 years).
    The 10 000 euros left do not pay c1-d (4 x 11 000).
    """
    conseil = conseiller(_depart(deux_tranches(220_000, 0)), 0)

    assert conseil.gain is not None
    assert conseil.gain.trouve == pytest.approx(360_000)
    assert [(m.de, m.vers) for m in conseil.mouvements] == [(2020, 2021)]
    assert 110_000 <= conseil.mouvements[0].euros <= 120_000
    assert sum(euros for _annee, euros in conseil.tranches) == 220_000
    assert conseil.plafond is not None
    assert conseil.plafond >= 360_000 - 1


def test_un_calendrier_deja_bon() -> None:
    """Slices of 300 000 euros that nobody exhausts: no advice, no gain possible."""
    conseil = conseiller(_depart(deux_tranches(300_000, 300_000)), 0)

    assert conseil.mouvements == ()
    assert conseil.gain is None or conseil.gain.trouve <= 0


def test_un_fonds_sans_calendrier() -> None:
    """A fund of which only the total counts, or without envelope, has no slice to move."""
    inst = deux_tranches(100_000, 100_000)

    assert conseiller(_depart(avec_regle(inst, libre=True)), 0).raison == "libre"
    assert conseiller(_depart(avec_regle(inst, tranches_eur=None)), 0).raison == "sans_enveloppe"
    assert Mouvement(2020, 2021, 1) == Mouvement(2020, 2021, 1)
