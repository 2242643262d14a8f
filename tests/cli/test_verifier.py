"""``verifier``, and the wrong inputs that every command refuses alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import RACINE, Lancer, etroit

EXEMPLE = "scenarios/exemple.yaml"
PARC = "scenarios/exemple/parc.csv"


def remplacer(fichier: Path, avant: str, apres: str) -> None:
    """Replace the first occurrence of a text, which must be there."""
    texte = fichier.read_text(encoding="utf-8")
    assert avant in texte
    fichier.write_text(texte.replace(avant, apres, 1), encoding="utf-8")


def plat(texte: str) -> str:
    """Return a text on one line, with plain spaces."""
    return " ".join(texte.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_rien_a_signaler(espace: Path, lancer: Lancer) -> None:
    """exemple: 3 cités, 4 opérations (three social, one private), 164 dwellings."""
    reponse = lancer("verifier", espace / EXEMPLE)

    assert (reponse.code, reponse.erreurs) == (0, "")
    assert "rien à signaler (cités : 3, opérations possibles : 4, logements : 164)." in plat(reponse.sortie)


@pytest.mark.parametrize("scenario", sorted((RACINE / "scenarios").glob("*.yaml")), ids=lambda s: s.stem)
def test_les_scenarios_livres_sont_sans_erreur(scenario: Path, lancer: Lancer) -> None:
    """Each shipped scenario passes."""
    assert lancer("verifier", scenario).code == 0


def test_tout_est_dit_en_une_fois(espace: Path, lancer: Lancer) -> None:
    """Two faults of the scenario, one of the hypotheses and one of the parc are told by the same run."""
    remplacer(espace / EXEMPLE, "1.5 M€", "1500")
    remplacer(espace / EXEMPLE, "    taux: 10 %", "    tux: 10 %")
    remplacer(espace / PARC, ",62.5,", ",-62.5,")
    remplacer(espace / "models/erbm-2017.yaml", "valeur:", "valleur:")
    reponse = lancer("verifier", espace / EXEMPLE)
    dit = plat(reponse.erreurs)

    assert (reponse.code, reponse.sortie) == (2, "")
    assert "montant = 1500 : ce nombre n'a pas d'unité" in dit
    assert "financements.region.tux = 10 % : cette clé n'existe pas ici" in dit
    assert "parc.csv, ligne 2, surface_moyenne_m2 = -62.5 : une surface est strictement positive" in dit
    assert "valleur" in dit
    assert re.search(r"Erreurs : [4-9]\. Avertissements : 0\.", dit)


def test_les_messages_tiennent_dans_le_terminal(espace: Path, lancer: Lancer) -> None:
    """Long messages are wrapped; only a path may be longer than the line."""
    remplacer(espace / PARC, ",62.5,", ",-62.5,")

    assert etroit(lancer("verifier", espace / EXEMPLE).erreurs)


def test_un_avertissement_ne_fait_pas_echouer(espace: Path, lancer: Lancer) -> None:
    """A scenario without question is a warning: exit code 0."""
    texte = (espace / EXEMPLE).read_text(encoding="utf-8")
    (espace / EXEMPLE).write_text(texte[texte.index("nom:") :], encoding="utf-8")
    reponse = lancer("verifier", espace / EXEMPLE)

    assert reponse.code == 0
    assert "Avertissement : " in plat(reponse.erreurs)
    assert "aucune erreur" in plat(reponse.sortie)


def test_plusieurs_scenarios_le_pire_code(espace: Path, lancer: Lancer) -> None:
    """The good one is told, the bad one gives its code."""
    reponse = lancer("verifier", espace / EXEMPLE, espace / "absent.yaml")

    assert reponse.code == 2
    assert "rien à signaler" in plat(reponse.sortie)
    assert "ce fichier n'existe pas" in plat(reponse.erreurs)


@pytest.mark.parametrize("commande", ["resoudre", "verifier"])
@pytest.mark.parametrize(
    ("fichier", "contenu", "attendu"),
    [
        ("absent.yaml", None, "ce fichier n'existe pas"),
        ("scenarios", None, "c'est un dossier, pas un fichier"),
        ("vide.yaml", b"", "vide.yaml"),
        ("liste.yaml", b"- 1\n- 2\n", "liste.yaml"),
        ("binaire.yaml", b"\xff\xfe\x00", "binaire.yaml"),
        ("casse.yaml", b"a: [1\n", "la syntaxe YAML est incorrecte"),
        ("tourne.yaml", b"base: tourne.yaml\n", "les bases tournent en rond"),
        ("dehors.yaml", b"base: ../../../etc/passwd\n", "sort de l'espace de travail"),
        ("sans-parc.yaml", b"base: scenarios/exemple.yaml\nparc: rien.csv\n", "ce fichier n'existe pas"),
        ("double.yaml", b"nom: a\nnom: b\n", "nom"),
        ("bailleur.yaml", b"base: scenarios/exemple.yaml\nbailleurs: {sia_habitat: null}\n", "sia_habitat"),
    ],
)
def test_mauvaises_entrees(
    commande: str, fichier: str, contenu: bytes | None, attendu: str, espace: Path, lancer: Lancer
) -> None:
    """Exit code 2, the fault named, no traceback, nothing written."""
    if contenu is not None:
        (espace / fichier).write_bytes(contenu)
    reponse = lancer(commande, espace / fichier)

    assert (reponse.code, reponse.sortie) == (2, "")
    assert attendu in plat(reponse.erreurs)
    assert "Traceback" not in reponse.erreurs
    assert not (espace / "reports").exists()
