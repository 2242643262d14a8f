"""Quantities with their unit: parsing, writing, and the pydantic types of the schemas.

Answers for: turning the text of a user ("75 M€", "30 %", "120 s") into integers of euro, exact fractions, seconds or
years, and back; saying how to write a quantity that is wrong.
Leaves to others: where the text stands (schemas) and the rendering of tables (rapports).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Annotated, Any, TypeGuard

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from renovation_opt.locale import _, langue

ESPACES = " \u00a0\u202f"
MONTANT_MAX_EUR = 10**13
"""Above this an amount is a slip of the pen, and sums could leave 64 bits."""
LONGUEUR_MAX = 60

_NOMBRE = rf"-?[0-9]+(?:[{ESPACES}][0-9]{{3}})*(?:[.,][0-9]+)?"
_EUROS = {"€": 1, "k€": 1_000, "M€": 1_000_000, "Md€": 1_000_000_000}
_PAS = {"k€": 100, "M€": 1_000, "Md€": 1_000_000}
"""Finest amount written in each multiple of the euro."""
_SECONDES = {"s": 1, "min": 60, "h": 3_600}


class QuantiteInvalide(ValueError):
    """A quantity that cannot be read: what was found, what was expected, how to write it."""

    def __init__(self, message: str, *, attendu: str = "", remede: str = "") -> None:
        """Keep the three parts; ``str()`` joins them."""
        self.message, self.attendu, self.remede = message, attendu, remede
        super().__init__(" ; ".join(m for m in (message, attendu, remede) if m))


# --- reading ---------------------------------------------------------------------------------------------------------


def lire_nombre(valeur: object) -> Fraction:
    """Return the exact value of a bare number (YAML integer or decimal, or text such as ``1 250,5``)."""
    if isinstance(valeur, bool) or not isinstance(valeur, int | float | str | Fraction):
        raise _pas_un_nombre()
    texte = _serre(str(valeur))
    try:
        return Fraction(texte if isinstance(valeur, int | float | Fraction) else _decimal(texte))
    except (ValueError, ZeroDivisionError, KeyError):
        raise _pas_un_nombre() from None


def _pas_un_nombre() -> QuantiteInvalide:
    """Return the error of what is not a bare number."""
    remede = _("Écrivez le nombre seul, sans unité ni signe %, par exemple 0.5")
    return QuantiteInvalide(_("ce n'est pas un nombre"), attendu=_("un nombre"), remede=remede)


def lire_montant(valeur: object) -> int:
    """Return euros of an amount: ``75 M€``, ``15 k€``, ``1 250 €``, ``2,1 Md€``."""
    return _montant(valeur, suffixe="")


def lire_montant_par_an(valeur: object) -> int:
    """Return euros per year of a flow: ``45 M€/an`` (or ``par an``)."""
    return _montant(valeur, suffixe="/an")


def lire_montant_annuel(valeur: object) -> int:
    """Return euros per year where the year is understood: ``30 M€`` and ``30 M€/an`` are both accepted."""
    if isinstance(valeur, str) and re.search(rf"(?:/|par)[{ESPACES}]*an$", valeur.strip()):
        return lire_montant_par_an(valeur)
    return lire_montant(valeur)


def lire_taux(valeur: object) -> Fraction:
    """Return the exact share of a percentage between 0 and 100: ``30 %`` is 3/10."""
    exemple = _exemple_taux(valeur)
    taux = _avec_unites(valeur, {"%": 1}, _("un taux avec le signe %"), exemple) / 100
    if not 0 <= taux <= 1:
        raise QuantiteInvalide(_("un taux va de 0 % à 100 %"), attendu=_("un taux de 0 % à 100 %"))
    return taux


def lire_ratio(valeur: object) -> Fraction:
    """Return the exact ratio of a percentage that may pass 100 %: ``150 %`` is 3/2."""
    ratio = _avec_unites(valeur, {"%": 1}, _("un taux avec le signe %"), _exemple_taux(valeur)) / 100
    if ratio < 0:
        raise QuantiteInvalide(_("un taux n'est pas négatif"), attendu=_("un taux de 0 % ou plus"))
    return ratio


def lire_duree(valeur: object) -> int:
    """Return seconds of a duration: ``120 s``, ``2 min``, ``1 h``; strictly positive."""
    exemple = f"{valeur} s" if _est_entier(valeur) else "120 s"
    secondes = _avec_unites(valeur, _SECONDES, _("une durée avec son unité : s, min ou h"), exemple)
    if secondes <= 0 or secondes.denominator != 1:
        raise QuantiteInvalide(_("une durée est un nombre entier de secondes, au moins 1"), remede=_ecrivez("120 s"))
    return int(secondes)


def lire_ans(valeur: object) -> int:
    """Return years of a span: ``3 ans``; at least 1."""
    exemple = f"{valeur} ans" if _est_entier(valeur) else "3 ans"
    ans = _avec_unites(valeur, {"an": 1, "ans": 1}, _("un nombre d'années avec son unité"), exemple)
    if ans < 1 or ans.denominator != 1:
        raise QuantiteInvalide(_("un nombre d'années est un entier, au moins 1"), remede=_ecrivez("3 ans"))
    return int(ans)


def lire_annees(valeur: object) -> tuple[int, int]:
    """Return first and last year: ``2017-2021`` is (2017, 2021), ``2017`` is (2017, 2017)."""
    trouve = re.fullmatch(rf"([0-9]{{4}})(?:[{ESPACES}]*[-\u2013][{ESPACES}]*([0-9]{{4}}))?", _texte(valeur))
    if not trouve or isinstance(valeur, bool):
        raise QuantiteInvalide(
            _("ce ne sont pas des années"), attendu=_("une année ou deux"), remede=_ecrivez("2017-2021")
        )
    debut, fin = int(trouve[1]), int(trouve[2] or trouve[1])
    if fin < debut:
        raise QuantiteInvalide(
            _("la dernière année vient avant la première"),
            attendu=_("la première année, puis la dernière"),
            remede=_ecrivez(f"{fin}-{debut}"),
        )
    return debut, fin


def lire_quota(valeur: object) -> int:
    """Return dwellings per year: ``1000 par an`` or ``1000 logements/an``."""
    exemple = f"{valeur} par an" if _est_entier(valeur) else "1000 par an"
    unites = {"par an": 1, "/an": 1, "logements/an": 1, "logements par an": 1}
    quota = _avec_unites(valeur, unites, _("un nombre de logements par an"), exemple)
    if quota < 0 or quota.denominator != 1:
        raise QuantiteInvalide(_("un quota est un nombre entier de logements par an"), remede=_ecrivez("1000 par an"))
    return int(quota)


def lire_quantite(valeur: object, unite: str) -> Fraction:
    """Return the number of a quantity written with ``unite`` (``104 kWhEP/m²/an``); amounts in k€, M€ become euros.

    ``unite`` is the unit of the result; when it starts with ``€`` the multiples of the euro are accepted in the text.
    """
    unites = {unite: 1}
    if unite.startswith("€"):
        unites = {symbole + unite[1:]: facteur for symbole, facteur in _EUROS.items()}
    nombre = valeur if isinstance(valeur, int | float) and not isinstance(valeur, bool) else 100
    attendu = _("une quantité en {unite}").format(unite=unite)
    return _avec_unites(valeur, unites, attendu, f"{nombre} {unite}")


def _montant(valeur: object, suffixe: str) -> int:
    """Return integer euros of ``valeur``, whose units end with ``suffixe``."""
    exemple = (format_montant(valeur) if _est_entier(valeur) else "75 M€") + suffixe
    unites = {symbole + suffixe: facteur for symbole, facteur in _EUROS.items()}
    if suffixe:
        unites |= {symbole + " par an": facteur for symbole, facteur in _EUROS.items()}
        attendu = _("un montant par an avec son unité (€/an, k€/an, M€/an, Md€/an)")
    else:
        attendu = _("un montant avec son unité (€, k€, M€, Md€)")
    euros = _avec_unites(valeur, unites, attendu, exemple)
    if euros < 0:
        raise QuantiteInvalide(_("un montant n'est pas négatif"), attendu=attendu, remede=_ecrivez(exemple))
    if euros.denominator != 1:
        raise QuantiteInvalide(
            _("ce montant n'est pas un nombre entier d'euros"),
            attendu=attendu,
            remede=_ecrivez(format_montant(round(euros)) + suffixe),
        )
    if euros > MONTANT_MAX_EUR:
        raise QuantiteInvalide(
            _("ce montant dépasse {maximum}").format(maximum=format_montant(MONTANT_MAX_EUR)),
            attendu=attendu,
            remede=_("Vérifiez l'unité"),
        )
    return int(euros)


def _avec_unites(valeur: object, unites: Mapping[str, int], attendu: str, exemple: str) -> Fraction:
    """Return number x factor of a text made of a number and one of ``unites``; the error shows ``exemple``."""
    if isinstance(valeur, int | float) and not isinstance(valeur, bool):
        raise QuantiteInvalide(_("ce nombre n'a pas d'unité"), attendu=attendu, remede=_ecrivez(exemple))
    texte = _texte(valeur)
    trouve = re.fullmatch(rf"({_NOMBRE})[{ESPACES}]*(\D.*)", texte)
    unite = re.sub(rf"[{ESPACES}]+", " ", trouve[2]).strip().replace(" /", "/").replace("/ ", "/") if trouve else ""
    if not trouve or unite not in unites:
        raise QuantiteInvalide(_faute_unite(trouve, unite), attendu=attendu, remede=_ecrivez(exemple))
    return Fraction(_decimal(trouve[1])) * unites[unite]


def _faute_unite(trouve: re.Match[str] | None, unite: str) -> str:
    """Say whether the number or the unit is at fault."""
    if trouve:
        return _("l'unité « {unite} » n'est pas celle attendue").format(unite=unite)
    return _("cette quantité ne se lit pas")


def _ecrivez(exemple: str) -> str:
    return _("Écrivez par exemple {exemple}").format(exemple=exemple)


def _texte(valeur: object) -> str:
    """Return the trimmed text of a YAML scalar, empty when it is nothing a quantity can be read from."""
    if isinstance(valeur, bool) or not isinstance(valeur, str | int):
        return ""
    texte = str(valeur).strip()
    return texte if len(texte) <= LONGUEUR_MAX else ""


def _serre(texte: str) -> str:
    return texte.strip() if len(texte) <= LONGUEUR_MAX else ""


def _decimal(texte: str) -> str:
    """Return the digits of a French or English decimal number."""
    if not re.fullmatch(_NOMBRE, texte):
        raise ValueError(texte)
    return re.sub(rf"[{ESPACES}]", "", texte).replace(",", ".")


def _est_entier(valeur: object) -> TypeGuard[int]:
    return isinstance(valeur, int) and not isinstance(valeur, bool) and valeur > 0


def _exemple_taux(valeur: object) -> str:
    """Return how ``valeur`` may have been meant: 0.3 and 30 are 30 %."""
    if isinstance(valeur, bool) or not isinstance(valeur, int | float) or not 0 < valeur <= 100:  # noqa: PLR2004
        return "30 %"
    part = Fraction(str(valeur))
    return format_taux(part if part <= 1 and isinstance(valeur, float) else part / 100)


# --- writing ---------------------------------------------------------------------------------------------------------


def format_montant(euros: int) -> str:
    """Return the shortest exact writing of an amount: ``75 M€``, ``1,5 M€``, ``17,6 k€``, ``12 345 €``."""
    for symbole, pas in reversed(_PAS.items()):
        if abs(euros) >= _EUROS[symbole] and euros % pas == 0:
            return f"{format_nombre(Fraction(euros, _EUROS[symbole]))} {symbole}"
    return f"{format_nombre(euros)} €"


def format_taux(taux: Fraction) -> str:
    """Return a share as a percentage: 3/10 is ``30 %``."""
    return f"{format_nombre(taux * 100)} %"


def format_duree(secondes: int) -> str:
    """Return a duration in its largest whole unit: 120 is ``2 min``."""
    for symbole, facteur in reversed(_SECONDES.items()):
        if secondes >= facteur and secondes % facteur == 0:
            return f"{secondes // facteur} {symbole}"
    return f"{secondes} s"


def format_annees(annees: tuple[int, int]) -> str:
    """Return a range of years: ``2017-2021``, or ``2017`` alone."""
    return str(annees[0]) if annees[0] == annees[1] else f"{annees[0]}-{annees[1]}"


def format_nombre(valeur: Fraction | int, decimales: int = 6) -> str:
    """Return a number rounded to ``decimales``, thousands apart, with the decimal sign of the current language."""
    arrondi = round(Fraction(valeur), decimales)
    entier, reste = divmod(abs(arrondi), 1)
    chiffres = f"{int(entier):,}".replace(",", "\u202f")
    if reste:
        chiffres += _signe_decimal() + str(int(reste * 10**decimales)).zfill(decimales).rstrip("0")
    return f"-{chiffres}" if arrondi < 0 else chiffres


def _signe_decimal() -> str:
    return "," if langue() == "fr" else "."


# --- pydantic types --------------------------------------------------------------------------------------------------


def type_lu(
    lire: Callable[[Any], Any], ecrire: Callable[[Any], str], motif: str, description: str, *exemples: str
) -> tuple[Any, ...]:
    """Return the metadata of an Annotated type read by ``lire`` and shown in the JSON Schema as a text pattern."""
    nombre = rf"^[0-9][0-9{ESPACES}]*([.,][0-9]+)?[{ESPACES}]*"
    schema = {"type": "string", "pattern": f"{nombre}{motif}$", "description": description, "examples": list(exemples)}
    ecrivain = PlainSerializer(lambda v: v if v is None else ecrire(v), when_used="json")
    return PlainValidator(lire), ecrivain, WithJsonSchema(schema)


def _par_an(euros: int) -> str:
    return format_montant(euros) + "/an"


_EURO = "(€|k€|M€|Md€)"
_PAR_AN = "( ?(/ ?|par )an)"

Montant = Annotated[
    int, *type_lu(lire_montant, format_montant, _EURO, "Montant avec son unité : €, k€, M€ ou Md€", "75 M€", "15 k€")
]
MontantParAn = Annotated[
    int, *type_lu(lire_montant_par_an, _par_an, _EURO + _PAR_AN, "Montant par an avec son unité", "45 M€/an")
]
Taux = Annotated[Fraction, *type_lu(lire_taux, format_taux, "%", "Taux de 0 % à 100 %", "30 %", "0,5 %")]
Ratio = Annotated[Fraction, *type_lu(lire_ratio, format_taux, "%", "Taux, qui peut dépasser 100 %", "100 %", "150 %")]
Duree = Annotated[int, *type_lu(lire_duree, format_duree, "(s|min|h)", "Durée avec son unité : s, min ou h", "120 s")]
Ans = Annotated[int, *type_lu(lire_ans, "{} ans".format, "ans?", "Nombre d'années avec son unité", "3 ans")]
Quota = Annotated[
    int, *type_lu(lire_quota, "{} par an".format, "(logements ?)?(par |/ ?)an", "Logements par an", "1000 par an")
]
Annees = Annotated[
    tuple[int, int],
    PlainValidator(lire_annees),
    PlainSerializer(format_annees, when_used="json"),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string", "pattern": "^[0-9]{4}([ -]+[0-9]{4})?$"}, {"type": "integer"}],
            "description": "Première et dernière année",
            "examples": ["2017-2021", 2017],
        }
    ),
]
NombreExact = Annotated[
    Fraction,
    PlainValidator(lire_nombre),
    PlainSerializer(float, when_used="json"),
    WithJsonSchema({"type": "number"}),
]
