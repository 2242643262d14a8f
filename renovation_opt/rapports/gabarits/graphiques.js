// Draws the charts of a page, each from the specification it holds, in place of its still drawing.
//
// Answers for: `window.graphiques.vue(name)` (a promise of the Vega view of a chart), `window.graphiques.pret` (a
// promise of all of them: Map of name -> view), and controls that set a signal (`data-pour`: the chart, `data-signal`).
// A chart comes alive when it is about to be seen; until then, and in print, its still drawing says the same.
// Leaves to others: what the charts say (Python), what a page does with the views (the scripts of that page).
// No `eval`: expressions are interpreted, so that the page may forbid every script but its own.

const MARGE = "300px";
const vues = new Map();

function lireJson(element) {
  return element ? JSON.parse(element.textContent) : {};
}

async function dessiner(place) {
  const reglages = lireJson(document.getElementById("reglages-graphiques"));
  const spec = lireJson(place.querySelector('script[type="application/json"]'));
  const { view } = await vegaEmbed(place.querySelector(".dessin"), spec, {
    renderer: "svg",
    ast: true,
    actions: false,
    defaultStyle: false,
    formatLocale: reglages.nombres,
    tooltip: { disableDefaultStyle: true },
  });
  place.dataset.pret = "oui";
  return view;
}

function places() {
  return [...document.querySelectorAll("[data-graphique]")];
}

function vue(code) {
  if (!vues.has(code)) vues.set(code, dessiner(places().find((place) => place.dataset.graphique === code)));
  return vues.get(code);
}

async function toutes() {
  const codes = places().map((place) => place.dataset.graphique);
  return new Map(await Promise.all(codes.map(async (code) => [code, await vue(code)])));
}

function relier(controle) {
  const regler = async () => {
    const cible = await vue(controle.dataset.pour);
    cible.signal(controle.dataset.signal, controle.value).runAsync();
  };
  controle.addEventListener("change", regler);
  if (controle.selectedIndex > 0) regler();
}

function lancer() {
  const arrivees = new IntersectionObserver((entrees) => {
    for (const entree of entrees.filter((e) => e.isIntersecting)) vue(entree.target.dataset.graphique);
  }, { rootMargin: MARGE });
  places().forEach((place) => arrivees.observe(place));
  document.querySelectorAll("[data-signal]").forEach(relier);
}

const lue = new Promise((fait) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", fait);
  else fait();
});
lue.then(lancer);

window.graphiques = {
  vue: (code) => lue.then(() => vue(code)),
  get pret() {
    return lue.then(toutes);
  },
};
