"""Differences, verdicts and movements, computed by hand on ``petit_parc``."""

from __future__ import annotations

from dataclasses import replace

import pytest

from renovation_opt.programme import detailler
from renovation_opt.rapports.comparaison import mots
from renovation_opt.rapports.comparaison.chiffres import Avance, avance, construire
from renovation_opt.rapports.comparaison.cotes import Cote, lettre
from renovation_opt.rapports.comparaison.rangs import Verdict, famille
from renovation_opt.rapports.mouvements import Genre, compter, mouvements
from renovation_opt.rapports.tables import construire as dresser
from tests.petit_parc import C1, C2, petit_parc, plan
from tests.rapports.comparaison.outils import comparaison, cotes, plans_a, solution


@pytest.mark.parametrize(
    ("cle", "valeurs", "ecart", "verdict"),
    [
        (("logements", "total"), (34, 32), -2, Verdict.NECESSAIRE),
        (("operations", "total"), (4, 3), -1, Verdict.NECESSAIRE),
        (("cites", "total"), (3, 3), 0, Verdict.EGAL),
        # c1 14 x 71 500, c2 10 x 65 000, c3 8 x 65 000 then 8 x 71 500, private 2 x 20 000
        (("argent", "cout"), (2_211_000, 2_223_000), 12_000, Verdict.DANS_L_ECART),
        # c3 one year later: 64 MWh less; the private lot: 16 x 10 = 160
        (("energie", "cumulee"), (3_024.0, 2_800.0), -224.0, Verdict.NECESSAIRE),
        (("energie", "annuelle"), (312.0, 296.0), -16.0, Verdict.NECESSAIRE),
        (("logements", "par_annee", "2020"), (20, 10), -10, Verdict.NECESSAIRE),
        (("logements", "par_annee", "2021"), (14, 22), 8, Verdict.DANS_L_ECART),
        (("logements", "par_bailleur", "prives"), (2, 0), -2, Verdict.NECESSAIRE),
        (("argent", "par_epci", "E2", "cout"), (560_000, 572_000), 12_000, Verdict.DANS_L_ECART),
        (("argent", "par_contributeur", "etat", "ae"), (288_000, 288_000), 0, Verdict.EGAL),
    ],
)
def test_ecarts(cle: tuple[str, ...], valeurs: tuple[float, float], ecart: float, verdict: Verdict) -> None:
    """A difference is necessary when the programme of B the most like A has it too, in the same direction."""
    rang = comparaison().rang(*cle)

    assert rang.valeurs == pytest.approx(valeurs)
    assert rang.ecarts[0].valeur == pytest.approx(ecart)
    assert rang.ecarts[0].verdict is verdict


def test_un_ecart_de_sens_contraire_n_est_pas_necessaire() -> None:
    """B costs 12 000 euros more than A, its calm programme 40 000 less: neither had to be."""
    ecart = comparaison().rang("argent", "cout").ecarts[0]

    assert (ecart.valeur, ecart.proche) == (12_000, -40_000)


def test_sans_programme_proche_rien_n_est_juge() -> None:
    """Without a close programme, differences are told, not judged."""
    rang = comparaison(proche=False).rang("logements", "total")

    assert (rang.ecarts[0].valeur, rang.ecarts[0].verdict) == (-2, Verdict.INCONNU)


def test_la_valeur_ponderee_est_celle_de_a() -> None:
    """Both are weighed with the weights and scales of A: 3 024 and 2 800 MWh over 3 024."""
    assert comparaison().rang("objectif", "valeur_ponderee").valeurs == (1.0, round(2_800 / 3_024, 6))


def test_une_unite_deja_dite_ne_se_repete_pas() -> None:
    """« Logements rénovés » says its unit; energy in MWh does not."""
    dits = [mots.libelle(comparaison().rang(*cle)) for cle in (("logements", "total"), ("energie", "annuelle"))]

    assert dits[0] == "Logements rénovés"
    assert dits[1].endswith("(MWh/an)")


@pytest.mark.parametrize(
    ("lue", "attendu"),
    [
        (Avance(-0.2216, -0.2216), "A : -22,16 % ; prouvé."),
        (Avance(0.03, 0.08), "A : entre +3,00 % et +8,00 % ; prouvé."),
        (Avance(-0.01, 0.08), "les bornes ne les départagent pas."),
    ],
)
def test_une_avance_se_dit_sans_plus_que_les_bornes(lue: Avance, attendu: str) -> None:
    """One figure when the bounds meet, an interval when they do not, and no winner when 0 is in it."""
    (opposition,) = comparaison().oppositions
    phrase = next(mots.conclusions(replace(opposition, avance=lue)))

    assert phrase.replace("\u00a0", " ").replace("\u202f", " ").endswith(attendu)


def test_mouvements() -> None:
    """c3/beta starts a year later, the private lot leaves: 8 and 2 dwellings; only the latter is needed."""
    (opposition,) = comparaison().oppositions

    assert {m.operation: m.genres for m in opposition.mouvements} == {
        "c3/beta": (Genre.RECULE,),
        "c3/prives": (Genre.SORT,),
    }
    assert opposition.proches is not None
    assert [m.operation for m in opposition.proches] == ["c3/prives"]
    comptes = compter(opposition.mouvements)
    assert {g: (c.operations, c.logements) for g, c in comptes.items()} == {Genre.SORT: (1, 2), Genre.RECULE: (1, 8)}


def test_chaque_genre_de_mouvement() -> None:
    """Works, funding, parti and duration of c1 change together; c2 enters."""
    inst = petit_parc()
    avant = (inst, detailler(inst, [plan(inst, C1, 2020)]))
    autre = plan(inst, C1, 2020, "patrimoine", duree=2, parti="ensemble_patrimonial", montage="subvention")
    apres = (inst, detailler(inst, [autre, plan(inst, C2, 2021)]))
    socle = (inst, detailler(inst, [plan(inst, C1, 2020, "socle")]))

    assert {m.operation: m.genres for m in mouvements(avant, apres)} == {
        "c2/alpha": (Genre.ENTRE,),
        "c1/alpha": (Genre.DUREE, Genre.MONTAGE, Genre.PARTI),
    }
    assert [m.genres for m in mouvements(avant, socle)] == [(Genre.BOUQUET,)]
    assert mouvements(avant, avant) == ()


@pytest.mark.parametrize(
    ("premier", "second", "attendu"),
    [
        ((0.70, 0.72), (0.75, 0.78), (0.03, 0.08, True)),
        ((0.70, 0.72), (0.71, 0.78), (-0.01, 0.08, False)),
        ((0.70, 0.70), (0.60, 0.65), (-0.10, -0.05, True)),
    ],
)
def test_ce_que_prouvent_les_bornes(
    premier: tuple[float, float], second: tuple[float, float], attendu: tuple[float, float, bool]
) -> None:
    """Best of B minus best of A lies in [value B - bound A, bound B - value A]: proven when 0 is outside."""
    inst = petit_parc()
    deux = [
        Cote(lettre(i), "x", "x", "", dresser(inst, solution(inst, plans_a(inst), *bornes)))
        for i, bornes in enumerate((premier, second))
    ]

    trouve = avance(*deux)

    assert trouve is not None
    assert (trouve.min, trouve.max) == pytest.approx(attendu[:2])
    assert trouve.prouvee is attendu[2]


def test_d_autres_echelles_ne_se_comparent_pas() -> None:
    """Values weighed with other scales prove nothing of each other."""
    a, b = cotes()
    autre = replace(b.tables, solution=replace(b.tables.solution, echelles=(1, 1, 1)))

    assert avance(a, replace(b, tables=autre)) is None
    assert avance(a, b) is not None


def test_trois_programmes() -> None:
    """Every side but the first has its difference."""
    a, b = cotes()
    trois = construire([a, b, replace(a, lettre="C", proche=a.tables)])

    rang = trois.rang("logements", "total")
    assert rang.valeurs == (34, 32, 34)
    assert [e.valeur for e in rang.ecarts] == [-2, 0]
    assert trois.oppositions[1].mouvements == ()


def test_familles() -> None:
    """A figure is filed by what it is split by."""
    assert famille(("argent", "par_financement", "anru", "ae")) == "financement"
    assert famille(("energie", "cumulee_par_bouquet", "socle")) == "bouquet"
    assert famille(("logements", "total")) == "essentiel"
    assert famille(("cibles", "logements", "manque")) == "cibles"
    assert famille(("dissimilarite", "E1", "avant")) == "autres"
