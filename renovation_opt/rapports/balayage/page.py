"""``balayage.html``: one self-contained page: response curves, what they prove, the points.

Answers for: ``octets``; the page forbids itself to load anything.
Leaves to others: the curves (courbes), the columns (fichiers), the library that draws (rapports.graphiques).
"""

from __future__ import annotations

from collections.abc import Iterator

from renovation_opt.locale import _, langue
from renovation_opt.programme import Statut
from renovation_opt.rapports import graphiques, libelles
from renovation_opt.rapports.balayage.courbes import courbes
from renovation_opt.rapports.balayage.donnees import Releve, Serie, lu
from renovation_opt.rapports.balayage.mesures import Mesure, mesures, objectif
from renovation_opt.rapports.colonnes import texte
from renovation_opt.rapports.page.gabarit import rendre
from renovation_opt.rapports.page.modele import Cellule, Entete, Tableau
from renovation_opt.rapports.typographie import ABSENT, au_plus, nombre, part

GABARIT = "balayage.html.j2"
RANGEES_MAX = 500
"""Points that the page lists; the files hold all of them."""
LISTEES = 9
"""Figures of the table."""


def octets(serie: Serie, etape: str) -> bytes:
    """Return the bytes of the page, in the current language; ``etape``: code of the last stage of the solves."""
    bibliotheque = graphiques.bibliotheque()
    return rendre(
        GABARIT,
        langue=langue(),
        serie=serie,
        constats=list(constats(serie)),
        graphiques=list(courbes(serie, etape)),
        points=_points(serie, etape),
        bibliotheque=bibliotheque,
        politique=graphiques.politique([bibliotheque]),
        reglages=graphiques.reglages(),
        textes=_textes(serie),
    )


def constats(serie: Serie) -> Iterator[tuple[str, str]]:
    """Yield (class, sentence): what was computed, how far it is proven, what failed."""
    faits = [r for r in serie.releves if r.calcule]
    yield "bon", _("Points calculés : {n} sur {total}").format(n=len(faits), total=len(serie.releves) + serie.reste)
    ecarts = [r.ecart for r in faits if r.ecart is not None]
    if ecarts:
        phrase = _("Chaque point est à {ecart} au plus du meilleur possible").format(ecart=au_plus(max(ecarts)))
        yield "bon", phrase
    if serie.reste:
        yield "alerte", _("Balayage interrompu ; points qui restent à calculer : {n}").format(n=serie.reste)
    impossibles = sum(r.statut == Statut.IMPOSSIBLE for r in serie.releves)
    if impossibles:
        yield "alerte", _("Points sans aucun programme possible : {n}").format(n=impossibles)
    rates = len(serie.releves) - len(faits) - impossibles
    if rates:
        yield "alerte", _("Points qui ont échoué : {n}").format(n=rates)


def _textes(serie: Serie) -> dict[str, str]:
    """Return the words of the page."""
    lecture = _(
        "Chaque point est un calcul complet, audité, parti du programme du scénario ; les échelles des objectifs sont "
        "celles du scénario, pour que les points se comparent. Une bande va du programme trouvé à ce que l'écart "
        "laisse possible : deux points dont les bandes se recouvrent ne sont pas départagés."
    )
    return {
        "surtitre": _("Balayage d'un scénario"),
        "aller": _("Aller au contenu"),
        "courbes": _("Courbes de réponse"),
        "points": _("Points"),
        "lecture": lecture,
        "enonces": _("Énoncés variés : {noms}").format(noms=", ".join(axe.titre for axe in serie.axes)),
        "reste": _("La page liste les {n} premiers points ; les fichiers les ont tous.").format(n=RANGEES_MAX)
        if len(serie.releves) > RANGEES_MAX
        else "",
        "pied": _("Cette page est un seul fichier : elle ne charge rien et se lit hors ligne."),
    }


def _points(serie: Serie, etape: str) -> Tableau:
    """Return the points as a table."""
    listees = mesures()[:LISTEES]
    valeur = objectif(etape, serie.unite)
    entetes = (
        *(Entete(axe.titre, axe.numerique) for axe in serie.axes),
        Entete(_("Statut")),
        Entete(valeur.titre, numerique=True),
        Entete(_("Borne"), numerique=True),
        Entete(_("Écart"), numerique=True),
        Entete(_("Manque des cibles souples"), numerique=True),
        *(Entete(m.titre, numerique=True) for m in listees),
    )
    rangees = tuple(_rangee(r, listees) for r in serie.releves[:RANGEES_MAX])
    return Tableau(_("Points, dans l'ordre du plan"), entetes, rangees)


def _rangee(releve: Releve, listees: tuple[Mesure, ...]) -> tuple[Cellule, ...]:
    """Return the row of a point."""
    proche = au_plus(releve.ecart) if releve.ecart is not None else ABSENT
    return (
        *(Cellule(lu(v)) for v in releve.valeurs),
        Cellule(statut(releve), "" if releve.calcule else "manque"),
        Cellule(nombre(releve.valeur, 4)),
        Cellule(nombre(releve.borne, 4)),
        Cellule(proche),
        Cellule(part(releve.manque, 2)),
        *(Cellule(texte(releve.mesures.get(m.code), m.nature)) for m in listees),
    )


def statut(releve: Releve) -> str:
    """Return the words for what is proven of a point, with the reason when there is no programme."""
    if releve.statut in set(Statut):
        mots = libelles.statut_preuve(Statut(releve.statut))
        return mots if releve.calcule else f"{mots}{_(' : ')}{_court(releve.motif)}" if releve.motif else mots
    return _("échec : {motif}").format(motif=_court(releve.motif))


def _court(motif: str) -> str:
    """Return a reason on one line."""
    lignes = " ".join(motif.split())
    return lignes if len(lignes) <= 200 else lignes[:199] + "…"  # noqa: PLR2004 - what a cell can hold
