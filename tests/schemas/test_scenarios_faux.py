"""A wrong scenario is refused with the file, the line, the key and the remedy; never with a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from renovation_opt.errors import EntreeInvalide
from renovation_opt.schemas.chargement import charger, examiner
from tests.schemas.conftest import Ecrire

JUSTE = """\
# Que faire ?
nom: petit
titre: Petit scénario
parc: ../data/parc.csv
hypotheses: ../models/erbm-2017.yaml
horizon: {debut: 2017, tranches: 3}
financements:
  etat:
    contributeur: etat
    montant: 3 M€
    eligibilite: {statut: social}
    taux: 25 %
  region:
    contributeur: region
    parite: {avec: [etat], ratio: 100 %}
    taux: 10 %
montages:
  social: [etat, region]
bailleurs:
  sia_habitat: {logements_par_an: {2017: 40}, fonds_propres: 2 M€}
objectif:
  methode: ponderee
  poids: {energie: 1}
cibles:
  - {mesure: logements, au_moins: 50, souple: true}
"""

FAUX = [
    # (what is replaced, by what, line, key, remedy)
    ("    contributeur: etat\n", "", 8, "financements.etat.contributeur", "par exemple etat, anru"),  # what it may be
    ("montant: 3 M€", "montant: 3000000", 10, "financements.etat.montant", "3 M€"),  # no unit
    ("taux: 25 %", "taux: 0.25", 12, "financements.etat.taux", "25 %"),
    ("taux: 10 %", "taus: 10 %", 16, "financements.region.taus", "taux"),  # typing slip in a key
    ("statut: social", "statuts: social", 11, "financements.etat.eligibilite.statuts", "statut"),
    ("statut: social", "statut: sociale", 11, "financements.etat.eligibilite.statut", "social"),
    ("statut: social", "statut: {min: 3}", 11, "financements.etat.eligibilite.statut", "liste"),
    ("statut: social", "nb_logements: {min: 9, max: 3}", 11, "financements.etat.eligibilite.nb_logements", "changez"),
    ("avec: [etat]", "avec: [etta]", 15, "financements.region.parite.avec.0", "etat"),  # unknown fund
    ("avec: [etat]", "avec: [region]", 15, "financements.region.parite.avec.0", "Retirez"),  # parity with itself
    ("[etat, region]", "[etat, regoin]", 18, "montages.social.1", "region"),
    ("[etat, region]", "[etat, etat]", 18, "montages.social.1", "qu'un"),  # twice in a montage
    ("social: [etat", "sans_aide: [etat", 18, "montages.sans_aide", "Retirez"),  # reserved
    ("fonds_propres: 2 M€", "fonds_propres: {2018: 2}", 20, "bailleurs.sia_habitat.fonds_propres.2018", "2 €"),
    ("{2017: 40}", "{an: 40}", 20, "bailleurs.sia_habitat.logements_par_an.an", "2017"),
    ("methode: ponderee", "methode: pondere", 22, "objectif.methode", "ponderee"),
    ("methode: ponderee", "methode: lexicographique", 22, "objectif.methode", "ordre"),  # what the method needs
    ("energie: 1", "energie: 0", 23, "objectif.poids", "poids"),
    ("mesure: logements", "mesure: logement", 25, "cibles.0.mesure", "logements"),
    ("mesure: logements, au_moins", "au_moins", 25, "cibles.0.mesure", "part_equitable"),  # missing: what it may be
    ("mesure: logements", "mesure: aides", 25, "cibles.0.au_moins", "50 €"),  # euros are due
    ("mesure: logements", "mesure: part_equitable", 25, "cibles.0.au_moins", "50 %"),
    ("au_moins: 50", "au_moins: 50, au_plus: 60", 25, "cibles.0.au_plus", "Gardez"),
    ("au_moins: 50", "au_moins: 50, avant: 2050", 25, "cibles.0.avant", "horizon"),
    ("souple: true", "souple: oui", 25, "cibles.0.souple", "Corrigez"),
    ("montant: 3 M€", "montant: 3 M€\n    annees: 2016-2018", 11, "financements.etat.annees", "horizon"),
    ("montant: 3 M€", "montant: 3 M€\n    minimum: 4 M€", 11, "financements.etat.minimum", "minimum"),
    ("montant: 3 M€", "montant: 3 M€\n    forfait: 2 k€", 11, "financements.etat.forfait", "null"),
    ("montant: 3 M€", "montant: 3 M€\n    profil: [50 %, 50 %]", 11, "financements.etat.profil", "annees"),
    ("montant: 3 M€", "montant: 3 M€\n    profil: [50 %, 20 %, 20 %]", 11, "financements.etat.profil", ""),
    ("montant: 3 M€", "montant: 3 M€\n    montant: 4 M€", 11, "financements.etat.montant", "une seule"),  # duplicate
    ("tranches: 3", "tranches: 41", 6, "horizon.tranches", "Corrigez"),
    ("nom: petit", "nom: Été 2017", 2, "nom", "ete_2017"),
    ("titre: Petit scénario\n", "", 1, "titre", "titre"),  # missing
    ("data/parc.csv", "data/prac.csv", 4, "parc", "data/prac.csv"),  # no such file
    ("../data/parc.csv", "../../../etc/passwd", 4, "parc", "espace de travail"),
    ("../data/parc.csv", '"\\0"', 4, "parc", "relatif"),
    ("cibles:\n", "decisions: {engagees: [{operation: a/b, debut: 2019, duree: 2}]}\ncibles:\n", 24,
     "decisions.engagees.0.duree", "horizon"),
    ("cibles:\n", "decisions: {engagees: [{operation: a, debut: 2017, duree: 1, bouquet: scole}]}\ncibles:\n", 24,
     "decisions.engagees.0.bouquet", "socle"),
    ("cibles:\n", "decisions: {exclues: [{cite: a, motif: x}], imposees: [{cite: a}]}\ncibles:\n", 24,
     "decisions.exclues.0.cite", "Retirez"),
    ("cibles:\n", "resolution: {temps: 120}\ncibles:\n", 24, "resolution.temps", "120 s"),
    ("cibles:\n", "operations: {classes: [E, H]}\ncibles:\n", 24, "operations.classes.1", "E"),
]  # fmt: skip


def test_le_scenario_de_depart_est_juste(ecrire: Ecrire) -> None:
    """Every row below breaks one thing in a scenario that is right."""
    charge, problemes = examiner(ecrire(JUSTE))
    assert charge is not None
    assert problemes == ()


@pytest.mark.parametrize(("avant", "apres", "ligne", "cle", "remede"), FAUX)
def test_scenario_faux(ecrire: Ecrire, avant: str, apres: str, ligne: int, cle: str, remede: str) -> None:
    """The problem names the file as given, the line, the dotted key, and what to write."""
    assert JUSTE.count(avant) == 1
    with pytest.raises(EntreeInvalide) as erreur:
        charger(ecrire(JUSTE.replace(avant, apres)))
    vus = [(p.fichier, p.ligne, p.cle) for p in erreur.value.problemes]
    assert vus == [("scenarios/s.yaml", ligne, cle)]
    texte = erreur.value.problemes[0].texte()
    assert remede in texte
    assert "pydantic" not in texte
    assert "Input" not in texte


def test_epsilon_demande_deux_cles(ecrire: Ecrire) -> None:
    """Both missing keys are named."""
    _charge, problemes = examiner(ecrire(JUSTE.replace("methode: ponderee", "methode: epsilon")))
    assert [p.ligne for p in problemes] == [22, 22]
    assert "maximiser" in problemes[0].texte() + problemes[1].texte()
    assert "planchers" in problemes[0].texte() + problemes[1].texte()


def test_tous_les_problemes_ensemble(ecrire: Ecrire) -> None:
    """Faults of form, of unit, of name and of path come in one go, in the order of the lines."""
    faux = JUSTE.replace("3 M€", "3").replace("[etat, region]", "[etat, x]").replace("data/parc", "data/rien")
    with pytest.raises(EntreeInvalide) as erreur:
        charger(ecrire(faux.replace("models/erbm", "models/erbn")))
    cles = ["parc", "hypotheses", "financements.etat.montant", "montages.social.1"]
    assert [p.cle for p in erreur.value.problemes] == cles


@pytest.mark.parametrize(
    ("contenu", "ligne", "fragment"),
    [
        ("", None, "vide"),
        ("# rien\n", None, "vide"),
        ("- a\n- b\n", 1, "des clés"),
        ("bonjour\n", 1, "des clés"),
        ("nom: a\n\ttitre: b\n", 2, "tabulation"),
        ("nom: 'a\n", 2, "guillemets"),
        ("nom: a: b\n", 1, "guillemets"),
        ("nom: a\nhorizon {debut: 2017, tranches: 3}\n", 2, "après la clé"),
        ("nom: {a: 1\n", 2, "accolade"),
        ("nom: *x\n", 1, "ancre"),
        ("a: 1\n---\nb: 2\n", 2, "un seul document"),
        ("nom: !!python/object:os.system x\n", 1, "étiquette"),
        ("a: &a [1]\nb:\n  <<: {c: 1}\n", 3, "base:"),
        ("[a]: 1\n", 1, "clé"),
        ("nom: été\n".encode("latin-1"), 1, "UTF-8"),
        (b"\x00\xff\xfe\x01", 1, "UTF-8"),
        (b"nom: a\x07b\n", None, ""),
        ("[" * 5_000, None, "profond"),
        ("a: " + "x" * (1024 * 1024 + 1), None, "1 Mio"),
    ],
)
def test_fichier_illisible(ecrire: Ecrire, contenu: str | bytes, ligne: int | None, fragment: str) -> None:
    """Whatever the bytes, the answer is a problem of the file, with its line where there is one."""
    charge, problemes = examiner(ecrire(contenu))
    assert charge is None
    assert problemes[0].fichier == "scenarios/s.yaml"
    assert ligne is None or problemes[0].ligne == ligne
    assert fragment in problemes[0].texte()


def test_bombe_d_alias(ecrire: Ecrire) -> None:
    """Ten levels of ten aliases (10^10 values) are refused at once; an alias that holds itself too."""
    niveaux = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    niveaux += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 11)]
    for texte in ("\n".join(niveaux), "a: &a [*a]\n"):
        charge, problemes = examiner(ecrire(texte))
        assert charge is None
        assert "alias" in problemes[0].texte()


def test_chemins_qui_ne_se_lisent_pas(ecrire: Ecrire) -> None:
    """A missing file, a folder, a pipe and a mad path are problems, with the nearest name as a remedy."""
    ecrire(JUSTE, "scenarios/engagement.yaml")
    os.mkfifo("scenarios/tube.yaml")
    cas = [
        ("scenarios/engagment.yaml", "engagement.yaml"),
        ("scenarios", "dossier"),
        ("scenarios/tube.yaml", "ordinaire"),
        ("absent/ailleurs.yaml", "n'existe pas"),
        ("scenarios/" + "x" * 5_000, "chemin"),
        ("scenarios/\0.yaml", "chemin"),
    ]
    for chemin, fragment in cas:
        charge, problemes = examiner(Path(chemin))
        assert charge is None
        assert fragment in problemes[0].texte()


def test_sans_question_avertit(ecrire: Ecrire) -> None:
    """A scenario without its question is read, with a warning."""
    charge, problemes = examiner(ecrire(JUSTE.replace("# Que faire ?\n", "")))
    assert charge is not None
    assert [p.gravite for p in problemes] == ["avertissement"]
    assert charge.avertissements == problemes
