"""Solver libraries that write on stdout by themselves: kept away from it, so that it holds results only.

Answers for: ``sans_bavardage``.  HiGHS writes its banner as soon as it exists, before it can be told to be silent.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

STDOUT = 1


@contextmanager
def sans_bavardage() -> Iterator[None]:
    """Send to nowhere what is written on the file descriptor of stdout; ours must not be used meanwhile."""
    sys.stdout.flush()
    try:
        garde = os.dup(STDOUT)
    except OSError:  # closed by the caller: nothing can be written on it
        yield
        return
    rien = os.open(os.devnull, os.O_WRONLY)
    os.dup2(rien, STDOUT)
    try:
        yield
    finally:
        os.dup2(garde, STDOUT)
        os.close(rien)
        os.close(garde)
