"""The English catalogue says everything the code says in French, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from renovation_opt.locale import extraire

if TYPE_CHECKING:
    from pathlib import Path

CATALOGUE = extraire.lire()


def test_tout_message_est_ecrit_en_clair() -> None:
    """``_`` receives a plain text: an f-string or a variable could never be found in a catalogue."""
    calcules = [f"{appel.fichier}:{appel.ligne}" for appel in extraire.appels() if appel.message is None]

    assert calcules == [], 'écrire _("… {nom} …").format(nom=…)'


def test_tout_message_est_dans_le_catalogue() -> None:
    """A message that is missing would be printed in French to an English reader."""
    assert [message for message in extraire.messages() if message not in CATALOGUE] == [], "lancer make catalogue"


def test_tout_message_est_traduit() -> None:
    """No translation is empty."""
    assert [message for message, traduction in CATALOGUE.items() if not traduction] == []


def test_rien_de_perime() -> None:
    """A message that left the code left the catalogue."""
    assert sorted(set(CATALOGUE) - set(extraire.messages())) == [], "lancer make catalogue"
    assert "#~" not in extraire.CATALOGUE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "message", [message for message, traduction in CATALOGUE.items() if "{" in message and traduction]
)
def test_memes_trous(message: str) -> None:
    """``format`` finds in the translation the names it finds in the French."""
    assert extraire.trous(CATALOGUE[message]) == extraire.trous(message)


def test_ponctuation_anglaise() -> None:
    """A translation has no French spacing: no blank before a colon, a semicolon or a question mark, no « »."""
    fautives = [texte for texte in CATALOGUE.values() if re.search(r"\S [:;?!](?=\s|$)|[«»]", texte)]

    assert fautives == []


def test_ecriture_stable(tmp_path: Path) -> None:
    """The file is what the tool writes: sorted, without a date, read back unchanged."""
    copie = tmp_path / "en.po"
    extraire.ecrire(CATALOGUE, copie)

    assert copie.read_bytes() == extraire.CATALOGUE.read_bytes()
    assert extraire.lire(copie) == CATALOGUE


def test_appels_reconnus(tmp_path: Path) -> None:
    """Joined texts are one message; an f-string, a variable and a second argument are reported."""
    paquet = tmp_path / "paquet"
    paquet.mkdir()
    (paquet / "m.py").write_text('_("a " "b")\n_(f"{x}")\n_(x)\n_("a", n=1)\nautre("c")\n', encoding="utf-8")

    assert [appel.message for appel in extraire.appels(paquet)] == ["a b", None, None, None]
    assert extraire.messages(paquet) == ["a b"]
