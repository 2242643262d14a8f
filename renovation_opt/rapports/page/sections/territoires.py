"""The programme of each EPCI and of each landlord: a part of the page each, that links to its rows and its dossier."""

from __future__ import annotations

from renovation_opt.locale import _
from renovation_opt.rapports import libelles, titres
from renovation_opt.rapports.chemins import noms_dossiers
from renovation_opt.rapports.page.modele import Carton, Section, tableau
from renovation_opt.rapports.page.noms import noms
from renovation_opt.rapports.tables import Tables, Vue
from renovation_opt.rapports.typographie import euros, millions, nombre


def epcis(tables: Tables) -> Section:
    """Return one part per EPCI with works."""
    libelles = noms(tables, "epci")
    parties = tuple(_partie(tables, "epci", code, libelles[code], vue) for code, vue in tables.epcis.items())
    return Section("epcis", _("Par intercommunalité"), textes=_sommaire(parties), parties=parties)


def bailleurs(tables: Tables) -> Section:
    """Return one part per landlord with works, private owners of each EPCI included."""
    libelles = noms(tables, "bailleur")
    parties = tuple(_partie(tables, "bailleur", code, libelles[code], vue) for code, vue in tables.bailleurs.items())
    return Section("bailleurs", _("Par bailleur"), textes=_sommaire(parties), parties=parties)


def cartons(vue: Vue) -> tuple[Carton, ...]:
    """Return the headline figures of a view."""
    valeur = {i.cle: i.valeur for i in vue.indicateurs if not isinstance(i.valeur, str)}
    return (
        Carton(
            _("Logements rénovés"),
            nombre(valeur["logements", "total"]),
            _("opérations : {operations} ; cités : {cites}").format(
                operations=nombre(valeur["operations", "total"]), cites=nombre(valeur["cites", "total"])
            ),
        ),
        Carton(_("Passoires supprimées (F, G)"), nombre(valeur["dpe", "passoires_supprimees"])),
        Carton(
            _("Coût total"),
            millions(valeur["argent", "cout"]),
            _("{montant} par logement").format(montant=euros(valeur["argent", "cout_par_logement"])),
        ),
        Carton(
            _("Aides publiques"),
            millions(valeur["argent", "aides"]),
            _("et {montant} de fonds propres").format(montant=millions(valeur["argent", "fonds_propres"])),
        ),
        Carton(
            _("Énergie finale économisée"),
            f"{nombre(valeur['energie', 'annuelle'])} {libelles.unite('MWh/an')}",
            _("{euros} de facture par ménage et par an").format(euros=euros(valeur["facture", "par_menage"])),
        ),
    )


def _sommaire(parties: tuple[Section, ...]) -> tuple[str, ...]:
    """Return a sentence when there is nothing to show."""
    return () if parties else (_("Aucun logement n'est rénové."),)


def _partie(tables: Tables, dimension: str, code: str, libelle: str, vue: Vue) -> Section:
    """Return the part of one EPCI or landlord."""
    dossiers = noms_dossiers(b.code for b in tables.inst.bailleurs)
    presents = [b for b in tables.inst.bailleurs if b.code in set(vue.lignes["bailleur"])]
    liens = tuple(
        (f"bailleurs/{dossiers[b.code]}/dossier.html", _("Dossier à imprimer : {bailleur}").format(bailleur=b.libelle))
        for b in presents
        if dimension == "bailleur" or b.prive
    )
    legende = _("Programme année par année, {territoire}").format(territoire=libelle)
    nom = f"{dimension}-{noms_dossiers([code])[code]}"
    return Section(
        f"{dimension}-{list(noms(tables, dimension)).index(code) + 1}",
        libelle,
        cartons=cartons(vue),
        tableaux=(tableau(legende, titres.annees(tables.inst), vue.annees, _("Total"), nom),),
        liens=liens,
        filtre=(dimension, code),
    )
