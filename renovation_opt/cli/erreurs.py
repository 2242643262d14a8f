"""Errors as a user reads them: every problem, one paragraph each, on stderr, then the exit code.

Answers for: ``montrer`` (our errors), ``montrer_usage`` (bad command lines), ``montrer_imprevue`` (the last resort).
Leaves to others: the messages of problems (errors.Probleme).
"""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Iterable
from typing import Any

import typer

from renovation_opt.cli.ecran import avertir, paragraphe
from renovation_opt.errors import EntreeInvalide, Probleme, ProgrammeImpossible, RenovationError
from renovation_opt.locale import _
from renovation_opt.rapports.typographie import INSECABLE

FauteUsage: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises for a bad command line, wherever it keeps the class."""
TRACE = "RENOVATION_OPT_TRACE"
CODE_ENTREE = 2
_RETRAIT = "  "


def montrer(erreur: RenovationError) -> int:
    """Write one of our errors; return its exit code."""
    if isinstance(erreur, EntreeInvalide):
        montrer_problemes(erreur.problemes)
    elif isinstance(erreur, ProgrammeImpossible):
        for ligne in erreur.diagnostic:
            marge = ligne[: len(ligne) - len(ligne.lstrip())]
            avertir(paragraphe(ligne.strip(), marge, f"{marge}{_RETRAIT}"))
    else:
        avertir(paragraphe(_("Erreur : {message}").format(message=_phrase(str(erreur))), suite=_RETRAIT))
    return erreur.code


def montrer_problemes(problemes: Iterable[Probleme]) -> None:
    """Write problems, errors first, one paragraph each, then how many there are."""
    tous = tuple(problemes)
    for probleme in tous:
        titre = _("Erreur : ") if probleme.gravite == "erreur" else _("Avertissement : ")
        avertir(paragraphe(titre.rstrip() + INSECABLE + probleme.texte(), suite=_RETRAIT))
    if len(tous) > 1:
        avertir(compte(tous))


def compte(problemes: Iterable[Probleme]) -> str:
    """Return how many errors and warnings there are."""
    gravites = [probleme.gravite for probleme in problemes]
    erreurs, avertissements = gravites.count("erreur"), gravites.count("avertissement")
    return _("Erreurs : {erreurs}. Avertissements : {avertissements}.").format(
        erreurs=erreurs, avertissements=avertissements
    )


def entree(message: str, lieu: str = "", **reste: Any) -> EntreeInvalide:  # noqa: ANN401 - the fields of Probleme
    """Return the error of one bad input."""
    return EntreeInvalide([Probleme(message, lieu, **reste)])


def montrer_usage(erreur: Exception) -> int:
    """Write what is wrong in a command line, and where its help is; return the exit code."""
    avertir(paragraphe(_("Erreur : {message}").format(message=_phrase(_usage(erreur))), suite=_RETRAIT))
    contexte = getattr(erreur, "ctx", None)
    commande = contexte.command_path if contexte is not None else "renovation-opt"
    avertir(paragraphe(_("Pour l'aide : {commande} --help").format(commande=commande)))
    return CODE_ENTREE


def montrer_imprevue(erreur: Exception) -> int:
    """Write an error that nobody foresaw, on one line; with RENOVATION_OPT_TRACE=1, everything known of it."""
    if os.environ.get(TRACE):
        avertir("".join(traceback.format_exception(erreur)).rstrip())
    detail = re.sub(r"\s+", " ", str(erreur)).strip()
    texte = _("Erreur imprévue : {genre} {detail}").format(genre=type(erreur).__name__, detail=detail)
    conseil = _("Pour le détail, relancez avec {trace}=1.").format(trace=TRACE)
    avertir(paragraphe(f"{_phrase(texte)} {conseil}", suite=_RETRAIT))
    return CODE_ENTREE


def _phrase(texte: str) -> str:
    """Return a text that ends with one full stop."""
    return texte if texte.endswith("…") else texte.rstrip(" .") + "."


def _usage(erreur: Any) -> str:  # noqa: ANN401 - the classes of typer are told by their names
    """Return the fault of a command line in the current language."""
    match type(erreur).__name__:
        case "MissingParameter":
            return _manque(erreur)
        case "NoSuchOption":
            return _option_inconnue(erreur)
        case "BadOptionUsage" if "does not take" in erreur.message:
            return _("l'option {nom} ne prend pas de valeur").format(nom=erreur.option_name)
        case "BadOptionUsage":
            return _("l'option {nom} attend une valeur").format(nom=erreur.option_name)
        case _:
            return str(erreur.message)


def _manque(erreur: Any) -> str:  # noqa: ANN401 - idem
    """Return which argument or option is missing."""
    parametre = erreur.param
    if parametre is None:
        return _("il manque un argument")
    if parametre.param_type_name == "argument":
        return _("il manque l'argument {nom}").format(nom=parametre.metavar or parametre.name)
    return _("il manque l'option {nom}").format(nom=parametre.opts[0])


def _option_inconnue(erreur: Any) -> str:  # noqa: ANN401 - idem
    """Return which option does not exist, and those that look like it."""
    texte = _("l'option {nom} n'existe pas").format(nom=erreur.option_name)
    if not erreur.possibilities:
        return texte
    return texte + _(" ; peut-être {propositions}").format(propositions=_(" ou ").join(sorted(erreur.possibilities)))
