"""``diagnostiquer``: which hard statements conflict, and the cheapest repairs, in the words of the scenario.

Answers for: the sentences, the JSON, the exit code: 0 when nothing conflicts, 1 when no programme exists, 3 when the
search stopped before knowing.
Leaves to others: the diagnosis (analyse.diagnostic).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from renovation_opt.analyse.diagnostic import Diagnostic, diagnostiquer
from renovation_opt.analyse.diagnostic.conflits import Conflit, Niveau, Verdict
from renovation_opt.analyse.diagnostic.enonces import Enonce
from renovation_opt.analyse.diagnostic.limites import EUROS, POINTS
from renovation_opt.analyse.diagnostic.reparations import Ajustement, Nature, Preuve, Reparation
from renovation_opt.cli.bavardage import sans_bavardage
from renovation_opt.cli.ecran import avertir, dire, paragraphe
from renovation_opt.cli.sortie_json import dire_json
from renovation_opt.errors import ArretSansProgramme, ProgrammeImpossible
from renovation_opt.instance import Instance
from renovation_opt.locale import _
from renovation_opt.moteur.suivi import Budget
from renovation_opt.rapports import libelles, typographie
from renovation_opt.unites import format_montant, format_nombre

TEMPS_S = 60
"""Seconds of one search of a whole programme when none are asked; a safety, the rounds stop it first."""
AJUSTEMENTS_MAX = 4
CODES = {Verdict.POSSIBLE: 0, Verdict.IMPOSSIBLE: ProgrammeImpossible.code, Verdict.INDECIS: ArretSansProgramme.code}


def diagnostiquer_scenario(chemin: Path, temps_s: int | None, tours: int, *, en_json: bool, silencieux: bool) -> int:
    """Diagnose a scenario; return the exit code."""

    def budget(inst: Instance) -> Budget:
        return Budget(float(temps_s or min(TEMPS_S, inst.resolution.temps_s)), tours)

    def annoncer(texte: str) -> None:
        if not silencieux:
            avertir(paragraphe(texte, suite="  "))

    with sans_bavardage():
        _etude, diagnostic = diagnostiquer(chemin, budget, annoncer=annoncer)
    if en_json:
        dire_json(en_donnees(chemin, diagnostic))
    else:
        for ligne in phrases(chemin, diagnostic):
            dire(ligne)
    return CODES[diagnostic.verdict]


def phrases(chemin: Path, diagnostic: Diagnostic) -> Iterator[str]:
    """Yield the lines to print."""
    nombre = typographie.nombre(diagnostic.nombre)
    if diagnostic.verdict is Verdict.POSSIBLE:
        texte = _("{chemin} : rien ne se contredit. Énoncés stricts examinés : {n} ; un programme entier les respecte.")
        yield paragraphe(texte.format(chemin=chemin, n=nombre))
        return
    if diagnostic.verdict is Verdict.INDECIS:
        texte = _(
            "{chemin} : la relaxation des {n} énoncés stricts tient, mais aucun programme entier n'a été trouvé avant "
            "la limite, et rien ne prouve qu'il n'en existe pas. Relancez avec --temps ou --tours plus grands."
        )
        yield paragraphe(texte.format(chemin=chemin, n=nombre))
        return
    texte = _("{chemin} : aucun programme ne respecte ensemble les énoncés stricts ({n} examinés).")
    yield paragraphe(texte.format(chemin=chemin, n=nombre))
    if len(diagnostic.conflits) > 1:
        yield paragraphe(_("Conflits sans énoncé commun : {n}, chacun à réparer.").format(n=len(diagnostic.conflits)))
    for conflit, reparations in zip(diagnostic.conflits, diagnostic.reparations, strict=True):
        yield ""
        yield from _conflit(conflit)
        yield ""
        yield from _reparations(reparations)
    if diagnostic.ensemble is not None:
        yield ""
        if diagnostic.ensemble:
            yield paragraphe(
                _("La première réparation de chaque conflit, toutes ensemble : un programme entier existe.")
            )
        else:
            yield paragraphe(_("La première réparation de chaque conflit, toutes ensemble : aucun programme trouvé."))


def _conflit(conflit: Conflit) -> Iterator[str]:
    """Yield a minimal conflicting set."""
    if len(conflit.enonces) == 1:
        yield paragraphe(_("Cet énoncé ne peut pas être tenu, même seul :"))
    else:
        yield paragraphe(_("Ces énoncés ne tiennent pas ensemble ; retirez-en un seul, et les autres tiennent :"))
    for rang, enonce in enumerate(conflit.enonces, start=1):
        yield paragraphe(_enonce(enonce), f"  {rang}. ")
    if conflit.niveau is Niveau.RELAXATION:
        yield paragraphe(_("Prouvé sur la relaxation : même des fractions d'opérations n'y suffisent pas."))
    else:
        yield paragraphe(_("Des fractions d'opérations y suffiraient, des opérations entières non : prouvé."))
    if not conflit.sur:
        texte = _("Une recherche s'est arrêtée à la limite : l'un de ces énoncés est peut-être de trop dans la liste.")
        yield paragraphe(texte)


def _enonce(enonce: Enonce) -> str:
    """Return a statement: words, value when it is one, key and place."""
    valeur = f"{_(' : ')}{_seuil(enonce)}" if len(enonce.groupes) == 1 else ""
    lieu = enonce.origine or enonce.cle
    return f"{enonce.libelle}{valeur} ({enonce.cle}, {lieu})" if lieu != enonce.cle else f"{enonce.libelle}{valeur}"


def _seuil(enonce: Enonce) -> str:
    """Return the value of a statement, and which side of it is allowed when it is a target or a floor."""
    groupe = enonce.groupes[0]
    quantite = _quantite(groupe.valeur, groupe.unite)
    modele = _("au moins {quantite}") if groupe.sens < 0 else _("au plus {quantite}")
    return modele.format(quantite=quantite)


def _reparations(reparations: Sequence[Reparation]) -> Iterator[str]:
    """Yield the repairs, cheapest first, then the statements that do not suffice alone."""
    utiles = [r for r in reparations if r.preuve is not Preuve.INSUFFISANTE]
    if utiles:
        yield paragraphe(_("Réparations possibles, la moins coûteuse d'abord :"))
    for rang, reparation in enumerate(utiles, start=1):
        yield paragraphe(_reparation(reparation), f"  {rang}. ")
    for reparation in reparations:
        if reparation.preuve is Preuve.INSUFFISANTE:
            texte = _("Ne suffit pas seul, même retiré : {enonce}.").format(enonce=reparation.enonce.libelle)
            yield paragraphe(texte, "  - ")


def _reparation(r: Reparation) -> str:
    """Return a repair as a sentence."""
    morceaux = [_changement(r)]
    if r.minimum and r.preuve is Preuve.ENTIER and r.nature is Nature.DESSERRER:
        total = sum(abs(int(a.apres) - int(a.avant)) for a in r.ajustements)
        if r.minimum < total:
            unite = r.ajustements[0].unite
            morceaux.append(_("la relaxation en exige au moins {minimum}").format(minimum=_quantite(r.minimum, unite)))
    preuve = {
        Preuve.ENTIER: _("vérifié : un programme entier existe"),
        Preuve.RELAXATION: _("vérifié sur la relaxation seulement"),
    }[r.preuve]
    return _(" ; ").join([*morceaux, preuve])


def _changement(r: Reparation) -> str:
    """Return what changes: ``23 000 → 21 450 logements``, ``+1,2 M€ en 2019``, or that the statement goes."""
    if r.nature is Nature.RETIRER:
        return _("{enonce} : à retirer ({cle})").format(enonce=r.enonce.libelle, cle=r.enonce.cle)
    if r.nature is Nature.DECALER:
        ajustement = r.ajustements[0]
        texte = _("{enonce} : {champ} {valeur} ({cle})")
        return texte.format(enonce=r.enonce.libelle, champ=ajustement.quand, valeur=ajustement.apres, cle=r.enonce.cle)
    ecrits = [_ajustement(a) for a in r.ajustements[:AJUSTEMENTS_MAX]]
    reste = len(r.ajustements) - AJUSTEMENTS_MAX
    if reste > 0:
        ecrits.append(_("et {n} autres").format(n=reste))
    part = typographie.part(r.cout)
    return _("{enonce} : {changements} ({part} de l'énoncé, {cle})").format(
        enonce=r.enonce.libelle, changements=", ".join(ecrits), part=part, cle=r.enonce.cle
    )


def _ajustement(a: Ajustement) -> str:
    """Return one value that changes: from and to for a whole statement, what is added for a year."""
    if not a.quand:
        euros = a.unite in {EUROS, "EUR"}
        avant = format_montant(int(a.avant)) if euros else format_nombre(int(a.avant))
        return f"{avant} → {_quantite(int(a.apres), a.unite)}"
    plus = int(a.apres) - int(a.avant)
    signe = "+" if plus > 0 else "-"
    if a.quand.isdecimal():
        return _("{quantite} en {annee}").format(quantite=f"{signe}{_quantite(abs(plus), a.unite)}", annee=a.quand)
    return f"{a.quand}{_(' : ')}{signe}{_quantite(abs(plus), a.unite)}"


def _quantite(valeur: int, unite: str) -> str:
    """Return a quantity in its unit."""
    if unite in {EUROS, "EUR"}:
        return format_montant(valeur)
    nombre = format_nombre(valeur)
    return f"{nombre} %" if unite == POINTS else f"{nombre} {libelles.unite(unite)}"


def en_donnees(chemin: Path, diagnostic: Diagnostic) -> dict[str, Any]:
    """Return the diagnosis for machines."""
    return {
        "format": 1,
        "scenario": chemin.as_posix(),
        "verdict": diagnostic.verdict.value,
        "enonces_examines": diagnostic.nombre,
        "reparations_ensemble": diagnostic.ensemble,
        "conflits": [
            {
                "niveau": conflit.niveau.value,
                "minimal_prouve": conflit.sur,
                "enonces": [{"cle": e.cle, "libelle": e.libelle, "origine": e.origine} for e in conflit.enonces],
                "reparations": [_reparation_en_donnees(r) for r in reparations],
            }
            for conflit, reparations in zip(diagnostic.conflits, diagnostic.reparations, strict=True)
        ],
    }


def _reparation_en_donnees(r: Reparation) -> dict[str, Any]:
    """Return a repair for machines."""
    return {
        "cle": r.enonce.cle,
        "nature": r.nature.value,
        "preuve": r.preuve.value,
        "part": r.cout,
        "minimum_relaxation": r.minimum,
        "ajustements": [
            {"quand": a.quand, "avant": a.avant, "apres": a.apres, "unite": a.unite} for a in r.ajustements
        ],
        "phrase": _changement(r) if r.preuve is not Preuve.INSUFFISANTE else "",
    }
