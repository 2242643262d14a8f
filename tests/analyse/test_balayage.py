"""A sweep: stored point by point, taken up again, never stopped by one of its points."""

from __future__ import annotations

import json
import pickle
import shutil
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from renovation_opt.analyse import reprises
from renovation_opt.analyse.balayage import Balayage, balayer, preparer
from renovation_opt.analyse.calcul_point import Arret, Depart, Reglages, calculer_point
from renovation_opt.analyse.depot import Depot
from renovation_opt.analyse.executeurs import Executeur, SurPlace, Tache
from renovation_opt.analyse.paquet import deballer, empaqueter, empreinte, identite
from renovation_opt.analyse.plan_experience import grille
from renovation_opt.analyse.variations import lire_variation
from renovation_opt.errors import EntreeInvalide
from renovation_opt.moteur.suivi import Budget
from renovation_opt.schemas.chargement import charger

RACINE = Path(__file__).parents[2]
EXEMPLE = RACINE / "scenarios/exemple.yaml"
MONTANT = "financements.logement_social.montant"


@dataclass
class Compteur:
    """Runs tasks here and remembers them; ``panne``: raised instead of the answer of that rank."""

    lances: list[str] = field(default_factory=list)
    panne: dict[int, BaseException] = field(default_factory=dict)
    ouvriers = 1

    def lancer(
        self, fonction: Callable[..., dict[str, Any]], communs: Sequence[Any], taches: Sequence[Tache]
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield answers one by one."""
        for tache in taches:
            rang = len(self.lances)
            self.lances.append(fonction.__name__)
            if isinstance(self.panne.get(rang), KeyboardInterrupt):
                raise KeyboardInterrupt
            yield from SurPlace().lancer(self._casser(fonction, rang), communs, [tache])

    def _casser(self, fonction: Callable[..., dict[str, Any]], rang: int) -> Callable[..., dict[str, Any]]:
        """Return the function, or one that breaks."""

        def casse(*_arguments: object) -> dict[str, Any]:
            raise self.panne[rang]

        return casse if rang in self.panne else fonction

    def ouvrir(self) -> AbstractContextManager[Executeur]:
        """Give itself."""
        return nullcontext(self)


def _balayer(
    dossier: Path, compteur: Compteur, valeurs: str = "1,1.5 M€", reglages: Reglages | None = None
) -> Balayage:
    """Sweep the envelope of the example."""
    variations = [lire_variation(f"{MONTANT}={valeurs}")]
    sujet = preparer(charger(EXEMPLE), variations, reglages or Reglages(tours=1), Depot(dossier))
    return balayer(sujet, grille(variations), compteur.ouvrir, lambda _fait, _total: None)


@pytest.fixture(scope="module")
def balaye(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Compteur, Balayage]:
    """Return a sweep of two points, done once."""
    dossier = tmp_path_factory.mktemp("balaye")
    fait = _balayer(dossier, compteur := Compteur())
    return dossier, compteur, fait


@pytest.fixture
def copie(balaye: tuple[Path, Compteur, Balayage], tmp_path: Path) -> Path:
    """Return a copy of its folder, to be spoiled."""
    return Path(shutil.copytree(balaye[0], tmp_path / "copie"))


def test_les_points_sont_ceux_d_un_calcul_a_part(balaye: tuple[Path, Compteur, Balayage]) -> None:
    """With 1.5 M€, that is the scenario itself: 122 dwellings and 17 931.731 MWh; with 1 M€, 18 231.056 MWh, proven."""
    fait = balaye[2]
    [un, un_et_demi] = [r.resultat for r in fait.releves]

    assert un is not None
    assert un_et_demi is not None
    assert un_et_demi.mesures is not None
    assert un.mesures is not None
    assert (un_et_demi.mesures["logements"], un_et_demi.mesures["energie"]) == (122, 17931.731)
    assert un.mesures["energie"] == 18231.056
    assert un.ecart == un_et_demi.ecart == 0
    assert fait.depart is not None
    assert un_et_demi.valeur == pytest.approx(fait.depart.valeur)


def test_un_balayage_repris_ne_recalcule_rien(balaye: tuple[Path, Compteur, Balayage], copie: Path) -> None:
    """The second run launches nothing; with one more value, that value alone, from the start already stored."""
    premier, tmp_path = balaye[1], copie
    encore = _balayer(tmp_path, second := Compteur())
    _balayer(tmp_path, troisieme := Compteur(), "1,1.5,2 M€")

    assert premier.lances == ["calculer_depart", "calculer_point", "calculer_point"]
    assert second.lances == []
    assert all(r.repris for r in encore.releves)
    assert troisieme.lances == ["calculer_point"]


def test_une_interruption_garde_ce_qui_est_fini(copie: Path) -> None:
    """Ctrl-C during the second point: the first is kept, the next run computes the other one only."""
    arrete = _balayer(copie, Compteur(panne={1: KeyboardInterrupt()}), "1.5,2,2.5 M€")
    _balayer(copie, reprise := Compteur(), "1.5,2,2.5 M€")

    assert arrete.interrompu
    assert arrete.reste == 1
    assert reprise.lances == ["calculer_point"]


def test_un_point_en_echec_n_arrete_pas_les_autres(copie: Path) -> None:
    """A point that breaks is told; the other is computed; the next run tries the broken one again."""
    fait = _balayer(copie, Compteur(panne={0: RuntimeError("plus de mémoire")}), "1,2 M€")
    _balayer(copie, reprise := Compteur(), "1,2 M€")

    [rate] = fait.echecs
    assert "plus de mémoire" in rate.echec
    assert rate.code == 2
    assert sum(r.resultat is not None for r in fait.releves) == 1
    assert reprise.lances == ["calculer_point"]


def test_un_point_que_le_schema_refuse(copie: Path) -> None:
    """150 % is no rate: that point is told with its place, 30 % is computed; nothing is right: the fault is raised."""
    variations = [lire_variation("financements.logement_social.taux=30,150 %")]
    sujet = preparer(charger(EXEMPLE), variations, Reglages(tours=1), Depot(copie))
    fait = balayer(sujet, grille(variations), Compteur().ouvrir, lambda _fait, _total: None)
    faux = [lire_variation(f"{MONTANT}=50,100")]
    rien = preparer(charger(EXEMPLE), faux, Reglages(tours=1), Depot(copie))

    assert [r.code for r in fait.releves] == [0, 2]
    assert "taux" in fait.releves[1].echec
    with pytest.raises(EntreeInvalide, match="n'a pas d'unité"):
        balayer(rien, grille(faux), Compteur().ouvrir, lambda _fait, _total: None)


def test_un_point_sans_programme_est_un_resultat(tmp_path: Path) -> None:
    """90 % of the passoires as a hard target, with 60 then 10 dwellings a year: the second point says why it has none.

    It names the statement as the user knows it, and is not tried again.
    """
    variations = [
        lire_variation("bailleurs.maisons_et_cites.logements_par_an=60,10"),
        lire_variation("cibles.0.souple=false"),
        lire_variation("cibles.0.au_moins=90 %"),
    ]
    sujet = preparer(charger(EXEMPLE), variations, Reglages(tours=1), Depot(tmp_path))
    ouvrir = (compteur := Compteur()).ouvrir

    [possible, impossible] = [
        r.resultat for r in balayer(sujet, grille(variations), ouvrir, lambda _fait, _total: None).releves
    ]
    balayer(sujet, grille(variations), ouvrir, lambda _fait, _total: None)

    assert possible is not None
    assert impossible is not None
    assert possible.valeur is not None
    assert (impossible.statut, impossible.valeur) == ("impossible", None)
    assert "passoires supprimées (scenarios/exemple.yaml:36)" in impossible.motif
    assert compteur.lances == ["calculer_depart", "calculer_point", "calculer_point"]


def test_un_fichier_abime_est_recalcule(copie: Path) -> None:
    """A point file cut short, emptied, or holding the result of another point, counts for nothing."""
    points = sorted(p for p in (copie / "points").glob("*.json") if json.loads(p.read_bytes())["remplacements"])
    points[0].write_bytes(points[0].read_bytes()[:40])
    points[1].write_bytes(points[1].read_bytes().replace(points[1].stem.encode(), b"autre"))

    _balayer(copie, reprise := Compteur())

    assert reprise.lances == ["calculer_point", "calculer_point"]


def test_rien_de_partiel_ne_reste(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a write fails half-way, neither a result nor a leftover stands in the store."""
    depot = Depot(tmp_path)
    monkeypatch.setattr("os.fsync", _disque_plein)

    with pytest.raises(OSError, match="plein"):
        depot.garder_depart("a", b"abc")

    assert list((tmp_path / "points").iterdir()) == []


def _disque_plein(_poignee: int) -> None:
    """Fail as a full disk does."""
    raise OSError(28, "disque plein")


def test_l_identite_est_celle_du_sens(tmp_path: Path) -> None:
    """A title, a comment or 1500 k€ for 1.5 M€ change nothing; a rate, a limit or the parc do."""
    for nom in ("scenarios/exemple.yaml", "scenarios/exemple/parc.csv", "models/erbm-2017.yaml"):
        (tmp_path / nom).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / nom).write_bytes((RACINE / nom).read_bytes())
    copie = tmp_path / "scenarios/exemple.yaml"
    ecrit = copie.read_text(encoding="utf-8")

    def cle(texte: str, *reste: str) -> str:
        copie.write_text(texte, encoding="utf-8")
        charge = charger(copie)
        return identite(empreinte(charge), charge.scenario, *reste)

    depart = cle(ecrit)
    meme = ecrit.replace("1.5 M€", "1500 k€").replace("Trois cités pour apprendre", "Autre titre") + "# fin\n"
    assert cle(meme) == depart
    assert cle(ecrit.replace("taux: 25 %", "taux: 26 %")) != depart
    assert cle(ecrit, Reglages(tours=2).identite) != cle(ecrit, Reglages(tours=3).identite)
    assert cle(ecrit, Reglages(ecart=Fraction(1, 100)).identite) != cle(ecrit, Reglages().identite)
    parc = tmp_path / "scenarios/exemple/parc.csv"
    parc.write_bytes(parc.read_bytes() + b"\n")
    assert cle(ecrit) != depart


def test_le_paquet_se_suffit(tmp_path: Path) -> None:
    """What is sent to another machine is solved there without any file of this one."""
    paquet = pickle.loads(pickle.dumps(empaqueter(charger(EXEMPLE))))  # noqa: S301 - our own bytes
    chemin = deballer(paquet)
    reponse = calculer_point(paquet, b"", {MONTANT: "1 M€"}, Reglages(tours=1))

    assert not chemin.is_relative_to(RACINE)
    assert chemin.parts[-2:] == ("scenarios", "exemple.yaml")
    assert reponse["resultat"]["mesures"]["logements"] == 122
    assert tmp_path not in chemin.parents


class Piege:
    """An object that would write a file when it is read back."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Return the call that reading would make."""
        return eval, ("__import__('pathlib').Path('piege').write_text('')",)


def test_un_depart_pose_par_un_autre_n_execute_rien(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A start that holds anything but arrays and our frozen objects is refused unread, and computed again."""
    monkeypatch.chdir(tmp_path)
    depot = Depot(tmp_path)
    depot.garder_depart("a", zlib.compress(pickle.dumps(Piege())))
    depot.garder_depart("b", b"abime")

    assert depot.lire_depart("a") is None
    assert depot.lire_depart("b") is None
    assert not (tmp_path / "piege").exists()
    with pytest.raises(pickle.UnpicklingError):
        reprises.lire(pickle.dumps({"pas": "un depart"}), Depart)


def test_un_point_s_arrete_a_l_ecart_voulu() -> None:
    """0.94 of 1 is 6 % away, 0.951 is 4.9 %: the second stops a solve asked 5 %; another stage stops nothing."""
    budget = Budget(60, 8)
    arret = Arret(budget, "ponderee", 0.05)

    for etape, valeur in (("cibles", 1.0), ("ponderee", float("-inf")), ("ponderee", 0.94)):
        arret(etape, valeur, 1.0)
    assert (arret.atteint, budget.interrompu) == (False, False)
    arret("ponderee", 0.951, 1.0)
    assert (arret.atteint, budget.interrompu) == (True, True)


def test_un_chemin_inconnu_est_dit_avant_tout_calcul(tmp_path: Path) -> None:
    """``financements.anha.montant`` names the funds that exist; nothing is launched nor written."""
    with pytest.raises(EntreeInvalide, match="« anha » n'existe pas sous « financements »"):
        preparer(charger(EXEMPLE), [lire_variation("financements.anha.montant=1 M€")], Reglages(), Depot(tmp_path))

    assert list(tmp_path.iterdir()) == []
