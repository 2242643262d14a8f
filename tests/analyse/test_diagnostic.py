"""The statements that conflict are named, no other; repairs are the least ones, found on paper, and verified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from renovation_opt.analyse.diagnostic import Diagnostic, enqueter
from renovation_opt.analyse.diagnostic.conflits import Enquete, Niveau, Verdict
from renovation_opt.analyse.diagnostic.enonces import Cas
from renovation_opt.analyse.diagnostic.recensement import recenser
from renovation_opt.analyse.diagnostic.reparations import Nature, Preuve, Reparation
from renovation_opt.couplage import coupler
from renovation_opt.instance import Instance, Parite
from renovation_opt.moteur.conflit import Planchers
from renovation_opt.moteur.suivi import Budget
from tests.moteur.outils import tout
from tests.petit_parc import (
    C1,
    C2,
    C3,
    avec_limite,
    avec_regle,
    avec_requises,
    avec_second_fonds,
    cible,
    cible_aides,
    petit_parc,
    remplacer,
)

SANS_BORNE = 2**52
"""Bound of a row that cannot bind."""


def diagnostiquer(inst: Instance, planchers: Planchers = ()) -> Diagnostic:
    """Return the diagnosis of an instance."""
    cas = Cas(inst, planchers)
    return enqueter(Enquete(cas, recenser(cas), lambda: Budget(60, 6)))


def cles(diagnostic: Diagnostic) -> list[set[str]]:
    """Return the keys of each conflict."""
    return [{e.cle for e in c.enonces} for c in diagnostic.conflits]


def valeurs(reparation: Reparation) -> list[tuple[str, object, object]]:
    """Return what changes: when, from, to."""
    return [(a.quand, a.avant, a.apres) for a in reparation.ajustements]


def par_cle(reparations: Sequence[Reparation]) -> dict[str, Reparation]:
    """Return the repairs by statement."""
    return {r.enonce.cle: r for r in reparations}


def test_rien_ne_se_contredit() -> None:
    """A scenario without conflict says so, with a whole programme behind it: 20 dwellings of 34 are possible."""
    diagnostic = diagnostiquer(petit_parc(cibles=(cible(20),)))

    assert (diagnostic.verdict, diagnostic.conflits) == (Verdict.POSSIBLE, ())


def test_une_cible_souple_ne_contredit_rien() -> None:
    """A soft target of 23 000 dwellings in a parc of 34 conflicts with nothing."""
    inst = petit_parc(cibles=(cible(23_000, souple=True),))
    cas = Cas(replace(inst, cibles=()))

    assert recenser(Cas(inst)) == () or all(not e.cle.startswith("cibles") for e in recenser(Cas(inst)))
    assert enqueter(Enquete(cas, recenser(cas), lambda: Budget(60, 6))).verdict is Verdict.POSSIBLE


def test_la_cible_et_la_capacite() -> None:
    """30 dwellings and 6 a year for alpha conflict; the fund, which nobody needs, is not in the set.

    alpha must treat 20 of them (c1 10, c2 10; beta 8, private 2): 10 a year in both years.  The repair of the capacity
    is 6 -> 10; that of the target, with whole opérations: c1 or c2 in two years (10, 5 a year), and the 10 others: 20.
    """
    inst = avec_limite(petit_parc(cibles=(cible(30),)), "capacite", 0, 6, 6)

    diagnostic = diagnostiquer(inst)

    assert cles(diagnostic) == [{"cibles.cible", "bailleurs.alpha.logements_par_an"}]
    assert diagnostic.conflits[0].niveau is Niveau.RELAXATION
    reparations = par_cle(diagnostic.reparations[0])
    assert valeurs(reparations["bailleurs.alpha.logements_par_an"]) == [("", 6, 10)]
    assert valeurs(reparations["cibles.cible"]) == [("", 30, 20)]
    assert reparations["cibles.cible"].minimum == 8  # 12 + 8 + 2 = 22 with fractions
    assert {r.preuve for r in diagnostic.reparations[0]} == {Preuve.ENTIER}


def test_les_reparations_sont_classees() -> None:
    """The cheapest repair comes first, in share of its statement: 10/30 of the target before 4/6 of the capacity."""
    inst = avec_limite(petit_parc(cibles=(cible(30),)), "capacite", 0, 6, 6)

    couts = [round(r.cout, 3) for r in diagnostiquer(inst).reparations[0]]

    assert couts == [0.333, 0.667]


def test_une_annee_du_fonds() -> None:
    """A yearly fund asked for 400 000 euros when it holds 300 000 lacks 100 000, in one of its years or the other.

    With 34 dwellings at 12 000 euros at most (408 000), 400 000 asks alpha (14 a year) to spread c1 and c2.
    """
    inst = petit_parc(cibles=(cible_aides(330_000),), capacite=np.full((3, 2), -1))

    diagnostic = diagnostiquer(inst)

    assert cles(diagnostic) == [{"cibles.cible", "financements.subvention.montant"}]
    fonds = par_cle(diagnostic.reparations[0])["financements.subvention.montant"]
    assert fonds.minimum == 30_000
    assert {quand for quand, _a, _b in valeurs(fonds)} <= {"2020", "2021"}
    assert sum(int(a.apres) - int(a.avant) for a in fonds.ajustements) >= 30_000
    assert fonds.preuve is Preuve.ENTIER


def test_en_entiers_seulement() -> None:
    """11 dwellings of alpha, 6 then 5 places: fractions reach 11, whole opérations 10; the repairs are 10, or 6 and 6.

    With one more place in 2021 (6, 6) two-year opérations still make 5 + 5; one year needs 10: the capacity must
    grow enough to open c1-e or c2 with 11 dwellings: c1 with its optional lot in two years, 7 a year.
    """
    inst = petit_parc(cibles=(cible(11),), capacite=np.array([[6, 5], [0, 0], [0, 0]]))

    diagnostic = diagnostiquer(inst)

    assert diagnostic.conflits[0].niveau is Niveau.ENTIER
    assert {"cibles.cible", "bailleurs.alpha.logements_par_an"} <= cles(diagnostic)[0]
    assert valeurs(par_cle(diagnostic.reparations[0])["cibles.cible"]) == [("", 11, 10)]


def test_une_operation_imposee() -> None:
    """c2 imposed (10 dwellings, 5 a year at best) and 4 places a year conflict; 5 places, or no imposition."""
    diagnostic = diagnostiquer(avec_requises(avec_limite(petit_parc(), "capacite", 0, 4, 4), C2))

    assert cles(diagnostic) == [{"decisions.c2/alpha", "bailleurs.alpha.logements_par_an"}]
    reparations = par_cle(diagnostic.reparations[0])
    assert valeurs(reparations["bailleurs.alpha.logements_par_an"]) == [("", 4, 5)]
    assert reparations["decisions.c2/alpha"].nature is Nature.RETIRER


def test_la_parite() -> None:
    """160 000 euros of region ask a parity of 160/300 = 53.4 % of the 300 000 euros of subvention, 54 with whole points.

    Written 50 %, it allows 150 000; without the envelope, subvention could pay 32 x 12 000 + 2 x 5 500 = 395 000.
    """
    inst = avec_second_fonds(petit_parc(), parite=Parite((0,), Fraction(1, 2), par_annee=False))
    inst = remplacer(inst, capacite=np.full((3, 2), -1), cibles=(cible_aides(160_000, f=1),))

    diagnostic = diagnostiquer(inst)

    assert cles(diagnostic) == [{"cibles.cible", "financements.region.parite", "financements.subvention.montant"}]
    parite = par_cle(diagnostic.reparations[0])["financements.region.parite"]
    assert (parite.minimum, parite.preuve) == (4, Preuve.ENTIER)
    assert int(parite.ajustements[0].apres) >= 54


def test_un_plancher() -> None:
    """A floor of 106 points of heritage conflicts with nothing but itself: 105 is the best; the repair is 1 point.

    c1 14 x 3 x 1.5 = 63, c2 10 x 2 x 1.5 = 30, c3 8 x 1 x 1.5 = 12.
    """
    diagnostic = diagnostiquer(petit_parc(), planchers=((1, 106_000),))

    assert cles(diagnostic) == [{"objectif.planchers.patrimoine"}]
    assert valeurs(diagnostic.reparations[0][0]) == [("", 106, 105)]


def test_deux_conflits_sans_enonce_commun() -> None:
    """Two conflicts that share nothing are both told, and their first repairs hold together.

    35 dwellings of 34: 34 are enough.  c3 imposed (8 dwellings in two years at best) and 3 places for beta: 4 are.
    """
    inst = avec_requises(petit_parc(cibles=(cible(35),), capacite=np.array([[-1, -1], [3, 3], [-1, -1]])), C3)

    diagnostic = diagnostiquer(inst)

    assert sorted(map(sorted, cles(diagnostic))) == [
        ["bailleurs.beta.logements_par_an", "decisions.c3/beta"],
        ["cibles.cible"],
    ]
    assert [valeurs(reparations[0]) for reparations in diagnostic.reparations] in (
        [[("", 3, 4)], [("", 35, 34)]],
        [[("", 35, 34)], [("", 3, 4)]],
    )
    assert diagnostic.ensemble is True


@pytest.mark.parametrize("lequel", ["cibles.cible", "bailleurs.alpha.logements_par_an"])
def test_un_ensemble_minimal(lequel: str) -> None:
    """Whichever statement of the set is dropped, the others hold together."""
    inst = avec_limite(petit_parc(cibles=(cible(30),)), "capacite", 0, 6, 6)
    cas = Cas(inst)
    enquete = Enquete(cas, recenser(cas), lambda: Budget(60, 6))
    retire = [e for e in enquete.enonces if e.cle == lequel]

    assert enquete.verdict(enquete.sans(retire), Niveau.ENTIER) is Verdict.POSSIBLE


def test_un_enonce_qui_ne_suffit_pas_seul() -> None:
    """Two caps hold the target, each with it: dropping one is not enough, and this is said.

    Capacity 6 a year and 40 000 euros of own money a year for alpha both forbid its 20 dwellings.
    """
    inst = avec_limite(petit_parc(cibles=(cible(30),)), "capacite", 0, 6, 6)
    inst = avec_limite(inst, "fonds_propres", 0, 40_000, 40_000)

    reparations = diagnostiquer(inst).reparations[0]

    assert {r.preuve for r in reparations if r.enonce.cle.startswith("bailleurs")} == {Preuve.INSUFFISANTE}
    assert [r.enonce.cle for r in reparations if r.preuve is Preuve.ENTIER] == ["cibles.cible"]


def test_chaque_limite_est_un_enonce() -> None:
    """Every cap of the instance is a statement: capacity, chantiers, own money, filière, envelope, quota, parity."""
    inst = avec_second_fonds(petit_parc(), parite=Parite((0,), Fraction(1), par_annee=True))
    inst = avec_regle(inst, quota=(12, 14))
    for champ, limite in (("simultanes", 1), ("fonds_propres", 10**6), ("filiere", 10**6)):
        inst = avec_limite(inst, champ, 0, limite, limite)

    assert {e.cle for e in recenser(Cas(inst))} == {
        "bailleurs.alpha.logements_par_an",
        "bailleurs.alpha.chantiers_simultanes",
        "bailleurs.alpha.fonds_propres",
        "filiere.montant",
        "financements.subvention.montant",
        "financements.subvention.quota_logements",
        "financements.region.parite",
    }


def test_c1_engagee_deux_fois_trop() -> None:
    """c1 and c2 imposed for 2 x 9 places conflict with the capacity, all three; 10 places a year are enough."""
    diagnostic = diagnostiquer(avec_requises(avec_limite(petit_parc(), "capacite", 0, 9, 9), C1, C2))

    assert cles(diagnostic) == [{"decisions.c1/alpha", "decisions.c2/alpha", "bailleurs.alpha.logements_par_an"}]
    capacite = par_cle(diagnostic.reparations[0])["bailleurs.alpha.logements_par_an"]
    assert valeurs(capacite) == [("", 9, 10)]


def test_toute_rangee_a_son_enonce() -> None:
    """With every rule at once, each coupling row belongs to a statement, but those that only count for another row."""
    inst = tout()
    rangees = {(f.nom, i) for f in coupler(inst).familles for i in range(f.nb_lignes) if f.borne[i] < SANS_BORNE}
    enoncees = {ligne for enonce in recenser(Cas(inst)) for ligne in enonce.lignes}

    assert {nom for nom, _i in rangees - enoncees} == {"ouvertes_cites", "fenetres"}
    assert enoncees - rangees == set()
