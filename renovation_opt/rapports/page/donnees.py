"""What the script of the page reads: the rows of the long tables, what filters look at, and its words.

Answers for: ``donnees``.  A row is its values in the order of the columns, as numbers and texts; ``reperes`` says, for
each row, its cité, landlord, EPCI, first and last year, bouquets and funds (as ranks in ``listes``).
Leaves to others: the figures (tables), the drawing (gabarits/*.js).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from renovation_opt.locale import _, langue
from renovation_opt.rapports import titres
from renovation_opt.rapports.colonnes import DECIMALES_LUES, Colonne, Nature
from renovation_opt.rapports.listes import table_operations
from renovation_opt.rapports.page.noms import noms
from renovation_opt.rapports.tables import Tables
from renovation_opt.rapports.tables.operations import profils
from renovation_opt.rapports.typographie import espaces

LISTES = ("bailleur", "epci", "bouquet", "financement")
Reperes = list[Any]
Listes = Mapping[str, Mapping[str, str]]


def donnees(tables: Tables) -> dict[str, Any]:
    """Return the data of the page; made of plain values only."""
    listes = {nom: noms(tables, nom) for nom in LISTES}
    return {
        "langue": langue(),
        "mots": {cle: espaces(texte) for cle, texte in _mots().items()},
        "listes": {nom: list(mots.values()) for nom, mots in listes.items()},
        "codes": {nom: list(mots) for nom, mots in listes.items()},
        "tableaux": {"calendrier": _calendrier(tables, listes), "operations": _operations(tables, listes)},
    }


def colonnes_operations() -> tuple[Colonne, ...]:
    """Return the columns of the opérations: the cité first, which people know, the code last."""
    toutes = {c.nom: c for c in titres.operations()}
    code = toutes.pop("operation")
    ajoutees = {
        "bailleur": Colonne("bailleur", _("Bailleur"), Nature.TEXTE),
        "bouquets": Colonne("bouquets", _("Bouquets"), Nature.TEXTE),
    }
    debut = [toutes.pop("cite"), toutes.pop("commune"), ajoutees["bailleur"]]
    chantier = [toutes.pop(nom) for nom in ("debut", "duree", "logements")]
    return (*debut, *chantier, ajoutees["bouquets"], *toutes.values(), code)


def colonnes_calendrier(tables: Tables) -> tuple[Colonne, ...]:
    """Return the columns of the calendar."""
    annees = (Colonne(str(a), str(a), Nature.ENTIER, totale=True) for a in tables.inst.annees)
    return (
        Colonne("cite", _("Cité"), Nature.TEXTE),
        Colonne("commune", _("Commune"), Nature.TEXTE),
        Colonne("bailleur", _("Bailleur"), Nature.TEXTE),
        *annees,
        Colonne("total", _("Total"), Nature.ENTIER, totale=True),
    )


def _operations(tables: Tables, listes: Listes) -> dict[str, Any]:
    """Return the rows of the opérations."""
    lues = table_operations(tables.ensemble.operations)
    profil = profils(tables.ensemble.lignes, [f.code for f in tables.inst.fonds])
    mots = [" + ".join(listes["bouquet"][b] for b in profil[code][0]) for code in lues["operation"]]
    table = lues.assign(bouquets=mots, bailleur=lues["bailleur"].map(listes["bailleur"]))
    rangs = _rangs(listes)
    reperes = [
        _repere(rang, profil[rang["operation"]], rangs) for rang in tables.ensemble.operations.to_dict("records")
    ]
    return _tableau(colonnes_operations(), table, reperes)


def _calendrier(tables: Tables, listes: Listes) -> dict[str, Any]:
    """Return the rows of the calendar: a cité of a landlord each, its phases together."""
    rangees = list(_groupes(tables))
    rangs = _rangs(listes)
    rangees.sort(key=lambda r: (rangs["bailleur"][r["bailleur"]], r["debut"], r["commune"], r["cite"], r["parente"]))
    profil = _profils_parentes(tables)
    reperes = [[*_repere(rang, profil[rang["parente"]], rangs), rang["ensembles"]] for rang in rangees]
    table = pd.DataFrame(rangees, columns=[*(c.nom for c in colonnes_calendrier(tables))], dtype="object")
    table["bailleur"] = table["bailleur"].map(listes["bailleur"])
    return _tableau(colonnes_calendrier(tables), table.fillna(0), reperes)


def _groupes(tables: Tables) -> Iterable[dict[Any, Any]]:
    """Return the rows of the calendar: identity, first and last year, dwellings of each year, years of ensemble."""
    groupes: dict[int, dict[Any, Any]] = {}
    for rang in tables.calendrier.to_dict("records"):
        annee, logements = int(rang["annee"]), int(rang["logements"])
        depart = {**rang, "debut": annee, "ensembles": [], "total": 0}
        groupe = groupes.setdefault(int(rang["parente"]), depart)
        groupe |= {str(annee): logements, "fin": annee, "total": groupe["total"] + logements}
        groupe["ensembles"] += [annee] if rang["ensemble"] else []
    return groupes.values()


def _profils_parentes(tables: Tables) -> dict[int, tuple[list[str], list[str]]]:
    """Return group of phases -> bouquets and funds of all its opérations."""
    profil = profils(tables.ensemble.lignes, [f.code for f in tables.inst.fonds])
    unions: dict[int, tuple[set[str], set[str]]] = {}
    operations = tables.ensemble.operations
    for code, parente in zip(operations["operation"], operations["parente"], strict=True):
        bouquets, fonds = unions.setdefault(int(parente), (set(), set()))
        bouquets.update(profil[code][0])
        fonds.update(profil[code][1])
    return {parente: (sorted(bouquets), sorted(fonds)) for parente, (bouquets, fonds) in unions.items()}


def _rangs(listes: Listes) -> dict[str, dict[str, int]]:
    """Return list -> code -> rank."""
    return {nom: {code: i for i, code in enumerate(mots)} for nom, mots in listes.items()}


def _repere(
    rang: Mapping[Any, Any], profil: tuple[Sequence[str], Sequence[str]], rangs: Mapping[str, Mapping[str, int]]
) -> Reperes:
    """Return what filters look at in one row."""
    return [
        rang["cite_id"],
        rangs["bailleur"][rang["bailleur"]],
        rangs["epci"][rang["epci"]],
        int(rang["debut"]),
        int(rang["fin"]),
        [rangs["bouquet"][code] for code in profil[0]],
        [rangs["financement"][code] for code in profil[1]],
    ]


def _tableau(colonnes: Sequence[Colonne], table: pd.DataFrame, reperes: Sequence[Reperes]) -> dict[str, Any]:
    """Return a long table: columns, rows, marks."""
    valeurs = [table[c.nom].tolist() for c in colonnes]
    return {
        "colonnes": [
            {
                "nom": c.nom,
                "titre": espaces(c.titre),
                "nature": c.nature.value,
                "decimales": DECIMALES_LUES.get(c.nature, 0),
                "totale": c.totale,
            }
            for c in colonnes
        ],
        "rangees": [list(rang) for rang in zip(*valeurs, strict=True)],
        "reperes": list(reperes),
    }


def _mots() -> dict[str, str]:
    """Return the words of the script; what is between braces is filled there."""
    return {
        "filtrer": _("Chercher dans « {legende} »"),
        "trier": _("Trier « {legende} » par « {colonne} »"),
        "telecharger": _("Télécharger (CSV)"),
        "telecharger_nom": _("Télécharger « {legende} » (CSV)"),
        "precedent": _("Précédentes"),
        "suivant": _("Suivantes"),
        "lignes": _("Lignes {debut} à {fin} sur {total}"),
        "aucune": _("Aucune ligne"),
        "pages": _("Pages de « {legende} »"),
        "total": _("Total"),
        "chercher": _("Chercher…"),
        "bilan": _("opérations : {operations} ; logements : {logements} ; coût : {cout}"),
        "fiche_operations": _("Opérations de {cite} ({commune})"),
        "choisir": _("Montrer {cite} sur la carte et dans les tableaux"),
        "ensemble": _("ensemble patrimonial"),
        "filtre_actif": _("Liste filtrée ({bilan})."),
    }
