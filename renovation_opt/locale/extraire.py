"""The messages of the code and the catalogue: ``python -m renovation_opt.locale.extraire`` brings ``en.po`` up to date.

Answers for: finding every ``_("…")`` of the package, adding to the catalogue what is missing, removing what is gone.
Leaves to others: translating (whoever writes a message), choosing a language (``renovation_opt.locale``).

Modules are read as text, never imported.  The file is sorted and has no date: same messages, same bytes.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import Formatter
from typing import NamedTuple

from babel.messages.pofile import normalize, read_po

from renovation_opt.locale import _

PAQUET = Path(__file__).parents[1]
CATALOGUE = Path(__file__).parent / "en.po"
_ENTETE = r"""msgid ""
msgstr ""
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"""


class Appel(NamedTuple):
    """One call of ``_``: its message, ``None`` when it is not a plain text, and its place."""

    message: str | None
    fichier: str
    ligne: int


def appels(paquet: Path = PAQUET) -> Iterator[Appel]:
    """Yield every call of ``_`` in the modules of a package."""
    for fichier in sorted(paquet.rglob("*.py")):
        lieu = fichier.relative_to(paquet.parent).as_posix()
        for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
            if isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Name) and noeud.func.id == "_":
                yield Appel(_texte(noeud), lieu, noeud.lineno)


def _texte(appel: ast.Call) -> str | None:
    """Return the text given to ``_``, ``None`` when it is computed."""
    match appel:
        case ast.Call(args=[ast.Constant(value=str(texte))], keywords=[]):
            return texte
        case _autre:
            return None


def messages(paquet: Path = PAQUET) -> list[str]:
    """Return the French messages of a package, sorted, each once."""
    return sorted({appel.message for appel in appels(paquet) if appel.message is not None})


def lire(chemin: Path = CATALOGUE) -> dict[str, str]:
    """Return French message -> translation, empty when it is not translated yet."""
    with chemin.open("rb") as fichier:
        lu = read_po(fichier, locale="en", abort_invalid=True)
    return {str(entree.id): str(entree.string or "") for entree in lu if entree.id}


def ecrire(traductions: Mapping[str, str], chemin: Path = CATALOGUE) -> None:
    """Write a catalogue, sorted by French message."""
    entrees = [
        f"\nmsgid {normalize(message, width=0)}\nmsgstr {normalize(traductions[message], width=0)}\n"
        for message in sorted(traductions)
    ]
    chemin.write_text(_ENTETE + "".join(entrees), encoding="utf-8")


def trous(message: str) -> list[str]:
    """Return the names between braces of a message, sorted: what ``format`` fills in."""
    return sorted(nom for _litteral, nom, _format, _conversion in Formatter().parse(message) if nom is not None)


def main(arguments: Sequence[str] = ()) -> int:
    """Bring the catalogue up to date and list what is to be translated; exit code 1 while something is.

    ``--verifier`` writes nothing.
    """
    avant = lire()
    apres = {message: avant.get(message, "") for message in messages()}
    if "--verifier" not in arguments:
        ecrire(apres)
    a_traduire = [message for message, traduction in apres.items() if not traduction]
    for message in a_traduire:
        sys.stderr.write(_("{fichier} : à traduire : {message}").format(fichier=CATALOGUE.name, message=message) + "\n")
    perime = "--verifier" in arguments and avant != apres
    if perime:
        sys.stderr.write(_("{fichier} n'est pas à jour. Lancez : make catalogue").format(fichier=CATALOGUE.name) + "\n")
    return int(bool(a_traduire) or perime)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
