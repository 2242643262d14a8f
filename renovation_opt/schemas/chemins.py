"""Dotted paths into a scenario (``financements.anah.montant``, ``cibles.0.logements``): do they name something?

Answers for: ``verifier_chemin``; a path exists when the data has it, or when the schema allows it there.
Leaves to others: replacing the value (remplacement), whether the new value makes sense (chargement).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import UnionType
from typing import Any, Union, get_args, get_origin

from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.locale import _
from renovation_opt.schemas.modele import Modele, vouliez_vous
from renovation_opt.schemas.scenario import Scenario


def verifier_chemin(donnees: Mapping[Any, Any], chemin: str, lieu: str = "") -> object:
    """Return the value that stands at a path of the merged data, ``None`` when it is allowed but not written.

    Raises EntreeInvalide, placed at ``lieu``, with the nearest path that exists.
    """
    annotations: tuple[Any, ...] = (Scenario,)
    noeud: Any = donnees
    suivis: list[str] = []
    for morceau in chemin.split("."):
        connus = _cles(annotations, noeud)
        if morceau not in connus and not _annee_permise(annotations, noeud, morceau):
            raise _inconnu(chemin, suivis, morceau, connus, lieu)
        annotations = tuple(_dessous(annotations, morceau))
        noeud = _enfant(noeud, morceau)
        suivis.append(morceau)
    return noeud


def _cles(annotations: Iterable[Any], noeud: Any) -> list[str]:  # noqa: ANN401 - any node of the data
    """Return the keys that exist below a place: written, or allowed by the schema."""
    ecrites: list[str] = []
    if isinstance(noeud, Mapping):
        ecrites = [str(cle) for cle in noeud]
    elif isinstance(noeud, list | tuple):
        ecrites = [str(rang) for rang in range(len(noeud))]
    if noeud is not None and not isinstance(noeud, Mapping):
        return ecrites
    permises = [champ for a in annotations if isinstance(a, type) and issubclass(a, Modele) for champ in a.model_fields]
    return list(dict.fromkeys((*ecrites, *permises)))


def _annee_permise(annotations: Iterable[Any], noeud: Any, morceau: str) -> bool:  # noqa: ANN401 - idem
    """Tell whether a year may be added below a place: a curve given by year."""
    par_annee = any(get_origin(a) is dict and get_args(a)[0] is int for a in annotations)
    return par_annee and morceau.isdecimal() and len(morceau) == len("2017") and isinstance(noeud, Mapping)


def _dessous(annotations: Iterable[Any], morceau: str) -> Iterable[Any]:
    """Yield the types that the schema allows at a key below a place."""
    for annotation in annotations:
        if isinstance(annotation, type) and issubclass(annotation, Modele):
            if morceau in annotation.model_fields:
                yield from _plat(annotation.model_fields[morceau].annotation)
        elif get_origin(annotation) in {dict, tuple, list}:
            arguments = get_args(annotation)
            yield from _plat(arguments[-1] if get_origin(annotation) is dict else arguments[0])


def _plat(annotation: Any) -> Iterable[Any]:  # noqa: ANN401 - any annotation
    """Yield the members of a union, one by one, without their metadata."""
    if get_origin(annotation) in {Union, UnionType}:
        for membre in get_args(annotation):
            yield from _plat(membre)
    elif hasattr(annotation, "__metadata__"):
        yield from _plat(get_args(annotation)[0])
    else:
        yield annotation


def _enfant(noeud: Any, morceau: str) -> Any:  # noqa: ANN401 - any node of the data
    """Return what stands at a key below a node, ``None`` when nothing does."""
    if isinstance(noeud, Mapping):
        return noeud.get(morceau, noeud.get(int(morceau)) if morceau.isdecimal() else None)
    return noeud[int(morceau)] if isinstance(noeud, list | tuple) else None


def _inconnu(chemin: str, suivis: list[str], morceau: str, connus: list[str], lieu: str) -> EntreeInvalide:
    """Return the error of a path that names nothing."""
    debut = ".".join(suivis)
    if not connus:
        message = _("« {debut} » est une valeur : il n'y a rien dessous").format(debut=debut)
        remede = _("Arrêtez le chemin à « {debut} »").format(debut=debut)
        return EntreeInvalide([Probleme(message, lieu, cle=chemin, remede=remede)])
    message = _("ce chemin ne mène à rien dans le scénario : « {morceau} » n'existe pas").format(morceau=morceau)
    if debut:
        message += " " + _("sous « {debut} »").format(debut=debut)
    return EntreeInvalide([Probleme(message, lieu, cle=chemin, remede=vouliez_vous(morceau, connus))])
