"""``frontiere.html``: the frontier as parallel coordinates linked with its table.

Answers for: ``octets``.  Leaves to others: the figures (frontiere), the page itself (page), charts (graphiques).
"""

from __future__ import annotations

from renovation_opt.instance import OBJECTIFS
from renovation_opt.locale import _
from renovation_opt.rapports import libelles
from renovation_opt.rapports.analyses import page
from renovation_opt.rapports.analyses.frontiere import (
    DECIMALES,
    UNITES,
    FrontiereLue,
    PointLu,
    ecrire_valeur,
    repere,
    valeur,
)
from renovation_opt.rapports.analyses.page import PageAnalyse, Rangee, Reglette, SectionAnalyse, TableauLie
from renovation_opt.rapports.analyses.resume_frontiere import constats, explication, noter
from renovation_opt.rapports.graphiques import Graphique
from renovation_opt.rapports.page import couleurs
from renovation_opt.rapports.page.modele import Carton, Cellule, Entete
from renovation_opt.rapports.typographie import au_plus, millions, nombre, part

_AUTRE = "autre"
_GRIS_BLEU = "#8aa0b8"
_COLONNES = {"expr": "width < 480 ? 3 : 8"}
"""Columns of a legend: a narrow screen shows it whole."""


def octets(frontiere: FrontiereLue) -> bytes:
    """Return the bytes of the page, in the current language."""
    return page.octets(composer(frontiere))


def composer(frontiere: FrontiereLue) -> PageAnalyse:
    """Return the page."""
    phrases = list(constats(frontiere))
    bon = frontiere.prouves == len(frontiere.points)
    return PageAnalyse(
        titre=frontiere.titre,
        question=frontiere.question,
        surtitre=_("Frontière des trois objectifs"),
        constats=(("bon", phrases[0]), ("bon" if bon else "alerte", phrases[1]), *(("", p) for p in phrases[2:])),
        sections=(_compromis(frontiere), _reperes(frontiere)),
    )


def _compromis(frontiere: FrontiereLue) -> SectionAnalyse:
    """Return the charts, the floors and the table."""
    return SectionAnalyse(
        "compromis",
        _("Compromis"),
        textes=(
            _("Chaque ligne est un programme ; en haut d'un axe, la meilleure valeur de la frontière, en bas la pire."),
            explication(frontiere),
        ),
        invite=_("Ne garder que les programmes qui atteignent au moins cette part du meilleur :"),
        compte=_("Programmes gardés : {n} sur {total}."),
        reglettes=tuple(_reglette(frontiere, j) for j in range(3)),
        graphiques=(_paralleles(frontiere), _nuage(frontiere)),
        tableaux=(_tableau(frontiere),),
    )


def _reperes(frontiere: FrontiereLue) -> SectionAnalyse:
    """Return the remarkable points."""
    remarquables = [point for point in frontiere.points if point.reperes]
    cartons = tuple(
        Carton(
            ", ".join(map(repere, point.reperes)),
            _("point {n}").format(n=nombre(point.rang)),
            _(" ; ").join(ecrire_valeur(point.objectifs[j], j) for j in range(3)),
        )
        for point in remarquables
    )
    return SectionAnalyse("reperes", _("Repères"), cartons=cartons)


def _reglette(frontiere: FrontiereLue, j: int) -> Reglette:
    """Return the floor of an objective: from the worst of the frontier to its best."""
    parts = [round(point.parts[j], 6) for point in frontiere.points]
    return Reglette(libelles.objectif(OBJECTIFS[j]), min(parts), max(parts), part(min(parts)))


def _groupe(point: PointLu) -> str:
    """Return what colours a point."""
    return point.reperes[0] if point.reperes else _AUTRE


def _couleur(frontiere: FrontiereLue) -> dict[str, object]:
    """Return the colour of the points: one per kind of landmark, grey-blue for the others."""
    ordre = ("scenario", "genou", *OBJECTIFS)
    presents = [code for code in ordre if any(_groupe(p) == code for p in frontiere.points)]
    domaine = [*map(repere, presents), _("autre point")]
    teintes = [couleurs.SERIES[1 + ordre.index(code)] for code in presents] + [_GRIS_BLEU]
    return {
        "field": "repere",
        "type": "nominal",
        "scale": {"domain": domaine, "range": teintes},
        "legend": {"title": None, "columns": _COLONNES},
    }


def _valeurs(frontiere: FrontiereLue) -> list[dict[str, object]]:
    """Return one row per point and objective."""
    bas = [min(p.objectifs[j] for p in frontiere.points) for j in range(3)]
    haut = [max(p.objectifs[j] for p in frontiere.points) for j in range(3)]
    lignes: list[dict[str, object]] = []
    for p in frontiere.points:
        commun = {
            "cle": str(p.rang),
            "repere": repere(_groupe(p)) if p.reperes else _("autre point"),
            **{f"p{j}": round(p.parts[j], 6) for j in range(3)},
            **{f"v{j}": round(valeur(p, j), 3) for j in range(3)},
        }
        for j, code in enumerate(OBJECTIFS):
            etendue = haut[j] - bas[j]
            position = round((p.objectifs[j] - bas[j]) / etendue, 5) if etendue else 1.0
            propre = {"rang": j, "axe": libelles.objectif(code), "position": position}
            lignes.append(commun | propre | {"texte": ecrire_valeur(p.objectifs[j], j)})
    return lignes


def _parametres() -> list[dict[str, object]]:
    """Return what the table and the floors set in a chart."""
    return [{"name": "choix", "value": ""}, *({"name": f"plancher{j}", "value": 0} for j in range(3))]


def _opacite() -> dict[str, object]:
    """Return the opacity: the point chosen stands out, those under a floor fade."""
    garde = " && ".join(f"datum.p{j} >= plancher{j} - 1e-9" for j in range(3))
    return {"condition": [{"test": "choix == datum.cle", "value": 1}, {"test": garde, "value": 0.75}], "value": 0.06}


def _paralleles(frontiere: FrontiereLue) -> Graphique:
    """Return the parallel coordinates."""
    axes = [libelles.objectif(code) for code in OBJECTIFS]
    ordre: dict[str, object] = {
        "field": "axe",
        "type": "nominal",
        "sort": axes,
        "axis": {"title": None, "labelAngle": 0, "domain": False, "ticks": False, "labelFontWeight": "bold"},
        "scale": {"type": "point", "padding": 0.35},
    }
    hauteur = {"field": "position", "type": "quantitative", "axis": None, "scale": {"domain": [-0.12, 1.08]}}
    bouts = [
        {"axe": axe, "position": bord, "texte": ecrire_valeur(extremum(p.objectifs[j] for p in frontiere.points), j)}
        for j, axe in enumerate(axes)
        for bord, extremum in ((1.06, max), (-0.07, min))
    ]
    spec = {
        "params": _parametres(),
        "layer": [
            {
                "data": {"values": [{"axe": axe} for axe in axes]},
                "mark": {"type": "rule", "stroke": couleurs.GRILLE, "strokeWidth": 2},
                "encoding": {"x": ordre},
            },
            {
                "data": {"values": _valeurs(frontiere)},
                "mark": {"type": "line", "interpolate": "linear"},
                "encoding": {
                    "x": ordre,
                    "y": hauteur,
                    "detail": {"field": "cle"},
                    "color": _couleur(frontiere),
                    "opacity": _opacite(),
                    "strokeWidth": {"condition": {"test": "choix == datum.cle", "value": 5}, "value": 1.8},
                },
            },
            {
                "data": {"values": _valeurs(frontiere)},
                "mark": {"type": "circle", "size": 60},
                "encoding": {
                    "x": ordre,
                    "y": hauteur,
                    "color": _couleur(frontiere),
                    "opacity": _opacite(),
                    "tooltip": [
                        {"field": "cle", "title": _("Point")},
                        {"field": "axe", "title": _("Objectif")},
                        {"field": "texte", "title": _("Valeur")},
                    ],
                },
            },
            {
                "data": {"values": bouts},
                "mark": {"type": "text", "dx": 6, "align": "left", "fontSize": 11},
                "encoding": {"x": ordre, "y": hauteur, "text": {"field": "texte"}},
            },
        ],
    }
    return Graphique(
        "paralleles",
        _("Les programmes de la frontière, objectif par objectif"),
        _("Survolez une ligne du tableau ou du dessin : l'autre la montre. Le tableau donne les mêmes nombres."),
        spec,
        hauteur=360,
        large=True,
    )


def _nuage(frontiere: FrontiereLue) -> Graphique:
    """Return energy against heritage, sized by mix."""
    axes = [
        {
            "field": f"v{j}",
            "type": "quantitative",
            "title": f"{libelles.objectif(OBJECTIFS[j])} ({libelles.unite(UNITES[j])})",
            "scale": {"zero": False, "nice": True},
            "axis": {"tickCount": 6, "format": f",.{DECIMALES[j]}~f"},
        }
        for j in range(3)
    ]
    taille = {cle: v for cle, v in axes[2].items() if cle != "axis"} | {"scale": {"range": [40, 700], "zero": False}}
    legende = {"symbolFillColor": _GRIS_BLEU, "symbolStrokeColor": couleurs.ENCRE, "columns": _COLONNES}
    spec = {
        "params": _parametres(),
        "config": {"legend": {"layout": {"bottom": {"direction": "vertical", "anchor": "start", "margin": 14}}}},
        "data": {"values": [ligne for ligne in _valeurs(frontiere) if ligne["rang"] == 0]},
        "mark": {"type": "circle", "stroke": couleurs.ENCRE, "strokeWidth": 0.7},
        "encoding": {
            "x": axes[0],
            "y": axes[1],
            "size": taille | {"legend": legende},
            "color": _couleur(frontiere),
            "opacity": _opacite(),
            "tooltip": [{"field": "cle", "title": _("Point")}]
            + [{"field": f"v{j}", "title": axes[j]["title"], "format": f",.{DECIMALES[j]}f"} for j in range(3)],
        },
    }
    return Graphique(
        "nuage",
        _("Énergie et patrimoine ; la surface d'un disque suit la mixité"),
        _("Le tableau donne les mêmes nombres."),
        spec,
        hauteur=340,
        large=True,
    )


def _tableau(frontiere: FrontiereLue) -> TableauLie:
    """Return the table of the points."""
    entetes = (
        Entete(_("Point"), numerique=True),
        *(Entete(f"{libelles.objectif(o)} ({libelles.unite(UNITES[j])})", True) for j, o in enumerate(OBJECTIFS)),  # noqa: FBT003
        *(Entete(_("{objectif}, part du meilleur").format(objectif=libelles.objectif(o)), True) for o in OBJECTIFS),  # noqa: FBT003
        Entete(_("Écart"), numerique=True),
        Entete(_("Marge"), numerique=True),
        Entete(_("Prouvé")),
        Entete(_("Repère")),
        Entete(_("Logements"), numerique=True),
        Entete(_("Coût total"), numerique=True),
        Entete(_("Aides"), numerique=True),
    )
    return TableauLie(_("Les points de la frontière"), entetes, tuple(map(_rangee, frontiere.points)))


def _rangee(point: PointLu) -> Rangee:
    """Return the row of a point."""
    textes = (
        nombre(point.rang),
        *(nombre(valeur(point, j), DECIMALES[j]) for j in range(3)),
        *(part(p) for p in point.parts),
        au_plus(point.ecart),
        noter(max(point.marges)),
        _("oui") if point.prouve else _("non"),
        ", ".join(map(repere, point.reperes)),
        nombre(point.logements),
        millions(point.cout_eur),
        millions(point.aides_eur),
    )
    return Rangee(tuple(map(Cellule, textes)), str(point.rang), tuple(round(p, 6) for p in point.parts))
