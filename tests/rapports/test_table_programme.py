"""The programme table: columns, balance, units, and its CSV in both styles."""

from __future__ import annotations

import csv
import io

from renovation_opt.instance import Instance
from renovation_opt.rapports import fichiers_csv
from renovation_opt.rapports.tables import Tables, construire
from tests.rapports.petite_instance import FORMULE, sans_programme

COLONNES = (
    "annee,operation,cite_id,cite,commune,code_insee,epci,bailleur,statut,lot_id,etiquette_dpe,bouquet,debut,duree,parti,"
    "montage,logements,travaux_eur,espaces_publics_eur,aide_droit_eur,aide_region_eur,aide_anah_eur,fonds_propres_eur,"
    "energie_mwh_an,energie_mwh_cumules,points_patrimoine,menages_diversifies,qualite"
)


def test_columns_are_fixed(tables: Tables) -> None:
    """Others build on programme.csv: its header is this one, with one aid per fund in the scenario's order."""
    entete = fichiers_csv.octets(tables.ensemble.programme).decode().splitlines()[0]

    assert entete == COLONNES


def test_rows_are_sorted_by_year_operation_lot(tables: Tables) -> None:
    """Rows come in a fixed order."""
    cles = list(tables.ensemble.programme[["annee", "operation", "lot_id"]].itertuples(index=False, name=None))

    assert cles == sorted(cles)
    assert len(cles) == 6


def test_each_row_balances_to_the_euro(tables: Tables) -> None:
    """Works + public spaces = aids + own funds; 5 dwellings of l0 in 2018: 200 000 + 10 000 = 75 000 + 135 000."""
    table = tables.ensemble.programme
    paye = table[["aide_droit_eur", "aide_region_eur", "aide_anah_eur", "fonds_propres_eur"]].sum(axis=1)

    assert (table["travaux_eur"] + table["espaces_publics_eur"]).tolist() == paye.tolist()
    assert dict(table.iloc[0][["travaux_eur", "espaces_publics_eur", "fonds_propres_eur"]]) == {
        "travaux_eur": 200_000,
        "espaces_publics_eur": 10_000,
        "fonds_propres_eur": 135_000,
    }


def test_first_row_as_written(tables: Tables) -> None:
    """5 x 10 000 kWh = 50 MWh a year, x 12 years (2019 to 2030) = 600; 5 x 4,5 points; 5 x 0,05 households."""
    premiere = fichiers_csv.octets(tables.ensemble.programme).decode().splitlines()[1]

    assert premiere.endswith(",5,200000,10000,50000,25000,0,135000,50.000,600.000,22.500,0.250000,estime")


def test_french_style_opens_in_a_french_excel(tables: Tables) -> None:
    """Style fr: BOM, semicolons, decimal commas, and a name that looks like a formula is quoted."""
    texte = fichiers_csv.octets(tables.ensemble.programme, "fr").decode()
    lignes = list(csv.DictReader(io.StringIO(texte.removeprefix("\ufeff")), delimiter=";"))

    assert texte.startswith("\ufeffannee;operation;")
    assert lignes[0]["energie_mwh_cumules"] == "600,000"
    assert next(ligne["cite"] for ligne in lignes if ligne["cite_id"] == "c2") == "'" + FORMULE


def test_standard_style_keeps_text_as_it_is(tables: Tables) -> None:
    """Style standard prefixes nothing: a program that reads the file gets the name of the cité."""
    lignes = csv.DictReader(io.StringIO(fichiers_csv.octets(tables.ensemble.programme).decode()))

    assert next(ligne["cite"] for ligne in lignes if ligne["cite_id"] == "c2") == FORMULE


def test_operations_keep_the_plan(tables: Tables) -> None:
    """The first year and duration of an opération are those decided, and its money that of its rows."""
    c1 = tables.ensemble.operations.query("operation == 'c1/mc'").to_dict("records")[0]

    assert (c1["debut"], c1["fin"], c1["duree"], c1["logements"], c1["cout_eur"]) == (2018, 2019, 2, 13, 552_000)


def test_plan_de_financement_balances(tables: Tables) -> None:
    """Each opération and year: cost = aids + own funds; c1 in 2019: 258 000 = 60 000 + 30 000 + 0 + 168 000."""
    ligne = tables.ensemble.plan.query("operation == 'c1/mc' and annee == 2019").to_dict("records")[0]
    paye = [ligne[c] for c in ("aide_droit_eur", "aide_region_eur", "aide_anah_eur", "fonds_propres_eur")]

    assert paye == [60_000, 30_000, 0, 168_000]
    assert ligne["cout_eur"] == 258_000


def test_views_of_landlords_add_up(tables: Tables) -> None:
    """The views of the landlords cut the programme without loss."""
    parts = [vue.programme["logements"].sum() for vue in tables.bailleurs.values()]

    assert list(tables.bailleurs) == ["mc", "sia", "prives"]
    assert parts == [13, 8, 4]


def test_empty_programme_has_tables(inst: Instance) -> None:
    """A programme that opens nothing still has a report, of zeros."""
    tables = construire(inst, sans_programme(inst))

    assert tables.valeur("logements", "total") == 0
    assert tables.valeur("argent", "cout_par_logement") is None
    assert tables.ensemble.annees["logements"].tolist() == [0, 0, 0]
