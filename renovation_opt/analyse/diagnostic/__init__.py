"""Why the hard statements of a scenario cannot hold together, and what to change.

Answers for: ``diagnostiquer`` (a scenario -> a ``Diagnostic``) and ``enqueter`` (the same for an instance).
Leaves to others: statements (recensement, limites), the filter (conflits), repairs (reparations), the sentences (cli).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path

from renovation_opt.analyse.diagnostic.conflits import (
    Conflit,
    Enquete,
    Niveau,
    Reconstruire,
    Verdict,
    conflits,
)
from renovation_opt.analyse.diagnostic.enonces import Cas, Enonce
from renovation_opt.analyse.diagnostic.recensement import recenser, remplacements
from renovation_opt.analyse.diagnostic.reparations import Preuve, Reparation, appliquer, reparer
from renovation_opt.analyse.etude import Etude, ouvrir
from renovation_opt.instance import Instance
from renovation_opt.locale import _
from renovation_opt.moteur.conflit import Planchers, eprouver, mesurer
from renovation_opt.moteur.suivi import Budget, Suivi, muet
from renovation_opt.schemas.chargement import ScenarioCharge

__all__ = ["Diagnostic", "diagnostiquer", "enqueter"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is known: ``verdict``, the conflicts, and the repairs of each, cheapest first.

    ``ensemble``: whether the cheapest verified repair of each conflict, all together, let a whole programme exist;
    ``None`` when there is only one conflict.  ``nombre``: hard statements examined.
    """

    verdict: Verdict
    nombre: int
    conflits: tuple[Conflit, ...] = ()
    reparations: tuple[tuple[Reparation, ...], ...] = ()
    ensemble: bool | None = None


def diagnostiquer(
    chemin: Path,
    budget: Callable[[Instance], Budget],
    suivi: Suivi = muet,
    annoncer: Callable[[str], None] = lambda _texte: None,
) -> tuple[Etude, Diagnostic]:
    """Return a scenario and its diagnosis; EntreeInvalide when it cannot be read."""
    etude = ouvrir(chemin)
    cas = _cas(etude.inst)
    enquete = Enquete(
        cas,
        recenser(cas, etude.charge),
        lambda: budget(etude.inst),
        _constructeur(chemin, etude.charge),
        suivi,
        annoncer,
    )
    return etude, enqueter(enquete)


def enqueter(enquete: Enquete) -> Diagnostic:
    """Return the diagnosis of a case: on the relaxation first, with whole programmes when it holds."""
    nombre = len(enquete.enonces)
    niveau = Niveau.RELAXATION
    enquete.annoncer(_("relaxation : les énoncés stricts ensemble"))
    if enquete.eprouver(enquete.cas).possible:
        niveau = Niveau.ENTIER
        enquete.annoncer(_("recherche d'un programme entier"))
        verdict = enquete.verdict(enquete.cas, niveau)
        if verdict is not Verdict.IMPOSSIBLE:
            return Diagnostic(verdict, nombre)
    enquete.annoncer(_("énoncés en conflit : filtre par suppression"))
    trouves = conflits(enquete, niveau)
    reparations = tuple(_reparations(enquete, trouves, rang) for rang in range(len(trouves)))
    return Diagnostic(Verdict.IMPOSSIBLE, nombre, trouves, reparations, _ensemble(enquete, reparations))


def _ensemble(enquete: Enquete, reparations: Sequence[Sequence[Reparation]]) -> bool | None:
    """Tell whether the cheapest repair of each conflict, together, let a whole programme be found."""
    premieres = [liste[0] for liste in reparations if liste and liste[0].preuve is not Preuve.INSUFFISANTE]
    if len(reparations) < 2 or len(premieres) < len(reparations):  # noqa: PLR2004 - one conflict is repaired alone
        return None
    enquete.annoncer(_("réparations ensemble"))
    cas = appliquer(enquete, premieres)
    return cas is not None and enquete.verdict(cas, Niveau.ENTIER) is Verdict.POSSIBLE


def _reparations(enquete: Enquete, trouves: Sequence[Conflit], rang: int) -> tuple[Reparation, ...]:
    """Return the repairs of one conflict, the others being dropped, cheapest first."""
    conflit = trouves[rang]
    autres = [e for i, autre in enumerate(trouves) if i != rang for e in autre.enonces]
    faites = []
    for enonce in conflit.enonces:
        enquete.annoncer(_("réparation : {enonce}").format(enonce=enonce.libelle))
        faites.append(reparer(enquete, enonce, autres, conflit.niveau))
    ordre = list(Preuve)
    return tuple(sorted(faites, key=lambda r: (ordre.index(r.preuve), r.cout, r.enonce.cle)))


def _cas(inst: Instance) -> Cas:
    """Return the case of an instance: hard targets only, floors in integers (a share is of the best, bounded alone)."""
    dures = replace(inst, cibles=tuple(c for c in inst.cibles if not c.souple))
    return Cas(dures, _planchers(dures))


def _planchers(inst: Instance) -> Planchers:
    """Return the floors of the method; none when the other statements conflict already: a best value has no sense."""
    objectif = inst.objectif
    if objectif.methode != "epsilon":
        return ()
    epreuve = eprouver(inst)
    if not epreuve.possible:
        return tuple((j, int(valeur)) for j, valeur, part in objectif.planchers if not part)
    return tuple(
        (j, ceil(valeur * mesurer(inst, j, epreuve.plans)) if part else ceil(valeur))
        for j, valeur, part in objectif.planchers
    )


def _constructeur(chemin: Path, charge: ScenarioCharge) -> Reconstruire:
    """Return how to build the instance of a scenario without some statements; each is built once."""
    faites: dict[str, Instance] = {}

    def reconstruire(retires: Sequence[Enonce], decalage: tuple[str, object] | None) -> Instance:
        valeurs = remplacements(charge, retires)
        if decalage is not None:
            valeurs = valeurs | _decalage(retires, *decalage)
        cle = repr(sorted(valeurs.items(), key=str))
        if cle not in faites:
            inst = ouvrir(chemin, valeurs).inst
            faites[cle] = replace(inst, cibles=tuple(c for c in inst.cibles if not c.souple))
        return faites[cle]

    return reconstruire


def _decalage(retires: Sequence[Enonce], cle: str, valeur: object) -> dict[str, object]:
    """Return another value of a decision, whose rank counts those dropped before it in its list."""
    liste, rang, champ = cle.rsplit(".", 2)
    decisions = [e.cle for e in retires if e.sans is None and e.cle.startswith(f"{liste}.")]
    avant = sum(int(autre.rpartition(".")[2]) < int(rang) for autre in decisions)
    return {f"{liste}.{int(rang) - avant}.{champ}": valeur}
