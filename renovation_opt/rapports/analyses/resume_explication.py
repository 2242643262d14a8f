"""The explanation of a cité in words: 80 columns, plain text.

Answers for: ``resumer``.  Leaves to others: the figures (explication), printing (cli).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from renovation_opt.instance import OBJECTIFS
from renovation_opt.locale import _
from renovation_opt.rapports import libelles
from renovation_opt.rapports.analyses.explication import (
    EmploiLu,
    ExplicationLue,
    Imposee,
    LevierLu,
    OperationLue,
    PlanLu,
)
from renovation_opt.rapports.analyses.frontiere import ecrire_valeur
from renovation_opt.rapports.mouvements import Genre, Mouvement, Trait
from renovation_opt.rapports.typographie import au_plus, espaces, euros, lier, millions, nombre, part

LARGEUR = 80
OPERATIONS_MAX = 4
"""Opérations told one by one; the JSON holds them all."""
EMPLOIS_MAX = 6
MOUVEMENTS_MAX = 8
NEGLIGEABLE = 0.0005


def resumer(lue: ExplicationLue) -> str:
    """Return the explanation."""
    blocs = [
        _titre(lue),
        _apports(lue),
        *(_operation(operation) for operation in lue.operations[:OPERATIONS_MAX]),
        _suite(lue),
        _impose(lue),
        _leviers(lue),
    ]
    lignes = "\n\n".join("\n".join(bloc) for bloc in blocs if bloc).splitlines()
    return espaces("\n".join(ligne.rstrip() for ligne in lignes)) + "\n"


def _titre(lue: ExplicationLue) -> list[str]:
    """Return the cité, the scenario, and whether it is in."""
    etats = {
        "dedans": _("Au programme."),
        "en_partie": _("Au programme, mais en partie seulement."),
        "dehors": _("Pas au programme."),
    }
    preuve = _("Le programme est à {ecart} au plus du meilleur possible.").format(ecart=au_plus(lue.ecart))
    lignes = [*_phrase(f"{lue.cible}, {lue.titre}"), *_phrase(f"{etats[lue.etat]} {preuve}")]
    if lue.arretee:
        lignes += _phrase(_("L'analyse a été arrêtée avant sa fin : ce qui suit est incomplet."))
    return lignes


def _apports(lue: ExplicationLue) -> list[str]:
    """Return what the cité brings, objective by objective."""
    titre = _("Ce qu'elle apporte") if lue.etat != "dehors" else _("Ce que ses meilleurs plans apporteraient")
    lignes = [titre]
    for j, nom in enumerate(OBJECTIFS):
        quote = part(lue.objectifs[j] / lue.totaux[j]) if lue.totaux[j] else ""
        texte = _("{valeur}, soit {part} de ce que fait le programme") if quote else "{valeur}"
        valeur = texte.format(valeur=ecrire_valeur(lue.objectifs[j], j), part=quote)
        lignes += _phrase(f"{libelles.objectif(nom) + ' ':.<18} {valeur}", "  ")
    return lignes


def _operation(operation: OperationLue) -> list[str]:
    """Return one opération: its plan, its rank, what it takes."""
    tete = _("Opération {code} : {logements} logements, {bailleur}")
    lignes = _phrase(
        tete.format(code=operation.code, logements=nombre(operation.logements), bailleur=operation.bailleur)
    )
    if operation.plan is None:
        return [*lignes, *_phrase(_("Aucun chantier ne lui est permis."), "  ")]
    lignes += _phrase(_intro(operation) + _plan(operation.plan), "  ")
    lignes += _phrase(_rang(operation), "  ")
    lignes += _emplois(operation)
    lignes += _debuts(operation)
    return lignes


def _intro(operation: OperationLue) -> str:
    """Return what the plan told is."""
    return _("Dans le programme : ") if operation.ouverte else _("Meilleur plan aux prix de la relaxation : ")


def _plan(plan: PlanLu) -> str:
    """Return a plan in words."""
    travaux = ", ".join(f"{nom} ({nombre(n)})" for nom, n in plan.bouquets.items())
    parts = [f"{nom} {euros(montant)}" for nom, montant in plan.aides.items()]
    parts.append(_("fonds propres {propres}").format(propres=millions(plan.fonds_propres_eur)))
    texte = _("début {debut}, durée {duree} an(s), parti {parti} ; {travaux} ; coût {cout} : {parts}.")
    return texte.format(
        debut=plan.debut,
        duree=plan.duree,
        parti=libelles.parti(plan.parti),
        travaux=travaux,
        cout=millions(plan.cout_eur),
        parts=", ".join(parts),
    )


def _rang(operation: OperationLue) -> str:
    """Return the rank and what it means."""
    texte = _(
        "Rang {rang} sur {total} opérations par valeur réduite (apport moins prix de ce qu'elle prend) : {reduite}."
    )
    debut = texte.format(rang=nombre(operation.rang), total=nombre(operation.total), reduite=_signe(operation.reduite))
    if operation.reduite > NEGLIGEABLE:
        return debut + " " + _("La relaxation la prend tout entière.")
    if operation.reduite < -NEGLIGEABLE and operation.ouverte:
        suite = _(
            "En opérations entières, ce plan comble ce que les autres laissent : aux prix, un autre vaudrait mieux."
        )
        return debut + " " + suite
    if operation.reduite < -NEGLIGEABLE:
        return debut + " " + _("Les mêmes moyens servent mieux ailleurs.")
    return debut + " " + _("Elle est à la limite : la relaxation peut n'en prendre qu'une part, ou un autre plan.")


def _emplois(operation: OperationLue) -> Iterator[str]:
    """Yield what the plan takes at a price."""
    prend = [e for e in operation.emplois if e.part > NEGLIGEABLE]
    aide = [e for e in operation.emplois if e.part < -NEGLIGEABLE]
    if prend:
        yield "  " + _("Ce qu'elle prend, au prix de la relaxation (part de son apport)")
        for emploi in prend[:EMPLOIS_MAX]:
            yield from _phrase(_emploi(emploi), "    ")
    if aide:
        yield "  " + _("Ce à quoi elle contribue (part de son apport)")
        for emploi in aide[:EMPLOIS_MAX]:
            yield from _phrase(_emploi(emploi), "    ")
    if not prend and not aide:
        yield from _phrase(_("Aucune ressource qu'elle emploie n'a de prix : rien ne manque autour d'elle."), "  ")


def _emploi(emploi: EmploiLu) -> str:
    """Return one row in words."""
    mots = {
        "C6": _("logements aidés"),
        "C8": _("capacité du bailleur"),
        "C9": _("chantiers ouverts"),
        "C10": _("enveloppe"),
        "C11": _("parité"),
        "C12": _("fonds propres"),
        "C13": _("filière"),
        "C14": _("cible"),
        "C15": _("cité prioritaire"),
        "O": _("plancher d'objectif"),
    }
    quantite = abs(emploi.quantite)
    ecrite = euros(quantite) if emploi.unite == "euros" else f"{nombre(quantite)} {libelles.unite(emploi.unite)}"
    nom = f"{mots.get(emploi.tag, emploi.famille)} {emploi.etiquette}"
    return f"{nom}{_(' : ')}{ecrite}, {part(abs(emploi.part))}"


def _debuts(operation: OperationLue) -> list[str]:
    """Return the reduced value by first year."""
    if not operation.debuts:
        return []
    valeurs = _(" ; ").join(f"{annee} {_signe(valeur)}" for annee, valeur in operation.debuts.items())
    return _phrase(_("Valeur réduite selon l'année de début : {valeurs}.").format(valeurs=valeurs), "  ")


def _suite(lue: ExplicationLue) -> list[str]:
    """Return how many opérations are not told."""
    reste = len(lue.operations) - OPERATIONS_MAX
    return [_("Autres opérations de la cité : {n} (voir --json).").format(n=nombre(reste))] if reste > 0 else []


def _impose(lue: ExplicationLue) -> list[str]:
    """Return what requiring the cité costs."""
    if lue.impossible:
        return [*_phrase(_("Elle ne peut pas être imposée")), *(x for t in lue.impossible for x in _phrase(t, "  "))]
    if lue.imposee is None:
        return []
    imposee = lue.imposee
    lignes = [_("Si elle est imposée")]
    lignes += _phrase(_perte(imposee), "  ")
    if imposee.cibles:
        lignes += _phrase(
            _("Les cibles souples ne tiennent plus telles quelles : elles ont été réglées à nouveau."), "  "
        )
    for j, nom in enumerate(OBJECTIFS):
        signe = "+" if imposee.objectifs[j] > 0 else ""
        lignes += _phrase(f"{libelles.objectif(nom) + ' ':.<18} {signe}{ecrire_valeur(imposee.objectifs[j], j)}", "  ")
    texte = _(
        "Ce qui bouge, dans le programme le plus proche de l'actuel qui la traite (au plus {admise} de moins que lui, "
        "ou que le meilleur qui la traite) :"
    )
    lignes += _phrase(texte.format(admise=part(imposee.admise)), "  ")
    lignes += [x for m in imposee.mouvements[:MOUVEMENTS_MAX] for x in _phrase(_mouvement(m), "    ")]
    reste = len(imposee.mouvements) - MOUVEMENTS_MAX
    return [*lignes, "    " + _("… et {n} autres (voir --json)").format(n=nombre(reste))] if reste > 0 else lignes


def _perte(imposee: Imposee) -> str:
    """Return the loss on the objective, and what the bounds leave open."""
    if imposee.perte <= 0:
        debut = _("Le programme trouvé est aussi bon : à l'écart près, elle ne coûte rien.")
    else:
        debut = _("L'objectif du scénario perd {perte} entre les deux programmes trouvés.").format(
            perte=part(imposee.perte, 2)
        )
    bas, haut = part(imposee.perte_min, 2), part(imposee.perte_max, 2)
    if bas == haut:
        return debut + " " + _("La vraie perte est prouvée : {perte}.").format(perte=haut)
    entre = _("Compte tenu des écarts, la vraie perte est entre {bas} et {haut}.")
    return debut + " " + entre.format(bas=bas, haut=haut)


def _mouvement(m: Mouvement) -> str:
    """Return one change."""
    avant, apres = m.avant, m.apres
    mots = {"operation": m.operation, "logements": nombre(m.logements)}
    if avant is None or apres is None:
        annee = next(t.debut for t in (avant, apres) if t is not None)
        entre, sort = (
            _("entre : {operation} ({logements} logements, {annee})"),
            _("sort : {operation} ({logements} logements, {annee})"),
        )
        return (entre if avant is None else sort).format(**mots, annee=annee)
    if avant.debut == apres.debut:
        tete = _("change : {operation} ({logements} logements)")
    else:
        tete = _("se décale de {avant} à {apres} : {operation} ({logements} logements)")
    lignes = [tete.format(**mots, avant=avant.debut, apres=apres.debut)]
    lignes += [_("{avant} devient {apres}").format(avant=a, apres=b) for a, b in _reste(m, avant, apres)]
    return ", ".join(lignes)


def _reste(m: Mouvement, avant: Trait, apres: Trait) -> Iterator[tuple[str, str]]:
    """Yield what changes of an opération beside its first year, before and after."""
    if Genre.BOUQUET in m.genres:
        yield _bouquets(avant, apres), _bouquets(apres, avant)
    if Genre.MONTAGE in m.genres:
        yield libelles.montage(avant.montage), libelles.montage(apres.montage)
    if Genre.PARTI in m.genres:
        yield libelles.parti(avant.parti), libelles.parti(apres.parti)
    if Genre.DUREE in m.genres:
        yield _("{n} an(s)").format(n=avant.duree), _("{n} an(s)").format(n=apres.duree)


def _bouquets(trait: Trait, autre: Trait) -> str:
    """Return the bouquets that some lot gets in one programme and not in the other."""
    codes = {bouquet for lot, bouquet in trait.bouquets if (lot, bouquet) not in autre.bouquets}
    return " + ".join(sorted(codes)) or _("rien")


def _leviers(lue: ExplicationLue) -> list[str]:
    """Return the changes of one statement that bring the cité in."""
    if not lue.leviers:
        return []
    lignes = [_("Le plus petit changement d'un seul énoncé qui la fait entrer")]
    return lignes + [x for levier in lue.leviers for x in _phrase(_levier(levier), "  - ", "    ")]


def _levier(levier: LevierLu) -> str:
    """Return one statement and its change."""
    quand = _("{cle}, année {annee}").format(cle=levier.cle, annee=levier.annee) if levier.annee else levier.cle
    if levier.variation is None and not levier.acheve:
        return _("{enonce} : recherche arrêtée avant sa fin, rien n'est conclu").format(enonce=quand)
    if levier.variation is None:
        texte = _("{enonce} : aucun des changements essayés, jusqu'à {amplitude}, ne suffit")
        return texte.format(enonce=quand, amplitude=_plus(levier, levier.amplitude))
    if levier.unite.endswith("/an"):
        texte = _("{enonce} : {plus}, vérifié en opérations entières, écart {ecart}")
        return texte.format(enonce=quand, plus=_plus(levier, levier.variation), ecart=au_plus(levier.ecart or 0.0))
    texte = _("{enonce} : {plus} (de {avant} à {apres}), vérifié en opérations entières, écart {ecart}")
    return texte.format(
        enonce=quand,
        plus=_plus(levier, levier.variation),
        avant=_quantite(levier, levier.valeur),
        apres=_quantite(levier, levier.valeur + levier.variation),
        ecart=au_plus(levier.ecart or 0.0),
    )


def _plus(levier: LevierLu, valeur: float) -> str:
    """Return a change with its sign."""
    return "+" + _quantite(levier, valeur)


def _quantite(levier: LevierLu, valeur: float) -> str:
    """Return a quantity of a statement with its unit."""
    if levier.unite.startswith("EUR"):
        return euros(valeur) + (_(" par an") if levier.unite.endswith("/an") else "")
    if levier.unite == "part":
        return part(valeur, 0)
    if levier.unite == "poids":
        return nombre(valeur, 2)
    unite, _barre, par_an = levier.unite.partition("/")
    return f"{nombre(valeur)} {libelles.unite(unite)}" + (_(" par an") if par_an else "")


def _signe(valeur: float) -> str:
    """Write a share with its sign, none when it rounds to nothing."""
    if abs(valeur) < NEGLIGEABLE:
        return part(0.0)
    return ("+" if valeur > 0 else "") + part(valeur)


def _phrase(texte: str, debut: str = "", suite: str | None = None) -> list[str]:
    """Return a text wrapped to the width."""
    marge = debut if suite is None else suite
    return textwrap.wrap(
        lier(texte),
        LARGEUR,
        initial_indent=debut,
        subsequent_indent=marge if suite else marge + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
