"""Neighbourhoods of a programme: a few opérations free, the bouquets of all the others continuous, a small MIP each.

Answers for: ``Voisinages``, the model of one neighbourhood, the value of held couples, the bouquets chosen at the end.
Leaves to others: which neighbourhoods, in which order (descente).

Once the couple (chantier, montage) of every opération is held, what is left is a multiple-choice knapsack over some
thousand lots, whose relaxation is nearly integral: its value tells well what a set of couples is worth, its prices
which other couples are worth trying, and branch and bound closes it at the end.
Shaw (1998), Using constraint programming and local search methods to solve vehicle routing problems (large
neighbourhoods); Fischetti & Lodi (2003), Local branching.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, hstack

from renovation_opt.couplage.base import SANS_BORNE
from renovation_opt.instance import Bools, Ints
from renovation_opt.moteur.borne import demande, echelles, unite
from renovation_opt.moteur.etape import Reels
from renovation_opt.moteur.maitre import Duaux, Maitre, MaitreIrresolu
from renovation_opt.moteur.plans import Plans, gains, matrice, reunir
from renovation_opt.moteur.structure import etendre
from renovation_opt.moteur.tarification import IMPOSSIBLE, Tarifs
from renovation_opt.moteur.terrain import Terrain

PERTE = 4e-5
"""Couples and options that lose more than this share of what is at stake, at the prices at hand, are left out."""
OUBLI = 1e-9
"""Gain, as a share of what is at stake, above which an option left out is added."""
NOEUDS, ECART = 10, 2e-5
"""Nodes and relative gap at which a neighbourhood is good enough: many of them pay more than good ones."""
NOEUDS_BOUQUETS, ECART_BOUQUETS = 50, 2e-4
"""The same for the bouquets of a whole programme: ten times more nodes gain nothing, in 10 s."""
TEMPS_S = 30.0
"""Safety only: gap and nodes stop the work, so that the answer does not depend on the clock."""


@dataclass(frozen=True, slots=True)
class Rigueur:
    """How rows hold in the models of a neighbourhood, at multiples of the first prices of violations."""

    marge: float
    """Share of every row to be left free."""
    entame: float
    """Price of what is taken of this share."""
    exces: float
    """Price of what exceeds the row; 0: nothing may."""


STRICTE = Rigueur(0.0, 0.0, 0.0)
SOUPLE = Rigueur(0.005, 1.0, 3.0)
"""From a programme that breaks rows, to one that annealing mends: what is left free lets bouquets fit at the end."""
FINALE = Rigueur(0.0, 0.0, 1.0)
"""For bouquets that do not fit otherwise: little is exceeded, and annealing mends it."""
FINALES = ((2e-5, STRICTE), (PERTE, FINALE))
"""How bouquets are chosen at the end: share under which options count, how rows hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """The options of the lots of a programme whose couples are held, as columns beside its bare chantiers."""

    programme: Plans
    q: Ints
    """[n] option of each column."""
    plan: Ints
    """[n] rank of its plan."""
    lot: Ints
    """[n] rank of its lot, among the [L] lots of the programme."""
    plan_du_lot: Ints
    obligatoire: Bools
    colonnes: csc_array
    gain: Reels
    nus: csc_array
    """[R, J] what each chantier takes before its bouquets."""
    gain_nus: Reels


@dataclass(frozen=True, slots=True, eq=False)
class Base:
    """A programme with couples held and bouquets continuous: value, prices, and what is lost at these prices."""

    options: Options
    valeur: float
    prix: Reels
    """[R] of the rows."""
    fixes: Reels
    """What the columns that belong to no option are worth."""
    parts: Reels
    """[n] part taken of each option."""
    perte: Reels
    """[n] of each option, on the best of its lot, as a share of what is at stake."""
    tarifs: Tarifs
    """At the prices of the rows."""
    perte_couple: Reels
    """[C] of each couple, on the best of its opération, as a share of what is at stake."""


@dataclass(frozen=True, slots=True, eq=False)
class Alternatives:
    """What free opérations may do instead: other plans, then closing those that are open."""

    plans: Plans
    fermees: Ints
    """Opérations closed by the last columns."""
    rangs: Ints
    """[m] rank of the plan replaced, -1 when the opération is closed."""


@dataclass(frozen=True, slots=True, eq=False)
class Essai:
    """A neighbourhood solved: plans that enter, opérations that close, value with bouquets continuous, nodes spent."""

    neufs: Plans
    fermees: Ints
    valeur: float
    noeuds: int

    def appliquer(self, programme: Plans) -> Plans:
        """Return a programme with the change made."""
        changees = np.concatenate([self.neufs.operation, self.fermees])
        gardes = np.flatnonzero(~np.isin(programme.operation, changees))
        ensemble = reunir([programme.extraire(gardes), self.neufs])
        return ensemble.extraire(np.argsort(ensemble.operation, kind="stable"))


class Voisinages:
    """Neighbourhoods over the ground of one stage."""

    def __init__(self, terrain: Terrain, rigueur: Rigueur = STRICTE) -> None:
        """Measure what every couple loses at the prices of the relaxation; ``rigueur``: how rows hold."""
        self.rigueur = rigueur
        self.terrain, self.inst, self.structure, self.but = terrain, terrain.inst, terrain.structure, terrain.but
        relaxation = terrain.relaxation
        self.ampleur = max(abs(relaxation.valeur), self.but.manque, 1e-12)
        """What gaps are shares of: the value of the relaxation (a secteur has no bound of its own)."""
        self.enjeu = self.ampleur + demande(self.but, relaxation.prix)
        """What is at stake, and losses are shares of: this value, and what rows demand, at their prices.

        Where a floor or a target is dear, the same loose programme is further from the bound, by as much.
        """
        self.perte_couple = self._pertes(terrain.tarifs)
        colonnes = matrice(self.inst, self.but.couplage, relaxation.plans)
        self._echelle = echelles(colonnes, self.but)
        self._unite = unite(gains(self.inst, self.but, relaxation.plans))
        self._prix_des_exces = terrain.prix_des_exces()

    def _pertes(self, tarifs: Tarifs) -> Reels:
        """Return [C] what each couple loses on the best of its opération, as a share of what is at stake."""
        tarification = self.terrain.tarification
        valeurs = tarification.valeurs(tarifs)
        meilleures = tarification.meilleurs(valeurs)[1]
        meilleures = np.where(self.inst.operations.requise, meilleures, np.maximum(meilleures, 0.0))
        return np.asarray((meilleures[self.structure.couple_operation] - valeurs) / self.enjeu)

    def derouler(self, programme: Plans) -> Options:
        """Return every option allowed to the lots of a programme, its couples held."""
        inst, s, couplage = self.inst, self.structure, self.but.couplage
        couples = self.terrain.couples(programme)
        plan_du_lot, position = etendre(s.om_debut, s.couple_om[couples].astype(np.int64))
        lm = s.lm_ordre[position].astype(np.int64)
        lot, q = etendre(s.lm_debut, lm)
        permise = self.terrain.valeurs_lots(q, programme.chantier[plan_du_lot[lot]]) > IMPOSSIBLE / 2
        lot, q = lot[permise], q[permise]
        plan = plan_du_lot[lot]
        seuls, vides = _seuls(programme, plan, q), _seuls(programme, plan, None)
        nus = _seuls(programme, np.arange(len(programme)), None)
        return Options(
            programme=programme,
            q=q,
            plan=plan,
            lot=lot,
            plan_du_lot=plan_du_lot,
            obligatoire=inst.lots.obligatoire[s.lm_lot[lm]],
            colonnes=csc_array(matrice(inst, couplage, seuls) - matrice(inst, couplage, vides)),
            gain=gains(inst, self.but, seuls) - gains(inst, self.but, vides),
            nus=matrice(inst, couplage, nus),
            gain_nus=gains(inst, self.but, nus),
        )

    def modele(self, options: Options, gardees: Bools, requises: Bools, rigueur: Rigueur) -> Maitre:
        """(D8) Lignes souples : ce qu'elles laissent libre et ce qui les dépasse ont un prix.

        sum over columns of usage[r]  <=  borne[r] - marge * |borne[r]| + s[r] + e[r]    for all r
        value of a stage  -  sum over r of prix[r] * (entame * s[r] + exces * e[r])
        0 <= s[r] <= marge * |borne[r]|,  e[r] >= 0  (nil when ``exces`` is)
        Unit: of the stage.  prix: the first prices of violations of the search; ``rigueur``: marge, entame, exces.
        A programme that breaks rows may descend; what is left free lets bouquets fit at the end (strategic
        oscillation, Glover 1977).

        Return a model that holds the chantiers and lets lots choose among the options kept; ``requises`` [rows].
        """
        maitre = Maitre(self.but, requises, self._echelle, self._unite)
        usage, bornes = np.asarray(options.nus.sum(axis=1)).reshape(-1), self.but.couplage.bornes
        if rigueur.marge:
            souples = (bornes < SANS_BORNE) & (self._prix_des_exces > 0)
            marges = np.where(souples, rigueur.marge * np.abs(bornes.astype(np.float64)), 0.0)
            maitre.assouplir(rigueur.entame * self._prix_des_exces, marges)
            usage = usage + marges
        if rigueur.exces:
            maitre.assouplir(rigueur.exces * self._prix_des_exces)
        maitre.retrancher(usage)
        lots = options.lot[gardees].astype(np.int32)
        maitre.ajouter(options.colonnes[:, gardees], options.gain[gardees], lots)
        return maitre

    def evaluer(self, programme: Plans, proche: Base | None = None) -> Base | None:
        """Return a programme with couples held and bouquets continuous, ``None`` when its rows cannot hold.

        ``proche``: a programme with nearly the same couples.  At its prices few options are worth trying first; one
        more is added as long as it would gain, so that the value is the same, but rows may be found not to hold when
        only options left out would make them.
        """
        options = self.derouler(programme)
        tenues = np.ones(len(options.q), dtype=bool) if proche is None else self._perte(options, proche.prix) <= PERTE
        rangs = np.flatnonzero(tenues)
        maitre = self.modele(options, tenues, options.obligatoire, self.rigueur)
        maitre.passer_au_reel()
        while len(rangs):
            try:
                duaux = maitre.resoudre()
            except MaitreIrresolu:
                return None
            oubliees = np.flatnonzero(~tenues & (self._perte(options, duaux.lignes, tenues) < -OUBLI))
            if not len(oubliees):
                return self._base(options, maitre, duaux, rangs)
            tenues[oubliees] = True
            rangs = np.concatenate([rangs, oubliees])
            maitre.ajouter(
                options.colonnes[:, oubliees], options.gain[oubliees], options.lot[oubliees].astype(np.int32)
            )
        return None

    def _perte(self, options: Options, prix: Reels, parmi: Bools | None = None) -> Reels:
        """Return [n] what each option loses at ``prix`` [R] on the best of its lot, ``parmi`` [n] those that count."""
        reduits = options.gain - options.colonnes.T @ prix
        meilleurs = np.where(options.obligatoire, -np.inf, 0.0)
        comptees = slice(None) if parmi is None else parmi
        np.maximum.at(meilleurs, options.lot[comptees], reduits[comptees])
        return np.asarray((meilleurs[options.lot] - reduits) / self.enjeu)

    def _base(self, options: Options, maitre: Maitre, duaux: Duaux, rangs: Ints) -> Base:
        """Return what a model solved tells of a programme; ``rangs``: options in the order of its last columns."""
        tarifs = self.terrain.tarification.tarifs(np.array(self.but.c), duaux.lignes, self.but.fidelite)
        nombre = maitre.nb_colonnes - len(rangs)
        parts = np.zeros(len(options.q))
        parts[rangs] = maitre.valeurs[nombre:]
        return Base(
            options,
            duaux.valeur + float(options.gain_nus.sum()),
            duaux.lignes,
            maitre.valeurs[:nombre],
            parts,
            self._perte(options, duaux.lignes),
            tarifs,
            self._pertes(tarifs),
        )

    def explorer(self, base: Base, libres: Ints, temps_s: float) -> Essai:
        """(D7) Voisinage d'un programme : quelques opérations libres, les bouquets des autres continus.

        max  sum over lots l held, options q of gain[q] * x[l,q]  +  sum over alternatives j of gain[j] * z[j]
        s.t. the coupling rows, less what the chantiers held take
             sum over q of x[l,q]  +  sum over j of the opération of l of z[j]  =  1    (<= 1 for an optional lot)
             x >= 0,  z[j] binary: a plan of another couple (or the same, as it is best at the prices), or closing
        Unit: of the stage.  ``libres``: opérations.  All z at 0 is the programme as it is, so that nothing is lost.
        """
        alternatives = self._alternatives(base, libres)
        options, inst, couplage = base.options, self.inst, self.but.couplage
        rangs, plans = alternatives.rangs, alternatives.plans
        ouvertes = rangs >= 0
        remplaces = options.nus[:, np.maximum(rangs, 0)].multiply(ouvertes[None, :].astype(np.float64))
        vides = csc_array((couplage.debuts[-1], len(rangs) - len(plans)))
        colonnes = csc_array(hstack([matrice(inst, couplage, plans), vides]) - remplaces)
        valeurs = np.concatenate([gains(inst, self.but, plans), np.zeros(len(rangs) - len(plans))])
        valeurs -= np.where(ouvertes, options.gain_nus[np.maximum(rangs, 0)], 0.0)
        liens, requises = self._liens(options, alternatives)
        gardees = base.perte <= PERTE
        maitre = self.modele(options, gardees, requises, self.rigueur)
        maitre.ajouter_liees(colonnes, liens, valeurs)
        rien = np.zeros(len(rangs))
        depart = np.concatenate([base.fixes, base.parts[gardees], rien])
        resultat = maitre.resoudre_entier(len(rangs), NOEUDS, min(TEMPS_S, temps_s), ECART, depart, court=True)
        pris = rien > 0 if resultat.pris is None else resultat.pris
        return Essai(
            plans.extraire(np.flatnonzero(pris[: len(plans)])),
            alternatives.fermees[pris[len(plans) :]],
            resultat.valeur + float(options.gain_nus.sum()),
            resultat.noeuds,
        )

    def _alternatives(self, base: Base, libres: Ints) -> Alternatives:
        """Return the plans within reach of free opérations, best at two sets of prices, and those that may close."""
        operations, programme = self.inst.operations, base.options.programme
        libre = np.zeros(len(operations.codes), dtype=bool)
        libre[libres] = True
        rang = np.full(len(libre), -1, dtype=np.int64)
        rang[programme.operation] = np.arange(len(programme))
        pertes = np.minimum(self.perte_couple, base.perte_couple)
        couples = np.flatnonzero(libre[self.structure.couple_operation] & (pertes <= PERTE))
        tarification = self.terrain.tarification
        plans = reunir([tarification.plans(tarifs, couples) for tarifs in (base.tarifs, self.terrain.tarifs)])
        fermees = libres[(rang[libres] >= 0) & ~operations.requise[libres]]
        return Alternatives(plans, fermees, np.concatenate([rang[plans.operation], rang[fermees]]))

    def _liens(self, options: Options, alternatives: Alternatives) -> tuple[csc_array, Bools]:
        """Return in which rows alternatives count, and which rows ask for exactly one.

        The rows: lots of the plan replaced, then one for each opération that is closed.
        """
        rangs, plans, nb = alternatives.rangs, alternatives.plans, len(options.obligatoire)
        ordre = np.argsort(options.plan_du_lot, kind="stable")
        debuts = np.searchsorted(options.plan_du_lot[ordre], np.arange(len(options.programme) + 1))
        ouvertes, fermees = np.flatnonzero(rangs >= 0), np.flatnonzero(rangs < 0)
        position, membre = etendre(debuts.astype(np.int32), rangs[ouvertes])
        operations, ligne = np.unique(plans.operation[fermees], return_inverse=True)
        lignes = np.concatenate([ordre[membre], nb + ligne])
        colonnes = np.concatenate([ouvertes[position], fermees])
        requises = np.concatenate([options.obligatoire, self.inst.operations.requise[operations]])
        return csc_array((np.ones(len(lignes)), (lignes, colonnes)), shape=(len(requises), len(rangs))), requises

    def finir(self, base: Base, temps_s: float) -> Plans | None:
        """Return the programme with its couples held and its bouquets chosen by branch and bound, if one is found.

        A few options first; when they do not fit, more of them, and rows may be exceeded, at a price.
        """
        options = base.options
        for perte, rigueur in FINALES:
            gardees = base.perte <= perte
            maitre = self.modele(options, gardees, options.obligatoire, rigueur)
            resultat = maitre.resoudre_entier(
                int(gardees.sum()), NOEUDS_BOUQUETS, min(TEMPS_S, temps_s), ECART_BOUQUETS
            )
            if resultat.pris is not None:
                return _munir(options, np.flatnonzero(gardees)[resultat.pris])
        return None


def _munir(options: Options, pris: Ints) -> Plans:
    """Return the programme with its couples held and the options named, in order."""
    p = options.programme
    debut = np.searchsorted(options.plan[pris], np.arange(len(p) + 1)).astype(np.int64)
    return Plans(p.operation, p.chantier, p.montage, debut, options.q[pris].astype(np.int32))


def _seuls(programme: Plans, plan: Ints, q: Ints | None) -> Plans:
    """Return plans of one option each (or of none) with the chantier and montage of the plans named."""
    options = np.zeros(0, dtype=np.int32) if q is None else q.astype(np.int32)
    debut = np.zeros(len(plan) + 1, dtype=np.int64) if q is None else np.arange(len(plan) + 1, dtype=np.int64)
    return Plans(programme.operation[plan], programme.chantier[plan], programme.montage[plan], debut, options)
