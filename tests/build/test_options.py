"""Montages open to each opération, their levels, and the euros of each option."""

from __future__ import annotations

from typing import Any

import pytest

from renovation_opt.instance import Instance
from tests.build.conftest import SCENARIO, Batir, lot, prive


def _financements(**etat: object) -> dict[str, Any]:
    """Return the funds of the scenario with other rules for ``etat``."""
    return {**SCENARIO["financements"], "etat": {**SCENARIO["financements"]["etat"], **etat}}


def _montages(inst: Instance, o: int = 0) -> list[str]:
    """Return the montages of an opération."""
    return [inst.montages[m].code for m in inst.operations.montages[o]]


def _aides(inst: Instance, montage: str, bouquet: str = "socle") -> tuple[list[list[int]], list[int]]:
    """Return the aids by slot and year, and the own money by year, of an option of the first lot."""
    for q in range(inst.lots.option_debut[1]):
        code = inst.bouquets[inst.choix.bouquet[inst.options.choix[q]]].code
        if (inst.montages[inst.options.montage[q]].code, code) == (montage, bouquet):
            return inst.options.aide_eur[q].tolist(), inst.options.fonds_propres_eur[q].tolist()
    raise KeyError((montage, bouquet))


def test_les_euros_d_un_montage(batir: Batir) -> None:
    """Prouve le plan de financement du socle (38 200, 38 773, 39 354), plus 6 000 d'espaces publics indexés.

    État 25 % : 9 550, 9 693, 9 838 ; région 10 % : 3 820, 3 877, 3 935 ; espaces : 6 000, 6 090, 6 181.
    """
    aides, propres = _aides(batir(), "duo")

    assert aides == [[9_550, 9_693, 9_838], [3_820, 3_877, 3_935]]
    assert propres == [30_830, 31_293, 31_762]


def test_le_plafond_d_aide(batir: Batir) -> None:
    """Prouve que 25 % de 78 160 (19 540) sont ramenés à 18 000."""
    assert _aides(batir(), "duo", "patrimoine_adaptation")[0][0][0] == 18_000


def test_le_cumul(batir: Batir) -> None:
    """Prouve que 30 % de 38 200 (11 460) laissent 9 550 à l'État et 1 910 à la région, dernière du montage."""
    aides, _propres = _aides(batir(cumul_aides_publiques="30 %"), "duo")

    assert (aides[0][0], aides[1][0]) == (9_550, 1_910)


def test_sans_aide_toujours(batir: Batir) -> None:
    """Prouve que chaque opération peut se passer d'aide, puis demander chaque montage."""
    assert _montages(batir()) == ["sans_aide", "duo", "seul"]


def test_les_niveaux(batir: Batir) -> None:
    """Prouve que 50 % et 100 % de l'État font deux montages ; le plein garde son nom, le demi verse 4 775 euros."""
    inst = batir(niveaux={"etat": ["50 %", "100 %"]})

    assert _montages(inst) == ["sans_aide", "duo@50", "duo", "seul"]
    assert _aides(inst, "duo@50")[0][0][0] == 4_775
    assert _aides(inst, "duo@50")[0][1][0] == 3_820


def test_un_montage_sans_objet_est_ote(batir: Batir) -> None:
    """Prouve qu'un montage dont un fonds ne peut rien payer n'est pas offert : l'État réservé au social, lot privé."""
    inst = batir(lot(1), prive(2), financements=_financements(eligibilite={"statut": "social"}))

    assert _montages(inst, 0) == ["sans_aide", "duo", "seul"]
    assert "duo" not in _montages(inst, 1)


def test_un_fonds_eteint_ote_ses_montages(batir: Batir) -> None:
    """Prouve qu'un fonds éteint disparaît, avec les montages qui le nomment."""
    inst = batir(financements=_financements(actif=False))

    assert [f.code for f in inst.fonds] == ["region"]
    assert [m.code for m in inst.montages] == ["sans_aide", "seul"]


def test_le_reste_a_charge(batir: Batir) -> None:
    """Prouve (C12) qu'un privé à 25 000 euros au plus n'a ni BBC (9 500 + 380 x 65,5 = 34 390), même aidé à 35 %.

    34 390 - 8 597 - 3 439 = 22 354 : aidé par les deux, il passe ; par la région seule, 30 951 : non.
    """
    inst = batir(prive(1))
    offerts = {
        (inst.montages[m].code, inst.bouquets[inst.choix.bouquet[p]].code)
        for m, p in zip(inst.options.montage, inst.options.choix, strict=True)
    }

    assert ("duo", "habiter_mieux_plus") in offerts
    assert ("seul", "habiter_mieux_plus") not in offerts
    assert ("sans_aide", "habiter_mieux") in offerts


def test_les_annees_d_un_fonds(batir: Batir) -> None:
    """Prouve qu'un fonds de 2018 à 2019 ne verse rien en 2017 et étale ses 3 M€ en deux tranches."""
    inst = batir(financements=_financements(annees="2018-2019"))

    assert inst.fonds[0].actif == (False, True, True)
    assert inst.fonds[0].tranches_eur == (0, 1_500_000, 1_500_000)
    assert _aides(inst, "duo")[0][0] == [0, 9_693, 9_838]


@pytest.mark.parametrize(("assiette", "etat"), [(["travaux"], 9_550), (["travaux", "espaces_publics"], 11_050)])
def test_l_assiette(batir: Batir, assiette: list[str], etat: int) -> None:
    """Prouve que 25 % des espaces publics (1 500 de 6 000) s'ajoutent quand ils sont dans l'assiette."""
    assert _aides(batir(financements=_financements(assiette=assiette)), "duo")[0][0][0] == etat
