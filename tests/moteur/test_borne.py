"""The Lagrangian bound holds for any nonnegative prices, and the assertion that says so has power."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from renovation_opt.couplage.base import Couplage
from renovation_opt.instance import Bools, Instance
from renovation_opt.moteur.borne import borne_lagrangienne, generer
from renovation_opt.moteur.etape import But, Reels
from renovation_opt.moteur.structure import structurer
from renovation_opt.moteur.tarification import Tarification
from tests import force_brute
from tests.moteur.outils import SOUPLES, VARIANTES, but, optimum
from tests.petit_parc import avec_limite, petit_parc

Borne = Callable[[But, Reels, Reels, Bools], float]
TIRAGES = 40


def _prix(inst: Instance, etape: But) -> list[Reels]:
    """Return prices from 0 to five times those of the relaxation, each row on its own, with a few prices elsewhere."""
    base = generer(inst, structurer(inst), etape).prix
    hasard = np.random.default_rng(7)
    tirages = [base * hasard.uniform(0, 5, len(base)) * hasard.integers(0, 2, len(base)) for _ in range(TIRAGES)]
    return [np.zeros_like(base), base, *tirages, *(y + base.max() * hasard.uniform(0, 0.1, len(y)) for y in tirages)]


def _bornes(inst: Instance, etape: But, borne: Borne) -> list[float]:
    """Return the bound proven by each of the prices."""
    tarification = Tarification(inst, structurer(inst), etape.couplage)
    bornes = []
    for y in _prix(inst, etape):
        _couples, meilleures = tarification.meilleurs(tarification.valeurs(tarification.tarifs(np.array(etape.c), y)))
        bornes.append(borne(etape, y, meilleures, inst.operations.requise))
    return bornes


def _valable(inst: Instance, etape: But, vrai: float, borne: Borne = borne_lagrangienne) -> bool:
    """Tell whether no price proves less than the optimum."""
    return all(b >= vrai - 1e-9 * max(1.0, abs(vrai)) for b in _bornes(inst, etape, borne))


@pytest.mark.parametrize("nom", VARIANTES)
def test_tout_prix_prouve_une_borne(nom: str) -> None:
    """Prouve que la borne de 82 jeux de prix, la plupart loin des bons, n'est jamais sous l'optimum énuméré."""
    inst = VARIANTES[nom]()

    assert _valable(inst, but(inst), optimum(nom))


@pytest.mark.parametrize("nom", SOUPLES)
def test_tout_prix_prouve_un_manque(nom: str) -> None:
    """Prouve de même, à l'étape des cibles souples, qu'aucun prix ne promet moins de manque qu'il n'en faut."""
    inst = SOUPLES[nom]()
    manque, _plans = force_brute.optimum(inst, manque=True)
    assert manque is not None

    assert _valable(inst, but(inst, 0, 0, 0, manque=1.0), -float(manque))


def _tout_ouvert(etape: But, y: Reels, meilleures: Reels, requise: Bools) -> float:
    """Return a wrong bound: every opération is taken as required."""
    return borne_lagrangienne(etape, y, meilleures, np.ones_like(requise))


def _sans_requises(etape: But, y: Reels, meilleures: Reels, requise: Bools) -> float:
    """Return a wrong bound: required opérations are forgotten."""
    return borne_lagrangienne(etape, y, np.where(requise, 0.0, meilleures), requise)


def _sans_bornes(etape: But, y: Reels, meilleures: Reels, requise: Bools) -> float:
    """Return a wrong bound: the right-hand sides are forgotten."""
    return borne_lagrangienne(etape, y, meilleures, requise) - float(y @ etape.couplage.bornes)


@pytest.mark.parametrize("nom", ["report", "grappe"])
def test_oublier_les_colonnes_se_voit(nom: str) -> None:
    """Prouve que sans le terme des reports ou des fenêtres, leurs propres prix « prouvent » moins que l'optimum."""
    inst = VARIANTES[nom]()
    sans = replace(but(inst), couplage=Couplage(but(inst).couplage.familles, ()))

    assert generer(inst, structurer(inst), sans).borne < optimum(nom)


@pytest.mark.parametrize(("fausse", "nom"), [(_sans_requises, "requises"), (_sans_bornes, "base")])
def test_oublier_un_terme_se_voit(fausse: Borne, nom: str) -> None:
    """Prouve que l'épreuve a du pouvoir : sans les requises, ou sans les seconds membres, elle échoue."""
    inst = VARIANTES[nom]()

    assert not _valable(inst, but(inst), optimum(nom), fausse)


def test_ouvrir_tout_se_voit() -> None:
    """Prouve de même que prendre toute opération pour requise se voit : alpha sans capacité, ses plans coûtent.

    c3 et le lot privé restent : 64 x 10 + 16 x 10 = 800 MWh.
    """
    inst = avec_limite(petit_parc(), "capacite", 0, 0, 0)
    etape = but(inst, 1.0, 0.0, 0.0)

    assert _valable(inst, etape, 800_000)
    assert not _valable(inst, etape, 800_000, _tout_ouvert)


@pytest.mark.parametrize("nom", VARIANTES)
def test_la_generation_ne_prouve_jamais_trop(nom: str) -> None:
    """Prouve que la borne est valable à chaque tour, même arrêtée tôt, et à 0,02 % du maître à la fin."""
    inst = VARIANTES[nom]()
    vrai, vues = optimum(nom), list[float]()

    def suivre(_valeur: float, borne: float) -> bool:
        vues.append(borne)
        return True

    relaxation = generer(inst, structurer(inst), but(inst), suivre=suivre)

    assert min(vues) >= vrai * (1 - 1e-9)
    assert vues == sorted(vues, reverse=True)
    assert relaxation.borne == vues[-1]
    assert relaxation.borne - relaxation.valeur <= 2e-4 * relaxation.borne


@pytest.mark.parametrize("nom", ["base", "cible_dure", "requises", "tout"])
def test_le_prix_rendu_prouve_la_borne(nom: str) -> None:
    """Prouve que les prix exportés sont ceux de la borne annoncée : la recalculer avec eux rend le même nombre."""
    inst = VARIANTES[nom]()
    structure, etape = structurer(inst), but(inst)
    relaxation = generer(inst, structure, etape)
    tarification = Tarification(inst, structure, etape.couplage)
    tarifs = tarification.tarifs(np.array(etape.c), relaxation.prix)
    _couples, meilleures = tarification.meilleurs(tarification.valeurs(tarifs))

    refaite = borne_lagrangienne(etape, relaxation.prix, meilleures, inst.operations.requise)

    assert refaite == pytest.approx(relaxation.borne, rel=1e-12)


def test_a_prix_nuls_chacun_prend_son_mieux() -> None:
    """Prouve la borne à la main : sans prix, 960 + 1 360 + 640 + 160 = 3 120 MWh, au-dessus des 3 024 possibles.

    c1 en 2020 : 96 MWh/an x 10 ans ; c2 : 136 x 10 ; c3 : 64 x 10 ; le lot privé : 16 x 10.
    """
    inst = VARIANTES["base"]()
    etape = but(inst, 1.0, 0.0, 0.0)
    tarification = Tarification(inst, structurer(inst), etape.couplage)
    y = np.zeros(etape.couplage.debuts[-1])
    _couples, meilleures = tarification.meilleurs(tarification.valeurs(tarification.tarifs(np.array(etape.c), y)))

    assert borne_lagrangienne(etape, y, meilleures, inst.operations.requise) == 3_120_000
