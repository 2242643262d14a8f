"""Rows gathered by what can be violated together, for the local search.

Answers for: ``former_blocs``, which reads every coupling row as one bloc of the compiled loop: columns disappear, since
the best carry-over, count of cités or window follows from what the plans use.
Leaves to others: the evaluation of a bloc (noyau).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from renovation_opt.couplage.base import Colonne, Famille, Mesure
from renovation_opt.instance import Ints
from renovation_opt.moteur import noyau
from renovation_opt.moteur.etape import But, Reels

REUSSITE = "reussite"
"""Name of the column that holds the smallest achievement (method `equilibre`)."""
ARRONDI = 1e-6
"""Shortfalls are integers: a cap is rounded down, but for this much."""


@dataclass(frozen=True, slots=True, eq=False)
class Blocs:
    """Arrays by row [R] or by bloc [B], see noyau."""

    de_ligne: Ints
    genre: Ints
    debut: Ints
    fin: Ints
    extra: Reels
    relatif: Reels
    borne: Reels
    """[R] bounds of the rows; in a stage without shortfalls, with what each soft target may miss."""


@dataclass(slots=True, eq=False)
class _Lecture:
    """The blocs read so far: (kind, first row, last row + 1, scale of the shortfall)."""

    but: But
    extra: Reels
    borne: Reels
    blocs: list[tuple[int, int, int, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Sort the columns by what they mean."""
        colonnes = self.but.couplage.colonnes
        self.manques = {c.coefficients[0][0]: c for c in colonnes if c.relatif}
        self.reports = {c.coefficients[0][:2]: c.maximum for c in colonnes if c.nom.startswith("report_")}
        self.reussites = {nom: coef for c in colonnes if c.nom == REUSSITE for nom, _l, coef in c.coefficients}
        self.fenetres = [c for c in colonnes if c.nom.startswith("fenetre_")]

    manques: dict[str, Colonne] = field(init=False)
    reports: dict[tuple[str, int], float] = field(init=False)
    reussites: dict[str, float] = field(init=False)
    fenetres: list[Colonne] = field(init=False)

    def lire(self, famille: Famille, d: int) -> None:
        """Add the blocs of a famille whose first row is ``d``."""
        fin = d + famille.nb_lignes
        if famille.nom in self.reussites:
            self._reussite(famille.nom, d)
        elif famille.mesure is Mesure.AUCUNE:
            return
        elif any(nom == famille.nom for nom, _ligne in self.reports):
            self.extra[d:fin] = [self.reports.get((famille.nom, i), 0.0) for i in range(famille.nb_lignes)]
            self.blocs.append((noyau.CHAINE, d, fin, 0.0))
        elif famille.nom.startswith("ouvertes_"):
            self._cites(famille.nom.replace("ouvertes_", "cible_"), d, fin)
        elif famille.nom == "grappes":
            self._grappes(d, fin, famille.nb_pas)
        elif famille.nom in self.manques:
            self._souple(self.manques[famille.nom], d)
        else:
            self.blocs += [(noyau.SIMPLE, r, r + 1, 0.0) for r in range(d, fin)]

    def _reussite(self, nom: str, d: int) -> None:
        """One bloc for all the rows that hold the smallest achievement; they follow one another."""
        self.extra[d] = 1.0 / self.reussites[nom]
        if nom == next(iter(self.reussites)):
            self.blocs.append((noyau.MINIMUM, d, d + len(self.reussites), dict(self.but.gains)[REUSSITE]))

    def _cites(self, cible: str, d: int, fin: int) -> None:
        """One bloc for the cités of a target; ``extra`` holds how many are asked."""
        famille = next(f for f in self.but.couplage.familles if f.nom == cible)
        manque = self.manques.get(cible)
        self.extra[d] = -float(famille.borne[0])
        if manque is None or not self.but.manque:
            self.extra[d] -= 0.0 if manque is None else np.floor(manque.maximum + ARRONDI)
            self.blocs.append((noyau.CITES, d, fin, 0.0))
        else:
            self.blocs.append((noyau.CITES_SOUPLES, d, fin, manque.relatif))

    def _grappes(self, d: int, fin: int, pas: int) -> None:
        """One bloc per grappe; ``extra`` holds the width of the window."""
        largeur = max(len(c.coefficients) - 1 for c in self.fenetres)
        for r in range(d, fin, pas):
            self.extra[r] = largeur
            self.blocs.append((noyau.FENETRES, r, r + pas, 0.0))

    def _souple(self, manque: Colonne, d: int) -> None:
        """One bloc for a soft target: its shortfall counts, or is capped."""
        if self.but.manque:
            self.blocs.append((noyau.SOUPLE, d, d + 1, manque.relatif))
        else:
            self.borne[d] += np.floor(manque.maximum + ARRONDI)
            self.blocs.append((noyau.SIMPLE, d, d + 1, 0.0))


def peser(blocs: Blocs, usage: Reels, manque: float) -> tuple[bool, float]:
    """Return (whether a bloc is violated, what achievements and shortfalls add to the value of the plans).

    ``usage`` [R]: what a programme takes from the rows; ``manque``: weight of the total shortfall (see ``But``).
    """
    viole, total = False, 0.0
    for i, (genre, relatif) in enumerate(zip(blocs.genre, blocs.relatif, strict=True)):
        violation, atteint = noyau.evaluer_bloc(i, blocs.genre, blocs.debut, blocs.fin, usage, blocs.borne, blocs.extra)
        viole |= bool(violation > noyau.TOLERE)
        total += float(atteint * relatif) * (1.0 if genre == noyau.MINIMUM else -manque)
    return viole, total


def former_blocs(but: But) -> Blocs:
    """Return the blocs of a solve: funds with carry-over, soft targets, started cités, grappes, single rows."""
    couplage = but.couplage
    nb = couplage.debuts[-1]
    lecture = _Lecture(but, np.zeros(nb), couplage.bornes.astype(np.float64))
    for famille, d in zip(couplage.familles, couplage.debuts, strict=False):
        lecture.lire(famille, d)
    de_ligne = np.full(nb, -1, dtype=np.int64)
    for b, (_genre, d, fin, _relatif) in enumerate(lecture.blocs):
        de_ligne[d:fin] = b
    entiers = np.array([bloc[:3] for bloc in lecture.blocs], dtype=np.int64).reshape(-1, 3)
    genre, debut, fin_ = (np.ascontiguousarray(colonne) for colonne in entiers.T)
    relatif = np.array([bloc[3] for bloc in lecture.blocs])
    return Blocs(de_ligne, genre, debut, fin_, lecture.extra, relatif, lecture.borne)
