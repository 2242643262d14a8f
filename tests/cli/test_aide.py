"""Help pages, usage errors, language."""

from __future__ import annotations

import subprocess
import sys

import pytest

from renovation_opt import __version__
from renovation_opt.cli.langue import de_la_locale, detecter, extraire
from tests.cli.conftest import RACINE, Lancer, etroit, processus

COMMANDES = (
    "resoudre",
    "verifier",
    "auditer",
    "rapport",
    "comparer",
    "diff",
    "diagnostiquer",
    "pareto",
    "sans-regret",
    "expliquer",
    "balayer",
    "valeur",
    "exporter",
    "schema",
    "initialiser",
)


@pytest.mark.parametrize("commande", ["", *COMMANDES])
def test_l_aide_est_en_francais_et_tient_en_80_colonnes(commande: str, lancer: Lancer) -> None:
    """No English word of typer is left."""
    reponse = lancer(*commande.split(), "--help")

    assert reponse.code == 0
    assert reponse.sortie.startswith("Usage\u00a0: renovation-opt")
    assert etroit(reponse.sortie)
    assert not {"Show", "Options:", "Arguments:", "[required]", "COMMAND"} & set(reponse.sortie.split())


@pytest.mark.parametrize("commande", COMMANDES)
def test_l_aide_suit_la_langue(commande: str, lancer: Lancer) -> None:
    """``--langue`` may stand before or after the command; nothing French is left but names."""
    avant, apres = lancer("--langue", "en", commande, "--help"), lancer(commande, "--help", "--langue=en")

    assert avant == apres
    assert avant.sortie.startswith("Usage: renovation-opt")
    assert "Show this help." in avant.sortie


def test_sans_commande_l_aide_generale(lancer: Lancer) -> None:
    """No command: the list of commands, in the order in which one meets them."""
    sortie = lancer().sortie

    assert [sortie.index(f"\n  {c} ") for c in COMMANDES] == sorted(sortie.index(f"\n  {c} ") for c in COMMANDES)


def test_version(lancer: Lancer) -> None:
    """The version of the package."""
    assert lancer("--version").sortie == f"renovation-opt {__version__}\n"


@pytest.mark.parametrize(
    ("ligne", "attendu"),
    [
        ("verifier", "il manque l'argument SCENARIO…"),
        ("exporter x.yaml", "il manque l'option --format"),
        ("resoudre x.yaml --sorti y", "l'option --sorti n'existe pas ; peut-être --sortie"),
        ("resoudre x.yaml --csv", "l'option --csv attend une valeur"),
        ("resoudre x.yaml --silencieux=oui", "l'option --silencieux ne prend pas de valeur"),
        ("schema trop", "argument de trop : trop"),
        ("resoud x.yaml", "la commande « resoud » n'existe pas ; peut-être resoudre"),
        ("resoudre x.yaml --csv tsv", "--csv = tsv : ce choix n'existe pas. Attendu : standard ou fr."),
        ("exporter x.yaml --format pdf", "--format = pdf : ce choix n'existe pas. Attendu : lp ou mps."),
        ("resoudre x.yaml --tours 0", "--tours = 0 : ce n'est pas un nombre de tours"),
        ("resoudre x.yaml --ecart 0.5", "Écrivez par exemple"),
        ("resoudre x.yaml --temps 12", "Attendu : une durée avec son unité"),
        ("resoudre x.yaml --langue es", "--langue attend fr ou en"),
    ],
)
def test_fautes_d_usage(ligne: str, attendu: str, lancer: Lancer) -> None:
    """Exit code 2, nothing on stdout, a French sentence that names the argument."""
    reponse = lancer(*ligne.split())

    assert reponse.code == 2
    assert not reponse.sortie
    assert etroit(reponse.erreurs)
    assert attendu in " ".join(reponse.erreurs.replace("\u00a0", " ").split())


def test_une_faute_d_usage_en_anglais(lancer: Lancer) -> None:
    """The same in English."""
    assert "Error: the option --foo does not exist." in lancer("schema", "--foo", "--langue", "en").erreurs


def test_la_langue_vient_de_la_ligne_puis_de_la_locale() -> None:
    """``--langue`` first, then LC_ALL, LC_MESSAGES, LANG; French otherwise, as for a locale that we do not speak."""
    assert detecter(["resoudre", "--langue", "en"], {"LANG": "fr_FR.UTF-8"}) == "en"
    assert de_la_locale({"LC_ALL": "fr_FR.UTF-8", "LANG": "en_US.UTF-8"}) == "fr"
    assert de_la_locale({"LC_ALL": "", "LANG": "en_US.UTF-8"}) == "en"
    assert de_la_locale({"LANG": "C.UTF-8"}) == de_la_locale({}) == "fr"
    assert extraire(["a", "--", "--langue", "en"]) == (["a", "--", "--langue", "en"], None)


def test_la_locale_anglaise_parle_anglais() -> None:
    """Without option, the locale decides."""
    assert "Usage: renovation-opt" in processus("--help", LANG="en_GB.UTF-8").stdout


def test_un_terminal_sans_accents_ne_fait_rien_tomber() -> None:
    """Characters that the encoding lacks are replaced, never a traceback."""
    reponse = processus("--help", PYTHONIOENCODING="ascii")

    assert reponse.returncode == 0
    assert "Traceback" not in reponse.stderr


def test_un_lecteur_parti_ne_dit_rien() -> None:
    """``renovation-opt schema | true``: nothing on stderr."""
    commande = f"'{sys.executable}' -m renovation_opt schema | true"
    reponse = subprocess.run(  # noqa: S602 - a pipe is the point
        commande, shell=True, cwd=RACINE, capture_output=True, text=True, check=False, timeout=60
    )

    assert not reponse.stderr
