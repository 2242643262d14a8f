"""The words and numbers that every drawing of a comparison shares.

Answers for: how a value, a difference, a verdict, a kind of movement and a proof are written.
Leaves to others: their place (ecran, page, classeur, markdown).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from renovation_opt.locale import _
from renovation_opt.rapports import libelles, phrases, typographie
from renovation_opt.rapports.colonnes import Nature, texte
from renovation_opt.rapports.comparaison.chiffres import Comparaison, Opposition
from renovation_opt.rapports.comparaison.cotes import Cote
from renovation_opt.rapports.comparaison.rangs import Ecart, Nombre, Rang, Verdict
from renovation_opt.rapports.mouvements import RAPPROCHES, Genre, Mouvement, Trait, compter

_FIN = 10
"""Differences of unit costs under which decimals are read."""
GRAND = 10_000_000
"""Amounts from here on are written in millions."""


def valeur(rang: Rang, nombre: Nombre | None) -> str:
    """Write a value of a row, without its unit, which stands beside the label."""
    if nombre is None:
        return typographie.ABSENT
    if rang.unite == "EUR":
        return typographie.millions(nombre) if _grand(rang) else typographie.euros(nombre)
    if rang.unite.startswith("EUR"):
        return typographie.nombre(nombre)
    return texte(nombre, rang.nature)


def ecart(rang: Rang, lu: Ecart) -> str:
    """Write a difference with its sign, nothing when there is none."""
    if lu.verdict is Verdict.EGAL:
        return "="
    if lu.valeur is None:
        return typographie.ABSENT
    fin = rang.unite.startswith("EUR/") and abs(lu.valeur) < _FIN
    ecrit = typographie.nombre(lu.valeur, 2) if fin else valeur(rang, lu.valeur)
    return ("+" if lu.valeur > 0 else "") + ecrit


def marque(lu: Ecart) -> str:
    """Return the mark of a verdict."""
    return {Verdict.NECESSAIRE: "*", Verdict.DANS_L_ECART: "~"}.get(lu.verdict, "")


def verdict(lu: Ecart) -> str:
    """Return a verdict in words."""
    mots = {
        Verdict.EGAL: _("aucune différence"),
        Verdict.NECESSAIRE: _("subsiste au plus près de A"),
        Verdict.DANS_L_ECART: _("évitable : dans l'écart"),
        Verdict.INCONNU: _("non examinée"),
        Verdict.ABSENT: _("sans objet dans l'un des programmes"),
    }
    return mots[lu.verdict]


def legende(comparaison: Comparaison) -> str:
    """Return what the marks mean, nothing when no close programme was looked for."""
    if all(o.proches is None for o in comparaison.oppositions):
        return ""
    return _(
        "* la différence subsiste dans le programme le plus proche de A, à valeur égale aux écarts près ; "
        "~ elle n'y est plus : deux programmes aussi bons peuvent ne pas l'avoir."
    )


def libelle(rang: Rang) -> str:
    """Return the label of a row with its unit, unless its own words say it."""
    unite = "€" if rang.unite == "EUR" else libelles.unite(rang.unite)
    if not unite or rang.unite in {"EUR", "part"} or _mots(unite) <= _mots(rang.libelle):
        return rang.libelle
    return _("{libelle} ({unite})").format(libelle=rang.libelle, unite=unite)


def _mots(texte_: str) -> set[str]:
    """Return the words of a text."""
    return set(re.findall(r"\w+|[^\w\s]", texte_.casefold()))


def genre(code: Genre) -> str:
    """Return what happens to an opération, in words."""
    mots = {
        Genre.ENTRE: _("entre"),
        Genre.SORT: _("sort"),
        Genre.AVANCE: _("avance"),
        Genre.RECULE: _("recule"),
        Genre.DUREE: _("change de durée"),
        Genre.BOUQUET: _("change de bouquet"),
        Genre.MONTAGE: _("change de montage"),
        Genre.PARTI: _("change de parti"),
    }
    return mots[code]


def genres(mouvement: Mouvement) -> str:
    """Return everything that happens to an opération."""
    return ", ".join(map(genre, mouvement.genres))


def familles() -> dict[str, str]:
    """Return family of rows -> its title."""
    return {
        "essentiel": _("L'essentiel"),
        "financement": _("Par financement"),
        "contributeur": _("Par contributeur"),
        "bailleur": _("Par bailleur"),
        "epci": _("Par EPCI"),
        "annee": _("Par année"),
        "statut": _("Par statut"),
        "bouquet": _("Par bouquet"),
        "dpe": _("Classes d'énergie"),
        "cibles": _("Cibles"),
        "autres": _("Autres chiffres"),
    }


def trait(lu: Trait | None) -> str:
    """Return what a programme does of an opération."""
    if lu is None:
        return _("hors programme")
    bouquets = ", ".join(sorted({bouquet for _lot, bouquet in lu.bouquets}))
    modele = _("{debut}, {duree} an(s), {bouquets}, {montage}, {parti}")
    return modele.format(
        debut=lu.debut,
        duree=lu.duree,
        bouquets=bouquets,
        montage=libelles.montage(lu.montage),
        parti=libelles.parti(lu.parti),
    )


def statut(cote: Cote) -> str:
    """Return how far a side is proven."""
    return phrases.statut(cote.tables.preuve)


def subsistent(liste: Sequence[Mouvement]) -> tuple[Mouvement, ...]:
    """Return what a programme brought close still does otherwise, of what it was asked to keep."""
    return tuple(replace(m, genres=tuple(g for g in m.genres if g in RAPPROCHES)) for m in liste if m.rapproche)


def comptes(liste: Sequence[Mouvement]) -> str:
    """Return how many opérations of each kind, with their dwellings."""
    if not liste:
        return _("aucune différence")
    modele = _("{genre} : {n} ({logements} logements)")
    morceaux = (
        modele.format(genre=genre(g), n=typographie.nombre(c.operations), logements=typographie.nombre(c.logements))
        for g, c in compter(liste).items()
    )
    return _(" ; ").join(morceaux)


def conclusions(opposition: Opposition) -> Iterator[str]:
    """Yield what may be said of a side against the first, never more than is known."""
    cote, avance = opposition.cote, opposition.avance
    if avance is not None:
        bornes = {"min": signe(avance.min), "max": signe(avance.max), "lettre": cote.lettre}
        if avance.prouvee and bornes["min"] == bornes["max"]:
            modele = _("Meilleure valeur possible de {lettre} moins celle de A : {min} ; prouvé.")
        elif avance.prouvee:
            modele = _("Meilleure valeur possible de {lettre} moins celle de A : entre {min} et {max} ; prouvé.")
        else:
            modele = _(
                "Meilleure valeur possible de {lettre} moins celle de A : entre {min} et {max} ; "
                "les bornes ne les départagent pas."
            )
        yield modele.format(**bornes)
    total = sum(m.rapproche for m in opposition.mouvements)
    if opposition.proches is None:
        modele = _("Opérations que {lettre} traite autrement que A : {n}.")
        yield modele.format(lettre=cote.lettre, n=typographie.nombre(len(opposition.mouvements)))
        return
    if cote.perte:
        modele = _(
            "Opérations qui entrent, sortent, changent d'année ou de bouquet : {n} ; il suffit de {m}, avec un "
            "programme à {perte} au plus de {lettre}."
        )
    else:
        modele = _(
            "Opérations qui entrent, sortent, changent d'année ou de bouquet : {n} ; il suffit de {m}, avec un "
            "programme aussi bon que {lettre}."
        )
    yield modele.format(
        lettre=cote.lettre,
        n=typographie.nombre(total),
        m=typographie.nombre(sum(m.rapproche for m in opposition.proches)),
        perte=typographie.au_plus(cote.perte),
    )


def signe(part: float) -> str:
    """Write a signed share."""
    return ("+" if part > 0 else "") + typographie.part(part, 2)


def _grand(rang: Rang) -> bool:
    """Tell whether the amounts of a row are written in millions."""
    return rang.nature is Nature.EUROS and any(abs(v) >= GRAND for v in rang.valeurs if v is not None)
