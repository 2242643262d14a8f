"""The figures of a sweep: name, column of the files, words and unit.

Answers for: ``Mesure``, ``mesures``, ``OBJECTIF`` (the value of the last stage, that the solve maximises).
"""

from __future__ import annotations

from dataclasses import dataclass

from renovation_opt.locale import _
from renovation_opt.rapports.colonnes import Nature
from renovation_opt.rapports.phrases import nom_etape

OBJECTIF = "objectif"


@dataclass(frozen=True, slots=True)
class Mesure:
    """One figure; ``colonne``: in the files; ``haute``: column of what it could reach given the gap, if any."""

    code: str
    colonne: str
    libelle: str
    unite: str
    nature: Nature
    haute: str = ""

    @property
    def titre(self) -> str:
        """Words and unit."""
        return f"{self.libelle} ({self.unite})" if self.unite else self.libelle


def mesures() -> tuple[Mesure, ...]:
    """Return the figures, objectives first, in the current language."""
    return (
        Mesure("energie", "energie_mwh", _("Énergie économisée, cumulée"), "MWh", Nature.MWH, "energie_max_mwh"),
        Mesure("patrimoine", "patrimoine_points", _("Patrimoine"), _("points"), Nature.POINTS, "patrimoine_max_points"),
        Mesure("mixite", "mixite_menages", _("Mixité"), _("ménages pondérés"), Nature.MENAGES, "mixite_max_menages"),
        Mesure("logements", "logements", _("Logements rénovés"), _("logements"), Nature.ENTIER),
        Mesure("passoires", "passoires", _("Passoires supprimées"), _("logements"), Nature.ENTIER),
        Mesure("co2_an", "co2_t_an", _("Émissions évitées"), _("tCO2e/an"), Nature.REEL),
        Mesure("aides", "aides_eur", _("Aides publiques"), "€", Nature.EUROS),
        Mesure("fonds_propres", "fonds_propres_eur", _("Fonds propres"), "€", Nature.EUROS),
        Mesure("cout", "cout_eur", _("Coût total"), "€", Nature.EUROS),
        Mesure("operations", "operations", _("Opérations ouvertes"), _("opérations"), Nature.ENTIER),
        Mesure("energie_an", "energie_mwh_an", _("Énergie économisée par an"), _("MWh/an"), Nature.MWH),
        Mesure("aide_par_logement", "aide_par_logement_eur", _("Aide par logement"), _("€/logement"), Nature.EUROS),
    )


def objectif(etape: str, unite: str) -> Mesure:
    """Return the value of the last stage as a figure."""
    return Mesure(
        OBJECTIF, "valeur", _("Objectif : {etape}").format(etape=nom_etape(etape)), unite, Nature.REEL, "borne"
    )
