"""Points shared out by Dask: a real scheduler, real workers, the loopback, and a worker that dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest
from distributed import LocalCluster

from renovation_opt.analyse.balayage import Balayage, Ouvrir, Suivre, balayer, preparer
from renovation_opt.analyse.calcul_point import Reglages
from renovation_opt.analyse.depot import Depot
from renovation_opt.analyse.executeurs import SurPlace, Tache, ouvrir_dask
from renovation_opt.analyse.plan_experience import grille
from renovation_opt.analyse.variations import lire_variation
from renovation_opt.errors import EntreeInvalide
from renovation_opt.schemas.chargement import charger

RACINE = Path(__file__).parents[2]
EXEMPLE = RACINE / "scenarios/exemple.yaml"
VARIATIONS = [lire_variation("financements.logement_social.montant=0.6..1.5:0.1 M€")]
POINTS = grille(VARIATIONS)
ATTENTE_S = 60


def _balayer(dossier: Path, ouvrir: Ouvrir, suivre: Suivre = lambda _fait, _total: None) -> Balayage:
    """Sweep ten envelopes of the example."""
    sujet = preparer(charger(EXEMPLE), VARIATIONS, Reglages(tours=1), Depot(dossier))
    return balayer(sujet, POINTS, ouvrir, suivre)


def _points(dossier: Path) -> dict[str, bytes]:
    """Return the stored points."""
    return {p.name: p.read_bytes() for p in (dossier / "points").glob("*.json")}


@contextmanager
def _sur_place() -> Iterator[SurPlace]:
    """Give this process."""
    yield SurPlace()


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the points computed here, one after the other."""
    dossier = tmp_path_factory.mktemp("ici")
    _balayer(dossier, _sur_place)
    return _points(dossier)


def test_une_tache_qui_casse_est_une_reponse() -> None:
    """An error of one task is its answer; the next one runs."""

    def inverse(n: int) -> dict[str, object]:
        return {"resultat": 1 / n}

    reponses = dict(SurPlace().lancer(inverse, (), [Tache("a", (0,)), Tache("b", (2,))]))

    assert reponses["a"]["code"] == 2
    assert "ZeroDivisionError" in reponses["a"]["echec"]
    assert reponses["b"] == {"resultat": 0.5}


@pytest.mark.lent
def test_deux_processus_font_les_memes_octets(reference: dict[str, bytes], tmp_path: Path) -> None:
    """Two local workers store the same bytes as none; they listen on the loopback only."""
    ecoutes: set[str] = set()

    def suivre(_fait: int, _total: int) -> None:
        moi = psutil.Process()
        for processus in (moi, *moi.children(recursive=True)):
            ecoutes.update(c.laddr.ip for c in processus.net_connections("tcp") if c.status == psutil.CONN_LISTEN)

    fait = _balayer(tmp_path, partial(ouvrir_dask, None, 2), suivre)

    assert fait.calcules == len(POINTS)
    assert _points(tmp_path) == reference
    assert ecoutes == {"127.0.0.1"}


@pytest.mark.lent
def test_un_ouvrier_meurt_le_balayage_finit(reference: dict[str, bytes], tmp_path: Path) -> None:
    """A scheduler and two workers of the loopback; one is killed after two points: the other computes what is left."""
    with _scheduler(tmp_path) as (adresse, fichier), ExitStack() as pile:
        ouvriers = [pile.enter_context(_ouvrier(fichier)) for _rang in range(2)]
        tues: list[int] = []

        def suivre(fait: int, _total: int) -> None:
            if fait >= 2 and not tues:
                tues.append(ouvriers[0].pid)
                os.kill(ouvriers[0].pid, signal.SIGKILL)

        fait = _balayer(tmp_path / "cluster", partial(ouvrir_dask, adresse), suivre)

    assert tues
    assert not fait.echecs
    assert fait.calcules == len(POINTS)
    assert _points(tmp_path / "cluster") == reference


@pytest.mark.lent
def test_une_grappe_qui_ne_repond_pas(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong address and a cluster without workers are bad inputs, told with the option at fault."""
    monkeypatch.setattr("renovation_opt.analyse.executeurs.ATTENTE_S", 2.0)
    for adresse in ("tcp://127.0.0.1:9", "pas une adresse"):
        with pytest.raises(EntreeInvalide, match="ne répond pas") as saisie, ouvrir_dask(adresse):
            pass
        assert saisie.value.problemes[0].cle == "--dask"


@pytest.mark.lent
@pytest.mark.parametrize("ailleurs", ["autre", "absente"])
def test_un_ouvrier_d_une_autre_version(ailleurs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers with another version, or without the package, are refused before any solve."""

    def version() -> str:
        if ailleurs == "absente":
            raise ModuleNotFoundError(ailleurs)
        return "0.0"

    monkeypatch.setattr("renovation_opt.analyse.executeurs._version", version)
    options = {"n_workers": 1, "processes": False, "protocol": "tcp", "host": "127.0.0.1", "dashboard_address": None}
    with (
        LocalCluster(**options, scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"}) as cluster,
        pytest.raises(EntreeInvalide, match="la même version"),
        ouvrir_dask(cluster.scheduler_address),
    ):
        pass


def test_dask_ne_ralentit_pas_les_autres_commandes() -> None:
    """Neither the command line, nor what a sweep imports before it runs, loads Dask."""
    programme = (
        "import sys, renovation_opt.cli, renovation_opt.cli.balayer, renovation_opt.cli.valeur\n"
        "sys.exit(any(nom.split('.')[0] in {'dask', 'distributed'} for nom in sys.modules))\n"
    )

    assert subprocess.run([sys.executable, "-c", programme], cwd=RACINE, check=False).returncode == 0  # noqa: S603 - ours


@contextmanager
def _scheduler(dossier: Path) -> Iterator[tuple[str, Path]]:
    """Give the address of a scheduler of the loopback, and the file that workers read."""
    fichier = dossier / "scheduler.json"
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(fichier))
    with _processus("scheduler", *options):
        fin = time.monotonic() + ATTENTE_S
        while not fichier.exists() or not fichier.read_text():
            assert time.monotonic() < fin
            time.sleep(0.1)
        yield json.loads(fichier.read_text())["address"], fichier


@contextmanager
def _ouvrier(fichier: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Give a worker that nobody restarts."""
    options = ("--scheduler-file", str(fichier), "--nthreads", "1", "--no-nanny", "--no-dashboard")
    with _processus("worker", "--host", "127.0.0.1", *options) as processus:
        yield processus


@contextmanager
def _processus(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Give a process of Dask, ended at the end."""
    commande = [sys.executable, "-m", "dask", *arguments]
    environnement = os.environ | {"PYTHONPATH": str(RACINE)}
    rien = subprocess.DEVNULL
    with subprocess.Popen(commande, cwd=RACINE, env=environnement, stdout=rien, stderr=rien) as processus:  # noqa: S603 - ours
        try:
            yield processus
        finally:
            processus.kill()
