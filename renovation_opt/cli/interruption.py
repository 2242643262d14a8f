"""Ctrl-C during a solve: the first asks for the best programme so far, the second stops everything.

Answers for: ``a_l_ecoute``.
Leaves to others: stopping between two rounds (moteur), which reads the budget.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from renovation_opt.locale import _
from renovation_opt.moteur.suivi import Budget


@contextmanager
def a_l_ecoute(budget: Budget, dire: Callable[[str], None]) -> Iterator[None]:
    """Turn Ctrl-C into a request to stop; outside the main thread, where signals cannot be heard, do nothing."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def entendre(signum: int, cadre: FrameType | None) -> None:
        del signum, cadre
        if budget.interrompu:
            raise KeyboardInterrupt
        budget.interrompu = True
        dire(_("Interruption demandée : le meilleur programme trouvé sera gardé. Ctrl-C encore pour tout abandonner."))

    avant = signal.signal(signal.SIGINT, entendre)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, avant)
