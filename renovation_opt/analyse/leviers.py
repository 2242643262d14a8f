"""Statements of a scenario that may be changed a little, one at a time, and by how much.

Answers for: ``Levier`` (a statement, its steps, the instance once changed) and ``leviers`` (the statements behind the
rows that an opération uses at a price, and the weights).
Leaves to others: how far a statement must move (expliquer).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from renovation_opt.instance import OBJECTIFS, Instance, Ints
from renovation_opt.moteur.valeurs import Emploi

PAS_EUR = 100_000
PAS_PAR_VALEUR = 50
"""Steps in the value of a statement: a change is found to 2 % of it, or to the smallest unit when that is larger."""
PAS_POIDS = Fraction(1, 100)
AMPLEUR = 2
"""A statement is moved up to its own value times this; beyond, it is another scenario."""


@dataclass(frozen=True, slots=True)
class Levier:
    """A statement that may grow by ``pas`` at a time.

    ``cle``: as in the scenario.  ``unite``: EUR, EUR/an, logements, logements/an, chantiers, part (of 1), poids.
    ``valeur``: what it is worth now; ``annee``: the year it is about, ``None`` for all.
    ``appliquer(n)``: the instance with n steps more.
    """

    cle: str
    annee: int | None
    unite: str
    valeur: Fraction
    pas: Fraction
    maximum: int
    appliquer: Callable[[int], Instance]


def leviers(inst: Instance, emplois: Sequence[Emploi]) -> Iterator[Levier]:
    """Yield the statements behind the rows used, dearest use first, each once; then the weights that can grow."""
    vus: set[tuple[str, int | None]] = set()
    for emploi in sorted(emplois, key=lambda e: -e.cout):
        if emploi.cout > 0:
            for levier in _derriere(inst, emploi):
                if (levier.cle, levier.annee) not in vus:
                    vus.add((levier.cle, levier.annee))
                    yield levier
    yield from _poids(inst)


def _derriere(inst: Instance, emploi: Emploi) -> Iterator[Levier]:
    """Yield the statements behind a row, the year alone before the whole."""
    fabrique = {
        "C6": _quota,
        "C8": _capacite,
        "C9": _simultanes,
        "C10": _enveloppe,
        "C11": _parite,
        "C12": _fonds_propres,
        "C13": _filiere,
    }.get(emploi.tag)
    if fabrique is not None:
        yield from fabrique(inst, emploi.etiquette)


def _enveloppe(inst: Instance, etiquette: str) -> Iterator[Levier]:
    """Yield the slice of one year, then the whole amount of a fund, shared like its slices (C10)."""
    f, annee = _code_annee(etiquette, [fonds.code for fonds in inst.fonds])
    tranches = inst.fonds[f].tranches_eur if f >= 0 else None
    if tranches is None:
        return
    cle, total = f"financements.{inst.fonds[f].code}.montant", sum(tranches)
    if annee is not None and not inst.fonds[f].libre:
        a = inst.annees.index(annee)
        yield _de_tranches(
            inst, f, cle, annee, tranches[a] or total // len(tranches), lambda x: _a_l_an(tranches, a, x)
        )
    yield _de_tranches(inst, f, cle, None, total, lambda x: _au_prorata(tranches, x))


def _de_tranches(
    inst: Instance, f: int, cle: str, annee: int | None, valeur: int, changer: Callable[[int], tuple[int, ...]]
) -> Levier:
    """Return the lever of the slices of a fund."""
    pas = _pas_eur(valeur)

    def appliquer(n: int) -> Instance:
        tranches = changer(n * pas)
        fonds = tuple(replace(x, tranches_eur=tranches) if i == f else x for i, x in enumerate(inst.fonds))
        return replace(inst, fonds=fonds)

    return Levier(cle, annee, "EUR", Fraction(valeur), Fraction(pas), _maximum(valeur, pas), appliquer)


def _a_l_an(tranches: Sequence[int], a: int, plus: int) -> tuple[int, ...]:
    """Return the slices with more money in one year."""
    return tuple(t + plus * (i == a) for i, t in enumerate(tranches))


def _au_prorata(tranches: Sequence[int], plus: int) -> tuple[int, ...]:
    """Return the slices with more money, shared like the slices, to the euro."""
    total, donne, vu = sum(tranches), 0, 0
    parts = []
    for tranche in tranches:
        vu += tranche
        jusque = plus * vu // total if total else plus
        parts.append(tranche + jusque - donne)
        donne = jusque
    return tuple(parts)


def _parite(inst: Instance, etiquette: str) -> Iterator[Levier]:
    """Yield the ratio of a fund held by parity (C11)."""
    f, _annee = _code_annee(etiquette, [fonds.code for fonds in inst.fonds])
    parite = inst.fonds[f].parite if f >= 0 else None
    if parite is None:
        return
    pas = Fraction(1, 50)

    def appliquer(n: int) -> Instance:
        nouvelle = replace(parite, ratio=parite.ratio + n * pas)
        fonds = tuple(replace(x, parite=nouvelle) if i == f else x for i, x in enumerate(inst.fonds))
        return replace(inst, fonds=fonds)

    maximum = max(1, int(AMPLEUR * parite.ratio / pas))
    yield Levier(f"financements.{inst.fonds[f].code}.parite.ratio", None, "part", parite.ratio, pas, maximum, appliquer)


def _capacite(inst: Instance, etiquette: str) -> Iterator[Levier]:
    """Yield the yearly capacity of a landlord, in one year then in all (C8)."""
    yield from _d_un_tableau(inst, "capacite", "bailleurs.{}.logements_par_an", etiquette, _codes(inst), "logements")


def _simultanes(inst: Instance, etiquette: str) -> Iterator[Levier]:
    """Yield the chantiers that a landlord may lead at once, all years (C9)."""
    yield from _d_un_tableau(
        inst, "simultanes", "bailleurs.{}.chantiers_simultanes", etiquette, _codes(inst), "chantiers"
    )


def _fonds_propres(inst: Instance, etiquette: str) -> Iterator[Levier]:
    """Yield the own money of a landlord, in one year then in all (C12)."""
    yield from _d_un_tableau(inst, "fonds_propres", "bailleurs.{}.fonds_propres", etiquette, _codes(inst), "EUR")


def _filiere(inst: Instance, etiquette: str) -> Iterator[Levier]:
    """Yield what the firms of an EPCI can carry, in one year then in all (C13)."""
    yield from _d_un_tableau(inst, "filiere", "filiere.{}", etiquette, inst.epcis, "EUR")


def _quota(inst: Instance, etiquette: str) -> Iterator[Levier]:
    """Yield the dwellings that a fund may aid each year (C6)."""
    f, _annee = _code_annee(etiquette, [fonds.code for fonds in inst.fonds])
    quota = inst.fonds[f].quota if f >= 0 else None
    if quota is None:
        return
    valeur = max(quota)
    pas = max(1, valeur // PAS_PAR_VALEUR)

    def appliquer(n: int) -> Instance:
        plus = tuple(q + n * pas for q in quota)
        fonds = tuple(replace(x, quota=plus) if i == f else x for i, x in enumerate(inst.fonds))
        return replace(inst, fonds=fonds)

    cle = f"financements.{inst.fonds[f].code}.quota_logements"
    yield Levier(cle, None, "logements", Fraction(valeur), Fraction(pas), _maximum(valeur, pas), appliquer)


def _d_un_tableau(
    inst: Instance, champ: str, cle: str, etiquette: str, codes: Sequence[str], unite: str
) -> Iterator[Levier]:
    """Yield the levers of a table [landlord or EPCI, year]: the year of the row, then every year."""
    rang, annee = _code_annee(etiquette, codes)
    if rang < 0:
        return
    tableau: Ints = getattr(inst, champ)
    for quand in (annee, None) if annee is not None and champ != "simultanes" else (None,):
        colonnes = [inst.annees.index(quand)] if quand is not None else list(range(inst.nb_annees))
        valeur = int(tableau[rang, colonnes].max(initial=0))
        pas = _pas_eur(valeur) if unite == "EUR" else max(1, valeur // PAS_PAR_VALEUR)

        def appliquer(n: int, colonnes: list[int] = colonnes, pas: int = pas) -> Instance:
            change = tableau.copy()
            ici = change[rang, colonnes]
            change[rang, colonnes] = np.where(ici >= 0, ici + n * pas, ici)
            return replace(inst, **{champ: change})  # type: ignore[arg-type]

        mesure = f"{unite}/an" if quand is None and unite != "chantiers" else unite
        yield Levier(
            cle.format(codes[rang]), quand, mesure, Fraction(valeur), Fraction(pas), _maximum(valeur, pas), appliquer
        )


def _poids(inst: Instance) -> Iterator[Levier]:
    """Yield the weight of each objective, the others unchanged."""
    objectif = inst.objectif
    for j, nom in enumerate(OBJECTIFS):
        if sum(objectif.poids) > objectif.poids[j] and objectif.echelles[j]:

            def appliquer(n: int, j: int = j) -> Instance:
                poids = [p + n * PAS_POIDS * (k == j) for k, p in enumerate(objectif.poids)]
                return replace(inst, objectif=replace(objectif, poids=(poids[0], poids[1], poids[2])))

            maximum = int(AMPLEUR * sum(objectif.poids) / PAS_POIDS)
            yield Levier(f"objectif.poids.{nom}", None, "poids", objectif.poids[j], PAS_POIDS, maximum, appliquer)


def _codes(inst: Instance) -> list[str]:
    """Return the codes of the landlords."""
    return [bailleur.code for bailleur in inst.bailleurs]


def _code_annee(etiquette: str, codes: Sequence[str]) -> tuple[int, int | None]:
    """Return the rank of the code that opens the label of a row, and the year that ends it; -1 when there is none."""
    code, _blanc, fin = etiquette.rpartition(" ")
    if fin.isdecimal() and code in codes:
        return codes.index(code), int(fin)
    return (codes.index(etiquette), None) if etiquette in codes else (-1, None)


def _pas_eur(valeur: int) -> int:
    """Return a step in euros: 2 % of the value, rounded to a hundred thousand (a thousand for small amounts)."""
    unite = PAS_EUR if valeur >= PAS_EUR * PAS_PAR_VALEUR else PAS_EUR // 100
    return max(unite, valeur // PAS_PAR_VALEUR // unite * unite)


def _maximum(valeur: int, pas: int) -> int:
    """Return how many steps a statement may move."""
    return max(PAS_PAR_VALEUR, AMPLEUR * valeur // pas)
