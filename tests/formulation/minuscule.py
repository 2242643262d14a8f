"""Two cités, two years, two funds: every coefficient of the model can be computed in the head.

    annees 2018, 2019; a saving counts until 2021: 3 years for works of 2018, 2 for works of 2019
    opération alpha/mc: lots A1 (5 dwellings, E, obligatory) and A2 (2 dwellings, D, optional)
        chantiers 2018 in 1 year, 2018 in 2 years, 2018 in 2 years of parti ensemble;  A1: 3 then 2, A2: 1 then 1
    opération beta/mc: lot B1 (4 dwellings, F, obligatory); chantiers 2018 in 1 year, 2019 in 1 year
    bouquets, euros per dwelling in 2018 then 2019: socle 20 000, 21 000; patrimoine 40 000, 42 000
    public spaces 2 000 euros per dwelling, never aided
    montages: sans_aide; aide = etat (1/2 of the works) then region (1/4): 3/4 in all, cumul 4/5
        socle: etat 10 000, 10 500; region 5 000, 5 250; own money 7 000, 7 250 (22 000, 23 000 sans_aide)
        patrimoine: etat 20 000, 21 000; region 10 000, 10 500; own money 12 000, 12 500 (42 000, 44 000 sans_aide)
    per dwelling: energie 1 000 or 1 500 kWh/yr; patrimoine 0 or 2 000, 3 000 under parti ensemble; mixite 0 or 100 000

No limit, no envelope, no target: each variant adds the one it is about.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from renovation_opt.instance import (
    Bailleur,
    Bouquet,
    Chantiers,
    Choix,
    Cible,
    Cite,
    Fonds,
    Instance,
    Lots,
    Montage,
    Objectif,
    Operations,
    Options,
    Resolution,
)
from renovation_opt.montage import aide_due, cumul_aides, equilibre_financier

ANNEES = (2018, 2019)
UN, DEMI, QUART = Fraction(1), Fraction(1, 2), Fraction(1, 4)
SANS_LIMITE = np.full((1, 2), -1, dtype=np.int64)


def minuscule(cumul: Fraction = Fraction(4, 5), **changes: Any) -> Instance:  # noqa: ANN401 - any field of an Instance
    """Return the instance of the module docstring, with some fields replaced."""
    choix = _choix()
    return replace(_instance(choix, cumul), **changes)


def cible(code: str, **changes: Any) -> Cible:  # noqa: ANN401 - any field of a Cible
    """Return a soft target of 10 dwellings, all bouquets and years counted, with some fields replaced."""
    base = Cible(
        code=code,
        libelle=code,
        tag="C14",
        mesure="logements",
        unite="logements",
        annees=(True, True),
        sens=1,
        seuil=10,
        souple=True,
        echelle=10,
        poids=np.ones(6, dtype=np.int64),
    )
    return replace(base, **changes)


def fonds(code: str, taux: Fraction, **changes: Any) -> Fonds:  # noqa: ANN401 - any field of a Fonds
    """Return a fund that pays a rate of the works, without envelope, with some fields replaced."""
    base = Fonds(
        code=code,
        libelle=code,
        contributeur=code,
        actif=(True, True),
        tranches_eur=None,
        libre=False,
        report=Fraction(0),
        minimum_eur=0,
        sur_travaux=True,
        sur_espaces=False,
        taux=taux,
        forfait_eur=None,
        bareme=(),
        plafond_assiette_eur=None,
        plafond_aide_eur=None,
        quota=None,
        parite=None,
    )
    return replace(base, **changes)


ETAT, REGION = fonds("etat", DEMI), fonds("region", QUART)


def _choix() -> Choix:
    """Return the six choix: socle and patrimoine for A1, A2, B1."""
    rien = np.zeros(6, dtype=np.int64)
    travaux = np.array([[20_000, 21_000], [40_000, 42_000]] * 3, dtype=np.int64)
    return Choix(
        lot=np.array([0, 0, 1, 1, 2, 2], dtype=np.int32),
        bouquet=np.array([0, 1] * 3, dtype=np.int32),
        travaux_eur=travaux,
        eligible=np.ones((6, 2), dtype=bool),
        gain_ep=np.full(6, 100, dtype=np.int32),
        energie_kwh=np.array([1_000, 1_500] * 3, dtype=np.int64),
        patrimoine=np.array([[0, 0], [2_000, 3_000]] * 3, dtype=np.int64),
        mixite=np.array([0, 100_000] * 3, dtype=np.int64),
        diversifies=rien,
        ensemble=np.array([False, True] * 3),
        etiquette_apres=np.full(6, 2, dtype=np.int8),
        conso_ep_apres=np.full(6, 100, dtype=np.int32),
        conso_ef_apres=np.full(6, 100, dtype=np.int32),
        energie_conventionnelle_kwh=rien,
        energie_primaire_kwh=rien,
        co2_kg=rien,
        facture_eur=rien,
    )


def _options(choix: Choix, cumul: Fraction) -> Options:
    """Return the twelve options, sorted by lot, montage, bouquet, with the aids of the rules."""
    p = np.array([0, 1, 0, 1, 2, 3, 2, 3, 4, 5, 4, 5])
    montage = np.array([0, 0, 1, 1] * 3, dtype=np.int32)
    travaux, conso = choix.travaux_eur[p], np.full(12, 300, dtype=np.int64)
    dues = [aide_due(f, travaux, choix.gain_ep[p].astype(np.int64), conso, UN) for f in (ETAT, REGION)]
    aides = [np.where(montage[:, None] == 1, aide, 0) for aide in cumul_aides(dues, travaux, cumul)]
    propres = equilibre_financier(travaux, np.full_like(travaux, 2_000), aides)
    return Options(
        choix=p.astype(np.int32),
        montage=montage,
        aide_eur=np.stack(aides, axis=1).astype(np.int32),
        aide_espaces_eur=np.zeros((12, 2, 2), dtype=np.int32),
        fonds_propres_eur=propres.astype(np.int32),
        interdite=np.zeros((12, 2), dtype=bool),
    )


def _lots() -> Lots:
    """Return A1, A2 and B1."""
    trois = np.full(3, 300, dtype=np.int32)
    return Lots(
        codes=("A1", "A2", "B1"),
        operation=np.array([0, 0, 1], dtype=np.int32),
        logements=np.array([5, 2, 4], dtype=np.int32),
        obligatoire=np.array([True, False, True]),
        cite=np.array([0, 0, 1], dtype=np.int32),
        etiquette=np.array([4, 3, 5], dtype=np.int8),
        surface_dm2=np.full(3, 7_000, dtype=np.int64),
        conso_ep=trois,
        conso_ef=trois,
        co2_g=np.full(3, 50_000, dtype=np.int64),
        energie=("gaz",) * 3,
        estime=np.zeros(3, dtype=bool),
        source=("test",) * 3,
        choix_debut=np.array([0, 2, 4, 6], dtype=np.int32),
        option_debut=np.array([0, 4, 8, 12], dtype=np.int32),
    )


def _operations() -> Operations:
    """Return alpha/mc and beta/mc."""
    return Operations(
        codes=("alpha/mc", "beta/mc"),
        bailleur=np.zeros(2, dtype=np.int32),
        epci=np.zeros(2, dtype=np.int32),
        cite=np.arange(2, dtype=np.int32),
        grappe=np.full(2, -1, dtype=np.int32),
        parente=np.arange(2, dtype=np.int32),
        logements=np.array([7, 4], dtype=np.int32),
        requise=np.zeros(2, dtype=bool),
        lot_debut=np.array([0, 2, 3], dtype=np.int32),
        chantier_debut=np.array([0, 3, 5], dtype=np.int32),
        montages=((0, 1), (0, 1)),
    )


def _cite(code: str) -> Cite:
    """Return a cité; only its code matters here."""
    return Cite(
        code=code,
        nom=code,
        commune="Lens",
        code_insee="62498",
        epci=0,
        grappe="",
        prioritaire=True,
        npnru="non",
        protection="hors",
        interet="ordinaire",
        typologie="corons",
        latitude=50.4,
        longitude=2.8,
        logements=9,
        logements_estimes=0,
        etiquettes=(0,) * 7,
        part_menages_q1=0.5,
        part_menages_q1_epci=0.3,
    )


def _instance(choix: Choix, cumul: Fraction) -> Instance:
    """Return the instance without any limit."""
    return Instance(
        nom="minuscule",
        titre="Deux cités",
        question="",
        annees=ANNEES,
        energie_jusqu_a=2021,
        ecart_usage=UN,
        cumul=cumul,
        fonds=(ETAT, REGION),
        montages=(Montage("sans_aide", (), ()), Montage("aide", (0, 1), (UN, UN))),
        montage_fonds=np.array([[-1, -1], [0, 1]], dtype=np.int32),
        bouquets=(Bouquet("socle", "Socle", patrimonial=False, adaptation=False), _PATRIMOINE),
        bailleurs=(Bailleur("mc", "Maisons & Cités", prive=False),),
        epcis=("lens",),
        epci_libelles=("Lens",),
        cites=(_cite("alpha"), _cite("beta")),
        grappes=(),
        lots=_lots(),
        operations=_operations(),
        chantiers=Chantiers(
            operation=np.array([0, 0, 0, 1, 1], dtype=np.int32),
            debut=np.array([0, 0, 0, 0, 1], dtype=np.int32),
            duree=np.array([1, 2, 2, 1, 1], dtype=np.int32),
            parti=np.array([0, 0, 1, 0, 0], dtype=np.int32),
        ),
        choix=choix,
        options=_options(choix, cumul),
        espaces_eur=np.full((3, 2), 2_000, dtype=np.int64),
        capacite=SANS_LIMITE,
        simultanes=SANS_LIMITE,
        fonds_propres=SANS_LIMITE,
        reste_a_charge_eur=np.array([-1], dtype=np.int64),
        filiere=SANS_LIMITE,
        grappe_fenetre=0,
        phases_disjointes=False,
        cibles=(),
        objectif=Objectif("ponderee", (UN, UN, UN), (None, None, None)),
        resolution=Resolution(Fraction(0), 60, Fraction(0)),
        cp=(UN,),
        hypotheses=(),
        avertissements=(),
    )


_PATRIMOINE = Bouquet("patrimoine", "Patrimoine", patrimonial=True, adaptation=False)
