"""``diff``: what changed in meaning between two scenarios, files or git revisions.

Answers for: the sentences, their order, the JSON.
Leaves to others: reading revisions (schemas.revision), the changes (analyse.differences).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import Any

from renovation_opt.analyse.comparaison import comparer
from renovation_opt.analyse.differences import Changement, Differences, Genre, comparer_scenarios
from renovation_opt.cli.comparer import Souhait, ecrire, refuser
from renovation_opt.cli.ecran import dire, paragraphe
from renovation_opt.cli.mener import meneur
from renovation_opt.cli.sortie_json import dire_json
from renovation_opt.locale import _
from renovation_opt.parc.differences import DifferencesParc
from renovation_opt.rapports.comparaison.chiffres import Comparaison
from renovation_opt.rapports.comparaison.donnees import arbre
from renovation_opt.rapports.comparaison.ecran import afficher
from renovation_opt.rapports.typographie import ABSENT, nombre, part
from renovation_opt.schemas.chargement import ScenarioCharge, charger
from renovation_opt.schemas.revision import Version, version
from renovation_opt.unites import QuantiteInvalide, lire_montant, lire_nombre

COLONNES_MAX = 6
"""Columns of the parc named one by one."""


@dataclass(frozen=True, slots=True)
class Comparee:
    """A version and what it holds."""

    version: Version
    charge: ScenarioCharge


def comparer_versions(avant: str, apres: str, souhait: Souhait | None, *, en_json: bool) -> None:
    """Write what changed between two versions, then, when ``souhait`` is given, what it changes in the programme."""
    with ExitStack() as pile:
        deux = [_ouvrir(pile, texte) for texte in (avant, apres)]
        differences = _differences(deux[0], deux[1])
        if not en_json:
            for ligne in phrases(deux[0], deux[1], differences):
                dire(ligne)
        comparaison = None if souhait is None else _resoudre(deux[0], deux[1], souhait)
        if en_json:
            contenu = en_donnees(deux[0], deux[1], differences)
            dire_json(contenu | {"comparaison": comparaison and arbre(comparaison)})
        elif comparaison is not None:
            dire()
            dire(afficher(comparaison).rstrip("\n"))


def _resoudre(avant: Comparee, apres: Comparee, souhait: Souhait) -> Comparaison:
    """Return the comparison of the programmes of two versions; write its files when a folder is asked."""
    if souhait.sortie is not None:
        refuser(souhait.sortie)
    noms = [avant.version.nom, apres.version.nom]
    mener = meneur(souhait.tours, silencieux=souhait.en_json)
    with avant.version.nommer(), apres.version.nommer():
        chemins = [avant.version.chemin, apres.version.chemin]
        comparaison, resolus = comparer(chemins, souhait.reglages(), mener, noms)
    if souhait.sortie is not None:
        ecrire(souhait.sortie, comparaison, resolus, souhait)
    return comparaison


def _ouvrir(pile: ExitStack, texte: str) -> Comparee:
    """Return a version read; its copies live as long as the stack."""
    ouverte = pile.enter_context(version(texte))
    with ouverte.nommer():
        return Comparee(ouverte, charger(ouverte.chemin))


def _differences(avant: Comparee, apres: Comparee) -> Differences:
    """Return what changed; a faulty parc is named as the user knows it."""
    with avant.version.nommer(), apres.version.nommer():
        return comparer_scenarios(avant.charge, apres.charge)


def phrases(avant: Comparee, apres: Comparee, differences: Differences) -> Iterator[str]:
    """Yield the lines to print: changes that may matter, then those that explain."""
    yield paragraphe(_("De {avant} à {apres}").format(avant=avant.version.nom, apres=apres.version.nom))
    for titre, changements in _groupes(differences):
        if changements:
            yield ""
            yield paragraphe(titre)
            yield from (paragraphe(_phrase(c, avant, apres), "  - ") for c in changements)
    if differences.parc is not None:
        yield ""
        yield paragraphe(_("Parc"))
        yield from (paragraphe(ligne, "  - ") for ligne in _parc(differences.parc))
    yield ""
    yield paragraphe(_conclusion(differences))


def _groupes(differences: Differences) -> Iterator[tuple[str, list[Changement]]]:
    """Yield the changes by what they bear on."""
    tous = differences.changements
    yield _("Scénario"), [c for c in tous if c.effet and c.origine == "scenario"]
    yield _("Hypothèses"), [c for c in tous if c.effet and c.origine == "hypotheses"]
    yield _("Noms et sources, sans effet sur le programme"), [c for c in tous if not c.effet]


def _phrase(c: Changement, avant: Comparee, apres: Comparee) -> str:
    """Return one change as a sentence: path, before, after, place."""
    modeles = {
        Genre.MODIFIE: _("{cle} : {avant} devient {apres}{evolution}"),
        Genre.AJOUTE: _("{cle} : ajouté, {apres}"),
        Genre.RETIRE: _("{cle} : retiré, valait {avant}"),
    }
    phrase = modeles[c.genre].format(
        cle=f"{c.cle} ({c.sujet})" if c.sujet else c.cle,
        avant=c.avant or ABSENT,
        apres=c.apres or ABSENT,
        evolution=_evolution(c.avant, c.apres),
    )
    lieu = apres.version.affiche(c.lieux[1]) if c.lieux[1] else avant.version.affiche(c.lieux[0])
    return f"{phrase} ({lieu})" if lieu else phrase


def _evolution(avant: str, apres: str) -> str:
    """Return ``, soit +20 %`` between two amounts or two numbers, nothing between anything else."""
    vieux, neuf = _lu(avant), _lu(apres)
    if not vieux or neuf is None:
        return ""
    relatif = float((neuf - vieux) / vieux)
    return _(", soit {evolution}").format(evolution=("+" if relatif > 0 else "") + part(relatif))


def _lu(texte: str) -> Any:  # noqa: ANN401 - an integer or a fraction
    """Return the number of an amount or of a plain number, ``None`` when it is neither."""
    for lire in (lire_montant, lire_nombre):
        try:
            return lire(texte)
        except QuantiteInvalide:
            continue
    return None


def _parc(parc: DifferencesParc) -> Iterator[str]:
    """Yield what changed in the parc."""
    if parc.identiques:
        yield _("les deux fichiers diffèrent, mais disent les mêmes lots")
        return
    if parc.ajoutes:
        texte = _("lots ajoutés : {n}, soit {logements} logements")
        yield texte.format(n=nombre(parc.ajoutes), logements=nombre(parc.logements_ajoutes))
    if parc.retires:
        texte = _("lots retirés : {n}, soit {logements} logements")
        yield texte.format(n=nombre(parc.retires), logements=nombre(parc.logements_retires))
    if parc.modifies:
        colonnes = ", ".join(f"{nom} ({nombre(n)})" for nom, n in parc.colonnes[:COLONNES_MAX])
        texte = _("lots modifiés : {n} ; colonnes et lots touchés : {colonnes} ; premiers lots : {exemples}")
        yield texte.format(n=nombre(parc.modifies), colonnes=colonnes, exemples=", ".join(parc.exemples))
    texte = _("logements du parc : {avant} avant, {apres} après")
    yield texte.format(avant=nombre(parc.logements_avant), apres=nombre(parc.logements_apres))


def _conclusion(differences: Differences) -> str:
    """Return how many changes a programme may depend on."""
    if not differences.effectives:
        return _("Aucune différence de sens : les deux scénarios disent la même chose.")
    texte = _("Différences qui peuvent changer le programme : {n}.")
    return texte.format(n=nombre(differences.effectives))


def en_donnees(avant: Comparee, apres: Comparee, differences: Differences) -> dict[str, Any]:
    """Return the changes for machines."""
    changements = []
    for c in differences.changements:
        ligne = asdict(c)
        lieux = ligne.pop("lieux")
        ligne["lieu_avant"] = avant.version.affiche(lieux[0]) if lieux[0] else ""
        ligne["lieu_apres"] = apres.version.affiche(lieux[1]) if lieux[1] else ""
        changements.append(ligne)
    parc = None if differences.parc is None else asdict(differences.parc)
    if parc is not None:
        parc["colonnes"] = dict(parc["colonnes"])
        parc["exemples"] = list(parc["exemples"])
    return {
        "format": 1,
        "avant": avant.version.nom,
        "apres": apres.version.nom,
        "effectives": differences.effectives,
        "changements": changements,
        "parc": parc,
    }
