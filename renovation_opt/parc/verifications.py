"""Every check of a parc, in one table: what must hold, and the function that finds where it does not.

Answers for: the list and running it.  To add a check, write a function from Contexte to Releve in one of the two
modules below and add its line here: the message form, the limit on their number and the documentation page follow.
Leaves to others: the checks of one cell (verifications_cellules), of rows (verifications_lignes).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from renovation_opt.errors import Gravite, Probleme
from renovation_opt.locale import _
from renovation_opt.parc import verifications_cellules as cellule
from renovation_opt.parc import verifications_lignes as ligne
from renovation_opt.parc.colonnes import PAR_NOM
from renovation_opt.parc.contexte import Contexte, Releve, rediger


@dataclass(frozen=True, slots=True)
class Verification:
    """One check: the sentence that must hold, what it costs to break it, the function that finds the faults."""

    phrase: Callable[[], str]
    gravite: Gravite
    fonction: Callable[[Contexte], Iterable[Releve]]


VERIFICATIONS: Final = (
    Verification(lambda: _("Une cellule obligatoire est remplie."), "erreur", cellule.valeurs_manquantes),
    Verification(lambda: _("Un nombre est lisible et fini."), "erreur", cellule.nombres_illisibles),
    Verification(lambda: _("Un nombre est dans les bornes de sa colonne."), "erreur", cellule.hors_bornes),
    Verification(lambda: _("Un nombre de logements est entier."), "erreur", cellule.comptes_non_entiers),
    Verification(lambda: _("Une valeur à choisir est l'une de la liste."), "erreur", cellule.mots_inconnus),
    Verification(
        lambda: _("Un code peut nommer un fichier et une opération ; codes INSEE et SIREN ont leur forme."),
        "erreur",
        cellule.codes_mal_formes,
    ),
    Verification(
        lambda: _("Aucun caractère de contrôle n'est caché dans un texte."), "erreur", cellule.caracteres_de_controle
    ),
    Verification(lambda: _("Un lot_id ne sert qu'une fois."), "erreur", ligne.lots_en_double),
    Verification(lambda: _("Une cité est dans une seule commune et un seul EPCI."), "erreur", ligne.cite_en_un_lieu),
    Verification(
        lambda: _("Une commune est dans un seul EPCI, qui a un seul code et un seul SIREN."),
        "erreur",
        ligne.commune_dans_un_epci,
    ),
    Verification(
        lambda: _("Un lot privé appartient à « proprietaires_prives_<epci> », un lot social à un bailleur."),
        "erreur",
        ligne.prives_et_bailleur,
    ),
    Verification(
        lambda: _("Ce qui vaut pour une cité ou une commune est le même sur toutes ses lignes."),
        "avertissement",
        ligne.traits_de_la_cite,
    ),
    Verification(
        lambda: _("Deux codes diffèrent par autre chose que la casse, un accent ou un tiret."),
        "avertissement",
        ligne.codes_a_la_casse_pres,
    ),
    Verification(
        lambda: _("La lettre du DPE est celle que donnent consommation et émissions aux seuils de 2021."),
        "avertissement",
        ligne.dpe_et_consommation,
    ),
    Verification(
        lambda: _("L'énergie finale ne dépasse pas l'énergie primaire."), "avertissement", ligne.primaire_et_finale
    ),
    Verification(
        lambda: _("La commune est dans le Nord ou le Pas-de-Calais."), "avertissement", ligne.commune_du_bassin
    ),
    Verification(
        lambda: _("Les coordonnées sont dans le bassin minier."), "avertissement", ligne.coordonnees_du_bassin
    ),
)
"""Every check, in the order in which it is documented."""


def verifier(contexte: Contexte) -> Iterator[Probleme]:
    """Run every check; yield all problems, errors and warnings."""
    for verification in VERIFICATIONS:
        for releve in verification.fonction(contexte):
            yield from rediger(contexte, releve)
    yield from _defauts_pris(contexte)


def _defauts_pris(contexte: Contexte) -> Iterator[Probleme]:
    """Say where a default stands for empty cells."""
    for nom, nombre in cellule.cellules_par_defaut(contexte):
        yield Probleme(
            message=_("{nombre} cellules vides : la valeur « {defaut} » est prise").format(
                nombre=nombre, defaut=PAR_NOM[nom].defaut
            ),
            fichier=contexte.fichier,
            cle=nom,
            remede=_("Complétez la colonne pour dire mieux"),
            gravite="avertissement",
        )
