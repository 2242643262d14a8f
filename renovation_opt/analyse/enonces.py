"""A statement of a scenario moved by a step: which keys change, and to what.

Answers for: ``Enonce``, ``trouver`` (``financements.anah`` is its ``montant``, or the montants of its ``profil``).
Leaves to others: quantities (grandeurs), whether the result is a scenario (schemas).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from renovation_opt.analyse.grandeurs import Grandeur, ajouter, lire_grandeur
from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.locale import _
from renovation_opt.schemas.chargement import ScenarioCharge
from renovation_opt.schemas.chemins import verifier_chemin

NATURELS = {"financements": ("montant",), "filiere": ("montant",)}
"""Family of statements -> the key that its name alone stands for."""


@dataclass(frozen=True, slots=True)
class Enonce:
    """A statement that can be moved: ``chemin`` of the value, what stands there, the montants of ``profil`` if any."""

    chemin: str
    valeur: object
    profil: tuple[str, tuple[Grandeur, ...]] | None = None

    def deplacer(self, pas: Grandeur) -> dict[str, object]:
        """Return dotted path -> value once the statement is moved by a step; EntreeInvalide: unit, not a number."""
        remplacements: dict[str, object] = {}
        if self.valeur is not None:
            remplacements[self.chemin] = ajouter(self.valeur, pas, self.chemin)
        if self.profil is not None:
            remplacements |= _deplacer_profil(*self.profil, pas)
        return remplacements

    @property
    def texte(self) -> str:
        """What the scenario says."""
        return _dire(self.valeur if self.valeur is not None else [g.texte for g in (self.profil or ("", ()))[1]])

    def apres(self, pas: Grandeur) -> str:
        """Return what the scenario would say after a step."""
        deplace = self.deplacer(pas)
        return _dire(deplace.get(self.chemin, next(iter(deplace.values()))))


def trouver(charge: ScenarioCharge, chemin: str) -> Enonce:
    """Return the statement at a path.

    Raises EntreeInvalide: unknown path, fund without envelope, several statements under one name, nothing written.
    """
    lieu = str(charge.chemin)
    noeud = verifier_chemin(charge.fusion, chemin, lieu)
    tete, _point, reste = chemin.partition(".")
    if isinstance(noeud, Mapping) and tete in NATURELS and ("." not in reste):
        noeud, chemin = noeud.get("montant"), f"{chemin}.montant"
    if chemin.startswith("financements.") and chemin.endswith(".montant"):
        return _enveloppe(charge, chemin, noeud)
    if isinstance(noeud, Mapping) and not all(lire_grandeur(v) is not None for v in noeud.values()):
        choix = ", ".join(f"{chemin}.{cle}" for cle in noeud)
        message = _("« {chemin} » regroupe plusieurs énoncés").format(chemin=chemin)
        raise _refus(message, chemin, lieu, _("Choisissez parmi : {choix}").format(choix=choix))
    if noeud is None:
        message = _("le scénario n'écrit pas cet énoncé : il n'y a rien à déplacer")
        raise _refus(message, chemin, lieu, _("Écrivez-le dans le scénario, puis recommencez"))
    return Enonce(chemin, noeud)


def _enveloppe(charge: ScenarioCharge, chemin: str, montant: object) -> Enonce:
    """Return the envelope of a fund."""
    code = chemin.split(".")[1]
    fonds: Any = charge.fusion["financements"][code]
    profil = fonds.get("profil")
    lus = [lire_grandeur(p) for p in profil] if isinstance(profil, list) else []
    montants = tuple(g for g in lus if g is not None and "€" in g.unite)
    if montants and len(montants) == len(lus):
        return Enonce(chemin, montant, (f"financements.{code}.profil", montants))
    if montant is None:
        message = _("ce financement n'a pas d'enveloppe : seule la parité le borne")
        remede = _("Donnez plutôt « financements.{code}.parite.ratio » ou « financements.{code}.taux »")
        raise _refus(message, chemin, str(charge.chemin), remede.format(code=code))
    return Enonce(chemin, montant)


def _deplacer_profil(chemin: str, montants: tuple[Grandeur, ...], pas: Grandeur) -> dict[str, object]:
    """Return the montants by year, the step shared out in proportion, exact to the euro."""
    avant = [int(g.base[0]) for g in montants]
    total = sum(avant)
    voulu = max(Fraction(0), total + pas.base[0])
    bornes, cumul = [0], 0
    for montant in avant:
        cumul += montant
        bornes.append(int(voulu * cumul / total) if total else 0)
    suite = [b - a for a, b in pairwise(bornes)]
    return {chemin: [f"{euros} €" for euros in suite]}


def _dire(valeur: object) -> str:
    """Return a value of a scenario as people read it, on one line."""
    if isinstance(valeur, Mapping):
        return ", ".join(f"{cle}{_(' : ')}{_dire(v)}" for cle, v in valeur.items())
    if isinstance(valeur, list | tuple):
        return ", ".join(_dire(v) for v in valeur)
    lue = lire_grandeur(valeur)
    return str(valeur) if lue is None else lue.court


def _refus(message: str, chemin: str, lieu: str, remede: str) -> EntreeInvalide:
    """Return the error of a statement."""
    return EntreeInvalide([Probleme(message, lieu, cle=chemin, remede=remede)])
