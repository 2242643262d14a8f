"""The list of the opérations."""

from __future__ import annotations

from renovation_opt.locale import _
from renovation_opt.rapports import titres
from renovation_opt.rapports.listes import table_operations
from renovation_opt.rapports.page.modele import Section, tableau
from renovation_opt.rapports.tables import Tables


def operations(tables: Tables) -> Section:
    """Return every opération with its money and effects."""
    lue = table_operations(tables.ensemble.operations)
    liste = tableau(_("Opérations, par première année"), titres.operations(), lue, _("Total"))
    return Section("operations", _("Opérations"), tableaux=(liste,), annexe=True)
