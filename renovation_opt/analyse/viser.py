"""The cité or opération that a user names: by code, by name, or nearly.

Answers for: ``viser``, and suggestions when nothing is found.
Leaves to others: what is said of it (expliquer).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches

from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.instance import Instance
from renovation_opt.locale import _

PROPOSITIONS = 3
MOT = 4
"""Letters of a word of a name that may be mistaken for the whole."""


@dataclass(frozen=True, slots=True)
class Visee:
    """What is explained: a cité (index) and its opérations (indices); ``nom`` as people read it."""

    nom: str
    code: str
    cite: int
    operations: tuple[int, ...]

    def imposables(self, inst: Instance) -> tuple[int, ...]:
        """Return the opérations to require together: the social ones, or all of them when there is none."""
        sociales = tuple(o for o in self.operations if not inst.bailleurs[int(inst.operations.bailleur[o])].prive)
        return sociales or self.operations


def viser(inst: Instance, texte: str) -> Visee:
    """Return the opération (and its phases) or the cité named; EntreeInvalide with suggestions when there is none."""
    operations = tuple(o for o, code in enumerate(inst.operations.codes) if code == texte or _phase_de(inst, o, texte))
    if operations:
        cite = int(inst.operations.cite[operations[0]])
        return Visee(f"{inst.cites[cite].nom}, {texte}", texte, cite, operations)
    return _cite(inst, _trouver_cite(inst, texte))


def _phase_de(inst: Instance, o: int, texte: str) -> bool:
    """Tell whether opération ``o`` is a phase, or a private lot, of the cité and landlord named."""
    return "/" in texte and inst.operations.codes[o].startswith(f"{texte}/")


def _cite(inst: Instance, c: int) -> Visee:
    """Return a cité and its opérations; EntreeInvalide when nothing can be done there."""
    cite = inst.cites[c]
    operations = tuple(o for o in range(len(inst.operations.codes)) if inst.operations.cite[o] == c)
    if not operations:
        message = _(
            "rien n'est à traiter dans cette cité : ni lot énergivore, ni classe facultative, ou tout est exclu"
        )
        remede = _("Ouvrez d'autres classes avec « operations.facultatives », ou retirez une exclusion")
        raise EntreeInvalide([Probleme(message, cle="CITE", trouve=cite.code, remede=remede)])
    return Visee(f"{cite.nom} ({cite.commune})", cite.code, c, operations)


def _trouver_cite(inst: Instance, texte: str) -> int:
    """Return the index of the cité of this code, of this name, or whose name alone holds the text."""
    cherche = _plat(texte)
    for c, cite in enumerate(inst.cites):
        if texte == cite.code:
            return c
    noms = [_plat(cite.nom) for cite in inst.cites]
    exacts = [c for c, nom in enumerate(noms) if nom == cherche]
    contenus = [c for c, nom in enumerate(noms) if cherche and cherche in nom]
    for trouves in (exacts, contenus):
        if len(trouves) == 1:
            return trouves[0]
    raise _inconnue(inst, texte, exacts or contenus)


def _inconnue(inst: Instance, texte: str, ambigus: list[int]) -> EntreeInvalide:
    """Return the error of a name that no cité, or several, answer to."""
    if ambigus:
        message, proches = _("plusieurs cités portent ce nom"), [inst.cites[c].code for c in ambigus]
    else:
        message = _("aucune cité ni opération ne porte ce nom")
        noms = {_plat(cite.nom): cite.code for cite in inst.cites}
        mots = {mot: code for nom, code in noms.items() for mot in nom.split() if len(mot) >= MOT}
        codes = [*(cite.code for cite in inst.cites), *inst.operations.codes]
        proches = get_close_matches(texte, codes, PROPOSITIONS, 0.6)
        ecrits = [mot for mot in _plat(texte).split() if len(mot) >= MOT]
        proches += [mots[mot] for ecrit in ecrits for mot in get_close_matches(ecrit, mots, PROPOSITIONS, 0.75)]
        proches += [noms[nom] for nom in get_close_matches(_plat(texte), noms, PROPOSITIONS, 0.5)]
    uniques = list(dict.fromkeys(proches))[:PROPOSITIONS]
    remede = _("Écrivez l'un de ces codes : {codes}").format(codes=_(" ou ").join(uniques)) if uniques else ""
    attendu = _("le code ou le nom d'une cité, ou le code d'une opération, du parc")
    return EntreeInvalide([Probleme(message, cle="CITE", trouve=texte, attendu=attendu, remede=remede)])


def _plat(texte: str) -> str:
    """Return a text without accents, case or punctuation."""
    sans = unicodedata.normalize("NFKD", texte.casefold())
    mots = "".join(x if x.isalnum() else " " for x in sans if not unicodedata.combining(x))
    return " ".join(mots.split())
