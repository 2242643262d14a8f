"""No-regret cités: which programmes are compared, and what they share."""

from __future__ import annotations

from fractions import Fraction

import pytest

from renovation_opt.analyse.presences import Seuils, part_commune
from renovation_opt.analyse.sans_regret import SansRegret, chercher, decrire, valeur
from tests.analyse.outils import banc, opposes

PERTE = Fraction(1, 10)


@pytest.fixture(scope="module")
def trouve() -> SansRegret:
    """Return the programmes compared on ``opposes``, up to 10 % worse."""
    return chercher(banc(opposes()), 6, 4, PERTE)


def test_les_proches_perdent_au_plus_ce_qui_est_admis(trouve: SansRegret) -> None:
    """Each alternative keeps 90 % of the best value of the scenario, which no point of the frontier beats."""
    inst = trouve.frontiere.inst
    meilleure = valeur(inst, trouve.reference)

    assert trouve.proches
    assert all(valeur(inst, p) >= meilleure * (1 - float(PERTE)) - 1e-9 for p in trouve.proches)
    assert all(valeur(inst, p.solution) <= meilleure + 1e-9 for p in trouve.frontiere.points)


def test_les_programmes_sont_differents(trouve: SansRegret) -> None:
    """None is compared twice, and the alternatives are not the reference in disguise."""
    inst, programmes = trouve.frontiere.inst, trouve.programmes

    assert len(set(programmes)) == len(programmes)
    assert all(part_commune(inst, trouve.reference.programme, p.programme) < 1 for p in trouve.proches)


def test_le_premier_s_eloigne_autant_que_possible(trouve: SansRegret) -> None:
    """The first alternative shares less with the reference than any other programme compared within the same loss."""
    inst = trouve.frontiere.inst
    seuil = valeur(inst, trouve.reference) * (1 - float(PERTE))
    communs = [
        part_commune(inst, trouve.reference.programme, p.solution.programme)
        for p in trouve.frontiere.points
        if valeur(inst, p.solution) >= seuil
    ]

    premier = part_commune(inst, trouve.reference.programme, trouve.proches[0].programme)
    assert all(premier <= commun for commun in communs)


def test_le_socle_est_partout_et_les_parts_se_somment(trouve: SansRegret) -> None:
    """Nothing limits beta nor the private owner: c3 is in every programme.  First years of a cité add up to its share."""
    lu = decrire(trouve, Seuils())
    c3 = lu.cites[2]

    assert (c3.classe, c3.part) == ("socle", 1.0)
    assert all(sum(cite.annees.values()) == pytest.approx(cite.part) for cite in lu.cites)
    assert len(lu.programmes) == len(trouve.programmes)
    assert [p.nature for p in lu.programmes].count("reference") == 1


def test_sans_proche_demande_la_frontiere_seule() -> None:
    """No alternative asked: the frontier is compared with itself."""
    seul = chercher(banc(opposes()), 4, 0, PERTE)

    assert seul.proches == ()
    assert len(seul.programmes) == len(seul.frontiere.points)
