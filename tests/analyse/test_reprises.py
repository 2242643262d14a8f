"""What analyses keep: read back whatever the release of Python that wrote it."""

from __future__ import annotations

import pytest

from renovation_opt.analyse import reprises
from renovation_opt.programme import Etape, Limite


@pytest.mark.parametrize("limite", Limite)
def test_une_enumeration_se_relit_sous_tout_python(limite: Limite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.11.0 to 3.11.3 write a member as a call of ``getattr``, which reading refuses: nothing was resumed."""
    etape = Etape("energie", "MWh", 1, 1.0, 2.0, limite)
    monkeypatch.setattr(Limite, "__reduce_ex__", lambda soi, _protocole: (getattr, (Limite, soi.name)))

    lue = reprises.lire(reprises.ecrire(etape), Etape)

    assert lue == etape
    assert lue.limite is limite
