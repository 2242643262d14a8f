"""A frontier taken up again: nothing that was finished is solved twice, and the result is that of a single run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from renovation_opt.analyse import banc as module_banc
from renovation_opt.analyse import paquet
from renovation_opt.analyse.banc import Banc, installer, ponderee
from renovation_opt.analyse.carnet import Carnet, ouvrir_carnet
from renovation_opt.analyse.depot import Depot
from renovation_opt.analyse.frontiere import Frontiere
from renovation_opt.analyse.pareto import tracer
from renovation_opt.analyse.sans_regret import SansRegret, chercher
from renovation_opt.errors import ProgrammeImpossible
from renovation_opt.instance import Instance
from renovation_opt.locale import choisir_langue
from renovation_opt.moteur.suivi import Budget
from renovation_opt.schemas.chargement import charger
from tests.analyse.outils import TOURS, opposes, trois_objectifs
from tests.petit_parc import avec_limite, cible, remplacer

RACINE = Path(__file__).parents[2]
EXEMPLE = RACINE / "scenarios/exemple.yaml"
POINTS = 8
MOTEUR = ("resoudre_chaud", "resoudre_proche", "relaxer", "preparer")


@dataclass
class Moteur:
    """Counts what the engine is asked; ``coupe``: rank of the search that Ctrl-C interrupts."""

    coupe: int | None = None
    appels: list[str] = field(default_factory=list)

    @property
    def recherches(self) -> int:
        """Searches for a programme."""
        return sum(nom.startswith("resoudre") for nom in self.appels)

    def brancher(self, monkeypatch: pytest.MonkeyPatch) -> Moteur:
        """Stand between benches and the engine."""
        for nom in MOTEUR:
            monkeypatch.setattr(module_banc, nom, self._compter(nom, getattr(module_banc, nom)))
        return self

    def _compter(self, nom: str, fonction: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, counted."""

        def comptee(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - those of the engine
            self.appels.append(nom)
            if nom.startswith("resoudre") and self.recherches == self.coupe:
                raise KeyboardInterrupt
            return fonction(*arguments, **options)

        return comptee


def souple() -> Instance:
    """40 dwellings are asked, 12 have a place: the soft target is settled first."""
    return remplacer(avec_limite(trois_objectifs(), "capacite", 0, 6, 6), cibles=(cible(40, souple=True),))


def etabli(dossier: Path | None, inst: Instance | None = None, budget: Budget | None = None) -> Banc:
    """Return a bench that keeps its answers in a folder."""
    carnet = Carnet() if dossier is None else Carnet(Depot(dossier, "calculs"), "meme scenario")
    return installer(inst or opposes(), budget or Budget(60, TOURS), carnet=carnet)


def vue(frontiere: Frontiere) -> list[object]:
    """Return everything that a frontier says."""
    chiffres = (frontiere.resolutions, frontiere.impossibles, frontiere.sans_reponse, frontiere.ecartes)
    points = [(p.origine, p.planchers, p.marges, p.solution) for p in frontiere.points]
    return [frontiere.avant, frontiere.complete, frontiere.arretee, chiffres, points]


@pytest.fixture(scope="module")
def entiere() -> Frontiere:
    """Return the frontier of ``opposes``, traced at once without keeping anything."""
    return tracer(etabli(None), POINTS)


@pytest.mark.parametrize("rang", [1, 2, 5, 9])
def test_interrompue_puis_reprise_elle_est_celle_d_un_seul_calcul(
    rang: int, entiere: Frontiere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C in the search of a rank: those before are not run again, and the frontier is the same to the last bit."""
    assert rang <= entiere.resolutions
    with monkeypatch.context() as premier:
        Moteur(coupe=rang).brancher(premier)
        banc = etabli(tmp_path)
        with pytest.raises(KeyboardInterrupt):
            tracer(banc, POINTS)
    suite = Moteur().brancher(monkeypatch)
    banc = etabli(tmp_path)
    reprise = tracer(banc, POINTS)

    assert vue(reprise) == vue(entiere)
    assert suite.recherches == entiere.resolutions - (rang - 1)
    assert (banc.carnet.repris, banc.carnet.calcules) == (rang - 1, suite.recherches)


@pytest.mark.parametrize("inst", [opposes, souple], ids=["opposes", "cible_souple"])
def test_une_frontiere_finie_n_est_plus_calculee(
    inst: Callable[[], Instance], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Launched again, nothing is asked to the engine: not the soft targets, nor a bound, nor an impossible cell."""
    premiere = tracer(etabli(tmp_path, inst()), 20)
    suite = Moteur().brancher(monkeypatch)

    assert vue(tracer(etabli(tmp_path, inst()), 20)) == vue(premiere)
    assert suite.appels == []
    assert premiere.impossibles or premiere.avant


def test_arretee_en_douceur_elle_ne_garde_que_ce_qui_est_fini(
    entiere: Frontiere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first Ctrl-C cuts the third search short: its programme is shown, not kept; the next run solves it again."""
    budget = Budget(60, TOURS)
    appels: list[int] = []
    chaud = getattr(module_banc, MOTEUR[0])

    def coupant(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - those of the engine
        appels.append(1)
        budget.interrompu = len(appels) == 3
        return chaud(*arguments, **options)

    with monkeypatch.context() as premier:
        premier.setattr(module_banc, MOTEUR[0], coupant)
        arretee = tracer(etabli(tmp_path, budget=budget), POINTS)
    banc = etabli(tmp_path)
    reprise = tracer(banc, POINTS)

    assert arretee.arretee
    assert arretee.points
    assert banc.carnet.repris == 2
    assert vue(reprise) == vue(entiere)


def test_plus_de_points_repartent_de_ce_qui_est_connu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """4 points, then 8: the programme of the scenario and the extremes are found again; the rest is that of 8 points."""
    seule = tracer(etabli(None), POINTS)
    tracer(etabli(tmp_path), 4)
    suite = Moteur().brancher(monkeypatch)
    banc = etabli(tmp_path)

    assert vue(tracer(banc, POINTS)) == vue(seule)
    assert banc.carnet.repris >= 4
    assert suite.recherches == seule.resolutions - banc.carnet.repris


def test_un_fichier_abime_est_recalcule(entiere: Frontiere, tmp_path: Path) -> None:
    """A power cut, a full disk: what cannot be read is solved again."""
    tracer(etabli(tmp_path), POINTS)
    fichiers = sorted((tmp_path / "calculs").iterdir())
    for fichier in fichiers[::2]:
        fichier.write_bytes(fichier.read_bytes()[:40])
    banc = etabli(tmp_path)

    assert vue(tracer(banc, POINTS)) == vue(entiere)
    assert 0 < banc.carnet.calcules < entiere.resolutions


def test_un_plancher_impossible_le_reste(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that proves that there is no programme is an answer: it is kept, with its diagnosis."""
    moteur = Moteur().brancher(monkeypatch)
    hors_de_portee = ponderee((Fraction(1), Fraction(0), Fraction(0)), (1, 1, 1), [(0, 10**9)])
    dits = []
    for _fois in range(2):
        banc = etabli(tmp_path)
        with pytest.raises(ProgrammeImpossible) as refus:
            banc.resoudre(banc.objectif(hors_de_portee))
        dits.append(refus.value.diagnostic)

    assert dits[0] == dits[1] != ()
    assert moteur.recherches == 1


def programmes(trouve: SansRegret) -> list[object]:
    """Return what is compared."""
    return [vue(trouve.frontiere), trouve.reference, trouve.proches, trouve.arretee]


def test_les_cites_sans_regret_se_reprennent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Interrupted in the first alternative: the frontier is found again, and the alternatives are the same."""
    seul = chercher(etabli(None), 6, 3, Fraction(1, 10))
    rang = seul.frontiere.resolutions + 1
    with monkeypatch.context() as premier:
        Moteur(coupe=rang).brancher(premier)
        banc = etabli(tmp_path)
        with pytest.raises(KeyboardInterrupt):
            chercher(banc, 6, 3, Fraction(1, 10))
    suite = Moteur().brancher(monkeypatch)

    assert programmes(chercher(etabli(tmp_path), 6, 3, Fraction(1, 10))) == programmes(seul)
    assert set(suite.appels) == {"resoudre_proche"}


def test_arretees_dans_les_programmes_proches_elles_le_disent() -> None:
    """The frontier is whole, the alternatives are not: the result says that it is incomplete."""
    budget = Budget(60, TOURS)

    def annoncer(fait: int, total: int) -> None:
        budget.interrompu = fait == total - 1

    trouve = chercher(etabli(None, budget=budget), 4, 2, Fraction(1, 10), annoncer)

    assert not trouve.frontiere.arretee
    assert trouve.arretee


def _cle(tmp_path: Path, *, ecart: Fraction | None = None, tours: int = 2, **remplacements: object) -> str:
    """Return what names the answers of ``exemple``, some values replaced."""
    charge = charger(EXEMPLE, {nom.replace("__", "."): v for nom, v in remplacements.items()})
    return ouvrir_carnet(charge, Depot(tmp_path), ecart, tours).cle


def test_ce_qui_change_un_programme_change_le_nom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement, a limit of the solves, the language of the words kept, the version: each names other answers."""
    noms = [
        _cle(tmp_path),
        _cle(tmp_path, objectif__poids__energie=0.7),
        _cle(tmp_path, ecart=Fraction(1, 100)),
        _cle(tmp_path, tours=3),
    ]
    choisir_langue("en")
    try:
        noms.append(_cle(tmp_path))
    finally:
        choisir_langue("fr")
    monkeypatch.setattr(paquet, "__version__", "autre")
    noms.append(_cle(tmp_path))

    assert len(set(noms)) == len(noms)


def test_un_titre_ne_change_rien(tmp_path: Path) -> None:
    """Nor does the name of the scenario."""
    assert _cle(tmp_path) == _cle(tmp_path, titre="Autrement dit", nom="autre")
