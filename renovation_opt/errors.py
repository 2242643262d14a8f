"""The errors a user may meet, and the form of their messages.

Answers for: one small hierarchy, the ladder of a message (what is wrong, where, found, expected, remedy).
Leaves to others: printing (cli) and the exit code, which each class carries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from renovation_opt.locale import _

Gravite = Literal["erreur", "avertissement"]


@dataclass(frozen=True, slots=True)
class Probleme:
    """One problem of an input, as a user must read it.

    ``message`` says what is wrong, ``remede`` what to do; both are already translated.
    ``cle`` is the dotted YAML path or the CSV column; ``ligne`` and ``colonne`` count from 1.
    """

    message: str
    fichier: str = ""
    ligne: int | None = None
    colonne: int | None = None
    cle: str = ""
    trouve: str = ""
    attendu: str = ""
    remede: str = ""
    gravite: Gravite = "erreur"

    def texte(self) -> str:
        """Return the message on one line: place, key = value found, fault, expectation, remedy."""
        morceaux = [m for m in (self._lieu(), self._cle()) if m]
        phrase = _phrase(self.message)
        if self.attendu:
            phrase += " " + _("Attendu : {attendu}.").format(attendu=self.attendu.rstrip("."))
        if self.remede:
            phrase += " " + _phrase(self.remede)
        return (", ".join(morceaux) + _(" : ") if morceaux else "") + phrase

    def _lieu(self) -> str:
        lieu = self.fichier
        if self.ligne is not None:
            lieu += _(", ligne {ligne}").format(ligne=self.ligne)
        if self.colonne is not None:
            lieu += _(", colonne {colonne}").format(colonne=self.colonne)
        return lieu.removeprefix(", ")

    def _cle(self) -> str:
        return f"{self.cle} = {self.trouve}" if self.cle and self.trouve else self.cle or self.trouve


def _phrase(texte: str) -> str:
    """Return the text with its full stop, unless it ends as a question or an exclamation."""
    texte = texte.rstrip(".")
    return texte if texte.endswith(("?", "!")) else texte + "."


class RenovationError(Exception):
    """Base of every error shown to a user; ``code`` is the exit code of the command line."""

    code: ClassVar[int] = 2


class EntreeInvalide(RenovationError):
    """Bad input: carries every problem found, errors first."""

    def __init__(self, problemes: Sequence[Probleme]) -> None:
        """Keep the problems, in order of file and line."""
        self.problemes = tuple(
            sorted(problemes, key=lambda p: (p.gravite != "erreur", p.fichier, p.ligne or 0, p.colonne or 0, p.cle))
        )
        super().__init__("\n".join(p.texte() for p in self.problemes))


class ProgrammeImpossible(RenovationError):
    """No programme satisfies the hard statements; ``diagnostic`` lists what conflicts and the least relaxation."""

    code: ClassVar[int] = 1

    def __init__(self, diagnostic: Sequence[str]) -> None:
        """Keep the lines of the diagnosis."""
        self.diagnostic = tuple(diagnostic)
        super().__init__("\n".join(self.diagnostic))


class ArretSansProgramme(RenovationError):
    """Stopped by time or by the user before any programme was found."""

    code: ClassVar[int] = 3


class AuditRefuse(RenovationError):
    """An audit found a broken rule: the programme is not shown as valid."""

    code: ClassVar[int] = 1
