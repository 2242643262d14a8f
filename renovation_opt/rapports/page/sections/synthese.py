"""Headline figures and targets."""

from __future__ import annotations

from renovation_opt.locale import _
from renovation_opt.rapports import libelles, typographie
from renovation_opt.rapports.page.modele import Carton, Cellule, Entete, Section, Tableau, chiffre
from renovation_opt.rapports.tables import Tables
from renovation_opt.rapports.tables.cibles import BilanCible, du_total
from renovation_opt.rapports.typographie import euros, millions, nombre


def synthese(tables: Tables) -> Section:
    """Return the headline figures, then targets against what is reached."""
    texte = _("Aucune cible n'est fixée par le scénario.") if not tables.cibles else ""
    return Section(
        "synthese",
        _("Chiffres clés et cibles"),
        textes=(texte,) if texte else (),
        cartons=_cartons(tables),
        tableaux=(_cibles(tables.cibles),) if tables.cibles else (),
    )


def _cartons(tables: Tables) -> tuple[Carton, ...]:
    """Return the headline figures."""
    valeur = tables.valeur
    jusqu_a = _("cumulés jusqu'en {annee}").format(annee=tables.inst.energie_jusqu_a)
    passoires = nombre(valeur("dpe", "passoires_supprimees"))
    estimes = _("dont {part} au nombre estimé").format(part=typographie.part(valeur("logements", "part_estimee"), 0))
    propres = _("et {montant} de fonds propres").format(montant=millions(valeur("argent", "fonds_propres")))
    par_logement = _("{montant} par logement").format(montant=euros(valeur("argent", "cout_par_logement")))
    levier = _("{levier} € de coût pour 1 € de l'État").format(levier=nombre(valeur("argent", "levier"), 1))
    par_an = _("{mwh} MWh par an à la fin").format(mwh=nombre(valeur("energie", "annuelle")))
    ensemble = _("dont {points} par les ensembles patrimoniaux").format(
        points=nombre(valeur("patrimoine", "termes", "ensemble"))
    )
    sans_poids = _("{n} sans pondération").format(n=nombre(valeur("mixite", "menages_diversifies")))
    co2 = _("et {euros} de facture par ménage et par an").format(euros=euros(valeur("facture", "par_menage")))
    return (
        _carton_logements(tables, estimes),
        Carton(_("Passoires supprimées (F, G)"), passoires, _("en classe E ou mieux après travaux")),
        Carton(
            _("Énergie finale économisée"),
            f"{nombre(valeur('energie', 'cumulee'))} MWh",
            _(" ; ").join((jusqu_a, par_an)),
        ),
        Carton(_("Points de patrimoine"), nombre(valeur("patrimoine", "total")), ensemble),
        Carton(_("Ménages diversifiés, pondérés"), nombre(valeur("mixite", "total"), 1), sans_poids),
        Carton(_("Coût total"), millions(valeur("argent", "cout")), par_logement),
        Carton(_("Aides publiques"), millions(valeur("argent", "aides")), _(" ; ").join((propres, levier))),
        Carton(_("Émissions évitées"), f"{nombre(valeur('climat', 'co2_annuel'))} {libelles.unite('tCO2e/an')}", co2),
    )


def _carton_logements(tables: Tables, estimes: str) -> Carton:
    """Return the dwellings, against the target of the whole programme when there is one."""
    total = nombre(tables.valeur("logements", "total"))
    code = du_total(tables.inst)
    bilan = next((b for b in tables.cibles if b.code == code), None)
    if bilan is None:
        return Carton(_("Logements rénovés"), total, estimes)
    vises = _("sur {n} visés").format(n=nombre(bilan.seuil))
    return Carton(_("Logements rénovés"), total, _(" ; ").join((vises, estimes)), bilan.avancement)


def _cibles(bilans: tuple[BilanCible, ...]) -> Tableau:
    """Return the table of targets; the missed ones are marked by words, not by colour alone."""
    entetes = (
        Entete(_("Cible")),
        Entete(_("Visé"), numerique=True),
        Entete(_("Atteint"), numerique=True),
        Entete(_("Manque"), numerique=True),
        Entete(_("Manque relatif"), numerique=True),
        Entete(_("Avancement"), numerique=True),
        Entete(_("Unité")),
        Entete(_("Nature")),
        Entete(_("Résultat")),
    )
    return Tableau(_("Cibles du scénario"), entetes, tuple(_cible(bilan) for bilan in bilans), code="cibles")


def _cible(bilan: BilanCible) -> tuple[Cellule, ...]:
    """Return the row of one target."""
    sens = "≥" if bilan.sens > 0 else "≤"
    resultat = Cellule(_("manquée"), "manque") if bilan.manque else Cellule(_("atteinte"), "atteint")
    return (
        Cellule(bilan.libelle),
        chiffre(f"{sens} {nombre(bilan.seuil)}", bilan.seuil),
        chiffre(nombre(bilan.valeur), bilan.valeur),
        chiffre(nombre(bilan.manque) if bilan.manque else typographie.ABSENT, bilan.manque),
        chiffre(typographie.part_stricte(bilan.relatif) if bilan.manque else typographie.ABSENT, bilan.relatif),
        Cellule(typographie.part_stricte(bilan.avancement), "", bilan.avancement, bilan.avancement),
        Cellule(libelles.unite(bilan.unite)),
        Cellule(_("souple") if bilan.souple else _("ferme")),
        resultat,
    )
