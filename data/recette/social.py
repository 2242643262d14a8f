"""Social indicators of each cité: QPV, NPNRU, first-quartile households, vacancy, seniors."""

from dataclasses import dataclass

from recette.calage import Tirage
from recette.cites import Cite
from recette.hypotheses import (
    Q1_EPCI,
    Q1_HORS_QPV,
    Q1_PRIORITAIRE,
    Q1_QPV,
    QPV_AUTRES,
    QPV_PRIORITAIRE,
    SENIORS,
    VACANCE,
    VACANCE_PRIORITAIRE,
)
from recette.sources import Quartier


@dataclass(frozen=True)
class Social:
    """What the social criteria and the ANRU fund need to know of a cité."""

    qpv: str
    npnru: str
    origine_qpv: str
    origine_npnru: str
    part_q1: float
    part_q1_epci: float
    vacance: float
    seniors: float


def qualifier(cites: list[Cite], quartiers: list[Quartier]) -> dict[str, Social]:
    """Return the indicators by `cite_id`; published districts first, draws for the others."""
    tirage = Tirage(4)
    return {c.cite_id: _social(c, quartiers, tirage) for c in cites}


def _social(cite: Cite, quartiers: list[Quartier], tirage: Tirage) -> Social:
    sort = tirage.entre((0.0, 1.0))
    nommes = {q.dispositif for q in quartiers if set(q.cites) & set(cite.cles)}
    seuil = QPV_PRIORITAIRE if cite.prioritaire else QPV_AUTRES
    voisin = _dans_un_site_regional(cite, quartiers)
    qpv = bool(nommes) or sort < seuil or (voisin and cite.prioritaire)
    npnru, origine_npnru = _npnru(nommes, voisin=(voisin or cite.prioritaire) and qpv)
    bonus = Q1_PRIORITAIRE if cite.prioritaire else 0.0
    q1 = tirage.entre(Q1_QPV if qpv else Q1_HORS_QPV) + bonus
    vacance = tirage.entre(VACANCE) + (VACANCE_PRIORITAIRE if cite.prioritaire else 0.0)
    return Social(
        qpv="oui" if qpv else "non",
        npnru=npnru,
        origine_qpv="publie" if nommes else "estime",
        origine_npnru=origine_npnru,
        part_q1=round(q1, 3),
        part_q1_epci=Q1_EPCI[cite.epci],
        vacance=round(vacance, 3),
        seniors=round(tirage.entre(SENIORS), 3),
    )


def _npnru(nommes: set[str], *, voisin: bool) -> tuple[str, str]:
    """Return the flag and its origin: a site named by a source, or the estimate.

    ``voisin``: a QPV cité that is a priority, or whose commune or EPCI has a regional site of unknown perimeter.
    """
    for dispositif in ("qin", "qir"):
        if dispositif in nommes:
            return dispositif, "publie"
    return ("qir" if voisin else "non"), "estime"


def _dans_un_site_regional(cite: Cite, quartiers: list[Quartier]) -> bool:
    """Tell whether a regional site of unknown perimeter is published in the commune or EPCI."""
    lieux = {q.code_insee for q in quartiers if q.precision == "commune"}
    lieux |= {q.precision for q in quartiers}
    return cite.commune.code_insee in lieux or f"epci:{cite.epci}" in lieux
