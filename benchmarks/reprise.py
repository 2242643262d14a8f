"""Warm starts, measured: ``python -m benchmarks.reprise [SCENARIO] [--ecart 2.5]``.

The scenario is solved to the gap asked, then changed (an envelope, a target, a weight) and solved again,
cold, and from what the first solve left.  Seconds of the clock to the gap, or to the end of the rounds; the ratio is
what to read.  Writes ``resultats/reprise.md``.
Leaves to others: sweeps (balayage).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from benchmarks.machine import charge_moyenne, decrire
from renovation_opt.audit import auditer
from renovation_opt.build import construire
from renovation_opt.instance import Instance
from renovation_opt.moteur.reprise import Reprise, resoudre_chaud
from renovation_opt.moteur.suivi import Budget, muet
from renovation_opt.schemas.chargement import charger

SCENARIO = Path("scenarios/engagement-2017.yaml")
RESULTATS = Path(__file__).parent / "resultats"
SECONDES, TOURS = 300.0, 10
TITRES = ("changement", "à froid (s)", "écart", "à chaud (s)", "écart", "à chaud / à froid", "charge")


def _enveloppe(inst: Instance) -> Instance:
    """Return the instance with 5 % more of its first fund that has slices."""
    premier = next(f for f, fonds in enumerate(inst.fonds) if fonds.tranches_eur)
    tranches = tuple(tranche * 21 // 20 for tranche in inst.fonds[premier].tranches_eur or ())
    fonds = replace(inst.fonds[premier], tranches_eur=tranches)
    return replace(inst, fonds=(*inst.fonds[:premier], fonds, *inst.fonds[premier + 1 :]))


def _cible(inst: Instance) -> Instance:
    """Return the instance with its first target 2 % lower."""
    premiere = inst.cibles[0]
    return replace(inst, cibles=(replace(premiere, seuil=premiere.seuil * 49 // 50), *inst.cibles[1:]))


def _poids(inst: Instance) -> Instance:
    """Return the instance with a tenth of the weight of the first objective given to the second."""
    energie, patrimoine, mixite = inst.objectif.poids
    part = energie / 10
    return replace(inst, objectif=replace(inst.objectif, poids=(energie - part, patrimoine + part, mixite)))


CHANGEMENTS: dict[str, Callable[[Instance], Instance]] = {
    "enveloppe du premier financement, + 5 %": _enveloppe,
    "première cible, - 2 %": _cible,
    "un dixième du poids de l'énergie au patrimoine": _poids,
}


def resoudre(inst: Instance, ecart: Fraction, reprise: Reprise | None = None) -> tuple[float, float, Reprise]:
    """Return seconds, gap of the last stage in per cent, and what the solve leaves."""
    visee = replace(inst, resolution=replace(inst.resolution, ecart=ecart))
    debut = time.perf_counter()
    budget = Budget(SECONDES, TOURS)
    solution, laissee = resoudre_chaud(visee, budget, lambda p: auditer(visee, p).conforme, muet, reprise)
    return time.perf_counter() - debut, 100 * solution.etapes[-1].ecart, laissee


def main() -> None:
    """Measure a cold solve and a warm one of every change."""
    lecteur = argparse.ArgumentParser(prog="python -m benchmarks.reprise", description=main.__doc__)
    lecteur.add_argument("scenario", nargs="?", type=Path, default=SCENARIO)
    lecteur.add_argument("--ecart", type=Fraction, default=Fraction(5, 2), help="gap asked, per cent")
    choix = lecteur.parse_args()
    inst, ecart = construire(charger(choix.scenario)), choix.ecart / 100
    resoudre(inst, ecart)
    _duree, _ecart, laissee = resoudre(inst, ecart)
    rangs = [" | ".join(TITRES), " | ".join(["---"] * len(TITRES))]
    for nom, changer in CHANGEMENTS.items():
        change = changer(inst)
        froid, chaud = resoudre(change, ecart), resoudre(change, ecart, laissee)
        mesures = [f"{v:.1f}" if i % 2 == 0 else f"{v:.2f} %" for c in (froid, chaud) for i, v in enumerate(c[:2])]
        rangs.append(" | ".join([nom, *mesures, f"{chaud[0] / froid[0]:.2f}", f"{charge_moyenne()}"]))
        print(rangs[-1], flush=True)
    RESULTATS.mkdir(exist_ok=True)
    tableau = "\n".join(f"| {rang} |" for rang in rangs)
    texte = f"# Reprises à {float(choix.ecart):g} %, {choix.scenario.stem}\n\n{decrire()}\n\n{tableau}\n"
    (RESULTATS / "reprise.md").write_text(texte, encoding="utf-8")


if __name__ == "__main__":
    main()
