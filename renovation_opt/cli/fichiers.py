"""Where files may go: one file written whole or not at all, a report folder refused before the work, not after.

Answers for: ``ecrire_fichier``, ``refuser_sortie``, ``ecriture`` (faults of the disk told as bad inputs).
Leaves to others: the replacement of a report as one (rapports.remplacement).
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from renovation_opt.cli.erreurs import entree
from renovation_opt.locale import _
from renovation_opt.rapports.remplacement import MANIFESTE, remplacable


def ecrire_fichier(fichier: Path, ecrire: Callable[[Path], None]) -> None:
    """Write a file through a hidden neighbour that takes its place once complete; create its folder."""
    with ecriture(fichier):
        if fichier.is_dir():
            raise IsADirectoryError(_("c'est un dossier"))
        fichier.parent.mkdir(parents=True, exist_ok=True)
        poignee, nom = tempfile.mkstemp(prefix=f".{fichier.name}.", suffix=".partiel", dir=fichier.parent)
        os.close(poignee)
        try:
            ecrire(Path(nom))
            Path(nom).chmod(0o666 & ~_masque())
            Path(nom).replace(fichier)
        finally:
            Path(nom).unlink(missing_ok=True)


def refuser_sortie(dossier: Path) -> None:
    """Raise EntreeInvalide when a report could not be written in ``dossier``: known before an hour of work."""
    with ecriture(dossier):
        if dossier.is_dir() and not remplacable(dossier):
            raise entree(
                _("ce dossier n'est pas un rapport : il ne sera pas remplacé"),
                str(dossier),
                attendu=_("un dossier absent, vide, ou contenant {manifeste}").format(manifeste=MANIFESTE),
                remede=_("Choisissez un autre dossier, ou déplacez celui-ci"),
            )
        if dossier.exists() and not dossier.is_dir():
            raise NotADirectoryError(_("c'est un fichier"))
        absolu = dossier.resolve()
        parent = next(p for p in absolu.parents if p.exists())
        if not parent.is_dir():
            raise NotADirectoryError(_("{parent} est un fichier").format(parent=parent.name))
        if not os.access(parent, os.W_OK | os.X_OK):
            raise PermissionError(_("vous n'avez pas le droit d'écrire dans {parent}").format(parent=parent))


@contextlib.contextmanager
def ecriture(chemin: Path) -> Iterator[None]:
    """Tell a fault of the disk as a bad output path."""
    try:
        yield
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as erreur:
        detail = _motif(erreur)
        raise entree(
            _("rien ne peut être écrit ici ({detail})").format(detail=detail),
            str(chemin),
            remede=_("Choisissez un autre chemin avec --sortie, ou vérifiez les droits et la place sur le disque"),
        ) from erreur


def _motif(erreur: Exception) -> str:
    """Return why the disk refuses, in the language chosen."""
    mots = {
        errno.ENOENT: _("le dossier n'existe pas"),
        errno.EACCES: _("l'accès est refusé"),
        errno.EPERM: _("l'accès est refusé"),
        errno.EROFS: _("le disque est en lecture seule"),
        errno.ENOSPC: _("le disque est plein"),
        errno.ENOTDIR: _("un fichier porte le nom d'un dossier"),
        errno.EISDIR: _("c'est un dossier"),
        errno.ENAMETOOLONG: _("le nom est trop long"),
    }
    code = erreur.errno if isinstance(erreur, OSError) else None
    return mots.get(code or 0) or str(erreur)


def _masque() -> int:
    """Return the permissions that new files must not have."""
    masque = os.umask(0)
    os.umask(masque)
    return masque
