"""Whatever stands at any key of a scenario or of the hypotheses, the answer is a list of problems."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from renovation_opt.schemas.chargement import _valider
from renovation_opt.schemas.fusion import Espace, Fusion, lire_avec_bases
from renovation_opt.schemas.hypotheses import HypothesesErbm
from renovation_opt.schemas.references import fautes_bouquets, fautes_scenario
from renovation_opt.schemas.scenario import Scenario
from renovation_opt.schemas.traduction import atteindre
from tests.schemas.conftest import RACINE

LUS: dict[type, Fusion] = {
    modele: lire_avec_bases(RACINE / chemin, Espace.de(RACINE / chemin))
    for modele, chemin in ((Scenario, "scenarios/avec-fis.yaml"), (HypothesesErbm, "models/erbm-2017.yaml"))
}
SCALAIRES = (
    st.none()
    | st.booleans()
    | st.integers(-5, 10**20)
    | st.floats()
    | st.sampled_from(["", "75 M€", "30 %", "x", "anah"])
)
N_IMPORTE_QUOI = st.recursive(
    SCALAIRES,
    lambda fils: (
        st.lists(fils, max_size=3) | st.dictionaries(st.sampled_from(["a", "taux", 2017, "min"]), fils, max_size=3)
    ),
    max_leaves=5,
)


def remplacer(lu: Fusion, rang: int, valeur: object) -> Fusion:
    """Return the data with another value at its ``rang``-th key."""
    cle = sorted(lu.places, key=str)[rang % len(lu.places)]
    donnees: Any = deepcopy(lu.donnees)
    noeud = atteindre(donnees, cle[:-1])
    if noeud is not None:
        noeud[cle[-1]] = valeur
    return Fusion(donnees, lu.places, lu.question, lu.fichiers, lu.origines)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([Scenario, HypothesesErbm]), st.integers(0, 10**6), N_IMPORTE_QUOI)
def test_n_importe_quoi_a_n_importe_quelle_cle(modele: type, rang: int, valeur: object) -> None:
    """Nothing fails otherwise than by problems, each with a French message and a line."""
    lu = remplacer(LUS[modele], rang, valeur)
    problemes: list[Any] = []
    references = [*fautes_scenario(lu.donnees), *fautes_bouquets(lu.donnees, ["socle"])] if modele is Scenario else []
    juste: object = _valider(modele, lu, problemes, references)
    assert problemes or juste is not None
    for probleme in problemes:
        assert probleme.message
        assert probleme.ligne
        assert "Input should" not in probleme.texte()
