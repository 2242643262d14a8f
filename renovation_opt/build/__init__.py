"""Scenario + hypotheses + parc -> frozen Instance: the one place where frames become arrays.

Answers for: the order of construction (``construire``), and every problem that needs the parc to be seen.
Leaves to others: reading files (schemas, parc), the rule of the aids (montage).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from renovation_opt.build.calendriers import est_prive, faire_filiere, faire_limites, regle_bailleur
from renovation_opt.build.chantiers import Regles, faire_chantiers
from renovation_opt.build.choix import Cadre, faire_choix
from renovation_opt.build.cibles import Contexte as ContexteCibles
from renovation_opt.build.cibles import faire_cibles
from renovation_opt.build.cites import faire_cites
from renovation_opt.build.conditions import champs_bouquet
from renovation_opt.build.decisions import Decisions, exclure, resoudre_decisions
from renovation_opt.build.fonds import faire_fonds, financements_actifs
from renovation_opt.build.lots import (
    Decoupage,
    decouper_operations,
    entiers,
    faire_lots,
    pointeurs,
    rang_etiquette,
    traduire,
)
from renovation_opt.build.objectif import faire_objectif
from renovation_opt.build.options import Contexte as ContexteOptions
from renovation_opt.build.options import decliner, faire_options
from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.instance import (
    ETIQUETTES,
    Bailleur,
    Bools,
    Bouquet,
    Chantiers,
    Choix,
    Cite,
    Hypothese,
    Instance,
    Montage,
    Operations,
    Petits,
    Resolution,
)
from renovation_opt.locale import _
from renovation_opt.parc.lecture import Parc, lire_parc
from renovation_opt.parc.lots import decouper
from renovation_opt.schemas.chargement import ScenarioCharge
from renovation_opt.schemas.scenario import PROPRIETAIRES_PRIVES, Scenario

MILLIONIEMES = 1_000_000
"""The price index is held to the millionth, so that costs stay within 64-bit integers."""


@dataclass(frozen=True, slots=True)
class Lu:
    """What was read, and the calendar: the inputs of the construction."""

    charge: ScenarioCharge
    cites: tuple[Cite, ...]
    annees: tuple[int, ...]
    bailleurs: tuple[str, ...]
    epcis: tuple[str, ...]

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.charge.scenario


def construire(charge: ScenarioCharge, parc: Parc | None = None) -> Instance:
    """Return the Instance of a loaded scenario (its parc is read unless given).

    Raises EntreeInvalide with every problem that shows once the scenario meets the parc.
    """
    parc = parc or lire_parc(charge.parc)
    maxima = charge.hypotheses.lots_max
    table, _lignes, coupes = decouper(parc.table, parc.lignes, int(maxima.social.a(2017)), int(maxima.prive.a(2017)))
    avertissements = [p.texte() for p in (*parc.avertissements, *coupes)]
    del parc  # a large parc is not kept while the arrays are made
    epcis = tuple(sorted(table["epci"].unique().tolist()))
    bailleurs = tuple(sorted(table["bailleur"].unique().tolist()))
    lu = Lu(charge, faire_cites(table, epcis), charge.scenario.horizon.annees, bailleurs, epcis)
    problemes = [*_bailleurs_inconnus(lu), *_epci_inconnus(lu)]
    decoupage = _decouper(lu, table, problemes)
    del table
    decisions = resoudre_decisions(charge, decoupage, problemes)
    if problemes:
        raise EntreeInvalide(problemes)
    return _assembler(lu, decoupage, decisions, avertissements)


def _bailleurs_inconnus(lu: Lu) -> list[Probleme]:
    """Return a problem for each landlord of the parc that the scenario says nothing of."""
    fichier, ligne, colonne = lu.charge.lieu("bailleurs")
    return [
        Probleme(
            message=_("le parc a un bailleur dont le scénario ne dit rien"),
            fichier=fichier,
            ligne=ligne,
            colonne=colonne,
            cle="bailleurs",
            trouve=code,
            attendu=_("une entrée pour chaque bailleur du parc"),
            remede=_("ajoutez « {code} » ou « autres_bailleurs » sous « bailleurs »").format(code=code),
        )
        for code in lu.bailleurs
        if regle_bailleur(lu.scenario, code) is None
    ]


def _decouper(lu: Lu, parc: pd.DataFrame, problemes: list[Probleme]) -> Decoupage:
    """Return the opérations, without those excluded nor those with a mandatory lot that no bouquet suits."""
    options, chantier = lu.scenario.operations, lu.charge.hypotheses.chantier
    an = lu.annees[0]
    phase_max = int(chantier.logements_par_an_max.a(an)) * int(chantier.duree_max.a(an))
    decoupage = decouper_operations(parc, options.classes, options.facultatives, phase_max)
    exclues = exclure(lu.charge, decoupage.codes, problemes)
    return _sans(decoupage, exclues)


def _sans(decoupage: Decoupage, retirees: set[str]) -> Decoupage:
    """Return the opérations without those of ``retirees``."""
    if not retirees:
        return decoupage
    return decoupage.garder(np.array([code not in retirees for code in decoupage.codes], dtype=bool))


def _assembler(lu: Lu, decoupage: Decoupage, decisions: Decisions, avertissements: list[str]) -> Instance:
    """Build every array, in order: choix, options, chantiers, cités, targets."""
    cadre = _cadre(lu)
    table = decoupage.table.assign(**{"operation.logements": _taille_operation(decoupage)})
    choix = faire_choix(table, cadre, lambda bouquet: _permis(decisions, decoupage, bouquet))
    sans_plan = _sans_plan(decoupage, choix)
    if sans_plan:
        noms = ", ".join(sorted(sans_plan)[:5])
        texte = _("{nb} opérations ont un lot obligatoire sans aucun bouquet possible et sont écartées : {noms}")
        avertissements.append(texte.format(nb=len(sans_plan), noms=noms))
        decoupage = _sans(decoupage, sans_plan)
        problemes: list[Probleme] = []
        decisions = resoudre_decisions(lu.charge, decoupage, problemes)
        if problemes:
            raise EntreeInvalide(problemes)
        return _assembler(lu, decoupage, decisions, avertissements)
    return _instance(lu, decoupage, decisions, table, choix, avertissements)


def _cadre(lu: Lu) -> Cadre:
    """Return what the choix depend on."""
    hyp, an = lu.charge.hypotheses, lu.annees[0]
    indice = getattr(hyp.indice_travaux, lu.scenario.indice_travaux)
    actifs = tuple(financements_actifs(lu.scenario).values())
    indices = tuple(Fraction(round(indice.a(annee) * MILLIONIEMES), MILLIONIEMES) for annee in lu.annees)
    return Cadre(hyp, an, indices, actifs)


def _taille_operation(decoupage: Decoupage) -> Petits:
    """Return [L] the dwellings of the opération of each lot."""
    tailles = np.bincount(decoupage.rang, weights=decoupage.table["nb_logements"], minlength=len(decoupage.codes))
    return tailles.astype(np.int32)[decoupage.rang]


def _permis(decisions: Decisions, decoupage: Decoupage, bouquet: str) -> Bools:
    """Return [L] where the decisions allow the bouquet."""
    permis = np.ones(len(decoupage.codes), dtype=bool)
    for o, seul in decisions.bouquets.items():
        permis[o] = seul == bouquet
    return permis[decoupage.rang]


def _sans_plan(decoupage: Decoupage, choix: Choix) -> set[str]:
    """Return the opérations with a mandatory lot that no bouquet suits."""
    lots_choix = np.zeros(len(decoupage.table), dtype=bool)
    lots_choix[choix.lot] = True
    bloque = decoupage.table["obligatoire"].to_numpy(dtype=bool) & ~lots_choix
    return set(decoupage.table["operation"][bloque])


def _instance(
    lu: Lu, decoupage: Decoupage, decisions: Decisions, table: pd.DataFrame, choix: Choix, avertissements: list[str]
) -> Instance:
    """Return the Instance, once the choix are known."""
    hyp, scenario, an = lu.charge.hypotheses, lu.scenario, lu.annees[0]
    cites = lu.cites
    limites = faire_limites(scenario, lu.bailleurs, lu.annees)
    fonds = faire_fonds(scenario, lu.annees)
    montages = decliner(
        {code: list(m) for code, m in scenario.montages.items()},
        {code: list(n) for code, n in scenario.niveaux.items()},
        fonds,
    )
    nb_lots, nb_operations = len(table), len(decoupage.codes)
    bailleur = _rang(lu.bailleurs, table["bailleur"])
    espaces = _espaces(table, lu)
    options, montages_operation = faire_options(
        ContexteOptions(
            fonds=fonds,
            montages=montages,
            cumul=scenario.cumul_aides_publiques,
            choix=choix,
            lot_operation=decoupage.rang,
            obligatoire=table["obligatoire"].to_numpy(dtype=bool),
            conso_ep=entiers(table["conso_ep_kwh_m2_an"]),
            espaces_eur=espaces,
            plafond_eur=limites.reste_a_charge[bailleur],
        ),
        nb_operations,
    )
    cite = _rang(tuple(c.code for c in cites), table["cite_id"])
    lots = faire_lots(decoupage, cite, pointeurs(choix.lot, nb_lots), pointeurs(choix.lot[options.choix], nb_lots))
    chantiers = _chantiers(lu, decoupage, decisions, table, choix)
    sans_chantier = np.flatnonzero(np.bincount(chantiers.operation, minlength=nb_operations) == 0)
    if len(sans_chantier):
        texte = _("{nb} opérations n'ont aucun chantier possible (rythme, horizon, interdictions de louer) : {noms}")
        noms = ", ".join(decoupage.codes[o] for o in sans_chantier[:5].tolist())
        avertissements = [*avertissements, texte.format(nb=len(sans_chantier), noms=noms)]
    operations, grappes = _operations(lu, decoupage, decisions, table, cites, cite, chantiers, montages_operation)
    cibles = faire_cibles(
        ContexteCibles(
            charge=lu.charge,
            annees=lu.annees,
            table=table,
            choix=choix,
            champs=champs_bouquet(hyp, choix, lots.conso_ep),
            etiquette=lots.etiquette.astype(np.int32),
            fonds=fonds,
            cites=tuple(c.code for c in cites),
            prioritaires=tuple(c.prioritaire for c in cites),
        )
    )
    return Instance(
        nom=scenario.nom,
        titre=scenario.titre,
        question=lu.charge.question,
        annees=lu.annees,
        energie_jusqu_a=lu.annees[-1] + int(hyp.energie.annees_apres_horizon.a(an)),
        ecart_usage=Fraction(hyp.energie.ecart_usage.a(an)),
        cumul=scenario.cumul_aides_publiques,
        fonds=fonds,
        montages=montages,
        montage_fonds=_montage_fonds(montages),
        bouquets=tuple(Bouquet(c, b.libelle, b.patrimonial, b.adaptation) for c, b in hyp.bouquets.items()),
        bailleurs=tuple(_bailleur(scenario, code) for code in lu.bailleurs),
        epcis=lu.epcis,
        epci_libelles=tuple(_epci(scenario, code) for code in lu.epcis),
        cites=cites,
        grappes=grappes,
        lots=lots,
        operations=operations,
        chantiers=chantiers,
        choix=choix,
        options=options,
        espaces_eur=espaces,
        capacite=limites.capacite,
        simultanes=limites.simultanes,
        fonds_propres=limites.fonds_propres,
        reste_a_charge_eur=limites.reste_a_charge,
        filiere=faire_filiere(scenario, lu.epcis, len(lu.annees)),
        grappe_fenetre=scenario.grappes.fenetre if scenario.grappes else 0,
        phases_disjointes=scenario.operations.phases_sans_chevauchement,
        cibles=cibles,
        objectif=faire_objectif(scenario.objectif),
        resolution=Resolution(
            scenario.resolution.ecart, scenario.resolution.temps, scenario.resolution.tolerance_cibles
        ),
        cp=tuple(part.a(an) for part in hyp.echeancier_cp),
        hypotheses=tuple(Hypothese(e.cle, e.valeur, e.unite, e.source, e.date, e.fiabilite) for e in hyp.entrees()),
        avertissements=tuple(avertissements),
    )


def _rang(codes: tuple[str, ...], serie: pd.Series) -> Petits:
    """Return the index of each value in the sorted ``codes``."""
    return traduire(serie, {code: i for i, code in enumerate(codes)}).astype(np.int32)


def _bailleur(scenario: Scenario, code: str) -> Bailleur:
    """Return a landlord as reports show it."""
    regle = scenario.bailleurs.get(code)
    if regle is not None and regle.libelle:
        return Bailleur(code, regle.libelle, est_prive(code))
    if est_prive(code):
        groupe = scenario.bailleurs.get(PROPRIETAIRES_PRIVES)
        proprietaires = (groupe.libelle if groupe else "") or _("Propriétaires privés")
        epci = _epci(scenario, code.removeprefix(f"{PROPRIETAIRES_PRIVES}_"))
        return Bailleur(code, f"{proprietaires}, {epci}", prive=True)
    return Bailleur(code, code.replace("_", " ").capitalize(), prive=False)


def _epci(scenario: Scenario, code: str) -> str:
    """Return an EPCI as reports show it."""
    return scenario.intercommunalites.get(code) or code.replace("_", " ").title()


def _epci_inconnus(lu: Lu) -> list[Probleme]:
    """Return a problem for each EPCI that the scenario names and the parc does not have."""
    return [
        Probleme(
            message=_("cet EPCI n'existe pas dans le parc"),
            fichier=fichier,
            ligne=ligne,
            colonne=colonne,
            cle=f"intercommunalites.{code}",
            attendu=", ".join(lu.epcis),
            remede=_("Corrigez le code ou retirez cette ligne"),
        )
        for code in lu.scenario.intercommunalites
        if code not in lu.epcis
        for fichier, ligne, colonne in [lu.charge.lieu(f"intercommunalites.{code}")]
    ]


def _montage_fonds(montages: tuple[Montage, ...]) -> Petits:
    """Return [M, S] the fund of each slot, -1 when unused."""
    slots = max(1, *(len(m.fonds) for m in montages))
    return np.array([[*m.fonds, *[-1] * (slots - len(m.fonds))] for m in montages], dtype=np.int32)


def _espaces(table: pd.DataFrame, lu: Lu) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return [L, A] euros of public spaces per treated dwelling, indexed."""
    hyp, cadre = lu.charge.hypotheses, _cadre(lu)
    couts = {s: round(getattr(hyp.espaces_publics, s).a(lu.annees[0])) for s in ("social", "prive")}
    base = traduire(table["statut"], couts)
    return np.stack([base * i.numerator // i.denominator for i in cadre.indice], axis=1)


def _chantiers(lu: Lu, decoupage: Decoupage, decisions: Decisions, table: pd.DataFrame, choix: Choix) -> Chantiers:
    """Return the allowed chantiers."""
    chantier, an, nb = lu.charge.hypotheses.chantier, lu.annees[0], len(decoupage.codes)
    operation = decoupage.rang
    obligatoire = table["obligatoire"].to_numpy(dtype=bool)
    nombre = table["nb_logements"].to_numpy(dtype=np.int32)
    grand = np.ones(nb, dtype=np.int32)
    np.maximum.at(grand, operation[obligatoire], nombre[obligatoire])
    patrimonial = np.zeros(len(table), dtype=bool)
    patrimonial[choix.lot[choix.ensemble]] = True
    ensemble = np.ones(nb, dtype=bool)
    np.logical_and.at(ensemble, operation[obligatoire], patrimonial[obligatoire])
    prive = np.zeros(nb, dtype=bool)
    prive[operation] = (table["statut"] == "prive").to_numpy(dtype=bool)
    return faire_chantiers(
        Regles(
            nb_annees=len(lu.annees),
            cadence_min=int(chantier.logements_par_an_min.a(an)),
            cadence_max=int(chantier.logements_par_an_max.a(an)),
            duree_max=int(chantier.duree_max.a(an)),
            logements=np.bincount(operation, weights=nombre, minlength=nb).astype(np.int32),
            plus_grand=grand,
            prive=prive,
            ensemble=ensemble,
            avant=_avant_interdiction(lu, operation, table, nb),
            debut_avant=decisions.debut_avant,
            impose=decisions.impose,
        )
    )


def _avant_interdiction(lu: Lu, operation: Petits, table: pd.DataFrame, nb: int) -> Petits:
    """Return [O] the year (index) before which works must end: the first letting ban of a lot."""
    avant = np.full(nb, len(lu.annees), dtype=np.int32)
    annees = np.full(len(ETIQUETTES), len(lu.annees), dtype=np.int32)
    for lettre, annee in (lu.scenario.interdictions_location or {}).items():
        annees[ETIQUETTES.index(lettre)] = min(len(lu.annees), max(0, annee - lu.annees[0]))
    np.minimum.at(avant, operation, annees[rang_etiquette(table)])
    return avant


def _operations(
    lu: Lu,
    decoupage: Decoupage,
    decisions: Decisions,
    table: pd.DataFrame,
    cites: tuple[Cite, ...],
    cite_lot: Petits,
    chantiers: Chantiers,
    montages: tuple[tuple[int, ...], ...],
) -> tuple[Operations, tuple[str, ...]]:
    """Return the opérations, and the grappes that C16 binds."""
    nb, debuts = len(decoupage.codes), pointeurs(decoupage.rang, len(decoupage.codes))
    premier = debuts[:-1]
    cite = cite_lot[premier]
    parents = sorted(set(decoupage.parents))
    rang_parent = {p: i for i, p in enumerate(parents)}
    social = (table["statut"] == "social").to_numpy(dtype=bool)[premier]
    noms = np.array([c.grappe for c in cites])[cite] if lu.scenario.grappes else np.full(nb, "")
    grappes = tuple(sorted({str(g) for g in noms[social] if g}))
    rang_grappe = {g: i for i, g in enumerate(grappes)}
    operations = Operations(
        codes=decoupage.codes,
        bailleur=_rang(lu.bailleurs, table["bailleur"].iloc[premier]),
        epci=_rang(lu.epcis, table["epci"].iloc[premier]),
        cite=cite,
        grappe=np.array(
            [rang_grappe.get(str(g), -1) if s else -1 for g, s in zip(noms, social, strict=True)], np.int32
        ),
        parente=np.array([rang_parent[p] for p in decoupage.parents], dtype=np.int32),
        logements=np.bincount(decoupage.rang, weights=table["nb_logements"], minlength=nb).astype(np.int32),
        requise=decisions.requise,
        lot_debut=debuts,
        chantier_debut=pointeurs(chantiers.operation, nb),
        montages=montages,
    )
    return operations, grappes


__all__ = ["construire"]
