"""What a programme changes to another, opération by opération: who enters, leaves, moves, changes works or funding.

Answers for: ``Mouvement``, ``mouvements`` (two programmes -> one movement per opération that differs) and ``Compte``
(how many of each kind, and their dwellings).
Leaves to others: whether it had to be (rangs says it of figures, chiffres of movements).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from renovation_opt.programme import PlanOperation
from renovation_opt.rapports.tables import Tables


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


def mouvements(avant: Tables, apres: Tables) -> tuple[Mouvement, ...]:
    """Return the opérations that differ between two programmes: entries, exits, then the others, largest first."""
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


def _traits(tables: Tables) -> dict[str, Trait]:
    """Return opération -> what the programme does of it."""
    table = tables.ensemble.operations
    logements = dict(zip(table["operation"], table["logements"], strict=True))
    couts = dict(zip(table["operation"], table["cout_eur"], strict=True))
    return {p.operation: _trait(p, int(logements[p.operation]), int(couts[p.operation])) for p in _plans(tables)}


def _plans(tables: Tables) -> tuple[PlanOperation, ...]:
    """Return the plans of a programme."""
    return tables.solution.programme.plans


def _trait(plan: PlanOperation, logements: int, cout_eur: int) -> Trait:
    """Return what a plan does."""
    return Trait(plan.debut, plan.duree, plan.parti, plan.montage, tuple(sorted(plan.bouquets)), logements, cout_eur)


def _lieux(tables: Tables) -> dict[str, tuple[str, str, str]]:
    """Return opération -> (cité, commune, bailleur) in words."""
    noms = {b.code: b.libelle for b in tables.inst.bailleurs}
    t = tables.ensemble.operations
    colonnes = (t["operation"], t["cite"], t["commune"], t["bailleur"])
    return {str(o): (str(c), str(v), noms.get(str(b), str(b))) for o, c, v, b in zip(*colonnes, strict=True)}
