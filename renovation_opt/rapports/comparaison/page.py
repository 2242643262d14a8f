"""``comparaison.html``: one self-contained page, in the look of the report.

Answers for: its sections; the page forbids itself to load anything.
Leaves to others: the figures (chiffres), the words (mots), the bars (groupes), the template engine (page.gabarit).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from renovation_opt.locale import _, langue
from renovation_opt.rapports import libelles, typographie
from renovation_opt.rapports.comparaison import mots
from renovation_opt.rapports.comparaison.chiffres import Comparaison, Opposition
from renovation_opt.rapports.comparaison.groupes import groupes
from renovation_opt.rapports.comparaison.rangs import FAMILLES, Rang, Verdict
from renovation_opt.rapports.mouvements import Mouvement
from renovation_opt.rapports.page.gabarit import rendre
from renovation_opt.rapports.page.modele import Carton, Cellule, Dessin, Entete, Page, Section, Tableau

GABARIT = "comparaison.html.j2"
_MILLION = 1_000_000
_PETIT = 50
"""Amounts in millions under which a decimal is read."""
_CLASSES = {Verdict.NECESSAIRE: "necessaire", Verdict.DANS_L_ECART: "evitable"}


def octets(comparaison: Comparaison) -> bytes:
    """Return the bytes of the page, in the current language."""
    return rendre(GABARIT, page=composer(comparaison))


def composer(comparaison: Comparaison) -> Page:
    """Return the page, section by section."""
    return Page(
        langue=langue(),
        titre=_("Comparaison de programmes"),
        question=_(" ; ").join(f"{c.lettre}{_(' : ')}{c.titre}" for c in comparaison.cotes),
        constats=tuple(("bon", f"{c.lettre}{_(' : ')}{mots.statut(c)}") for c in comparaison.cotes),
        sections=(
            _essentiel(comparaison),
            *(_operations(o) for o in comparaison.oppositions),
            *_familles(comparaison),
            _preuve(comparaison),
        ),
        textes={
            "surtitre": _("Programme de rénovation du bassin minier"),
            "aller": _("Aller au contenu"),
            "sommaire": _("Sommaire"),
            "avertissements": _("Ce qui a été fait pour comparer"),
            "pied": _("Cette page est un seul fichier : elle ne charge rien et se lit hors ligne."),
        },
    )


def _essentiel(comparaison: Comparaison) -> Section:
    """Return what is read first: what may be concluded, the main figures, drawings."""
    textes = [phrase for o in comparaison.oppositions for phrase in mots.conclusions(o)]
    legende = mots.legende(comparaison)
    return Section(
        ancre="essentiel",
        titre=mots.familles()["essentiel"],
        textes=(*textes, *([legende] if legende else [])),
        cartons=tuple(_cartons(comparaison)),
        dessins=tuple(_dessins(comparaison)),
        tableaux=(_tableau(comparaison, _("Indicateurs"), comparaison.famille("essentiel")),),
        puces=comparaison.notes,
    )


def _cartons(comparaison: Comparaison) -> Iterator[Carton]:
    """Yield the headline differences of each side to the first."""
    for cle in (("logements", "total"), ("dpe", "passoires_supprimees"), ("argent", "cout"), ("argent", "aides")):
        rang = comparaison.rang(*cle)
        notes = [
            f"{o.cote.lettre} - A{_(' : ')}{mots.ecart(rang, e)}{mots.marque(e)}"
            for o, e in zip(comparaison.oppositions, rang.ecarts, strict=True)
        ]
        yield Carton(mots.libelle(rang), f"A{_(' : ')}{mots.valeur(rang, rang.valeurs[0])}", _(" ; ").join(notes))


def _dessins(comparaison: Comparaison) -> Iterator[Dessin]:
    """Yield dwellings by year and commitments by contributor, a bar per side."""
    annees = [r for r in comparaison.famille("annee") if r.cle[0] == "logements"]
    if annees:
        noms = [r.cle[-1] for r in annees]
        yield groupes(_("Logements rénovés par année"), noms, _series(comparaison, annees), typographie.nombre)
    payeurs = [r for r in comparaison.famille("contributeur") if r.cle[-1] == "ae"]
    if payeurs:
        noms = [libelles.contributeur(r.cle[2]) for r in payeurs]
        titre = _("Engagements par contributeur (M€)")
        series = _series(comparaison, payeurs, _MILLION)
        petit = max((v for valeurs in series.values() for v in valeurs), default=0.0) < _PETIT
        yield groupes(titre, noms, series, lambda v: typographie.nombre(v, 1 if petit else 0))


def _series(comparaison: Comparaison, rangs: Sequence[Rang], diviseur: int = 1) -> dict[str, list[float]]:
    """Return side -> value of each row."""
    return {
        f"{cote.lettre} {cote.nom}": [(r.valeurs[i] or 0) / diviseur for r in rangs]
        for i, cote in enumerate(comparaison.cotes)
    }


def _familles(comparaison: Comparaison) -> Iterator[Section]:
    """Yield one section per family of indicators."""
    for famille in FAMILLES[1:]:
        rangs = comparaison.famille(famille)
        if rangs:
            titre = mots.familles()[famille]
            yield Section(ancre=famille, titre=titre, tableaux=(_tableau(comparaison, titre, rangs),), annexe=True)


def _tableau(comparaison: Comparaison, legende: str, rangs: Sequence[Rang]) -> Tableau:
    """Return the table of some rows."""
    lettres = [c.lettre for c in comparaison.cotes]
    entetes = (
        Entete(_("Indicateur")),
        *(Entete(f"{c.lettre} {c.nom}", numerique=True) for c in comparaison.cotes),
        *(Entete(f"{n} - A", numerique=True) for n in lettres[1:]),
    )
    return Tableau(legende, entetes, tuple(_rangee(r) for r in rangs))


def _rangee(rang: Rang) -> tuple[Cellule, ...]:
    """Return the cells of a row; a difference is bold when it had to be, faint when it could be avoided."""
    return (
        Cellule(mots.libelle(rang)),
        *(Cellule(mots.valeur(rang, v)) for v in rang.valeurs),
        *(Cellule(f"{mots.ecart(rang, e)}{mots.marque(e)}", _CLASSES.get(e.verdict, "")) for e in rang.ecarts),
    )


def _operations(o: Opposition) -> Section:
    """Return the opérations that a side treats otherwise."""
    tableaux = []
    if o.proches is not None:
        titre = _("Différences qui subsistent au plus près de A{deux_points}{comptes}")
        restes = mots.subsistent(o.proches)
        tableaux.append(_mouvements(titre.format(deux_points=_(" : "), comptes=mots.comptes(restes)), restes))
    titre = _("Toutes les différences du programme calculé{deux_points}{comptes}")
    comptes = mots.comptes(o.mouvements)
    tableaux.append(_mouvements(titre.format(deux_points=_(" : "), comptes=comptes), o.mouvements))
    return Section(
        ancre=f"operations-{o.cote.lettre.lower()}",
        titre=_("Opérations : {lettre} et A").format(lettre=o.cote.lettre),
        textes=tuple(mots.conclusions(o)),
        tableaux=tuple(tableaux),
    )


def _mouvements(legende: str, liste: Sequence[Mouvement]) -> Tableau:
    """Return the table of some movements."""
    titres = (_("Opération"), _("Cité"), _("Commune"), _("Bailleur"))
    entetes = (
        *(Entete(t) for t in titres),
        Entete(_("Logements"), numerique=True),
        *(Entete(t) for t in (_("Ce qui change"), _("Dans A"), _("Ensuite"))),
    )
    rangees = tuple(
        tuple(
            map(
                Cellule,
                (
                    *(m.operation, m.cite, m.commune, m.bailleur),
                    typographie.nombre(m.logements),
                    *(mots.genres(m), mots.trait(m.avant), mots.trait(m.apres)),
                ),
            )
        )
        for m in liste
    )
    return Tableau(legende, entetes, rangees)


def _preuve(comparaison: Comparaison) -> Section:
    """Return how far each side is proven, and how it was obtained."""
    entetes = (Entete(_("Programme")), Entete(_("Statut")), Entete(_("Origine")), Entete(_("Échelles")))
    rangees = tuple(
        (
            Cellule(f"{c.lettre} {c.nom}"),
            Cellule(mots.statut(c)),
            Cellule(c.origine),
            Cellule(_(" ; ").join(typographie.nombre(e) for e in c.tables.solution.echelles)),
        )
        for c in comparaison.cotes
    )
    titre = _("Preuve et origine")
    return Section(ancre="preuve", titre=titre, tableaux=(Tableau(titre, entetes, rangees),))
