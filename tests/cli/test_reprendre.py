"""``pareto`` and ``sans-regret`` interrupted, then launched again: same files, byte for byte, nothing solved twice."""

from __future__ import annotations

import json
import os
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renovation_opt.analyse import banc
from tests.cli.conftest import RACINE, Lancer, Reponse, processus

EXEMPLE = RACINE / "scenarios/exemple.yaml"
COMMANDES = {
    "pareto": ("pareto", EXEMPLE, "--points", "6"),
    "sans-regret": ("sans-regret", EXEMPLE, "--points", "4", "--proches", "1", "--perte", "5 %"),
}
RECHERCHE = "resoudre_chaud"


def contenus(dossier: Path) -> dict[str, bytes]:
    """Return the files of an analysis, but for the date of its manifest."""
    fichiers = {f.relative_to(dossier).as_posix(): f.read_bytes() for f in dossier.rglob("*") if f.is_file()}
    manifeste = json.loads(fichiers.pop("manifeste.json"))
    return fichiers | {"manifeste": json.dumps(manifeste | {"date": ""}, sort_keys=True).encode()}


@pytest.fixture(scope="module", params=COMMANDES)
def commande(request: pytest.FixtureRequest) -> tuple[str | Path, ...]:
    """Return a command."""
    return COMMANDES[request.param]


@pytest.fixture(scope="module")
def seule(commande: tuple[str | Path, ...], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the folder that the command writes in a single run, and what it says."""
    dossier = tmp_path_factory.mktemp("seules") / "seule"
    reponse = processus(*commande, "--sortie", dossier)
    assert reponse.returncode == 0, reponse.stderr
    assert "reprises" not in reponse.stderr
    return dossier, reponse.stdout


@pytest.fixture
def interrompre(monkeypatch: pytest.MonkeyPatch, lancer: Lancer) -> Callable[..., Reponse]:
    """Run a command, something happening as the search of a rank begins."""
    chaud = getattr(banc, RECHERCHE)

    def executer(rang: int, geste: Callable[[], None], *arguments: str | Path) -> Reponse:
        appels: list[int] = []

        def guette(*places: Any, **options: Any) -> Any:  # noqa: ANN401 - those of the engine
            appels.append(1)
            if len(appels) == rang:
                geste()
            return chaud(*places, **options)

        with monkeypatch.context() as pendant:
            pendant.setattr(banc, RECHERCHE, guette)
            return lancer(*arguments)

    return executer


def abandonner() -> None:
    """Press Ctrl-C twice."""
    raise KeyboardInterrupt


def arreter() -> None:
    """Press Ctrl-C once."""
    os.kill(os.getpid(), signal.SIGINT)


def test_abandonnee_elle_reprend_ou_elle_en_etait(
    commande: tuple[str | Path, ...],
    seule: tuple[Path, str],
    interrompre: Callable[..., Reponse],
    lancer: Lancer,
    tmp_path: Path,
) -> None:
    """Given up in the third search: exit code 130, how to go on, no result yet; then the two first are not run again."""
    coupee = tmp_path / "coupee"
    abandon = interrompre(3, abandonner, *commande, "--sortie", coupee)
    avant = {f.name for f in coupee.iterdir()}
    reprise = lancer(*commande, "--sortie", coupee)

    assert (abandon.code, abandon.sortie) == (130, "")
    assert "la même commande reprendra la suite" in abandon.erreurs.replace("\n", " ")
    assert "Rien n'a été écrit" not in abandon.erreurs
    assert avant == {"calculs"}
    assert reprise.code == 0
    assert re.search(r"Résolutions reprises d'un calcul précédent\s: 2 sur ", reprise.erreurs)
    assert contenus(coupee) == contenus(seule[0])
    assert reprise.sortie.replace(str(coupee), str(seule[0])) == seule[1]


def test_arretee_elle_ecrit_ce_qui_existe_et_dit_comment_continuer(
    commande: tuple[str | Path, ...],
    seule: tuple[Path, str],
    interrompre: Callable[..., Reponse],
    lancer: Lancer,
    tmp_path: Path,
) -> None:
    """Stopped in the second search: an incomplete result is written; launched again, it is that of a single run."""
    coupee = tmp_path / "coupee"
    arret = interrompre(2, arreter, *commande, "--sortie", coupee)
    ecrits = set(contenus(coupee))
    reprise = lancer(*commande, "--sortie", coupee)

    assert arret.code == 0
    assert "Arrêt avant la fin." in arret.erreurs
    assert any(nom.endswith(".html") for nom in ecrits)
    assert reprise.code == 0
    assert contenus(coupee) == contenus(seule[0])


def test_un_calcul_fini_ne_se_refait_pas(lancer: Lancer, tmp_path: Path) -> None:
    """Another style of CSV, another tolerance, another time: no search; another gap: all of them."""
    commande, dossier = COMMANDES["pareto"], ("--sortie", tmp_path / "f")
    lancer(*commande, *dossier)
    redite = lancer(*commande, *dossier, "--csv", "fr", "--tolerance", "50 %", "--temps", "60 s")
    ecrit = (tmp_path / "f/frontiere.csv").read_text(encoding="utf-8-sig")
    autre = lancer(*commande, *dossier, "--ecart", "3 %")

    assert redite.code == autre.code == 0
    [(repris, total)] = re.findall(r"précédent\s: (\d+) sur (\d+)\.", redite.erreurs)
    assert repris == total
    assert ecrit.startswith("point;")
    assert "reprises" not in autre.erreurs


def test_muette_elle_ne_dit_pas_ce_qu_elle_reprend(lancer: Lancer, tmp_path: Path) -> None:
    """With --json, stdout is JSON and stderr is empty, the second time as the first."""
    reponses = [lancer(*COMMANDES["pareto"], "--sortie", tmp_path / "f", "--json") for _fois in range(2)]

    assert [r.erreurs for r in reponses] == ["", ""]
    assert reponses[0].sortie == reponses[1].sortie


def test_un_dossier_qui_contient_autre_chose_est_refuse(lancer: Lancer, tmp_path: Path) -> None:
    """Solves kept beside a file of the user: nothing is solved nor replaced."""
    (tmp_path / "calculs").mkdir()
    (tmp_path / "notes.txt").write_text("à garder", encoding="utf-8")
    reponse = lancer(*COMMANDES["pareto"], "--sortie", tmp_path)

    assert reponse.code == 2
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "à garder"
