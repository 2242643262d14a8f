"""The status never says more than what is proven."""

from __future__ import annotations

from dataclasses import replace

import pytest

from renovation_opt.programme import Etape, Limite, Solution, Statut
from renovation_opt.rapports import phrases
from renovation_opt.rapports.tables.preuve import preuve

FERMEE = Etape("objectif", "indice", 1, 1.0, 1.0, Limite.ECART)
OUVERTE = Etape("objectif", "indice", 1, 0.99, 1.0, Limite.TEMPS)
SANS_BORNE = Etape("objectif", "indice", 1, 0.99, float("inf"), Limite.TEMPS)


@pytest.mark.parametrize(
    ("statut", "etapes", "phrase"),
    [
        (Statut.OPTIMAL, (FERMEE,), "optimal prouvé"),
        (Statut.OPTIMAL, (OUVERTE,), "à 1,00\u202f% au plus du meilleur possible"),  # the time limit stopped it
        (Statut.OPTIMAL, (), "réalisable, sans borne"),  # nothing was proven
        (Statut.BORNE, (OUVERTE,), "à 1,00\u202f% au plus du meilleur possible"),
        (Statut.BORNE, (FERMEE, OUVERTE), "à 1,00\u202f% au plus du meilleur possible (objectif)"),
        (Statut.BORNE, (SANS_BORNE,), "réalisable, sans borne"),  # an infinite bound is none
        (Statut.REALISABLE, (OUVERTE,), "réalisable, sans borne"),
        (Statut.IMPOSSIBLE, (), "aucun programme ne respecte les règles"),
        (Statut.SANS_PROGRAMME, (), "arrêt sans programme"),
    ],
)
def test_sentence(solution: Solution, statut: Statut, etapes: tuple[Etape, ...], phrase: str) -> None:
    """Each status has its sentence, weakened when the stages do not support it."""
    assert phrases.statut(preuve(replace(solution, statut=statut, etapes=etapes))) == phrase


def test_gap_is_rounded_up(solution: Solution) -> None:
    """A gap of 0,122 % is « à 0,13 % au plus »: rounded down, the sentence would be false."""
    assert "0,13\u202f%" in phrases.statut(preuve(solution))
