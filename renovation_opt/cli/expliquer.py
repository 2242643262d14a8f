"""``expliquer``: why a cité is in the programme, or what keeps it out.

Answers for: the order of the steps.
Leaves to others: the explanation (analyse), its words (rapports.analyses).
"""

from __future__ import annotations

from pathlib import Path

from renovation_opt.analyse.expliquer import expliquer
from renovation_opt.analyse.viser import viser
from renovation_opt.cli.analyses import DemandeAnalyse, etabli, ouvrir_etude, rendre
from renovation_opt.locale import _
from renovation_opt.rapports.analyses.explication import en_json
from renovation_opt.rapports.analyses.resume_explication import resumer


def expliquer_cite(chemin: Path, cite: str, leviers: int, demande: DemandeAnalyse) -> int:
    """Explain a cité or an opération of a scenario; return the exit code."""
    etude = ouvrir_etude(chemin, demande)
    visee = viser(etude.inst, cite)
    with etabli(etude.inst, demande, _("Étapes")) as (installer, annoncer):
        explication = expliquer(installer(), etude.inst, visee, leviers, annoncer)
    rendre(demande, resumer(explication), en_json(explication))
    return 0
