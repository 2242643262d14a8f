"""A report drawn again from its own files is the report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from renovation_opt.errors import EntreeInvalide
from renovation_opt.instance import Instance
from renovation_opt.programme import Solution
from renovation_opt.rapports.contexte import Contexte
from renovation_opt.rapports.ecriture import ecrire_rapport
from renovation_opt.rapports.fichiers_csv import STYLES, Style
from renovation_opt.rapports.relecture_rapport import relire


def contenu(dossier: Path) -> dict[str, bytes]:
    """Return relative path -> bytes of every file."""
    return {f.relative_to(dossier).as_posix(): f.read_bytes() for f in sorted(dossier.rglob("*")) if f.is_file()}


@pytest.mark.parametrize("style", STYLES)
def test_relu_puis_ecrit_donne_les_memes_octets(
    tmp_path: Path, ecrits: dict[Style, Path], inst: Instance, style: Style
) -> None:
    """Read back and written elsewhere, in either style of CSV, every file is the same, manifest included."""
    relu = relire(ecrits[style], inst)
    ecrire_rapport(tmp_path / "r", inst, relu.solution, relu.contexte, relu.csv)

    assert relu.csv == style
    assert contenu(tmp_path / "r") == contenu(ecrits[style])


def test_la_preuve_et_la_provenance_sont_relues(
    dossier: Path, inst: Instance, solution: Solution, contexte: Contexte
) -> None:
    """Status, stages, scales, prices and provenance come back as they were; an absent bound is an infinite one."""
    relu = relire(dossier, inst)

    assert relu.solution.etapes == solution.etapes
    assert relu.solution.statut is solution.statut
    assert relu.solution.echelles == solution.echelles
    assert set(relu.solution.prix) == set(solution.prix)
    assert relu.solution.programme == solution.programme
    assert relu.contexte == contexte


@pytest.mark.parametrize("nom", ["programme.csv", "prix.csv", "entrees/scenario.yaml"])
def test_un_fichier_change_est_refuse(dossier: Path, inst: Instance, nom: str) -> None:
    """A file from which the others are made, changed since, is named with what to do."""
    (dossier / nom).write_bytes((dossier / nom).read_bytes() + b"\n")

    with pytest.raises(EntreeInvalide) as refus:
        relire(dossier, inst)
    [probleme] = refus.value.problemes
    assert probleme.fichier.endswith(nom)
    assert probleme.remede


@pytest.mark.parametrize("cle", ["statut", "etapes", "echelles", "audit", "langue", "options"])
def test_un_manifeste_incomplet_est_dit(dossier: Path, inst: Instance, cle: str) -> None:
    """A manifest without one of its keys is a bad input, not a crash."""
    manifeste = json.loads((dossier / "manifeste.json").read_text())
    del manifeste[cle]
    (dossier / "manifeste.json").write_text(json.dumps(manifeste))

    with pytest.raises(EntreeInvalide, match="manifeste"):
        relire(dossier, inst)
