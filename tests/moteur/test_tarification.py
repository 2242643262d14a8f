"""Pricing is exact: the closed form equals the best of all plans, one by one, whatever the prices."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from renovation_opt.couplage.base import Couplage
from renovation_opt.instance import Instance
from renovation_opt.moteur.plans import Plans, cles, matrice, objectifs
from renovation_opt.moteur.structure import structurer
from renovation_opt.moteur.tarification import IMPOSSIBLE, Reels, Tarification
from tests.moteur.outils import VARIANTES, planchers, tous_les_plans
from tests.petit_parc import C1, C2, avec_limite, petit_parc

INTERDITES = avec_limite(petit_parc(), "reste_a_charge_eur", 0, 52_000)
"""Own money of alpha is at most 52 000 euros a dwelling: patrimoine needs the aid, and is out of reach in 2021."""


def _au_hasard(inst: Instance, couplage: Couplage, graine: int) -> tuple[Reels, Reels]:
    """Return objective weights and nonnegative prices, a third of them zero, of the size of what a plan is worth."""
    hasard = np.random.default_rng(graine)
    plans = tous_les_plans(inst)
    taille = np.maximum(1.0, np.asarray(abs(matrice(inst, couplage, plans)).max(axis=1).todense()).reshape(-1))
    c = hasard.uniform(0, 1, 3) * hasard.integers(0, 2, 3) * (1.0, 20.0, 2.0)
    valeur = max(1.0, float((objectifs(inst, plans) @ c).mean()))
    y = hasard.uniform(0, 1, len(taille)) * (hasard.uniform(size=len(taille)) > 1 / 3)
    return c, y * valeur / taille


def _reduites(inst: Instance, couplage: Couplage, plans: Plans, c: Reels, y: Reels) -> Reels:
    """Return what each plan is worth under prices, from its coupling column."""
    return np.asarray(objectifs(inst, plans) @ c - matrice(inst, couplage, plans).T @ y)


@pytest.mark.parametrize("nom", VARIANTES)
@pytest.mark.parametrize("graine", range(3))
def test_chaque_couple_vaut_son_meilleur_plan(nom: str, graine: int) -> None:
    """Prouve que la valeur de chaque (chantier, montage) est le maximum sur ses plans énumérés ; sans plan, aucune."""
    inst = VARIANTES[nom]()
    structure, couplage, tous = structurer(inst), planchers(inst), tous_les_plans(inst)
    tarification = Tarification(inst, structure, couplage)
    c, y = _au_hasard(inst, couplage, graine)
    attendues = dict.fromkeys(zip(structure.couple_chantier, _montages(inst), strict=True), IMPOSSIBLE)
    for cle, valeur in zip(
        zip(tous.chantier, tous.montage, strict=True), _reduites(inst, couplage, tous, c, y), strict=True
    ):
        attendues[cle] = max(attendues[cle], valeur)

    obtenues = tarification.valeurs(tarification.tarifs(c, y))

    trouves = np.array(list(attendues.values()))
    possibles = trouves > IMPOSSIBLE / 2
    assert obtenues[possibles] == pytest.approx(trouves[possibles], rel=1e-9, abs=1e-4)
    assert (obtenues[~possibles] < IMPOSSIBLE / 2).all()


def _montages(inst: Instance) -> list[int]:
    """Return the montage of each couple."""
    structure = structurer(inst)
    return [int(m) for m in structure.om_montage[structure.couple_om]]


@given(nom=st.sampled_from(sorted(VARIANTES)), graine=st.integers(0, 10**6))
def test_le_meilleur_plan_de_chaque_operation(nom: str, graine: int) -> None:
    """Prouve que le plan rendu pour une opération existe et vaut le maximum de tous les siens, sous tout prix."""
    inst = VARIANTES[nom]()
    structure, couplage, tous = structurer(inst), planchers(inst), tous_les_plans(inst)
    tarification = Tarification(inst, structure, couplage)
    c, y = _au_hasard(inst, couplage, graine)
    tarifs = tarification.tarifs(c, y)

    couples, valeurs = tarification.meilleurs(tarification.valeurs(tarifs))
    plans = tarification.plans(tarifs, couples)

    reduites = _reduites(inst, couplage, tous, c, y)
    maxima = [reduites[tous.operation == o].max() for o in range(len(inst.operations.codes))]
    assert valeurs == pytest.approx(maxima, rel=1e-9, abs=1e-4)
    assert _reduites(inst, couplage, plans, c, y) == pytest.approx(maxima, rel=1e-9, abs=1e-4)
    assert plans.operation.tolist() == [0, 1, 2, 3]
    assert set(cles(plans)) <= set(cles(tous))


def test_prix_nuls_par_le_calcul() -> None:
    """Prouve la valeur à la main : à prix nuls et énergie seule, c1 en 2020 vaut 136 x 10 = 1 360 MWh.

    c1-e : 10 x 8 000, c1-d (facultatif) : 4 x 4 000, soit 96 000 kWh/an pour 14 logements et 10 ans : 960 000 kWh ;
    c2 : 6 x 12 000 + 4 x 16 000 = 136 000 kWh/an, soit 1 360 000.
    """
    inst = petit_parc()
    tarification = Tarification(inst, structurer(inst), planchers(inst))
    tarifs = tarification.tarifs(np.array([1.0, 0, 0]), np.zeros(planchers(inst).debuts[-1]))

    _couples, valeurs = tarification.meilleurs(tarification.valeurs(tarifs))

    assert valeurs[[C1, C2]].tolist() == [960_000, 1_360_000]


def test_un_lot_facultatif_est_laisse_quand_il_coute() -> None:
    """Prouve que c1-d est laissé dès que la place d'alpha en 2020 coûte plus que ses 40 000 kWh par logement.

    À 50 000 le logement, c1-e garde 10 x (80 000 - 50 000) = 300 000 ; avec c1-d, 4 x (40 000 - 50 000) de moins.
    """
    inst = petit_parc()
    couplage = planchers(inst)
    tarification = Tarification(inst, structurer(inst), couplage)
    y = np.zeros(couplage.debuts[-1])
    lignes = [f"{f.nom} {e}" for f in couplage.familles for e in f.etiquettes]
    y[lignes.index("capacite_bailleur alpha 2020")] = 50_000
    y[lignes.index("capacite_bailleur alpha 2021")] = 100_000
    tarifs = tarification.tarifs(np.array([1.0, 0, 0]), y)

    couples, valeurs = tarification.meilleurs(tarification.valeurs(tarifs))
    plan = tarification.plans(tarifs, couples[[C1]])

    assert valeurs[C1] == 300_000
    assert inst.choix.lot[inst.options.choix[plan.options]].tolist() == [0]


def test_les_options_interdites_valent_rien() -> None:
    """Prouve qu'une option au-dessus du plafond d'argent propre n'est jamais choisie : c1-e patrimoine en 2021.

    Sans aide 66 000 + 5 500, avec 12 000 d'aide 59 500 > 52 000 : interdite ; le socle, 49 500 sans aide, reste.
    """
    structure = structurer(INTERDITES)
    tarification = Tarification(INTERDITES, structure, planchers(INTERDITES))
    tarifs = tarification.tarifs(np.ones(3), np.zeros(planchers(INTERDITES).debuts[-1]))
    couples = np.flatnonzero(tarification.valeurs(tarifs) > IMPOSSIBLE / 2)
    plans = tarification.plans(tarifs, couples)
    en_2021 = (INTERDITES.chantiers.debut[plans.chantier] == 1) & (plans.operation == C1)
    choix = {
        INTERDITES.bouquets[INTERDITES.choix.bouquet[INTERDITES.options.choix[q]]].code
        for j in np.flatnonzero(en_2021)
        for q in plans.options[plans.debut_options[j] : plans.debut_options[j + 1]]
    }

    assert choix == {"socle"}
