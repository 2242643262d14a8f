"""The seventeen rules of the audit, in words.

Answers for: ``libelle``.
Leaves to others: the rules (audit), their equations (formulation.md).
"""

from __future__ import annotations

from renovation_opt.locale import _


def libelle(tag: str) -> str:
    """Return what a rule asks, in one sentence without full stop; its tag when we know no words for it."""
    mots = {
        "C1": _("une opération a au plus un chantier et un montage"),
        "C2": _("tout lot obligatoire d'une opération ouverte est traité"),
        "C3": _("un lot facultatif reçoit au plus un bouquet"),
        "C4": _("chaque bouquet est permis par la protection, le statut et le parti"),
        "C5": _("coût = aides + fonds propres, à l'euro"),
        "C6": _("chaque aide est due : taux, plafonds, quotas, éligibilité"),
        "C7": _("le cumul des aides publiques reste sous son plafond"),
        "C8": _("capacité annuelle de chaque bailleur"),
        "C9": _("chantiers simultanés et phases de chaque bailleur"),
        "C10": _("tranches annuelles des financements et reports"),
        "C11": _("parité entre financeurs"),
        "C12": _("fonds propres et reste à charge"),
        "C13": _("capacité de la filière locale"),
        "C14": _("cibles de logements et de consommation des aides"),
        "C15": _("cités prioritaires commencées à temps"),
        "C16": _("démarrage groupé des grappes"),
        "C17": _("opérations engagées, imposées, exclues"),
    }
    return mots.get(tag, tag)
