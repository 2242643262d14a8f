"""``rapport.html``: one self-contained page, no request.

Answers for: the order of the sections, the scripts of the page and the policy that allows them alone.
Leaves to others: the figures (tables), the content of each section (sections), charts (barres, carte, sankey), the
template engine (gabarit).
"""

from __future__ import annotations

from renovation_opt.locale import _, langue
from renovation_opt.rapports import graphiques
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.page import gabarit
from renovation_opt.rapports.page.donnees import donnees
from renovation_opt.rapports.page.modele import Page
from renovation_opt.rapports.page.sections import annees, argent, effets, explorateur, preuve, synthese, territoires
from renovation_opt.rapports.tables import Tables

GABARIT = "rapport.html.j2"
SCRIPTS = ("tableaux.js", "explorateur.js")


def octets(tables: Tables, contexte: Contexte) -> bytes:
    """Return the bytes of the page, in the current language."""
    scripts = (graphiques.bibliotheque(), *(gabarit.lire(nom) for nom in SCRIPTS))
    return gabarit.rendre(
        GABARIT,
        page=composer(tables, contexte),
        politique=graphiques.politique(scripts),
        scripts=scripts,
        donnees=donnees(tables),
        reglages=graphiques.reglages(),
    )


def composer(tables: Tables, contexte: Contexte) -> Page:
    """Return the page, section by section."""
    return Page(
        langue=langue(),
        titre=tables.inst.titre,
        question=tables.inst.question,
        constats=preuve.constats(tables, contexte),
        sections=(
            synthese.synthese(tables),
            explorateur.explorateur(tables, contexte.fond),
            explorateur.calendrier(tables),
            explorateur.operations(),
            annees.annees(tables),
            argent.argent(tables),
            effets.classes(tables),
            effets.effets(tables),
            territoires.epcis(tables),
            territoires.bailleurs(tables),
            preuve.hypotheses(tables),
            preuve.preuve(tables, contexte),
        ),
        textes=_textes(),
    )


def _textes() -> dict[str, str]:
    """Return the words of the frame of the page."""
    return {
        "surtitre": _("Programme de rénovation du bassin minier"),
        "aller": _("Aller au contenu"),
        "sommaire": _("Sommaire"),
        "avertissements": _("Avertissements"),
        "pied": _("Ce rapport est un seul fichier : il ne charge rien et se lit hors ligne."),
        "sans_script": _(
            "Sans JavaScript, les graphiques sont fixes, et le calendrier et les opérations se lisent dans "
            "programme.csv et dans les classeurs des bailleurs."
        ),
        "tous": _("tous"),
        "filtres": _("Filtres"),
        "effacer": _("Tout afficher"),
        "deselection": _("Fermer"),
        "plus": _("Agrandir la carte"),
        "moins": _("Réduire la carte"),
        "entier": _("Montrer tout le territoire"),
        "carte": _("Carte : flèches pour déplacer, + et - pour l'échelle"),
        "sans_travaux": _("sans travaux"),
        "viser": _("Voir sur la carte et dans les listes"),
        "voir_calendrier": _("calendrier"),
        "voir_operations": _("opérations"),
        "reglages": _("Réglages des graphiques"),
        "modifier": _("Modifier les filtres"),
    }
