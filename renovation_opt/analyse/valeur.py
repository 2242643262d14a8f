"""What a step on a statement is worth, by solving again: each figure with the interval that the two gaps leave.

Answers for: ``partir`` (the scenario solved twice, so that steps get no more search than it did), ``mesurer``.
Leaves to others: the steps (enonces), advice on calendars (conseil), the words (cli).

The best value of a problem lies between the value found and its bound; the change of the best value from one problem
to another therefore lies between value' - bound and bound' - value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from renovation_opt.analyse.calcul_point import Reglages, memes_echelles
from renovation_opt.analyse.enonces import Enonce
from renovation_opt.analyse.etude import Calcul, calculer, ouvrir
from renovation_opt.analyse.grandeurs import Grandeur
from renovation_opt.analyse.resultat import jeux
from renovation_opt.errors import ProgrammeImpossible
from renovation_opt.instance import OBJECTIFS, Instance
from renovation_opt.moteur.sensibilite import valeur_marginale
from renovation_opt.moteur.suivi import Suivi, muet
from renovation_opt.programme import Etape

PAR_UNITE = dict(zip(OBJECTIFS, (1_000, 1_000, 1_000_000), strict=True))
"""Integers of the Instance in one MWh, one point, one household."""
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Encadrement:
    """A change: between the two programmes found, and the interval that holds the change of the best ones.

    ``mini`` and ``maxi`` are ``None`` when nothing is proven (a figure that is not optimised).
    """

    trouve: float
    mini: float | None = None
    maxi: float | None = None

    def par(self, diviseur: float) -> Encadrement:
        """Return the same for one unit of something; a negative divisor turns the interval round."""
        bornes = [None if b is None else b / diviseur for b in (self.mini, self.maxi)]
        if diviseur < 0:
            bornes.reverse()
        return Encadrement(self.trouve / diviseur + 0.0, bornes[0], bornes[1])

    @property
    def sur(self) -> bool:
        """Whether the sign of the change is proven."""
        return self.mini is not None and self.maxi is not None and (self.mini > 0 or self.maxi < 0)


@dataclass(frozen=True, slots=True)
class Effet:
    """What one step changes.

    ``objectif``: value of the last stage; ``objectifs``: by objective, in MWh, points, weighted households;
    ``manque``: relative shortfall of the soft targets; ``marginal``: the step at the prices of the relaxation, in the
    unit of the last stage, ``None`` when they say nothing of it; ``millions``: the step in M€, or in M€ a year
    (``par_an``), ``None`` for another unit.
    ``motif``: why there is no programme after the step, empty when there is one.
    """

    pas: Grandeur
    apres: str
    objectif: Encadrement | None = None
    objectifs: Mapping[str, Encadrement] | None = None
    logements: int = 0
    manque: Encadrement | None = None
    marginal: float | None = None
    millions: float | None = None
    par_an: bool = False
    ecart: float | None = None
    motif: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Depart:
    """The scenario solved: what every step is compared to."""

    chemin: Path
    calcul: Calcul
    reglages: Reglages
    suivi: Suivi = muet

    @property
    def etape(self) -> Etape:
        """The last stage."""
        return self.calcul.solution.etapes[-1]

    def ouvrir(self, remplacements: Mapping[str, object]) -> Instance:
        """Return the instance with some statements replaced, on the scales of the scenario."""
        inst = self.reglages.appliquer(ouvrir(self.chemin, remplacements).inst)
        return memes_echelles(inst, self.calcul.solution.echelles)

    def calculer(self, inst: Instance) -> Calcul:
        """Return the solve of another instance, warm."""
        return calculer(inst, self.calcul.reprise, self.reglages.tours, self.suivi)


def partir(chemin: Path, reglages: Reglages, suivi: Suivi = muet) -> Depart:
    """Solve a scenario, then once more from what it found: steps will not owe their gain to a longer search."""
    inst = reglages.appliquer(ouvrir(chemin).inst)
    premier = calculer(inst, tours=reglages.tours, suivi=suivi)
    fixe = memes_echelles(inst, premier.solution.echelles)
    return Depart(chemin, calculer(fixe, premier.reprise, reglages.tours, suivi), reglages, suivi)


def mesurer(depart: Depart, enonce: Enonce, pas: Grandeur) -> Effet:
    """Return what a step on a statement changes; EntreeInvalide when the scenario refuses it."""
    inst = depart.ouvrir(enonce.deplacer(pas))
    millions, par_an = _millions(enonce, pas)
    marginal = valeur_marginale(depart.calcul.inst, inst, depart.calcul.solution.prix, depart.etape.nom)
    try:
        calcul = depart.calculer(inst)
    except ProgrammeImpossible as erreur:
        motif = erreur.diagnostic[0] if erreur.diagnostic else str(erreur)
        return Effet(pas, enonce.apres(pas), marginal=marginal, millions=millions, par_an=par_an, motif=motif)
    avant, apres = depart.calcul.solution, calcul.solution
    return Effet(
        pas,
        enonce.apres(pas),
        objectif=encadrer(avant.etapes[-1], apres.etapes[-1]),
        objectifs=_objectifs(depart.calcul, calcul),
        logements=_logements(calcul) - _logements(depart.calcul),
        manque=_manque(avant.etapes, apres.etapes),
        marginal=marginal,
        millions=millions,
        par_an=par_an,
        ecart=apres.etapes[-1].ecart,
    )


def _millions(enonce: Enonce, pas: Grandeur) -> tuple[float | None, bool]:
    """Return the step in M€ and whether it comes back every year; ``None`` when it is no amount of a budget."""
    euros, unite = pas.base
    feuille = enonce.chemin.rpartition(".")[2]
    par_an = unite == "€/an" or "fonds_propres" in enonce.chemin or enonce.chemin.startswith("filiere.")
    budget = par_an or (enonce.chemin.startswith("financements.") and feuille in {"montant", "minimum"})
    return (float(euros / MILLION), par_an) if euros and unite.startswith("€") and budget else (None, False)


def encadrer(avant: Etape, apres: Etape) -> Encadrement:
    """Return the change of the value of a stage; a minimised value lies above its bound."""
    trouve = apres.valeur - avant.valeur
    if avant.sens < 0:
        return Encadrement(trouve, apres.borne - avant.valeur, apres.valeur - avant.borne)
    return Encadrement(trouve, apres.valeur - avant.borne, apres.borne - avant.valeur)


def _objectifs(avant: Calcul, apres: Calcul) -> dict[str, Encadrement]:
    """Return the change of each objective; the gap of each side is all worth of it, the others unchanged."""
    jeu, autre = jeux(avant), jeux(apres)
    effets = {}
    for j, nom in enumerate(OBJECTIFS):
        trouve = (apres.solution.objectifs[j] - avant.solution.objectifs[j]) / PAR_UNITE[nom]
        ici, la = jeu[nom], autre[nom]
        borne = ici is not None and la is not None
        effets[nom] = Encadrement(trouve, trouve - (ici or 0), trouve + (la or 0)) if borne else Encadrement(trouve)
    return effets


def _manque(avant: tuple[Etape, ...], apres: tuple[Etape, ...]) -> Encadrement | None:
    """Return the change of the shortfall of the soft targets, ``None`` when there are none."""
    cibles = [next((e for e in etapes if e.sens < 0), None) for etapes in (avant, apres)]
    return encadrer(cibles[0], cibles[1]) if cibles[0] is not None and cibles[1] is not None else None


def _logements(calcul: Calcul) -> int:
    """Return the dwellings of a programme."""
    return sum(map(sum, calcul.rapport.bilan.logements))
