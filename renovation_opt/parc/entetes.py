"""The header of a file against the table of columns.

Answers for: which column of the file is which; absent, unknown, doubled and misspelt columns.
Leaves to others: the cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from renovation_opt.errors import Probleme
from renovation_opt.locale import _
from renovation_opt.parc.colonnes import COLONNES, PAR_NOM, Colonne
from renovation_opt.parc.contexte import citation
from renovation_opt.parc.mots import normaliser, proche


@dataclass(frozen=True)
class Entetes:
    """``places``: position in the file of each column found; ``absentes``: mandatory columns not found."""

    places: dict[str, int]
    absentes: frozenset[str]
    problemes: tuple[Probleme, ...]


def lire_entetes(noms: Sequence[str], fichier: str, ligne: int) -> Entetes:
    """Match the names of a header (on line ``ligne``, 0 when there is none) with the columns of the parc."""
    formes = [normaliser(nom) for nom in noms]
    places = {forme: formes.index(forme) for forme in formes if forme in PAR_NOM}
    inconnues = tuple(nom for nom, forme in zip(noms, formes, strict=True) if forme not in PAR_NOM)
    manquantes = [colonne for colonne in COLONNES if colonne.nom not in places]
    redaction = _Redaction(fichier, ligne or None)
    problemes = [
        *redaction.doubles(formes),
        *redaction.reecrites(noms, formes),
        *redaction.absentes(manquantes, inconnues),
        *redaction.ignorees(inconnues),
    ]
    absentes = frozenset(colonne.nom for colonne in manquantes if colonne.obligatoire)
    return Entetes(places, absentes, tuple(problemes))


@dataclass(frozen=True)
class _Redaction:
    """Writes what is wrong with a header."""

    fichier: str
    ligne: int | None

    def doubles(self, formes: Sequence[str]) -> Iterator[Probleme]:
        """Columns of the parc written twice."""
        for nom, fois in Counter(formes).items():
            if fois > 1 and nom in PAR_NOM:
                yield Probleme(
                    message=_("la colonne figure {fois} fois").format(fois=fois),
                    fichier=self.fichier,
                    ligne=self.ligne,
                    cle=nom,
                    remede=_("Gardez-en une seule"),
                )

    def reecrites(self, noms: Sequence[str], formes: Sequence[str]) -> Iterator[Probleme]:
        """Columns recognised in spite of an accent, a capital or a space."""
        for nom, forme in zip(noms, formes, strict=True):
            if forme in PAR_NOM and nom != forme:
                yield Probleme(
                    message=_("l'en-tête « {nom} » est lu comme {forme}").format(nom=citation(nom), forme=forme),
                    fichier=self.fichier,
                    ligne=self.ligne,
                    cle=forme,
                    remede=_("Renommez la colonne {forme}").format(forme=forme),
                    gravite="avertissement",
                )

    def absentes(self, manquantes: Sequence[Colonne], inconnues: Sequence[str]) -> Iterator[Probleme]:
        """Absent columns: an error when mandatory, or when an unknown one looks like a misspelling of it."""
        for colonne in manquantes:
            voisine = proche(colonne.nom, inconnues, 0.6 if colonne.obligatoire else 0.85)
            grave = colonne.obligatoire or bool(voisine)
            yield Probleme(
                message=_("la colonne obligatoire est absente") if colonne.obligatoire else _("la colonne est absente"),
                fichier=self.fichier,
                ligne=self.ligne,
                cle=colonne.nom,
                attendu=colonne.attendu if grave else "",
                remede=self._remede(colonne, voisine, grave=grave),
                gravite="erreur" if grave else "avertissement",
            )

    @staticmethod
    def _remede(colonne: Colonne, voisine: str, *, grave: bool) -> str:
        if grave and voisine:
            return _("Renommez la colonne « {voisine} » en {nom}, si c'est elle").format(
                voisine=citation(voisine), nom=colonne.nom
            )
        if grave:
            return _("Ajoutez la colonne {nom}").format(nom=colonne.nom)
        defaut = colonne.defaut or _("vide")
        return _("La valeur « {defaut} » est prise partout ; ajoutez la colonne pour dire mieux").format(defaut=defaut)

    def ignorees(self, inconnues: Sequence[str]) -> Iterator[Probleme]:
        """Columns that are not of the parc."""
        if inconnues:
            yield Probleme(
                message=_("colonnes ignorées, car inconnues : {noms}").format(
                    noms=", ".join(citation(nom) or _("(sans nom)") for nom in inconnues[:20])
                    + ("…" if len(inconnues) > 20 else "")  # noqa: PLR2004
                ),
                fichier=self.fichier,
                ligne=self.ligne,
                remede=_("Retirez-les, ou corrigez leur nom"),
                gravite="avertissement",
            )
