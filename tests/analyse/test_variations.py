"""What a sweep varies, and the points it makes of it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from renovation_opt.analyse.grandeurs import Grandeur
from renovation_opt.analyse.plan_experience import grille, hypercube, ordonner
from renovation_opt.analyse.variations import Mot, Point, lire_grandeurs, lire_variation
from renovation_opt.errors import EntreeInvalide


def _valeurs(texte: str) -> list[object]:
    """Return the values that a variation puts in the scenario."""
    return [v.valeur for v in lire_variation(f"a.b={texte}").valeurs]


def test_un_intervalle_et_son_pas() -> None:
    """From 50 to 100 every 25 M€: three values, both ends included; the unit is written once, or each time."""
    assert _valeurs("50..100:25 M€") == ["50 M€", "75 M€", "100 M€"]
    assert _valeurs("50 M€..100 M€:25 M€") == _valeurs("50..100:25 M€")


def test_le_pas_ne_passe_pas_le_haut() -> None:
    """From 0 to 1 every 0.4: 0, 0.4 and 0.8; a bare number stays a number."""
    assert _valeurs("0..1:0.4") == [0.0, 0.4, 0.8]
    assert _valeurs("20..40:10") == [20, 30, 40]


def test_un_pas_exact_en_decimal() -> None:
    """Eleven steps of 0,1 M€ from 1 M€ end on 2 M€ exactly: no rounding adds up."""
    assert _valeurs("1..2:0,1 M€")[-1] == "2 M€"
    assert _valeurs("1..2:0,1 M€")[3] == "1.3 M€"


def test_des_listes() -> None:
    """Commas separate; semicolons when the comma is decimal; words, true, false and null are kept as they are."""
    assert _valeurs("50,75,100 M€") == ["50 M€", "75 M€", "100 M€"]
    assert _valeurs("1,5 M€;2 M€") == ["1.5 M€", "2 M€"]
    assert _valeurs("uniforme,libre") == ["uniforme", "libre"]
    assert _valeurs("true,false") == [True, False]
    assert _valeurs("50 %,null") == ["50 %", None]


def test_plusieurs_enonces_ensemble() -> None:
    """Paths joined by + take the same value at each point: an envelope and the minimum to consume."""
    variation = lire_variation("f.anru.montant+f.anru.minimum=100,150 M€")
    point = grille([variation])[1]

    assert point.remplacements((variation,)) == {"f.anru.montant": "150 M€", "f.anru.minimum": "150 M€"}


@pytest.mark.parametrize(
    ("texte", "message"),
    [
        ("financements.anah.montant", "ne se lit pas"),
        ("=50..100:5 M€", "ne se lit pas"),
        ("a.b=", "ne se lit pas"),
        ("a.b=1..2..3", "ne se lit pas"),
        ("a.b=100..50:5 M€", "intervalle est vide"),
        ("a.b=50..50", "intervalle est vide"),
        ("a.b=50..100:0 M€", "strictement positif"),
        ("a.b=x..100:5", "« x » n'est pas un nombre"),
        ("a.b=50..100 M€:5 k€", "plusieurs unités"),
        ("a.b=1,,2 M€", "valeur de cette liste est vide"),
        ("a.b=0..1:0.00001", "trop de valeurs"),
    ],
)
def test_une_variation_fausse_dit_pourquoi(texte: str, message: str) -> None:
    """Each fault is named, with what was written and an example to copy."""
    with pytest.raises(EntreeInvalide) as saisie:
        lire_variation(texte)

    [probleme] = saisie.value.problemes
    assert message in probleme.message
    assert probleme.trouve == texte
    assert "--varier" in probleme.remede


def test_une_grille_est_un_produit() -> None:
    """Two values of one statement and three of another: six points, the last statement moving fastest."""
    points = grille([lire_variation("a=1,2"), lire_variation("b=x,y,z")])

    assert [p.rang for p in points] == list(range(6))
    assert [[v.texte for v in p.valeurs] for p in points[:4]] == [["1", "x"], ["1", "y"], ["1", "z"], ["2", "x"]]


def test_une_grille_demande_des_pas() -> None:
    """An interval without step has no grid; the remedy names both ways out."""
    with pytest.raises(EntreeInvalide, match="--plan hypercube"):
        grille([lire_variation("a=1..2 M€")])


def test_trop_de_points() -> None:
    """101 x 101 values are 10 201 points, more than 10 000."""
    with pytest.raises(EntreeInvalide, match="10201"):
        grille([lire_variation("a=0..100:1"), lire_variation("b=0..100:1")])


def test_un_hypercube_latin_emploie_chaque_tranche_une_fois() -> None:
    """10 points over 0 to 100 M€: exactly one in each tenth of the interval, for each statement."""
    variations = [lire_variation("a=0..100 M€"), lire_variation("b=200..300 M€")]
    points = hypercube(variations, 10)

    for rang, bas in enumerate((0, 200)):
        dixiemes = sorted(int((_nombre(p, rang) - bas) // 10) for p in points)
        assert dixiemes == list(range(10))


def test_un_hypercube_se_refait() -> None:
    """The same seed gives the same points; another seed gives others."""
    variations = [lire_variation("a=0..100 M€"), lire_variation("b=uniforme,libre")]

    assert hypercube(variations, 8, 3) == hypercube(variations, 8, 3)
    assert hypercube(variations, 8, 3) != hypercube(variations, 8, 4)


def test_un_hypercube_de_nombres_entiers() -> None:
    """Dwellings written without decimals stay whole numbers; a list and its step are kept."""
    variations = [lire_variation("a=10..40"), lire_variation("b=50..100:25 M€")]
    points = hypercube(variations, 12)

    assert all(isinstance(p.valeurs[0].valeur, int) for p in points)
    assert {p.valeurs[1].valeur for p in points} == {"50 M€", "75 M€", "100 M€"}


def test_du_grossier_au_fin() -> None:
    """Of 9 points, the ends come first, then the middle, then the quarters: an early stop leaves a whole curve."""
    points = [Point(rang, ()) for rang in range(9)]

    assert [p.rang for p in ordonner(points)][:5] == [0, 8, 4, 2, 6]
    assert sorted(p.rang for p in ordonner(points)) == list(range(9))
    assert ordonner(points[:1]) == points[:1]


def test_des_pas() -> None:
    """Steps of ``valeur``: one unit for all, signs kept, none twice; two units or a word are refused."""
    assert lire_grandeurs("-1,5,5 M€", "--pas") == (Grandeur(Fraction(-1), "M€"), Grandeur(Fraction(5), "M€"))
    for faux in ("", "1M€,,2", "un million", "1 M€,5 k€"):
        with pytest.raises(EntreeInvalide, match="--pas"):
            lire_grandeurs(faux, "--pas")


def test_un_mot_se_relit() -> None:
    """What is shown of a word is what a scenario would say."""
    assert [Mot(m).texte for m in (True, False, None, "libre")] == ["true", "false", "null", "libre"]


def _nombre(point: Point, rang: int) -> Fraction:
    """Return the number of a value of a point."""
    valeur = point.valeurs[rang]
    assert isinstance(valeur, Grandeur)
    return valeur.nombre
