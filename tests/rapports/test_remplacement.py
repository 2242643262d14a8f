"""Replacing a folder as one: whole before, whole after, never something else than a report."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from renovation_opt.errors import EntreeInvalide
from renovation_opt.rapports import remplacement
from renovation_opt.rapports.chemins import interne, noms_dossiers
from renovation_opt.rapports.remplacement import CALCULS, remplacer

PREMIER = {
    "manifeste.json": json.dumps({"sorties": {"b/un.csv": "", "deux.csv": ""}}).encode(),
    "b/un.csv": b"1",
    "deux.csv": b"2",
}
SECOND = {"manifeste.json": b"{}", "deux.csv": b"22"}


def contenu(dossier: Path) -> dict[str, bytes]:
    """Return relative path -> bytes of every file."""
    return {f.relative_to(dossier).as_posix(): f.read_bytes() for f in dossier.rglob("*") if f.is_file()}


@pytest.fixture(params=["exchange", "two renames"])
def rapport(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a first report, on a system that can exchange two folders and on one that cannot."""
    if request.param != "exchange":
        monkeypatch.setattr(remplacement, "_echanger", lambda _un, _autre: False)
    remplacer(tmp_path / "r", PREMIER)
    return tmp_path / "r"


def test_replaces(rapport: Path) -> None:
    """The new report takes the place of the old one, whose files disappear; notes of a user are kept."""
    (rapport / "b" / "notes.txt").write_text("à revoir")
    remplacer(rapport, SECOND)

    assert contenu(rapport) == SECOND | {"b/notes.txt": "à revoir".encode()}
    assert [p.name for p in rapport.parent.iterdir()] == ["r"]


def test_error_while_writing(rapport: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk in the middle of a report: the old one is whole, nothing is left beside it."""

    def plein(self: Path, _octets: bytes) -> int:
        if self.name == "deux.csv":
            raise OSError(28, "No space left on device")
        return 0

    monkeypatch.setattr(Path, "write_bytes", plein)
    with pytest.raises(OSError, match="No space"):
        remplacer(rapport, SECOND)

    assert contenu(rapport) == PREMIER
    assert [p.name for p in rapport.parent.iterdir()] == ["r"]


def test_error_while_swapping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the second rename fails, the first is undone."""
    remplacer(tmp_path / "r", PREMIER)
    renommer = Path.rename
    monkeypatch.setattr(remplacement, "_echanger", lambda _un, _autre: False)

    def refuse(self: Path, cible: Path) -> Path:
        if self.name.endswith(".partiel"):
            raise PermissionError(13, "in use")
        return renommer(self, cible)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        remplacer(tmp_path / "r", SECOND)

    assert contenu(tmp_path / "r") == PREMIER
    assert [p.name for p in tmp_path.iterdir()] == ["r"]


def test_killed_run(tmp_path: Path) -> None:
    """A process killed when all is written but nothing swapped: the old report is whole; the next run sweeps."""
    remplacer(tmp_path / "r", PREMIER)
    programme = (
        "import os, sys; from pathlib import Path; from renovation_opt.rapports import remplacement as r;"
        "r._mettre_en_place = lambda *_: os.kill(os.getpid(), 9);"
        "r.remplacer(Path(sys.argv[1]), {'manifeste.json': b'{}'})"
    )
    tue = subprocess.run([sys.executable, "-c", programme, str(tmp_path / "r")], check=False)  # noqa: S603

    assert tue.returncode == -9
    assert len(list(tmp_path.iterdir())) == 2
    assert contenu(tmp_path / "r") == PREMIER

    remplacer(tmp_path / "r", SECOND)

    assert [p.name for p in tmp_path.iterdir()] == ["r"]


def test_killed_between_two_renames(tmp_path: Path) -> None:
    """Where folders cannot be exchanged, the report set aside by a killed run comes back."""
    remplacer(tmp_path / "r", PREMIER)
    (tmp_path / "r").rename(tmp_path / ".r.ancien")
    remplacement.reparer(tmp_path / "r")

    assert contenu(tmp_path / "r") == PREMIER


def test_refuses_what_is_not_a_report(tmp_path: Path) -> None:
    """A folder without a manifest, or a file, is never replaced."""
    (tmp_path / "ete.jpg").write_bytes(b"x")
    for cible in (tmp_path, tmp_path / "ete.jpg"):
        with pytest.raises(EntreeInvalide, match="n'est pas un rapport"):
            remplacer(cible, PREMIER)

    assert contenu(tmp_path) == {"ete.jpg": b"x"}


def test_an_empty_folder_is_welcome(tmp_path: Path) -> None:
    """An empty folder may become a report."""
    (tmp_path / "r").mkdir()
    remplacer(tmp_path / "r", PREMIER)

    assert contenu(tmp_path / "r") == PREMIER


def test_relative_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative folder, whose parents do not exist, is written where the user is, and returned as given."""
    monkeypatch.chdir(tmp_path)

    assert remplacer(Path("reports/essai"), SECOND) == [Path("reports/essai") / nom for nom in sorted(SECOND)]
    assert contenu(tmp_path / "reports" / "essai") == SECOND


@pytest.mark.parametrize(
    "chemin", ["../evade.yaml", "/etc/evade", "a/../../evade", "..\\evade", "C:/evade", "a\0b", ""]
)
def test_copies_stay_inside(chemin: str) -> None:
    """A path that would leave the folder is refused."""
    with pytest.raises(EntreeInvalide, match="sort du dossier"):
        interne(chemin)


def test_copies_keep_their_folders() -> None:
    """A plain relative path is kept, with slashes."""
    assert interne("data\\parc.csv") == "data/parc.csv"


@pytest.mark.parametrize("code", ["../../evade", "a/b", "..", "con", "NUL", "é à", "x" * 300, ""])
def test_landlord_folders_are_plain_names(code: str) -> None:
    """Whatever its code, the folder of a landlord is one plain name that every system accepts."""
    nom = noms_dossiers([code])[code]

    assert nom.replace("_", "").replace("-", "").isalnum()
    assert nom.isascii()
    assert len(nom) <= 80
    assert nom.lower() not in {"con", "nul"}


def test_landlord_folders_are_distinct() -> None:
    """Two codes never share a folder, even where letter case does not count."""
    assert noms_dossiers(["a/b", "a?b", "A_B", "a_b"]) == {"a/b": "a_b", "a?b": "a_b_2", "A_B": "A_B_3", "a_b": "a_b_4"}


def test_des_calculs_gardes_peuvent_preceder_le_rapport(tmp_path: Path) -> None:
    """A first run was killed: its folder holds its solves only; the report takes that place and keeps them."""
    (tmp_path / "r" / CALCULS).mkdir(parents=True)
    (tmp_path / "r" / CALCULS / "un.reponse").write_bytes(b"1")
    remplacer(tmp_path / "r", PREMIER)

    assert contenu(tmp_path / "r") == PREMIER | {f"{CALCULS}/un.reponse": b"1"}


@pytest.mark.parametrize("autre", ["notes.txt", "calculs.txt"])
def test_des_calculs_gardes_a_cote_d_autre_chose_ne_sont_pas_remplaces(tmp_path: Path, autre: str) -> None:
    """Nothing says that the folder is ours."""
    (tmp_path / "r" / CALCULS).mkdir(parents=True)
    (tmp_path / "r" / autre).write_text("à garder", encoding="utf-8")
    with pytest.raises(EntreeInvalide):
        remplacer(tmp_path / "r", PREMIER)

    assert (tmp_path / "r" / autre).read_text(encoding="utf-8") == "à garder"
