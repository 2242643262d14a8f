"""The search, as large instances use it: enumeration is refused, programmes come from rounding and moves."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from renovation_opt.audit import auditer
from renovation_opt.instance import Instance
from renovation_opt.moteur import exact, methodes, recherche, voisinages
from renovation_opt.moteur.blocs import peser
from renovation_opt.moteur.borne import generer, initiaux
from renovation_opt.moteur.descente import Descente, Reparer
from renovation_opt.moteur.etape import But
from renovation_opt.moteur.plans import Plans, cles, gains, usage
from renovation_opt.moteur.plongee import plonger
from renovation_opt.moteur.recherche import Recherche
from renovation_opt.moteur.resolution import resoudre_but
from renovation_opt.moteur.structure import structurer
from renovation_opt.moteur.suivi import Budget, muet
from renovation_opt.moteur.terrain import Terrain
from renovation_opt.moteur.voisinages import FINALE, SOUPLE, Base, Voisinages
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
)
from tests.petit_parc import C2, avec_limite, avec_requises, petit_parc, remplacer


@pytest.fixture
def sans_enumeration(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to enumerate plans: every instance is large."""
    monkeypatch.setattr(exact, "PLANS_MAX", 0)


@pytest.mark.usefixtures("sans_enumeration")
@pytest.mark.parametrize("nom", VARIANTES)
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


@pytest.mark.parametrize("nom", VARIANTES)
def test_l_arrondi_part_de_la_relaxation(nom: str) -> None:
    """Prouve que la recherche part d'un plan de la relaxation par opération ouverte, le plus pris de chacune."""
    inst = VARIANTES[nom]()
    ici, relaxation = terrain(inst, but(inst))

    depart = ici.arrondir()

    pris = {cle: x for cle, x in zip(cles(relaxation.plans), relaxation.parts, strict=True) if x > 0}
    assert len(set(depart.operation.tolist())) == len(depart)
    for o, cle in zip(depart.operation, cles(depart), strict=True):
        memes = relaxation.plans.operation == o
        assert pris[cle] == pytest.approx(relaxation.parts[memes].max())


@pytest.mark.parametrize("nom", ["base", "requises", "tout", "report", "phases", "grappe", "niveaux"])
def test_un_tour_ne_perd_rien(nom: str) -> None:
    """Prouve qu'un tour rend un programme conforme, au moins aussi bon que celui dont il part."""
    inst = VARIANTES[nom]()
    ici, _relaxation = terrain(inst, but(inst))
    connu, valeur = ici.chercher(ici.arrondir(), 100_000, 5, 0.05, 0.001)

    recherche = Recherche(ici, lambda: 30.0)
    for tour in (0, 1):
        for trouve, atteint in recherche.tour(connu, valeur, tour, math.inf):
            assert atteint > valeur
            assert auditer(inst, programme(inst, trouve)).infractions == ()
            assert ici.valeur(trouve) == atteint


def _connu(ici: Terrain) -> tuple[Plans, float]:
    """Return a programme that holds, better left unfinished."""
    connu, valeur = ici.chercher(ici.arrondir(), 2_000, 3, 1.0, 0.1)
    return (connu, valeur) if valeur > -math.inf else ici.chercher(ici.arrondir(), 200_000, 3, 0.05, 0.001)


def _base(ici: Terrain) -> tuple[Voisinages, Base]:
    """Return the neighbourhoods of a ground and a programme that holds, better left unfinished, its couples held."""
    voisinages = Voisinages(ici)
    base = voisinages.evaluer(_connu(ici)[0])
    assert base is not None
    return voisinages, base


@pytest.mark.parametrize("nom", VARIANTES)
def test_la_finition_tient_chantiers_et_montages(nom: str) -> None:
    """Prouve que la finition ne change que des bouquets, rend du conforme, et perd au plus son écart."""
    inst = VARIANTES[nom]()
    ici, _relaxation = terrain(inst, but(inst))
    connu, valeur = _connu(ici)
    voisinages = Voisinages(ici)
    base = voisinages.evaluer(connu)
    assert base is not None

    fini = voisinages.finir(base, 30.0)

    assert fini is not None
    assert fini.chantier.tolist() == connu.chantier.tolist()
    assert fini.montage.tolist() == connu.montage.tolist()
    assert auditer(inst, programme(inst, fini)).infractions == ()
    assert valeur * (1 - 1e-3) - 1e-6 <= ici.valeur(fini) <= base.valeur * (1 + 1e-9) + 1e-6


@pytest.mark.parametrize("nom", VARIANTES)
def test_un_voisinage_ne_perd_rien(nom: str) -> None:
    """Prouve qu'un voisinage vaut au moins le programme, ne change que les opérations libres et dit sa vraie valeur."""
    inst = VARIANTES[nom]()
    ici, relaxation = terrain(inst, but(inst))
    voisinages, base = _base(ici)
    avant = dict(zip(base.options.programme.operation.tolist(), cles(base.options.programme), strict=True))
    for libres in ([0], [1, 2], list(range(len(inst.operations.codes)))):
        essai = voisinages.explorer(base, np.array(libres), 30.0)

        assert base.valeur * (1 - 1e-9) - 1e-6 <= essai.valeur <= relaxation.borne * (1 + 1e-9) + 1e-6
        apres = essai.appliquer(base.options.programme)
        change = {o for o, cle in zip(apres.operation.tolist(), cles(apres), strict=True) if avant.get(o) != cle}
        assert change | (set(avant) - set(apres.operation.tolist())) <= set(libres)
        exigees = np.flatnonzero(inst.operations.requise)
        assert np.isin(exigees, apres.operation).all()
        suite = voisinages.evaluer(apres)
        assert suite is not None
        assert suite.valeur >= essai.valeur * (1 - 1e-9) - 1e-6


@pytest.mark.parametrize("nom", VARIANTES)
def test_une_evaluation_rapide_dit_la_meme_valeur(nom: str) -> None:
    """Prouve que n'essayer d'abord que les options utiles aux prix d'un programme proche ne change pas la valeur."""
    inst = VARIANTES[nom]()
    ici, _relaxation = terrain(inst, but(inst))
    voisinages, base = _base(ici)
    for o in range(len(inst.operations.codes)):
        apres = voisinages.explorer(base, np.array([o]), 30.0).appliquer(base.options.programme)

        rapide, entiere = voisinages.evaluer(apres, base), voisinages.evaluer(apres)

        assert rapide is not None
        assert entiere is not None
        assert rapide.valeur == pytest.approx(entiere.valeur, rel=1e-9)


def _gourmand(ici: Terrain) -> Plans:
    """Return the best plan of every opération as if nothing was scarce."""
    return initiaux(ici.tarification, np.array(ici.but.c), ici.but)


@pytest.mark.parametrize("nom", VARIANTES)
def test_des_lignes_souples_se_paient(nom: str) -> None:
    """Prouve qu'un programme qui enfreint des règles s'évalue si elles sont souples, et que les laisser telles coûte."""
    inst = VARIANTES[nom]()
    ici, _relaxation = terrain(inst, but(inst))
    strictes, souples, (connu, valeur) = Voisinages(ici), Voisinages(ici, SOUPLE), _connu(ici)
    gourmand = _gourmand(ici)

    tenu, tendu, casse = strictes.evaluer(connu), souples.evaluer(connu), souples.evaluer(gourmand)

    assert tenu is not None
    assert tendu is not None
    assert casse is not None
    assert tendu.valeur <= tenu.valeur * (1 + 1e-9)
    libre = gains(inst, ici.but, gourmand).sum()
    assert casse.valeur < libre or ici.valeur(gourmand) == pytest.approx(libre)
    assert valeur <= tenu.valeur * (1 + 1e-9)


@pytest.mark.parametrize("nom", VARIANTES)
def test_des_bouquets_qui_depassent_gardent_leurs_chantiers(nom: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prouve que les bouquets choisis en dépassant gardent chantiers et montages, et traitent les lots obligatoires."""
    inst = VARIANTES[nom]()
    ici, _relaxation = terrain(inst, but(inst))
    souples = Voisinages(ici, SOUPLE)
    base = souples.evaluer(_gourmand(ici))
    assert base is not None
    monkeypatch.setattr(voisinages, "FINALES", ((1.0, FINALE),))

    fini = souples.finir(base, 30.0)

    assert fini is not None
    assert ici.couples(fini).tolist() == ici.couples(base.options.programme).tolist()
    traites = ici.structure.q_lot[fini.options].tolist()
    exiges = np.flatnonzero(inst.lots.obligatoire & np.isin(inst.lots.operation, fini.operation))
    assert len(set(traites)) == len(traites)
    assert set(exiges.tolist()) <= set(traites)


@pytest.mark.parametrize("nom", ["report", "filiere"])
def test_des_bouquets_qui_ne_tiennent_pas_sont_repares(nom: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prouve que, les bouquets choisis dépassant, la recherche rend quand même du conforme, toujours meilleur."""
    inst = VARIANTES[nom]()
    ici, _relaxation = terrain(inst, but(inst))
    connu, valeur = _connu(ici)
    sans_prix = replace(FINALE, exces=1e-9)
    monkeypatch.setattr(voisinages, "FINALES", ((1.0, sans_prix),))
    finir, casses = Voisinages.finir, list[float]()

    def suivre(soi: Voisinages, base: Base, temps_s: float) -> Plans | None:
        fini = finir(soi, base, temps_s)
        casses.append(math.nan if fini is None else ici.valeur(fini))
        return fini

    monkeypatch.setattr(Voisinages, "finir", suivre)
    trouves = list(Recherche(ici, lambda: 30.0).tour(connu, valeur, 1, math.inf))

    assert -math.inf in casses
    assert trouves
    for trouve, atteint in trouves:
        assert atteint > valeur
        assert auditer(inst, programme(inst, trouve)).infractions == ()


@pytest.mark.parametrize("nom", VARIANTES)
def test_sans_recuit_qui_trouve_on_descend_de_l_arrondi(nom: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prouve que, le premier recuit ne trouvant rien, la descente souple mène à un programme conforme sous la borne."""
    inst = VARIANTES[nom]()
    ici, relaxation = terrain(inst, but(inst))
    chercher, departs = Terrain.chercher, list[Voisinages]()

    def sans_le_premier(soi: Terrain, depart: Plans, mouvements: int, graine: int, *reste: object) -> object:
        return (depart, -math.inf) if graine == 1 else chercher(soi, depart, mouvements, graine, *reste)  # type: ignore[arg-type]

    def suivre(
        soi: Descente, connu: Plans, lots: int, assez: float, arret: Callable[[], bool], reparer: Reparer
    ) -> Iterator[tuple[Plans, float]]:
        departs.append(soi.voisinages)
        yield from descendre(soi, connu, lots, assez, arret, reparer)

    descendre = Descente.descendre
    monkeypatch.setattr(Terrain, "chercher", sans_le_premier)
    monkeypatch.setattr(Descente, "descendre", suivre)
    trouves = list(Recherche(ici, lambda: 30.0).tour(None, -math.inf, 0, math.inf))

    assert departs[0].rigueur is SOUPLE
    assert trouves
    for trouve, atteint in trouves:
        assert auditer(inst, programme(inst, trouve)).infractions == ()
        assert ici.valeur(trouve) == atteint <= relaxation.borne * (1 + 1e-9)


@pytest.mark.parametrize("reste_s", [30.0, 0.9])
def test_ou_les_lignes_sont_cheres_on_garde_le_temps_de_descendre(
    reste_s: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prouve qu'un programme trouvé où les lignes sont chères attend une descente souple si le temps le permet."""
    inst = VARIANTES["tout"]()
    ici, _relaxation = terrain(inst, but(inst))
    monkeypatch.setattr(recherche, "PROCHE", -math.inf)
    monkeypatch.setattr(recherche, "A_PORTEE", -math.inf)
    rigueurs, descendre = [], Descente.descendre

    def suivre(soi: Descente, *arguments: object) -> Iterator[tuple[Plans, float]]:
        rigueurs.append(soi.voisinages.rigueur)
        yield from descendre(soi, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Descente, "descendre", suivre)
    trouves = list(Recherche(ici, lambda: reste_s).tour(None, -math.inf, 0, math.inf))

    assert trouves
    assert (SOUPLE in rigueurs) is (reste_s > 1)


def test_un_programme_connu_sans_valeur_n_est_pas_repare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prouve qu'un programme qui enfreint des règles n'est réparé que si, les règles levées, il vaut presque la borne."""
    inst = VARIANTES["requises"]()
    ici, _relaxation = terrain(inst, but(inst))
    chercher, graines = Terrain.chercher, list[int]()

    def suivre(soi: Terrain, depart: Plans, mouvements: int, graine: int, *reste: object) -> object:
        graines.extend([graine] if mouvements else [])
        return chercher(soi, depart, mouvements, graine, *reste)  # type: ignore[arg-type]

    monkeypatch.setattr(Terrain, "chercher", suivre)
    rien = ici.arrondir().extraire(np.zeros(0, dtype=np.int64))
    for connu, premieres in ((_gourmand(ici), {2, 3}), (rien, {1})):
        graines.clear()
        assert ici.valeur(connu) == -math.inf
        trouves = list(Recherche(ici, lambda: 30.0).tour(connu, -math.inf, 0, math.inf))
        assert trouves
        assert graines[0] in premieres


@pytest.mark.parametrize("nom", [*VARIANTES, *SOUPLES])
def test_peser_un_programme_dit_sa_valeur(nom: str) -> None:
    """Prouve que plans et lignes pesés à part donnent la valeur exacte, manques et plus petite réussite compris."""
    inst = {**VARIANTES, **SOUPLES}[nom]()
    etapes = [but(inst, 0, 0, 0, manque=1.0)] if nom in SOUPLES else [but(inst), _reussite(inst)]
    for etape in etapes:
        ici, _relaxation = terrain(inst, etape)
        for plans in (_connu(ici)[0], _gourmand(ici)):
            viole, ajout = peser(ici.blocs, usage(inst, etape.couplage, plans), etape.manque)
            incomplet = not np.isin(np.flatnonzero(inst.operations.requise), plans.operation).all()
            pesee = -math.inf if viole or incomplet else gains(inst, etape, plans).sum() + ajout
            assert ici.valeur(plans) == pytest.approx(pesee, rel=1e-9, abs=1e-12)


def _reussite(inst: Instance) -> But:
    """Return the stage that maximises the smallest achievement."""
    equilibree = remplacer(inst, objectif=objectif(methode="equilibre", echelles=(4_000_000, 150_000, 1_000_000)))
    return next(methodes._equilibre(methodes.commencer(equilibree, Budget(60, 1), lambda _p: True, muet)))


@pytest.mark.parametrize("nom", ["report", "filiere"])
def test_la_descente_revient_aux_derniers_bouquets_qui_tiennent(nom: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prouve que, les bouquets des derniers couples ne tenant pas, elle rend ceux d'avant et repart de là."""
    inst = VARIANTES[nom]()
    ici, _relaxation = terrain(inst, but(inst))
    connu, _valeur = _connu(ici)
    finir, vues = Voisinages.finir, list[Base]()

    def sauf_la_derniere(voisinages: Voisinages, base: Base, temps_s: float) -> Plans | None:
        vues.append(base)
        return None if len(vues) == 1 else finir(voisinages, base, temps_s)

    monkeypatch.setattr(Voisinages, "finir", sauf_la_derniere)
    descente = Descente(Voisinages(ici), 1, 1, lambda: 30.0)

    ((trouve, atteint),) = descente.descendre(connu, 4, math.inf)

    assert auditer(inst, programme(inst, trouve)).infractions == ()
    assert atteint == ici.valeur(trouve)
    assert descente.acquis is not None
    assert list(cles(descente.acquis.couples)) == list(cles(vues[1].options.programme))
    assert vues[1].valeur <= vues[0].valeur


def test_la_descente_garde_le_temps_de_choisir_ses_bouquets() -> None:
    """Prouve qu'elle rend ce qu'elle a gagné quand il ne reste que le temps de finir, et ne commence rien après."""
    inst = VARIANTES["filiere"]()
    ici, _relaxation = terrain(inst, but(inst))
    connu, valeur = _connu(ici)
    restes = iter([30.0] * 3)

    gagnes = list(Descente(Voisinages(ici), 1, 1, lambda: next(restes, 1.0)).descendre(connu, 8, math.inf))
    rien = list(Descente(Voisinages(ici), 1, 1, lambda: 1.0).descendre(connu, 8, math.inf))

    assert [atteint > valeur for _trouve, atteint in gagnes] == [True]
    assert rien == []


def test_la_descente_finit_meme_en_retard() -> None:
    """Prouve que des voisinages finis longtemps après l'heure ne font pas perdre ce qu'ils ont gagné."""
    inst = VARIANTES["filiere"]()
    ici, _relaxation = terrain(inst, but(inst))
    connu, valeur = _connu(ici)
    restes = iter([30.0])

    gagnes = list(Descente(Voisinages(ici), 1, 1, lambda: next(restes, -60.0)).descendre(connu, 8, math.inf))

    assert [atteint > valeur for _trouve, atteint in gagnes] == [True]


@pytest.mark.parametrize("nom", VARIANTES)
def test_une_descente_recommencee_ne_perd_rien(nom: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prouve qu'une descente jugée trop loin est recommencée d'ailleurs, et que la recherche ne rend que du mieux."""
    inst = VARIANTES[nom]()
    ici, relaxation = terrain(inst, but(inst))
    monkeypatch.setattr(recherche, "PIEGE", -math.inf)
    departs = []
    descendre = Descente.descendre

    def suivre(
        soi: Descente, connu: Plans, lots: int, assez: float, arret: Callable[[], bool], reparer: Reparer
    ) -> Iterator[tuple[Plans, float]]:
        departs.append(ici.valeur(connu))
        yield from descendre(soi, connu, lots, assez, arret, reparer)

    monkeypatch.setattr(Descente, "descendre", suivre)
    trouves = list(Recherche(ici, lambda: 30.0).tour(None, -math.inf, 0, math.inf))

    valeurs = [atteint for _trouve, atteint in trouves]
    assert len(departs) >= 2
    assert valeurs == sorted(set(valeurs))
    assert valeurs[-1] <= relaxation.borne * (1 + 1e-9)
    for trouve, _atteint in trouves:
        assert auditer(inst, programme(inst, trouve)).infractions == ()


def test_l_enjeu_compte_ce_que_les_lignes_exigent() -> None:
    """Prouve que l'enjeu est la valeur de la relaxation, plus ce que vaut, à ses prix, ce qu'une cible exige."""
    libre, exigeant = VARIANTES["base"](), VARIANTES["cible_cites"]()
    enjeux = []
    for inst in (libre, exigeant):
        ici, relaxation = terrain(inst, but(inst))
        voisinages = Voisinages(ici)
        enjeux.append(voisinages.enjeu / voisinages.ampleur)
        du = sum(
            -b * y for b, y in zip(ici.but.couplage.bornes.tolist(), relaxation.prix.tolist(), strict=True) if b < 0
        )
        assert voisinages.enjeu == pytest.approx(voisinages.ampleur + du)

    assert enjeux[0] == 1.0
    assert enjeux[1] > 1.0


@pytest.mark.parametrize("nom", VARIANTES)
def test_la_plongee_part_de_la_relaxation(nom: str) -> None:
    """Prouve que la plongée rend un plan par opération au plus, les exigées comprises, et que la recherche en repart."""
    inst = VARIANTES[nom]()
    ici, relaxation = terrain(inst, but(inst))

    plongee = plonger(ici)
    trouve, atteint = ici.chercher(plongee, 200_000, 3, 0.05, 0.001)

    assert len(set(plongee.operation.tolist())) == len(plongee)
    assert np.isin(np.flatnonzero(inst.operations.requise), plongee.operation).all()
    assert -math.inf < atteint <= relaxation.borne * (1 + 1e-9)
    assert auditer(inst, programme(inst, trouve)).infractions == ()


def test_la_descente_ne_depend_pas_du_nombre_de_fils() -> None:
    """Prouve que deux modèles à la fois donnent les mêmes programmes qu'un seul."""
    inst = VARIANTES["tout"]()
    ici, _relaxation = terrain(inst, but(inst))
    connu, _valeur = _connu(ici)

    suites = [
        [(list(cles(p)), v) for p, v in Descente(Voisinages(ici), 7, fils, lambda: 30.0).descendre(connu, 3, math.inf)]
        for fils in (1, 2)
    ]

    assert suites[0]
    assert suites[0] == suites[1]


def test_la_descente_se_passe_de_borne() -> None:
    """Prouve que la descente améliore aussi un programme quand la relaxation n'a pas de borne, comme en secteurs."""
    inst = VARIANTES["filiere"]()
    borne, relaxation = terrain(inst, but(inst))
    sans = Terrain(inst, structurer(inst), but(inst), replace(relaxation, borne=math.inf))
    connu, valeur = _connu(borne)

    atteintes = [
        max(v for _p, v in Descente(Voisinages(ici), 1, 1, lambda: 30.0).descendre(connu, 8, math.inf))
        for ici in (borne, sans)
    ]

    assert atteintes[0] == atteintes[1] > valeur


def test_la_descente_reprend_ou_elle_s_arrete() -> None:
    """Prouve qu'un second appel, parti d'un programme moins bon, ne rend jamais moins que le premier."""
    inst = VARIANTES["filiere"]()
    ici, _relaxation = terrain(inst, but(inst))
    connu, valeur = _connu(ici)
    descente = Descente(Voisinages(ici), 1, 1, lambda: 30.0)

    premiere = max(v for _p, v in descente.descendre(connu, 4, math.inf))
    seconde = max(v for _p, v in descente.descendre(connu, 1, math.inf))

    assert valeur < premiere <= seconde


def test_une_descente_part_de_l_acquis_d_une_autre() -> None:
    """Prouve qu'une descente neuve, sur l'acquis d'une autre, ne rend jamais moins que celle-ci d'un programme moins bon."""
    inst = VARIANTES["filiere"]()
    ici, _relaxation = terrain(inst, but(inst))
    connu, valeur = _connu(ici)
    premiere = Descente(Voisinages(ici), 1, 1, lambda: 30.0)

    atteinte = max(v for _p, v in premiere.descendre(connu, 4, math.inf))
    suite = Descente(Voisinages(ici), 2, 1, lambda: 30.0, premiere.acquis)

    assert valeur < atteinte <= max(v for _p, v in suite.descendre(connu, 1, math.inf))


def test_la_descente_arretee_rend_ce_qu_elle_a_gagne() -> None:
    """Prouve qu'une descente que l'horloge arrête choisit ses bouquets avant de répondre."""
    inst = VARIANTES["filiere"]()
    ici, _relaxation = terrain(inst, but(inst))
    connu, valeur = _connu(ici)
    demandes = iter([False, False, True])

    trouves = list(Descente(Voisinages(ici), 1, 1, lambda: 30.0).descendre(connu, 8, math.inf, lambda: next(demandes)))

    assert len(trouves) == 1
    assert trouves[0][1] > valeur
