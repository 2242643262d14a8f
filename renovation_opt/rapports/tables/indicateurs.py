"""Indicators: every headline figure of a set of lines, with its key, its label and its unit.

Answers for: ``Indicateur`` and the families that can be computed on any set of lines (a whole programme or one
bailleur): dwellings, energy classes, energy, heritage, mixité, money.  ``valeur`` None: the figure does not exist (a
division by zero).
Leaves to others: figures of the whole parc only (indicateurs_parc), files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import pandas as pd

from renovation_opt.instance import ECHELLE_MIXITE, ECHELLE_PATRIMOINE, ETIQUETTES, Instance
from renovation_opt.locale import _
from renovation_opt.rapports import libelles
from renovation_opt.rapports.tables import dpe
from renovation_opt.rapports.tables.lignes import PROPRES
from renovation_opt.rapports.tables.programme import KWH_PAR_MWH

ETAT = "etat"
"""Contributor of the State, against which leverage is measured."""
_KG_PAR_TONNE = 1_000


@dataclass(frozen=True, slots=True)
class Indicateur:
    """One figure.  ``cle``: path in ``indicateurs.json``; ``unite``: stable code (see libelles.unite)."""

    cle: tuple[str, ...]
    libelle: str
    valeur: float | int | str | bool | None
    unite: str


Famille = Iterator[Indicateur]


def communs(inst: Instance, lignes: pd.DataFrame, versements: pd.DataFrame) -> Famille:
    """Yield the indicators of any set of lines, family by family."""
    yield from logements(inst, lignes)
    yield from classes(lignes)
    yield from energie(inst, lignes)
    yield from patrimoine(inst, lignes)
    yield from mixite(inst, lignes)
    yield from argent(inst, lignes, versements)


def logements(inst: Instance, lignes: pd.DataFrame) -> Famille:
    """Yield dwellings: total, per year, bailleur, EPCI, statut, bouquet; cités; share of estimated counts."""
    total = int(lignes["logements"].sum())
    estimes = int(lignes.loc[lignes["qualite"] == "estime", "logements"].sum())
    yield Indicateur(("logements", "total"), _("Logements rénovés"), total, "logements")
    yield Indicateur(("operations", "total"), _("Opérations ouvertes"), lignes["operation"].nunique(), "operations")
    yield Indicateur(("cites", "total"), _("Cités concernées"), lignes["cite_id"].nunique(), "cites")
    part = _rapport(estimes, total)
    yield Indicateur(("logements", "part_estimee"), _("Part des logements au nombre estimé"), part, "part")
    for dimension, noms in _dimensions(inst).items():
        sommes = somme_par(lignes, dimension, "logements")
        for code, nom in noms.items():
            if code in sommes or dimension in {"annee", "statut"}:
                libelle = _("Logements, {cas}").format(cas=nom)
                yield Indicateur(("logements", f"par_{dimension}", code), libelle, sommes.get(code, 0), "logements")


def classes(lignes: pd.DataFrame) -> Famille:
    """Yield the energy classes of the dwellings treated, before and after, and those that leave the worst classes."""
    passoires, energivores = dpe.sorties(lignes, dpe.PASSOIRES), dpe.sorties(lignes, dpe.ENERGIVORES)
    yield Indicateur(("dpe", "passoires_supprimees"), _("Passoires supprimées (F, G)"), passoires, "logements")
    libelle = _("Logements énergivores supprimés (E, F, G)")
    yield Indicateur(("dpe", "energivores_supprimes"), libelle, energivores, "logements")
    flux = dpe.flux(lignes)
    avant, apres = [sum(f) for f in flux], [sum(f) for f in zip(*flux, strict=True)]
    yield from _par_classe("traites_avant", _("Logements rénovés en classe {classe} avant travaux"), avant)
    yield from _par_classe("traites_apres", _("Logements rénovés en classe {classe} après travaux"), apres)


def energie(inst: Instance, lignes: pd.DataFrame) -> Famille:
    """Yield the energy saved, usage-corrected and conventional; primary energy, CO2 and bills beside it."""
    n = int(lignes["logements"].sum())
    yield Indicateur(("energie", "ecart_usage"), _("Écart d'usage appliqué"), float(inst.ecart_usage), "part")
    for colonne, cle, libelle, unite in _energies(inst):
        yield Indicateur(("energie", cle), libelle, _mwh(lignes[colonne]), unite)
    for dimension in ("bouquet", "etiquette_dpe"):
        for code, kwh in somme_par(lignes, dimension, "energie_cumul_kwh").items():
            libelle = _("Énergie finale économisée, cumulée, {cas}").format(cas=_nom(inst, dimension, code))
            yield Indicateur(("energie", f"cumulee_par_{dimension}", code), libelle, kwh / KWH_PAR_MWH, "MWh")
    co2 = int(lignes["co2_kg"].sum()) / _KG_PAR_TONNE
    yield Indicateur(("climat", "co2_annuel"), _("Émissions évitées chaque année"), co2, "tCO2e/an")
    facture = int(lignes["facture_eur"].sum())
    yield Indicateur(("facture", "totale"), _("Factures d'énergie évitées chaque année"), facture, "EUR/an")
    libelle = _("Facture d'énergie évitée par ménage et par an")
    yield Indicateur(("facture", "par_menage"), libelle, _rapport(facture, n), "EUR/logement/an")


def patrimoine(inst: Instance, lignes: pd.DataFrame) -> Famille:
    """Yield heritage points: total, by term of the objective, by interest of the cité, by bouquet."""
    yield Indicateur(
        ("patrimoine", "total"), _("Points de patrimoine"), _points(lignes["patrimoine_m"].sum()), "points"
    )
    base, ensemble = (_points(lignes[c].sum()) for c in ("patrimoine_base_m", "patrimoine_ensemble_m"))
    libelle = _("Points de patrimoine, terme : intérêt de la cité × qualité du bouquet")
    yield Indicateur(("patrimoine", "termes", "interet_et_qualite"), libelle, base, "points")
    libelle = _("Points de patrimoine, terme : ensemble patrimonial")
    yield Indicateur(("patrimoine", "termes", "ensemble"), libelle, ensemble, "points")
    for dimension in ("interet", "bouquet"):
        for code, valeur in somme_par(lignes, dimension, "patrimoine_m").items():
            libelle = _("Points de patrimoine, {cas}").format(cas=_nom(inst, dimension, code))
            yield Indicateur(("patrimoine", f"par_{dimension}", code), libelle, _points(valeur), "points")


def mixite(inst: Instance, lignes: pd.DataFrame) -> Famille:
    """Yield diversified households: weighted as in the objective (total, by bouquet, by EPCI) and plain."""
    total = int(lignes["mixite_u"].sum()) / ECHELLE_MIXITE
    yield Indicateur(("mixite", "total"), _("Ménages diversifiés, pondérés"), total, "menages_ponderes")
    plain = int(lignes["diversifies_u"].sum()) / ECHELLE_MIXITE
    yield Indicateur(("mixite", "menages_diversifies"), _("Ménages diversifiés, sans pondération"), plain, "menages")
    for dimension in ("bouquet", "epci"):
        for code, valeur in somme_par(lignes, dimension, "mixite_u").items():
            libelle = _("Ménages diversifiés, pondérés, {cas}").format(cas=_nom(inst, dimension, code))
            cle = ("mixite", f"par_{dimension}", code)
            yield Indicateur(cle, libelle, valeur / ECHELLE_MIXITE, "menages_ponderes")


def argent(inst: Instance, lignes: pd.DataFrame, versements: pd.DataFrame) -> Famille:
    """Yield money: totals, AE and CP by fund, contributor, bailleur and year, leverage and unit costs."""
    for colonne, libelle in _montants().items():
        yield Indicateur(("argent", colonne.removesuffix("_eur")), libelle, int(lignes[colonne].sum()), "EUR")
    yield from _ae_cp(inst, versements)
    for dimension, colonne in product(("bailleur", "epci"), ("cout_eur", "aides_eur", "fonds_propres_eur")):
        for code, valeur in somme_par(lignes, dimension, colonne).items():
            libelle = _("{montant}, {cas}").format(montant=_montants()[colonne], cas=_nom(inst, dimension, code))
            cle = ("argent", f"par_{dimension}", code, colonne.removesuffix("_eur"))
            yield Indicateur(cle, libelle, valeur, "EUR")
    yield from _unitaires(lignes, versements)


def somme_par(lignes: pd.DataFrame, dimension: str, colonne: str) -> dict[str, int]:
    """Return code -> sum of a column of integers, sorted by code."""
    return {str(code): int(valeur) for code, valeur in lignes.groupby(dimension, sort=True)[colonne].sum().items()}


def _dimensions(inst: Instance) -> dict[str, dict[str, str]]:
    """Return dimension -> code -> words, in the order of the instance."""
    return {
        "annee": {str(annee): str(annee) for annee in inst.annees},
        "bailleur": {b.code: b.libelle for b in inst.bailleurs},
        "epci": dict(zip(inst.epcis, inst.epci_libelles, strict=True)),
        "statut": {code: libelles.statut(code) for code in ("social", "prive")},
        "bouquet": {b.code: b.libelle for b in inst.bouquets},
    }


def _nom(inst: Instance, dimension: str, code: str) -> str:
    """Return the words for a code of a dimension."""
    if dimension == "interet":
        return libelles.interet(code)
    if dimension == "etiquette_dpe":
        return _("classe {classe}").format(classe=code)
    return _dimensions(inst)[dimension].get(code, code)


def _par_classe(cle: str, libelle: str, comptes: Sequence[int]) -> Famille:
    """Yield one figure per energy class."""
    for lettre, n in zip(ETIQUETTES, comptes, strict=True):
        yield Indicateur(("dpe", cle, lettre), libelle.format(classe=lettre), n, "logements")


def _energies(inst: Instance) -> tuple[tuple[str, str, str, str], ...]:
    """Return (column, key, label, unit) of each way to count energy."""
    comptage, horizon = {"annee": inst.energie_jusqu_a}, {"annee": inst.annees[-1]}
    usage, conv = _("Énergie finale économisée"), _("Énergie finale économisée, conventionnelle (sans écart d'usage)")
    par_an, jusqu_a = _("{quoi}, par an à la fin"), _("{quoi}, cumulée jusqu'en {annee}")
    fin_h = _("{quoi}, cumulée à la fin de l'horizon ({annee})")
    return (
        ("energie_kwh", "annuelle", par_an.format(quoi=usage), "MWh/an"),
        ("energie_conv_kwh", "annuelle_conventionnelle", par_an.format(quoi=conv), "MWh/an"),
        ("energie_cumul_kwh", "cumulee", jusqu_a.format(quoi=usage, **comptage), "MWh"),
        ("energie_conv_cumul_kwh", "cumulee_conventionnelle", jusqu_a.format(quoi=conv, **comptage), "MWh"),
        ("energie_horizon_kwh", "cumulee_horizon", fin_h.format(quoi=usage, **horizon), "MWh"),
        ("energie_conv_horizon_kwh", "cumulee_horizon_conventionnelle", fin_h.format(quoi=conv, **horizon), "MWh"),
        ("energie_primaire_kwh", "primaire_annuelle", _("Énergie primaire économisée, par an à la fin"), "MWhEP/an"),
    )


def _montants() -> dict[str, str]:
    """Return column of money -> words."""
    return {
        "cout_eur": _("Coût total"),
        "travaux_eur": _("Travaux"),
        "espaces_publics_eur": _("Espaces publics"),
        "aides_eur": _("Aides publiques"),
        "fonds_propres_eur": _("Fonds propres"),
    }


def _ae_cp(inst: Instance, versements: pd.DataFrame) -> Famille:
    """Yield AE and CP by fund, contributor, bailleur and year (fonds propres included)."""
    noms: dict[str, Callable[[str], str]] = {
        "financement": lambda code: noms_financements(inst).get(code, code),
        "contributeur": libelles.contributeur,
        "bailleur": lambda code: _nom(inst, "bailleur", code),
        "annee": str,
    }
    for dimension, nom in noms.items():
        for mesure in ("ae", "cp"):
            for code, valeur in somme_par(versements, dimension, f"{mesure}_eur").items():
                libelle = _("{mesure}, {cas}").format(mesure=mesure.upper(), cas=nom(code))
                yield Indicateur(("argent", f"par_{dimension}", code, mesure), libelle, valeur, "EUR")


def noms_financements(inst: Instance) -> Mapping[str, str]:
    """Return code of a fund -> its name, the owner's money last."""
    return {f.code: f.libelle or f.code for f in inst.fonds} | {PROPRES: _("Fonds propres")}


def _unitaires(lignes: pd.DataFrame, versements: pd.DataFrame) -> Famille:
    """Yield leverage and unit costs."""
    n, kwh = int(lignes["logements"].sum()), int(lignes["energie_kwh"].sum())
    cout, aides = int(lignes["cout_eur"].sum()), int(lignes["aides_eur"].sum())
    etat = int(versements.loc[versements["contributeur"] == ETAT, "ae_eur"].sum())
    levier = _("Effet de levier : coût total pour 1 € de l'État")
    yield Indicateur(("argent", "levier"), levier, _rapport(cout, etat), "ratio")
    yield Indicateur(("argent", "cout_par_logement"), _("Coût par logement"), _rapport(cout, n), "EUR/logement")
    yield Indicateur(("argent", "aide_par_logement"), _("Aide par logement"), _rapport(aides, n), "EUR/logement")
    for cle, libelle, montant in (
        ("cout_par_mwh_an", _("Coût par MWh économisé chaque année"), cout),
        ("aide_par_mwh_an", _("Aide par MWh économisé chaque année"), aides),
    ):
        yield Indicateur(("argent", cle), libelle, _rapport(montant * KWH_PAR_MWH, kwh), "EUR/(MWh/an)")
    kg = int(lignes["co2_kg"].sum())
    for cle, libelle, montant in (
        ("cout_par_tonne_an", _("Coût par tonne de CO2e évitée chaque année"), cout),
        ("aide_par_tonne_an", _("Aide par tonne de CO2e évitée chaque année"), aides),
    ):
        yield Indicateur(("argent", cle), libelle, _rapport(montant * _KG_PAR_TONNE, kg), "EUR/(tCO2e/an)")


def _rapport(numerateur: int, denominateur: int) -> float | None:
    """Return a ratio to six decimals, None when it does not exist."""
    return round(numerateur / denominateur, 6) if denominateur else None


def _mwh(kwh: pd.Series[int]) -> float:
    """Return a sum of kWh in MWh."""
    return int(kwh.sum()) / KWH_PAR_MWH


def _points(milliemes: float) -> float:
    """Return thousandths of a point in points."""
    return int(milliemes) / ECHELLE_PATRIMOINE
