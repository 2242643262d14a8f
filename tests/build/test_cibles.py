"""Targets resolved on the parc: thresholds, weights, years."""

from __future__ import annotations

import numpy as np

from renovation_opt.instance import Cible, Instance
from tests.build.conftest import Batir, lot, prive

G = {"etiquette_dpe": "G", "conso_ep_kwh_m2_an": "500", "conso_ef_kwh_m2_an": "480"}
BETHUNE = {
    "epci": "bethune_bruay",
    "siren_epci": "200072460",
    "cite_id": "cite-8",
    "cite": "Cité n°8",
    "commune": "Bruay-la-Buissière",
    "code_insee": "62178",
    "grappe": "bruay",
}
LIGNES = (lot(1), lot(2, **G, nb_logements="21"), prive(3, **G), lot(4, **BETHUNE, nb_logements="34"))
"""40 E and 21 G social and 5 G private dwellings in Lens, 34 E in Béthune: 100 energy-poor dwellings, 26 F or G."""


def _cible(inst: Instance) -> Cible:
    """Return the only target."""
    (cible,) = inst.cibles
    return cible


def _compte(inst: Instance, cible: Cible) -> set[tuple[str, int]]:
    """Return (lot, weight) of the target."""
    assert cible.poids is not None
    return {(inst.lots.codes[p_lot], int(w)) for p_lot, w in zip(inst.choix.lot, np.asarray(cible.poids), strict=True)}


def test_un_nombre_de_logements(batir: Batir) -> None:
    """Prouve que 30 logements sociaux avant 2019 comptent les lots sociaux, en 2017 et 2018."""
    inst = batir(*LIGNES, cibles=[{"mesure": "logements", "statut": "social", "au_moins": 30, "avant": 2019}])
    cible = _cible(inst)

    assert (cible.seuil, cible.sens, cible.souple, cible.annees) == (30, 1, False, (True, True, False))
    assert _compte(inst, cible) == {("lot-1", 1), ("lot-2", 1), ("lot-3", 0), ("lot-4", 1)}


def test_une_part(batir: Batir) -> None:
    """Prouve qu'une part est arrondie du côté exigeant : 33 % de 95 sociaux = 31,35, 32 au moins ou 31 au plus."""
    au_moins, au_plus = (
        _cible(batir(*LIGNES, cibles=[{"mesure": "logements", "statut": "social", sens: "33 %"}]))
        for sens in ("au_moins", "au_plus")
    )

    assert (au_moins.seuil, au_moins.sens) == (32, 1)
    assert (au_plus.seuil, au_plus.sens) == (31, -1)


def test_passoires(batir: Batir) -> None:
    """Prouve qu'une passoire compte quand le bouquet la sort de F et G : le socle d'un G à 500 kWh mène à D."""
    inst = batir(*LIGNES, cibles=[{"mesure": "passoires", "au_moins": 20, "souple": True}])
    cible = _cible(inst)

    assert (cible.seuil, cible.souple) == (20, True)
    assert {x for x, w in _compte(inst, cible) if w} == {"lot-2", "lot-3"}


def test_une_part_des_passoires(batir: Batir) -> None:
    """Prouve que la moitié des passoires est la moitié des F et G : 13 de 26, et non la moitié des 100 énergivores."""
    assert _cible(batir(*LIGNES, cibles=[{"mesure": "passoires", "au_moins": "50 %"}])).seuil == 13


def test_par_epci(batir: Batir) -> None:
    """Prouve qu'une part équitable par EPCI fait une cible par EPCI, en entiers.

    80 % de la part de chacun : Lens 66/100 x 4/5 = 66/125, Béthune 34/100 x 4/5 = 34/125.
    Poids : 125 - 66 = 59 ici et -66 ailleurs ; 125 - 34 = 91 et -34.
    """
    inst = batir(*LIGNES, cibles=[{"mesure": "part_equitable", "par": "epci", "au_moins": "80 %", "souple": True}])
    bethune, lens = inst.cibles

    assert [c.code for c in inst.cibles] == ["part_equitable_bethune_bruay", "part_equitable_lens_lievin"]
    assert _compte(inst, lens) == {("lot-1", 59), ("lot-2", 59), ("lot-3", 59), ("lot-4", -66)}
    assert _compte(inst, bethune) == {("lot-1", -34), ("lot-2", -34), ("lot-3", -34), ("lot-4", 91)}
    assert [(c.seuil, c.diviseur, c.echelle) for c in inst.cibles] == [(0, 125, 3_400), (0, 125, 6_600)]


def test_aides(batir: Batir) -> None:
    """Prouve qu'une cible d'aides vise les euros de son fonds, et porte la ligne où elle est écrite."""
    cible = _cible(batir(cibles=[{"mesure": "aides", "financement": "region", "au_moins": "150 k€"}]))

    assert (cible.mesure, cible.fonds, cible.seuil, cible.unite) == ("aides", 1, 150_000, "euros")
    assert "essai.yaml:" in cible.origine


def test_prioritaires(batir: Batir) -> None:
    """Prouve que 80 % des cités prioritaires traitables, deux, font deux cités commencées avant 2019."""
    lignes = (*LIGNES, lot(5, cite_id="cite-7", cite="Cité n°7", prioritaire="non"))
    inst = batir(*lignes, cibles=[{"mesure": "cites_prioritaires", "au_moins": "80 %", "avant": 2019}])
    cible = _cible(inst)

    assert [inst.cites[c].code for c in cible.cites] == ["cite-8", "cite-9"]
    assert (cible.tag, cible.seuil, cible.annees) == ("C15", 2, (True, True, False))


def test_le_minimum_d_un_fonds(batir: Batir) -> None:
    """Prouve que le minimum d'un fonds est une cible souple sur ses aides, de ce montant."""
    fonds = {"etat": {"contributeur": "etat", "montant": "3 M€", "minimum": "2 M€", "taux": "25 %"}}
    cible = _cible(batir(financements=fonds, montages={"seul": ["etat"]}))

    assert (cible.code, cible.seuil, cible.souple, cible.fonds) == ("minimum_etat", 2_000_000, True, 0)


def test_deux_cibles_de_meme_mesure(batir: Batir) -> None:
    """Prouve que deux cibles de même mesure gardent des codes distincts."""
    inst = batir(cibles=[{"mesure": "logements", "au_moins": 10}, {"mesure": "logements", "au_plus": 40}])

    assert [c.code for c in inst.cibles] == ["logements", "logements_2"]
