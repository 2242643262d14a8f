"""What must not change, or not get worse, when a problem is loosened, renamed or swapped."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from renovation_opt.errors import ProgrammeImpossible
from renovation_opt.instance import Instance
from tests.moteur.outils import POIDS, objectif, pondere, resoudre
from tests.petit_parc import (
    avec_limite,
    avec_niveaux,
    avec_regle,
    avec_second_fonds,
    cible,
    petit_parc,
    remplacer,
)

peu = settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
"""Each example solves two problems."""
tranches = st.tuples(*[st.sampled_from([0, 40_000, 90_000, 150_000])] * 2)
places = st.tuples(*[st.integers(0, 14)] * 2)


def _optimum(inst: Instance) -> Fraction | None:
    """Return the weighted sum of the best programme, ``None`` when there is none."""
    try:
        return pondere(POIDS, resoudre(remplacer(inst, objectif=objectif())).objectifs)
    except ProgrammeImpossible:
        return None


def _au_moins(large: Fraction | None, serre: Fraction | None) -> bool:
    """Tell whether the looser problem is at least as good."""
    return serre is None or (large is not None and large >= serre)


def _serre(places_: tuple[int, int], tranches_: tuple[int, int]) -> Instance:
    """Return ``petit_parc`` where alpha needs aid (own money 40 000 euros a dwelling) and has these places."""
    inst = avec_limite(avec_regle(petit_parc(), tranches_eur=tranches_), "reste_a_charge_eur", 0, 40_000)
    return avec_limite(inst, "capacite", 0, *places_)


@peu
@given(places_=places, tranches_=tranches, plus=st.tuples(*[st.integers(0, 60_000)] * 2))
def test_plus_d_enveloppe(places_: tuple[int, int], tranches_: tuple[int, int], plus: tuple[int, int]) -> None:
    """Prouve qu'ajouter aux tranches d'un fonds ne baisse jamais l'optimum."""
    large = (tranches_[0] + plus[0], tranches_[1] + plus[1])

    assert _au_moins(_optimum(_serre(places_, large)), _optimum(_serre(places_, tranches_)))


@peu
@given(places_=places, tranches_=tranches, plus=st.tuples(*[st.integers(0, 5)] * 2))
def test_plus_de_capacite(places_: tuple[int, int], tranches_: tuple[int, int], plus: tuple[int, int]) -> None:
    """Prouve qu'ajouter des places à un bailleur ne baisse jamais l'optimum."""
    large = (places_[0] + plus[0], places_[1] + plus[1])

    assert _au_moins(_optimum(_serre(large, tranches_)), _optimum(_serre(places_, tranches_)))


@peu
@given(places_=places, seuil=st.integers(1, 34), moins=st.integers(0, 10))
def test_cible_plus_douce(places_: tuple[int, int], seuil: int, moins: int) -> None:
    """Prouve qu'une cible dure plus basse, ou levée, ne baisse jamais l'optimum."""
    base = avec_limite(petit_parc(), "capacite", 0, *places_)
    dure, douce, levee = (
        _optimum(remplacer(base, cibles=cibles)) for cibles in ((cible(seuil),), (cible(max(1, seuil - moins)),), ())
    )

    assert _au_moins(douce, dure)
    assert _au_moins(levee, douce)


@peu
@given(places_=places, tranches_=tranches)
def test_des_niveaux_plus_fins(places_: tuple[int, int], tranches_: tuple[int, int]) -> None:
    """Prouve qu'offrir aussi la moitié de l'aide due ne baisse jamais l'optimum."""
    inst = _serre(places_, tranches_)

    assert _au_moins(_optimum(avec_niveaux(inst)), _optimum(inst))


def test_des_niveaux_qui_servent() -> None:
    """Prouve que la moitié de l'aide sert : 5 000 euros, 35 000 d'argent propre de moins, sur 50 000 pour 10 logements.

    Alpha sans plus de 40 000 euros propres par logement : le socle de 2020 coûte 45 000 ; l'aide entière demande
    100 000 euros pour c2, la moitié 50 000.  Sans niveau rien n'ouvre chez alpha : 800 MWh ; avec, c2 : 960 de plus.
    """
    inst = avec_limite(_serre((14, 0), (50_000, 0)), "capacite", 0, 10, 0)
    seule = objectif(1, 0, 0)

    sans, avec = (resoudre(remplacer(x, objectif=seule)).objectifs[0] for x in (inst, avec_niveaux(inst)))

    assert (sans, avec) == (800_000, 800_000 + 10 * (6 * 8_000 + 4 * 12_000))


def test_deux_bailleurs_jumeaux() -> None:
    """Prouve qu'échanger les noms et les limites de deux bailleurs ne change pas les objectifs."""
    inst = avec_limite(petit_parc(), "capacite", 1, 8, 8)
    echange = np.array([1, 0, 2])
    jumeau = remplacer(
        inst,
        operations__bailleur=echange[inst.operations.bailleur].astype(np.int32),
        bailleurs=tuple(inst.bailleurs[b] for b in echange),
        capacite=inst.capacite[echange],
        simultanes=inst.simultanes[echange],
        fonds_propres=inst.fonds_propres[echange],
    )

    assert resoudre(jumeau).objectifs == resoudre(inst).objectifs
    assert resoudre(jumeau).programme.plans == resoudre(inst).programme.plans


def test_deux_fonds_echanges() -> None:
    """Prouve que l'ordre des fonds dans le scénario ne change pas l'optimum, tant que celui du montage est gardé."""
    inst = avec_second_fonds(avec_limite(petit_parc(), "reste_a_charge_eur", 0, 40_000), quota=(6, 6))
    montages = tuple(replace(m, fonds=tuple(1 - f for f in m.fonds)) for m in inst.montages)
    tourne = remplacer(inst, fonds=inst.fonds[::-1], montages=montages)

    assert _optimum(tourne) == _optimum(inst)


@peu
@given(facteur=st.sampled_from([2, 3, 10]))
def test_changer_d_unite_monetaire(facteur: int) -> None:
    """Prouve que multiplier tous les euros par un entier ne change pas les objectifs."""
    inst = _serre((10, 14), (150_000, 40_000))
    autre = remplacer(
        avec_regle(inst, tranches_eur=tuple(facteur * t for t in (150_000, 40_000)), plafond_aide_eur=facteur * 12_000),
        choix__travaux_eur=inst.choix.travaux_eur * facteur,
        espaces_eur=inst.espaces_eur * facteur,
        reste_a_charge_eur=np.where(inst.reste_a_charge_eur > 0, inst.reste_a_charge_eur * facteur, -1),
    )

    assert _optimum(autre) == _optimum(inst)
