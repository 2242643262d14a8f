"""Tables of a quantity by series and year.

Answers for: ``series_par_annee`` (from lines to series) and ``croise`` (the table, totals included).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from renovation_opt.locale import _
from renovation_opt.rapports.page.modele import Cellule, Entete, Tableau, chiffre
from renovation_opt.rapports.typographie import ABSENT


def series_par_annee(
    lignes: pd.DataFrame, dimension: str, colonne: str, noms: Mapping[str, str]
) -> dict[str, dict[int, int]]:
    """Return name -> year -> sum of a column, for the codes of ``noms``, in their order."""
    sommes = lignes.groupby([dimension, "annee"])[colonne].sum().to_dict()
    annees = sorted({int(annee) for annee in lignes["annee"]})
    return {nom: {annee: int(sommes.get((code, annee), 0)) for annee in annees} for code, nom in noms.items()}


def croise(
    legende: str,
    quoi: str,
    annees: Sequence[int],
    series: Mapping[str, Mapping[int, int]],
    ecrire: Callable[[float], str],
    code: str,
) -> Tableau:
    """Return the table of ``series`` (rows) by year (columns), with both totals."""
    entetes = (Entete(quoi), *(Entete(str(a), numerique=True) for a in annees), Entete(_("Total"), numerique=True))
    rangees = tuple(_rangee(nom, [valeurs.get(a, 0) for a in annees], ecrire) for nom, valeurs in series.items())
    totaux = [sum(valeurs.get(a, 0) for valeurs in series.values()) for a in annees]
    return Tableau(legende, entetes, rangees, _rangee(_("Total"), totaux, ecrire), code=code)


def _rangee(nom: str, valeurs: Sequence[int], ecrire: Callable[[float], str]) -> tuple[Cellule, ...]:
    """Return one row and its total."""
    total = sum(valeurs)
    return (Cellule(nom), *(chiffre(ecrire(v) if v else ABSENT, v) for v in valeurs), chiffre(ecrire(total), total))
