"""Two parcs side by side: lots added, removed, changed.

Answers for: ``comparer_parcs``; lots are matched by ``lot_id``, columns by name.
Leaves to others: what it means for a scenario (analyse.differences).
"""

from __future__ import annotations

from dataclasses import dataclass

from renovation_opt.parc.lecture import Parc


@dataclass(frozen=True, slots=True)
class DifferencesParc:
    """Lots by number: ``ajoutes``, ``retires``, ``modifies``; dwellings before and after.

    ``colonnes``: column -> lots in which it changed, most changed first.  ``exemples``: first lots changed, sorted.
    """

    ajoutes: int
    retires: int
    modifies: int
    logements_ajoutes: int
    logements_retires: int
    logements_avant: int
    logements_apres: int
    colonnes: tuple[tuple[str, int], ...]
    exemples: tuple[str, ...]

    @property
    def identiques(self) -> bool:
        """Whether nothing differs."""
        return not (self.ajoutes or self.retires or self.modifies)


def comparer_parcs(avant: Parc, apres: Parc, exemples: int = 5) -> DifferencesParc:
    """Return what differs between two parcs."""
    gauche, droite = avant.table.set_index("lot_id"), apres.table.set_index("lot_id")
    ajoutes, retires = droite.index.difference(gauche.index), gauche.index.difference(droite.index)
    communs = gauche.index.intersection(droite.index).sort_values()
    differents = gauche.loc[communs].ne(droite.loc[communs])
    par_colonne = differents.sum()
    changes = differents.any(axis=1)
    return DifferencesParc(
        ajoutes=len(ajoutes),
        retires=len(retires),
        modifies=int(changes.sum()),
        logements_ajoutes=int(droite.loc[ajoutes, "nb_logements"].sum()),
        logements_retires=int(gauche.loc[retires, "nb_logements"].sum()),
        logements_avant=int(gauche["nb_logements"].sum()),
        logements_apres=int(droite["nb_logements"].sum()),
        colonnes=tuple(
            (str(nom), int(n)) for nom, n in sorted(par_colonne.items(), key=lambda c: (-c[1], str(c[0]))) if n
        ),
        exemples=tuple(str(lot) for lot in communs[changes.to_numpy()][:exemples]),
    )
