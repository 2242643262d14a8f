"""How lots become opérations: phases, private lots one by one, optional lots, chantiers, decisions."""

from __future__ import annotations

import numpy as np
import pytest

from renovation_opt.errors import EntreeInvalide
from renovation_opt.instance import Instance
from tests.build.conftest import Batir, lot, prive

MC = "cite-9/maisons_et_cites"


def chantiers(inst: Instance, code: str) -> set[tuple[int, int, int]]:
    """Return (first year, duration, parti) of the chantiers of an opération."""
    o = inst.operations.codes.index(code)
    debut, fin = inst.operations.chantier_debut[o : o + 2]
    ch = inst.chantiers
    return {(inst.annees[ch.debut[k]], int(ch.duree[k]), int(ch.parti[k])) for k in range(debut, fin)}


def lots(inst: Instance, code: str) -> list[str]:
    """Return the lots of an opération."""
    o = inst.operations.codes.index(code)
    return list(inst.lots.codes[inst.operations.lot_debut[o] : inst.operations.lot_debut[o + 1]])


# --- phases -----------------------------------------------------------------------------------------------------------


def test_une_operation_par_bailleur_et_cite(batir: Batir) -> None:
    """Prouve que deux lots d'un bailleur dans une cité font une opération, et que son autre cité en fait une autre."""
    inst = batir(lot(1), lot(2), lot(3, cite_id="cite-8", cite="Cité n°8"))

    assert inst.operations.codes == ("cite-8/maisons_et_cites", MC)
    assert inst.operations.logements.tolist() == [40, 80]
    assert lots(inst, MC) == ["lot-1", "lot-2"]


def test_phases(batir: Batir) -> None:
    """Prouve qu'au-delà de 180 logements (60 par an, 3 ans) une opération est coupée en phases de taille voisine.

    100, 60 et 40 : le plus grand d'abord dans la phase la plus vide, soit 100 et 60 + 40.
    """
    inst = batir(lot(1, nb_logements="60"), lot(2, nb_logements="100"), lot(3, nb_logements="40"))

    assert inst.operations.codes == (f"{MC}/1", f"{MC}/2")
    assert inst.operations.logements.tolist() == [100, 100]
    assert lots(inst, f"{MC}/1") == ["lot-2"]
    assert len(set(inst.operations.parente.tolist())) == 1


def test_180_logements_font_une_seule_phase(batir: Batir) -> None:
    """Prouve la limite : 180 logements ne sont pas coupés, 181 le sont en 91 et 90."""
    entiere = batir(lot(1, nb_logements="90"), lot(2, nb_logements="90"))
    coupee = batir(lot(1, nb_logements="91"), lot(2, nb_logements="90"))

    assert entiere.operations.codes == (MC,)
    assert sorted(coupee.operations.logements.tolist()) == [90, 91]


def test_un_lot_trop_grand_est_scinde_puis_mis_en_phases(batir: Batir) -> None:
    """Prouve qu'un lot de 400 logements fait trois lots de 134, 133 et 133, et trois phases ; aucun n'est perdu."""
    inst = batir(lot(1, nb_logements="400"))

    assert sorted(inst.lots.logements.tolist()) == [133, 133, 134]
    assert len(inst.operations.codes) == 3
    assert inst.avertissements


def test_chaque_lot_prive_est_son_operation(batir: Batir) -> None:
    """Prouve que les propriétaires agissent un par un : deux lots privés de 5, et un de 45 scindé en trois de 15."""
    inst = batir(prive(1), prive(2), prive(3, nb_logements="45"))

    assert inst.operations.codes == tuple(f"cite-9/proprietaires_prives_lens_lievin/{i}" for i in range(1, 6))
    assert sorted(inst.operations.logements.tolist()) == [5, 5, 15, 15, 15]
    assert len(set(inst.operations.parente.tolist())) == 5
    assert inst.bailleurs[0].prive


# --- optional lots ----------------------------------------------------------------------------------------------------


def test_lots_facultatifs(batir: Batir) -> None:
    """Prouve qu'un lot D n'entre que si le scénario le dit facultatif ; il n'est alors pas obligatoire."""
    lignes = (lot(1), lot(2, etiquette_dpe="D", conso_ep_kwh_m2_an="220", conso_ef_kwh_m2_an="220"))

    assert batir(*lignes).lots.codes == ("lot-1",)
    avec = batir(*lignes, operations={"facultatives": ["D"]})
    assert avec.lots.codes == ("lot-1", "lot-2")
    assert avec.lots.obligatoire.tolist() == [True, False]


def test_une_operation_sans_lot_obligatoire_le_devient(batir: Batir) -> None:
    """Prouve qu'une opération de seuls lots D les traite tous : un chantier vide n'existe pas."""
    classe_d = {"etiquette_dpe": "D", "conso_ep_kwh_m2_an": "220", "conso_ef_kwh_m2_an": "220"}
    inst = batir(lot(1, **classe_d), lot(2, **classe_d), operations={"facultatives": ["D"]})

    assert inst.lots.obligatoire.all()


# --- chantiers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("logements", "durees"),
    [(10, {1}), (29, {1}), (30, {1, 2}), (44, {1, 2}), (45, {1, 2, 3}), (60, {1, 2, 3}), (61, {2, 3}), (121, {3})],
)
def test_durees(batir: Batir, logements: int, durees: set[int]) -> None:
    """Prouve la cadence : 15 à 60 logements par an, 3 ans au plus ; une petite opération peut toujours durer un an."""
    inst = batir(lot(1, nb_logements=str(logements)))

    assert {d for _s, d, _v in chantiers(inst, MC)} == durees


def test_l_horizon_borne_les_chantiers(batir: Batir) -> None:
    """Prouve que 40 logements commencent en 2017 ou 2018 en un ou deux ans, en 2019 en un an, sous deux partis."""
    attendu = {(s, d, v) for s, d in ((2017, 1), (2017, 2), (2018, 1), (2018, 2), (2019, 1)) for v in (0, 1)}

    assert chantiers(batir(), MC) == attendu


def test_un_prive_dure_un_an_sans_parti(batir: Batir) -> None:
    """Prouve qu'un lot privé de 20 logements n'a que des chantiers d'un an, jamais d'ensemble."""
    inst = batir(prive(1, nb_logements="20"))

    assert chantiers(inst, inst.operations.codes[0]) == {(2017, 1, 0), (2018, 1, 0), (2019, 1, 0)}


def test_interdiction_de_louer(batir: Batir) -> None:
    """Prouve que les travaux d'une opération avec un G interdit en 2019 finissent en 2018 ; sans G, rien ne change."""
    ban = {"G": 2019}
    g = {"etiquette_dpe": "G", "conso_ep_kwh_m2_an": "500", "conso_ef_kwh_m2_an": "480"}

    assert chantiers(batir(lot(1, **g), interdictions_location=ban), MC) == {
        (s, d, v) for s, d in ((2017, 1), (2017, 2), (2018, 1)) for v in (0, 1)
    }
    assert len(chantiers(batir(interdictions_location=ban), MC)) == 10


# --- decisions --------------------------------------------------------------------------------------------------------


def test_engagee(batir: Batir) -> None:
    """Prouve qu'une opération engagée est requise, à ses dates, par le seul bouquet dit, même hors cadence."""
    decision = {"engagees": [{"operation": MC, "debut": 2017, "duree": 3, "bouquet": "socle"}]}
    inst = batir(decisions=decision)

    assert inst.operations.requise.tolist() == [True]
    assert chantiers(inst, MC) == {(2017, 3, 0)}
    assert [inst.bouquets[b].code for b in inst.choix.bouquet] == ["socle"]


def test_imposee(batir: Batir) -> None:
    """Prouve qu'une cité imposée avant 2018 requiert ses opérations sociales seules, commencées en 2017."""
    inst = batir(lot(1), prive(2), decisions={"imposees": [{"cite": "cite-9", "debut_avant": 2018}]})

    assert inst.operations.requise.tolist() == [True, False]
    assert {s for s, _d, _v in chantiers(inst, MC)} == {2017}
    assert {s for s, _d, _v in chantiers(inst, inst.operations.codes[1])} == {2017, 2018, 2019}


def test_imposer_une_operation_prive(batir: Batir) -> None:
    """Prouve qu'une opération privée nommée est requise."""
    nom = "cite-9/proprietaires_prives_lens_lievin/1"

    assert batir(lot(1), prive(2), decisions={"imposees": [{"operation": nom}]}).operations.requise.tolist() == [
        False,
        True,
    ]


def test_imposer_des_phases(batir: Batir) -> None:
    """Prouve qu'imposer une opération coupée requiert toutes ses phases."""
    inst = batir(lot(1, nb_logements="100"), lot(2, nb_logements="100"), decisions={"imposees": [{"operation": MC}]})

    assert inst.operations.requise.tolist() == [True, True]


def test_exclue(batir: Batir) -> None:
    """Prouve qu'une opération exclue disparaît de l'Instance ; sa cité reste dans le stock."""
    inst = batir(
        lot(1),
        lot(2, cite_id="cite-8", cite="Cité n°8"),
        decisions={"exclues": [{"cite": "cite-9", "motif": "démolie"}]},
    )

    assert inst.operations.codes == ("cite-8/maisons_et_cites",)
    assert [c.code for c in inst.cites] == ["cite-8", "cite-9"]


@pytest.mark.parametrize(
    ("decisions", "cle", "proche"),
    [
        ({"exclues": [{"cite": "cite-99", "motif": "démolie"}]}, "decisions.exclues.0.cite", "cite-9"),
        ({"imposees": [{"operation": "cite-9/maisons_et_cite"}]}, "decisions.imposees.0.operation", MC),
        (
            {"engagees": [{"operation": "cite-9/maison_et_cites", "debut": 2017, "duree": 1}]},
            "decisions.engagees.0.operation",
            MC,
        ),
    ],
)
def test_un_nom_inconnu(batir: Batir, decisions: dict[str, object], cle: str, proche: str) -> None:
    """Prouve qu'un nom inconnu est refusé à sa ligne, avec le nom le plus proche."""
    with pytest.raises(EntreeInvalide) as erreur:
        batir(decisions=decisions)

    (probleme,) = erreur.value.problemes
    assert probleme.cle == cle
    assert probleme.fichier.endswith("essai.yaml")
    assert probleme.ligne is not None
    assert f"« {proche} »" in probleme.remede


def test_tous_les_noms_inconnus_d_un_coup(batir: Batir) -> None:
    """Prouve que deux décisions fausses et un bailleur oublié sont dits ensemble."""
    decisions = {"exclues": [{"cite": "rien", "motif": "démolie"}], "imposees": [{"operation": "zzz"}]}
    with pytest.raises(EntreeInvalide) as erreur:
        batir(decisions=decisions, bailleurs={"sia_habitat": {}})

    assert {p.cle for p in erreur.value.problemes} == {
        "bailleurs",
        "decisions.exclues.0.cite",
        "decisions.imposees.0.operation",
    }


def test_bailleur_inconnu_du_scenario(batir: Batir) -> None:
    """Prouve qu'un bailleur du parc dont le scénario ne dit rien est refusé ; « autres_bailleurs » suffit."""
    with pytest.raises(EntreeInvalide) as erreur:
        batir(bailleurs={"sia_habitat": {"logements_par_an": 10}})

    assert [p.trouve for p in erreur.value.problemes] == ["maisons_et_cites"]
    assert "autres_bailleurs" in erreur.value.problemes[0].remede
    assert batir(bailleurs={"autres_bailleurs": {"logements_par_an": 7}}).capacite.tolist() == [[7, 7, 7]]


# --- limits -----------------------------------------------------------------------------------------------------------


def test_limites(batir: Batir) -> None:
    """Prouve que les limites d'un bailleur deviennent des tableaux par an, -1 quand rien n'est dit."""
    inst = batir(
        lot(1),
        prive(2),
        bailleurs={
            "maisons_et_cites": {"logements_par_an": 60, "fonds_propres": {2017: "1 M€", 2018: "2 M€"}},
            "proprietaires_prives": {"reste_a_charge_max": "25 k€"},
        },
        filiere={"par": "epci", "montant": "2 M€/an"},
    )

    assert inst.capacite.tolist() == [[60, 60, 60], [-1, -1, -1]]
    assert inst.fonds_propres.tolist() == [[1_000_000, 2_000_000, 2_000_000], [-1, -1, -1]]
    assert inst.reste_a_charge_eur.tolist() == [-1, 25_000]
    assert inst.filiere.tolist() == [[2_000_000] * 3]


def test_grappes(batir: Batir) -> None:
    """Prouve que C16 lie les opérations sociales d'une grappe, pas les privées, et seulement si on le demande."""
    lignes = (lot(1), lot(2, cite_id="cite-8", cite="Cité n°8"), prive(3))

    assert batir(*lignes).grappe_fenetre == 0
    avec = batir(*lignes, grappes={"fenetre": "2 ans"})
    assert (avec.grappe_fenetre, avec.grappes) == (2, ("lens",))
    assert np.sort(avec.operations.grappe).tolist() == [-1, 0, 0]
