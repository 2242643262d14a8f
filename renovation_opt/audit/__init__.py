"""The independent audit: every rule and every figure recomputed from ``Instance`` + ``Programme``, in integers.

Answers for: ``REGLES`` (the list of the rules, the only place where a tag meets a name), ``auditer``.
Leaves to others: each rule (operations C1-C7, couplage C8-C17), the aids due (aides), the sums (totaux).
Knows neither the compact model nor the engine, and reads no aid that they computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from renovation_opt.audit import couplage, operations
from renovation_opt.audit.lecture import Lecture, lire
from renovation_opt.audit.rapport import Bilan, Constat, EtatCible, Infraction, Rapport, Tranches
from renovation_opt.audit.totaux import bilan
from renovation_opt.instance import Instance
from renovation_opt.programme import Programme

__all__ = ["REGLES", "Bilan", "EtatCible", "Infraction", "Rapport", "Regle", "Tranches", "auditer"]


class Regle(NamedTuple):
    """A rule: its tag, its name in the formulation, and the function that yields what breaks it."""

    tag: str
    nom: str
    fonction: Callable[[Lecture], Iterator[Constat]]


REGLES = (
    Regle("C1", "un_seul_plan", operations.un_seul_plan),
    Regle("C2", "lots_obligatoires", operations.lots_obligatoires),
    Regle("C3", "lots_facultatifs", operations.lots_facultatifs),
    Regle("C4", "compatibilite", operations.compatibilite),
    Regle("C5", "equilibre_financier", operations.equilibre_financier),
    Regle("C6", "aide_due", operations.aide_due),
    Regle("C7", "cumul_aides", operations.cumul_aides),
    Regle("C8", "capacite_bailleur", couplage.capacite_bailleur),
    Regle("C9", "chantiers_simultanes", couplage.chantiers_simultanes),
    Regle("C10", "enveloppe_annuelle", couplage.enveloppe_annuelle),
    Regle("C11", "parite", couplage.parite),
    Regle("C12", "fonds_propres", couplage.fonds_propres),
    Regle("C13", "filiere", couplage.filiere),
    Regle("C14", "cibles_volume", couplage.cibles_volume),
    Regle("C15", "prioritaires", couplage.prioritaires),
    Regle("C16", "grappes", couplage.grappes),
    Regle("C17", "decisions", couplage.decisions),
)


def auditer(inst: Instance, programme: Programme) -> Rapport:
    """Return every infraction of ``programme`` and its figures; a malformed programme is reported, never raised."""
    lecture = lire(inst, programme)
    infractions = tuple(
        Infraction(regle.tag, regle.nom, vu.lieu, vu.constate, vu.attendu, vu.message)
        for regle in REGLES
        for vu in regle.fonction(lecture)
    )
    return Rapport(infractions, bilan(lecture))
