"""The words of an explanation never say more than what was found."""

from __future__ import annotations

import pytest

from renovation_opt.rapports.analyses.explication import LevierLu
from renovation_opt.rapports.analyses.resume_explication import _levier

CLE = "financements.anru.montant"


@pytest.mark.parametrize(
    ("levier", "attendu"),
    [
        (
            LevierLu(CLE, 2019, "EUR", 15e6, 30e6, 3e5, 6e5, verifie=True, ecart=0.004),
            "financements.anru.montant, année 2019 : +600 000 € (de 15 000 000 € à 15 600 000 €), vérifié",
        ),
        (
            LevierLu(CLE, None, "EUR", 15e6, 30e6, 3e5, None, verifie=False, ecart=None),
            "aucun des changements essayés, jusqu'à +30 000 000 €, ne suffit",
        ),
        (
            LevierLu(CLE, None, "EUR", 15e6, 30e6, None, None, verifie=False, ecart=None, acheve=False),
            "recherche arrêtée avant sa fin, rien n'est conclu",
        ),
        (
            LevierLu("bailleurs.x.logements_par_an", None, "logements/an", 800, 1600, 16, 16, verifie=True, ecart=0.0),
            "bailleurs.x.logements_par_an : +16 logements par an, vérifié en opérations entières, écart 0,00 %",
        ),
    ],
)
def test_un_levier_en_mots(levier: LevierLu, attendu: str) -> None:
    """Found, not found, not finished: three different sentences, with units."""
    assert attendu in _levier(levier).replace("\u00a0", " ").replace("\u202f", " ")
