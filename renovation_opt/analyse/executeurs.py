"""Where the points of a sweep run: in this process, on the cores of this machine, or on a Dask cluster.

Answers for: ``Executeur`` (what a sweep asks of it), ``SurPlace``, ``ParDask`` (Dask), ``ouvrir_dask``.
Leaves to others: what a task does (calcul_point), keeping results (balayage).

Dask is imported only here, and only when it is used: it costs half a second that other commands need not pay.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from renovation_opt import __version__
from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.locale import _

if TYPE_CHECKING:
    from distributed import Client, Future

Donnees = dict[str, Any]
ATTENTE_S = 30.0
"""How long a cluster may take to answer."""
CODE_IMPREVU = 2


@dataclass(frozen=True, slots=True)
class Tache:
    """``fonction(*communs, *arguments)``, named by ``cle``."""

    cle: str
    arguments: tuple[Any, ...]


class Executeur(Protocol):
    """Runs tasks; an error of one task is its answer, ``{"echec": message, "code": exit code}``."""

    @property
    def ouvriers(self) -> int:
        """How many tasks run at the same time."""

    def lancer(
        self, fonction: Callable[..., Donnees], communs: Sequence[Any], taches: Sequence[Tache]
    ) -> Iterator[tuple[str, Donnees]]:
        """Yield (name of a task, its answer) as they end; ``communs`` are sent once, the first tasks start first."""


class SurPlace:
    """Runs every task here, one after the other."""

    ouvriers = 1

    def lancer(
        self, fonction: Callable[..., Donnees], communs: Sequence[Any], taches: Sequence[Tache]
    ) -> Iterator[tuple[str, Donnees]]:
        """Yield the answers in the order of the tasks."""
        for tache in taches:
            try:
                yield tache.cle, fonction(*communs, *tache.arguments)
            except Exception as erreur:  # noqa: BLE001 - one point must not stop the others
                yield tache.cle, _imprevu(erreur)


class ParDask:
    """Runs tasks on the workers of a Dask client; a task whose worker dies is run again by another."""

    def __init__(self, client: Client) -> None:
        """Keep the client."""
        self.client = client

    @property
    def ouvriers(self) -> int:
        """Workers that answer now."""
        return len(self.client.scheduler_info(n_workers=-1)["workers"])

    def lancer(
        self, fonction: Callable[..., Donnees], communs: Sequence[Any], taches: Sequence[Tache]
    ) -> Iterator[tuple[str, Donnees]]:
        """Yield the answers as they come; when the caller stops, what is left is cancelled."""
        from distributed import as_completed  # noqa: PLC0415 - see the module

        # Common data are tasks too: should every worker that holds them die, the scheduler makes them again.
        envoyes = [self.client.submit(_tel_quel, commun, pure=False) for commun in communs]
        futurs: dict[Future[Any], str] = {}
        for rang, tache in enumerate(taches):
            futur = self.client.submit(fonction, *envoyes, *tache.arguments, pure=False, priority=-rang)
            futurs[futur] = tache.cle
        try:
            for futur in as_completed(list(futurs)):
                yield futurs[futur], _reponse(futur)
        finally:
            with suppress(Exception):
                self.client.cancel([f for f in futurs if not f.done()], force=True)


@contextmanager
def ouvrir_dask(adresse: str | None, ouvriers: int | None = None) -> Iterator[ParDask]:
    """Give the cluster at ``adresse`` (``tcp://…``), or one made of single-threaded processes of this machine.

    Local processes listen on the loopback only, without dashboard; ``ouvriers``: one per core by default.
    Raises EntreeInvalide when nobody answers, or when a worker has another version of this package.
    """
    if adresse is not None:
        with _distante(adresse) as client:
            yield _verifiee(client)
        return
    with _locale(ouvriers or coeurs()) as client:
        yield ParDask(client)


def coeurs() -> int:
    """Return the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _locale(ouvriers: int) -> Iterator[Client]:
    """Give a client of processes of this machine."""
    import dask  # noqa: PLC0415 - see the module
    from distributed import Client, LocalCluster  # noqa: PLC0415 - idem

    reglages = {
        "distributed.scheduler.http.routes": [],
        "distributed.worker.http.routes": [],
        "distributed.worker.daemon": True,
        "distributed.admin.large-graph-warning-threshold": "1GB",
    }
    with dask.config.set(reglages), _sans_interruption():
        cluster = LocalCluster(
            n_workers=ouvriers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
            memory_limit=0,
            silence_logs="CRITICAL",
        )
    with cluster, Client(cluster) as client:
        yield client


@contextmanager
def _distante(adresse: str) -> Iterator[Client]:
    """Give a client of an existing cluster."""
    from distributed import Client  # noqa: PLC0415 - see the module

    try:
        client = Client(adresse, timeout=ATTENTE_S)
    except (OSError, ValueError) as erreur:
        raise _injoignable(adresse, str(erreur)) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=ATTENTE_S)
        except TimeoutError:
            raise _injoignable(adresse, _("aucun ouvrier ne s'est présenté")) from None
        yield client


def _verifiee(client: Client) -> ParDask:
    """Return the cluster once its workers have been found to have this version of the package."""
    try:
        versions = {str(version) for version in client.run(_version).values()}
    except ImportError:
        versions = {_("aucune")}
    if versions != {__version__}:
        message = _("les ouvriers de ce cluster n'ont pas la même version de renovation_opt")
        trouvees = ", ".join(sorted(versions))
        remede = _("Installez la version {version} sur chaque ouvrier").format(version=__version__)
        raise EntreeInvalide([Probleme(message, cle="--dask", trouve=trouvees, attendu=__version__, remede=remede)])
    return ParDask(client)


def _version() -> str:
    """Return the version of this package where it runs."""
    return __version__


def _injoignable(adresse: str, detail: str) -> EntreeInvalide:
    """Return the error of a cluster that does not answer."""
    message = _("ce cluster Dask ne répond pas ({detail})").format(detail=detail.strip().splitlines()[0][:120])
    remede = _("Vérifiez l'adresse du scheduler, par exemple tcp://machine:8786, et qu'il a des ouvriers")
    return EntreeInvalide([Probleme(message, cle="--dask", trouve=adresse, remede=remede)])


def _tel_quel(donnees: Any) -> Any:  # noqa: ANN401 - anything
    """Return what is given: data that several tasks share."""
    return donnees


def _reponse(futur: Future[Any]) -> Donnees:
    """Return the answer of a task that ended."""
    try:
        reponse: Donnees = futur.result()
    except Exception as erreur:  # noqa: BLE001 - whatever a worker could not do is told as the answer of its point
        return _imprevu(erreur)
    finally:
        futur.release()
    return reponse


def _imprevu(erreur: Exception) -> Donnees:
    """Return the answer of a task that broke."""
    detail = " ".join(str(erreur).split()) or type(erreur).__name__
    texte = _("erreur imprévue : {genre} {detail}").format(genre=type(erreur).__name__, detail=detail[:300])
    return {"echec": texte, "code": CODE_IMPREVU}


@contextmanager
def _sans_interruption() -> Iterator[None]:
    """Start processes that ignore Ctrl-C: it is for the one that has the terminal."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    avant = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, avant)
