"""Money by fund, contributor, landlord and year: commitments, payments, slices used, carried over, lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from renovation_opt.locale import _
from renovation_opt.rapports import libelles, titres
from renovation_opt.rapports.graphiques import Graphique
from renovation_opt.rapports.page import couleurs
from renovation_opt.rapports.page.barres import Axe, Barre, par_annee
from renovation_opt.rapports.page.croise import croise, series_par_annee
from renovation_opt.rapports.page.modele import Cellule, Entete, Section, Selecteur, Tableau, chiffre, tableau
from renovation_opt.rapports.page.noms import noms
from renovation_opt.rapports.tables import Tables
from renovation_opt.rapports.tables.argent import DIMENSIONS, par_dimension
from renovation_opt.rapports.tables.indicateurs import noms_financements
from renovation_opt.rapports.typographie import ABSENT, euros

_MILLION = 1_000_000
_PETIT_EUR = 10 * _MILLION
_TOUS = "tous"
_ETATS = {"utilise_eur": couleurs.SERIES[0], "reporte_eur": couleurs.SERIES[5], "perdu_eur": couleurs.SERIES[3]}


def argent(tables: Tables) -> Section:
    """Return AE and CP by year, by fund, contributor or landlord, then what each slice had, used, carried, lost."""
    fonds = noms_financements(tables.inst)
    tranches = tables.tranches.assign(financement=tables.tranches["financement"].map(fonds))
    legende = _("Tranches annuelles : disponible, utilisé, reporté, perdu")
    return Section(
        "argent",
        _("Financements"),
        textes=(
            _("AE : autorisations d'engagement, l'année des travaux."),
            _("CP : crédits de paiement, versés au long des travaux."),
        ),
        selecteurs=(*_choix_financements(), *(_choix_tranches(tables) if len(tranches) else ())),
        graphiques=(_financements(tables), *((_tranches(tables),) if len(tranches) else ())),
        tableaux=(
            *(_croise(tables, mesure) for mesure in ("ae_eur", "cp_eur")),
            _contributeurs(tables),
            tableau(legende, titres.tranches(), tranches, _("Total"), "tranches"),
        ),
    )


def _choix_financements() -> tuple[Selecteur, ...]:
    """Return the selectors of the first chart."""
    par = (("financement", _("financement")), ("contributeur", _("contributeur")), ("groupe", _("bailleur")))
    mesures = (("ae_eur", _("engagements (AE)")), ("cp_eur", _("paiements (CP)")))
    return (
        Selecteur("financements", "par", _("Argent par"), par),
        Selecteur("financements", "mesure", _("Montants"), mesures),
    )


def _choix_tranches(tables: Tables) -> tuple[Selecteur, ...]:
    """Return the selector of the second chart."""
    presents = dict.fromkeys(tables.tranches["financement"])
    fonds = noms_financements(tables.inst)
    choix = ((_TOUS, _("toutes les enveloppes")), *((code, fonds[code]) for code in presents))
    return (Selecteur("tranches", "enveloppe", _("Tranches de"), choix),)


def _axe(tables: Tables) -> Axe:
    """Return the axis of amounts: millions, or euros for a small programme."""
    return Axe("€") if (tables.valeur("argent", "cout") or 0) < _PETIT_EUR else Axe("M€", _MILLION)


def _financements(tables: Tables) -> Graphique:
    """Return AE or CP by year, by fund, contributor or landlord."""
    mots = {dimension: noms(tables, dimension) for dimension in DIMENSIONS}
    table = par_dimension(tables.inst, tables.ensemble.paiements)
    rangs = {dimension: {code: i for i, code in enumerate(mots[dimension])} for dimension in DIMENSIONS}
    table["rang"] = [rangs[d][c] for d, c in zip(table["dimension"], table["code"], strict=True)]
    barres = [
        Barre(mots[par][code], int(annee), int(montant), euros(int(montant)), {"par": par, "mesure": mesure})
        for mesure in ("ae_eur", "cp_eur")
        for par, code, annee, montant in _rangees(table.sort_values(["dimension", "rang", "annee"]), mesure)
        if montant
    ]
    choix = {"par": "financement", "mesure": "ae_eur"}
    return par_annee("financements", _("Financements par année"), barres, _axe(tables), choix)


def _rangees(table: pd.DataFrame, mesure: str) -> Iterator[tuple[str, str, int, int]]:
    """Return dimension, code, year and amount of each row."""
    colonnes = (table[nom].tolist() for nom in ("dimension", "code", "annee", mesure))
    return zip(*colonnes, strict=True)


def _tranches(tables: Tables) -> Graphique:
    """Return what each slice used, carried over and lost."""
    mots = {"utilise_eur": _("utilisé"), "reporte_eur": _("reporté"), "perdu_eur": _("perdu")}
    sommes = tables.tranches.groupby("annee")[list(mots)].sum().reset_index().assign(financement=_TOUS)
    barres = [
        Barre(
            mots[etat], int(rang["annee"]), int(rang[etat]), euros(int(rang[etat])), {"enveloppe": rang["financement"]}
        )
        for table in (sommes, tables.tranches)
        for rang in table.to_dict("records")
        for etat in mots
    ]
    titre = _("Tranches annuelles : utilisé, reporté sur l'année suivante, perdu")
    dessin = par_annee("tranches", titre, barres, _axe(tables), {"enveloppe": _TOUS}, tuple(_ETATS.values()))
    return replace(dessin, description=_("La hauteur d'une barre est ce qui était disponible."))


def _croise(tables: Tables, mesure: str) -> Tableau:
    """Return the table of one measure by fund and year."""
    titre = {
        "ae_eur": _("Engagements (AE) par financement et par année"),
        "cp_eur": _("Paiements (CP) par financement et par année"),
    }[mesure]
    series = series_par_annee(tables.ensemble.paiements, "financement", mesure, noms_financements(tables.inst))
    annees = [int(a) for a in tables.ensemble.annees["annee"]] if mesure == "cp_eur" else list(tables.inst.annees)
    return croise(titre, _("Financement"), annees, series, euros, mesure.replace("_eur", "-par-financement"))


def _contributeurs(tables: Tables) -> Tableau:
    """Return AE and CP by contributor."""
    sommes = tables.ensemble.paiements.groupby("contributeur", sort=True)[["ae_eur", "cp_eur"]].sum()
    plafonds = {f.contributeur: tables.plafonds_parite.get(f.code) for f in tables.inst.fonds}
    entetes = (
        Entete(_("Contributeur")),
        Entete(_("Engagements (AE)"), numerique=True),
        Entete(_("Paiements (CP)"), numerique=True),
        Entete(_("Plafond de parité"), numerique=True),
    )
    rangees = tuple(
        (
            Cellule(libelles.contributeur(str(code))),
            chiffre(euros(int(ae)), int(ae)),
            chiffre(euros(int(cp)), int(cp)),
            _plafond(plafonds.get(str(code))),
        )
        for code, ae, cp in sommes.itertuples()
    )
    return Tableau(_("Financements par contributeur"), entetes, rangees, code="contributeurs")


def _plafond(montant: int | None) -> Cellule:
    """Return the cell of a ceiling."""
    return Cellule(ABSENT) if montant is None else chiffre(euros(montant), montant)
