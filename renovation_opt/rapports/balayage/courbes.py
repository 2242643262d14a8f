"""Response curves: a figure against a statement varied, with the band that the gap leaves open.

Answers for: ``courbes``: which curves a sweep deserves, and each of them.
Leaves to others: the library that draws (rapports.graphiques), the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from renovation_opt.locale import _
from renovation_opt.rapports.balayage.donnees import Axe, Releve, Serie, lu
from renovation_opt.rapports.balayage.fichiers import haute
from renovation_opt.rapports.balayage.mesures import OBJECTIF, Mesure, mesures, objectif
from renovation_opt.rapports.colonnes import Nature, texte
from renovation_opt.rapports.graphiques import Graphique
from renovation_opt.rapports.page.couleurs import SERIES
from renovation_opt.rapports.typographie import au_plus

COURBES = 9
"""Figures drawn beside the objective; the others are in the files."""
NUAGES = 3
"""Figures drawn against each statement, for an hypercube."""
LIGNES_MAX = 10
"""Lines that the eye can tell apart in a drawing."""


def courbes(serie: Serie, etape: str) -> Iterator[Graphique]:
    """Yield the drawings of a sweep: the objective of the last stage first."""
    toutes = (objectif(etape, serie.unite), *mesures())
    if serie.hypercube or _lignes(serie) > LIGNES_MAX:
        for x, axe in enumerate(serie.axes):
            for mesure in toutes[: 1 + NUAGES]:
                yield _nuage(serie, mesure, axe, x)
        return
    for mesure in toutes[: 1 + COURBES]:
        yield _courbe(serie, mesure)


def _lignes(serie: Serie) -> int:
    """Return how many lines a drawing needs: combinations of the statements other than the first."""
    return len({r.valeurs[1:] for r in serie.releves})


def _courbe(serie: Serie, mesure: Mesure) -> Graphique:
    """Return a figure against the first statement, one line for each combination of the others."""
    axe, autres = serie.axes[0], serie.axes[1:]
    rangees = [r for releve in serie.releves if (r := _rangee(releve, mesure, serie, 0)) is not None]
    couleur = _couleur_lignes(serie, autres)
    x = _abscisse(axe)
    couches = [
        {"mark": {"type": "area", "opacity": 0.25}, "encoding": {"y2": {"field": "haut"}}},
        {"mark": {"type": "line", "interpolate": "linear"}},
        {"mark": {"type": "point", "filled": True, "size": 45}, "encoding": {"tooltip": _bulle()}},
    ]
    if not axe.numerique:
        couches[0] = {"mark": {"type": "rule", "opacity": 0.4, "strokeWidth": 6}, "encoding": {"y2": {"field": "haut"}}}
        couches.pop(1)
    spec = {
        "data": {"values": rangees},
        "encoding": {"x": x, "y": _ordonnee(mesure), "color": couleur},
        "layer": couches if mesure.haute else couches[1:],
    }
    return Graphique(f"courbe-{mesure.code}", mesure.titre, _description(mesure), spec)


def _nuage(serie: Serie, mesure: Mesure, axe: Axe, rang: int) -> Graphique:
    """Return a figure against one statement, a point per point; the next statement gives the colour."""
    rangees = [r for releve in serie.releves if (r := _rangee(releve, mesure, serie, rang)) is not None]
    autre = (rang + 1) % len(serie.axes)
    couleur: dict[str, Any] = {"value": SERIES[0]}
    if autre != rang:
        genre = "quantitative" if serie.axes[autre].numerique else "nominal"
        couleur = {"field": "autre", "type": genre, "title": serie.axes[autre].titre}
        if genre == "quantitative":
            couleur["scale"] = {"scheme": "viridis", "reverse": True}
    couches: list[dict[str, Any]] = [
        {"mark": {"type": "rule", "opacity": 0.5}, "encoding": {"y2": {"field": "haut"}}},
        {"mark": {"type": "point", "filled": True, "size": 45}, "encoding": {"tooltip": _bulle()}},
    ]
    spec = {
        "data": {"values": rangees},
        "encoding": {"x": _abscisse(axe), "y": _ordonnee(mesure), "color": couleur},
        "layer": couches if mesure.haute else couches[1:],
    }
    titre = _("{mesure} selon {enonce}").format(mesure=mesure.titre, enonce=axe.nom)
    return Graphique(f"nuage-{mesure.code}-{rang}", titre, _description(mesure), spec)


def _rangee(releve: Releve, mesure: Mesure, serie: Serie, rang: int) -> dict[str, Any] | None:
    """Return a point of a drawing, ``None`` when it has no figure."""
    bas = releve.valeur if mesure.code == OBJECTIF else releve.mesures.get(mesure.code)
    if bas is None:
        return None
    sommet = releve.borne if mesure.code == OBJECTIF else haute(releve, mesure.code)
    haut = bas if sommet is None else max(bas, sommet)
    enonces = [f"{a.nom} = {lu(v)} {a.unite}".strip() for a, v in zip(serie.axes, releve.valeurs, strict=True)]
    return {
        "x": releve.valeurs[rang],
        "bas": bas,
        "haut": haut,
        "ligne": _ligne(releve, serie),
        "autre": releve.valeurs[(rang + 1) % len(serie.axes)],
        "enonces": ", ".join(enonces),
        "lu": texte(bas, mesure.nature) + (f" {mesure.unite}" if mesure.nature is not Nature.EUROS else ""),
        "plus": texte(haut, mesure.nature) if mesure.haute else "",
        "ecart": au_plus(releve.ecart) if releve.ecart is not None else "",
    }


def _ligne(releve: Releve, serie: Serie) -> str:
    """Return the name of the line of a point: the values of the statements other than the first."""
    if len(serie.axes) <= len(("x", "ligne")):
        return "".join(lu(v) for v in releve.valeurs[1:])
    feuilles = [axe.nom.rpartition(".")[2] for axe in serie.axes]
    return ", ".join(f"{nom} {lu(v)}" for nom, v in zip(feuilles[1:], releve.valeurs[1:], strict=True))


def _abscisse(axe: Axe) -> dict[str, Any]:
    """Return the horizontal axis."""
    genre = "quantitative" if axe.numerique else "ordinal"
    abscisse: dict[str, Any] = {"field": "x", "type": genre, "title": axe.titre}
    return abscisse | ({"scale": {"zero": False, "nice": False, "padding": 12}} if axe.numerique else {"sort": None})


def _ordonnee(mesure: Mesure) -> dict[str, Any]:
    """Return the vertical axis."""
    return {"field": "bas", "type": "quantitative", "title": mesure.unite or None, "scale": {"zero": False}}


def _couleur_lignes(serie: Serie, autres: tuple[Axe, ...]) -> dict[str, Any]:
    """Return the colour of the lines."""
    if not autres:
        return {"value": SERIES[0]}
    lignes = list(dict.fromkeys(r.valeurs[1:] for r in serie.releves))
    return {
        "field": "ligne",
        "type": "nominal",
        "title": autres[0].titre if len(autres) == 1 else None,
        "sort": None,
        "scale": {"range": [SERIES[i % len(SERIES)] for i in range(len(lignes))]},
        "legend": {"symbolType": "stroke", "symbolOpacity": 1, "symbolStrokeWidth": 2},
    }


def _bulle() -> list[dict[str, str]]:
    """Return what is read when a point is pointed at."""
    return [
        {"field": "enonces", "title": _("Énoncés")},
        {"field": "lu", "title": _("Valeur trouvée")},
        {"field": "plus", "title": _("Au plus, vu l'écart")},
        {"field": "ecart", "title": _("Écart")},
    ]


def _description(mesure: Mesure) -> str:
    """Return what the drawing says, for those who cannot see it."""
    if mesure.code == OBJECTIF:
        return _("Du programme trouvé à sa borne : le meilleur programme possible est dans la bande.")
    if mesure.haute:
        return _("Bande : ce que l'objectif gagnerait au plus si tout l'écart lui revenait, les autres inchangés.")
    return _("Cette grandeur n'est pas optimisée : celle du programme trouvé, sans encadrement.")
