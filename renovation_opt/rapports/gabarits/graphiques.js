// Draws every chart of a page, each from the specification it holds, in place of its still drawing.
//
// Answers for: `window.graphiques.pret` (a promise of Map: name of the chart -> Vega view).
// Leaves to others: what the charts say (Python), what a page does with the views (page.js).
// No `eval`: expressions are interpreted, so that the page may forbid every script but its own.

function lireJson(element) {
  return element ? JSON.parse(element.textContent) : {};
}

async function dessiner(place, reglages) {
  const spec = lireJson(place.querySelector('script[type="application/json"]'));
  const cible = place.querySelector(".dessin");
  const { view } = await vegaEmbed(cible, spec, {
    renderer: "svg",
    ast: true,
    actions: false,
    defaultStyle: false,
    formatLocale: reglages.nombres,
    tooltip: { theme: "custom" },
  });
  place.dataset.pret = "oui";
  return [place.dataset.graphique, view];
}

async function tout() {
  const reglages = lireJson(document.getElementById("reglages-graphiques"));
  const places = [...document.querySelectorAll("[data-graphique]")];
  return new Map(await Promise.all(places.map((place) => dessiner(place, reglages))));
}

window.graphiques = {
  pret: new Promise((fait, rate) => {
    const lancer = () => tout().then(fait, rate);
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", lancer);
    else lancer();
  }),
};
