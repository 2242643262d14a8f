"""The explanation of a cité, as figures.

Answers for: ``ExplicationLue`` and its parts, ``en_json``.
Leaves to others: finding them (analyse.expliquer), the words (resume_explication).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

from renovation_opt.rapports.analyses.frontiere import COLONNES, PAR_UNITE
from renovation_opt.rapports.mouvements import Mouvement, donnees

Etat = Literal["dedans", "en_partie", "dehors"]
Trois = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class EmploiLu:
    """What a plan takes from a scarce resource.

    ``famille`` and ``etiquette``: the row, as in prix.csv.  ``prix``: per unit, in share of the whole objective.
    ``part``: price of the quantity over the gross value of the plan, negative when the plan helps (a target).
    """

    tag: str
    famille: str
    etiquette: str
    unite: str
    quantite: float
    prix: float
    part: float


@dataclass(frozen=True, slots=True)
class PlanLu:
    """A plan of an opération; ``bouquets``: dwellings by bouquet; ``aides``: euros by fund."""

    debut: int
    duree: int
    parti: str
    montage: str
    bouquets: dict[str, int]
    logements: int
    cout_eur: int
    aides: dict[str, int]
    fonds_propres_eur: int


@dataclass(frozen=True, slots=True)
class OperationLue:
    """An opération under the prices of the relaxation.

    ``plan``: that of the programme when it is opened (``ouverte``), else its best one under the prices, ``None``
    without any.  ``objectifs``: what the plan brings.  ``brute``: its value, as a share of the whole objective.
    ``reduite``: value less the price of what it takes, over its value.  ``rang`` of ``total``: by reduced value.
    ``debuts``: first year -> the same figure for the best plan that starts then.
    """

    code: str
    bailleur: str
    logements: int
    ouverte: bool
    plan: PlanLu | None
    objectifs: Trois
    brute: float
    reduite: float
    rang: int
    total: int
    emplois: tuple[EmploiLu, ...]
    debuts: dict[int, float]


@dataclass(frozen=True, slots=True)
class Imposee:
    """The programme with the cité required.

    ``operations``: required.  ``objectifs``: difference of each objective with the programme without it, in integers.
    ``perte``: share of the weighted objective lost, between the two programmes found; ``perte_min``, ``perte_max``:
    what the bounds allow.  ``mouvements``: between the programme and the closest one to it that treats the cité.
    ``cibles``: whether soft targets had to be settled again.
    """

    operations: tuple[str, ...]
    objectifs: Trois
    perte: float
    perte_min: float
    perte_max: float
    admise: float
    cibles: bool
    mouvements: tuple[Mouvement, ...]


@dataclass(frozen=True, slots=True)
class LevierLu:
    """A change of one statement that brings the cité in, or does not.

    ``valeur`` and ``variation`` in ``unite``; no ``variation`` when no change up to ``amplitude`` brings it in.
    ``relaxation``: the change from which the relaxation takes at least a part of it.
    ``verifie``: a solve in whole opérations agrees, at ``ecart``.  ``acheve``: time and the user let the search end.
    """

    cle: str
    annee: int | None
    unite: str
    valeur: float
    amplitude: float
    relaxation: float | None
    variation: float | None
    verifie: bool
    ecart: float | None
    acheve: bool = True

    @property
    def relatif(self) -> float:
        """The change as a share of the statement; infinite when there is none."""
        return self.variation / self.valeur if self.variation is not None and self.valeur else float("inf")


@dataclass(frozen=True, slots=True)
class ExplicationLue:
    """Everything that is said of a cité or an opération.

    ``objectifs``: what it brings in the programme (``etat`` dedans or en_partie), else what its best plans would bring;
    ``totaux``: the programme.  ``ecart``: gap of the programme.  ``imposee`` is ``None`` when the cité is in already,
    or when it cannot be required (``impossible`` says why).
    """

    nom: str
    titre: str
    cible: str
    code: str
    etat: Etat
    ecart: float
    objectifs: Trois
    totaux: Trois
    operations: tuple[OperationLue, ...]
    imposee: Imposee | None
    impossible: tuple[str, ...]
    leviers: tuple[LevierLu, ...]
    arretee: bool


def en_json(lue: ExplicationLue) -> dict[str, object]:
    """Return everything, ready for JSON; objectives in their units."""
    contenu = asdict(lue) | {"format": 1, "nature": "explication"}
    contenu["objectifs"], contenu["totaux"] = _unites(lue.objectifs), _unites(lue.totaux)
    for brut, operation in zip(contenu["operations"], lue.operations, strict=True):
        brut["objectifs"] = _unites(operation.objectifs)
        brut["debuts"] = {str(annee): valeur for annee, valeur in operation.debuts.items()}
    if lue.imposee is not None:
        contenu["imposee"]["objectifs"] = _unites(lue.imposee.objectifs)
        contenu["imposee"]["mouvements"] = [donnees(m) for m in lue.imposee.mouvements]
    return contenu


def _unites(objectifs: Trois) -> dict[str, float]:
    """Return objectives in MWh, points, weighted households."""
    return {nom: v / u for nom, v, u in zip(COLONNES, objectifs, PAR_UNITE, strict=True)}
