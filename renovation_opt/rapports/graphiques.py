"""Charts by Vega-Lite, for pages that load nothing: the library as one script, drawings as SVG.

Answers for: ``Graphique`` (one chart and its words), ``bibliotheque`` (Vega, Vega-Lite and ``graphiques.js`` as one
script), ``svg`` (the same chart drawn here, for print and for readers without scripts), ``reglages`` (what the script
must know of the language), ``en_json`` (data that a page may hold) and ``politique`` (the policy of a page that runs
these scripts and nothing else).
Leaves to others: what is drawn (page), the figures (tables).  Why this library: models/decisions/0008.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import vl_convert
from markupsafe import Markup

from renovation_opt.locale import langue

VERSION = "6.4"
"""Vega-Lite: the page and the drawings made here use the same."""
LARGEUR = 640
"""Width in pixels of a drawing made here; in a page a chart takes the width of its place."""
Spec = Mapping[str, Any]
_FINE = "\u202f"
_DEVISES = {"fr": ("fr-FR", _FINE), "en": ("en-US", ",")}
_POLICE = "Arial, 'Liberation Sans', Helvetica, sans-serif"
"""Fonts of the same widths, so that what is measured here fits there."""
_NOMS = re.compile(r"(?<=[\"#])(clip|gradient_)[0-9]+(?=[\")])")
_ENCRE, _GRILLE = "#1c2733", "#d5dbe1"


@dataclass(frozen=True, slots=True)
class Graphique:
    """One chart: ``spec`` is Vega-Lite without title, width nor theme; ``description`` is read by those who cannot see.

    ``code`` names the chart in the page.  ``large``: takes the whole width.  ``hauteur`` in pixels; ``elastique``: the
    height of its place in the page rather.
    """

    code: str
    titre: str
    description: str
    spec: Spec
    hauteur: int = 280
    large: bool = False
    elastique: bool = False

    def complet(self, largeur: int | None = None) -> dict[str, Any]:
        """Return the whole specification; without ``largeur`` (pixels) the chart fills its place in the page."""
        base = {
            "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
            "description": f"{self.titre}. {self.description}",
            "width": largeur or "container",
            "height": "container" if self.elastique and largeur is None else self.hauteur,
            "autosize": {"type": "fit", "contains": "padding"},
        }
        propre = self.spec.get("config", {})
        theme = {nom: valeur | propre[nom] if nom in propre else valeur for nom, valeur in _theme().items()}
        return base | dict(self.spec) | {"config": theme}


@cache
def bibliotheque() -> str:
    """Return the script that draws every ``[data-graphique]`` of a page: about 0.9 MB, no request, no ``eval``."""
    gabarits = files("renovation_opt.rapports").joinpath("gabarits")
    extrait = gabarits.joinpath("graphiques.js").read_text(encoding="utf-8")
    return _sans_fin(vl_convert.javascript_bundle(extrait, vl_version=VERSION))


def svg(graphique: Graphique, largeur: int = LARGEUR) -> Markup:
    """Return the chart as SVG, ``largeur`` pixels wide, in the current language; same chart, same bytes."""
    dessin = vl_convert.vegalite_to_svg(graphique.complet(largeur), vl_version=VERSION, format_locale=_nombres())
    return Markup(_nommer(dessin, graphique.code))  # noqa: S704 - Vega escapes the texts of a chart


def reglages() -> dict[str, Any]:
    """Return what ``graphiques.js`` must know: how numbers are written in the current language."""
    return {"nombres": _nombres(), "langue": langue()}


def en_json(valeur: object) -> Markup:
    """Return data for a ``<script type="application/json">``: no text in it can end the element."""
    texte = json.dumps(valeur, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    sur = texte.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Markup(sur)  # noqa: S704 - no character of markup is left


def politique(scripts: Iterable[str]) -> str:
    """Return the content security policy of a page: its own scripts by their hash, its styles, no request at all."""
    empreintes = " ".join(f"'sha256-{_empreinte(script)}'" for script in scripts) or "'none'"
    regles = ("default-src 'none'", f"script-src {empreintes}", "style-src 'unsafe-inline'", "img-src data:")
    return "; ".join((*regles, "base-uri 'none'", "form-action 'none'"))


def _nommer(dessin: str, code: str) -> str:
    """Return a drawing whose own names (of clips) are unique in a page and do not depend on what was drawn before."""
    rangs: dict[str, str] = {}
    return _NOMS.sub(lambda nom: rangs.setdefault(nom[0], f"{code}-{nom[1]}-{len(rangs)}"), dessin)


def _empreinte(script: str) -> str:
    """Return the hash of a script as browsers compare it."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _sans_fin(script: str) -> str:
    """Return a script that can stand inside an element; browsers end it at ``</script`` wherever that is."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--").replace("\r\n", "\n")


def _nombres() -> dict[str, Any]:
    """Return the number format of the current language, with the spaces of the tables."""
    nom, milliers = _DEVISES.get(langue(), _DEVISES["fr"])
    return dict(vl_convert.get_format_locale(nom)) | {"thousands": milliers}  # type: ignore[arg-type]


def _theme() -> dict[str, Any]:
    """Return the look of every chart: readable ink, light grid, no frame."""
    texte = {"labelColor": _ENCRE, "titleColor": _ENCRE, "labelFontSize": 12, "titleFontSize": 12}
    return {
        "font": _POLICE,
        "background": None,
        "view": {"stroke": None},
        "axis": texte | {"gridColor": _GRILLE, "domainColor": _GRILLE, "tickColor": _GRILLE, "labelLimit": 220},
        "legend": texte
        | {"orient": "bottom", "labelLimit": 260, "titleLimit": 400, "symbolStrokeWidth": 1, "columnPadding": 40},
        "bar": {"stroke": "#ffffff", "strokeWidth": 0.5},
    }
