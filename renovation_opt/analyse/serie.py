"""A sweep as reports draw it.

Answers for: ``serie``.
Leaves to others: drawing (rapports.balayage).
"""

from __future__ import annotations

from renovation_opt.analyse.balayage import Balayage, Releve
from renovation_opt.analyse.grandeurs import Grandeur
from renovation_opt.analyse.variations import Valeur
from renovation_opt.rapports.balayage.donnees import Axe, Serie
from renovation_opt.rapports.balayage.donnees import Releve as Dessine
from renovation_opt.schemas.chargement import ScenarioCharge

ECHEC = "echec"


def serie(charge: ScenarioCharge, balayage: Balayage, *, hypercube: bool) -> tuple[Serie, str]:
    """Return the points of a sweep and the code of the last stage of its solves."""
    resultats = [r.resultat for r in balayage.releves if r.resultat is not None and r.resultat.valeur is not None]
    connu = resultats[0] if resultats else None
    faits = tuple(r for r in balayage.releves if r.resultat is not None or r.echec)
    actifs = {code: f.libelle or code for code, f in charge.scenario.financements.items() if f.actif}
    dessinee = Serie(
        nom=charge.scenario.nom,
        titre=charge.scenario.titre,
        question=charge.question,
        axes=tuple(_axe(v.nom, [r.point.valeurs[i] for r in faits]) for i, v in enumerate(balayage.variations)),
        releves=tuple(_releve(r) for r in faits),
        unite=connu.unite if connu else "",
        fonds=actifs,
        hypercube=hypercube,
        reste=len(balayage.releves) - len(faits),
    )
    return dessinee, connu.etape if connu else "ponderee"


def _axe(nom: str, valeurs: list[Valeur]) -> Axe:
    """Return the axis of a statement."""
    numerique = all(isinstance(v, Grandeur) for v in valeurs)
    unite = next((v.unite for v in valeurs if isinstance(v, Grandeur)), "") if numerique else ""
    return Axe(nom, unite, numerique)


def _valeur(valeur: Valeur) -> float | str:
    """Return the value of a statement as drawings place it."""
    if not isinstance(valeur, Grandeur):
        return valeur.texte
    return int(valeur.nombre) if valeur.nombre.denominator == 1 and not valeur.decimales else float(valeur.nombre)


def _releve(releve: Releve) -> Dessine:
    """Return a point."""
    valeurs = tuple(_valeur(v) for v in releve.point.valeurs)
    resultat = releve.resultat
    if resultat is None:
        return Dessine(valeurs, ECHEC, motif=releve.echec)
    return Dessine(
        valeurs=valeurs,
        statut=resultat.statut,
        valeur=resultat.valeur,
        borne=resultat.borne,
        ecart=resultat.ecart,
        manque=resultat.manque if resultat.valeur is not None else None,
        mesures=resultat.mesures or {},
        jeu=resultat.jeu or {},
        aides=resultat.aides or {},
        limite=resultat.limite,
        motif=resultat.motif,
    )
