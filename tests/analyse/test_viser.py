"""Naming a cité or an opération: by code, by name, nearly; and what is said when nothing answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from renovation_opt.analyse.viser import viser
from renovation_opt.errors import EntreeInvalide
from renovation_opt.instance import Instance
from tests.petit_parc import C3, PRIVE, petit_parc, remplacer

NOMS = ("Cité de la Drève", "Cité du Nouveau Monde", "Cité du Monde")


def nommee() -> Instance:
    """Return ``petit_parc`` with names of cités that can be mistaken."""
    inst = petit_parc()
    cites = tuple(
        replace(c, code=f"c{i + 1}", nom=nom) for i, (c, nom) in enumerate(zip(inst.cites, NOMS, strict=True))
    )
    return remplacer(inst, cites=cites)


@pytest.mark.parametrize(
    ("texte", "operations"),
    [
        ("c1", (0,)),
        ("cite de la dreve", (0,)),  # neither accents nor case
        ("drève", (0,)),  # a part that only one name has
        ("c3", (C3, PRIVE)),
        ("c3/beta", (C3,)),
        ("cité du monde", (C3, PRIVE)),  # a whole name before a part of another
    ],
)
def test_on_trouve_ce_qui_est_nomme(texte: str, operations: tuple[int, ...]) -> None:
    """The opérations of the cité, or the one opération."""
    assert viser(nommee(), texte).operations == operations


def test_seules_les_operations_sociales_sont_imposables() -> None:
    """Private owners act one by one: a cité is required through its social opérations, as « imposees » does."""
    inst = nommee()

    assert viser(inst, "c3").imposables(inst) == (C3,)
    assert viser(inst, "c3/prives").imposables(inst) == (PRIVE,)


@pytest.mark.parametrize(
    ("texte", "propose"),
    [
        ("monde", "c2 ou c3"),  # two names have it
        ("drevve", "c1"),
        ("c3/betta", "c3/beta"),
    ],
)
def test_un_nom_inconnu_est_suivi_de_propositions(texte: str, propose: str) -> None:
    """The message gives the codes to write."""
    with pytest.raises(EntreeInvalide, match=f"Écrivez l'un de ces codes : {propose}"):
        viser(nommee(), texte)


def test_une_cite_sans_rien_a_traiter_le_dit() -> None:
    """A cité known to the parc but without opération: not a typing error."""
    inst = nommee()
    cites = (*inst.cites, replace(inst.cites[0], code="c4", nom="Cité neuve"))

    with pytest.raises(EntreeInvalide, match="rien n'est à traiter"):
        viser(replace(inst, cites=cites), "cité neuve")
