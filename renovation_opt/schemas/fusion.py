"""Bases: a file may stand on another (``base: engagement-2017.yaml``); maps merge, lists and scalars replace.

Answers for: the chain of bases, cycles, the workspace that no path may leave, the merged data and its places.
Leaves to others: reading one file (lecture), the meaning of keys (scenario, hypotheses).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.locale import _
from renovation_opt.schemas.lecture import Document, Place, lire_yaml
from renovation_opt.schemas.modele import Cle, montrer

BASES_MAX = 20
REPERES = (".git", "pyproject.toml", "scenarios")
"""What marks the root of a workspace."""


@dataclass(frozen=True, slots=True)
class Espace:
    """The workspace of a scenario: no path may leave ``racine``; ``donne`` is the scenario as the user gave it."""

    racine: Path
    donne: Path

    @classmethod
    def de(cls, donne: Path) -> Espace:
        """Return the workspace: the nearest ancestor with a mark, else the parent of the scenario's folder."""
        dossier = donne.resolve().parent
        for ancetre in (dossier, *dossier.parents):
            if any((ancetre / repere).exists() for repere in REPERES):
                return cls(ancetre, donne)
        return cls(dossier.parent, donne)

    def affiche(self, chemin: Path) -> str:
        """Return a path as the user would write it, from the place of the scenario given."""
        if chemin == self.donne.resolve():
            return self.donne.as_posix()
        relatif = os.path.relpath(chemin, self.donne.resolve().parent)
        return Path(os.path.normpath(self.donne.parent / relatif)).as_posix()

    def interne(self, chemin: Path) -> str:
        """Return a path from the root of the workspace, the same wherever the user stands."""
        return chemin.relative_to(self.racine).as_posix() if chemin.is_relative_to(self.racine) else chemin.name

    def situer(self, depuis: Path, texte: object, place: Place, cle: str) -> Path:
        """Return the path written ``texte`` in the file ``depuis``; EntreeInvalide when it leaves the workspace."""
        chemin = _resoudre(depuis, texte)
        if chemin is None:
            message, remede = _("ce n'est pas un chemin"), _("Écrivez un chemin relatif")
        elif not chemin.is_relative_to(self.racine):
            message = _("ce chemin sort de l'espace de travail")
            remede = _("Copiez le fichier dans l'espace de travail et corrigez le chemin")
        else:
            return chemin
        raise EntreeInvalide([_probleme(place, cle, montrer(texte), message, remede)])


def _resoudre(depuis: Path, texte: object) -> Path | None:
    """Return the absolute path of ``texte`` written in ``depuis``, None when it is no path."""
    if not isinstance(texte, str) or not texte.strip():
        return None
    try:
        return (depuis.parent / texte).resolve()
    except (ValueError, OSError, RuntimeError):
        return None


@dataclass(frozen=True, slots=True)
class Fusion:
    """Merged data, without ``base``; ``fichiers``: the files read, the one asked first; ``origines``: shown -> path."""

    donnees: dict[Any, Any]
    places: dict[Cle, Place]
    question: str
    fichiers: tuple[Path, ...]
    origines: dict[str, Path]

    def place(self, cle: Cle) -> Place:
        """Return the place of a key, or of its nearest parent; the first line of the file when there is none."""
        while cle:
            if cle in self.places:
                return self.places[cle]
            cle = cle[:-1]
        return Place(next(iter(self.origines)), 1, 1)


def lire_avec_bases(chemin: Path, espace: Espace) -> Fusion:
    """Read a file and its bases.  Raises EntreeInvalide: form, cycles, bases that leave the workspace."""
    documents: list[tuple[Path, Document]] = []
    suivant = chemin.resolve()
    place, ecrit = Place(espace.affiche(suivant), 1, 1), ""
    while True:
        _refuser_cycle(suivant, documents, place, ecrit)
        try:
            document = lire_yaml(suivant, espace.affiche(suivant))
        except EntreeInvalide as erreur:
            raise _situee(erreur, place, ecrit) from None
        documents.append((suivant, document))
        if "base" not in document.donnees:
            return _fusionner_chaine(documents, espace)
        ecrit, place = montrer(document.donnees["base"]), document.places["base",]
        suivant = espace.situer(suivant, document.donnees["base"], place, "base")


def _refuser_cycle(chemin: Path, documents: list[tuple[Path, Document]], place: Place, ecrit: str) -> None:
    """Raise when a base has been read already, or the chain is too long."""
    if chemin in [vu for vu, _document in documents] or len(documents) >= BASES_MAX:
        message, remede = _("les bases tournent en rond"), _("Retirez l'une des lignes « base »")
        raise EntreeInvalide([_probleme(place, "base", ecrit, message, remede)])


def _situee(erreur: EntreeInvalide, place: Place, ecrit: str) -> EntreeInvalide:
    """Return the error of a base; a file that cannot be opened is reported where it is named."""
    if not ecrit or any(p.ligne is not None for p in erreur.problemes):
        return erreur
    return EntreeInvalide(
        [_probleme(place, "base", ecrit, f"{p.message} ({p.fichier})", p.remede) for p in erreur.problemes]
    )


def _fusionner_chaine(documents: list[tuple[Path, Document]], espace: Espace) -> Fusion:
    """Merge from the deepest base to the file asked for."""
    donnees: dict[Any, Any] = {}
    places: dict[Cle, Place] = {}
    for _chemin, document in reversed(documents):
        propres = {cle: valeur for cle, valeur in document.donnees.items() if cle != "base"}
        donnees = _fusionner(donnees, propres, (), places, document.places)
    return Fusion(
        donnees=donnees,
        places=places,
        question=documents[0][1].question,
        fichiers=tuple(chemin for chemin, _document in documents),
        origines={espace.affiche(chemin): chemin for chemin, _document in documents},
    )


def _fusionner(
    base: dict[Any, Any], ajout: dict[Any, Any], cle: Cle, places: dict[Cle, Place], nouvelles: dict[Cle, Place]
) -> dict[Any, Any]:
    """Return base with ``ajout`` over it, updating ``places``: maps merge, the rest replaces, None removes."""
    resultat = dict(base)
    for nom, valeur in ajout.items():
        chemin, ancienne = (*cle, nom), resultat.get(nom)
        if not (isinstance(valeur, dict) and isinstance(ancienne, dict)):
            _oublier(chemin, places)
        places[chemin] = nouvelles[chemin]
        if valeur is None:
            resultat.pop(nom, None)
        elif isinstance(valeur, dict):
            fond = ancienne if isinstance(ancienne, dict) else {}
            resultat[nom] = _fusionner(fond, valeur, chemin, places, nouvelles)
        else:
            resultat[nom] = valeur
            _situer_dessous(valeur, chemin, places, nouvelles)
    return resultat


def _oublier(cle: Cle, places: dict[Cle, Place]) -> None:
    """Remove the places of everything below a replaced value: what is missing there is missing in the new file."""
    for dessous in [autre for autre in places if len(autre) > len(cle) and autre[: len(cle)] == cle]:
        del places[dessous]


def _situer_dessous(valeur: object, cle: Cle, places: dict[Cle, Place], nouvelles: dict[Cle, Place]) -> None:
    """Copy the places of everything below a replaced value."""
    if isinstance(valeur, dict | list):
        for nom, fils in valeur.items() if isinstance(valeur, dict) else enumerate(valeur):
            chemin = (*cle, nom)
            places[chemin] = nouvelles[chemin]
            _situer_dessous(fils, chemin, places, nouvelles)


def _probleme(place: Place, cle: str, trouve: str, message: str, remede: str) -> Probleme:
    return Probleme(message, place.fichier, place.ligne, place.colonne, cle=cle, trouve=trouve, remede=remede)
