"""``models/formulation.md``: the mathematics, pulled from the docstrings of the code.

Answers for: finding the documented equations, ordering them, the page and the command that writes it.
Leaves to others: every word of the equations (docstrings), units of the symbols (lexique).

Modules are read as text, never imported.  An equation is a function or class whose docstring starts with its tag:
(C1) to (C17) constraints, (O1) to (O3) and (manque) objectives, (D1), (D2)... decomposition, in ``moteur``.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from renovation_opt.formulation.lexique import ENSEMBLES, PARAMETRES, VARIABLES
from renovation_opt.locale import _

PAQUET = Path(__file__).parents[1]
PAGE = PAQUET.parent / "models" / "formulation.md"
MODELE = ("montage.py", "couplage/*.py", "formulation/*.py")
"""Where the constraints and objectives are written."""
DECOMPOSITION = ("moteur/**/*.py",)
"""Where the chapter on the decomposition is written: blocks, coupling rows, pricing, Lagrangian bound."""

_PHRASE = re.compile(r"\((?P<tag>[A-Z]\d+|manque)\) (?P<phrase>.+)")
_NOTES = re.compile(r"^\w[\w, ]*: |\b(?:Unit|Source|Audit): ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Equation:
    """One documented equation: tag, function, module, sentence, equation lines, notes (units, source, audit)."""

    tag: str
    nom: str
    module: str
    phrase: str
    formule: str
    notes: str

    @property
    def rang(self) -> tuple[str, int]:
        """Order on the page: letter, then number."""
        return self.tag[0], int("".join(filter(str.isdigit, self.tag)) or 0)


def equations(motifs: Sequence[str], paquet: Path = PAQUET) -> list[Equation]:
    """Return the equations of the modules that match, by tag, then in the order of the code."""
    fichiers = [fichier for motif in motifs for fichier in sorted(paquet.glob(motif))]
    return sorted((e for fichier in fichiers for e in _lire(fichier, paquet)), key=lambda e: e.rang)


def _lire(fichier: Path, paquet: Path) -> Iterator[Equation]:
    """Yield the equations of one module."""
    module = ".".join(fichier.relative_to(paquet.parent).with_suffix("").parts)
    for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
        if isinstance(noeud, ast.FunctionDef | ast.ClassDef):
            entete, _saut, corps = (ast.get_docstring(noeud) or "").partition("\n")
            if lu := _PHRASE.fullmatch(entete):
                yield Equation(lu["tag"], noeud.name, module, lu["phrase"], *_partager(corps.strip("\n")))


def _partager(corps: str) -> tuple[str, str]:
    """Return (equation, notes): the notes start at the first ``Unit:``, ``Source:`` or definition of symbols."""
    trouve = _NOTES.search(corps)
    coupe = trouve.start() if trouve else len(corps)
    return corps[:coupe].rstrip(), " ".join(corps[coupe:].split())


def page(paquet: Path = PAQUET) -> str:
    """Return the whole page."""
    modele = equations(MODELE, paquet)
    contraintes = [e for e in modele if e.tag.startswith("C")]
    objectifs = [e for e in modele if not e.tag.startswith("C")]
    morceaux = [
        _ENTETE,
        _table("Sets", ("index", "set", "meaning", "in the Instance"), ENSEMBLES),
        _table("Parameters", ("symbol", "unit", "meaning", "in the Instance"), PARAMETRES),
        _table("Variables", ("symbol", "unit", "meaning", "name in the LP file"), VARIABLES),
        _chapitre("Constraints", contraintes),
        _chapitre("Objectives", objectifs),
    ]
    if decomposition := equations(DECOMPOSITION, paquet):
        morceaux.append(_chapitre("Decomposition", decomposition))
    return "\n".join(morceaux)


_ENTETE = """# Formulation

Generated from the docstrings by `python -m renovation_opt.formulation.document`; do not edit.
The list of what is in the model is `renovation_opt/formulation/model.py`.
"""


def _table(titre: str, colonnes: Sequence[str], lignes: Sequence[Sequence[str]]) -> str:
    """Return a chapter with one table."""
    rangees = [colonnes, ["---"] * len(colonnes), *lignes]
    return f"## {titre}\n\n" + "".join(f"| {' | '.join(rangee)} |\n" for rangee in rangees)


def _chapitre(titre: str, contenu: Sequence[Equation]) -> str:
    """Return a chapter with one section per equation."""
    return f"## {titre}\n\n" + "\n".join(_section(e) for e in contenu)


def _section(e: Equation) -> str:
    """Return the section of one equation."""
    formule = f"\n```text\n{e.formule}\n```\n" if e.formule else ""
    notes = f"\n{e.notes}\n" if e.notes else ""
    return f"### {e.tag} `{e.nom}`\n\n{e.phrase}\n{formule}{notes}\nCode: `{e.module}`.\n"


def main(arguments: Sequence[str]) -> int:
    """Write the page, or with ``--verifier`` only say whether it is up to date (exit code 1 when it is not)."""
    attendu = page()
    if "--verifier" not in arguments:
        PAGE.write_text(attendu, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == attendu:
        return 0
    sys.stderr.write(
        _("models/formulation.md n'est pas à jour. Lancez : python -m renovation_opt.formulation.document") + "\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
