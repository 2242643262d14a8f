"""Coupling rows by hand: which families exist, their rows, bounds, labels, and the columns beside the opérations."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from renovation_opt.couplage import coupler
from renovation_opt.couplage.base import Colonne, Famille, Mesure, annuelle, par_groupe_annee, totale
from renovation_opt.instance import Instance, Parite
from tests.formulation.variantes import VARIANTES as MINUSCULES
from tests.petit_parc import (
    C1,
    C2,
    avec_grappe,
    avec_limite,
    avec_phases,
    avec_regle,
    avec_second_fonds,
    cible,
    cible_aides,
    cible_cites,
    petit_parc,
)


def famille(inst: Instance, nom: str) -> Famille:
    """Return one family of rows."""
    return next(f for f in coupler(inst).familles if f.nom == nom)


def noms(inst: Instance) -> list[str]:
    """Return the families of an instance, in order."""
    return [f.nom for f in coupler(inst).familles]


def colonne(inst: Instance, nom: str) -> Colonne:
    """Return one column."""
    return next(c for c in coupler(inst).colonnes if c.nom == nom)


def test_petit_parc_n_a_que_deux_regles() -> None:
    """Prouve que seules les règles présentes ont des lignes : la capacité d'alpha et les tranches du fonds."""
    assert noms(petit_parc()) == ["capacite_bailleur", "enveloppe_subvention"]
    assert [c.nom for c in coupler(petit_parc()).colonnes] == ["report_subvention_2020"]


def test_capacite() -> None:
    """Prouve C8 : deux lignes pour alpha, 14 et 14 ; les lots de beta et des privés sont hors de tout groupe."""
    f = famille(petit_parc(), "capacite_bailleur")

    assert (f.tag, f.mesure, f.unite, f.signe) == ("C8", Mesure.LOGEMENTS, "logements", 1)
    assert f.borne.tolist() == [14, 14]
    assert f.etiquettes == ("alpha 2020", "alpha 2021")
    assert f.groupe.tolist() == [0, 0, 0, 0, -1, -1]
    assert f.pas.tolist() == [0, 1]


def test_une_annee_sans_limite_ne_serre_pas() -> None:
    """Prouve qu'une année sans limite, chez un bailleur qui en a une, reçoit une borne hors d'atteinte."""
    f = famille(avec_limite(petit_parc(), "capacite", 0, 14, -1), "capacite_bailleur")

    assert f.borne[0] == 14
    assert f.borne[1] > 10**12


def test_chantiers_simultanes() -> None:
    """Prouve C9 : les opérations d'alpha (c1, c2) dans un groupe, par année ouverte."""
    f = famille(avec_limite(petit_parc(), "simultanes", 0, 1, 2), "chantiers_simultanes")

    assert (f.tag, f.mesure) == ("C9", Mesure.OUVERTURE)
    assert f.groupe.tolist() == [0, 0, -1, -1]
    assert f.borne.tolist() == [1, 2]


def test_phases() -> None:
    """Prouve C9 : les deux phases d'une cité, une à la fois ; les opérations seules n'ont pas de ligne."""
    f = famille(avec_phases(petit_parc()), "phases_disjointes")

    assert f.groupe.tolist() == [0, 0, -1, -1]
    assert f.borne.tolist() == [1, 1]
    assert f.etiquettes == ("c1/alpha 2020", "c1/alpha 2021")


def test_enveloppe_et_report() -> None:
    """Prouve C10 : 150 000 par an, et 30 000 (20 %) qui passent de 2020 à 2021 : + sur 2020, - sur 2021."""
    inst = petit_parc()
    f = famille(inst, "enveloppe_subvention")
    report = colonne(inst, "report_subvention_2020")

    assert (f.tag, f.mesure, f.borne.tolist(), f.poids.tolist()) == ("C10", Mesure.AIDES, [150_000, 150_000], [1])
    assert (report.maximum, report.entiere) == (30_000, False)
    assert report.coefficients == (("enveloppe_subvention", 0, 1.0), ("enveloppe_subvention", 1, -1.0))


def test_enveloppe_libre() -> None:
    """Prouve C10 : un fonds libre a une seule ligne, 300 000, et aucun report."""
    inst = avec_regle(petit_parc(), libre=True)
    f = famille(inst, "enveloppe_subvention")

    assert (f.borne.tolist(), f.etiquettes, f.pas.tolist()) == ([300_000], ("subvention",), [0, 0])
    assert coupler(inst).colonnes == ()


def test_pas_de_report_vers_une_annee_fermee() -> None:
    """Prouve C10 : rien ne se reporte au-delà de la dernière année du fonds."""
    assert coupler(avec_regle(petit_parc(), actif=(True, False))).colonnes == ()


def test_quota() -> None:
    """Prouve C6 : 8 puis 12 logements aidés, comptés sur le fonds 0."""
    f = famille(avec_regle(petit_parc(), quota=(8, 12)), "quota_subvention")

    assert (f.tag, f.mesure, f.borne.tolist()) == ("C6", Mesure.LOGEMENTS_AIDES, [8, 12])
    assert f.poids.tolist() == [0]


@pytest.mark.parametrize(("par_annee", "lignes"), [(False, 1), (True, 2)])
def test_parite(par_annee: bool, lignes: int) -> None:  # noqa: FBT001 - a parameter of the test
    """Prouve C11 : region <= 2/3 de subvention s'écrit 3 x region - 2 x subvention <= 0, sur l'horizon ou par an."""
    parite = Parite((0,), Fraction(2, 3), par_annee)
    f = famille(avec_second_fonds(petit_parc(), parite=parite), "parite_region")

    assert (f.tag, f.poids.tolist(), f.borne.tolist()) == ("C11", [-2, 3], [0] * lignes)


def test_fonds_propres() -> None:
    """Prouve C12 : l'argent propre de beta, en euros par an."""
    f = famille(avec_limite(petit_parc(), "fonds_propres", 1, 100_000, 0), "fonds_propres")

    assert (f.tag, f.mesure, f.borne.tolist()) == ("C12", Mesure.FONDS_PROPRES, [100_000, 0])
    assert f.groupe.tolist() == [-1, -1, -1, -1, 0, -1]


def test_filiere() -> None:
    """Prouve C13 : les travaux de l'EPCI E2, où sont beta et les privés."""
    f = famille(avec_limite(petit_parc(), "filiere", 1, 300_000, 200_000), "filiere")

    assert (f.tag, f.mesure, f.etiquettes) == ("C13", Mesure.TRAVAUX, ("E2 2020", "E2 2021"))
    assert f.groupe.tolist() == [-1, -1, -1, -1, 0, 0]


@pytest.mark.parametrize(("sens", "signe", "borne"), [(1, -1, -20), (-1, 1, 20)])
def test_cible_de_volume(sens: int, signe: int, borne: int) -> None:
    """Prouve C14 : au moins 20 s'écrit - logements <= -20 ; au plus 20, logements <= 20."""
    f = famille(petit_parc(cibles=(cible(20, sens=sens),)), "cible_cible")

    assert (f.tag, f.mesure, f.signe, f.borne.tolist()) == ("C14", Mesure.POIDS, signe, [borne])


def test_cible_souple() -> None:
    """Prouve C14 : le manque d'une cible de 20 logements compte 1/20 chacun et ne dépasse pas 20 + 34 logements."""
    inst = petit_parc(cibles=(cible(20, souple=True),))
    manque = colonne(inst, "manque_cible")

    assert manque.coefficients == (("cible_cible", 0, -1.0),)
    assert manque.relatif == 1 / 20
    assert manque.maximum == 54


def test_cible_d_aides() -> None:
    """Prouve C14 : une cible d'aides pèse le seul fonds visé, les années qui comptent."""
    inst = avec_second_fonds(petit_parc(cibles=(cible_aides(100_000, 1, annees=(True, False)),)))
    f = famille(inst, "cible_cible")

    assert (f.mesure, f.poids.tolist(), f.pas.tolist()) == (Mesure.AIDES, [0, 1], [0, -1])


def test_cible_de_cites() -> None:
    """Prouve C15 : y[c] <= opérations de c commencées en 2020 ; y[c1] + y[c3] >= 2, y binaires."""
    inst = petit_parc(cibles=(cible_cites(2, 0, 2),))
    ouvertes = famille(inst, "ouvertes_cible")

    assert (ouvertes.tag, ouvertes.mesure, ouvertes.signe) == ("C15", Mesure.DEBUT, -1)
    assert ouvertes.groupe.tolist() == [0, -1, 1, 1]
    assert (ouvertes.pas.tolist(), ouvertes.etiquettes) == ([0, -1], ("c1", "c3"))
    assert famille(inst, "cible_cible").borne.tolist() == [-2]
    commencee = colonne(inst, "commencee_cible_c3")
    assert (commencee.maximum, commencee.entiere) == (1.0, True)
    assert commencee.coefficients == (("ouvertes_cible", 1, 1.0), ("cible_cible", 0, -1.0))


def test_grappe() -> None:
    """Prouve C16 : les départs de c1 et c2 tiennent dans une fenêtre d'un an, 2020 ou 2021, choisie une fois."""
    inst = avec_grappe(petit_parc(), C1, C2, fenetre=1)
    f = famille(inst, "grappes")

    assert (f.tag, f.mesure, f.groupe.tolist()) == ("C16", Mesure.DEBUT, [0, 0, -1, -1])
    assert f.borne.tolist() == [0, 0]
    assert famille(inst, "fenetres").borne.tolist() == [1]
    fenetres = [c for c in coupler(inst).colonnes if c.nom.startswith("fenetre_")]
    assert [c.coefficients for c in fenetres] == [
        (("grappes", 0, -2.0), ("fenetres", 0, 1.0)),
        (("grappes", 1, -2.0), ("fenetres", 0, 1.0)),
    ]


def test_une_fenetre_large_couvre_l_horizon() -> None:
    """Prouve C16 : une fenêtre de 5 ans sur un horizon de 2 est une seule fenêtre, qui n'empêche rien."""
    fenetres = [c for c in coupler(avec_grappe(petit_parc(), C1, C2, fenetre=5)).colonnes if "fenetre" in c.nom]

    assert [c.coefficients for c in fenetres] == [(("grappes", 0, -2.0), ("grappes", 1, -2.0), ("fenetres", 0, 1.0))]


@pytest.mark.parametrize("nom", MINUSCULES)
def test_forme_des_familles(nom: str) -> None:
    """Prouve, sur chaque règle, qu'une famille a autant de bornes que d'étiquettes, et que ses colonnes y pointent."""
    couplage = coupler(MINUSCULES[nom]()[0])
    tailles = {f.nom: f.nb_lignes for f in couplage.familles}

    assert len(tailles) == len(couplage.familles)
    for f in couplage.familles:
        assert len(f.etiquettes) == f.nb_lignes
        assert f.nb_lignes % f.nb_pas == 0
        assert f.groupe.max(initial=-1) < f.nb_lignes // f.nb_pas or f.mesure is Mesure.AUCUNE
    for c in couplage.colonnes:
        assert all(0 <= ligne < tailles[n] for n, ligne, _coefficient in c.coefficients)
    assert couplage.debuts[-1] == len(couplage.bornes) == sum(tailles.values())


def test_plus_ajoute_a_la_fin() -> None:
    """Prouve qu'ajouter des lignes ne déplace pas les premières : leurs prix gardent leur place."""
    base = coupler(petit_parc())
    ajout = famille(avec_regle(petit_parc(), quota=(8, 12)), "quota_subvention")

    plus = base.plus([ajout])

    assert plus.debuts == [0, 2, 4, 6]
    assert plus.bornes.tolist() == [14, 14, 150_000, 150_000, 8, 12]
    assert plus.colonnes == base.colonnes


def test_les_pas() -> None:
    """Prouve les deux découpages : une ligne par an, ou une ligne sur les années qui comptent."""
    inst = petit_parc()

    assert annuelle(inst).tolist() == [0, 1]
    assert totale(inst).tolist() == [0, 0]
    assert totale(inst, (False, True)).tolist() == [-1, 0]


def test_les_groupes_sans_lot_n_ont_pas_de_ligne() -> None:
    """Prouve qu'une limite dont personne ne dépend n'écrit rien, et que les rangs restent ceux des lignes gardées."""
    limites = np.array([[5, 5], [6, -1], [-1, -1]])
    groupe, borne, etiquettes = par_groupe_annee(limites, np.array([1, 2, 1], dtype=np.int32), "abc", (2020, 2021))

    assert groupe.tolist() == [0, -1, 0]
    assert borne[0] == 6
    assert etiquettes == ("b 2020", "b 2021")
