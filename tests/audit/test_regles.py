"""Each rule of the audit: what respects it passes, what breaks it is reported under its tag and no other."""

from __future__ import annotations

import pytest

from renovation_opt.audit import REGLES, auditer
from tests.audit.mutations import CAS, Cas

TAGS = {regle.nom: regle.tag for regle in REGLES}


@pytest.mark.parametrize("cas", CAS, ids=lambda cas: f"{cas.regle}-{cas.nom}")
def test_la_mutation_enfreint_sa_regle_et_aucune_autre(cas: Cas) -> None:
    """Prouve que la règle rompue est nommée, seule, et que le voisin juste est conforme."""
    vus = auditer(*cas.faux).infractions

    assert auditer(*cas.juste).infractions == ()
    assert {(vu.tag, vu.regle) for vu in vus} == {(TAGS[cas.regle], cas.regle)}
    assert all(vu.lieu and vu.lieu in vu.message and vu.constate != vu.attendu for vu in vus)


def test_chaque_regle_a_une_mutation() -> None:
    """Cliquet : une règle sans mutation n'est prouvée par rien."""
    assert {cas.regle for cas in CAS} == set(TAGS)


def test_les_regles_portent_les_etiquettes_du_modele() -> None:
    """Les règles sont C1 à C17, dans l'ordre, chacune sous le nom de sa fonction."""
    assert [regle.tag for regle in REGLES] == [f"C{n}" for n in range(1, 18)]
    assert [regle.nom for regle in REGLES] == [regle.fonction.__name__ for regle in REGLES]
