"""Engine = brute force = compact model, for each method of objective."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from renovation_opt.audit import auditer
from renovation_opt.formulation import But as ButCompact
from renovation_opt.formulation import resoudre as resoudre_compact
from renovation_opt.formulation.resolution import Solveur
from renovation_opt.instance import Instance
from renovation_opt.programme import Solution, Statut
from tests.force_brute import optimum
from tests.formulation.outils import modele
from tests.moteur.outils import POIDS, SOUPLES, VARIANTES, au_poids, meilleur, objectif, pondere, resoudre
from tests.petit_parc import C2, avec_limite, avec_requises, cible, cible_aides, petit_parc, remplacer

LEXICOGRAPHIQUE = (Fraction(10**20), Fraction(10**10), Fraction(1))
"""Patrimoine and mixité stay under 10**10: these weights put the objectives in order."""


def _optimal(inst: Instance) -> Solution:
    """Solve; the programme passes the audit and every stage is proven."""
    solution = resoudre(inst)
    assert auditer(inst, solution.programme).infractions == ()
    assert solution.statut is Statut.OPTIMAL
    return solution


@pytest.mark.parametrize("nom", VARIANTES)
def test_ponderee(nom: str) -> None:
    """Prouve que la somme pondérée du moteur est celle de l'énumération, et sa borne aussi, règle par règle."""
    inst = remplacer(VARIANTES[nom](), objectif=objectif())
    attendu, _plans = optimum(inst, POIDS)

    solution = _optimal(inst)

    assert pondere(POIDS, solution.objectifs) == attendu
    assert solution.etapes[-1].borne == pytest.approx(float(attendu or 0), rel=1e-9)


@pytest.mark.parametrize("solveur", ["CBC", "HiGHS"])
@pytest.mark.parametrize("nom", ["base", "tout", "niveaux", "requises", "cible_cites", "grappe"])
def test_ponderee_comme_le_modele_compact(nom: str, solveur: Solveur) -> None:
    """Prouve que le modèle compact, donné à deux solveurs, a le même optimum que le moteur."""
    inst = remplacer(VARIANTES[nom](), objectif=objectif())
    probleme, _variables = modele(inst, ButCompact(POIDS))

    resultat = resoudre_compact(probleme, solveur)

    assert resultat.valeur == pytest.approx(float(pondere(POIDS, _optimal(inst).objectifs)), rel=1e-9)


def test_ponderee_a_echelles_mesurees() -> None:
    """Prouve que, sans échelle écrite, celle de l'énergie est sa borne seule, à 0,2 % des 3 024 MWh possibles au plus.

    La part du meilleur vaut alors la somme des objectifs divisés par ces échelles.
    """
    poids = (Fraction(1, 2), Fraction(3, 10), Fraction(1, 5))
    inst = remplacer(VARIANTES["tout"](), objectif=replace(objectif(*poids), echelles=(None, None, None)))

    solution = _optimal(inst)

    c = tuple(p / e for p, e in zip(poids, solution.echelles, strict=True))
    for j, echelle in enumerate(solution.echelles):
        seul, _plans = optimum(inst, (int(j == 0), int(j == 1), int(j == 2)))
        assert seul is not None
        assert seul <= echelle
    assert pondere(c, solution.objectifs) == optimum(inst, (c[0], c[1], c[2]))[0]
    assert solution.etapes[-1].valeur == pytest.approx(float(pondere(c, solution.objectifs)), rel=1e-12)


@pytest.mark.parametrize("nom", ["base", "requises", "fonds_propres", "filiere", "tout", "grappe"])
@pytest.mark.parametrize("ordre", [(0, 1, 2), (1, 0), (2, 1, 0)])
def test_lexicographique(nom: str, ordre: tuple[int, ...]) -> None:
    """Prouve qu'à tolérance nulle les objectifs sont maximisés l'un après l'autre, sans rien rendre."""
    inst = remplacer(
        VARIANTES[nom](),
        objectif=objectif(methode="lexicographique", ordre=tuple((j, Fraction(0)) for j in ordre)),
    )
    poids = [Fraction(0)] * 3
    for rang, j in enumerate(ordre):
        poids[j] = LEXICOGRAPHIQUE[rang]
    _note, attendus = meilleur(inst, au_poids(*poids))

    solution = _optimal(inst)

    assert [solution.objectifs[j] for j in ordre] == [attendus[j] for j in ordre]
    assert [etape.nom for etape in solution.etapes] == [("energie", "patrimoine", "mixite")[j] for j in ordre]


def test_lexicographique_avec_tolerance() -> None:
    """Prouve que 1 % de tolérance sur l'énergie tient 99 % de son optimum, et rend le patrimoine que cela permet."""
    ordre = ((0, Fraction(1, 100)), (1, Fraction(0)))
    inst = remplacer(VARIANTES["filiere"](), objectif=objectif(methode="lexicographique", ordre=ordre))
    energie, _plans = optimum(inst, (1, 0, 0))
    assert energie is not None
    tenu = energie * Fraction(99, 100)
    attendu, _valeurs = meilleur(inst, au_poids(0, 1, 0), lambda v: int(v[0]) >= tenu)

    solution = _optimal(inst)

    assert solution.objectifs[0] >= tenu
    assert solution.objectifs[1] == attendu


@pytest.mark.parametrize("nom", ["fonds_propres", "tout"])
def test_ponderee_sous_planchers(nom: str) -> None:
    """Prouve que les planchers tiennent aussi sous une somme pondérée : meilleure somme parmi ce qui les passe."""
    base = VARIANTES[nom]()
    patrimoine, _plans = optimum(base, (0, 1, 0))
    assert patrimoine is not None
    plancher = patrimoine * Fraction(9, 10)
    inst = remplacer(base, objectif=objectif(planchers=((1, plancher, False),)))
    attendu, _valeurs = meilleur(inst, au_poids(), lambda v: int(v[1]) >= plancher)

    solution = _optimal(inst)

    assert solution.objectifs[1] >= plancher
    assert pondere(POIDS, solution.objectifs) == attendu


@pytest.mark.parametrize("nom", ["base", "requises", "fonds_propres", "tout"])
@pytest.mark.parametrize("part", [False, True])
def test_epsilon(nom: str, part: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Prouve que l'énergie est maximale sous un plancher de patrimoine, en points ou en part de son meilleur."""
    base = VARIANTES[nom]()
    patrimoine, _plans = optimum(base, (0, 1, 0))
    assert patrimoine is not None
    plancher = patrimoine * Fraction(9, 10)
    ecrit = (1, Fraction(9, 10) if part else plancher, part)
    inst = remplacer(
        base,
        objectif=replace(
            objectif(methode="epsilon", principal=0, planchers=(ecrit,)), echelles=(1, int(patrimoine), 1)
        ),
    )
    attendu, _valeurs = meilleur(inst, au_poids(1, 0, 0), lambda v: int(v[1]) >= plancher)

    solution = _optimal(inst)

    assert solution.objectifs[1] >= plancher
    assert solution.objectifs[0] == attendu


@pytest.mark.parametrize("nom", ["base", "requises", "fonds_propres", "tout"])
def test_equilibre(nom: str) -> None:
    """Prouve que le plus petit accomplissement est le plus grand possible, puis la somme sous cet accomplissement."""
    echelles = (4_000_000, 150_000, 1_000_000)
    inst = remplacer(VARIANTES[nom](), objectif=replace(objectif(methode="equilibre"), echelles=echelles))
    reussite, _valeurs = meilleur(inst, lambda v: min(Fraction(int(x), e) for x, e in zip(v, echelles, strict=True)))
    assert reussite is not None
    planchers = [reussite * e for e in echelles]
    c = tuple(p / e for p, e in zip(POIDS, echelles, strict=True))
    attendu, _valeurs = meilleur(
        inst, au_poids(*c), lambda v: all(int(x) >= p - 1 for x, p in zip(v, planchers, strict=True))
    )

    solution = _optimal(inst)

    assert solution.etapes[0].valeur == pytest.approx(float(reussite), rel=1e-9)
    assert pondere(c, solution.objectifs) == attendu


def test_equilibre_a_petites_echelles() -> None:
    """Prouve que des échelles de 1 MWh, 1 point et 1 ménage ne changent pas le programme : seul compte le plus petit.

    Mixité au mieux : 0,76 ménage (10 + 4 logements de c1 à 0,04, 10 de c2 à 0,02) ; à l'échelle de 1/100, 76.
    """
    inst = petit_parc(objectif=replace(objectif(methode="equilibre"), echelles=(1_000, 1_000, 10_000)))

    assert resoudre(inst).etapes[0].valeur == pytest.approx(76)


@pytest.mark.parametrize("nom", SOUPLES)
def test_cibles_souples_d_abord(nom: str) -> None:
    """Prouve que le manque est le plus petit, puis la somme la plus grande parmi les programmes de ce manque."""
    inst = remplacer(SOUPLES[nom](), objectif=objectif())
    manque, _plans = optimum(inst, manque=True)
    assert manque is not None
    souple = inst.cibles[0]
    ferme = replace(souple, souple=False, seuil=souple.seuil - int(manque * souple.echelle))
    attendu, _plans = optimum(remplacer(inst, cibles=(ferme,)), POIDS)

    solution = _optimal(inst)

    assert solution.etapes[0].valeur == pytest.approx(float(manque), abs=1e-9)
    assert solution.manques[0].manque == manque * souple.echelle
    assert pondere(POIDS, solution.objectifs) == attendu


@pytest.mark.parametrize("solveur", ["CBC", "HiGHS"])
@pytest.mark.parametrize("nom", SOUPLES)
def test_cibles_comme_le_modele_compact(nom: str, solveur: Solveur) -> None:
    """Prouve que le modèle compact trouve le même manque."""
    inst = remplacer(SOUPLES[nom](), objectif=objectif())
    probleme, _variables = modele(inst, ButCompact(manque=True))

    resultat = resoudre_compact(probleme, solveur)

    assert resultat.valeur == pytest.approx(resoudre(inst).etapes[0].valeur, abs=1e-9)


def test_deux_cibles_souples() -> None:
    """Prouve que les manques de deux cibles, en logements et en euros, s'ajoutent en parts de chacune."""
    cibles = (cible(30, souple=True, code="volume"), cible_aides(400_000, souple=True, code="aides"))
    inst = avec_limite(petit_parc(cibles=cibles, objectif=objectif()), "capacite", 0, 6, 6)
    attendu, _plans = optimum(inst, manque=True)
    assert attendu is not None

    solution = _optimal(inst)

    assert solution.etapes[0].valeur == pytest.approx(float(attendu), abs=1e-9)
    assert sum(m.relatif for m in solution.manques) == pytest.approx(float(attendu), abs=1e-9)


def test_cible_souple_tenue() -> None:
    """Prouve qu'une cible souple que l'optimum tient déjà (34 logements) ne coûte rien : manque 0, 3 024 MWh."""
    solution = _optimal(petit_parc(cibles=(cible(34, souple=True),), objectif=objectif(1, 0, 0)))

    assert solution.manques == ()
    assert solution.objectifs[0] == 3_024_000


def test_cible_dure_et_cible_souple() -> None:
    """Prouve qu'une cible dure (20 logements) et une souple (30) vont ensemble : alpha 10 au plus, 8 + 2, manque 10."""
    cibles = (cible(20, code="dure"), cible(30, code="souple", souple=True))
    inst = avec_limite(petit_parc(cibles=cibles, objectif=objectif()), "capacite", 0, 6, 6)

    assert resoudre(inst).manques[0].manque == 10


def test_operation_requise_et_cible_souple() -> None:
    """Prouve qu'une opération imposée passe avant une cible souple : c2 (10 logements) malgré 5 au plus, manque 5."""
    inst = avec_requises(petit_parc(cibles=(cible(5, sens=-1, souple=True),), objectif=objectif()), C2)

    assert resoudre(inst).manques[0].manque == 5
