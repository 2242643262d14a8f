"""Figures of a course: first programme, gap at some times, primal integral.

Answers for: gaps relative to a common bound (the best that any solver proves), so that they measure programmes alone.
Leaves to others: running (course), drawing (tableau, trace).
"""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.course import Course

Points = Sequence[tuple[float, float | None, float | None]]


def meilleure_borne(courses: Sequence[Course]) -> float | None:
    """Return the least upper bound proven by any course."""
    bornes = [borne for course in courses for _t, _valeur, borne in course.points[-1:] if borne is not None]
    return min(bornes, default=None)


def valeur_a(points: Points, t: float) -> float | None:
    """Return the value known at ``t`` seconds."""
    connues = [valeur for quand, valeur, _borne in points if quand <= t]
    return connues[-1] if connues else None


def premier_programme(points: Points) -> float | None:
    """Return the seconds until the first programme."""
    return next((t for t, valeur, _borne in points if valeur is not None), None)


def ecart(valeur: float | None, borne: float | None) -> float | None:
    """Return (bound - value) / bound between 0 and 1, ``None`` without programme or without bound."""
    if valeur is None or borne is None or borne <= 0:
        return None
    return min(1.0, max(0.0, (borne - valeur) / borne))


def integrale_primale(points: Points, borne: float | None, limite_s: float) -> float:
    """Return the integral of the gap over [0, limite_s], in seconds; the gap is 1 before the first programme.

    Source: Berthold, Measuring the impact of primal heuristics, Operations Research Letters 41 (2013), with the best
    bound in place of the best known value.
    """
    total, depuis, courant = 0.0, 0.0, 1.0
    for t, valeur, _borne in points:
        fin = min(t, limite_s)
        total += courant * (fin - depuis)
        depuis = fin
        nouveau = ecart(valeur, borne)
        courant = courant if nouveau is None else nouveau
    return total + courant * (limite_s - depuis)
