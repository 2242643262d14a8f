"""The summary printed at the end of ``resoudre``: one screen, plain text, as wide as the terminal.

Answers for: ``resumer``; below 70 columns bars get shorter, then amounts go under the names of funds.
Leaves to others: the figures (tables), printing (cli).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from renovation_opt.locale import _
from renovation_opt.rapports import libelles, phrases, typographie
from renovation_opt.rapports.tables import Tables
from renovation_opt.rapports.tables.cibles import BilanCible
from renovation_opt.rapports.typographie import INSECABLE, millions, nombre

LARGEUR = 80
MINIMUM = 48
"""Narrower terminals wrap the lines themselves."""
_BARRE, _AVANT_BARRE = 36, 16
_OBJECTIF = 18
_NOM, _NOM_MIN, _MONTANT = 33, 18, 15


def resumer(tables: Tables, dossier: Path | None = None, largeur: int = LARGEUR) -> str:
    """Return the summary of a programme on ``largeur`` columns; ``dossier``: where its files are."""
    colonnes = max(MINIMUM, largeur)
    inst = tables.inst
    blocs = [
        _titre(inst.titre, phrases.statut(tables.preuve), colonnes),
        _annees(tables, colonnes),
        _objectifs(tables),
        _fonds(tables, colonnes),
        _cibles(tables.cibles, colonnes),
    ]
    if dossier is not None:
        blocs.append(_replier(_("Fichiers : {dossier}").format(dossier=dossier), colonnes))
    lignes = "\n\n".join("\n".join(bloc) for bloc in blocs if bloc).splitlines()
    return "\n".join(ligne.rstrip() for ligne in lignes) + "\n"


def _replier(texte: str, largeur: int, debut: str = "", suite: str = "") -> list[str]:
    """Return a text as lines of at most ``largeur`` columns; a path longer than that is left whole."""
    return textwrap.wrap(
        typographie.espaces(texte),
        largeur,
        initial_indent=debut,
        subsequent_indent=suite,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _titre(titre: str, statut: str, largeur: int) -> list[str]:
    """Return the title and the status."""
    return [*_replier(titre, largeur), *_replier(_("Statut : {statut}").format(statut=statut), largeur)]


def _annees(tables: Tables, largeur: int) -> list[str]:
    """Return dwellings per year, with bars."""
    annees = tables.ensemble.annees
    comptes = [(int(a), int(n)) for a, n in zip(annees["annee"], annees["logements"], strict=True)]
    horizon = [(a, n) for a, n in comptes if a in tables.inst.annees]
    maximum = max((n for _a, n in horizon), default=0) or 1
    barre = min(_BARRE, largeur - _AVANT_BARRE)
    total = nombre(tables.valeur("logements", "total"))
    cout = millions(tables.valeur("argent", "cout"))
    tete = _("Logements rénovés : {total} en {operations} opérations, pour {cout}")
    texte = tete.format(total=total, operations=nombre(len(tables.ensemble.operations)), cout=cout)
    return _replier(texte, largeur) + [f"  {a} {nombre(n):>8} {'█' * round(barre * n / maximum)}" for a, n in horizon]


def _objectifs(tables: Tables) -> list[str]:
    """Return the three objectives."""
    figures = (
        ("energie", ("energie", "cumulee"), "MWh", 0),
        ("patrimoine", ("patrimoine", "total"), "points", 0),
        ("mixite", ("mixite", "total"), "menages_ponderes", 1),
    )
    ecrits = [nombre(tables.valeur(*cle), decimales) for _code, cle, _unite, decimales in figures]
    longueur = max(map(len, ecrits))
    return [_("Objectifs")] + [
        f"  {libelles.objectif(code):<{_OBJECTIF}}{ecrit:>{longueur}}{INSECABLE}{libelles.unite(unite)}"
        for (code, _cle, unite, _decimales), ecrit in zip(figures, ecrits, strict=True)
    ]


def _fonds(tables: Tables, largeur: int) -> list[str]:
    """Return, per fund, what it had (or its ceiling by parity), what is used, what is lost; then the owners."""
    montants = [(f.disponible_eur, f.utilise_eur, f.perdu_eur) for f in tables.fonds]
    ecrits = iter(typographie.montants([m for ligne in montants for m in ligne]))
    rangees = [(f.libelle, (next(ecrits), next(ecrits), next(ecrits))) for f in tables.fonds]
    mots = (_("disponible"), _("utilisé"), _("perdu"))
    montant = min(_MONTANT, 2 + max(len(m) for m in (*mots, *(m for _nom, ligne in rangees for m in ligne))))
    nom = min(max(_NOM, *(len(n) + 2 for n, _ligne in rangees)), largeur - 3 * montant - 1)
    if nom < _NOM_MIN:
        return [_("Financements"), *(ligne for r in rangees for ligne in _fiche(*r, mots, largeur))]
    return [_rangee(_("Financements"), mots, nom, montant, ""), *(_rangee(*r, nom, montant) for r in rangees)]


def _rangee(nom: str, montants: Sequence[str], largeur: int, montant: int, marge: str = "  ") -> str:
    """Return one row: a name, then amounts aligned on the right."""
    place = largeur - len(marge)
    return f"{marge}{_court(nom, place):<{place}} " + "".join(f"{m:>{montant}}" for m in montants)


def _fiche(nom: str, montants: Sequence[str], mots: Sequence[str], largeur: int) -> Iterator[str]:
    """Yield the lines of one fund where a row does not hold: its name, then each amount that it has."""
    yield from _replier(nom, largeur, "  ", "    ")
    for mot, montant in zip(mots, montants, strict=True):
        if montant != typographie.ABSENT:
            yield f"    {mot:<12}{montant:>{_MONTANT}}"


def _cibles(bilans: Sequence[BilanCible], largeur: int) -> list[str]:
    """Return the targets missed, or that none is."""
    manques = [c for c in bilans if c.manque]
    if not bilans:
        return []
    if not manques:
        return [typographie.espaces(_("Cibles : toutes sont atteintes"))]
    return [_("Cibles manquées"), *(ligne for cible in manques for ligne in _cible(cible, largeur))]


def _cible(cible: BilanCible, largeur: int) -> list[str]:
    """Return the lines of one target missed."""
    phrase = _("{cible} : {valeur} sur {seuil} {unite} ; manque {manque}, soit {relatif}").format(
        cible=cible.libelle,
        valeur=nombre(cible.valeur),
        seuil=nombre(cible.seuil),
        unite=libelles.unite(cible.unite),
        manque=nombre(cible.manque),
        relatif=typographie.part_stricte(cible.relatif),
    )
    return _replier(phrase, largeur, "  ", "    ")


def _court(texte: str, largeur: int) -> str:
    """Return a text cut to a width."""
    return texte if len(texte) <= largeur else texte[: largeur - 1] + "…"
