"""``sans-regret``: which cités every reasonable programme treats.

Answers for: the order of the steps and the files.
Leaves to others: the programmes compared (analyse), the figures and drawings (rapports.analyses).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from renovation_opt.analyse.presences import Seuils
from renovation_opt.analyse.sans_regret import chercher, decrire
from renovation_opt.cli.analyses import (
    DemandeAnalyse,
    abandonner,
    carnet_de,
    dire_reprise,
    ecrire_dossier,
    etabli,
    ouvrir_etude,
    provenance,
    rendre,
)
from renovation_opt.cli.erreurs import entree
from renovation_opt.cli.fichiers import refuser_sortie
from renovation_opt.cli.provenance import lire_entrees
from renovation_opt.cli.resoudre import RAPPORTS
from renovation_opt.locale import _
from renovation_opt.rapports import fichiers_csv
from renovation_opt.rapports.analyses import page_presences, presences
from renovation_opt.rapports.analyses.resume_presences import resumer
from renovation_opt.rapports.fichiers_json import octets
from renovation_opt.unites import format_taux


@dataclass(frozen=True, slots=True)
class DemandeSansRegret:
    """What ``sans-regret`` is asked."""

    commune: DemandeAnalyse
    points: int
    proches: int
    perte: Fraction
    seuils: Seuils


def comparer_presences(chemin: Path, demande: DemandeSansRegret) -> int:
    """Find the programmes, count, write; return the exit code."""
    etude = ouvrir_etude(chemin, demande.commune)
    dossier = demande.commune.solve.sortie or RAPPORTS / f"{etude.inst.nom}-sans-regret"
    refuser_sortie(dossier)
    lus = lire_entrees(etude.charge)
    carnet = carnet_de(etude, demande.commune, dossier)
    try:
        with etabli(etude.inst, demande.commune, _("Programmes comparés"), carnet) as (installer, annoncer):
            trouve = chercher(installer(), demande.points, demande.proches, demande.perte, annoncer)
    except KeyboardInterrupt:
        return abandonner(carnet)
    dire_reprise(demande.commune, carnet, arretee=trouve.arretee)
    lu = decrire(trouve, demande.seuils)
    style = demande.commune.solve.csv
    fichiers = {
        "sans-regret.json": octets(presences.en_json(lu)),
        "cites.csv": fichiers_csv.octets(presences.table_cites(lu), style),
        "presences.csv": fichiers_csv.octets(presences.table_presences(lu), style),
        "sans-regret.html": page_presences.octets(lu),
    }
    options = {"points": demande.points, "proches": demande.proches, "perte": float(demande.perte)}
    ctx = provenance(etude, demande.commune, trouve.reference.programme, lus, **options)
    ecrire_dossier(dossier, "sans_regret", fichiers, ctx)
    rendre(demande.commune, resumer(lu, dossier), presences.en_json(lu) | {"dossier": str(dossier)})
    return 0


def lire_seuils(socle: Fraction, hors: Fraction) -> Seuils:
    """Return the thresholds of the classes; EntreeInvalide when a cité could be in two of them."""
    if hors >= socle:
        attendu = _("une part plus petite que --socle")
        raise entree(_("les deux seuils se croisent"), cle="--hors", trouve=format_taux(hors), attendu=attendu)
    return Seuils(socle, hors)
