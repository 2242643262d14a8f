"""Each constraint, row by row: coefficients, sense and bound computed by hand from the docstring of ``minuscule``."""

from __future__ import annotations

from tests.formulation.minuscule import minuscule
from tests.formulation.outils import modele, noms, rangee, rangees
from tests.formulation.variantes import VARIANTES, facultatif, parite, phases, plafond, requise

W_ALPHA = {f"w.alpha_mc.{m}.{k}": 1 for m in ("aide", "sans_aide") for k in ("2018.1.c", "2018.2.c", "2018.2.e")}
W_BETA = {f"w.beta_mc.{m}.{k}": 1 for m in ("aide", "sans_aide") for k in ("2018.1.c", "2019.1.c")}


def test_c1_un_seul_plan() -> None:
    """Prouve que les 2 chantiers x 2 montages de beta s'excluent ; sinon beta serait faite deux fois."""
    assert rangee(minuscule(), "C1.beta_mc") == (W_BETA, "<=", 1)


def test_c2_lots_obligatoires() -> None:
    """Prouve que A1 (E) suit son opération ; sous le parti ensemble seul le bouquet patrimoine reste."""
    attendu = {"x.A1.patrimoine.aide.2018.2.e": 1, "w.alpha_mc.aide.2018.2.e": -1}

    assert rangee(minuscule(), "C2.A1.aide.2018.2.e") == (attendu, "=", 0)


def test_c3_lots_facultatifs() -> None:
    """Prouve que A2 (D) n'est traité que si alpha est ouverte, par un bouquet au plus."""
    attendu = {"x.A2.socle.aide.2018.1.c": 1, "x.A2.patrimoine.aide.2018.1.c": 1, "w.alpha_mc.aide.2018.1.c": -1}

    assert rangee(minuscule(), "C3.A2.aide.2018.1.c") == (attendu, "<=", 0)


def test_c3_lots_facultatifs_ouvre() -> None:
    """Prouve qu'une opération sans lot obligatoire n'ouvre pas un chantier vide ; alpha n'a pas cette ligne."""
    attendu = {"x.B1.socle.aide.2019.1.c": 1, "x.B1.patrimoine.aide.2019.1.c": 1, "w.beta_mc.aide.2019.1.c": -1}

    assert rangee(facultatif(), "C3.ouvre.beta_mc.aide.2019.1.c") == (attendu, ">=", 0)
    assert not [nom for nom in rangees(facultatif()) if nom.startswith("C3.ouvre.alpha")]


def test_c4_compatibilite() -> None:
    """Prouve que le socle n'existe pas sous le parti ensemble, ni B1 sans aide en 2019 au-dessus de son plafond."""
    offerts = noms(plafond())

    assert "x.A1.patrimoine.aide.2018.2.e" in offerts
    assert "x.A1.socle.aide.2018.2.e" not in offerts
    assert "x.B1.socle.sans_aide.2018.1.c" in offerts
    assert "x.B1.socle.sans_aide.2019.1.c" not in offerts
    assert rangee(plafond(), "C2.B1.sans_aide.2019.1.c") == ({"w.beta_mc.sans_aide.2019.1.c": -1}, "=", 0)


def test_c5_equilibre_financier() -> None:
    """Prouve que l'argent propre est le coût moins les aides : A1 socle 5 x (20 000 + 2 000 - 15 000) = 35 000.

    En deux ans, 2018 n'en porte que 3 x 7 000 ; B1 patrimoine sans aide : 4 x 42 000.  2019 est sans limite.
    """
    inst, _but = VARIANTES["C5_equilibre_financier"]()
    coefficients = rangee(inst, "C12.fonds_propres.mc_2018").coefficients

    assert coefficients["x.A1.socle.aide.2018.1.c"] == 35_000
    assert coefficients["x.A1.socle.aide.2018.2.c"] == 21_000
    assert coefficients["x.B1.patrimoine.sans_aide.2018.1.c"] == 168_000
    assert "C12.fonds_propres.mc_2019" not in rangees(inst)


def test_c6_aide_due() -> None:
    """Prouve que l'État doit la moitié des travaux : A1 socle 5 x 10 000, ou 3 x 10 000 + 2 x 10 500 en deux ans."""
    inst, _but = VARIANTES["C6_aide_due"]()
    ligne = rangee(inst, "C10.enveloppe_etat.etat")

    assert ligne.coefficients["x.A1.socle.aide.2018.1.c"] == 50_000
    assert ligne.coefficients["x.A1.socle.aide.2018.2.c"] == 51_000
    assert ligne.coefficients["x.B1.patrimoine.aide.2019.1.c"] == 84_000
    assert not [nom for nom in ligne.coefficients if "sans_aide" in nom]
    assert (ligne.sens, ligne.borne) == ("<=", 70_000)


def test_c6_quota() -> None:
    """Prouve que le quota compte les logements aidés de l'année : A1 5, ou 3 puis 2 ; rien sans aide."""
    inst, _but = VARIANTES["C6_quota"]()
    premiere, seconde = rangee(inst, "C6.quota_etat.etat_2018"), rangee(inst, "C6.quota_etat.etat_2019")

    assert premiere.coefficients["x.A1.socle.aide.2018.1.c"] == 5
    assert premiere.coefficients["x.A1.patrimoine.aide.2018.2.e"] == 3
    assert seconde.coefficients["x.A1.patrimoine.aide.2018.2.e"] == 2
    assert not [nom for nom in premiere.coefficients if "sans_aide" in nom]
    assert (premiere.borne, seconde.borne) == (5, 0)


def test_c7_cumul_aides() -> None:
    """Prouve que la région cède la première : cumul 3/5, socle 12 000 - 10 000 = 2 000 (2 100 en 2019).

    A1 socle : 5 x 2 000, ou 3 x 2 000 + 2 x 2 100 ; B1 patrimoine 2019 : 4 x (25 200 - 21 000).
    """
    inst, _but = VARIANTES["C7_cumul_aides"]()
    coefficients = rangee(inst, "C10.enveloppe_region.region").coefficients

    assert coefficients["x.A1.socle.aide.2018.1.c"] == 10_000
    assert coefficients["x.A1.socle.aide.2018.2.c"] == 10_200
    assert coefficients["x.B1.patrimoine.aide.2019.1.c"] == 16_800


def test_c8_capacite_bailleur() -> None:
    """Prouve que chaque année porte ses logements : A1 5, ou 3 puis 2 ; A2 2, ou 1 puis 1 ; B1 4."""
    inst, _but = VARIANTES["C8_capacite_bailleur"]()
    ligne = rangee(inst, "C8.capacite_bailleur.mc_2019")
    attendu = {
        f"x.{lot}.{bouquet}.{montage}.{k}": n
        for montage in ("aide", "sans_aide")
        for lot, n, offres in (
            ("A1", 2, ("socle.2018.2.c", "patrimoine.2018.2.c", "patrimoine.2018.2.e")),
            ("A2", 1, ("socle.2018.2.c", "patrimoine.2018.2.c", "patrimoine.2018.2.e")),
            ("B1", 4, ("socle.2019.1.c", "patrimoine.2019.1.c")),
        )
        for bouquet, k in (offre.split(".", 1) for offre in offres)
    }

    assert ligne == (attendu, "<=", 4)
    assert rangee(inst, "C8.capacite_bailleur.mc_2018").coefficients["x.A1.socle.aide.2018.2.c"] == 3


def test_c9_chantiers_simultanes() -> None:
    """Prouve qu'un chantier de 2018 en deux ans compte encore en 2019, avec ceux qui y commencent."""
    inst, _but = VARIANTES["C9_chantiers_simultanes"]()
    ouverts = {nom: 1 for nom in (*W_ALPHA, *W_BETA) if ".2.c" in nom or ".2.e" in nom or ".2019" in nom}

    assert rangee(inst, "C9.chantiers_simultanes.mc_2019") == (ouverts, "<=", 1)


def test_c9_chantiers_simultanes_phases() -> None:
    """Prouve que deux phases d'une cité ne se chevauchent pas : en 2018 tout alpha, et beta si elle commence alors."""
    attendu = {**W_ALPHA, "w.beta_mc.aide.2018.1.c": 1, "w.beta_mc.sans_aide.2018.1.c": 1}

    assert rangee(phases(), "C9.phases_disjointes.alpha_mc_2018") == (attendu, "<=", 1)


def test_c10_enveloppe_annuelle() -> None:
    """Prouve que 1/10 de la tranche de 2018 (6 000) passe en 2019 ; B1 socle y demande 4 x 10 500."""
    inst, but = VARIANTES["C10_enveloppe_annuelle"]()
    premiere, seconde = rangee(inst, "C10.enveloppe_etat.etat_2018"), rangee(inst, "C10.enveloppe_etat.etat_2019")

    assert premiere.coefficients["c.report_etat_2018"] == 1
    assert seconde.coefficients["c.report_etat_2018"] == -1
    assert seconde.coefficients["x.B1.socle.aide.2019.1.c"] == 42_000
    assert (premiere.borne, seconde.borne) == (60_000, 30_000)
    assert modele(inst, but)[1].colonnes["report_etat_2018"].upBound == 6_000


def test_c11_parite() -> None:
    """Prouve 3 x région - 1 x État <= 0 : A1 socle 5 x (15 000 - 10 000) ; en deux ans 3 x 5 000 + 2 x 5 250."""
    ligne = rangee(parite(par_annee=False), "C11.parite_region.region")

    assert ligne.coefficients["x.A1.socle.aide.2018.1.c"] == 25_000
    assert ligne.coefficients["x.A1.socle.aide.2018.2.c"] == 25_500
    assert ligne.coefficients["x.B1.patrimoine.aide.2019.1.c"] == 42_000
    assert (ligne.sens, ligne.borne) == ("<=", 0)


def test_c11_parite_annuelle() -> None:
    """Prouve que, par année, 2019 ne voit que les 2 logements de A1 : 2 x (3 x 5 250 - 10 500)."""
    ligne = rangee(parite(par_annee=True), "C11.parite_region.region_2019")

    assert ligne.coefficients["x.A1.socle.aide.2018.2.c"] == 10_500


def test_c12_fonds_propres() -> None:
    """Prouve les fonds propres de 2019 : A1 socle aidé 2 x 7 250, B1 socle sans aide 4 x 23 000."""
    inst, _but = VARIANTES["C12_fonds_propres"]()
    ligne = rangee(inst, "C12.fonds_propres.mc_2019")

    assert ligne.coefficients["x.A1.socle.aide.2018.2.c"] == 14_500
    assert ligne.coefficients["x.B1.socle.sans_aide.2019.1.c"] == 92_000
    assert (ligne.sens, ligne.borne) == ("<=", 60_000)


def test_c13_filiere() -> None:
    """Prouve que la filière porte les travaux sans les espaces publics : A1 socle 5 x 20 000 ; 2 x 21 000 en 2019."""
    inst, _but = VARIANTES["C13_filiere"]()
    premiere, seconde = rangee(inst, "C13.filiere.lens_2018"), rangee(inst, "C13.filiere.lens_2019")

    assert premiere.coefficients["x.A1.socle.sans_aide.2018.1.c"] == 100_000
    assert seconde.coefficients["x.A1.socle.aide.2018.2.c"] == 42_000
    assert (premiere.borne, seconde.borne) == (200_000, 90_000)


def test_c14_cibles_volume() -> None:
    """Prouve - logements - manque <= - 10 : les 5 logements de A1 comptent tous, en un an comme en deux."""
    inst, _but = VARIANTES["C14_cibles_volume"]()
    ligne = rangee(inst, "C14.cible_total.total")

    assert ligne.coefficients["x.A1.socle.aide.2018.1.c"] == -5
    assert ligne.coefficients["x.A1.socle.aide.2018.2.c"] == -5
    assert ligne.coefficients["c.manque_total"] == -1
    assert (ligne.sens, ligne.borne) == ("<=", -10)


def test_c14_cibles_volume_aides() -> None:
    """Prouve qu'un minimum ferme d'aides n'a pas de manque (A1 socle : 5 x 10 000) et qu'un maximum change de signe."""
    inst, _but = VARIANTES["C14_aides_minimum"]()
    usage, volume = rangee(inst, "C14.cible_usage.usage"), rangee(inst, "C14.cible_volume.volume")

    assert usage.coefficients["x.A1.socle.aide.2018.1.c"] == -50_000
    assert not [nom for nom in usage.coefficients if "manque" in nom]
    assert volume.coefficients["x.B1.socle.aide.2019.1.c"] == 4
    assert (usage.borne, volume.borne) == (-100_000, 9)


def test_c15_prioritaires() -> None:
    """Prouve que beta ne compte que par ses chantiers de 2018, et que deux cités moins le manque sont attendues."""
    inst, _but = VARIANTES["C15_prioritaires"]()
    ouverte = {"c.commencee_prio_beta": 1, "w.beta_mc.aide.2018.1.c": -1, "w.beta_mc.sans_aide.2018.1.c": -1}
    comptees = {"c.commencee_prio_alpha": -1, "c.commencee_prio_beta": -1, "c.manque_prio": -1}

    assert rangee(inst, "C15.ouvertes_prio.beta") == (ouverte, "<=", 0)
    assert rangee(inst, "C15.cible_prio.prio") == (comptees, "<=", -2)


def test_c16_grappes() -> None:
    """Prouve que les départs de 2019 (beta) demandent la fenêtre de 2019, et qu'il n'y a qu'une fenêtre."""
    inst, _but = VARIANTES["C16_grappes"]()
    departs = {"w.beta_mc.aide.2019.1.c": 1, "w.beta_mc.sans_aide.2019.1.c": 1, "c.fenetre_g_2019": -2}

    assert rangee(inst, "C16.grappes.g_2019") == (departs, "<=", 0)
    assert rangee(inst, "C16.fenetres.g") == ({"c.fenetre_g_2018": 1, "c.fenetre_g_2019": 1}, "<=", 1)


def test_c17_decisions() -> None:
    """Prouve que beta, imposée, a exactement un plan, et que la ligne remplace celle de C1."""
    assert rangee(requise(), "C17.beta_mc") == (W_BETA, "=", 1)
    assert "C1.beta_mc" not in rangees(requise())
