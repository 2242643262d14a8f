"""What a result must say of the machine it was measured on: processor, cores, memory, versions, load."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

BIBLIOTHEQUES = ("numpy", "pandas", "pyarrow", "highspy", "ortools", "pulp", "numba")
GIO = 2**30


def machine() -> dict[str, str]:
    """Return the description, without the name of the host nor any path."""
    memoire = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIO
    description = {
        "processeur": _processeur(),
        "coeurs": str(os.cpu_count()),
        "memoire": f"{memoire:.0f} Gio",
        "systeme": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }
    return description | {nom: v for nom in BIBLIOTHEQUES if (v := _version(nom))}


def decrire() -> str:
    """Return the description on one line."""
    return "Machine : " + ", ".join(f"{nom} {valeur}" for nom, valeur in machine().items()) + "."


def charge_moyenne() -> float:
    """Return the load of the last minute: above the number of cores, the seconds are those of a busy machine."""
    return round(os.getloadavg()[0], 1)


def _processeur() -> str:
    """Return the model of the processor."""
    lignes = Path("/proc/cpuinfo")
    if lignes.exists():
        for ligne in lignes.read_text(encoding="utf-8").splitlines():
            if ligne.startswith("model name"):
                return ligne.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _version(nom: str) -> str:
    try:
        return version(nom)
    except PackageNotFoundError:
        return ""
