"""``resoudre``: what it says, what it writes, what it refuses."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path

import pytest

from renovation_opt.audit import Infraction, Rapport, auditer
from renovation_opt.build import construire
from renovation_opt.cli import resoudre as commande
from renovation_opt.cli.interruption import a_l_ecoute
from renovation_opt.cli.progression import phrase
from renovation_opt.errors import ArretSansProgramme, ProgrammeImpossible
from renovation_opt.instance import Instance
from renovation_opt.moteur.methodes import resoudre
from renovation_opt.moteur.suivi import Budget, Controle, Suivi
from renovation_opt.programme import Limite, Programme, Solution
from renovation_opt.schemas.chargement import charger
from tests.cli.conftest import RACINE, Lancer, etroit, processus
from tests.cli.test_verifier import EXEMPLE, plat, remplacer

Resolu = tuple[Path, "subprocess.CompletedProcess[str]"]


def contenus(dossier: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {str(f.relative_to(dossier)): f.read_bytes() for f in sorted(dossier.rglob("*")) if f.is_file()}


def test_le_resume_sur_stdout_le_progres_sur_stderr(rapport_resolu: Resolu) -> None:
    """One screen of results, nothing else on stdout; plain lines of progress elsewhere."""
    dossier, reponse = rapport_resolu

    assert reponse.returncode == 0
    assert reponse.stdout.startswith("Trois cités pour apprendre\nStatut\u00a0: ")
    assert etroit("\n".join(li for li in reponse.stdout.splitlines() if str(dossier) not in li))
    assert len(reponse.stdout.splitlines()) <= 40
    assert "Cibles : programme" in plat(reponse.stderr)
    assert "écart" in reponse.stderr


def test_le_rapport_est_complet_et_se_suffit(rapport_resolu: Resolu) -> None:
    """The inputs are copied, hashed by their place in the workspace; no path of this machine is written."""
    dossier, _reponse = rapport_resolu
    manifeste = json.loads((dossier / "manifeste.json").read_text(encoding="utf-8"))

    assert set(manifeste["entrees"]) == {EXEMPLE, "scenarios/exemple/parc.csv", "models/erbm-2017.yaml"}
    assert {f.name for f in (dossier / "entrees").iterdir()} == {"scenario.yaml", "hypotheses.yaml", "parc.csv"}
    assert (dossier / "entrees/parc.csv").read_bytes() == (RACINE / "scenarios/exemple/parc.csv").read_bytes()
    assert manifeste["audit"] == {"conforme": True, "infractions": 0}
    assert manifeste["versions"]["python"]
    for nom in ("manifeste.json", "indicateurs.json", "rapport.html", "entrees/scenario.yaml"):
        assert str(RACINE) not in (dossier / nom).read_text(encoding="utf-8")


@pytest.mark.lent
def test_memes_entrees_memes_octets(rapport_resolu: Resolu, tmp_path: Path) -> None:
    """Two processes with other hash seeds write the same bytes, but for the date of the manifest."""
    for graine in ("1", "2"):
        dossier = tmp_path / graine
        assert (
            processus(
                "resoudre", RACINE / EXEMPLE, "--sortie", dossier, "--silencieux", PYTHONHASHSEED=graine
            ).returncode
            == 0
        )
    un, deux, premier = (contenus(d) for d in (tmp_path / "1", tmp_path / "2", rapport_resolu[0]))
    dates = [json.loads(c.pop("manifeste.json")) for c in (un, deux, premier)]
    for manifeste in dates:
        manifeste.pop("date")

    assert un == deux == premier
    assert dates[0] == dates[1] == dates[2]


def test_silencieux_n_ecrit_qu_une_ligne(espace: Path) -> None:
    """One line on stdout, nothing on stderr; the report goes to reports/<nom> of the current folder."""
    reponse = processus("resoudre", EXEMPLE, "--silencieux", "--tours", "1", dossier=espace)

    assert (reponse.returncode, reponse.stderr) == (0, "")
    assert reponse.stdout.startswith("exemple\u00a0: ")
    assert reponse.stdout.endswith("reports/exemple\n")
    assert (espace / "reports/exemple/manifeste.json").is_file()


def test_en_anglais(espace: Path, lancer: Lancer) -> None:
    """Progress and status speak English; so does the report."""
    reponse = lancer("resoudre", espace / EXEMPLE, "--sortie", espace / "r", "--tours", "1", "--langue", "en")

    assert reponse.code == 0
    assert "Targets: programme" in reponse.erreurs
    assert json.loads((espace / "r/manifeste.json").read_text(encoding="utf-8"))["langue"] == "en"


def test_la_langue_du_scenario(espace: Path, lancer: Lancer) -> None:
    """A scenario that says ``langue: en`` is answered in English unless the command line says otherwise."""
    with (espace / EXEMPLE).open("a", encoding="utf-8") as fichier:
        fichier.write("langue: en\n")
    anglais = lancer("resoudre", espace / EXEMPLE, "--sortie", espace / "r", "--tours", "1")
    francais = lancer("resoudre", espace / EXEMPLE, "--sortie", espace / "r", "--tours", "1", "--langue", "fr")

    assert "Targets: programme" in anglais.erreurs
    assert "Cibles\u00a0: programme" in francais.erreurs


def test_un_autre_dossier_n_est_jamais_remplace(espace: Path, lancer: Lancer) -> None:
    """A folder that is not a report is refused before any work, and kept whole."""
    (espace / "notes").mkdir()
    (espace / "notes/important.txt").write_text("à garder", encoding="utf-8")
    reponse = lancer("resoudre", espace / EXEMPLE, "--sortie", espace / "notes")

    assert reponse.code == 2
    assert "ce dossier n'est pas un rapport" in plat(reponse.erreurs)
    assert "programme" not in plat(reponse.erreurs).replace("rapport", "")
    assert contenus(espace / "notes") == {"important.txt": "à garder".encode()}


def test_une_sortie_qui_est_un_fichier(espace: Path, lancer: Lancer) -> None:
    """A file, or a folder under a file, cannot be a report."""
    for sortie in (espace / EXEMPLE, espace / EXEMPLE / "dessous"):
        reponse = lancer("resoudre", espace / EXEMPLE, "--sortie", sortie)

        assert reponse.code == 2
        assert "rien ne peut être écrit ici" in plat(reponse.erreurs)


def test_le_rapport_precedent_reste_quand_le_scenario_est_faux(rapport: Path, espace: Path, lancer: Lancer) -> None:
    """A failure leaves the previous report untouched, to the byte."""
    avant = contenus(rapport)
    remplacer(espace / EXEMPLE, "1.5 M€", "1500")

    assert lancer("resoudre", espace / EXEMPLE, "--sortie", rapport).code == 2
    assert contenus(rapport) == avant


@pytest.mark.parametrize(
    ("erreur", "code", "attendu"),
    [
        (ProgrammeImpossible(["Aucun programme.", "  - relâchez la cible"]), 1, "relâchez la cible"),
        (ArretSansProgramme("aucun programme trouvé"), 3, "Erreur : aucun programme trouvé."),
        (RuntimeError("bogue"), 2, "Erreur imprévue : RuntimeError bogue."),
        (MemoryError(), 2, "Erreur imprévue : MemoryError."),
        (KeyboardInterrupt(), 130, "Interrompu."),
    ],
)
def test_chaque_fin_a_son_code(
    erreur: BaseException,
    code: int,
    attendu: str,
    rapport: Path,
    espace: Path,
    lancer: Lancer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Exit code and message of each failure of the engine; the previous report is left whole."""

    def echouer(*_arguments: object) -> None:
        raise erreur

    monkeypatch.setattr(commande, "resoudre", echouer)
    avant = contenus(rapport)
    reponse = lancer("resoudre", espace / EXEMPLE, "--sortie", rapport)

    assert (reponse.code, reponse.sortie) == (code, "")
    assert attendu in plat(reponse.erreurs)
    assert "Traceback" not in reponse.erreurs
    assert contenus(rapport) == avant


def test_la_trace_se_demande(espace: Path, lancer: Lancer, monkeypatch: pytest.MonkeyPatch) -> None:
    """RENOVATION_OPT_TRACE=1 shows where an unforeseen error comes from."""
    monkeypatch.setenv("RENOVATION_OPT_TRACE", "1")
    monkeypatch.setattr(commande, "resoudre", lambda *_arguments: 1 // 0)

    assert "Traceback" in lancer("resoudre", espace / EXEMPLE, "--sortie", espace / "r").erreurs


def test_un_programme_refuse_par_l_audit_n_est_jamais_ecrit(
    rapport: Path, espace: Path, lancer: Lancer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the engine says, a final audit that finds a fault stops everything: exit code 1."""
    appels = []

    def severe(inst: Instance, programme: Programme) -> Rapport:
        appels.append(programme)
        faute = Infraction("C8", "capacite_bailleur", "mc 2018", "61", "60", "mc 2018 : 61 logements, 60 au plus")
        return Rapport((faute,), auditer(inst, programme).bilan)

    solution = commande.chercher(construire(charger(espace / EXEMPLE)), 1, silencieux=True)
    monkeypatch.setattr(commande, "resoudre", lambda *_arguments: solution)
    monkeypatch.setattr(commande, "auditer", severe)
    avant = contenus(rapport)
    reponse = lancer("resoudre", espace / EXEMPLE, "--sortie", rapport)

    assert reponse.code == 1
    assert "C8 mc 2018 : 61 logements, 60 au plus" in plat(reponse.erreurs)
    assert len(appels) == 1
    assert contenus(rapport) == avant


def test_ctrl_c_pendant_le_calcul_rend_le_meilleur_programme(espace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first Ctrl-C stops the search, not the command: the stage says « interruption » or is already proven."""

    def interrompre(inst: Instance, budget: Budget, controle: Controle, suivi: Suivi) -> Solution:
        def suivre(etape: str, valeur: float, borne: float) -> None:
            suivi(etape, valeur, borne)
            if valeur > float("-inf") and not budget.interrompu:
                signal.raise_signal(signal.SIGINT)

        return resoudre(inst, budget, controle, suivre)

    monkeypatch.setattr(commande, "resoudre", interrompre)
    inst = construire(charger(espace / EXEMPLE))
    solution = commande.chercher(inst, 4, silencieux=True)

    assert auditer(inst, solution.programme).conforme
    assert solution.programme.plans
    assert {etape.limite for etape in solution.etapes} <= {Limite.INTERRUPTION, Limite.ECART}


def test_un_second_ctrl_c_abandonne() -> None:
    """The first is a request, the second stops; the handler of the caller comes back."""
    avant = signal.getsignal(signal.SIGINT)
    dits: list[str] = []
    budget = Budget(10.0, 1)
    with a_l_ecoute(budget, dits.append):
        signal.raise_signal(signal.SIGINT)
        assert budget.interrompu
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)

    assert len(dits) == 1
    assert signal.getsignal(signal.SIGINT) is avant


def test_plusieurs_scenarios_chacun_son_tour(espace: Path, lancer: Lancer) -> None:
    """The bad one is told, the good one is written, the worst code is returned."""
    reponse = lancer("resoudre", espace / "absent.yaml", espace / EXEMPLE, "--sortie", espace / "r", "--tours", "1")

    assert reponse.code == 2
    assert "ce fichier n'existe pas" in plat(reponse.erreurs)
    assert (espace / "r/exemple/manifeste.json").is_file()


def test_deux_scenarios_de_meme_nom_ne_s_ecrasent_pas(espace: Path, lancer: Lancer) -> None:
    """The second is refused, the first is kept."""
    reponse = lancer("resoudre", espace / EXEMPLE, espace / EXEMPLE, "--sortie", espace / "r", "--tours", "1")

    assert reponse.code == 2
    assert "un autre scénario vient d'écrire ce rapport" in plat(reponse.erreurs)


def test_les_phrases_du_progres() -> None:
    """A shortfall is minimised: shown without sign; before any programme there is no gap."""
    assert plat(phrase("cibles", float("-inf"), -0.0731)) == "Cibles : programme –, borne 0,07310, écart –"
    assert plat(phrase("cibles", -0.25, -0.125)) == "Cibles : programme 0,2500, borne 0,1250, écart 12,50 %"
    assert plat(phrase("energie", 950.0, 1000.0)) == "Énergie : programme 950,0, borne 1 000, écart 5,00 %"
    assert plat(phrase("ponderee", 0.0, 0.0)) == "Objectif : programme 0, borne 0, écart 0,00 %"
