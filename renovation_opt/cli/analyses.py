"""What the commands of analyses share: options, progress, the folder of an analysis.

Answers for: ``DemandeAnalyse`` and its options, ``etabli`` (a bench and its progress), ``carnet_de`` and what is said
of an analysis taken up again or left, ``ecrire_dossier``, ``rendre`` (text or JSON).
Leaves to others: each analysis (pareto, sans_regret, expliquer).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from renovation_opt.analyse.banc import Banc, installer
from renovation_opt.analyse.carnet import Carnet, ouvrir_carnet
from renovation_opt.analyse.depot import Depot
from renovation_opt.analyse.etude import Etude, ouvrir
from renovation_opt.audit import auditer
from renovation_opt.cli.avancement import Avancement, avancer
from renovation_opt.cli.bavardage import sans_bavardage
from renovation_opt.cli.ecran import INTERROMPU, avertir, dire, interrompu, paragraphe
from renovation_opt.cli.erreurs import entree
from renovation_opt.cli.fichiers import ecriture
from renovation_opt.cli.interruption import a_l_ecoute
from renovation_opt.cli.options import Demande, choisir, lire_ecart, lire_quantite, lire_temps, lire_tours
from renovation_opt.cli.provenance import contexte
from renovation_opt.cli.sortie_json import dire_json
from renovation_opt.instance import Instance
from renovation_opt.locale import _, choisir_langue
from renovation_opt.moteur.suivi import Budget
from renovation_opt.programme import Programme
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.fichiers_csv import STYLES
from renovation_opt.rapports.fichiers_json import empreinte, octets
from renovation_opt.rapports.remplacement import CALCULS, MANIFESTE, remplacer
from renovation_opt.unites import lire_taux

TEMPS_S = 3_600
"""Longest analysis when no time is asked."""
TOURS = 1
"""Rounds of search per solve: an analysis makes many, each warmed by the previous ones."""


@dataclass(frozen=True, slots=True)
class DemandeAnalyse:
    """What every analysis is asked; ``json``: the result on stdout is JSON."""

    solve: Demande
    json: bool = False

    @property
    def muette(self) -> bool:
        """Whether no progress is shown."""
        return self.solve.silencieux


def lire_demande(
    langue: str | None,
    sortie: Path | None,
    csv: str,
    limites: tuple[str | None, str | None, str | None],
    *,
    json: bool,
    silencieux: bool,
) -> DemandeAnalyse:
    """Return what an analysis is asked; ``limites``: gap, time, rounds as written."""
    ecart, temps, tours = limites
    solve = Demande(
        sortie=sortie,
        csv="fr" if choisir("--csv", csv, STYLES) == "fr" else "standard",
        ecart=lire_ecart(ecart),
        temps_s=lire_temps(temps),
        tours=TOURS if tours is None else lire_tours(tours),
        langue=langue,
        silencieux=silencieux or json,
    )
    return DemandeAnalyse(solve, json)


def lire_part(nom: str, texte: str) -> Fraction:
    """Return a share written in an option, between 0 and 100 %."""
    lue = lire_quantite(nom, texte, lire_taux)
    if lue is None or not 0 <= lue <= 1:
        raise entree(_("cette part ne convient pas"), cle=nom, trouve=texte, attendu=_("de 0 % à 100 %"))
    return lue


def ouvrir_etude(chemin: Path, demande: DemandeAnalyse) -> Etude:
    """Return the study of a scenario, in its language unless another is asked, with the limits asked."""
    etude = ouvrir(chemin)
    if demande.solve.langue is None and "langue" in etude.charge.fusion:
        choisir_langue(etude.charge.scenario.langue)
    return replace(etude, inst=demande.solve.appliquer(etude.inst))


def carnet_de(etude: Etude, demande: DemandeAnalyse, dossier: Path) -> Carnet:
    """Return the solves that previous runs of an analysis left in its folder."""
    return ouvrir_carnet(etude.charge, Depot(dossier, CALCULS), demande.solve.ecart, demande.solve.tours)


@contextmanager
def etabli(
    inst: Instance, demande: DemandeAnalyse, libelle: str, carnet: Carnet | None = None
) -> Iterator[tuple[Callable[[], Banc], Avancement]]:
    """Give how to install the bench of an instance, and how to tell progress; Ctrl-C stops the analysis softly."""
    budget = Budget(float(demande.solve.temps_s or TEMPS_S), demande.solve.tours)
    with (
        avancer(libelle, silencieux=demande.muette) as (annoncer, dire_aussi),
        a_l_ecoute(budget, dire_aussi),
        sans_bavardage(),
    ):
        yield lambda: installer(inst, budget, carnet=carnet), annoncer


def dire_reprise(demande: DemandeAnalyse, carnet: Carnet, *, arretee: bool) -> None:
    """Say what was taken up again and, when the analysis was stopped, how to go on."""
    if demande.muette:
        return
    if carnet.repris:
        texte = _("Résolutions reprises d'un calcul précédent : {repris} sur {total}.")
        avertir(paragraphe(texte.format(repris=carnet.repris, total=carnet.repris + carnet.calcules)))
    if arretee and carnet.gardes:
        avertir(
            paragraphe(_("Arrêt avant la fin. Les calculs finis sont gardés : la même commande reprendra la suite."))
        )


def abandonner(carnet: Carnet) -> int:
    """Say that an analysis was given up, and whether it may be taken up again; return the exit code."""
    if not carnet.gardes:
        return interrompu()
    avertir()
    avertir(paragraphe(_("Interrompu. Les calculs finis sont gardés : la même commande reprendra la suite.")))
    return INTERROMPU


def provenance(
    etude: Etude, demande: DemandeAnalyse, programme: Programme, lus: dict[Path, bytes], **options: str | float | None
) -> Contexte:
    """Return the provenance of an analysis, one programme of which is audited once more."""
    de_base = contexte(etude.charge, demande.solve, auditer(etude.inst, programme), lus)
    return replace(de_base, options={**de_base.options, **options})


def ecrire_dossier(dossier: Path, nature: str, fichiers: Mapping[str, bytes], ctx: Contexte) -> None:
    """Write the files of an analysis and its manifest as one folder."""
    contenus = dict(fichiers) | {f"entrees/{nom}": copie for nom, copie in sorted(ctx.copies.items())}
    manifeste = {
        "format": 1,
        "nature": nature,
        "date": ctx.date,
        "langue": ctx.langue,
        "entrees": dict(ctx.entrees),
        "versions": dict(ctx.versions),
        "solveurs": list(ctx.solveurs),
        "options": dict(ctx.options),
        "sorties": {chemin: empreinte(contenu) for chemin, contenu in contenus.items()},
    }
    with ecriture(dossier):
        remplacer(dossier, contenus | {MANIFESTE: octets(manifeste)})


def rendre(demande: DemandeAnalyse, texte: str, contenu: object) -> None:
    """Write the result on stdout: the summary, or JSON."""
    if demande.json:
        dire_json(contenu)
    else:
        dire(texte.rstrip("\n"))
