"""The figures of a report, each made once from (Instance, Solution).

Answers for: ``construire`` and ``Tables``: every table and indicator that files, page and summary draw.
Leaves to others: drawing (fichiers_csv, classeur, page, resume).

programme.csv     one row per lot and year (tables.programme)
paiements.csv     annee, operation, bailleur, financement, contributeur, ae_eur, cp_eur
financements.csv  two kinds of rows, told apart by ``bailleur``:
                  with a bailleur, AE and CP of a fund for that bailleur and year (the owner's money is the fund
                  ``fonds_propres``); without, the slice of the fund that year: tranche, disponible, utilise, reporte,
                  perdu.  ae_eur and cp_eur are empty in the second kind, so that any column may be added up.
prix.csv          tag, ligne, unite, valeur, nature (tables.prix)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from renovation_opt.instance import Instance
from renovation_opt.programme import Solution
from renovation_opt.rapports.tables import argent, cibles, indicateurs_parc
from renovation_opt.rapports.tables.cibles import BilanCible
from renovation_opt.rapports.tables.cites import calendrier, table_cites
from renovation_opt.rapports.tables.dpe import BilanDpe, bilan_dpe
from renovation_opt.rapports.tables.fonds import BilanFonds, bilans_fonds
from renovation_opt.rapports.tables.groupes import par_groupe
from renovation_opt.rapports.tables.indicateurs import Indicateur
from renovation_opt.rapports.tables.lignes import enrichir
from renovation_opt.rapports.tables.mixite import Dissimilarite, dissimilarites
from renovation_opt.rapports.tables.preuve import Preuve, preuve
from renovation_opt.rapports.tables.prix import table_prix
from renovation_opt.rapports.tables.tranches import plafond_parite, tranches
from renovation_opt.rapports.tables.vues import Vue, vue

__all__ = ["Indicateur", "Tables", "Vue", "construire"]


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Every figure of a report.

    ``bailleurs``, ``epcis``: code -> view, only those with works, in the order of the instance.
    """

    inst: Instance
    solution: Solution
    ensemble: Vue
    bailleurs: dict[str, Vue]
    epcis: dict[str, Vue]
    cites: pd.DataFrame
    calendrier: pd.DataFrame
    financements: pd.DataFrame
    tranches: pd.DataFrame
    plafonds_parite: dict[str, int]
    fonds: tuple[BilanFonds, ...]
    par_bailleur: pd.DataFrame
    par_epci: pd.DataFrame
    dpe: BilanDpe
    dissimilarites: tuple[Dissimilarite, ...]
    cibles: tuple[BilanCible, ...]
    preuve: Preuve
    prix: pd.DataFrame
    indicateurs: tuple[Indicateur, ...]

    def valeur(self, *cle: str) -> float | None:
        """Return a numeric indicator by its key; KeyError when there is none."""
        trouve = {i.cle: i.valeur for i in self.indicateurs}[cle]
        return None if trouve is None else float(trouve)


def construire(inst: Instance, solution: Solution) -> Tables:
    """Return every figure of a report; deterministic: same inputs, same tables."""
    lignes = enrichir(inst, solution.programme)
    ensemble = vue(inst, solution.programme, lignes)
    bailleurs = _vues(inst, solution, lignes, "bailleur", [b.code for b in inst.bailleurs])
    epcis = _vues(inst, solution, lignes, "epci", inst.epcis)
    par_tranche = tranches(inst, lignes)
    plafonds = {f.code: p for f in inst.fonds if (p := plafond_parite(inst, f, lignes)) is not None}
    classes, indices = bilan_dpe(inst, lignes), dissimilarites(inst, lignes)
    bilans, demonstration = cibles.bilans(inst, solution.programme, lignes), preuve(solution)
    return Tables(
        inst=inst,
        solution=solution,
        ensemble=ensemble,
        bailleurs=bailleurs,
        epcis=epcis,
        cites=table_cites(inst, lignes),
        calendrier=calendrier(lignes),
        financements=argent.financements(ensemble.paiements),
        tranches=par_tranche,
        plafonds_parite=plafonds,
        fonds=bilans_fonds(inst, lignes, par_tranche, plafonds),
        par_bailleur=par_groupe(lignes, "bailleur", [b.code for b in inst.bailleurs]),
        par_epci=par_groupe(lignes, "epci", inst.epcis),
        dpe=classes,
        dissimilarites=indices,
        cibles=bilans,
        preuve=demonstration,
        prix=table_prix(solution.prix),
        indicateurs=(
            *ensemble.indicateurs,
            *indicateurs_parc.parc(inst, classes),
            *indicateurs_parc.segregation(indices),
            *indicateurs_parc.enveloppes(inst, par_tranche, plafonds),
            *indicateurs_parc.cibles(bilans),
            *indicateurs_parc.demonstration(demonstration),
        ),
    )


def _vues(
    inst: Instance, solution: Solution, lignes: pd.DataFrame, dimension: str, codes: Sequence[str]
) -> dict[str, Vue]:
    """Return code -> view of its lines, for the codes that have some."""
    groupes = {str(code): groupe.reset_index(drop=True) for code, groupe in lignes.groupby(dimension, sort=True)}
    return {code: vue(inst, solution.programme, groupes[code]) for code in codes if code in groupes}
