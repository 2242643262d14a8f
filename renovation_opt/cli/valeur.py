"""``valeur``: what a step on a statement is worth, by solving again, and the best calendar of each fund.

Answers for: the order of these steps, JSON, the exit code.
Leaves to others: measuring (analyse), the words (valeur_texte).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from renovation_opt.analyse.calcul_point import Reglages
from renovation_opt.analyse.conseil import Conseil, conseiller
from renovation_opt.analyse.enonces import Enonce, trouver
from renovation_opt.analyse.grandeurs import Grandeur
from renovation_opt.analyse.valeur import Depart, Effet, Encadrement, mesurer, partir
from renovation_opt.analyse.variations import lire_grandeurs
from renovation_opt.cli import valeur_texte as mots
from renovation_opt.cli.bavardage import sans_bavardage
from renovation_opt.cli.ecran import avertir, dire, paragraphe
from renovation_opt.cli.erreurs import entree
from renovation_opt.cli.progression import suivre
from renovation_opt.cli.sortie_json import dire_json
from renovation_opt.locale import _, choisir_langue, langue
from renovation_opt.rapports.phrases import nom_etape
from renovation_opt.schemas.chargement import ScenarioCharge, charger
from renovation_opt.schemas.modele import vouliez_vous

SANS_PROGRAMME = 1


@dataclass(frozen=True, slots=True)
class DemandeValeur:
    """What ``valeur`` is asked on the command line."""

    de: tuple[str, ...] = ()
    pas: str | None = None
    conseils: bool = False
    reglages: Reglages = field(default_factory=Reglages)
    langue: str | None = None
    en_json: bool = False
    silencieux: bool = False

    @property
    def muet(self) -> bool:
        """Whether stderr stays empty as long as nothing is wrong."""
        return self.silencieux or self.en_json


@dataclass(frozen=True, slots=True, eq=False)
class Bilan:
    """What was found: steps by statement, advice by fund."""

    depart: Depart
    effets: tuple[tuple[Enonce, tuple[Effet, ...]], ...]
    conseils: tuple[Conseil, ...]


def valuer(chemin: Path, demande: DemandeValeur) -> int:
    """Measure what is asked; return 0, or 1 when a step leaves no programme."""
    charge = charger(chemin)
    if demande.langue is None and "langue" in charge.fusion:
        choisir_langue(charge.scenario.langue)
    pas = lire_pas(demande)
    enonces = [trouver(charge, de) for de in demande.de]
    for enonce in enonces:  # every unit is checked before the first solve
        for un in pas:
            charger(chemin, enonce.deplacer(un))
    fonds = _fonds(charge, demande) if demande.conseils else []
    bilan = _mesurer(chemin, enonces, pas, fonds, demande)
    if demande.en_json:
        dire_json(donnees(charge, bilan))
    else:
        _dire(charge, bilan)
    return SANS_PROGRAMME if any(e.motif for _enonce, effets in bilan.effets for e in effets) else 0


def lire_pas(demande: DemandeValeur) -> tuple[Grandeur, ...]:
    """Return the steps asked."""
    if bool(demande.de) != (demande.pas is not None):
        message = _("« --de CHEMIN » et « --pas » vont ensemble")
        exemple = "--de financements.anah --pas 1M€,5M€,10M€"
        raise entree(message, cle="--pas", remede=_("Écrivez par exemple {exemple}").format(exemple=exemple))
    if demande.pas is None:
        if not demande.conseils:
            message = _("rien n'est demandé")
            raise entree(message, cle="valeur", remede=_("Donnez --de CHEMIN et --pas, ou --conseils"))
        return ()
    pas = lire_grandeurs(demande.pas, "--pas")
    if any(not un.nombre for un in pas):
        raise entree(_("un pas nul ne change rien"), cle="--pas", trouve=demande.pas, remede=_("Retirez-le"))
    return pas


def _fonds(charge: ScenarioCharge, demande: DemandeValeur) -> list[str]:
    """Return the funds whose calendar is asked: those of ``--de``, every one when it names none."""
    actifs = [code for code, f in charge.scenario.financements.items() if f.actif]
    cites = [de.split(".")[1] for de in demande.de if de.startswith("financements.") and "." in de]
    for code in cites:
        if code not in actifs:
            raise entree(_("ce financement n'est pas actif"), cle=code, remede=vouliez_vous(code, actifs))
    return list(dict.fromkeys(cites)) or actifs


def _mesurer(
    chemin: Path, enonces: Sequence[Enonce], pas: Sequence[Grandeur], fonds: Sequence[str], demande: DemandeValeur
) -> Bilan:
    """Solve everything that is needed, progress shown."""
    with sans_bavardage():
        with _suivi(demande, _("Calcul du scénario")) as suivi:
            depart = partir(chemin, demande.reglages, suivi)
        effets = []
        for enonce in enonces:
            faits = []
            for un in pas:
                with _suivi(demande, f"{enonce.chemin}{_(' : ')}{mots.signe(un)}"):
                    faits.append(mesurer(depart, enonce, un))
            effets.append((enonce, tuple(faits)))
        rangs = {f.code: rang for rang, f in enumerate(depart.calcul.inst.fonds)}
        conseils = []
        for code in fonds:
            with _suivi(demande, _("Calendrier de {fonds}").format(fonds=code)):
                conseils.append(conseiller(depart, rangs[code]))
    return Bilan(depart, tuple(effets), tuple(conseils))


@contextmanager
def _suivi(demande: DemandeValeur, titre: str) -> Iterator[Any]:
    """Give the follower of a solve, announced."""
    if not demande.muet:
        avertir(paragraphe(titre))
    with suivre(silencieux=demande.muet) as (suivi, _dire_meanwhile):
        yield suivi


def _dire(charge: ScenarioCharge, bilan: Bilan) -> None:
    """Write what was found."""
    solution = bilan.depart.calcul.solution
    dire(paragraphe(charge.scenario.titre))
    etape = solution.etapes[-1]
    dire(paragraphe(mots.depart(etape)))
    for enonce, effets in bilan.effets:
        dire()
        dire(paragraphe(f"{enonce.chemin}{_(' : ')}{enonce.texte}"))
        for effet in effets:
            for ligne in mots.effet(effet, etape):
                dire(ligne)
    if bilan.effets:
        dire()
        dire(paragraphe(mots.lecture()))
    if bilan.conseils:
        dire()
        dire(paragraphe(_("Calendriers, à total constant")))
    libelles = {f.code: f.libelle or f.code for f in bilan.depart.calcul.inst.fonds}
    for conseil in bilan.conseils:
        for ligne in mots.conseil(conseil, libelles[conseil.fonds], etape):
            dire(ligne)


def donnees(charge: ScenarioCharge, bilan: Bilan) -> dict[str, Any]:
    """Return what was found as plain data."""
    etape = bilan.depart.etape
    return {
        "format": 1,
        "nom": charge.scenario.nom,
        "langue": langue(),
        "etape": etape.nom,
        "etape_libelle": nom_etape(etape.nom),
        "unite": etape.unite,
        "valeur": etape.valeur,
        "borne": etape.borne,
        "ecart": etape.ecart,
        "enonces": [
            {"chemin": enonce.chemin, "valeur": enonce.texte, "pas": [_effet(e) for e in effets]}
            for enonce, effets in bilan.effets
        ],
        "conseils": [_conseil(c) for c in bilan.conseils],
    }


def _effet(effet: Effet) -> dict[str, Any]:
    """Return a step as plain data."""
    return {
        "pas": {"nombre": float(effet.pas.nombre), "unite": effet.pas.unite},
        "apres": effet.apres,
        "possible": not effet.motif,
        "motif": effet.motif,
        "objectif": _encadrement(effet.objectif),
        "objectifs": {nom: _encadrement(e) for nom, e in (effet.objectifs or {}).items()},
        "logements": effet.logements,
        "manque": _encadrement(effet.manque),
        "millions": effet.millions,
        "millions_par_an": effet.par_an,
        "valeur_marginale_relaxation": effet.marginal,
        "ecart": effet.ecart,
    }


def _conseil(conseil: Conseil) -> dict[str, Any]:
    """Return an advice as plain data."""
    return {
        "financement": conseil.fonds,
        "raison": conseil.raison,
        "mouvements": [asdict(m) for m in conseil.mouvements],
        "tranches_eur": {str(annee): euros for annee, euros in conseil.tranches},
        "gain": _encadrement(conseil.gain),
        "plafond_relaxation": conseil.plafond,
    }


def _encadrement(encadrement: Encadrement | None) -> dict[str, float | None] | None:
    """Return a change as plain data."""
    return None if encadrement is None else asdict(encadrement)
