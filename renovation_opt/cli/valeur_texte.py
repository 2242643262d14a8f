"""The words of ``valeur``: a step and what it changes, a calendar and what it gains.

Answers for: ``depart``, ``effet``, ``conseil``, ``lecture``, ``signe``.
Leaves to others: the figures (analyse), printing (valeur).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from renovation_opt.analyse.conseil import Conseil
from renovation_opt.analyse.grandeurs import Grandeur
from renovation_opt.analyse.valeur import Effet, Encadrement
from renovation_opt.cli.ecran import paragraphe
from renovation_opt.locale import _
from renovation_opt.programme import Etape
from renovation_opt.rapports.phrases import nom_etape
from renovation_opt.rapports.typographie import au_plus, espaces, nombre
from renovation_opt.unites import format_montant

CHIFFRES = 4
"""Significant digits of a change."""
DECIMALES_MAX = 6
_NOM, _TROUVE, _CROCHETS, _PAR = 27, 10, 24, 10


def depart(etape: Etape) -> str:
    """Return the sentence of what steps are compared to."""
    texte = _("{etape} : {valeur} {unite}, à {ecart} au plus du meilleur possible")
    return texte.format(
        etape=nom_etape(etape.nom)[:1].upper() + nom_etape(etape.nom)[1:],
        valeur=_chiffres(etape.valeur),
        unite=etape.unite,
        ecart=au_plus(etape.ecart),
    )


def lecture() -> str:
    """Return how to read the figures."""
    return _(
        "Entre crochets, ce que les deux écarts laissent possible : la vraie variation y est. Pour un objectif, tout "
        "l'écart lui est attribué, les autres inchangés ; les logements ne sont pas optimisés et n'ont pas "
        "d'encadrement. « relaxation » est la valeur marginale de prix.csv, où les opérations se fractionnent : les "
        "programmes entiers peuvent gagner plus, ou moins."
    )


def effet(fait: Effet, etape: Etape) -> Iterator[str]:
    """Yield the lines of a step: one figure a line, its change, the interval, the change per million euros."""
    yield paragraphe(f"{signe(fait.pas)}{_(' : ')}{fait.apres}", "  ", "    ")
    if fait.motif:
        yield paragraphe(_("aucun programme possible : {motif}").format(motif=fait.motif), "    ")
    if not fait.motif or fait.marginal is not None:
        par = "" if fait.millions is None else _("par M€/an") if fait.par_an else _("par M€")
        yield _rangee("", _("variation"), _("encadrement"), par)
    for nom, change, unite in _figures(fait, etape):
        yield _encadree(f"{nom} ({unite})" if unite else nom, change, fait)
    if not fait.motif:
        logements = f"{'+' * (fait.logements > 0)}{nombre(fait.logements)}"
        yield _rangee(_("logements"), logements, "", _par(Encadrement(fait.logements), fait))
    if fait.marginal is not None:
        yield _rangee(_("relaxation (prix.csv)"), _signe(fait.marginal), "", _par(Encadrement(fait.marginal), fait))


def _figures(fait: Effet, etape: Etape) -> Iterator[tuple[str, Encadrement, str]]:
    """Yield (name, change, unit) of the figures that a step changes."""
    manque = fait.manque
    if manque is not None and (manque.trouve or manque.mini or manque.maxi):
        yield _("cibles manquées"), manque.par(1 / 100), "%"
    if fait.objectif is not None:
        yield _("objectif"), fait.objectif, etape.unite
    mots = {"energie": _("énergie"), "patrimoine": _("patrimoine"), "mixite": _("mixité")}
    unites = {"energie": "MWh", "patrimoine": _("points"), "mixite": _("ménages")}
    for nom, change in (fait.objectifs or {}).items():
        if nom != etape.nom:
            yield mots[nom], change, unites[nom]


def _encadree(nom: str, change: Encadrement, fait: Effet) -> str:
    """Return the line of one figure."""
    crochets = ""
    if change.mini is not None and change.maxi is not None:
        crochets = f"[{_signe(change.mini)} ; {_signe(change.maxi)}]"
    return _rangee(nom, _signe(change.trouve), crochets, _par(change, fait))


def _rangee(nom: str, trouve: str, crochets: str, par: str) -> str:
    """Return a line of the table."""
    colonnes = (nom.ljust(_NOM), trouve.rjust(_TROUVE), crochets.rjust(_CROCHETS), par.rjust(_PAR))
    return espaces(f"    {' '.join(colonnes)}".rstrip())


def _par(change: Encadrement, fait: Effet) -> str:
    """Return a change per million euros, a year when the step comes back every year."""
    return "" if fait.millions is None else _signe(change.par(fait.millions).trouve)


def conseil(avis: Conseil, libelle: str, etape: Etape) -> Iterator[str]:
    """Yield the lines of the advice on a fund."""
    yield paragraphe(f"{libelle}{_(' : ')}{_avis(avis, etape)}", "  ", "    ")
    if avis.mouvements:
        ecrites = ", ".join(format_montant(euros) for _annee, euros in avis.tranches)
        yield paragraphe(_("à écrire : profil: [{tranches}]").format(tranches=ecrites), "    ")


def _avis(avis: Conseil, etape: Etape) -> str:
    """Return the sentence of an advice."""
    raisons = {
        "sans_enveloppe": _("pas d'enveloppe, donc pas de calendrier à changer"),
        "libre": _("seul son total compte, son calendrier est déjà libre"),
        "une_annee": _("une seule année"),
    }
    if avis.raison:
        return raisons[avis.raison]
    plafond = _("d'après la relaxation, aucun calendrier ne gagnerait plus de {plafond} {unite}").format(
        plafond=_chiffres(avis.plafond or 0.0), unite=etape.unite
    )
    if not avis.mouvements or avis.gain is None:
        return _("aucun autre calendrier trouvé ne gagne ; {plafond}").format(plafond=plafond)
    deplacer = _(" ; ").join(
        _("{montant} de {de} à {vers}").format(montant=format_montant(m.euros), de=m.de, vers=m.vers)
        for m in avis.mouvements
    )
    gain = f"{_signe(avis.gain.trouve)} {etape.unite}"
    texte = _(
        "déplacer {mouvements} gagne {gain} [{mini} ; {maxi}], vérifié par un calcul en entiers{reserve} ; {plafond}"
    )
    reserve = "" if avis.gain.sur else _(", mais c'est moins que les écarts : le gain n'est pas prouvé")
    return texte.format(
        mouvements=deplacer,
        gain=gain,
        mini=_signe(avis.gain.mini or 0.0),
        maxi=_signe(avis.gain.maxi or 0.0),
        reserve=reserve,
        plafond=plafond,
    )


def signe(pas: Grandeur) -> str:
    """Return a step with its sign."""
    return f"+{pas.texte}" if pas.nombre > 0 else pas.texte


def _signe(valeur: float) -> str:
    """Return a change with its sign."""
    ecrit = _chiffres(valeur)
    return f"+{ecrit}" if valeur > 0 and ecrit.strip("0,. ") else ecrit


def _chiffres(valeur: float) -> str:
    """Return a number with four significant digits, all those of its whole part."""
    if not valeur or abs(valeur) < 10**-9:
        return "0"
    decimales = CHIFFRES - 1 - math.floor(math.log10(abs(valeur)))
    return nombre(valeur, min(max(0, decimales), DECIMALES_MAX))
