"""The background of the map: what is kept, and every fault told with its place."""

from __future__ import annotations

import json

import pytest

from renovation_opt.errors import EntreeInvalide
from renovation_opt.rapports import fond as module
from renovation_opt.rapports.fond import lire_fond
from renovation_opt.rapports.graphiques import svg
from renovation_opt.rapports.page.carte import carte
from renovation_opt.rapports.tables import Tables
from tests.rapports.petite_instance import petite_instance

CITES = petite_instance().cites
CARRE = [[2.7, 50.4], [2.9, 50.4], [2.9, 50.5], [2.7, 50.5], [2.7, 50.4]]
"""Anticlockwise, as RFC 7946 wants it."""


def polygone(*anneaux: list[list[float]]) -> dict[str, object]:
    """Return a feature."""
    geometrie = {"type": "Polygon", "coordinates": list(anneaux)}
    return {"type": "Feature", "properties": {"nom": "<script>"}, "geometry": geometrie}


def collection(*formes: object) -> bytes:
    """Return the bytes of a file."""
    return json.dumps({"type": "FeatureCollection", "features": list(formes)}).encode()


def fautes(octets: bytes) -> list[tuple[str, str, str]]:
    """Return (key, found, message) of each fault."""
    with pytest.raises(EntreeInvalide) as refus:
        lire_fond(octets, "carte.geojson", CITES)
    assert all(p.fichier == "carte.geojson" and p.remede for p in refus.value.problemes)
    return [(p.cle, p.trouve, p.message) for p in refus.value.problemes]


def test_les_contours_tournent_comme_le_dessin_le_veut() -> None:
    """Outer rings clockwise and holes anticlockwise, whichever way the file has them; properties are left out."""
    trou = [[2.75, 50.42], [2.8, 50.42], [2.8, 50.45], [2.75, 50.42]]
    attendu = {"type": "Polygon", "coordinates": [[tuple(p) for p in CARRE[::-1]], [tuple(p) for p in trou]]}

    for anneaux in ((CARRE, trou), (CARRE[::-1], trou[::-1])):
        assert lire_fond(collection(polygone(*anneaux)), "carte.geojson", CITES).geometries == (attendu,)


def test_les_formes_lointaines_et_les_points_sont_laisses() -> None:
    """What is far from every cité, and points, are not drawn; lines are."""
    loin = polygone([[x - 50, y] for x, y in CARRE])
    ligne = {"type": "LineString", "coordinates": [[2.7, 50.4, 12.0], [2.7, 50.4], [3.0, 50.45]]}
    point = {"type": "Point", "coordinates": [2.8, 50.4]}
    lu = lire_fond(collection(loin, {"type": "Feature", "geometry": ligne}, point), "carte.geojson", CITES)

    assert lu.geometries == ({"type": "LineString", "coordinates": [(2.7, 50.4), (3.0, 50.45)]},)


def test_un_fond_est_dessine_sous_les_cites(tables: Tables) -> None:
    """The map with a background has one shape more, and the same cités."""
    lu = lire_fond(collection(polygone(CARRE)), "carte.geojson", CITES)

    assert str(svg(carte(tables, lu))).count("<path") > str(svg(carte(tables))).count("<path")
    assert "cites" in json.dumps(carte(tables, lu).spec)


def test_toutes_les_fautes_sont_dites_avec_leur_place() -> None:
    """A ring that is open, coordinates in metres and an unknown type: three faults, each with its path."""
    ouvert, metres = polygone(CARRE[:-1]), polygone([[685_000, 7_035_000], *CARRE[1:]])

    assert [cle for cle, _trouve, _message in fautes(collection(ouvert, metres, {"type": "Cercle"}))] == [
        "features[0].geometry.coordinates[0]",
        "features[1].geometry.coordinates[0]",
        "features[1].geometry.coordinates[0][0]",
        "features[2].type",
    ]


@pytest.mark.parametrize(
    ("octets", "mots"),
    [
        (b"{", "JSON"),
        (b"\xff\xfe", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b"3", "GeoJSON"),
        (b'{"type": "FeatureCollection", "features": 3}', "liste"),
        (b'{"type": "LineString", "coordinates": [[2, "x"], null]}', "point"),
        (b'{"type": "LineString", "coordinates": [[NaN, 50]]}', "point"),
        (collection(), "ni ligne ni polygone"),
        (collection(polygone([[x + 50, y] for x, y in CARRE])), "aucune cité"),
        (json.dumps({"crs": {"properties": {"name": "EPSG:2154"}}, **polygone(CARRE)}).encode(), "coordonnées"),
    ],
)
def test_un_mauvais_fichier_est_refuse(octets: bytes, mots: str) -> None:
    """What is not a background for this place says why and what to do."""
    assert mots in fautes(octets)[0][2]


def test_un_fond_trop_lourd_est_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the number of points that a page can hold, and above a size that one can read, the file is refused."""
    monkeypatch.setattr(module, "POSITIONS_MAX", 4)
    assert "trop détaillé" in fautes(collection(polygone(CARRE)))[0][2]
    monkeypatch.setattr(module, "OCTETS_MAX", 10)
    assert "trop gros" in fautes(collection(polygone(CARRE)))[0][2]


def test_un_fichier_faux_partout_ne_noie_pas() -> None:
    """A thousand bad points make some twenty messages."""
    octets = json.dumps({"type": "LineString", "coordinates": [None] * 1_000}).encode()

    assert len(fautes(octets)) == module.PROBLEMES_MAX
