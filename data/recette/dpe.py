"""The 2021 double thresholds: letter of a consumption, and consumption of a letter.

Consumption is one number of final energy; primary energy and emissions follow by the factor of
the heating energy alone (auxiliaries and lighting are neglected: EP = EF except for electricity).
"""

from dataclasses import dataclass

from recette.calage import Tirage
from recette.hypotheses import ETENDUE_G, POSITION_DANS_LA_CLASSE
from recette.sources import Energie, Seuil


@dataclass(frozen=True)
class Consommation:
    """Final and primary energy (kWh/m²/yr) and emissions (kgCO2/m²/yr), rounded to 0.1."""

    ef: float
    ep: float
    ges: float


def etiquette(ep: float, ges: float, seuils: list[Seuil]) -> str:
    """Return the worse of the energy letter and the climate letter."""
    return max(
        next(s.classe for s in seuils if s.ep_max is None or ep <= s.ep_max),
        next(s.classe for s in seuils if s.ges_max is None or ges <= s.ges_max),
    )


def consommation(ef: float, energie: Energie) -> Consommation:
    """Return the three figures of a final consumption."""
    ef = round(ef, 1)
    return Consommation(ef, round(ef * energie.facteur_ep, 1), round(ef * energie.co2, 1))


def bornes_ef(classe: str, energie: Energie, seuils: list[Seuil]) -> tuple[float, float]:
    """Return the final consumptions between which this energy gives this letter."""
    hauts = [_ef_max(s, energie) for s in seuils]
    rang = [s.classe for s in seuils].index(classe)
    bas = (hauts[rang - 1] or 0.0) if rang else 0.0
    haut = hauts[rang]
    return bas, bas * ETENDUE_G if haut is None else haut


def _ef_max(seuil: Seuil, energie: Energie) -> float | None:
    if seuil.ep_max is None or seuil.ges_max is None:
        return None
    return min(seuil.ep_max / energie.facteur_ep, seuil.ges_max / energie.co2)


def tirer(classe: str, energie: Energie, seuils: list[Seuil], tirage: Tirage) -> Consommation:
    """Draw a consumption that carries this letter; refuses to return any other."""
    bas, haut = bornes_ef(classe, energie, seuils)
    resultat = consommation(bas + (haut - bas) * tirage.entre(POSITION_DANS_LA_CLASSE[classe]), energie)
    if etiquette(resultat.ep, resultat.ges, seuils) != classe:
        message = f"{resultat} does not carry the letter {classe}"
        raise ValueError(message)
    return resultat
