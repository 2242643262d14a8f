"""A comparison for machines: CSV tables and JSON.

Answers for: ``table_indicateurs``, ``table_operations``, ``arbre``.
Leaves to others: the figures (chiffres), the bytes of CSV files (fichiers_csv).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from renovation_opt.rapports.comparaison import mots
from renovation_opt.rapports.comparaison.chiffres import Comparaison, Opposition
from renovation_opt.rapports.comparaison.cotes import Cote
from renovation_opt.rapports.comparaison.rangs import Rang
from renovation_opt.rapports.mouvements import Mouvement, Trait, compter, donnees

FORMAT = 1
CALCULE, PROCHE = "calcule", "proche"
"""Which programme of a side a movement belongs to: the one compared, or the most like the first."""
_TRAITS = ("debut", "duree", "parti", "montage", "bouquets", "logements", "cout_eur")


def table_indicateurs(comparaison: Comparaison) -> pd.DataFrame:
    """Return one row per figure: ``valeur_a``, ``valeur_b``, ``ecart_b``, ``ecart_proche_b``, ``verdict_b``."""
    rangees = [
        {
            "famille": r.famille,
            "cle": ".".join(r.cle),
            "libelle": r.libelle,
            "unite": r.unite,
            **_colonnes(comparaison, r),
        }
        for r in comparaison.rangs
    ]
    return pd.DataFrame(rangees, dtype="object")


def _colonnes(comparaison: Comparaison, rang: Rang) -> dict[str, object]:
    """Return the cells of a row, by column."""
    lettres = [c.lettre.lower() for c in comparaison.cotes]
    cellules: dict[str, object] = {f"valeur_{n}": v for n, v in zip(lettres, rang.valeurs, strict=True)}
    for nom, ecart in zip(lettres[1:], rang.ecarts, strict=True):
        cellules[f"ecart_{nom}"] = ecart.valeur
        cellules[f"ecart_proche_{nom}"] = ecart.proche
        cellules[f"verdict_{nom}"] = ecart.verdict.value
    return cellules


def table_operations(comparaison: Comparaison) -> pd.DataFrame:
    """Return one row per opération that differs, side and programme of that side."""
    colonnes = ("cote", "programme", "operation", "cite", "commune", "bailleur", "genres")
    traits = [f"{nom}_{quand}" for quand in ("avant", "apres") for nom in _TRAITS]
    rangees = [ligne for o in comparaison.oppositions for ligne in _rangees(o)]
    return pd.DataFrame(rangees, columns=[*colonnes, *traits], dtype="object")


def _rangees(opposition: Opposition) -> Iterator[dict[str, object]]:
    """Yield the rows of one side."""
    for programme, liste in ((CALCULE, opposition.mouvements), (PROCHE, opposition.proches or ())):
        for m in liste:
            yield {
                "cote": opposition.cote.lettre,
                "programme": programme,
                "operation": m.operation,
                "cite": m.cite,
                "commune": m.commune,
                "bailleur": m.bailleur,
                "genres": " ".join(g.value for g in m.genres),
                **_plat(m.avant, "avant"),
                **_plat(m.apres, "apres"),
            }


def _plat(trait: Trait | None, quand: str) -> dict[str, object]:
    """Return what a programme does of an opération, by column."""
    if trait is None:
        return {}
    bouquets = " ".join(sorted({bouquet for _lot, bouquet in trait.bouquets}))
    return {f"{nom}_{quand}": bouquets if nom == "bouquets" else getattr(trait, nom) for nom in _TRAITS}


def arbre(comparaison: Comparaison) -> dict[str, Any]:
    """Return the whole comparison as data; units are stable codes, shares are between 0 and 1."""
    return {
        "format": FORMAT,
        "cotes": [_cote(cote) for cote in comparaison.cotes],
        "notes": list(comparaison.notes),
        "indicateurs": [_rang(comparaison, rang) for rang in comparaison.rangs],
        "oppositions": [_opposition(o) for o in comparaison.oppositions],
    }


def _cote(cote: Cote) -> dict[str, Any]:
    """Return one side and its proof."""
    return {
        "lettre": cote.lettre,
        "nom": cote.nom,
        "titre": cote.titre,
        "origine": cote.origine,
        "statut": cote.tables.preuve.statut.value,
        "etapes": [
            {"nom": e.nom, "valeur": e.valeur, "borne": e.borne, "ecart": e.ecart} for e in cote.tables.preuve.etapes
        ],
        "echelles": list(cote.tables.solution.echelles),
        "perte": cote.perte if cote.proche is not None else None,
    }


def _rang(comparaison: Comparaison, rang: Rang) -> dict[str, Any]:
    """Return one row."""
    ecarts = [
        {"cote": c.lettre, "valeur": e.valeur, "proche": e.proche, "verdict": e.verdict.value}
        for c, e in zip(comparaison.cotes[1:], rang.ecarts, strict=True)
    ]
    return {
        "cle": list(rang.cle),
        "famille": rang.famille,
        "libelle": rang.libelle,
        "unite": rang.unite,
        "valeurs": list(rang.valeurs),
        "ecarts": ecarts,
    }


def _opposition(o: Opposition) -> dict[str, Any]:
    """Return one side against the first."""
    return {
        "cote": o.cote.lettre,
        "avance": None if o.avance is None else {"min": o.avance.min, "max": o.avance.max, "prouvee": o.avance.prouvee},
        "phrases": list(mots.conclusions(o)),
        "mouvements": _mouvements(o.mouvements),
        "proches": None if o.proches is None else _mouvements(o.proches),
    }


def _mouvements(liste: Iterable[Mouvement]) -> dict[str, Any]:
    """Return movements and how many of each kind."""
    tous = tuple(liste)
    comptes = {g.value: {"operations": c.operations, "logements": c.logements} for g, c in compter(tous).items()}
    return {
        "nombre": len(tous),
        "comptes": comptes,
        "operations": [donnees(m) for m in tous],
    }
