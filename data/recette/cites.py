"""Merges the three map layers by location into the cités of the parc.

Rule, in order (302 cités):
1. each polygon of the UNESCO layer is a cité (124), each polygon of the buffer zone another (162):
   the two layers are disjoint, and a cité that straddles the limit appears in both, its buffer
   part being named « (partie en zone-tampon) »;
2. a renewal (ERBM) polygon with the same `id_unesco` as a cité gives it its flag and landlord (39);
3. one that has the identifier **and** the place (centres less than 50 m apart) of a buffer-zone
   polygon does the same (16); the identifier alone marks the buffer part of a cité met in 2 (5);
4. those that match nothing are new cités, outside any protection (16).
Names are never used to merge; they only tell which whole a « partie » completes.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace

from recette.calage import Tirage
from recette.hypotheses import (
    KM_PAR_DEGRE,
    MEME_LIEU_KM,
    PART_AVANT_1919,
    RAYON_PARTIE_KM,
)
from recette.sources import Commune, Releve

PARTIE = "(partie en zone tampon)"
PARTIE_ID = "-zone-tampon"
TYPOLOGIES = {
    "Corons": "corons",
    "Cité pavillonnaire": "pavillonnaire",
    "Cité pavillon": "pavillonnaire",
    "Cité jardin": "jardin",
    "Cité moderne": "moderne",
}
INTERETS = {
    "Exceptionnelle": "exceptionnelle",
    "Remarquable": "remarquable",
    "Témoin": "temoin",
    "": "ordinaire",
}
PROTECTIONS = {"unesco": "inscrite", "zone_tampon": "zone_tampon", "erbm": "hors"}


@dataclass(frozen=True)
class Cite:
    """A cité, or the part of a cité that lies under one protection."""

    cite_id: str
    nom: str
    cles: tuple[str, ...]
    commune: Commune
    epci: str
    typologie: str
    periode: str
    interet: str
    protection: str
    proprietaire: str
    prioritaire: bool
    surface_ha: float
    latitude: float
    longitude: float


def distance_km(a: Cite | Releve | Commune, b: Cite | Releve | Commune) -> float:
    """Return the flat distance between two places, accurate enough inside the basin."""
    nord = (a.latitude - b.latitude) * KM_PAR_DEGRE[0]
    est = (a.longitude - b.longitude) * KM_PAR_DEGRE[1]
    return float((nord * nord + est * est) ** 0.5)


def slug(texte: str) -> str:
    """Return lower-case ASCII words joined by hyphens."""
    texte = texte.replace("œ", "oe").replace("Œ", "Oe").replace("n°", "n")
    ascii_seul = unicodedata.normalize("NFKD", texte).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_seul.lower()))


def nom_propre(nom: str) -> str:
    """Return the name of the layer with its typing slips mended."""
    return nom.replace("CIté", "Cité").replace("(partie en zone-tampon)", PARTIE)


def nom_de_base(nom: str) -> str:
    """Return the name without what stands between brackets."""
    return re.sub(r"\s*\([^)]*\)", "", nom).strip()


def fusionner(releves: list[Releve], communes: dict[str, Commune], epci: dict[str, str]) -> list[Cite]:
    """Return the cités sorted by `cite_id` (see the rule at the top of the module)."""
    groupes = _grouper(releves)
    tirage = Tirage(1)
    cites = [_cite(groupe, communes, epci, tirage) for groupe in groupes]
    _refuser_doublons(cites)
    return sorted(_transmettre_proprietaires(cites), key=lambda c: c.cite_id)


def _grouper(releves: list[Releve]) -> list[list[Releve]]:
    """Return the polygons of each cité, the one that gives its geometry first."""
    groupes = [[r] for r in releves if r.couche != "erbm"]
    for erbm in (r for r in releves if r.couche == "erbm"):
        receveurs = [g for g in groupes if _recouvre(erbm, g[0])]
        for groupe in receveurs:
            groupe.append(erbm)
        if not receveurs:
            groupes.append([erbm])
    return groupes


def _recouvre(erbm: Releve, autre: Releve) -> bool:
    if autre.couche == "unesco":
        return erbm.id_unesco == autre.identifiant
    if autre.couche != "zone_tampon" or erbm.identifiant != autre.identifiant:
        return False
    meme_lieu = distance_km(erbm, autre) < MEME_LIEU_KM
    partie = bool(erbm.id_unesco) and distance_km(erbm, autre) < RAYON_PARTIE_KM
    return meme_lieu or partie


def _cite(groupe: list[Releve], communes: dict[str, Commune], epci: dict[str, str], tirage: Tirage) -> Cite:
    tete = groupe[0]
    commune = _commune(groupe, communes)
    nom = nom_propre(tete.nom)
    typologie = TYPOLOGIES[tete.typologie]
    return Cite(
        cite_id=_cite_id(nom, commune),
        nom=nom,
        cles=tuple(r.cle for r in groupe),
        commune=commune,
        epci=epci[commune.siren_epci],
        typologie=typologie,
        periode=_periode(tete, typologie, tirage),
        interet=INTERETS[next((r.interet for r in groupe if r.interet), "")],
        protection=PROTECTIONS[tete.couche],
        proprietaire=next((r.proprietaire for r in groupe if r.proprietaire), ""),
        prioritaire=any(r.couche == "erbm" for r in groupe),
        surface_ha=tete.surface_ha,
        latitude=tete.latitude,
        longitude=tete.longitude,
    )


def _cite_id(nom: str, commune: Commune) -> str:
    suffixe = PARTIE_ID if nom.endswith(PARTIE) else ""
    return f"{slug(nom_de_base(nom))}-{slug(commune.nom)}{suffixe}"


def _commune(groupe: list[Releve], communes: dict[str, Commune]) -> Commune:
    """Return the commune the layers give; when they disagree, the one whose centre is nearest."""
    candidates = [communes[r.code_insee] for r in groupe]
    return min(candidates, key=lambda c: (distance_km(c, groupe[0]), c.code_insee))


def _periode(tete: Releve, typologie: str, tirage: Tirage) -> str:
    """Return the period: after 1946 for the « groupes » and cités modernes, drawn otherwise."""
    sort = tirage.entre((0.0, 1.0))
    if typologie == "moderne" or tete.compagnie.startswith("Groupe"):
        return "1949-1974"
    return "avant 1919" if sort < PART_AVANT_1919[typologie] else "1919-1948"


def _refuser_doublons(cites: list[Cite]) -> None:
    doublons = [k for k, n in Counter(c.cite_id for c in cites).items() if n > 1]
    if doublons:
        message = f"cite_id given twice: {', '.join(sorted(doublons))}"
        raise ValueError(message)


def _transmettre_proprietaires(cites: list[Cite]) -> list[Cite]:
    """Give a whole without landlord the one published for its buffer part."""
    publies = {c.cite_id: c.proprietaire for c in cites}
    return [c if c.proprietaire else replace(c, proprietaire=publies.get(f"{c.cite_id}{PARTIE_ID}", "")) for c in cites]
