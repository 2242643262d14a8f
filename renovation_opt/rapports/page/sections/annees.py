"""The programme by year and landlord."""

from __future__ import annotations

from renovation_opt.locale import _
from renovation_opt.rapports import titres
from renovation_opt.rapports.page.barres import barres
from renovation_opt.rapports.page.croise import croise, par_annee
from renovation_opt.rapports.page.modele import Section, tableau
from renovation_opt.rapports.tables import Tables
from renovation_opt.rapports.typographie import nombre


def annees(tables: Tables) -> Section:
    """Return dwellings by year and landlord, then the programme year by year."""
    inst, lignes = tables.inst, tables.ensemble.lignes
    noms = {b.code: b.libelle for b in inst.bailleurs if b.code in tables.bailleurs}
    series = par_annee(lignes, "bailleur", "logements", noms)
    dessin = barres(_("Logements rénovés par année et par bailleur"), inst.annees, series, nombre)
    detail = _("Programme année par année : coûts et aides à l'engagement (AE), paiements (CP)")
    return Section(
        "annees",
        _("Programme par année et par bailleur"),
        dessins=(dessin,),
        tableaux=(
            croise(_("Logements rénovés"), _("Bailleur"), inst.annees, series, nombre),
            tableau(detail, titres.annees(inst), tables.ensemble.annees, _("Total")),
        ),
    )
