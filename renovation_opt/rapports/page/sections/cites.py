"""The map of the cités."""

from __future__ import annotations

from renovation_opt.locale import _
from renovation_opt.rapports.page.carte import carte
from renovation_opt.rapports.page.modele import Section
from renovation_opt.rapports.tables import Tables
from renovation_opt.rapports.typographie import nombre


def cites(tables: Tables) -> Section:
    """Return the map and how many cités have works."""
    groupes = tables.ensemble.lignes.groupby("cite_id")
    debuts = {str(code): int(annee) for code, annee in groupes["annee"].min().items()}
    logements = {str(code): int(n) for code, n in groupes["logements"].sum().items()}
    texte = _("{n} cités sur {total} ont des travaux.").format(
        n=nombre(len(debuts)), total=nombre(len(tables.inst.cites))
    )
    return Section("carte", _("Carte"), textes=(texte,), dessins=(carte(tables.inst, debuts, logements),))
