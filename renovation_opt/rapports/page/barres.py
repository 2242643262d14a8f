"""Stacked bars by year.

Answers for: ``barres``: series by year, drawn from the bottom in the order given, with a readable scale and each
bar's total.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from renovation_opt.locale import _
from renovation_opt.rapports.page import couleurs
from renovation_opt.rapports.page.modele import Dessin, Forme

LARGEUR, HAUTEUR = 560, 300
_GAUCHE, _DROITE, _HAUT, _BAS = 62, 8, 22, 24
_GRADUATIONS = 5
_ETIQUETTES_MAX = 12
_PLEIN = 0.72
"""Share of its place that a bar fills."""
Series = Mapping[str, Mapping[int, float]]


def barres(titre: str, annees: Sequence[int], series: Series, ecrire: Callable[[float], str]) -> Dessin:
    """Return the drawing of ``series`` (name -> year -> value) over ``annees``.

    ``ecrire`` writes a value without its unit, which the title gives: bars are narrow.
    """
    totaux = [sum(s.get(annee, 0) for s in series.values()) for annee in annees]
    pas = _pas(max(totaux, default=0.0))
    sommet = pas * max(1, math.ceil(max(totaux, default=0.0) / pas))
    formes = (
        *_grille(pas, sommet, ecrire),
        *_colonnes(annees, series, sommet, ecrire),
        *_axe(annees, totaux, sommet, ecrire),
    )
    legende = tuple((couleurs.serie(i), nom) for i, nom in enumerate(series))
    return Dessin(titre, _("Le tableau donne les mêmes nombres."), LARGEUR, HAUTEUR, formes, legende)


def _pas(maximum: float) -> float:
    """Return a round step that cuts the scale in about five."""
    if maximum <= 0:
        return 1.0
    brut = maximum / _GRADUATIONS
    puissance = 10.0 ** math.floor(math.log10(brut))
    return next(m * puissance for m in (1, 2, 5, 10) if m * puissance >= brut * 0.999)


def _y(valeur: float, sommet: float) -> float:
    """Return the height of a value on the page."""
    return round(HAUTEUR - _BAS - (HAUTEUR - _HAUT - _BAS) * valeur / sommet, 1)


def _x(rang: int, nombre: int) -> tuple[float, float]:
    """Return the left side and the width of a bar."""
    place = (LARGEUR - _GAUCHE - _DROITE) / nombre
    return round(_GAUCHE + place * (rang + (1 - _PLEIN) / 2), 1), round(place * _PLEIN, 1)


def _grille(pas: float, sommet: float, ecrire: Callable[[float], str]) -> Iterator[Forme]:
    """Yield the lines of the scale and their values."""
    for i in range(round(sommet / pas) + 1):
        y = _y(i * pas, sommet)
        yield Forme("line", {"x1": _GAUCHE, "x2": LARGEUR - _DROITE, "y1": y, "y2": y, "stroke": couleurs.GRILLE})
        yield Forme("text", {"x": _GAUCHE - 6, "y": y + 4, "text-anchor": "end"}, ecrire(i * pas))


def _colonnes(annees: Sequence[int], series: Series, sommet: float, ecrire: Callable[[float], str]) -> Iterator[Forme]:
    """Yield the pieces of the bars."""
    for rang, annee in enumerate(annees):
        x, largeur = _x(rang, len(annees))
        bas = 0.0
        for i, (nom, valeurs) in enumerate(series.items()):
            valeur = valeurs.get(annee, 0)
            if valeur > 0:
                y = _y(bas + valeur, sommet)
                place: dict[str, str | float] = {
                    "x": x,
                    "y": y,
                    "width": largeur,
                    "height": round(_y(bas, sommet) - y, 1),
                }
                couleur: dict[str, str | float] = {"fill": couleurs.serie(i), "stroke": "#fff", "stroke-width": 0.6}
                yield Forme("rect", place | couleur, titre=f"{nom}, {annee}{_(' : ')}{ecrire(valeur)}")
                bas += valeur


def _axe(
    annees: Sequence[int], totaux: Sequence[float], sommet: float, ecrire: Callable[[float], str]
) -> Iterator[Forme]:
    """Yield the years and the total of each bar."""
    saut = math.ceil(len(annees) / _ETIQUETTES_MAX)
    for rang, (annee, total) in enumerate(zip(annees, totaux, strict=True)):
        x, largeur = _x(rang, len(annees))
        milieu = round(x + largeur / 2, 1)
        if rang % saut == 0:
            yield Forme("text", {"x": milieu, "y": HAUTEUR - 7, "text-anchor": "middle"}, str(annee))
            if total:
                place: dict[str, str | float] = {"x": milieu, "y": _y(total, sommet) - 5, "text-anchor": "middle"}
                yield Forme("text", place | {"class": "total"}, ecrire(total))
