"""The summary printed at the end of ``resoudre``: one screen, 80 columns, plain text.

Answers for: ``resumer``.  Leaves to others: the figures (tables), printing (cli).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from renovation_opt.locale import _
from renovation_opt.rapports import libelles, phrases, typographie
from renovation_opt.rapports.tables import Tables
from renovation_opt.rapports.tables.cibles import BilanCible
from renovation_opt.rapports.typographie import millions, nombre

LARGEUR = 80
_BARRE = 36
_NOM = 31
_MONTANT = 15


def resumer(tables: Tables, dossier: Path | None = None) -> str:
    """Return the summary of a programme; ``dossier``: where its files are."""
    inst = tables.inst
    blocs = [
        _titre(inst.titre, phrases.statut(tables.preuve)),
        _annees(tables),
        _objectifs(tables),
        _fonds(tables),
        _cibles(tables.cibles),
    ]
    if dossier is not None:
        blocs.append([_("Fichiers : {dossier}").format(dossier=dossier)])
    lignes = "\n\n".join("\n".join(bloc) for bloc in blocs if bloc).splitlines()
    return typographie.espaces("\n".join(ligne.rstrip() for ligne in lignes)) + "\n"


def _titre(titre: str, statut: str) -> list[str]:
    """Return the title and the status."""
    return [*textwrap.wrap(titre, LARGEUR), *textwrap.wrap(_("Statut : {statut}").format(statut=statut), LARGEUR)]


def _annees(tables: Tables) -> list[str]:
    """Return dwellings per year, with bars."""
    annees = tables.ensemble.annees
    comptes = [(int(a), int(n)) for a, n in zip(annees["annee"], annees["logements"], strict=True)]
    horizon = [(a, n) for a, n in comptes if a in tables.inst.annees]
    maximum = max((n for _a, n in horizon), default=0) or 1
    total = nombre(tables.valeur("logements", "total"))
    cout = millions(tables.valeur("argent", "cout"))
    tete = _("Logements rénovés : {total} en {operations} opérations, pour {cout}")
    lignes = [tete.format(total=total, operations=nombre(len(tables.ensemble.operations)), cout=cout)]
    return lignes + [f"  {a} {nombre(n):>8} {'█' * round(_BARRE * n / maximum)}" for a, n in horizon]


def _objectifs(tables: Tables) -> list[str]:
    """Return the three objectives."""
    figures = (
        ("energie", ("energie", "cumulee"), "MWh", 0),
        ("patrimoine", ("patrimoine", "total"), "points", 0),
        ("mixite", ("mixite", "total"), "menages_ponderes", 1),
    )
    return [_("Objectifs")] + [
        f"  {libelles.objectif(code):<18}{nombre(tables.valeur(*cle), d):>14} {libelles.unite(unite)}"
        for code, cle, unite, d in figures
    ]


def _fonds(tables: Tables) -> list[str]:
    """Return, per fund, what it had (or its ceiling by parity), what is used, what is lost; then the owners."""
    lignes = [(f.disponible_eur, f.utilise_eur, f.perdu_eur) for f in tables.fonds]
    ecrits = iter(typographie.montants([m for ligne in lignes for m in ligne]))
    entete = _rangee(_("Financements"), (_("disponible"), _("utilisé"), _("perdu")), marge="")
    return [entete, *(_rangee(f.libelle, (next(ecrits), next(ecrits), next(ecrits))) for f in tables.fonds)]


def _rangee(nom: str, montants: Sequence[str], marge: str = "  ") -> str:
    """Return one row: a name, then amounts aligned on the right."""
    return f"{marge}{_court(nom, _NOM - len(marge)):<{_NOM - len(marge)}} " + "".join(
        f"{m:>{_MONTANT}}" for m in montants
    )


def _cibles(bilans: Sequence[BilanCible]) -> list[str]:
    """Return the targets missed, or that none is."""
    manques = [c for c in bilans if c.manque]
    if not bilans:
        return []
    if not manques:
        return [_("Cibles : toutes sont atteintes")]
    return [_("Cibles manquées"), *(ligne for cible in manques for ligne in _cible(cible))]


def _cible(cible: BilanCible) -> Iterator[str]:
    """Yield the lines of one target missed."""
    phrase = _("{cible} : {valeur} sur {seuil} {unite} ; manque {manque}, soit {relatif}").format(
        cible=cible.libelle,
        valeur=nombre(cible.valeur),
        seuil=nombre(cible.seuil),
        unite=libelles.unite(cible.unite),
        manque=nombre(cible.manque),
        relatif=typographie.part(cible.relatif),
    )
    yield from textwrap.wrap(phrase, LARGEUR, initial_indent="  ", subsequent_indent="    ")


def _court(texte: str, largeur: int) -> str:
    """Return a text cut to a width."""
    return texte if len(texte) <= largeur else texte[: largeur - 1] + "…"
