"""Large instances by secteurs: the same rows, the same bound, programmes that the audit accepts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from benchmarks.generateur import bassins
from renovation_opt.audit import auditer
from renovation_opt.build import construire
from renovation_opt.couplage import coupler
from renovation_opt.errors import ProgrammeImpossible
from renovation_opt.instance import Instance, Objectif
from renovation_opt.moteur import exact, secteurs
from renovation_opt.moteur.borne import generer
from renovation_opt.moteur.borne_sectorielle import generer_par_secteurs
from renovation_opt.moteur.etape import But
from renovation_opt.moteur.methodes import resoudre
from renovation_opt.moteur.plans import Plans, cles, gains, matrice
from renovation_opt.moteur.recherche_sectorielle import RechercheSectorielle
from renovation_opt.moteur.secteurs import NATIONALE, attacher, decouper, projeter
from renovation_opt.moteur.structure import structurer
from renovation_opt.moteur.suivi import Budget, muet
from renovation_opt.moteur.terrain import Terrain
from renovation_opt.programme import Statut
from renovation_opt.schemas.chargement import charger
from tests.moteur.outils import conforme, objectif

EXEMPLE = Path(__file__).parents[2] / "scenarios" / "exemple.yaml"
BASSINS = 4
PRECISION = 1e-5


@pytest.fixture(scope="module")
def inst() -> Instance:
    """Return four perturbed basins bound by a national fund, a national agency and a national target."""
    return bassins(construire(charger(EXEMPLE)), BASSINS, 1)


@pytest.fixture
def _petites(monkeypatch: pytest.MonkeyPatch, inst: Instance) -> None:
    """Let an instance of this size be cut, in secteurs of the size of a basin."""
    monkeypatch.setattr(secteurs, "MINIMUM", 1)
    monkeypatch.setattr(secteurs, "TAILLE", len(inst.operations.codes) // BASSINS)
    monkeypatch.setattr(exact, "PLANS_MAX", 0)


def _buts(inst: Instance) -> list[But]:
    """Return the stage of soft targets and one of objectives, with nothing missed."""
    couplage = coupler(inst)
    return [But("cibles", "", couplage, (0.0, 0.0, 0.0), manque=1.0), But("energie", "", couplage, (1.0, 50.0, 0.1))]


def _au_hasard(inst: Instance, graine: int) -> Plans:
    """Return a plan for two opérations in three, whatever the rows say."""
    structure = structurer(inst)
    relaxation = generer(inst, structure, _buts(inst)[1])
    tirage = np.random.default_rng(graine)
    rangs = tirage.permutation(len(relaxation.plans))
    _operations, premiers = np.unique(relaxation.plans.operation[rangs], return_index=True)
    garde = premiers[tirage.uniform(size=len(premiers)) < 2 / 3]
    return relaxation.plans.extraire(rangs[garde])


@pytest.mark.usefixtures("_petites")
def test_les_secteurs_sont_les_bassins(inst: Instance) -> None:
    """Prouve que les lignes suffisent à retrouver les bassins, et que seules les lignes nationales les unissent."""
    structure, couplage = structurer(inst), coupler(inst)
    trouvees = decouper(inst, structure, couplage)

    codes = [{inst.operations.codes[o][:2] for o in secteur.operations} for secteur in trouvees]
    assert sorted(codes, key=sorted) == [{"b1"}, {"b2"}, {"b3"}, {"b4"}]
    nationales = {
        famille.nom
        for famille, attache in zip(couplage.familles, attacher(inst, structure, couplage, trouvees), strict=True)
        if (attache == NATIONALE).any()
    }
    assert "enveloppe_renovation_nationale" in nationales
    assert "capacite_bailleur" not in nationales


def test_une_petite_instance_reste_entiere(inst: Instance) -> None:
    """Prouve qu'une instance de la taille du bassin minier est résolue d'un bloc."""
    assert decouper(inst, structurer(inst), coupler(inst)) == ()


@pytest.mark.usefixtures("_petites")
@pytest.mark.parametrize("graine", [1, 2, 3])
def test_les_vues_sont_le_tout(inst: Instance, graine: int) -> None:
    """Prouve que, vus des secteurs, des plans prennent aux lignes et rapportent ce qu'ils font dans l'ensemble."""
    structure, plans = structurer(inst), _au_hasard(inst, graine)
    for but in _buts(inst):
        trouvees = decouper(inst, structure, but.couplage)
        usage, gain = np.zeros(but.couplage.debuts[-1]), 0.0
        siennes = []
        for secteur, vue in zip(trouvees, projeter(inst, structure, but, trouvees), strict=True):
            ici = secteur.localiser(plans)
            usage[vue.lignes] += matrice(secteur.inst, vue.but.couplage, ici).sum(axis=1)
            gain += gains(secteur.inst, vue.but, ici).sum()
            siennes.append(vue.lignes[~vue.nationale])
            assert vue.but.couplage.bornes.tolist() == but.couplage.bornes[vue.lignes].tolist()
            retour = secteur.globaliser(ici)
            assert set(cles(retour)) <= set(cles(plans))

        assert np.array_equal(usage, matrice(inst, but.couplage, plans).sum(axis=1))
        assert gain == pytest.approx(gains(inst, but, plans).sum())
        assert len(np.concatenate(siennes)) == len(np.unique(np.concatenate(siennes)))


@pytest.mark.usefixtures("_petites")
def test_la_borne_est_celle_du_tout(inst: Instance) -> None:
    """Prouve que les secteurs trouvent l'optimum linéaire de l'ensemble, à la précision demandée."""
    structure = structurer(inst)
    for but in _buts(inst):
        entiere = generer(inst, structure, but, tolerance=PRECISION)
        trouvees = decouper(inst, structure, but.couplage)
        vues = projeter(inst, structure, but, trouvees)
        globale = generer_par_secteurs(trouvees, vues, but, None, PRECISION).globale

        assert globale.borne >= entiere.valeur - 1e-9
        assert globale.borne == pytest.approx(entiere.borne, rel=10 * PRECISION, abs=10 * PRECISION)
        assert globale.valeur <= globale.borne + 1e-9
        pris = matrice(inst, but.couplage, globale.plans) @ globale.parts
        lignes, rangs, valeurs = but.coefficients_colonnes()
        np.add.at(pris, lignes, valeurs * globale.colonnes[rangs])
        assert np.all(pris <= but.couplage.bornes + 1e-6 * np.maximum(1, np.abs(but.couplage.bornes)))


@pytest.mark.usefixtures("_petites")
def test_la_valeur_est_celle_du_tout(inst: Instance) -> None:
    """Prouve que la valeur d'un programme, sommée par secteur, est celle que la recherche d'un bloc lui donne."""
    structure = structurer(inst)
    for but in _buts(inst):
        trouvees = decouper(inst, structure, but.couplage)
        vues = projeter(inst, structure, but, trouvees)
        ici = RechercheSectorielle(inst, trouvees, vues, but, generer_par_secteurs(trouvees, vues, but, None, 1e-3))
        terrain = Terrain(inst, structure, but, generer(inst, structure, but))
        for plans in (_au_hasard(inst, 4), terrain.chercher(terrain.arrondir(), 200_000, 1, 0.05, 0.002)[0]):
            assert ici.valeur(plans) == pytest.approx(terrain.valeur(plans))


def test_resoudre_par_secteurs(inst: Instance, request: pytest.FixtureRequest) -> None:
    """Prouve qu'un programme composé par secteurs est conforme, le même à chaque fois, et à 5 % du meilleur possible."""
    seule = replace(inst, objectif=objectif(1, 0, 0))
    exacte = resoudre(seule, Budget(120, 1), conforme(seule), muet)
    assert exacte.statut is Statut.OPTIMAL
    request.getfixturevalue("_petites")

    solution, encore = (resoudre(seule, Budget(120, 4), conforme(seule), muet) for _fois in range(2))

    assert auditer(seule, solution.programme).infractions == ()
    assert 0.95 * exacte.objectifs[0] <= solution.objectifs[0] <= exacte.objectifs[0]
    assert solution.etapes[-1].borne >= exacte.etapes[-1].valeur
    assert encore.programme == solution.programme


@pytest.mark.usefixtures("_petites")
@pytest.mark.parametrize(
    "choisi",
    [
        replace(objectif(methode="lexicographique"), ordre=((0, Fraction(1, 10)), (2, Fraction(1, 10)))),
        replace(objectif(methode="epsilon"), principal=1, planchers=((0, Fraction(1, 2), True),)),
        replace(objectif(methode="equilibre"), echelles=(None, None, None)),
    ],
    ids=lambda objectif: objectif.methode,
)
def test_les_autres_methodes(inst: Instance, choisi: Objectif) -> None:
    """Prouve que planchers et plus petite réussite, qui lient tous les secteurs, sont tenus et bornés."""
    autre = replace(inst, objectif=choisi)

    solution = resoudre(autre, Budget(120, 3), conforme(autre), muet)

    assert auditer(autre, solution.programme).infractions == ()
    for etape in solution.etapes:
        assert etape.sens * etape.valeur <= etape.sens * etape.borne * (1 + 1e-9) + 1e-9
    if choisi.methode == "epsilon":
        assert solution.objectifs[0] >= solution.echelles[0] // 2
    if choisi.methode == "equilibre":
        atteint = min(valeur / echelle for valeur, echelle in zip(solution.objectifs, solution.echelles, strict=True))
        assert atteint >= solution.etapes[-2].valeur - 1e-6
        assert solution.etapes[-2].valeur > 0


@pytest.mark.usefixtures("_petites")
def test_un_enonce_impossible_dans_un_secteur(inst: Instance) -> None:
    """Prouve qu'une cible ferme qu'aucun bassin ne peut tenir est dite impossible, comme d'un seul bloc."""
    premiere = next(c for c in inst.cibles if c.souple and c.mesure == "logements")
    ferme = replace(premiere, seuil=10**7, souple=False)
    impossible = replace(inst, cibles=tuple(ferme if c is premiere else c for c in inst.cibles))
    with pytest.raises(ProgrammeImpossible):
        resoudre(impossible, Budget(60, 1), conforme(impossible), muet)
