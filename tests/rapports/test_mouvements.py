"""What changes from one programme to another, on two programmes of ``petit_parc``: the list, and its words."""

from __future__ import annotations

from dataclasses import replace

from renovation_opt.instance import Instance
from renovation_opt.programme import PlanOperation, Programme, detailler
from renovation_opt.rapports.analyses.resume_explication import _mouvement
from renovation_opt.rapports.mouvements import Genre, Mouvement, donnees, mouvements
from tests.petit_parc import C1, C2, C3, PRIVE, petit_parc, plan


def deux(inst: Instance) -> tuple[Programme, Programme]:
    """c1 leaves, the private lot enters, c2 starts a year later, c3 changes works and montage at the same date."""
    avant = [plan(inst, C1, 2020), plan(inst, C2, 2020), plan(inst, C3, 2021)]
    apres: list[PlanOperation] = [
        plan(inst, C2, 2021),
        plan(inst, C3, 2021, bouquet="socle", montage="subvention"),
        plan(inst, PRIVE, 2021, bouquet="socle"),
    ]
    return detailler(inst, avant), detailler(inst, apres)


def liste() -> tuple[Mouvement, ...]:
    """Return the movements between the two."""
    inst = petit_parc()
    avant, apres = deux(inst)
    return mouvements((inst, avant), (inst, apres))


def test_chaque_mouvement_a_son_genre() -> None:
    """Entries, exits, then the others; dwellings are those treated (the optional lot of c1 is left out)."""
    assert [(m.operation, m.genres, m.logements) for m in liste()] == [
        ("c3/prives", (Genre.ENTRE,), 2),
        ("c1/alpha", (Genre.SORT,), 10),
        ("c2/alpha", (Genre.RECULE,), 10),
        ("c3/beta", (Genre.BOUQUET, Genre.MONTAGE), 8),
    ]


def test_les_couts_sont_ceux_des_lignes() -> None:
    """c2: 10 dwellings at 65 000 euros in 2020, without public spaces."""
    [decale] = [m for m in liste() if m.operation == "c2/alpha"]

    assert decale.avant is not None
    assert (decale.avant.debut, decale.avant.logements, decale.avant.cout_eur) == (2020, 10, 650_000)


def test_le_meme_programme_ne_bouge_pas() -> None:
    """Nothing to say."""
    inst = petit_parc()
    programme = detailler(inst, [plan(inst, C1, 2020)])

    assert mouvements((inst, programme), (inst, programme)) == ()


def test_deux_instances_se_comparent_par_les_codes() -> None:
    """A scenario that leaves the first opération out of its parc: ranks differ, the movements do not."""
    inst = petit_parc()
    avant, apres = deux(inst)
    ops = inst.operations
    melangee = replace(
        inst,
        operations=replace(
            ops, codes=ops.codes[::-1], cite=ops.cite[::-1], bailleur=ops.bailleur[::-1], logements=ops.logements[::-1]
        ),
    )

    assert mouvements((inst, avant), (melangee, apres)) == mouvements((inst, avant), (inst, apres))


def test_chaque_mouvement_se_dit() -> None:
    """The year of an entry or an exit, both years of a move, what replaces what."""
    assert [_mouvement(m) for m in liste()] == [
        "entre : c3/prives (2 logements, 2021)",
        "sort : c1/alpha (10 logements, 2020)",
        "se décale de 2020 à 2021 : c2/alpha (10 logements)",
        "change : c3/beta (8 logements), patrimoine devient socle, sans aide devient subvention",
    ]


def test_un_mouvement_en_donnees_garde_les_deux_cotes() -> None:
    """Nothing on the side where the opération is not."""
    entree, *_autres, change = (donnees(m) for m in liste())

    assert (entree["genres"], entree["avant"], entree["apres"]["debut"]) == (["entre"], None, 2021)
    assert set(change["avant"]["bouquets"].values()) == {"patrimoine"}
    assert set(change["apres"]["bouquets"].values()) == {"socle"}
