"""What the works bring: energy classes, the three objectives by terms, segregation."""

from __future__ import annotations

from collections.abc import Iterator

from renovation_opt.instance import ETIQUETTES
from renovation_opt.locale import _
from renovation_opt.rapports import libelles
from renovation_opt.rapports.colonnes import texte
from renovation_opt.rapports.graphiques import Graphique
from renovation_opt.rapports.listes import nature
from renovation_opt.rapports.page.barres import termes
from renovation_opt.rapports.page.modele import Cellule, Entete, Section, Tableau, chiffre
from renovation_opt.rapports.page.noms import noms
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
        graphiques=tuple(_termes(tables)),
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
        (Cellule(lettre, f"dpe-{lettre}"), *(chiffre(nombre(compte[i]), compte[i]) for compte in comptes))
        for i, lettre in enumerate(ETIQUETTES)
    )
    pied = (Cellule(_("Total")), *(Cellule(nombre(sum(compte))) for compte in comptes))
    return Tableau(_("Logements par classe, rénovés et dans tout le parc"), entetes, rangees, pied, code="classes")


def _figures(tables: Tables) -> Tableau:
    """Return the indicators of the objectives."""
    entetes = (Entete(_("Indicateur")), Entete(_("Valeur"), numerique=True), Entete(_("Unité")))
    figures = [i for i in tables.indicateurs if i.cle[0] in _FAMILLES]
    return Tableau(_("Objectifs, terme par terme"), entetes, tuple(_figure(i) for i in figures), code="objectifs")


def _figure(figure: Indicateur) -> tuple[Cellule, ...]:
    """Return the row of one indicator."""
    unite = "" if figure.unite == "part" else libelles.unite(figure.unite)
    brute = figure.valeur if isinstance(figure.valeur, int | float) else None
    return Cellule(figure.libelle), chiffre(texte(figure.valeur, nature(figure)), brute), Cellule(unite)


def _termes(tables: Tables) -> Iterator[Graphique]:
    """Yield, for each way to itemise an objective, what its total is made of."""
    for rang, (cle, titre, mots) in enumerate(_decompositions(tables)):
        figures = [i for i in tables.indicateurs if i.cle[:-1] == cle and i.valeur]
        barres = [(mots.get(i.cle[-1], i.cle[-1]), float(i.valeur or 0), _avec_unite(i)) for i in figures]
        if barres:
            yield termes(f"termes-{rang}", titre, barres)


def _decompositions(tables: Tables) -> Iterator[tuple[tuple[str, str], str, dict[str, str]]]:
    """Yield family of indicators, title, words of its codes."""
    bouquets = noms(tables, "bouquet")
    classes_dpe = {lettre: _("classe {classe}").format(classe=lettre) for lettre in ETIQUETTES}
    interets = {code: libelles.interet(code) for code in ("exceptionnelle", "remarquable", "temoin", "ordinaire")}
    parts = {
        "interet_et_qualite": _("intérêt de la cité × qualité du bouquet"),
        "ensemble": _("ensemble patrimonial"),
    }
    yield ("energie", "cumulee_par_bouquet"), _("Énergie économisée cumulée, par bouquet"), bouquets
    titre = _("Énergie économisée cumulée, par classe avant travaux")
    yield ("energie", "cumulee_par_etiquette_dpe"), titre, classes_dpe
    yield ("patrimoine", "termes"), _("Points de patrimoine, par terme"), parts
    yield ("patrimoine", "par_interet"), _("Points de patrimoine, par intérêt de la cité"), interets
    yield ("patrimoine", "par_bouquet"), _("Points de patrimoine, par bouquet"), bouquets
    yield ("mixite", "par_bouquet"), _("Ménages diversifiés pondérés, par bouquet"), bouquets
    yield ("mixite", "par_epci"), _("Ménages diversifiés pondérés, par intercommunalité"), noms(tables, "epci")


def _avec_unite(figure: Indicateur) -> str:
    """Return the value of an indicator with its unit."""
    return f"{texte(figure.valeur, nature(figure))} {libelles.unite(figure.unite)}"


def _duncan(tables: Tables) -> Tableau:
    """Return Duncan's index by EPCI."""
    entetes = (Entete(_("EPCI")), Entete(_("Avant"), numerique=True), Entete(_("Après"), numerique=True))
    rangees = tuple(
        (
            Cellule(d.libelle),
            chiffre(nombre(d.avant, _DECIMALES_INDICE), d.avant),
            chiffre(nombre(d.apres, _DECIMALES_INDICE), d.apres),
        )
        for d in tables.dissimilarites
    )
    return Tableau(_("Dissimilarité de Duncan entre cités, par EPCI"), entetes, rangees, code="dissimilarite")
