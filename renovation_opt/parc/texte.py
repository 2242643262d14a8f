"""From the bytes of a text file to UTF-8 with LF line ends, and the line of each record.

Answers for: encoding (UTF-8 with or without BOM, Windows-1252), binary files, line ends, quotes, separator.
Leaves to others: cells (lecture_csv).
"""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import Final

import numpy as np

from renovation_opt.locale import _
from renovation_opt.parc.brut import refus
from renovation_opt.parc.contexte import Entiers, Masque

SEPARATEURS: Final = (",", ";", "\t")
_ECHANTILLON: Final = 1 << 16
_TRANCHE: Final = 1 << 22
_INCONNUS_DE_WINDOWS: Final = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
_ABIMES: Final = ("é".encode(), "è".encode(), "ê".encode(), "à".encode())
_CONTROLES: Final = bytes(set(range(32)) - set(b"\t\n\r\f"))


def en_utf8(octets: bytes, fichier: str) -> bytes:
    """Return the text in UTF-8 without BOM, lines ended by LF; raise EntreeInvalide when it is not a text."""
    if not octets[:_ECHANTILLON].removeprefix(BOM_UTF8).strip() and not octets.removeprefix(BOM_UTF8).strip():
        raise refus(fichier, _("le fichier est vide"), _("Exportez à nouveau le parc, avec sa ligne d'en-tête"))
    _refuser_binaire(octets, fichier)
    texte = _decoder(octets, fichier)
    return texte.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in texte else texte


def separateur(entete: str) -> str:
    """Return the separator that occurs most in the header, outside quotes."""
    hors_guillemets = "".join(entete.split('"')[::2])
    return max(SEPARATEURS, key=hors_guillemets.count)


def lignes_des_enregistrements(texte: bytes, fichier: str) -> Entiers:
    """Return the line (from 1) on which each record starts, blank lines left out.

    A line end between quotes does not end a record: it is one that follows an odd number of quotes.
    """
    octets = np.frombuffer(texte, dtype=np.uint8)
    fins = np.flatnonzero(octets == ord("\n"))
    debuts = np.concatenate(([0], fins + 1))
    longueurs = np.concatenate((fins, [len(octets)])) - debuts
    ouvre = np.ones(len(debuts), dtype=bool)
    if b'"' in texte:
        impairs = guillemets_impairs(texte)
        apres = np.logical_xor.accumulate(impairs)
        if apres[-1]:
            raise _guillemet_ouvert(fichier, int(np.flatnonzero(impairs)[-1]) + 1)
        ouvre[1 : len(apres)] = ~apres[:-1]
    return (np.flatnonzero(ouvre & (longueurs > 0)) + 1).astype(np.int64)


def guillemets_impairs(texte: bytes) -> Masque:
    """Return, for each line, whether it holds an odd number of quotes."""
    octets = np.frombuffer(texte, dtype=np.uint8)
    debuts = np.concatenate(([0], np.flatnonzero(octets == ord("\n")) + 1))
    debuts = debuts[debuts < len(octets)]
    impairs: Masque = np.bitwise_xor.reduceat(octets == ord('"'), debuts)
    return impairs


def _refuser_binaire(octets: bytes, fichier: str) -> None:
    if octets.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise refus(fichier, _("le fichier est en UTF-16"), _("Enregistrez-le en CSV UTF-8"))
    debut = octets[:_ECHANTILLON]
    if len(debut) - len(debut.translate(None, _CONTROLES)) > len(debut) // 20:
        raise refus(
            fichier,
            _("le fichier n'est pas un texte"),
            _("Exportez le parc en CSV ou en Parquet ; un classeur Excel s'enregistre en « CSV UTF-8 »"),
        )
    if (place := octets.find(b"\0")) >= 0:
        raise refus(
            fichier,
            _("un octet nul s'est glissé dans le texte : le fichier est abîmé"),
            _("Exportez à nouveau le parc"),
            ligne=_ligne(octets, place),
        )


def _decoder(octets: bytes, fichier: str) -> bytes:
    """Return UTF-8: as it is, else from Windows-1252, unless the file is plainly damaged UTF-8."""
    faute = _faute_utf8(octets)
    if faute < 0:
        return octets.removeprefix(BOM_UTF8)
    abime = octets.startswith(BOM_UTF8) or any(signe in octets for signe in _ABIMES)
    try:
        if not abime:
            return _depuis_windows(octets)
    except UnicodeDecodeError:
        faute = min(place for octet in _INCONNUS_DE_WINDOWS if (place := octets.find(octet)) >= 0)
    raise refus(
        fichier,
        _("l'encodage est illisible à l'octet {octet:#04x}").format(octet=octets[faute]),
        _("Enregistrez le fichier en CSV UTF-8"),
        ligne=_ligne(octets, faute),
        attendu=_("UTF-8, ou Windows-1252"),
    )


def _depuis_windows(octets: bytes) -> bytes:
    """Return the UTF-8 of a Windows-1252 text, slice by slice to spare memory."""
    vue = memoryview(octets)
    return b"".join(str(vue[i : i + _TRANCHE], "cp1252").encode() for i in range(0, len(octets), _TRANCHE))


def _faute_utf8(octets: bytes) -> int:
    """Return the place of the first byte that is not UTF-8, -1 when all is."""
    if octets.isascii():
        return -1
    try:
        octets.decode()
    except UnicodeDecodeError as erreur:
        return erreur.start
    return -1


def _ligne(octets: bytes, place: int) -> int:
    avant = octets[:place].replace(b"\r\n", b"\n")
    return avant.count(b"\n") + avant.count(b"\r") + 1


def _guillemet_ouvert(fichier: str, ligne: int) -> Exception:
    return refus(
        fichier,
        _("un guillemet ouvert n'est pas refermé"),
        _("Refermez-le, ou doublez-le s'il fait partie du texte"),
        ligne=ligne,
    )
