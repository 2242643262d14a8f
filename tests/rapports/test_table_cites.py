"""Figures of cités, calendars, EPCI, dimensions of money and decisions, computed by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from renovation_opt.instance import Instance
from renovation_opt.programme import Solution
from renovation_opt.rapports.tables import Tables, construire
from renovation_opt.rapports.tables.argent import par_dimension
from renovation_opt.rapports.tables.cibles import du_total
from renovation_opt.rapports.tables.decisions import ResteACharge, a_decider, reste_a_charge
from renovation_opt.rapports.tables.operations import profils
from tests.rapports.petite_instance import sans_programme


def test_une_cite_dit_ses_annees_et_ce_qui_y_domine(tables: Tables) -> None:
    """c1: 13 dwellings in 2018 and 2019, bouquet patrimoine, fund droit (10 000 € against 5 000 €), 552 000 €."""
    cites = tables.cites.set_index("cite_id")

    assert list(cites.index) == ["c1", "c2", "c3"]
    assert [cites[c]["c1"] for c in ("debut", "fin", "logements", "cout_eur")] == [2018, 2019, 13, 552_000]
    assert [cites[c]["c1"] for c in ("groupe", "bouquet", "financement")] == ["mc", "patrimoine", "droit"]
    assert [cites[c]["c3"] for c in ("groupe", "financement")] == ["proprietaires_prives", "anah"]
    assert int(cites["cout_eur"].sum()) == tables.valeur("argent", "cout")


def test_sans_aide_le_payeur_est_le_proprietaire(inst: Instance, solution: Solution) -> None:
    """A cité that no fund helps is coloured by the owner's money."""
    plans = tuple(replace(p, montage="sans_aide") for p in solution.programme.plans if p.operation == "c2/sia")
    lignes = tuple(
        replace(ligne, montage="sans_aide", aides_eur=(0, 0, 0))
        for ligne in solution.programme.lignes
        if ligne.operation == "c2/sia"
    )
    seule = construire(inst, replace(solution, programme=replace(solution.programme, plans=plans, lignes=lignes)))

    assert seule.cites["financement"].tolist() == ["fonds_propres"]


def test_le_calendrier_compte_les_logements_de_chaque_annee(tables: Tables) -> None:
    """By landlord: c1 7 then 6 dwellings, all restored; the others one year each, not all."""
    lu = tables.calendrier[["cite_id", "annee", "logements", "ensemble"]]

    assert list(lu.itertuples(index=False, name=None)) == [
        ("c1", 2018, 7, True),
        ("c1", 2019, 6, True),
        ("c3", 2020, 4, False),
        ("c2", 2019, 8, False),
    ]


def test_un_epci_a_les_memes_tables_qu_un_bailleur(tables: Tables) -> None:
    """Lens holds c1 and c2, 21 dwellings; Douai the 4 private ones; nothing is lost between the two."""
    totaux = {code: int(vue.lignes["logements"].sum()) for code, vue in tables.epcis.items()}

    assert totaux == {"lens": 21, "douai": 4}
    assert sum(int(vue.annees["cout_eur"].sum()) for vue in tables.epcis.values()) == tables.valeur("argent", "cout")


def test_chaque_dimension_de_l_argent_a_le_meme_total(tables: Tables) -> None:
    """By fund, contributor or landlord, AE and CP add up to the cost; owners of all EPCI are one group."""
    table = par_dimension(tables.inst, tables.ensemble.paiements)
    sommes = table.groupby("dimension")[["ae_eur", "cp_eur"]].sum()

    assert (sommes == int(tables.valeur("argent", "cout") or 0)).all(axis=None)
    assert set(table.loc[table["dimension"] == "groupe", "code"]) == {"mc", "sia", "proprietaires_prives"}


def test_un_profil_dit_bouquets_et_financeurs(tables: Tables) -> None:
    """The opération of c3 has one bouquet and one fund."""
    profil = profils(tables.ensemble.lignes, [f.code for f in tables.inst.fonds])

    assert profil["c3/prives/1"] == (("habiter_mieux",), ("anah",))
    assert profil["c1/mc"] == (("patrimoine",), ("droit", "region"))


def test_ce_qu_un_bailleur_decide(tables: Tables) -> None:
    """Landlord mc starts one ensemble in 2018; own funds 189 000 € = 7 x 27 000, then 6 x 28 000; a limit shows where it is."""
    limite = np.array([[10, -1, -1]] * 3, dtype=np.int64)
    table = a_decider(replace(tables.inst, capacite=limite), "mc", tables.bailleurs["mc"])

    assert table["annee"].tolist() == [2018, 2019, 2020]
    assert table["lancees"].tolist() == table["ensembles"].tolist() == [1, 0, 0]
    assert table["logements"].tolist() == [7, 6, 0]
    assert table["fonds_propres_eur"].tolist() == [189_000, 168_000, 0]
    assert table["capacite"].tolist() == [10, pd.NA, pd.NA]
    assert table["fonds_propres_max_eur"].isna().all()


def test_le_reste_a_charge_est_par_logement(tables: Tables) -> None:
    """Private owners pay 42 000 - 12 000 = 30 000 € a dwelling; without ceiling none is said."""
    assert reste_a_charge(tables.inst, "prives", tables.bailleurs["prives"]) == ResteACharge(30_000.0, 30_000, None)


def test_l_avancement_d_une_cible(tables: Tables, inst: Instance) -> None:
    """25 dwellings of 30 are 5/6; a target that is passed is full; the target of the whole programme is known."""
    avancements = {c.code: c.avancement for c in tables.cibles}

    assert avancements["total"] == 25 / 30
    assert avancements["priorite"] == 1.0
    assert du_total(inst) == "total"
    assert du_total(replace(inst, cibles=inst.cibles[1:])) is None


def test_un_programme_vide_a_des_tables_vides(inst: Instance) -> None:
    """Nothing opened: no cité, no calendar, no EPCI."""
    vide = construire(inst, sans_programme(inst))

    assert (len(vide.cites), len(vide.calendrier), vide.epcis) == (0, 0, {})
