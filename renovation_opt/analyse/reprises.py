"""Reading back a start written on disk: arrays and frozen objects of this package, and nothing that could run.

Answers for: ``lire``.
Leaves to others: writing (pickle), what a start holds (calcul_point).
"""

from __future__ import annotations

import io
import pickle
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
    ("renovation_opt.moteur.plans", "Plans"),
    ("renovation_opt.moteur.reprise", "Reprise"),
}
"""Everything a start is made of, beside the classes of the Instance."""


class _Lecteur(pickle.Unpickler):
    """Reads only what a start is made of."""

    def find_class(self, module: str, nom: str) -> Any:  # noqa: ANN401 - a class
        """Return a permitted class; UnpicklingError for any other."""
        if (module, nom) in PERMIS or (module == "renovation_opt.instance" and nom[:1].isupper() and "." not in nom):
            return super().find_class(module, nom)
        classe = f"{module}.{nom}"
        raise pickle.UnpicklingError(classe)


def lire(octets: bytes, genre: type[T]) -> T:
    """Return the object of class ``genre`` that bytes hold.  Raises ``pickle.UnpicklingError`` for anything else."""
    try:
        lu = _Lecteur(io.BytesIO(octets)).load()
    except (EOFError, ImportError, AttributeError, IndexError, TypeError, ValueError) as erreur:
        raise pickle.UnpicklingError(str(erreur)) from erreur
    if not isinstance(lu, genre):
        raise pickle.UnpicklingError(type(lu).__name__)
    return lu
