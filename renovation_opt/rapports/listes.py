"""Lists that the page and the workbooks share, in the words people read.

Answers for: ``en_mots`` (words instead of codes in any frame), lots, targets, indicators, hypotheses and opérations.
Leaves to others: the figures (tables), the titles (titres), the drawing (page, classeur).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from renovation_opt.instance import Instance
from renovation_opt.locale import _
from renovation_opt.rapports import libelles, titres
from renovation_opt.rapports.colonnes import Nature
from renovation_opt.rapports.tables import Indicateur, Vue
from renovation_opt.rapports.tables.cibles import BilanCible
from renovation_opt.rapports.tables.indicateurs import noms_financements
from renovation_opt.rapports.tables.programme import en_unites_lues


def table_indicateurs(figures: Iterable[Indicateur]) -> pd.DataFrame:
    """Return the indicators as rows people read; the value keeps its nature in ``nature``, which writes the %."""
    rangees = [
        (
            libelles.rubrique(i.cle[0]),
            i.libelle,
            i.valeur,
            "" if i.unite == "part" else libelles.unite(i.unite),
            nature(i),
        )
        for i in figures
    ]
    table = pd.DataFrame(rangees, columns=["rubrique", "libelle", "valeur", "unite", "nature"], dtype="object")
    return table.where(table.notna(), None)


def nature(figure: Indicateur) -> Nature:
    """Return how the value of an indicator is written."""
    if figure.unite == "part":
        return Nature.PART
    if figure.unite.startswith("EUR"):
        return Nature.EUROS
    return Nature.ENTIER if isinstance(figure.valeur, int) else Nature.REEL


def en_mots(inst: Instance, table: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with words instead of codes in the columns whose codes have words."""
    mots = _mots(inst)
    return table.assign(**{nom: table[nom].map(mot) for nom, mot in mots.items() if nom in table.columns})


def table_lots(inst: Instance, vue: Vue) -> pd.DataFrame:
    """Return one row per lot and year, in the order of ``programme.csv``, totals of money included."""
    table = en_unites_lues(vue.lignes).sort_values(["annee", "operation", "lot_id"], ignore_index=True)
    return en_mots(inst, table)


def table_cibles(bilans: Iterable[BilanCible]) -> pd.DataFrame:
    """Return the targets as rows people read."""
    rangees = [
        {
            "libelle": c.libelle,
            "sens": "≥" if c.sens > 0 else "≤",
            "seuil": c.seuil,
            "atteint": c.valeur,
            "manque": c.manque,
            "relatif": c.relatif,
            "unite": libelles.unite(c.unite),
            "genre": _("souple") if c.souple else _("ferme"),
            "resultat": _("manquée") if c.manque else _("atteinte"),
            "nature": Nature.EUROS if c.unite == "euros" else Nature.ENTIER,
        }
        for c in bilans
    ]
    return pd.DataFrame(rangees, columns=[*(c.nom for c in titres.cibles()), "nature"])


def table_hypotheses(inst: Instance) -> pd.DataFrame:
    """Return the hypotheses, in their order."""
    rangees = [(h.cle, h.valeur, h.unite, h.source, h.date, libelles.fiabilite(h.fiabilite)) for h in inst.hypotheses]
    return pd.DataFrame(rangees, columns=[c.nom for c in titres.hypotheses()])


def table_operations(table: pd.DataFrame) -> pd.DataFrame:
    """Return the opérations with words instead of codes."""
    return table.assign(parti=table["parti"].map(libelles.parti), montage=table["montage"].map(libelles.montage))


def _mots(inst: Instance) -> dict[str, Callable[[str], str]]:
    """Return column -> words of a code; a code without words is kept."""
    noms = {
        "bailleur": {b.code: b.libelle for b in inst.bailleurs},
        "epci": dict(zip(inst.epcis, inst.epci_libelles, strict=True)),
        "bouquet": {b.code: b.libelle for b in inst.bouquets},
        "financement": dict(noms_financements(inst)),
    }
    return {
        "parti": libelles.parti,
        "montage": libelles.montage,
        "statut": libelles.statut,
        "contributeur": libelles.contributeur,
        "qualite": libelles.qualite,
        **{nom: _traduire(mots) for nom, mots in noms.items()},
    }


def _traduire(mots: Mapping[str, str]) -> Callable[[str], str]:
    """Return the words of a code, the code itself when it has none."""
    return lambda code: mots.get(code, code)
