"""Pricing: given prices on the coupling rows, every opération chooses alone, exactly and at once.

Answers for: the value of each option and year under prices, the best plan of each opération and of each couple.
Leaves to others: where prices come from (maitre).

Value of a dwelling treated under option q in year a:
    pi[q,a] = sum_j c_j objective_j[q,a] - sum over rows r of y_r * signe_r * measure_r[q,a]
A chantier adds  omega[k] = - sum over rows r counting chantiers of y_r * signe_r * measure_r[k].
A plan of o is then worth  omega[k] + sum over its lots and years of n[l,k,a] * pi[q,a],  and each lot takes its best
option: closed form, exact.  Method: Dantzig & Wolfe (1960), blocks = opérations; Geoffrion (1974) for the bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from renovation_opt.couplage.base import Couplage, Famille, Mesure
from renovation_opt.instance import Instance, Ints, Petits
from renovation_opt.moteur.etape import Fidelite
from renovation_opt.moteur.plans import Plans
from renovation_opt.moteur.structure import Structure, etendre

Reels = NDArray[np.float64]
IMPOSSIBLE = -1e30
"""Value of an option where it is forbidden: finite, so that 0 dwellings x forbidden stays 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Tarifs:
    """Values under prices: ``pi`` [Q, A] and, under parti ensemble, ``bonus`` [Q] per dwelling; ``omega`` [K]."""

    pi: Reels
    bonus: Reels
    omega: Reels


class Tarification:
    """Prices every opération of an instance; holds only the arrays that do not depend on prices."""

    def __init__(self, inst: Instance, structure: Structure, couplage: Couplage) -> None:
        """Keep the instance, its structure and the coupling rows."""
        self.inst, self.structure, self.couplage = inst, structure, couplage
        self._choix = inst.options.choix
        self._comptees = inst.annees_comptees().astype(np.float64)

    def tarifs(self, c: Reels, y: Reels, fidelite: Fidelite | None = None) -> Tarifs:
        """(D2) Valeur d'un logement traité par une option une année, aux prix des lignes.

        pi[q,a]  =  sum over objectives j of c[j] * objectif[j,q,a]
                    -  sum over rows r of y[r] * signe[r] * mesure[r,q,a]
        omega[k] =  -  sum over rows r that count chantiers of y[r] * signe[r] * mesure[r,k]
        Unit: of the stage, per dwelling (pi) or per chantier (omega).  Return pi [Q, A], the premium of parti ensemble
        [Q] and omega [K], under weights ``c`` [3] (per integer unit) and prices ``y`` [R]; ``fidelite`` adds points.
        """
        inst = self.inst
        par_choix = self._objectif(c)
        if fidelite is not None:
            par_choix += fidelite.choix[:, None]
        par_lot = np.zeros((len(inst.lots.codes), inst.nb_annees))
        par_fonds = np.zeros((len(inst.fonds), inst.nb_annees))
        propres = np.zeros_like(par_lot)
        aides_logements = np.zeros_like(par_fonds)
        omega = np.zeros(len(inst.chantiers.debut)) if fidelite is None else fidelite.chantier.astype(np.float64)
        for famille, debut in zip(self.couplage.familles, self.couplage.debuts, strict=False):
            prix = y[debut : debut + famille.nb_lignes]
            if famille.mesure is Mesure.AUCUNE or not prix.any():
                continue
            cout = famille.signe * prix_annuels(famille, prix)
            if famille.mesure in (Mesure.OUVERTURE, Mesure.DEBUT):
                omega -= self._chantiers(famille, cout)
            elif famille.mesure is Mesure.AIDES:
                par_fonds += famille.poids[:, None] * cout[0]
            elif famille.mesure is Mesure.LOGEMENTS_AIDES:
                aides_logements[famille.poids[0]] += cout[0]
            elif famille.mesure is Mesure.FONDS_PROPRES:
                propres += _par_groupe(famille, cout)
            else:
                self._ajouter(famille, _par_groupe(famille, cout), par_lot, par_choix)
        par_choix -= par_lot[inst.choix.lot]
        pi = par_choix[self._choix]
        pi -= self._argent(par_fonds, aides_logements, propres)
        pi[inst.options.interdite] = IMPOSSIBLE
        ensemble = inst.choix.patrimoine[:, 1] - inst.choix.patrimoine[:, 0]
        bonus = self._bonus(c, y) * ensemble[self._choix]
        return Tarifs(pi, np.asarray(bonus, dtype=np.float64), omega)

    def _objectif(self, c: Reels) -> Reels:
        """Return [P, A] the value of the objectives."""
        choix = self.inst.choix
        fixe = c[1] * choix.patrimoine[:, 0] + c[2] * choix.mixite
        return np.asarray(c[0] * choix.energie_kwh[:, None] * self._comptees + fixe[:, None])

    def _bonus(self, c: Reels, y: Reels) -> float:
        """Return the value of a thousandth of heritage point: its weight, and the rows that count it."""
        valeur = float(c[1])
        for famille, debut in zip(self.couplage.familles, self.couplage.debuts, strict=False):
            if famille.mesure is Mesure.OBJECTIF:
                valeur -= famille.signe * float(y[debut]) * float(famille.poids[1])
        return valeur

    def _ajouter(self, famille: Famille, cout: Reels, par_lot: Reels, par_choix: Reels) -> None:
        """Add the cost [L, A] of a famille per dwelling, weighted or by objective, to the right level."""
        choix = self.inst.choix
        if famille.mesure is Mesure.LOGEMENTS:
            par_lot += cout
        elif famille.mesure is Mesure.TRAVAUX:
            par_choix -= cout[choix.lot] * choix.travaux_eur
        elif famille.mesure is Mesure.POIDS:
            par_choix -= cout[choix.lot] * famille.poids[:, None]
        elif famille.mesure is Mesure.OBJECTIF:
            par_choix -= cout[choix.lot] * self._objectif(famille.poids.astype(np.float64))

    def _argent(self, par_fonds: Reels, aides_logements: Reels, propres: Reels) -> Reels:
        """Return [Q, A] what aids and own money cost at these prices."""
        options, structure = self.inst.options, self.structure
        total = np.zeros(options.fonds_propres_eur.shape)
        if propres.any():
            total += propres[structure.q_lot] * options.fonds_propres_eur
        fonds = self.inst.montage_fonds[options.montage]
        for s in range(fonds.shape[1]):
            aide = options.aide_eur[:, s]
            present = (fonds[:, s] >= 0)[:, None]
            total += np.where(present, par_fonds[fonds[:, s]] * aide, 0.0)
            if aides_logements.any():
                total += np.where(present & (aide > 0), aides_logements[fonds[:, s]], 0.0)
        return total

    def _chantiers(self, famille: Famille, cout: Reels) -> Reels:
        """Return [K] the cost of a famille that counts chantiers."""
        chantiers = self.inst.chantiers
        groupe = famille.groupe[chantiers.operation]
        if famille.mesure is Mesure.DEBUT:
            valeur = cout[groupe, chantiers.debut]
        else:
            cumul = np.concatenate([np.zeros((len(cout), 1)), np.cumsum(cout, axis=1)], axis=1)
            valeur = cumul[groupe, chantiers.debut + chantiers.duree] - cumul[groupe, chantiers.debut]
        return np.where(groupe >= 0, valeur, 0.0)

    def valeurs(self, tarifs: Tarifs) -> Reels:
        """(D3) Meilleur plan d'une opération sous un chantier et un montage : chaque lot choisit seul, exactement.

        v[k,m]  =  omega[k]  +  sum over lots l of max over options q of (l, m) of  sum over a of n[l,k,a] * pi[q,a]
        (an optional lot may also choose nothing, worth 0)
        Unit: of the stage.  Return v as [C], one value per couple (chantier, montage), without a loop over opérations.
        """
        s, ch = self.structure, self.inst.chantiers
        chantier = s.couple_chantier
        resultat = np.full(len(chantier), IMPOSSIBLE)
        for d, v in product(s.durees, s.partis):
            vise = np.flatnonzero((ch.duree[chantier] == d) & (ch.parti[chantier] == v))
            if len(vise):
                table = self._par_om(tarifs, d, v)
                resultat[vise] = table[s.couple_om[vise], ch.debut[chantier[vise]]]
        return resultat + tarifs.omega[chantier]

    def _par_om(self, tarifs: Tarifs, d: int, v: int) -> Reels:
        """Return [OM, A-d+1] the value of the best bouquets for every start of a chantier of ``d`` years."""
        s = self.structure
        par_lm = np.maximum.reduceat(self._par_option(tarifs, d, v), s.lm_debut[:-1], axis=0)
        facultatif = ~self.inst.lots.obligatoire[s.lm_lot]
        if facultatif.any():
            par_lm[facultatif] = np.maximum(par_lm[facultatif], 0.0)
        return np.asarray(np.add.reduceat(par_lm[s.lm_ordre], s.om_debut[:-1], axis=0))

    def _par_option(self, tarifs: Tarifs, d: int, v: int) -> Reels:
        """Return [Q, A-d+1] the value of treating the whole lot of each option from each first year."""
        s, nb = self.structure, self.inst.nb_annees
        n = self.inst.lots.logements[s.q_lot]
        valeur = np.zeros((len(n), nb - d + 1))
        for i in range(d):
            valeur += (n // d + (i < n % d))[:, None] * tarifs.pi[:, i : nb - d + 1 + i]
        if v:
            valeur += (n * tarifs.bonus)[:, None]
            valeur[~s.ensemble] = IMPOSSIBLE
        return valeur

    def meilleurs(self, valeurs: Reels) -> tuple[Ints, Reels]:
        """Return the best couple of each opération [O] and its value; -1 and IMPOSSIBLE when it has none."""
        debuts = self.structure.couple_debut
        vides = debuts[:-1] == debuts[1:]
        couple = np.full(len(vides), -1, dtype=np.int64)
        valeur = np.full(len(vides), IMPOSSIBLE)
        if len(valeurs):
            pleins = np.flatnonzero(~vides)
            maxima = np.maximum.reduceat(valeurs, debuts[:-1][pleins])
            atteint = np.flatnonzero(valeurs == np.repeat(maxima, np.diff(debuts)[pleins]))
            operation = self.structure.couple_operation[atteint]
            _uniques, premier = np.unique(operation, return_index=True)
            couple[pleins], valeur[pleins] = atteint[premier], maxima
        return couple, valeur

    def plans(self, tarifs: Tarifs, couples: Ints) -> Plans:
        """Return the best plan of each couple named: its options, one per treated lot."""
        s, ch = self.structure, self.inst.chantiers
        om, chantier = s.couple_om[couples], s.couple_chantier[couples]
        position, rang = etendre(s.om_debut, om.astype(np.int64))
        lm = s.lm_ordre[rang].astype(np.int64)
        segment, q = etendre(s.lm_debut, lm)
        plan = position[segment]
        valeur = self.valeurs_lots(tarifs, q, chantier[plan])
        meilleure = np.maximum.reduceat(valeur, np.searchsorted(segment, np.arange(len(lm))))
        gagnante = np.flatnonzero(valeur == meilleure[segment])
        _segments, premier = np.unique(segment[gagnante], return_index=True)
        choisie = gagnante[premier]
        garde = self.inst.lots.obligatoire[s.lm_lot[lm]] | (meilleure > 0)
        return Plans(
            operation=ch.operation[chantier],
            chantier=chantier,
            montage=s.om_montage[om],
            debut_options=np.searchsorted(position[garde], np.arange(len(couples) + 1)).astype(np.int64),
            options=q[choisie[garde]].astype(np.int32),
        )

    def valeurs_lots(self, tarifs: Tarifs, q: Ints, chantier: Petits) -> Reels:
        """Return the value of the whole lot of option ``q`` under ``chantier``, elementwise."""
        ch, s = self.inst.chantiers, self.structure
        n, d, debut = self.inst.lots.logements[s.q_lot[q]], ch.duree[chantier], ch.debut[chantier]
        valeur = np.zeros(len(q))
        for i in range(max(s.durees)):
            actif = i < d
            annee = np.where(actif, debut + i, 0)
            valeur += np.where(actif, (n // d + (i < n % d)) * tarifs.pi[q, annee], 0.0)
        ensemble = ch.parti[chantier] == 1
        valeur += np.where(ensemble, n * tarifs.bonus[q], 0.0)
        return np.where(ensemble & ~s.ensemble[q], IMPOSSIBLE, valeur)


def prix_annuels(famille: Famille, prix: Reels) -> Reels:
    """Return [G, A] the price of each group and year, 0 in years that do not count."""
    table = prix.reshape(-1, famille.nb_pas)
    return np.where(famille.pas >= 0, table[:, famille.pas], 0.0)


def _par_groupe(famille: Famille, cout: Reels) -> Reels:
    """Return [L, A] the price of each lot and year, 0 for lots outside every group."""
    return np.where((famille.groupe >= 0)[:, None], cout[famille.groupe], 0.0)
