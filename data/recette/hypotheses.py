"""Every assumption of the recipe that no source publishes, with its value.

Answers for the numbers only; the steps that use them are in the other modules.
All of them are repeated, in words, in `data/README.md`.
"""

from typing import Final

GRAINE: Final = 20171231
"""Seed of every draw; each step mixes it with its own number, so that steps stay independent."""

# --- dwellings -------------------------------------------------------------------------------
TOTAL_INSCRITES: Final = 25_000
TOTAL_AUTRES: Final = 47_700
DENSITE_RELATIVE: Final = {"corons": 1.20, "pavillonnaire": 1.00, "jardin": 0.90, "moderne": 1.05}
DISPERSION_DENSITE: Final = (0.85, 1.15)
MARGE_PLANCHER: Final = 1.15
"""A cité with a published operation holds at least this many times its dwellings."""
MINIMUM_PAR_CITE: Final = 2

# --- landlords -------------------------------------------------------------------------------
MC: Final = "maisons_et_cites"
SIA: Final = "sia_habitat"
PARTENORD: Final = "partenord"
PRIVES: Final = "proprietaires_prives"
CODE_COURT: Final = {MC: "mc", SIA: "sia", PARTENORD: "pnord"}
TOTAL_SIA: Final = 7_400
PART_SIA_MIXTE: Final = 0.5
"""Share of SIA where the map says « Maisons et Cités / SIA »."""
TOTAL_PRIVES: Final = 2_650
PART_VENDUE: Final = (0.02, 0.06)
MINIMUM_PRIVES: Final = 4

# --- energy classes --------------------------------------------------------------------------
CLASSES: Final = "ABCDEFG"
PROFIL_PERIODE: Final = {
    "avant 1919": (0.2, 1.0, 20.0, 36.8, 18.0, 16.0, 8.0),
    "1919-1948": (0.2, 1.2, 25.0, 38.6, 17.0, 13.0, 5.0),
    "1949-1974": (0.2, 3.0, 36.0, 39.8, 13.0, 6.0, 2.0),
}
PART_AVANT_1919: Final = {"corons": 0.80, "pavillonnaire": 0.60, "jardin": 0.10, "moderne": 0.0}
DEGRADATION: Final = (0.6, 1.4)
"""Bounds of the factor drawn per cité on the weights of E, F and G."""
DEGRADATION_PRIORITAIRE: Final = 1.7
CLASSES_CIBLES: Final = {
    MC: {"A": 120, "B": 1_300, "C": 17_000, "E": 9_000, "F": 7_600, "G": 3_400},
    SIA: {"A": 20, "B": 300, "C": 1_700, "E": 1_430, "F": 1_100, "G": 400},
    PARTENORD: {"A": 0, "B": 0, "C": 50, "E": 40, "F": 30, "G": 0},
}
"""Dwellings per class; D is the remainder of the landlord's stock."""
PROFIL_PRIVES: Final = (0.0, 0.01, 0.13, 0.28, 0.26, 0.21, 0.11)
CLASSE_OPERATION: Final = {"corons": "F", "pavillonnaire": "F", "jardin": "E", "moderne": "E"}
"""Class given to a published operation whose class is not published."""

# --- energies and consumption ----------------------------------------------------------------
PARTS_ENERGIE: Final[dict[str, dict[str, float]]] = {
    "A": {"electricite": 0.70, "bois": 0.30},
    "B": {"electricite": 0.60, "bois": 0.40},
    "C": {"gaz": 0.86, "electricite": 0.10, "bois": 0.02, "reseau": 0.02},
    "D": {"gaz": 0.83, "electricite": 0.10, "reseau": 0.03, "bois": 0.02, "fioul": 0.02},
    "E": {"gaz": 0.81, "electricite": 0.12, "fioul": 0.04, "bois": 0.02, "reseau": 0.01},
    "F": {"gaz": 0.77, "electricite": 0.13, "fioul": 0.05, "charbon": 0.03, "bois": 0.02},
    "G": {"gaz": 0.70, "electricite": 0.15, "fioul": 0.06, "charbon": 0.07, "bois": 0.02},
}
POSITION_DANS_LA_CLASSE: Final = {
    "A": (0.60, 0.95),
    "B": (0.60, 0.95),
    "C": (0.45, 0.95),
    "D": (0.10, 0.90),
    "E": (0.10, 0.90),
    "F": (0.10, 0.90),
    "G": (0.05, 1.00),
}
"""Where a lot may fall between the two limits of its class (0 = best, 1 = worst)."""
ETENDUE_G: Final = 1.22
"""Worst consumption of class G, as a multiple of its lower limit."""
ENERGIE_OPERATION: Final = "gaz"

# --- lots ------------------------------------------------------------------------------------
LOT_MINIMUM: Final = {"social": 8, "prive": 3}
LOT_MAXIMUM: Final = {"social": 150, "prive": 20}
GROUPE_SURFACE: Final = 75
"""Estimated social dwellings above this count are cut into surface groups, operations are not."""
SURFACE_M2: Final = {"corons": 62.0, "pavillonnaire": 72.0, "jardin": 78.0, "moderne": 80.0}
SURFACE_DISPERSION_M2: Final = 6.0
SURFACE_ECART_GROUPES_M2: Final = 5.0
SURFACE_PRIVES_M2: Final = 4.0
SURFACE_BORNES_M2: Final = (55.0, 95.0)

# --- social indicators -----------------------------------------------------------------------
QPV_PRIORITAIRE: Final = 0.72
"""21 of the 29 renewal cités of Lens-Liévin stand in a QPV (published): used everywhere."""
QPV_AUTRES: Final = 0.25
Q1_EPCI: Final = {
    "bethune_bruay": 0.31,
    "coeur_d_ostrevent": 0.33,
    "douaisis": 0.30,
    "henin_carvin": 0.33,
    "lens_lievin": 0.36,
    "porte_du_hainaut": 0.35,
    "valenciennes": 0.34,
}
Q1_QPV: Final = (0.47, 0.62)
Q1_HORS_QPV: Final = (0.30, 0.46)
Q1_PRIORITAIRE: Final = 0.03
VACANCE: Final = (0.01, 0.06)
VACANCE_PRIORITAIRE: Final = 0.02
SENIORS: Final = (0.18, 0.38)

# --- geography -------------------------------------------------------------------------------
KM_PAR_DEGRE: Final = (111.2, 70.9)
"""Kilometres per degree of latitude, of longitude, at 50.4° N."""
MEME_LIEU_KM: Final = 0.05
RAYON_PARTIE_KM: Final = 1.2
RAYON_GRAPPE_KM: Final = 2.0
RAYON_RATTACHEMENT_KM: Final = 6.0
