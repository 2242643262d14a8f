"""The statements that limit: means of landlords, funds, local firms (C6, C8 to C13).

Answers for: ``limites``: one statement per key of the scenario, with the rows it makes and how it may give.
Leaves to others: targets, decisions, floors (recensement).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from renovation_opt.analyse.diagnostic.enonces import Cas, Desserrer, Enonce, Groupe, Sans
from renovation_opt.instance import Fonds, Instance, Ints
from renovation_opt.locale import _
from renovation_opt.moteur.conflit import Ligne, lignes_par_etiquette

EUROS, LOGEMENTS, CHANTIERS, POINTS = "euros", "logements", "chantiers", "%"
PAS_EUROS = 1_000
"""Amounts are rounded up to the thousand euros."""
Placer = Callable[[str], str]
"""Dotted key -> file and line."""


@dataclass(frozen=True, slots=True)
class Tableau:
    """A table [group, year] of limits of the Instance: its field, famille of rows, unit, words of the key."""

    champ: str
    famille: str
    unite: str
    pas: int = 1


BAILLEURS: Mapping[str, Tableau] = {
    "logements_par_an": Tableau("capacite", "capacite_bailleur", LOGEMENTS),
    "chantiers_simultanes": Tableau("simultanes", "chantiers_simultanes", CHANTIERS),
    "fonds_propres": Tableau("fonds_propres", "fonds_propres", EUROS, PAS_EUROS),
}
FILIERE = Tableau("filiere", "filiere", EUROS, PAS_EUROS)


def limites(inst: Instance, placer: Placer, cles: Mapping[str, str], filiere: Mapping[str, str]) -> Iterator[Enonce]:
    """Yield the limits of an instance.

    ``cles``: landlord -> key that speaks of it; ``filiere``: EPCI -> key that speaks of it.
    """
    etiquettes = lignes_par_etiquette(inst)
    codes = [b.code for b in inst.bailleurs]
    for mot, tableau in BAILLEURS.items():
        for cle, rangs in _par_cle(codes, cles).items():
            nom = _noms_bailleurs(inst, rangs)
            libelle = {
                "logements_par_an": _("{nom}, logements par an"),
                "chantiers_simultanes": _("{nom}, chantiers simultanés"),
                "fonds_propres": _("{nom}, fonds propres"),
            }[mot].format(nom=nom)
            yield from _tableau(inst, f"{cle}.{mot}", libelle, tableau, codes, rangs, placer, etiquettes)
    for cle, rangs in _par_cle(inst.epcis, filiere).items():
        libelle = _("filière : travaux par an, {epci}").format(epci=_liste([inst.epci_libelles[e] for e in rangs]))
        yield from _tableau(inst, cle, libelle, FILIERE, inst.epcis, rangs, placer, etiquettes)
    for fonds in inst.fonds:
        yield from _du_fonds(inst, fonds, placer)


def _par_cle(codes: Sequence[str], cles: Mapping[str, str]) -> dict[str, list[int]]:
    """Return key -> ranks of what it speaks of."""
    groupes: dict[str, list[int]] = {}
    for rang, code in enumerate(codes):
        groupes.setdefault(cles[code], []).append(rang)
    return groupes


def _tableau(
    inst: Instance,
    cle: str,
    libelle: str,
    tableau: Tableau,
    codes: Sequence[str],
    rangs: Sequence[int],
    placer: Placer,
    etiquettes: Mapping[tuple[str, str], int],
) -> Iterator[Enonce]:
    """Yield the statement of a table of yearly limits, if it limits anything."""
    limites: Ints = getattr(inst, tableau.champ)[list(rangs)]
    annees = [a for a in range(inst.nb_annees) if (limites[:, a] >= 0).any()]
    lignes = {
        a: tuple(
            (tableau.famille, etiquettes[tableau.famille, nom])
            for r in rangs
            if (tableau.famille, nom := f"{codes[r]} {inst.annees[a]}") in etiquettes
        )
        for a in annees
    }
    if not any(lignes.values()):
        return
    constante = len({int(v) for v in limites[:, annees].reshape(-1)}) == 1
    colonnes = [annees] if constante else [[a] for a in annees]
    noms = [codes[r] for r in rangs]
    groupes = tuple(
        Groupe(
            "" if constante else str(inst.annees[colonne[0]]),
            tuple(ligne for a in colonne for ligne in lignes[a]),
            int(limites[:, colonne].max()),
            tableau.unite,
            pas=tableau.pas,
        )
        for colonne in colonnes
    )
    yield Enonce(
        cle, libelle, placer(cle), _sans_tableau(tableau, noms), groupes, _plus_tableau(tableau, noms, colonnes)
    )


def _rangs(inst: Instance, tableau: Tableau, noms: Sequence[str]) -> list[int]:
    """Return the ranks of landlords or EPCI in an instance."""
    codes = list(inst.epcis) if tableau is FILIERE else [b.code for b in inst.bailleurs]
    return [codes.index(nom) for nom in noms]


def _sans_tableau(tableau: Tableau, noms: Sequence[str]) -> Sans:
    """Return how to drop limits."""

    def sans(cas: Cas) -> Cas:
        table = getattr(cas.inst, tableau.champ).copy()
        table[_rangs(cas.inst, tableau, noms)] = -1
        return _avec(cas, **{tableau.champ: table})

    return sans


def _plus_tableau(tableau: Tableau, noms: Sequence[str], colonnes: Sequence[Sequence[int]]) -> Desserrer:
    """Return how to raise limits, by group of years."""

    def plus(cas: Cas, montants: tuple[int, ...]) -> Cas:
        table = getattr(cas.inst, tableau.champ).copy()
        for annees, montant in zip(colonnes, montants, strict=True):
            places = np.ix_(_rangs(cas.inst, tableau, noms), list(annees))
            table[places] = np.where(table[places] >= 0, table[places] + montant, table[places])
        return _avec(cas, **{tableau.champ: table})

    return plus


def _du_fonds(inst: Instance, fonds: Fonds, placer: Placer) -> Iterator[Enonce]:
    """Yield the statements of a fund: envelope, quota, parity."""
    racine = f"financements.{fonds.code}"
    if fonds.tranches_eur is not None:
        cle = f"{racine}.montant"
        libelle = _("{fonds}, enveloppe").format(fonds=fonds.libelle)
        yield Enonce(
            cle,
            libelle,
            placer(cle),
            _autre_fonds(fonds.code, lambda f: replace(f, tranches_eur=None)),
            tuple(_tranches(inst, fonds)),
            _plus_tranches(fonds.code),
        )
    if fonds.quota is not None:
        cle = f"{racine}.quota_logements"
        lignes: tuple[Ligne, ...] = tuple((f"quota_{fonds.code}", a) for a in range(inst.nb_annees))
        groupe = Groupe("", lignes, max(fonds.quota), LOGEMENTS)
        libelle = _("{fonds}, logements aidés par an").format(fonds=fonds.libelle)
        sans = _autre_fonds(fonds.code, lambda f: replace(f, quota=None))
        yield Enonce(cle, libelle, placer(cle), sans, (groupe,), _plus_quota(fonds.code))
    if fonds.parite is not None:
        cle = f"{racine}.parite"
        valeur = int(fonds.parite.ratio * 100)
        lignes = tuple((f"parite_{fonds.code}", a) for a in range(inst.nb_annees if fonds.parite.par_annee else 1))
        libelle = _("{fonds}, parité").format(fonds=fonds.libelle)
        sans = _autre_fonds(fonds.code, lambda f: replace(f, parite=None))
        yield Enonce(
            cle,
            libelle,
            placer(cle),
            sans,
            (Groupe("", lignes, valeur, POINTS, lineaire=False),),
            _plus_parite(fonds.code),
        )


def _tranches(inst: Instance, fonds: Fonds) -> Iterator[Groupe]:
    """Yield the slices of a fund that gives money in its years, or its total when only the total counts."""
    tranches = fonds.tranches_eur or ()
    if fonds.libre:
        yield Groupe("", ((f"enveloppe_{fonds.code}", 0),), sum(tranches), EUROS, pas=PAS_EUROS)
        return
    for a, euros in enumerate(tranches):
        if fonds.actif[a]:
            yield Groupe(str(inst.annees[a]), ((f"enveloppe_{fonds.code}", a),), euros, EUROS, pas=PAS_EUROS)


def _plus_tranches(code: str) -> Desserrer:
    """Return how to add money to the slices of a fund."""

    def plus(cas: Cas, montants: tuple[int, ...]) -> Cas:
        def ajouter(fonds: Fonds) -> Fonds:
            tranches = list(fonds.tranches_eur or ())
            annees = [next(a for a, actif in enumerate(fonds.actif) if actif)] if fonds.libre else _actives(fonds)
            for a, montant in zip(annees, montants, strict=True):
                tranches[a] += montant
            return replace(fonds, tranches_eur=tuple(tranches))

        return _autre_fonds(code, ajouter)(cas)

    return plus


def _actives(fonds: Fonds) -> list[int]:
    """Return the years in which a fund may pay."""
    return [a for a, actif in enumerate(fonds.actif) if actif]


def _plus_quota(code: str) -> Desserrer:
    """Return how to raise a quota."""

    def plus(cas: Cas, montants: tuple[int, ...]) -> Cas:
        def ajouter(fonds: Fonds) -> Fonds:
            return replace(fonds, quota=tuple(q + montants[0] for q in fonds.quota or ()))

        return _autre_fonds(code, ajouter)(cas)

    return plus


def _plus_parite(code: str) -> Desserrer:
    """Return how to raise a parity, in points of percentage."""

    def plus(cas: Cas, montants: tuple[int, ...]) -> Cas:
        def ajouter(fonds: Fonds) -> Fonds:
            if fonds.parite is None:
                return fonds
            ratio = fonds.parite.ratio + Fraction(montants[0], 100)
            return replace(fonds, parite=replace(fonds.parite, ratio=ratio))

        return _autre_fonds(code, ajouter)(cas)

    return plus


def _autre_fonds(code: str, changer: Callable[[Fonds], Fonds]) -> Sans:
    """Return the change of one fund of a case."""
    return lambda cas: _avec(cas, fonds=tuple(changer(f) if f.code == code else f for f in cas.inst.fonds))


def _avec(cas: Cas, **champs: object) -> Cas:
    """Return a case with other fields of its instance."""
    return replace(cas, inst=replace(cas.inst, **champs))  # type: ignore[arg-type]


def _noms_bailleurs(inst: Instance, rangs: Sequence[int]) -> str:
    """Return the landlords that a key speaks of."""
    return _liste([inst.bailleurs[r].libelle for r in rangs])


def _liste(noms: Sequence[str]) -> str:
    """Return names in a row, cut when they are many."""
    uniques = list(dict.fromkeys(noms))
    reste = len(uniques) - 2
    return ", ".join(uniques[:2]) + (_(" et {n} autres").format(n=reste) if reste > 0 else "")
