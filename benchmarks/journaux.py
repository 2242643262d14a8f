"""What a line of a solver's log says: a better programme, a better bound.

Answers for: ``lire``, from a line to (value, bound), both of the maximisation.
Leaves to others: running the solvers (direct), when the line came (course).
The MPS is a minimisation: every log is read with its signs changed.
"""

from __future__ import annotations

import json
import re
from typing import Final

Dit = tuple[float | None, float | None]
"""Value and bound that a line gives, maximised; ``None`` for what it does not say."""
LU: Final = "@lu"
"""Line that our wrappers write once the model is read: the clock of the limits starts there."""
_MARQUE: Final = "@"
_LU_PAR_CBC: Final = re.compile(r"^Coin\d+I \S+ read with")
_INFINI: Final = 1e20
_NOMBRE: Final = r"([-+]?\d[\d.]*(?:e[-+]?\d+)?|-?inf)"
_PROGRAMMES_CBC: Final = re.compile(
    rf"(?:Solution found of|Relaxing continuous gives|Integer solution of|improved solution from \S+ to|"
    rf"Objective value:)\s+{_NOMBRE}"
)
_BORNES_CBC: Final = re.compile(
    rf"(?:Continuous objective value is|best possible|Search completed - best objective|Lower bound:)\s+{_NOMBRE}"
)
_CPSAT: Final = re.compile(rf"^#\S+\s+\S+s\s+best:{_NOMBRE}\s+next:\[{_NOMBRE},")


def evenement(valeur: object, borne: object) -> str:
    """Return the line by which our wrappers tell a value and a bound of the minimisation."""
    return _MARQUE + json.dumps([_fini(valeur), _fini(borne)])


def est_lu(ligne: str) -> bool:
    """Tell whether the model has been read."""
    return ligne.strip() == LU or bool(_LU_PAR_CBC.match(ligne))


def lire(solveur: str, ligne: str) -> Dit:
    """Return what a line says."""
    if ligne.startswith(_MARQUE) and ligne.strip() != LU:
        valeur, borne = json.loads(ligne.removeprefix(_MARQUE))
        return _oppose(valeur), _oppose(borne)
    lecteur = {"CBC": _cbc, "CP-SAT": _cpsat, "SCIP": _scip}.get(solveur)
    return lecteur(ligne) if lecteur else (None, None)


def _cbc(ligne: str) -> Dit:
    valeur, borne = _PROGRAMMES_CBC.search(ligne), _BORNES_CBC.search(ligne)
    return _oppose(_nombre(valeur[1]) if valeur else None), _oppose(_nombre(borne[1]) if borne else None)


def _cpsat(ligne: str) -> Dit:
    trouve = _CPSAT.match(ligne)
    return (_oppose(_nombre(trouve[1])), _oppose(_nombre(trouve[2]))) if trouve else (None, None)


def _scip(ligne: str) -> Dit:
    """Read the columns dualbound and primalbound, which come before ``gap`` and ``compl.``, the last two."""
    cases = [case.strip() for case in ligne.split("|")]
    if len(cases) < 10 or not re.fullmatch(r"\D{0,2}\s*[\d.]+s?", cases[0]):  # noqa: PLR2004 - columns of SCIP
        return None, None
    return _oppose(_nombre(cases[-3])), _oppose(_nombre(cases[-4]))


def _nombre(texte: str) -> float | None:
    """Return a number, ``None`` when the log shows none."""
    try:
        return float(texte)
    except ValueError:
        return None


def _fini(nombre: object) -> float | None:
    """Return a number when it is one: libraries also answer infinity, NaN or NA for what they do not know."""
    return float(nombre) if isinstance(nombre, (int, float)) and abs(nombre) < _INFINI else None


def _oppose(nombre: float | None) -> float | None:
    fini = _fini(nombre)
    return None if fini is None else -fini
