"""``bailleurs/<code>/dossier.html``: what one landlord, or the private owners of one EPCI, are asked to decide.

Answers for: ``octets``: one printable page, without any script.
Leaves to others: the figures (tables), the words of what is to be decided (decision), the drawings (page).
"""

from __future__ import annotations

from renovation_opt.instance import Bailleur
from renovation_opt.locale import _, langue
from renovation_opt.rapports import graphiques, titres
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.dossiers.calendrier import calendrier
from renovation_opt.rapports.dossiers.decision import decision
from renovation_opt.rapports.listes import table_operations
from renovation_opt.rapports.page import gabarit
from renovation_opt.rapports.page.barres import Axe, Barre, par_annee
from renovation_opt.rapports.page.croise import croise, series_par_annee
from renovation_opt.rapports.page.modele import Page, Section, tableau
from renovation_opt.rapports.page.sections.preuve import constats, part_estimee
from renovation_opt.rapports.page.sections.territoires import cartons
from renovation_opt.rapports.tables import Tables, Vue
from renovation_opt.rapports.tables.indicateurs import noms_financements
from renovation_opt.rapports.typographie import euros

GABARIT = "dossier.html.j2"
_MILLION = 1_000_000
_PETIT_EUR = 10 * _MILLION


def octets(tables: Tables, contexte: Contexte, bailleur: Bailleur) -> bytes:
    """Return the bytes of the dossier, in the current language."""
    page = composer(tables, contexte, bailleur)
    return gabarit.rendre(GABARIT, page=page, politique=graphiques.politique(()))


def composer(tables: Tables, contexte: Contexte, bailleur: Bailleur) -> Page:
    """Return the dossier, section by section."""
    vue = tables.bailleurs[bailleur.code]
    return Page(
        langue=langue(),
        titre=_("Dossier : {bailleur}").format(bailleur=bailleur.libelle),
        question=tables.inst.question,
        constats=constats(tables, contexte),
        sections=(
            Section("chiffres", _("Chiffres clés"), textes=(part_estimee(vue),), cartons=cartons(vue)),
            decision(tables, bailleur, vue),
            _annees(tables, vue),
            calendrier(tables, bailleur),
            _argent(tables, vue),
            _operations(vue),
            _source(tables, contexte),
        ),
        textes={"surtitre": tables.inst.titre, "avertissements": _("À décider"), "pied": _pied()},
    )


def _annees(tables: Tables, vue: Vue) -> Section:
    """Return its programme year by year."""
    titre = _("Programme année par année")
    return Section(
        "annees", titre, tableaux=(tableau(titre, titres.annees(tables.inst), vue.annees, _("Total"), "annees"),)
    )


def _argent(tables: Tables, vue: Vue) -> Section:
    """Return who pays what, when."""
    noms = noms_financements(tables.inst)
    series = series_par_annee(vue.paiements, "financement", "ae_eur", noms)
    payes = series_par_annee(vue.paiements, "financement", "cp_eur", noms)
    annees = [int(a) for a in vue.annees["annee"]]
    axe = Axe("€") if int(vue.lignes["cout_eur"].sum()) < _PETIT_EUR else Axe("M€", _MILLION)
    barres = [
        Barre(nom, annee, valeurs.get(annee, 0), euros(valeurs.get(annee, 0)))
        for nom, valeurs in series.items()
        for annee in tables.inst.annees
    ]
    titre = _("Engagements (AE) par financement et par année")
    return Section(
        "argent",
        _("Plan de financement"),
        graphiques=(par_annee("argent", titre, barres, axe),),
        tableaux=(
            croise(titre, _("Financement"), tables.inst.annees, series, euros, "ae"),
            croise(_("Paiements (CP) par financement et par année"), _("Financement"), annees, payes, euros, "cp"),
        ),
    )


def _operations(vue: Vue) -> Section:
    """Return its opérations."""
    lue = table_operations(vue.operations)
    liste = tableau(_("Opérations, par première année"), titres.operations(), lue, _("Total"), "operations")
    return Section("operations", _("Opérations"), tableaux=(liste,))


def _source(tables: Tables, contexte: Contexte) -> Section:
    """Return where the figures come from."""
    entrees = (f"{nom} : {somme}" for nom, somme in sorted(contexte.entrees.items()))
    texte = _(
        "Ces chiffres sont ceux du programme « {titre} » ; rapport.html donne les hypothèses, la preuve et l'ensemble "
        "des bailleurs, programme.xlsx les mêmes nombres dans un classeur."
    )
    return Section("source", _("D'où viennent ces chiffres"), textes=(texte.format(titre=tables.inst.titre), *entrees))


def _pied() -> str:
    """Return the last words."""
    return _("Ce dossier est un seul fichier : il ne charge rien, s'imprime en A4 paysage et se lit hors ligne.")
