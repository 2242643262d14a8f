"""What opérations are worth under the prices of the relaxation, and what they take from each scarce resource.

Answers for: ``evaluer`` and ``Valeurs``: gross and reduced value of the best plan of every opération, by first year
too; the rows that a plan uses, with their prices.
Leaves to others: what is made of it (analyse); prices are marginal values of the relaxation, not of programmes.

Reduced value of a plan: what it brings to the objective of the stage, less the price of what it takes from the rows.
Positive: the relaxation takes it whole; negative: something else makes better use of the same resources.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from renovation_opt.instance import Instance, Ints
from renovation_opt.moteur.borne import Relaxation, generer
from renovation_opt.moteur.etape import But, Reels, produit
from renovation_opt.moteur.methodes import preparer
from renovation_opt.moteur.plans import Plans, en_plans_operation, gains, matrice, objectifs
from renovation_opt.moteur.reprise import Reprise, partir
from renovation_opt.moteur.structure import Structure
from renovation_opt.moteur.suivi import Budget, muet
from renovation_opt.moteur.tarification import IMPOSSIBLE, Tarification
from renovation_opt.programme import PlanOperation

SEUIL = 1e-12


@dataclass(frozen=True, slots=True)
class Emploi:
    """What a plan takes from one row: ``quantite`` in ``unite``, at ``prix`` per unit, in units of the objective."""

    famille: str
    etiquette: str
    tag: str
    unite: str
    quantite: float
    prix: float

    @property
    def cout(self) -> float:
        """Price of the quantity."""
        return self.quantite * self.prix


@dataclass(frozen=True, slots=True)
class PlanValorise:
    """A plan with its exact objectives, its gross value and its reduced value under the prices."""

    plan: PlanOperation
    objectifs: tuple[int, int, int]
    brute: float
    reduite: float
    emplois: tuple[Emploi, ...]


class Valeurs:
    """Every opération under the prices of one relaxation."""

    def __init__(self, inst: Instance, structure: Structure, but: But, relaxation: Relaxation) -> None:
        """Price every couple (chantier, montage) once."""
        self.inst, self.but, self.relaxation = inst, but, relaxation
        self._structure = structure
        self._tarification = Tarification(inst, structure, but.couplage)
        self._tarifs = self._tarification.tarifs(np.array(but.c), relaxation.prix, but.fidelite)
        self._valeurs = self._tarification.valeurs(self._tarifs)
        self._couples, self.reduites = self._tarification.meilleurs(self._valeurs)

    @property
    def borne(self) -> float:
        """Bound on the objective of the stage."""
        return self.relaxation.borne

    def rang(self, o: int) -> int:
        """Return the rank of an opération by reduced value, 1 for the largest."""
        return int((self.reduites > self.reduites[o]).sum()) + 1

    def meilleur(self, o: int) -> PlanValorise | None:
        """Return the best plan of an opération, ``None`` when it has none."""
        if self._couples[o] < 0:
            return None
        return self.valoriser(self._tarification.plans(self._tarifs, self._couples[o : o + 1]))

    def par_debut(self, o: int) -> dict[int, float]:
        """Return the reduced value of the best plan of an opération for each first year (calendar) it may start."""
        s, ch = self._structure, self.inst.chantiers
        siens = np.arange(s.couple_debut[o], s.couple_debut[o + 1])
        siens = siens[self._valeurs[siens] > IMPOSSIBLE / 2]
        debuts = ch.debut[s.couple_chantier[siens]]
        return {
            self.inst.annees[int(a)]: float(self._valeurs[siens[debuts == a]].max()) for a in np.unique(debuts).tolist()
        }

    def valoriser(self, plans: Plans) -> PlanValorise:
        """Return what one plan (a batch of one) brings and takes."""
        colonne = np.asarray(matrice(self.inst, self.but.couplage, plans).todense()).reshape(-1)
        brute = float(gains(self.inst, self.but, plans)[0])
        e, p, m = (int(v) for v in objectifs(self.inst, plans)[0])
        return PlanValorise(
            plan=en_plans_operation(self.inst, plans)[0],
            objectifs=(e, p, m),
            brute=brute,
            reduite=brute - float(produit(colonne, self.relaxation.prix)),
            emplois=tuple(self._emplois(colonne)),
        )

    def _emplois(self, colonne: Reels) -> Iterator[Emploi]:
        """Yield the rows that a column uses at a price."""
        for famille, debut in zip(self.but.couplage.familles, self.but.couplage.debuts, strict=False):
            for rang in np.flatnonzero(colonne[debut : debut + famille.nb_lignes]).tolist():
                prix = float(self.relaxation.prix[debut + rang])
                if abs(prix) > SEUIL:
                    quantite = float(colonne[debut + rang])
                    yield Emploi(famille.nom, famille.etiquettes[rang], famille.tag, famille.unite, quantite, prix)


def evaluer(inst: Instance, reprise: Reprise | None = None) -> tuple[Valeurs, Reprise]:
    """Return the opérations under the prices of the last stage, and what warms the next solve.

    Raises ProgrammeImpossible when the relaxation of an earlier stage proves that no programme exists.
    """
    parcours = partir(inst, Budget(float(inst.resolution.temps_s), 1), lambda _programme: True, muet, reprise)
    but = preparer(parcours)
    relaxation = generer(inst, parcours.atelier.structure, but, parcours.plans)
    valeurs = Valeurs(inst, parcours.atelier.structure, but, relaxation)
    return valeurs, Reprise(inst, relaxation.plans, parcours.connu)


def extraire(inst: Instance, reprise: Reprise, operation: str) -> Plans | None:
    """Return the plan that the programme of ``reprise`` gives an opération, ``None`` when it is not opened."""
    programme = reprise.pour(inst).programme
    if programme is None:
        return None
    rangs: Ints = np.flatnonzero(programme.operation == inst.operations.codes.index(operation))
    return programme.extraire(rangs) if len(rangs) else None
