"""The commands about trade-offs: ``pareto``, ``sans-regret``, ``expliquer``.

Answers for: their arguments, options and help, read once the language is known (see application).
Leaves to others: what each command does, imported only when it runs.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from renovation_opt.cli.aide import Commande, sortir
from renovation_opt.cli.options import lire_entier
from renovation_opt.locale import _


def ajouter_compromis(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("pareto", cls=Commande, help=_("Trace la frontière des trois objectifs et y choisit un programme."))(
        pareto
    )
    app.command("sans-regret", cls=Commande, help=_("Dit quelles cités sont dans tous les bons programmes."))(
        sans_regret
    )
    app.command("expliquer", cls=Commande, help=_("Dit pourquoi une cité est au programme, ou ce qui l'en écarte."))(
        expliquer
    )


def pareto(  # noqa: PLR0913 - the options of a command
    contexte: typer.Context,
    scenario: Annotated[
        Path,
        typer.Argument(
            metavar="SCENARIO|DOSSIER", help=_("Fichier YAML du scénario, ou frontière déjà écrite par « pareto ».")
        ),
    ],
    points: Annotated[str, typer.Option(metavar="N", help=_("Points de la frontière, au plus ; au moins 4."))] = "30",
    choisir: Annotated[
        str | None,
        typer.Option(
            metavar="CONDITIONS",
            help=_("« energie >= 95 % et mixite >= 2 ménages » : écrit le rapport du meilleur point qui les passe."),
        ),
    ] = None,
    tolerance: Annotated[
        str, typer.Option(metavar="'2 %'", help=_("Marge en dessous de laquelle un point est dit non dominé, prouvé."))
    ] = "2 %",
    sortie: Annotated[
        Path | None,
        typer.Option(
            metavar="DOSSIER",
            help=_("Dossier à écrire, reports/<nom>-pareto par défaut ; un calcul interrompu y reprend."),
        ),
    ] = None,
    csv: Annotated[str, option_csv()] = "standard",
    ecart: Annotated[str | None, option_ecart()] = None,
    temps: Annotated[str | None, option_temps()] = None,
    tours: Annotated[str | None, option_tours()] = None,
    json: Annotated[bool, option_json()] = False,  # noqa: FBT002 - a flag
    silencieux: Annotated[bool, option_silence()] = False,  # noqa: FBT002 - a flag
) -> None:
    """Trace a frontier."""
    from renovation_opt.cli.analyses import lire_demande, lire_part
    from renovation_opt.cli.pareto import DemandePareto, tracer_frontiere

    commune = lire_demande(contexte.obj, sortie, csv, (ecart, temps, tours), json=json, silencieux=silencieux)
    demande = DemandePareto(
        commune, lire_entier("--points", points, 4), float(lire_part("--tolerance", tolerance)), choisir
    )
    sortir(tracer_frontiere(scenario, demande))


def sans_regret(  # noqa: PLR0913 - the options of a command
    contexte: typer.Context,
    scenario: Annotated[Path, typer.Argument(metavar="SCENARIO", help=_("Fichier YAML du scénario."))],
    points: Annotated[str, typer.Option(metavar="N", help=_("Points de la frontière, au plus ; au moins 4."))] = "12",
    proches: Annotated[
        str,
        typer.Option(metavar="N", help=_("Programmes presque aussi bons et les plus différents possible, au plus.")),
    ] = "6",
    perte: Annotated[
        str, typer.Option(metavar="'2 %'", help=_("Ce que ceux-là peuvent perdre sur l'objectif du scénario."))
    ] = "2 %",
    socle: Annotated[
        str, typer.Option(metavar="'90 %'", help=_("Part des programmes à partir de laquelle une cité est du socle."))
    ] = "90 %",
    hors: Annotated[
        str, typer.Option(metavar="'10 %'", help=_("Part des programmes jusqu'à laquelle une cité est hors programme."))
    ] = "10 %",
    sortie: Annotated[
        Path | None,
        typer.Option(
            metavar="DOSSIER",
            help=_("Dossier à écrire, reports/<nom>-sans-regret par défaut ; un calcul interrompu y reprend."),
        ),
    ] = None,
    csv: Annotated[str, option_csv()] = "standard",
    ecart: Annotated[str | None, option_ecart()] = None,
    temps: Annotated[str | None, option_temps()] = None,
    tours: Annotated[str | None, option_tours()] = None,
    json: Annotated[bool, option_json()] = False,  # noqa: FBT002 - a flag
    silencieux: Annotated[bool, option_silence()] = False,  # noqa: FBT002 - a flag
) -> None:
    """Find no-regret cités."""
    from renovation_opt.cli.analyses import lire_demande, lire_part
    from renovation_opt.cli.sans_regret import DemandeSansRegret, comparer_presences, lire_seuils

    commune = lire_demande(contexte.obj, sortie, csv, (ecart, temps, tours), json=json, silencieux=silencieux)
    demande = DemandeSansRegret(
        commune,
        lire_entier("--points", points, 4),
        lire_entier("--proches", proches, 0),
        lire_part("--perte", perte),
        lire_seuils(lire_part("--socle", socle), lire_part("--hors", hors)),
    )
    sortir(comparer_presences(scenario, demande))


def expliquer(  # noqa: PLR0913 - the options of a command
    contexte: typer.Context,
    scenario: Annotated[Path, typer.Argument(metavar="SCENARIO", help=_("Fichier YAML du scénario."))],
    cite: Annotated[
        str, typer.Argument(metavar="CITE", help=_("Code ou nom d'une cité, ou code d'une opération (cite/bailleur)."))
    ],
    leviers: Annotated[
        str,
        typer.Option(metavar="N", help=_("Énoncés du scénario essayés un à un pour faire entrer la cité, au plus.")),
    ] = "4",
    ecart: Annotated[str | None, option_ecart()] = None,
    temps: Annotated[str | None, option_temps()] = None,
    tours: Annotated[str | None, option_tours()] = None,
    json: Annotated[bool, option_json()] = False,  # noqa: FBT002 - a flag
    silencieux: Annotated[bool, option_silence()] = False,  # noqa: FBT002 - a flag
) -> None:
    """Explain a cité."""
    from renovation_opt.cli.analyses import lire_demande
    from renovation_opt.cli.expliquer import expliquer_cite

    commune = lire_demande(contexte.obj, None, "standard", (ecart, temps, tours), json=json, silencieux=silencieux)
    sortir(expliquer_cite(scenario, cite, lire_entier("--leviers", leviers, 0), commune))


def option_csv() -> Any:  # noqa: ANN401 - an option of typer
    """Return the style of CSV files."""
    texte = _("« fr » : CSV qu'un Excel français ouvre d'un double clic (; et virgule).")
    return typer.Option(metavar="standard|fr", help=texte)


def option_ecart() -> Any:  # noqa: ANN401 - an option of typer
    """Return the gap of each solve."""
    texte = _("Écart prouvé auquel chaque résolution s'arrête, sinon celui du scénario.")
    return typer.Option(metavar="'0,5 %'", help=texte)


def option_temps() -> Any:  # noqa: ANN401 - an option of typer
    """Return the time of the whole analysis."""
    return typer.Option(metavar="'600 s'", help=_("Durée maximale de toute l'analyse, 3600 s par défaut."))


def option_tours() -> Any:  # noqa: ANN401 - an option of typer
    """Return the rounds of each solve."""
    return typer.Option(metavar="N", help=_("Tours de recherche au plus par résolution, 1 par défaut."))


def option_json() -> Any:  # noqa: ANN401 - an option of typer
    """Return whether the answer is JSON."""
    return typer.Option("--json", help=_("Écrit le résultat en JSON sur la sortie standard, rien d'autre."))


def option_silence() -> Any:  # noqa: ANN401 - an option of typer
    """Return whether progress is hidden."""
    return typer.Option("--silencieux", help=_("N'écrit pas l'avancement."))
