"""What a landlord has to decide, in words; for private owners, that each of them decides alone.

Answers for: ``decision``: sentences, then one row per year against the limits of the scenario.
Leaves to others: the figures (tables.decisions).
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from renovation_opt.instance import Bailleur
from renovation_opt.locale import _
from renovation_opt.rapports.colonnes import Colonne, Nature
from renovation_opt.rapports.page.modele import Section, tableau
from renovation_opt.rapports.tables import Tables, Vue
from renovation_opt.rapports.tables.decisions import a_decider, reste_a_charge
from renovation_opt.rapports.tables.lignes import aide
from renovation_opt.rapports.typographie import euros, nombre


def decision(tables: Tables, bailleur: Bailleur, vue: Vue) -> Section:
    """Return what is to be decided."""
    table = a_decider(tables.inst, bailleur.code, vue)
    phrases = _privees(tables, bailleur, vue, table) if bailleur.prive else _sociales(tables, vue, table)
    legende = _("Ce qui se lance chaque année, et les limites du scénario")
    lue = table.astype("object").where(table.notna(), None)
    return Section(
        "decider",
        _("Ce qu'il faut décider"),
        textes=_avertissement() if bailleur.prive else (),
        puces=tuple(phrases),
        tableaux=(tableau(legende, _colonnes(bailleur), lue, _("Total"), "decisions"),),
    )


def _avertissement() -> tuple[str, ...]:
    """Return what must be clear before any figure of private housing."""
    return (
        _(
            "Chaque propriétaire décide pour son logement, un par un : personne ne peut décider à sa place, et rien "
            "dans ce programme ne l'oblige."
        ),
        _(
            "Ces nombres disent combien de dossiers il faut pouvoir suivre, financer et accompagner chaque année, et "
            "dans quelles cités proposer l'aide d'abord. Un propriétaire qui renonce libère une aide pour un autre."
        ),
    )


def _sociales(tables: Tables, vue: Vue, table: pd.DataFrame) -> Iterator[str]:
    """Yield what a landlord has to decide."""
    ensembles = int(table["ensembles"].sum())
    premiere = int(vue.operations["debut"].min())
    lancees = int((vue.operations["debut"] == premiere).sum())
    yield _("Lancer {n} opérations, dont {k} dès {annee}.").format(
        n=nombre(len(vue.operations)), k=nombre(lancees), annee=premiere
    )
    if ensembles:
        texte = _("Pour {n} d'entre elles, restaurer toute la cité d'un même parti (ensemble patrimonial).")
        yield texte.format(n=nombre(ensembles))
    forte = table.to_dict("records")[int(table["fonds_propres_eur"].argmax())]
    yield _("Engager {montant} de fonds propres, au plus fort {pointe} en {annee}.").format(
        montant=euros(int(vue.lignes["fonds_propres_eur"].sum())),
        pointe=euros(int(forte["fonds_propres_eur"])),
        annee=int(forte["annee"]),
    )
    yield from _aides(tables, vue)
    derniere = vue.paiements["annee"].max()
    yield _("Prévoir des paiements jusqu'en {annee}, au rythme des crédits de paiement (CP).").format(annee=derniere)


def _privees(tables: Tables, bailleur: Bailleur, vue: Vue, table: pd.DataFrame) -> Iterator[str]:
    """Yield what accompanying private owners takes."""
    forte = table.to_dict("records")[int(table["logements"].argmax())]
    yield _("Suivre {n} logements en tout, jusqu'à {pointe} en {annee}.").format(
        n=nombre(int(vue.lignes["logements"].sum())), pointe=nombre(int(forte["logements"])), annee=int(forte["annee"])
    )
    reste = reste_a_charge(tables.inst, bailleur.code, vue)
    if reste is not None:
        yield _("Reste à charge d'un propriétaire : {moyen} en moyenne, {maximum} au plus.").format(
            moyen=euros(reste.moyen_eur), maximum=euros(reste.maximum_eur)
        )
        if reste.plafond_eur is not None:
            texte = _("Au-delà de {plafond} par logement, les travaux ne sont pas proposés.")
            yield texte.format(plafond=euros(reste.plafond_eur))
    yield from _aides(tables, vue)


def _aides(tables: Tables, vue: Vue) -> Iterator[str]:
    """Yield the aids to ask for."""
    for fonds in tables.inst.fonds:
        montant = int(vue.lignes[aide(fonds.code)].sum())
        if montant:
            yield _("Demander {montant} à {fonds}.").format(montant=euros(montant), fonds=fonds.libelle or fonds.code)


def _colonnes(bailleur: Bailleur) -> tuple[Colonne, ...]:
    """Return the columns of the years."""
    communes = (
        Colonne("annee", _("Année"), Nature.ANNEE),
        Colonne("lancees", _("Opérations lancées"), Nature.ENTIER, totale=True),
    )
    ensembles = Colonne("ensembles", _("dont ensembles patrimoniaux"), Nature.ENTIER, totale=True)
    suite = (
        Colonne("logements", _("Logements"), Nature.ENTIER, totale=True),
        Colonne("capacite", _("Logements au plus"), Nature.ENTIER),
        Colonne("cout_eur", _("Coût total"), Nature.EUROS, totale=True),
        Colonne("aides_eur", _("Aides"), Nature.EUROS, totale=True),
        Colonne("fonds_propres_eur", _("Fonds propres"), Nature.EUROS, totale=True),
    )
    limite = Colonne("fonds_propres_max_eur", _("Fonds propres au plus"), Nature.EUROS)
    return (*communes, *suite) if bailleur.prive else (*communes, ensembles, *suite, limite)
