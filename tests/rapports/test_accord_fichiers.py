"""One source of numbers: the same figure is the same in every output."""

from __future__ import annotations

import ast
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from renovation_opt import rapports
from renovation_opt.audit import auditer
from renovation_opt.build import construire as construire_instance
from renovation_opt.cli.rapport import redessiner
from renovation_opt.instance import Instance
from renovation_opt.programme import Solution
from renovation_opt.rapports.chemins import noms_dossiers
from renovation_opt.rapports.relecture_rapport import relire
from renovation_opt.rapports.resume import resumer
from renovation_opt.rapports.tables import Tables, construire
from renovation_opt.rapports.tables.indicateurs import noms_financements
from renovation_opt.schemas.chargement import charger
from tests.rapports import accord
from tests.rapports.accord import Cle, Figures

REFERENCE = Path(__file__).parents[2] / "reports" / "engagement-2017"
SOURCES = {
    "programme.csv": accord.du_programme,
    "bailleurs/*/programme.csv": accord.des_programmes_des_bailleurs,
    "paiements.csv": accord.des_paiements,
    "financements.csv": accord.des_financements,
    "indicateurs.json": accord.des_indicateurs,
}
RAPPORTS = Path(rapports.__file__).parent
DESSINS = [
    *sorted((RAPPORTS / "classeur").glob("*.py")),
    *sorted(RAPPORTS.glob("fichiers_*.py")),
    RAPPORTS / "resume.py",
]
CLASSEURS = ("programme.xlsx", "bailleurs/*/programme.xlsx")


@dataclass(frozen=True)
class Sorties:
    """A written report and its figures, by output; ``textes``: the page and the summary."""

    dossier: Path
    figures: Mapping[str, Figures]
    textes: Mapping[str, str]

    def attendues(self) -> Figures:
        """Return every figure once, from the first output that has it."""
        ensemble: Figures = {}
        for figures in self.figures.values():
            ensemble = figures | ensemble
        return ensemble


def lire(dossier: Path, tables: Tables) -> Sorties:
    """Read every output of a report; ``tables`` only gives the words of codes and the summary on screen."""
    noms = {
        "bailleur": {b.libelle: b.code for b in tables.inst.bailleurs},
        "fonds": {nom: code for code, nom in noms_financements(tables.inst).items()},
    }
    dossiers = noms_dossiers(b.code for b in tables.inst.bailleurs)
    des_bailleurs: Figures = {}
    for code in tables.bailleurs:
        fichier = dossier / "bailleurs" / dossiers[code] / "programme.xlsx"
        des_bailleurs |= accord.du_classeur_d_un_bailleur(fichier, code)
    classeurs = (accord.du_classeur(dossier / "programme.xlsx", noms), des_bailleurs)
    figures = {nom: lire_figures(dossier) for nom, lire_figures in SOURCES.items()}
    page = (dossier / "rapport.html").read_text(encoding="utf-8")
    textes = {"rapport.html": accord.texte_de_la_page(page), "résumé": resumer(tables, dossier)}
    return Sorties(dossier, figures | dict(zip(CLASSEURS, classeurs, strict=True)), textes)


@pytest.fixture(scope="module")
def petites(tmp_path_factory: pytest.TempPathFactory, ecrits: Mapping[str, Path], tables: Tables) -> Sorties:
    """Return the outputs of the small instance."""
    dossier = tmp_path_factory.mktemp("accord") / "petit"
    return lire(shutil.copytree(ecrits["standard"], dossier), tables)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Sorties:
    """Return the outputs of the reference, all workbooks included, written again from its versioned report."""
    dossier = shutil.copytree(REFERENCE, tmp_path_factory.mktemp("accord") / "reference")
    redessiner(dossier, None, classeurs="tous")
    inst = construire_instance(charger(dossier / "entrees" / "scenario.yaml"))
    return lire(dossier, construire(inst, relire(dossier, inst).solution))


@pytest.fixture(params=["petites", pytest.param("reference", marks=pytest.mark.lent)])
def sorties(request: pytest.FixtureRequest) -> Sorties:
    """Return the outputs of one report, then of the other."""
    lues = request.getfixturevalue(request.param)
    assert isinstance(lues, Sorties)
    return lues


@pytest.mark.parametrize("source", [*SOURCES, *CLASSEURS])
def test_every_file_holds_the_same_figures(sorties: Sorties, source: str) -> None:
    """Dwellings, costs, objectives, AE, CP, money of each fund used and lost, by year and by landlord."""
    attendues, lues = sorties.attendues(), sorties.figures[source]
    communes = {cle: valeur for cle, valeur in attendues.items() if cle in lues}

    assert len(lues) >= 8
    assert {c: v for c, v in lues.items() if v or c in communes} == pytest.approx(communes, abs=1e-3)


def test_every_figure_is_in_several_files(sorties: Sorties) -> None:
    """Each figure is written by at least two files, so that each is compared; those of the programme by five."""
    fois = Counter(cle for figures in sorties.figures.values() for cle, valeur in figures.items() if valeur)
    seules = {cle for cle, n in fois.items() if n < 2}

    assert seules == set()
    assert fois["logements",] == 4
    assert fois["cout",] == 6


def test_the_page_shows_them(sorties: Sorties) -> None:
    """``rapport.html`` shows dwellings, cost, objectives, AE and CP, by year and fund, and dwellings by landlord.

    It relies on: the text of the page (scripts and styles left out) and its blocks of JSON data; French typography of
    ``typographie``; money in €, k€ or M€.  Neither tags, nor order, nor words.
    """
    mesures = {"logements", "cout", "objectif", "ae", "cp"}
    partout = [c for c in sorties.attendues() if "bailleur" not in c and c[0] in mesures]
    par_bailleur = [c for c in sorties.attendues() if c[:2] == ("logements", "bailleur")]

    assert len(partout) >= 30
    assert _absentes(sorties, "rapport.html", partout + par_bailleur) == []


def test_the_summary_shows_them(sorties: Sorties) -> None:
    """The screen shows dwellings by year, opérations, cost, objectives, money of each fund used and lost."""
    par_fonds = [c for c in sorties.attendues() if c[1:2] == ("fonds",) and c[0] in {"ae", "perdu", "enveloppe"}]
    par_annee = [c for c in sorties.attendues() if c[:2] == ("logements", "annee")]
    tetes: list[Cle] = [("logements",), ("operations",), ("cout",), *(("objectif", nom) for nom in accord.OBJECTIFS)]

    assert len(par_fonds) >= 6
    assert _absentes(sorties, "résumé", tetes + par_annee + par_fonds) == []


def _absentes(sorties: Sorties, ou: str, cles: Iterable[Cle]) -> list[Cle]:
    """Return the figures that a text does not show; a zero may be left blank."""
    valeurs = {cle: sorties.attendues()[cle] for cle in cles}
    return [cle for cle, valeur in valeurs.items() if valeur and not accord.montre(sorties.textes[ou], cle, valeur)]


@pytest.mark.parametrize(
    ("texte", "valeur", "vu"),
    [
        ("coût : 1\u202f426\u202f596\u202f770\u00a0€.", 1_426_596_770, True),
        ("coût : 1\u202f426,6\u00a0M€", 1_426_596_770, True),
        ("coût : 1\u202f426\u202f597\u00a0k€", 1_426_596_770, True),
        ("coût : 1\u202f426\u202f596\u202f771\u00a0€", 1_426_596_770, False),
        ("coût : 11\u202f426,6\u00a0M€", 1_426_596_770, False),  # the end of a greater number
        ("coût : 596\u202f770\u00a0€", 770, False),
        ("coût : 1426596770", 1_426_596_770, False),
    ],
)
def test_what_counts_as_shown(texte: str, valeur: float, vu: bool) -> None:  # noqa: FBT001 - expected value
    """A figure is shown when its digits are there, typographic spaces included, and not inside a greater number."""
    assert accord.montre(texte, ("cout",), valeur) is vu


def test_what_a_page_shows() -> None:
    """Text and JSON data count, scripts and styles do not."""
    page = '<style>a{top:111px}</style><p>22</p><script>let x = 333</script><script type="application/json">[4444]</script>'

    assert accord.texte_de_la_page(page) == "22\n4\u202f444"


@pytest.mark.parametrize("module", DESSINS, ids=lambda module: module.stem)
def test_drawing_adds_nothing_up(module: Path) -> None:
    """What draws CSV, JSON, workbooks and summary neither groups nor sums rows: figures come from ``tables``."""
    appels = {
        noeud.func.attr if isinstance(noeud.func, ast.Attribute) else getattr(noeud.func, "id", "")
        for noeud in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(noeud, ast.Call)
    }

    assert appels & {"groupby", "sum", "mean", "agg", "pivot_table", "cumsum", "eval", "fsum"} == set()


def test_audit_agrees(inst: Instance, solution: Solution, tables: Tables) -> None:
    """The audit, which shares no code with the reports, finds the same slices, targets and objectives."""
    bilan = auditer(inst, solution.programme).bilan
    colonnes = ["disponible_eur", "utilise_eur", "reporte_eur", "perdu_eur"]
    par_fonds = {
        str(code): groupe[colonnes].to_numpy().T.tolist() for code, groupe in tables.tranches.groupby("financement")
    }

    assert par_fonds == {
        t.fonds: [list(t.disponible), list(t.utilise), list(t.reporte), list(t.perdu)] for t in bilan.tranches
    }
    assert [(c.valeur, c.manque) for c in tables.cibles] == [(c.valeur, c.manque) for c in bilan.cibles]
    assert tables.valeur("energie", "cumulee") == bilan.objectifs[0] / 1_000


def test_every_figure_has_a_unit_and_a_label(dossier: Path) -> None:
    """Leaves of indicateurs.json hold a value, a unit and a label."""
    feuilles = list(_feuilles(json.loads((dossier / "indicateurs.json").read_text())["indicateurs"]))

    assert len(feuilles) > 100
    assert all(set(f) == {"valeur", "unite", "libelle"} and f["libelle"] for f in feuilles)


def _feuilles(noeud: dict[str, object]) -> list[dict[str, object]]:
    """Return the leaves of a tree of figures."""
    if "valeur" in noeud and not isinstance(noeud["valeur"], dict):
        return [noeud]
    return [feuille for enfant in noeud.values() if isinstance(enfant, dict) for feuille in _feuilles(enfant)]
