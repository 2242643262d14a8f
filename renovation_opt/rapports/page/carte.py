"""The map of the cités: where works are, coloured by year, bouquet, fund or landlord.

Answers for: ``carte``: one disc per cité, its area by dwellings treated; cités without works are small and grey; names
of the EPCI; a background when there is one.  Signals that the page may change: ``couleur`` (one of ``COULEURS``),
``choisie`` and ``survol`` (codes of cités), ``zoom`` and ``centre``; data set ``cites``.
Mercator, at this scale, keeps shapes; no tile, no request.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from renovation_opt.instance import Cite, Instance
from renovation_opt.locale import _
from renovation_opt.rapports import typographie
from renovation_opt.rapports.fond import Fond
from renovation_opt.rapports.graphiques import Graphique
from renovation_opt.rapports.page import couleurs
from renovation_opt.rapports.page.modele import Legende
from renovation_opt.rapports.page.noms import noms
from renovation_opt.rapports.tables import Tables

COULEURS = ("debut", "bouquet", "financement", "groupe")
_HAUTEUR = 420
_MARGE = 1.12
_ETENDUE_MIN = 0.02
_AIRE_MAX = 900
_BORD = 0.1
"""Part of the width, on each side, where a name would be cut if it were centred."""


def carte(tables: Tables, fond: Fond | None = None) -> Graphique:
    """Return the map."""
    situees = [c for c in tables.inst.cites if math.isfinite(c.latitude) and math.isfinite(c.longitude)]
    avec = set(tables.cites["cite_id"])
    spec: dict[str, Any] = {
        "params": [
            {"name": "couleur", "value": COULEURS[0]},
            {"name": "choisie", "value": ""},
            {"name": "survol", "value": ""},
            *_cadrage(situees),
        ],
        "projection": {"type": "mercator", "scale": {"expr": "echelle"}, "center": {"expr": "centre"}},
        "layer": [
            *_fond(fond),
            _sans_travaux([c for c in situees if c.code not in avec]),
            _avec_travaux(_lieux(tables, situees)),
            *_noms_epci(tables.inst, situees),
        ],
    }
    description = _(
        "La surface d'un disque est proportionnelle aux logements rénovés ; en gris, les cités sans travaux. "
        "Le tableau des opérations donne les mêmes cités."
    )
    return Graphique("carte", _("Carte des cités"), description, spec, _HAUTEUR, large=True, elastique=True)


def legendes(tables: Tables) -> tuple[Legende, ...]:
    """Return the legend of each mode of colour."""
    titres = {
        "debut": _("Première année de travaux"),
        "bouquet": _("Bouquet principal"),
        "financement": _("Financement principal"),
        "groupe": _("Bailleur principal"),
    }
    teintes = _teintes(tables)
    return tuple(
        Legende(mode, titres[mode], tuple((teintes[mode][c], nom) for c, nom in noms(tables, mode).items()))
        for mode in COULEURS
    )


def _teintes(tables: Tables) -> dict[str, dict[str, str]]:
    """Return mode -> code -> colour."""
    annees = tables.inst.annees
    par_annee = {str(a): couleurs.degrade(i / max(1, len(annees) - 1)) for i, a in enumerate(annees)}
    series = {mode: {code: couleurs.serie(i) for i, code in enumerate(noms(tables, mode))} for mode in COULEURS[1:]}
    return {"debut": par_annee} | series


def _cadrage(cites: Sequence[Cite]) -> list[dict[str, Any]]:
    """Return the signals of the frame: the whole of the cités at zoom 1."""
    xs, ys = [c.longitude for c in cites] or [0.0], [_mercator(c.latitude) for c in cites] or [0.0]
    largeur = max(_ETENDUE_MIN, math.radians(max(xs) - min(xs)) * _MARGE)
    hauteur = max(_ETENDUE_MIN / 4, (max(ys) - min(ys)) * _MARGE)
    milieu = math.degrees(math.atan(math.sinh((min(ys) + max(ys)) / 2)))
    return [
        {"name": "zoom", "value": 1},
        {"name": "centre", "value": [round((min(xs) + max(xs)) / 2, 5), round(milieu, 5)]},
        {"name": "echelle", "expr": f"zoom * min(width / {largeur:.6f}, height / {hauteur:.6f})"},
    ]


def _mercator(latitude: float) -> float:
    """Return the ordinate of a latitude in degrees."""
    return math.asinh(math.tan(math.radians(latitude)))


def _fond(fond: Fond | None) -> list[dict[str, Any]]:
    """Return the layer of the background."""
    if fond is None:
        return []
    formes = [{"type": "Feature", "geometry": g, "properties": {}} for g in fond.geometries]
    remplies = {"type": "geoshape", "fill": "#eef1f4", "stroke": "#9aa5af", "strokeWidth": 0.8, "clip": True}
    filtre = {"filter": "indexof(datum.geometry.type, 'Polygon') >= 0"}
    lignes = remplies | {"fill": None}
    return [
        {"data": {"values": formes}, "transform": [filtre], "mark": remplies | {"aria": False}},
        {
            "data": {"values": formes},
            "transform": [{"filter": "indexof(datum.geometry.type, 'Polygon') < 0"}],
            "mark": lignes | {"aria": False},
        },
    ]


def _lieux(tables: Tables, situees: Sequence[Cite]) -> list[dict[str, Any]]:
    """Return what the map knows of each cité with works: place, words, colours by mode; the largest first."""
    teintes, mots = _teintes(tables), {mode: noms(tables, mode) for mode in COULEURS}
    places = {c.code: c for c in situees}
    lues = tables.cites[tables.cites["cite_id"].isin(set(places))]
    tries = lues.sort_values(["logements", "cite_id"], ascending=[False, True])
    return [_lieu(places[rang["cite_id"]], rang, teintes, mots) for rang in tries.to_dict("records")]


def _lieu(
    cite: Cite, rang: Mapping[Any, Any], teintes: Mapping[str, Mapping[str, str]], mots: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    """Return one cité of the map."""
    codes = {mode: str(rang[mode]) for mode in COULEURS}
    annees = "–".join(dict.fromkeys((str(rang["debut"]), str(rang["fin"]))))
    return {
        "cite": cite.code,
        "nom": cite.nom,
        "commune": cite.commune,
        "lon": round(cite.longitude, 5),
        "lat": round(cite.latitude, 5),
        "logements": int(rang["logements"]),
        "travaux": annees,
        "cout": typographie.euros(int(rang["cout_eur"])),
        "phrase": _("{cite} ({commune}), logements : {n}, travaux : {annees}").format(
            cite=cite.nom, commune=cite.commune, n=typographie.nombre(int(rang["logements"])), annees=annees
        ),
        **{f"{mode}_mots": mots[mode].get(code, code) for mode, code in codes.items() if mode != "debut"},
        **{f"c_{mode}": teintes[mode].get(code, couleurs.NEUTRE) for mode, code in codes.items()},
    }


_POSITION = {
    "longitude": {"field": "lon", "type": "quantitative"},
    "latitude": {"field": "lat", "type": "quantitative"},
}


def _sans_travaux(cites: Sequence[Cite]) -> dict[str, Any]:
    """Return the marks of the cités without works."""
    valeurs = [
        {"nom": c.nom, "commune": c.commune, "etat": _("sans travaux"), "lon": c.longitude, "lat": c.latitude}
        for c in cites
    ]
    champs = (("nom", _("Cité")), ("commune", _("Commune")), ("etat", _("Travaux")))
    return {
        "data": {"values": valeurs},
        "mark": {"type": "circle", "size": 16, "fill": couleurs.NEUTRE, "opacity": 1, "clip": True},
        "encoding": _POSITION | {"tooltip": _bulle(champs), "description": {"field": "nom", "type": "nominal"}},
    }


def _avec_travaux(lieux: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the marks of the cités with works."""
    plus_gros = max((lieu["logements"] for lieu in lieux), default=1)
    champs = (
        ("nom", _("Cité")),
        ("commune", _("Commune")),
        ("logements", _("Logements")),
        ("travaux", _("Travaux")),
        ("bouquet_mots", _("Bouquet principal")),
        ("financement_mots", _("Financement principal")),
        ("groupe_mots", _("Bailleur principal")),
        ("cout", _("Coût total")),
    )
    trait = "datum.cite == choisie ? 4 : datum.cite == survol ? 3 : 0.7"
    return {
        "data": {"name": "cites", "values": list(lieux)},
        "mark": {
            "type": "circle",
            "clip": True,
            "opacity": 0.9,
            "fill": {"expr": "datum['c_' + couleur]"},
            "stroke": {"expr": "datum.cite == choisie ? '#b00020' : '#1c2733'"},
            "strokeWidth": {"expr": trait},
            "cursor": "pointer",
        },
        "encoding": _POSITION
        | {
            "size": {
                "field": "logements",
                "type": "quantitative",
                "scale": {"domain": [0, plus_gros], "range": [0, _AIRE_MAX]},
                "legend": None,
            },
            "tooltip": _bulle(champs),
            "description": {"field": "phrase", "type": "nominal"},
        },
    }


def _noms_epci(inst: Instance, cites: Sequence[Cite]) -> Iterator[dict[str, Any]]:
    """Yield the name of each EPCI above the middle of its cités: a white halo, then the words."""
    valeurs = []
    for e, libelle in enumerate(inst.epci_libelles):
        siens = [c for c in cites if c.epci == e]
        if siens:
            milieu = round(sum(c.longitude for c in siens) / len(siens), 5)
            haut = max(c.latitude for c in siens)
            valeurs.append({"nom": libelle, "lon": milieu, "lat": haut, "cote": _cote(milieu, cites)})
    marque = {"type": "text", "dy": -12, "fontWeight": 600, "fontSize": 12, "clip": True, "aria": False}
    halo = {"fill": "#ffffff", "stroke": "#ffffff", "strokeWidth": 3, "opacity": {"expr": "width < 500 ? 0 : 0.8"}}
    for aspect in (halo, {"fill": "#33414f", "opacity": {"expr": "width < 500 ? 0 : 1"}}):
        yield {
            "data": {"values": valeurs},
            "mark": marque | aspect | {"align": {"expr": "datum.cote"}},
            "encoding": _POSITION | {"text": {"field": "nom"}},
        }


def _cote(longitude: float, cites: Sequence[Cite]) -> str:
    """Return how a name stands at a longitude: away from the edges of the map."""
    ouest, est = min(c.longitude for c in cites), max(c.longitude for c in cites)
    part = (longitude - ouest) / ((est - ouest) or 1.0)
    return "left" if part < _BORD else "right" if part > 1 - _BORD else "center"


def _bulle(champs: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """Return what is read on hover."""
    return [{"field": champ, "type": "nominal", "title": titre} for champ, titre in champs]
