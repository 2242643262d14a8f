"""The commands: names, arguments, options and their help.

Answers for: ``construire_app``; built once the language is known, since typer reads the help texts at that moment.
Leaves to others: what each command does, imported only when it runs so that ``--help`` answers at once.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from renovation_opt import __version__
from renovation_opt.cli import ecran
from renovation_opt.cli.aide import Commande, Groupe, sortir
from renovation_opt.cli.application_comparaisons import ajouter_comparaisons
from renovation_opt.cli.application_compromis import ajouter_compromis
from renovation_opt.cli.application_etudes import ajouter_etudes
from renovation_opt.cli.options import Classeurs, Demande, Style, choisir, lire_ecart, lire_temps, lire_tours
from renovation_opt.locale import _

CSV: tuple[Style, ...] = ("standard", "fr")
CLASSEURS: tuple[Classeurs, ...] = ("tous", "ensemble", "aucun")
FORMATS = ("lp", "mps")
ETAPES = ("objectif", "cibles")


def construire_app() -> typer.Typer:
    """Return the command line in the current language."""
    app = typer.Typer(
        name="renovation-opt",
        cls=Groupe,
        help=_("Quelles cités minières rénover, avec quels travaux, en quelle année, payés par qui."),
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback(invoke_without_command=True)(accueil)
    app.command("resoudre", cls=Commande, help=_("Calcule le meilleur programme d'un scénario et écrit son rapport."))(
        resoudre
    )
    app.command("verifier", cls=Commande, help=_("Dit tous les problèmes d'un scénario et de ses données."))(verifier)
    app.command("auditer", cls=Commande, help=_("Vérifie un programme écrit, à partir de ses seuls fichiers."))(auditer)
    app.command("rapport", cls=Commande, help=_("Redessine les fichiers d'un rapport écrit, sans recalculer."))(rapport)
    ajouter_comparaisons(app)
    ajouter_compromis(app)
    ajouter_etudes(app)
    app.command("exporter", cls=Commande, help=_("Écrit le modèle compact pour un autre solveur."))(exporter)
    app.command("schema", cls=Commande, help=_("Écrit le schéma JSON des scénarios, pour les éditeurs de texte."))(
        schema
    )
    app.command("initialiser", cls=Commande, help=_("Crée un espace de travail prêt à l'emploi."))(initialiser)
    return app


def accueil(
    contexte: typer.Context,
    version: Annotated[bool, typer.Option("--version", help=_("Affiche la version."))] = False,  # noqa: FBT002 - a flag
) -> None:
    """Answer when no command is given."""
    if version:
        ecran.dire(f"renovation-opt {__version__}")
        raise typer.Exit
    if contexte.invoked_subcommand is None:
        ecran.dire(contexte.get_help())


def resoudre(  # noqa: PLR0913 - one argument per option
    contexte: typer.Context,
    scenarios: Annotated[
        list[Path],
        typer.Argument(metavar="SCENARIO…", help=_("Fichiers YAML des scénarios, résolus l'un après l'autre.")),
    ],
    sortie: Annotated[
        Path | None,
        typer.Option(
            metavar="DOSSIER",
            help=_("Dossier du rapport, reports/<nom> par défaut ; avec plusieurs scénarios, celui qui les contient."),
        ),
    ] = None,
    csv: Annotated[
        str,
        typer.Option(
            metavar="|".join(CSV), help=_("« fr » : CSV qu'un Excel français ouvre d'un double clic (; et virgule).")
        ),
    ] = "standard",
    classeurs: Annotated[
        str,
        typer.Option(
            metavar="|".join(CLASSEURS), help=_("Classeurs XLSX écrits : tous, celui de l'ensemble seul, ou aucun.")
        ),
    ] = "tous",
    ecart: Annotated[
        str | None, typer.Option(metavar="'0,5 %'", help=_("Écart prouvé auquel s'arrêter, sinon celui du scénario."))
    ] = None,
    temps: Annotated[
        str | None, typer.Option(metavar="'120 s'", help=_("Durée maximale du calcul, sinon celle du scénario."))
    ] = None,
    tours: Annotated[str | None, typer.Option(metavar="N", help=_("Tours de recherche au plus par étape."))] = None,
    fond: Annotated[Path | None, typer.Option(metavar="FICHIER", help=_("Fond de la carte, en GeoJSON."))] = None,
    silencieux: Annotated[  # noqa: FBT002 - a flag
        bool, typer.Option("--silencieux", help=_("N'écrit que la ligne du résultat."))
    ] = False,
) -> None:
    """Solve scenarios."""
    demande = Demande(
        sortie=sortie,
        csv=choisir("--csv", csv, CSV),
        classeurs=choisir("--classeurs", classeurs, CLASSEURS),
        ecart=lire_ecart(ecart),
        temps_s=lire_temps(temps),
        tours=lire_tours(tours),
        langue=contexte.obj,
        silencieux=silencieux,
        fond=fond,
    )
    from renovation_opt.cli.resoudre import resoudre_scenarios

    sortir(resoudre_scenarios(scenarios, demande))


def verifier(
    scenarios: Annotated[list[Path], typer.Argument(metavar="SCENARIO…", help=_("Fichiers YAML des scénarios."))],
) -> None:
    """Check scenarios."""
    from renovation_opt.cli.verifier import verifier_scenarios

    sortir(verifier_scenarios(scenarios))


def auditer(
    dossier: Annotated[Path, typer.Argument(metavar="DOSSIER", help=_("Rapport écrit par « resoudre »."))],
) -> None:
    """Audit a report."""
    from renovation_opt.cli.auditer import auditer_dossier

    sortir(auditer_dossier(dossier))


def rapport(
    contexte: typer.Context,
    dossier: Annotated[Path, typer.Argument(metavar="DOSSIER", help=_("Rapport écrit par « resoudre »."))],
    csv: Annotated[
        str | None,
        typer.Option(metavar="|".join(CSV), help=_("Style des CSV ; absent, celui du rapport.")),
    ] = None,
    classeurs: Annotated[
        str | None,
        typer.Option(metavar="|".join(CLASSEURS), help=_("Classeurs XLSX écrits ; absent, ceux du rapport.")),
    ] = None,
    fond: Annotated[Path | None, typer.Option(metavar="FICHIER", help=_("Fond de la carte, en GeoJSON."))] = None,
) -> None:
    """Draw a report again."""
    style = None if csv is None else choisir("--csv", csv, CSV)
    lesquels = None if classeurs is None else choisir("--classeurs", classeurs, CLASSEURS)
    from renovation_opt.cli.rapport import redessiner

    redessiner(dossier, contexte.obj, fond, csv=style, classeurs=lesquels)


def exporter(
    scenario: Annotated[Path, typer.Argument(metavar="SCENARIO", help=_("Fichier YAML du scénario."))],
    format_: Annotated[
        str, typer.Option("--format", metavar="|".join(FORMATS), help=_("« lp », lisible, ou « mps », exact."))
    ],
    sortie: Annotated[
        Path | None, typer.Option(metavar="FICHIER", help=_("Fichier à écrire, <nom>.lp ou <nom>.mps par défaut."))
    ] = None,
    etape: Annotated[
        str,
        typer.Option(
            metavar="|".join(ETAPES),
            help=_("« objectif », la dernière étape du calcul (défaut), ou « cibles », le moindre manque."),
        ),
    ] = "objectif",
) -> None:
    """Export the compact model."""
    choisir("--format", format_, FORMATS)
    choisir("--etape", etape, ETAPES)
    from renovation_opt.cli.exporter import exporter_modele

    exporter_modele(scenario, "mps" if format_ == "mps" else "lp", sortie, cibles=etape == "cibles")


def schema(
    sortie: Annotated[
        Path | None, typer.Option(metavar="FICHIER", help=_("Fichier à écrire ; absent, la sortie standard."))
    ] = None,
) -> None:
    """Write the JSON Schema of scenarios."""
    from renovation_opt.cli.schema import ecrire_schema

    ecrire_schema(sortie)


def initialiser(
    dossier: Annotated[Path, typer.Argument(metavar="DOSSIER", help=_("Dossier à créer, ou dossier vide."))],
) -> None:
    """Make a workspace."""
    from renovation_opt.cli.initialiser import creer_espace

    creer_espace(dossier)
