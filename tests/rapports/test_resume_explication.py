"""The words of an explanation never say more than what was found."""

from __future__ import annotations

import pytest

from renovation_opt.rapports.analyses.explication import Imposee, LevierLu
from renovation_opt.rapports.analyses.resume_explication import _levier, _perte, _phrase

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


@pytest.mark.parametrize(
    ("bas", "haut", "attendu"),
    [(0.1, 0.1, "La vraie perte est prouvée : 10,00 %."), (0.05, 0.2, "entre 5,00 % et 20,00 %.")],
)
def test_une_perte_prouvee_n_est_pas_un_intervalle(bas: float, haut: float, attendu: str) -> None:
    """When the bounds meet there is one figure to read."""
    imposee = Imposee((), (0, 0, 0), 0.1, bas, haut, 0.001, cibles=False, mouvements=())

    assert attendu in _perte(imposee).replace("\u00a0", " ").replace("\u202f", " ")


def test_un_code_ne_se_coupe_pas() -> None:
    """A code that does not fit goes whole to the next line: it can be copied."""
    code = "cite-16-3-du-nouveau-monde-bruay-la-buissiere/maisons_et_cites"

    assert any(code in ligne for ligne in _phrase(f"se décale de 2018 à 2017 : {code} (69 logements)", "    "))
