"""``verifier``: every problem of a scenario, its bases, its hypotheses, its parc and their meeting, at once.

Answers for: going on after a fault, so that one run tells everything.
Leaves to others: finding the problems (schemas, parc, build).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from renovation_opt.build import construire
from renovation_opt.cli.ecran import avertir, dire, paragraphe
from renovation_opt.cli.erreurs import compte, montrer_problemes
from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.instance import Instance
from renovation_opt.locale import _
from renovation_opt.parc import Parc, examiner_parc
from renovation_opt.rapports.typographie import espaces, nombre
from renovation_opt.schemas.chargement import ScenarioCharge, examiner
from renovation_opt.schemas.fusion import Espace, lire_avec_bases


def verifier_scenarios(scenarios: Sequence[Path]) -> int:
    """Check each scenario; return the worst exit code: 0 without error, warnings included."""
    return max([_verifier(chemin, plusieurs=len(scenarios) > 1) for chemin in scenarios], default=0)


def _verifier(chemin: Path, *, plusieurs: bool) -> int:
    """Check one scenario; return its exit code."""
    inst, problemes = examiner_tout(chemin)
    if problemes and plusieurs:
        avertir(espaces(f"{chemin}" + _(" :")))
    montrer_problemes(problemes)
    if inst is None:
        return EntreeInvalide.code
    if not problemes:
        dire(paragraphe(_("{chemin} : rien à signaler ({contenu}).").format(chemin=chemin, contenu=_contenu(inst))))
    else:
        texte = _("{chemin} : aucune erreur ({contenu}). {compte}")
        dire(paragraphe(texte.format(chemin=chemin, contenu=_contenu(inst), compte=compte(problemes))))
    return 0


def examiner_tout(chemin: Path) -> tuple[Instance | None, tuple[Probleme, ...]]:
    """Return the instance, ``None`` when it cannot be built, and every problem, errors first."""
    charge, trouves = examiner(chemin)
    problemes = list(trouves)
    ou = charge.parc if charge is not None else _parc_ecrit(chemin)
    parc: Parc | None = None
    if ou is not None and ou.is_file():
        parc, du_parc = examiner_parc(ou)
        problemes += du_parc
    inst = None
    if charge is not None and parc is not None:
        inst = _construire(charge, parc, problemes)
    return inst, EntreeInvalide(problemes).problemes


def _construire(charge: ScenarioCharge, parc: Parc, problemes: list[Probleme]) -> Instance | None:
    """Return the instance; note the problems that show once the scenario meets the parc."""
    try:
        inst = construire(charge, parc)
    except EntreeInvalide as erreur:
        problemes += erreur.problemes
        return None
    dits = {probleme.texte() for probleme in problemes}
    problemes += _avertissements(texte for texte in inst.avertissements if texte not in dits)
    return inst


def _avertissements(textes: Iterable[str]) -> list[Probleme]:
    """Return warnings that are only texts."""
    return [Probleme(texte, gravite="avertissement") for texte in textes]


def _parc_ecrit(chemin: Path) -> Path | None:
    """Return the parc that a faulty scenario names, so that its rows are checked all the same."""
    try:
        espace = Espace.de(chemin)
        lu = lire_avec_bases(chemin, espace)
        place = lu.place(("parc",))
        return espace.situer(lu.origines[place.fichier], lu.donnees.get("parc"), place, "parc")
    except (EntreeInvalide, OSError, ValueError, RuntimeError):
        return None


def _contenu(inst: Instance) -> str:
    """Return the size of what was built."""
    return _("cités : {cites}, opérations possibles : {operations}, logements : {logements}").format(
        cites=nombre(len(inst.cites)),
        operations=nombre(len(inst.operations.codes)),
        logements=nombre(int(inst.operations.logements.sum())),
    )
