"""Money by fund and year: commitments, payments, slices."""

from __future__ import annotations

from collections.abc import Callable

from renovation_opt.locale import _
from renovation_opt.rapports import libelles, titres
from renovation_opt.rapports.page.barres import barres
from renovation_opt.rapports.page.croise import croise, par_annee
from renovation_opt.rapports.page.modele import Cellule, Dessin, Entete, Section, Tableau, tableau
from renovation_opt.rapports.tables import Tables
from renovation_opt.rapports.tables.indicateurs import noms_financements
from renovation_opt.rapports.typographie import ABSENT, euros, nombre

_MILLION = 1_000_000
_PETIT_EUR, _GRAND_EUR = 10 * _MILLION, 100 * _MILLION


def argent(tables: Tables) -> Section:
    """Return AE and CP by fund and year, by contributor, then what each slice had, used, carried over and lost."""
    engages, table_ae = _mesure(tables, "ae_eur", _("Engagements (AE) par financement et par année"))
    payes, table_cp = _mesure(tables, "cp_eur", _("Paiements (CP) par financement et par année"))
    noms = noms_financements(tables.inst)
    tranches = tables.tranches.assign(financement=tables.tranches["financement"].map(noms))
    legende = _("Tranches annuelles : disponible, utilisé, reporté, perdu")
    return Section(
        "argent",
        _("Financements"),
        textes=(
            _("AE : autorisations d'engagement, l'année des travaux."),
            _("CP : crédits de paiement, versés au long des travaux."),
        ),
        dessins=(engages, payes),
        tableaux=(
            table_ae,
            table_cp,
            _contributeurs(tables),
            tableau(legende, titres.tranches(), tranches, _("Total")),
        ),
    )


def _mesure(tables: Tables, colonne: str, titre: str) -> tuple[Dessin, Tableau]:
    """Return the drawing and the table of one measure."""
    series = par_annee(tables.ensemble.paiements, "financement", colonne, noms_financements(tables.inst))
    annees = [int(a) for a in tables.ensemble.annees["annee"]]
    if colonne == "ae_eur":
        annees = list(tables.inst.annees)
    unite, ecrire = _echelle(tables)
    dessin = barres(f"{titre} ({unite})", annees, series, ecrire)
    return dessin, croise(titre, _("Financement"), annees, series, euros)


def _echelle(tables: Tables) -> tuple[str, Callable[[float], str]]:
    """Return the unit of the drawings and how its amounts are written: millions, or euros for a small programme."""
    if (tables.valeur("argent", "cout") or 0) < _PETIT_EUR:
        return "€", nombre
    return "M€", lambda valeur: nombre(valeur / _MILLION, 0 if valeur >= _GRAND_EUR or not valeur else 1)


def _contributeurs(tables: Tables) -> Tableau:
    """Return AE and CP by contributor."""
    sommes = tables.ensemble.paiements.groupby("contributeur", sort=True)[["ae_eur", "cp_eur"]].sum()
    plafonds = {f.contributeur: tables.plafonds_parite.get(f.code) for f in tables.inst.fonds}
    entetes = (
        Entete(_("Contributeur")),
        Entete(_("Engagements (AE)"), numerique=True),
        Entete(_("Paiements (CP)"), numerique=True),
        Entete(_("Plafond de parité"), numerique=True),
    )
    rangees = tuple(
        (
            Cellule(libelles.contributeur(str(code))),
            Cellule(euros(int(ae))),
            Cellule(euros(int(cp))),
            Cellule(euros(plafonds.get(str(code))) if plafonds.get(str(code)) is not None else ABSENT),
        )
        for code, ae, cp in sommes.itertuples()
    )
    return Tableau(_("Financements par contributeur"), entetes, rangees)
