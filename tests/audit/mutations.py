"""One or more ways to break each rule by hand, each with a neighbour that respects it.

Answers for: ``CAS``.  Leaves to others: the assertions (test_regles).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

from renovation_opt.instance import Instance, Parite
from renovation_opt.programme import PlanOperation, Programme, detailler
from tests.petit_parc import (
    C1,
    C2,
    C3,
    PRIVE,
    avec_grappe,
    avec_limite,
    avec_phases,
    avec_regle,
    avec_requises,
    avec_second_fonds,
    cible,
    cible_aides,
    cible_cites,
    petit_parc,
    plan,
    programme,
    remplacer,
)

Probleme = tuple[Instance, Programme]


class Cas(NamedTuple):
    """A rule, what is done to it, a pair that respects every rule and a pair that breaks this one alone."""

    regle: str
    nom: str
    juste: Probleme
    faux: Probleme


PARC = petit_parc()
REFERENCE = programme(PARC)
JUSTE = (PARC, REFERENCE)


def ecrire(origine: Programme, lot: str, /, **champs: object) -> Programme:
    """Return ``origine`` with other values in the lines of one lot."""
    libres: dict[str, Any] = champs
    return replace(origine, lignes=tuple(replace(x, **libres) if x.lot == lot else x for x in origine.lignes))


def planifier(inst: Instance, nouveau: PlanOperation) -> Programme:
    """Return the reference programme with another plan for one opération."""
    autres = [x for x in REFERENCE.plans if x.operation != nouveau.operation]
    return detailler(inst, [*autres, nouveau])


def inst_cas(regle: str, nom: str, juste: Instance, faux: Instance) -> Cas:
    """Return the case where the reference programme meets two variants of the instance."""
    return Cas(regle, nom, (juste, REFERENCE), (faux, REFERENCE))


def prog_cas(regle: str, nom: str, faux: Programme) -> Cas:
    """Return the case where a programme is broken on the reference instance."""
    return Cas(regle, nom, JUSTE, (PARC, faux))


def c1() -> list[Cas]:
    """Lines that are not those of the plans, two plans."""
    lignes = REFERENCE.lignes
    prive = next(x for x in lignes if x.lot == "c3-p")
    moitie = ecrire(REFERENCE, "c3-p", logements=1, travaux_eur=20_000, fonds_propres_eur=20_000)
    return [
        prog_cas("un_seul_plan", "ligne_absente", replace(REFERENCE, lignes=tuple(x for x in lignes if x != prive))),
        prog_cas("un_seul_plan", "ligne_doublee", replace(REFERENCE, lignes=(*lignes, prive))),
        prog_cas("un_seul_plan", "logements_de_moins", moitie),
        prog_cas("un_seul_plan", "deux_plans", detailler(PARC, [*REFERENCE.plans, plan(PARC, C3, 2021)])),
        prog_cas("un_seul_plan", "plan_absent", replace(REFERENCE, plans=REFERENCE.plans[:-1])),
    ]


def c2() -> list[Cas]:
    """Leave a mandatory lot out, or treat it twice."""
    oubli = plan(PARC, C2, bouquets=(("c2-f", "patrimoine"),))
    double = plan(PARC, C3, bouquets=(("c3-e", "patrimoine"), ("c3-e", "socle")))
    return [
        prog_cas("lots_obligatoires", "oublie", planifier(PARC, oubli)),
        prog_cas("lots_obligatoires", "double", planifier(PARC, double)),
    ]


def c3() -> list[Cas]:
    """Treat an optional lot twice, or a lot of another opération."""
    large = avec_limite(PARC, "capacite", 0, -1, -1)
    double = plan(PARC, C1, bouquets=(("c1-e", "socle"), ("c1-d", "socle"), ("c1-d", "patrimoine")))
    sans_d = planifier(PARC, plan(PARC, C1, 2021))
    ligne = next(x for x in planifier(large, plan(PARC, C1, facultatifs=True)).lignes if x.lot == "c1-d")
    plans = tuple(
        replace(x, bouquets=(*x.bouquets, ("c1-d", "patrimoine"))) if x.operation == "c3/beta" else x
        for x in sans_d.plans
    )
    etranger = Programme(plans, (*sans_d.lignes, replace(ligne, operation="c3/beta")))
    return [
        Cas("lots_facultatifs", "double", (large, REFERENCE), (large, planifier(large, double))),
        Cas("lots_facultatifs", "etranger", (PARC, sans_d), (PARC, etranger)),
    ]


def c4() -> list[Cas]:
    """Use a bouquet, a montage, a chantier that are not offered; open an unknown opération."""
    prive = plan(PARC, PRIVE, bouquet="socle")
    bouquet = ecrire(REFERENCE, "c3-p", bouquet="patrimoine")
    plans = tuple(replace(x, bouquets=(("c3-p", "patrimoine"),)) if x == prive else x for x in bouquet.plans)
    inconnu = replace(REFERENCE, plans=(*REFERENCE.plans, plan(PARC, C3, operation="c9/personne", bouquets=())))
    ensemble = plan(PARC, C3, bouquet="socle", parti="ensemble_patrimonial")
    ferme = remplacer(PARC, operations__montages=((0, 1), (0,), (0, 1), (0, 1)))
    return [
        prog_cas("compatibilite", "bouquet", replace(bouquet, plans=plans)),
        inst_cas("compatibilite", "montage", PARC, ferme),
        prog_cas("compatibilite", "chantier", planifier(PARC, replace(prive, duree=2))),
        prog_cas("compatibilite", "parti", planifier(PARC, ensemble)),
        prog_cas("compatibilite", "operation_inconnue", inconnu),
    ]


def c5() -> list[Cas]:
    """One euro too many of own money, of works, of public spaces."""
    propres = 520_000 + 1
    return [
        prog_cas("equilibre_financier", "balance", ecrire(REFERENCE, "c3-e", fonds_propres_eur=propres)),
        prog_cas(
            "equilibre_financier",
            "travaux",
            ecrire(REFERENCE, "c3-e", travaux_eur=480_001, fonds_propres_eur=propres),
        ),
        prog_cas(
            "equilibre_financier",
            "espaces",
            ecrire(REFERENCE, "c3-e", espaces_publics_eur=40_001, fonds_propres_eur=propres),
        ),
    ]


def c6() -> list[Cas]:
    """c2-f: 6 dwellings, aid 72 000, own money 318 000; one euro less, more; 10 dwellings aided for a quota of 9."""
    return [
        prog_cas("aide_due", "moins", ecrire(REFERENCE, "c2-f", aides_eur=(71_999,), fonds_propres_eur=318_001)),
        prog_cas("aide_due", "plus", ecrire(REFERENCE, "c2-f", aides_eur=(72_001,), fonds_propres_eur=317_999)),
        prog_cas("aide_due", "un_fonds_de_trop", ecrire(REFERENCE, "c2-f", aides_eur=(72_000, 0))),
        inst_cas("aide_due", "quota", avec_regle(PARC, quota=(10, 14)), avec_regle(PARC, quota=(9, 14))),
    ]


def c7() -> list[Cas]:
    """c3-e under a ceiling of 25 %: works 15 000 = 12 000 + 3 000, public spaces 1 000 of 1 250, per dwelling.

    Own money is 65 000 - 16 000 = 49 000.  region is due 12 000 + 1 000 before trimming.
    """
    inst = avec_second_fonds(petit_parc(cumul=Fraction(1, 4)))
    juste = detailler(inst, [plan(inst, C3, montage="duo")])
    essais = {"sans_ecretement": (12_000, 13_000), "desordre": (11_000, 5_000), "une_base": (12_000, 4_250)}
    return [Cas("cumul_aides", nom, (inst, juste), (inst, _payer(juste, *aides))) for nom, aides in essais.items()]


def _payer(origine: Programme, *aides: int) -> Programme:
    """Return ``origine`` with these aids for each of the 8 dwellings of c3-e, balanced."""
    propres = 8 * (65_000 - sum(aides))
    return ecrire(origine, "c3-e", aides_eur=tuple(8 * aide for aide in aides), fonds_propres_eur=propres)


def c8_c9() -> list[Cas]:
    """Limits just below the use: 10 dwellings and 1 chantier of alpha in 2020; phases that overlap in 2021."""
    phases = avec_phases(avec_limite(PARC, "capacite", 0, -1, -1))
    ensemble = planifier(phases, plan(phases, C2, duree=2))
    un, zero = avec_limite(PARC, "simultanes", 0, 1, 1), avec_limite(PARC, "simultanes", 0, 0, 1)
    return [
        inst_cas("capacite_bailleur", "2020", PARC, avec_limite(PARC, "capacite", 0, 9, 14)),
        inst_cas("chantiers_simultanes", "2020", un, zero),
        Cas("chantiers_simultanes", "phases", (phases, REFERENCE), (phases, ensemble)),
    ]


def c10() -> list[Cas]:
    """120 000 euros in 2020, 168 000 in 2021; one euro short of the slice, of the carry-over, of the total."""

    def tranches(*montants: int, **regle: object) -> Instance:
        return avec_regle(PARC, tranches_eur=montants, **regle)

    report = {"report": Fraction(1, 10)}
    return [
        inst_cas("enveloppe_annuelle", "tranche", tranches(120_000, 168_000), tranches(119_999, 168_000)),
        inst_cas("enveloppe_annuelle", "report", tranches(150_000, 138_000), tranches(150_000, 137_999)),
        inst_cas(
            "enveloppe_annuelle", "limite", tranches(150_000, 153_000, **report), tranches(150_000, 152_999, **report)
        ),
        inst_cas(
            "enveloppe_annuelle", "libre", tranches(88_000, 200_000, libre=True), tranches(87_999, 200_000, libre=True)
        ),
    ]


def c11() -> list[Cas]:
    """c3 in 2020, duo: subvention 96 000, region 104 000; c2 in 2021: subvention 120 000."""

    def parc(ratio: Fraction, *, par_annee: bool) -> Instance:
        return avec_second_fonds(PARC, parite=Parite((0,), ratio, par_annee))

    inst = parc(Fraction(1), par_annee=False)
    seul = detailler(inst, [plan(inst, C3, montage="duo")])
    deux = detailler(inst, [*seul.plans, plan(inst, C2, 2021, montage="subvention")])
    return [
        Cas("parite", "horizon", (parc(Fraction(13, 12), par_annee=False), seul), (inst, seul)),
        Cas("parite", "annee", (inst, deux), (parc(Fraction(1), par_annee=True), deux)),
    ]


def c12_c13() -> list[Cas]:
    """Own money of alpha in 2020: 530 000; private: 20 000 a dwelling; works of E1 in 2020: 600 000."""

    def limite(champ: str, rang: int, *valeurs: int) -> Instance:
        return avec_limite(PARC, champ, rang, *valeurs)

    return [
        inst_cas(
            "fonds_propres", "2020", limite("fonds_propres", 0, 530_000, -1), limite("fonds_propres", 0, 529_999, -1)
        ),
        inst_cas(
            "fonds_propres",
            "reste_a_charge",
            limite("reste_a_charge_eur", 2, 20_000),
            limite("reste_a_charge_eur", 2, 19_999),
        ),
        inst_cas("filiere", "2020", limite("filiere", 0, 600_000, -1), limite("filiere", 0, 599_999, -1)),
    ]


def c14_c15() -> list[Cas]:
    """34 dwellings, 288 000 euros of subvention, cités c2 and c3 opened in 2020."""

    def cibles(regle: str, nom: str, juste: Any, faux: Any) -> Cas:  # noqa: ANN401 - two targets
        return inst_cas(regle, nom, remplacer(PARC, cibles=(juste,)), remplacer(PARC, cibles=(faux,)))

    return [
        cibles("cibles_volume", "logements", cible(34), cible(35)),
        cibles("cibles_volume", "souple", cible(35, souple=True), cible(35)),
        cibles("cibles_volume", "au_plus", cible(34, sens=-1), cible(33, sens=-1)),
        cibles("cibles_volume", "annee", cible(20, annees=(True, False)), cible(21, annees=(True, False))),
        cibles("cibles_volume", "aides", cible_aides(288_000), cible_aides(288_001)),
        cibles("prioritaires", "ferme", cible_cites(2, 0, 1, 2), cible_cites(3, 0, 1, 2)),
        cibles("prioritaires", "souple", cible_cites(3, 0, 1, 2, souple=True), cible_cites(3, 0, 1, 2)),
    ]


def c16_c17() -> list[Cas]:
    """c1 starts in 2021 and c2 in 2020; the private opération is required and absent."""
    requise = avec_requises(PARC, PRIVE)
    sans = detailler(requise, [x for x in REFERENCE.plans if x.operation != "c3/prives"])
    return [
        inst_cas("grappes", "depart", avec_grappe(PARC, C1, C2, fenetre=2), avec_grappe(PARC, C1, C2, fenetre=1)),
        Cas("decisions", "requise", (requise, REFERENCE), (requise, sans)),
    ]


FAMILLES: tuple[Callable[[], list[Cas]], ...] = (
    c1,
    c2,
    c3,
    c4,
    c5,
    c6,
    c7,
    c8_c9,
    c10,
    c11,
    c12_c13,
    c14_c15,
    c16_c17,
)
CAS = tuple(cas for famille in FAMILLES for cas in famille())
