"""Replacing a report folder as one: the old one stays whole until the new one is complete.

Answers for: ``remplacable`` (what may be replaced) and ``remplacer``: every file goes to a hidden sibling folder, which
then takes the place of the old one (in one system call where the system can exchange two folders, else by two renames,
repaired at the next write by ``reparer``).  Files that the report did not write (notes of a user) are kept.
Leaves to others: the contents.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.locale import _

MANIFESTE = "manifeste.json"
CALCULS = "calculs"
"""Folder of the solves that an analysis keeps to be taken up again: it may be there before any report."""
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def remplacer(dossier: Path, contenus: Mapping[str, bytes]) -> list[Path]:
    """Write ``contenus`` (relative path -> bytes) as the whole report ``dossier``; return the files, sorted.

    On any error the old folder is left as it was.  EntreeInvalide when ``dossier`` is not a report.
    """
    cible = dossier.resolve()
    reparer(cible)
    _verifier(cible)
    cible.parent.mkdir(parents=True, exist_ok=True)
    _nettoyer(cible)
    partiel = cible.parent / f".{cible.name}.{os.getpid()}.partiel"
    try:
        for chemin, contenu in contenus.items():
            fichier = partiel / chemin
            fichier.parent.mkdir(parents=True, exist_ok=True)
            fichier.write_bytes(contenu)
        _garder_les_autres(cible, partiel, contenus)
        _mettre_en_place(partiel, cible)
    finally:
        shutil.rmtree(partiel, ignore_errors=True)
    return [dossier / chemin for chemin in sorted(contenus)]


def reparer(cible: Path) -> None:
    """Put the previous report back when a run was killed between the two renames."""
    ancien = _ancien(cible)
    if ancien.is_dir() and not cible.exists():
        ancien.rename(cible)


def remplacable(dossier: Path) -> bool:
    """Tell whether a report may take the place of a folder: absent, empty, a report, or only its kept solves."""
    if not dossier.exists() or (dossier / MANIFESTE).is_file():
        return True
    return dossier.is_dir() and all(f.name == CALCULS and f.is_dir() for f in dossier.iterdir())


def _verifier(cible: Path) -> None:
    """Raise EntreeInvalide when something else than a report is there."""
    if remplacable(cible):
        return
    raise EntreeInvalide(
        [
            Probleme(
                message=_("ce dossier n'est pas un rapport : il ne sera pas remplacé"),
                fichier=str(cible),
                attendu=_("un dossier absent, vide, ou contenant {manifeste}").format(manifeste=MANIFESTE),
                remede=_("Choisissez un autre dossier, ou déplacez celui-ci"),
            )
        ]
    )


def _nettoyer(cible: Path) -> None:
    """Delete what killed runs left: partial folders of dead processes, the old report already replaced."""
    if _ancien(cible).is_dir():
        shutil.rmtree(_ancien(cible))
    for reste in cible.parent.glob(f".{cible.name}.*.partiel"):
        pid = reste.name.removesuffix(".partiel").rpartition(".")[2]
        if pid.isdigit() and (int(pid) == os.getpid() or not _vivant(int(pid))):
            shutil.rmtree(reste, ignore_errors=True)


def _vivant(pid: int) -> bool:
    """Return whether a process lives; where the system cannot say so safely, suppose that it does."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _garder_les_autres(cible: Path, partiel: Path, contenus: Mapping[str, bytes]) -> None:
    """Copy into the new report the files of the old one that no report wrote."""
    if not cible.is_dir():
        return
    ecrits = _ecrits(cible) | set(contenus) | {MANIFESTE}
    for fichier in sorted(cible.rglob("*")):
        chemin = fichier.relative_to(cible)
        if fichier.is_file() and chemin.as_posix() not in ecrits:
            (partiel / chemin).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(fichier, partiel / chemin)


def _ecrits(cible: Path) -> set[str]:
    """Return the files that the old report wrote, by its own manifest."""
    with contextlib.suppress(OSError, ValueError, AttributeError, TypeError):
        return set(json.loads((cible / MANIFESTE).read_text(encoding="utf-8")).get("sorties", {}))
    return set()


def _mettre_en_place(partiel: Path, cible: Path) -> None:
    """Give the new folder the name of the report."""
    if not cible.exists():
        partiel.rename(cible)
        return
    if _echanger(partiel, cible):
        return
    ancien = _ancien(cible)
    cible.rename(ancien)
    try:
        partiel.rename(cible)
    except BaseException:
        ancien.rename(cible)
        raise
    shutil.rmtree(ancien)


def _echanger(un: Path, autre: Path) -> bool:
    """Exchange two folders in one system call (Linux); False when the system or the disk cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(un), _AT_FDCWD, os.fsencode(autre), _RENAME_EXCHANGE) == 0)


def _ancien(cible: Path) -> Path:
    """Return where the old report waits between the two renames."""
    return cible.parent / f".{cible.name}.ancien"
