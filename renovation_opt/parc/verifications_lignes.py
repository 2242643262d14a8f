"""Checks that look at a whole row, or compare rows with one another.

Answers for: duplicates, what a cité, a commune and an EPCI say of themselves from row to row, the DPE letter, the
private owners, the place on the map.
Leaves to others: single cells (verifications_cellules).
A row is compared with the first row of the same cité (commune, EPCI): that is the one the message names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import numpy as np

from renovation_opt.errors import Gravite
from renovation_opt.locale import _
from renovation_opt.parc.colonnes import NUMERIQUES
from renovation_opt.parc.contexte import Contexte, Entiers, Masque, Reels, Releve, citation
from renovation_opt.parc.dpe import ETIQUETTES, classes
from renovation_opt.parc.mots import normaliser

PREFIXE_PRIVES: Final = "proprietaires_prives_"
LATITUDES_BASSIN: Final = (50.2, 50.65)
LONGITUDES_BASSIN: Final = (2.2, 3.75)
DEPARTEMENTS: Final = ("59", "62")
ECART_COORDONNEES: Final = 0.005
"""Degrees, about 500 m: two lots of one cité are not further apart than this in what they say of its centre."""
_NOMS_NUMERIQUES: Final = frozenset(colonne.nom for colonne in NUMERIQUES)
_TRAITS_DE_LA_CITE: Final = (
    "cite",
    "protection",
    "interet_patrimonial",
    "npnru",
    "prioritaire",
    "grappe",
    "part_menages_q1",
    "part_menages_q1_epci",
    "latitude",
    "longitude",
)


def lots_en_double(contexte: Contexte) -> Iterator[Releve]:
    """Find rows whose lot_id was already used."""
    premieres = contexte.cellules["lot_id"].premieres
    fautes = (premieres != np.arange(len(premieres))) & contexte.remplies("lot_id")
    message: Callable[[int], str] = partial(_deja_vu, contexte, premieres)
    yield Releve("lot_id", fautes, message, _("Donnez-lui un autre identifiant, ou retirez la ligne en trop"))


def _deja_vu(contexte: Contexte, premieres: Entiers, i: int) -> str:
    return _("cet identifiant est déjà celui de la ligne {ligne}").format(ligne=_ligne(contexte, premieres, i))


def cite_en_un_lieu(contexte: Contexte) -> Iterator[Releve]:
    """Find cités in two communes or two EPCI."""
    for nom in ("code_insee", "siren_epci", "epci"):
        yield from _comparer(contexte, "cite_id", nom, "erreur", _remede_une_cite())


def commune_dans_un_epci(contexte: Contexte) -> Iterator[Releve]:
    """Find communes in two EPCI, EPCI with two SIREN or two codes."""
    for cle, nom in (("code_insee", "siren_epci"), ("siren_epci", "epci"), ("epci", "siren_epci")):
        yield from _comparer(contexte, cle, nom, "erreur", _("Corrigez l'une des deux lignes"))


def traits_de_la_cite(contexte: Contexte) -> Iterator[Releve]:
    """Find rows that differ on what holds for a whole cité or commune (warning: reports show the first row)."""
    for nom in _TRAITS_DE_LA_CITE:
        yield from _comparer(contexte, "cite_id", nom, "avertissement", _("Alignez les lignes de la cité"))
    yield from _comparer(contexte, "code_insee", "commune", "avertissement", _("Écrivez la commune d'une seule façon"))


def _remede_une_cite() -> str:
    return _("Corrigez la ligne, ou donnez un autre cite_id à la partie située ailleurs")


def _comparer(contexte: Contexte, cle: str, nom: str, gravite: Gravite, remede: str) -> Iterator[Releve]:
    """Rows where ``nom`` is not what it is on the first row with the same ``cle``."""
    premieres = _premieres_remplies(contexte, cle, nom)
    fautes = _different(contexte, nom, premieres) & contexte.remplies(cle, nom)
    yield Releve(nom, fautes, partial(_autre_valeur, contexte, cle, nom, premieres), remede, gravite=gravite)


def _premieres_remplies(contexte: Contexte, cle: str, nom: str) -> Entiers:
    """Return, for each row, the first row with the same ``cle`` where ``nom`` is filled (any when none is)."""
    codes = contexte.cellules[cle].codes
    premiere = np.zeros(len(contexte.cellules[cle].valeurs), dtype=np.int64)
    premiere[codes[::-1]] = np.arange(len(codes), dtype=np.int64)[::-1]
    utiles = np.flatnonzero(contexte.remplies(nom))[::-1]
    premiere[codes[utiles]] = utiles
    return premiere[codes]


def _different(contexte: Contexte, nom: str, premieres: Entiers) -> Masque:
    if nom not in _NOMS_NUMERIQUES:
        codes = contexte.cellules[nom].codes
        autres: Masque = codes != codes[premieres]
        return autres
    ecart = ECART_COORDONNEES if nom in {"latitude", "longitude"} else 0.0
    valeurs = contexte.nombres[nom]
    return np.abs(valeurs - valeurs[premieres]) > ecart


def _autre_valeur(contexte: Contexte, cle: str, nom: str, premieres: Entiers, i: int) -> str:
    premiere = int(premieres[i])
    return _("{cle} {code} porte déjà {nom} = {valeur} à la ligne {ligne}").format(
        cle=cle,
        code=citation(contexte.cellules[cle][i]),
        nom=nom,
        valeur=citation(contexte.cellules[nom][premiere]),
        ligne=_ligne(contexte, premieres, i),
    )


def _ligne(contexte: Contexte, premieres: Entiers, i: int) -> int:
    return int(contexte.lignes[premieres[i]])


def codes_a_la_casse_pres(contexte: Contexte) -> Iterator[Releve]:
    """Find codes that differ from another only by capitals or accents: two names of one thing (warning)."""
    for nom in ("cite_id", "epci", "bailleur"):
        cellules = contexte.cellules[nom]
        textes = cellules.valeurs.to_pylist()
        connus: dict[str, int] = {}
        jumeaux = np.array([connus.setdefault(normaliser(t), rang) for rang, t in enumerate(textes)], dtype=np.int64)
        fautes = (jumeaux != np.arange(len(textes)))[cellules.codes] if textes else np.zeros(0, dtype=bool)
        yield Releve(
            nom,
            fautes,
            partial(_jumeau, contexte, nom, [textes[rang] for rang in jumeaux.tolist()]),
            _("Écrivez ce code d'une seule façon"),
            gravite="avertissement",
        )


def _jumeau(contexte: Contexte, nom: str, jumeaux: list[str], i: int) -> str:
    autre = jumeaux[int(contexte.cellules[nom].codes[i])]
    return _("ce code ne diffère de « {code} » que par la casse, un accent ou un tiret").format(code=citation(autre))


def prives_et_bailleur(contexte: Contexte) -> Iterator[Releve]:
    """Find private lots that are not of the private owners of their EPCI, and the converse."""
    remplies = contexte.remplies("bailleur", "statut", "epci")
    groupes = contexte.cellules["bailleur"].motif(f"^{PREFIXE_PRIVES}")
    prives, sociaux = contexte.cellules["statut"].egales("prive"), contexte.cellules["statut"].egales("social")
    yield Releve(
        "bailleur",
        remplies & prives & ~groupes,
        _("un lot privé appartient aux propriétaires privés de son EPCI"),
        _("Corrigez le bailleur ou le statut"),
        attendu=PREFIXE_PRIVES + "<epci>",
    )
    yield Releve(
        "bailleur",
        remplies & sociaux & groupes,
        _("des propriétaires privés ne tiennent pas de lot social"),
        _("Corrigez le bailleur ou le statut"),
    )
    yield Releve(
        "bailleur",
        remplies & prives & groupes & ~_suffixe_juste(contexte),
        _("les propriétaires privés sont groupés par EPCI, et celui-ci en est un autre"),
        partial(_remede_prives, contexte),
    )


def _suffixe_juste(contexte: Contexte) -> Masque:
    """Rows whose bailleur is ``proprietaires_prives_`` followed by their own EPCI."""
    bailleurs, epcis = contexte.cellules["bailleur"], contexte.cellules["epci"]
    rangs = {texte: rang for rang, texte in enumerate(bailleurs.valeurs.to_pylist())}
    voulus = np.array([rangs.get(PREFIXE_PRIVES + texte, -1) for texte in epcis.valeurs.to_pylist()], dtype=np.int64)
    justes: Masque = bailleurs.codes == voulus[epcis.codes]
    return justes


def _remede_prives(contexte: Contexte, i: int) -> str:
    return _("Écrivez « {code} », ou corrigez l'EPCI").format(
        code=PREFIXE_PRIVES + citation(contexte.cellules["epci"][i])
    )


def dpe_et_consommation(contexte: Contexte) -> Iterator[Releve]:
    """Find DPE letters that consumption and emissions do not give (warning)."""
    ep, ges = contexte.nombres["conso_ep_kwh_m2_an"], contexte.nombres["emissions_kgco2_m2_an"]
    cellules = contexte.cellules["etiquette_dpe"]
    lettres = np.array([ETIQUETTES.find(texte) if texte else -1 for texte in cellules.valeurs.to_pylist()])
    lues = lettres[cellules.codes] if len(lettres) else cellules.codes
    meilleure, pire = classes(ep, ges)
    fautes = (lues >= 0) & np.isfinite(ep) & np.isfinite(ges) & ((lues < meilleure) | (lues > pire))
    yield Releve(
        "etiquette_dpe",
        fautes,
        partial(_classe_calculee, contexte, meilleure),
        _("Vérifiez la lettre et les consommations ; une lettre d'avant juillet 2021 suit d'autres seuils"),
        gravite="avertissement",
    )


def _classe_calculee(contexte: Contexte, classe: Entiers, i: int) -> str:
    return _("{ep} kWhEP/m²/an et {ges} kgCO2e/m²/an donnent la classe {lettre} aux seuils de 2021").format(
        ep=contexte.cellules["conso_ep_kwh_m2_an"][i],
        ges=contexte.cellules["emissions_kgco2_m2_an"][i],
        lettre=ETIQUETTES[int(classe[i])],
    )


def primaire_et_finale(contexte: Contexte) -> Iterator[Releve]:
    """Find primary energy below final energy (warning; one kWh of rounding is let pass)."""
    finale = contexte.nombres["conso_ef_kwh_m2_an"]
    yield Releve(
        "conso_ef_kwh_m2_an",
        finale > contexte.nombres["conso_ep_kwh_m2_an"] + 1,
        _("l'énergie finale dépasse l'énergie primaire"),
        _("Vérifiez que les deux colonnes ne sont pas inversées"),
        gravite="avertissement",
    )


def commune_du_bassin(contexte: Contexte) -> Iterator[Releve]:
    """Find communes outside Nord and Pas-de-Calais (warning)."""
    cellules = contexte.cellules["code_insee"]
    formes = cellules.motif(r"^(?:[0-9]{5}|2[AB][0-9]{3})$")
    fautes = formes & ~cellules.motif(f"^(?:{'|'.join(DEPARTEMENTS)})")
    yield Releve(
        "code_insee",
        fautes,
        _("la commune n'est ni dans le Nord ni dans le Pas-de-Calais"),
        _("Vérifiez le code INSEE"),
        attendu=_("un code qui commence par 59 ou 62"),
        gravite="avertissement",
    )


def coordonnees_du_bassin(contexte: Contexte) -> Iterator[Releve]:
    """Find points outside the mining basin (warning)."""
    latitudes, longitudes = contexte.nombres["latitude"], contexte.nombres["longitude"]
    inversees = _entre(longitudes, LATITUDES_BASSIN) & _entre(latitudes, LONGITUDES_BASSIN)
    for nom, valeurs, bornes in (
        ("latitude", latitudes, LATITUDES_BASSIN),
        ("longitude", longitudes, LONGITUDES_BASSIN),
    ):
        yield Releve(
            nom,
            np.isfinite(valeurs) & ~_entre(valeurs, bornes),
            _("le point est hors du bassin minier"),
            partial(_remede_point, inversees),
            attendu=_("entre {minimum} et {maximum}").format(minimum=bornes[0], maximum=bornes[1]),
            gravite="avertissement",
        )


def _entre(valeurs: Reels, bornes: tuple[float, float]) -> Masque:
    return (valeurs >= bornes[0]) & (valeurs <= bornes[1])


def _remede_point(inversees: Masque, i: int) -> str:
    if inversees[i]:
        return _("Échangez la latitude et la longitude")
    return _("Vérifiez les coordonnées (WGS 84, en degrés)")
