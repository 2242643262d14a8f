"""The summary of a frontier on the terminal: 80 columns, plain text.

Answers for: ``resumer``.  Leaves to others: the figures (frontiere), printing (cli).
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from renovation_opt.locale import _
from renovation_opt.rapports.analyses.frontiere import DECIMALES, FrontiereLue, PointLu, repere, valeur
from renovation_opt.rapports.typographie import ABSENT, au_plus, espaces, lier, nombre, part

LARGEUR = 80
_LARGEURS = (5, 11, 11, 8, 7, 7)


def resumer(frontiere: FrontiereLue, dossier: Path | None = None) -> str:
    """Return the summary; ``dossier``: where the files are."""
    blocs = [
        [*textwrap.wrap(frontiere.titre, LARGEUR), *_phrases(constats(frontiere))],
        [*_entete(), *(ligne for point in frontiere.points for ligne in _rangee(point))],
        _phrases([explication(frontiere)]),
    ]
    if dossier is not None:
        blocs.append([_("Fichiers : {dossier}").format(dossier=dossier)])
    lignes = "\n\n".join("\n".join(bloc) for bloc in blocs if bloc).splitlines()
    return espaces("\n".join(ligne.rstrip() for ligne in lignes)) + "\n"


def constats(frontiere: FrontiereLue) -> Iterator[str]:
    """Yield what is to be known first, one sentence each."""
    yield _(
        "Points : {n}, aucun dominé par un autre. Résolutions : {r} ; programmes dominés ou déjà trouvés : {e}."
    ).format(n=nombre(len(frontiere.points)), r=nombre(frontiere.resolutions), e=nombre(frontiere.ecartes))
    yield _("Prouvés non dominés à {tolerance} près : {n} sur {total}.").format(
        tolerance=part(frontiere.tolerance), n=nombre(frontiere.prouves), total=nombre(len(frontiere.points))
    )
    if frontiere.complete:
        yield _(
            "La frontière est complète, c'est prouvé : tout autre programme est dominé, à 0,2 % près de l'étendue d'un "
            "objectif."
        )
    elif frontiere.arretee:
        yield _("L'exploration a été arrêtée : d'autres points existent sans doute entre ceux-ci.")
    else:
        yield _("D'autres points peuvent exister entre ceux-ci.")
    if frontiere.sans_reponse:
        yield _("Recherches sans réponse ni preuve : {n}.").format(n=nombre(frontiere.sans_reponse))
    yield _("Hypervolume : {part} de la boîte entre les pires et les meilleures valeurs de la frontière.").format(
        part=part(frontiere.hypervolume)
    )


def explication(frontiere: FrontiereLue) -> str:
    """Return how to read gaps and margins."""
    return _(
        "Écart : entre le programme trouvé et la borne de sa résolution. Marge : ce qui dominerait le point le "
        "dépasserait d'au plus cette part du meilleur, sur l'objectif le moins bien prouvé ; le point est prouvé quand "
        "elle vaut {tolerance} au plus. Genou : le point le plus loin du plan qui joint les extrêmes."
    ).format(tolerance=part(frontiere.tolerance))


def noter(marge: float) -> str:
    """Write a margin, a dash when nothing is known."""
    return au_plus(marge, 1) if math.isfinite(marge) else ABSENT


def _phrases(textes: Iterator[str] | list[str]) -> list[str]:
    """Return sentences wrapped to the width."""
    return [ligne for texte in textes for ligne in textwrap.wrap(lier(texte), LARGEUR)]


def _titres() -> tuple[tuple[str, str], ...]:
    """Return the title and the unit of each column."""
    return (
        (_("Point"), ""),
        (_("Énergie"), "MWh"),
        (_("Patrimoine"), _("points")),
        (_("Mixité"), _("ménages")),
        (_("Écart"), ""),
        (_("Marge"), ""),
    )


def _entete() -> list[str]:
    """Return the header: titles, then units."""
    titres, unites = zip(*_titres(), strict=True)
    return [_aligner(titres) + "  " + _("Repère"), _aligner(unites)]


def _rangee(point: PointLu) -> list[str]:
    """Return the row of a point; landmarks that do not fit go on."""
    valeurs = [nombre(valeur(point, j), DECIMALES[j]) for j in range(3)]
    chiffres = (nombre(point.rang), *valeurs, au_plus(point.ecart, 1), noter(max(point.marges)))
    tete = _aligner(chiffres) + "  "
    marques = textwrap.wrap(", ".join(map(repere, point.reperes)), LARGEUR - len(tete)) or [""]
    return [tete + marques[0], *(" " * len(tete) + suite for suite in marques[1:])]


def _aligner(cellules: Sequence[str]) -> str:
    """Return cells aligned on the right, each column as wide as its words in the current language want."""
    lus = enumerate(zip(_LARGEURS, _titres(), strict=True))
    largeurs = [max(large, len(titre) + (rang > 0), len(unite) + 1) for rang, (large, (titre, unite)) in lus]
    return "".join(f"{cellule:>{largeur}}" for cellule, largeur in zip(cellules, largeurs, strict=True))
