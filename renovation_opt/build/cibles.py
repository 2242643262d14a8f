"""Targets of the scenario, resolved on choix, funds and cités (C14, C15)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, gcd

import numpy as np
import pandas as pd

from renovation_opt.build.conditions import Champs, satisfait, sur_lots
from renovation_opt.instance import ETIQUETTES, Bools, Choix, Cible, Fonds, Ints, Petits, PoidsDeGroupe
from renovation_opt.locale import _
from renovation_opt.schemas.chargement import ScenarioCharge
from renovation_opt.schemas.scenario import Cible as CibleEcrite

PASSOIRES = ("F", "G")


@dataclass(frozen=True, slots=True)
class Contexte:
    """What the targets are read on: treatable lots (``table``), their choix, the cités and funds."""

    charge: ScenarioCharge
    annees: tuple[int, ...]
    table: pd.DataFrame
    choix: Choix
    champs: Champs
    """Fields of the bouquets on every choix, see conditions.champs_bouquet."""
    etiquette: Petits
    fonds: tuple[Fonds, ...]
    cites: tuple[str, ...]
    prioritaires: tuple[bool, ...]


def faire_cibles(ctx: Contexte) -> tuple[Cible, ...]:
    """Return the targets of the scenario, then the minimum use of the funds that have one."""
    cibles = [c for i, ecrite in enumerate(ctx.charge.scenario.cibles) for c in _decliner(ctx, i, ecrite)]
    cibles += [_minimum(ctx, f, fonds) for f, fonds in enumerate(ctx.fonds) if fonds.minimum_eur]
    return tuple(_codes_uniques(cibles))


def _codes_uniques(cibles: list[Cible]) -> Iterator[Cible]:
    """Yield the targets with a number added to codes already taken."""
    vus: dict[str, int] = {}
    for cible in cibles:
        vus[cible.code] = vus.get(cible.code, 0) + 1
        suffixe = f"_{vus[cible.code]}" if vus[cible.code] > 1 else ""
        yield replace(cible, code=cible.code + suffixe)


def _minimum(ctx: Contexte, f: int, fonds: Fonds) -> Cible:
    """Return the soft target « consommer au moins le minimum »."""
    fichier, ligne, _colonne = ctx.charge.lieu(f"financements.{fonds.code}.minimum")
    return Cible(
        code=f"minimum_{fonds.code}",
        libelle=_("{fonds} : consommer au moins le minimum").format(fonds=fonds.libelle),
        tag="C14",
        mesure="aides",
        unite="euros",
        annees=tuple(True for _a in ctx.annees),
        sens=1,
        seuil=fonds.minimum_eur,
        souple=True,
        echelle=fonds.minimum_eur,
        fonds=f,
        origine=f"{fichier}:{ligne}",
    )


@dataclass(frozen=True, slots=True)
class Filtre:
    """What the targets of a statement count: lots [L] and choix [P], in groups (one when it has no ``par``).

    ``noms`` [G] and ``groupe`` [L]; the sums of all groups are made at once.
    """

    lots: Bools
    choix: Bools
    noms: tuple[str, ...]
    groupe: Petits
    groupe_choix: Petits

    def somme(self, nombre: Ints, lots: Bools) -> list[int]:
        """Return [G] the sum of ``nombre`` over the lots of each group."""
        compte = lots & self.lots
        sommes = np.zeros(len(self.noms), dtype=np.int64)
        np.add.at(sommes, self.groupe[compte], nombre[compte])
        liste: list[int] = sommes.tolist()
        return liste

    def poids(self, compte: Bools, g: int, dedans: int, dehors: int = 0) -> Ints | PoidsDeGroupe:
        """Return the weights of group ``g`` among the choix of ``compte``."""
        if len(self.noms) == 1:
            return np.where(compte & (self.groupe_choix == g), np.int64(dedans), np.int64(dehors))
        return PoidsDeGroupe(compte, self.groupe_choix, g, dedans, dehors)


def _decliner(ctx: Contexte, i: int, ecrite: CibleEcrite) -> Iterator[Cible]:
    """Yield the target, or one per EPCI or bailleur when it says ``par``."""
    filtre = _filtrer(ctx, ecrite)
    socles = [_socle(ctx, i, ecrite, nom) for nom in filtre.noms]
    if ecrite.mesure == "aides":
        yield from (_aides(ctx, ecrite, socle) for socle in socles)
    elif ecrite.mesure == "cites_prioritaires":
        yield from _prioritaires(ctx, socles, ecrite.seuil, filtre)
    elif ecrite.mesure == "part_equitable":
        yield from _equitables(ctx, socles, Fraction(ecrite.seuil), filtre)
    else:
        yield from _volumes(ctx, ecrite, socles, filtre)


def _filtrer(ctx: Contexte, ecrite: CibleEcrite) -> Filtre:
    """Return what a statement counts, and its groups."""
    lots = satisfait(sur_lots(ecrite.filtre), ctx.table)
    choix = satisfait(ecrite.filtre, ctx.table, ctx.champs, ctx.choix.lot)
    if ecrite.par is None:
        groupe = np.zeros(len(lots), dtype=np.int32)
        return Filtre(lots, choix, ("",), groupe, groupe[ctx.choix.lot])
    rangs, valeurs = pd.factorize(ctx.table[ecrite.par])
    presentes = sorted({str(valeurs[r]) for r in np.unique(rangs[lots])})
    place = {valeur: g for g, valeur in enumerate(presentes)}
    groupe = np.array([place.get(str(v), -1) for v in valeurs], dtype=np.int32)[rangs]
    return Filtre(lots, choix, tuple(presentes), groupe, groupe[ctx.choix.lot])


def _socle(ctx: Contexte, i: int, ecrite: CibleEcrite, objet: str) -> Cible:
    """Return what every measure says of a target: its names, its years, its place in the scenario."""
    fichier, ligne, _colonne = ctx.charge.lieu(f"cibles.{i}")
    return Cible(
        code="_".join(m for m in (ecrite.mesure, objet) if m),
        libelle=_libelle(ecrite, ctx.charge.scenario.intercommunalites.get(objet, objet)),
        tag="C14",
        mesure="logements",
        unite="logements",
        annees=tuple(ecrite.avant is None or annee < ecrite.avant for annee in ctx.annees),
        sens=ecrite.sens,
        seuil=0,
        souple=ecrite.souple,
        echelle=1,
        origine=f"{fichier}:{ligne}",
    )


def _aides(ctx: Contexte, ecrite: CibleEcrite, socle: Cible) -> Cible:
    """Return a target on the euros of a fund; a fund switched off pays nothing."""
    codes = [f.code for f in ctx.fonds]
    fonds = codes.index(str(ecrite.financement)) if ecrite.financement in codes else len(codes)
    seuil = int(ecrite.seuil)
    return replace(socle, mesure="aides", unite="euros", seuil=seuil, echelle=max(1, seuil), fonds=fonds)


def _volumes(ctx: Contexte, ecrite: CibleEcrite, socles: list[Cible], filtre: Filtre) -> Iterator[Cible]:
    """Yield targets on dwellings, or on dwellings that leave classes F and G."""
    compte, base = filtre.choix, ctx.table["energivore"].to_numpy(dtype=bool)
    if ecrite.mesure == "passoires":
        rangs = [ETIQUETTES.index(e) for e in PASSOIRES]
        compte = compte & np.isin(ctx.etiquette[ctx.choix.lot], rangs) & ~np.isin(ctx.choix.etiquette_apres, rangs)
        base = base & ctx.table["etiquette_dpe"].isin(PASSOIRES).to_numpy(dtype=bool)
    totaux = filtre.somme(_nombre(ctx), base)
    for g, (socle, total) in enumerate(zip(socles, totaux, strict=True)):
        seuil = _seuil(ecrite.seuil, total, socle.sens)
        yield replace(socle, seuil=seuil, echelle=max(1, seuil), poids=filtre.poids(compte, g, 1))


def _nombre(ctx: Contexte) -> Ints:
    """Return [L] the dwellings of the lots."""
    return ctx.table["nb_logements"].to_numpy(dtype=np.int64)


def _seuil(valeur: Fraction | int, total: int, sens: int) -> int:
    """Return the threshold: a number as it is, a share of ``total`` rounded on the demanding side."""
    if isinstance(valeur, int):
        return valeur
    return ceil(valeur * total) if sens > 0 else floor(valeur * total)


def _prioritaires(ctx: Contexte, socles: list[Cible], valeur: Fraction | int, filtre: Filtre) -> Iterator[Cible]:
    """Yield the targets on priority cités: those with a treatable lot."""
    presentes = ctx.table["cite_id"][filtre.lots]
    paires = set(zip(filtre.groupe[filtre.lots].tolist(), presentes.tolist(), strict=True))
    prioritaires = {code: c for c, code in enumerate(ctx.cites) if ctx.prioritaires[c]}
    par_groupe: list[list[int]] = [[] for _socle in socles]
    for g, code in paires:
        if code in prioritaires:
            par_groupe[g].append(prioritaires[code])
    for socle, trouvees in zip(socles, par_groupe, strict=True):
        cites = tuple(sorted(trouvees))
        seuil = _seuil(valeur, len(cites), 1)
        yield replace(socle, tag="C15", mesure="cites", unite="cités", seuil=seuil, echelle=max(1, seuil), cites=cites)


def _equitables(ctx: Contexte, socles: list[Cible], taux: Fraction, filtre: Filtre) -> Iterator[Cible]:
    """Yield: dwellings treated here >= rate x (energy-poor dwellings here / all of them) x dwellings treated.

    Written with integers: sum of n * (den * [here] - num) >= 0 with num/den = rate x share; ``diviseur`` is den.
    """
    energivore, nombre = ctx.table["energivore"].to_numpy(dtype=bool), _nombre(ctx)
    partout = int(nombre[energivore].sum())
    for g, (socle, ici) in enumerate(zip(socles, filtre.somme(nombre, energivore), strict=True)):
        num, den = taux.numerator * ici, taux.denominator * max(1, partout)
        commun = gcd(num, den)
        num, den = num // commun, den // commun
        poids = filtre.poids(filtre.choix, g, den - num, -num)
        yield replace(socle, echelle=max(1, num * partout), poids=poids, diviseur=den)


def _libelle(ecrite: CibleEcrite, objet: str) -> str:
    """Return the statement in words."""
    noms = {
        "logements": _("logements rénovés"),
        "passoires": _("passoires supprimées"),
        "aides": _("aides versées"),
        "cites_prioritaires": _("cités prioritaires commencées"),
        "part_equitable": _("logements au-delà de la part équitable"),
    }
    filtres = [", ".join(str(v) for v in t.valeurs) for t in ecrite.filtre.tests if t.valeurs]
    morceaux = [noms[ecrite.mesure], *(m for m in (ecrite.financement, objet, *filtres) if m)]
    if ecrite.avant is not None:
        morceaux.append(_("avant {annee}").format(annee=ecrite.avant))
    return ", ".join(morceaux)
