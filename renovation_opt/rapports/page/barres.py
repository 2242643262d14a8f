"""Bar charts: stacked by year, or one bar per term.

Answers for: ``par_annee`` (series by year, with selectors when the rows have several dimensions) and ``termes`` (what a
total is made of).  Values are those of the tables; what is read on hover is written here, with its unit.
Leaves to others: which rows (sections), the look common to all charts (graphiques).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from renovation_opt.locale import _
from renovation_opt.rapports.graphiques import Graphique
from renovation_opt.rapports.page import couleurs

_HAUTEUR_TERME, _HAUTEUR_AXE = 30, 46


@dataclass(frozen=True, slots=True)
class Barre:
    """One piece of a bar.  ``lu``: its value as people read it; ``choix``: value of each selector that shows it."""

    serie: str
    annee: int
    valeur: float
    lu: str
    choix: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Axe:
    """The axis of values: its unit, and how many of the unit of the rows make one of it."""

    unite: str
    diviseur: int = 1


def par_annee(
    code: str,
    titre: str,
    barres: Sequence[Barre],
    axe: Axe,
    choix: Mapping[str, str] | None = None,
    teintes: Sequence[str] = couleurs.SERIES,
) -> Graphique:
    """Return stacked bars by year; ``choix``: name of each selector -> its first value; ``teintes``: of the series."""
    series = list(dict.fromkeys(barre.serie for barre in barres))
    valeurs = [
        {
            "serie": b.serie,
            "annee": b.annee,
            "valeur": b.valeur,
            "lu": b.lu,
            "rang": series.index(b.serie),
            **b.choix,
        }
        for b in barres
    ]
    choix = choix or {}
    spec: dict[str, Any] = {
        "params": [{"name": nom, "value": valeur} for nom, valeur in choix.items()],
        "data": {"values": valeurs},
        "transform": [{"filter": f"datum.{nom} == {nom}"} for nom in choix],
        "mark": {"type": "bar", "stroke": couleurs.ENCRE, "strokeWidth": 0.4},
        "encoding": {
            "x": {"field": "annee", "type": "ordinal", "axis": {"title": None, "labelAngle": 0, "labelOverlap": True}},
            "y": {"field": "valeur", "type": "quantitative", "axis": _axe(axe)},
            "color": {
                "field": "serie",
                "type": "nominal",
                "sort": None,
                "scale": {"range": list(teintes)},
                "legend": {"title": None, "columns": {"expr": "width < 480 ? 1 : 2"}},
            },
            "order": {"field": "rang"},
            "tooltip": _bulle((("serie", ""), ("annee", _("Année")), ("lu", _("Valeur")))),
        },
    }
    return Graphique(code, titre, _("Le tableau donne les mêmes nombres."), spec)


def termes(code: str, titre: str, barres: Sequence[tuple[str, float, str]]) -> Graphique:
    """Return one bar per term: (name, value, value as people read it), the largest first."""
    tries = sorted(barres, key=lambda barre: (-barre[1], barre[0]))
    valeurs = [{"nom": nom, "valeur": valeur, "lu": lu} for nom, valeur, lu in tries]
    y = {"field": "nom", "type": "nominal", "sort": None, "axis": None}
    spec = {
        "data": {"values": valeurs},
        "encoding": {
            "y": y | {"scale": {"paddingInner": 0.55, "paddingOuter": 0.4}},
            "x": {"field": "valeur", "type": "quantitative", "axis": _axe(Axe(""))},
            "tooltip": _bulle((("nom", ""), ("lu", _("Valeur")))),
        },
        "layer": [
            {"mark": {"type": "bar", "color": couleurs.SERIES[0]}},
            {
                "transform": [{"calculate": "datum.lu + ' – ' + datum.nom", "as": "mots"}],
                "mark": {"type": "text", "align": "left", "baseline": "bottom", "dy": -7, "limit": {"expr": "width"}},
                "encoding": {"text": {"field": "mots"}, "x": {"datum": 0}},
            },
        ],
    }
    hauteur = _HAUTEUR_AXE + _HAUTEUR_TERME * max(1, len(valeurs))
    return Graphique(code, titre, _("Le tableau donne les mêmes nombres."), spec, hauteur)


def _axe(axe: Axe) -> dict[str, Any]:
    """Return the axis of values."""
    return {
        "title": axe.unite or None,
        "titleAngle": 0,
        "titleAlign": "left",
        "titleBaseline": "bottom",
        "titleX": -34,
        "titleY": -10,
        "tickCount": 5,
        "labelExpr": f"format(datum.value / {axe.diviseur}, ',.12~g')",
        "labelOverlap": True,
    }


def _bulle(champs: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """Return what is read on hover."""
    return [{"field": champ, "type": "nominal", "title": titre} for champ, titre in champs]
