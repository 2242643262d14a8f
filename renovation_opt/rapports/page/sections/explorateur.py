"""The programme to explore: map, calendar and opérations, filtered and selected together.

Answers for: the three sections that the script ties together, and the frames of their long tables.
Leaves to others: their rows (page.donnees), what happens on a click (gabarits/explorateur.js).
"""

from __future__ import annotations

from collections.abc import Sequence

from renovation_opt.locale import _
from renovation_opt.rapports.colonnes import Colonne
from renovation_opt.rapports.fond import Fond
from renovation_opt.rapports.page.carte import COULEURS, carte, legendes
from renovation_opt.rapports.page.donnees import colonnes_calendrier, colonnes_operations
from renovation_opt.rapports.page.modele import Entete, Filtre, GrandTableau, Section
from renovation_opt.rapports.page.noms import noms
from renovation_opt.rapports.tables import Tables
from renovation_opt.rapports.typographie import nombre


def explorateur(tables: Tables, fond: Fond | None) -> Section:
    """Return the filters and the map."""
    texte = _("{n} cités sur {total} ont des travaux.").format(
        n=nombre(len(tables.cites)), total=nombre(len(tables.inst.cites))
    )
    aide = _(
        "Filtrez, survolez ou choisissez une cité : la carte, le calendrier et les opérations suivent ensemble. "
        "Au clavier, les flèches déplacent la carte, + et - changent son échelle."
    )
    return Section(
        "explorateur",
        _("Explorer le programme"),
        textes=(texte,),
        aide=aide,
        graphiques=(carte(tables, fond),),
        filtres=_filtres(tables),
        legendes=legendes(tables),
        genre="explorateur",
    )


def calendrier(tables: Tables) -> Section:
    """Return the calendar of works: one row per cité and landlord, one column per year."""
    return Section(
        "calendrier",
        _("Calendrier des travaux"),
        textes=(
            _("Une ligne par cité et bailleur ; chaque case donne les logements de l'année."),
            _("◆ et fond sombre : ensemble patrimonial, toute la cité du bailleur est restaurée."),
        ),
        grands=(_grand("calendrier", _("Calendrier des travaux"), colonnes_calendrier(tables), "gantt"),),
        genre="liste",
        annexe=True,
    )


def operations() -> Section:
    """Return every opération with its money and effects."""
    grand = _grand("operations", _("Opérations, par première année"), colonnes_operations(), "dense")
    return Section("operations", _("Opérations"), grands=(grand,), genre="liste", annexe=True)


def _grand(code: str, legende: str, colonnes: Sequence[Colonne], classe: str) -> GrandTableau:
    """Return the frame of a long table."""
    return GrandTableau(code, legende, tuple(Entete(c.titre, c.nature.numerique) for c in colonnes), classe)


def _filtres(tables: Tables) -> tuple[Filtre, ...]:
    """Return the filters; the last one is the colour of the map."""
    annees = tuple((str(a), str(a)) for a in tables.inst.annees)
    modes = {legende.mode: legende.titre for legende in legendes(tables)}
    return (
        Filtre("bailleur", _("Bailleur"), tuple(noms(tables, "bailleur").items())),
        Filtre("epci", _("Intercommunalité"), tuple(noms(tables, "epci").items())),
        Filtre("annee", _("Année de travaux"), annees),
        Filtre("bouquet", _("Bouquet"), tuple(noms(tables, "bouquet").items())),
        Filtre("financement", _("Financement"), tuple(noms(tables, "financement").items())[:-1]),
        Filtre("", _("Couleur de la carte"), tuple((mode, modes[mode]) for mode in COULEURS)),
    )
