"""``comparer``: several scenarios or reports side by side, on the terminal and in files.

Answers for: the order of the steps, where the files go.
Leaves to others: solving (analyse.comparaison), figures and files (rapports.comparaison).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from renovation_opt.analyse.comparaison import Reglages, Resolu, comparer
from renovation_opt.analyse.rapport import Demande
from renovation_opt.cli.chiffres import lire_json
from renovation_opt.cli.ecran import dire, paragraphe
from renovation_opt.cli.erreurs import entree
from renovation_opt.cli.fichiers import ecriture, refuser_sortie
from renovation_opt.cli.mener import meneur
from renovation_opt.cli.options import Demande as DemandeRapport
from renovation_opt.cli.options import Style
from renovation_opt.cli.provenance import contexte
from renovation_opt.cli.sortie_json import dire_json
from renovation_opt.locale import _
from renovation_opt.rapports.chemins import noms_dossiers
from renovation_opt.rapports.comparaison import donnees
from renovation_opt.rapports.comparaison.chiffres import Comparaison
from renovation_opt.rapports.comparaison.cotes import COTES_MAX
from renovation_opt.rapports.comparaison.ecran import afficher
from renovation_opt.rapports.comparaison.ecriture import GENRE, RAPPORTS, ecrire_comparaison
from renovation_opt.rapports.ecriture import ecrire_rapport
from renovation_opt.rapports.remplacement import MANIFESTE

DOSSIER_RAPPORTS = Path("reports")
COTES_MIN = 2


@dataclass(frozen=True, slots=True)
class Souhait:
    """What a comparison is asked on the command line."""

    ecart: Fraction | None = None
    temps_s: int | None = None
    tours: int = 8
    sortie: Path | None = None
    csv: Style = "standard"
    proche: bool = True
    perte: Fraction | None = None
    communes: bool = True
    detail: bool = False
    en_json: bool = False
    silencieux: bool = False

    @property
    def demande(self) -> Demande:
        """Limits of the solves."""
        return Demande(self.ecart, self.temps_s, self.tours)

    def reglages(self, *rapports: Path) -> Reglages:
        """Return how to compare; ``rapports``: folders where reports may be."""
        return Reglages(self.demande, self.proche, self.perte, self.communes, rapports)


def comparer_programmes(chemins: Sequence[Path], souhait: Souhait) -> None:
    """Compare, write the files, print."""
    if not COTES_MIN <= len(chemins) <= COTES_MAX:
        attendu = _("de {min} à {max} scénarios ou dossiers de rapports").format(min=COTES_MIN, max=COTES_MAX)
        raise entree(_("une comparaison porte sur plusieurs programmes"), trouve=str(len(chemins)), attendu=attendu)
    dossier = souhait.sortie or _dossier(chemins)
    refuser(dossier)
    reglages = souhait.reglages(DOSSIER_RAPPORTS, dossier / RAPPORTS)
    muet = souhait.silencieux or souhait.en_json
    comparaison, resolus = comparer(
        chemins, reglages, meneur(souhait.tours, silencieux=muet), [str(c) for c in chemins]
    )
    ecrire(dossier, comparaison, resolus, souhait)
    montrer(comparaison, souhait)
    if not souhait.en_json:
        dire()
        dire(paragraphe(_("Fichiers : {dossier}").format(dossier=dossier)))


def refuser(dossier: Path) -> None:
    """Raise EntreeInvalide when a comparison could not be written in ``dossier``: above all on a report."""
    refuser_sortie(dossier)
    manifeste = dossier / MANIFESTE
    if manifeste.is_file() and lire_json(manifeste).get("genre") != GENRE:
        message = _("ce dossier est un rapport : une comparaison ne le remplace pas")
        raise entree(message, str(dossier), remede=_("Choisissez un autre dossier"))


def montrer(comparaison: Comparaison, souhait: Souhait) -> None:
    """Print a comparison, for people or for machines."""
    if souhait.en_json:
        dire_json(donnees.arbre(comparaison))
    else:
        dire(afficher(comparaison, detail=souhait.detail).rstrip("\n"))


def ecrire(dossier: Path, comparaison: Comparaison, resolus: Sequence[Resolu], souhait: Souhait) -> None:
    """Write the files of a comparison, with the report of each programme solved for it."""
    refuser(dossier)
    with ecriture(dossier):
        ecrire_comparaison(dossier, comparaison, dict(_rapports(resolus, souhait, dossier)), souhait.csv)


def _rapports(resolus: Sequence[Resolu], souhait: Souhait, dossier: Path) -> Iterator[tuple[str, Mapping[str, bytes]]]:
    """Yield name -> files of the report of each programme solved here, or kept here by a comparison before."""
    codes = [r.inst.nom for r in resolus]
    noms = noms_dossiers(dict.fromkeys(codes))
    for rang, resolu in enumerate(resolus):
        nom = noms[resolu.inst.nom]
        if resolu.dossier is None and resolu.rapport is not None and codes.index(resolu.inst.nom) == rang:
            yield nom, _rapport(resolu, souhait)
        elif resolu.dossier is not None and resolu.dossier.resolve() == (dossier / RAPPORTS / nom).resolve():
            yield nom, _lus(resolu.dossier)


def _lus(dossier: Path) -> dict[str, bytes]:
    """Return relative path -> bytes of the files of a folder."""
    fichiers = sorted(f for f in dossier.rglob("*") if f.is_file())
    return {f.relative_to(dossier).as_posix(): f.read_bytes() for f in fichiers}


def _rapport(resolu: Resolu, souhait: Souhait) -> dict[str, bytes]:
    """Return the files of the report of a programme solved here; its manifest says with which scales."""
    assert resolu.rapport is not None  # noqa: S101 - a solve is audited
    demande = DemandeRapport(csv=souhait.csv, ecart=souhait.ecart, temps_s=souhait.temps_s, tours=souhait.tours)
    cadre = contexte(resolu.charge, demande, resolu.rapport, resolu.lus)
    echelles = " ".join(map(str, resolu.solution.echelles))
    cadre = replace(cadre, options={**cadre.options, "echelles": echelles})
    with tempfile.TemporaryDirectory(prefix="renovation_opt-") as provisoire:
        racine = Path(provisoire) / "rapport"
        ecrire_rapport(racine, resolu.inst, resolu.solution, cadre, souhait.csv)
        return _lus(racine)


def _dossier(chemins: Sequence[Path]) -> Path:
    """Return where the files go: a name made of those of the scenarios."""
    nom = "-".join(("comparaison", *(c.resolve().stem for c in chemins)))
    return DOSSIER_RAPPORTS / noms_dossiers([nom])[nom]
