"""The titles of the columns that people read, shared by the page and the workbooks.

Answers for: for each table, its columns in reading order with title and nature.
Leaves to others: the figures (tables), the drawing (page, classeur).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from renovation_opt.instance import Fonds, Instance
from renovation_opt.locale import _
from renovation_opt.rapports.colonnes import Colonne, Nature
from renovation_opt.rapports.tables.echeancier import MESURES, colonne_mesure, colonne_total
from renovation_opt.rapports.tables.indicateurs import noms_financements
from renovation_opt.rapports.tables.lignes import aide


def annees(inst: Instance) -> tuple[Colonne, ...]:
    """Return the columns of the programme year by year."""
    return (
        Colonne("annee", _("Année"), Nature.ANNEE),
        Colonne("operations", _("Opérations en chantier"), Nature.ENTIER),
        _logements(),
        *_cout(),
        *_aides(inst.fonds),
        _propres(),
        Colonne("cp_aides_eur", _("Aides versées (CP)"), Nature.EUROS, totale=True),
        Colonne("cp_fonds_propres_eur", _("Fonds propres versés (CP)"), Nature.EUROS, totale=True),
        *_effets(),
    )


def operations() -> tuple[Colonne, ...]:
    """Return the columns of the opérations."""
    return (
        Colonne("operation", _("Opération"), Nature.TEXTE),
        Colonne("cite", _("Cité"), Nature.TEXTE),
        Colonne("commune", _("Commune"), Nature.TEXTE),
        Colonne("debut", _("Première année"), Nature.ANNEE),
        Colonne("duree", _("Durée (ans)"), Nature.ENTIER),
        Colonne("parti", _("Parti"), Nature.TEXTE),
        Colonne("montage", _("Montage"), Nature.TEXTE),
        _logements(),
        *_cout(),
        Colonne("aides_eur", _("Aides"), Nature.EUROS, totale=True),
        _propres(),
        *_effets(),
    )


def plan(inst: Instance) -> tuple[Colonne, ...]:
    """Return the columns of the plan de financement."""
    return (
        Colonne("operation", _("Opération"), Nature.TEXTE),
        Colonne("cite", _("Cité"), Nature.TEXTE),
        Colonne("commune", _("Commune"), Nature.TEXTE),
        Colonne("annee", _("Année"), Nature.ANNEE),
        Colonne("montage", _("Montage"), Nature.TEXTE),
        _logements(),
        *_cout(),
        *_aides(inst.fonds),
        _propres(),
    )


def groupes(inst: Instance, premiere: Colonne) -> tuple[Colonne, ...]:
    """Return the columns of the programme by landlord or by EPCI; ``premiere``: what it is gathered by."""
    return (
        premiere,
        Colonne("operations", _("Opérations"), Nature.ENTIER, totale=True),
        Colonne("cites", _("Cités"), Nature.ENTIER),
        _logements(),
        Colonne("logements_estimes", _("dont nombre estimé"), Nature.ENTIER, totale=True),
        *_cout(),
        *_aides(inst.fonds),
        Colonne("aides_eur", _("Aides"), Nature.EUROS, totale=True),
        _propres(),
        *_effets(),
    )


def lots() -> tuple[Colonne, ...]:
    """Return the columns of the lots, one row per lot and year."""
    return (
        Colonne("annee", _("Année"), Nature.ANNEE),
        Colonne("cite", _("Cité"), Nature.TEXTE),
        Colonne("operation", _("Opération"), Nature.TEXTE),
        Colonne("lot_id", _("Lot"), Nature.TEXTE),
        Colonne("etiquette_dpe", _("Classe avant"), Nature.TEXTE),
        Colonne("etiquette_apres", _("Classe après"), Nature.TEXTE),
        Colonne("bouquet", _("Bouquet"), Nature.TEXTE),
        _logements(),
        Colonne("qualite", _("Nombre de logements"), Nature.TEXTE),
        Colonne("cout_eur", _("Coût total"), Nature.EUROS, totale=True),
        Colonne("aides_eur", _("Aides"), Nature.EUROS, totale=True),
        _propres(),
        Colonne("energie_mwh_an", _("Énergie (MWh/an)"), Nature.MWH, totale=True),
        Colonne("energie_mwh_cumules", _("Énergie cumulée (MWh)"), Nature.MWH, totale=True),
        Colonne("points_patrimoine", _("Patrimoine (points)"), Nature.POINTS, totale=True),
        Colonne("menages_diversifies", _("Mixité (ménages pondérés)"), Nature.MENAGES, totale=True),
    )


def echeancier(inst: Instance) -> tuple[Colonne, ...]:
    """Return the columns of commitments and payments by year: each fund, the owners, all together."""
    mots = {"ae": (_("AE, {cas}"), _("AE, total")), "cp": (_("CP, {cas}"), _("CP, total"))}
    colonnes = [Colonne("annee", _("Année"), Nature.ANNEE)]
    for mesure in MESURES:
        de_qui, total = mots[mesure]
        for code, nom in noms_financements(inst).items():
            titre = de_qui.format(cas=nom)
            colonnes.append(Colonne(colonne_mesure(mesure, code), titre, Nature.EUROS, totale=True))
        colonnes.append(Colonne(colonne_total(mesure), total, Nature.EUROS, totale=True))
    return tuple(colonnes)


def paiements() -> tuple[Colonne, ...]:
    """Return the columns of commitments and payments by year and fund."""
    return (
        Colonne("annee", _("Année"), Nature.ANNEE),
        Colonne("financement", _("Financement"), Nature.TEXTE),
        Colonne("contributeur", _("Contributeur"), Nature.TEXTE),
        Colonne("ae_eur", _("Engagements (AE)"), Nature.EUROS, totale=True),
        Colonne("cp_eur", _("Paiements (CP)"), Nature.EUROS, totale=True),
    )


def cibles() -> tuple[Colonne, ...]:
    """Return the columns of the targets."""
    return (
        Colonne("libelle", _("Cible"), Nature.TEXTE),
        Colonne("sens", _("Sens"), Nature.TEXTE),
        Colonne("seuil", _("Visé"), Nature.ENTIER),
        Colonne("atteint", _("Atteint"), Nature.ENTIER),
        Colonne("manque", _("Manque"), Nature.ENTIER),
        Colonne("relatif", _("Manque relatif"), Nature.PART),
        Colonne("unite", _("Unité"), Nature.TEXTE),
        Colonne("genre", _("Nature"), Nature.TEXTE),
        Colonne("resultat", _("Résultat"), Nature.TEXTE),
    )


def operation() -> Colonne:
    """Return the column of the opération."""
    return Colonne("operation", _("Opération"), Nature.TEXTE)


def bailleur() -> Colonne:
    """Return the column of the landlord."""
    return Colonne("bailleur", _("Bailleur"), Nature.TEXTE)


def epci() -> Colonne:
    """Return the column of the EPCI."""
    return Colonne("epci", _("Intercommunalité"), Nature.TEXTE)


def rubrique() -> Colonne:
    """Return the column of the family of an indicator."""
    return Colonne("rubrique", _("Rubrique"), Nature.TEXTE)


def tranches() -> tuple[Colonne, ...]:
    """Return the columns of the slices."""
    return (
        Colonne("financement", _("Financement"), Nature.TEXTE),
        Colonne("annee", _("Année"), Nature.ANNEE),
        Colonne("tranche_eur", _("Tranche"), Nature.EUROS, totale=True),
        Colonne("disponible_eur", _("Disponible"), Nature.EUROS),
        Colonne("utilise_eur", _("Utilisé"), Nature.EUROS, totale=True),
        Colonne("reporte_eur", _("Reporté"), Nature.EUROS),
        Colonne("perdu_eur", _("Perdu"), Nature.EUROS, totale=True),
    )


def prix() -> tuple[Colonne, ...]:
    """Return the columns of the prices."""
    return (
        Colonne("tag", _("Règle"), Nature.TEXTE),
        Colonne("ligne", _("Ressource"), Nature.TEXTE),
        Colonne("unite", _("Unité"), Nature.TEXTE),
        Colonne("valeur", _("Valeur marginale"), Nature.REEL),
    )


def indicateurs() -> tuple[Colonne, ...]:
    """Return the columns of a list of indicators."""
    return (
        Colonne("libelle", _("Indicateur"), Nature.TEXTE),
        Colonne("valeur", _("Valeur"), Nature.REEL),
        Colonne("unite", _("Unité"), Nature.TEXTE),
    )


def hypotheses() -> tuple[Colonne, ...]:
    """Return the columns of the hypotheses."""
    return (
        Colonne("cle", _("Hypothèse"), Nature.TEXTE),
        Colonne("valeur", _("Valeur"), Nature.TEXTE),
        Colonne("unite", _("Unité"), Nature.TEXTE),
        Colonne("source", _("Source"), Nature.TEXTE),
        Colonne("date", _("Date"), Nature.TEXTE),
        Colonne("fiabilite", _("Fiabilité"), Nature.TEXTE),
    )


def _logements() -> Colonne:
    """Return the column of dwellings."""
    return Colonne("logements", _("Logements"), Nature.ENTIER, totale=True)


def _propres() -> Colonne:
    """Return the column of the owner's money."""
    return Colonne("fonds_propres_eur", _("Fonds propres"), Nature.EUROS, totale=True)


def _cout() -> Iterator[Colonne]:
    """Yield the columns of costs."""
    yield Colonne("travaux_eur", _("Travaux"), Nature.EUROS, totale=True)
    yield Colonne("espaces_publics_eur", _("Espaces publics"), Nature.EUROS, totale=True)
    yield Colonne("cout_eur", _("Coût total"), Nature.EUROS, totale=True)


def _aides(fonds: Iterable[Fonds]) -> Iterator[Colonne]:
    """Yield one column per fund."""
    for f in fonds:
        yield Colonne(aide(f.code), _("Aide {fonds}").format(fonds=f.libelle or f.code), Nature.EUROS, totale=True)


def _effets() -> Iterator[Colonne]:
    """Yield the columns of what the works bring."""
    yield Colonne("energie_mwh_an", _("Énergie (MWh/an)"), Nature.MWH, totale=True)
    yield Colonne("points_patrimoine", _("Patrimoine (points)"), Nature.POINTS, totale=True)
    yield Colonne("menages_diversifies", _("Mixité (ménages pondérés)"), Nature.MENAGES, totale=True)
