"""``rapport.html``: one self-contained page, no script, no request.

Answers for: the order of the sections and the rendering; the page forbids itself to load anything.
Leaves to others: the figures (tables), the content of each section (sections), the drawings (barres, carte, sankey).
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from renovation_opt.locale import _, langue
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.page.couleurs import DPE
from renovation_opt.rapports.page.modele import Page
from renovation_opt.rapports.page.sections import (
    annees,
    argent,
    calendrier,
    cites,
    effets,
    operations,
    preuve,
    synthese,
)
from renovation_opt.rapports.tables import Tables
from renovation_opt.rapports.typographie import espaces

GABARIT = "rapport.html.j2"


def octets(tables: Tables, contexte: Contexte) -> bytes:
    """Return the bytes of the page, in the current language."""
    rendu = _environnement().get_template(GABARIT).render(page=composer(tables, contexte), dpe=DPE)
    return rendu.encode()


def composer(tables: Tables, contexte: Contexte) -> Page:
    """Return the page, section by section."""
    return Page(
        langue=langue(),
        titre=tables.inst.titre,
        question=tables.inst.question,
        constats=preuve.constats(tables, contexte),
        sections=(
            synthese.synthese(tables),
            annees.annees(tables),
            argent.argent(tables),
            cites.cites(tables),
            effets.classes(tables),
            effets.effets(tables),
            preuve.hypotheses(tables),
            preuve.preuve(tables, contexte),
            calendrier.calendrier(tables),
            operations.operations(tables),
        ),
        textes={
            "surtitre": _("Programme de rénovation du bassin minier"),
            "aller": _("Aller au contenu"),
            "sommaire": _("Sommaire"),
            "avertissements": _("Avertissements"),
            "pied": _("Ce rapport est un seul fichier : il ne charge rien et se lit hors ligne."),
        },
    )


@cache
def _environnement() -> Environment:
    """Return the template engine: everything escaped, French spaces put where they belong."""
    return Environment(
        loader=PackageLoader("renovation_opt.rapports", "gabarits"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_typographie,
    )


def _typographie(valeur: object) -> object:
    """Return a text with its no-break spaces; markup is left alone."""
    return espaces(valeur) if isinstance(valeur, str) and not isinstance(valeur, Markup) else valeur
