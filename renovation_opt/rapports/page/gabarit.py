"""The template engine of the pages: everything escaped, French spaces put where they belong.

Answers for: ``rendre`` (template and values -> bytes) and ``lire`` (a script of the package).
Leaves to others: what a page says (page, dossiers).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from renovation_opt.rapports.graphiques import en_json, svg
from renovation_opt.rapports.page import couleurs
from renovation_opt.rapports.typographie import espaces


def rendre(gabarit: str, **valeurs: object) -> bytes:
    """Return the bytes of a page, in the current language."""
    return _environnement().get_template(gabarit).render(**valeurs).encode()


@cache
def lire(nom: str) -> str:
    """Return a script of the package."""
    return files("renovation_opt.rapports").joinpath("gabarits", nom).read_text(encoding="utf-8")


@cache
def _environnement() -> Environment:
    """Return the template engine."""
    env = Environment(
        loader=PackageLoader("renovation_opt.rapports", "gabarits"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_typographie,
    )
    env.filters |= {"brut": Markup}
    env.globals |= {"svg": svg, "en_json": en_json, "dpe": couleurs.DPE, "neutre": couleurs.NEUTRE}
    return env


def _typographie(valeur: object) -> object:
    """Return a text with its no-break spaces; markup is left alone."""
    return espaces(valeur) if isinstance(valeur, str) and not isinstance(valeur, Markup) else valeur
