"""Choix: each bouquet allowed for each lot, with its cost, energy, heritage and social value per dwelling.

Answers for: compatibility (C4), the coefficients of the three objectives, the state after works.
Leaves to others: who pays (options).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pandas as pd

from renovation_opt.build.conditions import Champ, champs_bouquet, satisfait
from renovation_opt.build.lots import entiers, rang_etiquette, traduire
from renovation_opt.instance import ECHELLE_MIXITE, ECHELLE_PATRIMOINE, ETIQUETTES, Bools, Choix, Ints
from renovation_opt.schemas.hypotheses import BouquetHyp, HypothesesErbm
from renovation_opt.schemas.scenario import Financement

LUES = frozenset(
    {
        "surface_moyenne_m2",
        "etiquette_dpe",
        "conso_ep_kwh_m2_an",
        "conso_ef_kwh_m2_an",
        "emissions_kgco2_m2_an",
        "energie_chauffage",
        "protection",
        "interet_patrimonial",
        "part_menages_q1",
        "part_menages_q1_epci",
    }
)
"""Columns from which every choix is worked out."""


@dataclass(frozen=True, slots=True)
class Cadre:
    """What the choix depend on besides the parc: hypotheses, calendar, price index [A], conditions of the funds."""

    hypotheses: HypothesesErbm
    annee: int
    indice: tuple[Fraction, ...]
    financements: tuple[Financement, ...]


@dataclass(frozen=True, slots=True)
class Etat:
    """A state of dwellings: kWh/m2/yr, gCO2e/m2/yr, thousandths of a euro per m2 and year."""

    ep: Ints
    ef: Ints
    co2_g: Ints
    facture: Ints


def faire_choix(table: pd.DataFrame, cadre: Cadre, permis: Callable[[str], Bools]) -> Choix:
    """Return the choix sorted by lot then bouquet.

    ``table``: the treatable lots with their opération's size; ``permis(bouquet)``: [L] what the decisions allow.
    """
    bouquets = list(cadre.hypotheses.bouquets.items())
    lots = [np.flatnonzero(_offert(table, code, b) & permis(code)) for code, b in bouquets]
    lot = np.concatenate(lots).astype(np.int32)
    bouquet = np.repeat(np.arange(len(bouquets), dtype=np.int32), [len(x) for x in lots])
    ordre = np.lexsort((bouquet, lot))
    blocs = [_bloc(table[_lues(b, table)].iloc[x], cadre, b) for x, (_, b) in zip(lots, bouquets, strict=True)]
    reuni = {cle: np.concatenate([bloc[cle] for bloc in blocs])[ordre] for cle in blocs[0]}
    vide = np.zeros((len(lot), len(cadre.financements)), dtype=bool)
    choix = Choix(lot=lot[ordre], bouquet=bouquet[ordre], eligible=vide, **reuni)
    return replace(choix, eligible=_eligible(table, choix, cadre))


def _lues(bouquet: BouquetHyp, table: pd.DataFrame) -> list[str]:
    """Return the columns read for one bouquet: the others, long texts among them, are not copied."""
    testees = {test.champ for cas in bouquet.qualite_patrimoine.cas for test in cas.si.tests}
    return [colonne for colonne in table.columns if colonne in LUES or colonne in testees]


def _offert(table: pd.DataFrame, code: str, bouquet: BouquetHyp) -> Bools:
    """(C4) Return [L] where the bouquet may be applied: statut and no condition that forbids it."""
    offert = table["statut"].isin(list(bouquet.statut)).to_numpy(dtype=bool)
    zeros = np.zeros(len(table), dtype=np.int8)
    for condition in bouquet.interdit_si:
        offert = offert & ~satisfait(condition, table, {"bouquet": lambda: Champ(np.array([code]), zeros)})
    return offert


def _bloc(t: pd.DataFrame, cadre: Cadre, bouquet: BouquetHyp) -> dict[str, Ints]:
    """Return the arrays of one bouquet over its lots ``t``."""
    hyp = cadre.hypotheses
    surface = entiers(t["surface_moyenne_m2"], 100)
    avant, apres = _avant(t, cadre), _apres(t, cadre, bouquet)
    conventionnel = _par_logement(avant.ef - apres.ef, surface)
    usage = hyp.energie.ecart_usage.a(cadre.annee)
    delta = bouquet.taux_diversification.a(cadre.annee)
    diversifies = np.full(len(t), round(delta * ECHELLE_MIXITE), dtype=np.int64)
    ecart_q1 = np.maximum(0, entiers(t["part_menages_q1"], 10_000) - entiers(t["part_menages_q1_epci"], 10_000))
    return {
        "travaux_eur": _travaux(surface, cadre, bouquet),
        "gain_ep": (avant.ep - apres.ep).astype(np.int32),
        "energie_kwh": conventionnel * usage.numerator // usage.denominator,
        "patrimoine": _patrimoine(t, cadre, bouquet),
        "mixite": (diversifies * ecart_q1 + 5_000) // 10_000,
        "diversifies": diversifies,
        "ensemble": np.full(len(t), bouquet.patrimonial),
        "etiquette_apres": np.minimum(_etiquette(apres, hyp), rang_etiquette(t)),
        "conso_ep_apres": apres.ep.astype(np.int32),
        "conso_ef_apres": apres.ef.astype(np.int32),
        "energie_conventionnelle_kwh": conventionnel,
        "energie_primaire_kwh": _par_logement(avant.ep - apres.ep, surface),
        "co2_kg": _par_logement(avant.co2_g - apres.co2_g, surface) // 1000,
        "facture_eur": _par_logement(avant.facture - apres.facture, surface) // 1000,
    }


def _par_logement(par_m2: Ints, surface_dm2: Ints) -> Ints:
    """Return a value per dwelling from a value per m2, to the nearest integer."""
    return (par_m2 * surface_dm2 + 50) // 100


def _travaux(surface_dm2: Ints, cadre: Cadre, bouquet: BouquetHyp) -> Ints:
    """Return the cost of the works per dwelling [n, A]: (fixed + per m2 x area) x index, to the euro."""
    fixe, m2 = bouquet.cout_fixe.a(cadre.annee), bouquet.cout_m2.a(cadre.annee)
    base = entier(fixe) * 100 + entier(m2) * surface_dm2
    if bouquet.cout_max is not None:
        base = np.minimum(base, entier(bouquet.cout_max.a(cadre.annee)) * 100)
    colonnes = [base * i.numerator // (100 * i.denominator) for i in cadre.indice]
    return np.stack(colonnes, axis=1).astype(np.int64)


def entier(valeur: Fraction | int) -> int:
    """Return a hypothesis that must be whole, rounded to the nearest integer."""
    return round(valeur)


def _avant(t: pd.DataFrame, cadre: Cadre) -> Etat:
    """Return the state before works, as the parc gives it."""
    ef = entiers(t["conso_ef_kwh_m2_an"])
    prix = _facteur(t["energie_chauffage"], cadre, "prix")
    return Etat(entiers(t["conso_ep_kwh_m2_an"]), ef, entiers(t["emissions_kgco2_m2_an"], 1000), ef * prix)


def _apres(t: pd.DataFrame, cadre: Cadre, bouquet: BouquetHyp) -> Etat:
    """Return the state after works: the better of a target and a relative gain, with the energy after works."""
    reste = 1 - bouquet.gain_relatif.a(cadre.annee)
    ep, ef = (
        np.minimum(round(cible.a(cadre.annee)), avant * reste.numerator // reste.denominator)
        for cible, avant in (
            (bouquet.conso_ep_cible, entiers(t["conso_ep_kwh_m2_an"])),
            (bouquet.conso_ef_cible, entiers(t["conso_ef_kwh_m2_an"])),
        )
    )
    co2, prix = (_facteur(t["energie_chauffage"], cadre, nom, bouquet.energie_apres) for nom in ("co2", "prix"))
    return Etat(ep, ef, ef * co2, ef * prix)


def _facteur(energie: pd.Series, cadre: Cadre, nom: str, apres: Mapping[str, str] | None = None) -> Ints:
    """Return thousandths of a factor (kgCO2e or euro per kWh of final energy) for each energy, as works change it."""
    facteurs = cadre.hypotheses.energie.facteurs
    table = {str(code): round(getattr(f, nom).a(cadre.annee) * 1000) for code, f in facteurs.items()}
    return traduire(energie, {code: table[(apres or {}).get(code, code)] for code in table})


def _etiquette(etat: Etat, hyp: HypothesesErbm) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
    """Return the DPE class 0..6: the worse of the primary-energy and the greenhouse-gas class."""
    par_classe = {str(classe): seuil for classe, seuil in hyp.seuils_dpe.items()}
    seuils = [par_classe[classe] for classe in ETIQUETTES[:-1]]
    ep = np.searchsorted([entier(s.ep.a()) for s in seuils], etat.ep)
    ges = np.searchsorted([entier(s.ges.a()) * 1000 for s in seuils], etat.co2_g)
    return np.maximum(ep, ges).astype(np.int8)


def _patrimoine(t: pd.DataFrame, cadre: Cadre, bouquet: BouquetHyp) -> Ints:
    """Return thousandths of heritage points per dwelling [n, 2]: interest x quality, with the bonus of an ensemble."""
    hyp = cadre.hypotheses
    grille = {str(code): round(nombre.a(cadre.annee) * 1000) for code, nombre in hyp.grille_interet.items()}
    interet = traduire(t["interet_patrimonial"], grille)
    interet = interet + np.where(t["protection"] == "inscrite", round(hyp.bonus_inscrite.a(cadre.annee) * 1000), 0)
    qualite = np.full(len(t), round(bouquet.qualite_patrimoine.valeur.a() * 1000), dtype=np.int64)
    for cas in reversed(bouquet.qualite_patrimoine.cas):
        qualite = np.where(satisfait(cas.si, t), round(cas.valeur.a() * 1000), qualite)
    bonus = round(hyp.bonus_ensemble.a(cadre.annee) * 1000)
    points = np.stack([interet * qualite, interet * (qualite + bonus)], axis=1)
    return (points * ECHELLE_PATRIMOINE + 500_000) // 1_000_000


def _eligible(table: pd.DataFrame, choix: Choix, cadre: Cadre) -> Bools:
    """Return [P, F] where the condition of each fund holds."""
    champs = champs_bouquet(cadre.hypotheses, choix, entiers(table["conso_ep_kwh_m2_an"]).astype(np.int32))
    colonnes = [satisfait(f.eligibilite, table, champs, choix.lot) for f in cadre.financements]
    return np.stack(colonnes, axis=1) if colonnes else choix.eligible
