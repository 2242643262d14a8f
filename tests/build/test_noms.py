"""Readable names of EPCI and of private owners."""

from __future__ import annotations

import pytest

from renovation_opt.errors import EntreeInvalide
from tests.build.conftest import Batir, lot, prive

NOMS = {"lens_lievin": "CA de Lens-Liévin"}
PRIVES = {"maisons_et_cites": {}, "proprietaires_prives": {"libelle": "Habitat privé"}, "autres_bailleurs": {}}


def test_un_epci_porte_le_nom_du_scenario(batir: Batir) -> None:
    """Named by the scenario, an EPCI is shown so, its private owners and its targets too; else by its code."""
    cibles = [{"mesure": "part_equitable", "par": "epci", "au_moins": "50 %", "souple": True}]
    nomme = batir(lot(1), prive(2), intercommunalites=NOMS, bailleurs=PRIVES, cibles=cibles)

    assert nomme.epci_libelles == ("CA de Lens-Liévin",)
    assert [b.libelle for b in nomme.bailleurs if b.prive] == ["Habitat privé, CA de Lens-Liévin"]
    assert nomme.cibles[0].libelle.endswith(", CA de Lens-Liévin")


def test_sans_nom_le_code_est_montre(batir: Batir) -> None:
    """Without name the code is written as words."""
    inst = batir(lot(1), prive(2))

    assert inst.epci_libelles == ("Lens Lievin",)
    assert [b.libelle for b in inst.bailleurs if b.prive] == ["Propriétaires privés, Lens Lievin"]


def test_un_epci_inconnu_est_dit(batir: Batir) -> None:
    """A name for an EPCI that the parc does not have is a mistake, told with its line and the codes that exist."""
    with pytest.raises(EntreeInvalide) as refus:
        batir(lot(1), intercommunalites={"lens": "CA de Lens"})
    [probleme] = refus.value.problemes

    assert probleme.cle == "intercommunalites.lens"
    assert probleme.attendu == "lens_lievin"
    assert probleme.ligne is not None
