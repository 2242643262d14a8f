"""Groups neighbouring cités of one EPCI around a centrality.

Rule: inside each EPCI, the cité with the most dwellings within the radius becomes a centre and
takes the free cités of that radius; again until all are taken; then a group of fewer than three
cités joins the nearest centre of its EPCI, if there is one within the joining distance.
"""

from recette.cites import Cite, distance_km, slug
from recette.hypotheses import RAYON_GRAPPE_KM, RAYON_RATTACHEMENT_KM

TAILLE_MINIMALE = 3


def grouper(cites: list[Cite], logements: dict[str, int]) -> dict[str, str]:
    """Return the slug of the group of each `cite_id`."""
    groupes: list[list[Cite]] = []
    for epci in sorted({c.epci for c in cites}):
        groupes += _rattacher(_couvrir([c for c in cites if c.epci == epci], logements))
    noms = _nommer(groupes)
    return {c.cite_id: nom for nom, g in zip(noms, groupes, strict=True) for c in g}


def _couvrir(cites: list[Cite], logements: dict[str, int]) -> list[list[Cite]]:
    """Return groups whose first cité is the centre."""
    libres = list(cites)
    groupes = []
    while libres:
        centre = max(libres, key=lambda c: (_poids(c, libres, logements), c.cite_id))
        autres = [c for c in _voisines(centre, libres) if c is not centre]
        groupes.append([centre, *autres])
        libres = [c for c in libres if c is not centre and c not in autres]
    return groupes


def _voisines(centre: Cite, cites: list[Cite]) -> list[Cite]:
    return [c for c in cites if distance_km(centre, c) <= RAYON_GRAPPE_KM]


def _poids(centre: Cite, cites: list[Cite], logements: dict[str, int]) -> int:
    return sum(logements[c.cite_id] for c in _voisines(centre, cites))


def _rattacher(groupes: list[list[Cite]]) -> list[list[Cite]]:
    """Join small groups to the nearest centre, the others being kept as they are."""
    grands = [g for g in groupes if len(g) >= TAILLE_MINIMALE]
    gardes = list(grands)
    for groupe in (g for g in groupes if len(g) < TAILLE_MINIMALE):
        centre = groupe[0]
        hote = min(grands, key=lambda g: distance_km(g[0], centre), default=None)
        if hote is None or distance_km(hote[0], centre) > RAYON_RATTACHEMENT_KM:
            gardes.append(groupe)
        else:
            hote.extend(groupe)
    return gardes


def _nommer(groupes: list[list[Cite]]) -> list[str]:
    """Name each group after the commune of its centre, numbered when the name is taken."""
    noms: list[str] = []
    for groupe in groupes:
        base = slug(groupe[0].commune.nom).replace("-", "_")
        rang = 1 + sum(1 for n in noms if n == base or n.startswith(f"{base}_n"))
        noms.append(base if rang == 1 else f"{base}_n{rang}")
    return noms
