"""Turns groups of one class into lots: energy, cut to size, surface, consumption, one row each."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from recette.calage import Repartiteur, Tirage, couper
from recette.classes import Groupe
from recette.dpe import Consommation, tirer
from recette.hypotheses import (
    CLASSES,
    CODE_COURT,
    ENERGIE_OPERATION,
    GROUPE_SURFACE,
    LOT_MAXIMUM,
    LOT_MINIMUM,
    PARTS_ENERGIE,
    SURFACE_BORNES_M2,
    SURFACE_DISPERSION_M2,
    SURFACE_ECART_GROUPES_M2,
    SURFACE_M2,
    SURFACE_PRIVES_M2,
)
from recette.social import Social
from recette.sources import Energie, Seuil

ENERGIES = ("gaz", "electricite", "fioul", "charbon", "reseau", "bois")
COLONNES = (
    "lot_id",
    "cite_id",
    "cite",
    "commune",
    "code_insee",
    "epci",
    "siren_epci",
    "bailleur",
    "statut",
    "typologie",
    "periode_construction",
    "nb_logements",
    "surface_moyenne_m2",
    "etiquette_dpe",
    "conso_ep_kwh_m2_an",
    "conso_ef_kwh_m2_an",
    "emissions_kgco2_m2_an",
    "energie_chauffage",
    "protection",
    "interet_patrimonial",
    "qpv",
    "npnru",
    "prioritaire",
    "grappe",
    "part_menages_q1",
    "part_menages_q1_epci",
    "taux_vacance",
    "part_seniors",
    "latitude",
    "longitude",
    "qualite",
    "source",
)


@dataclass(frozen=True)
class Lot:
    """A row of the parc before it is written."""

    groupe: Groupe
    energie: str
    rang: int
    logements: int
    surface_m2: float
    consommation: Consommation

    @property
    def cite_id(self) -> str:
        """The cité of the lot."""
        return self.groupe.parc.cite.cite_id


def lotir(groupes: list[Groupe], energies: dict[str, Energie], seuils: list[Seuil]) -> list[Lot]:
    """Return the lots, cités in alphabetical order, then landlord, class and energy."""
    tries = sorted(groupes, key=_ordre)
    surfaces = _surfaces(tries)
    repartiteurs = {(s, c): Repartiteur(len(ENERGIES), LOT_MINIMUM[s]) for s in LOT_MINIMUM for c in CLASSES}
    tirage = Tirage(7)
    rangs: Counter[tuple[str, str, str, str]] = Counter()
    lots = []
    for groupe in tries:
        statut = groupe.parc.statut
        for energie, n in _par_energie(groupe, repartiteurs[statut, groupe.classe]):
            morceaux = couper(n, _maximum(groupe))
            for k, logements in enumerate(morceaux):
                cle = (*_ordre(groupe)[:3], energie)
                rangs[cle] += 1
                surface = _surface(surfaces[groupe.parc.cite.cite_id], groupe, k, len(morceaux))
                conso = tirer(groupe.classe, energies[energie], seuils, tirage)
                lots.append(Lot(groupe, energie, rangs[cle], logements, surface, conso))
    return lots


def _maximum(groupe: Groupe) -> int:
    """Return the largest lot that may be made of this group."""
    maximum = LOT_MAXIMUM[groupe.parc.statut]
    return maximum if groupe.operation else min(maximum, GROUPE_SURFACE)


def _ordre(groupe: Groupe) -> tuple[str, str, str, bool]:
    return groupe.parc.cite.cite_id, groupe.parc.bailleur, groupe.classe, not groupe.operation


def _par_energie(groupe: Groupe, repartiteur: Repartiteur) -> Iterator[tuple[str, int]]:
    """Yield the energies of a group; a published operation is one, so that its count is kept."""
    if groupe.operation:
        yield ENERGIE_OPERATION, groupe.logements
        return
    parts = PARTS_ENERGIE[groupe.classe]
    entiers = repartiteur.repartir(groupe.logements, [groupe.logements * parts.get(e, 0.0) for e in ENERGIES])
    yield from ((e, n) for e, n in zip(ENERGIES, entiers, strict=True) if n)


def _surfaces(groupes: list[Groupe]) -> dict[str, float]:
    """Return the average surface of each cité."""
    tirage = Tirage(6)
    bornes = (-SURFACE_DISPERSION_M2, SURFACE_DISPERSION_M2)
    typologies = {g.parc.cite.cite_id: g.parc.cite.typologie for g in groupes}
    return {c: SURFACE_M2[t] + tirage.entre(bornes) for c, t in typologies.items()}


def _surface(base: float, groupe: Groupe, k: int, morceaux: int) -> float:
    """Return the surface of a lot: cut lots go from the smallest dwellings to the largest."""
    ecart = (2 * k / (morceaux - 1) - 1) * SURFACE_ECART_GROUPES_M2 if morceaux > 1 else 0.0
    prive = SURFACE_PRIVES_M2 if groupe.parc.statut == "prive" else 0.0
    bas, haut = SURFACE_BORNES_M2
    return round(min(haut, max(bas, base + ecart + prive)), 1)


def ligne(lot: Lot, social: Social, grappe: str) -> dict[str, str]:
    """Return the row of a lot, every value already written as text."""
    parc, cite, conso = lot.groupe.parc, lot.groupe.parc.cite, lot.consommation
    code = CODE_COURT.get(parc.bailleur, "prive")
    return {
        "lot_id": f"{cite.cite_id}/{code}/{lot.groupe.classe}/{lot.energie}/{lot.rang}",
        "cite_id": cite.cite_id,
        "cite": cite.nom,
        "commune": cite.commune.nom,
        "code_insee": cite.commune.code_insee,
        "epci": cite.epci,
        "siren_epci": cite.commune.siren_epci,
        "bailleur": parc.bailleur,
        "statut": parc.statut,
        "typologie": cite.typologie,
        "periode_construction": cite.periode,
        "nb_logements": str(lot.logements),
        "surface_moyenne_m2": f"{lot.surface_m2:.1f}",
        "etiquette_dpe": lot.groupe.classe,
        "conso_ep_kwh_m2_an": f"{conso.ep:.1f}",
        "conso_ef_kwh_m2_an": f"{conso.ef:.1f}",
        "emissions_kgco2_m2_an": f"{conso.ges:.1f}",
        "energie_chauffage": lot.energie,
        "protection": cite.protection,
        "interet_patrimonial": cite.interet,
        "prioritaire": "oui" if cite.prioritaire else "non",
        "grappe": grappe,
        "latitude": f"{cite.latitude:.6f}",
        "longitude": f"{cite.longitude:.6f}",
        "qualite": "observe" if lot.groupe.observe else "estime",
        "source": _source(lot, social),
        **_ligne_sociale(social),
    }


def _ligne_sociale(social: Social) -> dict[str, str]:
    return {
        "qpv": social.qpv,
        "npnru": social.npnru,
        "part_menages_q1": f"{social.part_q1:.3f}",
        "part_menages_q1_epci": f"{social.part_q1_epci:.3f}",
        "taux_vacance": f"{social.vacance:.3f}",
        "part_seniors": f"{social.seniors:.3f}",
    }


def _source(lot: Lot, social: Social) -> str:
    """Return the origin of each element, in the codes explained in `data/README.md`."""
    groupe = lot.groupe
    cite = "+".join(groupe.parc.cite.cles)
    nombre = f"operation({groupe.operation})" if groupe.operation else "densite"
    return (
        f"cite={cite} bailleur={groupe.parc.origine} nombre={nombre} dpe=estime energie=estime "
        f"qpv={social.origine_qpv} npnru={social.origine_npnru} social=estime"
    )
