"""The command ``rapport`` and the option ``--fond``."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Lancer

LIGNE = {"type": "LineString", "coordinates": [[2.0, 50.3], [3.6, 50.5]]}

TRACE = '"type":"LineString"'


def empreintes(rapport: Path) -> dict[str, bytes]:
    """Return relative path -> bytes of every file."""
    return {f.relative_to(rapport).as_posix(): f.read_bytes() for f in sorted(rapport.rglob("*")) if f.is_file()}


def test_redessine_a_l_identique(lancer: Lancer, rapport: Path) -> None:
    """Drawn again by the same version, a report does not change by one byte, and it passes the audit."""
    avant = empreintes(rapport)
    rendu = lancer("rapport", rapport)

    assert rendu.code == 0, rendu.erreurs
    assert "rapport" in rendu.sortie
    assert empreintes(rapport) == avant
    assert lancer("auditer", rapport).code == 0


def test_change_de_langue_et_de_fond(lancer: Lancer, rapport: Path, tmp_path: Path) -> None:
    """In English over a background: the page is English, its input is kept and hashed; the next time it is still there."""
    carte = tmp_path / "carte.geojson"
    carte.write_text(json.dumps(LIGNE))
    sans = (rapport / "rapport.html").read_text()

    assert lancer("rapport", rapport, "--langue", "en", "--fond", carte).code == 0
    avec = (rapport / "rapport.html").read_text()
    manifeste = json.loads((rapport / "manifeste.json").read_text())
    assert '<html lang="en">' in avec
    assert TRACE in avec
    assert TRACE not in sans
    assert "carte.geojson" in manifeste["entrees"]
    assert (rapport / "entrees" / "fond.geojson").read_bytes() == carte.read_bytes()
    assert lancer("rapport", rapport).code == 0
    assert (rapport / "rapport.html").read_text() == avec
    assert lancer("auditer", rapport).code == 0


def test_refuse_ce_qui_a_change(lancer: Lancer, rapport: Path) -> None:
    """A programme changed by hand is not drawn: exit code 2, the file named, nothing written."""
    (rapport / "programme.csv").write_bytes((rapport / "programme.csv").read_bytes() + b"\n")
    avant = empreintes(rapport)
    rendu = lancer("rapport", rapport)

    assert rendu.code == 2
    assert "programme.csv" in rendu.erreurs
    assert empreintes(rapport) == avant


def test_un_mauvais_fond_est_dit_avant_le_calcul(lancer: Lancer, espace: Path, rapport: Path) -> None:
    """A background that cannot be read or drawn stops both commands with code 2, and nothing is solved."""
    mauvais = espace / "carte.geojson"
    mauvais.write_text("{}")
    scenario = espace / "scenarios" / "exemple.yaml"

    for commande in (("rapport", rapport), ("resoudre", scenario, "--sortie", espace / "r")):
        rendu = lancer(*commande, "--fond", mauvais)
        assert rendu.code == 2
        assert "GeoJSON" in rendu.erreurs
        absent = lancer(*commande, "--fond", espace / "absente.geojson")
        assert absent.code == 2
        assert "absente.geojson" in absent.erreurs
    assert not (espace / "r").exists()


def test_un_dossier_absent_est_dit(lancer: Lancer, tmp_path: Path) -> None:
    """A folder that does not exist, or that is not a report, is a bad input."""
    assert lancer("rapport", tmp_path / "absent").code == 2
    assert lancer("rapport", tmp_path).code == 2


def test_resoudre_dessine_le_fond(lancer: Lancer, espace: Path) -> None:
    """Solved with a background, the report keeps it and draws it."""
    carte = espace / "carte.geojson"
    carte.write_text(json.dumps(LIGNE))
    rendu = lancer("resoudre", espace / "scenarios" / "exemple.yaml", "--sortie", espace / "r", "--fond", carte)

    assert rendu.code == 0, rendu.erreurs
    assert TRACE in (espace / "r" / "rapport.html").read_text()
    assert (espace / "r" / "entrees" / "fond.geojson").is_file()
