"""What is known of a cité while it is explained.

Answers for: ``Dossier``: the bench, the programme, the prices, and what being in the programme means.
Leaves to others: what is concluded (expliquer, faire_entrer).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from renovation_opt.analyse.banc import Banc
from renovation_opt.analyse.viser import Visee
from renovation_opt.instance import Instance
from renovation_opt.moteur.reprise import Reprise
from renovation_opt.moteur.valeurs import Valeurs
from renovation_opt.programme import Solution


@dataclass(slots=True)
class Dossier:
    """What is known while a cité is explained; ``origine``: the instance of the scenario, soft targets included."""

    banc: Banc
    origine: Instance
    visee: Visee
    base: Solution
    reprise: Reprise | None
    valeurs: Valeurs

    @property
    def inst(self) -> Instance:
        """The instance of the bench."""
        return self.banc.inst

    def ouvertes(self, solution: Solution) -> set[str]:
        """Return the opérations of the cité that a programme opens."""
        codes = {self.inst.operations.codes[o] for o in self.visee.operations}
        return codes & {plan.operation for plan in solution.programme.plans}

    def requise(self, inst: Instance) -> Instance:
        """Return an instance where the cité is required (C17)."""
        requise = inst.operations.requise.copy()
        requise[list(self.visee.imposables(inst))] = True
        return replace(inst, operations=replace(inst.operations, requise=requise))

    def imposees(self) -> set[str]:
        """Return the opérations that must be opened for the cité to be in."""
        return {self.inst.operations.codes[o] for o in self.visee.imposables(self.inst)}
