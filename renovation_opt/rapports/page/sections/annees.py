"""The programme by year and landlord."""

from __future__ import annotations

from dataclasses import replace

from renovation_opt.locale import _
from renovation_opt.rapports import titres
from renovation_opt.rapports.page.barres import Axe, Barre, par_annee
from renovation_opt.rapports.page.croise import croise, series_par_annee
from renovation_opt.rapports.page.modele import Section, tableau
from renovation_opt.rapports.page.noms import noms
from renovation_opt.rapports.tables import Tables
from renovation_opt.rapports.typographie import nombre


def annees(tables: Tables) -> Section:
    """Return dwellings by year and landlord, then the programme year by year."""
    inst, lignes = tables.inst, tables.ensemble.lignes
    series = series_par_annee(lignes, "bailleur", "logements", noms(tables, "bailleur"))
    ensemble = series_par_annee(lignes, "groupe", "logements", noms(tables, "groupe"))
    barres = [
        Barre(nom, annee, valeurs.get(annee, 0), nombre(valeurs.get(annee, 0)))
        for nom, valeurs in ensemble.items()
        for annee in inst.annees
    ]
    titre = _("Logements rénovés par année et par bailleur")
    detail = _("Programme année par année : coûts et aides à l'engagement (AE), paiements (CP)")
    return Section(
        "annees",
        _("Programme par année et par bailleur"),
        graphiques=(replace(par_annee("annees", titre, barres, Axe(_("logements"))), large=True),),
        tableaux=(
            croise(_("Logements rénovés"), _("Bailleur"), inst.annees, series, nombre, "logements-par-bailleur"),
            tableau(detail, titres.annees(inst), tables.ensemble.annees, _("Total"), "annees"),
        ),
    )
