"""The commands that vary a scenario: names, arguments, options and their help.

Answers for: ``ajouter_etudes``; called once the language is known, like ``application``.
Leaves to others: what each command does, imported only when it runs so that ``--help`` answers at once.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from renovation_opt.cli.aide import Commande, sortir
from renovation_opt.cli.erreurs import entree
from renovation_opt.cli.options import choisir, lire_ecart, lire_entier, lire_temps, lire_tours
from renovation_opt.locale import _, langue

CSV = ("standard", "fr")
PLANS = ("grille", "hypercube")


def ajouter_etudes(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("balayer", cls=Commande, help=_("Fait varier des énoncés d'un scénario et trace ce qu'ils changent."))(
        balayer
    )
    app.command("valeur", cls=Commande, help=_("Dit ce que vaut un million de plus, et le meilleur calendrier."))(
        valeur
    )


def valeur(  # noqa: PLR0913 - one argument per option
    contexte: typer.Context,
    scenario: Annotated[Path, typer.Argument(metavar="SCENARIO", help=_("Fichier YAML du scénario."))],
    de: Annotated[
        list[str] | None,
        typer.Option(metavar="CHEMIN", help=_("Énoncé à déplacer : « financements.anah » ; plusieurs fois au besoin.")),
    ] = None,
    pas: Annotated[
        str | None,
        typer.Option(metavar="'1M€,5M€'", help=_("Pas essayés, avec leur unité, négatifs au besoin : « -5M€,5M€ ».")),
    ] = None,
    conseils: Annotated[  # noqa: FBT002 - a flag
        bool,
        typer.Option("--conseils", help=_("Cherche le meilleur calendrier des tranches de chaque financement.")),
    ] = False,
    ecart: Annotated[
        str | None, typer.Option(metavar="'0,5 %'", help=_("Écart prouvé auquel s'arrêter, sinon celui du scénario."))
    ] = None,
    temps: Annotated[
        str | None, typer.Option(metavar="'120 s'", help=_("Durée maximale de chaque calcul, sinon celle du scénario."))
    ] = None,
    tours: Annotated[str | None, typer.Option(metavar="N", help=_("Tours de recherche au plus par étape."))] = None,
    en_json: Annotated[  # noqa: FBT002 - a flag
        bool, typer.Option("--json", help=_("Écrit le résultat en JSON sur la sortie standard."))
    ] = False,
    silencieux: Annotated[  # noqa: FBT002 - a flag
        bool, typer.Option("--silencieux", help=_("N'écrit rien pendant les calculs."))
    ] = False,
) -> None:
    """Measure steps."""
    from renovation_opt.analyse.calcul_point import Reglages
    from renovation_opt.cli.valeur import DemandeValeur, valuer

    demande = DemandeValeur(
        de=tuple(de or ()),
        pas=pas,
        conseils=conseils,
        reglages=Reglages(lire_tours(tours), lire_ecart(ecart), lire_temps(temps), langue()),
        langue=contexte.obj,
        en_json=en_json,
        silencieux=silencieux,
    )
    sortir(valuer(scenario, demande))


def balayer(  # noqa: PLR0913 - one argument per option
    contexte: typer.Context,
    scenario: Annotated[Path, typer.Argument(metavar="SCENARIO", help=_("Fichier YAML du scénario."))],
    varier: Annotated[
        list[str],
        typer.Option(
            metavar="'CHEMIN=VALEURS UNITÉ'",
            help=_(
                "Énoncé et ses valeurs : financements.anah.montant suivi de « =50..100:5 M€ » ou de "
                "« =50,75,100 M€ » ; plusieurs fois pour plusieurs énoncés ; « chemin+chemin=… » les varie ensemble."
            ),
        ),
    ],
    plan: Annotated[
        str,
        typer.Option(
            metavar="|".join(PLANS),
            help=_("« grille » : toutes les combinaisons (défaut) ; « hypercube » : --points points bien répartis."),
        ),
    ] = "grille",
    points: Annotated[str | None, typer.Option(metavar="N", help=_("Nombre de points de l'hypercube latin."))] = None,
    graine: Annotated[str, typer.Option(metavar="N", help=_("Graine de l'hypercube : mêmes points."))] = "1",
    sortie: Annotated[
        Path | None,
        typer.Option(metavar="DOSSIER", help=_("Dossier du balayage, reports/balayage-<nom> par défaut.")),
    ] = None,
    csv: Annotated[
        str,
        typer.Option(
            metavar="|".join(CSV), help=_("« fr » : CSV qu'un Excel français ouvre d'un double clic (; et virgule).")
        ),
    ] = "standard",
    ecart: Annotated[
        str | None, typer.Option(metavar="'0,5 %'", help=_("Écart prouvé auquel s'arrêter, sinon celui du scénario."))
    ] = None,
    temps: Annotated[
        str | None, typer.Option(metavar="'120 s'", help=_("Durée maximale de chaque point, sinon celle du scénario."))
    ] = None,
    tours: Annotated[str | None, typer.Option(metavar="N", help=_("Tours de recherche au plus par étape."))] = None,
    ouvriers: Annotated[
        str | None,
        typer.Option(metavar="N", help=_("Processus de calcul, un par cœur par défaut ; 0 : sans autre processus.")),
    ] = None,
    dask: Annotated[
        str | None, typer.Option(metavar="tcp://…", help=_("Cluster Dask existant, au lieu de cette machine."))
    ] = None,
    en_json: Annotated[  # noqa: FBT002 - a flag
        bool, typer.Option("--json", help=_("Écrit le résultat en JSON sur la sortie standard."))
    ] = False,
    silencieux: Annotated[  # noqa: FBT002 - a flag
        bool, typer.Option("--silencieux", help=_("N'écrit que la ligne du résultat."))
    ] = False,
) -> None:
    """Sweep statements."""
    hypercube = choisir("--plan", plan, PLANS) == "hypercube"
    if hypercube != (points is not None):
        message = _("« --plan hypercube » et « --points N » vont ensemble")
        raise entree(message, cle="--points", remede=_("Donnez les deux options, ou aucune"))
    if dask is not None and ouvriers is not None:
        message = _("« --dask » et « --ouvriers » s'excluent : le cluster a ses propres ouvriers")
        raise entree(message, cle="--dask", trouve=dask, remede=_("Gardez l'une des deux options"))
    style = choisir("--csv", csv, CSV)
    from renovation_opt.analyse.calcul_point import Reglages
    from renovation_opt.cli.balayer import DemandeBalayage, balayer_scenario

    demande = DemandeBalayage(
        varier=tuple(varier),
        points=lire_entier("--points", points, 1) if points is not None else None,
        graine=lire_entier("--graine", graine, 0),
        sortie=sortie,
        csv="fr" if style == "fr" else "standard",
        reglages=Reglages(lire_tours(tours), lire_ecart(ecart), lire_temps(temps), langue()),
        langue=contexte.obj,
        ouvriers=lire_entier("--ouvriers", ouvriers, 0) if ouvriers is not None else None,
        dask=dask,
        en_json=en_json,
        silencieux=silencieux,
    )
    sortir(balayer_scenario(scenario, demande))
