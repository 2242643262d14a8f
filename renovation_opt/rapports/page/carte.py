"""Map of the cités: where works start, and when.

Answers for: ``carte``: one disc per cité, its area by dwellings treated, its colour by first year of works; cités
without works are small and grey.  Positions: longitude times the cosine of the mean latitude, no background, no
request.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from renovation_opt.instance import Cite, Instance
from renovation_opt.locale import _
from renovation_opt.rapports.page import couleurs
from renovation_opt.rapports.page.modele import Dessin, Forme

LARGEUR, _MARGE, _HAUTEUR_MIN, _HAUTEUR_MAX = 960, 34, 240, 620
_RAYON_MIN, _RAYON_MAX, _RAYON_SANS = 3.0, 15.0, 2.2
Point = tuple[float, float]


def carte(inst: Instance, debuts: Mapping[str, int], logements: Mapping[str, int]) -> Dessin:
    """Return the map; ``debuts`` and ``logements``: code of a cité -> first year of works, dwellings treated."""
    situees = [c for c in inst.cites if math.isfinite(c.latitude) and math.isfinite(c.longitude)]
    points, hauteur = _projeter(situees)
    plus_gros = max(logements.values(), default=1)
    ordre = sorted(range(len(situees)), key=lambda i: (-logements.get(situees[i].code, 0), situees[i].code))
    sans = [i for i in ordre if situees[i].code not in debuts]
    avec = [i for i in ordre if situees[i].code in debuts]
    formes = [_sans_travaux(situees[i], points[i]) for i in sans]
    formes += [_disque(inst, situees[i], points[i], debuts, logements[situees[i].code] / plus_gros) for i in avec]
    formes += _noms_epci(inst, situees, points, hauteur)
    legende = tuple((couleur_annee(inst, annee), str(annee)) for annee in inst.annees)
    return Dessin(
        _("Carte des cités, par première année de travaux"),
        _("La surface d'un disque est proportionnelle aux logements rénovés ; en gris, les cités sans travaux."),
        LARGEUR,
        hauteur,
        tuple(formes),
        (*legende, (couleurs.NEUTRE, _("sans travaux"))),
        large=True,
    )


def couleur_annee(inst: Instance, annee: int) -> str:
    """Return the colour of a year of the horizon."""
    return couleurs.degrade((annee - inst.annees[0]) / max(1, len(inst.annees) - 1))


def _projeter(cites: Sequence[Cite]) -> tuple[list[Point], int]:
    """Return the position of each cité and the height of the map."""
    if not cites:
        return [], _HAUTEUR_MIN
    cosinus = math.cos(math.radians(sum(c.latitude for c in cites) / len(cites)))
    xs, ys = [c.longitude * cosinus for c in cites], [c.latitude for c in cites]
    etendue_x, etendue_y = max(xs) - min(xs), max(ys) - min(ys)
    hauteur_libre = (LARGEUR - 2 * _MARGE) * etendue_y / (etendue_x or 1.0)
    hauteur = round(min(_HAUTEUR_MAX, max(_HAUTEUR_MIN, hauteur_libre + 2 * _MARGE)))
    echelle = min((LARGEUR - 2 * _MARGE) / (etendue_x or 1.0), (hauteur - 2 * _MARGE) / (etendue_y or 1.0))
    x0 = (LARGEUR - echelle * etendue_x) / 2
    y0 = (hauteur - echelle * etendue_y) / 2
    haut, gauche = max(ys), min(xs)
    return [
        (round(x0 + echelle * (x - gauche), 1), round(y0 + echelle * (haut - y), 1))
        for x, y in zip(xs, ys, strict=True)
    ], hauteur


def _sans_travaux(cite: Cite, point: Point) -> Forme:
    """Return the mark of a cité without works."""
    attributs: dict[str, str | float] = {"cx": point[0], "cy": point[1], "r": _RAYON_SANS, "fill": couleurs.NEUTRE}
    return Forme(
        "circle", attributs, titre=_("{cite} ({commune}) : sans travaux").format(cite=cite.nom, commune=cite.commune)
    )


def _disque(inst: Instance, cite: Cite, point: Point, debuts: Mapping[str, int], part: float) -> Forme:
    """Return the disc of a cité with works."""
    rayon = round(max(_RAYON_MIN, _RAYON_MAX * math.sqrt(part)), 1)
    couleur = couleur_annee(inst, debuts[cite.code])
    attributs: dict[str, str | float] = {"cx": point[0], "cy": point[1], "r": rayon, "fill": couleur}
    trait: dict[str, str | float] = {"fill-opacity": 0.85, "stroke": couleurs.ENCRE, "stroke-width": 0.7}
    phrase = _("{cite} ({commune}) : travaux à partir de {annee}")
    titre = phrase.format(cite=cite.nom, commune=cite.commune, annee=debuts[cite.code])
    return Forme("circle", attributs | trait, titre=titre)


def _noms_epci(inst: Instance, cites: Sequence[Cite], points: Sequence[Point], hauteur: int) -> Iterator[Forme]:
    """Yield the name of each EPCI, alternately above and below its cités so that neighbours do not meet."""
    milieux = []
    for e, libelle in enumerate(inst.epci_libelles):
        siens = [p for c, p in zip(cites, points, strict=True) if c.epci == e]
        if siens:
            milieux.append((sum(x for x, _y in siens) / len(siens), libelle))
    for rang, (x, libelle) in enumerate(sorted(milieux)):
        y = 14 if rang % 2 == 0 else hauteur - 6
        borne = round(min(max(x, 4 * len(libelle)), LARGEUR - 4 * len(libelle)), 1)
        yield Forme("text", {"x": borne, "y": y, "text-anchor": "middle", "class": "lieu"}, libelle)
