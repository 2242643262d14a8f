"""Indicators that only make sense for a whole programme: the parc, segregation, slices, targets, the proof.

Answers for: the families that ``indicateurs`` cannot compute on the lines of one bailleur.
"""

from __future__ import annotations

import pandas as pd

from renovation_opt.instance import ETIQUETTES, Instance
from renovation_opt.locale import _
from renovation_opt.rapports import libelles
from renovation_opt.rapports.tables.cibles import BilanCible
from renovation_opt.rapports.tables.dpe import BilanDpe
from renovation_opt.rapports.tables.indicateurs import Famille, Indicateur, noms_financements
from renovation_opt.rapports.tables.mixite import Dissimilarite
from renovation_opt.rapports.tables.preuve import Preuve


def parc(inst: Instance, dpe: BilanDpe) -> Famille:
    """Yield the whole parc: dwellings, share of estimated counts, classes before and after."""
    total = sum(cite.logements for cite in inst.cites)
    estimes = sum(cite.logements_estimes for cite in inst.cites)
    yield Indicateur(("parc", "logements"), _("Logements du parc"), total, "logements")
    part = round(estimes / total, 6) if total else None
    libelle = _("Part des logements du parc au nombre estimé")
    yield Indicateur(("parc", "part_estimee"), libelle, part, "part")
    for moment, libelle, comptes in (
        ("avant", _("Logements du parc en classe {classe} avant le programme"), dpe.parc_avant),
        ("apres", _("Logements du parc en classe {classe} après le programme"), dpe.parc_apres),
    ):
        for lettre, n in zip(ETIQUETTES, comptes, strict=True):
            yield Indicateur(("dpe", f"parc_{moment}", lettre), libelle.format(classe=lettre), n, "logements")


def segregation(indices: tuple[Dissimilarite, ...]) -> Famille:
    """Yield Duncan's index of each EPCI before and after."""
    for d in indices:
        for moment, libelle, valeur in (
            ("avant", _("Dissimilarité de Duncan avant, {epci}"), d.avant),
            ("apres", _("Dissimilarité de Duncan après, {epci}"), d.apres),
        ):
            arrondie = None if valeur is None else round(valeur, 6)
            cle = ("dissimilarite", d.epci, moment)
            yield Indicateur(cle, libelle.format(epci=d.libelle), arrondie, "indice")


def enveloppes(inst: Instance, tranches: pd.DataFrame, plafonds: dict[str, int]) -> Famille:
    """Yield, per fund, its envelope (or its ceiling by parity), what is used of it and what is lost."""
    noms = noms_financements(inst)
    perdu = int(tranches["perdu_eur"].sum())
    yield Indicateur(("argent", "perdu"), _("Argent perdu : tranches ni utilisées ni reportées"), perdu, "EUR")
    for code, groupe in tranches.groupby("financement", sort=True):
        for cle, libelle, colonne in (
            ("enveloppe", _("Enveloppe, {fonds}"), "tranche_eur"),
            ("utilise", _("Utilisé, {fonds}"), "utilise_eur"),
            ("perdu", _("Perdu, {fonds}"), "perdu_eur"),
        ):
            chemin = ("argent", "par_financement", str(code), cle)
            yield Indicateur(chemin, libelle.format(fonds=noms[str(code)]), int(groupe[colonne].sum()), "EUR")
    for code, plafond in plafonds.items():
        libelle = _("Plafond de parité, {fonds}").format(fonds=noms[code])
        yield Indicateur(("argent", "par_financement", code, "plafond_parite"), libelle, plafond, "EUR")


def cibles(bilans: tuple[BilanCible, ...]) -> Famille:
    """Yield, per target, what is reached, what was asked, what is missing."""
    for c in bilans:
        nom = {"cible": c.libelle}
        yield Indicateur(("cibles", c.code, "valeur"), _("{cible} : atteint").format(**nom), c.valeur, c.unite)
        yield Indicateur(("cibles", c.code, "seuil"), _("{cible} : visé").format(**nom), c.seuil, c.unite)
        yield Indicateur(("cibles", c.code, "manque"), _("{cible} : manque").format(**nom), c.manque, c.unite)
        relatif = round(c.relatif, 6)
        yield Indicateur(("cibles", c.code, "relatif"), _("{cible} : manque relatif").format(**nom), relatif, "part")
        yield Indicateur(("cibles", c.code, "souple"), _("{cible} : souple").format(**nom), c.souple, "")


def demonstration(preuve: Preuve) -> Famille:
    """Yield the proof: status, then value, bound, gap and limit of each stage, numbered from 1."""
    yield Indicateur(("preuve", "statut"), libelles.statut_preuve(preuve.statut), preuve.statut.value, "")
    for rang, etape in enumerate(preuve.etapes, start=1):
        cle = ("preuve", "etapes", str(rang))
        yield Indicateur((*cle, "nom"), _("Étape {rang}").format(rang=rang), etape.nom, "")
        yield Indicateur((*cle, "valeur"), _("Valeur"), etape.valeur, etape.unite)
        yield Indicateur((*cle, "borne"), _("Borne"), etape.borne, etape.unite)
        yield Indicateur((*cle, "ecart"), _("Écart relatif"), etape.ecart, "part")
        yield Indicateur((*cle, "limite"), libelles.limite(etape.limite), etape.limite.value, "")
