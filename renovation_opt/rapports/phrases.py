"""Sentences that several outputs share: the status of the proof, the audit.

Answers for: never saying more than what is proven.
Leaves to others: what is proven (tables.preuve).
"""

from __future__ import annotations

from renovation_opt.locale import _
from renovation_opt.programme import Statut
from renovation_opt.rapports import libelles, typographie
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.tables.preuve import Preuve


def nom_etape(code: str) -> str:
    """Return the readable name of a stage of the solve; an objective alone keeps its own."""
    noms = {
        "cibles": _("cibles souples"),
        "ponderee": _("somme pondérée des objectifs"),
        "equilibre": _("plus petite réussite"),
        "energie": _("énergie"),
        "patrimoine": _("patrimoine"),
        "mixite": _("mixité sociale"),
    }
    return noms.get(code, code)


def statut(preuve: Preuve) -> str:
    """Return the sentence of the status; a bounded programme names every stage that is not closed."""
    if preuve.statut is not Statut.BORNE:
        return libelles.statut_preuve(preuve.statut)
    ouvertes = [(nom_etape(etape.nom), etape.ecart or 0.0) for etape in preuve.etapes if not etape.fermee]
    if len(preuve.etapes) == 1 or not ouvertes:
        return _borne(max((ecart for _nom, ecart in ouvertes), default=0.0))
    details = [_("{phrase} ({etape})").format(etape=nom, phrase=_borne(ecart)) for nom, ecart in ouvertes]
    return _(" ; ").join(details)


def audit(contexte: Contexte) -> str:
    """Return the sentence of the audit."""
    if contexte.audit_conforme:
        return _("audit indépendant conforme : toutes les règles sont respectées")
    return _("audit non conforme : {n} infraction(s)").format(n=typographie.nombre(contexte.audit_infractions))


def _borne(ecart: float) -> str:
    """Return the sentence of one bound."""
    return _("à {ecart} au plus du meilleur possible").format(ecart=typographie.au_plus(ecart))
