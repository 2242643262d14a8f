"""What a programme changes to another, opération by opération: who enters, leaves, moves, changes works or funding.

Answers for: ``Mouvement``, ``mouvements`` (two programmes -> one movement per opération that differs), ``Compte``
(how many of each kind, and their dwellings) and ``donnees`` (a movement in a JSON file).
Leaves to others: whether it had to be (comparaison, analyses), the words (comparaison.mots, analyses).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from renovation_opt.instance import Instance
from renovation_opt.programme import PlanOperation, Programme

Vu = tuple[Instance, Programme]
"""A programme and the instance that names what it treats."""


class Genre(StrEnum):
    """What may happen to an opération."""

    ENTRE = "entre"
    SORT = "sort"
    AVANCE = "avance"
    RECULE = "recule"
    DUREE = "duree"
    BOUQUET = "bouquet"
    MONTAGE = "montage"
    PARTI = "parti"


RAPPROCHES = frozenset({Genre.ENTRE, Genre.SORT, Genre.AVANCE, Genre.RECULE, Genre.BOUQUET})
"""What a programme brought close to another keeps when it can: the opération, its first year, its bouquets."""


@dataclass(frozen=True, slots=True)
class Trait:
    """What a programme does of an opération; ``bouquets``: lot and bouquet; ``logements``: dwellings treated."""

    debut: int
    duree: int
    parti: str
    montage: str
    bouquets: tuple[tuple[str, str], ...]
    logements: int
    cout_eur: int


@dataclass(frozen=True, slots=True)
class Mouvement:
    """One opération that differs; ``avant`` or ``apres`` is ``None`` when it is not in that programme."""

    operation: str
    cite: str
    commune: str
    bailleur: str
    genres: tuple[Genre, ...]
    avant: Trait | None
    apres: Trait | None

    @property
    def rapproche(self) -> bool:
        """Whether something differs that a programme brought close would keep when it can."""
        return bool(RAPPROCHES & set(self.genres))

    @property
    def logements(self) -> int:
        """Dwellings concerned: the most that either programme treats."""
        return max(t.logements for t in (self.avant, self.apres) if t is not None)


@dataclass(frozen=True, slots=True)
class Compte:
    """Opérations and dwellings of one kind of movement."""

    operations: int
    logements: int


def mouvements(avant: Vu, apres: Vu) -> tuple[Mouvement, ...]:
    """Return the opérations that differ between two programmes: entries, exits, then the others, largest first.

    The programmes may be of two instances: opérations are told by their codes.
    """
    traits = _traits(avant), _traits(apres)
    lieux = _lieux(avant) | _lieux(apres)
    trouves = [
        Mouvement(operation, *lieux[operation], genres, traits[0].get(operation), traits[1].get(operation))
        for operation in sorted({*traits[0], *traits[1]})
        if (genres := tuple(_genres(traits[0].get(operation), traits[1].get(operation))))
    ]
    ordre = list(Genre)
    return tuple(sorted(trouves, key=lambda m: (ordre.index(m.genres[0]), -m.logements, m.operation)))


def compter(liste: Sequence[Mouvement]) -> dict[Genre, Compte]:
    """Return, for each kind met, how many opérations and dwellings; an opération may count in several kinds."""
    comptes = {}
    for genre in Genre:
        concernes = [m for m in liste if genre in m.genres]
        if concernes:
            comptes[genre] = Compte(len(concernes), sum(m.logements for m in concernes))
    return comptes


def _genres(avant: Trait | None, apres: Trait | None) -> Iterator[Genre]:
    """Yield what happens to an opération."""
    if avant is None or apres is None:
        yield Genre.ENTRE if avant is None else Genre.SORT
        return
    if apres.debut != avant.debut:
        yield Genre.AVANCE if apres.debut < avant.debut else Genre.RECULE
    for genre, champ in (
        (Genre.DUREE, "duree"),
        (Genre.BOUQUET, "bouquets"),
        (Genre.MONTAGE, "montage"),
        (Genre.PARTI, "parti"),
    ):
        if getattr(avant, champ) != getattr(apres, champ):
            yield genre


def donnees(mouvement: Mouvement) -> dict[str, Any]:
    """Return a movement as plain data."""
    return {
        "operation": mouvement.operation,
        "cite": mouvement.cite,
        "genres": [genre.value for genre in mouvement.genres],
        "avant": _plat(mouvement.avant),
        "apres": _plat(mouvement.apres),
    }


def _plat(trait: Trait | None) -> dict[str, Any] | None:
    """Return what a programme does of an opération, as plain data."""
    return None if trait is None else asdict(trait) | {"bouquets": dict(trait.bouquets)}


def _traits(vu: Vu) -> dict[str, Trait]:
    """Return opération -> what the programme does of it."""
    _inst, programme = vu
    logements: dict[str, int] = {}
    couts: dict[str, int] = {}
    for ligne in programme.lignes:
        logements[ligne.operation] = logements.get(ligne.operation, 0) + ligne.logements
        couts[ligne.operation] = couts.get(ligne.operation, 0) + ligne.travaux_eur + ligne.espaces_publics_eur
    return {p.operation: _trait(p, logements[p.operation], couts[p.operation]) for p in programme.plans}


def _trait(plan: PlanOperation, logements: int, cout_eur: int) -> Trait:
    """Return what a plan does."""
    return Trait(plan.debut, plan.duree, plan.parti, plan.montage, tuple(sorted(plan.bouquets)), logements, cout_eur)


def _lieux(vu: Vu) -> dict[str, tuple[str, str, str]]:
    """Return opération -> (cité, commune, bailleur) in words."""
    inst, programme = vu
    rangs = {code: o for o, code in enumerate(inst.operations.codes)}
    lieux = {}
    for plan in programme.plans:
        o = rangs[plan.operation]
        cite, bailleur = inst.cites[int(inst.operations.cite[o])], inst.bailleurs[int(inst.operations.bailleur[o])]
        lieux[plan.operation] = (cite.nom, cite.commune, bailleur.libelle)
    return lieux
