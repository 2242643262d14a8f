"""Targets of the scenario, resolved on choix, funds and cités (C14, C15)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, gcd

import numpy as np
import pandas as pd

from renovation_opt.build.conditions import Champs, satisfait, sur_lots
from renovation_opt.instance import ETIQUETTES, Bools, Choix, Cible, Fonds, Ints, Petits
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
    """What a target counts: lots [L] and choix [P]."""

    lots: Bools
    choix: Bools

    def et(self, lots: Bools, lot_du_choix: Petits) -> Filtre:
        """Keep also only ``lots``."""
        return Filtre(self.lots & lots, self.choix & lots[lot_du_choix])


def _decliner(ctx: Contexte, i: int, ecrite: CibleEcrite) -> Iterator[Cible]:
    """Yield the target, or one per EPCI or bailleur when it says ``par``."""
    lots = satisfait(sur_lots(ecrite.filtre), ctx.table)
    filtre = Filtre(lots, satisfait(ecrite.filtre, ctx.table.iloc[ctx.choix.lot], ctx.champs))
    if ecrite.par is None:
        yield _cible(ctx, i, ecrite, filtre, "")
        return
    valeurs = ctx.table[ecrite.par].to_numpy(dtype=str)
    for valeur in sorted(set(valeurs[lots])):
        yield _cible(ctx, i, ecrite, filtre.et(valeurs == valeur, ctx.choix.lot), valeur)


def _cible(ctx: Contexte, i: int, ecrite: CibleEcrite, filtre: Filtre, objet: str) -> Cible:
    """Return one target, in the words of its measure."""
    fichier, ligne, _colonne = ctx.charge.lieu(f"cibles.{i}")
    socle = Cible(
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
    if ecrite.mesure == "aides":
        return _aides(ctx, ecrite, socle)
    if ecrite.mesure == "cites_prioritaires":
        return _prioritaires(ctx, socle, ecrite.seuil, filtre)
    if ecrite.mesure == "part_equitable":
        return _equitable(ctx, socle, Fraction(ecrite.seuil), filtre)
    return _volume(ctx, ecrite, socle, filtre)


def _aides(ctx: Contexte, ecrite: CibleEcrite, socle: Cible) -> Cible:
    """Return a target on the euros of a fund; a fund switched off pays nothing."""
    codes = [f.code for f in ctx.fonds]
    fonds = codes.index(str(ecrite.financement)) if ecrite.financement in codes else len(codes)
    seuil = int(ecrite.seuil)
    return replace(socle, mesure="aides", unite="euros", seuil=seuil, echelle=max(1, seuil), fonds=fonds)


def _volume(ctx: Contexte, ecrite: CibleEcrite, socle: Cible, filtre: Filtre) -> Cible:
    """Return a target on dwellings, or on dwellings that leave classes F and G."""
    compte = filtre.choix
    if ecrite.mesure == "passoires":
        rangs = [ETIQUETTES.index(e) for e in PASSOIRES]
        compte = compte & np.isin(ctx.etiquette[ctx.choix.lot], rangs) & ~np.isin(ctx.choix.etiquette_apres, rangs)
    base = filtre.lots & ctx.table["energivore"].to_numpy(dtype=bool)
    if ecrite.mesure == "passoires":
        base &= ctx.table["etiquette_dpe"].isin(PASSOIRES).to_numpy(dtype=bool)
    total = int(ctx.table["nb_logements"].to_numpy()[base].sum())
    seuil = _seuil(ecrite.seuil, total, socle.sens)
    return replace(socle, seuil=seuil, echelle=max(1, seuil), poids=compte.astype(np.int64))


def _seuil(valeur: Fraction | int, total: int, sens: int) -> int:
    """Return the threshold: a number as it is, a share of ``total`` rounded on the demanding side."""
    if isinstance(valeur, int):
        return valeur
    return ceil(valeur * total) if sens > 0 else floor(valeur * total)


def _prioritaires(ctx: Contexte, socle: Cible, valeur: Fraction | int, filtre: Filtre) -> Cible:
    """Return the target on priority cités: those with a treatable lot."""
    presentes = set(ctx.table["cite_id"].to_numpy(dtype=str)[filtre.lots])
    cites = tuple(c for c, code in enumerate(ctx.cites) if ctx.prioritaires[c] and code in presentes)
    seuil = _seuil(valeur, len(cites), 1)
    return replace(socle, tag="C15", mesure="cites", unite="cités", seuil=seuil, echelle=max(1, seuil), cites=cites)


def _equitable(ctx: Contexte, socle: Cible, taux: Fraction, filtre: Filtre) -> Cible:
    """Return: dwellings treated here >= rate x (energy-poor dwellings here / all of them) x dwellings treated.

    Written with integers: sum of n * (den * [here] - num) >= 0 with num/den = rate x share; ``diviseur`` is den.
    """
    energivore = ctx.table["energivore"].to_numpy(dtype=bool)
    nombre = ctx.table["nb_logements"].to_numpy(dtype=np.int64)
    ici, partout = int(nombre[filtre.lots & energivore].sum()), int(nombre[energivore].sum())
    num, den = taux.numerator * ici, taux.denominator * max(1, partout)
    commun = gcd(num, den)
    num, den = num // commun, den // commun
    poids: Ints = np.where(filtre.choix, den, 0) - num
    return replace(socle, echelle=max(1, num * partout), poids=poids, diviseur=den)


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
