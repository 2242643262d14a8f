"""What a scenario and its hypotheses mean, as plain texts: units resolved, defaults filled, curves by year.

Answers for: ``sens_scenario``, ``sens_hypotheses`` and ``sources``: two writings of the same thing give the same tree.
Leaves to others: comparing two of them (analyse.differences), the parc.

A tree is made of maps, lists and texts; ``None`` and empty nodes are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from renovation_opt.locale import _
from renovation_opt.schemas.bailleurs import Bailleur
from renovation_opt.schemas.condition import ecrire_condition
from renovation_opt.schemas.financement import Financement, tranches
from renovation_opt.schemas.hypotheses import HypothesesErbm
from renovation_opt.schemas.modele import Modele
from renovation_opt.schemas.nombre import Nombre
from renovation_opt.schemas.objectif import UNITES
from renovation_opt.schemas.scenario import Scenario
from renovation_opt.unites import format_annees, format_montant, format_nombre, format_taux

Noeud = dict[str, Any] | list[Any] | str
HORS_SENS = ("parc", "hypotheses")
"""Keys that name files: their contents are compared, not their names."""
RACCOURCIS = ("statut", "bailleur", "epci", "etiquette_dpe")
ENSEMBLES = ("classes", "facultatives", "assiette")
"""Lists whose order means nothing."""


def sens_scenario(scenario: Scenario, annees: Sequence[int]) -> dict[str, Any]:
    """Return the meaning of a scenario; curves are read in ``annees``, those of both scenarios when two are compared.

    A longer horizon is then one change, not one for every curve that goes on.
    """
    arbre = {cle: v for cle, v in _ecrit(scenario).items() if cle not in HORS_SENS}
    horizon = scenario.horizon.annees
    arbre["financements"] = {code: _financement(f, horizon) for code, f in scenario.financements.items()}
    arbre["bailleurs"] = {code: _bailleur(b, annees) for code, b in scenario.bailleurs.items()}
    arbre["objectif"] = _objectif(scenario)
    arbre["cibles"] = [_cible(cible) for cible in scenario.cibles]
    nettoye = _nettoyer(arbre)
    return nettoye if isinstance(nettoye, dict) else {}


def sens_hypotheses(hypotheses: HypothesesErbm) -> dict[str, Any]:
    """Return the meaning of a hypothesis set: every number with its unit, every rule."""
    nettoye = _nettoyer(_hypothese(hypotheses, _ecrit(hypotheses)))
    return nettoye if isinstance(nettoye, dict) else {}


def sources(hypotheses: HypothesesErbm) -> dict[str, str]:
    """Return key of a number -> where it comes from; it has no effect on a programme."""
    texte = _("{source} ({date}, {fiabilite})")
    return {e.cle: texte.format(source=e.source, date=e.date, fiabilite=e.fiabilite) for e in hypotheses.entrees()}


def _ecrit(modele: Modele) -> dict[str, Any]:
    """Return a model as its own writers put it."""
    return modele.model_dump(mode="json", warnings=False)


def _financement(f: Financement, annees: Sequence[int]) -> dict[str, Any]:
    """Return a fund: its envelope, its years when they are not the whole horizon, its slices when it cuts them."""
    ans = None if f.annees in (None, (annees[0], annees[-1])) else format_annees(f.annees or (0, 0))
    profil: Noeud = str(f.profil)
    if isinstance(f.profil, tuple):
        profil = {str(annee): format_montant(euros) for annee, euros in tranches(f, annees) or ()}
    montant = None if f.enveloppe_eur is None else format_montant(f.enveloppe_eur)
    return _ecrit(f) | {"montant": montant, "annees": ans or _("tout l'horizon"), "profil": profil}


def _bailleur(b: Bailleur, annees: Sequence[int]) -> dict[str, Any]:
    """Return a landlord: each curve as its value in each year of the horizon."""

    def courbe(valeur: Any, ecrire: Any) -> dict[str, str]:  # noqa: ANN401 - a method of Bailleur, a writer
        lues = {annee: valeur(annee) for annee in annees}
        return {str(annee): ecrire(v) for annee, v in lues.items() if v is not None}

    return _ecrit(b) | {
        "logements_par_an": courbe(b.capacite, format_nombre),
        "fonds_propres": courbe(b.fonds_propres_eur, format_montant),
        "chantiers_simultanes": courbe(b.chantiers, format_nombre),
    }


def _objectif(scenario: Scenario) -> dict[str, Any]:
    """Return the objective: weights as shares of their sum, scales with their unit."""
    objectif = scenario.objectif
    arbre = _ecrit(objectif)
    if objectif.poids is not None:
        poids = {nom: Fraction(getattr(objectif.poids, nom)) for nom in UNITES}
        arbre["poids"] = {nom: format_taux(p / sum(poids.values())) for nom, p in poids.items()}
    echelles = {nom: getattr(objectif.echelles, nom) for nom in UNITES}
    arbre["echelles"] = {nom: f"{format_nombre(e)} {UNITES[nom]}" for nom, e in echelles.items() if e is not None}
    return arbre


def _cible(cible: Any) -> dict[str, Any]:  # noqa: ANN401 - a Cible
    """Return a target: shortcuts and condition are one filter."""
    arbre = {cle: v for cle, v in _ecrit(cible).items() if cle not in RACCOURCIS}
    return arbre | {"condition": ecrire_condition(cible.filtre)}


def _hypothese(valeur: object, ecrit: Any) -> Any:  # noqa: ANN401 - any node
    """Return a node of the hypotheses, numbers as value and unit."""
    if isinstance(valeur, Nombre):
        return f"{valeur.texte()} {valeur.unite}"
    if isinstance(valeur, Modele):
        return {c: _hypothese(getattr(valeur, c), ecrit[c]) for c in type(valeur).model_fields}
    if isinstance(valeur, Mapping) and valeur and all(isinstance(v, Modele) for v in valeur.values()):
        return {str(c): _hypothese(v, ecrit[str(c)]) for c, v in valeur.items()}
    if isinstance(valeur, tuple) and valeur and all(isinstance(v, Modele) for v in valeur):
        return {str(i): _hypothese(v, ecrit[i]) for i, v in enumerate(valeur)}
    return ecrit


def _nettoyer(noeud: Any, cle: str = "") -> Noeud | None:  # noqa: ANN401 - any node
    """Return a tree of texts, without what is absent or empty."""
    if isinstance(noeud, Mapping):
        fils = {str(nom): _nettoyer(valeur, str(nom)) for nom, valeur in noeud.items()}
        return {nom: valeur for nom, valeur in fils.items() if valeur not in (None, {}, [])}
    if isinstance(noeud, list | tuple):
        lus = [_nettoyer(valeur) for valeur in noeud]
        return sorted(lus, key=str) if cle in ENSEMBLES else lus
    if isinstance(noeud, bool):
        return _("oui") if noeud else _("non")
    return None if noeud is None else str(noeud)
