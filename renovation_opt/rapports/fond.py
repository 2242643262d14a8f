"""The background of the map: a GeoJSON file that the user gives, checked like any input.

Answers for: ``lire_fond`` (bytes -> ``Fond``, with every problem found) and ``FICHIER`` (its copy in a report).
Lines and polygons are kept, without their properties, to the metre; points are left out.  The rings of a polygon turn
as the drawing library wants (outer rings clockwise), whichever way the file has them.
Leaves to others: drawing it (page.carte), opening the file (cli).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.instance import Cite
from renovation_opt.locale import _

FICHIER = "fond.geojson"
OCTETS_MAX = 20_000_000
POSITIONS_MAX = 60_000
"""Positions kept in the page: about 1 MB."""
PROBLEMES_MAX = 20
_DECIMALES = 5
_MARGE_DEGRES = 0.1
_ANNEAU_MIN = 4
_GEODESIQUES = ("CRS84", "4326")
Position = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Fond:
    """A background: its name, and GeoJSON geometries in degrees (longitude, latitude)."""

    nom: str
    geometries: tuple[dict[str, Any], ...]


def lire_fond(octets: bytes, nom: str, cites: Iterable[Cite]) -> Fond:
    """Return the background under ``cites``; shapes that are far from all of them are left out.

    Raises EntreeInvalide with every fault: not GeoJSON, not in degrees, nothing to draw here, too heavy.
    """
    lecteur = _Lecteur(nom)
    geometries = list(lecteur.geometries(_json(octets, nom)))
    if lecteur.problemes:
        raise EntreeInvalide(lecteur.problemes)
    if not geometries:
        raise _faute(nom, _("ce fond n'a ni ligne ni polygone"), _("Donnez des contours (communes, routes, rivières)"))
    proches = [g for g in geometries if _touche(g, _emprise(cites))]
    if not proches:
        remede = _("Vérifiez l'ordre, longitude puis latitude, et que le fichier couvre ce territoire")
        raise _faute(nom, _("ce fond ne recouvre aucune cité"), remede)
    total = sum(1 for g in proches for _position in _positions(g["coordinates"]))
    if total > POSITIONS_MAX:
        faute = _("ce fond est trop détaillé pour tenir dans la page : {n} points").format(n=total)
        remede = _("Simplifiez les contours, ou gardez le seul territoire des cités")
        raise _faute(nom, faute, remede, _("au plus {n} points").format(n=POSITIONS_MAX))
    return Fond(nom, tuple(proches))


def _faute(nom: str, message: str, remede: str, attendu: str = "") -> EntreeInvalide:
    """Return the error of a whole file."""
    return EntreeInvalide([Probleme(message, nom, attendu=attendu, remede=remede)])


def _json(octets: bytes, nom: str) -> Any:  # noqa: ANN401 - whatever the file holds
    """Return what the file holds."""
    if len(octets) > OCTETS_MAX:
        attendu = _("au plus {n} Mo").format(n=OCTETS_MAX // 1_000_000)
        raise _faute(nom, _("ce fichier est trop gros"), _("Simplifiez les contours"), attendu)
    try:
        return json.loads(octets.decode("utf-8-sig"))
    except json.JSONDecodeError as erreur:
        faute = _("ce n'est pas du JSON ({detail})").format(detail=erreur.msg)
        raise EntreeInvalide(
            [Probleme(faute, nom, erreur.lineno, erreur.colno, remede=_("Donnez un fichier GeoJSON"))]
        ) from erreur
    except (UnicodeDecodeError, RecursionError) as erreur:
        raise _faute(nom, _("ce n'est pas du JSON"), _("Donnez un fichier GeoJSON en UTF-8")) from erreur


@dataclass
class _Lecteur:
    """Walks a GeoJSON object and collects problems, each with the path that leads to it."""

    nom: str
    problemes: list[Probleme] = field(default_factory=list)

    def geometries(self, objet: object) -> Iterator[dict[str, Any]]:
        """Yield the lines and polygons of a file."""
        if isinstance(objet, dict) and "crs" in objet and not any(c in str(objet["crs"]) for c in _GEODESIQUES):
            self._noter("crs", _("ce système de coordonnées n'est pas lu"), str(objet["crs"])[:60], _remede_degres())
            return
        yield from self._objet(objet, "")

    def _objet(self, objet: object, cle: str) -> Iterator[dict[str, Any]]:
        """Yield the geometries of one object, whatever it is."""
        genre = objet.get("type") if isinstance(objet, dict) else None
        if not isinstance(objet, dict) or not isinstance(genre, str):
            faute, remede = _("ce n'est pas un objet GeoJSON"), _("Donnez un fichier GeoJSON")
            self._noter(cle or "type", faute, _court(objet), remede)
        elif genre in {"FeatureCollection", "GeometryCollection"}:
            enfants = "features" if genre == "FeatureCollection" else "geometries"
            yield from self._liste(objet.get(enfants), f"{cle}.{enfants}".lstrip("."))
        elif genre == "Feature":
            if objet.get("geometry") is not None:
                yield from self._objet(objet["geometry"], f"{cle}.geometry".lstrip("."))
        elif genre in _FORMES:
            yield from self._forme(genre, objet.get("coordinates"), f"{cle}.coordinates".lstrip("."))
        elif genre not in {"Point", "MultiPoint"}:
            faute, remede = _("ce type n'existe pas en GeoJSON"), _("Corrigez le fichier")
            self._noter(f"{cle}.type".lstrip("."), faute, genre, remede)

    def _liste(self, objets: object, cle: str) -> Iterator[dict[str, Any]]:
        """Yield the geometries of a list of objects."""
        if not isinstance(objets, list):
            self._noter(cle, _("ce n'est pas une liste"), _court(objets), _("Corrigez le fichier"))
            return
        for rang, objet in enumerate(objets):
            yield from self._objet(objet, f"{cle}[{rang}]")

    def _forme(self, genre: str, coordonnees: object, cle: str) -> Iterator[dict[str, Any]]:
        """Yield one line or polygon, each list of positions read."""
        avant = len(self.problemes)
        lues = self._niveau(coordonnees, _FORMES[genre], genre.endswith("Polygon"), cle)
        if len(self.problemes) == avant and lues:
            yield {"type": genre, "coordinates": lues}

    def _niveau(self, valeur: object, profondeur: int, ferme: bool, cle: str, rang: int = 0) -> list[Any]:  # noqa: FBT001
        """Return nested lists of positions, ``profondeur`` levels deep; ``rang``: place of a ring in its polygon."""
        if not isinstance(valeur, list):
            self._noter(cle, _("ce n'est pas une liste"), _court(valeur), _("Corrigez le fichier"))
            return []
        if profondeur > 1:
            return [self._niveau(v, profondeur - 1, ferme, f"{cle}[{i}]", i) for i, v in enumerate(valeur)]
        positions = [self._position(v, f"{cle}[{i}]") for i, v in enumerate(valeur)]
        suite = [p for i, p in enumerate(positions) if i == 0 or p != positions[i - 1]]
        if not ferme:
            return suite
        if len(positions) < _ANNEAU_MIN or positions[0] != positions[-1]:
            attendu = _("au moins quatre points, le dernier égal au premier")
            self._noter(cle, _("ce contour n'est pas fermé"), str(len(positions)), _("Corrigez le fichier"), attendu)
        return suite if _aire(suite) * (1 if rang else -1) >= 0 else suite[::-1]

    def _position(self, valeur: object, cle: str) -> Position:
        """Return one position, rounded to the metre."""
        match valeur:
            case [int() | float() as x, int() | float() as y, *_reste] if math.isfinite(x) and math.isfinite(y):
                if abs(x) <= 180 and abs(y) <= 90:  # noqa: PLR2004 - degrees
                    return round(x, _DECIMALES), round(y, _DECIMALES)
                faute, remede = _("ces coordonnées ne sont pas des degrés"), _remede_degres()
                self._noter(cle, faute, f"[{x}, {y}]", remede, _("longitude, latitude"))
            case _:
                faute, remede = _("ce n'est pas un point"), _("Corrigez le fichier")
                self._noter(cle, faute, _court(valeur), remede, _("longitude, latitude"))
        return 0.0, 0.0

    def _noter(self, cle: str, message: str, trouve: str, remede: str, attendu: str = "") -> None:
        """Keep one problem; a file that is wrong everywhere says it some twenty times only."""
        if len(self.problemes) < PROBLEMES_MAX:
            self.problemes.append(Probleme(message, self.nom, cle=cle, trouve=trouve, attendu=attendu, remede=remede))


_FORMES = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def _remede_degres() -> str:
    """Return what to do with projected coordinates."""
    return _("Convertissez le fichier en WGS 84 (EPSG:4326) : il est peut-être en Lambert 93")


def _court(valeur: object) -> str:
    """Return a value cut short."""
    return json.dumps(valeur, ensure_ascii=False)[:40]


def _aire(anneau: Sequence[Position]) -> float:
    """Return twice the signed area of a ring: positive when it turns anticlockwise."""
    suivants = [*anneau[1:], *anneau[:1]]
    return sum(x * v - u * y for (x, y), (u, v) in zip(anneau, suivants, strict=True))


def _positions(coordonnees: Any) -> Iterator[Position]:  # noqa: ANN401 - nested lists of positions
    """Yield the positions of a geometry."""
    if isinstance(coordonnees, tuple):
        yield coordonnees
    else:
        for enfant in coordonnees:
            yield from _positions(enfant)


def _emprise(cites: Iterable[Cite]) -> tuple[float, float, float, float]:
    """Return west, south, east, north of the cités, with a margin; everything when none has a place."""
    situees = [c for c in cites if math.isfinite(c.latitude) and math.isfinite(c.longitude)]
    if not situees:
        return -180.0, -90.0, 180.0, 90.0
    xs, ys = [c.longitude for c in situees], [c.latitude for c in situees]
    return min(xs) - _MARGE_DEGRES, min(ys) - _MARGE_DEGRES, max(xs) + _MARGE_DEGRES, max(ys) + _MARGE_DEGRES


def _touche(geometrie: dict[str, Any], emprise: tuple[float, float, float, float]) -> bool:
    """Return whether the box of a geometry meets the one of the cités."""
    ouest, sud, est, nord = emprise
    points = list(_positions(geometrie["coordinates"]))
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return min(xs) <= est and max(xs) >= ouest and min(ys) <= nord and max(ys) >= sud
