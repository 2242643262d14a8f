"""The reference parc: published totals, identity, consistency and reproducibility."""

import csv
import importlib
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

RACINE = Path(__file__).resolve().parents[2]
DATA = RACINE / "data"
PARC = DATA / "parc_logements.csv"
COLONNES = [
    "lot_id",
    "cite_id",
    "cite",
    "commune",
    "code_insee",
    "epci",
    "siren_epci",
    "bailleur",
    "statut",
    "typologie",
    "periode_construction",
    "nb_logements",
    "surface_moyenne_m2",
    "etiquette_dpe",
    "conso_ep_kwh_m2_an",
    "conso_ef_kwh_m2_an",
    "emissions_kgco2_m2_an",
    "energie_chauffage",
    "protection",
    "interet_patrimonial",
    "qpv",
    "npnru",
    "prioritaire",
    "grappe",
    "part_menages_q1",
    "part_menages_q1_epci",
    "taux_vacance",
    "part_seniors",
    "latitude",
    "longitude",
    "qualite",
    "source",
]
CODES = {
    "statut": {"social", "prive"},
    "typologie": {"corons", "pavillonnaire", "jardin", "moderne"},
    "etiquette_dpe": set("ABCDEFG"),
    "energie_chauffage": {"gaz", "electricite", "fioul", "charbon", "reseau", "bois"},
    "protection": {"inscrite", "zone_tampon", "hors"},
    "interet_patrimonial": {"exceptionnelle", "remarquable", "temoin", "ordinaire"},
    "qpv": {"oui", "non"},
    "npnru": {"qin", "qir", "non"},
    "prioritaire": {"oui", "non"},
    "qualite": {"observe", "estime"},
}
PERIMETRES: dict[str, Callable[[dict[str, str]], bool]] = {
    "ensemble": lambda _: True,
    "social": lambda r: r["statut"] == "social",
    "inscrite": lambda r: r["protection"] == "inscrite",
    "maisons_et_cites": lambda r: r["bailleur"] == "maisons_et_cites",
    "sia_habitat": lambda r: r["bailleur"] == "sia_habitat",
}


def lire(chemin: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with chemin.open(encoding="utf-8", newline="") as fichier:
        return list(csv.DictReader(fichier))


@pytest.fixture(scope="module")
def lots() -> list[dict[str, str]]:
    """The rows of the versioned parc."""
    return lire(PARC)


def somme(lots: list[dict[str, str]], classes: str = "ABCDEFG") -> int:
    """Return the dwellings of the given classes."""
    return sum(int(r["nb_logements"]) for r in lots if r["etiquette_dpe"] in classes)


@pytest.mark.parametrize(
    "total",
    lire(DATA / "sources" / "totaux_publies.csv"),
    ids=lambda t: f"{t['perimetre']}-{t['grandeur']}",
)
def test_totaux_publies(lots: list[dict[str, str]], total: dict[str, str]) -> None:
    """Proves that each published total holds, within the bounds its source gives."""
    retenus = [r for r in lots if PERIMETRES[total["perimetre"]](r)]
    classes = "ABCDEFG" if total["grandeur"] == "total" else total["grandeur"]
    assert int(total["minimum"]) <= somme(retenus, classes) <= int(total["maximum"])


def test_bornes_des_totaux() -> None:
    """Proves that the bounds themselves are the published ones, so they cannot be relaxed."""
    bornes = {
        (t["perimetre"], t["grandeur"]): (int(t["minimum"]), int(t["maximum"]))
        for t in lire(DATA / "sources" / "totaux_publies.csv")
    }
    assert bornes == {
        ("ensemble", "total"): (70_000, 73_000),
        ("maisons_et_cites", "total"): (62_000, 63_000),
        ("sia_habitat", "total"): (7_300, 7_500),
        ("inscrite", "total"): (24_000, 26_000),
        ("social", "EFG"): (22_770, 23_230),
        ("maisons_et_cites", "EFG"): (19_800, 20_200),
        ("maisons_et_cites", "FG"): (10_890, 11_110),
    }


def test_cites(lots: list[dict[str, str]]) -> None:
    """Proves that 357 polygons become 302 cités: 124 inscribed, 162 in the buffer zone, 16 out.

    If cités were merged by name, the several « Cité de la Gare » would be one.
    """
    protections = {r["cite_id"]: r["protection"] for r in lots}
    assert Counter(protections.values()) == {"inscrite": 124, "zone_tampon": 162, "hors": 16}
    assert len({r["cite_id"] for r in lots if r["cite"] == "Cité de la Gare"}) == 4


def test_sites_erbm(lots: list[dict[str, str]]) -> None:
    """Proves that each of the 71 renewal sites flags the cité it was merged with, and no other."""
    drapeaux: dict[str, set[str]] = defaultdict(set)
    for r in lots:
        cles = r["source"].split()[0].removeprefix("cite=").split("+")
        erbm = [c for c in cles if c.startswith("erbm:")]
        assert (r["prioritaire"] == "oui") == bool(erbm), r["lot_id"]
        for cle in erbm:
            drapeaux[cle].add(r["cite_id"])
    assert len(drapeaux) == 71
    assert sum(len(v) for v in drapeaux.values()) == 76


def test_un_site_a_cheval_drape_ses_deux_parties() -> None:
    """Proves that a renewal site over both layers flags both parts, by identifier and place."""
    sys.path.insert(0, str(DATA))
    try:
        sources: Any = importlib.import_module("recette.sources")
        cites: Any = importlib.import_module("recette.cites")
    finally:
        sys.path.remove(str(DATA))
    fusion = cites.fusionner(sources.lire_releves(), sources.lire_communes(), sources.lire_epci())
    par_cle = {cle: c for c in fusion for cle in c.cles if not cle.startswith("erbm")}
    assert par_cle["unesco:55G"].prioritaire
    assert par_cle["zone_tampon:349"].prioritaire
    assert par_cle["unesco:8G"].commune.nom == "Condé-sur-l'Escaut"


def test_colonnes_et_codes(lots: list[dict[str, str]]) -> None:
    """Proves that the columns are those agreed, in order, and that no unknown code appears."""
    assert list(lots[0]) == COLONNES
    for colonne, codes in CODES.items():
        assert {r[colonne] for r in lots} <= codes, colonne


def test_lots_uniques(lots: list[dict[str, str]]) -> None:
    """Proves that a lot is met once and that a cité has one commune, one place, one status."""
    assert len({r["lot_id"] for r in lots}) == len(lots)
    constantes = ["cite", "code_insee", "epci", "latitude", "longitude", "protection"]
    constantes += ["typologie", "qpv", "npnru", "prioritaire", "grappe", "part_menages_q1"]
    fiches: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for r in lots:
        fiches[r["cite_id"]].add(tuple(r[c] for c in constantes))
    assert all(len(f) == 1 for f in fiches.values())


def test_taille_des_lots(lots: list[dict[str, str]]) -> None:
    """Proves that lots stay within 150 dwellings, 20 for private owners, and crumbs are avoided."""
    par_bailleur: Counter[tuple[str, str]] = Counter()
    for r in lots:
        par_bailleur[r["cite_id"], r["bailleur"]] += int(r["nb_logements"])
    for r in lots:
        n, prive = int(r["nb_logements"]), r["statut"] == "prive"
        plancher = 3 if prive else min(8, par_bailleur[r["cite_id"], r["bailleur"]])
        assert plancher <= n <= (20 if prive else 150), r["lot_id"]


def lettre(valeur: float, seuils: list[dict[str, str]], colonne: str) -> str:
    """Return the class of a value under one of the two thresholds."""
    return next(s["classe"] for s in seuils if not s[colonne] or valeur <= float(s[colonne]))


def test_etiquettes(lots: list[dict[str, str]]) -> None:
    """Proves that each letter is the worse of the energy and climate letters of its row."""
    seuils = lire(DATA / "sources" / "dpe_seuils.csv")
    for r in lots:
        ep = lettre(float(r["conso_ep_kwh_m2_an"]), seuils, "ep_max_kwhep_m2_an")
        ges = lettre(float(r["emissions_kgco2_m2_an"]), seuils, "ges_max_kgco2_m2_an")
        assert r["etiquette_dpe"] == max(ep, ges), r["lot_id"]


def test_facteurs(lots: list[dict[str, str]]) -> None:
    """Proves that primary energy and emissions follow from final energy: 2.3 for electricity."""
    energies = {e["energie"]: e for e in lire(DATA / "sources" / "energies.csv")}
    for r in lots:
        ef, energie = float(r["conso_ef_kwh_m2_an"]), energies[r["energie_chauffage"]]
        ep = ef * float(energie["facteur_ep"])
        assert float(r["conso_ep_kwh_m2_an"]) == pytest.approx(ep, abs=0.06)
        ges = ef * float(energie["co2_kg_par_kwh"])
        assert float(r["emissions_kgco2_m2_an"]) == pytest.approx(ges, abs=0.06)


def test_operations_publiees(lots: list[dict[str, str]]) -> None:
    """Proves that published counts are kept to the dwelling, and bound their cités from below."""
    for operation in lire(DATA / "sources" / "operations.csv"):
        cites, bailleurs = operation["cites"].split("|"), operation["bailleurs"].split("|")
        siens = [
            r
            for r in lots
            if r["bailleur"] in bailleurs and set(cites) & set(r["source"].split()[0].removeprefix("cite=").split("+"))
        ]
        assert somme(siens) >= int(operation["logements"]), operation["operation"]
        if operation["usage"] == "compte":
            comptes = [r for r in siens if f"operation({operation['operation']})" in r["source"]]
            assert somme(comptes) == int(operation["logements"]), operation["operation"]


def test_qualite_et_source(lots: list[dict[str, str]]) -> None:
    """Proves that every row says where it comes from and only published counts are observed.

    The README must give the same figures as the file.
    """
    for r in lots:
        assert r["source"].startswith("cite=")
        assert r["qualite"] == "estime" or "nombre=operation(" in r["source"]
    observes = [r for r in lots if r["qualite"] == "observe"]
    assert somme(observes) == 2_253
    lisezmoi = (DATA / "README.md").read_text(encoding="utf-8")
    assert "2 253 dwellings (3.1 %), 21 lots" in lisezmoi
    assert f"{somme(lots):_} dwellings, {len(lots):_} lots".replace("_", " ") in lisezmoi


def test_prioritaires_plus_degradees(lots: list[dict[str, str]]) -> None:
    """Proves that renewal sites hold a larger share of E, F, G than the other cités."""
    parts = {}
    for drapeau in ("oui", "non"):
        retenus = [r for r in lots if r["prioritaire"] == drapeau]
        parts[drapeau] = somme(retenus, "EFG") / somme(retenus)
    assert parts["oui"] > 1.3 * parts["non"]


def test_grandeurs_plausibles(lots: list[dict[str, str]]) -> None:
    """Proves that shares stay in 0-1, surfaces in 55-95 m² and places in the mining basin."""
    for r in lots:
        for part in ("part_menages_q1", "part_menages_q1_epci", "taux_vacance", "part_seniors"):
            assert 0 < float(r[part]) < 1
        assert 55 <= float(r["surface_moyenne_m2"]) <= 95
        assert 50.2 < float(r["latitude"]) < 50.7
        assert 2.2 < float(r["longitude"]) < 3.8


@pytest.mark.parametrize("graine", ["0", "4242"])
def test_reproductible(tmp_path: Path, graine: str) -> None:
    """Proves that the recipe writes the versioned file to the byte, whatever the hash seed."""
    sortie = tmp_path / "parc.csv"
    subprocess.run(  # noqa: S603 - our own script, fixed arguments
        [sys.executable, str(DATA / "construire_parc.py"), "--sortie", str(sortie)],
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONHASHSEED": graine},
    )
    assert sortie.read_bytes() == PARC.read_bytes()
    assert b"\r" not in sortie.read_bytes()
