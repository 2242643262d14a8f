"""Energy classes before and after works, as flows.

Answers for: ``sankey``: classes before on the left, after on the right, a ribbon for each move, its width by dwellings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from renovation_opt.instance import ETIQUETTES
from renovation_opt.locale import _
from renovation_opt.rapports.page import couleurs
from renovation_opt.rapports.page.modele import Dessin, Forme
from renovation_opt.rapports.tables.dpe import Classes
from renovation_opt.rapports.typographie import nombre

LARGEUR, HAUTEUR = 560, 330
_GAUCHE, _DROITE, _HAUT, _BAS, _BLOC, _ECART = 92, 92, 28, 8, 16, 14


def sankey(flux: Sequence[Classes]) -> Dessin:
    """Return the drawing of ``flux[i][j]``: dwellings that go from class i to class j."""
    avant, apres = [sum(f) for f in flux], [sum(f) for f in zip(*flux, strict=True)]
    echelle = _echelle(avant, apres)
    gauche, droite = _sommets(avant, echelle), _sommets(apres, echelle)
    x_droite = LARGEUR - _DROITE - _BLOC
    formes = (
        *_titres(x_droite),
        *_rubans(flux, gauche, droite, echelle),
        *_blocs(avant, gauche, echelle, _GAUCHE, "end"),
        *_blocs(apres, droite, echelle, x_droite, "start"),
    )
    titre = _("Classes énergétiques des logements rénovés, avant et après travaux")
    return Dessin(titre, _("Le tableau donne les mêmes nombres."), LARGEUR, HAUTEUR, formes)


def _echelle(avant: Sequence[int], apres: Sequence[int]) -> float:
    """Return the height of one dwelling, so that the side with most classes fits."""
    total = sum(avant)
    classes = max(sum(1 for n in cote if n) for cote in (avant, apres))
    return (HAUTEUR - _HAUT - _BAS - _ECART * max(0, classes - 1)) / total if total else 0.0


def _sommets(comptes: Sequence[int], echelle: float) -> list[float]:
    """Return the top of each class of a side."""
    sommets, y = [], float(_HAUT)
    for n in comptes:
        sommets.append(y)
        y += n * echelle + _ECART if n else 0.0
    return sommets


def _titres(x_droite: float) -> Iterator[Forme]:
    """Yield the titles of the sides."""
    yield Forme("text", {"x": _GAUCHE + _BLOC, "y": 14, "text-anchor": "end", "class": "total"}, _("Avant"))
    yield Forme("text", {"x": x_droite, "y": 14, "text-anchor": "start", "class": "total"}, _("Après"))


def _blocs(comptes: Sequence[int], sommets: Sequence[float], echelle: float, x: float, ancre: str) -> Iterator[Forme]:
    """Yield the block and the words of each class of a side."""
    x_texte = x - 6 if ancre == "end" else x + _BLOC + 6
    for lettre, n, y in zip(ETIQUETTES, comptes, sommets, strict=True):
        if n:
            place = {"x": x, "y": round(y, 1), "width": _BLOC, "height": round(max(1.0, n * echelle), 1)}
            yield Forme("rect", place | {"fill": couleurs.DPE[lettre], "stroke": couleurs.ENCRE, "stroke-width": 0.5})
            milieu = round(y + n * echelle / 2 + 4, 1)
            yield Forme("text", {"x": x_texte, "y": milieu, "text-anchor": ancre}, f"{lettre}{_(' : ')}{nombre(n)}")


def _rubans(
    flux: Sequence[Classes], gauche: Sequence[float], droite: Sequence[float], echelle: float
) -> Iterator[Forme]:
    """Yield the ribbons, from the best class to the worst."""
    departs, arrivees = list(gauche), list(droite)
    for i, ligne in enumerate(flux):
        for j, n in enumerate(ligne):
            if n:
                epaisseur = n * echelle
                trace = _trace(departs[i], arrivees[j], epaisseur)
                departs[i], arrivees[j] = departs[i] + epaisseur, arrivees[j] + epaisseur
                couleur = couleurs.DPE[ETIQUETTES[i]]
                titre = _("De {avant} à {apres} : {n} logements")
                mots = titre.format(avant=ETIQUETTES[i], apres=ETIQUETTES[j], n=nombre(n))
                yield Forme("path", {"d": trace, "fill": couleur, "fill-opacity": 0.45}, titre=mots)


def _trace(depart: float, arrivee: float, epaisseur: float) -> str:
    """Return the outline of a ribbon."""
    x1, x2 = _GAUCHE + _BLOC, LARGEUR - _DROITE - _BLOC
    milieu = (x1 + x2) / 2
    aller = f"M{x1},{depart:.1f}C{milieu},{depart:.1f} {milieu},{arrivee:.1f} {x2},{arrivee:.1f}"
    bas_depart, bas_arrivee = depart + epaisseur, arrivee + epaisseur
    retour = f"V{bas_arrivee:.1f}C{milieu},{bas_arrivee:.1f} {milieu},{bas_depart:.1f} {x1},{bas_depart:.1f}Z"
    return aller + retour
