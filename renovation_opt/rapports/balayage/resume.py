"""The summary printed at the end of ``balayer``: one screen, 80 columns, plain text.

Answers for: ``resumer``.
Leaves to others: the figures, printing (cli).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from renovation_opt.locale import _
from renovation_opt.rapports.balayage.donnees import Releve, Serie, lu
from renovation_opt.rapports.balayage.mesures import Mesure, mesures
from renovation_opt.rapports.balayage.page import constats, statut
from renovation_opt.rapports.colonnes import texte
from renovation_opt.rapports.typographie import ABSENT, au_plus, espaces

LARGEUR = 80
RANGEES_MAX = 25
"""Points that the screen lists: the first ones."""
LETTRES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
COLONNES = ("energie", "patrimoine", "mixite", "logements")
LARGE = 11
_ENONCE = 9


def resumer(serie: Serie, etape: str) -> str:
    """Return the summary of a sweep."""
    del etape
    choisies = [m for m in mesures() if m.code in COLONNES]
    lignes = [*textwrap.wrap(serie.titre, LARGEUR), ""]
    for lettre, axe in zip(LETTRES, serie.axes, strict=False):
        lignes += textwrap.wrap(f"{lettre} = {axe.titre}", LARGEUR, subsequent_indent="    ", break_long_words=False)
    lignes += ["", *_tableau(serie, choisies)]
    if len(serie.releves) > RANGEES_MAX:
        lignes.append(_("… et {n} autres points, dans les fichiers").format(n=len(serie.releves) - RANGEES_MAX))
    lignes.append("")
    for _classe, phrase in constats(serie):
        lignes += textwrap.wrap(phrase, LARGEUR, subsequent_indent="  ")
    return espaces("\n".join(ligne.rstrip() for ligne in lignes))


def _tableau(serie: Serie, choisies: list[Mesure]) -> Iterator[str]:
    """Yield the lines of the table."""
    lettres = [lettre.rjust(_ENONCE) for lettre, _axe in zip(LETTRES, serie.axes[:3], strict=False)]
    courts = {
        "energie": _("énergie"),
        "patrimoine": _("patrimoine"),
        "mixite": _("mixité"),
        "logements": _("logements"),
    }
    yield "".join(lettres) + "".join(courts[m.code].rjust(LARGE) for m in choisies) + _("écart").rjust(9)
    unites = {"energie": "MWh", "patrimoine": _("points"), "mixite": _("ménages"), "logements": ""}
    yield " " * _ENONCE * len(lettres) + "".join(unites[m.code].rjust(LARGE) for m in choisies)
    for releve in serie.releves[:RANGEES_MAX]:
        enonces = "".join(_enonce(v).rjust(_ENONCE) for v in releve.valeurs[:3])
        yield enonces + (_chiffres(releve, choisies) if releve.calcule else "  " + _court(releve, len(enonces)))


def _chiffres(releve: Releve, choisies: list[Mesure]) -> str:
    """Return the figures of a point."""
    lus = "".join(texte(releve.mesures.get(m.code), m.nature).rjust(LARGE) for m in choisies)
    return lus + (au_plus(releve.ecart) if releve.ecart is not None else ABSENT).rjust(9)


def _enonce(valeur: float | str) -> str:
    """Return the value of a statement, short."""
    ecrit = lu(valeur)
    return ecrit if len(ecrit) < _ENONCE else ecrit[: _ENONCE - 2] + "…"


def _court(releve: Releve, deja: int) -> str:
    """Return why a point has no figure, within the width."""
    place = LARGEUR - deja - 2
    mots = statut(releve)
    return mots if len(mots) <= place else mots[: place - 1] + "…"
