"""Which language to speak, before anything is built: ``--langue``, then the locale, French by default.

Answers for: ``detecter``, ``extraire`` (the option ``--langue``, accepted anywhere on the line).
Leaves to others: speaking it (locale).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from renovation_opt.locale import LANGUES

OPTION = "--langue"
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def detecter(arguments: Sequence[str], environnement: Mapping[str, str]) -> str:
    """Return the language asked on the command line, else that of the locale."""
    _reste, demandee = extraire(arguments)
    return demandee if demandee in LANGUES else de_la_locale(environnement)


def extraire(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """Return the arguments without ``--langue X`` and X (empty when its value is missing, ``None`` when not asked)."""
    reste: list[str] = []
    demandee: str | None = None
    suite = iter(arguments)
    for mot in suite:
        if mot == "--":
            reste += [mot, *suite]
        elif mot == OPTION:
            demandee = next(suite, "")
        elif mot.startswith(f"{OPTION}="):
            demandee = mot.partition("=")[2]
        else:
            reste.append(mot)
    return reste, demandee


def de_la_locale(environnement: Mapping[str, str]) -> str:
    """Return the language of the first locale variable that is set; French when we do not speak it."""
    for nom in VARIABLES:
        if valeur := environnement.get(nom):
            code = valeur[:2].lower()
            return code if code in LANGUES else "fr"
    return "fr"
