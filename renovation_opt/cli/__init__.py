"""The command line: parse, call, print, exit code.

Answers for: ``main`` (entry point) and ``app`` (the commands).
Leaves to others: everything that is decided, computed or written; no maths, no tables here.

Exit codes: 0 done, 1 no programme exists or audit refused, 2 bad input, 3 stopped without programme, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

import typer

from renovation_opt.cli import ecran, langue
from renovation_opt.cli.application import construire_app
from renovation_opt.cli.erreurs import FauteUsage, montrer_imprevue, montrer_usage
from renovation_opt.locale import choisir_langue

__all__ = ["app", "main"]

TUYAU_FERME = 0
"""Exit code when the reader of a pipe (``| head``) has gone: the work is done, nobody reads the rest."""

app = construire_app()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; never lets a traceback out unless RENOVATION_OPT_TRACE is set."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    ecran.preparer()
    choisir_langue(langue.detecter(arguments, os.environ))
    try:
        code = _executer(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _taire_tuyau()
        return TUYAU_FERME
    return code


def _executer(arguments: list[str]) -> int:
    """Return the exit code of a command; help texts are made here, in the language chosen."""
    try:
        code = typer.main.get_command(construire_app())(arguments, prog_name="renovation-opt", standalone_mode=False)
    except FauteUsage as erreur:
        return montrer_usage(erreur)
    except KeyboardInterrupt:
        return ecran.interrompu()
    except BrokenPipeError:
        raise
    except Exception as erreur:  # noqa: BLE001 - the last resort: a user never reads a traceback unasked
        return montrer_imprevue(erreur)
    return code if isinstance(code, int) else 0


def _taire_tuyau() -> None:
    """Send what is left to nowhere, so that the interpreter does not complain when it leaves."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
