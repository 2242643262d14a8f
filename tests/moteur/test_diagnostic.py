"""What a user reads when no programme exists: the statement, where it is written, the least relaxation."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from renovation_opt.errors import ProgrammeImpossible
from renovation_opt.instance import Instance
from renovation_opt.moteur import exact
from tests.moteur.outils import objectif, resoudre
from tests.petit_parc import C1, C2, avec_limite, avec_requises, cible, cible_aides, cible_cites, petit_parc


def _lignes(inst: Instance) -> tuple[str, ...]:
    """Return the diagnosis of an instance without programme."""
    with pytest.raises(ProgrammeImpossible) as erreur:
        resoudre(inst)
    return erreur.value.diagnostic


@pytest.mark.parametrize("plans_max", [0, 30_000])
def test_23_000_logements(monkeypatch: pytest.MonkeyPatch, plans_max: int) -> None:
    """Prouve que 23 000 logements exigés d'un parc de 34 demandent d'en relâcher 22 966, et que l'énoncé est nommé."""
    monkeypatch.setattr(exact, "PLANS_MAX", plans_max)
    exigee = replace(cible(23_000, libelle="logements rénovés"), origine="scenarios/essai.yaml:12")

    lignes = _lignes(petit_parc(cibles=(exigee,)))

    (ligne,) = [x for x in lignes if "logements rénovés" in x]
    assert "(scenarios/essai.yaml:12)" in ligne
    assert "seuil 23000" in ligne
    assert "au moins 22966 logements" in ligne


def test_la_capacite_qui_retient_est_nommee() -> None:
    """Prouve que 30 logements demandés quand alpha n'en mène que 12 en relâchent 8, et que C8 alpha est nommée.

    alpha : 6 par an ; beta 8, privés 2 : 22 au plus en fractions.
    """
    inst = avec_limite(petit_parc(cibles=(cible(30, origine="s.yaml:3"),)), "capacite", 0, 6, 6)

    lignes = _lignes(inst)

    assert any("(s.yaml:3)" in x and "au moins 8 logements" in x for x in lignes)
    assert any("C8 capacite_bailleur : alpha 2020" in x for x in lignes)


def test_les_aides() -> None:
    """Prouve que 400 000 euros d'un fonds de 300 000 en relâchent 100 000 quand les lots peuvent tout employer."""
    inst = petit_parc(cibles=(cible_aides(400_000, origine="s.yaml:9"),))

    assert any("(s.yaml:9)" in x and "au moins 100000 EUR" in x for x in _lignes(inst))


def test_les_cites() -> None:
    """Prouve que trois cités commencées en 2020 quand alpha n'en mène qu'une : c1 et c2 fermées par la capacité 0."""
    inst = avec_limite(petit_parc(cibles=(cible_cites(3, 0, 1, 2, origine="s.yaml:5"),)), "capacite", 0, 0, 14)

    assert any("(s.yaml:5)" in x and "au moins 2 cites" in x for x in _lignes(inst))


def test_operation_imposee_trop_grande() -> None:
    """Prouve que c2 imposée, 5 logements par an au mieux pour 4 places, n'est menée qu'à 4/5 : 80 %."""
    lignes = _lignes(avec_requises(avec_limite(petit_parc(), "capacite", 0, 4, 4), C2))

    assert any("c2/alpha" in x and "80 %" in x for x in lignes)
    assert any("capacite_bailleur : alpha" in x for x in lignes)


def test_deux_operations_imposees() -> None:
    """Prouve que c1 (10) et c2 (10) imposées pour 2 x 9 places sont nommées, chacune ou l'une, à 90 % en moyenne."""
    lignes = _lignes(avec_requises(avec_limite(petit_parc(), "capacite", 0, 9, 9), C1, C2))

    parts = [int(x.rsplit("(", 1)[1].split(" ")[0]) for x in lignes if "imposée" in x]
    assert sum(100 - part for part in parts) == 20


def test_un_plancher_impossible_est_nomme() -> None:
    """Prouve qu'un plancher de patrimoine de 106 points, quand 105 sont possibles, est nommé dans le diagnostic."""
    plancher = (1, Fraction(106_000), False)

    lignes = _lignes(petit_parc(objectif=objectif(methode="epsilon", principal=0, planchers=(plancher,))))

    assert any("patrimoine" in x for x in lignes)


def test_impossible_en_entiers_seulement() -> None:
    """Prouve que l'énoncé est nommé même quand des fractions de plans suffiraient : 11 logements d'alpha.

    Avec 6 places puis 5, une seule opération tient, en deux ans : 10 logements (c1-e ou c2) ; 11 en fractions.
    """
    inst = petit_parc(cibles=(cible(11, origine="s.yaml:7"),), capacite=np.array([[6, 5], [0, 0], [0, 0]]))

    assert any("(s.yaml:7)" in x for x in _lignes(inst))
