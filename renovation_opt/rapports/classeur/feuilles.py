"""Which sheets a workbook has, with which columns.

Answers for: ``Feuille``, ``du_programme`` and ``du_bailleur``: the sheets after the first one, in reading order.
Leaves to others: the rows (tables, listes), the titles of columns (titres), the drawing (dessin).
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from renovation_opt.locale import _
from renovation_opt.rapports import listes, titres
from renovation_opt.rapports.colonnes import Colonne
from renovation_opt.rapports.listes import en_mots
from renovation_opt.rapports.tables import Indicateur, Tables, Vue
from renovation_opt.rapports.tables.echeancier import MESURES, colonne_total


@dataclass(frozen=True, slots=True)
class Feuille:
    """One sheet: name, what it shows, its columns and rows.

    ``milliers``: euros are shown in thousands.  ``longues``: columns of text that wraps.  ``alerte``: (column, word):
    the cells of this column that hold this word are coloured; the whole row when ``alerte_rangee``.  ``sommes``:
    columns that are the sum of those between the previous sum and them.  ``figees``: columns that stay in sight.
    ``variables``: columns whose nature is, row by row, that of the column ``nature`` of the rows.
    """

    nom: str
    titre: str
    colonnes: tuple[Colonne, ...]
    rangees: pd.DataFrame
    milliers: bool = False
    longues: tuple[str, ...] = ()
    alerte: tuple[str, str] | None = None
    alerte_rangee: bool = False
    sommes: tuple[str, ...] = ()
    figees: int = 1
    variables: tuple[str, ...] = ()

    @property
    def totale(self) -> bool:
        """Whether there is a row of totals."""
        return any(colonne.totale for colonne in self.colonnes)

    def rang(self, nom: str) -> int:
        """Return the place of a column; ValueError when there is none."""
        return [colonne.nom for colonne in self.colonnes].index(nom)


def du_programme(tables: Tables) -> tuple[Feuille, ...]:
    """Return the sheets of the whole programme."""
    inst, vue = tables.inst, tables.ensemble
    return (
        _annees(tables, vue),
        Feuille(
            _("Bailleurs"),
            _("Programme par bailleur"),
            titres.groupes(inst, titres.bailleur()),
            en_mots(inst, tables.par_bailleur),
            milliers=True,
        ),
        Feuille(
            _("Intercommunalités"),
            _("Programme par intercommunalité"),
            titres.groupes(inst, titres.epci()),
            en_mots(inst, tables.par_epci),
            milliers=True,
        ),
        *_details(tables, vue, (titres.bailleur(),)),
        _echeancier(tables, vue),
        Feuille(
            nom_paiements(),
            _("Engagements (AE) et paiements (CP) par bailleur"),
            (titres.bailleur(), *titres.paiements()),
            en_mots(inst, tables.financements.sort_values(["bailleur", "annee"], kind="stable")),
        ),
        Feuille(
            _("Tranches"),
            _("Tranches annuelles : disponible, utilisé, reporté, perdu"),
            titres.tranches(),
            en_mots(inst, tables.tranches),
        ),
        *_cibles(tables),
        _indicateurs(tables.indicateurs),
        _hypotheses(tables),
    )


def du_bailleur(tables: Tables, vue: Vue) -> tuple[Feuille, ...]:
    """Return the sheets of one landlord."""
    return (
        _annees(tables, vue),
        *_details(tables, vue, ()),
        _echeancier(tables, vue),
        Feuille(
            nom_paiements(),
            _("Engagements (AE) et paiements (CP) par opération"),
            (titres.operation(), *titres.paiements()),
            en_mots(tables.inst, vue.paiements),
        ),
        _indicateurs(vue.indicateurs),
        _hypotheses(tables),
    )


def nom_lots() -> str:
    """Return the name of the sheet of lots, whose sums are those of ``programme.csv``."""
    return _("Lots")


def nom_operations() -> str:
    """Return the name of the sheet of opérations."""
    return _("Opérations")


def nom_paiements() -> str:
    """Return the name of the sheet of payments."""
    return _("Paiements")


def _annees(tables: Tables, vue: Vue) -> Feuille:
    """Return the programme year by year."""
    titre = _("Programme année par année")
    return Feuille(_("Année par année"), titre, titres.annees(tables.inst), vue.annees, milliers=True)


def _details(tables: Tables, vue: Vue, tete: tuple[Colonne, ...]) -> tuple[Feuille, ...]:
    """Return what both kinds of workbooks detail; ``tete``: columns that come first."""
    inst, figees = tables.inst, len(tete) + 1
    return (
        Feuille(
            nom_operations(),
            _("Opérations du programme"),
            (*tete, *titres.operations()),
            en_mots(inst, vue.operations),
            figees=figees,
        ),
        Feuille(
            _("Plan de financement"),
            _("Plan de financement par opération et par année"),
            (*tete, *titres.plan(inst)),
            en_mots(inst, vue.plan),
            figees=figees,
        ),
        Feuille(
            nom_lots(),
            _("Lots traités, année par année"),
            (*tete, *titres.lots()),
            listes.table_lots(inst, vue),
            alerte=("qualite", _("estimé")),
            figees=figees,
        ),
    )


def _echeancier(tables: Tables, vue: Vue) -> Feuille:
    """Return commitments and payments year by year."""
    return Feuille(
        _("AE et CP"),
        _("Engagements (AE) et paiements (CP) par année et par financement"),
        titres.echeancier(tables.inst),
        vue.echeancier,
        milliers=True,
        sommes=tuple(colonne_total(mesure) for mesure in MESURES),
    )


def _cibles(tables: Tables) -> tuple[Feuille, ...]:
    """Return the targets, nothing when the scenario has none."""
    if not tables.cibles:
        return ()
    feuille = Feuille(
        _("Cibles"),
        _("Cibles du scénario : visé, atteint, manque"),
        titres.cibles(),
        listes.table_cibles(tables.cibles),
        longues=("libelle",),
        alerte=("resultat", _("manquée")),
        variables=("seuil", "atteint", "manque"),
    )
    return (feuille,)


def _indicateurs(figures: tuple[Indicateur, ...]) -> Feuille:
    """Return the indicators that have no sheet of their own."""
    table = listes.table_indicateurs(i for i in figures if i.cle[0] not in {"cibles", "preuve"})
    colonnes = (titres.rubrique(), *titres.indicateurs())
    titre = _("Indicateurs du programme")
    return Feuille(_("Indicateurs"), titre, colonnes, table, longues=("libelle",), variables=("valeur",))


def _hypotheses(tables: Tables) -> Feuille:
    """Return the hypotheses; those that are only estimated are coloured."""
    return Feuille(
        _("Hypothèses"),
        _("Hypothèses de calcul : celles qui sont estimées sont en couleur"),
        titres.hypotheses(),
        listes.table_hypotheses(tables.inst),
        longues=("source",),
        alerte=("fiabilite", _("estimé")),
        alerte_rangee=True,
    )
