"""``sans-regret.html``: the map of the classes, linked with the table of the cités.

Answers for: ``octets``.  Leaves to others: the figures (presences), the page itself (page), charts (graphiques).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from renovation_opt.instance import OBJECTIFS
from renovation_opt.locale import _
from renovation_opt.rapports import libelles
from renovation_opt.rapports.analyses import page
from renovation_opt.rapports.analyses.frontiere import DECIMALES, PAR_UNITE, UNITES
from renovation_opt.rapports.analyses.page import PageAnalyse, Rangee, SectionAnalyse, TableauLie
from renovation_opt.rapports.analyses.presences import CLASSES, CitePresente, SansRegretLu, nom_classe, nom_nature
from renovation_opt.rapports.analyses.resume_presences import constats, ou_ailleurs, regle
from renovation_opt.rapports.graphiques import Graphique
from renovation_opt.rapports.page import couleurs
from renovation_opt.rapports.page.modele import Carton, Cellule, Entete
from renovation_opt.rapports.typographie import ABSENT, nombre, part

LARGEUR, HAUTEURS = 1_100, (260, 620)
"""Width of the map on a wide screen, and the heights it may have (pixels)."""
_TEINTES = {"socle": "#1f6f4a", "disputee": "#d9902f", "hors": couleurs.NEUTRE}


def octets(resultat: SansRegretLu) -> bytes:
    """Return the bytes of the page, in the current language."""
    return page.octets(composer(resultat))


def composer(resultat: SansRegretLu) -> PageAnalyse:
    """Return the page."""
    return PageAnalyse(
        titre=resultat.titre,
        question=resultat.question,
        surtitre=_("Cités sans regret"),
        constats=tuple(("", phrase) for phrase in constats(resultat)),
        sections=(_cites(resultat), _programmes(resultat)),
    )


def _cites(resultat: SansRegretLu) -> SectionAnalyse:
    """Return the classes, the map and the table."""
    cartons = []
    for classe in CLASSES:
        cites = resultat.de_classe(classe)
        note = _("{n} logements à traiter").format(n=nombre(sum(c.traitables for c in cites)))
        cartons.append(Carton(nom_classe(classe), nombre(len(cites)), note))
    return SectionAnalyse(
        "cites",
        _("Cités"),
        textes=(regle(resultat),),
        cartons=tuple(cartons),
        graphiques=(_carte(resultat),),
        tableaux=(_tableau(resultat),),
    )


def _carte(resultat: SansRegretLu) -> Graphique:
    """Return the map: a disc per cité, its area by dwellings, its colour by class."""
    situees = [
        c for c in resultat.cites if c.traitables and math.isfinite(c.cite.latitude) and math.isfinite(c.cite.longitude)
    ]
    milieu = sum(c.cite.latitude for c in situees) / max(1, len(situees))
    valeurs: list[dict[str, Any]] = [
        {
            "cle": c.cite.code,
            "cite": c.cite.nom,
            "commune": c.cite.commune,
            "classe": nom_classe(c.classe),
            "presence": part(c.part, 0),
            "annee": ou_ailleurs(c.annee),
            "logements": c.traitables,
            "x": round(c.cite.longitude * math.cos(math.radians(milieu)), 5),
            "y": round(c.cite.latitude, 5),
        }
        for c in sorted(situees, key=lambda c: (-c.traitables, c.cite.code))
    ]
    axe = {"type": "quantitative", "axis": None, "scale": {"zero": False, "nice": False, "padding": 12}}
    spec = {
        "params": [{"name": "choix", "value": ""}],
        "data": {"values": valeurs},
        "mark": {"type": "circle", "stroke": couleurs.ENCRE, "strokeWidth": 0.7},
        "encoding": {
            "x": axe | {"field": "x"},
            "y": axe | {"field": "y"},
            "size": {"field": "logements", "type": "quantitative", "scale": {"range": [20, 600]}, "legend": None},
            "color": {
                "field": "classe",
                "type": "nominal",
                "scale": {"domain": [nom_classe(c) for c in CLASSES], "range": [_TEINTES[c] for c in CLASSES]},
                "legend": {"title": None},
            },
            "opacity": {"condition": {"test": "choix == '' || choix == datum.cle", "value": 0.85}, "value": 0.25},
            "tooltip": [
                {"field": "cite", "title": _("Cité")},
                {"field": "commune", "title": _("Commune")},
                {"field": "classe", "title": _("Classe")},
                {"field": "presence", "title": _("Présence")},
                {"field": "annee", "title": _("Première année")},
                {"field": "logements", "title": _("Logements")},
            ],
        },
    }
    return Graphique(
        "carte",
        _("Carte des cités, par classe"),
        _("La surface d'un disque est proportionnelle aux logements à traiter. Le tableau donne les mêmes cités."),
        spec,
        hauteur=_hauteur(valeurs),
        large=True,
    )


def _hauteur(valeurs: Sequence[Mapping[str, Any]]) -> int:
    """Return a height that keeps the proportions of the ground at full width, within what a screen shows."""
    if not valeurs:
        return HAUTEURS[0]
    largeur, hauteur = (max(v[axe] for v in valeurs) - min(v[axe] for v in valeurs) for axe in ("x", "y"))
    voulue = round(LARGEUR * hauteur / largeur) if largeur else HAUTEURS[1]
    return min(max(voulue, HAUTEURS[0]), HAUTEURS[1])


def _tableau(resultat: SansRegretLu) -> TableauLie:
    """Return the table of the cités, core first."""
    entetes = (
        Entete(_("Cité")),
        Entete(_("Commune")),
        Entete(_("Bailleur")),
        Entete(_("Classe")),
        Entete(_("Présence"), numerique=True),
        Entete(_("Première année la plus fréquente")),
        Entete(_("Bouquet le plus fréquent")),
        Entete(_("Logements à traiter"), numerique=True),
        Entete(_("Logements rénovés, en moyenne"), numerique=True),
    )
    rangees = tuple(_rangee(cite, resultat.libelles) for classe in CLASSES for cite in resultat.de_classe(classe))
    return TableauLie(_("Présence de chaque cité dans les programmes comparés"), entetes, rangees)


def _rangee(presente: CitePresente, libelles_bouquets: Mapping[str, str]) -> Rangee:
    """Return the row of a cité."""
    bouquet = presente.bouquet and (libelles_bouquets[presente.bouquet[0]], presente.bouquet[1])
    style = {"socle": "socle", "disputee": "dispute", "hors": "hors"}[presente.classe]
    cellules = (
        Cellule(presente.cite.nom),
        Cellule(presente.cite.commune),
        Cellule(", ".join(presente.bailleurs)),
        Cellule(nom_classe(presente.classe), style),
        Cellule(part(presente.part, 0)),
        Cellule(ou_ailleurs(presente.annee)),
        Cellule(ou_ailleurs(bouquet)),
        Cellule(nombre(presente.traitables)),
        Cellule(nombre(presente.logements_moyens)),
    )
    return Rangee(cellules, presente.cite.code)


def _programmes(resultat: SansRegretLu) -> SectionAnalyse:
    """Return the programmes compared."""
    titres = [f"{libelles.objectif(nom)} ({libelles.unite(UNITES[j])})" for j, nom in enumerate(OBJECTIFS)]
    entetes = (
        Entete(_("Programme"), numerique=True),
        Entete(_("Nature")),
        *(Entete(titre, numerique=True) for titre in titres),
        Entete(_("Perte sur l'objectif du scénario"), numerique=True),
        Entete(_("Part commune avec le meilleur"), numerique=True),
    )
    rangees = []
    for p in resultat.programmes:
        objectifs = [nombre(v / PAR_UNITE[j], DECIMALES[j]) for j, v in enumerate(p.objectifs)]
        perte = ABSENT if p.perte is None else part(p.perte)
        textes = (nombre(p.rang), nom_nature(p.nature), *objectifs, perte, part(p.commun))
        rangees.append(Rangee(tuple(map(Cellule, textes))))
    tableau = TableauLie(_("Les programmes comparés"), entetes, tuple(rangees))
    return SectionAnalyse("programmes", _("Programmes comparés"), tableaux=(tableau,))
