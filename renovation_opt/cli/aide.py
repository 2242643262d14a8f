"""The help pages and the shape of the command line, in the language chosen.

Answers for: ``Commande`` and ``Groupe``: the classes that typer uses for our commands.
Leaves to others: the texts of each option (application), usage errors (erreurs).

Typer writes its own words (Usage, Options, errors) in English: the pages are therefore written here, plainly.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from renovation_opt.cli.ecran import interrompu, largeur, paragraphe
from renovation_opt.cli.erreurs import montrer
from renovation_opt.cli.langue import OPTION, extraire
from renovation_opt.errors import RenovationError
from renovation_opt.locale import LANGUES, _, choisir_langue
from renovation_opt.rapports.typographie import espaces

COLONNE, COLONNE_ETROITE = 26, 6
"""Where the explanations start; under the names when the terminal is narrow."""
ETROIT = 60


class Commande(TyperCommand):
    """One command."""

    allow_extra_args = True

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - a context of typer
        """Return the help page."""
        arguments = [p for p in self.get_params(ctx) if p.param_type_name == "argument"]
        usage = " ".join([ctx.command_path, _("[OPTIONS]"), *(_nom(a) for a in arguments)])
        return _page(usage, self.help or "", [(_("Arguments"), map(_rangee, arguments)), _options(self, ctx)])

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - a context of typer
        """Parse; one argument too many is said in the language chosen."""
        reste = super().parse_args(ctx, args)
        if reste and not ctx.resilient_parsing:
            ctx.fail(_("argument de trop : {arguments}").format(arguments=" ".join(map(str, reste))))
        return reste


class Groupe(TyperGroup):
    """The whole command line: ``--langue`` anywhere, our errors shown with their exit code."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - a context of typer
        """Return the help page."""
        usage = f"{ctx.command_path} {_('[OPTIONS] COMMANDE [ARGUMENTS]')}"
        commandes = [(nom, self.commands[nom].help or "") for nom in self.list_commands(ctx)]
        return _page(usage, self.help or "", [(_("Commandes"), commandes), _options(self, ctx)])

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - a context of typer
        """Return the commands in the order in which one meets them."""
        del ctx
        return list(self.commands)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - a context of typer
        """Take ``--langue`` out of the line, wherever it is."""
        reste, demandee = extraire(args)
        if demandee is not None:
            if demandee not in LANGUES:
                ctx.fail(_("{option} attend {langues}").format(option=OPTION, langues=_(" ou ").join(LANGUES)))
            choisir_langue(demandee)
        ctx.obj = demandee
        return super().parse_args(ctx, reste)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - a context of typer
        """Return the command named; one that does not exist is said with those that look like it."""
        if args[0] in self.commands or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        texte = _("la commande « {nom} » n'existe pas").format(nom=args[0])
        if proches := get_close_matches(args[0], self.commands):
            texte += _(" ; peut-être {propositions}").format(propositions=_(" ou ").join(proches))
        ctx.fail(texte)
        return None

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - a context of typer
        """Run the command; show our errors."""
        try:
            return super().invoke(ctx)
        except RenovationError as erreur:
            raise typer.Exit(montrer(erreur)) from None
        except KeyboardInterrupt:
            raise typer.Exit(interrompu()) from None


def sortir(code: int) -> None:
    """Leave with an exit code."""
    if code:
        raise typer.Exit(code)


def _page(usage: str, texte: str, sections: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> str:
    """Return a help page: usage, purpose, sections of (name, explanation)."""
    debut = _("Usage : ")
    blocs = [paragraphe(usage, espaces(debut)), *(paragraphe(p) for p in texte.split("\n\n") if p)]
    for titre, rangees in sections:
        lignes = [_definition(nom, explication) for nom, explication in rangees]
        if lignes:
            blocs.append("\n".join([espaces(titre + _(" :")), *lignes]))
    return "\n\n".join(blocs)


def _definition(nom: str, texte: str) -> str:
    """Return one name and its explanation, on the same line when the name is short."""
    colonne = COLONNE if largeur() >= ETROIT else COLONNE_ETROITE
    tete, marge = f"  {nom}", " " * colonne
    if len(tete) + 2 <= colonne:
        return paragraphe(texte, tete.ljust(colonne), marge)
    return f"{tete[: largeur()]}\n{paragraphe(texte, marge)}"


def _options(commande: Any, ctx: Any) -> tuple[str, list[tuple[str, str]]]:  # noqa: ANN401 - objects of typer
    """Return the section of options; ``--langue`` and ``--help`` are those of every command."""
    options = [p for p in commande.params if p.param_type_name == "option" and not p.hidden]
    communes = [
        (f"{OPTION} {'|'.join(LANGUES)}", _("Langue des messages et des rapports.")),
        (", ".join(ctx.help_option_names), _("Affiche cette aide.")),
    ]
    return _("Options"), [*map(_rangee, options), *communes]


def _rangee(parametre: Any) -> tuple[str, str]:  # noqa: ANN401 - a parameter of typer
    """Return the name and the explanation of a parameter."""
    return _nom(parametre), parametre.help or ""


def _nom(parametre: Any) -> str:  # noqa: ANN401 - a parameter of typer
    """Return a parameter as one types it."""
    if parametre.param_type_name == "argument":
        return str(parametre.metavar or parametre.name)
    noms = ", ".join(parametre.opts)
    return noms if parametre.is_flag or not parametre.metavar else f"{noms} {parametre.metavar}"
