"""The calendar of the works (Gantt): one row per cité and landlord, phases together, one column per year."""

from __future__ import annotations

import pandas as pd

from renovation_opt.instance import PARTIS
from renovation_opt.locale import _
from renovation_opt.rapports.page.modele import Cellule, Entete, Section, Tableau
from renovation_opt.rapports.tables import Tables, Vue
from renovation_opt.rapports.typographie import nombre


def calendrier(tables: Tables) -> Section:
    """Return one calendar per landlord."""
    noms = {b.code: b.libelle for b in tables.inst.bailleurs}
    return Section(
        "calendrier",
        _("Calendrier des travaux"),
        textes=(
            _("Une ligne par cité ; chaque case donne les logements de l'année."),
            _("◆ et fond sombre : ensemble patrimonial, toute la cité du bailleur est restaurée."),
        ),
        tableaux=tuple(_calendrier(noms[code], vue, tables.inst.annees) for code, vue in tables.bailleurs.items()),
        annexe=True,
    )


def _calendrier(nom: str, vue: Vue, annees: tuple[int, ...]) -> Tableau:
    """Return the calendar of one landlord, by first year, commune and cité."""
    lignes = vue.lignes.assign(ensemble=vue.lignes["parti"] == PARTIS[1])
    cles = ["parente", "cite", "commune"]
    par_case = lignes.groupby(["parente", "annee"]).agg(logements=("logements", "sum"), ensemble=("ensemble", "max"))
    cases = {(int(p), int(a)): (int(n), bool(e)) for (p, a), n, e in par_case.itertuples()}
    groupes = lignes.groupby(cles).agg(debut=("annee", "min"), logements=("logements", "sum")).reset_index()
    groupes = groupes.sort_values(["debut", "commune", "cite", "parente"])
    entetes = (
        Entete(_("Cité")),
        Entete(_("Commune")),
        *(Entete(str(a), numerique=True) for a in annees),
        Entete(_("Total"), numerique=True),
    )
    rangees = tuple(_rangee(groupe, cases, annees) for _i, groupe in groupes.iterrows())
    return Tableau(nom, entetes, rangees, classe="gantt")


def _rangee(
    groupe: pd.Series, cases: dict[tuple[int, int], tuple[int, bool]], annees: tuple[int, ...]
) -> tuple[Cellule, ...]:
    """Return one row: cité, commune, the years, all dwellings."""
    lieu = (Cellule(str(groupe["cite"])), Cellule(str(groupe["commune"])))
    cellules = (_case(cases.get((int(groupe["parente"]), annee))) for annee in annees)
    return (*lieu, *cellules, Cellule(nombre(int(groupe["logements"]))))


def _case(case: tuple[int, bool] | None) -> Cellule:
    """Return the cell of one year."""
    if case is None:
        return Cellule("")
    logements, ensemble = case
    return Cellule(f"◆ {nombre(logements)}", "ensemble") if ensemble else Cellule(nombre(logements), "chantier")
