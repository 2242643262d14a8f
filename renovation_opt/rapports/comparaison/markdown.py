"""A comparison for a merge request: Markdown that reviewers read where they work.

Answers for: ``rediger``.
Leaves to others: the figures (chiffres), the words (mots).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from renovation_opt.locale import _
from renovation_opt.rapports.comparaison import mots
from renovation_opt.rapports.comparaison.chiffres import Comparaison, Opposition
from renovation_opt.rapports.comparaison.rangs import FAMILLES, Rang
from renovation_opt.rapports.mouvements import Mouvement
from renovation_opt.rapports.typographie import espaces

_OPERATIONS = 20


def rediger(comparaison: Comparaison) -> str:
    """Return the Markdown of a comparison: the essential, what differs elsewhere folded, then opérations."""
    blocs = [
        "## " + _("Comparaison de programmes"),
        "\n".join(_cotes(comparaison)),
        *comparaison.notes,
        _tableau(comparaison, comparaison.famille("essentiel")),
        mots.legende(comparaison).replace("*", r"\*"),
        *(_detail(comparaison, famille) for famille in FAMILLES[1:]),
        *(bloc for o in comparaison.oppositions for bloc in _opposition(o)),
    ]
    return espaces("\n\n".join(bloc for bloc in blocs if bloc)) + "\n"


def _cotes(comparaison: Comparaison) -> Iterator[str]:
    """Yield who is compared."""
    for cote in comparaison.cotes:
        yield f"- **{cote.lettre}** {_sur(cote.nom)}{_(' : ')}{_sur(cote.titre)} ({mots.statut(cote)})"


def _tableau(comparaison: Comparaison, rangs: Sequence[Rang]) -> str:
    """Return the table of some rows."""
    lettres = [c.lettre for c in comparaison.cotes]
    entetes = [_("Indicateur"), *lettres, *(f"{n} - A" for n in lettres[1:])]
    lignes = [_rangee(entetes), _rangee(["---", *["---:"] * (len(entetes) - 1)])]
    for r in rangs:
        ecarts = [f"{mots.ecart(r, e)}{mots.marque(e)}".replace("*", r"\*") for e in r.ecarts]
        lignes.append(_rangee([_sur(mots.libelle(r)), *(mots.valeur(r, v) for v in r.valeurs), *ecarts]))
    return "\n".join(lignes)


def _detail(comparaison: Comparaison, famille: str) -> str:
    """Return a folded table of the rows of a family that differ, nothing when none does."""
    rangs = [r for r in comparaison.famille(famille) if r.differe]
    if not rangs:
        return ""
    titre = mots.familles()[famille]
    return f"<details><summary>{titre}</summary>\n\n{_tableau(comparaison, rangs)}\n\n</details>"


def _opposition(o: Opposition) -> Iterator[str]:
    """Yield what a side does otherwise."""
    yield "### " + _("Opérations : {lettre} et A").format(lettre=o.cote.lettre)
    yield " ".join(mots.conclusions(o))
    liste = o.mouvements if o.proches is None else mots.subsistent(o.proches)
    titre = mots.comptes(liste) if o.proches is None else _("Au plus près de A :") + " " + mots.comptes(liste)
    yield titre
    if liste:
        yield "\n".join(_operations(liste))


def _operations(liste: Sequence[Mouvement]) -> Iterator[str]:
    """Yield the table of the first opérations."""
    yield _rangee([_("Opération"), _("Logements"), _("Ce qui change"), "A", _("Ensuite")])
    yield _rangee(["---", "---:", "---", "---", "---"])
    for m in liste[:_OPERATIONS]:
        cellules = [m.operation, str(m.logements), mots.genres(m), mots.trait(m.avant), mots.trait(m.apres)]
        yield _rangee(map(_sur, cellules))
    if len(liste) > _OPERATIONS:
        yield _rangee([_("… et {n} autres").format(n=len(liste) - _OPERATIONS), "", "", "", ""])


def _rangee(cellules: Iterable[str]) -> str:
    """Return one row of a table."""
    return "| " + " | ".join(cellules) + " |"


def _sur(texte: str) -> str:
    """Return a text of the user that cannot be taken for markup."""
    for signe in ("\\", "|", "<", "*", "_", "`", "[", "]"):
        texte = texte.replace(signe, "&lt;" if signe == "<" else "\\" + signe)
    return " ".join(texte.split())
