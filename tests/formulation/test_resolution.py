"""Writing, solving, reading: what a solver says is checked before it is believed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np
import pytest
from pulp import LpMaximize, LpProblem

from renovation_opt.errors import ArretSansProgramme, ProgrammeImpossible
from renovation_opt.formulation import But, ecrire, lire_solution, resoudre
from renovation_opt.formulation.noms import uniques
from renovation_opt.formulation.resolution import Format, Solveur
from renovation_opt.programme import PlanOperation, Statut
from tests.formulation.minuscule import cible, minuscule
from tests.formulation.outils import modele
from tests.formulation.variantes import VARIANTES, requise

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("solveur", ["CBC", "HiGHS"])
def test_le_programme_le_plus_econome_en_energie(solveur: Solveur) -> None:
    """Everything at once in 2018 with the best bouquet: (5 + 2 + 4) x 1 500 kWh x 3 years = 49 500 kWh."""
    inst = minuscule()
    probleme, v = modele(inst, But((1, 0, 0)))

    assert resoudre(probleme, solveur) == (Statut.OPTIMAL, 49_500, 49_500)
    plans = lire_solution(inst, v)
    assert [(p.operation, p.debut, p.duree, p.parti) for p in plans] == [
        ("alpha/mc", 2018, 1, "courant"),
        ("beta/mc", 2018, 1, "courant"),
    ]
    assert plans[0].bouquets == (("A1", "patrimoine"), ("A2", "patrimoine"))


def test_lire_un_plan_en_entier() -> None:
    """A required opération and an objective that only sees mixité: beta is in, with patrimoine."""
    inst = replace(requise(), capacite=np.array([[4, 0]]))
    probleme, v = modele(inst, But((0, 0, 1)))
    resoudre(probleme)

    assert lire_solution(inst, v)[0] in {
        PlanOperation("beta/mc", 2018, 1, "courant", montage, (("B1", "patrimoine"),))
        for montage in ("aide", "sans_aide")
    }


@pytest.mark.parametrize("solveur", ["CBC", "HiGHS"])
def test_un_modele_impossible_n_a_pas_de_programme(solveur: Solveur) -> None:
    """12 dwellings are asked and only 11 exist: no value may be read."""
    inst = minuscule(cibles=(cible("total", seuil=12, souple=False),))
    probleme, v = modele(inst)

    assert resoudre(probleme, solveur) == (Statut.IMPOSSIBLE, None, None)
    with pytest.raises(ProgrammeImpossible, match="contraintes dures"):
        lire_solution(inst, v)


@pytest.mark.parametrize("solveur", ["CBC", "HiGHS"])
def test_une_ligne_vide_et_fausse_reste_impossible(solveur: Solveur) -> None:
    """An aid is asked of a fund that no montage pays: the row has no term, and must not be forgotten."""
    inst = minuscule(cibles=(cible("usage", mesure="aides", fonds=0, seuil=1, souple=False, poids=None),))
    sans_aide = replace(inst, options=replace(inst.options, aide_eur=np.zeros_like(inst.options.aide_eur)))

    assert resoudre(modele(sans_aide)[0], solveur).statut is Statut.IMPOSSIBLE


def test_lire_avant_de_resoudre_est_refuse() -> None:
    """Without a status there is no programme."""
    with pytest.raises(ArretSansProgramme):
        lire_solution(minuscule(), modele(minuscule())[1])


def test_mps_relu_donne_le_meme_optimum(tmp_path: Path) -> None:
    """The MPS file carries the whole model; its objective is minimised, so 49 500 kWh read - 49 500."""
    probleme, _v = modele(minuscule(), But((1, 0, 0)))
    ecrire(probleme, tmp_path / "m.mps", "mps")
    _variables, relu = LpProblem.fromMPS(str(tmp_path / "m.mps"))

    assert resoudre(relu).valeur == -49_500
    assert resoudre(probleme).valeur == 49_500


def test_les_noms_d_un_mps_sont_courts_et_se_traduisent(tmp_path: Path) -> None:
    """Each name of the MPS has at most 8 characters, and the table beside gives back that of the LP, once."""
    probleme, _v = modele(minuscule())
    ecrire(probleme, tmp_path / "m.mps", "mps", tmp_path / "noms.csv")
    rangees = [ligne.split(",") for ligne in (tmp_path / "noms.csv").read_text(encoding="utf-8").splitlines()]
    lus, relu = LpProblem.fromMPS(str(tmp_path / "m.mps"))

    assert rangees[0] == ["sorte", "court", "nom"]
    assert {court for sorte, court, _nom in rangees if sorte == "variable"} == set(lus)
    assert {court for sorte, court, _nom in rangees if sorte == "contrainte"} == set(
        {ligne.name for ligne in relu.constraints()}
    )
    assert {nom for sorte, _court, nom in rangees if sorte == "variable"} == {v.name for v in probleme.variables()}
    assert max(len(court) for _sorte, court, _nom in rangees[1:]) <= 8
    assert len({nom for _sorte, _court, nom in rangees}) == len(rangees)


@pytest.mark.parametrize("format_", ["lp", "mps"])
@pytest.mark.parametrize("nom", ["C10_enveloppe_annuelle", "C15_prioritaires", "C16_grappes"])
def test_un_autre_lecteur_trouve_le_meme_optimum(nom: str, format_: Format, tmp_path: Path) -> None:
    """HiGHS reads the file itself, with carry-overs and 0-1 columns, and finds the value of PuLP and CBC."""
    probleme, _v = modele(*VARIANTES[nom]())
    ecrire(probleme, tmp_path / f"m.{format_}", format_)
    solveur: Any = highspy.Highs()
    solveur.setOptionValue("output_flag", False)  # noqa: FBT003 - the signature of the library
    solveur.readModel(str(tmp_path / f"m.{format_}"))
    solveur.run()
    signe = -1 if format_ == "mps" and probleme.sense == LpMaximize else 1

    assert signe * solveur.getObjectiveValue() == pytest.approx(resoudre(probleme).valeur)


def test_les_noms_sont_uniques_et_lisibles() -> None:
    """Accents, slashes and long codes become names that any LP reader accepts, told apart by their rank."""
    assert uniques(["cité/1", "cite 1", "a" * 9], 8) == ["cite_1", "cite_1_1", "aaaaaa_2"]
