"""The glossary knows every word of the scenarios, the hypotheses, the parc and the programme, and no other."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import pytest

from renovation_opt import parc, schemas
from renovation_opt.couplage.base import Mesure
from renovation_opt.instance import OBJECTIFS, PARTIS
from renovation_opt.programme import Limite, Statut
from renovation_opt.rapports.tables.programme import colonnes_programme
from renovation_opt.schemas.modele import Modele

RACINE = Path(__file__).parents[1]
ENUMS: tuple[type[StrEnum], ...] = (Statut, Limite, Mesure)


def _rangees() -> Iterator[list[str]]:
    """Yield the cells of each row of the tables."""
    for ligne in (RACINE / "docs" / "glossaire.md").read_text(encoding="utf-8").splitlines():
        if ligne.startswith("|") and not ligne.startswith(("| terme", "|---")):
            yield [cellule.strip() for cellule in ligne.strip("|").split("|")]


def _termes() -> list[str]:
    """Return the words between backquotes of the first column."""
    return [mot for cellules in _rangees() for mot in re.findall(r"`([^`]+)`", cellules[0])]


def _modeles(base: type[Modele] = Modele) -> Iterator[type[Modele]]:
    """Yield every schema."""
    for nom in pkgutil.iter_modules(schemas.__path__, f"{schemas.__name__}."):
        importlib.import_module(nom.name)
    for modele in base.__subclasses__():
        yield modele
        yield from _modeles(modele)


def _litteraux(annotation: Any) -> Iterator[str]:  # noqa: ANN401 - any annotation
    """Yield the words of the Literals of an annotation."""
    for argument in get_args(annotation):
        if isinstance(argument, str):
            yield argument
        else:
            yield from _litteraux(argument)


def _mots() -> dict[str, set[str]]:
    """Return what the glossary must hold, by origin."""
    champs = [(nom, champ) for modele in _modeles() for nom, champ in modele.model_fields.items()]
    return {
        "clés du YAML": {nom for nom, _champ in champs},
        "valeurs du YAML": {mot for _nom, champ in champs for mot in _litteraux(champ.annotation)},
        "colonnes du parc": set(parc.NOMS),
        "valeurs du parc": {valeur for colonne in parc.COLONNES for valeur in colonne.valeurs},
        "colonnes de programme.csv": {mot.replace("aide_f_eur", "aide_<financement>_eur") for mot in _programme()},
        "valeurs du code": {*PARTIS, *OBJECTIFS, *(membre.value for enum in ENUMS for membre in enum)},
    }


def _programme() -> tuple[str, ...]:
    return colonnes_programme(["f"])


@pytest.mark.parametrize("origine", _mots())
def test_rien_ne_manque(origine: str) -> None:
    """Every word of this origin has its row in docs/glossaire.md."""
    assert sorted(_mots()[origine] - set(_termes())) == []


def test_un_mot_une_idee() -> None:
    """No word has two rows."""
    doubles = [mot for mot, fois in Counter(_termes()).items() if fois > 1]

    assert doubles == []


def test_chaque_mot_est_traduit_et_situe() -> None:
    """Every row has three cells, none empty."""
    assert [cellules for cellules in _rangees() if len(cellules) != 3 or not all(cellules)] == []


def test_rien_de_perime() -> None:
    """Every word of the glossary is still a word of the code."""
    code = "\n".join(fichier.read_text(encoding="utf-8") for fichier in (RACINE / "renovation_opt").rglob("*.py"))
    connus = set(re.findall(r"\w+", code)) | {"aide_<financement>_eur"}

    assert [mot for mot in _termes() if mot not in connus] == []
