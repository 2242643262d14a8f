"""The repository itself: what is installed, what is written down, what must never be in a file."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from renovation_opt.schemas.json_schema import schema_json

RACINE = Path(__file__).parents[1]
PROJET = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJET["optional-dependencies"]
CONTRAINTES = (RACINE / "constraints.txt").read_text(encoding="utf-8").splitlines()
DECISIONS = sorted((RACINE / "models" / "decisions").glob("*.md"))
PAGES = [RACINE / "docs" / "architecture.md", RACINE / "docs" / "contribuer.md", *DECISIONS]
TITRES = ["## Context", "## Decision", "## Rejected", "## Consequences"]


def _versionnes() -> list[Path]:
    """Return the files of the repository: those git follows or would follow."""
    commande = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    sortie = subprocess.run(commande, cwd=RACINE, capture_output=True, check=True, text=True).stdout  # noqa: S603 - fixed
    return [fichier for nom in sortie.split("\0") if nom and (fichier := RACINE / nom).is_file()]


def _textes() -> Iterator[tuple[str, str]]:
    """Yield (name, content) of every text file of the repository."""
    for fichier in _versionnes():
        try:
            yield fichier.relative_to(RACINE).as_posix(), fichier.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def _nom(exigence: str) -> str:
    """Return the name of a distribution, as registries compare names."""
    brut = re.match(r"[A-Za-z0-9._-]+", exigence)
    assert brut is not None, exigence
    return re.sub(r"[-_.]+", "-", brut[0]).lower()


def test_aucun_chemin_de_machine() -> None:
    """No file names a folder of the machine it was written on."""
    prefixes = {str(dossier) for dossier in (RACINE, RACINE.parent, Path.home()) if len(dossier.parts) > 1}
    motif = re.compile(
        "|".join([*(re.escape(p) + "/" for p in sorted(prefixes)), r"/home/\w+/", r"[/\\]Users[/\\]\w+"])
    )

    assert [nom for nom, texte in _textes() if motif.search(texte)] == []


def test_aucune_adresse_dans_les_fichiers_d_installation() -> None:
    """Names and versions only: the registry is the choice of whoever installs."""
    fichiers = [RACINE / "constraints.txt", RACINE / "Makefile", *(RACINE / ".ci").iterdir()]

    assert [f.name for f in fichiers if "://" in f.read_text(encoding="utf-8")] == []


def test_contraintes_bien_formees() -> None:
    """Every line pins one name to one version, once."""
    lignes = [ligne for ligne in CONTRAINTES if not ligne.startswith("#")]

    assert [ligne for ligne in lignes if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", ligne)] == []
    assert len({_nom(ligne) for ligne in lignes}) == len(lignes)


def test_toute_dependance_est_epinglee() -> None:
    """Each dependency of pyproject.toml, extras included, has its version in constraints.txt."""
    fixees = {_nom(ligne) for ligne in CONTRAINTES if not ligne.startswith("#")}
    voulues = {_nom(e) for e in [*PROJET["dependencies"], *(e for extra in EXTRAS.values() for e in extra)]}

    assert sorted(voulues - fixees) == []


def test_toute_dependance_dit_pourquoi() -> None:
    """Each dependency has its line and, on it, its reason."""
    lignes = (RACINE / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    for exigence in [*PROJET["dependencies"], *(e for extra in EXTRAS.values() for e in extra)]:
        [ligne] = [ligne for ligne in lignes if ligne.strip().startswith(f'"{exigence}",')]
        assert re.search(r"# \w.{3,}", ligne), ligne


def test_dependances_et_imports_s_accordent() -> None:
    """The package imports what it declares, and nothing else; a dependency that is no longer used is removed."""
    fournisseurs = packages_distributions()
    externes = {nom for nom in _imports() if nom not in sys.stdlib_module_names} - {"renovation_opt"}
    utilisees = {_nom(distribution) for nom in externes for distribution in fournisseurs.get(nom, [nom])}

    assert utilisees == {_nom(exigence) for exigence in PROJET["dependencies"]}


def _imports() -> Iterator[str]:
    """Yield the first name of every import of the package."""
    for fichier in (RACINE / "renovation_opt").rglob("*.py"):
        for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
            if isinstance(noeud, ast.Import):
                yield from (alias.name.split(".")[0] for alias in noeud.names)
            elif isinstance(noeud, ast.ImportFrom) and noeud.module and not noeud.level:
                yield noeud.module.split(".")[0]


def test_ortools_reste_dehors() -> None:
    """No module of the package loads OR-Tools, which crashes beside PuLP's highspy (models/decisions/0002)."""
    programme = (
        "import importlib, pkgutil, sys, renovation_opt\n"
        "for m in pkgutil.walk_packages(renovation_opt.__path__, 'renovation_opt.'):\n"
        "    if not m.name.endswith('__main__'):\n"
        "        importlib.import_module(m.name)\n"
        "sys.exit(any(nom.split('.')[0] == 'ortools' for nom in sys.modules))\n"
    )

    assert subprocess.run([sys.executable, "-c", programme], cwd=RACINE, check=False).returncode == 0  # noqa: S603 - ours


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_une_decision_a_ses_quatre_parties(page: Path) -> None:
    """Context, decision, what was rejected, consequences, each with content; number, title and date first."""
    texte = page.read_text(encoding="utf-8")
    parties = re.split(r"^## .*\n", texte, flags=re.MULTILINE)

    assert re.findall(r"^## .*$", texte, re.MULTILINE) == TITRES
    assert all(partie.strip() for partie in parties)
    assert re.match(rf"# {int(page.name[:4])}\. .+\n\nDate: \d{{4}}-\d\d-\d\d\n", texte)


def test_les_decisions_se_suivent() -> None:
    """0001, 0002… without a gap: a decision is replaced by a later one, never removed."""
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_les_fichiers_cites_existent(page: Path) -> None:
    """A page that names a file or a folder names one that is there."""
    cites = re.findall(r"`((?:renovation_opt|tests|models|docs|data|scenarios)/[^`… ]*)`", page.read_text("utf-8"))

    assert [chemin for chemin in cites if not (RACINE / chemin).exists()] == []


def test_le_makefile_dit_ce_qu_il_fait() -> None:
    """Every command of the Makefile has its line of help."""
    texte = (RACINE / "Makefile").read_text(encoding="utf-8")
    declarees = set(re.search(r"^\.PHONY: (.*)$", texte, re.MULTILINE)[1].split())  # type: ignore[index]

    assert set(re.findall(r"^(\w+):.*## .+$", texte, re.MULTILINE)) == declarees


def test_l_integration_lance_ce_que_chacun_peut_lancer() -> None:
    """.ci/run is `make ci`, and `make ci` ends with the fast tests, so that their closing line comes last."""
    lance = RACINE / ".ci" / "run"
    makefile = (RACINE / "Makefile").read_text(encoding="utf-8")

    assert lance.read_text(encoding="utf-8").splitlines()[-1] == "make ci"
    assert os.access(lance, os.X_OK)
    assert re.search(r"^ci: .*\btest ##", makefile, re.MULTILINE)


def test_le_schema_est_a_jour() -> None:
    """models/scenario.schema.json is what `make schema` writes."""
    ecrit = json.loads((RACINE / "models" / "scenario.schema.json").read_text(encoding="utf-8"))

    assert ecrit == json.loads(json.dumps(schema_json())), "lancer make schema"


def test_le_journal_est_ouvert() -> None:
    """CHANGELOG.md has a section for what comes next."""
    assert "\n## [Unreleased]\n" in (RACINE / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.lent
def test_un_paquet_installe_a_tout_ce_qu_il_lui_faut(tmp_path: Path) -> None:
    """The wheel carries the catalogue, the templates, the types, and the workspace that `initialiser` copies."""
    roue = ["pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(tmp_path)]
    subprocess.run([sys.executable, "-m", *roue, str(RACINE)], check=True)  # noqa: S603 - our own text
    [fichier] = tmp_path.glob("*.whl")
    contenu = set(zipfile.ZipFile(fichier).namelist())
    paquet = {f"renovation_opt/{f.relative_to(RACINE / 'renovation_opt').as_posix()}" for f in _du_paquet()}
    espace = {f.relative_to(RACINE).as_posix() for f in _versionnes() if "scenarios" in f.relative_to(RACINE).parts}
    espace |= {"models/erbm-2017.yaml", "models/scenario.schema.json", "data/parc_logements.csv"}

    assert paquet - contenu == set()
    assert {f"renovation_opt/modele_espace/{nom}" for nom in espace} - contenu == set()
    assert {nom for nom in contenu if nom.startswith(("tests", "data", "models", "scenarios"))} == set()


def _du_paquet() -> list[Path]:
    """Return the files of the package."""
    return [fichier for fichier in _versionnes() if fichier.is_relative_to(RACINE / "renovation_opt")]


def _commandes() -> list[str]:
    """Return the commands of the READMEs that work on a scenario or a report, in order, each once."""
    pages = [page for page in (RACINE / "README.md", RACINE / "LISEZMOI.md") if page.exists()]
    blocs = [
        b for page in pages for b in re.findall(r"```(?:bash|sh|console)\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    ]
    lignes = [ligne.removeprefix("$ ").split(" #")[0].strip() for bloc in blocs for ligne in bloc.splitlines()]
    return list(dict.fromkeys(ligne for ligne in lignes if re.match(r"(make programme|renovation-opt)\b", ligne)))


@pytest.mark.lent
def test_les_commandes_du_lisezmoi_marchent(tmp_path: Path) -> None:
    """Every command that the READMEs print runs, in order, in a fresh copy of the repository."""
    copie = tmp_path / "depot"
    for fichier in _versionnes():
        cible = copie / fichier.relative_to(RACINE)
        cible.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(fichier, cible)
    venv = Path(sys.prefix)
    chemin = f"{venv / 'bin'}{os.pathsep}{os.environ['PATH']}"
    fait = f"make --old-file={venv / 'installe'} --old-file={venv / 'installe-dev'}"

    for commande in _commandes():
        ligne = re.sub(r"^make\b", fait, commande)
        rendu = subprocess.run(  # noqa: S602 - a README is written for a shell
            ligne,
            shell=True,
            cwd=copie,
            env={**os.environ, "PATH": chemin, "VENV": str(venv)},
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        assert rendu.returncode == 0, f"{commande}\n{rendu.stdout}\n{rendu.stderr}"
