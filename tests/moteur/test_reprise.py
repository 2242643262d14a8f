"""A solve that starts from another: the same answers, plans carried by codes, likeness measured as said."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from renovation_opt.audit import auditer
from renovation_opt.instance import Instance
from renovation_opt.moteur.plans import Plans, en_plans_operation
from renovation_opt.moteur.proximite import resoudre_proche
from renovation_opt.moteur.reprise import Reprise, relaxer, resoudre_chaud
from renovation_opt.moteur.suivi import Budget, muet
from renovation_opt.programme import Solution
from tests.moteur.outils import TOURS, VARIANTES, conforme, objectif, optimum, resoudre, tous_les_plans
from tests.petit_parc import avec_limite, petit_parc, remplacer


def _chaud(inst: Instance, reprise: Reprise | None = None) -> tuple[Solution, Reprise]:
    """Solve from what another solve left."""
    return resoudre_chaud(inst, Budget(60, TOURS), conforme(inst), muet, reprise)


@pytest.mark.parametrize("nom", VARIANTES)
def test_une_reprise_ne_change_pas_l_optimum(nom: str) -> None:
    """Prouve que partir du parc de base, réglé autrement, rend l'optimum de chaque variante."""
    _solution, reprise = _chaud(remplacer(petit_parc(), objectif=objectif()))
    inst = remplacer(VARIANTES[nom](), objectif=objectif())

    solution, _suite = _chaud(inst, reprise)

    assert solution.etapes[-1].valeur == pytest.approx(optimum(nom), rel=1e-9)
    assert auditer(inst, solution.programme).conforme


@pytest.mark.parametrize("nom", VARIANTES)
def test_les_plans_passent_par_leurs_codes(nom: str) -> None:
    """Prouve que les plans gardés disent la même chose dans l'autre Instance, et que ce sont ceux qu'elle permet."""
    source, cible = petit_parc(), VARIANTES[nom]()
    tous = tous_les_plans(source)

    gardes = Reprise(source, tous, tous).pour(cible).plans

    assert gardes is not None
    possibles = set(_dits(cible, tous_les_plans(cible)))
    assert set(_dits(cible, gardes)) == set(_dits(source, tous)) & possibles


def test_un_plan_de_meme_nom_peut_etre_interdit() -> None:
    """Prouve qu'une reprise laisse les plans qu'un lot devenu obligatoire rend incomplets, et les coûts plafonnés."""
    source = petit_parc()
    tous = tous_les_plans(source)
    lots = replace(source.lots, obligatoire=np.ones_like(source.lots.obligatoire))
    cibles = (replace(source, lots=lots), avec_limite(source, "reste_a_charge_eur", 0, 36_000))

    for cible in cibles:
        gardes = Reprise(source, tous, tous).pour(cible).plans

        assert gardes is not None
        assert len(gardes) < len(tous)
        assert set(_dits(cible, gardes)) == set(_dits(source, tous)) & set(_dits(cible, tous_les_plans(cible)))


def _dits(inst: Instance, plans: Plans) -> list[object]:
    """Return the plans in the words of the programme."""
    return list(en_plans_operation(inst, plans))


def test_la_relaxation_borne_sans_programme() -> None:
    """Prouve que la borne relâchée couvre l'optimum de chaque variante, et qu'elle a un prix par ligne."""
    for nom, variante in VARIANTES.items():
        relaxee, _reprise = relaxer(remplacer(variante(), objectif=objectif()))

        assert relaxee.possible
        assert relaxee.borne >= optimum(nom) * (1 - 1e-9)
        assert all(prix.valeur >= 0 for prix in relaxee.prix)


def test_au_plus_pres_de_soi_meme_rien_ne_bouge() -> None:
    """Prouve qu'un programme optimal est son plus proche voisin, ressemblance 1, sans perte permise."""
    inst = remplacer(petit_parc(), objectif=objectif())
    reference = resoudre(inst).programme

    proche, _suite = resoudre_proche(inst, reference, Fraction(0), Budget(60, TOURS), conforme(inst), muet)

    assert proche.programme.plans == reference.plans
    assert proche.etapes[-1].valeur == pytest.approx(1.0)


@pytest.mark.parametrize("perte", [Fraction(0), Fraction(1, 20), Fraction(1, 2)])
def test_s_eloigner_tient_la_perte_permise(perte: Fraction) -> None:
    """Prouve que le programme le plus différent perd au plus la part permise, et ressemble moins que la référence."""
    inst = remplacer(petit_parc(), objectif=objectif())
    reference = resoudre(inst)
    meilleur = reference.etapes[-1].valeur

    loin, _suite = resoudre_proche(
        inst, reference.programme, perte, Budget(60, TOURS), conforme(inst), muet, eloigner=True
    )

    poids = inst.objectif.poids
    valeur = float(sum(p * v for p, v in zip(poids, loin.objectifs, strict=True)))
    assert valeur >= meilleur * (1 - float(perte)) * (1 - 1e-9)
    assert loin.etapes[-1].valeur <= 1.0
    assert auditer(inst, loin.programme).conforme


def test_la_moitie_du_meilleur_laisse_tout_changer() -> None:
    """Prouve qu'avec la moitié de perdue permise on s'éloigne plus qu'avec rien, et qu'un moindre moyen rapproche moins."""
    inst = remplacer(petit_parc(), objectif=objectif())
    reference = resoudre(inst).programme
    parts = [
        resoudre_proche(inst, reference, perte, Budget(60, TOURS), conforme(inst), muet, eloigner=True)[0]
        for perte in (Fraction(0), Fraction(1, 2))
    ]
    etroit = remplacer(avec_limite(petit_parc(), "capacite", 0, 5, 5), objectif=objectif())
    contraint, _suite = resoudre_proche(etroit, reference, Fraction(0), Budget(60, TOURS), conforme(etroit), muet)

    assert parts[1].etapes[-1].valeur < parts[0].etapes[-1].valeur
    assert contraint.etapes[-1].valeur < 1.0
