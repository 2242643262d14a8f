"""Prices of a relaxation put to use: what a change of bounds is worth, which slices would be worth moving."""

from __future__ import annotations

from fractions import Fraction

import pytest

from renovation_opt.instance import Instance
from renovation_opt.moteur.reprise import Reprise, relaxer, resoudre_chaud
from renovation_opt.moteur.sensibilite import rephaser, valeur_marginale
from renovation_opt.moteur.suivi import Budget, muet
from tests.moteur.outils import conforme, objectif, resoudre
from tests.petit_parc import avec_limite, avec_regle, cible, petit_parc, remplacer

ENERGIE = objectif(1, 0, 0)


def deux_tranches(premiere: int, seconde: int, report: Fraction = Fraction(0)) -> Instance:
    """Return ``petit_parc`` where alpha needs the aid to work (40 000 euros of its own at most), slices given.

    Only ``socle`` is then within reach of alpha: 45 000 euros of cost less an aid of 10 000 in 2020, 49 500 less
    11 000 in 2021; ``patrimoine`` would leave it 53 000.
    """
    inst = avec_regle(petit_parc(objectif=ENERGIE), tranches_eur=(premiere, seconde), report=report)
    return avec_limite(inst, "reste_a_charge_eur", 0, 40_000)


def _reprise(inst: Instance) -> Reprise:
    """Return what a solve leaves."""
    return resoudre_chaud(inst, Budget(60, 2), conforme(inst), muet)[1]


def test_trois_places_de_plus_a_leur_prix() -> None:
    """Prouve à la main : une place d'alpha vaut 136 000 kWh en 2020 et 122 400 en 2021 ; 2 et 1 de plus, 394 400."""
    inst = avec_limite(petit_parc(objectif=ENERGIE), "capacite", 0, 7, 2)
    autre = avec_limite(petit_parc(objectif=ENERGIE), "capacite", 0, 9, 3)

    valeur = valeur_marginale(inst, autre, resoudre(inst).prix, "ponderee")

    assert valeur == pytest.approx(2 * 136_000 + 122_400, rel=1e-3)


def test_un_seul_objectif_compte_dans_son_unite() -> None:
    """Prouve que la valeur d'une étape « energie » est en MWh : la même place vaut 136 MWh."""
    inst = avec_limite(
        petit_parc(objectif=objectif(methode="lexicographique", ordre=((0, Fraction(0)),))), "capacite", 0, 7, 2
    )
    autre = avec_limite(inst, "capacite", 0, 8, 2)

    assert valeur_marginale(inst, autre, resoudre(inst).prix, "energie") == pytest.approx(136, rel=1e-3)


def test_les_prix_ne_disent_rien_d_une_autre_regle() -> None:
    """Prouve qu'un taux, un objectif de cible souple ou une limite nouvelle n'ont pas de valeur marginale."""
    inst = deux_tranches(100_000, 110_000)
    souple = remplacer(inst, cibles=(cible(30, souple=True),))
    prix = resoudre(inst).prix

    assert valeur_marginale(inst, avec_regle(inst, plafond_aide_eur=9_000), prix, "ponderee") is None
    assert valeur_marginale(inst, avec_limite(inst, "filiere", 0, 500_000, 500_000), prix, "ponderee") is None
    plus_dure = remplacer(inst, cibles=(cible(31, souple=True),))
    assert valeur_marginale(souple, plus_dure, resoudre(souple).prix, "ponderee") is None
    assert valeur_marginale(inst, inst, prix, "ponderee") == 0


@pytest.mark.parametrize("tranches", [(80_000, 110_000), (120_000, 60_000), (100_000, 150_000), (60_000, 200_000)])
@pytest.mark.parametrize("report", [Fraction(0), Fraction(1, 2)])
def test_un_prix_ne_promet_jamais_trop_peu(tranches: tuple[int, int], report: Fraction) -> None:
    """Prouve la concavité : la borne relâchée d'autres tranches, reports compris, est sous la borne plus les prix."""
    inst, autre = deux_tranches(100_000, 110_000, report), deux_tranches(*tranches, report)
    ici, reprise = relaxer(inst)
    la, _suite = relaxer(autre, reprise)
    valeur = valeur_marginale(inst, autre, ici.prix, ici.nom)

    assert valeur is not None
    assert la.valeur <= ici.borne + valeur + 1.0


def test_un_calendrier_relache() -> None:
    """Prouve à la main qu'avec 220 000 euros en 2020 et rien en 2021, la relaxation déplace de quoi finir alpha.

    Alpha tient 14 logements par an.  En 2020 : c2 (10 logements, 960 MWh sur dix ans, 100 000 euros) et 4 dixièmes de
    c1-e au plus ; le reste de c1-e, puis c1-d, attendent 2021.  Au mieux, tout le parc : le plafond ne dépasse pas ce que
    vaudrait socle partout en 2020 (1 440 MWh pour alpha) plus beta et les privés (800).
    """
    inst = deux_tranches(220_000, 0)
    trouve = resoudre(inst)
    rephasage = rephaser(inst, 0, _reprise(inst))

    assert trouve.objectifs[0] == 1_760_000
    assert {(d.de, d.vers) for d in rephasage.deplacements} == {(0, 1)}
    assert 2_120_000 <= rephasage.plafond <= 2_240_000


def test_un_calendrier_deja_bon_ne_bouge_pas() -> None:
    """Prouve qu'un fonds dont personne ne manque (300 000 euros par an) n'a aucun euro à déplacer."""
    inst = deux_tranches(300_000, 300_000)
    rephasage = rephaser(inst, 0, _reprise(inst))

    assert rephasage.deplacements == ()
    assert rephasage.plafond == pytest.approx(relaxer(inst)[0].borne, rel=1e-3)
