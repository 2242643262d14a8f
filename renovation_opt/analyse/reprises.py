"""What analyses keep in bytes: arrays and frozen objects of this package, and nothing that could run.

Answers for: ``ecrire`` and ``lire``, whatever the release of Python that wrote.
Leaves to others: what is written (calcul_point, carnet).
"""

from __future__ import annotations

import io
import pickle
from enum import Enum
from typing import Any, TypeVar

T = TypeVar("T")
PERMIS = {
    ("fractions", "Fraction"),
    ("numpy", "dtype"),
    ("numpy", "ndarray"),
    ("numpy._core.multiarray", "_reconstruct"),
    ("numpy._core.multiarray", "scalar"),
    ("numpy._core.numeric", "_frombuffer"),
    ("renovation_opt.analyse.calcul_point", "Depart"),
    ("renovation_opt.analyse.carnet", "Refus"),
    ("renovation_opt.analyse.carnet", "Reglage"),
    ("renovation_opt.analyse.carnet", "Reponse"),
    ("renovation_opt.moteur.plans", "Plans"),
    ("renovation_opt.moteur.reprise", "Relaxee"),
    ("renovation_opt.moteur.reprise", "Reprise"),
}
"""Everything that is written, beside the classes of the Instance and of the Programme."""
FIGES = ("renovation_opt.instance", "renovation_opt.programme")
"""Modules whose classes are all frozen data."""


class _Redacteur(pickle.Pickler):
    """Writes a member of an enumeration by its value: releases of Python 3.11 before 3.11.4 call ``getattr``."""

    def reducer_override(self, objet: object) -> Any:  # noqa: ANN401 - what pickle expects
        """Return the class of a member and its value; NotImplemented, that is the usual way, for anything else."""
        return (type(objet), (objet.value,)) if isinstance(objet, Enum) else NotImplemented


class _Lecteur(pickle.Unpickler):
    """Reads only what is permitted."""

    def find_class(self, module: str, nom: str) -> Any:  # noqa: ANN401 - a class
        """Return a permitted class; UnpicklingError for any other."""
        if (module, nom) in PERMIS or (module in FIGES and nom[:1].isupper() and "." not in nom):
            return super().find_class(module, nom)
        classe = f"{module}.{nom}"
        raise pickle.UnpicklingError(classe)


def ecrire(objet: object) -> bytes:
    """Return the bytes that ``lire`` reads back."""
    octets = io.BytesIO()
    _Redacteur(octets, protocol=5).dump(objet)
    return octets.getvalue()


def lire(octets: bytes, genre: type[T]) -> T:
    """Return the object of class ``genre`` that bytes hold.  Raises ``pickle.UnpicklingError`` for anything else."""
    try:
        lu = _Lecteur(io.BytesIO(octets)).load()
    except (EOFError, ImportError, AttributeError, IndexError, TypeError, ValueError) as erreur:
        raise pickle.UnpicklingError(str(erreur)) from erreur
    if not isinstance(lu, genre):
        raise pickle.UnpicklingError(type(lu).__name__)
    return lu
