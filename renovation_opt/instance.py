"""The frozen Instance: index sets and arrays of one problem, units resolved.

Answers for: everything the model, the engine, the audit and the reports may know of the inputs.
Leaves to others: how it is made (build); no YAML, no pandas, no solver here.

Index letters, the same everywhere: ``o`` opération, ``l`` lot, ``p`` choix (a lot and a bouquet allowed for it),
``q`` option (a choix and a montage), ``k`` chantier, ``m`` montage, ``f`` fund, ``a`` year, ``b`` bailleur, ``e`` EPCI,
``c`` cité.  Arrays are sorted so that the lots of an opération, the choix of a lot and the options of a lot are
contiguous (``*_debut`` arrays are CSR pointers).  Money is integer euros.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Petits = NDArray[np.int32]
Bools = NDArray[np.bool_]

COURANT, ENSEMBLE = 0, 1
PARTIS = ("courant", "ensemble_patrimonial")
ETIQUETTES = "ABCDEFG"
SANS_AIDE = "sans_aide"
ECHELLE_PATRIMOINE = 1_000
"""Heritage points are held as integer thousandths."""
ECHELLE_MIXITE = 1_000_000
"""Weighted diversified households are held as integer millionths."""
OBJECTIFS = ("energie", "patrimoine", "mixite")


@dataclass(frozen=True, slots=True)
class Palier:
    """One bracket of an aid by energy gain: reached when the gain is at least ``gain_min``.

    ``gain_min`` is a relative gain in primary energy (``unite`` "part") or kWhEP/m2/yr (``unite`` "kwhep_m2");
    the aid is ``taux`` of the base when ``taux`` is given, else the flat ``forfait_eur``.
    """

    gain_min: Fraction
    unite: Literal["part", "kwhep_m2"]
    taux: Fraction | None
    forfait_eur: int | None


@dataclass(frozen=True, slots=True)
class Parite:
    """(C11) aids of the fund <= ``ratio`` x aids of the funds ``avec`` (indices), over the horizon or each year."""

    avec: tuple[int, ...]
    ratio: Fraction
    par_annee: bool


@dataclass(frozen=True, slots=True)
class Fonds:
    """A public fund and its rules; euros, years as indices of the horizon.

    ``tranches_eur``: slice of each year of the horizon, 0 outside the fund's years; ``None`` without envelope.
    ``libre``: only the total counts.  ``actif[a]``: the fund may pay works of year a.
    ``quota``: dwellings it may aid each year, ``None`` without quota.
    The aid due per dwelling on a base (works, or public spaces) is, in this order: the base cut at
    ``plafond_assiette_eur``; times ``taux`` (or ``forfait_eur``, or the bracket of ``bareme``), never above the base;
    cut at ``plafond_aide_eur``; times the level asked; rounded down to the euro at each of the two products.
    """

    code: str
    libelle: str
    contributeur: str
    actif: tuple[bool, ...]
    tranches_eur: tuple[int, ...] | None
    libre: bool
    report: Fraction
    minimum_eur: int
    sur_travaux: bool
    sur_espaces: bool
    taux: Fraction | None
    forfait_eur: int | None
    bareme: tuple[Palier, ...]
    plafond_assiette_eur: int | None
    plafond_aide_eur: int | None
    quota: tuple[int, ...] | None
    parite: Parite | None

    def report_max_eur(self, a: int) -> int:
        """Return the most that slice ``a`` may carry to the next year (0 in the fund's last year)."""
        if self.tranches_eur is None or a + 1 >= len(self.actif) or not self.actif[a + 1]:
            return 0
        return int(self.report * self.tranches_eur[a])


@dataclass(frozen=True, slots=True)
class Montage:
    """A set of funds an opération may ask, in order, each at a level of its aid due (``code`` like ``anru@50``)."""

    code: str
    fonds: tuple[int, ...]
    niveaux: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Bouquet:
    """A package of works: what reports show of it."""

    code: str
    libelle: str
    patrimonial: bool
    adaptation: bool


@dataclass(frozen=True, slots=True)
class Bailleur:
    """A landlord, or the private owners of one EPCI (``prive``)."""

    code: str
    libelle: str
    prive: bool


@dataclass(frozen=True, slots=True)
class Cite:
    """A cité as reports show it: place, priority, and the whole stock of the parc there (treated or not).

    ``etiquettes``: dwellings by DPE class A..G, all lots; ``menages_q1``: share of first-quartile households.
    """

    code: str
    nom: str
    commune: str
    code_insee: str
    epci: int
    grappe: str
    prioritaire: bool
    npnru: str
    protection: str
    interet: str
    typologie: str
    latitude: float
    longitude: float
    logements: int
    logements_estimes: int
    etiquettes: tuple[int, ...]
    part_menages_q1: float
    part_menages_q1_epci: float


@dataclass(frozen=True, slots=True, eq=False)
class PoidsDeGroupe:
    """Weights [P] of one target among those of many groups (EPCI, landlords), made when they are read.

    A choix that counts (``compte`` [P]) and is of group ``rang`` (``groupe`` [P]) weighs ``dedans``, any other
    ``dehors``.  ``compte`` and ``groupe`` are shared by all the groups: thousands of targets cost two arrays.
    """

    compte: Bools
    groupe: Petits
    rang: int
    dedans: int
    dehors: int

    def __len__(self) -> int:
        """Return the number of choix."""
        return len(self.compte)

    def __getitem__(self, p: Any) -> Any:  # noqa: ANN401 - an index, a slice or an array, as numpy takes them
        """Return the weights of some choix."""
        ici = self.compte[p] & (self.groupe[p] == self.rang)
        return np.where(ici, np.int64(self.dedans), np.int64(self.dehors))[()]

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:  # noqa: ANN401, FBT001 - protocol of numpy
        """Return all the weights, int64 unless asked otherwise."""
        return np.asarray(self[:], dtype=dtype)


@dataclass(frozen=True, slots=True)
class Cible:
    """(C14, C15) one target, resolved.

    ``mesure``: ``logements`` (sum of ``poids[p]`` x dwellings), ``aides`` (euros of fund ``fonds``) or
    ``cites`` (cités of ``cites`` with an opération started); only years ``annees[a]`` count.
    ``sens`` +1: at least ``seuil``; -1: at most.  ``souple``: may be missed; the shortfall is measured relative to
    ``echelle`` (same unit as ``seuil``).  ``origine``: file and line of the statement.
    """

    code: str
    libelle: str
    tag: str
    mesure: Literal["logements", "aides", "cites"]
    unite: str
    annees: tuple[bool, ...]
    sens: int
    seuil: int
    souple: bool
    echelle: int
    poids: Ints | PoidsDeGroupe | None = None
    fonds: int = -1
    cites: tuple[int, ...] = ()
    origine: str = ""
    diviseur: int = 1
    """Values, thresholds and shortfalls are integers; divided by this they are in ``unite``."""


@dataclass(frozen=True, slots=True)
class Hypothese:
    """One number of the hypothesis set, for the reports."""

    cle: str
    valeur: str
    unite: str
    source: str
    date: str
    fiabilite: str


@dataclass(frozen=True, slots=True)
class Objectif:
    """The method of objective.

    ``poids`` and ``echelles`` by objective index; ``ordre`` for lexicographic (index, relative tolerance);
    ``principal`` for epsilon; ``planchers`` (index, value, is it a share of its best) for epsilon, and for ponderee
    when an analysis sets some.
    """

    methode: Literal["ponderee", "lexicographique", "epsilon", "equilibre"]
    poids: tuple[Fraction, Fraction, Fraction]
    echelles: tuple[int | None, int | None, int | None]
    ordre: tuple[tuple[int, Fraction], ...] = ()
    principal: int = 0
    planchers: tuple[tuple[int, Fraction, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """When to stop: relative gap, seconds (safety), and the tolerance kept on soft targets for the objective stage."""

    ecart: Fraction
    temps_s: int
    tolerance_cibles: Fraction


@dataclass(frozen=True, slots=True, eq=False)
class Lots:
    """Lots that may be treated, arrays of length L (contiguous by opération)."""

    codes: tuple[str, ...]
    operation: Petits
    logements: Petits
    obligatoire: Bools
    cite: Petits
    etiquette: NDArray[np.int8]
    """0..6 for A..G."""
    surface_dm2: Ints
    """Mean floor area of a dwelling, hundredths of m2."""
    conso_ep: Petits
    conso_ef: Petits
    """Before works, kWh/m2/yr."""
    co2_g: Ints
    """Before works, gCO2e/m2/yr."""
    energie: tuple[str, ...]
    estime: Bools
    source: tuple[str, ...]
    choix_debut: Petits
    """L+1 pointers into choix."""
    option_debut: Petits
    """L+1 pointers into options."""


@dataclass(frozen=True, slots=True, eq=False)
class Operations:
    """Opérations, arrays of length O.  ``parente``: index of the group of phases of one cité and bailleur."""

    codes: tuple[str, ...]
    bailleur: Petits
    epci: Petits
    cite: Petits
    grappe: Petits
    """Index of the grappe for C16, -1 when the opération is not concerned."""
    parente: Petits
    logements: Petits
    """N_o: dwellings that may be treated."""
    requise: Bools
    """(C17) must be in the programme (engagée or imposée)."""
    lot_debut: Petits
    chantier_debut: Petits
    montages: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Chantiers:
    """Allowed chantiers, arrays of length K: first year (index), duration (years), parti (0 courant, 1 ensemble)."""

    operation: Petits
    debut: Petits
    duree: Petits
    parti: Petits


@dataclass(frozen=True, slots=True, eq=False)
class Choix:
    """Choix (lot, bouquet) allowed, arrays of length P; everything is per dwelling.

    ``travaux_eur``: cost of the works [P, A], indexed.  ``eligible[p, f]``: the fund's condition holds.
    ``gain_ep``: saved primary energy, kWhEP/m2/yr; the relative gain is gain_ep / conso_ep of the lot.
    ``energie_kwh``: final energy saved a year (usage-corrected); ``patrimoine``: thousandths of a point
    [P, 2] by parti; ``mixite``: millionths of a weighted household.  ``ensemble``: may be used under parti ensemble.
    ``*_apres``: state after works, for the reports.  ``*_an``: saved each year per dwelling, conventional.
    """

    lot: Petits
    bouquet: Petits
    travaux_eur: Ints
    eligible: Bools
    gain_ep: Petits
    energie_kwh: Ints
    patrimoine: Ints
    mixite: Ints
    diversifies: Ints
    """Diversified households per dwelling, millionths."""
    ensemble: Bools
    etiquette_apres: NDArray[np.int8]
    conso_ep_apres: Petits
    conso_ef_apres: Petits
    energie_conventionnelle_kwh: Ints
    energie_primaire_kwh: Ints
    co2_kg: Ints
    facture_eur: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """Options (choix, montage), arrays of length Q, sorted by lot, then montage, then bouquet; per dwelling.

    ``aide_eur`` [Q, S, A]: total aid (works + public spaces) of the s-th fund of the montage, works of year a.
    ``aide_espaces_eur`` [Q, S, A]: the part of it on public spaces.  ``fonds_propres_eur`` [Q, A]: the rest.
    """

    choix: Petits
    montage: Petits
    aide_eur: Petits
    aide_espaces_eur: Petits
    fonds_propres_eur: Petits
    interdite: Bools
    """[Q, A] the option may not be used for works of year a: own funds above the ceiling of the landlord (C12)."""


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """One problem, complete.  See the module docstring for the indices; ``espaces_eur`` is [L, A], per dwelling."""

    nom: str
    titre: str
    question: str
    annees: tuple[int, ...]
    energie_jusqu_a: int
    """Last calendar year in which a saving counts (O1)."""
    ecart_usage: Fraction
    cumul: Fraction
    fonds: tuple[Fonds, ...]
    montages: tuple[Montage, ...]
    montage_fonds: Petits
    """[M, S] fund index of each slot of a montage, -1 when unused."""
    bouquets: tuple[Bouquet, ...]
    bailleurs: tuple[Bailleur, ...]
    epcis: tuple[str, ...]
    epci_libelles: tuple[str, ...]
    cites: tuple[Cite, ...]
    grappes: tuple[str, ...]
    lots: Lots
    operations: Operations
    chantiers: Chantiers
    choix: Choix
    options: Options
    espaces_eur: Ints
    capacite: Ints
    """(C8) [B, A] dwellings, -1 without limit."""
    simultanes: Ints
    """(C9) [B, A] open chantiers, -1 without limit."""
    fonds_propres: Ints
    """(C12) [B, A] euros, -1 without limit."""
    reste_a_charge_eur: Ints
    """(C12) [B] ceiling of own money per dwelling, -1 without."""
    filiere: Ints
    """(C13) [E, A] euros, -1 without limit."""
    grappe_fenetre: int
    """(C16) window of years for the starts of a grappe, 0 when not asked."""
    phases_disjointes: bool
    """(C9) phases of one cité and bailleur may not overlap."""
    cibles: tuple[Cible, ...]
    objectif: Objectif
    resolution: Resolution
    cp: tuple[Fraction, ...]
    """Shares of a commitment paid in its year, the next, ...; they sum to 1."""
    hypotheses: tuple[Hypothese, ...]
    avertissements: tuple[str, ...]

    @property
    def nb_annees(self) -> int:
        """Number of annual slices, A."""
        return len(self.annees)

    def annees_comptees(self) -> Ints:
        """[A] number of years whose saving counts for works of year a: from a+1 to ``energie_jusqu_a``."""
        return np.maximum(0, self.energie_jusqu_a - np.array(self.annees, dtype=np.int64))


def repartir(logements: int, duree: int, rang: int) -> int:
    """Dwellings of a lot worked on in the ``rang``-th year of a chantier: as even as integers allow, largest first."""
    quotient, reste = divmod(logements, duree)
    return quotient + (rang < reste)


def limiter(inst: Instance, ecart: Fraction | None, temps_s: int | None) -> Instance:
    """Return the instance with other limits of its solves; ``None`` keeps its own."""
    resolution = inst.resolution
    if ecart is not None:
        resolution = replace(resolution, ecart=ecart)
    if temps_s is not None:
        resolution = replace(resolution, temps_s=temps_s)
    return replace(inst, resolution=resolution)
