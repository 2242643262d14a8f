"""What a sweep varies, as it is written: ``financements.anah.montant=50..100:5 M€``, lists of values, words.

Answers for: ``lire_variation``, ``Variation``, ``Point``, ``lire_grandeurs``.
Leaves to others: whether the path exists (schemas.chemins), which points are computed (plan_experience).

    CHEMIN[+CHEMIN…]=BAS..HAUT:PAS [UNITE]     values from BAS to HAUT, every PAS
    CHEMIN=BAS..HAUT [UNITE]                   any value between the two (hypercube only)
    CHEMIN=V1,V2,V3 [UNITE]                    these values; « ; » separates them when the comma is the decimal sign
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from renovation_opt.analyse.grandeurs import Grandeur, lire_grandeur
from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.locale import _

OPTION = "--varier"
VALEURS_MAX = 10_000
RESOLUTION = 1_000
"""A continuous interval is cut in at least this many steps, so that its values are short to write."""
DECIMALES_FINES = 6
_MONTANTS = re.compile(r"(k€|M€|Md€|%)(/an)?")
"""Units that accept decimals."""


@dataclass(frozen=True, slots=True)
class Mot:
    """A value that is no quantity: a word, true or false, ``null`` (the statement removed)."""

    valeur: str | bool | None

    @property
    def texte(self) -> str:
        """The value as it is written in a scenario."""
        if isinstance(self.valeur, bool):
            return "true" if self.valeur else "false"
        return "null" if self.valeur is None else self.valeur


Valeur = Grandeur | Mot


@dataclass(frozen=True, slots=True)
class Variation:
    """``chemins`` take together each value in turn: the ``valeurs`` listed, or any value of an interval.

    ``bas``, ``haut``: ends of an interval without step, whose ``valeurs`` are not listed; ``None`` for the others.
    """

    chemins: tuple[str, ...]
    valeurs: tuple[Valeur, ...]
    bas: Grandeur | None = None
    haut: Grandeur | None = None

    @property
    def nom(self) -> str:
        """The paths, as they are written."""
        return "+".join(self.chemins)

    def en(self, part: float) -> Valeur:
        """Return the value at ``part`` (0 included, 1 excluded) of the list or of the interval."""
        if self.bas is None or self.haut is None:
            return self.valeurs[min(int(part * len(self.valeurs)), len(self.valeurs) - 1)]
        decimales = _decimales(self.bas, self.haut)
        nombre = self.bas.nombre + Fraction(part) * (self.haut.nombre - self.bas.nombre)
        return Grandeur(round(nombre, decimales), self.bas.unite, decimales)


@dataclass(frozen=True, slots=True)
class Point:
    """One combination of values; ``rang`` in the plan, from 0; ``valeurs`` in the order of the variations."""

    rang: int
    valeurs: tuple[Valeur, ...]

    def remplacements(self, variations: tuple[Variation, ...]) -> dict[str, object]:
        """Return dotted path -> value to put in the scenario."""
        return {
            chemin: valeur.valeur
            for variation, valeur in zip(variations, self.valeurs, strict=True)
            for chemin in variation.chemins
        }


def lire_variation(texte: str) -> Variation:
    """Return what one ``--varier`` says; EntreeInvalide when it cannot be read."""
    chemins, signe, domaine = texte.partition("=")
    noms = tuple(chemin.strip() for chemin in chemins.split("+"))
    if not signe or not all(noms) or not domaine.strip():
        raise _refus(texte, _("cette variation ne se lit pas"), _EXEMPLE)
    if ".." in domaine:
        return _intervalle(noms, domaine.strip(), texte)
    return Variation(noms, tuple(_liste(domaine.strip(), texte)))


_EXEMPLE = "financements.anah.montant=50..100:5 M€"


def _intervalle(noms: tuple[str, ...], domaine: str, texte: str) -> Variation:
    """Return the variation of an interval, with or without step."""
    bornes, _deux_points, ecrit = domaine.partition(":")
    extremes = bornes.split("..")
    if len(extremes) != len(("bas", "haut")):
        raise _refus(texte, _("cette variation ne se lit pas"), _EXEMPLE)
    bas, haut, *pas = _meme_unite([_nombre(m, texte) for m in (*extremes, *([ecrit] if ecrit else []))], texte)
    if haut.nombre < bas.nombre or (not pas and haut.nombre == bas.nombre):
        raise _refus(texte, _("cet intervalle est vide"), f"{noms[0]}={haut.texte}..{bas.texte}")
    return Variation(noms, tuple(_echelons(bas, haut, pas[0], texte))) if pas else Variation(noms, (), bas, haut)


def _echelons(bas: Grandeur, haut: Grandeur, pas: Grandeur, texte: str) -> Iterator[Grandeur]:
    """Yield the values of an interval, from its low end, every step, up to its high end."""
    if pas.nombre <= 0:
        raise _refus(texte, _("le pas d'un intervalle est strictement positif"), _EXEMPLE)
    nombre = int((haut.nombre - bas.nombre) / pas.nombre) + 1
    if nombre > VALEURS_MAX:
        message = _("cet intervalle a trop de valeurs ({n}, {maximum} au plus)").format(n=nombre, maximum=VALEURS_MAX)
        raise _refus(texte, message, _EXEMPLE)
    decimales = max(bas.decimales, haut.decimales, pas.decimales)
    for i in range(nombre):
        yield Grandeur(bas.nombre + i * pas.nombre, bas.unite, decimales)


def _liste(domaine: str, texte: str) -> Iterator[Valeur]:
    """Yield the values of a list; a unit written once, at the end, is that of all the numbers."""
    morceaux = [m.strip() for m in domaine.split(";" if ";" in domaine else ",")]
    if not all(morceaux):
        raise _refus(texte, _("une valeur de cette liste est vide"), _EXEMPLE)
    lus = [lire_grandeur(m) for m in morceaux]
    nombres = [g for g in lus if g is not None]
    if len(nombres) == len(lus):
        yield from dict.fromkeys(_meme_unite(nombres, texte))
        return
    yield from dict.fromkeys(Mot(_mot(m)) for m in morceaux)


def lire_grandeurs(texte: str, option: str) -> tuple[Grandeur, ...]:
    """Return the quantities of a list such as ``1M€,5M€,10M€``; a unit written once is that of all."""
    lues = [lire_grandeur(m.strip()) for m in texte.split(";" if ";" in texte else ",")]
    nombres = [g for g in lues if g is not None]
    unites = {g.unite for g in nombres if g.unite}
    if len(nombres) < len(lues) or len(unites) > 1:
        remede = _("Écrivez par exemple {exemple}").format(exemple=f"{option} 1M€,5M€,10M€")
        raise EntreeInvalide([Probleme(_("cette liste de pas ne se lit pas"), cle=option, trouve=texte, remede=remede)])
    return tuple(dict.fromkeys(_meme_unite(nombres, texte)))


def _mot(texte: str) -> str | bool | None:
    """Return a word of YAML."""
    communs: dict[str, bool | None] = {"true": True, "false": False, "null": None}
    return communs.get(texte, texte)


def _nombre(morceau: str, texte: str) -> Grandeur:
    """Return a number of an interval."""
    lu = lire_grandeur(morceau)
    if lu is None:
        message = _("« {morceau} » n'est pas un nombre").format(morceau=morceau.strip())
        raise _refus(texte, message, _EXEMPLE)
    return lu


def _meme_unite(lus: list[Grandeur], texte: str) -> list[Grandeur]:
    """Return numbers that all bear the one unit written among them."""
    unites = sorted({g.unite for g in lus if g.unite})
    if len(unites) > 1:
        message = _("plusieurs unités dans une même variation : {unites}").format(unites=", ".join(unites))
        raise _refus(texte, message, _EXEMPLE)
    unite = unites[0] if unites else ""
    return [Grandeur(g.nombre, unite, g.decimales) for g in lus]


def _decimales(bas: Grandeur, haut: Grandeur) -> int:
    """Return the decimals of the values of a continuous interval: those written, more when the unit accepts them."""
    ecrites = max(bas.decimales, haut.decimales)
    if not ecrites and not _MONTANTS.fullmatch(bas.unite):
        return 0
    pas = (haut.nombre - bas.nombre) / RESOLUTION
    return max(ecrites, next((d for d in range(DECIMALES_FINES) if Fraction(1, 10**d) <= pas), DECIMALES_FINES))


def _refus(texte: str, message: str, exemple: str) -> EntreeInvalide:
    """Return the error of a variation."""
    remede = _("Écrivez par exemple {exemple}").format(exemple=f'{OPTION} "{exemple}"')
    return EntreeInvalide([Probleme(message, cle=OPTION, trouve=texte, remede=remede)])
