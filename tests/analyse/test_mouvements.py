"""What changes from one programme to another, on two programmes of ``petit_parc``."""

from __future__ import annotations

from renovation_opt.analyse.mouvements import mouvements
from renovation_opt.programme import detailler
from tests.petit_parc import C1, C2, C3, PRIVE, petit_parc, plan


def test_chaque_mouvement_a_sa_nature() -> None:
    """c1 leaves, the private lot enters, c2 starts a year later, c3 changes works and montage at the same date."""
    inst = petit_parc()
    avant = detailler(inst, [plan(inst, C1, 2020), plan(inst, C2, 2020), plan(inst, C3, 2021)])
    apres = detailler(
        inst,
        [
            plan(inst, C2, 2021),
            plan(inst, C3, 2021, bouquet="socle", montage="subvention"),
            plan(inst, PRIVE, 2021, bouquet="socle"),
        ],
    )

    assert [(m.nature, m.operation, m.logements, m.avant, m.apres) for m in mouvements(inst, avant, apres)] == [
        ("sort", "c1/alpha", 14, "2020", ""),
        ("entre", "c3/prives", 2, "", "2021"),
        ("decale", "c2/alpha", 10, "2020", "2021"),
        ("change", "c3/beta", 8, "patrimoine, sans_aide", "socle, subvention"),
    ]


def test_le_meme_programme_ne_bouge_pas() -> None:
    """Nothing to say."""
    inst = petit_parc()
    programme = detailler(inst, [plan(inst, C1, 2020)])

    assert list(mouvements(inst, programme, programme)) == []
