"""What every command writes: it holds in the terminal, and nothing but text goes into a pipe."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from renovation_opt.cli import ecran
from renovation_opt.cli.progression import Barre, suivre
from tests.cli.conftest import RACINE, Lancer
from tests.cli.test_aide import COMMANDES
from tests.cli.test_auditer import un_euro_de_plus
from tests.cli.test_verifier import EXEMPLE, PARC, plat, remplacer

CONTROLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
"""Any control character but the line feed."""
COULEUR = re.compile(r"\x1b\[[\d;]*m")
SEQUENCE = re.compile(r"\x1b\[[?\d;]*[A-Za-z]")
LARGEURS = (100, 80, 60, 48)


def propre(texte: str, largeur: int) -> bool:
    """Tell whether a text has no control character and holds in a width, but for a path or a command to copy."""
    lignes = [ligne for ligne in texte.splitlines() if "/" not in ligne]
    return not CONTROLE.search(texte) and all(len(ligne) <= largeur for ligne in lignes)


@pytest.mark.parametrize("largeur", LARGEURS)
@pytest.mark.parametrize("commande", ["", *COMMANDES])
def test_les_pages_d_aide(commande: str, largeur: int, lancer: Lancer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each help page holds in the width, in both languages, and explains every option it names."""
    monkeypatch.setenv("COLUMNS", str(largeur))
    for langue in ("fr", "en"):
        sortie = lancer(*commande.split(), "--help", "--langue", langue).sortie
        assert propre(sortie, largeur)
        assert max(map(len, sortie.splitlines())) <= largeur
        assert "--langue fr|en" in sortie


@pytest.mark.parametrize("largeur", LARGEURS)
def test_les_commandes_sur_un_rapport(
    largeur: int, rapport: Path, espace: Path, lancer: Lancer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A good report, a report with a fault, a rewrite, a good scenario, a scenario with faults, a missing file."""
    monkeypatch.setenv("COLUMNS", str(largeur))
    reponses = [lancer("auditer", rapport), lancer("rapport", rapport), lancer("verifier", espace / EXEMPLE)]
    un_euro_de_plus(rapport)
    remplacer(espace / PARC, ",62.5,", ",-62.5,")
    reponses += [lancer("auditer", rapport), lancer("verifier", espace / EXEMPLE), lancer("verifier", "absent.yaml")]

    assert [reponse.code for reponse in reponses] == [0, 0, 0, 1, 2, 2]
    for reponse in reponses:
        assert propre(reponse.sortie, largeur)
        assert propre(reponse.erreurs, largeur)


def test_dans_un_tuyau(rapport_resolu: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    """Two pipes: no control character, a few lines of progress, each different, no bar."""
    _dossier, reponse = rapport_resolu
    progres = reponse.stderr.splitlines()

    assert propre(reponse.stdout, 80)
    assert propre(reponse.stderr, 80)
    assert 2 <= len(progres) == len(set(progres)) <= 40
    assert all(re.match(r"\w+ : programme .*, borne .*, écart .*", plat(ligne)) for ligne in progres)


@pytest.mark.lent
def test_un_terminal_latin(espace: Path) -> None:
    """Where the encoding has accents but no typographic space, nothing turns into question marks."""
    commande = [sys.executable, "-m", "renovation_opt", "resoudre", EXEMPLE, "--tours", "1", "--classeurs", "aucun"]
    environnement = os.environ | {"PYTHONPATH": str(RACINE), "PYTHONIOENCODING": "latin-1"}
    rendu = subprocess.run(commande, cwd=espace, env=environnement, capture_output=True, check=True)  # noqa: S603 - ours
    ecrit = rendu.stdout.decode("latin-1")

    assert "1 206 670\u00a0EUR" in ecrit
    assert "  2018       51 " + "#" * 36 in ecrit
    assert "?" not in ecrit + rendu.stderr.decode("latin-1")


@pytest.mark.parametrize(
    ("texte", "codage", "ecrit"),
    [
        ("2019  1\u202f992 ██", "ascii", "2019  1 992 ##"),
        ("Statut\u00a0: « à 2,64\u202f% »", "ascii", 'Statut : " a 2,64 % "'),
        ("1\u202f426,6\u00a0M€ – …", "cp1252", "1 426,6\u00a0M€ – …"),
        ("≥ 5 m² d'œuvre, €", "ascii", ">= 5 m2 d'oeuvre, EUR"),
        ("漢", "ascii", "?"),
    ],
)
def test_ce_qu_un_terminal_ne_sait_pas_ecrire(texte: str, codage: str, ecrit: str) -> None:
    """Typographic spaces become spaces, bars number signs, letters lose their accents."""
    ecran.preparer()

    assert texte.encode(codage, ecran.TRANSLITERE).decode(codage) == ecrit


def _dans_un_terminal(commande: list[str], largeur: int, **environnement: str) -> str:
    """Return what a command writes on a terminal of some width, escape sequences included."""
    maitre, esclave = pty.openpty()
    reglages = {"PYTHONPATH": str(RACINE), "COLUMNS": str(largeur)}
    processus_ = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, *commande],
        stdin=subprocess.DEVNULL,
        stdout=esclave,
        stderr=esclave,
        cwd=RACINE,
        env={n: v for n, v in os.environ.items() if n != "NO_COLOR"} | reglages | environnement,
    )
    os.close(esclave)
    lu, fin = b"", time.monotonic() + 300
    while time.monotonic() < fin:
        if not select.select([maitre], [], [], 1)[0]:
            continue
        try:
            morceau = os.read(maitre, 65_536)
        except OSError:  # the other end is closed: the command is over
            break
        if not morceau:
            break
        lu += morceau
    os.close(maitre)
    assert processus_.wait(timeout=60) == 0
    return lu.decode()


_PROGRES = """
from renovation_opt.cli.progression import suivre
with suivre(silencieux=False) as (suivi, dire):
    suivi("cibles", -0.25, -0.125)
    suivi("ponderee", float("-inf"), 0.9)
    suivi("ponderee", 0.8, 0.9)
    suivi("mixite", 0.7819, 0.8080)
    dire("Interruption.")
"""


@pytest.mark.parametrize("largeur", [100, 80, 60])
def test_la_barre_dans_un_terminal(largeur: int) -> None:
    """One line per stage, that holds in the width with its gap and its time; no colour with NO_COLOR; cursor back."""
    ecrit = _dans_un_terminal(["-c", _PROGRES], largeur, TERM="xterm", NO_COLOR="1")
    derniers = SEQUENCE.sub("", ecrit[ecrit.rindex("\x1b[2K", 0, ecrit.rindex("Cibles")) :]).split("\r\n")
    lignes = [ligne.strip("\r") for ligne in derniers if ligne.strip()]

    assert not COULEUR.search(ecrit)
    assert ecrit.rstrip().endswith("\x1b[?25h")
    assert [ligne.split()[0] for ligne in lignes] == ["Cibles", "Objectif", "Mixité"]
    assert all(len(ligne) <= largeur and re.search(r"écart \S+\s% +0:00:00$", ligne) for ligne in lignes)
    assert all(("programme" in ligne) is (largeur >= 70) for ligne in lignes)


def test_un_terminal_qui_ne_bouge_pas() -> None:
    """On a dumb terminal, plain lines as in a pipe: no escape sequence at all, and progress is told as it comes."""
    ecrit = _dans_un_terminal(["-c", _PROGRES], 80, TERM="dumb")

    assert "\x1b" not in ecrit
    assert plat(ecrit).startswith("Cibles : programme 0,2500, borne 0,1250, écart 12,50 % Objectif : programme –")


def test_la_barre_avance_avec_l_ecart() -> None:
    """The bar shows what part of the bound the programme reaches: 0,8 of 0,9, eight ninths."""

    class Progression:
        """Keeps what it is told."""

        faits: list[float]

        def __init__(self) -> None:
            self.faits = []

        def add_task(self, *_a: object, **_k: object) -> int:
            return 0

        def update(self, _tache: int, *, completed: float, etat: str) -> None:
            assert etat
            self.faits.append(completed)

    progression = Progression()
    barre = Barre(progression)  # type: ignore[arg-type]
    for valeur in (float("-inf"), 0.8, 0.9):
        barre("ponderee", valeur, 0.9)

    assert progression.faits == pytest.approx([0, 8 / 9, 1])


def test_silencieux_ne_dit_rien(capfd: pytest.CaptureFixture[str]) -> None:
    """Silent, a solve writes nothing while it runs."""
    with suivre(silencieux=True) as (suivi, dire):
        suivi("cibles", -1.0, 0.0)
        dire("Interruption.")

    assert capfd.readouterr() == ("", "")


@pytest.mark.lent
@pytest.mark.parametrize("sans_couleur", [False, True])
def test_un_calcul_dans_un_terminal(sans_couleur: bool, tmp_path: Path) -> None:  # noqa: FBT001 - both cases
    """A whole solve on 80 columns: the summary stands alone at the end, without colour nor sequence."""
    commande = ["-m", "renovation_opt", "resoudre", EXEMPLE, "--tours", "1", "--sortie", str(tmp_path / "r")]
    couleur = {"NO_COLOR": "1"} if sans_couleur else {}
    ecrit = _dans_un_terminal(commande, 80, TERM="xterm-256color", **couleur)
    resume = ecrit[ecrit.rindex("\x1b[?25h") + len("\x1b[?25h") :].replace("\r\n", "\n")

    assert bool(COULEUR.search(ecrit)) is not sans_couleur
    assert resume.startswith("Trois cités pour apprendre\n")
    assert propre(resume, 80)
