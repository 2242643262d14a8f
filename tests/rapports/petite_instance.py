"""A hand-made Instance and Solution for the reports: 3 cités, 3 years, 3 funds, 2 bailleurs and private owners.

Every dwelling costs 40 000 € of works in 2018 (+ 1 000 € a year) and 2 000 € of public spaces when social.  Aids per
dwelling: droit 10 000 €, region 5 000 €, anah 12 000 €.  Names are hostile on purpose: one cité is a script, another
a formula.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from renovation_opt.instance import (
    Bailleur,
    Bouquet,
    Chantiers,
    Choix,
    Cible,
    Cite,
    Fonds,
    Hypothese,
    Instance,
    Lots,
    Montage,
    Objectif,
    Operations,
    Options,
    Parite,
    Resolution,
)
from renovation_opt.programme import (
    Etape,
    Limite,
    Manque,
    PlanOperation,
    Prix,
    Programme,
    Solution,
    Statut,
    detailler,
    objectifs,
)

ANNEES = (2018, 2019, 2020)
SCRIPT = "Cité <script>alert(1)</script>"
FORMULE = "=1+1"
AIDES = {0: 10_000, 1: 5_000, 2: 12_000}
CHOIX = ((0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (3, 2))
"""(lot, bouquet)"""
OPTIONS = ((0, 0), (1, 0), (0, 1), (1, 1), (2, 0), (3, 0), (2, 1), (3, 1), (4, 0), (4, 1), (5, 0), (5, 2))
"""(choix, montage), by lot then montage then bouquet"""
PLANS = (
    PlanOperation(
        "c1/mc", 2018, 2, "ensemble_patrimonial", "droit_commun", (("l0", "patrimoine"), ("l1", "patrimoine"))
    ),
    PlanOperation("c2/sia", 2019, 1, "courant", "droit_commun", (("l2", "socle"),)),
    PlanOperation("c3/prives/1", 2020, 1, "courant", "anah", (("l3", "habiter_mieux"),)),
)


def fonds(code: str, contributeur: str, **champs: object) -> Fonds:
    """Return a fund open every year, without rules but those given."""
    defauts: dict[str, object] = {
        "code": code,
        "libelle": code.capitalize(),
        "contributeur": contributeur,
        "actif": (True, True, True),
        "tranches_eur": None,
        "libre": False,
        "report": Fraction(0),
        "minimum_eur": 0,
        "sur_travaux": True,
        "sur_espaces": False,
        "taux": Fraction(1),
        "forfait_eur": None,
        "bareme": (),
        "plafond_assiette_eur": None,
        "plafond_aide_eur": None,
        "quota": None,
        "parite": None,
    }
    return Fonds(**(defauts | champs))  # type: ignore[arg-type]


def cite(code: str, nom: str, epci: int, part_q1: float, etiquettes: tuple[int, ...]) -> Cite:
    """Return a cité of 100 dwellings."""
    return Cite(
        code=code,
        nom=nom,
        commune="Liévin" if epci == 0 else "Douai",
        code_insee="62510" if epci == 0 else "59178",
        epci=epci,
        grappe="",
        prioritaire=True,
        npnru="non",
        protection="hors",
        interet="remarquable",
        typologie="corons",
        latitude=50.42 + 0.02 * epci,
        longitude=2.78 + 0.3 * epci + 0.01 * int(code[1:]),
        logements=sum(etiquettes),
        logements_estimes=40,
        etiquettes=etiquettes,
        part_menages_q1=part_q1,
        part_menages_q1_epci=0.25,
    )


def lots() -> Lots:
    """Return four lots: 10 E and 3 G in c1, 8 F in c2, 4 private F in c3."""
    return Lots(
        codes=("l0", "l1", "l2", "l3"),
        operation=np.array([0, 0, 1, 2], dtype=np.int32),
        logements=np.array([10, 3, 8, 4], dtype=np.int32),
        obligatoire=np.ones(4, dtype=np.bool_),
        cite=np.array([0, 0, 1, 2], dtype=np.int32),
        etiquette=np.array([4, 6, 5, 5], dtype=np.int8),
        surface_dm2=np.full(4, 7_000, dtype=np.int64),
        conso_ep=np.full(4, 350, dtype=np.int32),
        conso_ef=np.full(4, 300, dtype=np.int32),
        co2_g=np.full(4, 60_000, dtype=np.int64),
        energie=("gaz",) * 4,
        estime=np.array([True, False, False, False]),
        source=("essai",) * 4,
        choix_debut=np.array([0, 2, 4, 5, 6], dtype=np.int32),
        option_debut=np.array([0, 4, 8, 10, 12], dtype=np.int32),
    )


def operations() -> Operations:
    """Return three opérations."""
    return Operations(
        codes=("c1/mc", "c2/sia", "c3/prives/1"),
        bailleur=np.array([0, 1, 2], dtype=np.int32),
        epci=np.array([0, 0, 1], dtype=np.int32),
        cite=np.array([0, 1, 2], dtype=np.int32),
        grappe=np.full(3, -1, dtype=np.int32),
        parente=np.arange(3, dtype=np.int32),
        logements=np.array([13, 8, 4], dtype=np.int32),
        requise=np.zeros(3, dtype=np.bool_),
        lot_debut=np.array([0, 2, 3, 4], dtype=np.int32),
        chantier_debut=np.array([0, 1, 2, 3], dtype=np.int32),
        montages=((0, 1), (0, 1), (0, 2)),
    )


def choix() -> Choix:
    """Return six choix; per dwelling 8 000 kWh (socle), 10 000 (patrimoine), 5 000 (habiter_mieux)."""
    bouquet = [b for _lot, b in CHOIX]
    kwh = np.array([8_000, 10_000, 5_000], dtype=np.int64)[bouquet]
    heritage = np.array([[0, 0], [3_000, 4_500], [0, 0]], dtype=np.int64)[bouquet]
    diversifies = np.array([0, 200_000, 0], dtype=np.int64)[bouquet]
    return Choix(
        lot=np.array([lot for lot, _b in CHOIX], dtype=np.int32),
        bouquet=np.array(bouquet, dtype=np.int32),
        travaux_eur=np.array([[40_000, 41_000, 42_000]] * len(CHOIX), dtype=np.int64),
        eligible=np.ones((len(CHOIX), 3), dtype=np.bool_),
        gain_ep=np.full(len(CHOIX), 200, dtype=np.int32),
        energie_kwh=kwh,
        patrimoine=heritage,
        mixite=diversifies // 4,
        diversifies=diversifies,
        ensemble=np.array([b == 1 for b in bouquet]),
        etiquette_apres=np.array([3, 1, 3], dtype=np.int8)[bouquet],
        conso_ep_apres=np.full(len(CHOIX), 100, dtype=np.int32),
        conso_ef_apres=np.full(len(CHOIX), 90, dtype=np.int32),
        energie_conventionnelle_kwh=kwh * 5 // 4,
        energie_primaire_kwh=kwh * 5 // 4,
        co2_kg=kwh // 5,
        facture_eur=kwh // 10,
    )


def options(montages: tuple[Montage, ...]) -> Options:
    """Return the options: each fund of the montage pays its aid, own funds the rest."""
    aides = np.zeros((len(OPTIONS), 2, 3), dtype=np.int32)
    propres = np.zeros((len(OPTIONS), 3), dtype=np.int32)
    for q, (p, m) in enumerate(OPTIONS):
        cout = np.array([40_000, 41_000, 42_000]) + (0 if p == 5 else 2_000)
        for s, f in enumerate(montages[m].fonds):
            aides[q, s, :] = AIDES[f]
        propres[q] = cout - aides[q].sum(axis=0)
    return Options(
        choix=np.array([p for p, _m in OPTIONS], dtype=np.int32),
        montage=np.array([m for _p, m in OPTIONS], dtype=np.int32),
        aide_eur=aides,
        aide_espaces_eur=np.zeros_like(aides),
        fonds_propres_eur=propres,
        interdite=np.zeros((len(OPTIONS), 3), dtype=np.bool_),
    )


def cibles() -> tuple[Cible, ...]:
    """Return a target of dwellings missed by 5, one of cités reached, one of euros missed."""
    toujours = (True, True, True)
    return (
        Cible("total", "30 logements", "C14", "logements", "logements", toujours, 1, 30, souple=True, echelle=30),
        Cible(
            "priorite",
            "Prioritaires",
            "C15",
            "cites",
            "cités",
            (True, True, False),
            1,
            2,
            souple=False,
            echelle=2,
            cites=(0, 1, 2),
        ),
        Cible(
            "anah",
            "Anah consommée",
            "C14",
            "aides",
            "euros",
            toujours,
            1,
            60_000,
            souple=True,
            echelle=100_000,
            fonds=2,
        ),
    )


def petite_instance() -> Instance:
    """Return the whole instance."""
    montages = (
        Montage("sans_aide", (), ()),
        Montage("droit_commun", (0, 1), (Fraction(1), Fraction(1))),
        Montage("anah", (2,), (Fraction(1),)),
    )
    sans_limite = np.full((3, 3), -1, dtype=np.int64)
    return Instance(
        nom="essai",
        titre="Essai & vérification",
        question="Que montre un rapport ?",
        annees=ANNEES,
        energie_jusqu_a=2030,
        ecart_usage=Fraction(4, 5),
        cumul=Fraction(4, 5),
        fonds=(
            fonds("droit", "etat", tranches_eur=(100_000, 120_000, 50_000), report=Fraction(1, 5)),
            fonds("region", "region", parite=Parite((0,), Fraction(1), par_annee=False)),
            fonds("anah", "etat", tranches_eur=(40_000, 30_000, 30_000), libre=True),
        ),
        montages=montages,
        montage_fonds=np.array([[-1, -1], [0, 1], [2, -1]], dtype=np.int32),
        bouquets=(
            Bouquet("socle", "Socle", patrimonial=False, adaptation=False),
            Bouquet("patrimoine", "Patrimoine", patrimonial=True, adaptation=False),
            Bouquet("habiter_mieux", "Habiter mieux", patrimonial=False, adaptation=False),
        ),
        bailleurs=(
            Bailleur("mc", "Maisons & Cités", prive=False),
            Bailleur("sia", "SIA Habitat", prive=False),
            Bailleur("prives", "Propriétaires privés", prive=True),
        ),
        epcis=("lens", "douai"),
        epci_libelles=("CA de Lens", "Douaisis Agglo"),
        cites=(
            cite("c1", SCRIPT, 0, 0.5, (0, 10, 20, 30, 20, 10, 10)),
            cite("c2", FORMULE, 0, 0.3, (0, 10, 20, 40, 10, 10, 10)),
            cite("c3", "Cité du Nord", 1, 0.4, (0, 20, 20, 20, 20, 10, 10)),
        ),
        grappes=(),
        lots=lots(),
        operations=operations(),
        chantiers=Chantiers(
            operation=np.arange(3, dtype=np.int32),
            debut=np.arange(3, dtype=np.int32),
            duree=np.array([2, 1, 1], dtype=np.int32),
            parti=np.array([1, 0, 0], dtype=np.int32),
        ),
        choix=choix(),
        options=options(montages),
        espaces_eur=np.array([[2_000] * 3] * 3 + [[0] * 3], dtype=np.int64),
        capacite=sans_limite,
        simultanes=sans_limite,
        fonds_propres=sans_limite,
        reste_a_charge_eur=np.full(3, -1, dtype=np.int64),
        filiere=sans_limite[:2],
        grappe_fenetre=0,
        phases_disjointes=True,
        cibles=cibles(),
        objectif=Objectif("ponderee", (Fraction(1, 2), Fraction(3, 10), Fraction(1, 5)), (None, None, None)),
        resolution=Resolution(Fraction(1, 500), 60, Fraction(0)),
        cp=(Fraction(1, 4), Fraction(3, 8), Fraction(3, 8)),
        hypotheses=(
            Hypothese("prix.socle", "40 000", "€/logement", "essai", "2017-01-01", "publie"),
            Hypothese("ecart_usage", "0,8", "", "à dire d'expert", "2017-01-01", "estime"),
        ),
        avertissements=("lot l9 : exclu",),
    )


def solution_de(inst: Instance, plans: tuple[PlanOperation, ...] = PLANS) -> Solution:
    """Return a bounded solution made of ``plans``."""
    programme = detailler(inst, plans)
    return Solution(
        programme=programme,
        statut=Statut.BORNE,
        etapes=(
            Etape("cibles", "part", -1, 0.2867, 0.2867, Limite.ECART),
            Etape("objectif", "indice", 1, 0.9, 0.9011, Limite.TEMPS),
        ),
        objectifs=objectifs(inst, programme),
        echelles=(1_000_000, 1_000, 1_000_000),
        manques=(Manque("total", "30 logements", "logements", 5, 5 / 30),),
        prix=(
            Prix("enveloppe_droit 2018", "C10", "indice/€", 0.000_001_5),
            Prix("capacite mc 2018", "C8", "indice/logement", 0.0),
        ),
    )


def sans_programme(inst: Instance) -> Solution:
    """Return a solution that opens nothing."""
    return replace(solution_de(inst, ()), programme=Programme((), ()), statut=Statut.REALISABLE, etapes=())
