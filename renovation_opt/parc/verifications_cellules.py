"""Checks that look at one cell at a time.

Answers for: missing values, numbers, bounds, allowed words, forms of codes, control characters.
Leaves to others: what a row or several rows say together (verifications_lignes).
Each function takes the Contexte and yields one Releve per column at fault; an empty cell is the business of
``valeurs_manquantes`` only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pyarrow.compute as pc

from renovation_opt.locale import _
from renovation_opt.parc.colonnes import COLONNES, NUMERIQUES, OUI_NON, PAR_NOM, Colonne
from renovation_opt.parc.contexte import Contexte, Masque, Releve
from renovation_opt.parc.mots import normaliser, proche

_CODES = tuple(colonne for colonne in COLONNES if colonne.type == "code")
_CHOIX = tuple(colonne for colonne in COLONNES if colonne.valeurs)
_VRAI = frozenset({"1", "o", "y", "yes", "vrai", "true", "x"})
_FAUX = frozenset({"0", "n", "no", "faux", "false"})
_CONTROLE = r"\p{Cc}"


def _corriger() -> str:
    return _("Corrigez la ligne ou excluez le lot")


def valeurs_manquantes(contexte: Contexte) -> Iterator[Releve]:
    """Find mandatory cells left empty."""
    for colonne in COLONNES:
        if colonne.obligatoire and colonne.nom not in contexte.absentes:
            yield Releve(
                colonne.nom,
                contexte.cellules[colonne.nom].vides,
                _("la valeur manque"),
                _("Complétez la ligne ou excluez le lot"),
                attendu=colonne.attendu,
            )


def nombres_illisibles(contexte: Contexte) -> Iterator[Releve]:
    """Find cells that should be finite numbers and are not."""
    for colonne in NUMERIQUES:
        fautes = np.isnan(contexte.nombres[colonne.nom]) & contexte.remplies(colonne.nom)
        infinis = fautes & contexte.cellules[colonne.nom].motif(r"^(?i:[+-]?(nan|inf|infinity)|.*[0-9]e\+?[0-9]{3,4})$")
        attendu = colonne.attendu
        yield Releve(colonne.nom, fautes & ~infinis, _("ce n'est pas un nombre"), _sans_unite(), attendu)
        yield Releve(colonne.nom, infinis, _("le nombre n'est pas fini"), _corriger(), attendu)


def _sans_unite() -> str:
    return _("Écrivez un nombre seul, sans unité ni espace")


def hors_bornes(contexte: Contexte) -> Iterator[Releve]:
    """Find numbers below or above the bounds of their column."""
    for colonne in NUMERIQUES:
        if colonne.bornes is None:
            continue
        valeurs = contexte.nombres[colonne.nom]
        bas, haut = colonne.bornes.minimum, colonne.bornes.maximum
        contre_nature = np.zeros(len(valeurs), dtype=bool)
        if colonne.plancher is not None:
            contre_nature = (valeurs <= 0) & (valeurs < bas)
            yield Releve(colonne.nom, contre_nature, colonne.plancher(), _corriger())
        fautes = ((valeurs < bas) | (valeurs > haut)) & ~contre_nature
        yield Releve(colonne.nom, fautes, _("valeur hors des bornes"), _remede_bornes(colonne), colonne.attendu)


def _remede_bornes(colonne: Colonne) -> str:
    if colonne.type == "part":
        return _("Écrivez une part, et non un pourcentage : 0.35 pour 35 %")
    return _corriger()


def comptes_non_entiers(contexte: Contexte) -> Iterator[Releve]:
    """Find counts with decimals."""
    for colonne in NUMERIQUES:
        if colonne.type == "entier":
            valeurs = contexte.nombres[colonne.nom]
            fautes = np.isfinite(valeurs) & (valeurs != np.floor(valeurs)) & (valeurs > 0)
            yield Releve(colonne.nom, fautes, _("un compte est entier"), _corriger(), colonne.attendu)


def mots_inconnus(contexte: Contexte) -> Iterator[Releve]:
    """Find cells that are not one of the words of their column."""
    for colonne in _CHOIX:
        cellules = contexte.cellules[colonne.nom]
        fautes = ~cellules.egales("", *colonne.valeurs)
        remede: Callable[[int], str] = partial(_remede_mot, contexte, colonne)
        yield Releve(colonne.nom, fautes, _("valeur inconnue"), remede, colonne.attendu)


def _remede_mot(contexte: Contexte, colonne: Colonne, i: int) -> str:
    """Suggest the word that was meant."""
    mot = contexte.cellules[colonne.nom][i]
    if colonne.valeurs == OUI_NON and normaliser(mot) in _VRAI | _FAUX:
        propose = OUI_NON[normaliser(mot) in _FAUX]
    else:
        propose = proche(mot, colonne.valeurs)
    return _("Vouliez-vous dire « {mot} » ? Écrivez-le ainsi").format(mot=propose) if propose else _corriger()


def codes_mal_formes(contexte: Contexte) -> Iterator[Releve]:
    """Find codes that would break a file name or the name of an opération, INSEE and SIREN codes of a wrong form."""
    for colonne in _CODES:
        cellules = contexte.cellules[colonne.nom]
        longs = cellules.par_valeur(pc.greater(pc.utf8_length(cellules.valeurs), colonne.longueur_max or 1000))
        fautes = ~cellules.motif(rf"\A(?:{colonne.motif})?\z") & ~cellules.motif(_CONTROLE)
        propose: Callable[[int], str] = partial(_remede_code, contexte, colonne)
        yield Releve(colonne.nom, fautes & ~longs, _("le code est mal formé"), propose, colonne.attendu)
        longueur = _("{nombre} caractères au plus").format(nombre=colonne.longueur_max)
        yield Releve(colonne.nom, longs, _("le code est trop long"), _("Raccourcissez le code"), longueur)


def _remede_code(contexte: Contexte, colonne: Colonne, i: int) -> str:
    """Suggest the same code, cleaned, when that is enough to make it right."""
    code = contexte.cellules[colonne.nom][i]
    if colonne.nom == "code_insee" and re.fullmatch(r"[0-9]{4}", code):
        return _("Écrivez « 0{code} » : un tableur a retiré le zéro initial").format(code=code)
    if not colonne.longueur_max:
        propre = re.sub(r"\.0+$|\s", "", code)
    else:
        propre = re.sub(r"[^\w./-]+" if colonne.nom == "lot_id" else r"[^\w.-]+", "_", code.strip())
        propre = re.sub(r"\.{2,}", ".", propre).strip("._-/")
    convient = re.fullmatch(colonne.motif.replace(r"\p{L}", r"\w"), propre)
    return _("Écrivez par exemple « {code} »").format(code=propre) if convient and propre != code else _corriger()


def caracteres_de_controle(contexte: Contexte) -> Iterator[Releve]:
    """Find tabs, line ends and other invisible characters inside texts and codes."""
    for colonne in COLONNES:
        if colonne.type in {"code", "texte"}:
            fautes: Masque = contexte.cellules[colonne.nom].motif(_CONTROLE)
            message = _("un caractère de contrôle est caché dans le texte")
            yield Releve(colonne.nom, fautes, message, _("Retirez-le"), PAR_NOM[colonne.nom].attendu)


def cellules_par_defaut(contexte: Contexte) -> Iterator[tuple[str, int]]:
    """Yield optional columns with some cells left empty, where a default is taken: name and number of cells."""
    for colonne in COLONNES:
        if colonne.defaut and (nombre := int(contexte.cellules[colonne.nom].vides.sum())):
            yield colonne.nom, nombre
