"""The calendar of one landlord, printed whole: one row per cité, one column per year."""

from __future__ import annotations

import pandas as pd

from renovation_opt.instance import Bailleur
from renovation_opt.locale import _
from renovation_opt.rapports.page.modele import Cellule, Entete, Section, Tableau, chiffre
from renovation_opt.rapports.tables import Tables
from renovation_opt.rapports.typographie import nombre


def calendrier(tables: Tables, bailleur: Bailleur) -> Section:
    """Return the cités of a landlord, by first year, commune and name."""
    siens = tables.calendrier[tables.calendrier["bailleur"] == bailleur.code]
    groupes = [groupe for _parente, groupe in siens.groupby("parente", sort=True)]
    groupes.sort(key=lambda g: (int(g["annee"].min()), str(g["commune"].iloc[0]), str(g["cite"].iloc[0])))
    entetes = (
        Entete(_("Cité")),
        Entete(_("Commune")),
        *(Entete(str(a), numerique=True) for a in tables.inst.annees),
        Entete(_("Total"), numerique=True),
    )
    rangees = tuple(_rangee(groupe, tables.inst.annees) for groupe in groupes)
    textes = (
        _("Une ligne par cité ; chaque case donne les logements de l'année."),
        _("◆ et fond sombre : ensemble patrimonial, toute la cité du bailleur est restaurée."),
    )
    titre = _("Calendrier des travaux")
    return Section(
        "cites",
        titre,
        textes=textes[:1] if bailleur.prive else textes,
        tableaux=(Tableau(titre, entetes, rangees, classe="gantt", code="calendrier"),),
    )


def _rangee(groupe: pd.DataFrame, annees: tuple[int, ...]) -> tuple[Cellule, ...]:
    """Return one row: cité, commune, the years, all dwellings."""
    cases = {
        int(annee): (int(n), bool(ensemble))
        for annee, n, ensemble in zip(groupe["annee"], groupe["logements"], groupe["ensemble"], strict=True)
    }
    lieu = (Cellule(str(groupe["cite"].iloc[0])), Cellule(str(groupe["commune"].iloc[0])))
    total = int(groupe["logements"].sum())
    return (*lieu, *(_case(cases.get(annee)) for annee in annees), chiffre(nombre(total), total))


def _case(case: tuple[int, bool] | None) -> Cellule:
    """Return the cell of one year."""
    if case is None:
        return Cellule("")
    logements, ensemble = case
    return chiffre(f"◆ {nombre(logements)}" if ensemble else nombre(logements), logements, _classe(ensemble=ensemble))


def _classe(*, ensemble: bool) -> str:
    """Return the CSS class of a year of works."""
    return "ensemble" if ensemble else "chantier"
