"""The commands that put scenarios side by side: names, arguments, options and their help.

Answers for: ``ajouter_comparaisons``.
Leaves to others: the rest of the command line (application), what each command does, imported only when it runs.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from renovation_opt.cli.aide import Commande, sortir
from renovation_opt.cli.options import choisir, lire_ecart, lire_quantite, lire_temps, lire_tours
from renovation_opt.locale import _
from renovation_opt.unites import lire_taux

if TYPE_CHECKING:
    from renovation_opt.cli.comparer import Souhait

CSV = ("standard", "fr")
ECHELLES = ("communes", "propres")


def ajouter_comparaisons(app: typer.Typer) -> None:
    """Add the commands, in the current language."""
    app.command("comparer", cls=Commande, help=_("Met plusieurs programmes côte à côte, écarts au premier."))(
        _comparer()
    )
    app.command("diff", cls=Commande, help=_("Dit ce qui change de sens entre deux scénarios ou révisions git."))(
        _diff()
    )
    app.command(
        "diagnostiquer", cls=Commande, help=_("Dit quels énoncés se contredisent, et les réparations les moins chères.")
    )(_diagnostiquer())


def _comparer() -> Callable[..., None]:
    """Return the command ``comparer``."""

    def comparer(  # noqa: PLR0913 - one parameter per option
        programmes: Annotated[
            list[Path],
            typer.Argument(
                metavar="A B [C…]",
                help=_("Scénarios YAML, résolus s'ils n'ont pas de rapport à jour, ou dossiers de rapports."),
            ),
        ],
        sortie: Annotated[
            Path | None, typer.Option(metavar="DOSSIER", help=_("Dossier à écrire, reports/comparaison-… par défaut."))
        ] = None,
        csv: Annotated[
            str, typer.Option(metavar="|".join(CSV), help=_("« fr » : CSV pour un Excel français (; et virgule)."))
        ] = "standard",
        ecart: Annotated[str | None, typer.Option(metavar="'0,5 %'", help=_("Écart prouvé auquel s'arrêter."))] = None,
        temps: Annotated[
            str | None, typer.Option(metavar="'120 s'", help=_("Durée maximale de chaque calcul."))
        ] = None,
        tours: Annotated[str | None, typer.Option(metavar="N", help=_("Tours de recherche au plus par étape."))] = None,
        perte: Annotated[
            str | None,
            typer.Option(
                metavar="'1 %'",
                help=_("Ce que peut perdre le programme rapproché de A ; par défaut, l'écart de son propre calcul."),
            ),
        ] = None,
        brut: Annotated[  # noqa: FBT002 - a flag
            bool, typer.Option("--brut", help=_("Ne cherche pas de programme rapproché de A : différences brutes."))
        ] = False,
        echelles: Annotated[
            str,
            typer.Option(
                metavar="|".join(ECHELLES),
                help=_("« communes » : les objectifs pèsent comme dans A ; « propres » : comme dans chaque scénario."),
            ),
        ] = ECHELLES[0],
        detail: Annotated[  # noqa: FBT002 - a flag
            bool,
            typer.Option("--detail", help=_("Montre aussi les financements, bailleurs, EPCI, années…")),
        ] = False,
        en_json: Annotated[  # noqa: FBT002 - a flag
            bool, typer.Option("--json", help=_("Écrit la comparaison en JSON sur la sortie standard."))
        ] = False,
        silencieux: Annotated[  # noqa: FBT002 - a flag
            bool, typer.Option("--silencieux", help=_("N'écrit pas l'avancement."))
        ] = False,
    ) -> None:
        """Compare programmes."""
        from renovation_opt.cli.comparer import Souhait, comparer_programmes

        souhait = Souhait(
            ecart=lire_ecart(ecart),
            temps_s=lire_temps(temps),
            tours=lire_tours(tours),
            sortie=sortie,
            csv="fr" if choisir("--csv", csv, CSV) == "fr" else "standard",
            proche=not brut,
            perte=lire_quantite("--perte", perte, lire_taux),
            communes=choisir("--echelles", echelles, ECHELLES) == ECHELLES[0],
            detail=detail,
            en_json=en_json,
            silencieux=silencieux,
        )
        comparer_programmes(programmes, souhait)

    return comparer


def _diff() -> Callable[..., None]:
    """Return the command ``diff``."""

    def diff(
        avant: Annotated[
            str,
            typer.Argument(
                metavar="AVANT", help=_("Scénario, ou RÉVISION:chemin, par exemple HEAD~1:scenarios/x.yaml.")
            ),
        ],
        apres: Annotated[str, typer.Argument(metavar="APRES", help=_("Scénario, ou RÉVISION:chemin."))],
        resoudre: Annotated[  # noqa: FBT002 - a flag
            bool, typer.Option("--resoudre", help=_("Calcule aussi ce que cela change au programme."))
        ] = False,
        ecart: Annotated[
            str | None, typer.Option(metavar="'0,5 %'", help=_("Avec --resoudre : écart prouvé auquel s'arrêter."))
        ] = None,
        temps: Annotated[
            str | None, typer.Option(metavar="'120 s'", help=_("Avec --resoudre : durée maximale de chaque calcul."))
        ] = None,
        tours: Annotated[
            str | None, typer.Option(metavar="N", help=_("Avec --resoudre : tours de recherche au plus par étape."))
        ] = None,
        sortie: Annotated[
            Path | None,
            typer.Option(metavar="DOSSIER", help=_("Avec --resoudre : dossier de la comparaison à écrire.")),
        ] = None,
        en_json: Annotated[  # noqa: FBT002 - a flag
            bool, typer.Option("--json", help=_("Écrit les différences en JSON sur la sortie standard."))
        ] = False,
    ) -> None:
        """Say what changed."""
        souhait = _souhait(ecart, temps, tours, sortie, en_json=en_json) if resoudre else None
        from renovation_opt.cli.diff import comparer_versions

        comparer_versions(avant, apres, souhait, en_json=en_json)

    return diff


def _souhait(ecart: str | None, temps: str | None, tours: str | None, sortie: Path | None, *, en_json: bool) -> Souhait:
    """Return what ``--resoudre`` asks."""
    from renovation_opt.cli.comparer import Souhait

    limites = (lire_ecart(ecart), lire_temps(temps), lire_tours(tours))
    return Souhait(*limites, sortie=sortie, en_json=en_json)


def _diagnostiquer() -> Callable[..., None]:
    """Return the command ``diagnostiquer``."""

    def diagnostiquer(
        scenario: Annotated[Path, typer.Argument(metavar="SCENARIO", help=_("Fichier YAML du scénario."))],
        temps: Annotated[
            str | None,
            typer.Option(metavar="'30 s'", help=_("Durée maximale de chaque recherche d'un programme entier.")),
        ] = None,
        tours: Annotated[
            str | None, typer.Option(metavar="N", help=_("Tours de recherche au plus par programme entier."))
        ] = None,
        en_json: Annotated[  # noqa: FBT002 - a flag
            bool, typer.Option("--json", help=_("Écrit le diagnostic en JSON sur la sortie standard."))
        ] = False,
        silencieux: Annotated[  # noqa: FBT002 - a flag
            bool, typer.Option("--silencieux", help=_("N'écrit pas l'avancement."))
        ] = False,
    ) -> None:
        """Diagnose a scenario."""
        lus = (lire_temps(temps), lire_tours(tours))
        from renovation_opt.cli.diagnostiquer import diagnostiquer_scenario

        sortir(diagnostiquer_scenario(scenario, *lus, en_json=en_json, silencieux=silencieux or en_json))

    return diagnostiquer
