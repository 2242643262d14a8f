"""From the table of the parc to the lots and opérations that may be treated.

Answers for: which lots count, how they form opérations and phases, the arrays of both.
Leaves to others: works (choix), money (options), calendar (chantiers).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapreplace

import numpy as np
import pandas as pd

from renovation_opt.instance import ETIQUETTES, Bools, Ints, Lots, Petits


@dataclass(frozen=True, slots=True)
class Decoupage:
    """Treatable rows of the parc, sorted by opération then lot, with their opération.

    ``table`` has more columns: ``operation`` (code), ``energivore`` (counts in the shares of targets) and
    ``obligatoire`` (C2; in an opération without any energivore lot, all lots are, so that nothing opens empty).
    ``codes`` are the opérations in order, ``parents`` the code without the phase; ``rang`` [L] is the opération of
    each lot.
    """

    table: pd.DataFrame
    codes: tuple[str, ...]
    parents: tuple[str, ...]
    rang: Petits

    def garder(self, operations: Bools) -> Decoupage:
        """Return the opérations of ``operations`` [O] alone."""
        lots = operations[self.rang]
        rang = (np.cumsum(operations) - 1)[self.rang[lots]].astype(np.int32)
        gardees = np.flatnonzero(operations).tolist()
        return Decoupage(
            self.table[lots].reset_index(drop=True),
            tuple(self.codes[o] for o in gardees),
            tuple(self.parents[o] for o in gardees),
            rang,
        )


def decouper_operations(
    parc: pd.DataFrame, classes: Sequence[str], facultatives: Sequence[str], phase_max: int
) -> Decoupage:
    """Return the treatable lots grouped into opérations.

    Social lots of one landlord in one cité form one opération, cut into phases of whole lots of similar size when it
    exceeds ``phase_max`` dwellings; each private lot is its own opération.
    """
    table = parc[parc["etiquette_dpe"].isin([*classes, *facultatives])].copy()
    table["energivore"] = table["etiquette_dpe"].isin(list(classes))
    table["parent"] = table["cite_id"].astype(str) + "/" + table["bailleur"].astype(str)
    table = table.sort_values(["parent", "lot_id"], kind="stable").reset_index(drop=True)
    prive = table["statut"] == "prive"
    phase = np.where(prive, table.groupby("parent").cumcount() + 1, _phases(table, prive, phase_max))
    suffixe = np.where(phase > 0, "/" + phase.astype(str).astype(object), "")
    table["operation"] = table["parent"] + suffixe
    table = table.sort_values(["operation", "lot_id"], kind="stable").reset_index(drop=True)
    rang = _numeroter(table["operation"])
    premiers = table.iloc[pointeurs(rang, int(rang.max(initial=-1)) + 1)[:-1]]
    energivore = table["energivore"].to_numpy(dtype=bool)
    imposant = np.bincount(rang, weights=energivore, minlength=len(premiers)) > 0
    table["obligatoire"] = energivore | ~imposant[rang]
    codes = premiers["operation"].tolist()
    parents = [
        code if statut == "prive" else parent
        for code, statut, parent in zip(codes, premiers["statut"], premiers["parent"].tolist(), strict=True)
    ]
    return Decoupage(table, tuple(codes), tuple(parents), rang)


def _numeroter(cles: pd.Series) -> Petits:
    """Return 0, 1, … for each run of equal values."""
    if cles.empty:
        return np.zeros(0, dtype=np.int32)
    change = (cles != cles.shift()).to_numpy(dtype=bool)
    return (np.cumsum(change) - 1).astype(np.int32)


def _phases(table: pd.DataFrame, prive: pd.Series, phase_max: int) -> Petits:
    """Return the phase of each lot, 0 when its opération is not cut."""
    phase = np.zeros(len(table), dtype=np.int32)
    totaux = table.groupby("parent")["nb_logements"].transform("sum")
    grandes = table[~prive & (totaux > phase_max)]
    for _, lots in grandes.groupby("parent", sort=True):
        phase[lots.index.to_numpy()] = _equilibrer(lots["nb_logements"].to_numpy(), phase_max)
    return phase


def _equilibrer(tailles: Ints, phase_max: int) -> Petits:
    """Return the phase (from 1) of each lot: longest first into the emptiest phase, until none exceeds the limit."""
    nb = int(-(-tailles.sum() // phase_max))
    ordre, liste = np.argsort(-tailles, kind="stable").tolist(), tailles.tolist()
    while True:
        charges = [(0, i) for i in range(nb)]
        phase = np.zeros(len(tailles), dtype=np.int32)
        for i in ordre:
            charge, cible = charges[0]
            heapreplace(charges, (charge + liste[i], cible))
            phase[i] = cible + 1
        if max(charges)[0] <= phase_max or nb >= len(tailles):
            return phase
        nb += 1


def faire_lots(decoupage: Decoupage, cite: Petits, choix_debut: Petits, option_debut: Petits) -> Lots:
    """Return the arrays of the lots; ``cite`` [L] is the index of the cité of each lot."""
    t = decoupage.table
    return Lots(
        codes=tuple(t["lot_id"].tolist()),
        operation=decoupage.rang,
        logements=t["nb_logements"].to_numpy(dtype=np.int32),
        obligatoire=t["obligatoire"].to_numpy(dtype=bool),
        cite=cite,
        etiquette=rang_etiquette(t),
        surface_dm2=entiers(t["surface_moyenne_m2"], 100),
        conso_ep=entiers(t["conso_ep_kwh_m2_an"]).astype(np.int32),
        conso_ef=entiers(t["conso_ef_kwh_m2_an"]).astype(np.int32),
        co2_g=entiers(t["emissions_kgco2_m2_an"], 1000),
        energie=tuple(t["energie_chauffage"].tolist()),
        estime=(t["qualite"] == "estime").to_numpy(dtype=bool),
        source=tuple(t["source"].fillna("").astype(str).tolist()),
        choix_debut=choix_debut,
        option_debut=option_debut,
    )


def rang_etiquette(table: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
    """Return 0..6 for A..G."""
    return traduire(table["etiquette_dpe"], {e: i for i, e in enumerate(ETIQUETTES)}).astype(np.int8)


def traduire(serie: pd.Series, nombres: Mapping[str, int]) -> Ints:
    """Return the number of each text, looked up once by distinct text; KeyError when one has none."""
    rangs, textes = pd.factorize(serie)
    par_texte = np.array([nombres[texte] for texte in textes], dtype=np.int64)
    return par_texte[rangs]


def entiers(serie: pd.Series, echelle: int = 1) -> Ints:
    """Return the values times ``echelle`` as the nearest integers."""
    valeurs: Ints = np.rint(serie.to_numpy(dtype=np.float64) * echelle).astype(np.int64)
    return valeurs


def pointeurs(groupe: Petits, nb: int) -> Petits:
    """Return the CSR pointers [nb+1] of a sorted grouping."""
    return np.searchsorted(groupe, np.arange(nb + 1)).astype(np.int32)
