"""The coupling column of a plan is what its lines add up to, row by row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from renovation_opt.build import construire
from renovation_opt.couplage import coupler
from renovation_opt.couplage.base import Famille
from renovation_opt.instance import Instance, Parite
from renovation_opt.moteur.bilan import atteints
from renovation_opt.moteur.plans import Plans, matrice, objectifs, reunir
from renovation_opt.moteur.structure import structurer
from renovation_opt.moteur.tarification import IMPOSSIBLE, Tarification
from renovation_opt.programme import Ligne, PlanOperation, Programme
from renovation_opt.programme import objectifs as objectifs_programme
from renovation_opt.schemas.chargement import charger
from tests.moteur.outils import VARIANTES, programme, tous_les_plans

EXEMPLE = Path(__file__).parents[2] / "scenarios" / "exemple.yaml"
ECHANTILLON = 60
"""Plans compared in each variant."""


@pytest.mark.parametrize("nom", VARIANTES)
def test_colonnes_de_petit_parc(nom: str) -> None:
    """Prouve que chaque coefficient d'un plan est la somme, faite à part, de ses lignes."""
    inst = VARIANTES[nom]()
    plans = tous_les_plans(inst)
    rangs = np.random.default_rng(0).choice(len(plans), min(ECHANTILLON, len(plans)), replace=False)

    _comparer(inst, plans.extraire(rangs))


@pytest.fixture(scope="module")
def exemple() -> Instance:
    """Return the first scenario that is shipped, with more rules than it says."""
    inst = construire(charger(EXEMPLE))
    annees = inst.nb_annees
    region = next(f for f, fonds in enumerate(inst.fonds) if fonds.code == "region")
    parite = Parite((1 - region,), inst.cumul, par_annee=True)
    fonds = tuple(
        replace(x, parite=parite, quota=(10,) * annees) if f == region else x for f, x in enumerate(inst.fonds)
    )
    return replace(
        inst,
        fonds=fonds,
        grappe_fenetre=1,
        grappes=("une",),
        operations=replace(inst.operations, grappe=np.zeros(len(inst.operations.codes), dtype=np.int32)),
        simultanes=np.ones_like(inst.simultanes),
        filiere=np.full_like(inst.filiere, 10**6),
    )


@pytest.mark.parametrize("graine", range(3))
def test_colonnes_de_l_exemple(exemple: Instance, graine: int) -> None:
    """Prouve la même chose sur des cités réelles, pour le meilleur plan de chaque couple sous des prix tirés."""
    couplage = coupler(exemple)
    tarification = Tarification(exemple, structurer(exemple), couplage)
    hasard = np.random.default_rng(graine)
    tarifs = tarification.tarifs(hasard.uniform(size=3), hasard.uniform(size=couplage.debuts[-1]))
    plans = tarification.plans(tarifs, np.flatnonzero(tarification.valeurs(tarifs) > IMPOSSIBLE / 2))

    _comparer(exemple, plans.extraire(hasard.choice(len(plans), min(ECHANTILLON, len(plans)), replace=False)))


def _comparer(inst: Instance, plans: Plans) -> None:
    """Compare columns and objectives of plans with their lines."""
    couplage = coupler(inst)
    colonnes = matrice(inst, couplage, plans).toarray()
    buts = objectifs(inst, plans)
    for j in range(len(plans)):
        seul = programme(inst, plans.extraire(np.array([j])))
        attendues = [v for f in couplage.familles for v in _mesures(inst, f, seul)]
        assert colonnes[:, j].tolist() == attendues, seul.plans
        assert tuple(buts[j]) == objectifs_programme(inst, seul)


def _mesures(inst: Instance, famille: Famille, seul: Programme) -> list[int]:
    """Return what the programme of one plan uses of each row, read from the label of the row."""
    plan = seul.plans[0]
    return [famille.signe * _mesure(inst, famille, etiquette, plan, seul) for etiquette in famille.etiquettes]


def _mesure(inst: Instance, famille: Famille, etiquette: str, plan: PlanOperation, seul: Programme) -> int:
    """Return the use of one row."""
    o = inst.operations.codes.index(plan.operation)
    nom, lignes = famille.nom, seul.lignes
    if nom.startswith("cible_"):
        rang, cible = next((i, c) for i, c in enumerate(inst.cibles) if f"cible_{c.code}" == nom)
        return 0 if cible.mesure == "cites" else atteints(inst, seul)[rang]
    if nom.startswith("ouvertes_"):
        cible = next(c for c in inst.cibles if f"ouvertes_{c.code}" == nom)
        compte = cible.annees[plan.debut - inst.annees[0]]
        return int(inst.cites[inst.operations.cite[o]].code == etiquette and compte)
    if nom == "fenetres":
        return 0
    objet, _espace, an = etiquette.rpartition(" ")
    if not objet:  # a row over the whole horizon
        return _somme(inst, nom, lignes)
    annee = int(an)
    duree = range(plan.debut, plan.debut + plan.duree)
    de_l_annee = [ligne for ligne in lignes if ligne.annee == annee]
    bailleur = inst.bailleurs[inst.operations.bailleur[o]].code
    par_nom: dict[str, Callable[[], int]] = {
        "capacite_bailleur": lambda: (bailleur == objet) * sum(x.logements for x in de_l_annee),
        "chantiers_simultanes": lambda: int(bailleur == objet and annee in duree),
        "phases_disjointes": lambda: int(annee in duree and _parent(inst, o) == objet),
        "fonds_propres": lambda: (bailleur == objet) * sum(x.fonds_propres_eur for x in de_l_annee),
        "filiere": lambda: (inst.epcis[inst.operations.epci[o]] == objet) * sum(x.travaux_eur for x in de_l_annee),
        "grappes": lambda: int(inst.operations.grappe[o] >= 0 and plan.debut == annee),
    }
    return par_nom[nom]() if nom in par_nom else _somme(inst, nom, de_l_annee)


def _parent(inst: Instance, o: int) -> str:
    """Return the first phase of the group of an opération."""
    parente = inst.operations.parente
    return str(inst.operations.codes[parente.tolist().index(int(parente[o]))])


def _somme(inst: Instance, nom: str, lignes: list[Ligne] | tuple[Ligne, ...]) -> int:
    """Return the euros (enveloppe, parite) or aided dwellings (quota) of a fund."""
    genre, _tiret, code = nom.partition("_")
    f = [fonds.code for fonds in inst.fonds].index(code)
    if genre == "quota":
        return sum(x.logements for x in lignes if x.aides_eur[f])
    siennes = sum(x.aides_eur[f] for x in lignes)
    if genre == "enveloppe":
        return siennes
    parite = inst.fonds[f].parite
    assert parite is not None
    autres = sum(x.aides_eur[g] for x in lignes for g in parite.avec)
    return parite.ratio.denominator * siennes - parite.ratio.numerator * autres


def test_extraire_et_reunir() -> None:
    """Prouve que couper un lot de plans en deux et le réunir rend les mêmes options à chaque plan."""
    plans = tous_les_plans(VARIANTES["niveaux"]())
    moitie = len(plans) // 2

    encore = reunir([plans.extraire(np.arange(moitie)), plans.extraire(np.arange(moitie, len(plans)))])

    for champ in ("operation", "chantier", "montage", "debut_options", "options"):
        assert getattr(encore, champ).tolist() == getattr(plans, champ).tolist()
