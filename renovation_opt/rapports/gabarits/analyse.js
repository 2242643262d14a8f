// Links the rows of a table with the charts of the page, and filters both by floors.
//
// Answers for: `[data-cle]` rows <-> signal `choix` of every chart; `[data-plancher]` <-> signals `plancher0..2`.
// Leaves to others: drawing the charts (graphiques.js).  Without this script the page still shows everything.

window.graphiques.pret.then((vues) => {
  const rangees = [...document.querySelectorAll("tr[data-cle]")];
  const planchers = [...document.querySelectorAll("input[data-plancher]")];
  const compte = document.querySelector("[data-compte]");

  function poser(nom, valeur) {
    for (const vue of vues.values()) {
      try {
        vue.signal(nom, valeur).runAsync();
      } catch {
        // a chart without this signal has nothing to show of it
      }
    }
  }

  function choisir(cle) {
    for (const rangee of rangees) rangee.classList.toggle("choisi", rangee.dataset.cle === cle);
    poser("choix", cle);
  }

  for (const rangee of rangees) {
    for (const geste of ["mouseenter", "focus", "click"]) {
      rangee.addEventListener(geste, () => choisir(rangee.dataset.cle));
    }
  }
  for (const vue of vues.values()) {
    vue.addEventListener("mouseover", (_geste, objet) => {
      if (objet && objet.datum && objet.datum.cle) choisir(String(objet.datum.cle));
    });
  }

  function filtrer() {
    planchers.forEach((reglette, rang) => {
      const valeur = Number(reglette.value);
      reglette.nextElementSibling.value = valeur.toLocaleString(document.documentElement.lang, {
        style: "percent",
        maximumFractionDigits: 1,
      });
      poser("plancher" + rang, valeur);
    });
    let gardees = 0;
    for (const rangee of rangees) {
      const garde = planchers.every((r, rang) => Number(rangee.dataset["part" + rang]) >= Number(r.value) - 1e-9);
      rangee.hidden = !garde;
      gardees += garde;
    }
    if (compte) compte.textContent = compte.dataset.compte.replace("{n}", gardees).replace("{total}", rangees.length);
  }

  for (const reglette of planchers) reglette.addEventListener("input", filtrer);
  if (planchers.length) filtrer();
  document.documentElement.dataset.pret = "oui";
});
