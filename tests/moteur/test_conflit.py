"""Whether hard statements hold together: the proof, the least violation, a whole programme."""

from __future__ import annotations

import numpy as np
import pytest

from renovation_opt.instance import Instance
from renovation_opt.moteur.conflit import assouplir, chercher, eprouver, lignes_par_etiquette, mesurer
from renovation_opt.moteur.suivi import Budget, muet
from tests.moteur.outils import TOURS, conforme
from tests.petit_parc import avec_limite, cible, petit_parc


def trop() -> Instance:
    """Return ``petit_parc`` asked 30 dwellings with 6 places a year for alpha: 22 are possible in fractions."""
    return avec_limite(petit_parc(cibles=(cible(30),)), "capacite", 0, 6, 6)


def test_la_preuve_nomme_les_lignes() -> None:
    """The proof uses the target and the capacity of alpha in both years, never the envelope, which nobody needs."""
    epreuve = eprouver(trop())

    assert not epreuve.possible
    assert epreuve.lignes == {("cible_cible", 0), ("capacite_bailleur", 0), ("capacite_bailleur", 1)}


def test_les_cibles_souples_ne_comptent_pas() -> None:
    """Without hard target, or with a soft one, everything holds."""
    assert eprouver(petit_parc(cibles=(cible(30, souple=True),))).possible
    assert eprouver(petit_parc()).lignes == frozenset()


def test_un_plancher_compte() -> None:
    """105 points of heritage are the best: a floor there holds, one above does not, and its row is the proof."""
    inst = petit_parc()

    assert mesurer(inst, 1) == 105_000
    assert eprouver(inst, ((1, 105_000),)).possible
    assert eprouver(inst, ((1, 106_000),)).lignes == {("plancher_patrimoine", 0)}


@pytest.mark.parametrize(
    ("groupes", "montants"),
    [
        ([((("cible_cible", 0),), 30.0)], (8.0,)),
        ([((("capacite_bailleur", 0), ("capacite_bailleur", 1)), 6.0)], (4.0,)),
    ],
)
def test_le_moindre_relachement(
    groupes: list[tuple[tuple[tuple[str, int], ...], float]], montants: tuple[float]
) -> None:
    """The target gives 8 of its 30, or the capacity 4 in both years at once."""
    souplesse = assouplir(trop(), (), groupes)

    assert souplesse.suffisante
    assert souplesse.montants == pytest.approx(montants)


def test_deux_annees_se_partagent_le_manque() -> None:
    """By year, the two years of capacity give 8 places in all."""
    groupes = [((("capacite_bailleur", a),), 6.0) for a in (0, 1)]

    assert sum(assouplir(trop(), (), groupes).montants) == pytest.approx(8.0)


def test_ce_qui_ne_suffit_pas() -> None:
    """No capacity makes 35 dwellings of a parc of 34."""
    inst = petit_parc(cibles=(cible(35),))

    assert not assouplir(inst, (), [((("capacite_bailleur", 0),), 14.0)]).suffisante


def test_un_programme_entier() -> None:
    """20 dwellings are possible whole, 11 of alpha with 6 then 5 places are proven not to be."""
    entier = petit_parc(cibles=(cible(20),))
    trouve = chercher(entier, (), Budget(60, TOURS), conforme(entier), muet)
    assert trouve.programme is not None
    assert sum(ligne.logements for ligne in trouve.programme.lignes) >= 20

    fractions = petit_parc(cibles=(cible(11),), capacite=np.array([[6, 5], [0, 0], [0, 0]]))
    assert eprouver(fractions).possible
    rien = chercher(fractions, (), Budget(60, TOURS), conforme(fractions), muet)
    assert (rien.programme, rien.prouvee) == (None, True)


def test_un_plancher_dans_la_recherche() -> None:
    """A floor on heritage is held by the programme found."""
    inst = petit_parc()

    assert chercher(inst, ((1, 105_000),), Budget(60, TOURS), conforme(inst), muet).programme is not None
    assert chercher(inst, ((1, 105_001),), Budget(60, TOURS), conforme(inst), muet).programme is None


def test_les_lignes_ont_une_etiquette() -> None:
    """A row is found by what it is about."""
    assert lignes_par_etiquette(trop())["capacite_bailleur", "alpha 2021"] == 1
