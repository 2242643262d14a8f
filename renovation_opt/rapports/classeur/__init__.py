"""The workbooks: one for the whole programme, one for each landlord, as a programme manager sends them.

Answers for: ``octets_programme``, ``octets_bailleur`` and ``Classeurs``, which of them a report holds.  Real numbers;
totals as formulas that follow the filters (with their value, so that readers which do not compute show it); text that
is never read as a formula, a number or a link; nothing outside the file.  The creation date is constant: same figures,
same bytes.
Leaves to others: the figures (tables), which sheets there are (feuilles), the first sheet (presentation), the drawing
of one sheet (dessin, styles).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from xlsxwriter import Workbook

from renovation_opt.instance import Bailleur
from renovation_opt.locale import _
from renovation_opt.rapports.classeur import dessin, feuilles, presentation
from renovation_opt.rapports.classeur.feuilles import Feuille
from renovation_opt.rapports.classeur.styles import declarer
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.tables import Tables, Vue

Classeurs = Literal["tous", "ensemble", "aucun"]
CHOIX: tuple[Classeurs, ...] = ("tous", "ensemble", "aucun")
"""Which workbooks a report holds: all, that of the whole programme, none."""
CREATION = datetime(2017, 3, 7, tzinfo=UTC)
"""Day of the Engagement: a constant, so that workbooks do not carry a clock."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": False,
}


def classeurs_ecrits(contexte: Contexte) -> Classeurs:
    """Return which workbooks a report was written with, all by default."""
    return next((choix for choix in CHOIX if choix == contexte.options.get("classeurs")), "tous")


def nouveau(tampon: io.BytesIO, titre: str) -> Workbook:
    """Return an empty workbook that reads no text as a formula and carries no clock."""
    classeur = Workbook(tampon, _OPTIONS)
    classeur.set_properties({"title": titre, "author": "renovation_opt", "created": CREATION})
    return classeur


def octets_programme(tables: Tables, contexte: Contexte) -> bytes:
    """Return the bytes of the workbook of the whole programme."""
    return _octets(tables, contexte, _("Ensemble du programme"), tables.ensemble, feuilles.du_programme(tables))


def octets_bailleur(tables: Tables, contexte: Contexte, bailleur: Bailleur) -> bytes:
    """Return the bytes of the workbook of one landlord; KeyError when it has no works."""
    vue = tables.bailleurs[bailleur.code]
    return _octets(tables, contexte, bailleur.libelle, vue, feuilles.du_bailleur(tables, vue))


def _octets(tables: Tables, contexte: Contexte, sujet: str, vue: Vue, suite: Sequence[Feuille]) -> bytes:
    """Return the bytes of a workbook; ``sujet``: whose programme it is."""
    tampon = io.BytesIO()
    with nouveau(tampon, tables.inst.titre) as classeur:
        classeur.set_calc_mode("auto")
        styles = declarer(classeur)
        premiere = classeur.add_worksheet(_("Présentation"))
        presentation.ecrire(premiere, styles, presentation.Sujet(tables, contexte, sujet, vue, tuple(suite)))
        for feuille in suite:
            dessin.ecrire(classeur.add_worksheet(feuille.nom), feuille, styles, dessin.Cadre(tables, sujet))
    return tampon.getvalue()
