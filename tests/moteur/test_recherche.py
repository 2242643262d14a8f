"""The search, as large instances use it: enumeration is refused, programmes come from rounding and moves."""

from __future__ import annotations

import numpy as np
import pytest

from renovation_opt.audit import auditer
from renovation_opt.instance import Instance, Ints
from renovation_opt.moteur import exact
from renovation_opt.moteur.borne import generer
from renovation_opt.moteur.plans import Plans
from renovation_opt.moteur.recherche import Terrain, cles, composer_pool, distincts
from renovation_opt.moteur.resolution import resoudre_but
from renovation_opt.moteur.structure import structurer
from renovation_opt.moteur.voisinage import ameliorer, choisir
from renovation_opt.programme import Statut
from tests.moteur.outils import (
    POIDS,
    SOUPLES,
    VARIANTES,
    atelier,
    but,
    objectif,
    optimum,
    pondere,
    programme,
    resoudre,
    terrain,
    tous_les_plans,
)
from tests.petit_parc import C1, C2, C3, avec_limite, avec_requises, petit_parc, remplacer


@pytest.fixture
def sans_enumeration(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to enumerate plans: every instance is large."""
    monkeypatch.setattr(exact, "PLANS_MAX", 0)


ETROITES = ("fonds_propres", "filiere", "tout")
"""Variants whose optimum mixes two bouquets in one opération, which no price makes best: it is not in the pool."""


@pytest.mark.usefixtures("sans_enumeration")
@pytest.mark.parametrize("nom", [nom for nom in VARIANTES if nom not in ETROITES])
def test_la_recherche_atteint_l_optimum(nom: str) -> None:
    """Prouve que la recherche rend un programme conforme, sous sa borne, au moins égal à l'arrondi, et optimal ici."""
    inst = remplacer(VARIANTES[nom](), objectif=objectif())

    resolue = resoudre_but(atelier(inst), but(inst), 0.0)
    solution = resoudre(inst)

    assert resolue.programme is not None
    assert auditer(inst, programme(inst, resolue.programme)).infractions == ()
    assert _arrondi(inst) <= resolue.valeur <= resolue.borne * (1 + 1e-9)
    assert resolue.valeur == pytest.approx(optimum(nom), rel=1e-12)
    assert float(pondere(POIDS, solution.objectifs)) == optimum(nom)


@pytest.mark.usefixtures("sans_enumeration")
@pytest.mark.parametrize("nom", ETROITES)
def test_la_recherche_ne_promet_pas_trop(nom: str) -> None:
    """Prouve que, là où le pool ne suffit pas, la borne reste valable et rien de non conforme n'est rendu."""
    inst = remplacer(VARIANTES[nom](), objectif=objectif())

    resolue = resoudre_but(atelier(inst), but(inst), 0.0)

    assert resolue.borne >= optimum(nom)
    assert resolue.valeur <= optimum(nom)
    assert resolue.programme is None or auditer(inst, programme(inst, resolue.programme)).conforme


@pytest.mark.usefixtures("sans_enumeration")
@pytest.mark.parametrize("nom", ["fonds_propres", "filiere"])
def test_la_recherche_rend_toujours_un_programme(nom: str) -> None:
    """Prouve que la recherche rend un programme quand n'ouvrir que c3 est déjà conforme : 64 x 10 = 640 MWh."""
    assert resoudre(remplacer(VARIANTES[nom](), objectif=objectif())).objectifs[0] >= 640_000


def _arrondi(inst: Instance) -> float:
    """Return the value of the rounded relaxation, -inf when it breaks a row."""
    structure, etape = structurer(inst), but(inst)
    ici = Terrain(inst, structure, etape, generer(inst, structure, etape))
    return ici.valeur(ici.arrondir())


@pytest.mark.usefixtures("sans_enumeration")
@pytest.mark.parametrize("nom", SOUPLES)
def test_les_cibles_souples_par_la_recherche(nom: str) -> None:
    """Prouve que la recherche trouve le même manque que l'énumération exacte, et un programme conforme."""
    inst = remplacer(SOUPLES[nom](), objectif=objectif())
    with pytest.MonkeyPatch.context() as exactement:
        exactement.setattr(exact, "PLANS_MAX", 30_000)
        attendue = resoudre(inst)

    solution = resoudre(inst)

    assert solution.manques == attendue.manques
    assert auditer(inst, solution.programme).conforme
    assert solution.objectifs == attendue.objectifs


@pytest.mark.usefixtures("sans_enumeration")
@pytest.mark.parametrize("methode", ["lexicographique", "epsilon", "equilibre"])
def test_chaque_methode_par_la_recherche(methode: str) -> None:
    """Prouve que chaque méthode rend par la recherche ce qu'elle rend exactement, opération imposée comprise."""
    tous: dict[str, dict[str, object]] = {
        "lexicographique": {"ordre": ((1, POIDS[0] / 50), (0, POIDS[0] * 0))},
        "epsilon": {"principal": 0, "planchers": ((1, POIDS[0] * 80_000, False),)},
        "equilibre": {"echelles": (4_000_000, 150_000, 1_000_000)},
    }
    inst = remplacer(VARIANTES["requises"](), objectif=objectif(methode=methode, **tous[methode]))
    with pytest.MonkeyPatch.context() as exactement:
        exactement.setattr(exact, "PLANS_MAX", 30_000)
        attendue = resoudre(inst)

    solution = resoudre(inst, 12)

    assert solution.objectifs == attendue.objectifs
    assert solution.statut in {Statut.BORNE, Statut.OPTIMAL}
    for etape, exacte in zip(solution.etapes, attendue.etapes, strict=True):
        assert exacte.valeur <= etape.borne * (1 + 1e-9)


@pytest.mark.usefixtures("sans_enumeration")
def test_une_requise_qui_coute() -> None:
    """Prouve qu'une opération imposée qui ne rapporte rien est faite : c2 en deux ans, 5 logements par an.

    Énergie de c2 : -1 000 kWh par logement et par an ; c3 et le lot privé, 800 MWh ; plus rien pour c1 en 2020.
    """
    energie = petit_parc().choix.energie_kwh.copy()
    energie[4:8] = -1_000
    base = petit_parc(choix__energie_kwh=energie, objectif=objectif(1, 0, 0))
    inst = avec_requises(avec_limite(base, "capacite", 0, -1, 5), C2)

    assert auditer(inst, resoudre(inst).programme).conforme


# --- the pool ---------------------------------------------------------------------------------------------------------


def test_le_pool_contient_la_relaxation() -> None:
    """Prouve que le pool garde les plans de la relaxation, sans double, et au plus 60 + 6 x 20 autres par opération."""
    inst = VARIANTES["tout"]()
    structure, etape = structurer(inst), but(inst)
    _ici, relaxation = terrain(inst, etape)

    pool = composer_pool(inst, structure, etape, relaxation)
    uniques = distincts(pool)

    assert set(cles(relaxation.plans)) <= set(cles(uniques))
    assert len(set(cles(uniques))) == len(uniques)
    assert set(cles(uniques)) <= set(cles(tous_les_plans(inst)))


def test_le_terrain_range_par_operation() -> None:
    """Prouve que les plans d'une opération se suivent, le meilleur à ces prix d'abord : la recherche y tire."""
    ici, _relaxation = terrain(VARIANTES["tout"](), but(VARIANTES["tout"]()))
    for o, (debut, fin) in enumerate(zip(ici.op_debut[:-1], ici.op_debut[1:], strict=True)):
        assert (ici.plans.operation[debut:fin] == o).all()
        assert (np.diff(ici.reduit[debut:fin]) <= 0).all()


def test_retrouver_un_programme() -> None:
    """Prouve qu'un programme connu garde ses plans : les rangs rendus sont ceux de ses plans, -1 ailleurs."""
    inst = petit_parc()
    ici, _relaxation = terrain(inst, but(inst))
    connu = ici.plans.extraire(np.array([int(ici.op_debut[C1]) + 2, int(ici.op_debut[C3])]))

    assert ici.retrouver(connu).tolist() == [int(ici.op_debut[C1]) + 2, -1, int(ici.op_debut[C3]), -1]


# --- neighbourhoods ---------------------------------------------------------------------------------------------------


def _conforme_au_hasard(ici: Terrain, graine: int) -> Ints:
    """Return a programme without violation, far from the best: as few moves as it takes, at a high temperature."""
    for mouvements in (100, 1_000, 10_000, 100_000, 1_000_000):
        choisis, valeur = ici.chercher(ici.arrondir(), mouvements, graine, 1.0, 0.01)
        if np.isfinite(valeur):
            return choisis
    raise AssertionError


@pytest.mark.parametrize("nom", ["base", "requises", "tout", "report", "phases", "grappe", "niveaux"])
@pytest.mark.parametrize("graine", [1, 2, 3])
def test_un_voisinage_n_abime_rien(nom: str, graine: int) -> None:
    """Prouve qu'un voisinage rend un programme conforme, au moins égal, où seules les opérations libérées changent."""
    inst = VARIANTES[nom]()
    ici, _relaxation = terrain(inst, but(inst))
    courant = _conforme_au_hasard(ici, graine)
    hasard = np.random.default_rng(graine)
    for _essai in range(3):
        libres = np.sort(hasard.choice(ici.ops, int(hasard.integers(1, 4)), replace=False))

        nouveau = ameliorer(ici, courant, libres, 30.0)

        assert nouveau is not None
        tenues = np.setdiff1d(ici.ops, libres)
        assert nouveau[tenues].tolist() == courant[tenues].tolist()
        assert ici.valeur(nouveau) >= ici.valeur(courant) - 1e-6
        plans = _plans(ici, nouveau)
        assert auditer(inst, programme(inst, plans)).infractions == ()


def _plans(ici: Terrain, choisis: Ints) -> Plans:
    """Return the plans of a selection."""
    return ici.plans.extraire(choisis[choisis >= 0])


def test_tout_liberer_est_resoudre() -> None:
    """Prouve que libérer les quatre opérations, sur un pool réduit aux bons plans, rend l'optimum : 3 024 MWh."""
    inst = petit_parc()
    ici, _relaxation = terrain(inst, but(inst, 1.0, 0.0, 0.0))

    nouveau = ameliorer(ici, np.full(4, -1, dtype=np.int64), ici.ops, 30.0)

    assert nouveau is not None
    assert ici.valeur(nouveau) == 3_024_000


def test_rien_a_trouver() -> None:
    """Prouve qu'un voisinage sans solution rend ``None`` : c2 imposée quand c1, tenue, prend les 10 places."""
    inst = avec_requises(avec_limite(petit_parc(), "capacite", 0, 10, 0), C2)
    ici, _relaxation = terrain(inst, but(inst))
    occupe = np.full(4, -1, dtype=np.int64)
    occupe[C1] = next(
        j
        for j in range(ici.op_debut[C1], ici.op_debut[C1 + 1])
        if len(_plans(ici, np.array([j])).options) == 1
        and (inst.chantiers.debut[ici.plans.chantier[j]], inst.chantiers.duree[ici.plans.chantier[j]]) == (0, 1)
    )

    assert ameliorer(ici, occupe, np.array([C2]), 30.0) is None


def test_les_operations_liberees_se_tiennent() -> None:
    """Prouve que chaque tirage libère des opérations distinctes, par bailleur, EPCI, montage ou au hasard."""
    inst = petit_parc()
    ici, _relaxation = terrain(inst, but(inst))
    courant = _conforme_au_hasard(ici, 1)
    vues = {tuple(choisir(ici, courant, np.random.default_rng(graine)).tolist()) for graine in range(40)}

    assert (C1, C2) in vues
    assert (C3, 3) in vues
    assert (C1, C2, C3, 3) in vues
    assert all(len(set(libres)) == len(libres) for libres in vues)
