"""The lines of a programme, each with everything a report may say of it, in whole units.

Answers for: ``enrichir``: one row per lot and year, the codes of its dimensions and its exact integers (euros, kWh,
thousandths of a point, millionths of a household).  Every figure of every report is a sum over these rows.
Leaves to others: sums (the other modules of this package), units people read (tables.titres).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from renovation_opt.instance import ETIQUETTES, PARTIS, Bailleur, Instance, Ints
from renovation_opt.programme import Ligne, Programme

PROPRES = "fonds_propres"
"""Code of the owner's money among the funds."""


PRIVES = "proprietaires_prives"
"""Group of all private owners, whatever their EPCI."""


def groupe(bailleur: Bailleur) -> str:
    """Return the landlord, or one group for all private owners: what drawings tell apart."""
    return PRIVES if bailleur.prive else bailleur.code


def aide(code: str) -> str:
    """Return the name of the column of a fund."""
    return f"aide_{code}_eur"


def enrichir(inst: Instance, programme: Programme) -> pd.DataFrame:
    """Return one row per line, in the order of the programme; all quantities are int64."""
    lignes = programme.lignes
    lot = _rangs(inst.lots.codes, [ligne.lot for ligne in lignes])
    choix = _choix(inst, lot, lignes)
    colonnes = _decisions(lignes) | _chantier(programme) | _lieu(inst, lot) | _etat(inst, lot, choix)
    colonnes |= _argent(inst, lignes) | _effets(inst, lignes, choix)
    return pd.DataFrame(colonnes)


def _rangs(codes: Sequence[str], cherches: Sequence[str]) -> Ints:
    """Return the index of each code searched."""
    rang = {code: i for i, code in enumerate(codes)}
    return np.array([rang[code] for code in cherches], dtype=np.int64)


def _choix(inst: Instance, lot: Ints, lignes: Sequence[Ligne]) -> Ints:
    """Return the choix p of each line, from its lot and bouquet."""
    rang = {
        (int(ligne), inst.bouquets[bouquet].code): p
        for p, (ligne, bouquet) in enumerate(zip(inst.choix.lot, inst.choix.bouquet, strict=True))
    }
    return np.array([rang[int(i), ligne.bouquet] for i, ligne in zip(lot, lignes, strict=True)], dtype=np.int64)


def _decisions(lignes: Sequence[Ligne]) -> dict[str, object]:
    """Return what was decided."""
    return {
        "annee": np.array([ligne.annee for ligne in lignes], dtype=np.int64),
        "operation": _textes([ligne.operation for ligne in lignes]),
        "lot_id": _textes([ligne.lot for ligne in lignes]),
        "bouquet": _textes([ligne.bouquet for ligne in lignes]),
        "parti": _textes([ligne.parti for ligne in lignes]),
        "montage": _textes([ligne.montage for ligne in lignes]),
        "logements": np.array([ligne.logements for ligne in lignes], dtype=np.int64),
    }


def _chantier(programme: Programme) -> dict[str, object]:
    """Return the first year and the duration decided for the opération of each line."""
    chantiers = {plan.operation: (plan.debut, plan.duree) for plan in programme.plans}
    return {
        "debut": np.array([chantiers[ligne.operation][0] for ligne in programme.lignes], dtype=np.int64),
        "duree": np.array([chantiers[ligne.operation][1] for ligne in programme.lignes], dtype=np.int64),
    }


def _lieu(inst: Instance, lot: Ints) -> dict[str, object]:
    """Return where each line is, and whose it is."""
    cites = [inst.cites[c] for c in inst.lots.cite[lot]]
    operation = inst.lots.operation[lot]
    bailleurs = [inst.bailleurs[b] for b in inst.operations.bailleur[operation]]
    return {
        "cite_id": _textes([c.code for c in cites]),
        "cite": _textes([c.nom for c in cites]),
        "commune": _textes([c.commune for c in cites]),
        "code_insee": _textes([c.code_insee for c in cites]),
        "interet": _textes([c.interet for c in cites]),
        "epci": _textes([inst.epcis[e] for e in inst.operations.epci[operation]]),
        "bailleur": _textes([b.code for b in bailleurs]),
        "groupe": _textes([groupe(b) for b in bailleurs]),
        "statut": _textes(["prive" if b.prive else "social" for b in bailleurs]),
        "parente": inst.operations.parente[operation].astype(np.int64),
    }


def _etat(inst: Instance, lot: Ints, choix: Ints) -> dict[str, object]:
    """Return the energy class before and after, and the quality of the count of dwellings."""
    return {
        "etiquette_dpe": _textes([ETIQUETTES[i] for i in inst.lots.etiquette[lot]]),
        "etiquette_apres": _textes([ETIQUETTES[i] for i in inst.choix.etiquette_apres[choix]]),
        "qualite": _textes(["estime" if estime else "observe" for estime in inst.lots.estime[lot]]),
    }


def _argent(inst: Instance, lignes: Sequence[Ligne]) -> dict[str, object]:
    """Return the euros of each line."""
    colonnes: dict[str, object] = {
        "travaux_eur": np.array([ligne.travaux_eur for ligne in lignes], dtype=np.int64),
        "espaces_publics_eur": np.array([ligne.espaces_publics_eur for ligne in lignes], dtype=np.int64),
    }
    aides = np.array([ligne.aides_eur for ligne in lignes], dtype=np.int64).reshape(len(lignes), len(inst.fonds))
    colonnes |= {aide(fonds.code): aides[:, f] for f, fonds in enumerate(inst.fonds)}
    colonnes["fonds_propres_eur"] = np.array([ligne.fonds_propres_eur for ligne in lignes], dtype=np.int64)
    colonnes["aides_eur"] = aides.sum(axis=1)
    colonnes["cout_eur"] = np.array([ligne.travaux_eur + ligne.espaces_publics_eur for ligne in lignes], dtype=np.int64)
    return colonnes


def _effets(inst: Instance, lignes: Sequence[Ligne], choix: Ints) -> dict[str, object]:
    """Return what each line brings: dwellings x effect per dwelling (x counted years)."""
    n = np.array([ligne.logements for ligne in lignes], dtype=np.int64)
    a = np.array([ligne.annee - inst.annees[0] for ligne in lignes], dtype=np.int64)
    parti = np.array([PARTIS.index(ligne.parti) for ligne in lignes], dtype=np.int64)
    c = inst.choix
    comptees, restantes = inst.annees_comptees()[a], len(inst.annees) - 1 - a
    usage, conventionnelle = n * c.energie_kwh[choix], n * c.energie_conventionnelle_kwh[choix]
    patrimoine, base = n * c.patrimoine[choix, parti], n * c.patrimoine[choix, 0]
    return {
        "energie_kwh": usage,
        "energie_conv_kwh": conventionnelle,
        "energie_cumul_kwh": usage * comptees,
        "energie_conv_cumul_kwh": conventionnelle * comptees,
        "energie_horizon_kwh": usage * restantes,
        "energie_conv_horizon_kwh": conventionnelle * restantes,
        "energie_primaire_kwh": n * c.energie_primaire_kwh[choix],
        "co2_kg": n * c.co2_kg[choix],
        "facture_eur": n * c.facture_eur[choix],
        "patrimoine_m": patrimoine,
        "patrimoine_base_m": base,
        "patrimoine_ensemble_m": patrimoine - base,
        "mixite_u": n * c.mixite[choix],
        "diversifies_u": n * c.diversifies[choix],
    }


def _textes(valeurs: Sequence[str]) -> pd.Series[str]:
    """Return a column of text (an empty list keeps the type)."""
    return pd.Series(list(valeurs), dtype="object")
