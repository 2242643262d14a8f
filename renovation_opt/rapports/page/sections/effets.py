"""What the works bring: energy classes, the three objectives by terms, segregation."""

from __future__ import annotations

from renovation_opt.instance import ETIQUETTES
from renovation_opt.locale import _
from renovation_opt.rapports import libelles
from renovation_opt.rapports.colonnes import texte
from renovation_opt.rapports.listes import nature
from renovation_opt.rapports.page.modele import Cellule, Entete, Section, Tableau
from renovation_opt.rapports.page.sankey import sankey
from renovation_opt.rapports.tables import Indicateur, Tables
from renovation_opt.rapports.typographie import nombre

_FAMILLES = ("energie", "climat", "facture", "patrimoine", "mixite")
_DECIMALES_INDICE = 4


def classes(tables: Tables) -> Section:
    """Return energy classes before and after works."""
    return Section(
        "dpe",
        _("Classes énergétiques avant et après"),
        dessins=(sankey(tables.dpe.flux),),
        tableaux=(_classes(tables),),
    )


def effets(tables: Tables) -> Section:
    """Return the objectives, term by term, and Duncan's index by EPCI."""
    ecart = tables.inst.ecart_usage
    usage = _(
        "L'énergie est comptée avec un écart d'usage de {ecart} ; la ligne « conventionnelle » n'en tient pas compte."
    )
    duncan = _("L'indice de Duncan va de 0 (ménages du premier quartile répartis comme les autres) à 1 (séparés).")
    return Section(
        "objectifs",
        _("Énergie, patrimoine, mixité"),
        textes=(usage.format(ecart=nombre(float(ecart), 2)), duncan),
        tableaux=(_figures(tables), _duncan(tables)),
    )


def _classes(tables: Tables) -> Tableau:
    """Return the counts by class."""
    d = tables.dpe
    comptes = (d.traites_avant, d.traites_apres, d.parc_avant, d.parc_apres)
    entetes = (
        Entete(_("Classe")),
        Entete(_("Rénovés, avant"), numerique=True),
        Entete(_("Rénovés, après"), numerique=True),
        Entete(_("Parc, avant"), numerique=True),
        Entete(_("Parc, après"), numerique=True),
    )
    rangees = tuple(
        (Cellule(lettre, f"dpe-{lettre}"), *(Cellule(nombre(compte[i])) for compte in comptes))
        for i, lettre in enumerate(ETIQUETTES)
    )
    pied = (Cellule(_("Total")), *(Cellule(nombre(sum(compte))) for compte in comptes))
    return Tableau(_("Logements par classe, rénovés et dans tout le parc"), entetes, rangees, pied)


def _figures(tables: Tables) -> Tableau:
    """Return the indicators of the objectives."""
    entetes = (Entete(_("Indicateur")), Entete(_("Valeur"), numerique=True), Entete(_("Unité")))
    figures = [i for i in tables.indicateurs if i.cle[0] in _FAMILLES]
    return Tableau(_("Objectifs, terme par terme"), entetes, tuple(_figure(i) for i in figures))


def _figure(figure: Indicateur) -> tuple[Cellule, ...]:
    """Return the row of one indicator."""
    unite = "" if figure.unite == "part" else libelles.unite(figure.unite)
    return Cellule(figure.libelle), Cellule(texte(figure.valeur, nature(figure))), Cellule(unite)


def _duncan(tables: Tables) -> Tableau:
    """Return Duncan's index by EPCI."""
    entetes = (Entete(_("EPCI")), Entete(_("Avant"), numerique=True), Entete(_("Après"), numerique=True))
    rangees = tuple(
        (
            Cellule(d.libelle),
            Cellule(nombre(d.avant, _DECIMALES_INDICE)),
            Cellule(nombre(d.apres, _DECIMALES_INDICE)),
        )
        for d in tables.dissimilarites
    )
    return Tableau(_("Dissimilarité de Duncan entre cités, par EPCI"), entetes, rangees)
