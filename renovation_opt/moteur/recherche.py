"""Programmes by local search: a pool of plans chosen by the prices, and the blocs of rows they share.

Answers for: ``Terrain`` (pool, penalties of one solve) and ``Terrain.chercher``.
Leaves to others: the compiled loop (noyau), when to search (resolution).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from renovation_opt.instance import Instance, Ints
from renovation_opt.moteur import noyau
from renovation_opt.moteur.blocs import former_blocs
from renovation_opt.moteur.borne import Relaxation, echelles, resoudre, unite
from renovation_opt.moteur.etape import But, Reels
from renovation_opt.moteur.maitre import MOITIE, Maitre
from renovation_opt.moteur.plans import Plans, gains, matrice, reunir
from renovation_opt.moteur.structure import Structure, rangs_dans_groupe
from renovation_opt.moteur.tarification import IMPOSSIBLE, Tarification

PLANS_PAR_OPERATION = 60
VARIANTES = 6
BRUIT = 0.15
"""Number and size of the disturbances of the prices."""
GRAINE = 2017
DOUBLES = 0.5
"""Share of the moves that change two opérations of one landlord at once."""
CADENCE = 2_000
"""Moves between two updates of the penalties."""


def composer_pool(
    inst: Instance, structure: Structure, but: But, relaxation: Relaxation, par_operation: int = PLANS_PAR_OPERATION
) -> Plans:
    """Return the best plans of each opération under the final prices.

    For each opération: the best bouquets of its best couples (chantier, montage), the same under prices disturbed by a
    few per cent (near ties differ in what they take from the rows), and the plans of the relaxation.
    """
    tarification = Tarification(inst, structure, but.couplage)
    hasard = np.random.default_rng(GRAINE)
    c, lots = np.array(but.c), [relaxation.plans]
    for essai in range(1 + VARIANTES):
        bruit = hasard.uniform(1 - BRUIT, 1 + BRUIT, len(relaxation.prix)) if essai else 1.0
        tarifs = tarification.tarifs(c, relaxation.prix * bruit, but.fidelite)
        garde = par_operation if essai == 0 else par_operation // 3
        lots.append(tarification.plans(tarifs, _meilleurs_couples(structure, tarification.valeurs(tarifs), garde)))
    return reunir(lots)


def _meilleurs_couples(structure: Structure, valeurs: Reels, par_operation: int) -> Ints:
    """Return the best couples of each opération under the given values."""
    ordre = np.lexsort((-valeurs, structure.couple_operation))
    rang = rangs_dans_groupe(np.diff(structure.couple_debut))
    return np.sort(ordre[(rang < par_operation) & (valeurs[ordre] > IMPOSSIBLE / 2)])


class Terrain:
    """The pool of one solve, its rows and penalties, ready for the compiled search."""

    def __init__(
        self, inst: Instance, structure: Structure, but: But, relaxation: Relaxation, connu: Plans | None = None
    ) -> None:
        """Build the pool and its coupling matrix; ``connu`` is a programme whose plans must be in the pool."""
        self.inst, self.structure, self.but, self.relaxation = inst, structure, but, relaxation
        self.blocs = former_blocs(but)
        plans = composer_pool(inst, structure, but, relaxation)
        self._ranger(plans if connu is None else reunir([plans, connu]))
        self.poids = self._penalites()

    def _ranger(self, plans: Plans) -> None:
        """Keep distinct plans sorted by opération, best reduced value first."""
        plans = distincts(plans)
        colonnes = matrice(self.inst, self.but.couplage, plans)
        gain = gains(self.inst, self.but, plans)
        reduit = gain - colonnes.T @ self.relaxation.prix
        ordre = np.lexsort((-reduit, plans.operation))
        self.plans, self.gain, self.reduit = plans.extraire(ordre), gain[ordre], reduit[ordre]
        self.colonnes = colonnes[:, ordre].tocsc()
        self.op_debut = np.searchsorted(self.plans.operation, np.arange(len(self.inst.operations.codes) + 1))
        self.ops = np.flatnonzero(np.diff(self.op_debut))
        self.groupe = self.inst.operations.bailleur.astype(np.int64)
        self.membres = self.ops[np.argsort(self.groupe[self.ops], kind="stable")]
        self.groupe_debut = np.searchsorted(self.groupe[self.membres], np.arange(len(self.inst.bailleurs) + 1))

    def _penalites(self) -> Reels:
        """Return [B] the price of a unit of violation: twice the price of the row, and never nothing."""
        b = self.blocs
        prix = np.array([self.relaxation.prix[d:f].max() for d, f in zip(b.debut, b.fin, strict=True)])
        usage = np.asarray(abs(self.colonnes).max(axis=1).todense()).reshape(-1)
        taille = np.array([max(1.0, usage[d:f].max()) for d, f in zip(b.debut, b.fin, strict=True)])
        typique = float(np.abs(self.gain).mean()) if len(self.gain) and self.gain.any() else 1e-3
        return np.maximum(1.5 * prix, 0.2 * typique / taille)

    def arrondir(self) -> Ints:
        """Return the plan of each opération that the linear programme over the pool takes by more than half, else -1.

        The relaxation is nearly integral (most opérations have one plan at 1): the search starts next to the bound.
        """
        maitre = Maitre(self.but, self.inst.operations.requise, echelles(self.colonnes, self.but), unite(self.gain))
        premiere = maitre.nb_colonnes
        maitre.ajouter(self.colonnes, self.gain, self.plans.operation)
        resoudre(maitre)
        pris = np.flatnonzero(maitre.valeurs[premiere:] > MOITIE)
        depart = self.vide()
        depart[self.plans.operation[pris]] = pris
        return depart

    def vide(self) -> Ints:
        """Return the programme that opens nothing, but the best plan of each required opération."""
        exigees = self.inst.operations.requise & (np.diff(self.op_debut) > 0)
        return np.where(exigees, self.op_debut[:-1], -1)

    def retrouver(self, connu: Plans) -> Ints:
        """Return the rank in the pool of each plan of a programme, by opération (-1: not opened)."""
        rangs = {cle: j for j, cle in enumerate(cles(self.plans))}
        depart = np.full(len(self.inst.operations.codes), -1, dtype=np.int64)
        for o, cle in zip(connu.operation.tolist(), cles(connu), strict=True):
            depart[o] = rangs[cle]
        return depart

    def valeur(self, choisis: Ints) -> float:
        """Return the exact objective of a programme without violation, -inf when it breaks a row."""
        return float(self.chercher(choisis, 0, 0, 1.0, 1.0)[1])

    def chercher(
        self, depart: Ints | None, iterations: int, graine: int, chaud: float, froid: float, valeur: float = -np.inf
    ) -> tuple[Ints, float]:
        """Anneal; return the plan of each opération (-1: none) of the best programme met, and its value.

        The value is -inf when no programme without violation was met (nor given through ``depart`` and ``valeur``).
        """
        nb = len(self.inst.operations.codes)
        courant = np.full(nb, -1, dtype=np.int64) if depart is None else depart.copy()
        meilleur = courant.copy()
        b = self.blocs
        typique = float(np.abs(self.gain).mean()) or 1e-3
        atteint = noyau.explorer(
            iterations,
            graine,
            chaud * typique,
            froid * typique,
            CADENCE,
            courant,
            meilleur,
            self.inst.operations.requise,
            self.ops,
            self.op_debut,
            DOUBLES,
            self.groupe,
            self.groupe_debut,
            self.membres,
            self.gain,
            self.colonnes.indptr.astype(np.int64),
            self.colonnes.indices.astype(np.int64),
            self.colonnes.data,
            b.de_ligne,
            b.genre,
            b.debut,
            b.fin,
            b.borne,
            b.extra,
            self.poids.copy(),
            self.poids * 0.5,
            b.relatif,
            self.but.manque,
            valeur,
        )
        return meilleur, float(atteint)


def distincts(plans: Plans) -> Plans:
    """Return the plans without repetition, in order of first appearance."""
    vus: dict[bytes, int] = {}
    for j, cle in enumerate(cles(plans)):
        vus.setdefault(cle, j)
    return plans.extraire(np.array(sorted(vus.values()), dtype=np.int64))


def cles(plans: Plans) -> Iterator[bytes]:
    """Yield what identifies each plan: chantier, montage, options."""
    for j in range(len(plans)):
        options = plans.options[plans.debut_options[j] : plans.debut_options[j + 1]]
        yield plans.chantier[j].tobytes() + plans.montage[j].tobytes() + options.tobytes()
