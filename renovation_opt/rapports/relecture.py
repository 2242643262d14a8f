"""Reading a written programme back, to audit euros as they were written.

Answers for: ``lire_programme`` (``programme.csv`` in either style -> Programme) and ``fichiers_modifies`` (what no
longer matches the manifest).  The plan of an opération is rebuilt from its lines: its chantier, which each of them
repeats, and the bouquet of each lot.
Leaves to others: judging the figures (audit).  Every problem of the file is reported, with line and column.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.instance import PARTIS
from renovation_opt.locale import _
from renovation_opt.programme import Ligne, PlanOperation, Programme
from renovation_opt.rapports.fichiers_csv import BOM, Style, deproteger, separateur
from renovation_opt.rapports.fichiers_json import empreinte
from renovation_opt.rapports.remplacement import MANIFESTE
from renovation_opt.rapports.tables.programme import colonnes_programme

FICHIER = "programme.csv"
_ENTIER = re.compile(r"-?[0-9]{1,15}")
_FONDS = re.compile(r"aide_(.+)_eur")


def lire_programme(dossier: Path, fonds: Sequence[str] | None = None) -> Programme:
    """Return the programme written in ``dossier``; ``fonds``: codes expected, in order (those of the file otherwise).

    Raises EntreeInvalide with every missing column, bad number or contradictory line.
    """
    lecteur = _Lecteur(*_cellules(dossier), fonds)
    lues = lecteur.lues()
    plans = lecteur.plans(lues)
    if lecteur.problemes:
        raise EntreeInvalide(lecteur.problemes)
    tries = sorted((lue.ligne for lue in lues), key=lambda ligne: (ligne.annee, ligne.operation, ligne.lot))
    return Programme(tuple(sorted(plans)), tuple(tries))


def fichiers_modifies(dossier: Path) -> tuple[str, ...]:
    """Return the files of a report that are missing or differ from its manifest, sorted."""
    try:
        sorties = json.loads((dossier / MANIFESTE).read_text(encoding="utf-8"))["sorties"]
        attendus = {str(chemin): str(somme) for chemin, somme in sorties.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as erreur:
        manque = Probleme(_("le manifeste du rapport est absent ou illisible"), MANIFESTE, remede=_remede())
        raise EntreeInvalide([manque]) from erreur
    return tuple(sorted(c for c, somme in attendus.items() if _empreinte(dossier / c) != somme))


def _empreinte(fichier: Path) -> str:
    """Return the SHA-256 of a file, nothing when there is none."""
    return empreinte(fichier.read_bytes()) if fichier.is_file() else ""


def _cellules(dossier: Path) -> tuple[list[tuple[int, list[str]]], Style]:
    """Return the rows (line number, cells) of the file, header first, and its style."""
    try:
        texte = (dossier / FICHIER).read_bytes().decode()
    except OSError as erreur:
        absent = Probleme(_("le programme est introuvable"), str(dossier / FICHIER), remede=_remede())
        raise EntreeInvalide([absent]) from erreur
    except UnicodeDecodeError as erreur:
        codage = Probleme(_("le fichier n'est pas en UTF-8"), FICHIER, remede=_remede())
        raise EntreeInvalide([codage]) from erreur
    corps = texte.removeprefix(BOM)
    style: Style = "fr" if ";" in corps.partition("\n")[0] else "standard"
    lecteur = csv.reader(io.StringIO(corps, newline=""), delimiter=separateur(style), strict=True)
    try:
        rangees = [(lecteur.line_num, rangee) for rangee in lecteur if rangee]
    except csv.Error as erreur:
        casse = Probleme(_("le fichier n'est pas un CSV lisible"), FICHIER, lecteur.line_num, remede=_remede())
        raise EntreeInvalide([casse]) from erreur
    return rangees, style


@dataclass(frozen=True, slots=True)
class _Lue:
    """One row read: where, what is written in it of the chantier, and its line."""

    numero: int
    debut: int
    duree: int
    ligne: Ligne

    @property
    def decisions(self) -> dict[str, int | str]:
        """What every row of one opération repeats, by column."""
        ligne = self.ligne
        return {"debut": self.debut, "duree": self.duree, "parti": ligne.parti, "montage": ligne.montage}


@dataclass
class _Lecteur:
    """Reads rows and collects problems."""

    rangees: list[tuple[int, list[str]]]
    style: Style
    fonds: Sequence[str] | None

    def __post_init__(self) -> None:
        """Read the header: without it nothing can be read."""
        self.problemes: list[Probleme] = []
        entete = self.rangees[0][1] if self.rangees else []
        lus = [m[1] for nom in entete if (m := _FONDS.fullmatch(nom))]
        self.codes = list(lus if self.fonds is None else self.fonds)
        self.colonnes = {nom: j for j, nom in enumerate(colonnes_programme(self.codes))}
        if entete != list(self.colonnes):
            raise EntreeInvalide(list(self._fautes_entete(entete)))

    def _fautes_entete(self, entete: list[str]) -> Iterator[Probleme]:
        """Yield what is wrong in the header."""
        for nom in self.colonnes:
            if nom not in entete:
                yield Probleme(_("une colonne manque"), FICHIER, 1, cle=nom, remede=_remede())
        for j, nom in enumerate(entete, start=1):
            if nom not in self.colonnes or nom in entete[: j - 1]:
                yield Probleme(_("une colonne est de trop"), FICHIER, 1, j, trouve=nom, remede=_remede())
        if sorted(entete) == sorted(self.colonnes):
            attendu = ", ".join(self.colonnes)
            yield Probleme(_("l'ordre des colonnes a changé"), FICHIER, 1, attendu=attendu, remede=_remede())

    def lues(self) -> list[_Lue]:
        """Return the rows that can be read."""
        lues = [self._lue(numero, rangee) for numero, rangee in self.rangees[1:]]
        return [lue for lue in lues if lue is not None]

    def _lue(self, numero: int, rangee: list[str]) -> _Lue | None:
        """Return one row; None (and a problem) when its cells cannot be read."""
        if len(rangee) != len(self.colonnes):
            faute = _("la ligne a {n} cellules").format(n=len(rangee))
            attendu = _("{n} cellules").format(n=len(self.colonnes))
            self.problemes.append(Probleme(faute, FICHIER, numero, attendu=attendu, remede=_remede()))
            return None
        deja = len(self.problemes)
        ligne = self._ligne(numero, rangee)
        debut, duree = self._entier(numero, rangee, "debut"), self._entier(numero, rangee, "duree", minimum=1)
        if len(self.problemes) == deja and not debut <= ligne.annee < debut + duree:
            attendu = _("une année de {debut} à {fin}").format(debut=debut, fin=debut + duree - 1)
            self._faute(numero, "annee", str(ligne.annee), _("cette année est hors du chantier"), attendu)
        return _Lue(numero, debut, duree, ligne) if len(self.problemes) == deja else None

    def _ligne(self, numero: int, rangee: list[str]) -> Ligne:
        """Return the line of one row; what cannot be read is a problem."""
        aides = tuple(self._entier(numero, rangee, f"aide_{code}_eur") for code in self.codes)
        return Ligne(
            annee=self._entier(numero, rangee, "annee"),
            operation=self._texte(numero, rangee, "operation"),
            lot=self._texte(numero, rangee, "lot_id"),
            bouquet=self._texte(numero, rangee, "bouquet"),
            parti=self._parti(numero, rangee),
            montage=self._texte(numero, rangee, "montage"),
            logements=self._entier(numero, rangee, "logements", minimum=1),
            travaux_eur=self._entier(numero, rangee, "travaux_eur"),
            espaces_publics_eur=self._entier(numero, rangee, "espaces_publics_eur"),
            aides_eur=aides,
            fonds_propres_eur=self._entier(numero, rangee, "fonds_propres_eur", minimum=None),
        )

    def _texte(self, numero: int, rangee: list[str], nom: str) -> str:
        """Return a text that may not be empty."""
        valeur = deproteger(rangee[self.colonnes[nom]], self.style)
        if not valeur:
            self._faute(numero, nom, valeur, _("la cellule est vide"), _("un texte"))
        return valeur

    def _parti(self, numero: int, rangee: list[str]) -> str:
        """Return a known parti."""
        valeur = self._texte(numero, rangee, "parti")
        if valeur and valeur not in PARTIS:
            self._faute(numero, "parti", valeur, _("ce parti est inconnu"), _(" ou ").join(PARTIS))
        return valeur

    def _entier(self, numero: int, rangee: list[str], nom: str, minimum: int | None = 0) -> int:
        """Return an integer; 0 (and a problem) when there is none."""
        valeur = rangee[self.colonnes[nom]]
        if not _ENTIER.fullmatch(valeur):
            self._faute(numero, nom, valeur, _("ce n'est pas un nombre entier"), _("un entier, sans espace"))
            return 0
        if minimum is not None and int(valeur) < minimum:
            faute = _("le nombre est trop petit")
            self._faute(numero, nom, valeur, faute, _("au moins {minimum}").format(minimum=minimum))
        return int(valeur)

    def _faute(self, numero: int, nom: str, trouve: str, message: str, attendu: str) -> None:
        """Keep one problem."""
        colonne = self.colonnes[nom] + 1
        self.problemes.append(Probleme(message, FICHIER, numero, colonne, nom, trouve or "«»", attendu, _remede()))

    def plans(self, lues: Iterable[_Lue]) -> list[PlanOperation]:
        """Return the plan of each opération; rows that contradict an earlier one are problems."""
        groupes: dict[str, list[_Lue]] = {}
        deja: set[tuple[str, str, int]] = set()
        for lue in lues:
            ligne = lue.ligne
            groupe = groupes.setdefault(ligne.operation, [])
            self._contradictions(lue, groupe)
            cle = (ligne.operation, ligne.lot, ligne.annee)
            if cle in deja:
                double, attendu = _("cette ligne est en double"), _("une ligne par lot et année")
                self._faute(lue.numero, "lot_id", ligne.lot, double, attendu)
            deja.add(cle)
            groupe.append(lue)
        return [_plan(groupe) for groupe in groupes.values()]

    def _contradictions(self, lue: _Lue, groupe: list[_Lue]) -> None:
        """Report a chantier, a montage or a bouquet that changes inside one opération."""
        if not groupe:
            return
        for nom, attendu in groupe[0].decisions.items():
            if (trouve := lue.decisions[nom]) != attendu:
                faute = _("la valeur change au sein de l'opération")
                self._faute(lue.numero, nom, str(trouve), faute, str(attendu))
        bouquet = lue.ligne.bouquet
        attendu = next((autre.ligne.bouquet for autre in groupe if autre.ligne.lot == lue.ligne.lot), bouquet)
        if attendu != bouquet:
            self._faute(lue.numero, "bouquet", bouquet, _("le bouquet change au sein du lot"), attendu)


def _remede() -> str:
    """Return what to do with a file that cannot be trusted."""
    return _("Relancez `resoudre`, ou remettez le fichier tel qu'il a été écrit")


def _plan(lues: list[_Lue]) -> PlanOperation:
    """Return the plan that the rows of one opération repeat."""
    lue = lues[0]
    bouquets = tuple(sorted({(autre.ligne.lot, autre.ligne.bouquet) for autre in lues}))
    return PlanOperation(lue.ligne.operation, lue.debut, lue.duree, lue.ligne.parti, lue.ligne.montage, bouquets)
