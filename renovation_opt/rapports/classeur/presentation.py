"""The first sheet of a workbook: what it is, of which scenario, how far it is proven, its headline figures.

Answers for: ``ecrire``.  The headline figures are formulas over the other sheets, and so are the checks below them: a
reader who changes a cell sees which sums no longer agree.
Leaves to others: the figures (tables), the other sheets (feuilles, dessin).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from renovation_opt.locale import _
from renovation_opt.rapports import libelles, phrases, typographie
from renovation_opt.rapports.classeur.dessin import mettre_en_page, plage
from renovation_opt.rapports.classeur.feuilles import Feuille, nom_lots, nom_operations, nom_paiements
from renovation_opt.rapports.classeur.styles import CONTROLE, Styles
from renovation_opt.rapports.colonnes import Nature
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.tables import Tables, Vue
from renovation_opt.rapports.typographie import espaces

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_LARGEURS = (44, 20, 60)
_LIGNES = (140, 96)
"""Characters of a line of text from the first column, from the second."""


@dataclass(frozen=True, slots=True)
class Sujet:
    """Whose workbook it is: the whole report, its provenance, a name, the tables shown and the sheets that follow."""

    tables: Tables
    contexte: Contexte
    nom: str
    vue: Vue
    feuilles: tuple[Feuille, ...]

    def plage(self, feuille: str, colonne: str) -> str:
        """Return the cells of a column of a sheet."""
        return plage(next(f for f in self.feuilles if f.nom == feuille), colonne)

    def valeur(self, *cle: str) -> float:
        """Return an indicator of the tables shown, 0 when it does not exist."""
        trouve = {i.cle: i.valeur for i in self.vue.indicateurs}[cle]
        return float(trouve) if isinstance(trouve, int | float) else 0.0


@dataclass(frozen=True, slots=True)
class Chiffre:
    """A headline figure: its name, its formula and value, its format (styles), what to know of it."""

    nom: str
    formule: str
    valeur: float
    genre: str
    note: str


def ecrire(page: Worksheet, styles: Styles, sujet: Sujet) -> None:
    """Write the first sheet."""
    for j, largeur in enumerate(_LARGEURS):
        page.set_column(j, j, largeur)
    page.write_string(0, 0, espaces(f"{sujet.nom} – {sujet.tables.inst.titre}"), styles.titre)
    i = _paragraphes(page, 1, _objet(sujet), styles)
    i = _rubrique(page, i, _("Scénario, preuve et audit"), styles)
    for nom, texte in _identite(sujet):
        page.write_string(i, 0, espaces(nom), styles.nom)
        i = _paragraphes(page, i, [texte], styles, colonne=1)
    i = _rubrique(page, i, _("Chiffres clés"), styles)
    for chiffre in _chiffres(sujet):
        i = _chiffre(page, i, chiffre, styles)
    i = debut = _rubrique(page, i, _("Contrôles : chaque différence doit être nulle"), styles)
    for chiffre in _controles(sujet):
        i = _chiffre(page, i, chiffre, styles)
    regle = {"type": "cell", "criteria": "!=", "value": 0, "format": styles.alerte}
    page.conditional_format(debut, 1, i - 1, 1, regle)
    i = _rubrique(page, i, _("Feuilles"), styles)
    for feuille in sujet.feuilles:
        page.write_url(i, 0, f"internal:'{feuille.nom}'!A1", styles.lien, feuille.nom)
        page.write_string(i, 1, espaces(feuille.titre), styles.lignes)
        i += 1
    i = _rubrique(page, i, _("À savoir"), styles)
    i = _paragraphes(page, i, _a_savoir(), styles)
    page.print_area(0, 0, i - 1, len(_LARGEURS) - 1)
    mettre_en_page(page, sujet.nom, _("Présentation"), hauteur=1)


def _objet(sujet: Sujet) -> list[str]:
    """Return what the workbook is."""
    if sujet.vue is sujet.tables.ensemble:
        objet = _(
            "Ce classeur est le programme complet que propose le scénario : les opérations à ouvrir, leur année, leurs "
            "travaux et leur plan de financement, tous bailleurs réunis."
        )
    else:
        objet = _(
            "Ce classeur est la part de ce maître d'ouvrage dans le programme que propose le scénario : les opérations "
            "à ouvrir, leur année, leurs travaux et leur plan de financement."
        )
    return [objet]


def _identite(sujet: Sujet) -> Iterator[tuple[str, str]]:
    """Yield what must be known before any figure: (name, text)."""
    inst, preuve = sujet.tables.inst, sujet.tables.preuve
    yield _("Scénario"), f"{inst.nom} : {inst.titre}"
    if inst.question:
        yield _("Question posée"), inst.question
    yield _("Années du programme"), _("{debut} à {fin}").format(debut=inst.annees[0], fin=inst.annees[-1])
    yield _("Statut"), phrases.statut(preuve)
    for etape in preuve.etapes:
        ecart = typographie.ABSENT if etape.ecart is None else typographie.au_plus(etape.ecart)
        texte = _("écart {ecart} au plus ; arrêt : {limite}").format(ecart=ecart, limite=libelles.limite(etape.limite))
        yield _("Étape « {etape} »").format(etape=phrases.nom_etape(etape.nom)), texte
    yield _("Audit"), phrases.audit(sujet.contexte)
    fiabilites = [h.fiabilite for h in inst.hypotheses]
    texte = _("{estimees} estimées et {calculees} calculées sur {total} ; elles sont dans la feuille « Hypothèses »")
    comptes = {"estimees": fiabilites.count("estime"), "calculees": fiabilites.count("calcule")}
    yield _("Hypothèses qui ne sont pas publiées"), texte.format(total=len(fiabilites), **comptes)


def _chiffres(sujet: Sujet) -> Iterator[Chiffre]:
    """Yield the headline figures."""
    lots, operations = nom_lots(), nom_operations()
    logements, qualite = sujet.plage(lots, "logements"), sujet.plage(lots, "qualite")
    estimes = f'=IF(SUM({logements})=0,0,SUMIF({qualite},"{_("estimé")}",{logements})/SUM({logements}))'
    part = _("logements qui sont dans des lots dont le nombre est estimé")
    jusqu_a = _("énergie finale, cumulée jusqu'en {annee}").format(annee=sujet.tables.inst.energie_jusqu_a)
    compte = f"=COUNTA({sujet.plage(operations, 'operation')})"
    yield Chiffre(_("Opérations ouvertes"), compte, sujet.valeur("operations", "total"), Nature.ENTIER, "")
    yield _somme(sujet, _("Logements rénovés"), (lots, "logements"), Nature.ENTIER, ("logements", "total"))
    yield Chiffre(_("Part au nombre estimé"), estimes, sujet.valeur("logements", "part_estimee"), Nature.PART, part)
    hors_taxes = _("travaux et espaces publics, hors taxes")
    yield _somme(sujet, _("Coût total"), (operations, "cout_eur"), Nature.EUROS, ("argent", "cout"), hors_taxes)
    yield _somme(sujet, _("Aides publiques"), (operations, "aides_eur"), Nature.EUROS, ("argent", "aides"))
    propres = ("argent", "fonds_propres")
    yield _somme(sujet, _("Fonds propres"), (operations, "fonds_propres_eur"), Nature.EUROS, propres)
    energie = ("energie", "cumulee")
    mwh = _("Énergie économisée (MWh)")
    yield _somme(sujet, mwh, (lots, "energie_mwh_cumules"), Nature.MWH, energie, jusqu_a)
    points = ("patrimoine", "total")
    yield _somme(sujet, _("Patrimoine (points)"), (lots, "points_patrimoine"), Nature.POINTS, points)
    mixite = ("mixite", "total")
    yield _somme(sujet, _("Mixité (ménages pondérés)"), (lots, "menages_diversifies"), Nature.MENAGES, mixite)


def _somme(
    sujet: Sujet, nom: str, ou: tuple[str, str], nature: Nature, cle: tuple[str, ...], note: str = ""
) -> Chiffre:
    """Return the figure that adds up the column ``ou`` (sheet, column)."""
    return Chiffre(nom, f"=SUM({sujet.plage(*ou)})", sujet.valeur(*cle), nature, note)


def _controles(sujet: Sujet) -> Iterator[Chiffre]:
    """Yield differences that are 0 when the sheets agree, in euros or dwellings."""
    operations, lots, paiements = nom_operations(), nom_lots(), nom_paiements()
    plan = _("Plan de financement")
    euros, entier = CONTROLE, Nature.ENTIER
    cout = (operations, "cout_eur")
    yield _difference(
        sujet,
        _("Coût moins aides et fonds propres"),
        euros,
        [cout, (operations, "aides_eur"), (operations, "fonds_propres_eur")],
    )
    yield _difference(sujet, _("Coût des opérations moins coût des lots"), euros, [cout, (lots, "cout_eur")])
    yield _difference(
        sujet, _("Coût des opérations moins coût du plan de financement"), euros, [cout, (plan, "cout_eur")]
    )
    yield _difference(sujet, _("Coût des opérations moins AE"), euros, [cout, (paiements, "ae_eur")])
    yield _difference(sujet, _("AE moins CP"), euros, [(paiements, "ae_eur"), (paiements, "cp_eur")])
    logements = [(operations, "logements"), (lots, "logements")]
    yield _difference(sujet, _("Logements des opérations moins logements des lots"), entier, logements)


def _difference(sujet: Sujet, nom: str, genre: str, termes: Sequence[tuple[str, str]]) -> Chiffre:
    """Return the first sum minus the next ones."""
    formule = "-".join(f"SUM({sujet.plage(*terme)})" for terme in termes)
    return Chiffre(nom, f"={formule}", 0, genre, "")


def _a_savoir() -> list[str]:
    """Return how to read the sheets."""
    return [
        _("Les montants sont en euros hors taxes, à l'année des travaux ; coût = aides + fonds propres, à l'euro."),
        _(
            "AE : autorisations d'engagement, l'année des travaux. CP : crédits de paiement, versés au long des "
            "travaux ; ils peuvent dépasser les années du programme."
        ),
        _("La ligne « Total » de chaque feuille suit les filtres ; les chiffres clés ci-dessus ne les suivent pas."),
        _("Ce qui est estimé est en couleur : hypothèses, nombres de logements des lots."),
    ]


def _rubrique(page: Worksheet, i: int, titre: str, styles: Styles) -> int:
    """Write the title of a part, after a blank row; return the next row."""
    for j in range(len(_LARGEURS)):
        page.write_string(i + 1, j, espaces(titre) if j == 0 else "", styles.rubrique)
    return i + 2


def _paragraphes(page: Worksheet, i: int, textes: Sequence[str], styles: Styles, colonne: int = 0) -> int:
    """Write texts, one row per line, across the columns; return the next row."""
    for texte in textes:
        for ligne in textwrap.wrap(espaces(texte), _LIGNES[colonne]) or [""]:
            page.write_string(i, colonne, ligne, styles.lignes)
            i += 1
    return i


def _chiffre(page: Worksheet, i: int, chiffre: Chiffre, styles: Styles) -> int:
    """Write one figure; return the next row."""
    page.write_string(i, 0, espaces(chiffre.nom), styles.nom)
    page.write_formula(i, 1, chiffre.formule, styles.cellules[chiffre.genre], chiffre.valeur)
    page.write_string(i, 2, espaces(chiffre.note), styles.cote)
    return i + 1
