"""What the tests of the engine share: variants of ``petit_parc``, ways to solve, and an optimum by enumeration.

Answers for: ``VARIANTES`` (one per rule, and all rules at once), ``resoudre``, ``meilleur``, ``tous_les_plans``.
Leaves to others: the enumeration of plans and the rules themselves (tests.force_brute).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache

import numpy as np

from renovation_opt.audit import auditer
from renovation_opt.couplage import coupler
from renovation_opt.couplage.base import Couplage
from renovation_opt.instance import OBJECTIFS, Instance, Ints, Objectif, Parite
from renovation_opt.moteur import methodes
from renovation_opt.moteur.borne import Relaxation, generer
from renovation_opt.moteur.etape import But
from renovation_opt.moteur.exact import enumerer
from renovation_opt.moteur.plans import Plans, en_plans_operation
from renovation_opt.moteur.resolution import Atelier
from renovation_opt.moteur.structure import structurer
from renovation_opt.moteur.suivi import Budget, muet
from renovation_opt.moteur.terrain import Terrain
from renovation_opt.programme import Programme, Solution, detailler
from tests import force_brute
from tests.petit_parc import (
    C1,
    C2,
    C3,
    PRIVE,
    avec_bareme,
    avec_grappe,
    avec_limite,
    avec_niveaux,
    avec_phases,
    avec_regle,
    avec_requises,
    avec_second_fonds,
    cible,
    cible_aides,
    cible_cites,
    petit_parc,
    remplacer,
)

POIDS = (Fraction(1), Fraction(7), Fraction(1, 2))
"""Weights that make the three objectives count."""
TOURS = 6


def objectif(*poids: Fraction | int, methode: str = "ponderee", **champs: object) -> Objectif:
    """Return an objective whose scales are written: 1 integer unit each."""
    trois = tuple(Fraction(p) for p in poids or POIDS)
    return replace(Objectif("ponderee", (trois[0], trois[1], trois[2]), (1, 1, 1)), methode=methode, **champs)  # type: ignore[arg-type]


def _argent_propre() -> Instance:
    """Return ``petit_parc`` where own money forbids more than about half of the works of alpha each year."""
    return avec_limite(avec_limite(petit_parc(), "fonds_propres", 0, 500_000, 600_000), "fonds_propres", 2, 50_000, 0)


def _etroit() -> Instance:
    """Return ``petit_parc`` with 12 dwellings a year for alpha: few programmes, quick to enumerate."""
    return avec_limite(petit_parc(), "capacite", 0, 12, 12)


def _reporte() -> Instance:
    """Return ``petit_parc`` where alpha needs the aid (own money 40 000 euros at most), in 2021 all carried over."""
    inst = avec_regle(petit_parc(), tranches_eur=(220_000, 0), report=Fraction(4, 5))
    return avec_limite(inst, "reste_a_charge_eur", 0, 40_000)


def tout() -> Instance:
    """Return ``petit_parc`` with every rule at once, none of them idle."""
    inst = avec_second_fonds(petit_parc(), parite=Parite((0,), Fraction(1), par_annee=False), quota=(12, 14))
    inst = avec_regle(inst, tranches_eur=(130_000, 110_000), quota=(14, 16))
    inst = avec_limite(avec_limite(inst, "simultanes", 0, 2, 1), "filiere", 0, 800_000, 900_000)
    inst = avec_grappe(avec_limite(inst, "fonds_propres", 0, 600_000, 650_000), C1, C3, fenetre=1)
    return remplacer(inst, cibles=(cible(18), cible_cites(1, 0, 1, code="cites"), cible_aides(120_000, code="aides")))


VARIANTES: dict[str, Callable[[], Instance]] = {
    "base": petit_parc,
    "quota": lambda: avec_regle(petit_parc(), quota=(8, 12)),
    "libre": lambda: avec_regle(petit_parc(), libre=True),
    "report": _reporte,
    "report_nul": lambda: avec_regle(petit_parc(), report=Fraction(0)),
    "parite_horizon": lambda: avec_second_fonds(petit_parc(), parite=Parite((0,), Fraction(1, 2), par_annee=False)),
    "parite_annuelle": lambda: avec_second_fonds(petit_parc(), parite=Parite((0,), Fraction(3, 2), par_annee=True)),
    "niveaux": lambda: avec_niveaux(avec_regle(petit_parc(), tranches_eur=(60_000, 60_000))),
    "bareme": lambda: avec_bareme(petit_parc()),
    "grappe": lambda: avec_grappe(_etroit(), C1, C2, fenetre=1),
    "phases": lambda: avec_phases(petit_parc(capacite=np.full((3, 2), -1))),
    "requises": lambda: avec_requises(avec_limite(petit_parc(), "capacite", 0, 10, 10), C2, PRIVE),
    "simultanes": lambda: avec_limite(petit_parc(), "simultanes", 0, 1, 1),
    "fonds_propres": _argent_propre,
    "reste_a_charge": lambda: avec_limite(petit_parc(), "reste_a_charge_eur", 0, 55_000),
    "filiere": lambda: avec_limite(petit_parc(), "filiere", 0, 500_000, 700_000),
    "cible_dure": lambda: avec_limite(petit_parc(cibles=(cible(20),)), "capacite", 0, 7, 6),
    "cible_au_plus": lambda: remplacer(avec_limite(_etroit(), "capacite", 0, 10, 0), cibles=(cible(15, sens=-1),)),
    "cible_aides": lambda: petit_parc(cibles=(cible_aides(200_000),)),
    "cible_cites": lambda: remplacer(_etroit(), cibles=(cible_cites(2, 0, 1),)),
    "tout": tout,
}
"""Name -> variant of ``petit_parc``; each has a programme."""

SOUPLES: dict[str, Callable[[], Instance]] = {
    "logements": lambda: avec_limite(petit_parc(cibles=(cible(30, souple=True),)), "capacite", 0, 6, 6),
    "aides": lambda: avec_limite(petit_parc(cibles=(cible_aides(400_000, souple=True),)), "capacite", 0, 10, 0),
    "cites": lambda: avec_limite(petit_parc(cibles=(cible_cites(3, 0, 1, 2, souple=True),)), "capacite", 0, 5, 14),
}
"""Name -> variant with one soft target that no programme reaches."""


@cache
def optimum(nom: str, poids: tuple[Fraction, Fraction, Fraction] = POIDS) -> float:
    """Return the best weighted sum of a variant, by enumeration."""
    valeur, _plans = force_brute.optimum(VARIANTES[nom](), poids)
    assert valeur is not None
    return float(valeur)


def conforme(inst: Instance) -> Callable[[Programme], bool]:
    """Return the audit as the engine receives it."""
    return lambda programme: auditer(inst, programme).conforme


def atelier(inst: Instance, budget: Budget | None = None) -> Atelier:
    """Return what a stage needs."""
    return Atelier(inst, structurer(inst), budget or Budget(60, TOURS), conforme(inst), muet)


def resoudre(inst: Instance, tours: int = TOURS) -> Solution:
    """Solve, with rounds counted in work."""
    return methodes.resoudre(inst, Budget(60, tours), conforme(inst), muet)


def planchers(inst: Instance) -> Couplage:
    """Return the coupling of an instance, with a floor of 0 on each objective: rows that count what methods hold."""
    return coupler(inst).plus([methodes._plancher(inst, j, 0) for j in range(len(OBJECTIFS))])


def but(inst: Instance, *c: float, manque: float = 0.0) -> But:
    """Return a stage that maximises ``c`` (POIDS by default) under the rows of an instance."""
    trois = c or tuple(float(p) for p in POIDS)
    return But("essai", "", coupler(inst), (trois[0], trois[1], trois[2]), manque)


def tous_les_plans(inst: Instance) -> Plans:
    """Return every plan of every opération."""
    plans = enumerer(inst, structurer(inst))
    assert plans is not None
    return plans


def terrain(inst: Instance, etape: But) -> tuple[Terrain, Relaxation]:
    """Return the ground of the search, and the relaxation behind it."""
    structure = structurer(inst)
    relaxation = generer(inst, structure, etape)
    return Terrain(inst, structure, etape, relaxation), relaxation


def tirer(inst: Instance, hasard: np.random.Generator, ouvertes: float = 0.6) -> Plans:
    """Return one plan, or none, for each opération, among all plans; required ones always have one."""
    tous = tous_les_plans(inst)
    choisis = []
    for o, requise in enumerate(inst.operations.requise):
        rangs = np.flatnonzero(tous.operation == o)
        if requise or hasard.uniform() < ouvertes:
            choisis.append(int(hasard.choice(rangs)))
    return tous.extraire(np.array(choisis, dtype=np.int64))


def programme(inst: Instance, plans: Plans) -> Programme:
    """Return plans as a programme."""
    return detailler(inst, en_plans_operation(inst, plans))


def pondere(poids: tuple[Fraction | float | int, ...], valeurs: tuple[int, ...] | Ints) -> Fraction:
    """Return the exact weighted sum of objectives."""
    return sum((Fraction(p) * int(v) for p, v in zip(poids, valeurs, strict=True)), Fraction(0))


def meilleur(
    inst: Instance, note: Callable[[Ints], Fraction], accepte: Callable[[Ints], bool] = lambda _valeurs: True
) -> tuple[Fraction | None, tuple[int, int, int]]:
    """Return the best note of the programmes accepted, and its objectives; ``note`` grows with each of them."""
    fb = force_brute
    effets = [[fb._effet(inst, o, plan) for plan in fb.plans(inst, o)] for o in range(len(inst.operations.codes))]
    restes = [np.zeros(3, dtype=np.int64)]
    for possibles in reversed(effets):
        restes.insert(0, restes[0] + np.max([np.zeros(3, np.int64), *(e.objectifs for e in possibles)], axis=0))
    atteint: tuple[Fraction | None, tuple[int, int, int]] = (None, (0, 0, 0))

    def somme(choisis: list[fb.Effet]) -> Ints:
        return np.asarray(np.sum([np.zeros(3, np.int64), *(e.objectifs for e in choisis)], axis=0))

    def prometteur(choisis: list[fb.Effet], o: int) -> bool:
        plafond = somme(choisis) + restes[o]
        return accepte(plafond) and (atteint[0] is None or note(plafond) > atteint[0])

    for choisis in fb._combinaisons(inst, effets, fb._limites(inst), prometteur):
        total = somme(choisis)
        if accepte(total) and (atteint[0] is None or note(total) > atteint[0]) and fb._acceptable(inst, choisis):
            atteint = note(total), (int(total[0]), int(total[1]), int(total[2]))
    return atteint


def au_poids(*poids: Fraction | int) -> Callable[[Ints], Fraction]:
    """Return the note of a weighted sum (POIDS by default)."""
    return lambda valeurs: pondere(poids or POIDS, valeurs)
