"""``initialiser``: a new workspace: scenarios, hypotheses, schema and parc to start from.

Answers for: finding the files that the package carries, and never touching a folder in use.
Leaves to others: what these files say.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import renovation_opt
from renovation_opt.cli.ecran import dire, paragraphe
from renovation_opt.cli.erreurs import entree
from renovation_opt.cli.fichiers import ecriture
from renovation_opt.cli.schema import texte_schema
from renovation_opt.locale import _

SCHEMA = Path("models/scenario.schema.json")
MODELES = ("scenarios/**/*.yaml", "scenarios/**/*.csv", "models/*.yaml", "data/parc_logements.csv")
"""What a workspace starts with."""
PREMIER = "scenarios/exemple.yaml"


def creer_espace(dossier: Path) -> None:
    """Make a workspace in a new or empty folder, and say the next command."""
    with ecriture(dossier):
        if dossier.exists() and (not dossier.is_dir() or any(dossier.iterdir())):
            raise entree(
                _("ce dossier n'est pas vide : rien n'y est écrit"),
                str(dossier),
                attendu=_("un dossier absent ou vide"),
                remede=_("Choisissez un autre dossier"),
            )
        copies = sorted(_fichiers(_source()))
        _copier(copies, dossier)
    dire(paragraphe(_("Espace de travail créé dans {dossier} :").format(dossier=dossier)))
    for partie, role in _contenu():
        dire(paragraphe(role, f"  {partie:<12}"))
    dire()
    dire(_("Pour commencer :"))
    dire(f"  cd {dossier}")
    dire(f"  renovation-opt resoudre {PREMIER}")


def _source() -> Path:
    """Return the folder that holds the files to copy: in the installed package, else the repository beside it."""
    paquet = Path(renovation_opt.__file__).resolve().parent
    embarque = paquet / "modele_espace"
    return embarque if embarque.is_dir() else paquet.parent


def _fichiers(source: Path) -> Iterator[tuple[Path, Path]]:
    """Yield (path in the workspace, file to copy)."""
    trouves = [fichier for motif in MODELES for fichier in source.glob(motif)]
    if not trouves:
        message = _("les fichiers de départ manquent à l'installation")
        raise entree(message, str(source), remede=_("Réinstallez renovation-opt"))
    for fichier in trouves:
        yield fichier.relative_to(source), fichier


def _copier(copies: list[tuple[Path, Path]], dossier: Path) -> None:
    """Copy every file beside, then give the folder its name: all or nothing."""
    absolu = dossier.resolve()
    partiel = absolu.parent / f".{absolu.name}.partiel"
    absolu.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(partiel, ignore_errors=True)
    try:
        for chemin, fichier in copies:
            (partiel / chemin).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(fichier, partiel / chemin)
        (partiel / SCHEMA).parent.mkdir(parents=True, exist_ok=True)
        (partiel / SCHEMA).write_text(texte_schema(), encoding="utf-8")
        with contextlib.suppress(FileNotFoundError):
            absolu.rmdir()
        partiel.rename(absolu)
    finally:
        shutil.rmtree(partiel, ignore_errors=True)


def _contenu() -> tuple[tuple[str, str], ...]:
    """Return the parts of a workspace and what they are for."""
    return (
        ("scenarios/", _("une question par fichier")),
        ("models/", _("les hypothèses, et le schéma pour les éditeurs de texte")),
        ("data/", _("le parc de logements de référence")),
    )
