"""Reading one YAML file: plain data, and the place of every key.

Answers for: YAML 1.2 scalars, duplicate keys, alias bombs, size, encoding, syntax, each fault with its line; the first
comment of the file.
Leaves to others: bases (fusion), what the keys mean (scenario, hypotheses).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from renovation_opt.errors import EntreeInvalide, Probleme
from renovation_opt.locale import _
from renovation_opt.schemas.modele import Cle

TAILLE_MAX = 1024 * 1024
NOEUDS_MAX = 50_000
PROFONDEUR_MAX = 60
CROCHETS_MAX = 200
LIGNE_EDITEUR = "yaml-language-server"
_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key stands: file as shown to the user, line and column from 1."""

    fichier: str
    ligne: int
    colonne: int


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file: ``donnees`` is plain Python, ``places`` maps a key path to its place."""

    donnees: dict[Any, Any]
    places: dict[Cle, Place]
    question: str


@dataclass(slots=True)
class _Lecteur:
    """Turns nodes into plain Python, noting places and faults."""

    fichier: str
    places: dict[Cle, Place] = field(default_factory=dict)
    problemes: list[Probleme] = field(default_factory=list)
    noeuds: int = 0

    def valeur(self, noeud: Node, cle: Cle) -> Any:  # noqa: ANN401 - any YAML value
        """Return the plain value of a node."""
        self.noeuds += 1
        if self.noeuds > NOEUDS_MAX or len(cle) > PROFONDEUR_MAX:
            raise EntreeInvalide([self._trop_gros(noeud)])
        if isinstance(noeud, MappingNode):
            return self._table(noeud, cle)
        if isinstance(noeud, SequenceNode):
            return [self._element(fils, (*cle, rang)) for rang, fils in enumerate(noeud.value)]
        return self._scalaire(noeud, cle)

    def _element(self, noeud: Node, cle: Cle) -> Any:  # noqa: ANN401
        self.places[cle] = self._place(noeud)
        return self.valeur(noeud, cle)

    def _table(self, noeud: MappingNode, cle: Cle) -> dict[Any, Any]:
        table: dict[Any, Any] = {}
        for noeud_cle, noeud_valeur in noeud.value:
            nom = self._nom(noeud_cle, cle)
            if nom is None:
                continue
            chemin = (*cle, nom)
            if nom in table:
                premiere = self.places[chemin]
                self._probleme(
                    noeud_cle,
                    chemin,
                    _("cette clé est écrite deux fois, déjà ligne {ligne}").format(ligne=premiere.ligne),
                    remede=_("Gardez une seule des deux lignes"),
                )
                continue
            self.places[chemin] = self._place(noeud_cle)
            table[nom] = self.valeur(noeud_valeur, chemin)
        return table

    def _nom(self, noeud: Node, cle: Cle) -> str | int | None:
        """Return a key: text or whole number; report anything else."""
        if isinstance(noeud, ScalarNode):
            nom = self._scalaire(noeud, cle)
            if noeud.value == "<<" and noeud.style is None:
                self._probleme(
                    noeud, (*cle, "<<"), _("la fusion « << » n'est pas lue"), remede=_("Utilisez « base: » à la place")
                )
                return None
            if isinstance(nom, str) or (isinstance(nom, int) and not isinstance(nom, bool)):
                return nom
        self._probleme(
            noeud, cle, _("cette clé n'est ni un mot ni un nombre entier"), remede=_("Entourez la clé de guillemets")
        )
        return None

    def _scalaire(self, noeud: Node, cle: Cle) -> Any:  # noqa: ANN401
        """Return the YAML 1.2 value of a scalar; dates stay text."""
        texte, tag = str(noeud.value), str(noeud.tag).removeprefix(_TAG)
        try:
            if tag == "null":
                return None
            if tag == "bool":
                return texte.lower() == "true"
            if tag == "int":
                return int(texte.replace("_", ""), 0 if texte.lstrip("+-")[:2].lower() in ("0x", "0o", "0b") else 10)
            if tag == "float":
                return _decimal(texte)
        except ValueError:
            self._probleme(noeud, cle, _("ce nombre ne se lit pas"), remede=_("Vérifiez ses chiffres"))
            return None
        if tag not in ("str", "timestamp", "merge"):
            self._probleme(
                noeud,
                cle,
                _("l'étiquette YAML « {tag} » n'est pas acceptée").format(tag=noeud.tag),
                remede=_("Retirez l'étiquette qui commence par « ! »"),
            )
        return texte

    def _place(self, noeud: Node) -> Place:
        return Place(self.fichier, noeud.start_mark.line + 1, noeud.start_mark.column + 1)

    def _probleme(self, noeud: Node, cle: Cle, message: str, remede: str) -> None:
        place = self._place(noeud)
        self.problemes.append(
            Probleme(message, place.fichier, place.ligne, place.colonne, cle=ecrire_cle(cle), remede=remede)
        )

    def _trop_gros(self, noeud: Node) -> Probleme:
        place = self._place(noeud)
        return Probleme(
            _("le contenu développé est trop gros ou trop profond (alias « *nom » en cascade ?)"),
            place.fichier,
            place.ligne,
            place.colonne,
            attendu=_("au plus {noeuds} valeurs et {profondeur} niveaux").format(
                noeuds=NOEUDS_MAX, profondeur=PROFONDEUR_MAX
            ),
            remede=_("Écrivez les valeurs sans alias"),
        )


def _decimal(texte: str) -> float | str:
    """Return a finite decimal; infinities and not-a-number stay text, and are refused where a number is due."""
    nombre = float(texte.replace("_", "")) if texte.lstrip("+-")[:1] in "0123456789." else float("nan")
    return nombre if nombre - nombre == 0 else texte


def ecrire_cle(cle: Cle) -> str:
    """Return a key path as text: ``financements.anah.montant``, ``cibles.0``."""
    return ".".join(str(morceau) for morceau in cle)


def lire_yaml(chemin: Path, affiche: str) -> Document:
    """Read a file; ``affiche`` is its name in messages.  Raises EntreeInvalide with every problem of form."""
    texte = _lire_texte(chemin, affiche)
    _refuser_empilement(texte, affiche)
    lecteur = _Lecteur(affiche)
    try:
        racine = YAML(typ="safe", pure=True).compose(texte)
        donnees = lecteur.valeur(racine, ()) if racine is not None else None
    except MarkedYAMLError as erreur:
        raise EntreeInvalide([_syntaxe(erreur, affiche)]) from None
    except (YAMLError, ValueError) as erreur:
        raise EntreeInvalide([Probleme(_("ce fichier n'est pas du YAML lisible"), affiche)]) from erreur
    except RecursionError:
        raise EntreeInvalide(
            [Probleme(_("le contenu est imbriqué trop profondément"), affiche, remede=_("Simplifiez le fichier"))]
        ) from None
    if donnees is None and not lecteur.problemes:
        raise EntreeInvalide([Probleme(_("le fichier est vide"), affiche, remede=_("Partez d'un scénario fourni"))])
    if not isinstance(donnees, dict):
        lecteur.problemes.append(
            Probleme(
                _("le fichier ne contient pas des clés"),
                affiche,
                1,
                1,
                attendu=_("des lignes de la forme « clé: valeur »"),
            )
        )
    if lecteur.problemes or not isinstance(donnees, dict):
        raise EntreeInvalide(lecteur.problemes)
    return Document(donnees, lecteur.places, premiere_question(texte))


def _refuser_empilement(texte: str, affiche: str) -> None:
    """Refuse a pile of open brackets before the YAML reader, whose time grows as its square."""
    profondeurs = accumulate((c in "[{") - (c in "]}") for c in texte if c in "[]{}")
    if max(profondeurs, default=0) > CROCHETS_MAX:
        message = _("le contenu est imbriqué trop profondément")
        raise _refus(affiche, message, _("Fermez les crochets et accolades, ou simplifiez le fichier"))


def _lire_texte(chemin: Path, affiche: str) -> str:
    """Return the text of a regular UTF-8 file of reasonable size."""
    try:
        if chemin.is_dir():
            raise _refus(affiche, _("c'est un dossier, pas un fichier"), _("Donnez le fichier YAML qu'il contient"))
        if not chemin.exists():
            raise _refus(
                affiche, _("ce fichier n'existe pas"), _("Vérifiez le chemin{proche}").format(proche=_proche(chemin))
            )
        if not chemin.is_file():
            raise _refus(affiche, _("ce n'est pas un fichier ordinaire"), _("Donnez un fichier YAML"))
        with chemin.open("rb") as fichier:
            octets = fichier.read(TAILLE_MAX + 1)
    except PermissionError:
        raise _refus(affiche, _("ce fichier ne peut pas être lu"), _("Vérifiez les droits du fichier")) from None
    except OSError:
        raise _refus(affiche, _("ce fichier ne se lit pas"), _("Vérifiez le chemin")) from None
    except ValueError:
        raise _refus(affiche, _("ce chemin n'est pas valable"), _("Vérifiez le chemin")) from None
    if len(octets) > TAILLE_MAX:
        raise _refus(affiche, _("ce fichier dépasse 1 Mio"), _("Un scénario tient en quelques pages ; coupez-le"))
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        ligne = octets[: erreur.start].count(b"\n") + 1
        raise EntreeInvalide(
            [
                Probleme(
                    _("ce fichier n'est pas un texte UTF-8"),
                    affiche,
                    ligne,
                    attendu=_("un fichier texte en UTF-8"),
                    remede=_("Réenregistrez-le en UTF-8"),
                )
            ]
        ) from None


def _refus(affiche: str, message: str, remede: str) -> EntreeInvalide:
    return EntreeInvalide([Probleme(message, affiche, remede=remede)])


def _proche(chemin: Path) -> str:
    """Return the nearest file name of the same folder, ready to be appended."""
    from difflib import get_close_matches  # noqa: PLC0415 - only on a fault

    noms = [p.name for p in chemin.parent.iterdir() if p.is_file()] if chemin.parent.is_dir() else []
    proches = get_close_matches(chemin.name, sorted(noms), n=1)
    return _(" ; vouliez-vous dire « {proche} » ?").format(proche=proches[0]) if proches else ""


def _syntaxe(erreur: MarkedYAMLError, affiche: str) -> Probleme:
    """Return a syntax fault in words, at its line."""
    marque = erreur.problem_mark or erreur.context_mark
    probleme = f"{erreur.problem or ''} {erreur.context or ''}"
    indices = {
        "'\\t'": _("Remplacez la tabulation par des espaces"),
        "mapping values": _(
            "Un « : » est de trop, ou il en manque un plus tôt sur la ligne : entourez le texte de guillemets, ou"
            " ajoutez « : » après la clé"
        ),
        "quoted scalar": _("Fermez les guillemets"),
        "flow": _("Fermez l'accolade ou le crochet, et séparez les valeurs par des virgules"),
        "undefined alias": _(
            "L'alias « *nom » désigne une ancre absente : écrivez la valeur, ou entourez-la de guillemets"
        ),
        "could not find expected ':'": _("Ajoutez « : » après la clé"),
        "single document": _("Gardez un seul document : retirez la ligne « --- »"),
        "cannot start any token": _("Entourez le texte de guillemets"),
    }
    remede = next((texte for motif, texte in indices.items() if motif in probleme), _("Vérifiez l'indentation"))
    return Probleme(
        _("la syntaxe YAML est incorrecte"),
        affiche,
        None if marque is None else marque.line + 1,
        None if marque is None else marque.column + 1,
        remede=remede,
    )


def premiere_question(texte: str) -> str:
    """Return the first comment of a file, its lines joined, the editor's line left out."""
    return " ".join(_lignes_question(texte))


def _lignes_question(texte: str) -> Iterator[str]:
    commence = False
    for brute in texte.splitlines():
        ligne = brute.strip()
        commentaire = ligne.lstrip("#").strip() if ligne.startswith("#") else ""
        if LIGNE_EDITEUR in commentaire and not commence:
            continue
        if commentaire:
            commence = True
            yield commentaire
        elif commence or (ligne and not ligne.startswith(("#", "%", "---"))):
            return
