"""The summary of no-regret cités on the terminal: 80 columns, plain text.

Answers for: ``resumer``, ``constats``.  Leaves to others: the figures (presences), printing (cli).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from renovation_opt.locale import _
from renovation_opt.rapports.analyses.presences import CLASSES, CitePresente, Classe, SansRegretLu, nom_classe
from renovation_opt.rapports.typographie import ABSENT, espaces, lier, nombre, part

LARGEUR = 80
CITES_MAX = 12
"""Cités listed by class; the files hold them all."""
_NOM = 34


def resumer(resultat: SansRegretLu, dossier: Path | None = None) -> str:
    """Return the summary; ``dossier``: where the files are."""
    blocs = [
        [*textwrap.wrap(resultat.titre, LARGEUR), *_phrases(constats(resultat))],
        _classes(resultat),
        *(_liste(resultat, classe) for classe in ("socle", "disputee")),
    ]
    if dossier is not None:
        blocs.append([_("Fichiers : {dossier}").format(dossier=dossier)])
    lignes = "\n\n".join("\n".join(bloc) for bloc in blocs if bloc).splitlines()
    return espaces("\n".join(ligne.rstrip() for ligne in lignes)) + "\n"


def constats(resultat: SansRegretLu) -> Iterator[str]:
    """Yield what was compared, and how it was chosen."""
    proches = [p for p in resultat.programmes if p.nature == "proche"]
    yield _("Programmes comparés : {n}, dont {f} de la frontière et {p} presque aussi bons.").format(
        n=nombre(len(resultat.programmes)), f=nombre(len(resultat.programmes) - len(proches)), p=nombre(len(proches))
    )
    yield _(
        "Les presque aussi bons perdent au plus {perte} sur l'objectif du scénario ; chacun partage le moins possible "
        "avec tous les précédents (années de début et bouquets, pondérés par les logements)."
    ).format(perte=part(resultat.perte))
    if len(proches) < resultat.demandes and not resultat.arretee:
        yield _("Demandés : {n} ; la recherche n'en a pas trouvé d'autre qui diffère.").format(
            n=nombre(resultat.demandes)
        )
    if proches:
        yield _("Le plus différent garde {part} du meilleur programme du scénario.").format(
            part=part(min(p.commun for p in proches))
        )
    if resultat.arretee:
        yield _("L'analyse a été arrêtée avant sa fin : les parts portent sur les programmes trouvés.")


def regle(resultat: SansRegretLu) -> str:
    """Return the thresholds of the classes."""
    return _("Socle : la cité est dans {socle} des programmes au moins. Hors programme : dans {hors} au plus.").format(
        socle=part(resultat.socle, 0), hors=part(resultat.hors, 0)
    )


def ou_ailleurs(paire: tuple[object, float] | None) -> str:
    """Write the most frequent year or bouquet and its share."""
    return ABSENT if paire is None else _("{valeur} ({part})").format(valeur=paire[0], part=part(paire[1], 0))


def _classes(resultat: SansRegretLu) -> list[str]:
    """Return how many cités and dwellings each class has."""
    lignes = _phrases([regle(resultat)])
    place = max(len(nom_classe(classe)) for classe in CLASSES) + 2
    for classe in CLASSES:
        cites = resultat.de_classe(classe)
        texte = _("cités : {cites} ; logements à traiter : {logements}")
        chiffres = texte.format(cites=nombre(len(cites)), logements=nombre(sum(c.traitables for c in cites)))
        lignes.append(f"  {nom_classe(classe):<{place}}{chiffres}")
    return lignes


def _liste(resultat: SansRegretLu, classe: Classe) -> list[str]:
    """Return the first cités of a class."""
    cites = resultat.de_classe(classe)
    if not cites:
        return []
    titre = f"{nom_classe(classe)} ({nombre(min(CITES_MAX, len(cites)))}/{nombre(len(cites))})"
    entete = f"{titre[:_NOM]:<{_NOM}}{_('présence'):>9}  {_('année'):<14}{_('bouquet')}"
    return [entete.capitalize(), *map(_rangee, cites[:CITES_MAX])]


def _rangee(presente: CitePresente) -> str:
    """Return the row of a cité."""
    nom = presente.cite.nom
    court = nom if len(nom) <= _NOM - 3 else nom[: _NOM - 4] + "…"
    tete = f"  {court:<{_NOM - 2}}{part(presente.part, 0):>9}  {ou_ailleurs(presente.annee):<14}"
    return (tete + ou_ailleurs(presente.bouquet))[:LARGEUR]


def _phrases(textes: Iterator[str] | list[str]) -> list[str]:
    """Return sentences wrapped to the width."""
    return [ligne for texte in textes for ligne in textwrap.wrap(lier(texte), LARGEUR)]
