"""A scenario as it was at a git revision: ``HEAD~1:scenarios/x.yaml``.

Answers for: ``version`` (a path, or ``REVISION:path`` whose files are copied into a folder of their own for the time
it is needed): the scenario, its bases, its hypotheses and its parc, all from the same revision.
Leaves to others: reading them (chargement).  The repository is only read: no checkout, no worktree, no index.
"""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.locale import _
from renovation_opt.schemas.lecture import lire_yaml

FICHIERS_MAX = 50
"""Files copied for one scenario: bases of bases, and what they name."""
_SANS_LANGUE = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


@dataclass(frozen=True, slots=True)
class Version:
    """A scenario to load: ``nom`` as the user wrote it, ``chemin`` where it is now, ``racine`` of the copies."""

    nom: str
    chemin: Path
    racine: Path | None = None
    revision: str = ""

    def affiche(self, fichier: str) -> str:
        """Return the name of a file in messages: ``HEAD~1:scenarios/x.yaml`` instead of its copy."""
        if self.racine is None or not Path(fichier).is_relative_to(self.racine):
            return fichier
        return f"{self.revision}:{Path(fichier).relative_to(self.racine).as_posix()}"

    @contextmanager
    def nommer(self) -> Iterator[None]:
        """Name files as in the revision in every problem raised meanwhile."""
        try:
            yield
        except EntreeInvalide as erreur:
            raise EntreeInvalide([replace(p, fichier=self.affiche(p.fichier)) for p in erreur.problemes]) from None


@contextmanager
def version(texte: str) -> Iterator[Version]:
    """Give a scenario to load; its copies live as long as the block.  EntreeInvalide: no such revision or file."""
    revision, deux_points, chemin = texte.partition(":")
    if not deux_points or Path(texte).exists() or not revision:
        yield Version(texte, Path(texte))
        return
    depot = _Depot.ouvrir(texte)
    depot.verifier(texte, revision)
    interne = depot.interne(chemin)
    with tempfile.TemporaryDirectory(prefix="renovation_opt-") as dossier:
        racine = Path(dossier).resolve()
        (racine / ".git").mkdir()  # the root of the workspace is that of the repository
        depot.copier(revision, interne, racine, texte)
        yield Version(texte, racine / interne, racine, revision)


@dataclass(frozen=True, slots=True)
class _Depot:
    """A git repository, asked in a process of its own."""

    git: str
    racine: Path
    prefixe: str

    @classmethod
    def ouvrir(cls, texte: str) -> _Depot:
        """Return the repository of the current folder."""
        git = shutil.which("git")
        if git is None:
            remede = _("Installez git, ou donnez deux fichiers")
            raise _refus(texte, _("une révision se lit avec git, qui n'est pas installé"), remede)
        demande = _git(git, Path(), "rev-parse", "--show-toplevel", "--show-prefix")
        if demande.returncode:
            remede = _("Placez-vous dans le dépôt, ou donnez deux fichiers")
            raise _refus(texte, _("ce dossier n'est pas dans un dépôt git"), remede)
        racine, prefixe = [*demande.stdout.decode().split("\n"), ""][:2]
        return cls(git, Path(racine), prefixe)

    def interne(self, chemin: str) -> str:
        """Return a path from the root of the repository; ``./x`` is from the current folder, as git has it."""
        if chemin.startswith(("./", "../")):
            chemin = self.prefixe + chemin
        return posixpath.normpath(chemin.replace("\\", "/"))

    def verifier(self, texte: str, revision: str) -> None:
        """Raise EntreeInvalide when the revision is unknown."""
        demande = _git(
            self.git, self.racine, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{}}"
        )
        if demande.returncode:
            message = _("cette révision n'existe pas dans le dépôt")
            remede = _("Donnez une branche, une étiquette, un identifiant de commit ou HEAD~1 ; « git log » les montre")
            raise _refus(texte, message, remede, trouve=revision)

    def lire(self, revision: str, interne: str) -> bytes | None:
        """Return the bytes of a file at a revision, as a checkout would write them; None when it is not there."""
        demande = _git(self.git, self.racine, "cat-file", "--filters", f"{revision}:{interne}")
        return None if demande.returncode else demande.stdout

    def copier(self, revision: str, interne: str, racine: Path, texte: str) -> None:
        """Copy a scenario and everything it stands on."""
        a_lire, vus = [interne], {interne}
        while a_lire:
            chemin = a_lire.pop(0)
            contenu = self.lire(revision, chemin)
            if contenu is None and chemin == interne:
                raise self._absent(texte, revision, interne)
            if contenu is None or len(vus) > FICHIERS_MAX:
                continue  # the loading says what is missing, where it is named
            (racine / chemin).parent.mkdir(parents=True, exist_ok=True)
            (racine / chemin).write_bytes(contenu)
            nouveaux = [c for c in _nommes(racine, chemin) if c not in vus]
            vus.update(nouveaux)
            a_lire += nouveaux

    def _absent(self, texte: str, revision: str, interne: str) -> EntreeInvalide:
        """Return the error of a file that is not in the revision."""
        remede = _("Le chemin part de la racine du dépôt ; « ./ » devant le fait partir du dossier courant")
        if self.prefixe and self.lire(revision, posixpath.normpath(self.prefixe + interne)) is not None:
            remede = _("Vouliez-vous dire « {proche} » ?").format(proche=f"{revision}:./{interne}")
        return _refus(texte, _("ce fichier n'existe pas à cette révision"), remede, trouve=interne)


def _nommes(racine: Path, chemin: str) -> Iterator[str]:
    """Yield the files that a YAML file names: base, parc, hypotheses; faults are left to the loading."""
    if not chemin.endswith((".yaml", ".yml")):
        return
    donnees: Mapping[object, object] = {}
    with suppress(EntreeInvalide):
        donnees = lire_yaml(racine / chemin, chemin).donnees
    for cle in ("base", "parc", "hypotheses"):
        if isinstance(nom := donnees.get(cle), str) and nom.strip():
            autre = posixpath.normpath(posixpath.join(posixpath.dirname(chemin), nom.replace("\\", "/")))
            if not autre.startswith(("../", "/")):
                yield autre


def _git(git: str, dossier: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git, which reads only."""
    return subprocess.run(  # noqa: S603 - the program is git itself, the arguments a list
        [git, *arguments], cwd=dossier, env=os.environ | _SANS_LANGUE, capture_output=True, check=False
    )


def _refus(texte: str, message: str, remede: str, trouve: str = "") -> EntreeInvalide:
    """Return the error of a revision that cannot be read."""
    return EntreeInvalide([Probleme(message, texte, trouve=trouve, remede=remede)])
