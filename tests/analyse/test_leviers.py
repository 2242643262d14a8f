"""Statements that can move: which ones stand behind a row, and what a step changes."""

from __future__ import annotations

from fractions import Fraction

import pytest

from renovation_opt.analyse.leviers import leviers
from renovation_opt.instance import Instance, Parite
from renovation_opt.moteur.valeurs import Emploi
from tests.analyse.outils import trois_objectifs
from tests.petit_parc import avec_limite, avec_regle, avec_second_fonds, petit_parc


def emploi(tag: str, etiquette: str, cout: float = 1.0) -> Emploi:
    """Return the use of a row."""
    return Emploi("famille", etiquette, tag, "unite", 1.0, cout)


def trouver(inst: Instance, tag: str, etiquette: str) -> list[tuple[str, int | None]]:
    """Return (statement, year) of the levers behind a row."""
    return [(lev.cle, lev.annee) for lev in leviers(inst, [emploi(tag, etiquette)]) if lev.unite != "poids"]


def test_une_tranche_puis_le_montant_entier() -> None:
    """A slice moves alone, or with the whole amount, shared like the slices: 150 000 + 150 000, one step of 6 000."""
    inst = petit_parc()
    annuel, total = [lev for lev in leviers(inst, [emploi("C10", "subvention 2020")]) if lev.unite == "EUR"]

    assert (annuel.cle, annuel.annee, total.annee) == ("financements.subvention.montant", 2020, None)
    assert annuel.appliquer(2).fonds[0].tranches_eur == (156_000, 150_000)
    assert total.appliquer(1).fonds[0].tranches_eur == (153_000, 153_000)
    assert [int(annuel.pas), int(total.pas)] == [3_000, 6_000]


def test_le_prorata_tombe_juste_a_l_euro() -> None:
    """1/3 and 2/3 of 6 001 euros, cumulated and rounded down: nothing is lost."""
    inst = avec_regle(petit_parc(), tranches_eur=(100_000, 200_001))
    total = next(lev for lev in leviers(inst, [emploi("C10", "subvention 2020")]) if lev.annee is None)
    tranches = total.appliquer(1).fonds[0].tranches_eur

    assert tranches is not None
    assert sum(tranches) == 300_001 + total.pas


@pytest.mark.parametrize(
    ("tag", "etiquette", "attendu"),
    [
        ("C8", "alpha 2021", [("bailleurs.alpha.logements_par_an", 2021), ("bailleurs.alpha.logements_par_an", None)]),
        ("C12", "beta 2020", [("bailleurs.beta.fonds_propres", 2020), ("bailleurs.beta.fonds_propres", None)]),
        ("C9", "alpha 2020", [("bailleurs.alpha.chantiers_simultanes", None)]),
        ("C13", "E1 2020", [("filiere.E1", 2020), ("filiere.E1", None)]),
        ("C14", "Cible", []),  # a target is not a means
        ("C9", "c1/alpha", []),  # phases that may not overlap: nothing to enlarge
    ],
)
def test_l_enonce_derriere_chaque_rangee(tag: str, etiquette: str, attendu: list[tuple[str, int | None]]) -> None:
    """The key is the one of the scenario."""
    assert trouver(petit_parc(), tag, etiquette) == attendu


def test_la_parite_se_desserre_par_son_ratio() -> None:
    """The ratio of the fund held, two points at a time."""
    inst = avec_second_fonds(petit_parc(), parite=Parite((0,), Fraction(1), par_annee=False))
    [levier] = [lev for lev in leviers(inst, [emploi("C11", "region")]) if lev.unite == "part"]
    nouvelle = levier.appliquer(3).fonds[1].parite

    assert nouvelle is not None
    assert nouvelle.ratio == Fraction(53, 50)


def test_une_capacite_illimitee_le_reste() -> None:
    """Only years that have a limit move; -1 means none."""
    inst = avec_limite(petit_parc(), "capacite", 0, 14, -1)
    toutes = next(
        lev for lev in leviers(inst, [emploi("C8", "alpha 2020")]) if lev.annee is None and lev.unite != "poids"
    )

    assert toutes.appliquer(5).capacite[0].tolist() == [19, -1]


def test_la_ressource_la_plus_chere_d_abord_puis_les_poids() -> None:
    """Rows by price of their use, each statement once, then one weight per objective; rows that help are left out."""
    inst = trois_objectifs()
    emplois = [emploi("C8", "alpha 2020"), emploi("C12", "alpha 2020", 3.0), emploi("C8", "beta 2020", -1.0)]
    cles = [lev.cle for lev in leviers(inst, emplois)]

    assert cles[0] == "bailleurs.alpha.fonds_propres"
    assert "bailleurs.beta.logements_par_an" not in cles
    assert cles.count("bailleurs.alpha.logements_par_an") == 2  # the year, then every year


def test_un_poids_monte_sans_toucher_aux_autres() -> None:
    """One step is 0.01; scales must be written for a weight to mean something."""
    inst = trois_objectifs()
    ecrites = petit_parc(
        objectif=inst.objectif.__class__("ponderee", (Fraction(1, 2), Fraction(1, 2), Fraction(0)), (9, 9, 9))
    )
    [levier] = [lev for lev in leviers(ecrites, []) if lev.cle == "objectif.poids.mixite"]

    assert levier.appliquer(4).objectif.poids == (Fraction(1, 2), Fraction(1, 2), Fraction(1, 25))
    assert list(leviers(inst, [])) == []
