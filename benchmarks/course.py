"""One solver against the clock: its programmes and bounds as they come, its memory, killed if it ignores its limit.

Answers for: ``courir``, from a command to a ``Course``.
Leaves to others: the commands (direct, nous), the lines (journaux), the comparison (mesures, tableau).
The log is read through a terminal of its own, so that solvers written in C write each line as it comes.
"""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.journaux import est_lu, lire
from benchmarks.machine import charge_moyenne

GRACE = 1.2
"""A solver is killed at this many times its limit, plus ``GRACE_S``."""
GRACE_S = 20.0
LECTURE_S = 600.0
"""More than any solver needs to read the model."""
LONGUEUR_REMARQUE = 120
_TAILLE = 1 << 16


@dataclass(slots=True)
class Course:
    """What one solver did.

    ``points``: (seconds since the model was read, value, bound), both maximised, ``None`` when it has none yet.
    ``fin``: how it ended; ``lecture_s``: seconds to read the model; ``processeur_s``: seconds of processor that it got,
    reading included, on all cores; ``charge``: load of the machine before and after.
    """

    solveur: str
    limite_s: float
    points: list[tuple[float, float | None, float | None]] = field(default_factory=list)
    secondes: float = 0.0
    lecture_s: float = 0.0
    processeur_s: float = 0.0
    memoire_mo: int = 0
    fin: str = ""
    charge: list[float] = field(default_factory=list)
    remarques: list[str] = field(default_factory=list)

    def noter(self, t: float, valeur: float | None, borne: float | None) -> None:
        """Add a point when the value or the bound gets better."""
        derniere, derniere_borne = self.points[-1][1:] if self.points else (None, None)
        mieux = derniere if valeur is None else valeur if derniere is None else max(derniere, valeur)
        serre = derniere_borne if borne is None else borne if derniere_borne is None else min(derniere_borne, borne)
        if (mieux, serre) != (derniere, derniere_borne):
            self.points.append((round(t, 2), mieux, serre))

    def donnees(self) -> dict[str, Any]:
        """Return the course as plain data."""
        return asdict(self)


def courir(
    solveur: str,
    commande: Sequence[str],
    limite_s: float,
    voir: Callable[[str], None] = lambda _ligne: None,
    *,
    lecture_comptee: bool = False,
) -> Course:
    """Run a command that writes the log of ``solveur``; return what it did.  ``voir`` is shown every line.

    ``lecture_comptee``: its clock starts with its process, whatever it reads first.
    """
    course = Course(solveur, limite_s, charge=[charge_moyenne()])
    maitre, esclave = pty.openpty()
    lance = time.perf_counter()
    erreurs = tempfile.TemporaryFile()  # noqa: SIM115 - read once the process has ended, closed there
    processus = subprocess.Popen(commande, stdout=esclave, stderr=erreurs, stdin=subprocess.DEVNULL)
    os.close(esclave)
    debut = lance if lecture_comptee else None
    for ligne in _lignes(maitre):
        maintenant = time.perf_counter()
        if ligne is not None and debut is None and est_lu(ligne):
            debut, course.lecture_s = maintenant, round(maintenant - lance, 1)
        elif ligne is not None:
            voir(ligne)
            course.noter(maintenant - (debut or lance), *lire(solveur, ligne))
        if maintenant > (lance + LECTURE_S if debut is None else debut + GRACE * limite_s + GRACE_S):
            processus.send_signal(signal.SIGKILL)
            break
    os.close(maitre)
    _pid, etat, usage = os.wait4(processus.pid, 0)
    processus.returncode = os.waitstatus_to_exitcode(etat)
    course.secondes = round(time.perf_counter() - (debut or lance), 1)
    course.processeur_s = round(usage.ru_utime + usage.ru_stime, 1)
    course.memoire_mo = usage.ru_maxrss // 1024
    course.fin = _fin(course, processus.returncode)
    course.charge.append(charge_moyenne())
    with erreurs:
        erreurs.seek(0)
        dites = erreurs.read().decode(errors="replace").strip().splitlines()
    if processus.returncode > 0 and dites:
        course.remarques.append(dites[-1][:LONGUEUR_REMARQUE])
    return course


def _lignes(maitre: int) -> Iterator[str | None]:
    """Yield the lines of the log, and ``None`` every second without any, until the process ends."""
    reste = b""
    while True:
        if not select.select([maitre], [], [], 1.0)[0]:
            yield None
            continue
        morceau = b""
        with suppress(OSError):  # the terminal closes with its last user
            morceau = os.read(maitre, _TAILLE)
        if not morceau:
            return
        *entieres, reste = (reste + morceau).split(b"\n")
        yield from (ligne.decode(errors="replace").rstrip("\r") for ligne in entieres)


def _fin(course: Course, code: int) -> str:
    """Return how a course ended, in words."""
    if code == -signal.SIGKILL:
        return "arrêté : limite ignorée" if course.secondes >= course.limite_s else "tué : mémoire épuisée"
    if code:
        return f"échec (code {code})"
    return "limite" if course.secondes >= 0.98 * course.limite_s else "fini"
