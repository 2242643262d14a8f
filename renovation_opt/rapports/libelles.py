"""The words people read for the codes of the domain: statuts, partis, DPE qualities, units, steps of the proof.

Answers for: translation of closed lists of codes.
Leaves to others: names given by users (bailleurs, funds, cités), which are printed as they are.
"""

from __future__ import annotations

from renovation_opt.locale import _
from renovation_opt.programme import Limite, Statut


def statut(code: str) -> str:
    """Return the words for a statut of occupation."""
    return {"social": _("logement social"), "prive": _("propriétaires privés")}.get(code, code)


def parti(code: str) -> str:
    """Return the words for a parti."""
    return {"courant": _("courant"), "ensemble_patrimonial": _("ensemble patrimonial")}.get(code, code)


def montage(code: str) -> str:
    """Return the words for a montage; only ``sans_aide`` is ours, the others come from the scenario."""
    return {"sans_aide": _("sans aide")}.get(code, code)


def interet(code: str) -> str:
    """Return the words for a heritage interest."""
    mots = {
        "exceptionnelle": _("exceptionnelle"),
        "remarquable": _("remarquable"),
        "temoin": _("témoin"),
        "ordinaire": _("ordinaire"),
    }
    return mots.get(code, code)


def objectif(code: str) -> str:
    """Return the name of an objective."""
    return {"energie": _("Énergie"), "patrimoine": _("Patrimoine"), "mixite": _("Mixité sociale")}[code]


def contributeur(code: str) -> str:
    """Return the words for who brings a fund; codes of the scenario that we do not know are kept."""
    mots = {
        "etat": _("État"),
        "region": _("Région"),
        "epci": _("intercommunalités"),
        "anru": "Anru",
        "anah": "Anah",
        "departement": _("Département"),
        "maitre_d_ouvrage": _("maîtres d'ouvrage"),
    }
    return mots.get(code, code)


def fiabilite(code: str) -> str:
    """Return the words for the reliability of an hypothesis."""
    return {"publie": _("publié"), "calcule": _("calculé"), "estime": _("estimé")}.get(code, code)


def qualite(code: str) -> str:
    """Return the words for how a number of dwellings is known."""
    return {"observe": _("observé"), "estime": _("estimé")}.get(code, code)


def rubrique(code: str) -> str:
    """Return the name of a family of indicators."""
    mots = {
        "logements": _("Logements"),
        "operations": _("Opérations"),
        "cites": _("Cités"),
        "dpe": _("Classes énergétiques"),
        "energie": _("Énergie"),
        "climat": _("Climat"),
        "facture": _("Factures"),
        "patrimoine": _("Patrimoine"),
        "mixite": _("Mixité sociale"),
        "argent": _("Financements"),
        "parc": _("Parc"),
        "dissimilarite": _("Ségrégation"),
    }
    return mots.get(code, code)


def limite(code: Limite) -> str:
    """Return why a solve stopped."""
    mots = {
        Limite.ECART: _("écart demandé atteint"),
        Limite.TRAVAIL: _("travail prévu épuisé"),
        Limite.TEMPS: _("temps écoulé"),
        Limite.INTERRUPTION: _("interruption"),
    }
    return mots[code]


def statut_preuve(code: Statut) -> str:
    """Return the words for a status that needs no gap."""
    mots = {
        Statut.OPTIMAL: _("optimal prouvé"),
        Statut.BORNE: _("borné"),
        Statut.REALISABLE: _("réalisable, sans borne"),
        Statut.IMPOSSIBLE: _("aucun programme ne respecte les règles"),
        Statut.SANS_PROGRAMME: _("arrêt sans programme"),
    }
    return mots[code]


def unite(code: str) -> str:
    """Return a unit as people read it; units written by the scenario are kept."""
    mots = {
        "EUR": "€",
        "EUR/an": _("€/an"),
        "EUR/logement": _("€/logement"),
        "EUR/logement/an": _("€/logement/an"),
        "EUR/(MWh/an)": _("€ par MWh/an"),
        "EUR/(tCO2e/an)": _("€ par tCO2e/an"),
        "MWh": "MWh",
        "MWh/an": _("MWh/an"),
        "MWhEP/an": _("MWhEP/an"),
        "tCO2e/an": _("tCO2e/an"),
        "logements": _("logements"),
        "menages": _("ménages"),
        "menages_ponderes": _("ménages pondérés"),
        "points": _("points"),
        "operations": _("opérations"),
        "cites": _("cités"),
        "cités": _("cités"),
        "ratio": _("rapport"),
        "part": "%",
        "indice": _("indice (0 à 1)"),
        "euros": "€",
    }
    return mots.get(code, code)
