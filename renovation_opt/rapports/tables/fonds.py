"""What each source of money had, gave and lost over the whole programme.

Answers for: ``bilans_fonds``: one row per fund in the order of the scenario, then the owners' money.
Leaves to others: slice by slice (tranches), commitments and payments (argent, echeancier).
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from renovation_opt.instance import Fonds, Instance
from renovation_opt.rapports.tables.argent import CONTRIBUTEUR_PROPRES
from renovation_opt.rapports.tables.indicateurs import noms_financements
from renovation_opt.rapports.tables.lignes import PROPRES, aide


@dataclass(frozen=True, slots=True)
class BilanFonds:
    """One source of money, in euros.

    ``disponible_eur``: its envelope, or its ceiling by parity; None when nothing bounds it over the whole programme.
    ``perdu_eur``: what its slices lose; None without slices.
    """

    code: str
    libelle: str
    contributeur: str
    disponible_eur: int | None
    utilise_eur: int
    perdu_eur: int | None


def bilans_fonds(
    inst: Instance, lignes: pd.DataFrame, tranches: pd.DataFrame, plafonds: dict[str, int]
) -> tuple[BilanFonds, ...]:
    """Return each fund, then the owners' money (code ``fonds_propres``)."""
    noms = noms_financements(inst)
    propres = int(lignes["fonds_propres_eur"].sum())
    return (
        *(_bilan(f, noms[f.code], int(lignes[aide(f.code)].sum()), tranches, plafonds) for f in inst.fonds),
        BilanFonds(PROPRES, noms[PROPRES], CONTRIBUTEUR_PROPRES, None, propres, None),
    )


def _bilan(fonds: Fonds, libelle: str, utilise: int, tranches: pd.DataFrame, plafonds: dict[str, int]) -> BilanFonds:
    """Return one fund."""
    if fonds.tranches_eur is None:
        return BilanFonds(fonds.code, libelle, fonds.contributeur, plafonds.get(fonds.code), utilise, None)
    siennes = tranches[tranches["financement"] == fonds.code]
    disponible, perdu = (int(siennes[c].sum()) for c in ("tranche_eur", "perdu_eur"))
    return BilanFonds(fonds.code, libelle, fonds.contributeur, disponible, utilise, perdu)
