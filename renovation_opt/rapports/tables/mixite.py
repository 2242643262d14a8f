"""Segregation between first-quartile households and the others: Duncan's dissimilarity index.

Over the cités c of one EPCI, with q[c] first-quartile households and o[c] the others (q + o = dwellings of the cité,
all occupied by hypothesis):  D = 1/2 * sum over c of | q[c] / sum q  -  o[c] / sum o |,  between 0 and 1.
After works, a diversified household is no more of the first quartile: q'[c] = max(0, q[c] - diversified[c]) and
o'[c] = dwellings - q'[c].  No value when an EPCI has no household of one of the two groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from renovation_opt.instance import ECHELLE_MIXITE, Instance


@dataclass(frozen=True, slots=True)
class Dissimilarite:
    """Duncan's index of one EPCI, before and after the programme."""

    epci: str
    libelle: str
    avant: float | None
    apres: float | None


def duncan(q1: Sequence[float], autres: Sequence[float]) -> float | None:
    """Return Duncan's dissimilarity index of two groups over the same places; None when a group is empty."""
    total_q1, total_autres = sum(q1), sum(autres)
    if total_q1 <= 0 or total_autres <= 0:
        return None
    return sum(abs(q / total_q1 - o / total_autres) for q, o in zip(q1, autres, strict=True)) / 2


def dissimilarites(inst: Instance, lignes: pd.DataFrame) -> tuple[Dissimilarite, ...]:
    """Return the index of each EPCI that has cités, in the order of the instance."""
    diversifies = lignes.groupby("cite_id")["diversifies_u"].sum().to_dict()
    bilans = []
    for e, (code, libelle) in enumerate(zip(inst.epcis, inst.epci_libelles, strict=True)):
        cites = [c for c in inst.cites if c.epci == e]
        avant = [c.logements * c.part_menages_q1 for c in cites]
        partis = [int(diversifies.get(c.code, 0)) / ECHELLE_MIXITE for c in cites]
        apres = [max(0.0, q - d) for q, d in zip(avant, partis, strict=True)]
        tous = [c.logements for c in cites]
        bilans.append(Dissimilarite(code, libelle, _indice(avant, tous), _indice(apres, tous)))
    return tuple(bilans)


def _indice(q1: Sequence[float], tous: Sequence[int]) -> float | None:
    """Return the index between first-quartile households and the rest of all households."""
    return duncan(q1, [n - q for n, q in zip(tous, q1, strict=True)])
