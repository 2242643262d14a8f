"""A scenario may stand on another: maps merge, lists and scalars replace, null removes, places follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from renovation_opt.schemas.chargement import charger, dumper, examiner
from tests.schemas.conftest import RACINE, Ecrire
from tests.schemas.test_scenarios_faux import JUSTE

SCENARIOS = sorted((RACINE / "scenarios").glob("*.yaml"))


def test_regles_de_fusion(ecrire: Ecrire) -> None:
    """A map merges, a list replaces, null removes, and each key is placed in the file that wrote it."""
    ecrire(JUSTE, "scenarios/base.yaml")
    charge = charger(
        ecrire(
            "# Et sans la Région ?\nbase: base.yaml\nfinancements:\n  region: null\n  etat: {taux: 30 %}\n"
            "montages: {social: [etat]}\nbailleurs: {sia_habitat: {logements_par_an: {2018: 60}}}\ncibles: null\n"
        )
    )
    scenario = charge.scenario
    assert list(scenario.financements) == ["etat"]
    assert scenario.financements["etat"].enveloppe_eur == 3_000_000  # kept from the base
    assert scenario.montages == {"social": ("etat",)}
    assert scenario.bailleurs["sia_habitat"].logements_par_an == {2017: 40, 2018: 60}
    assert scenario.cibles == ()
    assert charge.question == "Et sans la Région ?"
    assert charge.lieu("financements.etat.taux")[:2] == ("scenarios/s.yaml", 5)
    assert charge.lieu("financements.etat.montant")[:2] == ("scenarios/base.yaml", 10)
    assert charge.lieu("bailleurs.sia_habitat.logements_par_an.2018")[:2] == ("scenarios/s.yaml", 7)
    assert charge.lieu("titre.inconnu")[:2] == ("scenarios/base.yaml", 3)  # nearest parent
    assert charge.origine("financements.etat.montant") == "scenarios/base.yaml:10"
    assert [f.name for f in charge.fichiers] == ["s.yaml", "base.yaml", "erbm-2017.yaml"]


def test_chemins_relatifs_au_fichier_qui_les_ecrit(ecrire: Ecrire) -> None:
    """A base in another folder keeps its own relative paths."""
    Path("scenarios/sous").mkdir()
    ecrire(JUSTE, "scenarios/base.yaml")
    charge = charger(ecrire("# ?\nbase: ../base.yaml\nnom: autre\n", "scenarios/sous/s.yaml"))
    assert charge.parc == Path("data/parc.csv").resolve()


def test_les_fautes_d_une_base_sont_placees_dans_la_base(ecrire: Ecrire) -> None:
    """The reader is sent to the file to correct."""
    ecrire(JUSTE.replace("3 M€", "3"), "scenarios/base.yaml")
    _charge, problemes = examiner(ecrire("# ?\nbase: base.yaml\n"))
    assert [(p.fichier, p.ligne) for p in problemes] == [("scenarios/base.yaml", 10)]


def test_une_cle_manque_ou_la_liste_est_ecrite(ecrire: Ecrire) -> None:
    """What a list that replaces another lacks is missing at its own line, wherever the base had written it."""
    ecrire(JUSTE, "scenarios/base.yaml")
    _charge, problemes = examiner(ecrire("# ?\nbase: base.yaml\ncibles:\n  - {au_moins: 5}\n"))
    assert {(p.fichier, p.ligne) for p in problemes} == {("scenarios/s.yaml", 4)}


@pytest.mark.parametrize(
    ("base", "fragment"),
    [
        ("s.yaml", "tournent en rond"),
        ("autre.yaml", "n'existe pas"),
        ("../../../../etc/hosts", "espace de travail"),
        ("[a, b]", "pas un chemin"),
        ("", "pas un chemin"),
        (".", "dossier"),
    ],
)
def test_base_refusee(ecrire: Ecrire, base: str, fragment: str) -> None:
    """A cycle, a missing base, a path out of the workspace: refused on the line of ``base``."""
    _charge, problemes = examiner(ecrire(f"# ?\nbase: {base}\n"))
    assert (problemes[0].ligne, problemes[0].cle) == (2, "base")
    assert fragment in problemes[0].texte()


def test_lien_symbolique_hors_de_l_espace(ecrire: Ecrire, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A link does not lead out of the workspace."""
    dehors = tmp_path_factory.mktemp("dehors") / "base.yaml"
    dehors.write_text(JUSTE, encoding="utf-8")
    Path("scenarios/lien.yaml").symlink_to(dehors)
    _charge, problemes = examiner(ecrire("# ?\nbase: lien.yaml\n"))
    assert "espace de travail" in problemes[0].texte()


def test_hypotheses_sur_une_base(ecrire: Ecrire) -> None:
    """A landlord adds a bouquet, or changes one number, on top of the reference hypotheses."""
    ecrire("base: erbm-2017.yaml\nbouquets: {socle: {cout_fixe: {valeur: 13000}}}\n", "models/bailleur.yaml")
    charge = charger(ecrire(JUSTE.replace("erbm-2017.yaml", "bailleur.yaml")))
    assert charge.hypotheses.bouquets["socle"].cout_eur(100) == 13_000 + 400 * 100


def test_fautes_des_hypotheses(ecrire: Ecrire) -> None:
    """Hypotheses are checked with the scenario, each number at its line."""
    ecrire("base: erbm-2017.yaml\nbouquets:\n  socle:\n    cout_fixe: {fiabilite: sur}\n", "models/bailleur.yaml")
    _charge, problemes = examiner(ecrire(JUSTE.replace("erbm-2017.yaml", "bailleur.yaml").replace("3 M€", "3")))
    assert [(p.fichier, p.ligne, p.cle) for p in problemes] == [
        ("models/bailleur.yaml", 4, "bouquets.socle.cout_fixe.fiabilite"),
        ("scenarios/s.yaml", 10, "financements.etat.montant"),
    ]
    assert "estime" in problemes[0].texte()


@pytest.mark.parametrize("chemin", SCENARIOS, ids=lambda p: p.stem)
def test_scenario_fourni(chemin: Path, ecrire: Ecrire) -> None:
    """Every shipped scenario is right, named after its file, asks a question, and survives a dump of its merge."""
    charge = charger(chemin)
    assert charge.avertissements == ()
    assert charge.scenario.nom == chemin.stem
    assert charge.question.endswith("?")
    assert chemin.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=../models/scenario.schema")
    copie = charge.fusion | {"parc": "../data/parc.csv", "hypotheses": "../models/erbm-2017.yaml"}
    texte = dumper(copie)
    relu = charger(ecrire("# ?\n" + texte)).scenario
    assert relu == charge.scenario.model_copy(update={"parc": relu.parc, "hypotheses": relu.hypotheses})
    assert dumper(charger(Path("scenarios/s.yaml")).fusion) == texte


def test_les_scenarios_promis_sont_la() -> None:
    """Eleven questions stand on the reference; the four methods are used; the tiny one stands alone."""
    charges = {p.stem: charger(p) for p in SCENARIOS}
    promis = "anah-dix-ans anru-plus-20 avec-fis derive-des-couts droit-commun-11000 energie-d-abord engagement-2017"
    promis += " exemple mixite-d-abord patrimoine-d-abord sans-parite trente-mille"
    assert sorted(charges) == promis.split()
    assert {c.scenario.objectif.methode for c in charges.values()} == {
        "ponderee",
        "lexicographique",
        "epsilon",
        "equilibre",
    }
    seuls = [nom for nom, c in charges.items() if len(c.fichiers) == 2]  # itself and its hypotheses
    assert seuls == ["engagement-2017", "exemple"]
