"""The headline figures of a written report against those that the audit recomputes.

Answers for: ``ecarts_de_chiffres``.
Leaves to others: recomputing (audit), every other figure, which the hashes of the manifest protect.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from renovation_opt.audit import Bilan
from renovation_opt.cli.erreurs import entree
from renovation_opt.instance import ECHELLE_MIXITE, ECHELLE_PATRIMOINE, OBJECTIFS
from renovation_opt.locale import _
from renovation_opt.rapports.remplacement import MANIFESTE

INDICATEURS = "indicateurs.json"
KWH_PAR_MWH = 1_000


class Chiffre(NamedTuple):
    """A figure: where it is written, the integers in one unit, its exact value."""

    cle: tuple[str, ...]
    par_unite: int
    exact: int


def ecarts_de_chiffres(dossier: Path, bilan: Bilan) -> list[str]:
    """Return one sentence per figure that differs from the recomputed one.  EntreeInvalide: unreadable files."""
    manifeste = lire_json(dossier / MANIFESTE)
    indicateurs = lire_json(dossier / INDICATEURS).get("indicateurs")
    return [*_objectifs(manifeste, bilan), *_indicateurs(indicateurs, bilan)]


def lire_json(fichier: Path) -> dict[str, Any]:
    """Return a JSON object; EntreeInvalide when there is none."""
    try:
        contenu = json.loads(fichier.read_bytes())
    except (OSError, ValueError, RecursionError) as erreur:
        raise _illisible(fichier) from erreur
    if not isinstance(contenu, dict):
        raise _illisible(fichier)
    return contenu


def _illisible(fichier: Path) -> Exception:
    """Return the error of a file that cannot be read."""
    remede = _("Donnez le dossier d'un rapport écrit par « resoudre »")
    return entree(_("le fichier est absent ou illisible"), str(fichier), remede=remede)


def _objectifs(manifeste: dict[str, Any], bilan: Bilan) -> Iterator[str]:
    """Yield the objectives of the manifest that differ."""
    ecrits = manifeste.get("objectifs")
    for nom, exact in zip(OBJECTIFS, bilan.objectifs, strict=True):
        ecrit = ecrits.get(nom) if isinstance(ecrits, dict) else None
        if ecrit != exact:
            yield _ecart(f"{MANIFESTE}, objectifs.{nom}", ecrit, exact)


def _indicateurs(arbre: Any, bilan: Bilan) -> Iterator[str]:  # noqa: ANN401 - JSON
    """Yield the indicators that differ."""
    for chiffre in _chiffres(bilan):
        ecrit = _atteindre(arbre, chiffre.cle)
        juste = isinstance(ecrit, int | float) and round(ecrit * chiffre.par_unite) == chiffre.exact
        if not juste:
            exact = chiffre.exact if chiffre.par_unite == 1 else chiffre.exact / chiffre.par_unite
            yield _ecart(f"{INDICATEURS}, {'.'.join(chiffre.cle)}", ecrit, exact)


def _chiffres(bilan: Bilan) -> Iterator[Chiffre]:
    """Yield the figures that are compared."""
    energie, patrimoine, mixite = bilan.objectifs
    yield Chiffre(("energie", "cumulee"), KWH_PAR_MWH, energie)
    yield Chiffre(("patrimoine", "total"), ECHELLE_PATRIMOINE, patrimoine)
    yield Chiffre(("mixite", "total"), ECHELLE_MIXITE, mixite)
    yield Chiffre(("logements", "total"), 1, sum(map(sum, bilan.logements)))
    yield Chiffre(("argent", "fonds_propres"), 1, sum(map(sum, bilan.fonds_propres_eur)))
    yield Chiffre(("argent", "aides"), 1, sum(map(sum, bilan.aides_eur)))


def _atteindre(arbre: Any, cle: tuple[str, ...]) -> object:  # noqa: ANN401 - JSON
    """Return the value of an indicator, ``None`` when there is none."""
    for nom in (*cle, "valeur"):
        arbre = arbre.get(nom) if isinstance(arbre, dict) else None
    return None if isinstance(arbre, bool) else arbre


def _ecart(lieu: str, ecrit: object, exact: object) -> str:
    """Return the sentence of one difference."""
    return _("{lieu} : {ecrit} écrit, {exact} recalculé").format(lieu=lieu, ecrit=ecrit, exact=exact)
