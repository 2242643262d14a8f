"""What changed in meaning between two scenarios: values, statements, hypotheses, parc.

Answers for: ``comparer_scenarios`` (two loaded scenarios -> the changes, each with its place before and after).
Leaves to others: the meaning of each (schemas.sens), reading revisions (schemas.revision), words (cli), what the
changes do to the programme (comparaison).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Any

from renovation_opt.analyse.appariement import SIGNATURES, apparier
from renovation_opt.locale import _
from renovation_opt.parc import lire_parc
from renovation_opt.parc.differences import DifferencesParc, comparer_parcs
from renovation_opt.schemas.chargement import ScenarioCharge
from renovation_opt.schemas.sens import sens_hypotheses, sens_scenario, sources

SANS_EFFET = ("nom", "titre", "langue", "libelle", "motif", "source")
"""Keys that name or explain: no programme depends on them."""


class Genre(StrEnum):
    """What happened to a value."""

    AJOUTE = "ajoute"
    RETIRE = "retire"
    MODIFIE = "modifie"


@dataclass(frozen=True, slots=True)
class Changement:
    """One change.  ``cle``: dotted key; ``lieux``: ``file:line`` before and after, empty where it is not written.

    ``effet``: whether a programme may depend on it.  ``origine``: ``scenario`` or ``hypotheses``.
    ``sujet``: which statement of a list it is, in the words of both scenarios.
    """

    cle: str
    genre: Genre
    avant: str
    apres: str
    lieux: tuple[str, str]
    effet: bool = True
    origine: str = "scenario"
    sujet: str = ""


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that changed; ``parc`` is ``None`` when both read the same bytes."""

    changements: tuple[Changement, ...]
    parc: DifferencesParc | None

    @property
    def effectives(self) -> int:
        """How many changes a programme may depend on."""
        return sum(c.effet for c in self.changements) + (self.parc is not None and not self.parc.identiques)


@dataclass(frozen=True, slots=True)
class _Cotes:
    """Both scenarios, to place what differs."""

    avant: ScenarioCharge
    apres: ScenarioCharge

    def changement(self, cle: str, avant: Any, apres: Any, rangs: tuple[str, str]) -> Changement:  # noqa: ANN401
        """Return the change of a node; ``rangs``: its key in each file, where ranks of lists may differ."""
        genre = Genre.AJOUTE if avant is None else Genre.RETIRE if apres is None else Genre.MODIFIE
        lieux = (
            "" if avant is None else _lieu(self.avant, rangs[0]),
            "" if apres is None else _lieu(self.apres, rangs[1]),
        )
        if isinstance(avant, Mapping) and isinstance(apres, Mapping):
            avant, apres = _restreint(avant, apres), _restreint(apres, avant)
        return Changement(cle, genre, texte(avant), texte(apres), lieux, cle.rpartition(".")[2] not in SANS_EFFET)


def comparer_scenarios(avant: ScenarioCharge, apres: ScenarioCharge) -> Differences:
    """Return what changed between two scenarios.  EntreeInvalide: a parc cannot be read."""
    cotes = _Cotes(avant, apres)
    annees = sorted({*avant.scenario.horizon.annees, *apres.scenario.horizon.annees})
    ecrits = sens_scenario(avant.scenario, annees), sens_scenario(apres.scenario, annees)
    changements = [
        *_noeuds(cotes, "", *ecrits, ("", "")),
        *_hypotheses(avant, apres),
    ]
    return Differences(tuple(changements), _parc(avant, apres))


def texte(noeud: Any) -> str:  # noqa: ANN401 - any node of a tree
    """Return a node in one line: years of one value together, keys with their values, lists with commas."""
    if noeud is None:
        return ""
    if isinstance(noeud, str):
        return noeud
    if isinstance(noeud, list):
        return ", ".join(map(texte, noeud))
    if noeud and all(cle.isdecimal() for cle in noeud):
        return _(" ; ").join(_periodes(noeud))
    return _(" ; ").join(f"{cle} {texte(valeur)}" for cle, valeur in noeud.items())


def _periodes(par_annee: Mapping[str, str]) -> Iterator[str]:
    """Yield ``800 en 2017``, ``95 M€ de 2020 à 2026``: runs of years with one value."""
    for valeur, paires in groupby(par_annee.items(), key=lambda paire: paire[1]):
        annees = [annee for annee, _valeur in paires]
        modele = _("{valeur} en {debut}") if len(annees) == 1 else _("{valeur} de {debut} à {fin}")
        yield modele.format(valeur=texte(valeur), debut=annees[0], fin=annees[-1])


def _restreint(noeud: Mapping[str, Any], autre: Mapping[str, Any]) -> dict[str, Any]:
    """Return what differs of a map by year."""
    return {cle: valeur for cle, valeur in noeud.items() if autre.get(cle) != valeur}


def _noeuds(cotes: _Cotes, cle: str, avant: Any, apres: Any, rangs: tuple[str, str]) -> Iterator[Changement]:  # noqa: ANN401
    """Yield the changes between two nodes."""
    if avant == apres:
        return
    if cle in SIGNATURES:
        yield from _listes(cotes, cle, avant or [], apres or [])
    elif _ouvert(cle, avant, apres):
        for nom in dict.fromkeys((*apres, *avant)):
            fils = tuple(_sous(rang, nom) for rang in (cle, *rangs))
            yield from _noeuds(cotes, fils[0], avant.get(nom), apres.get(nom), (fils[1], fils[2]))
    else:
        yield cotes.changement(cle, avant, apres, rangs)


def _ouvert(cle: str, avant: Any, apres: Any) -> bool:  # noqa: ANN401 - any node of a tree
    """Tell whether two nodes are compared key by key: maps on both sides, unless they hold years or a condition."""
    if not (isinstance(avant, Mapping) and isinstance(apres, Mapping)):
        return False
    annuel = all(nom.isdecimal() for nom in (*avant, *apres))
    return not annuel and cle.rpartition(".")[2] not in ("condition", "eligibilite")


def _listes(
    cotes: _Cotes, cle: str, avant: Sequence[dict[str, Any]], apres: Sequence[dict[str, Any]]
) -> Iterator[Changement]:
    """Yield the changes between two lists of statements."""
    for i, j in apparier(avant, apres, SIGNATURES[cle]):
        gauche, droite = (None if i is None else avant[i]), (None if j is None else apres[j])
        rang = i if j is None else j
        nom, rangs = f"{cle}.{rang}", (f"{cle}.{i}", f"{cle}.{j}")
        if gauche is None or droite is None:
            yield cotes.changement(nom, gauche, droite, rangs)
        elif gauche != droite:
            yield from _enonce(cotes, nom, gauche, droite, rangs)


def _enonce(
    cotes: _Cotes, cle: str, avant: dict[str, Any], apres: dict[str, Any], rangs: tuple[str, str]
) -> Iterator[Changement]:
    """Yield what changed inside a statement; what did not says which one it is."""
    commun = {nom: valeur for nom, valeur in apres.items() if avant.get(nom) == valeur}
    for nom in dict.fromkeys((*apres, *avant)):
        if nom not in commun:
            places = (_sous(rangs[0], nom), _sous(rangs[1], nom))
            change = cotes.changement(_sous(cle, nom), avant.get(nom), apres.get(nom), places)
            yield replace(change, sujet=texte(commun))


def _hypotheses(avant: ScenarioCharge, apres: ScenarioCharge) -> Iterator[Changement]:
    """Yield the changes of the hypotheses: numbers and rules, then where they come from."""
    if avant.hypotheses == apres.hypotheses:
        return
    ecrits = sens_hypotheses(avant.hypotheses), sens_hypotheses(apres.hypotheses)
    noms = avant.hypotheses_chemin.name, apres.hypotheses_chemin.name
    origines = sources(avant.hypotheses), sources(apres.hypotheses)
    for gauche, droite, suffixe in ((*ecrits, ""), (*origines, ".source")):
        plats = dict(_feuilles(gauche)), dict(_feuilles(droite))
        for cle in dict.fromkeys((*plats[1], *plats[0])):
            vieux, neuf = plats[0].get(cle), plats[1].get(cle)
            if vieux != neuf and (not suffixe or (vieux and neuf)):
                genre = Genre.AJOUTE if vieux is None else Genre.RETIRE if neuf is None else Genre.MODIFIE
                effet = not suffixe and cle.rpartition(".")[2] not in SANS_EFFET
                lieux = ("" if vieux is None else noms[0], "" if neuf is None else noms[1])
                yield Changement(cle + suffixe, genre, vieux or "", neuf or "", lieux, effet, "hypotheses")


def _feuilles(noeud: Any, cle: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any node of a tree
    """Yield (dotted key, text) of every leaf of a tree."""
    if isinstance(noeud, Mapping):
        for nom, fils in noeud.items():
            yield from _feuilles(fils, _sous(cle, nom))
    else:
        yield cle, texte(noeud)


def _parc(avant: ScenarioCharge, apres: ScenarioCharge) -> DifferencesParc | None:
    """Return the changes of the parc, ``None`` when both files hold the same bytes."""
    if avant.parc.read_bytes() == apres.parc.read_bytes():
        return None
    return comparer_parcs(lire_parc(avant.parc), lire_parc(apres.parc))


def _lieu(charge: ScenarioCharge, cle: str) -> str:
    """Return ``file:line`` of a key."""
    fichier, ligne, _colonne = charge.lieu(cle)
    return f"{fichier}:{ligne}"


def _sous(cle: str, nom: str) -> str:
    """Return the key of what is under a key."""
    return f"{cle}.{nom}" if cle else nom
