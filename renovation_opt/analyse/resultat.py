"""What is kept of the solve of one point of a sweep: proof and figures, in plain data that a JSON file can hold.

Answers for: ``Resultat``, ``resumer`` (from a solve), ``MESURES`` (the figures kept).
Leaves to others: storing (depot), drawing (rapports.balayage).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from renovation_opt.analyse.etude import Calcul
from renovation_opt.instance import OBJECTIFS
from renovation_opt.rapports import tables

MESURES: dict[str, tuple[str, ...]] = {
    "energie": ("energie", "cumulee"),
    "patrimoine": ("patrimoine", "total"),
    "mixite": ("mixite", "total"),
    "logements": ("logements", "total"),
    "operations": ("operations", "total"),
    "passoires": ("dpe", "passoires_supprimees"),
    "energie_an": ("energie", "annuelle"),
    "co2_an": ("climat", "co2_annuel"),
    "cout": ("argent", "cout"),
    "aides": ("argent", "aides"),
    "fonds_propres": ("argent", "fonds_propres"),
    "aide_par_logement": ("argent", "aide_par_logement"),
}
"""Name of a figure -> its key among the indicators of a report."""
IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Resultat:
    """One point computed.

    ``statut``: as ``Solution.statut``, ``impossible`` when no programme exists (``motif`` says why).
    ``valeur``, ``borne``: of the last stage, in its ``unite``; ``manque``: relative shortfall of the soft targets and
    ``manque_borne``, below which none can go (0 without soft target).  ``jeu``: by objective, what the gap of the last
    stage is worth if all of it went to that objective (its unit), ``None`` when the objective does not count there.
    ``mesures``: name -> figure (MESURES); ``aides``: code of a fund -> euros; ``limite``: why the search stopped.
    """

    statut: str
    valeur: float | None = None
    borne: float | None = None
    unite: str = ""
    etape: str = ""
    limite: str = ""
    manque: float = 0.0
    manque_borne: float = 0.0
    mesures: Mapping[str, float | None] | None = None
    jeu: Mapping[str, float | None] | None = None
    aides: Mapping[str, int] | None = None
    motif: str = ""

    @property
    def ecart(self) -> float | None:
        """Relative gap of the last stage."""
        if self.valeur is None or self.borne is None:
            return None
        echelle = max(abs(self.valeur), abs(self.borne))
        return max(0.0, self.borne - self.valeur) / echelle if echelle else 0.0

    def donnees(self) -> dict[str, Any]:
        """Return plain data."""
        return asdict(self)

    @classmethod
    def de(cls, donnees: Mapping[str, Any]) -> Self:
        """Return the result that plain data hold; TypeError when they hold something else."""
        return cls(**donnees)


def resumer(calcul: Calcul) -> Resultat:
    """Return what is kept of a solve."""
    inst, solution = calcul.inst, calcul.solution
    derniere = solution.etapes[-1]
    cibles = next((e for e in solution.etapes if e.sens < 0), None)
    valeurs = {i.cle: i.valeur for i in tables.construire(inst, solution).indicateurs}
    return Resultat(
        statut=solution.statut.value,
        valeur=derniere.valeur,
        borne=derniere.borne,
        unite=derniere.unite,
        etape=derniere.nom,
        limite=derniere.limite.value,
        manque=cibles.valeur if cibles else 0.0,
        manque_borne=cibles.borne if cibles else 0.0,
        mesures={nom: _nombre(valeurs.get(cle)) for nom, cle in MESURES.items()},
        jeu=jeux(calcul),
        aides={f.code: sum(ans) for f, ans in zip(inst.fonds, calcul.rapport.bilan.aides_eur, strict=True)},
    )


def jeux(calcul: Calcul) -> dict[str, float | None]:
    """Return by objective the most it could still gain, the others unchanged, given the gap of the last stage.

    With a weighted sum of weights w and scales s, a gap of g is worth g * s_j / w_j of objective j.
    """
    inst, derniere = calcul.inst, calcul.solution.etapes[-1]
    ecart = max(0.0, derniere.borne - derniere.valeur)
    if derniere.nom in OBJECTIFS:
        return {nom: ecart if nom == derniere.nom else None for nom in OBJECTIFS}
    par_unite = (1_000, 1_000, 1_000_000)
    return {
        nom: ecart * echelle / unite / float(poids) if poids else None
        for nom, echelle, unite, poids in zip(
            OBJECTIFS, calcul.solution.echelles, par_unite, inst.objectif.poids, strict=True
        )
    }


def _nombre(valeur: object) -> float | None:
    """Return a figure, ``None`` when there is none."""
    return valeur if isinstance(valeur, int | float) else None
