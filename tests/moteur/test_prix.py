"""Prices of the rows: nonnegative, zero where there is slack, and worth what one more unit brings."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from renovation_opt.couplage import coupler
from renovation_opt.moteur.borne import generer
from renovation_opt.moteur.structure import structurer
from tests.moteur.outils import VARIANTES, but, objectif, resoudre
from tests.petit_parc import avec_limite, petit_parc, remplacer


@pytest.mark.parametrize("nom", VARIANTES)
def test_aucun_prix_negatif(nom: str) -> None:
    """Prouve que chaque ligne de couplage a un prix, jamais négatif, avec son numéro de contrainte et son unité."""
    inst = remplacer(VARIANTES[nom](), objectif=objectif())
    couplage = coupler(inst)

    prix = resoudre(inst).prix

    assert [p.ligne for p in prix] == [f"{f.nom} {e}" for f in couplage.familles for e in f.etiquettes]
    assert all(p.valeur >= 0 for p in prix)
    assert {p.tag for p in prix} == {f.tag for f in couplage.familles}
    assert all(p.unite for p in prix)


def test_le_prix_d_une_place() -> None:
    """Prouve les prix à la main : avec 7 puis 2 places chez alpha, une place de plus vaut un logement de c2.

    c2 (10 logements) sauve 136 000 kWh par an, 13 600 par logement, et occupe en fractions les 9 places ; c1 n'en sauve
    que 8 000 par logement.  10 ans comptent pour 2020, 9 pour 2021 : 136 000 et 122 400 kWh par place.
    """
    inst = avec_limite(petit_parc(objectif=objectif(1, 0, 0)), "capacite", 0, 7, 2)
    prix = {p.ligne: p.valeur for p in resoudre(inst).prix}

    assert prix["capacite_bailleur alpha 2020"] == pytest.approx(136_000, rel=1e-3)
    assert prix["capacite_bailleur alpha 2021"] == pytest.approx(122_400, rel=1e-3)


def test_une_ligne_lache_ne_vaut_rien() -> None:
    """Prouve que le prix d'une ligne lâche est nul : tranches de 150 000 euros que personne n'a besoin d'employer."""
    prix = resoudre(petit_parc(objectif=objectif(1, 0, 0))).prix

    assert [p.valeur for p in prix if p.tag == "C10"] == [0.0, 0.0]


@pytest.mark.parametrize("places", [(7, 2), (3, 9), (10, 0)])
def test_ecarts_complementaires(places: tuple[int, int]) -> None:
    """Prouve, quand la relaxation est serrée, que sa borne augmente du prix d'une place, à une place de plus près.

    La borne est concave en la capacité : monter d'une place gagne au plus le prix, en descendre perd au moins le prix.
    """
    inst = avec_limite(petit_parc(), "capacite", 0, *places)
    structure = structurer(inst)
    ici = generer(inst, structure, but(inst, 1.0, 0.0, 0.0), tolerance=1e-9)
    lignes = [f"{f.nom} {e}" for f in coupler(inst).familles for e in f.etiquettes]
    for a, annee in enumerate(inst.annees):
        prix = ici.prix[lignes.index(f"capacite_bailleur alpha {annee}")]
        for sens in (1, -1):
            autres = np.array(places)
            autres[a] = max(0, autres[a] + sens)
            voisine = avec_limite(petit_parc(), "capacite", 0, *autres.tolist())
            borne = generer(voisine, structure, but(voisine, 1.0, 0.0, 0.0), tolerance=1e-9).borne

            assert borne <= ici.borne + prix * (autres[a] - places[a]) + 1.0


def test_le_prix_suit_l_unite_de_l_objectif() -> None:
    """Prouve que peser l'énergie deux fois plus double le prix de chaque place."""
    prix = []
    for poids in (Fraction(1), Fraction(2)):
        inst = avec_limite(petit_parc(objectif=objectif(poids, 0, 0)), "capacite", 0, 7, 2)
        prix.append([p.valeur for p in resoudre(inst).prix])

    assert prix[1] == pytest.approx([2 * p for p in prix[0]])
