"""The scenario of a multi-basin instance, as plain data ready to be written in YAML.

Answers for: ``scenario_bassins``: funds, montages, landlords, EPCI, local firms, targets of each basin, national rows.
Leaves to others: the parc (generateur_fichiers), what is national (generateur_national).

Decisions and letting bans by opération name opérations of one basin: ``decisions`` is left out.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.generateur_national import CODE, LIBELLE, PLAFOND_EUR, nationaliser, nb_nationaux
from renovation_opt.build import construire
from renovation_opt.instance import Fonds, Instance
from renovation_opt.schemas.chargement import ScenarioCharge
from renovation_opt.schemas.scenario import Financement
from renovation_opt.unites import lire_montant, lire_montant_annuel

Donnees = dict[str, Any]
PAR_DEFAUT = ("proprietaires_prives", "autres_bailleurs")
PART_NATIONALE = "95 %"
MILLIER = 1_000
"""Amounts are drawn to the thousand euros."""


def scenario_bassins(charge: ScenarioCharge, k: int, graine: int) -> Donnees:
    """Return the scenario of ``k`` basins, without ``parc`` and ``hypotheses``."""
    modele = nationaliser(construire(charge))
    nationaux = [f.code for f in modele.fonds[len(modele.fonds) - nb_nationaux(modele) : -1]]
    ecrits = {cle: v for cle, v in charge.fusion.items() if cle not in {"decisions", "parc", "hypotheses"}}
    basses = [_bassin(charge, modele, nationaux, b, k, np.random.default_rng([graine, b, 1])) for b in range(k)]
    return ecrits | {
        "nom": f"{charge.scenario.nom}-x{k}",
        "titre": f"{charge.scenario.titre}, {k} bassins",
        "financements": _fondre(basses, "financements") | _financements_nationaux(charge, modele, k),
        "montages": _fondre(basses, "montages"),
        "niveaux": _fondre(basses, "niveaux") | _niveaux_communs(charge, nationaux),
        "bailleurs": _fondre(basses, "bailleurs") | _bailleurs_communs(charge),
        "intercommunalites": _fondre(basses, "intercommunalites"),
        **_filiere(charge, basses),
        "cibles": [c for bassin in basses for c in bassin["cibles"]] + _cibles_communes(charge),
    }


def _bassin(
    charge: ScenarioCharge, modele: Instance, nationaux: list[str], b: int, k: int, hasard: np.random.Generator
) -> Donnees:
    """Return what the scenario says of one basin, by section."""
    suffixe = f"b{b + 1:0{len(str(k))}d}"
    epcis = [f"{e}_{suffixe}" for e in modele.epcis]
    actifs = {code: f for code, f in charge.fusion["financements"].items() if charge.scenario.financements[code].actif}
    propres = {code: f for code, f in actifs.items() if code not in nationaux}
    noms = {code: f"{code}_{suffixe}" for code in propres} | {code: code for code in nationaux}
    niveaux = charge.fusion.get("niveaux") or {}
    return {
        "financements": {
            noms[code]: _financement(charge.scenario.financements[code], f, noms, epcis, hasard)
            for code, f in propres.items()
        },
        "montages": _montages(charge, nationaux, noms, suffixe),
        "niveaux": {noms[code]: n for code, n in niveaux.items() if code in propres},
        "bailleurs": {
            f"{code}_{suffixe}": _bailleur(regle, suffixe, float(hasard.uniform(0.85, 1.15)))
            for code, regle in charge.fusion["bailleurs"].items()
            if code not in PAR_DEFAUT
        },
        "intercommunalites": {
            f"{code}_{suffixe}": f"{nom} {suffixe}" for code, nom in charge.scenario.intercommunalites.items()
        },
        "filiere": {e: float(hasard.uniform(0.85, 1.15)) for e in epcis},
        "cibles": [_cible(c, noms, epcis) for c in charge.fusion.get("cibles", ()) if c.get("par") is None],
    }


def _financement(lu: Financement, ecrit: Donnees, noms: dict[str, str], epcis: list[str], hasard: Any) -> Donnees:  # noqa: ANN401
    """Return a fund for the EPCI of one basin, at its own level."""
    facteur = float(hasard.uniform(0.85, 1.15))
    fonds = dict(ecrit) | {"eligibilite": dict(ecrit.get("eligibilite") or {}) | {"epci": epcis}}
    for cle in ("montant", "minimum"):
        if cle in fonds:
            fonds[cle] = _montant(lire_montant(ecrit[cle]), facteur)
    if isinstance(ecrit.get("profil"), list) and "montant" not in ecrit:
        fonds["profil"] = [_montant(lire_montant(m), facteur) for m in ecrit["profil"]]
    if lu.parite is not None:
        fonds["parite"] = dict(ecrit["parite"]) | {
            "avec": [noms[c] for c in lu.parite.avec if c in noms and noms[c] != c]
        }
    return fonds


def _montages(charge: ScenarioCharge, nationaux: list[str], noms: dict[str, str], suffixe: str) -> Donnees:
    """Return the montages of one basin, and those that also ask the national fund."""
    resultat: Donnees = {}
    for code, fonds in charge.scenario.montages.items():
        if all(f in noms for f in fonds):
            resultat[f"{code}_{suffixe}"] = [noms[f] for f in fonds]
            if len(fonds) == 1 and fonds[0] not in nationaux:
                resultat[f"{code}_national_{suffixe}"] = [noms[fonds[0]], CODE]
    return resultat


def _bailleur(regle: Donnees, suffixe: str, facteur: float) -> Donnees:
    """Return the means of a landlord times a factor."""
    resultat = dict(regle)
    if "libelle" in regle:
        resultat["libelle"] = f"{regle['libelle']} {suffixe}"
    for cle in ("logements_par_an", "chantiers_simultanes"):
        if cle in regle:
            resultat[cle] = _courbe(regle[cle], lambda n: max(1, round(int(n) * facteur)))
    if "fonds_propres" in regle:
        resultat["fonds_propres"] = _courbe(regle["fonds_propres"], lambda m: _montant(lire_montant_annuel(m), facteur))
    return resultat


def _courbe(valeur: Any, faire: Any) -> Any:  # noqa: ANN401 - a constant, or a mapping by year
    """Apply a function to a constant or to each year."""
    return {annee: faire(v) for annee, v in valeur.items()} if isinstance(valeur, dict) else faire(valeur)


def _montant(eur: int, facteur: float = 1.0) -> str:
    """Return an amount times a factor, as a scenario writes it."""
    return f"{round(eur * facteur / MILLIER)} k€"


def _cible(ecrite: Donnees, noms: dict[str, str], epcis: list[str]) -> Donnees:
    """Return a target for the EPCI, or the fund, of one basin."""
    if "financement" in ecrite:
        return dict(ecrite) | {"financement": noms.get(ecrite["financement"], ecrite["financement"])}
    return dict(ecrite) | {"epci": epcis}


# --- common to all basins -----------------------------------------------------------------------------------------


def _fondre(basses: list[Donnees], section: str) -> Donnees:
    """Return one section of all basins."""
    return {cle: valeur for bassin in basses for cle, valeur in bassin[section].items()}


def _financements_nationaux(charge: ScenarioCharge, modele: Instance, k: int) -> Donnees:
    """Return the agency of private owners and the national fund, with the slices of ``k`` basins."""
    resultat: Donnees = {}
    agences = modele.fonds[len(modele.fonds) - nb_nationaux(modele) : -1]
    for fonds in agences:
        ecrit = {c: v for c, v in charge.fusion["financements"][fonds.code].items() if c not in {"montant", "annees"}}
        if fonds.quota is not None:
            ecrit["quota_logements"] = f"{k * max(fonds.quota)} par an"
        resultat[fonds.code] = ecrit | {"profil": _profil(fonds, k)}
    resultat[CODE] = {
        "libelle": LIBELLE,
        "contributeur": "etat",
        "profil": _profil(modele.fonds[-1], k),
        "report": "20 %",
        "eligibilite": {"statut": "social"},
        "taux": "10 %",
        "plafond_aide": f"{PLAFOND_EUR} €",
    }
    return resultat


def _profil(fonds: Fonds, k: int) -> list[str]:
    """Return the slices of ``k`` basins, year by year."""
    return [f"{k * t} €" for t in fonds.tranches_eur or ()]


def _niveaux_communs(charge: ScenarioCharge, nationaux: list[str]) -> Donnees:
    """Return the levels of the national funds."""
    return {code: n for code, n in (charge.fusion.get("niveaux") or {}).items() if code in nationaux}


def _bailleurs_communs(charge: ScenarioCharge) -> Donnees:
    """Return the defaults, which hold for the landlords of every basin."""
    return {code: regle for code, regle in charge.fusion["bailleurs"].items() if code in PAR_DEFAUT}


def _filiere(charge: ScenarioCharge, basses: list[Donnees]) -> Donnees:
    """Return the local firms of every EPCI."""
    filiere = charge.scenario.filiere
    if filiere is None:
        return {}
    montants = {
        epci: _montant(filiere.particuliers.get(epci.rsplit("_", 1)[0], filiere.montant), facteur) + "/an"
        for epci, facteur in _fondre(basses, "filiere").items()
    }
    return {"filiere": dict(charge.fusion["filiere"]) | {"particuliers": montants}}


def _cibles_communes(charge: ScenarioCharge) -> list[Donnees]:
    """Return the targets said once for all EPCI or landlords, and the national target of dwellings."""
    par = [c for c in charge.fusion.get("cibles", ()) if c.get("par") is not None]
    return [*par, {"mesure": "logements", "au_moins": PART_NATIONALE, "souple": True}]
