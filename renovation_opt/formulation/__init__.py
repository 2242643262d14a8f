"""The compact model, written so that it reads like the mathematics; see ``model`` for its table of contents.

Answers for: the same problem as the engine, as one mixed-integer programme that any solver may read (LP, MPS).
Leaves to others: coupling rows (couplage), aids due (montage), good programmes fast (moteur).
"""

from __future__ import annotations

from renovation_opt.formulation.model import modele_compact
from renovation_opt.formulation.objectifs import But, termes
from renovation_opt.formulation.resolution import Resultat, ecrire, lire_solution, resoudre
from renovation_opt.formulation.variables import Variables

__all__ = ["But", "Resultat", "Variables", "ecrire", "lire_solution", "modele_compact", "resoudre", "termes"]
