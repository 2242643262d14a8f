"""The figures of no-regret cités: programmes compared, cités with their shares.

Answers for: ``SansRegretLu``, ``table_cites``, ``table_presences``, ``en_json``, the words of the classes.
Leaves to others: finding the programmes (analyse), drawing (page_presences, resume_presences).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from renovation_opt.instance import Cite
from renovation_opt.locale import _
from renovation_opt.rapports.analyses.frontiere import COLONNES, PAR_UNITE

Classe = Literal["socle", "disputee", "hors"]
CLASSES: tuple[Classe, ...] = ("socle", "disputee", "hors")


@dataclass(frozen=True, slots=True)
class ProgrammeCompare:
    """A programme: ``nature`` ``frontiere``, ``reference`` (a point, the best for the scenario) or ``proche``.

    ``perte``: how much worse than the reference for the objective of the scenario, as a share; ``None`` when it fails a
    floor of the scenario.  ``commun``: share of the reference that it repeats, weighted by dwellings.
    """

    nature: str
    rang: int
    objectifs: tuple[int, int, int]
    perte: float | None
    commun: float


@dataclass(frozen=True, slots=True)
class CitePresente:
    """A cité: its class, and shares (0-1) of the programmes that treat it, by first year and by bouquet.

    ``traitables``: dwellings that may be treated; ``logements_moyens``: dwellings treated, mean of the programmes.
    """

    cite: Cite
    epci: str
    bailleurs: tuple[str, ...]
    classe: Classe
    part: float
    traitables: int
    logements_moyens: float
    annees: Mapping[int, float]
    bouquets: Mapping[str, float]

    @property
    def annee(self) -> tuple[int, float] | None:
        """The most frequent first year and its share, the earliest on a tie; ``None`` when never treated."""
        return max(self.annees.items(), key=lambda paire: (paire[1], -paire[0]), default=None)

    @property
    def bouquet(self) -> tuple[str, float] | None:
        """The most frequent bouquet and its share, the first by name on a tie; ``None`` when never treated."""
        return min(self.bouquets.items(), key=lambda paire: (-paire[1], paire[0]), default=None)


@dataclass(frozen=True, slots=True)
class SansRegretLu:
    """The whole result; ``demandes``: near-optimal programmes asked, ``perte``: how much worse they may be.

    ``libelles``: code of a bouquet -> its name.
    """

    nom: str
    titre: str
    question: str
    perte: float
    demandes: int
    socle: float
    hors: float
    arretee: bool
    libelles: Mapping[str, str]
    programmes: tuple[ProgrammeCompare, ...]
    cites: tuple[CitePresente, ...]

    def de_classe(self, classe: Classe) -> list[CitePresente]:
        """Return the cités of a class that have something to treat: the most frequent, then the largest, first."""
        ici = [cite for cite in self.cites if cite.classe == classe and cite.traitables]
        return sorted(ici, key=lambda cite: (-cite.part, -cite.traitables, cite.cite.code))


def nom_classe(classe: Classe) -> str:
    """Return the word of a class."""
    return {"socle": _("socle"), "disputee": _("disputée"), "hors": _("hors programme")}[classe]


def nom_nature(nature: str) -> str:
    """Return the words for why a programme is compared."""
    mots = {
        "frontiere": _("frontière"),
        "reference": _("meilleur du scénario"),
        "proche": _("presque aussi bon, différent"),
    }
    return mots[nature]


def table_cites(resultat: SansRegretLu) -> pd.DataFrame:
    """Return one row per cité that has something to treat."""
    rangees = [_rangee(cite) for classe in CLASSES for cite in resultat.de_classe(classe)]
    return pd.DataFrame(rangees)


def table_presences(resultat: SansRegretLu) -> pd.DataFrame:
    """Return one row per cité and thing present: the cité itself, a first year, a bouquet, with its share."""
    rangees: list[dict[str, object]] = []
    for presente in resultat.cites:
        if presente.traitables:
            code = presente.cite.code
            rangees.append({"cite_id": code, "nature": "cite", "valeur": code, "part": round(presente.part, 6)})
            rangees += [
                {"cite_id": code, "nature": "annee", "valeur": str(annee), "part": round(part, 6)}
                for annee, part in presente.annees.items()
            ]
            rangees += [
                {"cite_id": code, "nature": "bouquet", "valeur": bouquet, "part": round(part, 6)}
                for bouquet, part in presente.bouquets.items()
            ]
    return pd.DataFrame(rangees, columns=["cite_id", "nature", "valeur", "part"])


def en_json(resultat: SansRegretLu) -> dict[str, object]:
    """Return everything, ready for JSON."""
    return {
        "format": 1,
        "nature": "sans_regret",
        "nom": resultat.nom,
        "titre": resultat.titre,
        "perte_admise": resultat.perte,
        "proches_demandes": resultat.demandes,
        "seuil_socle": resultat.socle,
        "seuil_hors": resultat.hors,
        "arretee": resultat.arretee,
        "programmes": [
            {
                "programme": p.rang,
                "nature": p.nature,
                **{nom: v / u for nom, v, u in zip(COLONNES, p.objectifs, PAR_UNITE, strict=True)},
                "perte": None if p.perte is None else round(p.perte, 8),
                "part_commune": round(p.commun, 6),
            }
            for p in resultat.programmes
        ],
        "cites": [
            _rangee(cite)
            | {
                "annees": {str(annee): round(part, 6) for annee, part in cite.annees.items()},
                "bouquets": {nom: round(part, 6) for nom, part in cite.bouquets.items()},
            }
            for classe in CLASSES
            for cite in resultat.de_classe(classe)
        ],
    }


def _rangee(presente: CitePresente) -> dict[str, object]:
    """Return the cells of a cité."""
    annee, bouquet = presente.annee, presente.bouquet
    return {
        "cite_id": presente.cite.code,
        "cite": presente.cite.nom,
        "commune": presente.cite.commune,
        "epci": presente.epci,
        "bailleurs": ", ".join(presente.bailleurs),
        "classe": presente.classe,
        "part": round(presente.part, 6),
        "logements_traitables": presente.traitables,
        "logements_moyens": round(presente.logements_moyens, 3),
        "annee": "" if annee is None else str(annee[0]),
        "part_annee": 0.0 if annee is None else round(annee[1], 6),
        "bouquet": "" if bouquet is None else bouquet[0],
        "part_bouquet": 0.0 if bouquet is None else round(bouquet[1], 6),
    }
