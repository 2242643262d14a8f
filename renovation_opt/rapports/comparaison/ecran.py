"""A comparison on a terminal: 80 columns, plain text.

Answers for: ``afficher``.  Two sides stand with their difference; more stand side by side, differences below.
Leaves to others: the figures (chiffres), the words (mots), printing (cli).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from renovation_opt.locale import _
from renovation_opt.rapports.comparaison import mots
from renovation_opt.rapports.comparaison.chiffres import Comparaison, Opposition
from renovation_opt.rapports.comparaison.cotes import Cote
from renovation_opt.rapports.comparaison.rangs import FAMILLES, Rang
from renovation_opt.rapports.mouvements import Mouvement
from renovation_opt.rapports.typographie import espaces, lier

LARGEUR = 80
_NOM, _NOM_PLUSIEURS, _MARQUE = 36, 26, 2
_PAR_BLOC = 3
"""Sides in a block; the first comes back in each."""
_EXEMPLES = 6


def afficher(comparaison: Comparaison, *, detail: bool = False) -> str:
    """Return the text of a comparison; ``detail``: every family of indicators, not the essential alone."""
    blocs = [_cotes(comparaison), *_blocs(comparaison, detail=detail), _lecture(comparaison)]
    blocs += [list(_mouvements(o)) for o in comparaison.oppositions]
    lignes = "\n\n".join("\n".join(bloc) for bloc in blocs if bloc).splitlines()
    return "\n".join(espaces(ligne.rstrip()) for ligne in lignes) + "\n"


def _cotes(comparaison: Comparaison) -> list[str]:
    """Return who is compared, how far each is proven, and what was done to compare them."""
    lignes = []
    for cote in comparaison.cotes:
        lignes += _replier(f"{cote.lettre}  {cote.nom}{_(' : ')}{cote.titre}", suite="   ")
        lignes += _retrait(f"{mots.statut(cote)}{_(' ; ')}{cote.origine}")
    for note in comparaison.notes:
        lignes += _replier(note)
    return lignes


def _blocs(comparaison: Comparaison, *, detail: bool) -> Iterator[list[str]]:
    """Yield the tables, family by family, a few sides at a time."""
    autres = comparaison.cotes[1:]
    for debut in range(0, max(1, len(autres)), _PAR_BLOC):
        groupe = range(debut + 1, min(debut + _PAR_BLOC, len(autres)) + 1)
        for famille in FAMILLES if detail else FAMILLES[:1]:
            rangs = comparaison.famille(famille)
            if rangs:
                yield list(_tableau(mots.familles()[famille], rangs, comparaison.cotes, list(groupe)))


def _tableau(titre: str, rangs: Iterable[Rang], cotes: Sequence[Cote], groupe: Sequence[int]) -> Iterator[str]:
    """Yield one table."""
    deux = len(groupe) == 1
    nom = _NOM if deux else _NOM_PLUSIEURS
    colonne = (LARGEUR - _MARQUE - nom) // (3 if deux else len(groupe) + 1)
    lettres = [cotes[i].lettre for i in (0, *groupe)]
    yield _ligne(titre, [*lettres, *([f"{lettres[1]} - A"] if deux else [])], nom, colonne)
    for rang in rangs:
        valeurs = [mots.valeur(rang, rang.valeurs[i]) for i in (0, *groupe)]
        ecarts = [_ecart(rang, i) for i in groupe]
        if deux:
            yield from _rangee(mots.libelle(rang), [*valeurs, ecarts[0]], nom, colonne)
        else:
            yield from _rangee(mots.libelle(rang), valeurs, nom, colonne)
            if any(e.strip() != "=" for e in ecarts):
                yield _ligne("", ["", *ecarts], nom, colonne)


def _ecart(rang: Rang, cote: int) -> str:
    """Return a difference and its mark; the mark hangs so that numbers stay aligned."""
    lu = rang.ecarts[cote - 1]
    return f"{mots.ecart(rang, lu)}{mots.marque(lu) or ' '}"


def _rangee(libelle: str, cellules: Sequence[str], nom: int, colonne: int) -> Iterator[str]:
    """Yield one row; a long label takes several lines, numbers stand on the last one."""
    morceaux = textwrap.wrap(lier(libelle), nom - 1) or [""]
    yield from morceaux[:-1]
    yield _ligne(morceaux[-1], cellules, nom, colonne)


def _ligne(libelle: str, cellules: Sequence[str], nom: int, colonne: int) -> str:
    """Return one line of a table."""
    droites = (c if c.endswith(("*", "~", " ")) else f"{c} " for c in cellules)
    return f"{libelle:<{nom}}" + "".join(f"{c:>{colonne}}" for c in droites)


def _lecture(comparaison: Comparaison) -> list[str]:
    """Return how to read the marks."""
    return _replier(mots.legende(comparaison))


def _mouvements(opposition: Opposition) -> Iterator[str]:
    """Yield what a side does otherwise than the first."""
    for phrase in mots.conclusions(opposition):
        yield from _replier(phrase)
    yield from _retrait(mots.comptes(opposition.mouvements))
    if opposition.proches is None:
        yield from _exemples(opposition.mouvements)
        return
    yield from _replier(_("Au plus près de A :"))
    restes = mots.subsistent(opposition.proches)
    yield from _retrait(mots.comptes(restes))
    yield from _exemples(restes)


def _exemples(mouvements: Sequence[Mouvement]) -> Iterator[str]:
    """Yield the first opérations that differ."""
    for m in mouvements[:_EXEMPLES]:
        modele = _("{operation} ({logements} logements) : {genres}")
        yield from _retrait(modele.format(operation=m.operation, logements=m.logements, genres=mots.genres(m)), "   - ")
    if len(mouvements) > _EXEMPLES:
        reste = _("… et {n} autres, dans operations.csv").format(n=len(mouvements) - _EXEMPLES)
        yield from _retrait(reste)


def _retrait(texte: str, debut: str = "   ") -> list[str]:
    """Return an indented paragraph."""
    return _replier(texte, debut, " " * len(debut))


def _replier(texte: str, debut: str = "", suite: str = "") -> list[str]:
    """Return a paragraph; no line breaks a quantity nor a code."""
    return textwrap.wrap(
        lier(texte),
        LARGEUR,
        initial_indent=debut,
        subsequent_indent=suite,
        break_long_words=False,
        break_on_hyphens=False,
    )
