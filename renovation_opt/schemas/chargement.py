"""Loading a scenario: YAML, bases, hypotheses, every problem at once with its place.

Answers for: ``charger``, ``ScenarioCharge`` (the scenario and where each of its keys was written), ``dumper``.
Leaves to others: the parc (its path is checked here, its rows are not).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from ruamel.yaml import YAML

from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.locale import _
from renovation_opt.schemas.fusion import Espace, Fusion, lire_avec_bases
from renovation_opt.schemas.hypotheses import HypothesesErbm
from renovation_opt.schemas.lecture import ecrire_cle
from renovation_opt.schemas.modele import Cle, Faute, Modele, montrer
from renovation_opt.schemas.references import fautes_bouquets, fautes_scenario
from renovation_opt.schemas.remplacement import remplacer
from renovation_opt.schemas.scenario import Scenario
from renovation_opt.schemas.traduction import atteindre, fautes

M = TypeVar("M", bound=Modele)


@dataclass(frozen=True, slots=True)
class ScenarioCharge:
    """A scenario read and checked.

    ``parc``, ``hypotheses_chemin``, ``fichiers``: absolute paths (``fichiers``: every YAML read, the scenario first).
    ``fusion``: the merged plain data, ready to be dumped.  ``question``: the first comment of the scenario.
    """

    scenario: Scenario
    hypotheses: HypothesesErbm
    chemin: Path
    parc: Path
    hypotheses_chemin: Path
    question: str
    fichiers: tuple[Path, ...]
    fusion: dict[str, Any]
    avertissements: tuple[Probleme, ...]
    espace: Espace
    lu: Fusion = field(repr=False)

    def lieu(self, cle: str) -> tuple[str, int, int]:
        """Return (file as the user would write it, line, column) of a dotted key, or of its nearest parent."""
        place = self.lu.place(_cle(cle, self.fusion))
        return place.fichier, place.ligne, place.colonne

    def origine(self, cle: str) -> str:
        """Return ``scenarios/engagement-2017.yaml:12``: the same wherever the user stands."""
        fichier, ligne, _colonne = self.lieu(cle)
        return f"{self.espace.interne(self.lu.origines[fichier])}:{ligne}"

    def probleme(self, cle: str, message: str, **reste: Any) -> Probleme:  # noqa: ANN401 - the fields of Probleme
        """Return a problem placed at a key of the scenario."""
        fichier, ligne, colonne = self.lieu(cle)
        return Probleme(message, fichier, ligne, colonne, cle=cle, **reste)


def charger(chemin: Path, remplacements: Mapping[str, object] | None = None) -> ScenarioCharge:
    """Read a scenario; raise EntreeInvalide with every problem of the scenario, its bases and its hypotheses.

    ``remplacements``: dotted key -> value that replaces what the files say, checked in the same way.
    """
    charge, problemes = examiner(chemin, remplacements)
    if charge is None:
        raise EntreeInvalide(problemes)
    return charge


def examiner(
    chemin: Path, remplacements: Mapping[str, object] | None = None
) -> tuple[ScenarioCharge | None, tuple[Probleme, ...]]:
    """Return the scenario, or None, and every problem found, warnings included; never raises for a bad input."""
    problemes: list[Probleme] = []
    try:
        espace = Espace.de(Path(chemin))
        lu = remplacer(lire_avec_bases(Path(chemin), espace), remplacements or {})
    except EntreeInvalide as erreur:
        return None, erreur.problemes
    except (OSError, ValueError, RuntimeError):
        return None, (Probleme(_("ce chemin n'est pas valable"), str(chemin), remede=_("Vérifiez le chemin")),)
    if not lu.question:
        problemes.append(_sans_question(lu))
    parc = _situer(lu, espace, "parc", problemes)
    hyp_chemin = _situer(lu, espace, "hypotheses", problemes)
    hypotheses, hyp_fichiers = _lire_hypotheses(hyp_chemin, espace, problemes)
    references = list(fautes_scenario(lu.donnees))
    if hypotheses is not None:
        references += fautes_bouquets(lu.donnees, list(hypotheses.bouquets))
    scenario = _valider(Scenario, lu, problemes, references)
    if scenario is None or hypotheses is None or parc is None or hyp_chemin is None or _bloquant(problemes):
        return None, EntreeInvalide(problemes).problemes
    charge = ScenarioCharge(
        scenario=scenario,
        hypotheses=hypotheses,
        chemin=Path(chemin),
        parc=parc,
        hypotheses_chemin=hyp_chemin,
        question=lu.question,
        fichiers=tuple(dict.fromkeys((*lu.fichiers, *hyp_fichiers))),
        fusion=lu.donnees,
        avertissements=tuple(problemes),
        espace=espace,
        lu=lu,
    )
    return charge, tuple(problemes)


def charger_hypotheses(chemin: Path) -> HypothesesErbm:
    """Read a hypothesis set alone; raise EntreeInvalide with every problem."""
    problemes: list[Probleme] = []
    hypotheses, _fichiers = _lire_hypotheses(Path(chemin), Espace.de(Path(chemin)), problemes)
    if hypotheses is None:
        raise EntreeInvalide(problemes)
    return hypotheses


def dumper(fusion: dict[str, Any]) -> str:
    """Return the merged data as YAML: keys in the order of the schema, then as written; the same bytes every time."""
    rangs = {champ: rang for rang, champ in enumerate(Scenario.model_fields)}
    ordonne = dict(sorted(fusion.items(), key=lambda paire: (rangs.get(str(paire[0]), len(rangs)), str(paire[0]))))
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = None
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.allow_unicode = True
    yaml.width = 10_000
    yaml.representer.ignore_aliases = lambda _donnee: True
    sortie = StringIO()
    yaml.dump(ordonne, sortie)
    return sortie.getvalue()


def _bloquant(problemes: Iterable[Probleme]) -> bool:
    return any(p.gravite == "erreur" for p in problemes)


def _sans_question(lu: Fusion) -> Probleme:
    return Probleme(
        _("ce scénario ne dit pas à quelle question il répond"),
        lu.place(()).fichier,
        1,
        remede=_("Écrivez la question dans un commentaire « # … » en tête du fichier"),
        gravite="avertissement",
    )


def _situer(lu: Fusion, espace: Espace, cle: str, problemes: list[Probleme]) -> Path | None:
    """Return the path written at ``cle``, from the file that writes it; None (and a problem) when it is no file."""
    if cle not in lu.donnees:
        return None  # the schema reports the missing key
    place, texte = lu.place((cle,)), lu.donnees[cle]
    if not isinstance(texte, str):
        return None
    try:
        chemin = espace.situer(lu.origines[place.fichier], texte, place, cle)
    except EntreeInvalide as erreur:
        problemes += erreur.problemes
        return None
    if chemin.is_file():
        return chemin
    problemes.append(
        Probleme(
            _("ce fichier n'existe pas"),
            place.fichier,
            place.ligne,
            place.colonne,
            cle=cle,
            trouve=texte,
            attendu=_("un fichier, relatif à celui qui l'écrit"),
            remede=_("Corrigez le chemin ; il mène à {chemin}").format(chemin=espace.affiche(chemin)),
        )
    )
    return None


def _lire_hypotheses(
    chemin: Path | None, espace: Espace, problemes: list[Probleme]
) -> tuple[HypothesesErbm | None, tuple[Path, ...]]:
    """Return the hypothesis set and its files, or None with its problems noted."""
    if chemin is None:
        return None, ()
    try:
        lu = lire_avec_bases(chemin, espace)
    except EntreeInvalide as erreur:
        problemes += erreur.problemes
        return None, ()
    return _valider(HypothesesErbm, lu, problemes, ()), lu.fichiers


def _valider(modele: type[M], lu: Fusion, problemes: list[Probleme], autres: Iterable[Faute]) -> M | None:
    """Return the model, or None; note every fault, once by key and message."""
    trouvees = list(autres)
    valide: M | None = None
    try:
        valide = modele.model_validate(lu.donnees)
    except ValidationError as erreur:
        trouvees += fautes(erreur, modele)
    vus: set[tuple[Cle, str]] = set()
    for faute in trouvees:
        if (faute.cle, faute.message) not in vus:
            vus.add((faute.cle, faute.message))
            problemes.append(_probleme(faute, lu))
    return valide


def _probleme(faute: Faute, lu: Fusion) -> Probleme:
    """Return a fault at its place."""
    place = lu.place(faute.cle)
    return Probleme(
        faute.message,
        place.fichier,
        place.ligne,
        place.colonne,
        cle=ecrire_cle(faute.cle),
        trouve=montrer(atteindre(lu.donnees, faute.cle)) if faute.trouve is None else faute.trouve,
        attendu=faute.attendu,
        remede=faute.remede,
    )


def _cle(texte: str, donnees: Any) -> Cle:  # noqa: ANN401 - any node of the data
    """Return the path of a dotted key: list ranks and years become integers where the data has them."""
    cle: list[str | int] = []
    for morceau in texte.split(".") if texte else []:
        nombre = int(morceau) if morceau.isdecimal() else None
        entier = nombre is not None and (isinstance(donnees, list) or (isinstance(donnees, dict) and nombre in donnees))
        nom: str | int = nombre if nombre is not None and entier else morceau
        cle.append(nom)
        donnees = atteindre(donnees, (nom,))
    return tuple(cle)
