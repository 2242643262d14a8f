"""Sets, parameters and variables of the model, with their units: the first tables of ``models/formulation.md``.

Answers for: the words and units that every equation uses.
Leaves to others: the equations themselves, read from the docstrings (document).
"""

from __future__ import annotations

ENSEMBLES = (
    ("a", "A", "years of the horizon", "`annees`"),
    ("o", "O", "opérations: the lots of one bailleur in one cité that may be treated", "`operations`"),
    ("l", "L[o]", "lots of an opération", "`lots`"),
    ("p", "P[l]", "bouquets allowed for a lot (choix)", "`choix`"),
    ("k", "K[o]", "chantiers allowed: first year, duration, parti", "`chantiers`"),
    ("m", "M[o]", "montages open to an opération: ordered sets of funds, `sans_aide` always", "`montages`"),
    ("q", "Q", "options (l, p, m): a bouquet of a lot under a montage", "`options`"),
    ("f, g", "F", "public funds; in C16, g is a grappe", "`fonds`"),
    ("b", "B", "bailleurs; private owners of an EPCI are one", "`bailleurs`"),
    ("e", "E", "EPCI", "`epcis`"),
    ("c", "C", "cités; in the shortfall, soft targets", "`cites`"),
)
"""(letter, set, meaning, field of the Instance)."""

PARAMETRES = (
    ("n[l,k,a]", "dwellings/yr", "dwellings of l worked on in year a under k, as even as integers allow", "`repartir`"),
    ("travaux_eur[l,p,a]", "euros/dwelling", "works, indexed", "`choix.travaux_eur`"),
    ("espaces_eur[l,a]", "euros/dwelling", "public spaces and networks", "`espaces_eur`"),
    ("aide[f,l,p,m,a]", "euros/dwelling", "aid of f, after cumulation (C6, C7)", "`options.aide_eur`"),
    ("fonds_propres_eur[l,p,m,a]", "euros/dwelling", "own money (C5)", "`options.fonds_propres_eur`"),
    ("cumul", "share", "ceiling of public aids", "`cumul`"),
    ("capacite[b,a]", "dwellings/yr", "what a bailleur can carry out", "`capacite`"),
    ("simultanes[b,a]", "chantiers", "open chantiers of a bailleur", "`simultanes`"),
    ("tranche[f,a]", "euros/yr", "annual slice of a fund", "`fonds.tranches_eur`"),
    ("report[f]", "share", "part of a slice that may be carried over", "`fonds.report`"),
    ("quota[f,a]", "dwellings/yr", "dwellings a fund may aid", "`fonds.quota`"),
    ("ratio[f], avec[f]", "share, funds", "parity of a fund with others", "`fonds.parite`"),
    ("fonds_propres[b,a]", "euros/yr", "own money of a bailleur", "`fonds_propres`"),
    ("filiere[e,a]", "euros/yr", "works local firms can carry", "`filiere`"),
    ("seuil, sens, echelle", "of the target", "threshold, +1 at least or -1 at most, scale of a shortfall", "`cibles`"),
    ("fenetre", "years", "window of the starts of a grappe", "`grappe_fenetre`"),
    ("energie_kwh[l,p]", "kWh/dwelling/yr", "final energy saved", "`choix.energie_kwh`"),
    ("annees_comptees[a]", "years", "years whose saving counts for works of year a", "`annees_comptees`"),
    ("patrimoine[l,p,v]", "thousandths of a point/dwelling", "heritage points by parti", "`choix.patrimoine`"),
    ("mixite[l,p]", "millionths of a household/dwelling", "weighted diversified households", "`choix.mixite`"),
)
"""(symbol, unit, meaning, field of the Instance)."""

VARIABLES = (
    ("w[o,k,m]", "0-1", "o is carried out in chantier k under montage m", "`w.operation.montage.year.duration.parti`"),
    ("x[l,p,k,m]", "0-1", "l receives p, under them", "`x.lot.bouquet.montage.year.duration.parti`"),
    ("r[f,a]", "euros", "money of f carried from a to the next year (C10)", "`c.report_fund_year`"),
    ("y[c]", "0-1", "cité c counts as started (C15)", "`c.commencee_target_cite`"),
    ("z[g,t]", "0-1", "the window of grappe g opens in year t (C16)", "`c.fenetre_grappe_year`"),
    ("manque[c]", "of the target", "what a soft target misses (C14, C15)", "`c.manque_target`"),
)
"""(symbol, unit, meaning, name in the LP file; the last part of w and x is c for courant, e for ensemble)."""
