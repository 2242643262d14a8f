"""From the funds of a scenario to the funds of the Instance: slices by year, rules, parity."""

from __future__ import annotations

from renovation_opt.instance import Fonds, Palier, Parite
from renovation_opt.schemas.financement import Financement, tranches
from renovation_opt.schemas.scenario import Scenario


def financements_actifs(scenario: Scenario) -> dict[str, Financement]:
    """Return the funds that are not switched off, in the order of the scenario."""
    return {code: f for code, f in scenario.financements.items() if f.actif}


def faire_fonds(scenario: Scenario, annees: tuple[int, ...]) -> tuple[Fonds, ...]:
    """Return the active funds, with their slices laid on the horizon."""
    actifs = financements_actifs(scenario)
    rang = {code: f for f, code in enumerate(actifs)}
    return tuple(_fonds(code, f, rang, annees) for code, f in actifs.items())


def _fonds(code: str, f: Financement, rang: dict[str, int], annees: tuple[int, ...]) -> Fonds:
    """Return one fund."""
    debut, fin = f.annees or (annees[0], annees[-1])
    coupe = tranches(f, annees)
    par_annee = None if coupe is None else dict(coupe)
    return Fonds(
        code=code,
        libelle=f.libelle or code,
        contributeur=f.contributeur,
        actif=tuple(debut <= annee <= fin for annee in annees),
        tranches_eur=None if par_annee is None else tuple(par_annee.get(annee, 0) for annee in annees),
        libre=f.profil == "libre",
        report=f.report,
        minimum_eur=f.minimum or 0,
        sur_travaux="travaux" in f.assiette,
        sur_espaces="espaces_publics" in f.assiette,
        taux=f.taux,
        forfait_eur=f.forfait,
        bareme=tuple(Palier(p.gain_min.valeur, p.gain_min.unite, p.taux, p.forfait) for p in f.bareme or ()),
        plafond_assiette_eur=f.plafond_assiette,
        plafond_aide_eur=f.plafond_aide,
        quota=None if f.quota_logements is None else tuple(f.quota_logements for _ in annees),
        parite=_parite(f, rang),
    )


def _parite(f: Financement, rang: dict[str, int]) -> Parite | None:
    """Return the parity rule; funds switched off count for nothing."""
    if f.parite is None:
        return None
    avec = tuple(rang[code] for code in f.parite.avec if code in rang)
    return Parite(avec, f.parite.ratio, f.parite.par == "annee")
