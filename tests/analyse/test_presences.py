"""Shares of programmes, counted by hand on four programmes of ``petit_parc``."""

from __future__ import annotations

from fractions import Fraction

from renovation_opt.analyse.presences import Seuils, part_commune, presences
from renovation_opt.instance import Instance
from renovation_opt.programme import Programme, detailler
from tests.petit_parc import C1, C2, C3, PRIVE, petit_parc, plan


def programmes(inst: Instance) -> list[Programme]:
    """Return four programmes: c1 in all, c2 in one, c3 by beta in two and by its private owner in another."""
    return [
        detailler(inst, [plan(inst, C1, 2020), plan(inst, C2, 2021)]),
        detailler(inst, [plan(inst, C1, 2021), plan(inst, C3, 2021)]),
        detailler(inst, [plan(inst, C1, 2020, bouquet="socle"), plan(inst, C3, 2020)]),
        detailler(inst, [plan(inst, C1, 2020), plan(inst, PRIVE, 2021, bouquet="socle")]),
    ]


def test_parts_de_chaque_cite_annee_et_bouquet() -> None:
    """c1: 4 of 4, three times in 2020, once with socle, 4 x 10 dwellings; c2: 1 of 4; c3: 3 of 4 by either owner."""
    inst = petit_parc()
    c1, c2, c3 = presences(inst, programmes(inst))

    assert [c1.part, c2.part, c3.part] == [Fraction(1), Fraction(1, 4), Fraction(3, 4)]
    assert dict(c1.annees) == {2020: 3, 2021: 1}
    assert dict(c1.bouquets) == {"patrimoine": 3, "socle": 1}
    assert (c1.logements, c2.logements, c3.logements) == (40, 10, 18)


def test_une_cite_compte_une_fois_et_a_sa_premiere_annee() -> None:
    """Two opérations of c3, in 2020 and 2021, make one presence, in 2020."""
    inst = petit_parc()
    deux = detailler(inst, [plan(inst, C3, 2021), plan(inst, PRIVE, 2020, bouquet="socle")])
    c3 = presences(inst, [deux])[2]

    assert (c3.fois, dict(c3.annees), dict(c3.bouquets)) == (1, {2020: 1}, {"patrimoine": 1, "socle": 1})


def test_les_seuils_sont_atteints_a_egalite() -> None:
    """90 % of 10 programmes is 9: core; 1 of 10 is outside; between, disputed."""
    seuils = Seuils()

    assert [seuils.classe(Fraction(n, 10)) for n in (10, 9, 8, 2, 1, 0)] == [
        "socle",
        "socle",
        "disputee",
        "disputee",
        "hors",
        "hors",
    ]


def test_part_commune_comptee_a_la_main() -> None:
    """Reference: starts of c1 (14 dwellings, 4 of them optional) and c2 (10), bouquets of their lots (10 + 10).

    The other starts c1 the same year, with another bouquet, and leaves c2 out: 14 of 44.
    """
    inst = petit_parc()
    un, _deux, trois, _quatre = programmes(inst)

    assert part_commune(inst, un, trois) == Fraction(14, 44)
    assert part_commune(inst, un, un) == 1
    assert part_commune(inst, Programme((), ()), un) == 1
