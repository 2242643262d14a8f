"""Reads `data/sources/*.csv` into frozen records; decides nothing."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOSSIER = Path(__file__).resolve().parents[1] / "sources"


@dataclass(frozen=True)
class Releve:
    """One polygon of one map layer (`couche` is unesco, zone_tampon or erbm)."""

    couche: str
    identifiant: str
    nom: str
    code_insee: str
    typologie: str
    compagnie: str
    interet: str
    proprietaire: str
    id_unesco: str
    surface_ha: float
    latitude: float
    longitude: float

    @property
    def cle(self) -> str:
        """Key used by the other source tables."""
        return f"{self.couche}:{self.identifiant}"


@dataclass(frozen=True)
class Commune:
    """A commune: official name, EPCI and centroid."""

    code_insee: str
    nom: str
    siren_epci: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class OperationPubliee:
    """An operation whose number of dwellings is published.

    `usage` is `compte` when the number can be placed on one cité and one landlord,
    `plancher` when it only bounds the dwellings of the cités from below.
    """

    nom: str
    cites: tuple[str, ...]
    bailleurs: tuple[str, ...]
    logements: int
    classes: tuple[str, ...]
    usage: str


@dataclass(frozen=True)
class Quartier:
    """A district of the city policy: `dispositif` is qpv, qin or qir."""

    code_insee: str
    dispositif: str
    precision: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Energie:
    """Primary-energy factor and CO2 content (kg/kWh of final energy)."""

    facteur_ep: float
    co2: float


@dataclass(frozen=True)
class Seuil:
    """Upper limits of a class, kWhEP and kgCO2 per m² and year; None when open."""

    classe: str
    ep_max: float | None
    ges_max: float | None


def _lignes(nom: str) -> Iterator[dict[str, str]]:
    with (DOSSIER / nom).open(encoding="utf-8", newline="") as fichier:
        yield from csv.DictReader(fichier)


def _liste(texte: str) -> tuple[str, ...]:
    return tuple(mot for mot in texte.split("|") if mot)


def lire_releves() -> list[Releve]:
    """Return the polygons of the three layers, in file order."""
    return [
        Releve(
            couche=r["couche"],
            identifiant=r["identifiant"],
            nom=r["nom"],
            code_insee=r["code_insee"],
            typologie=r["typologie"],
            compagnie=r["compagnie"],
            interet=r["interet"],
            proprietaire=r["proprietaire"],
            id_unesco=r["id_unesco"],
            surface_ha=float(r["surface_ha"]),
            latitude=float(r["latitude"]),
            longitude=float(r["longitude"]),
        )
        for r in _lignes("cites.csv")
    ]


def lire_communes() -> dict[str, Commune]:
    """Return the communes by INSEE code."""
    return {
        r["code_insee"]: Commune(
            code_insee=r["code_insee"],
            nom=r["commune"],
            siren_epci=r["siren_epci"],
            latitude=float(r["latitude"]),
            longitude=float(r["longitude"]),
        )
        for r in _lignes("communes.csv")
    }


def lire_epci() -> dict[str, str]:
    """Return the slug of each EPCI by SIREN."""
    return {r["siren_epci"]: r["epci"] for r in _lignes("epci.csv")}


def lire_operations() -> list[OperationPubliee]:
    """Return the published operations, in file order."""
    return [
        OperationPubliee(
            nom=r["operation"],
            cites=_liste(r["cites"]),
            bailleurs=_liste(r["bailleurs"]),
            logements=int(r["logements"]),
            classes=_liste(r["classes_2017"]),
            usage=r["usage"],
        )
        for r in _lignes("operations.csv")
    ]


def lire_quartiers() -> list[Quartier]:
    """Return the districts of the city policy, in file order."""
    return [
        Quartier(r["code_insee"], r["dispositif"], r["precision"], _liste(r["cites"])) for r in _lignes("qpv_npnru.csv")
    ]


def lire_energies() -> dict[str, Energie]:
    """Return the factors by energy."""
    return {r["energie"]: Energie(float(r["facteur_ep"]), float(r["co2_kg_par_kwh"])) for r in _lignes("energies.csv")}


def lire_seuils() -> list[Seuil]:
    """Return the limits of the classes, from A to G."""
    return [
        Seuil(r["classe"], _limite(r["ep_max_kwhep_m2_an"]), _limite(r["ges_max_kgco2_m2_an"]))
        for r in _lignes("dpe_seuils.csv")
    ]


def _limite(texte: str) -> float | None:
    return float(texte) if texte else None
