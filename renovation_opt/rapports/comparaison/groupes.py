"""Bars side by side: one group per category, one bar per programme.

Answers for: ``groupes``, drawn like the bars of the report.
Leaves to others: which figures (page).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from renovation_opt.locale import _
from renovation_opt.rapports.page import couleurs
from renovation_opt.rapports.page.modele import Dessin, Forme

LARGEUR, HAUTEUR = 560, 300
_GAUCHE, _DROITE, _HAUT, _BAS = 62, 8, 14, 26
_GRADUATIONS = 5
_PLEIN = 0.78
"""Share of its place that a group fills."""
Series = Mapping[str, Sequence[float]]


def groupes(titre: str, categories: Sequence[str], series: Series, ecrire: Callable[[float], str]) -> Dessin:
    """Return the drawing of ``series`` (name -> value per category), none of them negative."""
    sommet = _sommet(max((v for valeurs in series.values() for v in valeurs), default=0.0))
    formes = (
        *_grille(sommet, ecrire),
        *_barres(categories, series, sommet, ecrire),
        *_axe(categories),
    )
    legende = tuple((couleurs.serie(i), nom) for i, nom in enumerate(series))
    return Dessin(titre, _("Le tableau donne les mêmes nombres."), LARGEUR, HAUTEUR, formes, legende)


def _sommet(maximum: float) -> float:
    """Return a round number at the top of the scale, cut in five."""
    if maximum <= 0:
        return 1.0
    puissance = 10.0 ** math.floor(math.log10(maximum))
    return next(m * puissance for m in (1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10) if m * puissance >= maximum * 0.999)


def _y(valeur: float, sommet: float) -> float:
    """Return the height of a value on the page."""
    return round(HAUTEUR - _BAS - (HAUTEUR - _HAUT - _BAS) * valeur / sommet, 1)


def _grille(sommet: float, ecrire: Callable[[float], str]) -> Iterator[Forme]:
    """Yield the lines of the scale and their values."""
    for i in range(_GRADUATIONS + 1):
        valeur = sommet * i / _GRADUATIONS
        y = _y(valeur, sommet)
        yield Forme("line", {"x1": _GAUCHE, "x2": LARGEUR - _DROITE, "y1": y, "y2": y, "stroke": couleurs.GRILLE})
        yield Forme("text", {"x": _GAUCHE - 6, "y": y + 4, "text-anchor": "end"}, ecrire(valeur))


def _place(rang: int, nombre: int) -> tuple[float, float]:
    """Return the left side and the width of a group."""
    place = (LARGEUR - _GAUCHE - _DROITE) / max(1, nombre)
    return _GAUCHE + place * (rang + (1 - _PLEIN) / 2), place * _PLEIN


def _barres(
    categories: Sequence[str], series: Series, sommet: float, ecrire: Callable[[float], str]
) -> Iterator[Forme]:
    """Yield the bars."""
    for rang, categorie in enumerate(categories):
        x, largeur = _place(rang, len(categories))
        fine = largeur / max(1, len(series))
        for i, (nom, valeurs) in enumerate(series.items()):
            y = _y(valeurs[rang], sommet)
            attributs: dict[str, str | float] = {
                "x": round(x + i * fine, 1),
                "y": y,
                "width": round(fine, 1),
                "height": round(HAUTEUR - _BAS - y, 1),
                "fill": couleurs.serie(i),
                "stroke": "#fff",
                "stroke-width": 0.6,
            }
            yield Forme("rect", attributs, titre=f"{nom}, {categorie}{_(' : ')}{ecrire(valeurs[rang])}")


def _axe(categories: Sequence[str]) -> Iterator[Forme]:
    """Yield the names of the categories, cut when they are many."""
    long = max(4, round(86 / max(1, len(categories))))
    for rang, categorie in enumerate(categories):
        x, largeur = _place(rang, len(categories))
        court = categorie if len(categorie) <= long else categorie[: long - 1] + "…"
        place: dict[str, str | float] = {"x": round(x + largeur / 2, 1), "y": HAUTEUR - 8, "text-anchor": "middle"}
        yield Forme("text", place, court)
