"""Yearly limits of landlords and EPCI, from the curves of the scenario: C8, C9, C12, C13."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from renovation_opt.instance import Ints
from renovation_opt.schemas.bailleurs import AUTRES_BAILLEURS, PROPRIETAIRES_PRIVES, Bailleur
from renovation_opt.schemas.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Limites:
    """Limits by landlord: [B, A] dwellings, chantiers and euros, [B] euros per dwelling; -1 without limit."""

    capacite: Ints
    simultanes: Ints
    fonds_propres: Ints
    reste_a_charge: Ints


def est_prive(code: str) -> bool:
    """Tell whether a landlord code stands for the private owners of an EPCI."""
    return code.startswith(PROPRIETAIRES_PRIVES + "_")


def regle_bailleur(scenario: Scenario, code: str) -> Bailleur | None:
    """Return what the scenario says of a landlord, by its code or by the default of its kind."""
    defaut = PROPRIETAIRES_PRIVES if est_prive(code) else AUTRES_BAILLEURS
    return scenario.bailleurs.get(code) or scenario.bailleurs.get(defaut)


def faire_limites(scenario: Scenario, codes: Sequence[str], annees: Sequence[int]) -> Limites:
    """Return the limits of every landlord of the parc."""
    regles = [regle_bailleur(scenario, code) or Bailleur() for code in codes]

    def table(valeur: Callable[[Bailleur, int], int | None]) -> Ints:
        lignes = [[_limite(valeur(regle, annee)) for annee in annees] for regle in regles]
        return np.array(lignes, dtype=np.int64).reshape(len(codes), len(annees))

    return Limites(
        capacite=table(Bailleur.capacite),
        simultanes=table(Bailleur.chantiers),
        fonds_propres=table(Bailleur.fonds_propres_eur),
        reste_a_charge=np.array([_limite(r.reste_a_charge_max) for r in regles], dtype=np.int64),
    )


def faire_filiere(scenario: Scenario, epcis: Sequence[str], nb_annees: int) -> Ints:
    """Return what local firms of each EPCI can carry each year [E, A], -1 without limit."""
    if scenario.filiere is None:
        return np.full((len(epcis), nb_annees), -1, dtype=np.int64)
    montants = [scenario.filiere.particuliers.get(e, scenario.filiere.montant) for e in epcis]
    return np.repeat(np.array(montants, dtype=np.int64)[:, None], nb_annees, axis=1)


def _limite(valeur: int | None) -> int:
    """Return a limit, -1 when there is none."""
    return -1 if valeur is None else valeur
