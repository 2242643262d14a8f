"""What stands behind the figures: the proof, the audit, the hypotheses that are not published, the provenance."""

from __future__ import annotations

from collections.abc import Iterable

from renovation_opt.locale import _
from renovation_opt.programme import Statut
from renovation_opt.rapports import libelles, phrases, titres, typographie
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.listes import table_hypotheses
from renovation_opt.rapports.page.modele import Cellule, Entete, Section, Tableau, chiffre, tableau
from renovation_opt.rapports.tables import Tables, Vue
from renovation_opt.rapports.tables.preuve import BilanEtape

PUBLIE = "publie"
_DECIMALES = 4


def hypotheses(tables: Tables) -> Section:
    """Return the hypotheses that are not published figures, and the share of estimated dwellings."""
    part = typographie.part(tables.valeur("logements", "part_estimee"))
    parc = typographie.part(tables.valeur("parc", "part_estimee"))
    phrase = _("{part} des logements rénovés, et {parc} de ceux du parc, sont dans des lots dont le nombre est estimé.")
    estimees = [h.fiabilite != PUBLIE for h in tables.inst.hypotheses]
    table = table_hypotheses(tables.inst)[estimees]
    liste = tableau(_("Hypothèses qui ne sont pas des chiffres publiés"), titres.hypotheses(), table, code="hypotheses")
    return Section(
        "hypotheses",
        _("Hypothèses estimées"),
        textes=(phrase.format(part=part, parc=parc),),
        tableaux=(liste,) if len(table) else (),
        puces=tables.inst.avertissements,
    )


def part_estimee(vue: Vue) -> str:
    """Return the share of the dwellings of a view whose count is estimated, in words."""
    part = {i.cle: i.valeur for i in vue.indicateurs}["logements", "part_estimee"]
    ecrite = typographie.part(part if isinstance(part, float) else None)
    return _("{part} de ces logements sont dans des lots dont le nombre est estimé.").format(part=ecrite)


def preuve(tables: Tables, contexte: Contexte) -> Section:
    """Return status, bound and gap of each stage, audit, marginal values, inputs and versions."""
    statut = phrases.statut(tables.preuve)
    prix = tables.prix[tables.prix["valeur"] != 0]
    legende = _("Valeurs marginales de la relaxation de la dernière étape : ce qu'apporterait une unité de plus")
    return Section(
        "preuve",
        _("Preuve et provenance"),
        textes=(
            _("Statut : {statut}").format(statut=statut),
            _("Audit : {audit}").format(audit=phrases.audit(contexte)),
        ),
        tableaux=(
            *((_etapes(tables.preuve.etapes),) if tables.preuve.etapes else ()),
            *((tableau(legende, titres.prix(), prix, code="prix"),) if len(prix) else ()),
            _paires(_("Entrées et leurs empreintes SHA-256"), (_("Entrée"), _("Empreinte")), contexte.entrees.items()),
            _paires(_("Versions, solveurs, options"), (_("Élément"), _("Valeur")), _provenance(contexte)),
        ),
    )


def constats(tables: Tables, contexte: Contexte) -> tuple[tuple[str, str], ...]:
    """Return (CSS class, sentence) of what a reader must know before any figure."""
    prouve = tables.preuve.statut in {Statut.OPTIMAL, Statut.BORNE}
    manques = sum(1 for cible in tables.cibles if cible.manque)
    if manques:
        cibles = ("alerte", _("{n} cible(s) manquée(s) sur {total}").format(n=manques, total=len(tables.cibles)))
    else:
        cibles = ("bon", _("toutes les cibles sont atteintes"))
    return (
        ("bon" if prouve else "alerte", phrases.statut(tables.preuve)),
        ("bon" if contexte.audit_conforme else "alerte", phrases.audit(contexte)),
        *((cibles,) if tables.cibles else ()),
    )


def _etapes(etapes: tuple[BilanEtape, ...]) -> Tableau:
    """Return the table of stages."""
    entetes = (
        Entete(_("Étape")),
        Entete(_("Sens")),
        Entete(_("Valeur"), numerique=True),
        Entete(_("Borne"), numerique=True),
        Entete(_("Écart, au plus"), numerique=True),
        Entete(_("Unité")),
        Entete(_("Arrêt")),
    )
    return Tableau(_("Étapes de la résolution"), entetes, tuple(_etape(etape) for etape in etapes), code="etapes")


def _etape(etape: BilanEtape) -> tuple[Cellule, ...]:
    """Return the row of one stage."""
    ecart = typographie.ABSENT if etape.ecart is None else typographie.au_plus(etape.ecart)
    return (
        Cellule(etape.nom),
        Cellule(_("maximiser") if etape.sens > 0 else _("minimiser")),
        chiffre(typographie.nombre(etape.valeur, _DECIMALES), etape.valeur),
        chiffre(typographie.nombre(etape.borne, _DECIMALES), etape.borne),
        chiffre(ecart, etape.ecart),
        Cellule(libelles.unite(etape.unite)),
        Cellule(libelles.limite(etape.limite)),
    )


def _provenance(contexte: Contexte) -> Iterable[tuple[str, str]]:
    """Yield what ran, with what options; never when."""
    yield from sorted((nom, version) for nom, version in contexte.versions.items())
    for solveur in contexte.solveurs:
        yield _("solveur"), solveur
    for nom, valeur in sorted(contexte.options.items()):
        yield nom, typographie.oui_non(valeur) if isinstance(valeur, bool) else str(valeur)


def _paires(legende: str, entetes: tuple[str, str], paires: Iterable[tuple[str, str]]) -> Tableau:
    """Return a table of names and values."""
    rangees = tuple((Cellule(nom), Cellule(valeur, "code")) for nom, valeur in sorted(paires))
    return Tableau(legende, tuple(Entete(e) for e in entetes), rangees)
