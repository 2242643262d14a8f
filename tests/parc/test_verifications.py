"""Each check, by a wrong row and the parts of the message that a user must read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from renovation_opt.errors import EntreeInvalide
from renovation_opt.parc import examiner_parc, lire_parc
from renovation_opt.parc.contexte import LIMITE
from renovation_opt.parc.verifications import VERIFICATIONS

from .conftest import Fabrique, lot

ERREUR, ALERTE = "erreur", "avertissement"
PRIVE = {"statut": "prive", "bailleur": "proprietaires_prives_lens_lievin"}

Cas = tuple[str, Mapping[str, str], str, tuple[str, ...]]

SEULES: tuple[Cas, ...] = (
    ("manque", {"commune": ""}, ERREUR, ("commune :", "manque")),  # an empty mandatory cell
    ("espaces", {"commune": "  "}, ERREUR, ("commune", "manque")),  # spaces are not a value
    ("texte", {"surface_moyenne_m2": "n.c."}, ERREUR, ("= n.c.", "pas un nombre", "entre 10 et 400 m²")),
    ("milliers", {"nb_logements": "1 200"}, ERREUR, ("= 1 200", "sans unité ni espace")),  # thousands separator
    ("unité", {"conso_ep_kwh_m2_an": "300 kWh"}, ERREUR, ("= 300 kWh", "pas un nombre")),
    ("excel", {"nb_logements": "#REF!"}, ERREUR, ("= #REF!", "pas un nombre")),  # a spreadsheet error
    ("nan", {"latitude": "NaN"}, ERREUR, ("= NaN", "pas fini")),
    ("infini", {"longitude": "-inf"}, ERREUR, ("= -inf", "pas fini")),
    ("trop grand", {"conso_ep_kwh_m2_an": "1e999"}, ERREUR, ("= 1e999", "pas fini")),  # overflows a float
    ("surface", {"surface_moyenne_m2": "-45"}, ERREUR, ("= -45 : une surface est strictement positive. Corrigez",)),
    ("petite", {"surface_moyenne_m2": "9.9"}, ERREUR, ("= 9.9", "hors des bornes", "entre 10 et 400 m²")),
    ("grande", {"surface_moyenne_m2": "401"}, ERREUR, ("= 401", "hors des bornes")),
    ("zéro", {"nb_logements": "0"}, ERREUR, ("= 0 : un lot compte au moins un logement", "excluez le lot")),
    ("négatif", {"nb_logements": "-3"}, ERREUR, ("= -3", "au moins un logement")),
    ("fraction", {"nb_logements": "12.5"}, ERREUR, ("= 12.5", "un compte est entier")),
    ("absurde", {"nb_logements": "400000"}, ERREUR, ("= 400000", "entre 1 et 10000 logements")),
    ("conso", {"conso_ef_kwh_m2_an": "0"}, ERREUR, ("= 0", "une consommation est strictement positive")),
    ("conso haute", {"conso_ep_kwh_m2_an": "1501"}, ERREUR, ("= 1501", "entre 1 et 1500 kWhEP/m²/an")),
    ("émissions", {"emissions_kgco2_m2_an": "-1"}, ERREUR, ("= -1", "ne sont pas négatives")),
    ("pourcentage", {"taux_vacance": "35"}, ERREUR, ("= 35", "entre 0 et 1", "non un pourcentage")),
    ("part négative", {"part_menages_q1": "-0.1"}, ERREUR, ("= -0.1", "entre 0 et 1")),
    ("latitude", {"latitude": "504300"}, ERREUR, ("= 504300", "entre -90 et 90 °")),  # a lost decimal point
    ("accent", {"statut": "Privé"}, ERREUR, ("= Privé", "social, prive", "dire « prive » ?")),
    ("énergie", {"energie_chauffage": "Électricité"}, ERREUR, ("dire « electricite » ?",)),
    ("faute", {"typologie": "pavilonaire"}, ERREUR, ("= pavilonaire", "dire « pavillonnaire » ?")),
    ("lettre", {"etiquette_dpe": "H"}, ERREUR, ("= H", "A, B, C, D, E, F, G")),
    ("booléen", {"qpv": "VRAI"}, ERREUR, ("= VRAI", "dire « oui » ?")),
    ("booléen 0", {"prioritaire": "0"}, ERREUR, ("= 0", "dire « non » ?")),
    ("insee", {"code_insee": "6249"}, ERREUR, ("= 6249", "5 caractères", "06249", "zéro initial")),
    ("insee long", {"code_insee": "62498.0"}, ERREUR, ("= 62498.0", "Écrivez par exemple « 62498 »")),
    ("siren", {"siren_epci": "24620036"}, ERREUR, ("= 24620036", "9 chiffres")),
    ("siren espacé", {"siren_epci": "246 200 364"}, ERREUR, ("« 246200364 »",)),
    ("arobase", {"bailleur": "sia@nord"}, ERREUR, ("= sia@nord", "mal formé", "« sia_nord »")),
    ("barre", {"cite_id": "cite/9"}, ERREUR, ("= cite/9", "mal formé", "« cite_9 »")),  # / splits an opération
    ("parent", {"lot_id": "../etc"}, ERREUR, ("= ../etc", "mal formé")),  # would leave the folder of reports
    ("deux points", {"cite_id": "a..b"}, ERREUR, ("= a..b", "« a.b »")),
    ("espace final", {"bailleur": "sia "}, ERREUR, ("= « sia  »", "« sia »")),
    ("saut final", {"bailleur": "sia\n"}, ERREUR, (r"= sia\n", "caractère de contrôle")),
    ("long", {"epci": "e" * 101}, ERREUR, ("trop long", "100 caractères au plus")),
    ("contrôle", {"cite": "Cité\x07 9"}, ERREUR, (r"\x07", "caractère de contrôle")),
    ("saut de ligne", {"cite": "Cité\n9"}, ERREUR, ("caractère de contrôle",)),
    ("privé", {"statut": "prive"}, ERREUR, ("= maisons_et_cites", "propriétaires privés", "proprietaires_prives_")),
    ("social", {"bailleur": PRIVE["bailleur"]}, ERREUR, ("ne tiennent pas de lot social",)),
    ("autre epci", {**PRIVE, "bailleur": "proprietaires_prives_douaisis"}, ERREUR, (PRIVE["bailleur"], "EPCI")),
    ("dpe", {"etiquette_dpe": "D"}, ALERTE, ("= D", "300 kWhEP/m²/an", "classe E aux seuils de 2021")),
    ("dpe ges", {"emissions_kgco2_m2_an": "71"}, ALERTE, ("= E", "classe F")),  # emissions alone make it worse
    ("finale", {"conso_ef_kwh_m2_an": "302"}, ALERTE, ("= 302", "dépasse l'énergie primaire")),
    ("département", {"code_insee": "80021"}, ALERTE, ("= 80021", "59 ou 62")),
    ("corse", {"code_insee": "2A004"}, ALERTE, ("= 2A004", "ni dans le Nord")),  # a legal form, elsewhere
    ("hors bassin", {"latitude": "48.85"}, ALERTE, ("= 48.85", "hors du bassin minier", "50.2 et 50.65")),
    ("inversées", {"latitude": "2.83", "longitude": "50.43"}, ALERTE, ("Échangez la latitude",)),
    ("qualité", {"qualite": ""}, ALERTE, ("qualite", "1 cellules vides", "« estime »")),  # never taken as observed
)

A_DEUX: tuple[tuple[str, Mapping[str, str], str, tuple[str, ...]], ...] = (
    ("double", {"lot_id": "cite-9/mc/E/1"}, ERREUR, ("= cite-9/mc/E/1", "celui de la ligne 2")),
    ("commune", {"code_insee": "62510"}, ERREUR, ("code_insee = 62510", "cite_id cite-9", "62498 à la ligne 2")),
    ("epci", {"siren_epci": "200044618"}, ERREUR, ("siren_epci = 200044618", "cite_id cite-9")),
    ("insee", lot("b", siren_epci="200044618"), ERREUR, ("code_insee 62498 porte déjà siren_epci = 246200364",)),
    ("siren", lot("b", epci="douaisis"), ERREUR, ("siren_epci 246200364 porte déjà epci = lens_lievin",)),
    ("nom", {"cite": "Cité 9 bis"}, ALERTE, ("cite = Cité 9 bis", "à la ligne 2")),
    ("protection", {"protection": "hors"}, ALERTE, ("protection = hors", "protection = inscrite")),
    ("npnru", {"npnru": "qin"}, ALERTE, ("npnru = qin", "npnru = non")),
    ("q1", {"part_menages_q1": "0.5"}, ALERTE, ("part_menages_q1 = 0.5", "0.45")),
    ("loin", {"latitude": "50.44"}, ALERTE, ("latitude = 50.44", "latitude = 50.43")),  # over one kilometre away
    ("graphie", lot("b", commune="LENS"), ALERTE, ("commune = LENS", "commune = Lens")),
    ("casse", {"bailleur": "Maisons-et-Cites"}, ALERTE, ("ne diffère de « maisons_et_cites »",)),
)


def _messages(chemin: Path, gravite: str) -> list[str]:
    return [probleme.texte() for probleme in examiner_parc(chemin)[1] if probleme.gravite == gravite]


def _un_message_dit(messages: list[str], morceaux: tuple[str, ...]) -> bool:
    return any(all(morceau in message for morceau in morceaux) for message in messages)


@pytest.mark.parametrize(("changement", "gravite", "morceaux"), [c[1:] for c in SEULES], ids=[c[0] for c in SEULES])
def test_une_ligne(ecrire: Fabrique, changement: Mapping[str, str], gravite: str, morceaux: tuple[str, ...]) -> None:
    """A wrong row is reported with its value, the fault and the remedy; a warning alone does not refuse the parc."""
    chemin = ecrire(changement)
    messages = _messages(chemin, gravite)

    assert _un_message_dit(messages, morceaux), messages
    assert (examiner_parc(chemin)[0] is None) is (gravite == ERREUR)


@pytest.mark.parametrize(("changement", "gravite", "morceaux"), [c[1:] for c in A_DEUX], ids=[c[0] for c in A_DEUX])
def test_deux_lignes(ecrire: Fabrique, changement: Mapping[str, str], gravite: str, morceaux: tuple[str, ...]) -> None:
    """The second row contradicts the first: the message is on the second and names the line of the first."""
    messages = _messages(ecrire({}, changement), gravite)

    assert _un_message_dit(messages, ("parc_logements.csv, ligne 3,", *morceaux)), messages


@pytest.mark.parametrize(
    "changement",
    [
        {},
        {"cite": "=1+1", "commune": "<script>alert(1)</script>"},  # formulas and tags are legal text: reports escape
        {"latitude": "50.4301"},
        {"bailleur": "coté_été.2", "grappe": ""},
        {"nb_logements": "40.0"},  # what a spreadsheet writes for 40
        {"conso_ep_kwh_m2_an": "250", "conso_ef_kwh_m2_an": "240", "etiquette_dpe": "D", "emissions_kgco2_m2_an": "50"},
        {"conso_ep_kwh_m2_an": "250", "conso_ef_kwh_m2_an": "240", "etiquette_dpe": "E", "emissions_kgco2_m2_an": "50"},
        PRIVE,
    ],
)
def test_lignes_justes(ecrire: Fabrique, changement: Mapping[str, str]) -> None:
    """A right row gives neither error nor warning; exactly on a DPE threshold both letters are right."""
    assert examiner_parc(ecrire(changement))[1] == []


def test_la_phrase_entiere(ecrire: Fabrique) -> None:
    """The message is the ladder, word for word."""
    assert _messages(ecrire({}, {"surface_moyenne_m2": "-45"}), ERREUR) == [
        (
            "parc_logements.csv, ligne 3, surface_moyenne_m2 = -45 : une surface est strictement positive. "
            "Corrigez la ligne ou excluez le lot."
        )
    ]


def test_tout_en_une_fois(ecrire: Fabrique) -> None:
    """Ten faults on ten rows give ten messages, each on its line, in one exception."""
    fautes = [changement for _nom, changement, gravite, _parts in SEULES if gravite == ERREUR and len(changement) == 1]
    differents = {next(iter(faute)): faute for faute in fautes}
    choisis = [{**lot(f"c{i}"), **faute} for i, faute in enumerate(list(differents.values())[:10])]
    with pytest.raises(EntreeInvalide) as refus:
        lire_parc(ecrire(*choisis))

    assert set(range(2, 12)) <= {probleme.ligne for probleme in refus.value.problemes}


def test_beaucoup_de_fautes(ecrire: Fabrique) -> None:
    """Fifty faults of a kind give LIMITE messages and one that counts the 30 others; another kind is still told."""
    messages = _messages(ecrire(*[{"surface_moyenne_m2": "5"}] * 50, {"qpv": "?"}), ERREUR)

    assert len([m for m in messages if "= 5 :" in m]) == LIMITE
    assert _un_message_dit(messages, ("ligne 22, surface_moyenne_m2", "30 autres lignes", "jusqu'à la ligne 51"))
    assert _un_message_dit(messages, ("qpv = ?",))


def test_chaque_verification_a_une_faute(ecrire: Fabrique) -> None:
    """No check is without a row that breaks it: every function of the table finds a fault in the cases above."""
    trouvees: set[str] = set()
    for changements in [*([c[1]] for c in SEULES), *([{}, c[1]] for c in A_DEUX)]:
        trouvees |= _fonctions_en_faute(ecrire(*changements))

    assert {v.fonction.__name__ for v in VERIFICATIONS} == trouvees


def _fonctions_en_faute(chemin: Path) -> set[str]:
    from renovation_opt.parc.lecture import _ouvrir  # noqa: PLC0415 - the context is not public

    contexte, _problemes = _ouvrir(chemin)
    return {v.fonction.__name__ for v in VERIFICATIONS if any(r.fautes.any() for r in v.fonction(contexte))}
