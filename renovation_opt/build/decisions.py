"""(C17) Decisions already taken: engagées, imposées, exclues, resolved on the opérations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

import numpy as np

from renovation_opt.build.lots import Decoupage
from renovation_opt.errors import Probleme
from renovation_opt.instance import Bools, Petits
from renovation_opt.locale import _
from renovation_opt.schemas.chargement import ScenarioCharge


@dataclass(slots=True)
class Decisions:
    """What the decisions say of each opération [O]; ``bouquets``: opération -> the only bouquet allowed."""

    requise: Bools
    impose: Petits
    """[O, 2] first year (index) and duration, -1 when free."""
    debut_avant: Petits
    bouquets: dict[int, str] = field(default_factory=dict)


def exclure(charge: ScenarioCharge, codes: Iterable[str], problemes: list[Probleme]) -> set[str]:
    """Return the opérations that the scenario excludes; unknown names are added to ``problemes``."""
    exclues: set[str] = set()
    connus = list(codes)
    for i, exclue in enumerate(charge.scenario.decisions.exclues):
        exclues.update(_visees(charge, f"decisions.exclues.{i}", exclue.operation, exclue.cite, connus, problemes))
    return exclues


def resoudre_decisions(charge: ScenarioCharge, decoupage: Decoupage, problemes: list[Probleme]) -> Decisions:
    """Return the engagées and imposées; unknown names are added to ``problemes``."""
    nb, codes = len(decoupage.codes), list(decoupage.codes)
    rang = {code: o for o, code in enumerate(codes)}
    loin = np.iinfo(np.int32).max
    resultat = Decisions(np.zeros(nb, bool), np.full((nb, 2), -1, np.int32), np.full(nb, loin, np.int32))
    decisions, debut = charge.scenario.decisions, charge.scenario.horizon.debut
    for i, engagee in enumerate(decisions.engagees):
        for code in _visees(charge, f"decisions.engagees.{i}", engagee.operation, None, codes, problemes):
            o = rang[code]
            resultat.requise[o] = True
            resultat.impose[o] = (engagee.debut - debut, engagee.duree)
            if engagee.bouquet:
                resultat.bouquets[o] = engagee.bouquet
    for i, imposee in enumerate(decisions.imposees):
        cle = f"decisions.imposees.{i}"
        for code in _visees(charge, cle, imposee.operation, imposee.cite, codes, problemes, sociales=True):
            resultat.requise[rang[code]] = True
            if imposee.debut_avant is not None:
                resultat.debut_avant[rang[code]] = imposee.debut_avant - debut
    return resultat


def _visees(
    charge: ScenarioCharge,
    cle: str,
    operation: str | None,
    cite: str | None,
    codes: list[str],
    problemes: list[Probleme],
    *,
    sociales: bool = False,
) -> list[str]:
    """Return the opérations named by a decision: one, its phases, or those of a cité (social ones only if asked)."""
    nom = operation or cite or ""
    visees = [c for c in codes if c == nom or c.startswith(nom + "/")]
    if sociales and not operation:
        visees = [c for c in visees if "/proprietaires_prives" not in c]
    if not visees:
        fichier, ligne, colonne = charge.lieu(cle)
        proches = get_close_matches(nom, [c.split("/")[0] for c in codes] if cite else codes, n=1)
        problemes.append(
            Probleme(
                message=_("aucune opération ne porte ce nom"),
                fichier=fichier,
                ligne=ligne,
                colonne=colonne,
                cle=f"{cle}.{'cite' if cite else 'operation'}",
                trouve=nom,
                attendu=_("le code d'une cité ou d'une opération du parc"),
                remede=_("vouliez-vous dire « {proche} » ?").format(proche=proches[0])
                if proches
                else _("corrigez le nom ou supprimez la décision"),
            )
        )
    return visees
