"""The frozen Programme: what is decided, and how far it is proven.

Answers for: ``PlanOperation`` (a decision), ``Ligne`` (its consequence, lot by year, to the euro), ``detailler``
(from the first to the second by the arrays of the Instance), ``Solution`` (programme + proof).
Leaves to others: checking (audit), totals (rapports); no solver object here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from renovation_opt.instance import PARTIS, Instance, repartir


class Statut(StrEnum):
    """What the solve proves."""

    OPTIMAL = "optimal"
    BORNE = "a_x_pour_cent"
    REALISABLE = "realisable_sans_borne"
    IMPOSSIBLE = "impossible"
    SANS_PROGRAMME = "arret_sans_programme"


class Limite(StrEnum):
    """Why the solve stopped."""

    ECART = "ecart"
    TRAVAIL = "travail"
    TEMPS = "temps"
    INTERRUPTION = "interruption"


@dataclass(frozen=True, slots=True, order=True)
class PlanOperation:
    """One opération opened: chantier (calendar year, years, parti), montage, and (lot, bouquet) of each treated lot."""

    operation: str
    debut: int
    duree: int
    parti: str
    montage: str
    bouquets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ligne:
    """One lot worked on in one year; money in integer euros; ``aides_eur`` in the order of ``inst.fonds``.

    travaux_eur + espaces_publics_eur = sum(aides_eur) + fonds_propres_eur (C5).
    """

    annee: int
    operation: str
    lot: str
    bouquet: str
    parti: str
    montage: str
    logements: int
    travaux_eur: int
    espaces_publics_eur: int
    aides_eur: tuple[int, ...]
    fonds_propres_eur: int


@dataclass(frozen=True, slots=True)
class Programme:
    """The answer: plans sorted by opération, lines sorted by (year, opération, lot)."""

    plans: tuple[PlanOperation, ...]
    lignes: tuple[Ligne, ...]


@dataclass(frozen=True, slots=True)
class Etape:
    """One solve of the method: what was optimised, its value and bound, and the limit that stopped it.

    ``sens`` +1 maximised, -1 minimised; ``valeur`` and ``borne`` in ``unite``.
    """

    nom: str
    unite: str
    sens: int
    valeur: float
    borne: float
    limite: Limite

    @property
    def ecart(self) -> float:
        """Relative gap |borne - valeur| / max(|valeur|, |borne|); 0 when both are 0.

        A minimised value is a share already (of the targets missed): its gap is the difference itself.
        """
        if self.sens < 0:
            return abs(self.borne - self.valeur)
        echelle = max(abs(self.valeur), abs(self.borne))
        return abs(self.borne - self.valeur) / echelle if echelle > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Manque:
    """A soft target missed: how much is missing (in the unit of the target) and relative to its scale."""

    cible: str
    libelle: str
    unite: str
    manque: int
    relatif: float


@dataclass(frozen=True, slots=True)
class Prix:
    """Marginal value of one coupling row in the relaxation of the last stage, per unit of the row."""

    ligne: str
    tag: str
    unite: str
    valeur: float


@dataclass(frozen=True, slots=True)
class Solution:
    """A programme and its proof.  ``echelles``: value that normalises each objective; ``objectifs``: exact integers.

    ``objectifs`` in kWh, thousandths of a point, millionths of a household (see instance.ECHELLE_*).
    """

    programme: Programme
    statut: Statut
    etapes: tuple[Etape, ...]
    objectifs: tuple[int, int, int]
    echelles: tuple[int, int, int]
    manques: tuple[Manque, ...]
    prix: tuple[Prix, ...]


def detailler(inst: Instance, plans: Iterable[PlanOperation]) -> Programme:
    """Return the programme of ``plans`` with its lines, read from the arrays of ``inst``.

    Raises KeyError when a plan names an opération, lot, bouquet or montage unknown to the instance.
    """
    codes = {code: o for o, code in enumerate(inst.operations.codes)}
    tries = tuple(sorted(plans))
    lignes = [ligne for plan in tries for ligne in _lignes(inst, codes[plan.operation], plan)]
    lignes.sort(key=lambda ligne: (ligne.annee, ligne.operation, ligne.lot))
    return Programme(tries, tuple(lignes))


def option(inst: Instance, lot: int, bouquet: str, montage: int) -> int:
    """Return the option q of a lot for a bouquet code and a montage index; KeyError when it is not offered."""
    for q in range(inst.lots.option_debut[lot], inst.lots.option_debut[lot + 1]):
        choix = inst.options.choix[q]
        if inst.options.montage[q] == montage and inst.bouquets[inst.choix.bouquet[choix]].code == bouquet:
            return int(q)
    raise KeyError((inst.lots.codes[lot], bouquet, inst.montages[montage].code))


def _lignes(inst: Instance, o: int, plan: PlanOperation) -> Iterator[Ligne]:
    """Yield the lines of one plan."""
    montage = {m.code: i for i, m in enumerate(inst.montages)}[plan.montage]
    lots = {inst.lots.codes[lot]: lot for lot in range(inst.operations.lot_debut[o], inst.operations.lot_debut[o + 1])}
    for code, bouquet in plan.bouquets:
        lot = lots[code]
        q = option(inst, lot, bouquet, montage)
        for rang in range(plan.duree):
            n = repartir(int(inst.lots.logements[lot]), plan.duree, rang)
            if n:
                yield _ligne(inst, plan, lot, q, plan.debut + rang, n)


def _ligne(inst: Instance, plan: PlanOperation, lot: int, q: int, annee: int, n: int) -> Ligne:
    """Return the line of ``n`` dwellings of ``lot`` under option ``q`` in calendar year ``annee``."""
    a = annee - inst.annees[0]
    choix = inst.options.choix[q]
    aides = [0] * len(inst.fonds)
    for s, f in enumerate(inst.montages[inst.options.montage[q]].fonds):
        aides[f] += n * int(inst.options.aide_eur[q, s, a])
    return Ligne(
        annee=annee,
        operation=plan.operation,
        lot=inst.lots.codes[lot],
        bouquet=inst.bouquets[inst.choix.bouquet[choix]].code,
        parti=plan.parti,
        montage=plan.montage,
        logements=n,
        travaux_eur=n * int(inst.choix.travaux_eur[choix, a]),
        espaces_publics_eur=n * int(inst.espaces_eur[lot, a]),
        aides_eur=tuple(aides),
        fonds_propres_eur=n * int(inst.options.fonds_propres_eur[q, a]),
    )


def objectifs(inst: Instance, programme: Programme) -> tuple[int, int, int]:
    """Return the three objectives of a programme as exact integers (kWh, thousandths of a point, millionths)."""
    comptees = inst.annees_comptees()
    total = np.zeros(3, dtype=np.int64)
    codes = {code: lot for lot, code in enumerate(inst.lots.codes)}
    bouquets = {b.code: i for i, b in enumerate(inst.bouquets)}
    for ligne in programme.lignes:
        lot = codes[ligne.lot]
        debut, fin = inst.lots.choix_debut[lot], inst.lots.choix_debut[lot + 1]
        p = debut + int(np.flatnonzero(inst.choix.bouquet[debut:fin] == bouquets[ligne.bouquet])[0])
        energie = inst.choix.energie_kwh[p] * comptees[ligne.annee - inst.annees[0]]
        patrimoine = inst.choix.patrimoine[p, PARTIS.index(ligne.parti)]
        total += ligne.logements * np.array([energie, patrimoine, inst.choix.mixite[p]], dtype=np.int64)
    return int(total[0]), int(total[1]), int(total[2])
