"""The figures of a frontier: one row per point, and what is said of the whole.

Answers for: ``FrontiereLue`` (what files, page and summary draw), ``table``, ``en_json`` and ``lire``, its inverse.
Leaves to others: tracing the frontier (analyse), drawing (page_frontiere, resume_frontiere).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.instance import ECHELLE_MIXITE, ECHELLE_PATRIMOINE, OBJECTIFS
from renovation_opt.locale import _
from renovation_opt.rapports import libelles, typographie

PAR_UNITE = (1_000, ECHELLE_PATRIMOINE, ECHELLE_MIXITE)
UNITES = ("MWh", "points", "menages_ponderes")
DECIMALES = (0, 1, 2)
"""Decimals on screen: a small scenario tells its points apart by tenths."""
COLONNES = ("energie_mwh", "patrimoine_points", "mixite_menages")
FORMAT = 1


@dataclass(frozen=True, slots=True)
class PointLu:
    """One point: its rank (1 = most energy), objectives in integers of the Instance, shares of the best, proof.

    ``ecart``: relative gap of its solve; ``marges``: see analyse.preuves, infinite when nothing is known;
    ``reperes``: codes among ``scenario``, ``genou`` and the three objectives (the point that has most of it).
    """

    rang: int
    objectifs: tuple[int, int, int]
    parts: tuple[float, float, float]
    ecart: float
    marges: tuple[float, float, float]
    prouve: bool
    reperes: tuple[str, ...]
    operations: int
    logements: int
    cout_eur: int
    aides_eur: int


@dataclass(frozen=True, slots=True)
class FrontiereLue:
    """A frontier as reports see it; fields as in analyse.frontiere.Frontiere."""

    nom: str
    titre: str
    question: str
    points: tuple[PointLu, ...]
    meilleurs: tuple[int, int, int]
    tolerance: float
    hypervolume: float
    resolutions: int
    impossibles: int
    sans_reponse: int
    ecartes: int
    complete: bool
    arretee: bool

    @property
    def prouves(self) -> int:
        """How many points are proven."""
        return sum(point.prouve for point in self.points)


def valeur(point: PointLu, j: int) -> float:
    """Return an objective in its unit."""
    return point.objectifs[j] / PAR_UNITE[j]


def ecrire_valeur(entier: int, j: int) -> str:
    """Write an objective with its unit."""
    return f"{typographie.nombre(entier / PAR_UNITE[j], DECIMALES[j])} {libelles.unite(UNITES[j])}"


def repere(code: str) -> str:
    """Return the words for what makes a point remarkable."""
    mots = {
        "scenario": _("scénario"),
        "genou": _("genou"),
        "energie": _("max. énergie"),
        "patrimoine": _("max. patrimoine"),
        "mixite": _("max. mixité"),
    }
    return mots[code]


def table(frontiere: FrontiereLue) -> pd.DataFrame:
    """Return one row per point; shares, gaps and margins as numbers between 0 and 1."""
    lignes = [_ligne(point) for point in frontiere.points]
    return pd.DataFrame(lignes, columns=list(_ligne(frontiere.points[0])) if lignes else None)


def lire(lu: Any, question: str, fichier: str) -> FrontiereLue:  # noqa: ANN401 - JSON
    """Return a frontier from what ``en_json`` made of it; EntreeInvalide when it is something else."""
    try:
        points = tuple(_lire_point(point) for point in lu["points"])
        return FrontiereLue(
            nom=lu["nom"],
            titre=lu["titre"],
            question=question,
            points=points,
            meilleurs=_entiers(lu["meilleurs"]),
            tolerance=float(lu["tolerance"]),
            hypervolume=float(lu["hypervolume"]),
            resolutions=int(lu["resolutions"]),
            impossibles=int(lu["cases_impossibles"]),
            sans_reponse=int(lu["cases_sans_reponse"]),
            ecartes=int(lu["programmes_ecartes"]),
            complete=bool(lu["complete"]),
            arretee=bool(lu["arretee"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as erreur:
        message = _("ce fichier n'est pas une frontière écrite par `pareto`")
        remede = _("Donnez un scénario, ou le dossier que `pareto` a écrit")
        raise EntreeInvalide([Probleme(message, fichier, remede=remede)]) from erreur


def _lire_point(lu: dict[str, Any]) -> PointLu:
    """Return one point."""
    e, p, m = (float(lu[f"part_{nom}"]) for nom in OBJECTIFS)
    marges = [math.inf if (marge := lu[f"marge_{nom}"]) is None else float(marge) for nom in OBJECTIFS]
    return PointLu(
        rang=int(lu["point"]),
        objectifs=_entiers(lu),
        parts=(e, p, m),
        ecart=float(lu["ecart"]),
        marges=(marges[0], marges[1], marges[2]),
        prouve=lu["prouve"] == "oui",
        reperes=tuple(lu["repere"].split()),
        operations=int(lu["operations"]),
        logements=int(lu["logements"]),
        cout_eur=int(lu["cout_eur"]),
        aides_eur=int(lu["aides_eur"]),
    )


def _entiers(lu: dict[str, Any]) -> tuple[int, int, int]:
    """Return objectives in integers of the Instance."""
    e, p, m = (round(float(lu[nom]) * unite) for nom, unite in zip(COLONNES, PAR_UNITE, strict=True))
    return e, p, m


def _ligne(point: PointLu) -> dict[str, object]:
    """Return the cells of a point."""
    return {
        "point": point.rang,
        **{nom: valeur(point, j) for j, nom in enumerate(COLONNES)},
        **{f"part_{nom}": round(part, 6) for nom, part in zip(OBJECTIFS, point.parts, strict=True)},
        "ecart": round(point.ecart, 8),
        **{f"marge_{nom}": _fini(m) for nom, m in zip(OBJECTIFS, point.marges, strict=True)},
        "prouve": "oui" if point.prouve else "non",
        "repere": " ".join(point.reperes),
        "operations": point.operations,
        "logements": point.logements,
        "cout_eur": point.cout_eur,
        "aides_eur": point.aides_eur,
    }


def en_json(frontiere: FrontiereLue) -> dict[str, object]:
    """Return everything that is known of a frontier, ready for JSON."""
    return {
        "format": FORMAT,
        "nature": "frontiere",
        "nom": frontiere.nom,
        "titre": frontiere.titre,
        "unites": dict(zip(COLONNES, ("MWh", "points", "menages_ponderes"), strict=True)),
        "meilleurs": {nom: v / u for nom, v, u in zip(COLONNES, frontiere.meilleurs, PAR_UNITE, strict=True)},
        "tolerance": frontiere.tolerance,
        "hypervolume": round(frontiere.hypervolume, 6),
        "prouves": frontiere.prouves,
        "resolutions": frontiere.resolutions,
        "cases_impossibles": frontiere.impossibles,
        "cases_sans_reponse": frontiere.sans_reponse,
        "programmes_ecartes": frontiere.ecartes,
        "complete": frontiere.complete,
        "arretee": frontiere.arretee,
        "points": [_ligne(point) for point in frontiere.points],
    }


def _fini(nombre: float) -> float | None:
    """Return a finite number, ``None`` otherwise."""
    return round(nombre, 8) if math.isfinite(nombre) else None
