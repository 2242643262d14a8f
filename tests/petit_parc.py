"""A tiny Instance made by hand, shared by the tests, and the helpers that write its variants.

Answers for: ``petit_parc``, ``remplacer`` and the ``avec_*`` variants, ``plan``, ``programme``, ``cible``.
Leaves to others: optima by enumeration (force_brute).  No YAML, no parc file: arrays only.
The aids of the options are computed by a scalar rule written here, on its own, with fractions.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

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
    Palier,
    Parite,
    Resolution,
)
from renovation_opt.programme import PlanOperation, Programme, detailler

ANNEES = (2020, 2021)
C1, C2, C3, PRIVE = range(4)
"""The four opérations."""
SOCLE, PATRIMOINE = range(2)
SUBVENTION = 0
SURFACE_M2 = 40


class LigneLot(NamedTuple):
    """One lot of the table of ``petit_parc``."""

    code: str
    operation: int
    etiquette: str
    logements: int
    conso_ep: int


LOTS = (
    LigneLot("c1-e", C1, "E", 10, 300),
    LigneLot("c1-d", C1, "D", 4, 200),
    LigneLot("c2-f", C2, "F", 6, 400),
    LigneLot("c2-g", C2, "G", 4, 500),
    LigneLot("c3-e", C3, "E", 8, 300),
    LigneLot("c3-p", PRIVE, "F", 2, 400),
)
OPERATIONS = ("c1/alpha", "c2/alpha", "c3/beta", "c3/prives")
BAILLEUR_DE = (0, 0, 1, 2)
CITE_DE = (0, 1, 2, 2)
CHOIX = tuple((lot, b) for lot in range(len(LOTS)) for b in ((SOCLE,) if LOTS[lot].operation == PRIVE else (0, 1)))
"""(lot, bouquet), in the order of the arrays: two bouquets for a social lot, ``socle`` alone for the private one."""


def petit_parc(**changements: object) -> Instance:
    """Return the tiny instance; ``changements`` as in ``remplacer``.

    3 cités, 3 bailleurs, 2 EPCI (E1: c1, c2; E2: c3), years 2020 and 2021, 4 opérations, 6 lots:

    | opération | bailleur | lot  | class | dwellings | mandatory | interest | kWh/dwelling/yr socle, patrimoine |
    |-----------|----------|------|-------|-----------|-----------|----------|-----------------------------------|
    | c1/alpha  | alpha    | c1-e | E     | 10        | yes       | 3        | 4 000, 8 000                      |
    |           |          | c1-d | D     | 4         | no        | 3        | 2 000, 4 000                      |
    | c2/alpha  | alpha    | c2-f | F     | 6         | yes       | 2        | 8 000, 12 000                     |
    |           |          | c2-g | G     | 4         | yes       | 2        | 12 000, 16 000                    |
    | c3/beta   | beta     | c3-e | E     | 8         | yes       | 1        | 4 000, 8 000                      |
    | c3/prives | prives   | c3-p | F     | 2         | yes       | 1        | 8 000, not offered                |

    | euros per dwelling         | 2020   | 2021   |
    |----------------------------|--------|--------|
    | works, socle, social       | 40 000 | 44 000 |
    | works, patrimoine          | 60 000 | 66 000 |
    | works, socle, private      | 20 000 | 22 000 |
    | public spaces, social only | 5 000  | 5 500  |
    | aid, socle, social         | 10 000 | 11 000 |
    | aid, patrimoine            | 12 000 | 12 000 |
    | aid, socle, private        | 5 000  | 5 500  |

    Fund ``subvention``: 25 % of the works, at most 12 000 euros a dwelling; slices of 150 000 euros a year, 20 % of
    a slice (30 000) may be carried over.  Montages: 0 ``sans_aide``, 1 ``subvention``.  Cumulation ceiling 80 %.
    Chantiers: social (2020, 1 yr), (2020, 2 yrs), (2021, 1 yr), each under both partis; private: one year, courant.
    Capacity of alpha: 14 dwellings a year; no other limit, no target.  Objective: energy alone, counted until 2030.
    Heritage per dwelling, bouquet patrimoine: interest (courant), 1.5 x interest (ensemble); socle 0.
    Mix per dwelling, bouquet patrimoine: 0.04 in c1, 0.02 in c2, 0 in c3 (0.2 x excess of first-quartile households).

    Optimum of energy, on paper: every lot gets patrimoine where offered.  alpha has 14 (c1) + 10 (c2) dwellings for
    14 places a year: c2 in 2020 and c1 in 2021 (136 x 10 + 96 x 9 = 2 224 MWh) beats the reverse (136 x 9 + 96 x 10
    = 2 184), both over two years (48 x 19 + 68 x 19 = 2 204), and anything that leaves a lot out.  c3/beta and the
    private lot start in 2020: 64 x 10 + 16 x 10 = 800.  Total 3 024 MWh.
    """
    base = Instance(
        nom="petit-parc",
        titre="Petit parc",
        question="Que rénover d'abord ?",
        annees=ANNEES,
        energie_jusqu_a=2030,
        ecart_usage=Fraction(1),
        cumul=Fraction(4, 5),
        fonds=(fonds("subvention"),),
        montages=(Montage("sans_aide", (), ()), Montage("subvention", (SUBVENTION,), (Fraction(1),))),
        montage_fonds=np.full((2, 1), -1, dtype=np.int32),
        bouquets=(
            Bouquet("socle", "Socle", patrimonial=False, adaptation=False),
            Bouquet("patrimoine", "Patrimoine", patrimonial=True, adaptation=False),
        ),
        bailleurs=(
            Bailleur("alpha", "Alpha", prive=False),
            Bailleur("beta", "Beta", prive=False),
            Bailleur("prives", "Propriétaires privés", prive=True),
        ),
        epcis=("E1", "E2"),
        epci_libelles=("Agglomération 1", "Agglomération 2"),
        cites=tuple(_cite(c) for c in range(3)),
        grappes=("nord",),
        lots=_lots(),
        operations=_operations(),
        chantiers=_chantiers(),
        choix=_choix(),
        options=_sans_option(),
        espaces_eur=np.array([[0, 0] if x.operation == PRIVE else [5_000, 5_500] for x in LOTS], dtype=np.int64),
        capacite=np.array([[14, 14], [-1, -1], [-1, -1]], dtype=np.int64),
        simultanes=np.full((3, 2), -1, dtype=np.int64),
        fonds_propres=np.full((3, 2), -1, dtype=np.int64),
        reste_a_charge_eur=np.full(3, -1, dtype=np.int64),
        filiere=np.full((2, 2), -1, dtype=np.int64),
        grappe_fenetre=0,
        phases_disjointes=False,
        cibles=(),
        objectif=Objectif("ponderee", (Fraction(1), Fraction(0), Fraction(0)), (None, None, None)),
        resolution=Resolution(Fraction(0), 60, Fraction(0)),
        cp=(Fraction(1, 4), Fraction(3, 8), Fraction(3, 8)),
        hypotheses=(),
        avertissements=(),
    )
    return remplacer(base, **changements)


def remplacer(inst: Instance, **changements: object) -> Instance:
    """Return ``inst`` with other fields, ``a__b`` for field b of field a; options follow the rules unless given."""
    plats: dict[str, Any] = {}
    for cle, changement in changements.items():
        champ, _, interne = cle.partition("__")
        courant = plats.get(champ, getattr(inst, champ))
        plats[champ] = replace(courant, **{interne: changement}) if interne else changement
    change = replace(inst, **plats)
    return change if "options" in plats else _avec_options(change)


def avec_limite(inst: Instance, champ: str, rang: int, *valeurs: int) -> Instance:
    """Return ``inst`` with row ``rang`` of ``capacite``, ``simultanes``, ``fonds_propres``... equal to ``valeurs``."""
    tableau = getattr(inst, champ).copy()
    tableau[rang] = valeurs if tableau.ndim > 1 else valeurs[0]
    return remplacer(inst, **{champ: tableau})


def avec_regle(inst: Instance, f: int = SUBVENTION, /, **regle: object) -> Instance:
    """Return ``inst`` with other rules for fund ``f``, by field: ``quota``, ``tranches_eur``, ``libre``, ``parite``."""
    champs: dict[str, Any] = regle
    nouveaux = tuple(replace(x, **champs) if rang == f else x for rang, x in enumerate(inst.fonds))
    return remplacer(inst, fonds=nouveaux)


def avec_bareme(inst: Instance, f: int = SUBVENTION) -> Instance:
    """Return ``inst`` with a fund by energy gain: 10 % of the works from 1/4, 6 000 euros from 1/2, no cap."""
    paliers = (
        Palier(Fraction(1, 4), "part", Fraction(1, 10), None),
        Palier(Fraction(1, 2), "part", None, 6_000),
    )
    return avec_regle(inst, f, taux=None, bareme=paliers, plafond_aide_eur=None)


def avec_second_fonds(inst: Instance, *, parite: Parite | None = None, **regle: object) -> Instance:
    """Return ``inst`` with the fund ``region`` (index 1) and the montage 2 ``duo`` = subvention, then region.

    region: 20 % of the works and of the public spaces, no cap, no envelope.  ``regle``: other fields of the fund.
    """
    champs: dict[str, Any] = {"taux": Fraction(1, 5), "plafond_aide_eur": None, "sur_espaces": True}
    champs |= {"tranches_eur": None, "parite": parite, **regle}
    choix = replace(inst.choix, eligible=np.ones((len(CHOIX), 2), dtype=np.bool_))
    montages = (*inst.montages, Montage("duo", (0, 1), (Fraction(1), Fraction(1))))
    operations = replace(inst.operations, montages=((0, 1, 2),) * len(OPERATIONS))
    return remplacer(
        inst,
        fonds=(*inst.fonds, replace(fonds("region"), **champs)),
        montages=montages,
        choix=choix,
        operations=operations,
    )


def avec_niveaux(inst: Instance) -> Instance:
    """Return ``inst`` with the montage ``subvention@50``, last: half of the aid due."""
    dernier = len(inst.montages)
    ouverts = tuple((*montages, dernier) for montages in inst.operations.montages)
    montages = (*inst.montages, Montage("subvention@50", (SUBVENTION,), (Fraction(1, 2),)))
    return remplacer(inst, montages=montages, operations__montages=ouverts)


def avec_grappe(inst: Instance, *operations: int, fenetre: int = 1) -> Instance:
    """Return ``inst`` with these opérations in the grappe ``nord`` and a window of years."""
    grappe = np.array([0 if o in operations else -1 for o in range(len(OPERATIONS))], dtype=np.int32)
    return remplacer(inst, operations__grappe=grappe, grappe_fenetre=fenetre)


def avec_phases(inst: Instance) -> Instance:
    """Return ``inst`` with c1/alpha and c2/alpha as two phases of one cité, which may not overlap."""
    parente = np.array([0, 0, 1, 2], dtype=np.int32)
    return remplacer(inst, operations__parente=parente, phases_disjointes=True)


def avec_requises(inst: Instance, *operations: int) -> Instance:
    """Return ``inst`` with these opérations required (C17)."""
    requise = np.array([o in operations for o in range(len(OPERATIONS))], dtype=np.bool_)
    return remplacer(inst, operations__requise=requise)


def cible(seuil: int, **champs: object) -> Cible:
    """Return a hard target of at least ``seuil`` dwellings over the horizon (weight 1); ``champs`` replace."""
    modele = Cible(
        code="cible",
        libelle="Cible",
        tag="C14",
        mesure="logements",
        unite="logements",
        annees=(True, True),
        sens=1,
        seuil=seuil,
        souple=False,
        echelle=max(1, seuil),
        poids=np.ones(len(CHOIX), dtype=np.int64),
    )
    libres: dict[str, Any] = champs
    return replace(modele, **libres)


def cible_aides(seuil: int, f: int = SUBVENTION, **champs: object) -> Cible:
    """Return a hard target of at least ``seuil`` euros of fund ``f``."""
    return cible(seuil, **{"mesure": "aides", "unite": "EUR", "poids": None, "fonds": f, **champs})


def cible_cites(seuil: int, *cites: int, **champs: object) -> Cible:
    """Return a hard target of at least ``seuil`` of ``cites`` opened in 2020."""
    fixes = {"tag": "C15", "mesure": "cites", "unite": "cites", "poids": None, "cites": cites, "annees": (True, False)}
    return cible(seuil, **{**fixes, **champs})


def plan(inst: Instance, o: int, debut: int = 2020, bouquet: str = "patrimoine", **champs: object) -> PlanOperation:
    """Return the plan of opération ``o``: mandatory lots with one bouquet, one year, courant, without aid.

    ``facultatifs=True`` treats every lot; other ``champs`` replace those of the plan.
    """
    tous = bool(champs.pop("facultatifs", False))
    lots = range(int(inst.operations.lot_debut[o]), int(inst.operations.lot_debut[o + 1]))
    traites = tuple((inst.lots.codes[lot], bouquet) for lot in lots if tous or inst.lots.obligatoire[lot])
    libres: dict[str, Any] = champs
    return replace(PlanOperation(inst.operations.codes[o], debut, 1, "courant", "sans_aide", traites), **libres)


def programme(inst: Instance) -> Programme:
    """Return the programme of the optimum of ``petit_parc``, with the aids that the slices allow.

    c1/alpha in 2021, all lots, subvention: 14 x 12 000 = 168 000 of 180 000 euros (150 000 + 30 000 carried over);
    c2/alpha in 2020, ensemble, subvention: 10 x 12 000 = 120 000 of 150 000; c3/beta and c3/prives in 2020, no aid.
    """
    return detailler(
        inst,
        (
            plan(inst, C1, 2021, montage="subvention", facultatifs=True),
            plan(inst, C2, 2020, montage="subvention", parti="ensemble_patrimonial"),
            plan(inst, C3),
            plan(inst, PRIVE, bouquet="socle"),
        ),
    )


def fonds(code: str) -> Fonds:
    """Return the fund of ``petit_parc`` under a code."""
    return Fonds(
        code=code,
        libelle=code.capitalize(),
        contributeur="etat",
        actif=(True, True),
        tranches_eur=(150_000, 150_000),
        libre=False,
        report=Fraction(1, 5),
        minimum_eur=0,
        sur_travaux=True,
        sur_espaces=False,
        taux=Fraction(1, 4),
        forfait_eur=None,
        bareme=(),
        plafond_assiette_eur=None,
        plafond_aide_eur=12_000,
        quota=None,
        parite=None,
    )


def _avec_options(inst: Instance) -> Instance:
    """Return ``inst`` with the options of its choix and montages, and ``montage_fonds``."""
    places = max(1, *(len(montage.fonds) for montage in inst.montages))
    cles = [
        (p, m)
        for lot in range(len(LOTS))
        for m in inst.operations.montages[int(inst.lots.operation[lot])]
        for p in range(int(inst.lots.choix_debut[lot]), int(inst.lots.choix_debut[lot + 1]))
    ]
    aides = np.zeros((2, len(cles), places, len(inst.annees)), dtype=np.int32)
    propres = np.zeros((len(cles), len(inst.annees)), dtype=np.int32)
    for q, (p, m) in enumerate(cles):
        for a in range(len(inst.annees)):
            bases = (int(inst.choix.travaux_eur[p, a]), int(inst.espaces_eur[inst.choix.lot[p], a]))
            parts = [_aides(inst, p, m, a, rang, base) for rang, base in enumerate(bases)]
            for s in range(len(inst.montages[m].fonds)):
                aides[:, q, s, a] = parts[0][s] + parts[1][s], parts[1][s]
            propres[q, a] = sum(bases) - sum(parts[0]) - sum(parts[1])
    plafond = inst.reste_a_charge_eur[inst.operations.bailleur[[LOTS[CHOIX[p][0]].operation for p, _ in cles]]]
    lot_des_options = [int(inst.choix.lot[p]) for p, _ in cles]
    options = Options(
        choix=np.array([p for p, _ in cles], dtype=np.int32),
        montage=np.array([m for _, m in cles], dtype=np.int32),
        aide_eur=aides[0],
        aide_espaces_eur=aides[1],
        fonds_propres_eur=propres,
        interdite=(plafond[:, None] >= 0) & (propres > plafond[:, None]),
    )
    lignes = [[*m.fonds, *[-1] * (places - len(m.fonds))] for m in inst.montages]
    lots = replace(inst.lots, option_debut=_pointeurs(lot_des_options, len(LOTS)))
    return replace(inst, options=options, lots=lots, montage_fonds=np.array(lignes, dtype=np.int32))


def _sans_option() -> Options:
    """Return no option at all, until the rules are applied."""
    vide = np.zeros(0, dtype=np.int32)
    return Options(vide, vide, vide, vide, vide, np.zeros(0, dtype=np.bool_))


def _aides(inst: Instance, p: int, m: int, a: int, *base: int) -> list[int]:
    """Return the aids of a montage on ``base`` = (0 for works or 1 for public spaces, euros), slot by slot."""
    espaces, euros = base
    versees: list[int] = []
    for f, niveau in zip(inst.montages[m].fonds, inst.montages[m].niveaux, strict=True):
        x = inst.fonds[f]
        assiette = (x.sur_travaux, x.sur_espaces)[espaces]
        ouvert = assiette and x.actif[a] and inst.choix.eligible[p, f]
        due = floor(niveau * _pleine(inst, x, p, euros)) if ouvert else 0
        versees.append(min(due, floor(inst.cumul * euros) - sum(versees)))
    return versees


def _pleine(inst: Instance, x: Fonds, p: int, euros: int) -> int:
    """Return the aid due at full level."""
    taux, forfait = x.taux, x.forfait_eur
    conso = int(inst.lots.conso_ep[inst.choix.lot[p]])
    for palier in sorted(x.bareme, key=lambda y: y.gain_min):
        gain = Fraction(int(inst.choix.gain_ep[p]), conso if palier.unite == "part" else 1)
        if gain >= palier.gain_min:
            taux, forfait = palier.taux, palier.forfait_eur
    plein = min(forfait or 0, euros) if taux is None else floor(taux * min(euros, x.plafond_assiette_eur or euros))
    return plein if x.plafond_aide_eur is None else min(plein, x.plafond_aide_eur)


def _pointeurs(rangs: list[int], nombre: int) -> np.ndarray[Any, np.dtype[np.int32]]:
    """Return the CSR pointers of sorted ranks."""
    return np.searchsorted(rangs, np.arange(nombre + 1)).astype(np.int32)


def _lots() -> Lots:
    nb = len(LOTS)
    conso = np.array([x.conso_ep for x in LOTS], dtype=np.int32)
    return Lots(
        codes=tuple(x.code for x in LOTS),
        operation=np.array([x.operation for x in LOTS], dtype=np.int32),
        logements=np.array([x.logements for x in LOTS], dtype=np.int32),
        obligatoire=np.array([x.etiquette in "EFG" for x in LOTS]),
        cite=np.array([CITE_DE[x.operation] for x in LOTS], dtype=np.int32),
        etiquette=np.array(["ABCDEFG".index(x.etiquette) for x in LOTS], dtype=np.int8),
        surface_dm2=np.full(nb, SURFACE_M2 * 100, dtype=np.int64),
        conso_ep=conso,
        conso_ef=conso,
        co2_g=conso.astype(np.int64) * 200,
        energie=("gaz",) * nb,
        estime=np.array([x.operation == PRIVE for x in LOTS]),
        source=("essai",) * nb,
        choix_debut=_pointeurs([lot for lot, _ in CHOIX], nb),
        option_debut=np.zeros(nb + 1, dtype=np.int32),
    )


def _operations() -> Operations:
    nb = len(OPERATIONS)
    return Operations(
        codes=OPERATIONS,
        bailleur=np.array(BAILLEUR_DE, dtype=np.int32),
        epci=np.array([0, 0, 1, 1], dtype=np.int32),
        cite=np.array(CITE_DE, dtype=np.int32),
        grappe=np.full(nb, -1, dtype=np.int32),
        parente=np.arange(nb, dtype=np.int32),
        logements=np.array([sum(x.logements for x in LOTS if x.operation == o) for o in range(nb)], dtype=np.int32),
        requise=np.zeros(nb, dtype=np.bool_),
        lot_debut=_pointeurs([x.operation for x in LOTS], nb),
        chantier_debut=_pointeurs([o for o, *_ in _liste_chantiers()], nb),
        montages=((0, 1),) * nb,
    )


def _liste_chantiers() -> list[tuple[int, int, int, int]]:
    """Return (opération, first year, duration, parti) of every allowed chantier."""
    return [
        (o, debut, duree, parti)
        for o in range(len(OPERATIONS))
        for debut, duree in ((0, 1), (0, 2), (1, 1))
        for parti in (0, 1)
        if o != PRIVE or (duree == 1 and parti == 0)
    ]


def _chantiers() -> Chantiers:
    return Chantiers(*np.array(_liste_chantiers(), dtype=np.int32).T)


def _choix() -> Choix:
    """Return the choix: after works 200 kWhEP/m2/yr or less (socle), 100 (patrimoine); D falls to 150 by socle."""
    lot = np.array([lot for lot, _ in CHOIX], dtype=np.int32)
    bouquet = np.array([b for _, b in CHOIX], dtype=np.int32)
    conso = np.array([LOTS[x].conso_ep for x in lot], dtype=np.int32)
    apres = np.where(bouquet == PATRIMOINE, 100, np.where(conso == 200, 150, 200)).astype(np.int32)
    patrimonial = bouquet == PATRIMOINE
    operation = np.array([LOTS[x].operation for x in lot])
    interet = np.array([3, 2, 1, 1])[operation]
    diversifies = np.where(patrimonial, 200_000, 0)
    cout = np.where(patrimonial, 60_000, np.where(operation == PRIVE, 20_000, 40_000))
    gain = (conso - apres).astype(np.int64)
    return Choix(
        lot=lot,
        bouquet=bouquet,
        travaux_eur=np.stack([cout, cout * 11 // 10], axis=1),
        eligible=np.ones((len(CHOIX), 1), dtype=np.bool_),
        gain_ep=gain.astype(np.int32),
        energie_kwh=gain * SURFACE_M2,
        patrimoine=np.stack([patrimonial * interet * 1_000, patrimonial * interet * 1_500], axis=1).astype(np.int64),
        mixite=diversifies // 10 * np.array([2, 1, 0, 0])[operation],
        diversifies=diversifies,
        ensemble=patrimonial,
        etiquette_apres=np.where(apres == 100, 1, np.where(apres == 150, 2, 3)).astype(np.int8),
        conso_ep_apres=apres,
        conso_ef_apres=apres,
        energie_conventionnelle_kwh=gain * SURFACE_M2,
        energie_primaire_kwh=gain * SURFACE_M2,
        co2_kg=gain * SURFACE_M2 // 5,
        facture_eur=gain * SURFACE_M2 // 10,
    )


def _cite(c: int) -> Cite:
    """Return cité c1 (priority, inscribed, NPNRU), c2 or c3; its stock is that of its lots."""
    lots = [x for x in LOTS if CITE_DE[x.operation] == c]
    return Cite(
        code=f"c{c + 1}",
        nom=f"Cité {c + 1}",
        commune="Lens" if c < 2 else "Liévin",
        code_insee="62498" if c < 2 else "62510",
        epci=0 if c < 2 else 1,
        grappe="nord",
        prioritaire=c == 0,
        npnru="qin" if c == 0 else "non",
        protection="inscrite" if c == 0 else "hors",
        interet=("remarquable", "temoin", "ordinaire")[c],
        typologie="pavillonnaire",
        latitude=50.43,
        longitude=2.80 + c / 100,
        logements=sum(x.logements for x in lots),
        logements_estimes=sum(x.logements for x in lots if x.operation == PRIVE),
        etiquettes=tuple(sum(x.logements for x in lots if x.etiquette == lettre) for lettre in "ABCDEFG"),
        part_menages_q1=(0.5, 0.4, 0.3)[c],
        part_menages_q1_epci=0.3,
    )
