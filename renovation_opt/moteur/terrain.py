"""The ground of a local search: an Instance, a stage and its relaxation as the arrays of the compiled loop.

Answers for: ``Terrain`` (arrays, prices of violations, programmes in and out) and ``Terrain.chercher``.
Leaves to others: the compiled loop (noyau), when to search and from where (recherche).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from renovation_opt.couplage.base import Mesure
from renovation_opt.instance import Instance, Ints, Petits
from renovation_opt.moteur import noyau
from renovation_opt.moteur.blocs import former_blocs
from renovation_opt.moteur.borne import Relaxation
from renovation_opt.moteur.etape import But, Reels
from renovation_opt.moteur.plans import Plans, gains, matrice
from renovation_opt.moteur.structure import Structure
from renovation_opt.moteur.tarification import IMPOSSIBLE, Tarification
from renovation_opt.moteur.usages import mesurer, petits

CADENCE = 2_000
"""Moves between two updates of the prices of violations."""
TRANCHE = 250_000
"""Moves between two looks at the clock: less than a second."""
PRIX, PRIX_PLEIN = 3.0, 0.9
"""First price of a violation: so many times the price of the row, and at least this share of the value of a plan for a
violation as large as a plan."""
ENTIERES = 2.0
"""Rows that count dwellings or chantiers cannot be mended by bouquets: their violation costs this much more."""
HAUSSE, MONTEE, DESCENTE = 10 / 3, 1.05, 0.98
"""The floor of these prices is multiplied by HAUSSE over a search; at every update the price of a violated bloc rises
by MONTEE, that of another one falls by DESCENTE down to its floor.  Measured: models/decisions/0011."""
EN_LOGEMENTS = (Mesure.LOGEMENTS, Mesure.POIDS, Mesure.OUVERTURE, Mesure.DEBUT, Mesure.LOGEMENTS_AIDES, Mesure.AUCUNE)


class Terrain:
    """The arrays of one solve, ready for the compiled search."""

    def __init__(self, inst: Instance, structure: Structure, but: But, relaxation: Relaxation) -> None:
        """Measure what options take from the rows, and price them."""
        self.inst, self.structure, self.but, self.relaxation = inst, structure, but, relaxation
        self.blocs = former_blocs(but)
        tarification = Tarification(inst, structure, but.couplage)
        self.tarification = tarification
        self.tarifs = tarifs = tarification.tarifs(np.array(but.c), relaxation.prix, but.fidelite)
        nus = tarification.tarifs(np.array(but.c), np.zeros(but.couplage.debuts[-1]), but.fidelite)
        valeurs = tarification.valeurs(tarifs)
        gain = gains(inst, but, self.arrondir())
        self.typique = float(np.abs(gain).mean()) if gain.any() else 1e-3
        self.poids = self._penalites(relaxation)
        self.donnees = self._donnees(tarifs.pi, tarifs.bonus, nus.pi, nus.bonus, valeurs)
        self._couples = {
            (int(k), int(structure.om_montage[om])): c
            for c, (k, om) in enumerate(zip(structure.couple_chantier, structure.couple_om, strict=True))
        }

    def _donnees(
        self, pi: Reels, bonus: Reels, objectif: Reels, objectif_bonus: Reels, valeurs: Reels
    ) -> noyau.Donnees:
        """Return the arrays that do not move."""
        inst, s, b = self.inst, self.structure, self.blocs
        usages = mesurer(inst, self.but.couplage)
        possibles = np.where(valeurs > IMPOSSIBLE / 2, 0, 1)
        ordre = np.lexsort((-valeurs, possibles, s.couple_operation))
        nombre = np.bincount(s.couple_operation, weights=1 - possibles, minlength=len(inst.operations.codes))
        ordre = ordre[possibles[ordre] == 0]
        operations = np.flatnonzero(nombre > 0)
        groupe = inst.operations.bailleur.astype(np.int64)
        membres = operations[np.argsort(groupe[operations], kind="stable")]
        fidelite = self.but.fidelite
        nul = np.zeros(len(inst.chantiers.debut))
        return noyau.Donnees(
            couple_debut=np.concatenate([[0], np.cumsum(nombre)]).astype(np.int64),
            couple_ordre=ordre.astype(np.int64),
            couple_chantier=s.couple_chantier,
            couple_om=s.couple_om,
            om_debut=s.om_debut,
            om_lm=s.lm_ordre,
            om_montage=s.om_montage,
            lm_debut=s.lm_debut,
            lm_lot=s.lm_lot,
            lot_debut=inst.operations.lot_debut.astype(np.int64),
            logements=inst.lots.logements.astype(np.int64),
            obligatoire=inst.lots.obligatoire,
            debut=inst.chantiers.debut.astype(np.int64),
            duree=inst.chantiers.duree.astype(np.int64),
            parti=inst.chantiers.parti.astype(np.int64),
            choix=inst.options.choix,
            ensemble=s.ensemble,
            classe=usages.classe,
            objectif=objectif,
            objectif_bonus=objectif_bonus,
            objectif_chantier=nul if fidelite is None else fidelite.chantier.astype(np.float64),
            pi=pi,
            bonus=bonus,
            **_sparse("annee", usages.par_annee),
            **_sparse("option", usages.par_option),
            **_sparse("ensemble", usages.par_ensemble),
            **_sparse("chantier", usages.par_chantier),
            requise=inst.operations.requise,
            operations=operations.astype(np.int64),
            groupe=groupe,
            groupe_debut=np.searchsorted(groupe[membres], np.arange(len(inst.bailleurs) + 1)).astype(np.int64),
            membres=membres.astype(np.int64),
            nb_montages=len(inst.montages),
            de_ligne=b.de_ligne,
            genre=b.genre,
            premiere=b.debut,
            derniere=b.fin,
            borne=b.borne,
            extra=b.extra,
            relatif=b.relatif,
        )

    def _penalites(self, relaxation: Relaxation) -> Reels:
        """Return [B] the first price of a unit of violation: above the price of the row, and never nothing."""
        b = self.blocs
        prix = np.array([relaxation.prix[d:f].max() for d, f in zip(b.debut, b.fin, strict=True)])
        colonnes = matrice(self.inst, self.but.couplage, relaxation.plans)
        usage = np.asarray(abs(colonnes).max(axis=1).todense()).reshape(-1)
        taille = np.array([max(1.0, usage[d:f].max()) for d, f in zip(b.debut, b.fin, strict=True)])
        entiere = np.zeros(len(usage), dtype=bool)
        for famille, d in zip(self.but.couplage.familles, self.but.couplage.debuts, strict=False):
            entiere[d : d + famille.nb_lignes] = famille.mesure in EN_LOGEMENTS
        poids = np.maximum(PRIX * prix, PRIX_PLEIN * self.typique / taille)
        return poids * np.where(entiere[b.debut], ENTIERES, 1.0)

    def prix_des_exces(self) -> Reels:
        """Return [R] the first price of a unit by which a row is exceeded; 0 where it always holds."""
        prix, b = np.zeros(len(self.but.couplage.bornes)), self.blocs
        for poids, genre, debut, fin in zip(self.poids, b.genre, b.debut, b.fin, strict=True):
            prix[debut:fin] = 0.0 if genre == noyau.MINIMUM else poids
        return prix

    def arrondir(self) -> Plans:
        """(D5) Départ de la recherche : pour chaque opération ouverte par la relaxation, le plan qu'elle prend le plus.

        L(y) - value(programme)  =  sum over o of (best plan of o at prices y - plan chosen at prices y)
                                    +  sum over r of y[r] * slack[r]
        Unit: of the stage.  The first sum is nil at the start, the second negative where rows are broken: the search
        trades one against the other.
        """
        plans, x = self.relaxation.plans, self.relaxation.parts
        pris = np.flatnonzero(x > ARRONDI)
        ordre = pris[np.lexsort((-x[pris], plans.operation[pris]))]
        _operations, premiers = np.unique(plans.operation[ordre], return_index=True)
        return plans.extraire(ordre[premiers])

    def valeur(self, plans: Plans) -> float:
        """Return the exact objective of a programme without violation, -inf when it breaks a row."""
        return self.chercher(plans, 0, 0, 1.0, 1.0)[1]

    def chercher(
        self,
        depart: Plans,
        mouvements: int,
        graine: int,
        chaud: float,
        froid: float,
        valeur: float = -np.inf,
        arret: Callable[[], bool] = bool,
        assez: float = np.inf,
    ) -> tuple[Plans, float]:
        """Anneal from a programme; return the best one met without violation, and its value.

        ``chaud`` and ``froid`` are in units of the mean value of a plan.  When nothing beats ``valeur``, the start and
        ``valeur`` come back.  ``arret`` tells, now and then, whether to stop before the end; ``assez``
        is a value that needs no better.
        """
        couple, option = self._etat(depart)
        meilleur_couple, meilleure_option = couple.copy(), option.copy()
        nb_b = len(self.donnees.genre)
        etat = noyau.Etat(
            usage=np.zeros(len(self.donnees.borne)),
            violation=np.zeros(nb_b),
            manque=np.zeros(nb_b),
            vus=np.zeros(nb_b + 1, dtype=np.int64),
            marque=np.zeros(nb_b, dtype=np.bool_),
            neuves_v=np.zeros(nb_b),
            neuves_m=np.zeros(nb_b),
            alea=np.array([(graine * 2654435761 + 88172645463325252) % 2**64], dtype=np.uint64),
            sommes=np.zeros(3),
        )
        t, atteint, poids, plancher = self.typique, valeur, self.poids.copy(), self.poids.copy()
        arrays = (couple, option, meilleur_couple, meilleure_option, poids, plancher)
        for de in range(0, max(1, mouvements), TRANCHE):
            a = min(mouvements, de + TRANCHE)
            reglage = noyau.Reglage(
                mouvements, de, a, chaud * t, froid * t, CADENCE, HAUSSE, MONTEE, DESCENTE, self.but.manque
            )
            atteint = noyau.explorer(reglage, self.donnees, etat, *arrays, atteint)
            if atteint >= assez or arret():
                break
        trouve = self._plans(meilleur_couple, meilleure_option)
        return (trouve, self.valeur(trouve)) if mouvements and atteint > valeur else (trouve, float(atteint))

    def couples(self, plans: Plans) -> Ints:
        """Return the couple (chantier, montage) of each plan."""
        paires = zip(plans.chantier.tolist(), plans.montage.tolist(), strict=True)
        return np.array([self._couples[paire] for paire in paires], dtype=np.int64)

    def valeurs_lots(self, q: Ints, chantier: Petits) -> Reels:
        """Return the value, at the prices of the relaxation, of the whole lot of each option under a chantier."""
        return self.tarification.valeurs_lots(self.tarifs, q, chantier)

    def _etat(self, plans: Plans) -> tuple[Ints, Ints]:
        """Return (couple of each opération, option of each lot) of a programme, -1 for none."""
        couple = np.full(len(self.inst.operations.codes), -1, dtype=np.int64)
        option = np.full(len(self.inst.lots.codes), -1, dtype=np.int64)
        couple[plans.operation] = self.couples(plans)
        option[self.structure.q_lot[plans.options]] = plans.options
        return couple, option

    def _plans(self, couple: Ints, option: Ints) -> Plans:
        """Return a programme from its arrays."""
        s, inst = self.structure, self.inst
        ouvertes = np.flatnonzero(couple >= 0)
        pris = couple[ouvertes]
        lots = np.flatnonzero((option >= 0) & (couple[inst.lots.operation] >= 0))
        return Plans(
            operation=ouvertes.astype(np.int32),
            chantier=s.couple_chantier[pris],
            montage=s.om_montage[s.couple_om[pris]],
            debut_options=np.searchsorted(inst.lots.operation[lots], np.append(ouvertes, len(couple))).astype(np.int64),
            options=option[lots].astype(np.int32),
        )


ARRONDI = 1e-6
"""Below this, a part of a plan in the relaxation is rounding."""


def _sparse(nom: str, lignes: object) -> dict[str, object]:
    """Return the three arrays of sparse rows under their names."""
    ptr, colonnes, valeurs = petits(lignes)
    return {f"{nom}_ptr": ptr, f"{nom}_lignes": colonnes, f"{nom}_valeurs": valeurs}
