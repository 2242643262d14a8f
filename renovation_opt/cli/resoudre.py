"""``resoudre``: check, build, solve, audit, write, sum up.

Answers for: the order of these steps, and that nothing is written unless the audit accepts it.
Leaves to others: each step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from renovation_opt.audit import Rapport, auditer
from renovation_opt.build import construire
from renovation_opt.cli.bavardage import sans_bavardage
from renovation_opt.cli.ecran import avertir, dire, largeur, paragraphe
from renovation_opt.cli.erreurs import entree, montrer
from renovation_opt.cli.fichiers import ecriture, refuser_sortie
from renovation_opt.cli.fond import avec_fond, ouvrir_fond
from renovation_opt.cli.interruption import a_l_ecoute
from renovation_opt.cli.options import Demande
from renovation_opt.cli.progression import suivre
from renovation_opt.cli.provenance import contexte, lire_entrees
from renovation_opt.errors import AuditRefuse, ProgrammeImpossible, RenovationError
from renovation_opt.instance import Instance
from renovation_opt.locale import _, choisir_langue, langue
from renovation_opt.moteur.methodes import resoudre
from renovation_opt.moteur.suivi import Budget
from renovation_opt.parc import lire_parc
from renovation_opt.programme import Solution
from renovation_opt.rapports import phrases, tables
from renovation_opt.rapports.ecriture import ecrire_rapport
from renovation_opt.rapports.fond import lire_fond
from renovation_opt.rapports.resume import resumer
from renovation_opt.rapports.typographie import espaces
from renovation_opt.schemas.chargement import ScenarioCharge, charger

RAPPORTS = Path("reports")
AVERTISSEMENTS_MAX = 3
"""Warnings shown before a solve; ``verifier`` shows them all."""
INFRACTIONS_MAX = 5


def resoudre_scenarios(scenarios: Sequence[Path], demande: Demande) -> int:
    """Solve each scenario in turn; return the worst exit code.  A scenario that fails does not stop the next ones."""
    codes = [0]
    faits: set[Path] = set()
    depart = langue()
    for rang, chemin in enumerate(scenarios):
        if rang and not demande.silencieux:
            dire()
        try:
            _resoudre(chemin, demande, faits, plusieurs=len(scenarios) > 1)
        except RenovationError as erreur:
            if len(scenarios) > 1:
                avertir(espaces(f"{chemin}" + _(" :")))
            codes.append(montrer(erreur))
            if isinstance(erreur, ProgrammeImpossible):
                texte = _("Pour les énoncés en conflit et leurs réparations : renovation-opt diagnostiquer {chemin}")
                avertir(paragraphe(texte.format(chemin=chemin), suite="  "))
        finally:
            choisir_langue(depart)
    return max(codes)


def _resoudre(chemin: Path, demande: Demande, faits: set[Path], *, plusieurs: bool) -> None:
    """Solve one scenario."""
    charge = charger(chemin)
    if demande.langue is None and "langue" in charge.fusion:
        choisir_langue(charge.scenario.langue)
    dossier = _dossier(charge, demande, plusieurs=plusieurs)
    if dossier.resolve() in faits:
        raise entree(_("un autre scénario vient d'écrire ce rapport"), str(dossier), remede=_("Changez l'un des noms"))
    refuser_sortie(dossier)
    lus = lire_entrees(charge)
    octets_fond = None if demande.fond is None else ouvrir_fond(demande.fond)
    inst = demande.appliquer(construire(charge, lire_parc(charge.parc)))
    if demande.fond is not None and octets_fond is not None:
        lire_fond(octets_fond, str(demande.fond), inst.cites)
    if not demande.silencieux:
        _prevenir([p.texte() for p in charge.avertissements] + list(inst.avertissements), chemin)
    solution = chercher(inst, demande.tours, silencieux=demande.silencieux)
    rapport = auditer(inst, solution.programme)
    if not rapport.conforme:
        raise AuditRefuse(refus(rapport))
    provenance = contexte(charge, demande, rapport, lus)
    if demande.fond is not None and octets_fond is not None:
        provenance = avec_fond(provenance, demande.fond, octets_fond, inst)
    with ecriture(dossier):
        ecrire_rapport(dossier, inst, solution, provenance, demande.csv, demande.classeurs)
    faits.add(dossier.resolve())
    _resumer(inst, solution, dossier, silencieux=demande.silencieux)


def chercher(inst: Instance, tours: int, *, silencieux: bool) -> Solution:
    """Return the solution of an instance, its progress shown, Ctrl-C heard; every programme passes the audit."""
    budget = Budget(float(inst.resolution.temps_s), tours)
    with suivre(silencieux=silencieux) as (suivi, annoncer), a_l_ecoute(budget, annoncer), sans_bavardage():
        return resoudre(inst, budget, lambda programme: auditer(inst, programme).conforme, suivi)


def refus(rapport: Rapport) -> str:
    """Return why an audit refuses a programme."""
    constats = [f"{i.tag} {i.message}" for i in rapport.infractions[:INFRACTIONS_MAX]]
    texte = _("l'audit refuse le programme trouvé, rien n'est écrit ({n} infractions) : {constats}")
    return texte.format(n=len(rapport.infractions), constats=_(" ; ").join(constats))


def _dossier(charge: ScenarioCharge, demande: Demande, *, plusieurs: bool) -> Path:
    """Return where the report goes."""
    if demande.sortie is None:
        return RAPPORTS / charge.scenario.nom
    return demande.sortie / charge.scenario.nom if plusieurs else demande.sortie


def _prevenir(avertissements: Iterable[str], chemin: Path) -> None:
    """Write the first warnings, and where the others are."""
    tous = list(dict.fromkeys(avertissements))
    for texte in tous[:AVERTISSEMENTS_MAX]:
        avertir(paragraphe(_("Avertissement : ") + texte, suite="  "))
    if len(tous) > AVERTISSEMENTS_MAX:
        texte = _("Autres avertissements : {n}. Pour les lire : renovation-opt verifier {chemin}")
        avertir(paragraphe(texte.format(n=len(tous) - AVERTISSEMENTS_MAX, chemin=chemin), suite="  "))


def _resumer(inst: Instance, solution: Solution, dossier: Path, *, silencieux: bool) -> None:
    """Write the summary: one screen, or one line when silent."""
    chiffres = tables.construire(inst, solution)
    if not silencieux:
        dire(resumer(chiffres, dossier, largeur()).rstrip("\n"))
        return
    ligne = _("{nom} : {statut} ; {dossier}")
    dire(espaces(ligne.format(nom=inst.nom, statut=phrases.statut(chiffres.preuve), dossier=dossier)))
