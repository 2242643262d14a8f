"""The figures that the audit recomputes, against figures made by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from renovation_opt.audit import Tranches, auditer
from tests.petit_parc import avec_regle, cible, cible_aides, petit_parc, programme


def test_le_bilan_du_programme_de_reference() -> None:
    """Prouve les sommes du programme de référence, calculées à la main.

    Énergie : c2 en 2020 (6 x 12 + 4 x 16 = 136 MWh/an) x 10 ans, c1 en 2021 (10 x 8 + 4 x 4 = 96) x 9,
    c3 et privés en 2020 (8 x 8 + 2 x 8 = 80) x 10 : 1 360 + 864 + 800 = 3 024 MWh ; si l'année des travaux
    comptait, ce serait 3 024 + 136 + 96 + 80 = 3 336.
    Patrimoine : c1 courant 14 x 3 = 42, c2 ensemble 10 x 2 x 1,5 = 30, c3 8 x 1 = 8 : 80 points.
    Mixité : c1 14 x 0,04 = 0,56, c2 10 x 0,02 = 0,20 : 0,76 ménage.
    Aides : 10 x 12 000 puis 14 x 12 000.  Fonds propres : alpha 10 x 53 000, 14 x 59 500 ; beta 8 x 65 000 ;
    privés 2 x 20 000.  Travaux : E1 10 x 60 000, 14 x 66 000 ; E2 8 x 60 000 + 2 x 20 000.
    Tranches : 150 000 - 120 000 = 30 000 reportés (le plafond, 20 %) ; 180 000 - 168 000 = 12 000 perdus.
    """
    inst = petit_parc()
    bilan = auditer(inst, programme(inst)).bilan

    assert bilan.objectifs == (3_024_000, 80_000, 760_000)
    assert bilan.logements == ((10, 14), (8, 0), (2, 0))
    assert bilan.aides_eur == ((120_000, 168_000),)
    assert bilan.fonds_propres_eur == ((530_000, 833_000), (520_000, 0), (40_000, 0))
    assert bilan.travaux_eur == ((600_000, 924_000), (520_000, 0))
    assert bilan.tranches == (Tranches("subvention", (150_000, 180_000), (120_000, 168_000), (30_000, 0), (0, 12_000)),)


def test_les_sommes_sont_des_entiers_de_python() -> None:
    """Prouve que nul flottant ni entier de numpy (qui déborde sans le dire) n'entre dans les sommes."""
    inst = petit_parc(cibles=(cible(30),))
    bilan = auditer(inst, programme(inst)).bilan
    tableaux = (bilan.logements, bilan.aides_eur, bilan.fonds_propres_eur, bilan.travaux_eur, (bilan.objectifs,))
    suivis = [getattr(bilan.tranches[0], champ) for champ in ("disponible", "utilise", "reporte", "perdu")]
    cellules = [x for tableau in (*tableaux, suivis) for ligne in tableau for x in ligne]

    assert {type(x) for x in cellules} == {int}
    assert {type(bilan.cibles[0].valeur), type(bilan.cibles[0].manque)} == {int}


def test_un_nombre_demesure_est_compte_juste() -> None:
    """Prouve qu'un fichier qui annonce plus de logements que n'en tient un entier de 64 bits est jugé, et compté."""
    inst = petit_parc(cibles=(cible(30),))
    juste = programme(inst)
    faux = replace(juste, lignes=(replace(juste.lignes[0], logements=10**20), *juste.lignes[1:]))

    rapport = auditer(inst, faux)

    ecart = 10**20 - juste.lignes[0].logements
    assert rapport.bilan.cibles[0].valeur == auditer(inst, juste).bilan.cibles[0].valeur + ecart
    assert "C1" in {infraction.tag for infraction in rapport.infractions}


def test_une_tranche_depassant_le_report_est_perdue() -> None:
    """120 000 de 200 000 en 2020, report de 10 % : 20 000 reportés, 60 000 perdus."""
    inst = avec_regle(petit_parc(), tranches_eur=(200_000, 150_000), report=Fraction(1, 10))

    suivi = auditer(inst, programme(inst)).bilan.tranches[0]

    assert suivi.disponible == (200_000, 170_000)
    assert (suivi.reporte, suivi.perdu) == ((20_000, 0), (60_000, 2_000))


def test_une_enveloppe_libre_ne_perd_que_son_solde() -> None:
    """300 000 en tout : 180 000 restent après 2020, 12 000 après 2021, perdus."""
    inst = avec_regle(petit_parc(), libre=True)

    suivi = auditer(inst, programme(inst)).bilan.tranches[0]

    assert suivi.disponible == (300_000, 180_000)
    assert (suivi.reporte, suivi.perdu) == ((180_000, 0), (0, 12_000))


def test_le_manque_d_une_cible_souple_est_une_fraction() -> None:
    """34 logements pour 40 : 6 manquent, 3/20 de l'échelle ; 288 000 euros pour 300 000 : 1/25 ; ferme : hors liste."""
    cibles = (
        cible(40, code="a", souple=True),
        cible_aides(300_000, code="b", souple=True),
        cible(30, code="c", souple=True),
        cible(34, code="d"),
    )
    inst = petit_parc(cibles=cibles)
    rapport = auditer(inst, programme(inst))

    assert rapport.conforme
    assert rapport.bilan.manques == {"a": Fraction(3, 20), "b": Fraction(1, 25), "c": Fraction(0)}
    assert [etat.manque for etat in rapport.bilan.cibles] == [6, 12_000, 0, 0]
