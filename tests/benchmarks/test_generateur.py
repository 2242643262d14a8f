"""Multi-basin instances: independent basins, national rows, programmes that the audit accepts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.generateur import bassins
from benchmarks.generateur_fichiers import ecrire_bassins
from benchmarks.generateur_national import CODE
from renovation_opt.audit import auditer
from renovation_opt.build import construire
from renovation_opt.cli.verifier import examiner_tout
from renovation_opt.couplage import coupler
from renovation_opt.instance import Instance
from renovation_opt.moteur.methodes import resoudre
from renovation_opt.moteur.reprise import relaxer
from renovation_opt.moteur.suivi import Budget, muet
from renovation_opt.programme import Statut
from renovation_opt.schemas.chargement import charger
from tests.build.empreintes import empreinte

SCENARIOS = Path(__file__).parents[2] / "scenarios"
EXEMPLE, REFERENCE = SCENARIOS / "exemple.yaml", SCENARIOS / "engagement-2017.yaml"


@pytest.fixture(scope="module")
def modele() -> Instance:
    """Return the tiny shipped scenario."""
    return construire(charger(EXEMPLE))


def test_la_graine_decide_de_tout(modele: Instance) -> None:
    """Same seed, same arrays; another seed, other dwellings."""
    une, autre = bassins(modele, 2, 7), bassins(modele, 2, 8)
    assert empreinte(une) == empreinte(bassins(modele, 2, 7))
    assert not np.array_equal(une.choix.travaux_eur, autre.choix.travaux_eur)


def test_k_bassins_ont_k_fois_les_objets(modele: Instance) -> None:
    """Lots, opérations, landlords, EPCI and cités are multiplied by k, codes stay unique; ``sans_aide`` is common."""
    inst, k = bassins(modele, 3, 1), 3
    assert len(inst.lots.codes) == k * len(modele.lots.codes) == len(set(inst.lots.codes))
    assert len(inst.operations.codes) == k * len(modele.operations.codes) == len(set(inst.operations.codes))
    assert len({b.code for b in inst.bailleurs}) == k * len(modele.bailleurs)
    assert len(set(inst.epcis)) == k * len(modele.epcis)
    assert sum(m.code == "sans_aide" for m in inst.montages) == 1
    assert [f.code for f in inst.fonds].count(CODE) == 1


def test_un_bassin_ne_voit_que_ses_fonds(modele: Instance) -> None:
    """An opération of a basin asks funds whose code bears its basin, or national ones; its EPCI and landlord too."""
    inst = bassins(modele, 2, 1)
    for o, code in enumerate(inst.operations.codes):
        bassin = code[:2]
        demandes = {inst.fonds[f].code for m in inst.operations.montages[o] for f in inst.montages[m].fonds}
        assert all(f.endswith(f"_{bassin}") for f in demandes if f[-2:] in {"b1", "b2"})
        assert inst.bailleurs[inst.operations.bailleur[o]].code.endswith(bassin)
        assert inst.epcis[inst.operations.epci[o]].endswith(bassin)
    bassin_du_choix = np.array([code[:2] for code in inst.lots.codes])[inst.choix.lot]
    for f, fonds in enumerate(inst.fonds):
        if fonds.code[-2:] in {"b1", "b2"}:
            assert set(bassin_du_choix[inst.choix.eligible[:, f]]) <= {fonds.code[-2:]}


def test_le_parc_suit_les_lots(modele: Instance) -> None:
    """The stock of a cité moves by as many dwellings as its lots, class by class; an opération is the sum of its lots."""
    inst = bassins(modele, 2, 1)
    traites = np.zeros((len(inst.cites), 7), dtype=np.int64)
    np.add.at(traites, (inst.lots.cite, inst.lots.etiquette), inst.lots.logements)
    stock = np.array([c.etiquettes for c in inst.cites])
    assert (stock >= traites).all()
    assert [c.logements for c in inst.cites] == stock.sum(axis=1).tolist()
    sommes = np.bincount(inst.lots.operation, inst.lots.logements)
    assert sommes.tolist() == inst.operations.logements.tolist()


def test_un_programme_de_plusieurs_bassins_passe_l_audit(modele: Instance) -> None:
    """The engine solves three basins; the audit, which knows nothing of the generator, accepts the programme."""
    inst = bassins(modele, 3, 1)
    solution = resoudre(inst, Budget(60.0, 1), lambda p: auditer(inst, p).conforme, muet)
    assert solution.statut in {Statut.OPTIMAL, Statut.BORNE}
    assert auditer(inst, solution.programme).conforme
    assert {plan.operation[:2] for plan in solution.programme.plans} == {"b1", "b2", "b3"}


def test_les_lignes_nationales_unissent_les_bassins(modele: Instance) -> None:
    """The envelope of the national fund and the national target have terms in every basin."""
    inst = bassins(modele, 2, 1)
    noms = [famille.nom for famille in coupler(inst).familles]
    assert f"enveloppe_{CODE}" in noms
    assert "cible_logements_nationaux" in noms
    national = inst.choix.eligible[:, [f.code for f in inst.fonds].index(CODE)]
    assert {inst.lots.codes[lot][:2] for lot in inst.choix.lot[national]} == {"b1", "b2"}


@pytest.mark.lent
def test_les_lignes_nationales_serrent() -> None:
    """On the reference, the national fund and the national agency have a price in some year: they are scarce."""
    relaxee, _reprise = relaxer(bassins(construire(charger(REFERENCE)), 1, 1))
    payants = {prix.ligne.split()[0] for prix in relaxee.prix if abs(prix.valeur) > 0}
    assert {f"enveloppe_{CODE}", "enveloppe_anah"} <= payants


@pytest.mark.parametrize(
    ("scenario", "en_parquet"),
    [(EXEMPLE, False), (EXEMPLE, True), pytest.param(REFERENCE, True, marks=pytest.mark.lent)],
)
def test_les_fichiers_passent_les_controles(tmp_path: Path, scenario: Path, *, en_parquet: bool) -> None:
    """``verifier`` finds no error in the files of two basins, which hold the same rules as the arrays."""
    chemin = ecrire_bassins(charger(scenario), 2, 1, tmp_path / "x2", en_parquet=en_parquet)
    inst, problemes = examiner_tout(chemin)
    assert inst is not None
    assert [p.texte() for p in problemes if p.gravite == "erreur"] == []
    assert {b.code[-3:] for b in inst.bailleurs} == {"_b1", "_b2"}
    assert CODE in {f.code for f in inst.fonds}
    assert any(c.mesure == "logements" and c.souple and c.libelle == "logements rénovés" for c in inst.cibles)
