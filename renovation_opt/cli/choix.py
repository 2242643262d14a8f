"""Conditions on a frontier, as one writes them: « energie >= 95 % et mixite >= 2 ménages ».

Answers for: ``lire_conditions``.  Leaves to others: what they select (analyse.choisir).
"""

from __future__ import annotations

import re
from fractions import Fraction

from renovation_opt.analyse.choisir import Condition
from renovation_opt.cli.erreurs import entree
from renovation_opt.errors import EntreeInvalide
from renovation_opt.instance import OBJECTIFS
from renovation_opt.locale import _
from renovation_opt.rapports.analyses.frontiere import PAR_UNITE
from renovation_opt.schemas.objectif import UNITES
from renovation_opt.unites import QuantiteInvalide, lire_quantite, lire_taux

OPTION = "--choisir"
_SEPARATEUR = re.compile(r"\s*;\s*|\s+(?:et|and)\s+")
_CONDITION = re.compile(r"\s*([^\W\d]+)\s*(?:>=|≥|=>)\s*(\S.*?)\s*")
_NOMS = {"énergie": "energie", "energy": "energie", "heritage": "patrimoine", "mixité": "mixite", "mix": "mixite"}


def lire_conditions(texte: str) -> tuple[Condition, ...]:
    """Return the floors written; EntreeInvalide when one cannot be read."""
    return tuple(_condition(morceau) for morceau in _SEPARATEUR.split(texte.strip()))


def _condition(texte: str) -> Condition:
    """Return one floor."""
    trouve = _CONDITION.fullmatch(texte)
    if trouve is None:
        raise _faute(texte)
    nom = _NOMS.get(trouve[1].lower(), trouve[1].lower())
    if nom not in OBJECTIFS:
        raise _faute(texte)
    j = OBJECTIFS.index(nom)
    try:
        if "%" in trouve[2]:
            return Condition(j, lire_taux(trouve[2]), part=True)
        return Condition(j, Fraction(lire_quantite(trouve[2], UNITES[nom]) * PAR_UNITE[j]), part=False)
    except QuantiteInvalide as erreur:
        raise entree(erreur.message, cle=OPTION, trouve=texte, attendu=erreur.attendu, remede=erreur.remede) from None


def _faute(texte: str) -> EntreeInvalide:
    """Return the error of a condition that cannot be read."""
    attendu = _("un objectif (energie, patrimoine ou mixite), « >= », puis une part de son meilleur ou une quantité")
    remede = _("Écrivez par exemple {exemple}").format(exemple=f"{OPTION} 'energie >= 95 %'")
    return entree(_("cette condition ne se lit pas"), cle=OPTION, trouve=texte, attendu=attendu, remede=remede)
