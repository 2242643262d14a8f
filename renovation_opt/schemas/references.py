"""Names that a scenario uses must exist: funds in montages, levels, parities and targets; bouquets in decisions.

Answers for: these checks on the merged data, before the schemas read it, so that they are reported with the rest.
Leaves to others: cités, opérations and landlords, which the parc knows (build).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from renovation_opt.locale import _
from renovation_opt.schemas.modele import Cle, Faute, vouliez_vous

SANS_AIDE = "sans_aide"


def fautes_scenario(donnees: dict[Any, Any]) -> Iterator[Faute]:
    """Yield the faults of names inside a scenario."""
    fonds = [str(code) for code in _table(donnees, "financements")]
    yield from _montages(_table(donnees, "montages"), fonds)
    for code in _table(donnees, "niveaux"):
        yield from _fonds_connu(("niveaux", code), code, fonds)
    for code, financement in _table(donnees, "financements").items():
        yield from _parite(code, _table(financement, "parite"), fonds)
    for rang, cible in enumerate(_liste(donnees, "cibles")):
        nom = cible.get("financement") if isinstance(cible, dict) else None
        if isinstance(nom, str):
            yield from _fonds_connu(("cibles", rang, "financement"), nom, fonds)


def fautes_bouquets(donnees: dict[Any, Any], bouquets: list[str]) -> Iterator[Faute]:
    """Yield the bouquets named by a scenario (decisions, conditions) that the hypotheses do not have."""
    for rang, engagee in enumerate(_liste(_table(donnees, "decisions"), "engagees")):
        nom = engagee.get("bouquet") if isinstance(engagee, dict) else None
        if isinstance(nom, str) and nom not in bouquets:
            yield _inconnu(("decisions", "engagees", rang, "bouquet"), nom, bouquets)
    for cle, condition in _conditions(donnees):
        noms = condition.get("bouquet")
        for rang, nom in enumerate(noms if isinstance(noms, list) else [noms]):
            if isinstance(nom, str) and nom not in bouquets:
                suffixe: Cle = ("bouquet", rang) if isinstance(noms, list) else ("bouquet",)
                yield _inconnu((*cle, *suffixe), nom, bouquets)


def _conditions(donnees: dict[Any, Any]) -> Iterator[tuple[Cle, dict[Any, Any]]]:
    """Yield every condition of a scenario, with its key."""
    for code, financement in _table(donnees, "financements").items():
        yield ("financements", code, "eligibilite"), _table(financement, "eligibilite")
    for rang, cible in enumerate(_liste(donnees, "cibles")):
        yield ("cibles", rang, "condition"), _table(cible, "condition")


def _inconnu(cle: Cle, nom: str, bouquets: list[str]) -> Faute:
    return Faute(cle, _("ce bouquet n'existe pas dans les hypothèses"), remede=vouliez_vous(nom, bouquets), trouve=nom)


def _montages(montages: dict[Any, Any], fonds: list[str]) -> Iterator[Faute]:
    for code, liste in montages.items():
        if code == SANS_AIDE:
            yield Faute(
                ("montages", code), _("« sans_aide » existe toujours"), remede=_("Retirez-le ou donnez un autre nom")
            )
        if not isinstance(liste, list):
            continue
        if not liste:
            yield Faute(
                ("montages", code),
                _("ce montage n'a aucun financement"),
                remede=_("Listez des financements, ou retirez-le"),
            )
        for rang, nom in enumerate(liste):
            yield from _fonds_connu(("montages", code, rang), nom, fonds)
            if nom in liste[:rang]:
                yield Faute(
                    ("montages", code, rang),
                    _("ce financement est deux fois dans le montage"),
                    remede=_("N'en gardez qu'un"),
                    trouve=str(nom),
                )


def _parite(code: object, parite: dict[Any, Any], fonds: list[str]) -> Iterator[Faute]:
    for rang, nom in enumerate(_liste(parite, "avec")):
        cle: Cle = ("financements", str(code), "parite", "avec", rang)
        yield from _fonds_connu(cle, nom, fonds)
        if nom == code:
            yield Faute(
                cle, _("un financement n'est pas à parité avec lui-même"), remede=_("Retirez-le"), trouve=str(nom)
            )


def _fonds_connu(cle: Cle, nom: object, fonds: list[str]) -> Iterator[Faute]:
    if isinstance(nom, str) and nom not in fonds:
        yield Faute(cle, _("ce financement n'existe pas"), remede=vouliez_vous(nom, fonds), trouve=nom)


def _table(donnees: object, cle: str) -> dict[Any, Any]:
    """Return the map at a key, empty when it is anything else."""
    valeur = donnees.get(cle) if isinstance(donnees, dict) else None
    return valeur if isinstance(valeur, dict) else {}


def _liste(donnees: object, cle: str) -> list[Any]:
    valeur = donnees.get(cle) if isinstance(donnees, dict) else None
    return valeur if isinstance(valeur, list) else []
