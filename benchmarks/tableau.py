"""The table of a comparison, in Markdown.

Answers for: one line per solver, gaps to the best bound of all, machine and loads under the table.
Leaves to others: the figures themselves (mesures).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from benchmarks.comparaison import Comparaison
from benchmarks.course import Course
from benchmarks.mesures import ecart, integrale_primale, meilleure_borne, premier_programme, valeur_a

INSTANTS_S = (10, 60, 300)
AUCUN = "–"
TITRES = (
    "écart final",
    "valeur",
    "borne",
    "intégrale primale (s)",
    "mémoire (Mo)",
    "durée (s)",
    "processeur (s)",
    "fin",
)


def rediger(comparaison: Comparaison) -> str:
    """Return the page of a comparison."""
    return "\n".join(
        [f"# {comparaison.nom}", "", *_modele(comparaison), *_tableau(comparaison), "", *_notes(comparaison)]
    )


def _modele(comparaison: Comparaison) -> Iterator[str]:
    m = comparaison.modele
    if m.get("variables"):
        yield (
            f"Modèle compact de la dernière étape : {m['variables']} variables, {m['lignes']} contraintes, "
            f"{m['coefficients']} coefficients non nuls, MPS de {m['octets'] / 1e6:.0f} Mo."
        )
        yield ""


def _tableau(comparaison: Comparaison) -> Iterator[str]:
    """Yield the lines of the table, the best programme first."""
    courses = list(comparaison.courses.values())
    borne = meilleure_borne(courses)
    instants = [f"écart à {t} s" for t in INSTANTS_S]
    titres = ["solveur", "premier programme (s)", *instants, *TITRES]
    yield "| " + " | ".join(titres) + " |"
    yield "|---" * len(titres) + "|"
    for course in sorted(courses, key=lambda c: (-_valeur(c), c.solveur)):
        yield _ligne(course, borne)
    if borne is not None:
        yield ""
        yield f"Écarts à la meilleure borne de toutes : {borne:.5f}."


def _ligne(course: Course, borne: float | None) -> str:
    """Return the line of a solver."""
    duree = course.secondes
    ecarts = [
        _pourcent(ecart(valeur_a(course.points, t), borne)) if t <= max(duree, course.limite_s) else AUCUN
        for t in INSTANTS_S
    ]
    finale, sienne = _finale(course), course.points[-1][2] if course.points else None
    cases = [
        course.solveur,
        _nombre(premier_programme(course.points), 1),
        *ecarts,
        _pourcent(ecart(finale, borne)),
        _nombre(finale, 5),
        _nombre(sienne, 5),
        _nombre(integrale_primale(course.points, borne, course.limite_s), 1),
        str(course.memoire_mo),
        f"{duree:.0f}",
        f"{course.processeur_s:.0f}",
        course.fin,
    ]
    return "| " + " | ".join(cases) + " |"


def _valeur(course: Course) -> float:
    """Return what ranks a course: its value, below all others without programme."""
    finale = _finale(course)
    return -inf if finale is None else finale


def _finale(course: Course) -> float | None:
    return course.points[-1][1] if course.points else None


def _notes(comparaison: Comparaison) -> Iterator[str]:
    """Yield the machines, the loads and the remarks."""
    par_machine: dict[str, list[str]] = {}
    for nom, machine in comparaison.machines.items():
        par_machine.setdefault(", ".join(f"{cle} {v}" for cle, v in machine.items()), []).append(nom)
    for description, noms in par_machine.items():
        yield f"Machine ({', '.join(sorted(noms))}) : {description}."
    for course in comparaison.courses.values():
        charge = " puis ".join(str(c) for c in course.charge)
        notes = [f"limite {course.limite_s:g} s", f"lecture {course.lecture_s:g} s", f"charge {charge}"]
        yield f"- {course.solveur} : {', '.join([*notes, *course.remarques])}"
    yield ""


def _pourcent(part: float | None) -> str:
    return AUCUN if part is None else f"{100 * part:.2f} %"


def _nombre(valeur: float | None, decimales: int) -> str:
    return AUCUN if valeur is None else f"{valeur:.{decimales}f}"
