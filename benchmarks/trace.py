"""The plot of gap over time of a comparison, as SVG.

Answers for: one curve per solver, gap of its programme to the best bound of all, on logarithmic axes.
Leaves to others: the figures (mesures).
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.comparaison import Comparaison
from benchmarks.mesures import ecart, meilleure_borne, premier_programme

PLANCHER = 1e-4
"""Gaps are drawn down to 0.01 %."""
DEBUT_S = 0.1
COULEURS = ("#1b5e9b", "#c05621", "#2f7d4f", "#7b3fa0", "#6b6b6b")


def tracer(comparaison: Comparaison, chemin: Path) -> None:
    """Draw the curves."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = comparaison.nom  # same courses, same bytes
    from matplotlib import pyplot as plt

    borne = meilleure_borne(list(comparaison.courses.values()))
    figure, axe = plt.subplots(figsize=(8, 4.5))
    for couleur, course in zip(COULEURS, comparaison.courses.values(), strict=False):
        points = [(t, ecart(valeur, borne)) for t, valeur, _b in course.points]
        connus = [(max(t, DEBUT_S), max(PLANCHER, e)) for t, e in points if e is not None]
        if connus:
            connus.append((max(course.secondes, connus[-1][0]), connus[-1][1]))
            abscisses, ordonnees = zip(*connus, strict=True)
            axe.step(abscisses, ordonnees, where="post", label=course.solveur, color=couleur, linewidth=1.6)
        else:
            raison = "aucun programme" if premier_programme(course.points) is None else "aucune borne positive connue"
            axe.plot([], [], label=f"{course.solveur} : {raison}", color=couleur, linestyle=":")
    axe.set_xscale("log")
    axe.set_yscale("log")
    axe.set_xlim(DEBUT_S, max([10 * DEBUT_S, *(max(c.secondes, c.limite_s) for c in comparaison.courses.values())]))
    axe.set_ylim(PLANCHER, 1.0)
    axe.set_xlabel("secondes")
    axe.set_ylabel("écart à la meilleure borne")
    axe.set_title(f"{comparaison.nom} : écart du meilleur programme au cours du temps")
    axe.yaxis.set_major_formatter(mpl.ticker.FuncFormatter(lambda y, _rang: f"{100 * y:g} %"))
    axe.xaxis.set_major_formatter(mpl.ticker.FuncFormatter(lambda x, _rang: f"{x:g}"))
    axe.xaxis.set_minor_formatter(mpl.ticker.NullFormatter())
    axe.grid(visible=True, which="both", alpha=0.25)
    axe.legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(chemin, metadata={"Date": None})
    plt.close(figure)
