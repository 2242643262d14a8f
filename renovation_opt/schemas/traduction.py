"""From the errors of pydantic to faults in French, each at its key.

Answers for: the words of every kind of error our schemas may raise; did-you-mean for unknown keys.
Leaves to others: the place of a key (chargement).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from renovation_opt.locale import _
from renovation_opt.schemas.modele import Cle, Faute, Fautes, montrer, vouliez_vous
from renovation_opt.unites import QuantiteInvalide


def fautes(erreur: ValidationError, modele: type[BaseModel]) -> Iterator[Faute]:
    """Yield every fault of a validation, translated, at its absolute key."""
    for detail in erreur.errors(include_url=False):
        cle: Cle = tuple(m for m in detail["loc"] if m != "[key]")
        cause = detail.get("ctx", {}).get("error")
        trouve = montrer(detail.get("input"))
        if isinstance(cause, Fautes):
            for f in cause.fautes:
                vu = f.trouve if f.trouve is not None else montrer(atteindre(detail.get("input"), f.cle))
                yield Faute((*cle, *f.cle), f.message, f.attendu, f.remede, vu)
        elif isinstance(cause, QuantiteInvalide):
            yield Faute(cle, cause.message, cause.attendu, cause.remede, trouve)
        else:
            yield _traduire(dict(detail), cle, trouve, modele)


def atteindre(donnees: Any, cle: Cle) -> Any:  # noqa: ANN401 - any YAML value
    """Return what stands at a key, None when there is nothing."""
    for morceau in cle:
        try:
            donnees = donnees[morceau]
        except (KeyError, IndexError, TypeError):
            return None
    return donnees


def _traduire(detail: dict[str, Any], cle: Cle, trouve: str, modele: type[BaseModel]) -> Faute:
    """Return one pydantic error in our words."""
    genre, ctx = str(detail["type"]), detail.get("ctx", {})
    if genre == "extra_forbidden":
        connues = champs(modele, cle[:-1])
        return Faute(cle, _("cette clé n'existe pas ici"), remede=vouliez_vous(cle[-1], connues), trouve=trouve)
    if genre == "missing":
        message = _("la clé « {cle} » manque").format(cle=cle[-1])
        attendu = ", ".join(_choix(modele, cle, {})) or _exemples(modele, cle)
        return Faute(cle, message, attendu, _("Ajoutez « {cle}: … »").format(cle=cle[-1]), trouve="")
    if genre == "literal_error":
        choix = _choix(modele, cle, ctx)
        return Faute(
            cle,
            _("cette valeur n'existe pas"),
            attendu=", ".join(choix),
            remede=vouliez_vous(trouve, choix),
            trouve=trouve,
        )
    if genre == "string_pattern_mismatch":
        return Faute(
            cle,
            _("ce nom contient d'autres caractères que ceux permis"),
            attendu=_("des minuscules sans accent, des chiffres et « _ » (ou « - » pour « nom »)"),
            remede=_("Écrivez par exemple {exemple}").format(exemple=_simplifier(trouve)),
            trouve=trouve,
        )
    phrases = _phrases(ctx)
    message, attendu = next(
        (rendu() for motif, rendu in phrases.items() if genre.startswith(motif)), (_("cette valeur est refusée"), "")
    )
    return Faute(cle, message, attendu, _("Corrigez la valeur"), trouve)


def _phrases(ctx: Mapping[str, Any]) -> dict[str, Callable[[], tuple[str, str]]]:
    """Return kind of pydantic error -> (message, expected)."""
    return {
        "string_too_long": lambda: (_("ce texte est trop long"), f"{ctx.get('max_length')}"),
        "string_too_short": lambda: (_("ce texte est vide ou trop court"), _("un texte")),
        "string": lambda: (_("ce n'est pas un texte"), _("un texte, entre guillemets si besoin")),
        "int": lambda: (_("ce n'est pas un nombre entier"), _("un nombre entier")),
        "bool": lambda: (_("ce n'est ni vrai ni faux"), _("true ou false")),
        "dict": lambda: (_("ce n'est pas un ensemble de clés"), _("des clés « clé: valeur »")),
        "mapping": lambda: (_("ce n'est pas un ensemble de clés"), _("des clés « clé: valeur »")),
        "model": lambda: (_("ce n'est pas un ensemble de clés"), _("des clés « clé: valeur »")),
        "tuple": lambda: (_("ce n'est pas une liste"), _("une liste : [a, b]")),
        "list": lambda: (_("ce n'est pas une liste"), _("une liste : [a, b]")),
        "too_short": lambda: (_("il n'y a aucune valeur"), _("au moins une valeur")),
        "greater_than_equal": lambda: (_("cette valeur est trop petite"), _("au moins {n}").format(n=ctx.get("ge"))),
        "less_than_equal": lambda: (_("cette valeur est trop grande"), _("au plus {n}").format(n=ctx.get("le"))),
    }


def _simplifier(nom: str) -> str:
    """Return a permitted name near ``nom``."""
    from unicodedata import normalize  # noqa: PLC0415 - only on a fault

    ascii_ = normalize("NFKD", nom.lower()).encode("ascii", "ignore").decode()
    return "".join(c if c.isalnum() else "_" for c in ascii_).strip("_") or "nom"


def _choix(modele: type[BaseModel], cle: Cle, ctx: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the values of a Literal: from the annotation, else from pydantic's own list."""
    contenant = _modele(modele, cle[:-1])
    if contenant is not None and cle and cle[-1] in contenant.model_fields:
        valeurs = tuple(_litteraux(contenant.model_fields[str(cle[-1])].annotation))
        if valeurs:
            return valeurs
    return tuple(m.strip(" '") for m in str(ctx.get("expected", "")).replace(" or ", ",").split(",") if m.strip())


def _exemples(modele: type[BaseModel], cle: Cle) -> str:
    """Return what a key without a closed list may be, from the examples of its schema; nothing when it gives none."""
    contenant = _modele(modele, cle[:-1])
    champ = None if contenant is None else contenant.model_fields.get(str(cle[-1]))
    if champ is None or not champ.examples:
        return ""
    return _("par exemple {exemples}").format(exemples=", ".join(str(exemple) for exemple in champ.examples))


def _litteraux(annotation: Any) -> Iterator[str]:  # noqa: ANN401 - any annotation
    for argument in get_args(annotation):
        if isinstance(argument, str):
            yield argument
        else:
            yield from _litteraux(argument)


def champs(modele: type[BaseModel], cle: Cle) -> tuple[str, ...]:
    """Return the keys known at a place of a schema."""
    contenant = _modele(modele, cle)
    return tuple(contenant.model_fields) if contenant is not None else ()


def _modele(modele: type[BaseModel], cle: Cle) -> type[BaseModel] | None:
    """Return the model that stands at a key, following maps and lists."""
    annotation: Any = modele
    for morceau in cle:
        trouve = _sous_modele(annotation)
        if trouve is not None and morceau in trouve.model_fields:
            annotation = trouve.model_fields[str(morceau)].annotation
    return _sous_modele(annotation)


def _sous_modele(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any annotation
    """Return the model inside an annotation (``X | None``, ``dict[str, X]``, ``tuple[X, ...]``)."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for a in get_args(annotation) if (m := _sous_modele(a)) is not None), None)
