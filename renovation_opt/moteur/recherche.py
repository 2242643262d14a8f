"""Programmes by local search: a pool of plans chosen by the prices, and the blocs of rows they share.

Answers for: ``Terrain`` (pool, blocs, penalties of one solve) and ``Terrain.chercher``.
Leaves to others: the compiled loop (noyau), when to search (resolution).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from renovation_opt.couplage.base import Colonne, Couplage, Famille
from renovation_opt.instance import Instance, Ints
from renovation_opt.moteur import noyau
from renovation_opt.moteur.borne import Relaxation, echelles, unite
from renovation_opt.moteur.etape import But, Reels
from renovation_opt.moteur.maitre import Maitre
from renovation_opt.moteur.plans import Plans, matrice, objectifs, reunir
from renovation_opt.moteur.structure import Structure, rangs_dans_groupe
from renovation_opt.moteur.tarification import IMPOSSIBLE, Tarification

PLANS_PAR_OPERATION = 60
VARIANTES = 6
BRUIT = 0.15
"""Number and size of the disturbances of the prices."""
GRAINE = 2017
DOUBLES = 0.5
"""Share of the moves that change two opérations of one landlord at once."""
REUSSITE = "reussite"
"""Name of the column that holds the smallest achievement (method `equilibre`)."""
ARRONDI = 1e-6
"""Shortfalls are integers: a cap is rounded down, but for this much."""
CADENCE = 2_000
"""Moves between two updates of the penalties."""


@dataclass(frozen=True, slots=True, eq=False)
class Blocs:
    """Rows gathered by what can be violated together; arrays by row [R] or by bloc [B], see noyau."""

    de_ligne: Ints
    genre: Ints
    debut: Ints
    fin: Ints
    extra: Reels
    relatif: Reels
    borne: Reels
    """[R] bounds of the rows; in a stage without shortfalls, with what each soft target may miss."""


def former_blocs(but: But) -> Blocs:
    """Return the blocs of a solve: funds with carry-over, soft targets, started cités, grappes, single rows."""
    couplage = but.couplage
    nb = couplage.debuts[-1]
    de_ligne, extra = np.full(nb, -1, dtype=np.int64), np.zeros(nb)
    blocs: list[tuple[int, int, int, float]] = []
    manques = {c.coefficients[0][0]: c for c in couplage.colonnes if c.relatif}
    souples = {nom: c.relatif for nom, c in manques.items()} if but.manque else {}
    borne = couplage.bornes.astype(np.float64)
    reports = {(c.coefficients[0][0], c.coefficients[0][1]): c.maximum for c in couplage.colonnes if c.nom.startswith("report_")}
    reussites = {nom: coef for c in couplage.colonnes if c.nom == REUSSITE for nom, _l, coef in c.coefficients}
    for famille, d in zip(couplage.familles, couplage.debuts, strict=False):
        fin = d + famille.nb_lignes
        if famille.nom.startswith(("cible_",)) and famille.mesure == "aucune" or famille.nom == "fenetres":
            continue
        if famille.nom in reussites:
            extra[d] = 1.0 / reussites[famille.nom]
            if famille.nom == next(iter(reussites)):
                blocs.append((noyau.MINIMUM, d, d + len(reussites), dict(but.gains)[REUSSITE]))
            continue
        if any(nom == famille.nom for nom, _l in reports):
            extra[d:fin] = [reports.get((famille.nom, i), 0.0) for i in range(famille.nb_lignes)]
            blocs.append((noyau.CHAINE, d, fin, 0.0))
        elif famille.nom.startswith("ouvertes_"):
            cible = famille.nom.replace("ouvertes_", "cible_")
            extra[d] = _cites_demandees(couplage, cible, {} if but.manque else manques)
            blocs.append((noyau.CITES_SOUPLES if cible in souples else noyau.CITES, d, fin, souples.get(cible, 0.0)))
        elif famille.nom == "grappes":
            blocs += _fenetres(couplage, famille, d, extra)
        elif famille.nom in souples:
            blocs.append((noyau.SOUPLE, d, fin, souples[famille.nom]))
        else:
            if famille.nom in manques:
                borne[d] += np.floor(manques[famille.nom].maximum + ARRONDI)
            blocs += [(noyau.SIMPLE, r, r + 1, 0.0) for r in range(d, fin)]
    for b, (_g, d, fin, _r) in enumerate(blocs):
        de_ligne[d:fin] = b
    table = np.array([(g, d, f) for g, d, f, _r in blocs], dtype=np.int64).reshape(-1, 3)
    return Blocs(
        de_ligne, table[:, 0].copy(), table[:, 1].copy(), table[:, 2].copy(), extra, np.array([r for *_x, r in blocs]), borne
    )


def _cites_demandees(couplage: Couplage, cible: str, plafonds: dict[str, Colonne]) -> float:
    """Return the number of cités asked by a target, less what ``plafonds`` lets it miss."""
    famille = next(f for f in couplage.familles if f.nom == cible)
    permis = np.floor(plafonds[cible].maximum + ARRONDI) if cible in plafonds else 0.0
    return -float(famille.borne[0]) - permis


def _fenetres(couplage: Couplage, famille: Famille, d: int, extra: Reels) -> list[tuple[int, int, int, float]]:
    """Return one bloc per grappe; ``extra`` holds the width of the window."""
    largeur = max(len(c.coefficients) - 1 for c in couplage.colonnes if c.nom.startswith("fenetre_"))
    pas = famille.nb_pas
    debuts = range(d, d + famille.nb_lignes, pas)
    for r in debuts:
        extra[r] = largeur
    return [(noyau.FENETRES, r, r + pas, 0.0) for r in debuts]


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
        tarifs = tarification.tarifs(c, relaxation.prix * bruit)
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
        gain = objectifs(self.inst, plans) @ np.array(self.but.c)
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
        maitre.resoudre()
        pris = np.flatnonzero(maitre.valeurs[premiere:] > 0.5)
        depart = np.full(len(self.inst.operations.codes), -1, dtype=np.int64)
        depart[self.plans.operation[pris]] = pris
        return depart

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
            iterations, graine, chaud * typique, froid * typique, CADENCE,
            courant, meilleur, self.inst.operations.requise, self.ops, self.op_debut,
            DOUBLES, self.groupe, self.groupe_debut, self.membres,
            self.gain, self.colonnes.indptr.astype(np.int64), self.colonnes.indices.astype(np.int64), self.colonnes.data,
            b.de_ligne, b.genre, b.debut, b.fin, b.borne, b.extra,
            self.poids.copy(), self.poids * 0.5, b.relatif, self.but.manque,
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
