"""``balayer``: statements of a scenario varied, every point solved, response curves.

Answers for: the order of these steps, the files written, the exit code.
Leaves to others: computing (analyse), drawing (rapports.balayage).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from renovation_opt.analyse.balayage import Balayage, balayer, preparer
from renovation_opt.analyse.calcul_point import Reglages
from renovation_opt.analyse.depot import POINTS, Depot
from renovation_opt.analyse.executeurs import Executeur, SurPlace, ouvrir_dask
from renovation_opt.analyse.plan_experience import grille, hypercube
from renovation_opt.analyse.serie import serie as en_serie
from renovation_opt.analyse.variations import Point, Variation, lire_variation
from renovation_opt.cli.avancement import avancer
from renovation_opt.cli.bavardage import sans_bavardage
from renovation_opt.cli.ecran import INTERROMPU, avertir, dire, paragraphe
from renovation_opt.cli.erreurs import entree
from renovation_opt.cli.fichiers import ecrire_fichier, ecriture
from renovation_opt.cli.options import Style
from renovation_opt.cli.sortie_json import dire_json
from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.locale import _, choisir_langue, langue
from renovation_opt.rapports import fichiers_json
from renovation_opt.rapports.balayage import fichiers, page, resume
from renovation_opt.rapports.balayage.donnees import Serie
from renovation_opt.schemas.chargement import ScenarioCharge, charger

CSV, PARQUET, PAGE, DONNEES = "balayage.csv", "balayage.parquet", "balayage.html", "balayage.json"


@dataclass(frozen=True, slots=True)
class DemandeBalayage:
    """What ``balayer`` is asked on the command line."""

    varier: tuple[str, ...]
    points: int | None = None
    graine: int = 1
    sortie: Path | None = None
    csv: Style = "standard"
    reglages: Reglages = field(default_factory=Reglages)
    langue: str | None = None
    ouvriers: int | None = None
    dask: str | None = None
    en_json: bool = False
    silencieux: bool = False

    @property
    def muet(self) -> bool:
        """Whether stderr stays empty as long as nothing is wrong."""
        return self.silencieux or self.en_json


def balayer_scenario(chemin: Path, demande: DemandeBalayage) -> int:
    """Sweep a scenario; return the exit code: 0, that of the worst point that failed, 130 when interrupted."""
    charge = charger(chemin)
    if demande.langue is None and "langue" in charge.fusion:
        choisir_langue(charge.scenario.langue)
    variations = lire_variations(demande.varier)
    points = grille(variations) if demande.points is None else hypercube(variations, demande.points, demande.graine)
    dossier = demande.sortie or Path("reports") / f"balayage-{charge.scenario.nom}"
    refuser_dossier(dossier)
    fait = _calculer(charge, variations, points, dossier, demande)
    if not demande.silencieux and fait.interrompu:
        avertir(paragraphe(_("Interrompu. Les points finis sont gardés : la même commande reprendra les autres.")))
    serie, etape = en_serie(charge, fait, hypercube=demande.points is not None)
    _ecrire(dossier, serie, etape, fait, demande)
    _dire(dossier, serie, etape, fait, demande)
    if fait.interrompu:
        return INTERROMPU
    impossible = any(r.resultat is not None and r.resultat.valeur is None for r in fait.releves)
    return max([0, int(impossible), *(r.code for r in fait.echecs)])


def lire_variations(textes: Sequence[str]) -> tuple[Variation, ...]:
    """Return what is varied; every text that cannot be read is told at once."""
    lues: list[Variation] = []
    problemes: list[Probleme] = []
    for texte in textes:
        try:
            lues.append(lire_variation(texte))
        except EntreeInvalide as erreur:
            problemes += erreur.problemes
    chemins = [chemin for v in lues for chemin in v.chemins]
    for chemin in dict.fromkeys(c for c in chemins if chemins.count(c) > 1):
        raise entree(_("cet énoncé est varié deux fois"), cle=chemin, remede=_("Gardez une seule option --varier"))
    if problemes:
        raise EntreeInvalide(problemes)
    return tuple(lues)


def refuser_dossier(dossier: Path) -> None:
    """Raise EntreeInvalide when a folder cannot receive a sweep: known before an hour of work."""
    with ecriture(dossier):
        if dossier.is_dir() and any(dossier.iterdir()) and not (dossier / POINTS).is_dir():
            raise entree(
                _("ce dossier n'est pas un balayage : rien n'y sera écrit"),
                str(dossier),
                attendu=_("un dossier absent, vide, ou celui d'un balayage"),
                remede=_("Choisissez un autre dossier avec --sortie"),
            )
        (dossier / POINTS).mkdir(parents=True, exist_ok=True)


def _calculer(
    charge: ScenarioCharge,
    variations: tuple[Variation, ...],
    points: tuple[Point, ...],
    dossier: Path,
    demande: DemandeBalayage,
) -> Balayage:
    """Return the sweep, its progress shown."""
    sujet = preparer(charge, variations, demande.reglages, Depot(dossier))
    with sans_bavardage(), avancer(_("Points calculés"), silencieux=demande.muet) as (suivre, _annoncer):
        return balayer(sujet, points, partial(_executeur, demande), suivre)


@contextmanager
def _executeur(demande: DemandeBalayage) -> Iterator[Executeur]:
    """Give what runs the points."""
    if demande.ouvriers == 0:
        yield SurPlace()
    else:
        with ouvrir_dask(demande.dask, demande.ouvriers) as executeur:
            yield executeur


def _ecrire(dossier: Path, serie: Serie, etape: str, fait: Balayage, demande: DemandeBalayage) -> None:
    """Write the files of a sweep, each whole or not at all."""
    contenus = {
        CSV: fichiers.octets_csv(serie, demande.csv),
        PARQUET: fichiers.octets_parquet(serie),
        DONNEES: fichiers_json.octets(donnees(dossier, serie, etape, fait)),
        PAGE: page.octets(serie, etape),
    }
    for nom, octets in contenus.items():
        ecrire_fichier(dossier / nom, partial(_poser, octets))


def _poser(octets: bytes, chemin: Path) -> None:
    """Write bytes at a path."""
    chemin.write_bytes(octets)


def _dire(dossier: Path, serie: Serie, etape: str, fait: Balayage, demande: DemandeBalayage) -> None:
    """Write the result: JSON, one line, or one screen."""
    if demande.en_json:
        dire_json(donnees(dossier, serie, etape, fait))
        return
    repris = sum(r.repris for r in fait.releves)
    texte = _("{nom} : {n} points, dont {repris} repris ; {dossier}")
    tete = texte.format(nom=serie.nom, n=len(fait.releves), repris=repris, dossier=dossier)
    if demande.silencieux:
        dire(paragraphe(tete))
        return
    dire(resume.resumer(serie, etape))
    dire()
    dire(paragraphe(_("Points : {n}, dont {repris} repris").format(n=len(fait.releves), repris=repris)))
    dire(paragraphe(_("Fichiers : {dossier}").format(dossier=dossier)))
    dire(paragraphe(_("Page : {page}").format(page=dossier / PAGE)))


def donnees(dossier: Path, serie: Serie, etape: str, fait: Balayage) -> dict[str, Any]:
    """Return a sweep as plain data."""
    return {
        "format": 1,
        "nom": serie.nom,
        "titre": serie.titre,
        "langue": langue(),
        "dossier": dossier.as_posix(),
        "plan": "hypercube" if serie.hypercube else "grille",
        "etape": etape,
        "unite": serie.unite,
        "enonces": [{"chemin": axe.nom, "unite": axe.unite} for axe in serie.axes],
        "points": [_point(serie, rang) for rang in range(len(serie.releves))],
        "echecs": len(fait.echecs),
        "reste": fait.reste,
    }


def _point(serie: Serie, rang: int) -> dict[str, Any]:
    """Return a point as plain data."""
    releve = serie.releves[rang]
    return {
        "valeurs": {axe.nom: v for axe, v in zip(serie.axes, releve.valeurs, strict=True)},
        "statut": releve.statut,
        "valeur": releve.valeur,
        "borne": releve.borne,
        "ecart": releve.ecart,
        "manque": releve.manque,
        "mesures": dict(releve.mesures),
        "jeu": dict(releve.jeu),
        "aides_eur": dict(releve.aides),
        "motif": releve.motif,
    }
