"""Every hard statement of a scenario, in the order in which one reads it.

Answers for: ``recenser`` (instance, and the scenario it comes from when there is one -> statements), ``remplacements``
(statements to drop -> values to replace in the scenario).
Leaves to others: limits (limites), what conflicts (conflits).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from renovation_opt.analyse.diagnostic.enonces import Cas, Desserrer, Enonce, Groupe, Sans
from renovation_opt.analyse.diagnostic.limites import Placer, limites
from renovation_opt.instance import OBJECTIFS, Cible, Instance
from renovation_opt.locale import _
from renovation_opt.moteur.methodes import PAR_UNITE, UNITES
from renovation_opt.schemas.bailleurs import AUTRES_BAILLEURS, PROPRIETAIRES_PRIVES
from renovation_opt.schemas.chargement import ScenarioCharge

LISTES = ("decisions.engagees", "decisions.imposees", "decisions.exclues")


def recenser(cas: Cas, charge: ScenarioCharge | None = None) -> tuple[Enonce, ...]:
    """Return the hard statements of a case; without ``charge`` places are those that targets carry."""
    inst = cas.inst
    placer = _placer(charge)
    return (
        *_cibles(inst, charge),
        *_planchers(cas, placer),
        *(_decisions(charge) if charge is not None else _requises(inst)),
        *limites(inst, placer, _cles_bailleurs(inst, charge), _cles_filiere(inst, charge)),
        *_regroupements(inst, placer),
        *(_choix(charge) if charge is not None else ()),
    )


def remplacements(charge: ScenarioCharge, retires: Sequence[Enonce]) -> dict[str, object]:
    """Return the values that drop statements from a scenario, those that need the instance to be built again."""
    cles = [e.cle for e in retires if e.sans is None]
    valeurs: dict[str, object] = {}
    for liste in LISTES:
        rangs = {int(cle.rpartition(".")[2]) for cle in cles if cle.startswith(f"{liste}.")}
        if rangs:
            entrees = _ecrits(charge, liste)
            valeurs[liste] = [entree for i, entree in enumerate(entrees) if i not in rangs]
    autres = [cle for cle in cles if not cle.startswith(LISTES)]
    return valeurs | dict.fromkeys(autres)


def _placer(charge: ScenarioCharge | None) -> Placer:
    """Return key -> file and line, nothing without a scenario."""
    if charge is None:
        return lambda _cle: ""

    def placer(cle: str) -> str:
        fichier, ligne, _colonne = charge.lieu(cle)
        return f"{fichier}:{ligne}"

    return placer


def _cles_bailleurs(inst: Instance, charge: ScenarioCharge | None) -> dict[str, str]:
    """Return landlord -> key that speaks of it: its own, or the default of its kind."""
    cles = {}
    for b in inst.bailleurs:
        code = b.code
        if charge is not None and code not in charge.scenario.bailleurs:
            code = PROPRIETAIRES_PRIVES if b.prive else AUTRES_BAILLEURS
        cles[b.code] = f"bailleurs.{code}"
    return cles


def _cles_filiere(inst: Instance, charge: ScenarioCharge | None) -> dict[str, str]:
    """Return EPCI -> key that speaks of it."""
    propres = charge.scenario.filiere.particuliers if charge is not None and charge.scenario.filiere else {}
    return {e: f"filiere.particuliers.{e}" if e in propres else "filiere.montant" for e in inst.epcis}


def _cibles(inst: Instance, charge: ScenarioCharge | None) -> Iterator[Enonce]:
    """Yield the hard targets, those that one line of the scenario says together."""
    groupes: dict[str, list[Cible]] = {}
    for cible in inst.cibles:
        if not cible.souple:
            groupes.setdefault(cible.origine or cible.code, []).append(cible)
    cles = {}
    if charge is not None:
        lieux = (charge.lieu(f"cibles.{i}") for i in range(len(charge.scenario.cibles)))
        cles = {f"{fichier}:{ligne}": f"cibles.{i}" for i, (fichier, ligne, _c) in enumerate(lieux)}
    for origine, cibles in groupes.items():
        codes = [c.code for c in cibles]
        yield Enonce(
            cles.get(origine, f"cibles.{codes[0]}"),
            _libelle(cibles),
            cibles[0].origine,
            _sans_cibles(codes),
            tuple(_groupe_cible(c, seule=len(cibles) == 1) for c in cibles),
            _baisser(codes),
        )


def _libelle(cibles: Sequence[Cible]) -> str:
    """Return a target in words, with what it asks."""
    cible = cibles[0]
    if len(cibles) > 1:
        return _("{libelle}, et {n} autres cibles de la même ligne").format(libelle=cible.libelle, n=len(cibles) - 1)
    return cible.libelle


def _groupe_cible(cible: Cible, *, seule: bool) -> Groupe:
    """Return how a target gives: its threshold comes nearer."""
    nom = "" if seule else cible.libelle
    ligne = (f"cible_{cible.code}", 0)
    valeur = cible.seuil // cible.diviseur
    return Groupe(nom, (ligne,), valeur, cible.unite, -cible.sens, diviseur=cible.diviseur)


def _sans_cibles(codes: Sequence[str]) -> Sans:
    """Return how to drop targets."""
    return lambda cas: replace(
        cas, inst=replace(cas.inst, cibles=tuple(c for c in cas.inst.cibles if c.code not in codes))
    )


def _baisser(codes: Sequence[str]) -> Desserrer:
    """Return how to bring thresholds nearer."""

    def baisser(cas: Cas, montants: tuple[int, ...]) -> Cas:
        par_code = dict(zip(codes, montants, strict=True))
        cibles = tuple(
            replace(c, seuil=c.seuil - c.sens * par_code.get(c.code, 0) * c.diviseur) for c in cas.inst.cibles
        )
        return replace(cas, inst=replace(cas.inst, cibles=cibles))

    return baisser


def _planchers(cas: Cas, placer: Placer) -> Iterator[Enonce]:
    """Yield the floors on the objectives."""
    for j, seuil in cas.planchers:
        nom = OBJECTIFS[j]
        cle = f"objectif.planchers.{nom}"
        libelle = _("plancher de l'objectif {objectif}").format(objectif=nom)
        ligne = (f"plancher_{nom}", 0)
        groupe = Groupe("", (ligne,), seuil // PAR_UNITE[j], UNITES[j], -1, diviseur=PAR_UNITE[j])
        yield Enonce(cle, libelle, placer(cle), _sans_plancher(j), (groupe,), _moins_plancher(j))


def _sans_plancher(j: int) -> Sans:
    """Return how to drop a floor."""
    return lambda cas: replace(cas, planchers=tuple(p for p in cas.planchers if p[0] != j))


def _moins_plancher(j: int) -> Desserrer:
    """Return how to lower a floor."""

    def moins(cas: Cas, montants: tuple[int, ...]) -> Cas:
        baisse = montants[0] * PAR_UNITE[j]
        return replace(cas, planchers=tuple((k, s - baisse if k == j else s) for k, s in cas.planchers))

    return moins


def _requises(inst: Instance) -> Iterator[Enonce]:
    """Yield the opérations that must be there, when no scenario says by which decision."""
    for o in np.flatnonzero(inst.operations.requise).tolist():
        code = inst.operations.codes[o]
        libelle = _("opération {operation} imposée ou engagée").format(operation=code)
        yield Enonce(f"decisions.{code}", libelle, "", _sans_requise(code))


def _sans_requise(code: str) -> Sans:
    """Return how to leave an opération free."""

    def sans(cas: Cas) -> Cas:
        ops = cas.inst.operations
        requise = ops.requise.copy()
        requise[ops.codes.index(code)] = False
        return replace(cas, inst=replace(cas.inst, operations=replace(ops, requise=requise)))

    return sans


def _decisions(charge: ScenarioCharge) -> Iterator[Enonce]:
    """Yield the decisions of a scenario; dropping or moving one builds the instance again."""
    decisions, horizon = charge.scenario.decisions, charge.scenario.horizon
    placer = _placer(charge)
    for i, engagee in enumerate(decisions.engagees):
        cle = f"decisions.engagees.{i}"
        libelle = _("opération {operation} engagée en {debut}, durée {duree}").format(
            operation=engagee.operation, debut=engagee.debut, duree=engagee.duree
        )
        possibles = range(horizon.debut, horizon.fin - engagee.duree + 2)
        annees = sorted((a for a in possibles if a != engagee.debut), key=lambda a: (abs(a - engagee.debut), a))
        yield Enonce(cle, libelle, placer(cle), None, decalages=tuple((f"{cle}.debut", a) for a in annees))
    for i, imposee in enumerate(decisions.imposees):
        cle = f"decisions.imposees.{i}"
        libelle = _("{nom} imposé").format(nom=imposee.nom[1])
        decalages: tuple[tuple[str, object], ...] = ()
        if imposee.debut_avant is not None:
            libelle = _("{nom} imposé avant {annee}").format(nom=imposee.nom[1], annee=imposee.debut_avant)
            suivantes = range(imposee.debut_avant + 1, horizon.fin + 2)
            decalages = tuple((f"{cle}.debut_avant", a) for a in suivantes)
        yield Enonce(cle, libelle, placer(cle), None, decalages=decalages)
    for i, exclue in enumerate(decisions.exclues):
        cle = f"decisions.exclues.{i}"
        yield Enonce(cle, _("{nom} exclu").format(nom=exclue.nom[1]), placer(cle), None)


def _regroupements(inst: Instance, placer: Placer) -> Iterator[Enonce]:
    """Yield what binds the starts and the phases of opérations (C16, C9)."""
    if inst.grappe_fenetre and inst.grappes:
        yield Enonce(
            "grappes.fenetre",
            _("opérations d'une grappe commencées ensemble"),
            placer("grappes.fenetre"),
            _champ(grappe_fenetre=0),
            (
                Groupe(
                    "",
                    _toutes("grappes", len(inst.grappes) * inst.nb_annees),
                    inst.grappe_fenetre,
                    "ans",
                    lineaire=False,
                ),
            ),
            lambda cas, m: _champ(grappe_fenetre=cas.inst.grappe_fenetre + m[0])(cas),
        )
    if inst.phases_disjointes:
        cle = "operations.phases_sans_chevauchement"
        yield Enonce(cle, _("phases d'une cité sans chevauchement"), placer(cle), _champ(phases_disjointes=False))


def _toutes(famille: str, nombre: int) -> tuple[tuple[str, int], ...]:
    """Return every row of a famille."""
    return tuple((famille, i) for i in range(nombre))


def _champ(**champs: Any) -> Sans:  # noqa: ANN401 - fields of an Instance
    """Return the change of fields of the instance of a case."""
    return lambda cas: replace(cas, inst=replace(cas.inst, **champs))


def _choix(charge: ScenarioCharge) -> Iterator[Enonce]:
    """Yield what decides which plans exist: ceilings on the owner's money, bans on letting."""
    placer = _placer(charge)
    for code, bailleur in charge.scenario.bailleurs.items():
        if bailleur.reste_a_charge_max is not None:
            cle = f"bailleurs.{code}.reste_a_charge_max"
            libelle = _("{nom}, reste à charge maximal par logement").format(nom=bailleur.libelle or code)
            yield Enonce(cle, libelle, placer(cle), None)
    for lettre, annee in (charge.scenario.interdictions_location or {}).items():
        cle = f"interdictions_location.{lettre}"
        libelle = _("location de la classe {lettre} interdite en {annee}").format(lettre=lettre, annee=annee)
        yield Enonce(cle, libelle, placer(cle), None)


def _ecrits(charge: ScenarioCharge, cle: str) -> list[Any]:
    """Return a list as the scenario writes it."""
    noeud: Mapping[str, Any] | list[Any] = charge.fusion
    for nom in cle.split("."):
        noeud = noeud[nom]  # type: ignore[call-overload]
    return list(noeud)
